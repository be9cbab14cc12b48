"""What is told of variables without a value: the branches that give none (rustc's `ConditionVisitor`), and a value to begin with
(`ty_kind_suggestion`)."""

from ..diagnostics import MAYBE_INCORRECT, Label
from ..mir import body as m
from ..syntax import ast
from ..syntax.find import trail
from ..syntax.visit import children, walk
from ..ty import types as t
from .suggest import body_node, erased, implements

PLAIN = {"int": "42", "bool": "false", "char": "'x'", "float": "3.14159"}
UNKNOWN = "/* value */"


def assign_value(ctx, diagnostic, decl):
    """A variable that never gets a value: one for its declaration."""
    let = next((part for part in reversed(trail(body_node(ctx), decl.lo, decl.hi)) if isinstance(part, ast.Let)), None)
    if let is None or let.init is not None:
        return diagnostic
    end = let.ty.hi if let.ty is not None else let.pat.hi
    return diagnostic.suggest("consider assigning a value", [(end, None, f" = {value_of(ctx, erased(decl.ty))}")], MAYBE_INCORRECT)


def value_of(ctx, ty):
    """The text of some value of a type."""
    if ty.kind == "adt":
        return adt_value(ctx, ty)
    if ty.kind == "ref":
        if ty.a is t.STR and not ty.c:
            return '""'
        return f"&{'mut ' if ty.c else ''}{'[]' if ty.a.kind == 'slice' else value_of(ctx, ty.a)}"
    if ty.kind == "array":
        return array_value(ctx, ty)
    if ty.kind == "tuple":
        return f"({', '.join(value_of(ctx, part) for part in ty.b)}{',' if len(ty.b) == 1 else ''})"
    return PLAIN.get(ty.kind, UNKNOWN)


def adt_value(ctx, ty):
    lang = ty.a.lang
    if lang == "Option":
        return "None"
    if lang == "Vec":
        return "vec![]"
    if lang == "Result":
        return f"Ok({value_of(ctx, ty.b[0])})"
    if lang == "Box":
        return f"Box::new({value_of(ctx, ty.b[0])})"
    return "Default::default()" if implements(ctx, ty, "Default") else UNKNOWN


def array_value(ctx, ty):
    length = ty.b.a if ty.b.kind == "value" else None
    if length == 0:
        return "[]"
    if length == 1 or length is not None and ctx.tcx.is_copy(ty.a, ctx.body.definition):
        return f"[{value_of(ctx, ty.a)}; {length}]"
    return UNKNOWN


# --- where a value is given, and where not ----------------------------------------------------------------------------

def assignments(ctx, place):
    """The spans of the assignments that give a place its value: of the place alone where its old value might have to be dropped."""
    found, drops = [], ctx.tcx.needs_drop(erased(ctx.check.place_ty(place)), ctx.body.definition)
    for leaf in ctx.body.leaves:
        if (type(leaf) is m.Assign and leaf.place or type(leaf) is m.Call and leaf.dest) == place:
            above = [node for node in trail(body_node(ctx), leaf.lo, leaf.hi) if isinstance(node, ast.Assign)]
            node = above[-1].left if above and drops else above[-1] if above else leaf
            found.append((node.lo, node.hi))
    return list(dict.fromkeys(found))


def ways_without_value(ctx, name, inits):
    """[Label] of the branches on which a variable gets no value; `inits`: the spans of the assignments."""
    found = []
    for node in walk(body_node(ctx)):
        if isinstance(node, ast.If):
            found += if_without(node, name, inits)
        elif isinstance(node, ast.While) and assigns(node.body, inits):
            found.append(Label(node.cond.lo, node.cond.hi, f"if this condition isn't met and the `while` loop runs 0 times, `{name}` is not initialized"))
        elif isinstance(node, ast.For) and assigns(node.body, inits):
            found.append(Label(node.iter.lo, node.iter.hi, f"if the `for` loop runs 0 times, `{name}` is not initialized"))
        elif isinstance(node, ast.Match) and any(assigns(arm.body, inits) for arm in node.arms):
            found += [Label(arm.pat.lo, arm.pat.hi, f"if this pattern is matched, `{name}` is not initialized")
                      for arm in node.arms if not assigns(arm.body, inits)]
    return found


def if_without(node, name, inits):
    then = assigns(node.then, inits)
    if node.els is None:
        return [Label(node.cond.lo, node.cond.hi, f"if this `if` condition is `false`, `{name}` is not initialized"),
                Label(node.hi, None, f"an `else` arm might be missing here, initializing `{name}`")] if then else []
    other = assigns(node.els, inits)
    if then and not other:
        return [Label(node.els.lo, node.els.hi, f"if the `if` condition is `false` and this `else` arm is executed, `{name}` is not initialized")]
    if other and not then:
        return [Label(node.cond.lo, node.cond.hi, f"if this condition is `true`, `{name}` is not initialized")]
    return []


def assigns(node, inits):
    """Whether one of the assignments is a statement of a block, not of one inside its statements."""
    if isinstance(node, ast.Block):
        return any(isinstance(stmt, ast.ExprStmt) and (stmt.expr.lo, stmt.expr.hi) in inits for stmt in node.stmts) or assigns(node.expr, inits)
    return isinstance(node, ast.Node) and any(assigns(part, inits) for part in children(node))
