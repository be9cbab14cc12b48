"""Events of level `ownership` in the emitted code: `log(SITE)`, everything static in the module's table of sites."""

import ast

from ..transform.events import Events
from . import pyast as p


class Silent:
    """No events at all: levels `off` and `heap`, and std's functions."""

    active = False

    def before(self, leaf):
        pass

    after = before

    def enter(self):
        pass

    leave = enter

    def wants_drop(self, leaf):
        return False

    def drop_begins(self, leaf):
        return []

    drop_ends = drop_begins

    def unwound(self):
        return []


class Tracer:
    """Writes the events of one user function."""

    active = True

    def __init__(self, fb):
        self.fb = fb
        show = fb.module.type_name
        self.events = Events(fb.body, fb.place_ty, fb.tcx.is_copy, show)
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
        if leaf not in self.inlined:
            self.write(self.events.before(leaf), leaf)

    def after(self, leaf):
        if leaf not in self.inlined:
            self.write(self.events.after(leaf), leaf)

    def enter(self):
        lo = self.fb.body.definition.node.lo
        self.fb.emit(self.site("enter", {"name": self.function}, lo))
        for local in range(1, self.fb.body.arg_count + 1):
            decl = self.fb.body.locals[local]
            if decl.name is not None:
                self.fb.emit(self.site("init", {"place": decl.name, "type": self.fb.module.type_name(decl.ty)}, lo))
                self.events.assigned.add(local)

    def leave(self):
        self.fb.emit(self.site("leave", {"name": self.function}, self.fb.leaf.lo))

    def unwound(self):
        return [self.site("unwind", {"name": self.function}, self.fb.body.definition.node.lo)]

    def wants_drop(self, leaf):
        return False

    def drop_begins(self, leaf):
        return self.drop_event("drop", leaf)

    def drop_ends(self, leaf):
        return self.drop_event("drop_end", leaf)

    def drop_event(self, kind, leaf):
        name = self.events.name(leaf.place)
        facts = {"type": self.fb.module.type_name(self.fb.place_ty(leaf.place))}
        if name is not None:
            facts["place"] = name
        return [self.site(kind, facts, leaf.lo)]

