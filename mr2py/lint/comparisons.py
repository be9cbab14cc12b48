"""`unused_comparisons`: comparisons with a literal that the type's limits decide (rustc_lint::types)."""

from ..syntax import ast
from ..ty import types as t

TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


def check_comparisons(lints):
    """Look at all comparisons of integers in the bodies."""
    nodes = [node for node in lints.nodes(ast.Binary) if node.op in TURNED and ast.Lit in (type(node.left), type(node.right))]
    for node in nodes:
        literal, other, op = (node.right, node.left, node.op) if type(node.right) is ast.Lit else (node.left, node.right, TURNED[node.op])
        if literal.kind != "int" or not lints.is_own(node.lo):
            continue
        ty = next((results.types[other] for results in lints.tcx.typeck_results.values() if other in results.types), None)
        if ty is not None and ty.kind == "int" and decided(op, literal.value, *t.int_range(ty.a)):
            lints.emit("unused_comparisons", "comparison is useless due to type limits", node)


def decided(op, value, low, high):
    """Whether every integer from `low` to `high` compares alike with `value`."""
    if op in ("<", ">="):
        return not low < value <= high
    if op in ("<=", ">"):
        return not low <= value < high
    return not low <= value <= high
