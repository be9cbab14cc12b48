"""A binding and those inside its pattern (`a @ Some(b)`) must not conflict (rustc_mir_build::thir::pattern::check_match,
`check_borrow_conflicts_in_at_patterns`; RFC 2294)."""

from ..diagnostics import MACHINE_APPLICABLE
from ..diagnostics.build import error
from ..syntax import ast
from ..syntax.visit import walk

MUTABLE, SHARED, MOVED = "value is mutably borrowed by `{}` here", "value is borrowed by `{}` here", "value is moved into `{}` here"


def check_bindings(tcx, results):
    """Report the conflicts of a body that type-checked."""
    for pat, (local, mode) in list(results.bindings.items()):
        if pat.sub is None:
            continue
        inner = [(node, *results.bindings[node]) for node in walk(pat.sub) if type(node) is ast.PatIdent and node in results.bindings]
        if mode != "move":
            check_reference(tcx, results, pat, mode == "ref mut", inner)
        elif not tcx.is_copy(local.ty, results.owner):
            borrowed = [node for node, _, how in inner if how != "move"]
            if borrowed:
                tcx.diags.add(moved_and_borrowed(pat, local, borrowed))


def check_reference(tcx, results, pat, mutable, inner):
    """`ref` or `ref mut` outside of other bindings: moves, and borrows of which one is mutable."""
    exclusive = [node for node, _, how in inner if how == "ref mut"]
    shared = [node for node, _, how in inner if how == "ref"] if mutable else []
    moved = [node for node, local, how in inner if how == "move" and not tcx.is_copy(local.ty, results.owner)]
    if mutable and exclusive:
        message = "cannot borrow value as mutable more than once at a time"
    elif exclusive:
        message = "cannot borrow value as mutable because it is also borrowed as immutable"
    elif shared:
        message = "cannot borrow value as immutable because it is also borrowed as mutable"
    elif moved:
        message = "cannot move out of value because it is borrowed"
    else:
        return
    also = [(head(node), text.format(name(node))) for nodes, text in ((exclusive, MUTABLE), (shared, SHARED), (moved, MOVED)) for node in nodes]
    tcx.diags.add(error("", message, head(pat), (MUTABLE if mutable else SHARED).format(name(pat)), also))


def moved_and_borrowed(pat, local, borrowed):
    label = f"value moved into `{name(pat)}` here"
    found = error("", "borrow of moved value", head(pat), label, [(head(node), "value borrowed here after move") for node in borrowed])
    found.spans.insert(1, type(found.primary)(*head(pat), f"move occurs because `{name(pat)}` has type `{local.ty}`, which does not implement the `Copy` trait", True))
    found.suggest("borrow this binding in the pattern to avoid moving the value", [(pat.lo, pat.lo - 1, "ref ")], MACHINE_APPLICABLE)
    return found


def head(pat):
    """The span of a binding without the pattern behind `@`."""
    return pat.lo, pat.sub.lo - 2 if pat.sub is not None else pat.hi


def name(pat):
    return pat.name.split("#")[0]
