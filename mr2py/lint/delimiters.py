"""`unused_parens` and `unused_braces` (rustc_lint::unused). Parentheses leave no node, but belong to the span of what they hold."""

from ..diagnostics import MACHINE_APPLICABLE
from ..syntax import ast

HEADS = ("`if` condition", "`while` condition", "`for` iterator expression", "`match` scrutinee expression", "`let` scrutinee expression")
BRACED = frozenset(("function argument", "method argument", "`if` condition", "`while` condition", "`for` iterator expression", "assigned value",
                    "`return` value", "`match` scrutinee expression"))


def check_delimiters(lints):
    """Tell the delimiters around expressions in places that have their own bounds."""
    for word, expr, holder in places(lints):
        context = type(holder)
        if expr is None or not lints.is_own(expr.lo) or not lints.is_own(holder.lo):
            continue
        lo, hi = expr.lo, expr.hi
        kinds = lints.tokens.kind
        if kinds[lo] == "(" and lints.tokens.match.get(lo) == hi:
            if type(expr) is not ast.Tuple or kinds[lo + 1] == "(" and lints.tokens.match.get(lo + 1) == hi - 1:
                parens(lints, word, expr)
        elif type(expr) is ast.Block and word in BRACED and context is not ast.Let and context is not ast.Match:
            braces(lints, word, expr)


def places(lints):
    """(what rustc calls the place, expression, the node that holds it)."""
    nodes = lints.nodes
    for kind, word, field in ((ast.If, HEADS[0], "cond"), (ast.While, HEADS[1], "cond"), (ast.For, HEADS[2], "iter"), (ast.Match, HEADS[3], "expr"),
                              (ast.LetCond, HEADS[4], "expr"), (ast.Return, "`return` value", "expr"), (ast.Break, "`break` value", "expr"),
                              (ast.Let, "assigned value", "init"), (ast.Assign, "assigned value", "right"), (ast.AssignOp, "assigned value", "right"),
                              (ast.Const, "assigned value", "value"), (ast.Static, "assigned value", "value"),
                              (ast.Arm, "match arm expression", "body"), (ast.Closure, "closure body", "body")):
        for node in nodes(kind):
            yield word, getattr(node, field), node
    for node in nodes(ast.Call):
        for arg in node.args:
            yield "function argument", arg, node
    for node in nodes(ast.MethodCall):
        for arg in node.args:
            yield "method argument", arg, node
    for node in nodes(ast.Block):
        if node.kind == "" and node.expr is not None and lints.tokens.kind[node.lo] == "{":
            yield "block return value", node.expr, node


def parens(lints, word, expr):
    if word in HEADS and needed_before_block(expr) or word == "`let` scrutinee expression" and type(expr) is ast.Binary and expr.op in ("&&", "||"):
        return
    if word == "block return value" and leads_with_block(expr, lints.tokens):
        return
    if word in ("block return value", "match arm expression", "closure body") and multiline(lints.tokens, expr) and type(expr) is ast.Binary:
        return
    told = lints.emit("unused_parens", f"unnecessary parentheses around {word}", [expr.lo, expr.hi])
    if told is not None:
        told.suggest("remove these parentheses", [(expr.lo, expr.lo, ""), (expr.hi, expr.hi, "")], MACHINE_APPLICABLE)


def needed_before_block(expr):
    """Whether an expression needs its parentheses where a block follows: it holds a struct literal, or may go on with the block."""
    kind = type(expr)
    if kind in (ast.StructLit, ast.Return, ast.Break, ast.Closure):
        return True
    parts = {ast.Binary: ("left", "right"), ast.Assign: ("left", "right"), ast.AssignOp: ("left", "right"), ast.Unary: ("expr",), ast.AddrOf: ("expr",),
             ast.Cast: ("expr",), ast.MethodCall: ("recv",), ast.Field: ("expr",), ast.Index: ("expr",), ast.Range: ("start", "end")}.get(kind, ())
    return any(getattr(expr, part) is not None and needed_before_block(getattr(expr, part)) for part in parts)


def leads_with_block(expr, tokens):
    """Whether an expression begins with a block, which would be a statement of its own."""
    return tokens.kind[expr.lo + 1] in ("{", "if", "match", "loop", "while", "for", "unsafe")


def multiline(tokens, expr):
    return tokens.line(expr.lo) != tokens.line(expr.hi)


def braces(lints, word, block):
    if block.label is not None or block.kind != "" or block.stmts or block.expr is None or lints.tokens.kind[block.lo] != "{":
        return
    inner = block.expr
    if not lints.is_own(inner.lo) or multiline(lints.tokens, block) or word in HEADS and needed_before_block(inner):
        return
    if type(inner) is not ast.PathExpr and word in ("function argument", "method argument") and not plain(inner):
        return
    tokens, left, right = lints.tokens, block.lo, block.hi
    opening = tokens.sub(left, 0, tokens.start[inner.lo] - tokens.start[left], "{", "{")       # with the blanks inside
    closing = tokens.sub(right, tokens.end[inner.hi] - tokens.start[right], 1, "}", "}")
    told = lints.emit("unused_braces", f"unnecessary braces around {word}", [opening, closing])
    if told is not None:
        told.suggest("remove these braces", [(opening, opening, ""), (closing, closing, "")], MACHINE_APPLICABLE)


def plain(expr):
    return type(expr) in (ast.PathExpr, ast.Lit)
