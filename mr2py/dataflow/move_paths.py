"""Move paths: the places of a body that can be moved out of on their own (rustc_mir_dataflow::move_paths).

A path is a local, or a field, an enum's payload, an array's element (by a pattern) or a Box's content of one. References,
indexing and types with a Drop impl end a path. Each has an index; sets of paths are bit sets.
"""

from ..mir import body as m


class MovePath:
    __slots__ = ("index", "place", "parent", "children", "subtree")

    def __init__(self, index, place, parent):
        self.index, self.place, self.parent = index, place, parent
        self.children, self.subtree = {}, 1 << index


class MovePaths:
    """All move paths of a body; `moves` [(leaf point, path, leaf)]."""

    def __init__(self, tcx, body):
        self.tcx, self.body = tcx, body
        self.paths, self.roots = [], []
        for local in range(len(body.locals)):
            self.roots.append(self.new(m.Place(local), None))
        for leaf in body.leaves:
            for place in moved_places(leaf):
                self.make(place)
            if type(leaf) is m.Assign:
                self.make(leaf.place)

    def new(self, place, parent):
        path = MovePath(len(self.paths), place, parent)
        self.paths.append(path)
        ancestor = parent
        while ancestor is not None:
            ancestor.subtree |= 1 << path.index
            ancestor = ancestor.parent
        return path

    def make(self, place):
        """The path of a place, made if it can be one; else the path of its longest prefix."""
        path = self.roots[place.local]
        ty, variant = self.body.locals[place.local].ty, None
        for position, elem in enumerate(place.proj):
            if not self.can_step(ty, elem):
                return path
            child = path.children.get(elem[:2])
            if child is None:
                child = path.children[elem[:2]] = self.new(m.Place(place.local, place.proj[:position + 1]), path)
            path = child
            ty, variant = self.step(ty, variant, elem)
        return path

    def can_step(self, ty, elem):
        if elem[0] == "*":
            return ty.kind == "adt" and ty.a.lang == "Box"
        if elem[0] == ".":
            return ty.kind != "adt" or ty.a.lang == "Box" or self.tcx.has_drop_impl(ty.a) is None
        return elem[0] == "as" or elem[0] == "[c]" and ty.kind == "array"

    def step(self, ty, variant, elem):
        if elem[0] == "*":
            return ty.b[0], None
        if elem[0] == "as":
            return ty, elem[1]
        if elem[0] == "[c]":
            return ty.a, None
        return elem[2], None

    def lookup(self, place):
        """(path, exact): the path of a place, or of its longest prefix that has one."""
        path = self.roots[place.local]
        for elem in place.proj:
            child = path.children.get(elem[:2])
            if child is None:
                return path, False
            path = child
        return path, True


def moved_places(leaf):
    """The places that a leaf moves out of, in order of evaluation."""
    return [operand.place for operand in operands(leaf) if type(operand) is m.Move]


def operands(leaf):
    """The operands that a leaf reads."""
    kind = type(leaf)
    if kind is m.Assign:
        return rvalue_operands(leaf.rvalue)
    if kind is m.Call:
        return [leaf.func] + list(leaf.args)
    if kind is m.If:
        return [leaf.cond]
    if kind is m.BoundsCheck:
        return [leaf.index]
    return ()


def rvalue_operands(rvalue):
    kind = type(rvalue)
    if kind in (m.Use, m.UnaryOp, m.Cast, m.Repeat):
        return [rvalue.operand]
    if kind is m.BinaryOp:
        return [rvalue.left, rvalue.right]
    if kind in (m.Aggregate, m.FormatArgs):
        return rvalue.operands
    return ()
