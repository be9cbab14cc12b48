"""Finding the syntax at a place: what the suggestions of diagnostics are built from."""

from . import ast


def trail(root, lo, hi):
    """The nodes from `root` down to the innermost one that spans exactly the tokens `lo` to `hi`; [] where there is none."""
    found, stack = [], [(root, None)]
    while stack:
        node, above = stack.pop()
        if isinstance(node, ast.Node):
            above = (node, above)
            if (node.lo, node.hi) == (lo, hi):
                found = above
            stack.extend([(getattr(node, name), above) for name in reversed(node.FIELDS)])
        elif type(node) in (list, tuple):
            stack.extend([(part, above) for part in reversed(node)])
    out = []
    while found:
        out.append(found[0])
        found = found[1]
    return out[::-1]


def expression(nodes):
    """The outermost expression of those at the end of a trail that have the same span, and the trail above it."""
    last = nodes[-1]
    at = len(nodes) - 1
    while at and (nodes[at - 1].lo, nodes[at - 1].hi) == (last.lo, last.hi) and not isinstance(nodes[at - 1], (ast.ExprStmt, ast.Block)):
        at -= 1
    return nodes[at], nodes[:at]


def ancestors(root, node):
    """The nodes from `root` down to the parent of `node`, outermost first; [] where it is not below `root`."""
    stack = [(root, None)]
    while stack:
        part, above = stack.pop()
        if part is node:
            out = []
            while above:
                out.append(above[0])
                above = above[1]
            return out[::-1]
        if isinstance(part, ast.Node):
            stack.extend([(getattr(part, name), (part, above)) for name in reversed(part.FIELDS)])
        elif type(part) in (list, tuple):
            stack.extend([(piece, above) for piece in reversed(part)])
    return []
