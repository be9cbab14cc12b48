"""Diagnostics of items and of types as written, one constructor for each code."""

from ..diagnostics.build import error
from ..resolve.errors import WORDS


def a_or_an(word):
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def plural(count, word):
    return f"{count} {word}{'' if count == 1 else 's'}"


def missing_lifetime(where, candidates):
    helps = []
    if candidates is not None and candidates[0] == 0:
        helps = ["this function's return type contains a borrowed value, but there is no value for it to be borrowed from"]
    elif candidates is not None:
        helps = ["this function's return type contains a borrowed value, but the signature does not say which of its parameters it is borrowed from"]
    return error("E0106", "missing lifetime specifier", where, "expected named lifetime parameter", helps=helps)


def placeholder_in_signature(node):
    return error("E0121", "the placeholder `_` is not allowed within types on item signatures for functions", node,
                 "not allowed in type signatures")


def bare_trait_object(trait, node):
    return error("E0782", "expected a type, found a trait", node,
                 helps=[f"use `dyn {trait.name}`, `impl {trait.name}` or a type parameter constrained by `{trait.name}`"])


def expected_type(found, name, node):
    return error("E0573", f"expected type, found {WORDS.get(found.kind, found.kind)} `{name}`", node, "not a type")


def expected_trait(found, segment):
    word = "builtin type" if type(found) is tuple else WORDS.get(found.kind, found.kind)
    return error("E0404", f"expected trait, found {word} `{segment.name}`", segment, "not a trait")


def assoc_type_not_found(name, ty, node, segment):
    return error("E0220", f"associated type `{name}` not found for `{ty}`", segment, f"associated type `{name}` not found")


def ambiguous_assoc_type(name, ty, node):
    return error("E0223", "ambiguous associated type", node,
                 helps=[f"if there were a trait named `Example` with associated type `{name}` implemented for `{ty}`, "
                        f"you could use the fully-qualified path: `<{ty} as Example>::{name}`"])


def no_assoc_in_trait(node, trait):
    return error("E0576", f"cannot find associated type `{node.name}` in trait `{trait.name}`", node, f"not found in `{trait.name}`")


def wrong_generic_count(definition, segment, required, most, given):
    word = WORDS.get(definition.kind, definition.kind)
    wanted = plural(required if given < required else most, "generic argument")
    if given == 0:
        return error("E0107", f"missing generics for {word} `{definition.name}`", segment, f"expected {wanted}")
    bound = "" if required == most else "at least " if given < required else "at most "
    supplied = f"{plural(given, 'generic argument')} {'was' if given == 1 else 'were'} supplied"
    return error("E0107", f"{word} takes {bound}{wanted} but {supplied}", segment, f"expected {bound}{wanted}")


def wrong_lifetime_count(definition, segment, wanted, given):
    word = WORDS.get(definition.kind, definition.kind)
    supplied = f"{plural(given, 'lifetime argument')} {'was' if given == 1 else 'were'} supplied"
    return error("E0107", f"{word} takes {plural(wanted, 'lifetime argument')} but {supplied}", segment,
                 f"expected {plural(wanted, 'lifetime argument')}")


def const_for_type(node):
    return error("E0747", "constant provided when a type was expected", node)


def type_for_const(node):
    return error("E0747", "type provided when a constant was expected", node)


def const_not_evaluated(node, what):
    return error("E0080", f"evaluation of constant value failed: {what}", node)


def non_constant(node, name):
    return error("E0435", "attempt to use a non-constant value in a constant", node, "non-constant value")


def unsized_argument(ty, node):
    """E0277 of `Vec<str>` and the like."""
    return error("E0277", f"the size for values of type `{ty}` cannot be known at compilation time", node, "doesn't have a size known at compile-time",
                 helps=[f"the trait `Sized` is not implemented for `{ty}`"])


def misplaced_self(node):
    return error("", "`self` parameter is only allowed in associated functions", node, "not semantically valid as function parameter",
                 notes=["associated functions are those in `impl` or `trait` definitions"])
