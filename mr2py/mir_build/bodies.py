"""MIR of all user bodies that type-checked; std's bodies are built when they are asked for."""

from ..typeck.fn_ctxt import check_body
from .build import build_body


def build_bodies(tcx, results):
    """{Def: Body} of the user's crate; `tcx.mir_of` serves std's."""
    tcx.build_mir = lambda definition: std_body(tcx, definition)
    for definition, result in results.items():
        if not result.tainted:
            tcx.bodies[definition] = build_body(tcx, result)
    return {definition: tcx.bodies[definition] for definition in results if definition in tcx.bodies}


def std_body(tcx, definition):
    from ..transform.drops import elaborate

    if definition.kind in ("fn", "assoc_fn") and definition.node.body is None:
        raise LookupError(f"{definition.path()} has no body")
    results = check_body(tcx, definition)
    if results.tainted:
        raise AssertionError(f"std's {definition.path()} does not type-check: {tcx.diags.all[-1]}")
    body = build_body(tcx, results)
    elaborate(tcx, body)
    return body
