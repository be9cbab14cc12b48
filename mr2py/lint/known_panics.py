"""`arithmetic_overflow` and `unconditional_panic` (rustc_mir_transform::known_panics_lint).

Constants are propagated through locals that are assigned once and never borrowed; a local assigned
several times keeps its value only within straight-line code. Conditions that are known select their branch.
"""

from ..diagnostics.build import error
from ..mir import body as m
from ..ty import types as t

OVERFLOW = "this arithmetic operation will overflow"
PANIC = "this operation will panic at runtime"


def check_bodies(tcx, bodies):
    """Report the lints of all bodies."""
    for definition, body in bodies.items():
        if definition.kind not in ("const", "static"):            # evaluated: see `consteval`
            KnownPanics(tcx, body).run()


class KnownPanics:
    def __init__(self, tcx, body):
        self.tcx, self.body = tcx, body
        self.values = {}
        self.single, self.fixed = self.modes()

    def modes(self):
        """(locals that may be propagated at all, those assigned only once)."""
        counts, borrowed = {}, set()
        for local in range(1, self.body.arg_count + 1):
            counts[local] = 2
        for leaf in self.body.leaves:
            kind = type(leaf)
            if kind is m.Assign:
                counts[leaf.place.local] = counts.get(leaf.place.local, 0) + (1 if not leaf.place.proj else 2)
                if type(leaf.rvalue) is m.Ref:
                    borrowed.add(leaf.rvalue.place.local)
            elif kind is m.Call:
                counts[leaf.dest.local] = 9
            elif kind is m.Drop:
                borrowed.add(leaf.place.local)
        usable = {local for local in range(len(self.body.locals)) if local not in borrowed and counts.get(local, 0) < 9}
        return usable, {local for local in usable if counts.get(local) == 1}

    def run(self):
        self.block(self.body.root.stmts)

    def forget(self):
        """At a branch or join only single-assignment locals keep their values."""
        self.values = {local: value for local, value in self.values.items() if local in self.fixed}

    def block(self, stmts):
        for stmt in stmts:
            kind = type(stmt)
            if kind is m.Block:
                self.block(stmt.stmts)
                if stmt.label is not None:
                    self.forget()
            elif kind is m.Loop:
                self.forget()
                self.block(stmt.body.stmts)
                self.forget()
            elif kind is m.If:
                self.branch(stmt)
            elif kind is m.Match:
                self.match(stmt)
            elif kind is m.Assign:
                self.assign(stmt)
            elif kind is m.BoundsCheck:
                self.bounds(stmt)

    def branch(self, leaf):
        cond = self.operand(leaf.cond)
        self.forget()
        for value, arm in ((True, leaf.then), (False, leaf.els)):
            if cond is None or cond is value:
                self.block(arm.stmts)
                self.forget()

    def match(self, leaf):
        self.forget()
        for arm in leaf.arms:
            if arm.guard is not None:
                self.block(arm.guard.stmts)
            self.block(arm.body.stmts)
            self.forget()
        if leaf.els is not None:
            self.block(leaf.els.stmts)
            self.forget()

    # --- values -----------------------------------------------------------------------------------

    def operand(self, operand):
        """The Python value of an operand, or None if it is not known."""
        if type(operand) is m.Const:
            value = operand.value
            if isinstance(value, (bool, int)):
                return value
            if isinstance(value, m.ConstItem):
                return self.constant(value)
            return None
        if operand.place.proj:
            return None
        return self.values.get(operand.place.local)

    def constant(self, item):
        from ..ty.const_eval import CannotEvaluate, value

        home = item.definition
        if home.kind == "static":
            return None
        while home.kind != "mod":
            home = home.parent
        try:
            return value(self.tcx, item.definition.node.value, home, item.definition)
        except (CannotEvaluate, AttributeError, ZeroDivisionError):
            return None

    def assign(self, leaf):
        place = leaf.place
        value = self.rvalue(leaf)
        if not place.proj:
            if value is not None and place.local in self.single:
                self.values[place.local] = value
            else:
                self.values.pop(place.local, None)

    def rvalue(self, leaf):
        rvalue = leaf.rvalue
        kind = type(rvalue)
        if kind is m.Use:
            return self.operand(rvalue.operand)
        if kind is m.BinaryOp:
            return self.binary(leaf, rvalue)
        if kind is m.UnaryOp:
            return self.unary(leaf, rvalue)
        if kind is m.Cast and rvalue.kind == "numeric" and rvalue.ty.kind == "int":
            value = self.operand(rvalue.operand)
            return wrap(int(value), rvalue.ty.a) if isinstance(value, (bool, int)) else None
        return None

    def type_of(self, operand):
        return operand.ty if type(operand) is m.Const else self.body.locals[operand.place.local].ty if not operand.place.proj else None

    def binary(self, leaf, rvalue):
        left, right = self.operand(rvalue.left), self.operand(rvalue.right)
        ty = self.type_of(rvalue.left) or self.type_of(rvalue.right)
        op = rvalue.op
        if ty is None or ty.kind not in ("int", "bool"):
            return None
        if ty.kind == "int" and op in ("/", "%") and right == 0 and right is not None:
            what = "divide" if op == "/" else "calculate the remainder of"
            shown = f"`{literal(left, ty.a)}`" if left is not None else "`_`"
            self.report("unconditional_panic", PANIC, leaf, f"attempt to {what} {shown} " + ("by zero" if op == "/" else "with a divisor of zero"))
            return None
        if ty.kind == "int" and op in ("<<", ">>") and right is not None and not 0 <= right < t.INT_BITS[ty.a]:
            self.report("arithmetic_overflow", OVERFLOW, leaf, f"attempt to shift {'left' if op == '<<' else 'right'} by `{right}_{self.suffix(rvalue.right)}`, which would overflow")
            return None
        if left is None or right is None:
            return None
        value = compute(op, left, right)
        if ty.kind == "int" and rvalue.checked and op in "+-*" or op in ("/", "%") and ty.kind == "int":
            low, high = t.int_range(ty.a)
            if not low <= value <= high:
                self.report("arithmetic_overflow", OVERFLOW, leaf,
                            f"attempt to compute `{literal(left, ty.a)} {op} {literal(right, ty.a)}`, which would overflow")
                return None
        if op == "<<":
            value = wrap(value, ty.a)
        return value

    def suffix(self, operand):
        return self.type_of(operand).a

    def unary(self, leaf, rvalue):
        value, ty = self.operand(rvalue.operand), self.type_of(rvalue.operand)
        if value is None or ty is None:
            return None
        if rvalue.op == "!":
            return not value if ty is t.BOOL else wrap(~value, ty.a)
        if ty.kind == "int" and value == t.int_range(ty.a)[0] and value < 0:
            self.report("arithmetic_overflow", OVERFLOW, leaf, f"attempt to negate `{literal(value, ty.a)}`, which would overflow")
            return None
        return -value

    def bounds(self, leaf):
        ty = self.body.locals[leaf.place.local].ty if not leaf.place.proj else None
        index = self.operand(leaf.index)
        if ty is not None and ty.kind == "array" and ty.b.kind == "value" and index is not None and index >= ty.b.a:
            self.report("unconditional_panic", PANIC, leaf, f"index out of bounds: the length is {ty.b.a} but the index is {index}")

    def report(self, code, message, leaf, label):
        self.tcx.diags.add(error(code, message, (leaf.lo, leaf.hi), label, notes=[f"`#[deny({code})]` on by default"]))



def literal(value, name):
    low, high = t.int_range(name)
    return f"{name}::MAX" if value == high else f"{name}::MIN" if value == low and low else f"{value}_{name}"


def wrap(value, name):
    bits = t.INT_BITS[name]
    value &= (1 << bits) - 1
    return value - (1 << bits) if name[0] == "i" and value >> bits - 1 else value


def compute(op, left, right):
    """The mathematical result of a primitive operation."""
    if op in ("/", "%"):
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return quotient if op == "/" else left - quotient * right
    return {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "&": lambda: left & right,
            "|": lambda: left | right, "^": lambda: left ^ right, "<<": lambda: left << right, ">>": lambda: left >> right,
            "==": lambda: left == right, "!=": lambda: left != right, "<": lambda: left < right, "<=": lambda: left <= right,
            ">": lambda: left > right, ">=": lambda: left >= right}[op]()
