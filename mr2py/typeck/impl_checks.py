"""What an impl must agree on with its trait and its type, beyond the signatures of its methods."""

from ..syntax import ast
from ..syntax.unstable import gated
from ..ty import types as t
from ..ty.context import ParamEnv, subst_predicate
from ..ty.defs import TraitRef
from ..ty.instances import erased_env
from ..ty.late_bound import early_lifetimes
from ..ty.lower_terms import param_term
from ..ty.solve import Solver
from . import item_errors as errors


def check_header(tcx, definition, ref):
    """`unsafe` on both sides or on none (E0199, E0200); `Sized` is never implemented by hand (E0322)."""
    trait, node = ref.definition, definition.node
    if node.negative:
        gated(tcx.diags, "negative trait bounds are not fully implemented; use marker types for now", node.trait_path.lo - 1, node.trait_path.hi)
        check_negative(tcx, definition, trait)
    if tcx.is_lang(trait, "Sized"):
        tcx.diags.add(errors.builtin_impl(definition, trait))
    elif node.negative:
        return
    elif node.unsafe and not trait.node.unsafe and trait.krate == "user":
        tcx.diags.add(errors.impl_not_unsafe(definition, trait))
    elif trait.node.unsafe and not node.unsafe:
        tcx.diags.add(errors.impl_needs_unsafe(definition, trait))


def check_negative(tcx, definition, trait):
    """A negative impl is safe (E0198) and has no items (E0749)."""
    if definition.node.unsafe:
        tcx.diags.add(errors.unsafe_negative(definition.node))
    for name, mine in definition.members.items():
        if name not in trait.members:
            tcx.diags.add(errors.not_a_member(mine, trait))
    for mine in list(definition.members.values())[:1]:
        tcx.diags.add(errors.items_of_negative(mine.node))


def check_private_types(tcx, definition, ref):
    """An associated type is as visible as the impl's trait and types: no private type may leak through it (E0446)."""
    resolver = tcx.resolver

    def scopes(terms):
        return [(part.a, resolver.visibility_scope(part.a)) for term in terms for part in t.walk(term)
                if type(part) is t.Ty and part.kind == "adt" and part.a.krate == "user"]

    def above(module):
        while module is not None:
            yield module
            module = module.parent
    home = [scope for _, scope in scopes(ref.args)] + ([resolver.visibility_scope(ref.definition)] if ref.definition.krate == "user" else [])
    innermost = max((scope for scope in home if scope is not None), key=lambda scope: len(list(above(scope))), default=None)
    for mine in definition.members.values():
        ty = tcx.type_of(mine) if mine.kind == "assoc_ty" else None
        for adt, scope in scopes([ty] if ty is not None else ()):
            if scope is not None and scope not in above(innermost):
                tcx.late.append(errors.private_assoc_type(mine, adt))


def check_object_impl(tcx, definition, self_ty, ref):
    """A trait object has its own traits already (E0371)."""
    if self_ty.kind == "dyn" and self_ty.a:
        env = ParamEnv()
        tcx.elaborate(env, [("trait", TraitRef(self_ty.a[0][0], (self_ty, *self_ty.a[0][1])))])
        if ref.definition in env.traits:
            tcx.diags.add(errors.object_has_trait(definition, self_ty, ref.definition))


def check_drop_impl(tcx, definition, self_ty):
    """A `Drop` impl is for all values of its type: no arguments chosen (E0366), no bounds added (E0367)."""
    adt = self_ty.a
    terms = [arg for arg in self_ty.b if not (type(arg) is t.Region and arg.kind == "error")]
    if len(set(terms)) < len(terms) or any(term.kind != "param" for term in terms):
        tcx.diags.add(errors.specialized_drop(definition, adt))
        return
    places = {term.a: param for term, param in zip(self_ty.b, tcx.identity_args(adt))}
    params = tcx.generics_of(definition).params
    if len(places) != len(params):
        return
    args = tuple([places[parameter.index] for parameter in params])
    solver = tcx.solver_in(adt)
    for pred, node in tcx.predicates_of(definition):
        if pred[0] != "trait":
            continue
        wanted = solver.erased(subst_predicate(pred, args))[1]
        if not solver.holds(wanted):
            tcx.diags.add(errors.drop_with_bound(node, wanted, adt))
        solver.pending_projections.clear()


def check_type_generics(tcx, mine, member):
    """An associated type has as many lifetime and type parameters as in its trait (E0195, E0049)."""
    lifetimes, types = ([[param for param in tcx.generics_of(one).own() if (param.kind == "lifetime") is lifetime] for one in (mine, member)] for lifetime in (True, False))
    if len(lifetimes[0]) != len(lifetimes[1]):
        tcx.diags.add(errors.lifetimes_differ(mine, member, ()))
    if len(types[0]) != len(types[1]):
        tcx.diags.add(errors.type_parameter_count(mine, member, len(types[0]), len(types[1])))


def check_generics(tcx, definition, mine, member, ref):
    """Lifetime parameters as in the trait (E0195), `impl Trait` parameters likewise (E0643); True if they fit."""
    early, wanted = ({param.name for param in early_lifetimes(one.node)} for one in (mine, member))
    if len(early) != len(wanted):
        pairs = [[param for param in one.node.generics.params if type(param) is ast.LifetimeParam] for one in (mine, member)]
        differ = [own for own, other in zip(*pairs) if (own.name in early) != (other.name in wanted)] if len(pairs[0]) == len(pairs[1]) else ()
        tcx.diags.add(errors.lifetimes_differ(mine, member, differ))
        return False
    own, theirs = type_params(tcx, mine), type_params(tcx, member)
    for ours, wanted in zip(own, theirs):
        if len(own) == len(theirs) and isinstance(ours.node, ast.TyImpl) != isinstance(wanted.node, ast.TyImpl):
            tcx.diags.add(errors.impl_trait_differs(mine, ours, member))
            return False
    return True


def type_params(tcx, definition):
    return [p for p in tcx.generics_of(definition).own() if p.kind == "type"]


def check_bounds(tcx, definition, mine, member, args):
    """The impl's method must not ask for more than the trait's (E0276). `args` are the trait method's arguments."""
    env = ParamEnv()
    inherited = [pred for pred, _ in tcx.predicates_of(definition)]
    theirs = tcx.predicates_of(member)
    tcx.elaborate(env, inherited + [subst_predicate(pred, args) for pred, _ in theirs[len(tcx.predicates_of(member.parent)):]])
    solver = Solver(tcx, erased_env(env))
    for pred, node in tcx.predicates_of(mine)[len(inherited):]:
        if pred[0] != "trait":
            continue
        wanted = solver.erased(pred)[1]
        wanted = TraitRef(wanted.definition, tuple([solver.normalize(arg) for arg in wanted.args]))
        solver.pending_projections.clear()
        if not any(arg.flags & t.ERRONEOUS for arg in wanted.args) and not solver.holds(wanted):
            tcx.diags.add(errors.stricter_bound(mine, node, wanted, member))
            return


def check_const(tcx, definition, mine, member, ref):
    """An associated constant has the type that its trait declares (E0326)."""
    solver = tcx.solver_in(definition)
    own = solver.normalize(t.erase_regions(tcx.type_of(mine)))
    wanted = solver.normalize(t.erase_regions(t.subst(tcx.type_of(member), ref.args)))
    mark = solver.snapshot()
    if not (own.flags | wanted.flags) & t.ERRONEOUS and not solver.unify(own, wanted):
        tcx.diags.add(errors.const_type_differs(mine, ref.definition, own, wanted))
    solver.rollback(mark)
    solver.pending_projections.clear()


def check_qualifiers(tcx, owner):
    """Items of traits and of their impls are as visible as the trait (E0449), their functions not `const` (E0379); a
    declaration without a body names its parameters (E0642)."""
    if owner.kind == "impl" and owner.node.trait_path is None:
        return
    for member in owner.members.values():
        node = member.node
        vis = getattr(node, "vis", None)
        if vis is not None and vis.kind:
            tcx.diags.add(errors.visibility_not_permitted(vis))
        if member.kind != "assoc_fn":
            continue
        if "const" in (node.quals or "").split():
            tcx.diags.add(errors.const_in_trait(node, owner))
        for param in node.params if owner.kind == "trait" and node.body is None else ():
            if type(param.pat) not in (ast.PatIdent, ast.PatWild):
                tcx.diags.add(errors.pattern_without_body(param.pat))


def check_receiver(tcx, definition):
    """The type of `self` is `Self`, or reaches it through references and std's pointers (E0307)."""
    node = definition.node.self_param
    if node is None or node.ty is None or definition.krate == "std":
        return
    home = definition.parent
    self_ty = tcx.type_of(home) if home.kind == "impl" else t.param(0, "Self")
    ty = t.erase_regions(tcx.fn_sig(definition).inputs[0])
    wanted = t.erase_regions(self_ty)
    while ty is not wanted and ty.kind in ("ref", "adt"):
        if ty.kind == "adt" and (ty.a.lang or ty.a.name) not in ("Box", "Rc", "Arc", "Pin"):
            break
        ty = ty.a if ty.kind == "ref" else ty.b[0]
    if ty is not wanted and not ty.flags & (t.ERRONEOUS | t.HAS_ALIAS):
        tcx.diags.add(errors.invalid_receiver(node.ty, tcx.fn_sig(definition).inputs[0]))


def check_inherent_overlap(tcx, crate):
    """Inherent impls that may be of one type must not define a name twice (E0592)."""
    by_type = {}
    for definition in crate.impls:
        self_ty = tcx.type_of(definition)
        if definition.node.trait_path is None and self_ty is not None and self_ty.kind == "adt":
            by_type.setdefault(self_ty.a, []).append(definition)
    for impls in by_type.values():
        for index, first in enumerate(impls):
            for second in impls[index + 1:]:
                for name in first.members:
                    if name in second.members and may_be_one_type(tcx, first, second):
                        tcx.diags.add(errors.inherent_twice(first.members[name], second.members[name]))


def may_be_one_type(tcx, first, second):
    from ..ty.instances import NO_CLAUSES
    solver = Solver(tcx, NO_CLAUSES)
    args, more = solver.fresh_args(first), solver.fresh_args(second)
    if not solver.unify(t.erase_regions(t.subst(tcx.type_of(first), args)), t.erase_regions(t.subst(tcx.type_of(second), more))):
        return False
    return not any(pred[0] == "trait" and solver.probe_evaluate(solver.erased(subst_predicate(pred, solver.resolve_all(given)))) == "no"
                   for impl, given in ((first, args), (second, more)) for pred, _ in tcx.predicates_of(impl))


def check_no_types(tcx, impl):
    """An inherent impl has no associated types (E0658)."""
    for member in impl.members.values():
        if member.kind == "assoc_ty" and member.node.ty is not None:
            gated(tcx.diags, "inherent associated types are unstable", member.node.name_tok - 1, member.node.hi)


def check_unstable(tcx, trait):
    """Auto traits and defaults of associated types (E0658)."""
    node = trait.node
    if node.auto:
        gated(tcx.diags, "auto traits are experimental and possibly buggy", node.name_tok - 2, node.hi)
    for member in trait.members.values():
        if member.kind == "assoc_ty" and member.node.ty is not None:
            gated(tcx.diags, "associated type defaults are unstable", member.node.name_tok - 1, member.node.hi)


def check_supertrait_cycle(tcx, trait):
    """A trait must not be its own supertrait (E0391)."""
    seen, work = set(), [trait]
    while work:
        for pred, _ in tcx.super_predicates(work.pop()):
            if pred[0] == "trait" and pred[1].args[0] is t.param(0, "Self") and pred[1].definition not in seen:
                seen.add(pred[1].definition)
                work.append(pred[1].definition)
    if trait in seen and not any(other.memo.get("cycle") for other in seen):
        trait.memo["cycle"] = True
        tcx.diags.add(errors.supertrait_cycle(trait))


def unconstrained(tcx, definition, used):
    """The parameters of an impl that its header does not fix (E0207): lifetimes only where an associated type names them."""
    named = {part for member in definition.members.values() if member.kind == "assoc_ty" and tcx.type_of(member) is not None
             for part in t.walk(tcx.type_of(member))}
    return [parameter for parameter in tcx.generics_of(definition).own()
            if (term := param_term(parameter)) not in used and (parameter.kind != "lifetime" or term in named)]
