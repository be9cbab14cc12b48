"""The diagnostics of items: impls, traits, ADTs, imports."""

from ..diagnostics import HAS_PLACEHOLDERS, MACHINE_APPLICABLE, Label
from ..diagnostics.build import error, span_of
from ..resolve import similar
from ..resolve.errors import WORDS
from ..syntax import ast, visit
from ..ty import types as t
from ..ty.defs import is_unsafe
from ..ty.errors import plural
from ..ty.pretty import full_path, full_text

ORPHAN_NOTES = ["impl doesn't have any local type before any uncovered type parameters",
                "for more information see https://doc.rust-lang.org/reference/items/implementations.html#orphan-rules",
                "define and implement a trait or new type instead"]


def impl_head(definition):
    """The span of `impl … for Type`."""
    node = definition.node
    if is_derived(definition):
        return (node.lo, node.hi)
    start = node.generics.lo - 1 if node.generics.params else impl_keyword(node)
    return (start - bool(node.unsafe), node.self_ty.hi)


def impl_keyword(node):
    first = node.trait_path if node.trait_path is not None else node.self_ty
    return first.lo - 1 - bool(node.negative)


def is_derived(definition):
    return any(attribute.path == "automatically_derived" for attribute in definition.node.attrs)


def head(definition):
    token = definition.node.name_tok
    return (token - 1, token)


def no_main(crate, tcx):
    file = tcx.tokens.location(crate.hi)[0]
    label = f"consider adding a `main` function to `{file}`" if crate.items else ""
    return error("E0601", f"`main` function not found in crate `{tcx.crate_name}`", (crate.hi, crate.hi), label)


def generic_main(node):
    return error("E0131", "`main` function is not allowed to have generic parameters", node.generics, "`main` cannot have generic parameters")


def main_with_parameters(node):
    end = node.ret.hi if node.ret is not None else node.params[-1].hi + 1
    return error("E0580", "`main` function has wrong type", (node.lo, end), "incorrect number of function parameters")


def object_has_trait(definition, self_ty, trait):
    return error("E0371", f"the object type `({self_ty} + 'static)` automatically implements the trait `{trait.name}`", impl_head(definition),
                 f"`{self_ty} + 'static` automatically implements trait `{trait.name}`")


def private_assoc_type(mine, adt):
    return error("E0446", f"private type `{adt.name}` in public interface", (mine.node.lo, mine.node.name_tok), "can't leak private type",
                 [(head(adt), f"`{adt.name}` declared as private")])


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


def unsized_return(node, ty, output):
    if output.kind == "dyn":
        return error("E0746", "return type cannot be a trait object without pointer indirection",
                     node, "doesn't have a size known at compile-time")
    return unsized_value(node, ty)


def unconstrained_parameter(parameter):
    name = f"'{parameter.name}" if parameter.kind == "lifetime" else parameter.name
    return error("E0207", f"the {parameter.kind} parameter `{name}` is not constrained by the impl trait, self type, or predicates",
                 (parameter.node.lo, parameter.node.lo), f"unconstrained {parameter.kind} parameter")


def inherent_on_foreign(definition):
    return error("E0116", "cannot define inherent `impl` for a type outside of the crate where the type is defined", impl_head(definition),
                 "impl for type defined outside of crate",
                 helps=["consider defining a trait and implementing it for the type or using a newtype wrapper like `struct MyType(ExternalType);` and implement it"])


def inherent_on_primitive(definition):
    return error("E0390", "cannot define inherent `impl` for primitive types", impl_head(definition),
                 helps=["consider using an extension trait instead"])


def drop_on_foreign(definition):
    return error("E0120", "the `Drop` trait may only be implemented for local structs, enums, and unions", definition.node.self_ty,
                 "must be a struct, enum, or union in the current crate")


def wrong_item_kind(mine, member, trait):
    code, word = {"const": ("E0323", "const"), "fn": ("E0324", "method"), "ty": ("E0325", "type")}[mine.kind.split("_")[1]]
    return error(code, f"item `{mine.name}` is an associated {word}, which doesn't match its trait `{trait.name}`", mine.node, "does not match trait")


def unsafe_negative(node):
    mark, keyword = node.trait_path.lo - 1, (node.generics.lo if node.generics.params else node.trait_path.lo - 1) - 2
    return error("E0198", "negative impls cannot be unsafe", (mark, node.trait_path.hi), "",
                 [((mark, mark), "negative because of this"), ((keyword, keyword), "unsafe because of this")])


def items_of_negative(node):
    return error("E0749", "negative impls cannot have any items", (node.lo, node.body.lo - 1) if getattr(node, "body", None) is not None else node)


def not_a_member(mine, trait):
    code, word = {"assoc_fn": ("E0407", "method"), "assoc_ty": ("E0437", "type"), "assoc_const": ("E0438", "const")}[mine.kind]
    return error(code, f"{word} `{mine.name}` is not a member of trait `{trait.name}`", mine.node, f"not a member of trait `{trait.name}`")


def missing_items(definition, missing):
    names = ", ".join(f"`{member.name}`" for member in missing)
    also = [((member.node.lo, member.node.hi), f"`{member.name}` from trait") for member in missing if member.krate == "user"]
    return error("E0046", f"not all trait items implemented, missing: {names}", impl_head(definition), f"missing {names} in implementation", also)


def self_mismatch(mine, member, trait):
    if mine.node.self_param is None:
        return error("E0186", f"method `{mine.name}` has a `{self_text(member)}` declaration in the trait, but not in the impl", mine.node,
                     f"expected `{self_text(member)}` in impl")
    return error("E0185", f"method `{mine.name}` has a `{self_text(mine)}` declaration in the impl, but not in the trait", mine.node,
                 f"`{self_text(mine)}` used in impl")


def self_text(definition):
    node = definition.node.self_param
    return f"{'&' if node.ref else ''}{'mut ' if node.mut else ''}self"


def parameter_count(mine, member, trait, own, wanted):
    params = ([mine.node.self_param] if mine.node.self_param is not None else []) + mine.node.params
    where = (params[0].lo, params[-1].hi) if params else mine.node
    return error("E0050", f"method `{mine.name}` has {plural(own, 'parameter')} but the declaration in trait `{trait.name}::{mine.name}` has {wanted}",
                 where, f"expected {plural(wanted, 'parameter')}, found {own}")


def type_parameter_count(mine, member, own, wanted):
    where = mine.node.generics if mine.node.generics.params else mine.node.name_tok
    return error("E0049", f"method `{mine.name}` has {plural(own, 'type parameter')} but its trait declaration has {plural(wanted, 'type parameter')}",
                 where, f"found {plural(own, 'type parameter')}, expected {wanted}")


def incompatible_method(mine, trait, index, pairs):
    """E0053; `pairs`: of each parameter's type and of the output, the impl's and the trait's; `index` is of the first that differs."""
    (own, wanted), count = pairs[index], len(pairs) - 1
    params = ([mine.node.self_param] if mine.node.self_param is not None else []) + [p.ty for p in mine.node.params]
    if index < count:
        where = params[index]
    else:
        where = mine.node.ret if mine.node.ret is not None else mine.node.name_tok
    label = f"expected `{wanted}`, found `{own}`"
    if own.kind == "ref" and wanted.kind == "ref" and own.c != wanted.c:
        label = "types differ in mutability"
    found = error("E0053", f"method `{mine.name}` has an incompatible type for trait", where, label)
    member = trait.members[mine.name].node
    theirs = ([member.self_param] if member.self_param is not None else []) + [p.ty for p in member.params]
    there = theirs[index] if index < min(count, len(theirs)) else member.ret if member.ret is not None else member.name_tok
    lo, hi = span_of(there)
    if trait.krate == "user":
        found.note("type in trait", [Label(lo, hi, "", True)])
    texts = signatures(pairs)
    found.note(f"expected signature `{texts[1]}`\n   found signature `{texts[0]}`")
    return change_type(found, mine.node, index, where, wanted, count)


def unsafe_method(mine, trait, pairs):
    """E0053: one of the impl's and the trait's function is unsafe."""
    node, member = mine.node, trait.members[mine.name].node
    words = ("safe", "unsafe") if is_unsafe(mine) else ("unsafe", "safe")
    found = error("E0053", f"method `{mine.name}` has an incompatible type for trait", signature_span(node), "expected {} fn, found {} fn".format(*words))
    if trait.krate == "user":
        found.note("type in trait", [Label(*signature_span(member), "", True)])
    texts = signatures(pairs)
    prefix = ("", "unsafe ") if is_unsafe(mine) else ("unsafe ", "")
    return found.note(f"expected signature `{prefix[0]}{texts[1]}`\n   found signature `{prefix[1]}{texts[0]}`")


def signature_span(node):
    """A function up to its body."""
    lo = node.name_tok - 1 - len((node.quals or "").split())
    return lo, node.body.lo - 1 if node.body is not None else node.hi


def change_type(found, node, index, where, wanted, count):
    """Offer the type that the trait has."""
    lo, hi = span_of(where)
    if index == 0 and node.self_param is not None:
        text = f"{'&mut ' if wanted.kind == 'ref' and wanted.c else '&' if wanted.kind == 'ref' else ''}self"
        return found.suggest("change the self-receiver type to match the trait", [(lo, hi, text)], MACHINE_APPLICABLE)
    if index < count:
        return found.suggest("change the parameter type to match the trait", [(lo, hi, str(wanted))], MACHINE_APPLICABLE)
    if node.ret is not None:
        return found.suggest("change the output type to match the trait", [(lo, hi, str(wanted))], MACHINE_APPLICABLE)
    return found


def signatures(pairs):
    """Both signatures as text, without what they share (rustc's `cmp_fn_sig`)."""
    parts = [shared(own, wanted) for own, wanted in pairs]
    out = []
    for side in (0, 1):
        inputs, output = [part[side] for part in parts[:-1]], parts[-1][side]
        out.append(f"fn({', '.join(inputs)})" + ("" if pairs[-1][0] is pairs[-1][1] is t.UNIT else f" -> {output}"))
    return out


def shared(one, other):
    """Two types as text, with `_` for what is the same in both."""
    if one.kind == other.kind == "adt" and one.a is other.a:
        args = [("_", "_") if a is b else shared(a, b) for a, b in zip(one.b, other.b) if type(a) is t.Ty]
        return tuple(one.a.name + (f"<{', '.join(arg[side] for arg in args)}>" if args else "") for side in (0, 1))
    if one.kind == other.kind == "ref":
        inner = shared(one.a, other.a)
        return tuple(("&mut " if ref.c else "&") + text for ref, text in zip((one, other), inner))
    if one is other:
        return "_", "_"
    for outer, inner in ((one, other), (other, one)):
        if outer.kind == "ref" and outer.a is inner:
            text = inner.a.name if inner.kind == "adt" else "_"
            pair = ("&mut " if outer.c else "&") + text, text
            return pair if outer is one else pair[::-1]
    return str(one), str(other)


def uncovered_parameter(definition, ty):
    parameter = next(p for p in definition.node.generics.params if p.name == ty.b)
    text = f"type parameter `{ty}` must be used as the type parameter for some local type (e.g., `MyStruct<{ty}>`)"
    return error("E0210", text, (parameter.lo, parameter.lo), f"type parameter `{ty}` must be used as the type parameter for some local type",
                 notes=["implementing a foreign trait is only possible if at least one of the types for which it is implemented is local",
                        "only traits defined in the current crate can be implemented for a type parameter"])


def orphan(definition, self_ty, ref):
    primitive = self_ty.kind in ("int", "float", "bool", "char", "str")
    arbitrary = self_ty.kind in ("tuple", "array", "slice", "fnptr")
    what = "primitive types" if primitive else "arbitrary types" if arbitrary else "types defined outside of the crate"
    name = self_ty.a.name if self_ty.kind == "adt" else str(self_ty)
    return error("E0117", f"only traits defined in the current crate can be implemented for {what}", impl_head(definition), "",
                 [(definition.node.self_ty, f"`{name}` is not defined in the current crate")], ORPHAN_NOTES)


def trait_text(ref):
    return ref.definition.name + (f"<{', '.join(map(str, ref.args[1:]))}>" if len(ref.args) > 1 else "")


def supertrait_missing(definition, self_ty, wanted, ref):
    if len(wanted.args) > 1 and wanted.definition.name in ("PartialEq", "PartialOrd"):
        sign = "==" if wanted.definition.name == "PartialEq" else f"< {self_ty}` or `{self_ty} >"
        return error("E0277", f"can't compare `{self_ty}` with `{wanted.args[1]}`", definition.node.self_ty,
                     f"no implementation for `{self_ty} {sign} {wanted.args[1]}`")
    text = trait_text(wanted)
    if wanted.definition.name in ("Debug", "Display"):
        shown = "`std::fmt::Display`" if wanted.definition.name == "Display" else "`Debug`"
        return error("E0277", f"`{self_ty}` doesn't implement {shown}", definition.node.self_ty, f"the trait `{text}` is not implemented for `{self_ty}`")
    return error("E0277", f"the trait bound `{self_ty}: {text}` is not satisfied", definition.node.self_ty,
                 f"the trait `{text}` is not implemented for `{self_ty}`")


def assoc_bound_missing(node, ty, wanted):
    text = trait_text(wanted)
    return error("E0277", f"the trait bound `{ty}: {text}` is not satisfied", node, f"the trait `{text}` is not implemented for `{ty}`")


def assoc_type_differs(node, alias, wanted, found):
    if alias.a.parent.lang == "Iterator":
        return error("E0271", f"expected `{alias.b[0]}` to be an iterator that yields `{wanted}`, but it yields `{found}`", node,
                     f"expected `{wanted}`, found `{found}`")
    return error("E0271", f"type mismatch resolving `{alias} == {wanted}`", node, f"expected `{wanted}`, found `{found}`")


def copy_on_other(definition):
    return error("E0206", "the trait `Copy` cannot be implemented for this type", definition.node.self_ty, "type is not a structure or enumeration")


def already_copy(definition, ref):
    return error("E0119", f"conflicting implementations of trait `Copy` for type `{erased_text(ref.args[0])}`", impl_head(definition))


def erased_text(ty):
    return str(t.erase_regions(ty))


def copy_and_drop(definition, adt):
    where = head(adt)[1] if is_derived(definition) else definition.node.self_ty
    return error("E0184", "the trait `Copy` cannot be implemented for this type; the type has a destructor", where,
                 "`Copy` not allowed on types with destructors")


def copy_field(definition, bad):
    adt = bad[0][0].parent
    adt = adt.parent if adt.kind == "variant" else adt
    where = (adt.node.name_tok, adt.node.name_tok) if is_derived(definition) else definition.node.self_ty
    also = [((field.node.lo, field.node.hi), "this field does not implement `Copy`") for field, _ in bad]
    if is_derived(definition):
        also.append(((definition.node.lo, definition.node.lo), "in this derive macro expansion"))
    return error("E0204", "the trait `Copy` cannot be implemented for this type", where, "", also,
                 why="A copy duplicates the bytes of every field; a field that owns memory would then have two owners.")


def conflicting_impls(first, second, ref, strangers):
    """Two impls that `ref` may both be of. `strangers`: what other crates may add, which alone may make them overlap."""
    self_ty = ref.args[0]
    for_type = f" for type `{self_ty}`" if self_ty.kind not in ("param", "infer") else ""
    also = [(impl_head(first), "first implementation here")] if first.krate == "user" else []
    label = "conflicting implementation" + (f" for `{self_ty}`" if for_type else "") if first.krate == "user" else ""
    notes = [stranger_note(*strangers[0])] if strangers else []
    return error("E0119", f"conflicting implementations of trait `{trait_text(ref)}`{for_type}", impl_head(second), label, also, notes=notes)


def positive_and_negative(positive, negative, ref):
    """E0751"""
    found = error("E0751", f"found both positive and negative implementation of trait `{trait_text(ref)}` for type `{ref.args[0]}`:", impl_head(negative),
                  "negative implementation here")
    if positive.krate == "user":
        found.label(impl_head(positive), "positive implementation here")
    return found


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


def stranger_note(who, ref):
    shown = [full_text(arg) for arg in ref.args]
    trait = full_path(ref.definition) + (f"<{', '.join(shown[1:])}>" if shown[1:] else "")
    if who == "upstream":
        return f"upstream crates may add a new impl of trait `{trait}` for type `{shown[0]}` in future versions"
    return f"downstream crates may implement trait `{trait}` for type `{shown[0]}`"


# --- impls beside their trait -------------------------------------------------------------------------

def builtin_impl(definition, trait):
    return error("E0322", f"explicit impls for the `{trait.name}` trait are not permitted", impl_head(definition), f"impl of `{trait.name}` not allowed")


def impl_not_unsafe(definition, trait):
    return error("E0199", f"implementing the trait `{trait.name}` is not unsafe", impl_head(definition))


def impl_needs_unsafe(definition, trait):
    return error("E0200", f"the trait `{trait.name}` requires an `unsafe impl` declaration", impl_head(definition))


def specialized_drop(definition, adt):
    return error("E0366", "`Drop` impls cannot be specialized", impl_head(definition), "", [(head(adt), f"`Drop` must be implemented for every `{adt.name}`")])


def drop_with_bound(node, wanted, adt):
    return error("E0367", f"`Drop` impl requires `{wanted.args[0]}: {trait_text(wanted)}` but the {WORDS[adt.kind]} it is implemented for does not",
                 node, "", [(head(adt), "the implementor must specify the same requirement")])


def generics_place(definition):
    node = definition.node
    return node.generics if node.generics.params else node.name_tok


def lifetimes_differ(mine, member, differ):
    """E0195; `differ`: the impl's lifetime parameters that are early-bound there and late-bound in the trait, or the other way round."""
    if differ:
        found = error("E0195", "lifetime parameters do not match the trait definition", (differ[0].lo, differ[0].lo))
        found.spans += [Label(node.lo, node.lo, "", True) for node in differ[1:]]
        return found.note("lifetime parameters differ in whether they are early- or late-bound")
    also = [(generics_place(member), "lifetimes in impl do not match this method in trait")] if member.krate == "user" else []
    return error("E0195", f"lifetime parameters or bounds on {'method' if mine.node.self_param is not None else 'associated function'} `{mine.name}` do not match the trait declaration", generics_place(mine),
                 "lifetimes do not match method in trait", also)


def impl_trait_differs(mine, ours, member):
    words = ("expected `impl Trait`, found generic parameter", "expected generic parameter, found `impl Trait`")
    where = ours.node
    return error("E0643", f"method `{mine.name}` has incompatible signature for trait: the type parameters do not have the same synthetic-ness",
                 (where.lo, where.hi), words[type(where).__name__ == "TyImpl"])


def stricter_bound(mine, node, wanted, member):
    also = [(head(member), f"definition of `{mine.name}` from trait")] if member.krate == "user" else []
    return error("E0276", "impl has stricter requirements than trait", node, f"impl has extra requirement `{wanted.args[0]}: {trait_text(wanted)}`", also)


def const_type_differs(mine, trait, own, wanted):
    return error("E0326", f"implemented const `{mine.name}` has an incompatible type for trait", mine.node.ty, f"expected `{wanted}`, found `{own}`")


def inherent_on_auto_trait(definition):
    return error("E0785", "cannot define inherent `impl` for a dyn auto trait", impl_head(definition), "impl requires at least one non-auto trait",
                 notes=["define and implement a new trait or type instead"])


def invalid_receiver(node, ty):
    if ty.kind == "param" and ty.b != "Self":
        return error("E0801", f"invalid generic `self` parameter type: `{ty}`", node, notes=["type of `self` must not be a method generic parameter type"],
                     helps=["use a concrete type such as `self`, `&self`, `&mut self`, `self: Box<Self>`, `self: Rc<Self>`, `self: Arc<Self>`, or `self: Pin<P>` "
                            "(where P is one of the previous types except `Self`)"])
    return error("E0307", f"invalid `self` parameter type: `{ty}`", node, notes=["type of `self` must be `Self` or a type that dereferences to it"],
                 helps=["consider changing to `self`, `&self`, `&mut self`, or a type implementing `Receiver` such as `self: Box<Self>`, "
                        "`self: Rc<Self>`, or `self: Arc<Self>`"])


def inherent_on_parameter(definition):
    return error("E0118", "no nominal type found for inherent implementation", impl_head(definition), "impl requires a nominal type",
                 notes=["either implement a trait on it or create a newtype to wrap it instead"])


def inherent_twice(first, second):
    return error("E0592", f"duplicate definitions with name `{first.name}`", head(first), f"duplicate definitions for `{first.name}`",
                 [(head(second), f"other definition for `{first.name}`")])


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
