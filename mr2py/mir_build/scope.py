"""Scopes and scheduled drops (rustc_mir_build's `scope`).

A scope holds what must happen at its end: a value's drop, a local's storage death. Leaving normally
or by break, continue, return emits these in reverse order; unwinding finds them as cleanup chains.
"""

from ..mir import body as m


class Scope:
    """`drops`: [("value" | "storage", local)]; `chains`: the cleanup chain before each of them and after the last one, as far as
    they are known; `operands`: whether it is that of the operands of one expression."""

    __slots__ = ("drops", "chains", "depth", "operands")

    def __init__(self, depth, operands=False):
        self.operands = operands
        self.drops, self.chains, self.depth = [], [], depth


class Target:
    """Where a break or continue goes: the scopes above `depth` are left."""

    __slots__ = ("name", "label", "depth", "dest", "kind", "used", "continue_depth")

    def __init__(self, name, label, depth, dest, kind):
        self.name, self.label, self.depth, self.dest, self.kind = name, label, depth, dest, kind
        self.used = False
        self.continue_depth = depth


class Scopes:
    """Part of Builder: emission of leaves and the stack of scopes."""

    # --- emission -------------------------------------------------------------------------------

    def emit(self, leaf, where):
        """Append a leaf at the current point (dropped where control cannot arrive)."""
        leaf.lo, leaf.hi = (where.lo, where.hi) if not isinstance(where, tuple) else where
        leaf.cleanup = self.cleanup_chain()
        if not self.closed:
            self.out.append(leaf)
        return leaf

    def assign(self, place, rvalue, where):
        return self.emit(m.Assign(place, rvalue), where)

    def nested(self, make):
        """Run `make` with a fresh list of statements; return (Block, whether its end is unreachable)."""
        saved, was_closed = self.out, self.closed
        self.out = []
        make()
        block, closed = m.Block(self.out), self.closed
        self.out, self.closed = saved, was_closed
        return block, closed

    def add(self, tree):
        if not self.closed:
            self.out.append(tree)

    def terminate(self, leaf, where):
        self.emit(leaf, where)
        self.closed = True

    # --- scopes ---------------------------------------------------------------------------------

    def push_scope(self):
        scope = Scope(len(self.scopes))
        self.scopes.append(scope)
        return scope

    def pop_scope(self, where):
        """Leave the innermost scope normally: its drops are emitted."""
        self.emit_drops(len(self.scopes) - 1, where)
        self.scopes.pop()

    def in_scope(self, where, make):
        """Run `make` in a new scope that is also the scope of its temporaries."""
        self.push_scope()
        saved, self.temp_depth = self.temp_depth, len(self.scopes) - 1
        result = make()
        self.temp_depth = saved
        self.pop_scope(where)
        return result

    def push_operands(self):
        """Begin the scope of an expression's operands: until they are moved, unwinding and jumps drop them before what lives
        as long as the statement, even if that was made later (rustc's `as_local_operand`)."""
        self.scopes.append(Scope(len(self.scopes), True))

    def pop_operands(self):
        """The operands have been moved; their storage dies with the other temporaries'."""
        for kind, local in self.scopes.pop().drops:
            if kind == "storage":
                self.schedule(kind, local, self.temp_depth)

    def operand_depth(self):
        """The depth of the scope in which an operand waits."""
        return len(self.scopes) - 1 if self.scopes[-1].operands else self.temp_depth

    def schedule(self, kind, local, depth):
        """Schedule a drop or a storage death at the end of the scope at `depth`."""
        if kind == "value":
            self.forget_chains(depth)
        self.scopes[depth].drops.append((kind, local))

    def forget_chains(self, depth):
        """What the scope at `depth` has scheduled has changed: the chains of the inner ones are others."""
        for scope in self.scopes[depth + 1:]:
            scope.chains.clear()

    def schedule_value(self, local, depth):
        if self.needs_drop(self.locals[local].ty):
            self.schedule("value", local, depth)

    def cleanup_chain(self, depth=None, count=None):
        """The chain of value drops of the scopes up to `depth` (all), of that one only the first `count`."""
        last = len(self.scopes) - 1 if depth is None else depth
        if last < 0:
            return None
        scope = self.scopes[last]
        chains, count = scope.chains, len(scope.drops) if count is None else count
        if not chains:
            chains.append(self.cleanup_chain(last - 1) if last else None)
        while len(chains) <= count:
            kind, local = scope.drops[len(chains) - 1]
            chains.append(self.chained(local, chains[-1]) if kind == "value" else chains[-1])
        return chains[count]

    def chained(self, local, behind):
        """The chain of the drop of a local and what follows it; equal ones are one object."""
        chain = self.known_chains.get((local, behind))
        if chain is None:
            chain = self.known_chains[local, behind] = m.Cleanup(local, behind)
        return chain

    def emit_drops(self, down_to, where):
        """Emit what the scopes from the innermost to that at index `down_to` have scheduled."""
        if self.closed:
            return
        end = (where.hi, where.hi) if not isinstance(where, tuple) else where
        for depth in range(len(self.scopes) - 1, down_to - 1, -1):
            drops = self.scopes[depth].drops
            for index in range(len(drops) - 1, -1, -1):
                kind, local = drops[index]
                leaf = m.Drop(m.Place(local)) if kind == "value" else m.StorageDead(local)
                leaf.lo, leaf.hi = end
                leaf.cleanup = self.cleanup_chain(depth, index)
                self.out.append(leaf)

    def unscheduled(self, depth, count, where):
        """Emit what the scope at `depth` has scheduled beside its first `count` entries, and take it off; returns it."""
        scope = self.scopes[depth]
        rest = scope.drops[count:]
        for kind, local in reversed(rest):
            scope.drops.pop()
            del scope.chains[len(scope.drops) + 1:]
            self.forget_chains(depth)
            self.emit(m.Drop(m.Place(local)) if kind == "value" else m.StorageDead(local), (where.hi, where.hi))
        return rest

    def schedule_again(self, depth, entries):
        """On another way they are still to come."""
        for kind, local in entries:
            self.schedule(kind, local, depth)

    def exit_to(self, depth, leaf, where):
        """Leave all scopes above `depth` scopes, then jump with `leaf`."""
        self.emit_drops(depth, where)
        self.terminate(leaf, where)

    # --- locals ---------------------------------------------------------------------------------

    def new_local(self, ty, name, mut, kind, where, origin=""):
        lo, hi = (where.lo, where.hi) if not isinstance(where, tuple) else where
        self.locals.append(m.LocalDecl(ty, name, mut, kind, lo, hi, origin))
        return len(self.locals) - 1

    def temp(self, ty, where, depth=None):
        """A new temporary, alive until the end of the scope at `depth` (the current temporaries' scope)."""
        local = self.new_local(ty, None, True, "temp", where)
        depth = self.temp_depth if depth is None else depth
        self.emit(m.StorageLive(local), where)
        self.schedule("storage", local, depth)
        return local
