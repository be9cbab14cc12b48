"""Macros by path (Reference, "Path-based scope"): `crate::name!` of a macro with `#[macro_export]`, and what `use` hands on, as in
`pub(crate) use name;`. The modules are read before anything is expanded; what macros make is not seen.
"""

from ..diagnostics.build import error
from . import ast

ROOTS = ("crate", "$crate")


class Module:
    """`rules` {name: MacroRules} written in it, `uses` [(vis, names of the path, alias, UseTree)] (alias "*": a glob), `children`."""

    def __init__(self, name, parent):
        self.name, self.parent, self.rules, self.uses, self.children = name, parent, {}, [], {}

    def inside(self, outer):
        """Whether this module is `outer` or in it."""
        module = self
        while module is not None and module is not outer:
            module = module.parent
        return module is outer


class MacroImports:
    """The modules of a crate; `exported` {name: MacroRules} are those that stand at its root for paths."""

    def __init__(self, items):
        self.root, self.exported = Module("crate", None), {}
        self.read(items, self.root)

    def read(self, items, module):
        """Note what the items of a module say of macros."""
        for item in items or ():
            kind = type(item)
            if kind is ast.MacroRules:
                module.rules[item.name] = item
                if any(attr.path == "macro_export" for attr in item.attrs):
                    self.exported[item.name] = item
            elif kind is ast.Use:
                self.uses(module, item.vis, item.tree, [])
            elif kind is ast.Mod:
                child = module.children[item.name] = Module(item.name, module)
                self.read(item.items, child)

    def uses(self, module, vis, tree, prefix):
        names = prefix + [segment.name for segment in tree.segments or ()]
        if tree.children:
            for child in tree.children:
                self.uses(module, vis, child, names)
        else:
            alias = "*" if tree.kind == "glob" else tree.rename or (names[-1] if names else "")
            module.uses.append((vis, names, alias, tree))

    def module(self, names):
        """The module that names lead to from the root, or None."""
        module = self.root
        for name in names:
            module = module and module.children.get(name)
        return module

    def find(self, module, names, everything=False):
        """The MacroRules that a path names in a module, or None. `everything`: private imports of others too."""
        asking = None if everything else module
        return self.resolve(module, names, asking, set()) if module is not None and (self.exported or module.uses or len(names) > 1) else None

    def imports(self, module, name):
        """Whether something of that name is imported: what it is not was told there."""
        return module is not None and any(alias == name for _, _, alias, _ in module.uses)

    def resolve(self, module, names, asking, seen):
        if len(names) == 1:
            return self.named(module, names[0], asking, seen)
        target = self.walk(module, names[:-1])
        return self.member(target, names[-1], asking, seen) if target is not None else None

    def walk(self, module, names):
        first = names[0]
        target = self.root if first in ROOTS else module if first == "self" else module.parent if first == "super" else module.children.get(first)
        for name in names[1:]:
            if target is None:
                return None
            target = target.parent if name == "super" else target.children.get(name)
        return target

    def named(self, module, name, asking, seen):
        """A name alone: what the module imports."""
        return self.member(module, name, asking, seen)

    def member(self, module, name, asking, seen):
        """The macro `name` of a module as `asking` sees it."""
        if (module, name) in seen:
            return None
        seen.add((module, name))
        if module is self.root and name in self.exported:
            return self.exported[name]
        for vis, names, alias, _ in module.uses:
            if alias not in (name, "*") or not visible(vis, module, asking):
                continue
            path = [*names, name] if alias == "*" else names
            found = self.resolve(module, path, module, seen) if len(path) > 1 else self.textual(module, path[0])
            if found is not None:
                return found
        return None

    def textual(self, module, name):
        """A macro that is written in the module or around it."""
        while module is not None:
            if name in module.rules:
                return module.rules[name]
            module = module.parent
        return None

    def mark(self, diags):
        """Tell the imports that name macros, for the resolution of names; those that hand one out that is not exported are told (E0364)."""
        if not self.any_rules(self.root):
            return
        work = [self.root]
        for module in work:
            work += module.children.values()
            for vis, names, alias, tree in module.uses:
                if alias == "*" or not names:
                    continue
                found = self.textual(module, names[0]) if len(names) == 1 else self.resolve(module, names, module, set())
                tree.kind = "macro" if found is not None else tree.kind
                if found is not None and getattr(vis, "kind", None) == "pub" and self.exported.get(found.name) is not found:
                    diags.add(error("E0364", f"`{found.name}` is only public within the crate, and cannot be re-exported outside", tree))

    def any_rules(self, module):
        return bool(module.rules) or any(map(self.any_rules, module.children.values()))


def visible(vis, module, asking):
    """Whether an import of `module` is seen from another module."""
    if asking is None:
        return True
    if vis is None or vis.kind == "":
        return asking.inside(module)
    return vis.kind != "super" or module.parent is None or asking.inside(module.parent)
