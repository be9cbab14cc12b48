"""Primitive operators and casts.

Checked arithmetic computes natively and tests the result with a comparison that is cheap in CPython
(one-digit constants); only where the test fails is the runtime asked. See `runtime/integers.py`.
"""

import ast

from ..ty.types import INT_BITS, int_range
from . import pyast as p

SMALL = (1 << 30) - 1           # greatest int that CPython keeps in one digit
OPERATORS = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "%": ast.Mod, "&": ast.BitAnd,
             "|": ast.BitOr, "^": ast.BitXor, "<<": ast.LShift, ">>": ast.RShift}
COMPARISONS = {"==": ast.Eq, "!=": ast.NotEq, "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE}


def compare(op, left, right, ty):
    """The Expr of a comparison of two values of a primitive type."""
    rest = getattr(left.node, "floor_remainder", None)
    if rest is not None and op in ("==", "!=") and is_constant(right) and constant_value(right) == 0:
        left = p.combine(rest, left)                 # zero for either rounding
    node = ast.Compare(left.node, [COMPARISONS[op]()], [right.node])
    node.total = ty.kind != "float"
    return p.combine(node, left, right)


def arithmetic(op, left, right):
    return p.combine(ast.BinOp(left.node, OPERATORS[op](), right.node), left, right)


def is_constant(expr):
    node = expr.node
    return isinstance(node, ast.Constant) or isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)


def constant_value(expr):
    node = expr.node
    return node.value if isinstance(node, ast.Constant) else -node.operand.value


def out_of_range(node, name, op, sign):
    """(test, exact): a Python test that is true when the result `node` may not fit the type; whether it is exact.
    `sign`: an operation that only adds to (1) or takes from (-1) its left operand leaves the type on one side."""
    low, high = int_range(name)
    if low == 0:
        if op == "-":
            return p.template("A < 0", A=node), True
        bound = high if high < SMALL else SMALL
        return p.template("A > B", A=node, B=p.constant(bound)), bound == high
    least, greatest = max(low, -SMALL), min(high, SMALL)
    test = {0: "A > C or A < B", 1: "A > C", -1: "A < B"}[sign]
    return p.template(test, A=node, B=p.constant(least), C=p.constant(greatest)), high <= SMALL


def check_statement(variable, name, op, location, sign=0):
    """The statement that follows `variable = a op b` (`sign`: see `out_of_range`)."""
    test, exact = out_of_range(p.name(variable), name, op, sign)
    where = p.constant(location)
    if exact:
        action = ast.Expr(p.call("rt_overflow", p.constant(op), where))
    else:
        action = p.assign(p.name(variable), p.call("rt_checked", p.name(variable), p.constant(op), p.constant(name), where))
    return ast.If(test, [action], [])


def divide(op, left, right, name, location):
    """`/` and `%` of integers, truncating; `left` and `right` may be written twice."""
    python = {"/": "//", "%": "%"}[op]
    function = {"/": "rt_divide", "%": "rt_remainder"}[op]
    slow = p.call(function, left.node, right.node, p.constant(name), p.constant(location))
    known = is_constant(right) and constant_value(right) > 0
    unsigned = name[0] == "u"
    fast = p.template(f"A {python} B", A=left.node, B=right.node)
    if known and unsigned:
        return p.combine(fast, left, right)
    if known:
        test = p.template("A >= 0", A=left.node)
    elif unsigned:
        test = right.node
    else:
        test = p.template("A >= 0 < B", A=left.node, B=right.node)
    node = ast.IfExp(test, fast, slow)
    if known and op == "%":
        node.floor_remainder = fast
    return p.combine(node, left, right, effect=not known)


def shift(op, left, right, name, location):
    bits = INT_BITS[name]
    if is_constant(right) and 0 <= constant_value(right) < bits:
        shifted = arithmetic(op, left, right)
        return shifted if op == ">>" else wrap(shifted, name)
    function = "rt_shift_left" if op == "<<" else "rt_shift_right"
    node = p.call(function, left.node, right.node, p.constant(name), p.constant(location))
    return p.combine(node, left, right, effect=True)


def wrap(expr, name):
    """`expr` modulo 2 to the type's width."""
    low, high = int_range(name)
    if low == 0:
        return p.combine(p.template("A & B", A=expr.node, B=p.constant(high)), expr)
    return p.combine(p.template("(A + B & C) - B", A=expr.node, B=p.constant(high + 1), C=p.constant(high - low)), expr)


def float_op(op, left, right, name):
    if op == "/":
        if is_constant(right) and constant_value(right):
            result = arithmetic(op, left, right)
        else:
            result = p.fill("rt_fdivide(A, B)", A=left, B=right)
    elif op == "%":
        result = p.fill("rt_fremainder(A, B)", A=left, B=right)
    else:
        result = arithmetic(op, left, right)
    return p.fill("rt_to_f32(A)", A=result) if name == "f32" else result


def negate(expr, ty, location):
    if ty.kind == "float":
        return p.combine(ast.UnaryOp(ast.USub(), expr.node), expr)
    low, _ = int_range(ty.a)
    if is_constant(expr) and constant_value(expr) != low:
        return p.const_expr(-constant_value(expr))
    return p.combine(p.call("rt_negate", expr.node, p.constant(ty.a), p.constant(location)), expr, effect=True)


def invert(expr, ty):
    if ty.kind == "bool":
        return p.combine(p.negate(expr.node), expr)
    low, high = int_range(ty.a)
    if low:
        return p.combine(ast.UnaryOp(ast.Invert(), expr.node), expr)
    return p.combine(p.template("A ^ B", A=expr.node, B=p.constant(high)), expr)


def narrow(expr, bounds, name, keep):
    """An integer made to fit; the common case, a small value, is only compared."""
    low, high = int_range(name)
    if high < SMALL:
        return wrap(expr, name)
    expr = keep(expr)
    least, greatest = max(low, -SMALL), SMALL
    test = "A <= C" if bounds[0] >= least else "B <= A <= C" if bounds[1] > greatest else "A >= B"
    node = p.template(f"A if {test} else rt_wrap(A, D)", A=expr.node, B=p.constant(least), C=p.constant(greatest), D=p.constant(name))
    return p.combine(node, expr)


def remainder_bounds(node):
    """(0, greatest) of `x % n` and `x & n` with a positive constant n, else None."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.BitAnd)) and isinstance(node.right, ast.Constant):
        return 0, node.right.value - isinstance(node.op, ast.Mod)
    return None


def cast(expr, source, target, keep):
    """`expr as target` between primitive types. `keep` makes an expression that may be written twice."""
    if source is target:
        return expr
    kind = source.kind
    if kind == "bool":
        expr, kind, bounds = p.fill("int(A)", A=expr), "int", (0, 1)
    elif kind == "char":
        expr, kind, bounds = p.fill("ord(A)", A=expr), "int", (0, 0x10FFFF)
    elif kind == "int":
        bounds = int_range(source.a)
    if target.kind == "int":
        if kind == "float":
            return p.combine(p.call("rt_float_to_int", expr.node, p.constant(target.a)), expr)
        low, high = int_range(target.a)
        bounds = remainder_bounds(expr.node) or bounds
        if low <= bounds[0] and bounds[1] <= high:
            return expr
        if is_constant(expr):
            value = constant_value(expr)
            if low <= value <= high:
                return expr
        return narrow(expr, bounds, target.a, keep)
    if target.kind == "float":
        if kind == "int":
            expr = p.fill("float(A)", A=expr)
        return p.fill("rt_to_f32(A)", A=expr) if target.a == "f32" else expr
    if target.kind == "char":
        return p.fill("chr(A)", A=expr)
    return expr
