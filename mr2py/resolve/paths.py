"""Resolution of paths against the tree of modules (Reference, "Name resolution").

A lookup yields a `Def`, or for other things of the language a tuple: ("prim", Ty),
("param", GenericParam), ("self", Def of the impl or trait), ("local", …) made by the type checker.
"""

from ..diagnostics.build import unsupported
from ..ty.types import ERROR, PRIMITIVES

PRELUDE_MODULES = ("std", "core", "alloc")


class Resolver:
    """Looks names up. `root` the user's crate, `std` the standard library's root."""

    def __init__(self, root, std, edition):
        self.root, self.std, self.edition = root, std, edition
        self.unstable = {}            # {first token of a path of the user's: (last one, std's definition that it names, or a module around, as unstable)}
        self.gap = ""                 # the whole path of the last `std_gap`
        self.ambiguity = None         # (name, the two definitions) of the last lookup that two globs answered differently
        self.macro_rules = {node.name for node in getattr(root.node, "items", ()) if type(node).__name__ == "MacroRules"}
        self.prelude = std.types["prelude"].types["v1"] if "prelude" in std.types else None

    # --- modules ---------------------------------------------------------------------------

    def in_module(self, module, name, namespace, importer=None):
        """The definition `name` of `module` in "types", "values" or "macros", or None."""
        if namespace == "macros" and module.krate == "std" and is_std_macro(module, name):
            return ("macro", name)
        table = getattr(module, namespace)
        if table is not None:
            found = table.get(name)
            if found is not None:
                return found
        if module.imports:
            for entry in module.imports.get(name, ()):
                found = self.import_target(entry, namespace)
                if found is not None:
                    entry.used = True
                    return found
        first = None
        for entry in module.globs or ():
            if entry.name == "_" or entry.busy:
                continue
            entry.busy = True
            try:
                target = self.resolve_segments(entry.module, entry.global_, entry.segments, "types")
                if target is not None and not isinstance(target, tuple) and target.types is not None:
                    found = self.in_module(target, name, namespace)
                    if found is not None and (module is entry.module and self.visible(found, entry.module)):
                        entry.used = True
                        if first is not None and first is not found:
                            self.ambiguity = (name, first, found)
                        first = first or found
                        if module.krate == "std":
                            break
            finally:
                entry.busy = False
        return ("prim", ERROR) if first is None and module.memo.get("missing") else first

    def import_target(self, entry, namespace):
        if entry.busy:
            return None
        if namespace == "macros" and getattr(entry.node, "kind", "") == "macro":
            entry.used = True
            return ("macro", entry.name)
        entry.busy = True
        try:
            return self.resolve_segments(entry.module, entry.global_, entry.segments, namespace)
        finally:
            entry.busy = False

    def resolve_segments(self, module, global_, segments, namespace):
        """The definition that a `use` path names from `module`, or None."""
        current = self.first_of_path(module, global_, segments[0].name,
                                     namespace if len(segments) == 1 else "types", len(segments) == 1)
        for index, segment in enumerate(segments[1:], 1):
            if current is None or isinstance(current, tuple):
                return current if current == ("prim", ERROR) else None
            last = index == len(segments) - 1
            if segment.name in ("super", "self", "crate") and current.kind == "mod":
                current = self.normal_module(current.parent) if segment.name == "super" else current
                continue
            if current.types is None:
                return None
            current = self.in_module(current, segment.name, namespace if last else "types")
            if current is not None and type(current) is not tuple and current.krate == "std" and current.attrs and module.krate == "user":
                if segments[0].name != "$crate":
                    self.note_unstable(current, segments[0].lo, segments[-1].hi)
        return current

    def note_unstable(self, definition, lo, hi):
        """Keep where the user's crate names something of std that Rust has as unstable."""
        if any(attribute.path == "unstable" for attribute in definition.attrs):
            self.unstable.setdefault(lo, (hi, definition))

    def gap_error(self, gap, where):
        """The error of a path into std that leads to nothing here: E0658 where Rust has it as unstable, else that it is not supported."""
        from ..std.known import feature_of
        from .errors import unstable_library
        found = feature_of(self.gap)
        return unsupported("MR030", f"std's `{gap}`", where) if found is None else unstable_library(*found, where)

    def normal_module(self, module):
        """The nearest named module around `module` (blocks make anonymous ones)."""
        while module is not None and (module.kind != "mod" or module.name == "{block}"):
            module = module.parent
        return module

    def first_of_path(self, module, global_, name, namespace, alone):
        if name == "$crate":
            return self.std
        if global_:
            return self.std if name in PRELUDE_MODULES else None
        if name == "crate":
            return self.std if module.krate == "std" else self.root
        if name == "self":
            return self.normal_module(module)
        if name == "super":
            return self.normal_module(self.normal_module(module).parent)
        found = self.lexical(module, name, namespace)
        if alone and namespace == "types" and name in PRIMITIVES and type(found) is not tuple and found is not None and found.kind == "mod":
            return ("prim", PRIMITIVES[name])    # `use std::str;` does not hide the type
        return found

    def lexical(self, module, name, namespace):
        """`name` as seen from inside `module`: blocks outwards, the module, then the preludes."""
        while module is not None:
            found = self.in_module(module, name, namespace)
            if found is not None:
                return found
            if module.imports and name in module.imports and self.unresolved(module.imports[name]):
                return ("prim", ERROR)           # its import was reported: nothing more to say of it
            if module.name != "{block}":
                break
            module = module.parent
        if namespace == "types" and name in PRELUDE_MODULES:
            return self.std
        if self.prelude is not None:
            found = self.in_module(self.prelude, name, namespace)
            if found is not None:
                return found
        if namespace == "types" and name in PRIMITIVES:
            return ("prim", PRIMITIVES[name])
        return None

    def std_gap(self, module, segments):
        """The path, if it leads into std and Rust's std has what it names (or has its first part), else None."""
        from ..std.known import has_path

        names = [segment.name for segment in segments]
        current = self.first_of_path(module, False, names[0], "types", len(names) == 1)
        if current is None or isinstance(current, tuple) or current.krate != "std" or current.kind != "mod":
            return None
        for size in range(len(names), 1, -1):
            inner = names[1:size]
            self.gap = "::".join(prefix(current) + names[1:])
            if size == len(names) and has_path(prefix(current) + inner):
                return "::".join(names)
            if size < len(names) and "::".join(prefix(current) + inner) in _items():
                return "::".join(names)
        return None

    def unresolved(self, entries):
        """Whether none of the imports leads anywhere, in any namespace (False for those that are being looked up)."""
        return not any(entry.busy for entry in entries) and all(self.import_target(entry, namespace) is None for entry in entries for namespace in ("types", "values", "macros"))

    def macro_named(self, module, name):
        """Whether a macro of that name is in scope (std's, or a `macro_rules!` of the crate)."""
        from ..syntax.std_macros import MACROS
        return name in MACROS or name in self.macro_rules

    # --- visibility ------------------------------------------------------------------------

    def visible(self, definition, module):
        """Whether `definition` may be named from `module` (Reference, "Visibility and privacy")."""
        if isinstance(definition, tuple) or module.krate == "std":
            return True
        if definition.krate == "std":
            return is_public(definition)
        scope = self.visibility_scope(definition)
        while module is not None:
            if module is scope:
                return True
            module = module.parent
        return scope is None

    def visibility_scope(self, definition):
        """The module inside which `definition` is visible; None: everywhere."""
        vis = definition.vis
        if definition.kind == "variant" or (definition.parent is not None and definition.parent.kind == "variant"):
            return self.visibility_scope(definition.parent)
        parent = definition.parent
        if definition.kind in ("assoc_fn", "assoc_const", "assoc_ty") and parent.kind == "trait":
            return self.visibility_scope(parent)
        if definition.kind.startswith("assoc") and parent.node.trait_path is not None:
            return None
        module = self.normal_module(parent)
        if vis is None or definition.kind == "impl":
            return None
        if vis.kind == "pub":
            return None
        if vis.kind == "crate":
            return self.root
        if vis.kind == "super":
            return self.normal_module(module.parent)
        if vis.kind == "in" and vis.path is not None:
            return self.resolve_segments(module, vis.path.global_, vis.path.segments, "types")
        return module


def is_std_macro(module, name):
    """Whether a module of std has that macro: the root, or a module of the macro's name (`pin::pin`)."""
    from ..syntax.std_macros import MACROS

    return name in MACROS and (module.parent is None and name != "pin" or module.name == name)


def prefix(module):
    """The names of a std module's path."""
    return [name for name in module.path().split("::") if name]


def _items():
    from ..std.known import known

    return known().items


def is_public(definition):
    vis = definition.vis
    if definition.kind in ("variant", "mod") or vis is None:
        return True
    if definition.parent is not None and definition.parent.kind in ("trait", "variant"):
        return True
    if definition.parent is not None and definition.parent.kind == "impl" and definition.parent.node.trait_path is not None:
        return True
    return vis.kind == "pub"
