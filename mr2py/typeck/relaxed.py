"""`?Sized` and what else is written with `?` among bounds: where it may stand, and how often. Loaded where a `?` was seen."""

from ..syntax import ast
from ..ty import errors

NEAREST = "in this context, relaxed bounds are only allowed on type parameters defined on the closest item"
ONLY_SIZED = "bound modifier `?` can only be applied to `Sized`"


def relaxed(bounds):
    """The bounds of a list that have a `?`."""
    return [bound for bound in bounds if type(bound) is ast.TraitBound and bound.modifier == "?"]


def lists_of(definition, params):
    """({parameter's name: its relaxed bounds}, [relaxed bounds of anything else]) of a definition's generics."""
    found = {parameter.name: relaxed(parameter.node.bounds) for parameter in params if type(parameter.node) in (ast.TypeParam, ast.TyImpl)}
    others = []
    for where in definition.node.generics.where:
        if type(where) is ast.WherePred:
            path = where.ty.path if type(where.ty) is ast.TyPath else None
            simple = path is not None and path.qself is None and len(path.segments) == 1 and path.segments[0].name in found
            (found[path.segments[0].name] if simple else others).extend(relaxed(where.bounds))
    return found, others


def check_generics(tcx, definition):
    """The relaxed bounds of a definition's own parameters."""
    found, others = lists_of(definition, tcx.generics_of(definition).own())
    for bounds in found.values():
        check_list(tcx, bounds)
    for bound in others:
        tcx.diags.add(errors.relaxed_bound("this relaxed bound is not permitted here", bound, NEAREST))


def check_list(tcx, bounds):
    """The relaxed bounds of one parameter or associated type: of `Sized`, and one."""
    sized = [bound for bound in bounds if bound.path.segments[-1].name == "Sized"]
    for bound in bounds:
        if bound not in sized:
            tcx.diags.add(errors.relaxed_bound(ONLY_SIZED, bound))
    if len(sized) > 1:
        tcx.diags.add(errors.relaxed_twice(sized))


def check_trait(tcx, definition):
    """Those of a trait's supertraits and associated types."""
    for bound in relaxed(definition.node.supers):
        tcx.diags.add(errors.relaxed_bound("relaxed bounds are not permitted in supertrait bounds", bound, errors.nothing_relaxed("traits")))
    for member in definition.members.values():
        if member.kind == "assoc_ty":
            check_list(tcx, relaxed(member.node.bounds))
