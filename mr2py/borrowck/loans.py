"""Loans: what is borrowed by which reference, and where each loan is in scope (RFC 2094, "Loans in scope")."""

from ..bits import bits, rows
from ..mir import body as m


class Loan:
    """`place` borrowed by the leaf at `node`; `region` the reference's region variable; `temp` the local that
    receives the reference; `activation` the node that first uses a two-phase borrow, or None."""

    __slots__ = ("index", "node", "leaf", "place", "kind", "region", "temp", "activation", "origin")

    def __init__(self, index, leaf, rvalue, region):
        self.index, self.node, self.leaf = index, leaf.pt, leaf
        self.place, self.kind, self.origin = rvalue.place, rvalue.kind, rvalue.origin
        self.region, self.temp, self.activation = region.a, leaf.place.local, None

    @property
    def mutable(self):
        return self.kind != "shared"


def collect_loans(body, check):
    """The loans of a body: borrows of places that can conflict with something (rustc's `ignore_borrow`)."""
    loans = []
    for leaf, rvalue, region in check.loans:
        if body.locals[rvalue.place.local].origin == "promoted" or behind_shared(check, rvalue.place):
            continue
        loans.append(Loan(len(loans), leaf, rvalue, region))
    return loans


def behind_shared(check, place):
    """Whether a place lies behind a shared reference, where nothing can be changed anyway."""
    ty, variant = check.locals[place.local], None
    for elem in place.proj:
        if elem[0] == "*" and ty.kind == "ref" and not ty.c:
            return True
        ty, variant = check.project_ty(ty, variant, elem)
    return False


def find_activations(loans, uses, cfg):
    """The node at which each two-phase borrow becomes a plain mutable one: the use of its temporary."""
    waiting = {loan.temp: loan for loan in loans if loan.kind == "two_phase"}
    temps = sum(1 << temp for temp in waiting)
    for node in cfg.order:
        for temp in bits(uses[node].uses & temps):
            if node != waiting[temp].node:
                waiting[temp].activation = node
                temps ^= 1 << temp


def loans_in_scope(cfg, body, loans, regions):
    """The set of loans (bits) in scope on entry of each node."""
    gen, of_local = [0] * len(cfg.succ), {}
    for loan in loans:
        gen[loan.node] |= 1 << loan.index
        of_local.setdefault(loan.place.local, []).append(loan)
    kill = [killed(info, of_local) for info in cfg.info]
    alive = rows({loan.index: regions.values[loan.region] & regions.every for loan in loans}, len(cfg.succ))
    state = [0] * len(cfg.succ)
    work, pending = list(cfg.order), set(cfg.order)
    while work:
        again = []
        for node in work:
            pending.discard(node)
            out = state[node] & ~kill[node] | gen[node]
            for successor in cfg.succ[node]:
                new = state[successor] | out & alive[successor]
                if new != state[successor]:
                    state[successor] = new
                    if successor not in pending:
                        pending.add(successor)
                        again.append(successor)
        work = again
    return state


def killed(info, of_local):
    """Loans that a node ends: those of places reached through a local that is assigned or dies. `of_local`: {local: its loans}."""
    if type(info) is tuple:
        place = info[1].dest if info[0] == "return" else info[1].place if info[0] == "replaced" else None
    elif type(info) is m.Assign:
        place = info.place
    elif type(info) is m.Call and info.cleanup is None:
        place = info.dest
    elif type(info) is m.StorageDead:
        place = m.Place(info.local)
    else:
        place = None
    if place is None:
        return 0
    out = 0
    for loan in of_local.get(place.local, ()):
        if definitely_same(loan.place.proj, place.proj):
            out |= 1 << loan.index
    return out


def definitely_same(loan, assigned):
    """Whether an assignment surely changes something of what was borrowed: then it was an error, or the loan is of what a
    reference pointed to before (rustc_borrowck::dataflow, `kill_borrows_on_place`)."""
    size = min(len(loan), len(assigned))
    return loan[:size] == assigned[:size] and all(elem[0] != "[]" for elem in assigned[:size] or assigned)
