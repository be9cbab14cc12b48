"""Constants that types depend on (array lengths, discriminants), evaluated on the syntax tree.

Only integer expressions over literals, operators, named constants and `size_of`-free arithmetic; other
constants are evaluated by the code that uses them.
"""

import operator

from ..diagnostics.build import unsupported
from ..syntax import ast
from . import errors
from . import types as t
from .impls import head_key

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "<<": operator.lshift, ">>": operator.rshift,
             "&": operator.and_, "|": operator.or_, "^": operator.xor}
COMPARISONS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class CannotEvaluate(Exception):
    """Raised with the diagnostic that says why."""


def evaluate(tcx, node, module, owner):
    """The Const of the expression `node` found in `module`; reports and gives an error Const where it has none."""
    try:
        return t.const("value", value(tcx, node, module, owner))
    except CannotEvaluate as problem:
        tcx.diags.add(problem.args[0])
        return t.const("error")
    except (ZeroDivisionError, ValueError) as problem:
        tcx.diags.add(errors.const_not_evaluated(node, str(problem)))
        return t.const("error")


def value(tcx, node, module, owner):
    """The Python int or bool of a constant expression."""
    kind = type(node)
    if kind is ast.Lit and node.kind in ("int", "bool", "byte", "char"):
        return node.value
    if kind is ast.Block and not node.stmts and node.expr is not None:
        return value(tcx, node.expr, module, owner)
    if kind is ast.Unary and node.op == "-":
        return -value(tcx, node.expr, module, owner)
    if kind is ast.Cast:
        return int(value(tcx, node.expr, module, owner))
    if kind is ast.Binary:
        left, right = value(tcx, node.left, module, owner), value(tcx, node.right, module, owner)
        if node.op in OPERATORS:
            return OPERATORS[node.op](left, right)
        if node.op in COMPARISONS:
            return COMPARISONS[node.op](left, right)
        if node.op in "/%":
            quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
            return quotient if node.op == "/" else left - quotient * right
    if kind is ast.PathExpr:
        return path_value(tcx, node, module, owner)
    raise CannotEvaluate(unsupported("MR004", "this constant expression", node))


def path_value(tcx, node, module, owner):
    path = node.path
    found = None
    if path.qself is None:
        if len(path.segments) == 2:
            found = associated_const(tcx, path, module, owner)
        if found is None:
            found = tcx.resolver.resolve_segments(module, path.global_, path.segments, "values")
    if found is None or type(found) is tuple:
        raise CannotEvaluate(errors.non_constant(node, path.segments[-1].name))
    if found.kind not in ("const", "assoc_const") or found.node.value is None:
        raise CannotEvaluate(unsupported("MR004", "this constant expression", node))
    home = found.parent
    while home.kind != "mod":
        home = home.parent
    return value(tcx, found.node.value, home, found)


def named_key(tcx, module, name):
    """The head key of the type that `name` stands for."""
    found = tcx.resolver.lexical(module, name, "types")
    if found is None or type(found) is tuple:
        return name
    ty = tcx.type_of(found) if found.kind == "tyalias" else None
    return found.name if ty is None else head_key(ty)


def associated_const(tcx, path, module, owner):
    """`Type::NAME` or `Self::NAME` among the inherent impls."""
    name, member = path.segments[0].name, path.segments[1].name
    while name == "Self" and owner is not None and owner.kind != "impl":
        owner = owner.parent
    if name == "Self" and owner is not None:
        return owner.members.get(member)
    for impl in tcx.impls_at(None, named_key(tcx, module, name)):
        found = impl.members.get(member)
        if found is not None:
            return found
    return None
