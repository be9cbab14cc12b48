"""Blocks, statements, branches and loops into MIR."""

from ..mir import body as m
from ..syntax import ast
from ..ty import types as t
from ..ty.outlives import outlives_of
from .scope import Target


class ControlFlow:
    """Part of Builder."""

    # --- blocks -----------------------------------------------------------------------------------

    def into_Block(self, dest, node):
        if node.label is None:
            self.block_into(dest, node)
            return
        target = Target(node.label, self.new_label(), len(self.scopes), dest, "block")
        self.targets.append(target)
        inner, closed = self.nested(lambda: self.block_into(dest, node))
        self.targets.pop()
        inner.label = target.label
        self.add(inner)
        self.closed = self.closed or closed and not target.used

    def block_into(self, dest, node):
        """The statements in a scope; the tail's temporaries live into the enclosing statement in edition 2021."""
        self.push_scope()
        for stmt in node.stmts:
            self.statement(stmt)
        if node.expr is not None:
            self.tail_into(dest, node.expr, node.kind == "scoped")
        elif node not in self.results.diverging and dest is not None:
            if self.results.types.get(node) is t.UNIT or not self.closed:
                self.set_unit(dest, (node.hi, node.hi))
        self.pop_scope(node)

    def tail_into(self, dest, node, scoped):
        if scoped or self.edition >= 2024:
            self.in_scope(node, lambda: self.into(dest, node))
        else:
            self.into(dest, node)

    def statement(self, stmt):
        if type(stmt) is ast.Let:
            self.let_statement(stmt)
        elif type(stmt) is ast.ExprStmt:
            self.in_scope(stmt, lambda: self.evaluate(stmt.expr))

    # --- let ----------------------------------------------------------------------------------------

    def let_statement(self, node):
        depth = len(self.scopes) - 1
        self.declare_bindings(node.pat, "let")
        if node.init is None:
            self.schedule_bindings(node.pat, depth)
            return
        self.extend_temporaries(node.init, depth, node.pat)
        binding = self.simple_binding(node.pat)
        if binding is not None and node.els is None:
            place = m.Place(self.variables[binding])
            self.in_scope(node, lambda: self.let_simple(node, place, depth))
        else:
            self.in_scope(node, lambda: self.let_pattern(node, depth))

    def let_simple(self, node, place, depth):
        self.into(place, node.init)
        self.schedule_value(place.local, depth)
        self.ascribe_let(place, node)
        self.emit(m.FakeRead("variable", place), node.pat)

    def ascribe_let(self, place, node):
        written = self.results.user_types.get(node)
        if written is not None:
            if type(node.pat) is ast.PatIdent and node.pat in self.results.bindings:
                self.locals[place.local].user_ty = written
            if written.flags & t.HAS_REGION or self.asks_of_regions(written):
                self.emit(m.AscribeType(place, written), node.ty)

    def asks_of_regions(self, ty):
        """Whether a type is well-formed only if some region in it outlives another: `&mut Slot<'_>`."""
        for part in t.walk(ty):
            if type(part) is t.Ty and (part.kind == "ref" and any(type(inner) is t.Region for inner in t.walk(part.a))
                                       or part.kind == "adt" and any(type(arg) is t.Region for arg in part.b) and outlives_of(self.tcx, part.a)):
                return True
        return False

    def let_pattern(self, node, depth):
        if type(node.pat) is ast.PatWild and self.is_place(node.init):
            self.emit(m.FakeRead("wild", self.as_place(node.init)), node)
            return
        before = len(self.scopes[depth].drops)
        place = self.as_place(node.init)
        self.ascribe_let(place, node)
        ty = self.type_of(node.init)
        if type(node.pat) is not ast.PatWild:
            self.emit(m.FakeRead("let", place), node.init)
        if node.els is None:
            self.bind_irrefutable(node.pat, place, ty, depth)
        else:
            self.let_else(node, place, ty, depth, before)

    def let_else(self, node, place, ty, depth, before):
        """On a mismatch the temporaries of the initializer are dropped before the `else` block runs, the extended ones, too:
        those that the block at `depth` has got beside its first `before` ones."""
        leaf = m.Match(place, [], None, "let_else")
        self.emit(leaf, node)

        def otherwise():
            self.emit_drops(len(self.scopes) - 1, node)
            saved, self.scopes = self.scopes, self.scopes[:-1]
            extended = self.unscheduled(depth, before, node)
            inner, self.temp_depth = self.temp_depth, len(self.scopes) - 1
            temp = self.new_local(t.NEVER, None, True, "temp", node.els)
            self.in_scope(node.els, lambda: self.into(m.Place(temp), node.els))
            self.schedule_again(depth, extended)
            self.scopes, self.temp_depth = saved, inner
            self.closed = True

        leaf.els, _ = self.nested(otherwise)
        arm = self.arm_of(node.pat, place, ty, None, lambda: None, node)
        leaf.arms = [arm[0]]
        self.schedule_bindings(node.pat, depth)

    def extend_temporaries(self, node, depth, pat=None):
        """Reference, "Temporary lifetime extension": mark what outlives the `let` statement."""
        if pat is not None and self.is_extending_pattern(pat):
            self.extend_operand(node, depth)
        kind = type(node)
        if kind is ast.AddrOf:
            self.extend_operand(node.expr, depth)
            self.extend_temporaries(node.expr, depth)
        elif kind in (ast.Tuple, ast.Array):
            for elem in node.elems:
                self.extend_temporaries(elem, depth)
        elif kind is ast.StructLit:
            for init in node.fields:
                self.extend_temporaries(init.expr, depth)
        elif kind is ast.Cast:
            self.extend_temporaries(node.expr, depth)
        elif kind is ast.FormatArgs:
            for arg in node.args:
                self.extend_operand(arg, depth)
                self.extend_temporaries(arg, depth)
        elif kind is ast.Block and node.expr is not None:
            self.extend_temporaries(node.expr, depth)
        elif kind is ast.If and node.els is not None:
            self.extend_temporaries(node.then, depth)
            self.extend_temporaries(node.els, depth)
        elif kind is ast.Match:
            for arm in node.arms:
                self.extend_temporaries(arm.body, depth)
        elif kind is ast.Call and type(node.func) is ast.PathExpr and self.results.res.get(node.func, ("",))[0] == "ctor":
            for arg in node.args:
                self.extend_temporaries(arg, depth)

    def extend_operand(self, node, depth):
        self.extended[(node, None)] = depth
        for k in range(len(self.steps(node)) + 1):
            self.extended[(node, k)] = depth
        while type(node) in (ast.Field, ast.Index, ast.AddrOf) or type(node) is ast.Unary and node.op == "*":
            node = node.expr
            for k in range(len(self.steps(node)) + 1):
                self.extended[(node, k)] = depth

    def is_extending_pattern(self, pat):
        kind = type(pat)
        if kind is ast.PatIdent:
            return pat.by_ref or pat.sub is not None and self.is_extending_pattern(pat.sub)
        if kind in (ast.PatTuple, ast.PatSlice, ast.PatTupleStruct):
            return any(self.is_extending_pattern(sub) for sub in pat.pats)
        if kind is ast.PatStruct:
            return any(self.is_extending_pattern(field.pat) for field in pat.fields)
        return False

    # --- branches -----------------------------------------------------------------------------------

    def into_If(self, dest, node):
        cond = node.cond
        if type(cond) is ast.LetCond:
            self.if_let(dest, node, cond)
        elif self.has_let(cond):
            self.let_chain(dest, node)
        else:
            operand = self.condition(cond)
            self.branch(operand, lambda: self.scoped_into(dest, node.then), lambda: self.else_into(dest, node), node)

    def has_let(self, node):
        return type(node) is ast.LetCond or type(node) is ast.Binary and node.op == "&&" and \
            (self.has_let(node.left) or self.has_let(node.right))

    def scoped_into(self, dest, node):
        self.in_scope(node, lambda: self.into(dest, node))

    def else_into(self, dest, node):
        if node.els is None:
            self.set_unit(dest, (node.hi, node.hi))
        else:
            self.scoped_into(dest, node.els)

    def if_let(self, dest, node, cond):
        """Edition 2024 drops the scrutinee's temporaries before the `else` block, 2021 after the statement."""
        own_scope = self.edition >= 2024
        if own_scope:
            self.push_scope()
            saved, self.temp_depth = self.temp_depth, len(self.scopes) - 1
        place = self.as_place(cond.expr)
        leaf = m.Match(place, [], None, "if_let")
        self.emit(m.FakeRead("match", place), cond.expr)
        self.emit(leaf, node)

        def otherwise():
            if own_scope:
                self.emit_drops(len(self.scopes) - 1, node)
                inner, self.scopes = self.scopes, self.scopes[:-1]
                depth, self.temp_depth = self.temp_depth, saved
                self.else_into(dest, node)
                self.scopes, self.temp_depth = inner, depth
            else:
                self.else_into(dest, node)

        arm, then_closed = self.arm_of(cond.pat, place, self.type_of(cond.expr), None, lambda: self.scoped_into(dest, node.then),
                                       node, finish_scopes=True)
        leaf.els, else_closed = self.nested(otherwise)
        leaf.arms = [arm]
        if own_scope:
            if not then_closed:
                outer, self.out = self.out, arm.body.stmts
                self.emit_drops(len(self.scopes) - 1, node.then)
                self.out = outer
            self.scopes.pop()
            self.temp_depth = saved
        self.closed = self.closed or then_closed and else_closed

    def let_chain(self, dest, node):
        """`if let … && … { } else { }`: a labelled block that each failing condition leaves."""
        end, failed = self.new_label(), self.new_label()
        end_depth = len(self.scopes)

        def attempt():
            self.push_scope()
            saved, self.temp_depth = self.temp_depth, len(self.scopes) - 1
            self.chain_condition(node.cond, failed, end_depth)
            self.scoped_into(dest, node.then)
            self.exit_to(end_depth, m.Break(end), node.then)
            self.scopes.pop()
            self.temp_depth = saved

        def whole():
            inner, _ = self.nested(attempt)
            inner.label = failed
            self.add(inner)
            self.else_into(dest, node)

        outer, _ = self.nested(whole)
        outer.label = end
        self.add(outer)

    def chain_condition(self, node, failed, depth):
        """Conditions of a chain, left to right; a failing one leaves the block `failed`. Bindings stay in scope."""
        if type(node) is ast.Binary and node.op == "&&" and self.has_let(node):
            self.chain_condition(node.left, failed, depth)
            self.chain_condition(node.right, failed, depth)
        elif type(node) is ast.LetCond:
            place = self.as_place(node.expr)
            self.emit(m.FakeRead("match", place), node.expr)
            self.declare_bindings(node.pat, "pattern")
            leaf = m.Match(place, [], None, "if_let")
            self.emit(leaf, node)
            leaf.els, _ = self.nested(lambda: self.exit_to(depth, m.Break(failed), node))
            leaf.arms = [self.arm_of(node.pat, place, self.type_of(node.expr), None, lambda: None, node)[0]]
            self.schedule_bindings(node.pat, len(self.scopes) - 1)
        else:
            cond = self.condition(node)
            self.branch(cond, lambda: None, lambda: self.exit_to(depth, m.Break(failed), node), node)

    # --- loops ------------------------------------------------------------------------------------

    def loop(self, dest, node, origin, make):
        """A Loop whose body `make` emits in a scope; it receives the Target."""
        target = Target(node.label, self.new_label(), len(self.scopes), dest, "loop")
        self.targets.append(target)
        body, _ = self.nested(lambda: self.in_scope(node, lambda: make(target)))
        self.targets.pop()
        tree = m.Loop(target.label, body, origin)
        tree.lo, tree.hi = node.lo, node.hi
        self.add(tree)
        self.closed = self.closed or not target.used

    def into_Loop(self, dest, node):
        def make(target):
            temp = self.temp(t.UNIT, node)
            self.into(m.Place(temp), node.body)
        self.loop(dest, node, "loop", make)

    def into_While(self, dest, node):
        def make(target):
            target.used = True
            leave = lambda: self.exit_to(target.depth, m.Break(target.label), node.cond)
            if type(node.cond) is ast.LetCond:
                self.while_let(node, leave)
            elif self.has_let(node.cond):
                self.while_chain(node, target)
            else:
                cond = self.condition(node.cond)
                self.branch(cond, lambda: self.loop_body(node.body), leave, node)
        self.loop(None, node, "while", make)
        self.set_unit(dest, node)

    def loop_body(self, block):
        temp = self.temp(t.UNIT, block)
        self.in_scope(block, lambda: self.into(m.Place(temp), block))

    def while_let(self, node, leave):
        cond = node.cond
        place = self.as_place(cond.expr)
        self.emit(m.FakeRead("match", place), cond.expr)
        leaf = m.Match(place, [], None, "while_let")
        self.emit(leaf, node)
        leaf.els, _ = self.nested(leave)
        arm, closed = self.arm_of(cond.pat, place, self.type_of(cond.expr), None, lambda: self.loop_body(node.body), node, finish_scopes=True)
        leaf.arms = [arm]
        self.closed = self.closed or closed

    def while_chain(self, node, target):
        self.chain_condition(node.cond, target.label, target.depth)
        self.loop_body(node.body)

    def into_For(self, dest, node):
        """`match into_iter(e) { mut iter => loop { match next(&mut iter) { None => break, Some(pat) => … } } }`"""
        args, iter_ty, item = self.results.fors[node]
        self.in_scope(node, lambda: self.for_loop(node, args, iter_ty, item))
        self.set_unit(dest, node)

    def for_loop(self, node, args, iter_ty, item):
        source = self.as_operand(node.iter)
        iterator = self.temp(iter_ty, node.iter)
        self.locals[iterator].extra = "for_iter"
        func = m.Const(None, t.mk("fndef", self.tcx.lang("IntoIterator").members["into_iter"], args))
        self.call(m.Place(iterator), func, [source], False, "for_into_iter", node.iter)
        self.schedule_value(iterator, self.temp_depth)
        self.loop(None, node, "for", lambda target: self.for_body(node, target, iterator, iter_ty, item))

    def for_body(self, node, target, iterator, iter_ty, item):
        target.used = True
        option = self.tcx.lang_adt("Option", item)
        slot = self.temp(option, node.pat)
        arg = self.borrow(m.Place(iterator), iter_ty, "mut", node.iter, "autoref")
        func = m.Const(None, t.mk("fndef", self.tcx.lang("Iterator").members["next"], (iter_ty,)))
        self.call(m.Place(slot), func, [arg], False, "for_next", node.iter)
        self.schedule_value(slot, self.temp_depth)
        place = m.Place(slot)
        leaf = m.Match(place, [], None, "for")
        self.emit(leaf, node.iter)
        none, _ = self.plain_arm(place, 0, lambda: self.exit_to(target.depth, m.Break(target.label), node.iter), node.iter)
        payload = place.then(("as", 1)).field(0, item)
        arm, closed = self.arm_of(node.pat, payload, item, None, lambda: self.loop_body(node.body), node,
                                  prefix=[m.Test(place, "variant", 1)], finish_scopes=True)
        leaf.arms = [none, arm]
        self.closed = self.closed or closed

    # --- jumps ------------------------------------------------------------------------------------

    def find_target(self, label):
        for target in reversed(self.targets):
            if target.name == label if label is not None else target.kind == "loop":
                return target
        raise AssertionError("type checking resolves labels")

    def into_Break(self, dest, node):
        target = self.find_target(node.label)
        if node.expr is not None:
            if target.dest is not None:
                self.into(target.dest, node.expr)
            else:
                self.evaluate(node.expr)
        elif target.dest is not None:
            self.set_unit(target.dest, node)
        target.used = target.used or not self.closed
        self.exit_to(target.depth, m.Break(target.label), node)

    def into_Continue(self, dest, node):
        target = self.find_target(node.label)
        self.exit_to(target.depth, m.Continue(target.label), node)

    def into_Return(self, dest, node):
        if node.expr is not None:
            self.into(m.Place(0), node.expr)
        else:
            self.set_unit(m.Place(0), node)
        self.exit_to(0, m.Return(), node)
