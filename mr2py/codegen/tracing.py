"""Events of level `ownership` in the emitted code: `log(SITE)`, everything static in the module's table of sites."""

import ast

from ..mir import body as m
from ..transform.events import TEMPORARY, Events
from . import pyast as p


class Silent:
    """No events at all: levels `off` and `heap`, and std's functions."""

    active = False

    def before(self, leaf):
        pass

    after = before

    def ends(self, leaf, table=None):
        pass

    def branches(self, node):
        pass

    ended = storage = branches

    def enter(self):
        pass

    leave = enter

    def drop_begins(self, place, lo):
        return []

    drop_ends = drop_taken = drop_begins

    def unwound(self):
        return []

    unwound_out = unwound

    def dropped_unwinding(self, local):
        return [], []

    def finish(self):
        pass


class Tracer(Silent):
    """Writes the events of one user function."""

    active = True

    def __init__(self, fb):
        self.fb, self.full = fb, fb.module.level == "full"      # which has frames and values from the shadow
        show = fb.module.type_name
        self.events = Events(fb.body, fb.place_ty, fb.tcx.is_copy, fb.module.observable, show, self.full)
        self.inlined = fb.body.memo["inlined"]
        self.function = fb.module.display_name(fb.body.definition)
        self.first_line = fb.module.line(fb.body.definition.node.lo)

    def site(self, kind, facts, lo):
        """The statement that logs an event."""
        number = self.fb.module.new_site(kind, self.function, self.first_line, lo, facts)
        statement = ast.Expr(p.call("rt_log", p.constant(number)))
        statement.mrs = lo
        return statement

    def write(self, entries, leaf):
        if entries:
            self.fb.pending.flush()
        for kind, facts in entries:
            self.fb.emit(self.site(kind, facts, leaf.lo))

    def before(self, leaf):
        """Before an Assign or Call."""
        if leaf in self.inlined:
            return
        call = self.fb.body.memo["calls"].get(leaf)
        self.write(self.events.before(leaf), leaf)
        call = call or leaf
        if type(call) is m.Call and not self.calls_user(call):
            owner = self.events.heap_owner(call)
            self.write([("at", owner)] if owner else (), leaf)

    def calls_user(self, call):
        """Whether a call runs a function of the user's, which has a frame of its own."""
        func = call.func
        if type(func) is not m.Const or func.ty.kind != "fndef":
            return True
        return self.fb.resolve(func.ty.a, func.ty.b)[0].krate == "user"

    def after(self, leaf):
        """After an Assign or Call."""
        if leaf not in self.inlined:
            self.write(self.events.after(leaf), leaf)

    def ends(self, leaf, table="ends_before"):
        """Borrows that are over before (or after) any leaf."""
        self.write(self.events.ended(table, leaf), leaf)

    def branches(self, node):
        """Borrows that are over before a branch, or that its condition uses last."""
        self.ends(node)
        self.ends(node, "ends_after")

    def ended(self, leaves):
        """Borrows that are over before one of the leaves, which get no code of their own."""
        for leaf in leaves:
            self.ends(leaf)

    def enter(self):
        lo = self.fb.body.definition.node.lo
        if not self.full:
            self.fb.emit(self.site("enter", {"name": self.function}, lo))
        for local in range(1, self.fb.body.arg_count + 1):
            decl = self.fb.body.locals[local]
            if decl.name is not None:
                self.fb.emit(self.site("init", {"place": decl.name, "type": self.fb.module.type_name(decl.ty)}, lo))
                self.events.assigned.add(local)

    def leave(self):
        if not self.full:
            self.fb.emit(self.site("leave", {"name": self.function}, self.fb.leaf.lo))

    def unwound(self):
        return [] if self.full else [self.site("unwind", {"name": self.function}, self.fb.body.definition.node.lo)]

    def drop_begins(self, place, lo):
        return self.drop_event("drop", place, lo)

    def drop_ends(self, place, lo):
        return self.drop_event("drop_end", place, lo)

    def dropped_unwinding(self, local):
        """(begin, end) of a drop in the handler; it stands where the value was made."""
        place, lo = m.Place(local), self.fb.body.locals[local].lo
        return self.drop_begins(place, lo), self.drop_ends(place, lo)

    def drop_event(self, kind, place, lo):
        facts = {"place": self.events.name(place) or TEMPORARY, "type": self.fb.module.type_name(self.fb.place_ty(place))}
        return [self.site(kind, facts, lo)]

