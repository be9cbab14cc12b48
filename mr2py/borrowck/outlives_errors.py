"""E0309 to E0311: a type parameter that may not live as long as something needs it."""

from ..diagnostics.build import error
from ..mir import body as m
from ..syntax import ast
from ..syntax.visit import walk
from .region_names import written_name


def type_may_not_live(ctx, ty, end, leaf):
    """`ty`, a parameter, must outlive the universal region `end`; `leaf`: what needs it."""
    name, text = written_name(ctx, end), f"the parameter type `{ty}` must be valid for "
    where, needs = place_of(ctx, leaf), f"...so that the type `{ty}` will meet its required lifetime bounds"
    node, message = ctx.body.definition.node, f"the parameter type `{ty}` may not live long enough"
    if name == "'static":
        found = error("E0310", message, where, f"{text}the static lifetime...")
        found.spans.append(type(found.primary)(*where, needs, True))
        for part in walk(getattr(node, "ret", None)):
            if isinstance(part, ast.TyDyn) and not any(isinstance(bound, ast.LifetimeBound) for bound in part.bounds):
                found.label((part.lo, part.hi), "this `dyn Trait` has an implicit `'static` lifetime bound")
        return bounded(ctx, found, ty, [], name)
    if name is not None:
        found, declared = error("E0309", message, where, needs), ctx.lifetime_span(end)
        if declared is not None:
            found.label(declared, f"{text}the lifetime `{name}` as defined here...")
        return bounded(ctx, found, ty, [], name)
    found, named = error("E0311", message, where, needs), ctx.anonymous_param(end)
    if named is None or not hasattr(node, "params"):
        return found
    number = named[0] - 1 - (getattr(node, "self_param", None) is not None)
    written = node.params[number].ty if number >= 0 else node.self_param
    if isinstance(written, ast.TyRef) or number < 0:
        found.label((written.lo, written.hi if number >= 0 else written.hi - 1), f"{text}the anonymous lifetime defined here...")
    return bounded(ctx, found, ty, introduced(node, written), "'a")


def place_of(ctx, leaf):
    """Of a call what is called: its bounds are what is not satisfied; else the leaf."""
    return (leaf.fn_lo, leaf.fn_hi) if type(leaf) is m.Call and leaf.fn_lo else ctx.span(leaf)


def introduced(node, written):
    """The edits that give the reference `written` of a function's input, and those of its output, the new lifetime 'a; [] where the function has
    lifetimes already."""
    params = node.generics.params
    if not params or any(isinstance(param, ast.LifetimeParam) for param in params) or not isinstance(written, ast.TyRef):
        return []
    edits = [(params[0].lo, params[0].lo - 1, "'a, "), (written.lo, None, "'a ")]
    for part in walk(node.ret):
        if isinstance(part, ast.TyRef) and part.lifetime is None:
            edits.append((part.lo, None, "'a "))
        elif isinstance(part, ast.Lifetime) and part.name == "_":
            edits.append((part.lo, part.lo, "'a"))
    return edits


def bounded(ctx, found, ty, edits, name):
    """With the bound that the parameter lacks."""
    definition = ctx.body.definition
    while definition is not None and definition.kind not in ("fn", "assoc_fn", "impl"):
        definition = definition.parent
    param = next((one.node for one in ctx.tcx.generics_of(definition).params if one.kind == "type" and one.name == ty.b), None) if definition is not None else None
    if param is None or edits == [] and name == "'a" and found.code == "E0311":
        return found
    bounds = param.bounds
    behind = bounds[-1].hi if bounds else param.lo
    return found.suggest("consider adding an explicit lifetime bound", [*edits, (behind, None, f" + {name}" if bounds else f": {name}")])
