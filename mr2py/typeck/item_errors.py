"""The diagnostics of items: impls, traits, ADTs, imports."""

from ..diagnostics import HAS_PLACEHOLDERS, MACHINE_APPLICABLE, Label
from ..diagnostics.build import error
from ..resolve import similar
from ..resolve.errors import WORDS
from ..syntax import ast, visit
from ..ty import types as t
from .impl_errors import (  # noqa: F401
    already_copy, bound_of_trait, assoc_type_differs, builtin_impl, change_type, conflicting_impls, const_type_differs, copy_and_drop,
    copy_field, copy_on_other, drop_on_foreign, drop_with_bound, erased_text, generics_place, head, impl_head, impl_keyword, impl_needs_unsafe,
    impl_not_unsafe, impl_trait_differs, incompatible_method, inherent_on_auto_trait, inherent_on_foreign, inherent_on_parameter,
    inherent_on_primitive, inherent_twice, is_derived, items_of_negative, lifetimes_differ, missing_items, not_a_member, object_has_trait,
    orphan, parameter_count, positive_and_negative, private_assoc_type, self_mismatch, self_text, shared, signature_span, signatures,
    specialized_drop, stranger_note, stricter_bound, trait_text, type_parameter_count, uncovered_parameter, unsafe_method,
    unsafe_negative, wrong_item_kind,
)


def no_main(crate, tcx):
    file = tcx.tokens.location(crate.hi)[0]
    label = f"consider adding a `main` function to `{file}`" if crate.items else ""
    return error("E0601", f"`main` function not found in crate `{tcx.crate_name}`", (crate.hi, crate.hi), label)


def generic_main(node):
    return error("E0131", "`main` function is not allowed to have generic parameters", node.generics, "`main` cannot have generic parameters")


def main_with_parameters(node):
    end = node.ret.hi if node.ret is not None else node.params[-1].hi + 1
    return error("E0580", "`main` function has wrong type", (node.lo, end), "incorrect number of function parameters")


def main_output(node, ty):
    return error("E0277", f"`main` has invalid return type `{ty}`", node, "`main` can only return types that implement `Termination`",
                 helps=["consider using `()`, or a `Result`"])


def unresolved_import(tcx, entry):
    resolver, segments = tcx.resolver, entry.segments
    for count in range(1, len(segments) + 1):
        last = count == len(segments)
        found = None
        for namespace in ("types", "values", "macros") if last else ("types",):
            found = found or resolver.resolve_segments(entry.module, entry.global_, segments[:count], namespace)
        if found is None:
            break
    names = [segment.name for segment in segments]
    segment = segments[count - 1]
    if count < len(names) - 1:                     # not the module that holds the name, but one before it
        if count == 1:
            return error("E0433", f"cannot find module or crate `{names[0]}` in this scope", segment,
                         f"use of unresolved module or unlinked crate `{names[0]}`")
        holder = {"crate": "the crate root", "self": "the crate root"}.get(names[count - 2], f"`{names[count - 2]}`")
        return error("E0433", f"cannot find `{segment.name}` in `{names[count - 2]}`", segment, f"could not find `{segment.name}` in {holder}")
    if count == 1 and len(names) > 1:
        label = f"use of unresolved module or unlinked crate `{names[0]}`"
        return error("E0432", f"unresolved import `{names[0]}`", segment, label)
    if count < len(names):
        return error("E0432", f"unresolved import `{'::'.join(names[:count])}`", segment,
                     f"could not find `{segment.name}` in {'the crate root' if names[count - 2] == 'crate' else f'`{names[count - 2]}`'}")
    where = f"no `{segment.name}` in {module_name(names[:-1])}" if len(names) > 1 else "no external crate"
    found = error("E0432", f"unresolved import `{'::'.join(names)}`", (segments[0].lo, segment.hi), where)
    holder = resolver.resolve_segments(entry.module, entry.global_, segments[:-1], "types") if len(names) > 1 else None
    if holder is not None and not isinstance(holder, tuple) and holder.types is not None:
        table = {}
        for namespace in ("types", "values"):
            similar.collect(resolver, holder, namespace, table)
        close = similar.best([name for name, hit in table.items() if resolver.visible(hit, entry.module)], segment.name)
        if close is not None:
            found.suggest("a similar name exists in the module", [(segment.lo, segment.lo, close)])
    return found


def module_name(names):
    """A module's path as labels name it: without the crate's name."""
    inner = names[1:] if names[0] in ("crate", "std", "core", "alloc") else names
    return f"`{'::'.join(inner)}`" if inner else "the root"


def private_import(segment, target):
    word = WORDS.get(target.kind, "item")
    return error("E0603", f"{word} `{target.name}` is private", segment, f"private {word}")


def reserved_lifetime(parameter):
    where = (parameter.node.lo, parameter.node.lo)
    if parameter.name == "_":
        return error("E0637", "`'_` cannot be used here", where, "`'_` is a reserved lifetime name")
    return error("E0262", f"invalid lifetime parameter name: `'{parameter.name}`", where, f"'{parameter.name} is a reserved lifetime name")


def dependent_const(node, name):
    return error("E0770", "the type of const parameters must not depend on other generic parameters", node,
                 f"the type must not depend on the parameter `{name}`")


def forward_default(node, name):
    return error("E0128", "generic parameter defaults cannot reference parameters before they are declared", node,
                 f"cannot reference `{name}` before it is declared")


def self_in_default(node):
    return error("E0735", "generic parameters cannot use `Self` in their defaults", node)


def parameter_twice(parameter, first):
    if parameter.kind == "lifetime" and parameter.owner is not first.owner:
        return error("E0496", f"lifetime name `'{parameter.name}` shadows a lifetime name that is already in scope", (parameter.node.lo, parameter.node.lo),
                     f"lifetime `'{parameter.name}` already in scope", [((first.node.lo, first.node.lo), "first declared here")])
    return error("E0403", f"the name `{parameter.name}` is already used for a generic parameter in this item's generic parameters",
                 (parameter.node.lo, parameter.node.lo), "already used", [((first.node.lo, first.node.lo), f"first use of `{parameter.name}`")])


def unused_parameter(definition, parameter):
    word = {"type": "type", "lifetime": "lifetime"}[parameter.kind]
    name = f"'{parameter.name}" if word == "lifetime" else parameter.name
    helps = [f"consider removing `{name}`, referring to it in a field, or using a marker such as `PhantomData`"]
    if word == "type":
        helps.append(f"if you intended `{name}` to be a const parameter, use `const {name}: /* Type */` instead")
    return error("E0392", f"{word} parameter `{name}` is never used", (parameter.node.lo, parameter.node.lo), f"unused {word} parameter", helps=helps)


def recursive_parameter(definition, parameter):
    """A parameter that stands in fields only as an argument of ADTs that do not use it either."""
    word, name = parameter.kind, f"'{parameter.name}" if parameter.kind == "lifetime" else parameter.name
    places = [part for variant in definition.variants for field in variant.fields for part in visit.walk(field.node.ty)
              if (type(part) is ast.Lifetime if word == "lifetime" else type(part) is ast.TyPath and len(part.path.segments) == 1)
              and (part.name if word == "lifetime" else part.path.segments[0].name) == parameter.name]
    found = error("", f"{word} parameter `{name}` is only used recursively", places[0], "",
                  [((parameter.node.lo, parameter.node.lo), f"{word} parameter must be used non-recursively in the definition")],
                  [f"all {word} parameters must be used in a non-recursive way in order to constrain their variance"],
                  [f"consider removing `{name}`, referring to it in a field, or using a marker such as `PhantomData`"])
    found.spans += [Label(place.lo, place.hi, "", True) for place in places[1:]]
    found.children.reverse()
    return found


def discriminant_twice(definition, value, first, second):
    return error("E0081", f"discriminant value `{value}` assigned more than once", head(definition), "",
                 [(first.node.discr or first.node.name_tok, f"`{value}` assigned here"), (second.node.discr or second.node.name_tok, f"`{value}` assigned here")])


def infinite_size(tcx, cycle):
    """`cycle`: [(type, the field that holds the next one)]."""
    names = [f"`{holder.name}`" for holder, _ in cycle]
    what = f"type {names[0]} has" if len(names) == 1 else f"types {', '.join(names[:-1])} and {names[-1]} have"
    found = error("E0072", f"recursive {what} infinite size", head(cycle[0][0]))
    found.spans += [Label(*head(holder), "", True) for holder, _ in cycle[1:]]
    edits = []
    for place, (holder, field) in enumerate(cycle):
        for node in naming(tcx, field.node.ty, holder, cycle[(place + 1) % len(cycle)][0]):
            found.spans.append(Label(node.lo, node.hi, "recursive without indirection", False))
            edits += [(node.lo, node.lo - 1, "Box<"), (node.hi, None, ">")]
    return found.suggest("insert some indirection (e.g., a `Box`, `Rc`, or `&`) to break the cycle", edits, HAS_PLACEHOLDERS)


def naming(tcx, node, holder, wanted):
    """The types in the syntax of a field's type that are the ADT `wanted`."""
    def names(part):
        if not isinstance(part, ast.TyPath):
            return False
        segments = part.path.segments
        if len(segments) == 1 and segments[0].name == "Self":
            return holder is wanted
        return tcx.resolver.resolve_segments(holder.parent, part.path.global_, segments, "types") is wanted
    return [part for part in visit.walk(node) if names(part)] or [node]


def unsized_value(node, ty):
    """E0277; a trait object shows its lifetime, as everywhere outside of bodies."""
    region = ty.b if ty.kind == "dyn" else None
    ty = t.erase_regions(ty)
    if region is not None and region.kind in ("static", "early", "late", "param") and (region.kind == "static" or region.b[:1].isalpha()):
        ty = f"({ty} + '{'static' if region.kind == 'static' else region.b})"
    return error("E0277", f"the size for values of type `{ty}` cannot be known at compilation time", node, "doesn't have a size known at compile-time",
                 helps=[f"the trait `Sized` is not implemented for `{ty}`"])


def unsized_return(owner, ty, output):
    if output.kind != "dyn":
        return unsized_value(owner.ret, ty)
    from . import suggest_sized
    found = error("E0746", "return type cannot be a trait object without pointer indirection", owner.ret, "doesn't have a size known at compile-time")
    return suggest_sized.returned_object(found, owner)


def unconstrained_parameter(parameter):
    name = f"'{parameter.name}" if parameter.kind == "lifetime" else parameter.name
    return error("E0207", f"the {parameter.kind} parameter `{name}` is not constrained by the impl trait, self type, or predicates",
                 (parameter.node.lo, parameter.node.lo), f"unconstrained {parameter.kind} parameter")


def unused_in_alias(parameter):
    name = parameter.name
    return error("E0091", f"type parameter `{name}` is never used", (parameter.node.lo, parameter.node.lo), "unused type parameter",
                 helps=[f"consider removing `{name}` or referring to it in the body of the type alias",
                        f"if you intended `{name}` to be a const parameter, use `const {name}: /* Type */` instead"])


def overflow(node, ref):
    """E0275"""
    return error("E0275", f"overflow evaluating the requirement `{nested_text(ref.args[0], 7)}: {trait_text(ref)}`", node)


def nested_text(ty, levels):
    """A deeply nested type with what lies deeper than `levels` left out."""
    if ty.kind != "adt" or not ty.b:
        return str(ty)
    inner = [nested_text(arg, levels - 1) if levels > 1 else "..." for arg in ty.b if type(arg) is t.Ty]
    return f"{ty.a.name}<{', '.join(inner)}>"


def invalid_receiver(node, ty):
    if ty.kind == "param" and ty.b != "Self":
        return error("E0801", f"invalid generic `self` parameter type: `{ty}`", node, notes=["type of `self` must not be a method generic parameter type"],
                     helps=["use a concrete type such as `self`, `&self`, `&mut self`, `self: Box<Self>`, `self: Rc<Self>`, `self: Arc<Self>`, or `self: Pin<P>` "
                            "(where P is one of the previous types except `Self`)"])
    return error("E0307", f"invalid `self` parameter type: `{ty}`", node, notes=["type of `self` must be `Self` or a type that dereferences to it"],
                 helps=["consider changing to `self`, `&self`, `&mut self`, or a type implementing `Receiver` such as `self: Box<Self>`, "
                        "`self: Rc<Self>`, or `self: Arc<Self>`"])


def supertrait_cycle(trait):
    return error("E0391", f"cycle detected when computing the super predicates of `{trait.name}`", head(trait))


def discriminant_without_repr(definition):
    return error("E0732", "`#[repr(inttype)]` must be specified for enums with explicit discriminants and non-unit variants", head(definition))


def repr_without_variants(definition):
    return error("E0084", "unsupported representation for zero-variant enum", next(a for a in definition.attrs if a.path == "repr"), "",
                 [(head(definition), "zero-variant enum")])


def discriminant_overflow(variant, value, name, low):
    return error("E0370", "enum discriminant overflowed", variant.node.name_tok, f"overflowed on value after {value}",
                 notes=[f"explicitly set `{variant.name} = {low}` if that is desired outcome"])


def visibility_not_permitted(vis):
    found = error("E0449", "visibility qualifiers are not permitted here", vis, notes=["trait items always share the visibility of their trait"])
    return found.suggest("remove the qualifier", [(vis.lo, vis.hi, "")], MACHINE_APPLICABLE, "word")


def const_in_trait(node, owner):
    where = "traits" if owner.kind == "trait" else "trait impls"
    return error("E0379", f"functions in {where} cannot be declared const", node.name_tok - 2, f"functions in {where} cannot be const")


def pattern_without_body(pat):
    return error("E0642", "patterns aren't allowed in functions without bodies", pat, "pattern not allowed in function without body")


def main_with_bounds(node):
    return error("E0646", "`main` function is not allowed to have a `where` clause", node.generics.where[0], "`main` cannot have a `where` clause")


def const_of_type(node, ty):
    return error("", f"`{ty}` is forbidden as the type of a const generic parameter", node,
                 notes=["the only supported types are integers, `bool`, and `char`"])


def async_main(node):
    return error("E0752", "`main` function is not allowed to be `async`", signature_span(node), "`main` function is not allowed to be `async`")


def restricted_to_no_module(path, found):
    text = "::".join(segment.name for segment in path.segments)
    return error("E0577", f"expected module, found {WORDS.get(found.kind, found.kind)} `{text}`", path, "not a module")


def restricted_elsewhere(path):
    return error("E0742", "visibilities can only be restricted to ancestor modules", path)


def packed_holds_aligned(adt, inner):
    found = error("E0588", "packed type cannot transitively contain a `#[repr(align)]` type", head(adt))
    return found.note(f"`{inner.name}` has a `#[repr(align)]` attribute", [Label(*head(inner), "", True)])


def transparent_fields(adt, count):
    label = f"needs at most one field with non-trivial size or alignment, but has {count}"
    return error("E0690", f"transparent {adt.kind} {label}", head(adt), label)


def transparent_variants(adt):
    label = f"needs exactly one variant, but has {len(adt.variants)}"
    also = [(variant.node, "variant here" if index < len(adt.variants) - 1 else f"too many variants in `{adt.name}`") for index, variant in enumerate(adt.variants)]
    return error("E0731", f"transparent enum {label}", head(adt), label, also)
