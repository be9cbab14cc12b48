"""Rvalues to Python expressions."""

import ast
import copy

from ..mir import body as m
from ..ty import types as t
from . import dynamic, iterables, operators, pyast as p
from .formatting import format_args
from .places import SubSlice


def rvalue(fb, leaf, value):
    """The Expr of an rvalue of the function that `fb` builds; its operands stop waiting."""
    return _TABLE[type(value)](fb, leaf, value)


def use(fb, leaf, value):
    return fb.operand(value.operand)


def ref(fb, leaf, value):
    ty = fb.place_ty(value.place)
    if dynamic.has_table(fb.tcx, ty):
        return dynamic.reference(fb, leaf, value)
    place = fb.place(value.place, leaf)
    if value.kind == "shared":
        return place.read()
    if fb.rep.is_object(ty):
        expr = place.reference() if type(place) is SubSlice else place.read()
        expr = p.combine(expr.node, expr)
    elif fb.place_only(leaf):
        expr = p.combine(p.placeholder(), place.read())
    else:
        expr = place.reference()
        expr = p.combine(expr.node, expr)
    expr.place = place
    return expr


def binary(fb, leaf, value):
    ty = fb.operand_ty(value.left)
    op = value.op
    left, right = fb.operand(value.left), fb.operand(value.right)
    if op in operators.COMPARISONS:
        return operators.compare(op, left, right, ty)
    if ty.kind == "float":
        return operators.float_op(op, left, right, ty.a)
    if ty.kind != "int":
        return operators.arithmetic(op, left, right)
    location = fb.location(leaf)
    if op in ("/", "%"):
        return operators.divide(op, fb.keep(left), fb.keep(right), ty.a, location)
    if op in ("<<", ">>"):
        return operators.shift(op, left, right, ty.a, location)
    result = operators.arithmetic(op, left, right)
    if op in "&|^":
        return result
    if not value.checked:
        return operators.wrap(result, ty.a)
    if operators.is_constant(left) and operators.is_constant(right):
        a, b = operators.constant_value(left), operators.constant_value(right)
        exact = a + b if op == "+" else a - b if op == "-" else a * b
        low, high = t.int_range(ty.a)
        if low <= exact <= high:
            return p.const_expr(exact)
    result.effect = True
    return result


def needs_check(fb, value):
    """Whether a test must follow `variable = left op right`."""
    return (type(value) is m.BinaryOp and value.checked and value.op in ("+", "-", "*")
            and fb.operand_ty(value.left).kind == "int")


def unary(fb, leaf, value):
    ty = fb.operand_ty(value.operand)
    expr = fb.operand(value.operand)
    if value.op == "-":
        return operators.negate(expr, ty, fb.location(leaf))
    return operators.invert(expr, ty)


def cast(fb, leaf, value):
    source, target = fb.operand_ty(value.operand), fb.mono(value.ty)
    expr = fb.operand(value.operand)
    if value.kind == "numeric":
        return operators.cast(expr, source, target, fb.keep)
    if value.kind == "enum_int":
        return operators.cast(discriminant_of(fb, expr, source), t.INTS["i64"], target, fb.keep)
    if value.kind == "reify":
        return expr
    if value.kind == "closure_fnptr":
        return closure_pointer(fb, expr, source)
    if value.kind == "unsize":
        made = dynamic.unsize(fb, leaf, expr, source, target)
        return expr if made is None else made
    fb.module.unsupported(leaf, f"this cast ({value.kind})")


def closure_pointer(fb, expr, closure):
    """A closure without captures as a function."""
    names = [p.name(f"a{i}") for i in range(len(closure.b[-2].a))]
    signature = ast.arguments([], [ast.arg(name.id) for name in names], None, [], [], None, [])
    function = fb.module.reach(closure.a, closure.b)
    return p.combine(ast.Lambda(signature, p.call(function, p.constant(None), *names)), expr)


def aggregate(fb, leaf, value):
    ty = fb.mono(value.ty)
    parts = [fb.operand(op) for op in value.operands]
    return build(fb.module, ty, value.variant, parts)


def build(module, ty, variant, parts):
    """The Expr of a new value of type `ty` with these fields."""
    nodes = [part.node for part in parts]
    if ty.kind == "tuple":
        return p.combine(p.tuple_of(nodes), *parts)
    if ty.kind == "array":
        return p.combine(ast.List(nodes, ast.Load()), *parts, effect=True)
    if ty.kind == "adt" and ty.a.kind == "enum":
        return build_variant(module, ty, variant or 0, parts)
    expr = p.combine(p.call(module.class_of(ty), *nodes), *parts, effect=True)
    if ty.kind == "adt" and ty.a.krate == "std":
        expr.iterable = iterables.of_struct(module, ty, parts)
    return expr


def some(node):
    """A payload that stands for the whole Option: marked, for `known`, as a value that is not None."""
    node = copy.copy(node)
    node.is_some = True
    return node


def build_variant(module, ty, variant, parts):
    shape = module.rep.shape(ty)
    nodes = [part.node for part in parts]
    if shape.kind == "int":
        return p.const_expr(variant)
    if shape.kind == "option":
        if variant == shape.none:
            return p.const_expr(None)
        return p.combine(p.tuple_of(nodes), *parts) if shape.wrapped else p.combine(some(nodes[0]), *parts)
    return p.combine(p.tuple_of([p.constant(variant), *nodes]), *parts)


def repeat(fb, leaf, value):
    length = fb.const_value(value.length)
    ty = fb.operand_ty(value.operand)
    expr = fb.operand(value.operand)
    if length > 1 and fb.rep.needs_copy(ty):
        expr = fb.keep(expr)
        copy = fb.module.copy_expr(ty, expr)
        return p.combine(p.template("[A for _ in range(B)]", A=copy.node, B=p.constant(length)), copy, effect=True)
    return p.combine(p.template("[A] * B", A=expr.node, B=p.constant(length)), expr, effect=True)


def discriminant(fb, leaf, value):
    ty = fb.place_ty(value.place)
    return discriminant_of(fb, fb.place(value.place, leaf).read(), ty)


def discriminant_of(fb, expr, ty):
    """The discriminant of the enum value `expr`."""
    shape = fb.rep.shape(ty)
    values = list(fb.tcx.discriminants(ty.a))
    if shape.kind == "option":
        return p.combine(p.template("A if B is None else C", A=p.constant(values[shape.none]), B=expr.node,
                                    C=p.constant(values[shape.some])), expr)
    index = expr if shape.kind == "int" else p.combine(p.template("A[0]", A=expr.node), expr)
    if values == list(range(len(values))):
        return index
    return p.combine(p.subscript(p.tuple_of(map(p.constant, values)), index.node), index)


def length(fb, leaf, value):
    return p.fill("len(A)", A=fb.place(value.place, leaf).read())


_TABLE = {m.Use: use, m.Ref: ref, m.BinaryOp: binary, m.UnaryOp: unary, m.Cast: cast, m.Aggregate: aggregate,
          m.Repeat: repeat, m.Discriminant: discriminant, m.Len: length, m.FormatArgs: format_args}
