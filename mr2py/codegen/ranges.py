"""Which arithmetic needs no overflow test, by simple facts about locals.

*Counters*: a 64-bit variable that only ever gets small constants and itself plus or minus a small constant cannot
overflow in any run (2^52 steps). *Guards*: behind `n < c` or the like an unsigned local that never changes is at least c.
"""

from ..mir import body as m

STEP, START = 1024, 1 << 40
WIDE = frozenset(("i64", "u64", "isize", "usize", "i128", "u128"))


def counters(body, types, uses):
    """The locals that are counters."""
    found = set()
    for leaf in body.leaves:
        place = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call else None
        if place is not None and not place.proj and types[place.local].kind == "int" and types[place.local].a in WIDE:
            found.add(place.local)
    for leaf in body.leaves:
        place = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call else None
        if place is not None and place.local in found and not (type(leaf) is m.Assign and is_step(leaf, place.local)):
            found.discard(place.local)
    return {local for local in found if local > body.arg_count and not uses[local].borrows}


def is_step(leaf, local):
    value = leaf.rvalue
    if type(value) is m.Use and type(value.operand) is m.Const and type(value.operand.value) is int:
        return abs(value.operand.value) < START
    return (type(value) is m.BinaryOp and value.op in "+-" and type(value.left) is m.Copy and value.left.place == m.Place(local)
            and type(value.right) is m.Const and type(value.right.value) is int and abs(value.right.value) <= STEP)


def never_overflows(fb, leaf, value):
    """Whether the result of a checked operation is known to fit."""
    right = value.right
    if type(right) is not m.Const or type(right.value) is not int:
        return False
    if not leaf.place.proj and leaf.place.local in fb.counters and (value.op == "+" or fb.types[leaf.place.local].a[0] == "i"):
        return True
    local = fb.constant_local(value.left)
    if local is None:
        return False
    return value.op == "-" and fb.types[local].a[0] == "u" and fb.lower.get(local, 0) >= right.value


def guard(fb, cond, branch):
    """(local, least value) that holds in the `branch` ("then" or "else") of an If on the operand `cond`, or None."""
    if type(cond) is m.Const or cond.place.proj:
        return None
    value = fb.definitions.get(cond.place.local)
    if type(value) is not m.BinaryOp or type(value.right) is not m.Const or type(value.right.value) is not int:
        return None
    local = fb.constant_local(value.left)
    if local is None or fb.types[local].kind != "int" or fb.types[local].a[0] != "u":
        return None
    n = value.right.value
    least = {("<", "else"): n, ("<=", "else"): n + 1, (">", "then"): n + 1, (">=", "then"): n,
             ("==", "else"): 1 if n == 0 else None, ("!=", "then"): 1 if n == 0 else None}.get((value.op, branch))
    return None if least is None else (local, least)
