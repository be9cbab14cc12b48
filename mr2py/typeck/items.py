"""Checks of items as such: every query is asked once, signatures and types are well-formed, derives fit their fields."""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty import types as t
from ..ty.defs import is_async, repr_words
from ..ty.instances import NO_CLAUSES
from ..ty.solve import Solver
from . import impl_checks, wfcheck
from . import item_errors as errors
from .dyn_compat import check_dyn_uses
from .impls import check_coherence, check_impl, check_supertraits
from .parameters import check_parameter_names


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
        if any(member.kind == "assoc_ty" and member.node.generics.params for member in definition.members.values()):
            from . import gat_bounds
            gat_bounds.check_trait(tcx, definition)
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
            from . import suggest_sized
            tcx.diags.add(suggest_sized.argument(errors.unsized_value(node, part), node, ty))
    part = wfcheck.unsized_part_in(tcx, definition, sig.output) if definition.node.ret is not None else None
    if part is not None:
        tcx.diags.add(errors.unsized_return(definition.node, part, sig.output))


