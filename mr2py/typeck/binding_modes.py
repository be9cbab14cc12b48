"""Patterns that say `ref`, `mut` or `&` below one that implicitly borrows (edition 2024; rustc_hir_typeck's `rust_2024_migration`)."""

from ..diagnostics import MACHINE_APPLICABLE, Label
from ..diagnostics.build import error
from ..syntax import ast
from ..syntax.visit import walk

WORDS = {"ref": ("explicitly borrow", "explicit `ref` binding modifier not allowed when implicitly borrowing"),
         "mut": ("mutably bind by value", "`mut` binding modifier not allowed when implicitly borrowing"),
         "&": ("explicitly dereference", "reference pattern not allowed when implicitly borrowing")}
SIGNS = {"ref": "&", "ref mut": "&mut "}


def report(fcx):
    """Tell what is in `fcx.mode_errors`, once for each pattern that borrows."""
    groups = {}
    for borrowing, pat, what in fcx.mode_errors:
        groups.setdefault(borrowing, []).append((pat, what))
    for (outer, mode), wrong in groups.items():
        fcx.tcx.diags.add(told(outer, mode, wrong))


def told(outer, mode, wrong):
    """The error; `wrong`: [(pattern, what it says)] below `outer`, which makes the binding mode `mode`."""
    verbs = list(dict.fromkeys(WORDS[what][0] for _, what in wrong))
    found = error("", f"cannot {' or '.join(verbs)} within an implicitly-borrowing pattern", place(*wrong[0]), WORDS[wrong[0][1]][1])
    found.spans += [Label(*place(pat, what), WORDS[what][1], True) for pat, what in wrong[1:]]
    found.note("for more information, see <https://doc.rust-lang.org/reference/patterns.html#binding-modes>")
    found.note("matching on a reference type with a non-reference pattern implicitly borrows the contents",
               [Label(outer.lo, outer.hi, f"this non-reference pattern matches on a reference type `{SIGNS[mode].strip()}{' ' if mode != 'ref' else ''}_`", True)])
    if all(what == "ref" and ("ref mut" if pat.mut else "ref") == mode for pat, what in wrong):
        many = "s" if len(wrong) > 1 else ""
        return found.suggest(f"remove the unnecessary binding modifier{many}", [(pat.lo, place(pat, what)[1] + 1, pat.name) for pat, what in wrong], MACHINE_APPLICABLE)
    others = [pat for pat in walk(outer) if isinstance(pat, ast.PatIdent) and not pat.by_ref and not pat.mut and not any(within(pat, one) for one, what in wrong if what == "&")]
    more = " and borrow explicitly using a variable binding mode" if others else " to avoid implicitly borrowing"
    return found.suggest(f"match on the reference with a reference pattern{more}",
                         [(outer.lo, outer.lo - 1, SIGNS[mode]), *[(pat.lo, pat.lo - 1, f"{mode} ") for pat in others]], MACHINE_APPLICABLE)


def place(pat, what):
    """(lo, hi) of the words that are wrong."""
    return (pat.lo, pat.lo + 1) if what == "ref" and pat.mut else (pat.lo, pat.lo)


def within(pat, outer):
    return outer.lo <= pat.lo and pat.hi <= outer.hi
