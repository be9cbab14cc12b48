"""Put the value of a temporary that is used once where it is used.

Computed values wait in a list, in their order of evaluation, until a leaf uses them. A leaf may use a
waiting value directly if nothing that does not commute with it is evaluated between; else everything is
written to variables first. Depth of nesting is bounded.
"""

MAX_DEPTH = 20


def commute(a, b):
    """Whether two expressions may be evaluated in either order (neither writes locals)."""
    if a.effect:
        return not b.effect and not b.heap
    return not (a.heap and b.effect)


class Pending:
    """The waiting values of one function. `emit_assign(local, expr)` writes one to its variable."""

    def __init__(self, emit_assign):
        self.items = {}                  # local → Expr, in order of evaluation
        self.emit_assign = emit_assign

    def push(self, local, expr):
        if expr.depth > MAX_DEPTH:
            self.flush()
            self.emit_assign(local, expr)
        else:
            self.items[local] = expr

    def flush(self):
        """Write all waiting values to their variables."""
        items, self.items = self.items, {}
        for local, expr in items.items():
            self.emit_assign(local, expr)

    def prepare(self, uses, effect=True, writes=None):
        """Before a leaf that uses the locals `uses` in this order: make sure that those still waiting
        may be evaluated now. `effect`: the leaf itself has an effect; `writes`: the name that it assigns."""
        if not self.items:
            return
        wanted = [local for local in uses if local in self.items]
        if not self.in_order(wanted):
            self.flush()
            return
        if writes is not None:
            for local, expr in self.items.items():
                if local not in wanted and writes in expr.reads:
                    self.flush_but_tail(wanted)
                    return
        if effect and any((e.effect or e.heap) for local, e in self.items.items() if local not in wanted):
            self.flush_but_tail(wanted)

    def in_order(self, wanted):
        """Whether `wanted` can be evaluated now, in that order, after everything else that waits."""
        order = list(self.items)
        for i, local in enumerate(wanted):
            expr = self.items[local]
            later = order[order.index(local) + 1:]
            for other in later:
                if other in wanted[i + 1:]:
                    continue
                if not commute(expr, self.items[other]):
                    return False
        return True

    def flush_but_tail(self, wanted):
        """Write all waiting values but `wanted`, which are evaluated later (they commute with the rest)."""
        keep = {local: self.items[local] for local in self.items if local in wanted}
        for local, expr in list(self.items.items()):
            if local not in keep:
                self.emit_assign(local, expr)
        self.items = keep

    def flush_reading(self, python_name):
        """Write the waiting values that read this variable (it is about to change)."""
        if any(python_name in expr.reads for expr in self.items.values()):
            self.flush()

    def flush_conflicting(self, expr):
        """Write the waiting values if `expr`, which is evaluated now, must come behind one of them."""
        if not all(commute(waiting, expr) for waiting in self.items.values()):
            self.flush()

    def take(self, local):
        """The waiting value of `local`, no longer waiting; None if it does not wait."""
        return self.items.pop(local, None)
