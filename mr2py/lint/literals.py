"""`overflowing_literals`: a literal that its type cannot hold (a late lint: only where nothing else is wrong)."""

from ..diagnostics.build import error
from ..syntax import ast
from ..ty import types as t


def check_literals(tcx, results):
    """Add the lint's errors of one body to the late diagnostics."""
    negated = {node.expr for node in results.types if type(node) is ast.Unary and node.op == "-"}
    for node, ty in results.types.items():
        if type(node) is ast.Lit and node.kind in ("int", "byte") and ty.kind == "int":
            check_literal(tcx, node, ty, node in negated)


def check_literal(tcx, node, ty, negative):
    low, high = t.int_range(ty.a)
    most = -low if negative and low else high
    if node.value > most:
        text = ("-" if negative else "") + tcx.tokens.snippet(node.lo, node.hi)
        where = (node.lo - 1, node.hi) if negative else node
        tcx.late.append(error("overflowing_literals", f"literal out of range for `{ty}`", where, "",
                              notes=[f"the literal `{text}` does not fit into the type `{ty}` whose range is `{low}..={high}`",
                                     "`#[deny(overflowing_literals)]` on by default"]))
