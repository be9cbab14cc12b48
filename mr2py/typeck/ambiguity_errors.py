"""E0282 to E0284 and E0790: types that nothing tells."""

from ..diagnostics import HAS_PLACEHOLDERS, Label
from ..diagnostics.build import error
from ..resolve.errors import WORDS
from ..syntax import ast
from ..syntax.find import trail
from ..ty import types as t


def annotations_needed(fcx, ty, node):
    found = unknown_variable(fcx, ty, node)
    if found is not None:
        return found
    origin = fcx.icx.origins[ty.a] if ty.kind == "infer" else None
    if isinstance(origin, tuple):
        parameter, where = origin
        if parameter.kind == "type" and not isinstance(where, int):
            return unknown_parameter(parameter, where)
    return error("E0282", "type annotations needed", node, "cannot infer type")


def unknown_parameter(parameter, where):
    """E0282 of a type parameter of what the path, or the method of the call, `where` names; and where it could be written."""
    owner, called = parameter.owner, isinstance(where, ast.MethodCall)
    word = "method" if owner.kind == "assoc_fn" and owner.node.self_param is not None else WORDS.get(owner.kind, owner.kind)
    found = error("E0282", "type annotations needed", where.name_tok if called else where,
                  f"cannot infer type of the type parameter `{parameter.name}` declared on the {word} `{owner.name}`")
    behind = behind_name(where, owner)
    own = [param for param in getattr(getattr(owner.node, "generics", None), "params", ()) if isinstance(param, ast.TypeParam)]
    if behind is None or len(own) != 1:
        return found
    return found.suggest("consider specifying the generic argument", [(behind, None, f"::<{parameter.name}>")], HAS_PLACEHOLDERS)


def unknown_constant(fcx, var, parameter, node):
    """E0284 of a const parameter of what the path or call `node` names; of a variable whose type has it rustc points at that."""
    where = node.name_tok if isinstance(node, ast.MethodCall) else node
    for local in fcx.results.locals:
        ty = fcx.resolve(local.ty)
        if isinstance(local.node, ast.PatIdent) and declared_by_let(fcx, local) and any(part is var for part in t.walk(ty)):
            return error("E0284", f"type annotations needed for `{ty}`", local.node, "", [(where, "type must be known at this point")])
    owner = parameter.owner
    if owner.kind == "impl":
        ty = fcx.tcx.type_of(owner)
        owner = ty.a if ty.kind == "adt" else owner
    word = "method" if owner.kind == "assoc_fn" and owner.node.self_param is not None else WORDS.get(owner.kind, owner.kind)
    return error("E0284", "type annotations needed", where, f"cannot infer the value of the const parameter `{parameter.name}` declared on the {word} `{owner.name}`")


def behind_name(where, owner):
    """The token behind which the generic arguments of `owner` would stand in a path or call, or None."""
    if isinstance(where, ast.MethodCall):
        return where.name_tok if where.seg.args is None else None
    if not isinstance(where, ast.PathExpr) or where.path.qself is not None:
        return None
    named = [segment for segment in where.path.segments if segment.name == owner.name]
    segment = named[-1] if named else where.path.segments[-1] if owner.kind == "enum" else None
    return segment.lo if segment is not None and segment.args is None else None


def annotations_needed_for(local_node, ty, fcx=None):
    """E0282 of a variable: its type, what would tell it, and where to write it."""
    found = error("E0282", "type annotations needed" if ty.kind == "infer" else f"type annotations needed for `{ty}`", local_node)
    if fcx is None:
        return found
    let = next((node for node in reversed(trail(fcx.owner.node, local_node.lo, local_node.hi)) if isinstance(node, (ast.Let, ast.Closure))), None)
    name = local_node.name.split("#")[0] if isinstance(local_node, ast.PatIdent) else None
    variable = next((part for part in t.walk(ty) if type(part) is t.Ty and part.kind == "infer"), None)
    if not isinstance(let, ast.Let) or let.ty is not None or name is None or variable is None:
        return found
    origin = fcx.icx.origins[variable.a]
    if ty.kind == "adt" and isinstance(origin, tuple) and origin[0].kind == "type" and let.init is not None:
        where = origin[1]
        if isinstance(where, ast.Node):
            whole = trail(fcx.owner.node, where.lo, where.hi)
            call = next((node for node in whole[-3:] if isinstance(node, ast.Call) and node.func.lo == where.lo and node.func.hi == where.hi), where)
            found.label((call.lo, call.hi), "type must be known at this point")
        shown = str(ty).replace("_", origin[0].name, 1)
        return found.suggest(f"consider giving `{name}` an explicit type, where the type for type parameter `{origin[0].name}` is specified",
                             [(local_node.hi, None, f": {shown}")], HAS_PLACEHOLDERS)
    if ty.kind == "infer":
        return found.suggest(f"consider giving `{name}` an explicit type", [(local_node.hi, None, ": /* Type */")], HAS_PLACEHOLDERS)
    return found.suggest(f"consider giving `{name}` an explicit type, with the type parameters specified", [(local_node.hi, None, f": {ty}")], HAS_PLACEHOLDERS)


def unknown_part(fcx, ty, node):
    """E0282 where what must be known is a part of the type of some variable: rustc points at that one. None where there is none."""
    holder = next((one for one in fcx.results.locals if isinstance(one.node, ast.PatIdent) and declared_by_let(fcx, one)
                   and any(part is ty for part in t.walk(fcx.resolve(one.ty)))), None)
    if holder is None:
        return None
    holds, name = fcx.resolve(holder.ty), holder.name
    found = error("E0282", f"type annotations needed for `{holds}`" if holds is not ty else "type annotations needed", holder.node, "",
                  [(node, "type must be known at this point")])
    return found.suggest(f"consider giving `{name}` an explicit type, where the placeholders `_` are specified",
                         [(holder.node.hi, None, f": {with_names(fcx, holds)}")], HAS_PLACEHOLDERS)


def with_names(fcx, ty):
    """A type's text in which unknown arguments have the names of their parameters."""
    def leaf(part):
        origin = fcx.icx.origins[part.a] if type(part) is t.Ty and part.kind == "infer" and part.b == "ty" else None
        return t.param(0, origin[0].name) if isinstance(origin, tuple) and origin[0].kind == "type" else part
    return str(t.fold(ty, leaf, t.HAS_INFER))


def unknown_variable(fcx, ty, node):
    """E0282 where the type of a variable must be known to go on: rustc points at the variable."""
    if ty.kind != "infer":
        return None
    if not isinstance(node, ast.PathExpr):
        return unknown_part(fcx, ty, node)
    local = next((one for one in fcx.results.locals if fcx.icx.shallow(one.ty) is ty and isinstance(one.node, ast.PatIdent)), None)
    if local is None or not declared_by_let(fcx, local) and not isinstance(enclosing(fcx, local), ast.Closure):
        return unknown_part(fcx, ty, node)
    above = trail(fcx.owner.node, local.node.lo, local.node.hi)
    around = next((part for part in reversed(above) if isinstance(part, (ast.Let, ast.Closure))), None)
    use = trail(fcx.owner.node, node.lo, node.hi)
    if len(use) > 1 and isinstance(use[-2], ast.Unary) and use[-2].op in ("-", "!"):
        node = use[-2]
    found = error("E0282", "type annotations needed", local.node, "", [(node, "type must be known at this point")])
    if isinstance(around, ast.Closure):
        return found.suggest("consider giving this closure parameter an explicit type", [(local.node.hi, None, ": /* Type */")], HAS_PLACEHOLDERS)
    if isinstance(around, ast.Let) and around.pat is local.node and around.ty is None:
        return found.suggest(f"consider giving `{local.name}` an explicit type", [(local.node.hi, None, ": /* Type */")], HAS_PLACEHOLDERS)
    return None


def enclosing(fcx, local):
    """The `let` or closure that declares a variable, or None."""
    return next((part for part in reversed(trail(fcx.owner.node, local.node.lo, local.node.hi)) if isinstance(part, (ast.Let, ast.Closure, ast.Arm))), None)


def declared_by_let(fcx, local):
    """Whether a variable is all that a `let` without a type binds."""
    around = enclosing(fcx, local)
    return isinstance(around, ast.Let) and around.ty is None and around.pat is local.node


def no_implementing_type(node, member):
    kind = "associated function" if member.kind == "assoc_fn" else "associated const"
    return error("E0790", f"cannot {'call' if member.kind == 'assoc_fn' else 'refer to the'} {kind} on trait without specifying the corresponding `impl` type",
                 node, f"cannot {'call' if member.kind == 'assoc_fn' else 'refer to the'} {kind} of trait")


def trait_ambiguous(node, code, fcx=None, ref=None):
    """E0283, E0284: a bound on a type that nothing tells; of a variable's initialiser rustc points at the variable."""
    if fcx is not None and ref is not None and isinstance(node, ast.MethodCall):
        found = initialiser_unknown(fcx, node, ref)
        if found is not None:
            return found
    node = node.name_tok if isinstance(node, ast.MethodCall) else node
    return error(code, "type annotations needed", node, "cannot infer type")


def initialiser_unknown(fcx, node, ref):
    """`let x = ….collect()` and the like, where `x` needs a type."""
    above = trail(fcx.owner.node, node.lo, node.hi)
    let = above[-2] if len(above) > 1 else None
    if not isinstance(let, ast.Let) or let.init is not node or let.ty is not None or not isinstance(let.pat, ast.PatIdent):
        return None
    args = ", ".join(str(fcx.resolve(arg)) for arg in ref.args[1:] if type(arg) is t.Ty)
    found = error("E0283", "type annotations needed", let.pat, "", [(node.name_tok, "type must be known at this point")],
                  notes=[f"cannot satisfy `_: {ref.definition.name}{f'<{args}>' if args else ''}`"])
    callee = fcx.results.callees.get(node)
    if callee is not None and callee[0].node is not None:
        where = callee[0].node.name_tok
        found.note(f"required by a bound in `{callee[0].name if callee[0].parent.kind == 'trait' else callee[0].name}`", [Label(where, where, "", True)])
    shown = "Vec<_>" if ref.definition.name == "FromIterator" else "/* Type */"
    return found.suggest(f"consider giving `{let.pat.name.split('#')[0]}` an explicit type", [(let.pat.hi, None, f": {shown}")], HAS_PLACEHOLDERS)
