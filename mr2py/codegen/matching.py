"""`match`: an if/elif chain where guards are expressions, else a one-turn loop of tests.

Each arm's body is written once; an arm of several alternatives binds inside.
"""

import ast

from ..mir import body as m
from . import control, pyast as p


def match(fb, node, tail):
    """Write a Match; `tail` as in `control.statements`."""
    fb.pending.flush()
    fb.trace.branches(node)
    tests = Tests(fb, node)
    if any(arm.guard is not None for arm in node.arms):
        chain = guarded_chain(fb, node, tests, tail)
        if chain is None:
            return sequential(fb, node, tests, tail)
    else:
        chain = [(tests.arm(arm), arm_body(fb, node, arm, tests, tail)) for arm in node.arms]
    emit_chain(fb, node, chain, tail)


class Tests:
    """Conditions of candidates. Where a tuple enum's tag is tested often, it is read once."""

    def __init__(self, fb, node):
        self.fb, self.node = fb, node
        self.tags = {}
        counts = {}
        for arm in node.arms:
            for candidate in arm.candidates:
                for test in candidate.tests:
                    if test.kind == "variant" and self.is_tuple(test.place):
                        counts[test.place] = counts.get(test.place, 0) + 1
        if counts.get(node.place, 0) > 2:
            whole = fb.place(node.place, node).read()
            name = fb.scope.new("tag")
            fb.emit(p.assign(p.name(name), p.subscript(whole.node, p.constant(0))))
            self.tags[node.place] = name

    def is_tuple(self, place):
        ty = self.fb.place_ty(place)
        return ty.kind == "adt" and ty.a.kind == "enum" and self.fb.rep.shape(ty).kind == "tuple"

    def arm(self, arm):
        """The condition of an arm, None: always."""
        found = [self.candidate(candidate) for candidate in arm.candidates]
        if any(cond is None for cond in found):
            return None
        if len(found) == 1:
            return found[0]
        together = self.same_tests(arm)
        return together if together is not None else ast.BoolOp(ast.Or(), found)

    def same_tests(self, arm):
        """`1 | 2 | 3` on one place is `x in (1, 2, 3)`."""
        firsts = [candidate.tests[0] for candidate in arm.candidates if len(candidate.tests) == 1]
        if len(firsts) != len(arm.candidates) or len({test.place for test in firsts}) != 1:
            return None
        ty = self.fb.place_ty(firsts[0].place)
        if all(test.kind == "const" and not isinstance(test.value.value, m.ConstItem) for test in firsts) and ty.kind in ("int", "char"):
            values = [p.constant(test.value.value) for test in firsts]
        elif all(test.kind == "variant" for test in firsts) and ty.kind == "adt" and self.fb.rep.shape(ty).kind == "int":
            values = [p.constant(test.value) for test in firsts]
        else:
            return None
        read = self.fb.place(firsts[0].place, self.node).read()
        return ast.Compare(read.node, [ast.In()], [p.tuple_of(values)])

    def candidate(self, candidate):
        conds = [cond for cond in map(self.test, candidate.tests) if cond is not None]
        if not conds:
            return None
        return conds[0] if len(conds) == 1 else ast.BoolOp(ast.And(), conds)

    def test(self, test):
        fb = self.fb
        ty = fb.place_ty(test.place)
        if test.kind == "variant":
            return self.variant(test, ty)
        read = fb.place(test.place, self.node).read().node
        if test.kind == "const":
            return self.equals(read, test.value, ty)
        if test.kind == "len":
            count, exact = test.value
            return p.template("len(A) == B" if exact else "len(A) >= B", A=read, B=p.constant(count))
        return self.in_range(read, *test.value)

    def equals(self, read, constant, ty):
        value = self.fb.operand(constant).node
        while ty.kind == "ref":
            ty = ty.a
        if ty.kind == "bool" and isinstance(value, ast.Constant):
            return read if value.value else p.negate(read)
        if ty.kind in ("adt", "tuple", "array", "slice"):
            return p.call("rt_same", read, value)          # what has identity in Python has no `==` there
        return p.template("A == B", A=read, B=value)

    def in_range(self, read, low, high, inclusive):
        low = None if low is None else self.fb.operand(low).node
        high = None if high is None else self.fb.operand(high).node
        less = "<=" if inclusive else "<"
        if low is None:
            return p.template(f"A {less} B", A=read, B=high)
        if high is None:
            return p.template("A >= B", A=read, B=low)
        return p.template(f"B <= A {less} C", A=read, B=low, C=high)

    def variant(self, test, ty):
        if len(ty.a.variants) == 1:
            return None
        shape = self.fb.rep.shape(ty)
        if test.place in self.tags:
            return p.template("A == B", A=p.name(self.tags[test.place]), B=p.constant(test.value))
        read = self.fb.place(test.place, self.node).read().node
        if shape.kind == "option":
            return p.template("A is not None" if test.value == shape.some else "A is None", A=read)
        if shape.kind == "int":
            return p.template("A == B", A=read, B=p.constant(test.value))
        return p.template("A[0] == B", A=read, B=p.constant(test.value))


def arm_body(fb, node, arm, tests, tail, bindings=True):
    """The statements of an arm: bindings, body."""
    outer, fb.out = fb.out, []
    if bindings:
        bind(fb, arm, tests)
    control.statements(fb, arm.body.stmts, tail)
    fb.pending.flush()
    inner, fb.out = fb.out, outer
    return inner


def bind(fb, arm, tests, views=True):
    """The bindings of the candidate that fits."""
    if len(arm.candidates) == 1 or not any(c.bindings for c in arm.candidates):
        leaves = (arm.candidates[0].guard_bindings if views else []) + arm.candidates[0].bindings
        for leaf in leaves:
            fb.statement(leaf)
        fb.pending.flush()
        return
    chain = None
    for candidate in reversed(arm.candidates):
        outer, fb.out = fb.out, []
        for leaf in (candidate.guard_bindings if views else []) + candidate.bindings:
            fb.statement(leaf)
        fb.pending.flush()
        inner, fb.out = fb.out, outer
        inner = inner or [ast.Pass()]
        chain = inner if chain is None else [ast.If(tests.candidate(candidate) or ast.Constant(True), inner, chain)]
    fb.emit(*chain)


def emit_chain(fb, node, chain, tail):
    """if … elif … else from (condition or None, statements)."""
    els = control.nested(fb, node.els.stmts, tail) if node.els is not None else None
    if els is None and chain and chain[-1][0] is not None and node.arms[-1].guard is None:
        chain[-1] = (None, chain[-1][1])                 # exhaustive: the last arm needs no test
    result = els or []
    for cond, stmts in reversed(chain):
        if cond is None:
            result = stmts
        elif not stmts and not result:
            continue
        elif not stmts:
            result = [ast.If(p.negate(cond), result, [])]
        elif control.ends(stmts) and result and not (len(result) == 1 and isinstance(result[0], ast.If)):
            result = [ast.If(cond, stmts, []), *result]
        else:
            result = [ast.If(cond, stmts, result)]
    if len(result) == 1 and isinstance(result[0], ast.If):
        branch = result[0]
        cond = p.Expr(branch.test, control.names_in(branch.test), True, True)
        joined = control.join(fb, cond, branch.body, branch.orelse)
        if joined is not None:
            fb.pending.push(*joined)
            return
    fb.emit(*leave_first(result))


def leave_first(stmts):
    """`if c: long` `else: break` as `if not c: break`, then the rest."""
    if len(stmts) == 1 and isinstance(stmts[0], ast.If):
        branch = stmts[0]
        if len(branch.orelse) == 1 and isinstance(branch.orelse[0], (ast.Break, ast.Continue, ast.Return)):
            return [ast.If(p.negate(branch.test), branch.orelse, []), *branch.body]
    return stmts


def guarded_chain(fb, node, tests, tail):
    """The chain with guards as part of the conditions, or None where a guard needs statements or bindings."""
    chain = []
    for arm in node.arms:
        cond = tests.arm(arm)
        if arm.guard is not None:
            if len(arm.candidates) > 1 or any(type(leaf) is m.Assign for leaf in arm.candidates[0].guard_bindings):
                return None
            outer, fb.out = fb.out, []
            for part in arm.guard.stmts:
                fb.statement(part)
            guard = fb.operand(arm.guard_cond)
            fb.pending.flush()
            made, fb.out = fb.out, outer
            if made:
                return None
            cond = guard.node if cond is None else ast.BoolOp(ast.And(), [cond, guard.node])
        chain.append((cond, arm))
    return [(cond, arm_body(fb, node, arm, tests, tail)) for cond, arm in chain]


def sequential(fb, node, tests, tail):
    """Arms with guards that need statements: tests one after the other, each arm leaves."""
    context = control.Context(object(), "tail" if tail is not None else "turn", tail)
    fb.contexts.append(context)
    outer, fb.out = fb.out, []
    for arm in node.arms:
        for candidate in arm.candidates:
            fb.emit(*sequential_arm(fb, node, arm, candidate, tests, tail))
    if node.els is not None:
        fb.emit(*control.nested(fb, node.els.stmts, tail))
    inner, fb.out = fb.out, outer
    fb.contexts.pop()
    if tail is not None:
        fb.emit(*inner)
        return
    if not inner or not control.ends(inner):
        inner.append(ast.Break())
    control.emit_loop(fb, ast.While(ast.Constant(True), inner, []), context)


def sequential_arm(fb, node, arm, candidate, tests, tail):
    """`if test: bindings; if guard: body; leave` for one candidate."""
    outer, fb.out = fb.out, []
    for leaf in candidate.guard_bindings:
        fb.statement(leaf)
    fb.pending.flush()
    if arm.guard is not None:
        for part in arm.guard.stmts:
            fb.statement(part)
        guard = fb.operand(arm.guard_cond)
        fb.pending.flush()
        head, fb.out = fb.out, []
    else:
        guard, head, fb.out = None, fb.out, []
    for leaf in candidate.bindings:
        fb.statement(leaf)
    control.statements(fb, arm.body.stmts, tail)
    fb.pending.flush()
    body, fb.out = fb.out, outer
    if tail is None and not (body and control.ends(body)):
        body.append(ast.Break())
    if guard is not None:
        body = [ast.If(guard.node, body, [])]
    cond = tests.candidate(candidate)
    return head + body if cond is None else [ast.If(cond, head + body, [])]


def bind_item(fb, node, arm, item):
    """In a `for`: bind the pattern of an item that is in a Python variable."""
    fb.payloads[node.place.local] = item
    for leaf in arm.candidates[0].guard_bindings + arm.candidates[0].bindings:
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Use and not leaf.place.proj:
            name = fb.names.get(leaf.place.local)
            if name is not None and name == getattr(item.node, "id", None):
                fb.trace.after(leaf)                         # the loop itself assigns it
                continue
        fb.statement(leaf)
    fb.pending.flush()
