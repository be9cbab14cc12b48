"""Walks over syntax trees."""

from . import ast


def walk(node):
    """Yield `node` and all nodes below it, from left to right."""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Node):
            yield part
            stack.extend([getattr(part, name) for name in reversed(part.FIELDS)])
        elif type(part) in (list, tuple):
            stack.extend(reversed(part))


def children(node):
    """The nodes right below `node`, from left to right."""
    stack, found = [getattr(node, name) for name in reversed(node.FIELDS)], []
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Node):
            found.append(part)
        elif type(part) in (list, tuple):
            stack.extend(reversed(part))
    return found
