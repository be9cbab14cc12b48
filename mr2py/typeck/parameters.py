"""Rules for generic parameters: their names, their defaults, `?Sized`."""

from ..syntax import ast, visit
from . import item_errors as errors


def check_parameter_names(tcx, definition):
    """No parameter twice (E0403), and no use of an outer item's name."""
    seen = {}
    if may_relax(definition):
        from .relaxed import check_generics
        check_generics(tcx, definition)
    for parameter in tcx.generics_of(definition).params:
        if parameter.node is None or parameter.name == "Self" or isinstance(parameter.node, ast.TyImpl):
            continue
        key = (parameter.kind == "lifetime", parameter.name)
        if parameter.kind == "lifetime" and parameter.name in ("static", "_"):
            tcx.diags.add(errors.reserved_lifetime(parameter))
        elif key in seen:
            tcx.diags.add(errors.parameter_twice(parameter, seen[key]))
        seen.setdefault(key, parameter)
    for parameter in tcx.generics_of(definition).own():
        check_default(tcx, definition, parameter)


def may_relax(definition):
    """Whether any of a definition's bounds has a `?`."""
    generics = getattr(definition.node, "generics", None)
    lists = [] if generics is None else [*[part.bounds for part in generics.params if type(part) is ast.TypeParam],
                                         *[part.bounds for part in generics.where if type(part) is ast.WherePred],
                                         *[part.bounds for param in getattr(definition.node, "params", ()) for part in visit.walk(param) if type(part) is ast.TyImpl]]
    return any(type(bound) is ast.TraitBound and bound.modifier == "?" for bounds in lists for bound in bounds)


def check_default(tcx, definition, parameter):
    """A default names earlier parameters only (E0128), never `Self` (E0735); a const parameter's type names none (E0770)."""
    params = tcx.generics_of(definition).own()
    if parameter.kind == "const":
        ty = tcx.lowerer(definition, elided="static").const_type(parameter)
        names, where = {p.name for p in params if p.kind != "lifetime"}, getattr(parameter.node, "ty", None)
        if ty is not None and ty.kind not in ("int", "bool", "char", "error", "param") and not tcx.fatal_traits:
            tcx.diags.add(errors.const_of_type(where, ty))
    else:
        names, where = {p.name for p in params[params.index(parameter):]}, parameter.default
    for node in visit.walk(where) if where is not None else ():
        if type(node) is ast.TyPath and node.path.qself is None:
            name = node.path.segments[0].name
            if name == "Self" and parameter.kind == "type" and definition.kind != "trait":
                tcx.diags.add(errors.self_in_default(node))
            elif name in names:
                tcx.diags.add(errors.dependent_const(node, name) if parameter.kind == "const" else errors.forward_default(node, name))
