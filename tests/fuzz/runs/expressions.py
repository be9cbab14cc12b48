"""Values of a type, borrow-correct by construction: rows.py's templates with their holes filled from left to right."""

import re

from .rows import EXPRESSIONS, PATTERNS, TYPES
from .scope import MUT, SHARED, Scope

HOLE = re.compile(r"\{\{|\}\}|\{([&.!=~]*)(#|[A-Z]+\??)\}")
SIMPLE = re.compile(r"[\w.]+|[\w:]+\([^()]*\)")
ENDS = tuple(",)];}")


class NoPlace(Exception):
    """No variable fits a hole that needs one."""


class Expressions(Scope):
    """`number`: the last of the numbers that values are told apart by; `closed`: no jump out of here; `functions`: [(name, types of
    the parameters, type of the result)] that may be called; `ret`: what the function returns."""

    def __init__(self, rng, functions, ret, number):
        super().__init__(rng)
        self.functions, self.ret, self.number = functions, ret, number
        self.closed = 0
        self.same = None

    def next(self):
        self.number += self.rng.between(1, 3)
        return str(self.number)

    def any_type(self):
        return self.rng.pick(tuple(TYPES))

    # --- values -------------------------------------------------------------------------------------

    def value(self, ty, fuel):
        """The text of an expression that gives a value of a type."""
        if ty == "I" or ty == "C?":
            return self.row(ty, fuel)
        if self.rng.chance(0.35):
            places = self.places(ty, None)
            if places:
                place = self.rng.pick(places)
                self.take(place)
                return place[0]
        if fuel > 0 and self.rng.chance(0.16):
            return self.branching(ty, fuel)
        return self.row(ty, fuel)

    def row(self, ty, fuel):
        rows = EXPRESSIONS[ty]
        if fuel <= 0:
            rows = [row for row in rows if not holes(row[1])] or rows[:1]
        return self.fill_one(rows, fuel - 1)

    def fill_one(self, rows, fuel):
        """One of the weighted templates, filled."""
        while True:
            template = self.weighted(rows)
            before = dict(self.gone), dict(self.locks), set(self.used)
            try:
                return self.fill(template, fuel)
            except NoPlace:
                self.gone, self.locks, self.used = before

    def weighted(self, rows):
        at = self.rng.below(sum(weight for weight, _ in rows))
        for weight, template in rows:
            at -= weight
            if at < 0:
                return template

    def fill(self, template, fuel):
        guard = ".borrow" in template
        closure = "|| {" in template or "|x| {" in template
        if not closure:
            return HOLE.sub(lambda match: self.hole(match, fuel, guard), template)
        self.closed += 1
        self.loops.append(None)
        try:
            return HOLE.sub(lambda match: self.hole(match, fuel, guard), template)
        finally:
            self.closed -= 1
            self.loops.pop()

    def hole(self, match, fuel, guard):
        if match.group(0) in ("{{", "}}"):
            return match.group(0)[0]
        mode, ty = match.groups()
        if ty == "#":
            return self.next()
        if mode.startswith("~"):
            return self.temporary(ty, fuel)
        ty = self.chosen(ty)
        text = self.filled(mode, ty, fuel, guard)
        follows = match.string[match.end():match.end() + 2].strip()[:1]
        prefix = match.string[max(0, match.start() - 1):match.start()]
        if SIMPLE.fullmatch(text) or follows in ENDS and follows and prefix not in "*&!" or not follows and prefix not in "*&!":
            return text
        return f"({text})"

    def chosen(self, ty):
        if ty in ("ANY", "ONE"):
            self.same = self.any_type()
            return self.same
        return self.same if ty == "SAME" else ty

    def filled(self, mode, ty, fuel, guard):
        if mode == "":
            return self.value(ty, fuel)
        if mode == "=":
            return self.target("B" if ty == "BOX" else ty, "*" if ty == "BOX" else "")
        lock = MUT if "!" in mode else SHARED
        sign = "&mut " if mode == "&!" else mode.strip(".!")
        places = self.places(ty, lock, guard)
        if places and self.rng.chance(0.75):
            place = self.rng.pick(places)
            self.lock(place, lock)
            return sign + (f"({place[0]})" if place[0].startswith("*") and not sign else place[0])
        made = self.value(ty, fuel)
        return sign + (made if SIMPLE.fullmatch(made) else f"({made})") if sign else made

    def target(self, ty, sign):
        """An initialised place to assign to, locked."""
        places = [place for place in self.places(ty, MUT) if not place[0].startswith("*")]
        if not places:
            raise NoPlace
        place = self.rng.pick(places)
        self.lock(place, MUT)
        return sign + place[0]

    def temporary(self, kind, fuel):
        """A value with a destructor that borrows."""
        if kind == "BORROW":
            return self.filled(".", "C", fuel, True) + ".borrow()"
        ty = self.any_type()
        return f"w({self.filled('&', ty, fuel, True)})"

    # --- branching ----------------------------------------------------------------------------------

    def branching(self, ty, fuel):
        """A value out of control flow."""
        kind = self.rng.pick(("block", "if", "match", "loop", "call", "called", "label", "exit", "letelse"))
        return getattr(self, "value_" + kind)(ty, fuel - 1)

    def value_block(self, ty, fuel):
        return self.block(lambda: self.statements(fuel, 2), ty, fuel)

    def value_if(self, ty, fuel):
        condition = self.condition(fuel)
        before = dict(self.gone)
        yes = self.block(lambda: self.statements(fuel, 1), ty, fuel)
        after, self.gone = self.gone, dict(before)
        no = self.block(lambda: self.statements(fuel, 1), ty, fuel)
        self.join([after, self.gone])
        return f"if {condition} {yes} else {no}"

    def condition(self, fuel):
        """A condition; its temporaries end with it."""
        locks = dict(self.locks)
        text = self.value("C?", fuel)
        self.locks = locks
        return text

    def value_match(self, ty, fuel):
        return self.matched(fuel, lambda: self.block(lambda: self.statements(fuel, 1), ty, fuel))

    def matched(self, fuel, arm):
        """A match over a value or variable; `arm()` gives the text of an arm's block."""
        kind = self.rng.pick(tuple(PATTERNS))
        scrutinee, by_ref = self.scrutinee(kind, fuel)
        patterns, states, before, lines = PATTERNS[kind], [], dict(self.gone), []
        for pattern in patterns:
            for guarded in ((True, False) if self.rng.chance(0.25) else (False,)):
                self.gone = dict(before)
                count = len(self.vars)
                self.depth += 1
                text = self.pattern(pattern, by_ref)
                guard = f" if {self.guard(count)}" if guarded else ""
                lines.append(f"{text}{guard} => {arm()}")
                self.depth -= 1
                self.leave(count)
                states.append(self.gone)
        self.gone = before
        self.join(states)
        return "match " + scrutinee + " {\n" + "\n".join(lines) + "\n}"

    def guard(self, count):
        """A guard looks at what the pattern binds."""
        bound = self.vars[count:]
        if not bound:
            return f"c({self.next()})"
        var = self.rng.pick(bound)
        return f"c(see({'' if var.is_ref else '&'}{var.name}))"

    def scrutinee(self, kind, fuel):
        """(text, whether bindings are references)."""
        places = self.places(kind, SHARED)
        if places and self.rng.chance(0.4):
            place = self.rng.pick(places)
            self.lock(place, SHARED)
            return "&" + place[0], True
        if self.rng.chance(0.2):
            return f"pass({self.filled('&', kind, fuel, False)})", True
        return f"({self.value(kind, fuel)})", False

    def pattern(self, pattern, by_ref):
        """A pattern with its bindings declared."""
        def binding(match):
            if match.group(0) in ("{{", "}}"):
                return match.group(0)[0]
            way = self.rng.below(10)
            if way < 2:
                return "_"
            if by_ref or way < 4:
                return ("" if by_ref else "ref ") + self.declare(match.group(2), is_ref=True).name
            return "mut " + self.declare(match.group(2)).name
        return HOLE.sub(binding, pattern)

    def value_loop(self, ty, fuel):
        """`loop { …; break value; }`: what is left is what is left at the break."""
        floor, self.floor = self.floor, len(self.loops)     # its only turn: as if there were no loop
        body = self.block(lambda: self.statements(fuel, 1) + [f"break ({self.value(ty, fuel)});"], None, fuel, fresh=True)
        self.floor = floor
        return f"loop {body}"

    def value_label(self, ty, fuel):
        self.count += 1
        label = f"'b{self.count}"
        states = []

        def body():
            lines = self.statements(fuel, 1)
            condition, before = self.condition(fuel), dict(self.gone)
            locks = dict(self.locks)
            lines.append(f"if {condition} {{\nbreak {label} ({self.value(ty, fuel)});\n}}")
            self.locks = locks
            states.append(self.gone)
            self.gone = before
            return lines
        text = self.block(body, ty, fuel)
        self.join([*states, self.gone])
        return f"{label}: {text}"

    def value_call(self, ty, fuel):
        found = [function for function in self.functions if function[2] == ty]
        if not found:
            return self.value_block(ty, fuel)
        name, params, _ = self.rng.pick(found)
        return f"{name}({', '.join([self.value(param, fuel) for param in params])})"

    def value_exit(self, ty, fuel):
        """The value, or a jump out of here in the middle of the expression."""
        if ty != "D" or self.closed:
            return self.value_block(ty, fuel)
        if self.ret == "X" and self.rng.chance(0.6):
            return self.atom(self.value("X", fuel)) + "?"
        if self.ret == "O" and self.rng.chance(0.6):
            return self.atom(self.value("O", fuel)) + "?"
        option = self.atom(self.value("O", fuel))
        before, floor = dict(self.gone), self.floor
        self.floor = 0
        jump = "return" if self.ret is None else f"return {self.value(self.ret, 0)}"
        self.gone, self.floor = before, floor
        return f"match {option} {{\nSome(x) => x,\nNone => {jump},\n}}"

    def value_letelse(self, ty, fuel):
        def body():
            locks = dict(self.locks)
            option = self.atom(self.value("O", fuel))
            self.locks = locks
            return [f"let Some(mut {self.declare('D').name}) = {option} else {{\npanic!(\"no value\")\n}};"]
        return self.block(body, ty, fuel)

    def atom(self, text):
        return text if SIMPLE.fullmatch(text) else f"({text})"

    def value_called(self, ty, fuel):
        """A closure, called at once."""
        with_move = self.rng.chance(0.3)
        text = self.closure(lambda: self.block(lambda: self.statements(fuel, 2), ty, fuel), with_move)
        return f"({'move ' if with_move else ''}|| {text})()"

    def closure(self, body, with_move):
        """The body of a closure that runs at most once. What it takes is gone afterwards."""
        outer = self.vars, self.loops, self.floor, self.closed, self.used, self.free, self.gone
        levels = {var.name: var.level for var in self.vars}
        movable = {var.name: self.movable(var) for var in self.vars}
        self.vars = [var for var in self.vars if not self.gone[var.name]]
        for var in self.vars:
            var.level = 0 if movable[var.name] else -1
            if with_move and not movable[var.name]:
                var.level = None
        self.vars = [var for var in self.vars if var.level is not None and not (with_move and (var.is_ref or var.name in self.locks))]
        self.gone = {var.name: frozenset() for var in self.vars}
        self.loops, self.floor, self.closed, self.used, self.free = [], 0, self.closed + 1, set(), None
        text = body()
        inner, used = self.gone, self.used
        self.vars, self.loops, self.floor, self.closed, self.used, self.free, self.gone = outer
        for var in self.vars:
            var.level = levels[var.name]
            if inner.get(var.name) or with_move and var.name in used:
                self.gone[var.name] = frozenset(["*"])
        self.used |= used
        return text

    # --- blocks ---------------------------------------------------------------------------------------

    def block(self, lines, ty, fuel, fresh=False):
        """`{ lines… value }`: what `lines()` gives, and a value of a type (None: none). `fresh`: the block is a loop's body."""
        count, guard_depth = len(self.vars), self.guard_depth
        self.depth += 1
        if fresh:
            self.loops.append(None)
            closed, self.closed = self.closed, self.closed + 1
        text = lines()
        if ty is not None:
            self.guard_depth = min(self.depth, self.depth if guard_depth is None else guard_depth)
            text.append(self.value(ty, fuel))
            self.guard_depth = guard_depth
        if fresh:
            self.loops.pop()
            self.closed = closed
        self.depth -= 1
        self.leave(count)
        return "{\n" + "\n".join(text) + "\n}"


def holes(template):
    return sum(1 for match in HOLE.finditer(template) if match.group(2) not in (None, "#"))
