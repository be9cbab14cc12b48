"""Expressions into a destination place (rustc_mir_build's `expr_into_dest` and `as_rvalue`)."""

from ..mir import body as m
from ..syntax import ast
from ..ty import types as t
from .places import FOREVER

CASTS = {"unsize": "unsize", "reify": "reify", "closure_fnptr": "closure_fnptr"}

# expressions that move operands, and have a scope for those that are waiting
CONSUMERS = {ast.Call, ast.MethodCall, ast.Binary, ast.Unary, ast.Tuple, ast.Array, ast.StructLit, ast.Repeat, ast.Cast, ast.Range, ast.Assign, ast.AssignOp}


class Expressions:
    """Part of Builder."""

    def into(self, dest, node, k=None):
        """Evaluate an expression and store its value in `dest`."""
        k = self.count(node, k)
        if k:
            self.adjusted_into(dest, node, k)
            return
        handler = getattr(self, "into_" + type(node).__name__, None)
        if type(node) in CONSUMERS:
            self.push_operands()
            handler(dest, node)
            self.pop_operands()
        elif handler is not None:
            handler(dest, node)
        else:
            place = self.as_place(node, 0)
            self.assign(dest, m.Use(self.consume(place, self.results.types[node], node)), node)

    def adjusted_into(self, dest, node, k):
        kind, ty, extra = self.steps(node)[k - 1]
        if kind == "borrow":
            self.borrow_into(dest, extra, node, k - 1, "autoref")
        elif kind in CASTS:
            self.assign(dest, m.Cast(kind, self.as_operand(node, k - 1), ty), node)
        elif kind == "never":
            self.evaluate(node, k - 1)
            self.closed = True
        else:
            place = self.as_place(node, k)
            self.assign(dest, m.Use(self.consume(place, ty)), node)

    def borrow_into(self, dest, kind, node, k, origin, where=None):
        """`dest = &place`; a value that is borrowed gets a temporary, a constant may be promoted."""
        where = where or node
        empty = type(node) is ast.Array and not node.elems and self.extended.get((node, None)) != FOREVER
        if kind == "shared" or empty:
            place = self.promoted_place(node, k)
            if place is not None:
                self.assign(dest, m.Ref(kind, place, origin), where)
                return
        place = self.as_place(node, k, kind != "shared")
        if origin == "autoref" and place.proj and place.proj[-1] == ("*",):
            origin = "reborrow"
        self.assign(dest, m.Ref(kind, place, origin), where)

    def evaluate(self, node, k=None):
        """Evaluate an expression for its effects (an expression statement). A place is moved out of, or copied."""
        k = self.count(node, k)
        if k == 0 and type(node) in (ast.Assign, ast.AssignOp, ast.Break, ast.Continue, ast.Return):
            self.into(None, node, 0)
            return
        ty = self.type_of(node, k)
        temp = self.temp(ty, node)
        self.into(m.Place(temp), node, k)
        self.schedule_value(temp, self.temp_depth)

    def set_unit(self, dest, node):
        if dest is not None:
            self.assign(dest, m.Use(m.Const(None, t.UNIT)), node)

    # --- values -----------------------------------------------------------------------------------

    def into_Lit(self, dest, node):
        self.assign(dest, m.Use(self.literal(node, False)), node)

    def into_PathExpr(self, dest, node):
        entry = self.results.res[node]
        if entry[0] == "ctor" and entry[1].ctor == "const":
            self.aggregate(dest, node, entry[1], [])
            return
        constant = self.as_constant(node)
        if constant is not None:
            self.assign(dest, m.Use(constant), node)
        else:
            place = self.as_place(node, 0)
            self.assign(dest, m.Use(self.consume(place, self.results.types[node], node)), node)

    def aggregate(self, dest, node, variant, operands):
        ty = self.results.types[node]
        self.assign(dest, m.Aggregate(ty, variant.index if variant.kind == "variant" else 0, operands), node)

    def into_Tuple(self, dest, node):
        if not node.elems:
            self.set_unit(dest, node)
            return
        self.assign(dest, m.Aggregate(self.results.types[node], 0, self.operands(node.elems)), node)

    def into_Array(self, dest, node):
        self.assign(dest, m.Aggregate(self.results.types[node], 0, self.operands(node.elems)), node)

    def operands(self, nodes):
        return [self.as_operand(node) for node in nodes]

    def into_Repeat(self, dest, node):
        length = self.results.types[node].b
        self.assign(dest, m.Repeat(self.as_operand(node.elem), length), node)

    def into_StructLit(self, dest, node):
        _, variant, args = self.results.res[node]
        given = {self.results.fields[init]: self.as_operand(init.expr) for init in node.fields}
        if node.base is not None:
            base = self.as_place(node.base)
            for field in variant.fields:
                if field.index not in given:
                    ty = self.tcx.normalize_in(t.erase_regions(self.tcx.field_ty(field, args)), self.owner)
                    given[field.index] = self.consume(base.field(field.index, ty), ty)
        self.aggregate(dest, node, variant, [given[field.index] for field in variant.fields])

    def into_Range(self, dest, node):
        ty = self.results.types[node]
        parts = [part for part in (node.start, node.end) if part is not None]
        if ty.a.lang == "RangeInclusive":
            func = m.Const(None, t.mk("fndef", self.tcx.lang("range_inclusive_new"), ty.b))
            self.call(dest, func, self.operands(parts), False, "range", node)
            return
        self.assign(dest, m.Aggregate(ty, 0, self.operands(parts)), node)

    def into_FormatArgs(self, dest, node):
        """The arguments are borrowed in order; the references live as long as the temporaries of the statement."""
        operands = []
        for arg in node.args:
            ty = self.type_of(arg)
            place = self.borrowed_place(arg, None, False)
            operands.append(self.borrow(place, ty, "shared", arg, "autoref"))
        callees = [self.results.format_callees[piece] for piece in node.pieces if not isinstance(piece, str)]
        self.assign(dest, m.FormatArgs(node.pieces, operands, callees), node)

    # --- operators --------------------------------------------------------------------------------

    def into_Unary(self, dest, node):
        if node.op == "*":
            place = self.as_place(node, 0)
            self.assign(dest, m.Use(self.consume(place, self.results.types[node], node)), node)
            return
        callee = self.results.callees.get(node)
        if callee is not None:
            func = m.Const(None, t.mk("fndef", *callee))
            self.call(dest, func, [self.as_operand(node.expr)], False, "operator", node)
            return
        constant = self.as_constant(node)
        rvalue = m.Use(constant) if constant is not None else m.UnaryOp(node.op, self.as_operand(node.expr))
        self.assign(dest, rvalue, node)

    def into_Binary(self, dest, node):
        if node.op in ("&&", "||"):
            self.lazy_into(dest, node)
            return
        callee = self.results.callees.get(node)
        if callee is not None:
            self.overloaded_binary(dest, node, callee)
            return
        left = self.as_operand(node.left)
        right = self.as_operand(node.right)
        self.assign(dest, m.BinaryOp(node.op, left, right, node.op in "+-*/%<<>>"), node)

    def overloaded_binary(self, dest, node, callee):
        member, args = callee
        if node.op in ("==", "!=", "<", "<=", ">", ">="):
            operands = [self.borrow(self.as_place(side), self.type_of(side), "shared", side, "autoref")
                        for side in (node.left, node.right)]
        else:
            operands = [self.as_operand(node.left), self.as_operand(node.right)]
        self.call(dest, m.Const(None, t.mk("fndef", member, args)), operands, False, "operator", node)

    def lazy_into(self, dest, node):
        """`a && b`: the right side runs only where it matters, and its temporaries die there."""
        cond = self.condition(node.left)

        def right():
            self.in_scope(node.right, lambda: self.into(dest, node.right))

        def known():
            self.assign(dest, m.Use(m.Const(node.op == "||", t.BOOL)), node)

        then, els = (right, known) if node.op == "&&" else (known, right)
        self.branch(cond, then, els, node)

    def branch(self, cond, then, els, where):
        """An If on an operand; both arms are closures that emit."""
        leaf = m.If(cond, None, None)
        self.emit(leaf, where)
        leaf.then, then_closed = self.nested(then)
        leaf.els, else_closed = self.nested(els)
        self.closed = self.closed or then_closed and else_closed

    def condition(self, node):
        """A bool operand computed in a scope of its own (conditions are terminating scopes)."""
        constant = self.as_constant(node) if not self.steps(node) else None
        if constant is not None:
            return constant
        temp = self.temp(t.BOOL, node)
        self.in_scope(node, lambda: self.into(m.Place(temp), node))
        return m.Move(m.Place(temp))

    def into_AddrOf(self, dest, node):
        self.borrow_into(dest, "mut" if node.mut else "shared", node.expr, None, "explicit", node)

    def into_Cast(self, dest, node):
        kind = self.results.casts.get(node, "same")
        target = self.results.types[node]
        if kind == "same":
            self.into(dest, node.expr)
            self.ascribe(dest, node)
            return
        self.assign(dest, m.Cast(kind, self.as_operand(node.expr), target), node)

    def ascribe(self, dest, node):
        written = self.results.user_types.get(node)
        if written is not None and written.flags & t.HAS_REGION:
            self.emit(m.AscribeType(dest, written), node)

    # --- assignment ---------------------------------------------------------------------------------

    def into_Assign(self, dest, node):
        if node in self.results.desugared:
            self.into(dest, self.results.desugared[node])
            return
        if type(node.left) is ast.Underscore:
            if self.is_place(node.right):
                self.emit(m.FakeRead("wild", self.as_place(node.right)), node)
            else:
                self.evaluate(node.right)
        elif type(node.left) is ast.Tuple:
            self.destructure(node)
        else:
            self.assign_place(node)
        self.set_unit(dest, node)

    def assign_place(self, node):
        value = self.as_operand(node.right)
        self.assign_value(node.left, value, node)

    def assign_value(self, left, value, node):
        """Store an operand in the place `left`, whose old value is dropped."""
        place = self.as_place(left, None, True)
        if self.needs_drop(self.type_of(left)):
            self.emit(m.Drop(place, True), node)
        self.assign(place, m.Use(value), node)

    def destructure(self, node):
        """`(a, b) = e` is `{ let (x, y) = e; a = x; b = y; }`: what is left of the value and its temporaries goes before anything is
        assigned."""
        parts = []

        def whole():
            depth = len(self.scopes) - 1
            self.in_scope(node.right, lambda: self.take_parts(node.left, m.Place(self.as_temp(node.right)), depth, parts))
            for part, temp in parts:
                self.in_scope(part, lambda: self.assign_value(part, m.Move(m.Place(temp)), part))
        self.in_scope(node, whole)

    def take_parts(self, left, place, depth, parts):
        """Move what is assigned out of the value in `place`; `parts`: becomes [(where to, temporary)]."""
        for index, part in enumerate(left.elems):
            ty = self.results.types[part]
            source = place.field(index, ty)
            if type(part) is ast.Tuple:
                self.take_parts(part, source, depth, parts)
            elif type(part) is not ast.Underscore:
                temp = self.temp(ty, part, depth)
                self.assign(m.Place(temp), m.Use(self.consume(source, ty)), part)
                self.schedule_value(temp, depth)
                parts.append((part, temp))

    def into_AssignOp(self, dest, node):
        callee = self.results.callees.get(node)
        if callee is not None:
            place = self.as_place(node.left, None, True)
            target = self.borrow(place, self.type_of(node.left), "two_phase", node.left, "autoref")
            value = self.as_operand(node.right)
            result = self.temp(t.UNIT, node)
            self.call(m.Place(result), m.Const(None, t.mk("fndef", *callee)), [target, value], False, "operator", node)
        else:
            value = self.as_operand(node.right)
            place = self.as_place(node.left, None, True)
            self.assign(place, m.BinaryOp(node.op, m.Copy(place), value, True), node)
        self.set_unit(dest, node)

    # --- calls --------------------------------------------------------------------------------------

    def call(self, dest, func, args, diverges, origin, node):
        leaf = m.Call(dest, func, args, diverges, origin)
        leaf.fn_lo, leaf.fn_hi = node.lo, node.hi
        self.emit(leaf, node)
        if diverges:
            self.closed = True
        return leaf

    def into_Call(self, dest, node):
        ty = self.type_of(node.func)
        if ty.kind == "fndef" and ty.a.kind in ("struct", "variant"):
            self.aggregate(dest, node, ty.a, self.operands(node.args))
            return
        callee = self.results.callees.get(node)
        if callee is not None:
            func = m.Const(None, t.mk("fndef", *callee))
            args = [self.as_operand(node.func)] + self.operands(node.args)
        else:
            func = m.Const(None, ty) if ty.kind == "fndef" else self.as_operand(node.func)
            args = self.operands(node.args)
        origin = "call" if callee is None else "fn_trait"
        leaf = self.call(dest, func, args, self.results.types[node] is t.NEVER, origin, node)
        leaf.fn_lo, leaf.fn_hi = node.func.lo, node.func.hi

    def into_MethodCall(self, dest, node):
        member, args = self.results.callees[node]
        operands = [self.as_operand(node.recv)] + self.operands(node.args)
        func = m.Const(None, t.mk("fndef", member, args))
        leaf = self.call(dest, func, operands, self.results.types[node] is t.NEVER, "method", node)
        leaf.fn_lo, leaf.fn_hi = node.name_tok, node.hi

    def into_Try(self, dest, node):
        """`e?` on Option, Result and ControlFlow: the payload goes on, the rest returns."""
        ty, ret = self.results.tries[node]
        scrutinee = m.Place(self.as_temp(node.expr))
        good, bad = (1, 0) if ty.a.lang == "Option" else (0, 1)
        leaf = m.Match(scrutinee, [], None, "question")
        self.emit(leaf, node)
        output = ty.b[1 if ty.a.lang == "ControlFlow" else 0]
        payload = scrutinee.then(("as", good)).field(0, output)

        def carry_on():
            self.assign(dest, m.Use(self.consume(payload, output)), node)

        def leave():
            if ty.a.lang == "Option":
                self.assign(m.Place(0), m.Aggregate(ret, 0, []), node)
            elif ty.a.lang == "ControlFlow":
                self.assign(m.Place(0), m.Aggregate(ret, 1, [self.consume(scrutinee.then(("as", 1)).field(0, ty.b[0]), ty.b[0])]), node)
            else:
                self.convert_error(scrutinee, ty, ret, node)
            self.exit_to(0, m.Return(), node)

        arms = [self.plain_arm(scrutinee, good, carry_on, node), self.plain_arm(scrutinee, bad, leave, node)]
        leaf.arms = [arm for arm, _ in arms]
        self.closed = self.closed or all(closed for _, closed in arms)

    def convert_error(self, scrutinee, ty, ret, node):
        error = scrutinee.then(("as", 1)).field(0, ty.b[1])
        converted = self.temp(ret.b[1], node)
        member = self.tcx.lang("From").members["from"]
        func = m.Const(None, t.mk("fndef", member, (ret.b[1], ty.b[1])))
        moved = self.temp(ty.b[1], node)
        self.assign(m.Place(moved), m.Use(self.consume(error, ty.b[1])), node)
        self.call(m.Place(converted), func, [m.Move(m.Place(moved))], False, "question", node)
        self.assign(m.Place(0), m.Aggregate(ret, 1, [m.Move(m.Place(converted))]), node)

    def plain_arm(self, place, variant, make, node):
        """(MatchArm that takes one variant and binds nothing, whether its end is unreachable)."""
        body, closed = self.nested(make)
        candidate = m.Candidate([m.Test(place, "variant", variant)], [], [])
        candidate.lo, candidate.hi = node.lo, node.hi
        arm = m.MatchArm([candidate], None, None, body)
        arm.lo, arm.hi = node.lo, node.hi
        return arm, closed
