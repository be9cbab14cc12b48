"""MIR of all user bodies that type-checked; std's bodies are built when they are asked for."""

from ..typeck.fn_ctxt import check_body
from .build import build_body
from .closures import build_closure, build_once_shim


def build_bodies(tcx, results):
    """{Def: Body} of the user's crate; `tcx.mir_of` serves std's."""
    tcx.build_mir = lambda definition: std_body(tcx, definition)
    built = {}
    for definition, result in results.items():
        if not result.tainted and not result.unsupported:
            for closure in reversed(result.closures.values()):       # inner ones first
                built[closure] = build_closure(tcx, result, closure)
            built[definition] = build_body(tcx, result)
    tcx.bodies.update(built)
    return built


def std_body(tcx, definition):
    if definition.kind == "closure":
        return closure_body(tcx, definition)
    if definition.kind in ("fn", "assoc_fn") and definition.node.body is None:
        raise LookupError(f"{definition.path()} has no body")
    results = check_body(tcx, definition)
    if results.tainted:
        raise AssertionError(f"std's {definition.path()} does not type-check: {tcx.diags.all[-1]}")
    return elaborated_body(tcx, results)


def elaborated_body(tcx, results):
    """The Body of a type-checked function or constant, ready for code generation; its closures' bodies are kept."""
    from ..transform.drops import elaborate

    for closure in reversed(results.closures.values()):       # inner ones first
        tcx.bodies[closure] = build_closure(tcx, results, closure)
        elaborate(tcx, tcx.bodies[closure])
    body = build_body(tcx, results)
    elaborate(tcx, body)
    return body


def closure_body(tcx, definition):
    """The MIR of a closure in std, or of the shim that calls a closure by value."""
    from ..transform.drops import elaborate

    if "once_shim" in definition.memo:
        body = build_once_shim(tcx, definition)
    else:
        body = build_closure(tcx, definition.memo["closure"].results, definition)
    elaborate(tcx, body)
    return body
