"""Assignments that take a value apart, as a block: `[a, b] = e` is `{ let [x, y] = e; a = x; b = y; }` (Reference, "Assignment expressions")."""

from ..syntax import ast


class Destructuring:
    """The pattern that the left side of `node` stands for, and what is assigned to its parts. `bases`: the `..base` of struct literals,
    which stand for nothing."""

    def __init__(self, node, constructor):
        self.node, self.constructor, self.parts, self.bases = node, constructor, [], []

    def block(self):
        """The block that does the same as the assignment. Names of its variables cannot be written in a program."""
        node, left = self.node, self.node.left
        taken = ast.Let([], self.pattern(left), None, node.right, None, left.lo, node.hi)
        stored = [ast.ExprStmt([], self.assign(place, name), True, place.lo, place.hi) for place, name in self.parts]
        return ast.Block(None, "", [taken, *stored], None, node.lo, node.hi)

    def assign(self, place, name):
        path = ast.Path(False, None, 0, [ast.PathSegment(name, None, place.lo, place.hi)], place.lo, place.hi)
        return ast.Assign(place, ast.PathExpr(path, place.lo, place.hi), place.lo, place.hi)

    def pattern(self, left):
        kind, lo, hi = type(left), left.lo, left.hi
        if kind is ast.Underscore:
            return ast.PatWild(lo, hi)
        if kind is ast.Range and left.start is None and left.end is None:
            return ast.PatRest(lo, hi)
        if kind is ast.Tuple:
            return ast.PatTuple(self.patterns(left.elems), lo, hi)
        if kind is ast.Array:
            return ast.PatSlice(self.patterns(left.elems), lo, hi)
        if kind is ast.StructLit:
            if left.base is not None:
                self.bases.append(left.base)
            fields = [ast.FieldPat(field.name, self.pattern(field.expr), False, field.lo, field.hi) for field in left.fields]
            return ast.PatStruct(left.path, fields, left.rest or left.base is not None, lo, hi)
        if kind is ast.Call and self.constructor(left):
            return ast.PatTupleStruct(left.func.path, self.patterns(left.args), lo, hi)
        name = f"lhs#{len(self.parts)}"
        self.parts.append((left, name))
        return ast.PatIdent(False, False, name, None, lo, hi)

    def patterns(self, parts):
        return [self.pattern(part) for part in parts]
