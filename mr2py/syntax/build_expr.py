"""The parser's actions: patterns, statements and expressions (see build.py)."""

from . import ast, errors
from .build import a_words, actions, attributes, with_vis
from .build_types import generic_args
from .cfg import enabled
from .literals import INT_SUFFIXES
from .operators import ATTR, CAST, DOTS, INFIX, LET, OPEN, PREFIX, build_run


# --- patterns ------------------------------------------------------------------------------

def a_pat_or(b, v, lo, hi):
    return v[0][0] if len(v[0]) == 1 else ast.PatOr(v[0], lo, hi)


def a_pat_or_lead(b, v, lo, hi):
    return a_pat_or(b, [v[1]], lo, hi)


def a_pat_mut(b, v, lo, hi):
    return ast.PatIdent(False, True, b.name(v[1]), v[3] if len(v) > 2 else None, lo, hi)


def a_pat_mut_self(b, v, lo, hi):
    return ast.SelfParam(False, None, True, None, lo, hi)


def a_pat_ref_self(b, v, lo, hi):
    return ast.SelfParam(True, v[1], len(v) == 4, None, lo, hi)


def a_pat_wild(b, v, lo, hi):
    return ast.PatWild(lo, hi)


def a_pat_rest(b, v, lo, hi):
    return ast.PatRest(lo, hi)


def a_pat_end(b, v, lo, hi):
    """A literal or a path; a single name may bind or turn out to be a constant."""
    expr = v[0]
    if not isinstance(expr, ast.PathExpr):
        if isinstance(expr, ast.ErrorExpr):
            return ast.PatWild(lo, hi)
        return ast.PatLit(expr, lo, hi) if isinstance(expr, (ast.Lit, ast.Unary)) else not_a_pattern(b, expr)
    path = expr.path
    if len(path.segments) == 1 and not path.global_ and path.qself is None and path.segments[0].args is None \
            and b.tokens.kind[path.segments[0].lo] == "IDENT":
        return ast.PatIdent(False, False, path.segments[0].name, None, lo, hi)
    return ast.PatPath(path, lo, hi)


def not_a_pattern(b, expr):
    errors.arbitrary_expression(b.diags, expr)
    return ast.PatWild(expr.lo, expr.hi)


def a_pat_bind(b, v, lo, hi):
    return ast.PatIdent(False, False, b.name(v[0]), v[2], lo, hi)


def a_pat_by_ref(b, v, lo, hi):
    return ast.PatIdent(True, False, b.name(v[1]), v[3] if len(v) > 2 else None, lo, hi)


def a_pat_by_ref_mut(b, v, lo, hi):
    return ast.PatIdent(True, True, b.name(v[2]), v[4] if len(v) > 3 else None, lo, hi)


def a_pat_range_from(b, v, lo, hi):
    return ast.PatRange(v[0], None, False, lo, hi)


def a_pat_range(b, v, lo, hi):
    if b.text[v[1]] == "...":
        errors.old_range_pattern(b.diags, v[1])
    if isinstance(v[0], ast.ErrorExpr) or isinstance(v[2], ast.ErrorExpr):
        return ast.PatWild(lo, hi)
    return ast.PatRange(v[0], v[2], b.text[v[1]] != "..", lo, hi)


def a_pat_range_to(b, v, lo, hi):
    return ast.PatRange(None, v[1], b.text[v[0]] == "..=", lo, hi)


def a_neg_lit(b, v, lo, hi):
    return ast.Unary("-", v[1], lo, hi)


def a_pat_ref(b, v, lo, hi):
    return ast.PatRef(False, v[1], lo, hi)


def a_pat_ref_mut(b, v, lo, hi):
    return ast.PatRef(True, v[2], lo, hi)


def a_pat_unit(b, v, lo, hi):
    return ast.PatTuple([], lo, hi)


def a_pat_paren(b, v, lo, hi):
    if isinstance(v[1], ast.PatRest):
        return ast.PatTuple([v[1]], lo, hi)
    v[1].lo, v[1].hi = lo, hi
    return v[1]


def a_pat_tuple(b, v, lo, hi):
    return ast.PatTuple([v[1], *v[3]], lo, hi)


def a_pat_slice(b, v, lo, hi):
    return ast.PatSlice(v[1], lo, hi)


def a_pat_tuple_struct(b, v, lo, hi):
    return ast.PatTupleStruct(v[0], v[2], lo, hi)


def a_pat_struct(b, v, lo, hi):
    return ast.PatStruct(v[0], v[2], False, lo, hi)


def a_pat_struct_rest(b, v, lo, hi):
    return ast.PatStruct(v[0], v[2], True, lo, hi)


def a_pat_macro(b, v, lo, hi):
    return ast.PatMacro(ast.MacroCall(v[0], *v[1], lo, hi), lo, hi)


def a_pat_const(b, v, lo, hi):
    return ast.PatConstBlock(v[1], lo, hi)


def a_nt_pat(b, v, lo, hi):
    return b.group(v[0], "pat_start")


def a_field_pat(b, v, lo, hi):
    return ast.FieldPat(b.text[v[1]], v[3], False, lo, hi)


def short_field(b, token, by_ref, mut, lo, hi):
    pat = ast.PatIdent(by_ref, mut, b.name(token), None, lo, hi)
    return ast.FieldPat(b.text[token], pat, True, lo, hi)


def a_field_pat_short(b, v, lo, hi):
    return short_field(b, v[1], False, False, lo, hi)


def a_field_pat_mut(b, v, lo, hi):
    return short_field(b, v[2], False, True, lo, hi)


def a_field_pat_ref(b, v, lo, hi):
    return short_field(b, v[2], True, False, lo, hi)


def a_field_pat_ref_mut(b, v, lo, hi):
    return short_field(b, v[3], True, True, lo, hi)


# --- statements ----------------------------------------------------------------------------

class Semi:
    """A lone `;`, which makes a block-like expression before it a statement."""

    __slots__ = ("lo", "hi")

    def __init__(self, lo, hi):
        self.lo, self.hi = lo, hi


def split_stmts(items):
    """(statements, last expression or None) of a block's items, lone semicolons dropped. A last expression that may be
    configured away stays a statement: expansion decides."""
    expr = None
    if items and isinstance(items[-1], ast.ExprStmt) and not items[-1].semi and not any(attr.path == "cfg" for attr in items[-1].attrs):
        expr = items.pop().expr
    out = []
    for item in items:
        if not isinstance(item, Semi):
            out.append(item)
        elif out and isinstance(out[-1], ast.ExprStmt) and not out[-1].semi and out[-1].hi < item.lo:
            out[-1].semi = True
            out[-1].hi = item.hi
    return out, expr


def a_empty_stmt(b, v, lo, hi):
    return Semi(lo, hi)


def a_block(b, v, lo, hi):
    stmts, expr = split_stmts(v[2])
    if b.given_up and any(lo < token < hi for token in b.given_up):
        first = next(token for token in b.given_up if lo < token < hi)
        b.given_up = [token for token in b.given_up if not lo < token < hi]
        stmts, expr = [stmt for stmt in stmts if stmt.hi < first], ast.ErrorExpr(hi, hi)
    return ast.Block(None, "", stmts, expr, lo, hi)


def a_nt_block(b, v, lo, hi):
    return b.group(v[0], "block_start")


def a_stmts_expr(b, v, lo, hi):
    v[0].append(ast.ExprStmt(attributes(b, v[1]), v[2], False, v[2].lo, hi))
    return v[0]


def a_stmts_error(b, v, lo, hi):
    """A block whose rest could not be read."""
    v[0].append(ast.ExprStmt([], ast.ErrorExpr(hi, hi), False, hi, hi))
    return v[0]


def a_item_stmt(b, v, lo, hi):
    node = v[1]
    node.attrs = attributes(b, v[0]) + node.attrs if v[0] else node.attrs
    return ast.ItemStmt(node, node.lo, hi)


def a_item_stmt_vis(b, v, lo, hi):
    node = with_vis(b, v[2], v[1])
    node.attrs = attributes(b, v[0]) + node.attrs if v[0] else node.attrs
    return ast.ItemStmt(node, node.lo, hi)


def a_nt_item_stmt(b, v, lo, hi):
    node = b.group(v[1], "item_start")
    return ast.ItemStmt(node, node.lo, node.hi)


def a_nt_stmt(b, v, lo, hi):
    return b.group(v[1], "stmt_start")


def a_let(b, v, lo, hi):
    return let(b, v, None, None, lo, hi)


def let(b, v, init, els, lo, hi):
    pat = v[1]
    if type(pat) is ast.PatOr and pat.pats[0].lo == pat.lo:
        errors.bare_alternatives(b.diags, pat)
    return ast.Let([], pat, v[2], init, els, lo, hi)


def a_let_init(b, v, lo, hi):
    return let(b, v, v[4], None, lo, hi)


def a_let_else(b, v, lo, hi):
    init = v[4]
    if b.tokens.kind[init.hi] == "}" and not isinstance(init, (ast.MacroCall, ast.ErrorExpr)):
        errors.brace_before_else(b.diags, init)
    elif isinstance(init, ast.Binary) and init.op in ("&&", "||") and b.tokens.kind[init.lo] != "(":
        errors.lazy_before_else(b.diags, init)
    return let(b, v, v[4], v[6], lo, hi)


def a_let_stmt(b, v, lo, hi):
    v[1].attrs = attributes(b, v[0])
    v[1].hi = hi
    return v[1]


def a_expr_stmt(b, v, lo, hi):
    if v[0] and type(v[1]) in (ast.Binary, ast.Assign, ast.AssignOp, ast.Cast, ast.Range):
        b.attributed[id(v[1])] = v[1], v[0][:1]           # they would be of the left operand
    return ast.ExprStmt(attributes(b, v[0]), v[1], True, v[1].lo, hi)


def a_block_stmt(b, v, lo, hi):
    return ast.ExprStmt(attributes(b, v[0]), v[1], False, v[1].lo, hi)


def a_expr_open(b, v, lo, hi):
    return ast.ExprStmt(attributes(b, v[0]), v[1], False, v[1].lo, hi)


# --- the flat run of operators and operands --------------------------------------------------

def a_expr(b, v, lo, hi):
    run = v[0]
    if len(run) == 1 and type(run[0]) is not tuple:
        return run[0]
    return build_run(b, run)


def a_prefix(b, v, lo, hi):
    return PREFIX, b.text[v[0]], lo, hi


def a_prefix_mut(b, v, lo, hi):
    return PREFIX, b.text[v[0]] + "mut", lo, hi


def a_prefix_raw(b, v, lo, hi):
    return PREFIX, "&raw " + b.text[v[2]], lo, hi


def a_push_attr(b, v, lo, hi):
    v[0].append((ATTR, v[1], lo, hi))
    return v[0]


def a_exprs(b, v, lo, hi):
    return b.elements(v[0])


def a_push_let(b, v, lo, hi):
    v[0].append((LET, v[2], v[1], hi))
    return v[0]


def a_closure_head(b, v, lo, hi):
    return PREFIX, (v[0], v[2]), lo if v[0] else v[1], hi


def a_closure_head0(b, v, lo, hi):
    return PREFIX, (v[0], []), lo if v[0] else v[1], hi


def a_open(b, v, lo, hi):
    return OPEN, b.text[v[0]], lo, None


def a_open_label(b, v, lo, hi):
    errors.check_label(b, v[1])
    return OPEN, "break", lo, v[1]


def a_infix(b, v, lo, hi):
    return INFIX, b.text[v[0]], lo, hi


def a_push_dots(b, v, lo, hi):
    v[0].append((DOTS, b.text[v[1]], v[1], hi))
    return v[0]


def a_push_cast(b, v, lo, hi):
    v[0].append((CAST, v[2], v[1], hi))
    return v[0]


def a_closure_param(b, v, lo, hi):
    return ast.Param(attributes(b, v[0]), v[1], ast.TyInfer(hi, hi), v[1].lo, hi)


def closure(words, params, ret, body, lo, hi):
    words = words.split() if words else ()
    return ast.Closure("move" in words, "async" in words, params, ret, body, lo, hi)


def a_static_closure(b, v, lo, hi):
    errors.static_closure(b.diags, lo)
    return a_words(b, v[1:], lo, hi)


def a_closure_ret(b, v, lo, hi):
    return closure(v[0], v[2], v[5], v[6], lo if v[0] else v[1], hi)


def a_closure_ret0(b, v, lo, hi):
    return closure(v[0], [], v[3], v[4], lo if v[0] else v[1], hi)


# --- primaries -----------------------------------------------------------------------------

def a_call(b, v, lo, hi):
    return ast.Call(v[0], b.elements(v[2]), lo, hi)


def a_index(b, v, lo, hi):
    return ast.Index(v[0], v[2], lo, hi)


def a_try(b, v, lo, hi):
    return ast.Try(v[0], lo, hi)


def a_await(b, v, lo, hi):
    return ast.Await(v[0], lo, hi)


def a_field(b, v, lo, hi):
    name = b.text[v[2]]
    if b.tokens.kind[v[2]] == "INT" and not name.isdigit():
        digits = name.rstrip("iusze123468")
        if digits.isdigit() and name[len(digits):] in INT_SUFFIXES:
            errors.literal(b.diags, v[2], "suffixes on a tuple index are invalid", f"invalid suffix `{name[len(digits):]}`")
            name = digits
    return ast.Field(v[0], name, v[2], lo, hi)


def a_field_float(b, v, lo, hi):
    """`t.0.1`: the lexer saw the number 0.1."""
    token, node = v[2], v[0]
    at = 0
    for part in b.text[token].split("."):
        piece = b.tokens.sub(token, at, at + len(part), "INT")
        at += len(part) + 1
        if part:
            node = ast.Field(node, part, piece, lo, piece)
    return node


def a_method(b, v, lo, hi):
    segment = ast.PathSegment(b.text[v[2]], None, v[2], v[2])
    return ast.MethodCall(v[0], segment, b.elements(v[4]), v[2], lo, hi)


def a_method_args(b, v, lo, hi):
    segment = ast.PathSegment(b.text[v[2]], generic_args(v[5], v[4], v[7] - 1), v[2], v[7] - 1)
    return ast.MethodCall(v[0], segment, b.elements(v[8]), v[2], lo, hi)


def a_macro_call(b, v, lo, hi):
    delim, toks = v[1]
    return ast.MacroCall(v[0], delim, toks, lo, hi)


def a_block_kind(b, v, lo, hi):
    v[1].kind, v[1].lo = b.text[v[0]], lo
    return v[1]


def a_block_kind2(b, v, lo, hi):
    v[2].kind, v[2].lo = "async move", lo
    return v[2]


def a_block_label(b, v, lo, hi):
    errors.check_label(b, v[0])
    v[2].label, v[2].lo = b.name(v[0])[1:], lo
    return v[2]


a_loop_label = a_block_label


def claim_lets(b, cond):
    """Let conditions are allowed here, joined by && (Reference, "Chains of conditions")."""
    if isinstance(cond, ast.Binary) and cond.op == "&&":
        if b.edition < 2024:
            for side in (cond.left, cond.right):
                if isinstance(side, ast.LetCond):
                    errors.let_chain(b.diags, side)
        claim_lets(b, cond.left)
        claim_lets(b, cond.right)
    elif isinstance(cond, ast.LetCond):
        b.lets.pop(id(cond), None)


def a_if(b, v, lo, hi):
    claim_lets(b, v[1])
    return ast.If(v[1], v[2], v[4] if len(v) > 3 else None, lo, hi)


def a_match(b, v, lo, hi):
    return ast.Match(v[1], v[4], lo, hi)


def a_loop(b, v, lo, hi):
    return ast.Loop(None, v[1], lo, hi)


def a_while(b, v, lo, hi):
    claim_lets(b, v[1])
    return ast.While(None, v[1], v[2], lo, hi)


def a_for(b, v, lo, hi):
    return ast.For(None, v[1], v[3], v[4], lo, hi)


def a_arm_head(b, v, lo, hi):
    return attributes(b, v[0]), v[1], None


def a_arm_head_if(b, v, lo, hi):
    claim_lets(b, v[3])
    return attributes(b, v[0]), v[1], v[3]


def a_arm(b, v, lo, hi):
    attrs, pat, guard = v[0]
    return ast.Arm(attrs, pat, guard, v[1], pat.lo, v[1].hi)


def a_arms_last(b, v, lo, hi):
    v[0].append(a_arm(b, v[1:], lo, hi))
    return v[0]


def a_arms_error(b, v, lo, hi):
    """The arms of a match whose rest could not be read."""
    v[0].append(ast.Arm([], ast.PatWild(hi, hi), None, ast.ErrorExpr(hi, hi), hi, hi))
    return v[0]


def a_error_expr(b, v, lo, hi):
    return ast.ErrorExpr(lo, hi)


def a_struct_lit(b, v, lo, hi):
    return ast.StructLit(v[0], known(v[2]), None, False, lo, hi)


def known(fields):
    """The fields of a literal without those that could not be read."""
    return [field for field in fields if field is not None]


def a_struct_lit_base(b, v, lo, hi):
    return ast.StructLit(v[0], known(v[2]), v[4], False, lo, hi)


def a_struct_lit_rest(b, v, lo, hi):
    return ast.StructLit(v[0], known(v[2]), None, True, lo, hi)


def a_field_init(b, v, lo, hi):
    if v[0] and not enabled(b.tokens, attributes(b, v[0])):
        return None
    return ast.FieldInit(b.text[v[1]], v[1], v[3], False, v[1], hi)


def a_field_init_error(b, v, lo, hi):
    return ast.FieldInit(b.text[v[1]], v[1], ast.ErrorExpr(v[1], v[1]), False, v[1], hi)


def a_field_init_short(b, v, lo, hi):
    token = v[1]
    path = ast.Path(False, None, 0, [ast.PathSegment(b.name(token), None, token, token)], token, token)
    return ast.FieldInit(b.text[token], token, ast.PathExpr(path, token, token), True, token, token)


def a_path_expr(b, v, lo, hi):
    path = v[0]
    if len(path.segments) == 1 and b.marks[lo] and not path.global_ and path.qself is None and path.segments[0].args is None:
        path.segments[0].name = b.name(lo)
    return ast.PathExpr(path, lo, hi)


def a_unit(b, v, lo, hi):
    return ast.Tuple([], lo, hi)


def a_tuple(b, v, lo, hi):
    return ast.Tuple(b.elements([v[1], *v[3]]), lo, hi)


def a_array(b, v, lo, hi):
    return ast.Array(b.elements(v[1]), lo, hi)


def a_repeat(b, v, lo, hi):
    return ast.Repeat(v[1], v[3], lo, hi)


def a_continue(b, v, lo, hi):
    if len(v) > 1:
        errors.check_label(b, v[1])
    return ast.Continue(b.name(v[1])[1:] if len(v) > 1 else None, lo, hi)


def a_underscore(b, v, lo, hi):
    return ast.Underscore(lo, hi)


def a_nt_expr(b, v, lo, hi):
    return b.group(v[0], "expr_start")


ACTIONS = actions(globals())
