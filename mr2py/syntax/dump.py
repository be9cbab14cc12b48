"""The printed form of a syntax tree: one node a line, indented, with its lines of the source."""

from . import ast

HIDDEN = frozenset(("name_tok", "op_tok", "rename_tok", "toks"))


def dump(crate, tokens):
    """The text of a tree, for `mr2py emit ast` and golden tests."""
    out = []
    stack = [(crate, "", 0)]
    while stack:
        node, label, depth = stack.pop()
        prefix = "  " * depth + (label + ": " if label else "")
        if not isinstance(node, ast.Node):
            out.append(f"{prefix}{node!r}\n")
            continue
        plain, below = [], []
        for field in node.FIELDS:
            value = getattr(node, field)
            if field in HIDDEN:
                continue
            if isinstance(value, ast.Node):
                below.append((value, field, depth + 1))
            elif isinstance(value, list):
                below.extend((part, f"{field}[{place}]", depth + 1) for place, part in enumerate(value))
            elif value not in (None, "", False):
                plain.append(f"{field}={value!r}")
        place = tokens.line(node.lo) if node.lo else 0
        out.append(f"{prefix}{type(node).__name__}{' ' if plain else ''}{' '.join(plain)} @{place}\n")
        stack.extend(reversed(below))
    return "".join(out)
