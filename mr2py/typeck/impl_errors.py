"""The diagnostics of impls: coherence, orphans, and what an impl must agree on with its trait and its type."""

from ..diagnostics import MACHINE_APPLICABLE, Label
from ..diagnostics.build import error, span_of
from ..resolve.errors import WORDS
from ..syntax import ast
from ..ty import types as t
from ..ty.defs import is_unsafe
from ..ty.errors import plural
from ..ty.pretty import full_path, full_text, without_paths
from ..ty.solve import Obligation

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


def object_has_trait(definition, self_ty, trait):
    return error("E0371", f"the object type `({self_ty} + 'static)` automatically implements the trait `{trait.name}`", impl_head(definition),
                 f"`{self_ty} + 'static` automatically implements trait `{trait.name}`")


def private_assoc_type(mine, adt):
    return error("E0446", f"private type `{adt.name}` in public interface", (mine.node.lo, mine.node.name_tok), "can't leak private type",
                 [(head(adt), f"`{adt.name}` declared as private")])


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
    word = "associated type" if mine.kind == "assoc_ty" else "method"
    places = type_parameters(mine)
    found = error("E0049", f"{word} `{mine.name}` has {plural(own, 'type parameter')} but its trait declaration has {plural(wanted, 'type parameter')}",
                  places[0], f"found {plural(own, 'type parameter')}")
    found.spans += [Label(*place, "", True) for place in places[1:]]
    if member.krate == "user":
        first, *more = type_parameters(member)
        found.label(first, f"expected {plural(wanted, 'type parameter')}")
        for place in more:
            found.label(place)
    return found


def type_parameters(definition):
    """The places of an item's type parameters, or that behind its name."""
    found = [(param.lo, param.lo) for param in definition.node.generics.params if isinstance(param, ast.TypeParam)]
    return found or [(definition.node.name_tok, None)]


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


def bound_of_trait(tcx, owner, node, wanted, definition, where):
    """E0277 of a type that a trait's `where` bound (of `definition`, the trait or its associated type) is about, in the impl item `owner`."""
    from .trait_errors import unsatisfied
    from .wfcheck import AsWritten
    return unsatisfied(AsWritten(tcx, owner), Obligation(("trait", wanted), node, ("bound", definition, where)), wanted)


def assoc_type_differs(node, alias, wanted, found):
    if alias.a.parent.lang == "Iterator":
        return error("E0271", f"expected `{without_paths(repr(alias.b[0]))}` to be an iterator that yields `{wanted}`, but it yields `{found}`", node,
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


def stranger_note(who, ref):
    shown = [full_text(arg) for arg in ref.args]
    trait = full_path(ref.definition) + (f"<{', '.join(shown[1:])}>" if shown[1:] else "")
    if who == "upstream":
        return f"upstream crates may add a new impl of trait `{trait}` for type `{shown[0]}` in future versions"
    return f"downstream crates may implement trait `{trait}` for type `{shown[0]}`"


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
    return (node.generics.lo, node.generics.hi) if node.generics.params else (node.name_tok, None)


def lifetimes_differ(mine, member, differ):
    """E0195; `differ`: the impl's lifetime parameters that are early-bound there and late-bound in the trait, or the other way round."""
    if differ:
        found = error("E0195", "lifetime parameters do not match the trait definition", (differ[0].lo, differ[0].lo))
        found.spans += [Label(node.lo, node.lo, "", True) for node in differ[1:]]
        return found.note("lifetime parameters differ in whether they are early- or late-bound")
    word = "associated type" if mine.kind == "assoc_ty" else "method" if mine.node.self_param is not None else "associated function"
    short = "method" if mine.kind == "assoc_fn" else word
    also = [(generics_place(member), f"lifetimes in impl do not match this {short} in trait")] if member.krate == "user" else []
    return error("E0195", f"lifetime parameters or bounds on {word} `{mine.name}` do not match the trait declaration", generics_place(mine),
                 f"lifetimes do not match {short} in trait", also)


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


def inherent_on_parameter(definition):
    return error("E0118", "no nominal type found for inherent implementation", impl_head(definition), "impl requires a nominal type",
                 notes=["either implement a trait on it or create a newtype to wrap it instead"])


def inherent_twice(first, second):
    return error("E0592", f"duplicate definitions with name `{first.name}`", head(first), f"duplicate definitions for `{first.name}`",
                 [(head(second), f"other definition for `{first.name}`")])
