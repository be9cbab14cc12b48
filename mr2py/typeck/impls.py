"""Rules for impls: what they are of, their items beside the trait's, orphans, overlap."""

from ..ty import types as t
from ..ty.context import subst_predicate
from ..ty.defs import TraitRef, is_unsafe
from ..ty.impls import head_key
from ..ty.instances import NO_CLAUSES
from ..ty.knowable import is_local, without_fundamental
from ..ty.lower_objects import AUTO_TRAITS
from ..ty.solve import Solver
from . import impl_checks
from . import item_errors as errors
from .parameters import check_parameter_names


def check_impl(tcx, definition, incoherent):
    impl_checks.check_qualifiers(tcx, definition)
    tcx.generics_of(definition)
    self_ty, ref = tcx.impl_header(definition)
    tcx.predicates_of(definition)
    check_parameter_names(tcx, definition)
    check_constrained(tcx, definition, self_ty, ref)
    if definition.node.trait_path is None:
        check_inherent(tcx, definition, self_ty)
        impl_checks.check_no_types(tcx, definition)
        return
    if ref is None or self_ty.flags & t.ERRONEOUS:
        return
    mark = tcx.diags.mark()
    if ref.definition.lang in ("Fn", "FnMut", "FnOnce") and definition.krate == "user":
        from .fn_trait_impls import report
        report(tcx, definition, ref.definition)
    impl_checks.check_header(tcx, definition, ref)
    impl_checks.check_object_impl(tcx, definition, self_ty, ref)
    check_orphan(tcx, definition, self_ty, ref)
    if tcx.is_lang(ref.definition, "Copy"):
        check_copy_impl(tcx, definition, self_ty)
    if tcx.is_lang(ref.definition, "Drop"):
        if self_ty.kind != "adt" or self_ty.a.krate != "user":
            tcx.diags.add(errors.drop_on_foreign(definition))
        else:
            impl_checks.check_drop_impl(tcx, definition, self_ty)
    if tcx.diags.errors_since(mark):
        incoherent.add(ref.definition)
    else:                                           # as in rustc, which looks at coherence first
        check_members(tcx, definition, ref)
        impl_checks.check_private_types(tcx, definition, ref)


def check_constrained(tcx, definition, self_ty, ref):
    """Each parameter of an impl must appear in its header or be fixed by a projection (E0207)."""
    used = set(t.walk(self_ty))
    if ref is None and definition.node.trait_path is not None:
        return                                      # its trait is not known
    if ref is not None:
        for arg in ref.args:
            used.update(t.walk(arg))
    for pred, _ in tcx.predicates_of(definition):
        if pred[0] == "proj":
            used.update(t.walk(pred[2]))
    for parameter in impl_checks.unconstrained(tcx, definition, used) if definition.krate == "user" else ():
        if not any(part.flags & t.ERRONEOUS for part in used):
            tcx.diags.add(errors.unconstrained_parameter(parameter))


def check_inherent(tcx, definition, self_ty):
    if self_ty.kind == "adt" and self_ty.a.krate == "std":
        tcx.diags.add(errors.inherent_on_foreign(definition))
    elif self_ty.kind in ("param", "alias"):
        tcx.diags.add(errors.inherent_on_parameter(definition))
    elif self_ty.kind == "dyn" and all(trait.name in AUTO_TRAITS for trait, _, _ in self_ty.a):
        tcx.diags.add(errors.inherent_on_auto_trait(definition))
    elif self_ty.kind == "dyn" and not any(trait.krate == "user" for trait, _, _ in self_ty.a):
        tcx.diags.add(errors.inherent_on_foreign(definition))
    elif self_ty.kind in t.PRIMITIVES or self_ty.kind in ("int", "float", "ref", "slice", "array", "tuple", "fnptr"):
        tcx.diags.add(errors.inherent_on_primitive(definition))


def check_members(tcx, definition, ref):
    """The impl has exactly the trait's items, with fitting signatures."""
    trait = ref.definition
    missing = []
    for name, member in trait.members.items():
        mine = definition.members.get(name)
        has_default = getattr(member.node, "body", None) is not None or getattr(member.node, "value", None) is not None \
            or member.kind == "assoc_ty" and member.node.ty is not None or member.intrinsic
        if mine is None:
            if not has_default:
                missing.append(member)
        elif mine.kind != member.kind:
            tcx.diags.add(errors.wrong_item_kind(mine, member, trait))
            if not has_default:
                missing.append(member)
        else:
            mine.trait_def = member
            if mine.kind == "assoc_fn":
                check_method(tcx, definition, mine, member, ref)
            elif mine.kind == "assoc_const":
                impl_checks.check_const(tcx, definition, mine, member, ref)
            elif mine.kind == "assoc_ty":
                impl_checks.check_type_generics(tcx, mine, member)
    for name, mine in definition.members.items():
        if name not in trait.members:
            tcx.diags.add(errors.not_a_member(mine, trait))
    if missing:
        tcx.diags.add(errors.missing_items(definition, missing))


def check_method(tcx, impl, mine, member, ref):
    mine_node, trait_node = mine.node, member.node
    if (mine_node.self_param is None) != (trait_node.self_param is None):
        tcx.diags.add(errors.self_mismatch(mine, member, ref.definition))
        return
    mine_sig, trait_sig = tcx.fn_sig(mine), tcx.fn_sig(member)
    if len(mine_sig.inputs) != len(trait_sig.inputs):
        tcx.diags.add(errors.parameter_count(mine, member, ref.definition, len(mine_sig.inputs), len(trait_sig.inputs)))
        return
    own = [p for p in tcx.generics_of(mine).own() if p.kind != "lifetime"]
    theirs = [p for p in tcx.generics_of(member).own() if p.kind != "lifetime"]
    if len(own) != len(theirs):
        tcx.diags.add(errors.type_parameter_count(mine, member, len(own), len(theirs)))
        return
    if not impl_checks.check_generics(tcx, impl, mine, member, ref):
        return
    args = list(ref.args)
    values = [t.param(p.index, p.name) if p.kind == "type" else t.const("param", p.index, p.name) for p in own]
    for p in tcx.generics_of(member).own():
        args.append(t.ERASED if p.kind == "lifetime" else values.pop(0))
    impl_checks.check_bounds(tcx, impl, mine, member, tuple(args))
    compare_signatures(tcx, impl, mine, mine_sig, trait_sig, tuple(args), ref)


def compare_signatures(tcx, impl, mine, mine_sig, trait_sig, args, ref):
    """The impl's method must accept what the trait's does and return what it promises (E0053, types only)."""
    solver = tcx.solver_in(mine)
    mark = solver.snapshot()
    pairs = list(zip(mine_sig.inputs + (mine_sig.output,), trait_sig.inputs + (trait_sig.output,)))
    pairs = [(solver.normalize(t.erase_regions(own)), solver.normalize(t.erase_regions(t.subst(wanted, args)))) for own, wanted in pairs]
    if is_unsafe(mine) != is_unsafe(ref.definition.members[mine.name]):
        tcx.diags.add(errors.unsafe_method(mine, ref.definition, pairs))
        pairs = []
    for index, (own, wanted) in enumerate(pairs):
        if any(part.flags & t.ERRONEOUS for pair in pairs for part in pair):
            break
        if not solver.unify(own, wanted):
            tcx.diags.add(errors.incompatible_method(mine, ref.definition, index, pairs))
            break
    solver.rollback(mark)
    solver.pending_projections.clear()


def check_orphan(tcx, definition, self_ty, ref):
    """A foreign trait is implemented only for types of this crate (E0117; E0210 for bare parameters)."""
    if ref.definition.krate == "user":
        return
    for arg in ref.args:
        if type(arg) is not t.Ty:
            continue
        local = without_fundamental(arg)
        if is_local(local):
            return
        if local.kind == "param":
            definition.memo["orphan"] = True
            tcx.diags.add(errors.uncovered_parameter(definition, local))
            return
    definition.memo["orphan"] = True
    tcx.diags.add(errors.orphan(definition, self_ty, ref))


def check_supertraits(tcx, definition, self_ty, ref):
    """The implementing type must satisfy the trait's supertraits, and what the impl's associated types promise."""
    solver = tcx.solver_in(definition)
    for pred, node in tcx.super_predicates(ref.definition):
        if pred[0] != "trait":
            continue
        wanted = TraitRef(pred[1].definition, tuple([t.erase_regions(t.subst(arg, ref.args)) for arg in pred[1].args]))
        wanted = TraitRef(wanted.definition, tuple([solver.normalize(arg) for arg in wanted.args]))
        solver.pending_projections.clear()
        if not solver.holds(wanted):
            tcx.caches.setdefault("incomplete traits", set()).add(ref.definition)
            tcx.diags.add(errors.bound_of_trait(tcx, definition, definition.node.self_ty, wanted, ref.definition, node))
    for name, mine in definition.members.items():
        member = ref.definition.members.get(name)
        if mine.kind == "assoc_ty" and member is not None and member.kind == "assoc_ty":
            own = tcx.identity_args(mine)[len(tcx.generics_of(definition).params):]
            check_item_bounds(tcx, mine, tcx.solver_in(mine), ref.args + own, member, tcx.type_of(mine), mine.node.ty)
    for output in ref.definition.memo.get("outputs", ()):
        mine = definition.members.get(output.memo["output_of"].name)
        if mine is not None and mine.kind == "assoc_fn" and len(tcx.generics_of(mine).own()) == len(tcx.generics_of(output).own()):
            mine_args, count = tcx.identity_args(mine), len(tcx.generics_of(definition).params)
            args = ref.args + mine_args[count:]
            value = tcx.assoc_value(definition, output, mine_args[:count], args)
            check_item_bounds(tcx, mine, tcx.solver_in(mine), args, output, value and solver.normalize(t.erase_regions(value)), mine.node.ret)


def check_item_bounds(tcx, owner, solver, args, member, ty, node):
    """What a trait promises of an associated type must hold of that of an impl, `owner` (E0277, E0271). `args`: of the alias."""
    if ty is None or ty.flags & t.ERRONEOUS:
        return
    ty = t.erase_regions(ty)
    for pred, where in tcx.item_bounds(member):
        if pred[0] == "outlives":
            continue
        subject = pred[1].args if pred[0] == "trait" else pred[1].b
        rest = tuple([solver.normalize(t.erase_regions(t.subst(arg, args))) for arg in subject[1:]])
        solver.pending_projections.clear()
        if pred[0] == "trait":
            wanted = TraitRef(pred[1].definition, (ty, *rest))
            if not solver.holds(wanted):
                tcx.diags.add(errors.bound_of_trait(tcx, owner, node, wanted, member, where))
        else:
            alias, wanted = t.mk("alias", pred[1].a, (ty, *rest)), solver.normalize(t.erase_regions(t.subst(pred[2], args)))
            found = solver.normalize(alias)
            solver.pending_projections.clear()
            if not (found.flags | wanted.flags) & t.ERRONEOUS and not solver.can_unify(found, wanted):
                tcx.diags.add(errors.assoc_type_differs(node, alias, wanted, found))


def check_copy_impl(tcx, definition, self_ty):
    """Copy needs Copy fields (E0204) and no Drop impl (E0184)."""
    if self_ty.kind != "adt":
        ref = tcx.impl_trait_ref(definition)
        shared = self_ty.kind == "ref" and not self_ty.c                 # these are `Copy` already
        tcx.diags.add(errors.already_copy(definition, ref) if shared else errors.copy_on_other(definition))
        return
    if tcx.has_drop_impl(self_ty.a):
        tcx.diags.add(errors.copy_and_drop(definition, self_ty.a))
        return
    solver = tcx.solver_in(definition)
    bad = []
    for variant in self_ty.a.variants:
        for field in variant.fields:
            ty = solver.normalize(t.erase_regions(tcx.field_ty(field, self_ty.b)))
            if not ty.flags & t.ERRONEOUS and not solver.holds(TraitRef(tcx.lang("Copy"), (ty,))):
                bad.append((field, ty))
    solver.pending_projections.clear()
    if bad:
        tcx.diags.add(errors.copy_field(definition, bad))


def check_coherence(tcx, crate, incoherent):
    """Two impls of a trait must not overlap (E0119); orphans were reported already."""
    by_trait = {}
    for definition in crate.impls:
        if definition.memo.get("orphan"):
            continue
        ref = tcx.impl_trait_ref(definition) if definition.node.trait_path is not None else None
        if ref is not None and not any(arg.flags & t.ERRONEOUS for arg in ref.args):
            by_trait.setdefault(ref.definition, []).append(definition)
    for trait, impls in by_trait.items():
        for number, impl in enumerate(impls):
            key = head_key(tcx.impl_trait_ref(impl).args[0])
            keys = tcx.impl_keys(trait) if key in ("param", "alias") else (key, None)
            foreign = [other for key in keys for other in tcx.impls_at(trait, key) if other.krate == "std"]
            for other in foreign + impls[:number]:
                found = overlap(tcx, impl, other)
                if found is not None:
                    if impl.node.negative != other.node.negative:
                        pair = (other, impl) if impl.node.negative else (impl, other)
                        tcx.diags.add(errors.positive_and_negative(*pair, found[0]))
                    else:
                        tcx.diags.add(errors.conflicting_impls(other, impl, *found))
                    incoherent.add(trait)
                    break


def overlap(tcx, one, other):
    """None, or where some type, now or once another crate has more impls, may have both impls: that trait ref and
    what other crates may add, [(who, trait ref)]."""
    solver = Solver(tcx, NO_CLAUSES)
    solver.intercrate = strangers = []
    first, second = tcx.impl_trait_ref(one), tcx.impl_trait_ref(other)
    if second is None:
        return None
    args, more = solver.fresh_args(one), solver.fresh_args(other)
    for a, b in zip(first.args, second.args):
        if type(a) is t.Region:
            continue
        if not solver.unify_arg(solver.normalize(t.erase_regions(t.subst(a, args))), solver.normalize(t.erase_regions(t.subst(b, more)))):
            return None
    for impl, given in ((one, args), (other, more)):
        for pred, _ in tcx.predicates_of(impl):
            if pred[0] != "outlives" and solver.probe(solver.erased(subst_predicate(pred, solver.resolve_all(given)))) == "no":
                return None
    shared = tuple([arg if type(arg) is t.Region else solver.resolve(t.subst(arg, args)) for arg in first.args])
    return TraitRef(first.definition, shared), strangers
