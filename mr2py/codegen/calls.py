"""Calls: functions, intrinsics, constants, function values."""

import ast

from ..mir import body as m
from ..ty import types as t
from . import copyout, intrinsics, iterables, pyast as p


def call(fb, leaf):
    """Write a Call leaf."""
    operands = list(leaf.args)
    func_ty = fb.operand_ty(leaf.func) if type(leaf.func) is not m.Const else leaf.func.ty
    if func_ty.kind == "fndef":
        definition, args = fb.resolve(func_ty.a, func_ty.b)
        if definition.kind in ("struct", "variant"):
            return construct(fb, leaf, definition, args, operands)
        if definition.intrinsic is not None and not intrinsics.prefers_body(fb.module, definition, args):
            fb.ready(operands, None, leaf.dest, True)
            return intrinsics.call(fb, leaf, definition, args, operands)
        function = p.Expr(p.name(fb.module.reach(definition, args)))
    else:
        definition = None
        operands.insert(0, leaf.func)
    fb.ready(operands, None, leaf.dest, True)
    values = [fb.operand(op) for op in operands]
    if definition is None:
        function = values.pop(0)
    copied = copyout.parameter(fb.module, definition, args) if definition is not None else None
    if copied is not None:
        return finish(fb, leaf, copyout.call(fb, leaf, copied, operands, values, function))
    nodes = [value.node for value in values]
    if definition is not None and fb.module.is_track_caller(definition):
        nodes.append(location_node(fb, leaf))
    expr = p.combine(ast.Call(function.node, nodes, []), function, *values, effect=True)
    if definition is not None and definition.krate == "std":
        expr.iterable = iterables.of_call(definition, values)
    finish(fb, leaf, expr)


def finish(fb, leaf, expr):
    """Store the result of a call."""
    if leaf.diverges:
        fb.emit(ast.Expr(expr.node))
        fb.pending.flush()
        return
    if expr.place is not None and not leaf.dest.proj and fb.place_only(leaf) and fb.uses[leaf.dest.local].reads > 1:
        fb.aliases[leaf.dest.local] = expr.place.stable(fb.keep)
        return
    fb.assign_to(leaf.dest, expr)


def construct(fb, leaf, definition, args, operands):
    """A tuple struct or variant called as a function."""
    from .rvalues import build

    fb.ready(operands, None, leaf.dest, False)
    owner = definition.parent if definition.kind == "variant" else definition
    parts = [fb.operand(op) for op in operands]
    finish(fb, leaf, build(fb.module, fb.mono(t.adt(owner, args)), definition.index if definition.kind == "variant" else 0, parts))


def location_node(fb, leaf):
    """The caller's location: a constant, or what this function was given itself."""
    return p.name("loc") if fb.track_caller else p.constant(fb.location(leaf))


def constant(fb, op):
    """The Expr of a Const operand."""
    value, ty = op.value, fb.mono(op.ty)
    if type(value) is m.ConstItem:
        return fb.module.constant_item(fb, value, ty)
    if isinstance(value, t.Const):
        return p.const_expr(fb.const_value(value))
    if ty.kind == "fndef":
        definition, args = fb.resolve(ty.a, ty.b)
        return p.Expr(fb.module.function_value(definition, args, fb.leaf))
    if value is None or ty is t.UNIT:
        return p.const_expr(())
    if isinstance(value, bytes):
        return p.Expr(ast.List([ast.Constant(byte) for byte in value], ast.Load()), effect=True)
    if ty.kind == "float" and ty.a == "f32":
        import struct
        value = struct.unpack("<f", struct.pack("<f", value))[0]
    if ty.kind == "float" and isinstance(value, int):
        value = float(value)
    return p.const_expr(value)


def takes_place(fb, local):
    """Whether the one use of `local` is an argument that an intrinsic takes as a place."""
    for leaf in fb.body.leaves:
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Use and type(leaf.rvalue.operand) is m.Move \
                and leaf.rvalue.operand.place == m.Place(local):
            return not leaf.place.proj and fb.used_as_place(leaf.place.local)
        if type(leaf) is not m.Call:
            continue
        for i, op in enumerate(leaf.args):
            if type(op) in (m.Copy, m.Move) and op.place.local == local and not op.place.proj:
                if type(leaf.func) is not m.Const or leaf.func.ty.kind != "fndef":
                    return False
                definition, args = fb.resolve(leaf.func.ty.a, leaf.func.ty.b)
                return (definition.intrinsic, i) in intrinsics.PLACE_ARGUMENTS or copyout.parameter(fb.module, definition, args) == i + 1
    return False
