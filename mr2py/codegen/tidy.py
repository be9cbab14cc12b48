"""Last touches that only make a finished function easier to read: what it does stays the same.

- `range(0, n)`: `range(n)`.
- A `return` of nothing where the function ends anyway goes.
- `(a and b) and c`: `a and b and c`.
"""

import ast

from .tree import walk


def tidy(function):
    """Rewrite the ast.FunctionDef `function` in place."""
    for node in walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "range" and len(node.args) == 2 and is_zero(node.args[0]):
            del node.args[0]
        elif isinstance(node, ast.BoolOp):
            first = node.values[0]
            while isinstance(first, ast.BoolOp) and type(first.op) is type(node.op):
                node.values[:1] = first.values
                first = node.values[0]
    without_last_return(function.body)


def is_zero(node):
    return isinstance(node, ast.Constant) and node.value == 0 and type(node.value) is int


def without_last_return(body):
    """Take the `return` of nothing away from where `body` ends, if something is left."""
    last = body[-1]
    if isinstance(last, ast.Return) and last.value is None and len(body) > 1:
        del body[-1]
    elif isinstance(last, ast.If):
        without_last_return(last.body)
        if last.orelse:
            without_last_return(last.orelse)
            if len(last.orelse) == 1 and isinstance(last.orelse[0], ast.Return) and last.orelse[0].value is None:
                last.orelse = []
