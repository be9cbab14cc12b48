"""Calls: functions, intrinsics, constants, function values."""

import ast

from ..mir import body as m
from ..ty import types as t
from . import copyout, intrinsics, iterables, pyast as p


def call(fb, leaf):
    """Write a Call leaf."""
    operands = list(leaf.args)
    func_ty = fb.operand_ty(leaf.func) if type(leaf.func) is not m.Const else leaf.func.ty
    if func_ty.kind != "fndef":
        return call_value(fb, leaf, [leaf.func, *operands])
    definition, args = fb.resolve(func_ty.a, func_ty.b)
    if is_fn_trait(func_ty.a):
        return call_through_trait(fb, leaf, func_ty, definition, args, operands)
    call_definition(fb, leaf, definition, args, operands)


def call_definition(fb, leaf, definition, args, operands):
    """A call of a function that is known."""
    if definition.kind in ("struct", "variant"):
        return construct(fb, leaf, definition, args, operands)
    if definition.intrinsic is not None and not intrinsics.prefers_body(definition, args):
        fb.ready(operands, None, leaf.dest, True)
        return intrinsics.call(fb, leaf, definition, args, operands)
    function = p.Expr(p.name(fb.module.reach(definition, args)))
    fb.ready(operands, None, leaf.dest, True)
    values = [fb.operand(op) for op in operands]
    copied = copyout.parameter(fb.module, definition, args)
    if copied is not None:
        return finish(fb, leaf, copyout.call(fb, leaf, copied, operands, values, function))
    nodes = [value.node for value in values]
    if fb.module.is_track_caller(definition):
        nodes.append(location_node(fb, leaf))
    expr = p.combine(ast.Call(function.node, nodes, []), function, *values, effect=True)
    if definition.krate == "std":
        expr.iterable = iterables.of_call(definition, values)
    finish(fb, leaf, expr)


def call_value(fb, leaf, operands, function=None):
    """A call of a function pointer, the first operand."""
    fb.ready(operands, None, leaf.dest, True)
    callee, *values = [fb.operand(op) for op in operands]
    node = callee.node if function is None else function(callee.node)
    finish(fb, leaf, p.combine(ast.Call(node, [value.node for value in values], []), callee, *values, effect=True))


# --- through Fn, FnMut and FnOnce ----------------------------------------------------------------------

def is_fn_trait(definition):
    owner = definition.parent
    return owner is not None and owner.kind == "trait" and owner.lang in ("Fn", "FnMut", "FnOnce")


def call_through_trait(fb, leaf, func_ty, definition, args, operands):
    """A call of a method of the Fn traits. Its arguments are a tuple, which is not made where they stand in the call
    (`origin` "fn_trait"); a closure's body and a function take them one by one."""
    spread = leaf.origin == "fn_trait"
    self_ty = fb.mono(func_ty.b[0])
    if definition.kind == "closure":
        if spread:
            return call_definition(fb, leaf, definition, args, operands)
        return call_spreading(fb, leaf, p.name(fb.module.reach(definition, args)), operands, True)
    if self_ty.kind == "fndef" and definition.parent.kind == "mod":
        target, target_args = fb.resolve(self_ty.a, self_ty.b)
        if spread:
            return call_definition(fb, leaf, target, target_args, operands[1:])
        return call_spreading(fb, leaf, fb.module.function_value(target, target_args, leaf), operands, False)
    if self_ty.kind == "fnptr":
        by_place = func_ty.a.parent.lang == "FnMut"
        pointer = (lambda node: p.attribute(node, "v")) if by_place else None
        if spread:
            return call_value(fb, leaf, operands, pointer)
        return call_spreading(fb, leaf, pointer, operands, False)
    if spread:
        return call_with_tuple(fb, leaf, definition, args, operands)
    call_definition(fb, leaf, definition, args, operands)


def call_spreading(fb, leaf, function, operands, with_self):
    """A call whose arguments come as one tuple. `function`: its node, or what makes it of the first operand's node (None: is it)."""
    fb.ready(operands, None, leaf.dest, True)
    callee, given = [fb.operand(op) for op in operands]
    nodes = list(given.node.elts) if isinstance(given.node, ast.Tuple) else \
        [] if isinstance(given.node, ast.Constant) else [ast.Starred(given.node, ast.Load())]
    if not isinstance(function, ast.AST):
        function = callee.node if function is None else function(callee.node)
    finish(fb, leaf, p.combine(ast.Call(function, [callee.node] * with_self + nodes, []), callee, given, effect=True))


def call_with_tuple(fb, leaf, definition, args, operands):
    """A call of an impl of the Fn traits written in Rust: the arguments become a tuple."""
    function = p.name(fb.module.reach(definition, args))
    fb.ready(operands, None, leaf.dest, True)
    callee, *values = [fb.operand(op) for op in operands]
    given = p.tuple_of([value.node for value in values])
    finish(fb, leaf, p.combine(ast.Call(function, [callee.node, given], []), callee, *values, effect=True))


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
