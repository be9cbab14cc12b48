"""`unreachable_patterns` and `irrefutable_let_patterns` (rustc_pattern_analysis, rustc_mir_build's `check_match`)."""

from ..syntax import ast
from ..syntax.visit import walk
from ..typeck.exhaustiveness import WILD, _Checker as Checker
from ..typeck.exhaustiveness import expand_or

LETS = {ast.If: ("if let", "this pattern will always match, so the `if let` is useless", "consider replacing the `if let` with a `let`"),
        ast.While: ("while let", "this pattern will always match, so the loop will never exit", "consider instead using a `loop { ... }` with a `let` inside it")}


def check_patterns(lints):
    """Look at the matches and conditions of all bodies."""
    for results in lints.tcx.typeck_results.values():
        if results.tainted:
            continue
        checker = None
        for kind, node, ty in results.pattern_checks:
            if kind == "match" and len(node.arms) > 1 and lints.is_own(node.lo):
                checker = checker or Checker(lints.tcx, results)
                check_match(lints, checker, node, ty)
    for kind, (what, note, help_) in LETS.items():
        for node in lints.nodes(kind):
            if type(node.cond) is ast.LetCond and lints.is_own(node.lo):
                check_let(lints, node.cond, node.cond.expr, (node.cond.lo, node.cond.hi), f"`{what}`", note, help_)
    for node in lints.nodes(ast.Let):
        if node.els is not None and lints.is_own(node.lo):
            check_let(lints, node, node.init, (node.lo, node.init.hi), "`let...else`", "this pattern will always match, so the `else` clause is useless",
                      "consider removing the `else` clause")


def check_let(lints, node, value, where, what, note, help_):
    results = next((one for one in lints.tcx.typeck_results.values() if value in one.types and not one.tainted), None)
    if results is None:
        return
    checker, ty = Checker(lints.tcx, results), results.types[value]
    if not checker.missing([[checker.lower(node.pat, ty)]], [ty]):
        told = lints.emit("irrefutable_let_patterns", f"irrefutable {what} pattern", where)
        if told is not None:
            told.note(note).help(help_)


def check_match(lints, checker, node, ty):
    """Tell each pattern of a match, or alternative of one, whose values earlier arms without guard take."""
    if any(checker.results.res.get(part, ("",))[0] == "const" for arm in node.arms for part in walk(arm.pat)):
        return              # the values of constants are not compared here
    rows = []               # (lowered pattern, its syntax)
    for arm in node.arms:
        alternatives = arm.pat.pats if type(arm.pat) is ast.PatOr else [arm.pat]
        fresh, dead = [], []
        for pat in alternatives:
            lowered = checker.lower(pat, ty)
            (fresh if useful(checker, [[row] for row, _ in rows + fresh], [lowered], [ty]) else dead).append((lowered, pat))
        if not fresh and len(dead) > 1:
            dead = [(checker.lower(arm.pat, ty), arm.pat)]
        for lowered, pat in dead:
            tell(lints, checker, rows + fresh, lowered, pat, ty)
        if arm.guard is None:
            rows += fresh


def tell(lints, checker, rows, lowered, pat, ty):
    covering = next(((row, other) for row, other in rows if not useful(checker, [[row]], [lowered], [ty])), None)
    also = []
    if covering is not None:
        also.append((covering[1], "matches any value" if covering[0].ctor == WILD else "matches all the relevant values"))
    told = lints.emit("unreachable_patterns", "unreachable pattern", pat, "no value can reach this", also)
    if told is None or covering is not None:
        return
    from ..diagnostics import Label
    some = [other for row, other in rows if overlap(row, lowered)]
    labels = [Label(other.lo, other.hi, "matches some of the same values") for other in some]
    told.note("multiple earlier patterns match some of the same values", [*labels, Label(pat.lo, pat.hi, "collectively making this unreachable", True)])


def useful(checker, rows, row, types):
    """Whether `row` matches a value that none of `rows` does."""
    if not types:
        return not rows
    alternatives = expand_or(row)
    if len(alternatives) > 1:
        return any(useful(checker, rows, one, types) for one in alternatives)
    rows = [expanded for one in rows for expanded in expand_or(one)]
    first, ty = row[0], types[0]
    ctors, complete = checker.split(ty, [one[0] for one in rows] + [first])
    if first.ctor[0] == "variant" and first.ctor not in ctors:
        return True                     # nothing has this value; that is told otherwise
    for ctor in ctors:
        arity = checker.arity(ctor, ty)
        mine = checker.specialise(row, ctor, arity, ty)
        if mine and useful(checker, [part for one in rows for part in checker.specialise(one, ctor, arity, ty)], mine[0], arity + types[1:]):
            return True
    return not complete and first.ctor == WILD and useful(checker, [one[1:] for one in rows if one[0].ctor == WILD], row[1:], types[1:])


def overlap(one, other):
    """Whether two patterns have a value in common, as far as their shape tells."""
    if WILD in (one.ctor, other.ctor):
        return True
    if one.ctor[0] == "or" or other.ctor[0] == "or":
        first, second = (one, other) if one.ctor[0] == "or" else (other, one)
        return any(overlap(part, second) for part in first.fields)
    if one.ctor[0] == "range":
        return one.ctor[1] <= other.ctor[2] and other.ctor[1] <= one.ctor[2]
    if one.ctor[0] == "slice":
        return True
    return one.ctor == other.ctor and all(map(overlap, one.fields, other.fields))
