"""Rules for imports: names that clash, and re-exports of what is less visible than they are."""

from ..syntax import ast
from . import errors

NAMESPACES = ("types", "values", "macros")


def check_imports(resolver, entries, diags):
    """Report E0252 and E0255 (a name defined twice), E0364 and E0365 (a private item re-exported) of the imports `entries`."""
    taken = {}
    for entry in entries:
        if entry.name == "*":
            continue
        found = {space: resolver.import_target(entry, space) for space in namespaces_of(entry)}
        found = {space: target for space, target in found.items() if target is not None}
        if entry.name != "_":
            check_clash(entry, found, taken, diags)
        check_reexport(resolver, entry, found, diags)


def namespaces_of(entry):
    """`use path::{self}` imports the module only."""
    if type(entry.node) is ast.ExternCrate:
        return ("types",)
    return ("types",) if entry.node.segments and entry.node.segments[-1].name == "self" else NAMESPACES


def check_clash(entry, found, taken, diags):
    for space in found:
        key = (entry.module, space, entry.name)
        item = getattr(entry.module, space).get(entry.name)
        other = taken.setdefault(key, entry)
        if item is not None:
            diags.add(errors.import_and_item(entry, item, space))
        elif other is not entry:
            diags.add(errors.imported_twice(entry, other, space))
        else:
            continue
        return


def check_reexport(resolver, entry, found, diags):
    if not any(type(target) is not tuple and target.krate == "user" for target in found.values()) or entry.vis is None or entry.vis.kind in ("", "priv"):
        return
    wanted = import_scope(resolver, entry)
    hidden = [(space, target) for space, target in found.items() if type(target) is not tuple and target.krate == "user"
              and not contains(resolver.visibility_scope(target), wanted)]
    if hidden and len(hidden) == len(found) and all(resolver.visible(target, entry.module) for _, target in hidden):
        diags.add(errors.private_reexport(entry, *hidden[-1], resolver.visibility_scope(hidden[-1][1]) is resolver.root))


def import_scope(resolver, entry):
    """The module inside which the import's name is visible; None: everywhere."""
    kind = entry.vis.kind
    if kind == "pub":
        return None
    home = resolver.normal_module(entry.module)
    if kind == "crate":
        return resolver.root
    if kind == "super":
        return resolver.normal_module(home.parent)
    if kind == "in" and entry.vis.path is not None:
        return resolver.resolve_segments(home, entry.vis.path.global_, entry.vis.path.segments, "types")
    return home


def contains(scope, inner):
    """Whether the module `scope` (None: everything) holds all of the module `inner`."""
    if scope is None:
        return True
    while inner is not None and inner is not scope:
        inner = inner.parent
    return inner is scope
