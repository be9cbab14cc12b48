"""Types as `std::any::type_name` shows them: with the paths where rustc's own crates define them."""

from . import types as t

ALLOC = ("vec", "string", "boxed", "rc", "borrow")
ELSEWHERE = {"hash_map": "std::collections::hash::map", "hash_set": "std::collections::hash::set", "btree_map": "alloc::collections::btree::map",
             "btree_set": "alloc::collections::btree::set", "vec_deque": "alloc::collections::vec_deque", "linked_list": "alloc::collections::linked_list",
             "binary_heap": "alloc::collections::binary_heap"}


def type_name(ty, crate):
    """The name of a concrete type; `crate` is the name of the user's crate."""
    kind = ty.kind
    if kind == "adt":
        args = [arg for arg in ty.b if type(arg) is not t.Region]
        return path(ty.a, crate) + (f"<{', '.join(type_name(arg, crate) if type(arg) is t.Ty else str(arg.a) for arg in args)}>" if args else "")
    if kind == "ref":
        return ("&mut " if ty.c else "&") + type_name(ty.a, crate)
    if kind == "tuple":
        parts = [type_name(part, crate) for part in ty.b]
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    if kind == "array":
        return f"[{type_name(ty.a, crate)}; {ty.b.a}]"
    if kind == "slice":
        return f"[{type_name(ty.a, crate)}]"
    if kind == "fndef":
        return path(ty.a, crate)
    return repr(ty)


def path(definition, crate):
    """The path of a definition from its crate on."""
    names = [definition.name]
    while definition.parent is not None and definition.parent.name:
        definition = definition.parent
        names.append(definition.name)
    names.reverse()
    if definition.krate != "std":
        return "::".join([crate, *names])
    names = names[1:] if names[0] == "std" else names
    if names[-2] in ELSEWHERE:
        return ELSEWHERE[names[-2]] + "::" + names[-1]
    return "::".join(["alloc" if names[0] in ALLOC else "core", *names])
