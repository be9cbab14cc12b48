"""`unused_variables` and `unused_assignments`: liveness of the variables on the MIR (rustc_mir_transform::liveness).

A variable that nothing reads is told once, with what its pattern should be; else each assignment whose value nothing reads.
A drop is no read, nor is the old value in `x += 1`.
"""

from ..mir import body as m
from ..ty.types import erase_regions

CONTAINERS = ("closure", "tuple", "adt", "dyn", "array", "slice", "opaque")


def check_body(lints, definition, ctx, checks):
    """Tell the variables and assignments of one body that nothing reads."""
    tracked = tracked_locals(ctx)
    captures = captured(definition, ctx.body)
    if not tracked and not captures or not suspicious(ctx, tracked, captures):
        return
    Liveness(lints, definition, ctx, tracked, captures).run(checks)


def tracked_locals(ctx):
    """{local: name} of the variables that are looked at: none of code that is not reached, nor (their values are not in the MIR)
    such as stand for a function."""
    begun = {info.local for info in map(ctx.cfg.info.__getitem__, ctx.cfg.order) if type(info) is m.StorageLive}
    return {number: decl.name for number, decl in enumerate(ctx.body.locals)
            if (decl.kind == "arg" or decl.kind == "var" and number in begun)
            and decl.name is not None and decl.name[0] != "_" and decl.name != "self" and decl.ty.kind != "fndef"}


def captured(definition, body):
    """The Captures of a closure's body, [] for others."""
    return list(body.upvars) if definition.kind == "closure" and body.upvars else []


def suspicious(ctx, tracked, captures):
    """Whether a variable is never read or assigned more than once: only then the analysis can find something."""
    if any(capture.kind == "value" and capture.mutable for capture in captures):
        return True
    wanted = 0
    for local in tracked:
        wanted |= 1 << local
    read = once = 0
    assigned = (1 << ctx.body.arg_count + 1) - 2
    for node in ctx.cfg.order:
        info = ctx.cfg.info[node]
        kind = type(info)
        if kind is m.Drop or kind is m.FakeRead and info.kind in ("variable", "guard"):
            continue
        if kind in (m.Assign, m.Call):
            bit = 1 << (info.place if kind is m.Assign else info.dest).local
            if bit & wanted and (bit & assigned or kind is m.Assign and info.place.proj):
                once |= bit
            assigned |= bit
        if kind is m.Assign and type(info.rvalue) is m.Aggregate and info.rvalue.ty.kind == "closure":
            continue
        read |= ctx.uses[node].uses
    return bool(wanted & ~read or wanted & once)


class Access:
    """One assignment, as the source has it. kind: "assign", "param" or "capture"."""

    __slots__ = ("kind", "live", "direct")

    def __init__(self, kind, live, direct):
        self.kind, self.live, self.direct = kind, live, direct


class Liveness:
    """The analysis of one body. Variables are bits by local; captures of a closure the bits behind them."""

    def __init__(self, lints, definition, ctx, tracked, captures):
        self.lints, self.tcx, self.definition, self.ctx, self.body = lints, lints.tcx, definition, ctx, ctx.body
        self.tracked, self.captures = tracked, captures
        self.first = len(self.body.locals)
        self.views = {number: decl.guard_of for number, decl in enumerate(self.body.locals) if decl.guard_of in tracked}
        self.by_ref = self.outer = 0
        for index, capture in enumerate(captures):
            if capture.kind != "value":
                self.by_ref |= 1 << self.first + index

    # --- what a place means -----------------------------------------------------------------------

    def variable(self, place):
        """(bit number, projections behind it) of the variable that a place belongs to, or (None, ())."""
        local = place.local
        if local in self.tracked:
            return local, place.proj
        if local in self.views:
            return self.views[local], place.proj
        if local == 1 and self.captures:
            proj = place.proj[1:] if place.proj[:1] == (("*",),) else place.proj
            if proj and proj[0][0] == ".":
                index = proj[0][1]
                skip = 1 if self.captures[index].kind == "value" else 2
                if skip <= len(proj):
                    return self.first + index, proj[skip:]
        return None, ()

    def read(self, place):
        """The bits that reading a place uses."""
        number, _ = self.variable(place)
        return (0 if number is None else 1 << number) | self.indexes(place)

    def indexes(self, place):
        bits = 0
        for elem in place.proj:
            if elem[0] == "[]" and elem[1] in self.tracked:
                bits |= 1 << elem[1]
        return bits

    def operand(self, operand):
        return 0 if type(operand) is m.Const else self.read(operand.place)

    # --- effects of nodes ---------------------------------------------------------------------------

    def effect(self, info):
        """(bits used, bits overwritten) of a node."""
        kind = type(info)
        if kind is tuple:
            return (self.tests(info[1]), 0) if info[0] == "candidate" else (0, 0)
        if kind is m.Assign:
            return self.assign(info)
        if kind is m.Call:
            used = self.operand(info.func)
            for operand in info.args:
                used |= self.operand(operand)
            number, rest = self.variable(info.dest)
            return used | self.indexes(info.dest) | (1 << number if number is not None and indirect(rest) else 0), 0
        if kind is m.If:
            return self.operand(info.cond), 0
        if kind is m.BoundsCheck:
            return self.operand(info.index) | (0 if self.is_array(info.place) else self.read(info.place)), 0
        if kind is m.FakeRead:
            return (0 if info.kind in ("variable", "guard") else self.read(info.place)), 0
        if kind is m.Return:
            return self.by_ref, 0
        return 0, 0

    def tests(self, candidate):
        used = 0
        for test in candidate.tests:
            used |= self.read(test.place)
        return used

    def is_array(self, place):
        """Whether a place is reached without pointers in an array: its length is no read."""
        return not indirect(place.proj) and self.body.locals[place.local].ty.kind == "array"

    def assign(self, leaf):
        rvalue, kind = leaf.rvalue, type(leaf.rvalue)
        number, rest = self.variable(leaf.place)
        if kind is m.BinaryOp and type(rvalue.left) is m.Copy and rvalue.left.place == leaf.place and number is not None and not indirect(rest):
            return self.operand(rvalue.right) | self.indexes(leaf.place), 0
        used = self.indexes(leaf.place)
        if kind is m.Aggregate and rvalue.ty.kind == "closure":
            dead = rvalue.ty.a.memo.get("dead_captures", ())
            for index, operand in enumerate(rvalue.operands):
                if index not in dead:
                    used |= self.operand(operand)
        else:
            from ..dataflow.move_paths import rvalue_operands
            for operand in rvalue_operands(rvalue):
                used |= self.operand(operand)
            place = getattr(rvalue, "place", None)
            if place is not None:
                used |= self.read(place)
        if number is None:
            return used, 0
        if indirect(rest):
            return used | 1 << number, 0
        return used, 0 if rest else 1 << number

    # --- the analysis -------------------------------------------------------------------------------

    def solve(self):
        """Fill `out`: the live variables behind each node; a closure that may be called again goes on at its beginning."""
        cfg = self.ctx.cfg
        self.effects = [self.effect(info) for info in cfg.info]
        again = self.definition.kind == "closure" and self.definition.memo["closure"].kind == "FnMut"
        self.live, self.out = [0] * len(cfg.succ), [0] * len(cfg.succ)
        changed = True
        while changed:
            changed = False
            for node in reversed(cfg.order):
                out = 0
                for successor in cfg.succ[node]:
                    out |= self.live[successor]
                if again and not cfg.succ[node]:
                    out |= self.live[cfg.start]
                used, gone = self.effects[node]
                new = out & ~gone | used
                self.out[node] = out
                if new != self.live[node]:
                    self.live[node] = new
                    changed = True

    def collect(self):
        """Fill `ever`, the variables that are live anywhere, `dropped`, and `accesses`: {variable: {(lo, hi): Access}}; a capture's key has a third part."""
        self.ever = self.dropped = 0
        self.accesses = {}
        for node in self.ctx.cfg.order[::-1]:
            info = self.ctx.cfg.info[node]
            self.ever |= self.live[node]
            kind = type(info)
            if kind is m.Drop:
                self.drop(info.place)
            elif kind is m.Call:
                self.drop(info.dest)
                self.access(info.dest, info, node)
            elif kind is m.Assign:
                self.access(info.place, info, node)
        start = self.live[self.ctx.cfg.start]
        for number in self.tracked:
            decl = self.body.locals[number]
            if decl.kind == "arg":
                self.accesses.setdefault(number, {})[decl.lo, decl.hi] = Access("param", bool(start >> number & 1), True)
        for index, capture in enumerate(self.captures):
            if capture.kind == "value":
                number = self.first + index
                self.accesses.setdefault(number, {})[(capture.span[0], capture.span[0], "capture")] = Access("capture", bool(start >> number & 1), True)

    def drop(self, place):
        number, rest = self.variable(place)
        if number is not None and not rest:
            self.dropped |= 1 << number

    def access(self, place, leaf, node):
        number, rest = self.variable(place)
        if number is None or indirect(rest):
            return
        live = bool(self.out[node] >> number & 1)
        known = self.accesses.setdefault(number, {}).get((leaf.lo, leaf.hi))
        if known is None:
            self.accesses[number][leaf.lo, leaf.hi] = Access("assign", live, not rest)
        else:
            known.live, known.direct = known.live or live, known.direct and not rest

    def run(self, checks):
        self.solve()
        self.collect()
        self.definition.memo["dead_captures"] = {index for index in range(len(self.captures)) if not self.ever >> self.first + index & 1}
        for number, name in self.tracked.items():
            if not self.ever >> number & 1:
                self.unused(number, name)
        for number in sorted(self.accesses):
            self.dead_stores(number)

    # --- reports --------------------------------------------------------------------------------------

    def unused(self, number, name):
        """A variable that nothing reads; its initialisation is not told again."""
        from .variables import Binding
        decl, found = self.body.locals[number], self.accesses.get(number, {})
        binding = Binding(self.lints, self.definition, decl)
        if found:
            left = {span: access for span, access in found.items() if not binding.introduces(span)}
            if left and self.guards(number):
                left = {span: access for span, access in left.items() if access.direct}
                if not left:
                    self.accesses[number] = {}
                    return
            self.accesses[number] = left
            if left:
                binding.only_assigned(name)
                return
        binding.unused(name, bool(found))

    def guards(self, number):
        """Whether a variable is there for what its drop does."""
        if not self.dropped >> number & 1:
            return False
        ty = self.body.locals[number].ty if number < self.first else self.captures[number - self.first].place_ty
        return ty.kind in CONTAINERS and self.tcx.needs_drop(erase_regions(ty), owner_of(self.definition))

    def dead_stores(self, number):
        found = self.accesses[number]
        guard = self.guards(number)
        for span, access in reversed(found.items()):
            if access.live or guard and not access.direct:
                continue
            self.dead_store(number, span, access)

    def dead_store(self, number, span, access):
        lints, span = self.lints, span[:2]
        if number >= self.first:
            capture = self.captures[number - self.first]
            name = capture_name(capture)
            if name.startswith("_") or name == "self":
                return
        else:
            name = self.tracked[number]
        if access.kind == "capture":
            told = lints.emit("unused_assignments", f"value captured by `{name}` is never read", span)
            if told is not None:
                told.help("did you mean to capture by reference instead?")
            return
        word = "passed" if access.kind == "param" else "assigned"
        told = lints.emit("unused_assignments", f"value {word} to `{name}` is never read", span)
        if told is not None:
            told.help("maybe it is overwritten before being read?")


def owner_of(definition):
    while definition.kind == "closure":
        definition = definition.parent
    return definition


def capture_name(capture):
    """What a captured place is called: the variable and its fields."""
    text = capture.root.name
    for elem in capture.proj:
        if elem[0] == ".":
            text += f".{elem[1]}"
    return text


def indirect(proj):
    """Whether projections go through a pointer."""
    for elem in proj:
        if elem[0] == "*":
            return True
    return False
