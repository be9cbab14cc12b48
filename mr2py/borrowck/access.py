"""Every access of every leaf against the loans in scope (rustc_borrowck's MirBorrowckCtxt)."""

from ..bits import bits
from ..mir import body as m
from . import errors
from .conflicts import DEEP, DROP, LENGTH, SHALLOW, conflict


class AccessCheck:
    def __init__(self, ctx, moves):
        self.ctx, self.body, self.check, self.moves = ctx, ctx.body, ctx.check, moves
        self.reported = set()
        self.activated = {}             # {node: loans}
        for loan in ctx.loans:
            self.activated.setdefault(loan.activation, []).append(loan)
        self.reserved = set()           # places whose two-phase borrow was an error: its later activations are none (as in rustc, by place)

    def run(self):
        for node in self.ctx.cfg.order:
            info = self.ctx.cfg.info[node]
            self.node = node
            loans = self.ctx.in_scope[node]
            self.loans = [self.ctx.loans[index] for index in bits(loans)]
            if type(info) is tuple:
                self.virtual(info)
            elif self.loans:
                self.activations()
                self.leaf(info)

    def virtual(self, info):
        if info[0] == "return" and self.loans:
            self.where = info[1]
            self.write(info[1].dest, DEEP, "assign")
        elif info[0] == "cleanup" and self.loans:
            self.cleanup(info[1])
        elif info[0] == "resume" and self.loans:
            self.where = self.drop_of(info[1])
            self.exit(range(1, len(self.body.locals)))
        elif info[0] == "candidate" and self.loans:
            self.where = info[1]
            for test in info[1].tests:
                self.read(test.place, LENGTH if test.kind == "len" else SHALLOW, "use")

    def cleanup(self, local):
        """A variable is dropped while a panic unwinds."""
        state = self.ctx.init.maybe_init[self.node]
        if state is not None and state & self.ctx.init.paths.roots[local].subtree:
            self.where = self.drop_of(local)
            self.write(m.Place(local), DROP, "drop")

    def drop_of(self, local):
        return next((leaf for leaf in self.body.leaves if type(leaf) is m.Drop and leaf.place == m.Place(local)), None) or self.body.leaves[-1]

    # --- leaves -------------------------------------------------------------------------------------

    def leaf(self, leaf):
        self.where = leaf
        kind = type(leaf)
        handler = getattr(self, "leaf_" + kind.__name__, None)
        if handler is not None:
            handler(leaf)

    def operand(self, operand):
        if type(operand) is m.Copy and operand.reborrowed:
            self.read(operand.place.deref(), DEEP, "borrow")
        elif type(operand) is m.Copy:
            self.read(operand.place, DEEP, "copy")
        elif type(operand) is m.Move:
            self.write(operand.place, DEEP, "move")

    def leaf_Assign(self, leaf):
        from ..dataflow.move_paths import rvalue_operands

        rvalue = leaf.rvalue
        for operand in rvalue_operands(rvalue):
            self.operand(operand)
        if type(rvalue) is m.Ref:
            if rvalue.kind == "shared":
                self.read(rvalue.place, DEEP, "borrow")
            elif rvalue.kind == "two_phase":
                self.access(rvalue.place, DEEP, "reserve", True)
            else:
                self.write(rvalue.place, DEEP, "borrow_mut")
        elif type(rvalue) is m.Discriminant:
            self.read(rvalue.place, SHALLOW, "copy")
        elif type(rvalue) is m.Len:
            self.read(rvalue.place, LENGTH, "copy")
        self.write(leaf.place, SHALLOW, "assign")

    def leaf_Call(self, leaf):
        self.operand(leaf.func)
        for operand in leaf.args:
            self.operand(operand)
        if leaf.cleanup is None and not leaf.diverges:
            self.write(leaf.dest, DEEP, "assign")

    def leaf_Drop(self, leaf):
        if leaf.replace:
            self.write(leaf.place, DROP, "assign")
            return
        self.write(leaf.place, DROP, "drop")         # also of what was moved: to borrow it is an error already

    def leaf_StorageDead(self, leaf):
        self.write(m.Place(leaf.local), SHALLOW, "dead")

    def leaf_FakeRead(self, leaf):
        """It only asks for a value."""

    def leaf_If(self, leaf):
        self.operand(leaf.cond)

    def leaf_BoundsCheck(self, leaf):
        if self.check.place_ty(leaf.place).kind == "slice":
            self.read(leaf.place, LENGTH, "use")
        self.operand(leaf.index)

    def leaf_Return(self, leaf):
        """What is borrowed from parameters must not be borrowed any more (the storage of other variables is dead already)."""
        self.exit(range(1, self.body.arg_count + 1))

    def exit(self, ending):
        """The function is left, at its end or while a panic unwinds: what loans of the locals `ending` are left is told one by one."""
        for loan in self.loans:
            if not any(elem[0] == "*" for elem in loan.place.proj) and loan.place.local in ending:
                self.report("dead", m.Place(loan.place.local), loan)

    # --- accesses -----------------------------------------------------------------------------------

    def read(self, place, depth, kind):
        self.access(place, depth, kind, False)

    def write(self, place, depth, kind):
        self.access(place, depth, kind, True)

    def access(self, place, depth, kind, write):
        if (place, self.where.lo, self.where.hi) in self.reported:
            return
        for loan in self.loans:
            if not write and not loan.mutable:
                continue
            if kind == "reserve" and not loan.mutable:
                continue
            if not write and loan.kind == "two_phase" and not self.active(loan):
                continue
            if conflict(self.check, loan.place, place, depth):
                self.report(kind, place, loan)
                if kind == "reserve":
                    self.reserved.add(place)
                self.reported.add((place, self.where.lo, self.where.hi))
                return

    def active(self, loan):
        """Whether a two-phase borrow has been activated: its temporary waits no more."""
        return not self.ctx.live[self.node] >> loan.temp & 1 or self.node == loan.activation

    def activations(self):
        """At the first use of a two-phase borrow it must be the only one."""
        for loan in self.activated.get(self.node, ()):
            if loan.place not in self.reserved:
                for other in self.loans:
                    if other is not loan and conflict(self.check, other.place, loan.place, DEEP):
                        self.where = self.ctx.cfg.info[self.node]
                        self.report("borrow_mut", loan.place, other)
                        break

    def is_error(self, loan):
        """Whether the borrow of a variable was itself an error: that it does not live long enough is not told then."""
        return (m.Place(loan.place.local), loan.leaf.lo, loan.leaf.hi) in self.reported or \
            loan.mutable and not loan.place.proj and self.moves.immutable(loan.place) is not None

    def report(self, kind, place, loan):
        key = (loan.index, kind if kind not in ("dead", "drop") else "dead", place.local if kind in ("dead", "drop") else (self.where.lo, self.where.hi))
        if key in self.reported or kind in ("dead", "drop") and loan.origin != "capture" and self.is_error(loan):
            return
        self.reported.add(key)
        if kind in ("dead", "drop"):                     # the borrow, met later on the way of a loop, is no further error
            self.reported.add((m.Place(loan.place.local), loan.leaf.lo, loan.leaf.hi))
        diagnostic = errors.conflict(self.ctx, kind, place, loan, self.where, self.node)
        if diagnostic is not None:
            self.ctx.add(diagnostic)
