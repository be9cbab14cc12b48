"""E0433: paths of macros that lead nowhere (`module::name!`), told behind the expansion."""

from ..diagnostics.build import error
from . import ast

KINDS = {ast.Struct: "struct", ast.Enum: "enum", ast.Union: "union", ast.Trait: "trait", ast.TypeAlias: "type alias"}
STD = ("std", "core", "alloc")


def not_found(crate, tokens, path, modules):
    """The error of the path of a macro's call in the module that the names `modules` lead to from the crate's root."""
    segments = list(path.segments)
    name, at = segments[0].name.split("#")[0], segments[0]
    if path.global_ and name not in STD:
        return error("E0433", f"cannot find `{name}` in the crate root", at, f"could not find `{name}` in the list of imported crates")
    place, around = start(crate, name, modules)
    if place is None and name not in STD:
        return error("E0433", f"cannot find module or crate `{name}` in this scope", at, f"use of unresolved module or unlinked crate `{name}`")
    where = name
    for segment in segments[1:]:
        name = segment.name
        found = std_below(where, name, segment is segments[-1]) if place is None or place is OPAQUE else \
            named(place, name) if segment is not segments[-1] else None
        if isinstance(found, str):
            return error("E0433", f"cannot find module `{name}` in `{where.rpartition('::')[2]}`", segment, f"`{name}` is a {found}, not a module")
        if found is None:
            root = place is crate.items or around == 0 and where == "self"
            text = "in the crate root" if root else f"in `{where.rpartition('::')[2]}`"
            return error("E0433", f"cannot find `{name}` in `{where.rpartition('::')[2]}`", segment, f"could not find `{name}` {text}")
        place, where = found, f"{where}::{name}"
    return error("E0433", f"cannot find `{name}` in `{where}`", segments[-1])


OPAQUE = object()          # a module of which the syntax tells nothing: std's, or an import


def start(crate, name, modules):
    """(items of the module that the first name of a path means, its depth); None where it means none."""
    depth = 0 if name == "crate" else len(modules) - 1 if name == "super" else len(modules)
    place = crate.items
    for module in modules[:max(depth, 0)]:
        place = named(place, module) or []
    if name in ("crate", "self", "super"):
        return place, depth
    found = named(place, name)
    return (found, depth) if not isinstance(found, str) else (None, depth)


def named(items, name):
    """What `name` is in a module's items: a module's own, OPAQUE for an import, a word for what is no module, or None."""
    for item in items:
        if isinstance(item, ast.Mod) and item.name == name:
            return item.items or []
        if type(item) in KINDS and item.name == name:
            return KINDS[type(item)]
        if isinstance(item, ast.Use) and name in imported(item.tree):
            return OPAQUE
    return None


def imported(tree):
    """The names that a `use` brings."""
    if tree.children:
        return {name for child in tree.children for name in imported(child)}
    return {tree.rename or (tree.segments[-1].name if tree.segments else "")}


def std_below(where, name, last):
    """OPAQUE where std has a module of that name."""
    from ..std.known import has_path
    names = where.split("::")
    return OPAQUE if not last and has_path(["std", *names[1:], name]) else None
