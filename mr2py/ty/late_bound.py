"""Early- and late-bound lifetimes of functions: a function item's type has only the early ones as arguments, calls choose the others."""

from ..syntax import ast, visit


def early_lifetimes(node):
    """The lifetime parameters of a function that its bounds mention, or only its output (rustc's early-bound ones)."""
    def mentioned(*parts):
        return {found.name for part in parts for found in visit.walk(part) if type(found) is ast.Lifetime}

    params = [p for p in node.generics.params if type(p) is ast.LifetimeParam]
    bounds = mentioned(node.generics.where, *[p.bounds for p in node.generics.params if type(p) is not ast.ConstParam])
    bounds |= {p.name for p in params if p.bounds}
    bounds |= {where.lifetime.name for where in node.generics.where if type(where) is ast.WhereRegion}
    inputs = mentioned([p.ty for p in node.params], node.self_param)
    for part in visit.walk([p.ty for p in node.params]):
        if type(part) is ast.TyImpl:
            bounds |= mentioned(part)
    output = mentioned(node.ret) - inputs
    return [p for p in params if p.name in bounds or p.name in output]


def explicit(definition, lifetimes, params, is_method):
    """What lifetime arguments `lifetimes` of a function mean: (those that are given to early-bound parameters, the late-bound
    parameter that forbids them or None). `params`: the function's own GenericParams that are lifetimes."""
    early = {p.name for p in early_lifetimes(definition.node)}
    late = next((p for p in params if p.name not in early), None)
    if late is None:
        return lifetimes, None
    if len(lifetimes) == len(early):
        return lifetimes, None                  # rustc's lint `late_bound_lifetime_arguments` tells of it
    return [], None if is_method else late
