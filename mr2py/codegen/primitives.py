"""Intrinsics of core that work on all primitive types: operators through traits, comparisons, steps of ranges."""

from ..ty import types as t
from . import operators, pyast as p

OPS = {"prim_add": "+", "prim_sub": "-", "prim_mul": "*", "prim_div": "/", "prim_rem": "%", "prim_bitand": "&", "prim_bitor": "|",
       "prim_bitxor": "^", "prim_shl": "<<", "prim_shr": ">>"}
COMPARE = {"prim_eq": "==", "prim_ne": "!=", "prim_lt": "<", "prim_le": "<=", "prim_gt": ">", "prim_ge": ">="}


def operator(site, location):
    """`Add::add(a, b)` and its kin on numbers, checked."""
    fb, op, ty = site.fb, OPS[site.definition.intrinsic], site.args[0]
    left, right = site.values
    if ty.kind == "float":
        return operators.float_op(op, left, right, ty.a)
    if op in ("/", "%"):
        return operators.divide(op, fb.keep(left), fb.keep(right), ty.a, location)
    if op in ("<<", ">>"):
        return operators.shift(op, left, right, ty.a, location)
    result = operators.arithmetic(op, left, right)
    if op in "&|^":
        return result
    if hasattr(fb, "emit"):
        name = fb.scope.new("tmp")
        fb.emit(p.assign(p.name(name), result.node), operators.check_statement(name, ty.a, op, location))
        return p.Expr(p.name(name), frozenset((name,)))
    return p.combine(p.call("rt_checked", result.node, p.constant(op), p.constant(ty.a), p.constant(location)), result, effect=True)


def compare(site):
    return operators.compare(COMPARE[site.definition.intrinsic], *site.values, site.args[0])


def ordering(site):
    """Ordering is a field-less enum: Less, Equal, Greater are 0, 1, 2."""
    a, b = map(site.fb.keep, site.values)
    return p.fill("(A > B) - (A < B) + 1", A=a, B=b)


def partial_ordering(site):
    a, b = map(site.fb.keep, site.values)
    text = "(A > B) - (A < B) + 1"
    return p.fill(text if site.args[0].kind != "float" else f"{text} if A == A and B == B else None", A=a, B=b)


def zero(site):
    return p.const_expr(0.0 if site.args[0].kind == "float" else 0)


def one(site):
    return p.const_expr(1.0 if site.args[0].kind == "float" else 1)


def sum_zero(site):
    return p.const_expr(-0.0 if site.args[0].kind == "float" else 0)


def step_by(sign):
    """`forward_by` and `backward_by` of the integers."""
    def build(site):
        bound = t.int_range(site.args[0].a)[sign == "+"]
        a, n = map(site.fb.keep, site.values)
        test = "A + N if A + N <= B else None" if sign == "+" else "A - N if A - N >= B else None"
        return p.combine(p.template(test, A=a.node, N=n.node, B=p.constant(bound)), a, n)
    return build


def forward(site):
    high = t.int_range(site.args[0].a)[1]
    a = site.fb.keep(site.values[0])
    return p.combine(p.template("A + 1 if A < B else None", A=a.node, B=p.constant(high)), a)


def backward(site):
    low = t.int_range(site.args[0].a)[0]
    a = site.fb.keep(site.values[0])
    return p.combine(p.template("A - 1 if A > B else None", A=a.node, B=p.constant(low)), a)


def steps(site):
    return p.fill("B - A", A=site.values[0], B=site.values[1])


def char_forward(site):
    a = site.fb.keep(site.values[0])
    return p.fill("rt_char_step(A, 1)", A=a)


def char_backward(site):
    return p.fill("rt_char_step(A, -1)", A=site.values[0])


def char_steps(site):
    return p.fill("rt_char_steps(A, B)", A=site.values[0], B=site.values[1])


def negate(site, location):
    return operators.negate(site.values[0], site.args[0], location)


def invert(site):
    return operators.invert(site.values[0], site.args[0])


def clone_builtin(site):
    """Clone of what the language clones: a copy, or a tuple of clones."""
    return clone(site.fb, site.leaf, site.args[0], site.values[0])


def clone(fb, leaf, ty, value):
    if fb.tcx.is_copy(ty):
        return fb.module.copy_expr(ty, value) if fb.rep.needs_copy(ty) else value
    if ty.kind == "tuple":
        value = fb.keep(value)
        parts = [clone(fb, leaf, part, p.combine(p.subscript(value.node, p.constant(i)), value)) for i, part in enumerate(ty.b)]
        return p.combine(p.tuple_of([part.node for part in parts]), *parts)
    definition, args = fb.resolve(fb.tcx.lang("Clone").members["clone"], (ty,))
    function = fb.module.function_value(definition, args, leaf)
    return p.combine(p.call(function, value.node), value, effect=True)




SPECIAL = {**{name: compare for name in COMPARE}, "prim_cmp": ordering, "prim_partial_cmp": partial_ordering, "prim_zero": zero,
           "prim_one": one, "step_forward": forward, "step_backward": backward, "step_count": steps, "char_forward": char_forward,
           "char_backward": char_backward, "char_steps": char_steps, "prim_not": invert, "clone_builtin": clone_builtin,
           "prim_sum_zero": sum_zero, "step_forward_by": step_by("+"), "step_backward_by": step_by("-"),
           "char_forward_by": lambda site: p.fill("rt_char_step(A, B)", A=site.values[0], B=site.values[1]),
           "char_backward_by": lambda site: p.fill("rt_char_step(A, -B)", A=site.values[0], B=site.values[1])}
LOCATED = {**{name: operator for name in OPS}, "prim_neg": negate}
