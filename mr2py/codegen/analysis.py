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
            if not leaf.place.proj and body.locals[leaf.place.local].ty.kind == "ref":
                uses[leaf.place.local].derefs += 1         # only its tests look at anything, behind the reference
            for arm in leaf.arms:
                if arm.guard_cond is not None:
                    operand(arm.guard_cond)
                for candidate in arm.candidates:
                    for test in candidate.tests:
                        read(test.place)
        elif kind is m.Drop:
            uses[leaf.place.local].drops += 1
    return uses


def straight_line(body):
    """(locals all of whose leaves stand in one list of statements with no branch between, those of them made by an
    index that changes meanwhile, the iterators of `for` loops)."""
    where, trees, writes = {}, {}, {}
    lists = []

    def visit(stmts):
        number = len(lists)
        lists.append(stmts)
        for position, node in enumerate(stmts):
            if isinstance(node, (m.Block, m.Loop, m.If, m.Match)):
                trees.setdefault(number, []).append(position)
                if type(node) in (m.If, m.Match):
                    note(node, number, position)
                for inner in inner_lists(node):
                    visit(inner)
            else:
                note(node, number, position)

    def note(leaf, number, position):
        for local in mentioned(leaf):
            where.setdefault(local, []).append((number, position))
        target = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call else None
        if target is not None and not target.proj:
            writes.setdefault(target.local, []).append((number, position))

    visit(body.root.stmts)
    straight, changing = set(), set()
    for local, spots in where.items():
        numbers = {number for number, _ in spots}
        if len(numbers) != 1:
            continue
        number = numbers.pop()
        first, last = min(pos for _, pos in spots), max(pos for _, pos in spots)
        if any(first < pos < last for pos in trees.get(number, ())):
            continue
        straight.add(local)
        if any(writes_variable(body, lists[number][pos]) for pos in range(first + 1, last)):
            changing.add(local)
    iterators = {i for i, decl in enumerate(body.locals) if decl.extra == "for_iter"}
    return straight, changing, iterators


def writes_variable(body, leaf):
    """Whether a leaf assigns a variable of the user's (which an index may have been read from)."""
    target = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call else None
    return target is not None and not target.proj and body.locals[target.local].kind in ("var", "arg")


def mentioned(leaf):
    """The locals that a leaf names."""
    found = []

    def place(pl):
        found.append(pl.local)
        found.extend(elem[1] for elem in pl.proj if elem[0] == "[]")
    kind = type(leaf)
    if kind is m.Assign:
        place(leaf.place)
        for op in operands_of(leaf.rvalue):
            if operand_place(op) is not None:
                place(op.place)
        if place_of(leaf.rvalue) is not None:
            place(leaf.rvalue.place)
    elif kind is m.Call:
        place(leaf.dest)
        for op in (leaf.func, *leaf.args):
            if operand_place(op) is not None:
                place(op.place)
    elif kind is m.If:
        if operand_place(leaf.cond) is not None:
            place(leaf.cond.place)
    elif kind is m.Match:
        place(leaf.place)
        for arm in leaf.arms:
            if arm.guard_cond is not None and operand_place(arm.guard_cond) is not None:
                place(arm.guard_cond.place)
            for candidate in arm.candidates:
                for test in candidate.tests:
                    place(test.place)
    return found


def inner_lists(node):
    """The lists of statements inside a tree node."""
    kind = type(node)
    if kind is m.Block:
        return [node.stmts]
    if kind is m.Loop:
        return [node.body.stmts]
    if kind is m.If:
        return [node.then.stmts, node.els.stmts]
    found = []
    for arm in node.arms:
        for candidate in arm.candidates:
            found += [candidate.guard_bindings, candidate.bindings]
        if arm.guard is not None:
            found.append(arm.guard.stmts)
        found.append(arm.body.stmts)
    if node.els is not None:
        found.append(node.els.stmts)
    return found
