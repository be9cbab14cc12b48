"""What rustc offers where the value at the end of a block is not the one expected there: a `;`, `return`, `break`, a return type (E0308;
rustc_hir_typeck's `report_return_mismatched_types` and `fn_ctxt/suggestions`)."""

from ..diagnostics import HAS_PLACEHOLDERS, MACHINE_APPLICABLE, MAYBE_INCORRECT
from ..syntax import ast
from ..syntax.find import ancestors
from ..ty import types as t
from .suggest import can_coerce

LOOPS = (ast.While, ast.Loop, ast.For)
BLOCKLIKE = (ast.If, ast.Match, ast.Block, *LOOPS)
SILENT = (ast.PathExpr, ast.Lit, ast.ErrorExpr)


def has_effects(node):
    """rustc's `can_have_side_effects`: whether throwing away the value of an expression may make sense."""
    if isinstance(node, SILENT):
        return False
    if isinstance(node, ast.Call) and is_constructor(node):
        return any(map(has_effects, node.args))
    parts = {ast.Unary: ("expr",), ast.Binary: ("left", "right"), ast.AddrOf: ("expr",), ast.Field: ("expr",), ast.Index: ("expr", "index"),
             ast.Cast: ("expr",)}.get(type(node))
    if parts is not None:
        return any(has_effects(getattr(node, name)) for name in parts)
    if isinstance(node, (ast.Tuple, ast.Array)):
        return any(map(has_effects, node.elems))
    return not isinstance(node, ast.StructLit)


def is_constructor(call):
    return isinstance(call.func, ast.PathExpr) and call.func.path.segments[-1].name[:1].isupper()


class Tail:
    """An expression whose value is that of blocks around it, and what stands around. `up`: the nodes above, the innermost first."""

    def __init__(self, fcx, node):
        root = fcx.owner.node
        self.fcx, self.node = fcx, node
        self.up = ancestors(root, node)[::-1]
        self.block = self.up[0] if self.up and isinstance(self.up[0], ast.Block) and self.up[0].expr is node else None
        self.closure = next((above for above in self.up if isinstance(above, ast.Closure)), None)

    @property
    def returned(self):
        """Whether it is what the function or closure returns (rustc's `hir_get_fn_id_for_return_block`)."""
        below = self.node
        for above in self.up:
            if isinstance(above, (ast.Fn, ast.Closure)):
                return True
            if isinstance(above, ast.Return):
                return True
            if isinstance(above, ast.Block) and (above.expr is not below or isinstance(below, ast.If) and below.els is None):
                return False
            if isinstance(above, (*LOOPS, ast.Let)):
                return False
            below = above
        return True

    @property
    def in_arm(self):
        """Whether it is the end of a match arm's block, where a `;` would not do; a `for` is such a match as well."""
        below = self.node
        for above in self.up:
            if isinstance(above, ast.Arm):
                return below is not self.node
            if isinstance(above, ast.For):
                return below is above.body
            if not isinstance(above, ast.Block) or above.expr is not below:
                return False
            below = above
        return False

    @property
    def branching(self):
        """The innermost `if` or `match` around it that no loop hides, or None."""
        for above in self.up:
            if isinstance(above, (ast.If, ast.Match)):
                return above
            if isinstance(above, (ast.Let, ast.Fn, ast.For, ast.While)):
                return None
        return None

    @property
    def breakable(self):
        """Whether a `break` could give the value to a `loop` whose value a `let` takes."""
        found = next((above for above in self.up if isinstance(above, (*LOOPS, ast.Closure))), None)
        return isinstance(found, ast.Loop) and any(isinstance(above, ast.Let) for above in self.up)

    def written(self, node):
        """Whether no macro wrote a node."""
        return not self.fcx.tcx.tokens.exp[node.lo] and not self.fcx.tcx.tokens.exp[node.hi]


def for_tail(fcx, diagnostic, node, actual, expected, cause):
    """Append what is told of the tail, or the operand of a `return`, `node` of type `actual`."""
    if cause and cause[0] == "statement":
        if has_effects(node):
            diagnostic.suggest("consider using a semicolon here", [(node.hi, None, ";")], MACHINE_APPLICABLE, "word")
        return
    tail = Tail(fcx, node)
    if expected is t.UNIT:
        if tail.block is not None:
            of_unit(fcx, diagnostic, tail, actual)
        elif tail.up and isinstance(tail.up[0], ast.Closure) and tail.up[0].body is node:
            of_closure(diagnostic, tail)
        elif tail.up and isinstance(tail.up[0], ast.Return):
            missing_return_type(fcx, diagnostic, tail, actual)
    elif actual is t.UNIT and tail.block is not None and isinstance(node, (ast.While, ast.For)) and tail.returned:
        loop_value(fcx, diagnostic, node, expected)


def of_unit(fcx, diagnostic, tail, actual):
    """`()` is expected at the end of a block."""
    node = tail.node
    if has_effects(node) and isinstance(node, (ast.Call, ast.MethodCall, *BLOCKLIKE)) and tail.written(node):
        diagnostic.suggest("consider using a semicolon here", [(node.hi, None, ";")], MACHINE_APPLICABLE, "label")
    if tail.returned and (tail.closure is None or tail.closure.body is tail.block) and missing_return_type(fcx, diagnostic, tail, actual):
        return
    cause = tail.branching
    if cause is not None and tail.written(cause):
        lone = isinstance(cause, ast.If) and cause.els is None and tail.written(node)
        diagnostic.label((cause.lo, cause.hi), "`if` expressions without `else` arms expect their inner expression to be `()`" if lone else "expected this to be `()`")
        if has_effects(node):
            diagnostic.suggest("consider using a semicolon here", [(cause.hi, None, ";")], MACHINE_APPLICABLE, "label")
    return_or_break(fcx, diagnostic, tail, actual)


def of_closure(diagnostic, tail):
    """`()` is expected of a closure without braces."""
    node = tail.node
    if isinstance(node, (ast.PathExpr, ast.Lit)):
        diagnostic.suggest("consider ignoring the value", [(node.lo, node.lo - 1, "_ = ")], MACHINE_APPLICABLE)
    elif isinstance(node, (ast.Call, ast.MethodCall, *BLOCKLIKE)) and has_effects(node) and tail.written(node):
        diagnostic.suggest("consider using a semicolon here", [(node.lo, node.lo - 1, "{ "), (node.hi, None, "; }")], MACHINE_APPLICABLE)


def missing_return_type(fcx, diagnostic, tail, actual):
    """A function without return type gives a value; whether that is told."""
    owner = fcx.owner.node
    if tail.closure is not None or not isinstance(owner, ast.Fn) or owner.ret is not None:
        return False
    return add_return_type(fcx, diagnostic, owner, actual)


def add_return_type(fcx, diagnostic, owner, actual):
    """The return type that `owner`, a Fn without one, would need."""
    where = (owner.body.lo - 1, None)
    if fcx.owner.name == "main" and fcx.owner.kind == "fn" or fcx.owner.kind == "assoc_fn" and fcx.tcx.impl_trait_ref(fcx.owner.parent) is not None:
        diagnostic.label(where, "expected `()` because of default return type")
    else:
        shown = {"int": "i32", "float": "f64"}.get(actual.b, "_") if actual.kind == "infer" else str(actual)
        named = shown != "_" and not any(part.kind in ("closure", "fndef", "infer") for part in t.walk(actual) if part is not actual)
        if named:
            diagnostic.suggest("try adding a return type", [(where[0], None, f" -> {shown}")], MACHINE_APPLICABLE, "label")
        else:
            diagnostic.suggest("a return type might be missing here", [(where[0], None, " -> _")], HAS_PLACEHOLDERS, "label")
    return True


def return_or_break(fcx, diagnostic, tail, actual):
    """The value may have been meant for the loop or function around."""
    node = tail.node
    edits = [(node.lo, node.lo - 1, "return ")]
    if not tail.written(node):
        return
    if tail.breakable:
        diagnostic.suggest("you might have meant to break the loop with this value", [(node.lo, node.lo - 1, "break "), (node.hi, None, ";")], MAYBE_INCORRECT)
        return
    owner = fcx.owner.node
    if tail.closure is None and isinstance(owner, ast.Fn) and owner.ret is not None and may_coerce(fcx, actual, t.erase_regions(fcx.tcx.fn_sig(fcx.owner).output)):
        if not tail.in_arm:
            edits.append((node.hi, None, ";"))
        diagnostic.suggest("you might have meant to return this value", edits, MAYBE_INCORRECT)


def may_coerce(fcx, actual, target):
    return fcx.icx.can_unify(actual, target) or actual.kind == target.kind == "ref" and can_coerce(fcx, actual, target)


def loop_value(fcx, diagnostic, node, expected):
    """A loop at the end of a function that returns something."""
    word = "for" if isinstance(node, ast.For) else "while"
    diagnostic.note(f"`{word}` loops evaluate to unit type `()`")
    line = fcx.tcx.tokens.line
    if line(node.lo) == line(node.hi):
        text = f" /* `{expected}` value */"
    else:
        text = f"\n{' ' * (fcx.tcx.tokens.location(node.hi)[2] - 1)}/* `{expected}` value */"
    diagnostic.suggest("consider returning a value here", [(node.hi, None, text)], HAS_PLACEHOLDERS)


def semicolon_in_branch(diagnostic, fcx, branch, wanted):
    """A `match` arm or a branch whose value was thrown away by a `;`."""
    while isinstance(branch, ast.Block) and branch.expr is not None:
        branch = branch.expr
    last = branch.stmts[-1] if isinstance(branch, ast.Block) and branch.stmts else None
    if not isinstance(last, ast.ExprStmt) or not last.semi:
        return
    ty = fcx.results.types.get(last.expr)
    if ty is not None and fcx.resolve(ty).kind != "error" and fcx.icx.can_unify(ty, wanted):
        diagnostic.suggest("consider removing this semicolon", [(last.hi, last.hi, "")], MACHINE_APPLICABLE, "word")
