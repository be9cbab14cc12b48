"""What a generated function knows of its variables: what is initialised, borrowed, may be moved. Never a borrow error."""

from .rows import FIELDS

WHOLE = "*"
SHARED, MUT, ASSIGNED = "shared", "mut", "assigned"


class Var:
    """A variable: its type's letter, whether it is a reference to such a value, how many blocks and loops are around it."""

    def __init__(self, name, ty, depth, level, is_ref=False):
        self.name, self.ty, self.depth, self.level, self.is_ref = name, ty, depth, level, is_ref


class Scope:
    """`gone`: {variable: the fields (or WHOLE) that may be moved out}; `locks`: {variable: what pending borrows allow}; `floor`:
    how many loops must be around a variable's declaration for it to be moved here."""

    def __init__(self, rng):
        self.rng = rng
        self.vars, self.gone, self.locks, self.used = [], {}, {}, set()
        self.depth, self.floor, self.guard_depth = 0, 0, None
        self.loops, self.count, self.free = [], 0, None

    def declare(self, ty, is_ref=False, initialised=True):
        self.count += 1
        var = Var(f"v{self.count}", ty, self.depth, len(self.loops), is_ref)
        self.vars.append(var)
        self.gone[var.name] = frozenset() if initialised else frozenset([WHOLE])
        return var

    # --- places ----------------------------------------------------------------------------------

    def places(self, ty, lock, guard=False):
        """[(text, variable)] of initialised places of a type that nobody's borrow forbids to use under this lock (None: a move)."""
        found = []
        for var in self.vars:
            held = self.locks.get(var.name)
            if held == MUT or held == SHARED and lock != SHARED or held == ASSIGNED and lock is not None:
                continue
            if guard and self.guard_depth is not None and var.depth >= self.guard_depth:
                continue
            if lock is None and not self.movable(var) or var.is_ref and lock != SHARED:
                continue
            found += [(text, var) for text, kind in self.parts(var, lock) if kind == ty]
        return found

    def movable(self, var):
        return not var.is_ref and (var.level >= self.floor or var is self.free)

    def parts(self, var, lock):
        """(text, type) of what is initialised of a variable."""
        gone = self.gone[var.name]
        if WHOLE in gone:
            return
        if not gone:
            yield ("*" + var.name if var.is_ref else var.name), var.ty
            if var.ty == "B" and not var.is_ref:
                yield f"*{var.name}", "D"
        for field, ty in FIELDS.get(var.ty, ()):
            if field not in gone:
                yield f"{var.name}.{field}", ty

    def take(self, place):
        """A value leaves its place."""
        text, var = place
        self.used.add(var.name)
        part = text.partition(".")[2]
        self.gone[var.name] = self.gone[var.name] | {part or WHOLE}

    def lock(self, place, kind):
        self.used.add(place[1].name)
        self.locks[place[1].name] = kind

    # --- ways -------------------------------------------------------------------------------------

    def join(self, states):
        """Go on after one of these states of `gone`."""
        names = set(self.gone)
        self.gone = {name: frozenset().union(*[state.get(name, frozenset()) for state in states]) for name in names}

    def leave(self, count):
        """The variables declared since there were `count` are no more."""
        for var in self.vars[count:]:
            self.gone.pop(var.name, None)
        del self.vars[count:]
