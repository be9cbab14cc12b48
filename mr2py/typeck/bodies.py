"""Check all bodies of the user's crate; each is independent of the others' errors."""

from ..diagnostics.build import error
from ..ty import types as t
from .const_check import check_const
from .exhaustiveness import check_patterns
from .fn_ctxt import check_body
from .items import check_collected, check_overflow
from .unsafety import check_unsafety


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
                results[definition] = check_unless_fatal(tcx, definition)
        nested, tcx.nested = tcx.nested, []
        tcx.block_crates += nested
        for crate in nested:
            check_collected(tcx, crate)
            check_overflow(tcx, crate)
        work = [definition for crate in nested for definition in crate.bodies]
    if "opaques of opaques" in tcx.caches:
        from .opaque_cycles import check
        check(tcx, tcx.caches["opaques of opaques"])
    if tcx.resolver.unstable:
        from .items import check_unstable
        check_unstable(tcx)
    return results


# What rustc's resolver tells of names, labels and lifetimes, before anything has a type.
RESOLVER = frozenset("E0106 E0261 E0262 E0401 E0403 E0404 E0405 E0407 E0408 E0411 E0415 E0416 E0423 E0424 E0425 E0426 E0428 E0432 E0433 E0434 E0435 "
                     "E0437 E0438 E0531 E0532 E0573 E0574 E0603 E0637 E0767".split()) | {""}


def check_unless_fatal(tcx, definition):
    """The results of a body. Where a trait was not found, rustc stops (`FatalError`) when it comes to the bound or impl: of an item, before
    any body has types; of a body, in that body, and before any borrow is checked. Only the resolver's errors are told then."""
    mark, before = len(tcx.diags.all), len(tcx.fatal_traits)
    results = check_one(tcx, definition)
    if False in tcx.fatal_traits or len(tcx.fatal_traits) > before:
        tcx.diags.keep(mark, RESOLVER)
        results.tainted = True
    return results


def check_one(tcx, definition):
    results = check_body(tcx, definition)
    if definition.kind == "static":
        check_static(tcx, definition)
    if not results.tainted:
        check_patterns(tcx, results)
        if any(pat.sub is not None for pat in results.bindings):
            from .binding_conflicts import check_bindings
            check_bindings(tcx, results)
        check_const(tcx, results)
        check_unsafety(tcx, results)
    return results


def check_static(tcx, definition):
    """A static that is not `mut` must be `Sync` (Reference, "Static items")."""
    ty = tcx.type_of(definition)
    if definition.node.mut or ty is None or ty.flags & t.ERRONEOUS or tcx.implements(t.erase_regions(ty), tcx.lang("Sync")):
        return
    tcx.diags.add(error("E0277", f"`{ty!r}` cannot be shared between threads safely", definition.node.ty,
                        f"`{ty!r}` cannot be shared between threads safely", notes=["shared static variables must have a type that implements `Sync`"]))
