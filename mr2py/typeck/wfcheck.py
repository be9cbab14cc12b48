"""Whether the types that items and bodies name are well-formed: their arguments satisfy what is declared of them
(rustc_hir_analysis::check::wfcheck; Reference, "Trait and lifetime bounds").

Lowering notes each use of a definition with generic parameters (`TypeLowerer.uses`), with the place where it is written.
"""

from ..ty import types as t
from ..ty.context import subst_predicate
from ..ty.defs import TraitRef
from ..ty.solve import UNSIZED, Obligation, unsized_part
from . import errors, item_errors


class AsWritten:
    """Stands for a FnCtxt where an item's types are shown: they hold no variables."""

    def __init__(self, tcx, owner=None):
        self.tcx, self.owner = tcx, owner

    def resolve(self, ty):
        return ty


def bounds_of_use(tcx, definition, args):
    """The predicates that a use of a definition must satisfy: (predicate, where it is declared)."""
    for pred, where in tcx.predicates_of(definition):
        if definition.kind == "trait" and pred[1] is not None and subject(pred) is SELF:
            continue                            # what implements it answers for these
        if pred[0] != "outlives":
            yield subst_predicate(pred, args), where


SELF = t.param(0, "Self")


def subject(pred):
    return pred[1].args[0] if pred[0] == "trait" else pred[1]


def check_uses(tcx):
    """Report E0277 of what the items that were lowered since the last call name."""
    uses, tcx.type_uses[:] = list(tcx.type_uses), []
    solvers, seen = {}, set()
    for owner, definition, args, node in uses:
        if (node, definition) in seen or any(arg.flags & t.ERRONEOUS for arg in args):
            continue
        seen.add((node, definition))
        if owner not in solvers:
            solvers[owner] = tcx.solver_in(owner)
        check_use(tcx, solvers[owner], owner, definition, args, node)


def check_use(tcx, solver, owner, definition, args, node):
    if definition is None:
        sized = args
    else:
        sized = [args[index] for index in tcx.sized_params(definition) if index < len(args) and args[index].kind not in UNSIZED]    # those were reported
    for ty in sized:
        part = unsized_part_in(tcx, owner, ty)
        if part is not None:
            tcx.diags.add(item_errors.unsized_value(node, part))
    if definition is None:
        return
    for pred, where in bounds_of_use(tcx, definition, args):
        if pred[0] == "trait":
            check_bound(tcx, solver, pred[1], node, ("bound", definition, where), owner)


def check_bound(tcx, solver, ref, node, cause, owner=None):
    """E0277 where a trait ref does not hold."""
    from .report import std_gap, unsupported_gap
    wanted = TraitRef(ref.definition, tuple([solver.normalize(t.erase_regions(arg)) if type(arg) is t.Ty else arg for arg in ref.args]))
    solver.pending_projections.clear()
    if any(arg.flags & t.ERRONEOUS for arg in wanted.args) or solver.holds(wanted):
        return
    gap = std_gap(tcx, solver, wanted)
    if gap is not None:
        tcx.diags.add(unsupported_gap(gap, node))
    else:
        tcx.diags.add(errors.unsatisfied(AsWritten(tcx, owner), Obligation(("trait", wanted), node, cause), wanted))


def unsized_part_in(tcx, owner, ty):
    """The part of a type that is not Sized inside of `owner`, or None."""
    while owner.kind in ("variant", "field"):
        owner = owner.parent

    def is_free(param):
        return owner.kind != "opaque" and param.a not in tcx.sized_params(owner) \
            and not any(ref.args[0] is param for ref in tcx.param_env(owner).traits.get(tcx.lang("Sized"), ()))
    return unsized_part(tcx, ty, is_free)


def check_fields(tcx, definition):
    """All fields but a struct's last must be Sized."""
    for variant in definition.variants:
        fields = variant.fields if definition.kind == "enum" else variant.fields[:-1]
        for field in fields:
            part = unsized_part_in(tcx, definition, tcx.type_of(field))
            if part is not None:
                from . import suggest_sized
                tcx.diags.add(suggest_sized.field(item_errors.unsized_value(field.node.ty, part), field.node.ty, definition.kind == "enum"))
