"""Shorthands by which macro expansion and derive build nodes, all at one place."""

from . import ast


class Maker:
    """Builds nodes whose span is (lo, hi)."""

    def __init__(self, lo, hi=None):
        self.lo, self.hi = lo, lo if hi is None else hi

    def path(self, text, args=None):
        """The Path of `a::b::C`; `args`, a list of types, go to the last segment."""
        lo, hi = self.lo, self.hi
        segments = [ast.PathSegment(name, None, lo, hi) for name in text.split("::")]
        if args:
            segments[-1].args = ast.GenericArgs(args, [], False, [], None, lo, hi)
        return ast.Path(False, None, 0, segments, lo, hi)

    def name(self, text):
        """A path as an expression."""
        return ast.PathExpr(self.path(text), self.lo, self.hi)

    def ty(self, text, args=None):
        return ast.TyPath(self.path(text, args), self.lo, self.hi)

    def ref_ty(self, ty, mut=False):
        return ast.TyRef(None, mut, ty, self.lo, self.hi)

    def call(self, func, *args):
        func = self.name(func) if isinstance(func, str) else func
        return ast.Call(func, list(args), self.lo, self.hi)

    def method(self, recv, name, *args):
        segment = ast.PathSegment(name, None, self.lo, self.hi)
        return ast.MethodCall(recv, segment, list(args), self.lo, self.lo, self.hi)

    def str(self, value):
        return ast.Lit("str", value, "", self.lo, self.hi)

    def int(self, value, suffix=""):
        return ast.Lit("int", value, suffix, self.lo, self.hi)

    def bool(self, value):
        return ast.Lit("bool", value, "", self.lo, self.hi)

    def ref(self, expr, mut=False):
        return ast.AddrOf(mut, expr, False, self.lo, self.hi)

    def deref(self, expr):
        return ast.Unary("*", expr, self.lo, self.hi)

    def negate(self, expr):
        return ast.Unary("!", expr, self.lo, self.hi)

    def binary(self, op, left, right):
        return ast.Binary(op, left, right, self.lo, self.lo, self.hi)

    def tuple(self, *elems):
        return ast.Tuple(list(elems), self.lo, self.hi)

    def field(self, expr, name):
        return ast.Field(expr, name, self.lo, self.lo, self.hi)

    def bind(self, name, by_ref=False, mut=False):
        return ast.PatIdent(by_ref, mut, name, None, self.lo, self.hi)

    def wild(self):
        return ast.PatWild(self.lo, self.hi)

    def pat_tuple(self, *pats):
        return ast.PatTuple(list(pats), self.lo, self.hi)

    def pat_path(self, text):
        return ast.PatPath(self.path(text), self.lo, self.hi)

    def arm(self, pat, body, guard=None):
        return ast.Arm([], pat, guard, body, self.lo, self.hi)

    def match(self, expr, *arms):
        return ast.Match(expr, list(arms), self.lo, self.hi)

    def block(self, stmts, expr=None):
        return ast.Block(None, "", stmts, expr, self.lo, self.hi)

    def scoped(self, expr):
        """A block around `expr` at whose end its temporaries die, in both editions (`{ let value = expr; value }`)."""
        return ast.Block(None, "scoped", [], expr, self.lo, self.hi)

    def stmt(self, expr):
        return ast.ExprStmt([], expr, True, self.lo, self.hi)

    def let(self, name, init, ty=None, mut=False):
        return ast.Let([], self.bind(name, False, mut), ty, init, None, self.lo, self.hi)

    def if_(self, cond, then, els=None):
        return ast.If(cond, then, els, self.lo, self.hi)

    def fn(self, name, self_ref, params, ret, body, attrs=()):
        """A method; `self_ref` True for `&self`, None for none; `params` (name, type) pairs."""
        lo, hi = self.lo, self.hi
        receiver = None if self_ref is None else ast.SelfParam(self_ref, None, False, None, lo, hi)
        nodes = [ast.Param([], self.bind(text), ty, lo, hi) for text, ty in params]
        generics = ast.Generics([], [], lo, hi)
        return ast.Fn(list(attrs), ast.Vis("", None, lo, hi), name, lo, generics, receiver, nodes, ret, body, "", lo, hi)
