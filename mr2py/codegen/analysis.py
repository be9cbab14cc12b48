"""What a function's body does with its locals, counted once before its code is written."""

from ..mir import body as m

NO_CODE = (m.FakeRead, m.AscribeType, m.StorageLive, m.StorageDead, m.BoundsCheck)


class LocalUse:
    """`reads`: uses; `assigns`: assignments of the whole; `parts`: writes to parts; `borrowed`: `&mut` of it or a part
    (without deref), by Assign leaves; `derefs`: uses that begin with a deref; `dropped`: Drop leaves."""

    __slots__ = ("reads", "assigns", "parts", "borrows", "derefs", "drops", "moves")

    def __init__(self):
        self.reads = self.assigns = self.parts = self.derefs = self.drops = self.moves = 0
        self.borrows = []


def operands_of(rvalue):
    """The operands of an rvalue, in order of evaluation."""
    kind = type(rvalue)
    if kind is m.Use or kind is m.UnaryOp or kind is m.Cast or kind is m.Repeat:
        return (rvalue.operand,)
    if kind is m.BinaryOp:
        return (rvalue.left, rvalue.right)
    if kind is m.Aggregate or kind is m.FormatArgs:
        return tuple(rvalue.operands)
    return ()


def place_of(rvalue):
    """The place that an rvalue reads or borrows without an operand, or None."""
    return rvalue.place if type(rvalue) in (m.Ref, m.Discriminant, m.Len) else None


def operand_place(operand):
    return operand.place if type(operand) in (m.Copy, m.Move) else None


def count(body):
    """A list of LocalUse, one for each local of `body`."""
    uses = [LocalUse() for _ in body.locals]

    def read(place):
        use = uses[place.local]
        use.reads += 1
        if place.proj and place.proj[0][0] == "*":
            use.derefs += 1
        index_reads(place)

    def index_reads(place):
        for elem in place.proj:
            if elem[0] == "[]":
                uses[elem[1]].reads += 1

    def operand(op):
        place = operand_place(op)
        if place is not None:
            read(place)
            if type(op) is m.Move:
                uses[place.local].moves += 1

    def written(place):
        use = uses[place.local]
        if not place.proj:
            use.assigns += 1
        elif place.proj[0][0] == "*":
            read(place)
        else:
            use.parts += 1
            if any(elem[0] == "*" for elem in place.proj):
                read(place)
            else:
                index_reads(place)

    for leaf in body.leaves:
        kind = type(leaf)
        if kind is m.Assign:
            rvalue = leaf.rvalue
            for op in operands_of(rvalue):
                operand(op)
            place = place_of(rvalue)
            if place is not None and not (type(rvalue) is m.Ref and rvalue.kind == "fake"):
                read(place)
                if type(rvalue) is m.Ref and rvalue.kind != "shared":
                    uses[place.local].borrows.append(leaf)
            written(leaf.place)
        elif kind is m.Call:
            operand(leaf.func)
            for op in leaf.args:
                operand(op)
            written(leaf.dest)
        elif kind is m.If:
            operand(leaf.cond)
        elif kind is m.Match:
            read(leaf.place)
            for arm in leaf.arms:
                if arm.guard_cond is not None:
                    operand(arm.guard_cond)
                for candidate in arm.candidates:
                    for test in candidate.tests:
                        read(test.place)
        elif kind is m.Drop:
            uses[leaf.place.local].drops += 1
    return uses
