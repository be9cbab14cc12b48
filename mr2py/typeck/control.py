"""Checking blocks, statements and control flow."""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty import types as t
from ..ty.defs import TraitRef
from . import errors
from .destructure import Destructuring
from .regional import regional


class LoopScope:
    __slots__ = ("label", "merge", "broke", "kind", "node")

    def __init__(self, label, merge, kind, node):
        self.label, self.merge, self.kind, self.node, self.broke = label, merge, kind, node, False


class Control:
    """Part of FnCtxt."""

    # --- blocks -----------------------------------------------------------------------------------

    def expr_Block(self, node, hint):
        if node.kind not in ("", "unsafe", "const", "scoped"):
            return self.error(unsupported("MR018", "an async block", node))
        if node.kind == "unsafe":
            self.tcx.diags.add(unsupported("MR016", "`unsafe`", node))
        if node.label is None:
            return self.check_block(node, hint)
        scope = LoopScope(node.label, self.merge_start(hint), "block", node)
        self.loops.append(scope)
        ty = self.check_block(node, hint)
        self.loops.pop()
        if not scope.broke:
            return ty
        self.diverges = False
        if node.expr is None and self.icx.shallow(ty) is t.NEVER:
            self.results.diverging.add(node)        # only its `break`s give it a value
            return scope.merge.result()
        return self.merge(scope.merge, node.expr, ty, lambda fcx, want, got: fcx.mismatch(node.expr or node, got, want))

    def check_block(self, node, hint):
        self.ribs.append({})
        outer = self.module
        inner = self.enter_block_items(node)
        if inner is not None:
            self.module = inner
            self.results.blocks[node] = inner
        for stmt in node.stmts:
            self.check_stmt(stmt)
        if node.expr is not None:
            ty = self.check_expr(node.expr, hint)
        else:
            ty = t.NEVER if self.diverges else t.UNIT
        self.module = outer
        self.ribs.pop()
        self.results.types[node] = ty
        return ty

    def check_coerce_block(self, node, target, cause=None):
        """A block whose value must coerce to `target` (the coercion applies to its tail)."""
        actual = self.check_block(node, target)
        self.coerce_block_value(node, actual, target, cause)

    def coerce_block_value(self, node, actual, target, cause=None):
        tail = node.expr
        if tail is None:
            if self.icx.shallow(actual) is t.NEVER:
                self.results.diverging.add(node)
                self.note_diverging(self.icx.shallow(target))
            elif not self.icx.try_unify(actual, target):
                self.error(errors.missing_tail(self, node, target, cause))
        elif self.coerce(tail, actual, target):
            self.results.types[node] = target
        else:
            self.mismatch(tail, actual, target, cause)

    def check_return_value(self, block, output):
        scope_cause = ("return",)
        self.ret_ty = output
        self.check_coerce_block(block, output, scope_cause)

    def check_stmt(self, stmt):
        if type(stmt) is ast.Let:
            self.check_let(stmt)
        elif type(stmt) is ast.ExprStmt:
            ty = self.check_expr(stmt.expr, None if stmt.semi else t.UNIT)
            if not stmt.semi and not self.coerce(stmt.expr, ty, t.UNIT):
                self.mismatch(stmt.expr, ty, t.UNIT, ("statement",))

    def check_let(self, node):
        declared = None
        if node.ty is not None:
            declared, written = self.lower_type(node.ty)
            self.results.user_types[node] = written
        if node.init is not None:
            if declared is not None:
                ty = self.check_expr(node.init, declared)
                if not self.closures or written is not regional(self, node.init):      # of that very type: nothing is coerced
                    self.demand_coerce(node.init, ty, declared, ("let", node))
                ty = declared
            else:
                ty = self.check_expr(node.init)
        else:
            ty = declared if declared is not None else self.fresh("ty", node.pat)
        if node.els is not None:
            before = self.diverges
            got = self.check_block(node.els, t.NEVER)
            if self.icx.shallow(got) is not t.NEVER:
                self.error(errors.let_else_falls_through(self, node.els, got))
            self.diverges = before
        self.check_top_pat(node.pat, ty, "let" if node.els is None else "let else", {}, node.init, node.init)
        if node.els is None:
            self.results.pattern_checks.append(("let", node, ty))

    # --- branches -----------------------------------------------------------------------------------

    def check_cond(self, node):
        """A condition, which may hold `let` patterns whose bindings the caller's rib receives."""
        if type(node) is ast.Binary and node.op == "&&":
            self.check_cond(node.left)
            self.check_cond(node.right)
            self.results.types[node] = t.BOOL
        elif type(node) is ast.LetCond:
            ty = self.check_expr(node.expr)
            self.check_top_pat(node.pat, ty, "pattern", {}, None, node.expr)
            self.results.types[node] = t.BOOL
        else:
            self.check_coerce(node, t.BOOL)

    def expr_LetCond(self, node, hint):
        return self.error(errors.let_in_this_position(node))

    def expr_If(self, node, hint):
        self.ribs.append({})
        self.check_cond(node.cond)
        before = self.diverges
        self.diverges = False
        wanted = self.icx.shallow(hint) if hint is not None else None
        state = self.merge_start(None if wanted is not None and wanted.kind == "infer" and wanted.b == "ty" else hint, sites=True)
        if node.els is None:
            ty = self.check_block(node.then, hint)
            self.merge_block(state, node.then, ty, node)
            if not self.icx.try_unify(state.result(), t.UNIT) and self.icx.shallow(state.result()) is not t.NEVER:
                state.ty = self.error(errors.if_without_else(self, node, state.result()))
            self.ribs.pop()
            self.diverges = before
            return t.UNIT if state.ty is not t.ERROR else t.ERROR
        ty = self.check_block(node.then, hint)
        self.merge_block(state, node.then, ty, node)
        then_diverges, self.diverges = self.diverges, False
        self.ribs.pop()
        if type(node.els) is ast.Block:
            ty = self.check_block(node.els, hint if hint is not None else None)
            self.merge_block(state, node.els, ty, node)
        else:
            ty = self.check_expr(node.els, hint)
            self.merge(state, node.els, ty, lambda fcx, want, got: fcx.error(errors.if_else_mismatch(fcx, node, want, got)))
        self.diverges = before or then_diverges and self.diverges
        return state.result()

    def merge_block(self, state, block, ty, node):
        self.merge(state, block, ty, lambda fcx, want, got: fcx.error(
            errors.if_else_mismatch(fcx, node, want, got) if state.nodes and not fcx.expects(state) else fcx.mismatch_diagnostic(block.expr or block, got, want)))

    def coerce_tail(self, block, actual, target):
        if block.expr is not None:
            return self.coerce(block.expr, actual, target)
        return self.icx.shallow(actual) is t.NEVER or self.icx.try_unify(actual, target)

    def expr_Match(self, node, hint):
        scrutinee = self.check_expr(node.expr)
        before = self.diverges
        # to `()` no arm is coerced: a match that is a statement may have any type, which is compared as a whole
        state = self.merge_start(hint if hint is None or self.icx.shallow(hint) is not t.UNIT else None, sites=True)
        all_diverge = True
        for arm in node.arms:
            self.ribs.append({})
            self.check_top_pat(arm.pat, scrutinee, "match", {}, None, node.expr)
            self.diverges = False
            if arm.guard is not None:
                self.check_cond(arm.guard)
                self.diverges = False
            ty = self.check_expr(arm.body, hint if hint is not None else None)
            if state.hint is None and hint is not None and type(arm.body) is ast.Block:
                ty = self.unit_tail(arm.body, ty)
            self.merge(state, arm.body, ty, lambda fcx, want, got, arm=arm: fcx.arm_mismatch(node, arm, want, got, state))
            all_diverge = all_diverge and self.diverges
            self.ribs.pop()
        self.diverges = before or all_diverge
        self.results.pattern_checks.append(("match", node, scrutinee))
        return state.result() if node.arms else t.NEVER

    def arm_mismatch(self, node, arm, want, got, state):
        if not state.nodes or self.expects(state) and type(arm.body) is ast.Block:
            self.error(self.mismatch_diagnostic(self.innermost_tail(arm.body), got, want))
        else:
            self.error(errors.match_arms_mismatch(self, node, arm, want, got, state.nodes))

    def unit_tail(self, block, ty):
        """The type of an arm's block where `()` is expected of it: its tail is coerced on its own."""
        if block.expr is None or block.label is not None or self.coerce(block.expr, ty, t.UNIT):
            return ty
        return self.mismatch(block.expr, ty, t.UNIT)

    def expects(self, state):
        """Whether a known type is expected: then rustc coerces the tail of each block on its own."""
        return state.hint is not None and self.icx.shallow(state.hint).kind != "infer"

    def innermost_tail(self, node):
        while type(node) is ast.Block and node.expr is not None:
            node = node.expr
        return node

    # --- loops ------------------------------------------------------------------------------------

    def expr_While(self, node, hint):
        self.ribs.append({})
        self.loops.append(LoopScope(node.label, None, "condition", node))
        self.check_cond(node.cond)
        self.loops.pop()
        before = self.diverges
        self.loops.append(LoopScope(node.label, None, "while", node))
        self.check_unit_block(node.body)
        self.loops.pop()
        self.ribs.pop()
        self.diverges = before
        return t.UNIT

    def check_unit_block(self, block):
        ty = self.check_block(block, t.UNIT)
        if not self.coerce_tail(block, ty, t.UNIT):
            self.mismatch(block.expr or block, ty, t.UNIT)

    def expr_Loop(self, node, hint):
        scope = LoopScope(node.label, self.merge_start(hint), "loop", node)
        self.loops.append(scope)
        before = self.diverges
        self.check_unit_block(node.body)
        self.loops.pop()
        self.diverges = before
        return scope.merge.result() if scope.broke else t.NEVER

    def expr_For(self, node, hint):
        source = self.check_expr(node.iter)
        into_iter, iterator = self.tcx.lang("IntoIterator"), self.tcx.lang("Iterator")
        source = self.known(source, node.iter)
        before = self.diverges
        if source.kind == "error":
            item = t.ERROR
        elif not self.icx.holds(TraitRef(into_iter, (source,))):
            item = self.error(errors.not_an_iterator(self, node.iter, self.no_iterator(source)), source)
        else:
            self.require(into_iter, (source,), node.iter)
            iter_ty = self.structurally(self.normalize(t.mk("alias", into_iter.members["IntoIter"], (source,)), node.iter))
            item = self.structurally(self.normalize(t.mk("alias", iterator.members["Item"], (iter_ty,)), node.iter))
            if iter_ty.flags & t.ERRONEOUS:
                item = t.ERROR
            self.results.fors[node] = ((source,), iter_ty, item)
        self.ribs.append({})
        self.check_top_pat(node.pat, item, "for", {})
        self.results.pattern_checks.append(("for", node, item))
        self.loops.append(LoopScope(node.label, None, "for", node))
        self.check_unit_block(node.body)
        self.loops.pop()
        self.ribs.pop()
        self.diverges = before
        return t.UNIT

    def no_iterator(self, source):
        """The type that a loop's expression fails at: what is in a box, which is an iterator where that is one, also behind `&mut`."""
        ty = source = self.resolve(source)
        while ty.kind == "ref" and ty.c:
            ty = self.resolve(ty.a)
        if self.is_box(ty):
            return self.no_iterator(ty.b[0])
        return ty if ty.kind == "ref" else source

    def find_loop(self, node, label):
        word = "break" if type(node) is ast.Break else "continue"
        if label is None:
            for scope in reversed(self.loops):
                if scope is None:
                    break
                if scope.kind == "block":
                    self.error(errors.unlabeled_in_block(node, word))
                    return None
                if scope.kind == "condition":
                    self.error(errors.unlabeled_in_condition(node))
                    return None
                if scope.kind != "block":
                    return scope
            self.error(errors.outside_loop(node, word, None in self.loops))
            return None
        crossed = False
        for scope in reversed(self.loops):
            crossed = crossed or scope is None
            if crossed and scope is not None and scope.label == label:
                self.error(errors.unreachable_label(node, label, scope))
                return None
            if scope is not None and scope.label == label:
                if word == "continue" and scope.kind == "block":
                    self.error(errors.continue_to_block(node, label))
                    return None
                return scope
        self.error(errors.undeclared_label(node, label))
        return None

    def expr_Break(self, node, hint):
        scope = self.find_loop(node, node.label)
        if scope is None:
            if node.expr is not None:
                self.check_expr(node.expr)
            return t.NEVER
        scope.broke = True
        if scope.merge is None:
            if node.expr is not None:
                self.check_expr(node.expr)
                self.error(errors.break_with_value(node, scope))
            return t.NEVER
        if node.expr is None:
            self.merge(scope.merge, None, t.UNIT, lambda fcx, want, got: fcx.mismatch(node, got, want))
            return t.NEVER
        wanted = scope.merge.ty if scope.merge.ty is not None else scope.merge.hint
        ty = self.check_expr(node.expr, wanted)
        self.merge(scope.merge, node.expr, ty, lambda fcx, want, got: fcx.mismatch(node.expr, got, want))
        return t.NEVER

    def expr_Continue(self, node, hint):
        self.find_loop(node, node.label)
        return t.NEVER

    def expr_Return(self, node, hint):
        if self.ret_ty is None:
            self.diverges = True
            self.error(errors.return_outside_fn(node))
            return t.NEVER
        if node.expr is not None:
            self.coerce_returned(node.expr, ("return",))
        elif not self.icx.try_unify(self.ret_ty, t.UNIT):
            self.error(errors.return_without_value(self, node, self.ret_ty))
        return t.NEVER

    # --- the question mark ------------------------------------------------------------------------

    def expr_Try(self, node, hint):
        """`e?` on Option, Result and ControlFlow (the only stable implementors of Try besides Poll)."""
        ty = self.known(self.check_expr(node.expr), node.expr)
        option, result, flow = self.tcx.lang("Option"), self.tcx.lang("Result"), self.tcx.lang("ControlFlow")
        if ty.kind == "error":
            return ty
        if ty.kind != "adt" or ty.a not in (option, result, flow):
            return self.try_on_other(node, ty)
        output = ty.b[1 if ty.a is flow else 0]
        payload = self.icx.shallow(output)
        if payload.kind == "infer" and payload.b == "ty":
            self.diverging.append(payload)                 # the other way out, a return, has the type `!`
        if self.ret_ty is None:
            self.error(errors.return_outside_fn(node))
            return output
        ret = self.structurally(self.ret_ty)
        if ret.kind == "infer" and ret.b == "ty" and self.closures and self.late_tries is not None:
            self.late_tries.append((node, ty, output))         # what the closure returns tells
            return output
        return self.try_returns(node, ty, ret, output)

    def try_on_other(self, node, ty):
        """A `?` on what has none; that the function returns nothing for one either is told beside."""
        if self.ret_ty is None:
            self.error(errors.return_outside_fn(node))
        self.error(errors.try_on_other(self, node, ty), ty)
        if self.closures and self.late_tries is not None:
            self.late_tries.append((node, t.ERROR, None))
        elif self.ret_ty is not None:
            self.no_way_out(node, self.structurally(self.ret_ty))
        return t.ERROR

    def no_way_out(self, node, ret):
        """Report the `?` at `node` if what the function returns takes none."""
        if ret.kind not in ("infer", "error", "opaque") and (ret.kind != "adt" or ret.a not in map(self.tcx.lang, ("Option", "Result", "ControlFlow"))):
            self.error(errors.try_in_wrong_fn(self, node, t.ERROR, ret))

    def try_returns(self, node, ty, ret, output):
        """The way out of a `?` on `ty`: the function or closure around returns `ret`."""
        option, result, flow = self.tcx.lang("Option"), self.tcx.lang("Result"), self.tcx.lang("ControlFlow")
        if ty is t.ERROR:
            return self.no_way_out(node, ret)
        if ret.kind == "infer" and ret.b == "ty":
            if self.icx.shallow(output) is ret:                # what is left of the value: the fallback tells
                self.returned_tries.append((node, ty, ret, self.closures[-1]))
                return output
            ret_args = (self.fresh(),) if ty.a is option else (self.fresh(), self.fresh())
            self.icx.unify(ret, t.adt(ty.a, ret_args))
            ret = self.icx.shallow(ret)
        if ret.kind == "error":
            return output
        if ret.kind != "adt" or ret.a is not ty.a or ty.a is flow and not self.icx.try_unify(ret.b[0], ty.b[0]):
            self.error(errors.try_in_wrong_fn(self, node, ty, ret))
            return output
        if ty.a is result:
            self.require(self.tcx.lang("From"), (ret.b[1], ty.b[1]), node, ("question", ty.b[1], ret.b[1]))
        self.results.tries[node] = (ty, ret)
        return output

    # --- assignment -------------------------------------------------------------------------------

    def expr_Assign(self, node, hint):
        if self.is_destructuring(node.left):
            return self.destructuring(node)
        left = self.check_expr(node.left)
        if not self.is_place(node.left):
            if hint is None or self.icx.shallow(hint) is not t.BOOL:           # else that a comparison was meant is told
                self.error(errors.invalid_left_side(node, node.left, "E0070"))
            self.check_expr(node.right, left)
            return t.UNIT
        self.mutable_place(node.left)
        self.check_coerce(node.right, left, ("assign", node))
        self.sized_checks.append((left, node.left, ("assigned",)))
        broken = (self.resolve(left).flags | self.resolve(self.results.types[node.right]).flags) & t.ERRONEOUS
        return t.ERROR if broken else t.UNIT

    def is_destructuring(self, node):
        kind = type(node)
        return kind in (ast.Tuple, ast.Array, ast.Underscore, ast.StructLit) or kind is ast.Call and self.names_constructor(node)

    def names_constructor(self, call):
        """Whether a call on the left of `=` is a tuple struct's or a variant's pattern."""
        if type(call.func) is not ast.PathExpr:
            return False
        path = call.func.path
        if path.qself is not None or path.segments[0].name == "Self":
            return len(path.segments) == 1
        found = self.tcx.resolver.resolve_segments(self.module, path.global_, path.segments, "values")
        return getattr(found, "kind", None) in ("struct", "variant")

    def destructuring(self, node):
        """`(a, b) = e`: parts of the value are assigned one by one (Reference, "Assignment expressions")."""
        if type(node.left) is ast.Underscore:
            self.check_expr(node.right)
            return t.UNIT
        if not _plain_tuple(node.left):
            made = Destructuring(node, self.names_constructor)
            self.results.desugared[node] = block = made.block()
            for base in made.bases:
                self.error(errors.base_in_destructuring(base))
            return self.check_expr(block)
        want = self.destructured_type(node.left)
        self.check_coerce(node.right, want)
        return t.UNIT

    def destructured_type(self, node):
        if type(node) is ast.Underscore:
            self.results.types[node] = ty = self.fresh()
            return ty
        if type(node) is ast.Tuple:
            ty = t.tuple_of([self.destructured_type(elem) for elem in node.elems])
        else:
            ty = self.check_expr(node)
            if not self.is_place(node):
                self.error(errors.invalid_left_side(node, node, "E0070"))
            self.mutable_place(node)
        self.results.types[node] = ty
        return ty


def _plain_tuple(node):
    """Whether the left side is made of tuples without `..` and of places only."""
    kind = type(node)
    if kind is ast.Tuple:
        return all(_plain_tuple(elem) for elem in node.elems)
    return kind not in (ast.Array, ast.StructLit, ast.Range, ast.Call)
