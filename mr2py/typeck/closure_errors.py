"""Diagnostics about closures, in rustc's words."""

from ..diagnostics.build import error
from ..ty import types as t


def arguments(count):
    return f"{count} argument" + ("" if count == 1 else "s")


def head(fcx, node):
    from .closures import closure_head

    return closure_head(fcx.tcx.tokens, node)


def wrong_parameter_count(fcx, node, expected, where=None):
    """E0593 of the closure `node`; `where`: the expression that gives it to a function, if it is another one."""
    wanted, given = len(expected.a), len(node.params)
    first = expected.a[0] if wanted == 1 else None
    if first is not None and first.kind == "tuple" and len(first.b) > 1:
        shown = f"a single {len(first.b)}-tuple as argument"
    else:
        shown = arguments(wanted)
    takes = arguments(given) if shown[0] != "a" or given != len(first.b) else f"{given} distinct arguments"
    message, label = f"closure is expected to take {shown}, but it takes {takes}", f"expected closure that takes {shown}"
    if where is None or where.lo <= node.lo <= where.hi:
        return error("E0593", message, head(fcx, node), label)
    return error("E0593", message, where, label, [(head(fcx, node), f"takes {takes}")])


def wrong_kind(fcx, definition, wanted, node):
    """E0525"""
    info = definition.memo["closure"]
    also = [(info.blame[0], info.blame[1])] if info.blame else []
    also.append((node, "required by a bound introduced by this call"))
    return error("E0525", f"expected a closure that implements the `{wanted}` trait, but this closure only implements `{info.kind}`",
                 info.shown, f"this closure implements `{info.kind}`, not `{wanted}`", also)


def signature_mismatch(fcx, definition, expected, node):
    """E0593 or E0631: the closure's parameters are not those that the bound asks for."""
    info = definition.memo["closure"]
    inputs = fcx.resolve(expected)
    given = fcx.closure_sig(t.mk("closure", definition, (info.sig, info.upvars)))[0]
    if inputs.kind == "tuple" and len(inputs.b) != len(given):
        return wrong_parameter_count(fcx, info.node, t.fnptr(inputs.b, t.UNIT), node)
    return error("E0631", "type mismatch in closure arguments", node, "expected due to this", [(info.shown, "found signature defined here")])


def function_mismatch(fcx, ty, given, wanted, node):
    """E0593 or E0631: a function item or pointer `ty` that takes `given` where a bound asks for one that takes `wanted`."""
    if len(given) != len(wanted):
        first = wanted[0] if len(wanted) == 1 else None
        tuple_wanted = first is not None and first.kind == "tuple" and len(first.b) > 1
        shown = f"a single {len(first.b)}-tuple as argument" if tuple_wanted else arguments(len(wanted))
        takes = f"{len(given)} distinct arguments" if tuple_wanted and len(given) == len(first.b) else arguments(len(given))
        also = [(fcx.header_of(ty), f"takes {takes}")] if fcx.header_of(ty) is not None else []
        return error("E0593", f"function is expected to take {shown}, but it takes {takes}", node, f"expected function that takes {shown}", also)
    also = [(fcx.header_of(ty), "found signature defined here")] if fcx.header_of(ty) is not None else []
    return error("E0631", "type mismatch in function arguments", node, "expected due to this", also)
