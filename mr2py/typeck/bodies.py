"""Check all bodies of the user's crate; each is independent of the others' errors."""

from ..diagnostics.build import error
from ..ty import types as t
from .const_check import check_const
from .exhaustiveness import check_patterns
from .fn_ctxt import check_body
from .items import check_collected


def has_body(definition):
    node = definition.node
    return getattr(node, "body", None) is not None or getattr(node, "value", None) is not None


def check_bodies(tcx):
    """{Def: TypeckResults} of every user function, constant and static that has a body."""
    results = tcx.typeck_results
    work = list(tcx.crates[-1].bodies)
    while work:
        for definition in work:
            if has_body(definition) and definition not in results:
                results[definition] = check_one(tcx, definition)
        nested, tcx.nested = tcx.nested, []
        tcx.block_crates += nested
        for crate in nested:
            check_collected(tcx, crate)
        work = [definition for crate in nested for definition in crate.bodies]
    return results


def check_one(tcx, definition):
    results = check_body(tcx, definition)
    if definition.kind == "static":
        check_static(tcx, definition)
    if not results.tainted:
        check_patterns(tcx, results)
        check_const(tcx, results)
    return results


def check_static(tcx, definition):
    """A static must be `Sync` (Reference, "Static items")."""
    ty = tcx.type_of(definition)
    if ty is None or ty.flags & t.ERRONEOUS or tcx.implements(t.erase_regions(ty), tcx.lang("Sync")):
        return
    tcx.diags.add(error("E0277", f"`{ty!r}` cannot be shared between threads safely", definition.node.ty,
                        f"`{ty!r}` cannot be shared between threads safely", notes=["shared static variables must have a type that implements `Sync`"]))
