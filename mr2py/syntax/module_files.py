"""`mod name;`: the file that holds a module (Reference, "Module source filenames"; rustc_expand::module).

A module's file has the extension of the program's own, or `.rs`.
"""

import os

from ..source import Source
from . import errors


class ModuleFiles:
    """Where the files of modules are looked for. `root`: what their names are relative to; `folder`: that of the modules of the one that
    is expanded; `beside`: that of the file that is read; `open`: the files from the program's own to this one."""

    def __init__(self, name, root):
        self.root = root
        self.folder = self.beside = os.path.dirname(name)
        self.ends = dict.fromkeys((os.path.splitext(name)[1] or ".rs", ".rs"))
        self.open = [name]

    def enter(self, node):
        """Descend into an inline module; returns what `leave` restores."""
        before = self.folder, self.beside, list(self.open)
        path = path_attribute(node)
        self.folder = self.beside = os.path.join(self.folder if path is None else self.beside, path or node.name.removeprefix("r#"))
        return before

    def leave(self, before):
        self.folder, self.beside, self.open = before

    def read(self, node, expander):
        """The ast.Crate of the file of `mod name;`, and what `leave` restores; (None, …) after a diagnostic."""
        before = self.folder, self.beside, list(self.open)
        found, folder = self.find(node, expander.diags)
        if found is None:
            return None, before
        if found in self.open:
            errors.circular_modules(expander.diags, node, [*self.open[self.open.index(found):], found])
            return None, before
        try:
            with open(os.path.join(self.root, found), "rb") as file:
                text = file.read().decode("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            errors.unreadable_module(expander.diags, node, found, problem)
            return None, before
        self.folder, self.beside = folder, os.path.dirname(found)
        self.open.append(found)
        from .parser import parse_file
        return parse_file(expander.tokens, Source(found, text), expander.edition, expander.diags), before

    def find(self, node, diags):
        """(file, folder of its own modules) of `mod name;`; (None, None) after a diagnostic."""
        name, path = node.name.removeprefix("r#"), path_attribute(node)
        if path is not None:
            found = self.existing([os.path.join(self.beside, path)])
            if not found:
                errors.module_not_found(diags, node, [os.path.join(self.beside, path)])
                return None, None
            return found[0], os.path.dirname(found[0])
        choices = [os.path.join(self.folder, *parts) for end in self.ends for parts in ((name + end,), (name, "mod" + end))]
        found = self.existing(choices)
        if len(found) > 1:
            errors.two_module_files(diags, node, found)
            return None, None
        if not found:
            errors.module_not_found(diags, node, choices[:2])
            return None, None
        return found[0], os.path.join(self.folder, name)

    def existing(self, choices):
        return [path for path in choices if os.path.isfile(os.path.join(self.root, path))]


def path_attribute(node):
    """The text of a module's `#[path = "…"]`, or None."""
    return next((attribute.args.strip('"') for attribute in node.attrs if attribute.path == "path"), None)
