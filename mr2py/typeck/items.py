"""Checks of items as such: every query is asked once, impls fit their traits, derives fit their fields."""

from ..diagnostics.build import unsupported
from ..syntax import ast, visit
from ..ty import types as t
from ..ty.context import subst_predicate
from ..ty.defs import TraitRef, is_async, is_unsafe, repr_words
from ..ty.impls import head_key
from ..ty.instances import NO_CLAUSES
from ..ty.knowable import is_local, without_fundamental
from ..ty.lower_objects import AUTO_TRAITS
from ..ty.solve import Solver
from . import impl_checks, wfcheck
from . import item_errors as errors
from .dyn_compat import check_dyn_uses


def check_items(tcx):
    """Check all items of the user's crate; returns the TyCtxt (errors are in its diagnostics), or None where rustc ends after it."""
    check_collected(tcx, tcx.crates[-1])
    check_main(tcx)
    return None if check_overflow(tcx, tcx.crates[-1]) else tcx


def check_overflow(tcx, crate):
    """Where-clauses whose proof by impls never ends (E0275); whether there was one: rustc looks at no bodies then."""
    found = False
    for definition in (*crate.impls, *crate.bodies):
        for pred, node in tcx.predicates_of(definition) if definition.kind != "assoc_fn" else ():
            if pred[0] != "trait" or pred[1].definition.krate != "user":
                continue
            solver = Solver(tcx, NO_CLAUSES)
            ref = solver.erased(pred)[1]
            for candidate in solver.impl_candidates(ref) if not any(arg.flags & t.ERRONEOUS for arg in ref.args) else ():
                mark = solver.snapshot()
                solver.evaluate_candidate(ref, candidate)
                solver.rollback(mark)
                solver.pending_projections.clear()
            if solver.overflow is not None:
                found = True
                tcx.diags.add(errors.overflow(node, solver.overflow))
    return found


def check_collected(tcx, crate):
    """Check the items of one Collector: the crate's, or those declared in a block."""
    for definition in crate.adts:
        check_adt(tcx, definition)
    for definition in crate.traits:
        tcx.generics_of(definition)
        tcx.super_predicates(definition)
        impl_checks.check_supertrait_cycle(tcx, definition)
        impl_checks.check_qualifiers(tcx, definition)
        impl_checks.check_unstable(tcx, definition)
        tcx.predicates_of(definition)
        check_parameter_names(tcx, definition)
        if any(type(bound) is ast.TraitBound and bound.modifier == "?" for part in (*definition.node.items, definition.node)
               for bound in getattr(part, "supers", getattr(part, "bounds", ()))):
            from .relaxed import check_trait
            check_trait(tcx, definition)
    incoherent = set()          # traits with an impl that breaks a rule of coherence: rustc looks at no bounds of their impls
    for definition in crate.impls:
        check_impl(tcx, definition, incoherent)
    for definition in crate.bodies:
        check_signature(tcx, definition)
    for definition in crate.aliases:
        check_alias_parameters(tcx, definition)
        tcx.generics_of(definition)
        tcx.type_of(definition)
        check_parameter_names(tcx, definition)
    check_restrictions(tcx, crate)
    check_coherence(tcx, crate, incoherent)
    impl_checks.check_inherent_overlap(tcx, crate)
    for definition in crate.impls:
        self_ty, ref = tcx.impl_header(definition)
        if ref is not None and not self_ty.flags & t.ERRONEOUS and ref.definition not in incoherent:
            check_supertraits(tcx, definition, self_ty, ref)
    check_imports(tcx, crate)
    check_dyn_uses(tcx)
    wfcheck.check_uses(tcx)


def check_alias_parameters(tcx, definition):
    """An alias uses its type parameters (E0091)."""
    ty = tcx.type_of(definition) if definition.node.generics.params else None
    if ty is None or ty.flags & t.ERRONEOUS:
        return
    used = {part.a for part in t.walk(ty) if type(part) is t.Ty and part.kind == "param"}
    for parameter in tcx.generics_of(definition).params:
        if parameter.kind == "type" and parameter.index not in used:
            tcx.diags.add(errors.unused_in_alias(parameter))


def check_main(tcx):
    root = tcx.resolver.root
    main = tcx.resolver.in_module(root, "main", "values")
    if main is None or isinstance(main, tuple) or main.kind != "fn":
        tcx.diags.add(errors.no_main(root.node, tcx))
    elif main.node.generics.params:
        tcx.diags.add(errors.generic_main(main.node))
    elif main.node.generics.where:
        tcx.diags.add(errors.main_with_bounds(main.node))
    elif is_async(main):
        tcx.diags.add(errors.async_main(main.node))
    elif main.node.params and not any(type(param.ty) is ast.ErrorTy for param in main.node.params):
        tcx.diags.add(errors.main_with_parameters(main.node))
    elif main.node.ret is not None:
        output = tcx.fn_sig(main).output
        if not output.flags & t.ERRONEOUS and not tcx.implements(output, tcx.lang("Termination")):
            tcx.diags.add(errors.main_output(main.node.ret, output))


def check_restrictions(tcx, crate):
    """`pub(in path)` names a module around the item (E0577, E0742)."""
    for definition in [*crate.adts, *crate.traits, *crate.bodies, *crate.aliases]:
        vis = definition.vis
        if vis is None or vis.kind != "in" or vis.path is None:
            continue
        found = tcx.resolver.visibility_scope(definition)
        if isinstance(found, tuple) or found is None:
            continue
        if found.kind != "mod":
            tcx.diags.add(errors.restricted_to_no_module(vis.path, found))
        elif not any(module is found for module in modules_around(definition)):
            tcx.diags.add(errors.restricted_elsewhere(vis.path))


def modules_around(definition):
    while definition is not None:
        definition = definition.parent
        yield definition


def check_imports(tcx, crate):
    from ..resolve.imports import check_imports as check_names
    check_names(tcx.resolver, crate.imports, tcx.diags)
    for entry in crate.imports:
        resolver = tcx.resolver
        check_prefix(tcx, entry)
        if entry.name == "*" and entry.node.kind == "glob":
            if resolver.resolve_segments(entry.module, entry.global_, entry.segments, "types") is None and entry.segments:
                tcx.diags.add(import_problem(tcx, entry))
            continue
        found = [resolver.import_target(entry, namespace) for namespace in ("types", "values", "macros")]
        if all(target is None for target in found):
            tcx.diags.add(import_problem(tcx, entry))
        elif all(target is None or not resolver.visible(target, entry.module) for target in found):
            target = next(target for target in found if target is not None)
            if not isinstance(target, tuple):
                tcx.diags.add(errors.private_import(entry.segments[-1], target))


def check_prefix(tcx, entry):
    """The modules and types on the way to an imported item must be visible (E0603)."""
    resolver = tcx.resolver
    for count in range(2, len(entry.segments)):
        found = resolver.resolve_segments(entry.module, entry.global_, entry.segments[:count], "types")
        if found is None or isinstance(found, tuple):
            return
        if found.krate == "user" and not resolver.visible(found, entry.module):
            tcx.diags.add(errors.private_import(entry.segments[count - 1], found))


def place_of(entry):
    """The tokens of an import's own part of its `use`."""
    own = entry.node.segments or entry.segments
    return (own[0].lo, own[-1].hi)


def check_unstable(tcx):
    """Report (E0658) what paths of the user's named in std that Rust has as unstable."""
    from ..resolve.errors import unstable_library
    found, tcx.resolver.unstable = tcx.resolver.unstable, {}
    for lo, (hi, definition) in found.items():
        feature, _, issue = next(attribute for attribute in definition.attrs if attribute.path == "unstable").args.strip().strip('"').partition(":")
        tcx.diags.add(unstable_library(feature, issue, (lo, hi)))


def import_problem(tcx, entry):
    """E0432, or that mini-Rust's std does not have the item yet."""
    gap = tcx.resolver.std_gap(entry.module, entry.segments)
    if gap is not None:
        return tcx.resolver.gap_error(gap, place_of(entry))
    return errors.unresolved_import(tcx, entry)


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


def check_adt(tcx, definition):
    tcx.generics_of(definition)
    tcx.predicates_of(definition)
    check_parameter_names(tcx, definition)
    used = set()
    partial = False
    for variant in definition.variants:
        partial = partial or variant.memo.get("partial")
        for field in variant.fields:
            ty = tcx.type_of(field)
            used.update(part for part in t.walk(ty))
    for predicate, _ in tcx.predicates_of(definition):
        if predicate[0] == "proj" and predicate[1].b[0] in used:          # `I: Iterator<Item = &'t str>`: what I is tells 't
            used.update(t.walk(predicate[2]))
    handed_on = [part for part in used if type(part) is t.Ty and part.kind == "adt" and part.a.krate == "user" and part.b]
    if any(part.a is definition and part.b != tcx.identity_args(definition) or any(
            type(arg) is t.Ty and arg.flags & t.HAS_PARAM and arg.kind != "param" for arg in part.b) for part in handed_on):
        tcx.caches.setdefault("polymorphic", set()).add(definition)
    for parameter in tcx.generics_of(definition).own():
        if parameter.kind == "const" or sum(other.name == parameter.name for other in tcx.generics_of(definition).own()) > 1:
            continue                             # the name stands for another one: that was told
        term = t.param(parameter.index, parameter.name) if parameter.kind == "type" else t.region("param", parameter.index, parameter.name)
        if partial or any(part.flags & t.ERRONEOUS for part in used):
            continue
        if term not in used:
            tcx.diags.add(errors.unused_parameter(definition, parameter))
        elif handed_on and is_only_recursive(tcx, definition, parameter):
            tcx.diags.add(errors.recursive_parameter(definition, parameter))
    if not check_recursive(tcx, definition):
        wfcheck.check_fields(tcx, definition)
    if definition.kind == "enum":
        check_discriminants(tcx, definition)
    if any(attribute.path == "repr" for attribute in definition.attrs or ()):
        from .representation import check_representation
        check_representation(tcx, definition)


def is_only_recursive(tcx, definition, parameter):
    from .only_recursive import only_recursive
    return only_recursive(tcx, definition, parameter)


def check_discriminants(tcx, definition):
    seen = {}
    explicit = [variant for variant in definition.variants if variant.node.discr is not None]
    if explicit and not any(attribute.path == "repr" for attribute in definition.attrs) \
            and any(variant.ctor != "const" for variant in definition.variants):
        tcx.diags.add(errors.discriminant_without_repr(definition))
    if not definition.variants and any(attribute.path == "repr" for attribute in definition.attrs):
        tcx.diags.add(errors.repr_without_variants(definition))
    low, high = t.int_range(repr_type(definition))
    for variant, value in zip(definition.variants, tcx.discriminants(definition)):
        if value > high and variant.node.discr is None:
            tcx.diags.add(errors.discriminant_overflow(variant, value - 1, repr_type(definition), low))
            return
    for variant, value in zip(definition.variants, tcx.discriminants(definition)):
        if value in seen:
            tcx.diags.add(errors.discriminant_twice(definition, value, seen[value], variant))
            return
        seen[value] = variant


def repr_type(definition):
    """The integer type of an enum's discriminants: that of `#[repr(…)]`, else isize."""
    return next((word for word in repr_words(definition) if word in t.INTS), "isize")


def check_recursive(tcx, definition):
    """A type that holds itself without indirection has no size (E0072, once for a cycle, and not for what holds such a type);
    whether it has none."""
    cycle = cycle_from(tcx, definition, tcx.type_of(definition), {definition})
    if cycle is None:
        return False
    infinite = tcx.caches.setdefault("infinite", set())
    infinite.add(definition)
    if cycle is not BELOW:
        infinite.update([holder for holder, _ in cycle])
        tcx.diags.add(errors.infinite_size(tcx, cycle))
    return True


BELOW = "below"             # something that is held was reported already


def cycle_from(tcx, target, ty, seen):
    """[(type, field)] by which the ADT `ty` holds the type `target`; BELOW, or None if it does not hold it."""
    for variant in ty.a.variants:
        for field in variant.fields:
            for part in held(tcx, tcx.field_ty(field, ty.b)):
                if part.a is target:
                    return [(ty.a, field)] if ty.a.krate == "user" else []
                if part.a in tcx.caches.get("infinite", ()):
                    return BELOW
                if part.a not in seen:
                    seen.add(part.a)
                    rest = cycle_from(tcx, target, part, seen)
                    if rest is not None:
                        return rest if rest is BELOW or ty.a.krate != "user" else [(ty.a, field), *rest]
    return None


def held(tcx, ty):
    """The ADTs that a value of the type holds directly."""
    if ty.kind == "tuple":
        return [part for elem in ty.b for part in held(tcx, elem)]
    if ty.kind == "array":
        return held(tcx, ty.a)
    return [ty] if ty.kind == "adt" and (ty.a.krate == "user" or ty.a.name in ("Option", "Result")) else []


def check_signature(tcx, definition):
    tcx.generics_of(definition)
    if definition.kind in ("fn", "assoc_fn"):
        tcx.fn_sig(definition)
        impl_checks.check_receiver(tcx, definition)
        check_parameter_names(tcx, definition)
        if is_async(definition):
            tcx.diags.add(unsupported("MR018", "an async function", definition.node.name_tok))
    else:
        ty = tcx.type_of(definition)
        if definition.kind in ("const", "static", "assoc_const") and ty is not None and ty.kind in ("str", "slice", "dyn"):
            tcx.diags.add(errors.unsized_value(definition.node.ty, t.erase_regions(ty)))
    tcx.predicates_of(definition)
    check_well_formed(tcx, definition)


def check_well_formed(tcx, definition):
    """The types of a signature satisfy the bounds of the ADTs that they name; unsized types need a pointer."""
    if definition.kind not in ("fn", "assoc_fn") or definition.parent.kind == "trait" and definition.node.body is None:
        return
    sig = tcx.fn_sig(definition)
    nodes = [p.ty for p in definition.node.params]
    receiver = definition.node.self_param
    if receiver is not None and receiver.ty is None and not receiver.ref:
        nodes.insert(0, receiver)
    for node, ty in zip(nodes, sig.inputs[len(sig.inputs) - len(nodes):]):
        part = wfcheck.unsized_part_in(tcx, definition, ty)
        if part is not None:
            tcx.diags.add(errors.unsized_value(node, part))
    part = wfcheck.unsized_part_in(tcx, definition, sig.output) if definition.node.ret is not None else None
    if part is not None:
        tcx.diags.add(errors.unsized_return(definition.node.ret, part, sig.output))


# --- impls -------------------------------------------------------------------------------------------

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
            tcx.diags.add(errors.supertrait_missing(definition, t.erase_regions(self_ty), wanted, ref))
    for name, mine in definition.members.items():
        member = ref.definition.members.get(name)
        if mine.kind == "assoc_ty" and member is not None and member.kind == "assoc_ty":
            own = tcx.identity_args(mine)[len(tcx.generics_of(definition).params):]
            check_item_bounds(tcx, tcx.solver_in(mine), ref.args + own, member, tcx.type_of(mine), mine.node.ty)
    for output in ref.definition.memo.get("outputs", ()):
        mine = definition.members.get(output.memo["output_of"].name)
        if mine is not None and mine.kind == "assoc_fn" and len(tcx.generics_of(mine).own()) == len(tcx.generics_of(output).own()):
            mine_args, count = tcx.identity_args(mine), len(tcx.generics_of(definition).params)
            args = ref.args + mine_args[count:]
            value = tcx.assoc_value(definition, output, mine_args[:count], args)
            check_item_bounds(tcx, tcx.solver_in(mine), args, output, value and solver.normalize(t.erase_regions(value)), mine.node.ret)


def check_item_bounds(tcx, solver, args, member, ty, node):
    """What a trait promises of an associated type must hold of an impl's (E0277, E0271). `args`: of the alias."""
    if ty is None or ty.flags & t.ERRONEOUS:
        return
    ty = t.erase_regions(ty)
    for pred, _ in tcx.item_bounds(member):
        if pred[0] == "outlives":
            continue
        subject = pred[1].args if pred[0] == "trait" else pred[1].b
        rest = tuple([solver.normalize(t.erase_regions(t.subst(arg, args))) for arg in subject[1:]])
        solver.pending_projections.clear()
        if pred[0] == "trait":
            wanted = TraitRef(pred[1].definition, (ty, *rest))
            if not solver.holds(wanted):
                tcx.diags.add(errors.assoc_bound_missing(node, ty, wanted))
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
