"""`unreachable_code`: what follows an expression that never comes to an end (rustc_hir_typeck's `warn_if_unreachable`)."""

from ..diagnostics.build import span_of
from ..syntax import ast
from ..ty import types as t

QUIET = frozenset((ast.Block, ast.If, ast.Loop, ast.Match, ast.While, ast.For, ast.LetCond, ast.Closure, ast.FormatArgs))


class Cause:
    """Why what follows is not reached: an expression, and whether it is a match all of whose arms end."""

    __slots__ = ("node", "text", "warned")

    def __init__(self, node, text="any code following this expression is unreachable"):
        self.node, self.text, self.warned = node, text, False


def check_reachable(lints):
    """Look at all bodies that hold an expression of type `!`."""
    for owner, results in lints.tcx.typeck_results.items():
        if not results.tainted and t.NEVER in results.types.values():
            body = getattr(owner.node, "body", None) or getattr(owner.node, "value", None)
            if body is not None:
                Reach(lints, results).expr(body, None)


class Reach:
    """The walk in the order of evaluation; each method takes the Cause that holds before a node and returns the one behind it."""

    def __init__(self, lints, results):
        self.lints, self.results = lints, results

    def report(self, where, word, cause):
        if cause is None or cause.warned:
            return
        cause.warned = True
        outermost = self.lints.tokens.outermost
        self.lints.emit("unreachable_code", f"unreachable {word}", outermost(*span_of(where)), f"unreachable {word}",
                        [(outermost(cause.node.lo, cause.node.hi), cause.text)])

    def expr(self, node, cause):
        if node is None:
            return cause
        kind = type(node)
        if kind not in QUIET:
            self.report(node, "expression", cause)
        handler = HANDLERS.get(kind)
        cause = handler(self, node, cause) if handler is not None else self.parts(node, cause)
        if cause is None and self.results.types.get(node) is t.NEVER and self.ends(node):
            cause = Cause(node)
        return cause

    def ends(self, node):
        """Whether an expression of type `!` has it by what it is, not by fallback: a jump, an endless loop, a call of what never returns."""
        if type(node) in (ast.Return, ast.Break, ast.Continue, ast.Loop):
            return True
        entry = self.results.callees.get(node) or self.results.res.get(getattr(node, "func", None), (None,))[1:2]
        callee = entry[0] if entry else None
        return getattr(callee, "kind", None) in ("fn", "assoc_fn") and self.lints.tcx.fn_sig(callee).output is t.NEVER

    def parts(self, node, cause):
        """An expression that evaluates its parts from left to right."""
        for field in type(node).FIELDS:
            value = getattr(node, field)
            for part in value if type(value) is list else (value,):
                if isinstance(part, ast.Node) and (part in self.results.types or type(part) is ast.FieldInit):
                    cause = self.expr(part, cause)
        return cause

    def field_init(self, node, cause):
        return self.expr(node.expr, cause)

    def call(self, node, cause):
        before = cause
        cause = self.parts(node, cause)
        if cause is not before:
            self.report(node.func if type(node) is ast.Call else (node.name_tok, node.name_tok), "call", cause)
        return cause

    def lazy(self, node, cause):
        if node.op not in ("&&", "||"):
            return self.parts(node, cause)
        cause = self.expr(node.left, cause)
        self.expr(node.right, cause)
        return cause

    def assign(self, node, cause):
        return self.expr(node.right, self.expr(node.left, cause) if type(node) is ast.Assign else cause)

    def block(self, node, cause):
        for stmt in node.stmts:
            cause = self.stmt(stmt, cause)
        cause = self.expr(node.expr, cause)
        return None if node.label is not None and self.results.types.get(node) is not t.NEVER else cause

    def stmt(self, stmt, cause):
        if type(stmt) is ast.ItemStmt:
            return cause
        tokens = self.lints.tokens
        where = (stmt.lo, stmt.hi)
        if type(stmt) is ast.ExprStmt and tokens.exp[stmt.expr.lo]:
            where = (stmt.expr.lo, stmt.expr.hi)
        self.report(where, "statement", cause)
        if type(stmt) is ast.Let:
            cause = self.expr(stmt.init, cause)
            if stmt.els is not None:
                self.block(stmt.els, cause)
            return cause
        return self.expr(stmt.expr, cause)

    def if_(self, node, cause):
        cause = self.expr(node.cond, cause)
        self.report(node.then, "block in `if` or `while` expression", cause)
        then = self.expr(node.then, cause)
        els = self.expr(node.els, cause) if node.els is not None else cause
        return cause or (then and els and then)

    def match(self, node, cause):
        cause = self.expr(node.expr, cause)
        after = []
        for arm in node.arms:
            if arm.guard is not None:
                self.expr(arm.guard, cause)
            after.append(self.expr(arm.body, cause))
        if cause is None and after and all(after):
            return Cause(node, "any code following this `match` expression is unreachable, as all arms diverge")
        return cause

    def loop(self, node, cause):
        cause = self.expr(getattr(node, "cond", None) or getattr(node, "iter", None), cause)
        self.block(node.body, cause)
        return cause

    def closure(self, node, cause):
        self.expr(node.body, None)
        return cause


HANDLERS = {ast.Block: Reach.block, ast.If: Reach.if_, ast.Match: Reach.match, ast.Loop: Reach.loop, ast.While: Reach.loop, ast.For: Reach.loop,
            ast.Closure: Reach.closure, ast.Call: Reach.call, ast.MethodCall: Reach.call, ast.Binary: Reach.lazy, ast.Assign: Reach.assign,
            ast.FieldInit: Reach.field_init}
