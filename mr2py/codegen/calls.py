"""Calls: functions, intrinsics, constants, function values."""

import ast

from ..mir import body as m
from ..ty import types as t
from . import copyout, dynamic, intrinsics, iterables, pyast as p


def call(fb, leaf):
    """Write a Call leaf."""
    operands = list(leaf.args)
    func_ty = fb.operand_ty(leaf.func) if type(leaf.func) is not m.Const else leaf.func.ty
    if func_ty.kind != "fndef":
        return call_value(fb, leaf, [leaf.func, *operands])
    definition, args = fb.resolve(func_ty.a, func_ty.b)
    if fb.tcx.is_virtual(definition, args):
        return finish(fb, leaf, dynamic.call(fb, leaf, definition, operands))
    if is_fn_trait(func_ty.a):
        return call_through_trait(fb, leaf, func_ty, definition, args, operands)
    call_definition(fb, leaf, definition, args, operands)


def call_definition(fb, leaf, definition, args, operands):
    """A call of a function that is known."""
    if definition.kind in ("struct", "variant"):
        return construct(fb, leaf, definition, args, operands)
    if definition.intrinsic is not None and not intrinsics.prefers_body(fb.module, definition, args):
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
        vector = iterables.collected(fb.module, definition, args, values)
        if vector is not None:
            expr = p.combine(vector, *values, effect=True)
    finish(fb, leaf, expr)


def call_value(fb, leaf, operands):
    """A call of a function pointer, the first operand."""
    fb.ready(operands, None, leaf.dest, True)
    callee, *values = [fb.operand(op) for op in operands]
    finish(fb, leaf, p.combine(ast.Call(callee.node, [value.node for value in values], []), callee, *values, effect=True))


# --- through Fn, FnMut and FnOnce ----------------------------------------------------------------------

def is_fn_trait(definition):
    owner = definition.parent
    return owner is not None and owner.kind == "trait" and owner.lang in ("Fn", "FnMut", "FnOnce")


def call_through_trait(fb, leaf, func_ty, definition, args, operands):
    """A call of a method of the Fn traits. Its arguments are a tuple, which is not made where they stand in the call
    (`origin` "fn_trait"); a closure's body and a function take them one by one."""
    self_ty, member = fb.mono(func_ty.b[0]), func_ty.a
    if leaf.origin == "fn_trait":
        if definition.kind == "closure":
            return call_definition(fb, leaf, definition, args, operands)
        if self_ty.kind == "fndef" and definition.parent.kind == "mod":
            return call_definition(fb, leaf, *fb.resolve(self_ty.a, self_ty.b), operands[1:])
    fb.ready(operands, None, leaf.dest, True)
    callee, *values = [fb.operand(op) for op in operands]
    if definition.intrinsic == "box_call_once":
        site = intrinsics.Site(fb, leaf, definition, args, ())
        site.values = [callee, p.combine(p.tuple_of([value.node for value in values]), *values) if leaf.origin == "fn_trait" else values[0]]
        return finish(fb, leaf, intrinsics.box_call_once(site))
    nodes = [value.node for value in values] if leaf.origin == "fn_trait" else spread(values[0].node)
    callee = fb.keep(callee)
    node = call_node(fb, leaf, member, self_ty, callee.node, nodes, func_ty.b[1])
    finish(fb, leaf, p.combine(node, callee, *values, effect=True))


def call_node(fb, leaf, member, self_ty, env, nodes, inputs):
    """The node of a call of `member` of the Fn traits on the value `env` of type `self_ty` (or a reference to it).
    References and boxes are looked through."""
    by_place = member.name == "call_mut"
    if self_ty.kind == "dyn":
        return ast.Call(p.template(f"A.t.{fb.module.slot(member)}", A=env), [p.attribute(env, "v"), *nodes], [])
    definition, args = fb.resolve(member, (self_ty, inputs))
    if definition.kind == "closure":
        return ast.Call(p.name(fb.module.reach(definition, args)), [env, *nodes], [])
    if self_ty.kind == "fndef":
        return ast.Call(fb.module.function_value(*fb.resolve(self_ty.a, self_ty.b), leaf), nodes, [])
    if self_ty.kind == "fnptr":
        return ast.Call(p.attribute(env, "v") if by_place else env, nodes, [])
    if self_ty.kind == "ref":
        inner = fb.tcx.lang("FnMut" if self_ty.c else "Fn")
        inner = inner.members["call_mut" if self_ty.c else "call"]
        return call_node(fb, leaf, inner, self_ty.a, p.attribute(env, "v") if by_place else env, nodes, inputs)
    if fb.rep.is_lang(self_ty, "Box") and definition.intrinsic is None:
        if self_ty.b[0].kind == "dyn" and by_place:
            return ast.Call(p.template(f"A.t.{fb.module.slot(member)}", A=env), [p.template("A.t.place(A)", A=env), *nodes], [])
        content = env if self_ty.b[0].kind == "dyn" or self_ty.b[0].kind == "fnptr" and by_place else p.attribute(env, "v")
        return call_node(fb, leaf, member, self_ty.b[0], content, nodes, inputs)
    return ast.Call(fb.module.function_value(definition, args, leaf), [env, p.tuple_of(nodes)], [])


def spread(node):
    """The nodes of the arguments that the tuple `node` holds."""
    if isinstance(node, ast.Tuple):
        return list(node.elts)
    return [] if isinstance(node, ast.Constant) else [ast.Starred(node, ast.Load())]


def spreading(fb, leaf, member, args):
    """A callable (self, argument…) for a method of the Fn traits of a concrete type."""
    from .dynamic import entry

    return entry(fb.module, member, args, leaf)


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
    if fb.whole_uses is None:
        fb.whole_uses = whole_uses(fb.body)
    leaf, i = fb.whole_uses.get(local, (None, 0))
    if type(leaf) is m.Assign:
        return not leaf.place.proj and fb.used_as_place(leaf.place.local)
    if leaf is None or type(leaf.func) is not m.Const or leaf.func.ty.kind != "fndef":
        return False
    definition, args = fb.resolve(leaf.func.ty.a, leaf.func.ty.b)
    return (definition.intrinsic, i) in intrinsics.PLACE_ARGUMENTS or copyout.parameter(fb.module, definition, args) == i + 1


def whole_uses(body):
    """{local: (the first leaf that moves it on or takes it as an argument, the argument's number)}"""
    found = {}
    for leaf in body.leaves:
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Use and type(leaf.rvalue.operand) is m.Move and not leaf.rvalue.operand.place.proj:
            found.setdefault(leaf.rvalue.operand.place.local, (leaf, 0))
        elif type(leaf) is m.Call:
            for i, op in enumerate(leaf.args):
                if type(op) in (m.Copy, m.Move) and not op.place.proj:
                    found.setdefault(op.place.local, (leaf, i))
    return found
