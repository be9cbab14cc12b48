"""Statements: declarations, assignments, loops, jumps, closures, panics; and the functions of a program."""

from ..rng import Rng
from .expressions import Expressions
from .rows import FIELDS, PATTERNS, STATEMENTS, TYPES
from .scope import ASSIGNED, MUT, SHARED, WHOLE

KINDS = ("let",) * 6 + ("plain",) * 7 + ("assign",) * 3 + ("late", "if", "if", "iflet", "iflet", "match", "match", "for", "range", "while", "whilelet", "loop", "letelse", "block",
                                                         "exit", "exit", "closure", "catch", "refer", "destructure")


class Loop:
    """A loop around: its label, the states at its breaks, whether `continue` may stand here."""

    def __init__(self, label):
        self.label, self.breaks, self.may_continue = label, [], True


class Statements(Expressions):
    """`budget`: how many statements may still be written."""

    def __init__(self, rng, functions, ret, number, budget):
        super().__init__(rng, functions, ret, number)
        self.budget = budget

    def statements(self, fuel, count):
        lines = []
        for _ in range(self.rng.below(count + 1)):
            if self.budget > 0:
                self.budget -= 1
                lines.append(self.statement(fuel))
        return lines

    def statement(self, fuel):
        """One statement; what it borrows is free again at its end."""
        locks, guard_depth, self.guard_depth = dict(self.locks), self.guard_depth, None
        while True:
            text = getattr(self, "write_" + self.rng.pick(KINDS))(fuel)
            if text is not None:
                break
        self.locks, self.guard_depth = locks, guard_depth
        return text

    def body(self, fuel, count=2):
        return self.block(lambda: self.statements(fuel - 1, count), None, fuel)

    # --- without jumps ------------------------------------------------------------------------------

    def write_let(self, fuel):
        ty = self.any_type()
        text = self.value(ty, fuel)
        way = self.rng.below(12)
        if way == 0:
            return f"let _: {TYPES[ty]} = {text};"
        if way == 1:
            return f"let _kept: {TYPES[ty]} = {text};"
        return f"let mut {self.declare(ty).name}: {TYPES[ty]} = {text};"

    def write_late(self, fuel):
        """Declared now, initialised later or never."""
        ty = self.any_type()
        return f"let mut {self.declare(ty, initialised=False).name}: {TYPES[ty]};"

    def write_refer(self, fuel):
        """A reference to a temporary that lives as long."""
        ty = self.any_type()
        text = self.value(ty, fuel)
        name = self.declare(ty, is_ref=True).name
        form = self.rng.pick(("let {n}: &{t} = &({e});", "let ref {n} = ({e});", "let ({n}, _): (&{t}, i32) = (&({e}), 1);", "let {n}: &{t} = {{ &({e}) }};"))
        return form.format(n=name, t=TYPES[ty], e=text)

    def write_destructure(self, fuel):
        kind = self.rng.pick(("T", "P", "A"))
        text = self.value(kind, fuel)
        return f"let {self.pattern(PATTERNS[kind][0], False)}: {TYPES[kind]} = {text};"

    def write_plain(self, fuel):
        return self.fill_one(STATEMENTS, fuel)

    def write_assign(self, fuel):
        """A new value for a variable or field, dropping what is there."""
        var = self.assignable()
        if var is None:
            return None
        place, ty, part = var.name, var.ty, WHOLE
        if var.ty in FIELDS and WHOLE not in self.gone[var.name] and self.rng.chance(0.5):
            part, ty = self.rng.pick(FIELDS[var.ty])
            place = f"{var.name}.{part}"
        self.locks[var.name] = ASSIGNED
        free, self.free = self.free, var if var.level >= 0 else None
        loop = self.loops[-1] if self.loops else None
        before = loop and loop.may_continue
        if loop:
            loop.may_continue = False
        gone = self.gone[var.name]
        text = self.value(ty, fuel)
        if loop:
            loop.may_continue = before
        self.free = free
        self.used.add(var.name)
        if part != WHOLE and self.gone[var.name] != gone:      # its own value was moved: the whole is assigned
            return f"{{\nlet _moved: {TYPES[ty]} = {text};\n{var.name} = {self.new_for(var)};\n}}"
        self.gone[var.name] = frozenset() if part == WHOLE else gone - {part}
        return f"{place} = {text};"

    def new_for(self, var):
        floor, self.floor = self.floor, 1 << 30                 # nothing is moved
        text = self.value(var.ty, 0)
        self.floor = floor
        self.gone[var.name] = frozenset()
        return text

    def assignable(self):
        found = [var for var in self.vars if not var.is_ref and var.name not in self.locks and (not self.hidden(var))]
        return self.rng.pick(found) if found else None

    def hidden(self, var):
        """A closure initialises nothing that is outside."""
        return var.level < 0 and bool(self.gone[var.name])

    # --- branches -------------------------------------------------------------------------------------

    def write_if(self, fuel):
        condition = self.condition(fuel)
        before = dict(self.gone)
        yes = self.body(fuel)
        after, self.gone = self.gone, dict(before)
        if self.rng.chance(0.5):
            self.join([after, before])
            return f"if {condition} {yes}"
        no = self.body(fuel)
        self.join([after, self.gone])
        return f"if {condition} {yes} else {no}"

    def write_iflet(self, fuel):
        kind = self.rng.pick(("O", "X", "E", "G"))
        scrutinee, by_ref = self.scrutinee(kind, fuel)
        before, count = dict(self.gone), len(self.vars)
        self.depth += 1
        pattern = self.pattern(self.rng.pick(PATTERNS[kind]), by_ref)
        yes = self.body(fuel)
        self.depth -= 1
        self.leave(count)
        after, self.gone = self.gone, dict(before)
        no = f" else {self.body(fuel)}" if self.rng.chance(0.6) else ""
        self.join([after, self.gone])
        return f"if let {pattern} = {scrutinee} {yes}{no}"

    def write_match(self, fuel):
        return self.matched(fuel, lambda: self.body(fuel))

    def write_block(self, fuel):
        return self.body(fuel)

    def write_letelse(self, fuel):
        jump = self.jump_kind()
        kind = self.rng.pick(("O", "X", "G"))
        text = self.atom(self.value(kind, fuel))
        otherwise = self.jump(jump, fuel)
        return f"let {self.pattern(PATTERNS[kind][0], False)} = {text} else {otherwise};"

    # --- jumps ----------------------------------------------------------------------------------------

    def write_exit(self, fuel):
        condition = self.condition(fuel)
        return f"if {condition} {self.jump(self.jump_kind(), fuel)}"

    def jump_kind(self):
        kinds = ["panic"]
        if not self.closed:
            kinds += ["return"] * 3
        if self.loops and self.loops[-1] is not None:
            kinds += ["break"] * 3 + ["outer"] + ["continue"] * (3 if self.loops[-1].may_continue else 0)
        return self.rng.pick(kinds)

    def jump(self, kind, fuel):
        """A block that ends with a jump; the state is then as before."""
        before, floor, free = dict(self.gone), self.floor, self.free
        target = len(self.loops) - 1
        if kind == "outer":
            while target > 0 and self.loops[target - 1] is not None and self.rng.chance(0.7):
                target -= 1
        if kind in ("break", "outer"):
            self.floor = min(self.floor, target)
        elif kind in ("return", "panic"):
            self.floor = 0

        def lines():
            out = self.statements(fuel - 1, 1)
            if kind in ("break", "outer"):
                out.append(f"break{' ' + self.loops[target].label if kind == 'outer' else ''};")
                self.loops[target].breaks.append(dict(self.gone))
            elif kind == "return":
                out.append("return;" if self.ret is None else f"return {self.value(self.ret, fuel - 1)};")
            else:
                out.append("continue;" if kind == "continue" else f"panic!(\"out {self.next()}\");")
            return out
        loop = self.loops[-1] if self.loops else None
        may = loop and loop.may_continue
        if loop and kind != "continue":
            loop.may_continue = False
        text = self.block(lines, None, fuel)
        if loop:
            loop.may_continue = may
        self.gone, self.floor, self.free = before, floor, free
        return text

    # --- loops ------------------------------------------------------------------------------------------

    def turns(self, head, fuel, first="", binder=None):
        """A loop `head { first … }`; `binder()` gives the pattern of its head."""
        self.count += 1
        loop, before, count = Loop(f"'l{self.count}"), dict(self.gone), len(self.vars)
        self.loops.append(loop)
        floor, self.floor = self.floor, len(self.loops)
        free, self.free = self.free, None
        self.depth += 1
        head = head.replace("§", binder() if binder else "")

        body = self.block(lambda: self.statements(fuel - 1, 3), None, fuel)
        self.depth -= 1
        self.loops.pop()
        self.floor, self.free = floor, free
        self.leave(count)
        loop.breaks.append(before)
        self.gone = before
        self.join(loop.breaks)
        return f"{loop.label}: {head} {{ {first}{body[1:]}"           # what ends a loop stands in its first line, and goes with it

    def write_for(self, fuel):
        kind = self.rng.below(6)
        if kind == 0:
            places = self.places("V", SHARED)
            if not places:
                return None
            place = self.rng.pick(places)
            self.lock(place, SHARED)
            return self.turns(f"for § in &{place[0]}", fuel, binder=lambda: self.declare("D", is_ref=True).name)
        if kind == 1:
            text = self.filled("!", "V", fuel, False)
            return self.turns(f"for § in ({text}).drain(..)", fuel, binder=lambda: "mut " + self.declare("D").name)
        ty, form = self.rng.pick((("V", "{}"), ("V", "({}).into_iter().rev()"), ("A", "{}"), ("K", "{}"), ("O", "{}"), ("Y", "{}.into_vec()"), ("M", "({}).into_values()"), ("V", "({}).into_iter().take(2)"),
                                  ("V", "({}).into_iter().map(|x| !x)"), ("V", "({}).into_iter().filter(|x| x.n % 3 != 0)")))
        text = form.format(self.atom(self.value(ty, fuel)))
        return self.turns(f"for § in {text}", fuel, binder=lambda: "mut " + self.declare("D").name)

    def write_range(self, fuel):
        return self.turns(f"for _ in 0..{self.rng.between(1, 3)}", fuel)

    def counter(self):
        self.count += 1
        return f"k{self.count}"

    def write_while(self, fuel):
        name = self.counter()
        floor, self.floor = self.floor, len(self.loops) + 1
        free, self.free = self.free, None
        loops, self.loops = self.loops, self.loops + [None]
        condition = self.condition(fuel - 1)
        self.loops = loops
        self.floor, self.free = floor, free
        return f"let mut {name} = 0;\n" + self.turns(f"while {name} < 2 && {self.atom(condition)}", fuel, f"{name} += 1;")

    def write_whilelet(self, fuel):
        places = self.places("V", MUT)
        if not places:
            return None
        place = self.rng.pick(places)
        self.lock(place, MUT)
        return self.turns(f"while let Some(§) = ({place[0]}).pop()", fuel, binder=lambda: "mut " + self.declare("D").name)

    def write_loop(self, fuel):
        name = self.counter()
        return f"let mut {name} = 0;\n" + self.turns("loop", fuel, f"{name} += 1; if {name} > 2 {{ break; }}")

    # --- closures -----------------------------------------------------------------------------------------

    def write_closure(self, fuel):
        """A closure with what it takes: called, dropped or kept until the end of the block."""
        text = self.closure(lambda: self.block(lambda: self.statements(fuel - 1, 2), "D", fuel - 1), True)
        self.count += 1
        name = f"f{self.count}_"
        use = self.rng.pick((f"eat({name}());", f"drop({name});", "", f"let _ = {name}();", f"let boxed: Box<dyn FnOnce() -> D> = Box::new({name});"))
        return f"let mut {name} = move || {text};" + f"\n{use}" * bool(use)

    def write_catch(self, fuel):
        text = self.closure(lambda: self.block(lambda: self.statements(fuel - 1, 4), self.rng.pick((None, "D")), fuel - 1), self.rng.chance(0.3))
        return f"println!(\"caught {{}}\", catch_unwind(AssertUnwindSafe(|| {text})).is_err());"


def function(rng, name, functions, params, ret, number, budget):
    """(text of a function, the last number used)."""
    writer = Statements(rng, functions, ret, number, budget)
    writer.depth = 1
    heads = [f"mut {writer.declare(param).name}: {TYPES[param]}" for param in params]

    def lines():
        out = []
        while writer.budget > 0:
            writer.budget -= 1
            out.append(writer.statement(2))
        return out
    body = writer.block(lines, ret, 2)
    result = "" if ret is None else f" -> {TYPES[ret]}"
    return f"pub fn {name}({', '.join(heads)}){result} {body}", writer.number


def program(seed, number):
    """The text of a program: some functions and `run`."""
    rng = Rng(seed, number)
    functions, texts, last = [], [], 0
    for index in range(rng.below(3)):
        params = [rng.pick(tuple(TYPES)) for _ in range(rng.below(3))]
        ret = rng.pick(("D", "X", "O", "P", "V", "X", "O", "E", "B"))
        text, last = function(rng, f"f{index}", functions, params, ret, last, rng.between(2, 5))
        functions.append((f"f{index}", params, ret))
        texts.append(text)
    text, last = function(rng, "run", functions, [], None, last, rng.between(4, 10))
    return indented("\n".join([*texts, text]))


def indented(text):
    """The lines of a text by the depth of their braces."""
    out, depth = [], 0
    for line in text.split("\n"):
        line = line.strip()
        closing = line.startswith("}")
        out.append("    " * max(depth - closing, 0) + line)
        depth += line.count("{") - line.count("}")
    return "\n".join(out)
