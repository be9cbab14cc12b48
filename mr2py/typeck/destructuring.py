"""Destructuring assignments as rustc lowers them (Reference, "Destructuring assignments")

    S { a: x, .. } = e;        _ = { let S { a: lhs, .. } = e; x = lhs; };

Written into the tree when the assignment is checked, as only resolution tells a constructor from a call. Tuples of places are no
case for this: their parts are moved one by one without variables (`mir_build`).
"""

from ..syntax import ast
from ..ty import errors


def rewrite(fcx, node):
    """Make `_ = { let PATTERN = e; a = lhs; … }` of the assignment `node`."""
    maker = Maker(fcx)
    pattern = maker.pattern(node.left)
    lets = [ast.Let([], pattern, None, node.right, None, node.lo, node.hi)]
    stores = [ast.ExprStmt([], ast.Assign(place, variable, place.lo, place.hi), True, place.lo, place.hi) for place, variable in maker.stores]
    node.right = ast.Block(None, "", lets + stores, None, node.lo, node.hi)
    node.left = ast.Underscore(node.left.lo, node.left.hi)


def is_simple(node):
    """Whether the left side consists of tuples of places alone."""
    if type(node) is ast.Tuple:
        return all(is_simple(elem) for elem in node.elems)
    return type(node) not in (ast.Array, ast.StructLit, ast.Call) and not is_rest(node)


def is_rest(node):
    return type(node) is ast.Range and node.start is None and node.end is None


def is_constructor(fcx, func):
    """Whether the callee of `func(…)` is a tuple struct or variant."""
    if type(func) is not ast.PathExpr or func.path.qself is not None:
        return False
    path, names = func.path, [segment.name for segment in func.path.segments]
    if names[0] == "Self":
        own = fcx.lowerer().self_type()
        return own is not None and own.kind == "adt" and (len(names) == 1 or own.a.values is not None and names[1] in own.a.values)
    if len(names) == 1 and fcx.lookup_local(names[0]) is not None:
        return False
    found = fcx.tcx.resolver.resolve_segments(fcx.module, path.global_, path.segments, "values")
    return found is not None and type(found) is not tuple and found.kind in ("struct", "variant") and found.ctor == "fn"


class Maker:
    """Patterns of left sides. `stores`: [(place, path of the variable)] in the order of the assignments."""

    def __init__(self, fcx):
        self.fcx, self.stores = fcx, []

    def patterns(self, nodes):
        return [ast.PatRest(node.lo, node.hi) if is_rest(node) else self.pattern(node) for node in nodes]

    def pattern(self, node):
        kind, lo, hi = type(node), node.lo, node.hi
        if kind is ast.Underscore:
            return ast.PatWild(lo, hi)
        if kind is ast.Tuple:
            return ast.PatTuple(self.patterns(node.elems), lo, hi)
        if kind is ast.Array:
            return ast.PatSlice(self.patterns(node.elems), lo, hi)
        if kind is ast.Call and is_constructor(self.fcx, node.func):
            return ast.PatTupleStruct(node.func.path, self.patterns(node.args), lo, hi)
        if kind is ast.StructLit:
            if node.base is not None:
                self.fcx.error(errors.base_in_destructuring(node.base))
            fields = [ast.FieldPat(field.name, self.pattern(field.expr), False, field.lo, field.hi) for field in node.fields]
            return ast.PatStruct(node.path, fields, node.rest or node.base is not None, lo, hi)
        name = f"lhs#{len(self.stores)}.{lo}"
        self.stores.append((node, ast.PathExpr(ast.Path(False, None, 0, [ast.PathSegment(name, None, lo, hi)], lo, hi), lo, hi)))
        return ast.PatIdent(False, False, name, None, lo, hi)
