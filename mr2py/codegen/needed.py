"""Which definitions of std a finished module needs: short forms of loops and calls have replaced what once called the others."""

import ast

from .tree import walk


def needed(roots, library):
    """Those nodes of `library` whose names are reached from the nodes `roots`, in their order."""
    by_name = {}
    for node in library:
        by_name.setdefault(defined(node), []).append(node)
    kept, waiting = set(), list(roots)
    while waiting:
        for name in names(waiting.pop()):
            if name in by_name and name not in kept:
                kept.add(name)
                waiting += by_name[name]
    return [node for node in library if defined(node) in kept]


def defined(node):
    """The name that a definition at the top of a module binds."""
    return node.targets[0].id if isinstance(node, ast.Assign) else node.name


def names(node):
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}
