"""Statements of the typed generator; part of FunctionWriter."""

from . import terms
from .scope import Var

USES = ("show(&{});", "eat({});", "eat(&{});", "let _ = &{};")


class Statements:
    """Needs Expressions, `lines`, `count`."""

    def statements(self, count):
        """Append some statements."""
        for _ in range(count):
            self.statement()

    def statement(self):
        self.held = []
        roll = self.rng.random()
        for share, write in self.KINDS:
            roll -= share
            if roll < 0:
                write(self)
                return
        self.let()

    def fresh(self, ty, value=None, mutable=None):
        """Declare a variable; returns it (its text is not written)."""
        self.count += 1
        var = Var(f"v{self.count}", ty, self.rng.chance(0.7) if mutable is None else mutable, self.scope.loop)
        if value is not None:
            self.holds(var, value)
        self.scope.vars.append(var)
        return var

    def holds(self, var, value):
        """A variable has a value now."""
        if terms.has_lifetime(var.ty):
            var.froms = [source for source in value.froms if source[0] is not var]
            var.local, var.lives = value.local, value.lives
        var.dead, var.moved = False, set()

    # --- simple statements ----------------------------------------------------------------------------

    def let(self):
        ty = self.rng.pick(terms.ROOTS)
        if self.rng.chance(0.4):
            ty = self.rng.pick((terms.ref, terms.mut, terms.option, terms.vec, lambda ty: ty))(self.known_type())
        value = self.value(ty, 3)
        var = self.fresh(ty, value)
        note = f": {terms.text(ty)}" if self.rng.chance(0.5) else ""
        self.lines.append(f"let {'mut ' if var.mutable else ''}{var.name}{note} = {value.text};")

    def later(self):
        """A variable that gets its value in branches."""
        ty = self.rng.pick(terms.ROOTS)
        var = self.fresh(ty)
        var.dead = True
        self.lines.append(f"let {'mut ' if var.mutable else ''}{var.name}: {terms.text(ty)};")
        one = self.value(ty)
        if self.rng.chance(0.5):
            self.lines.append(f"{var.name} = {one.text};")
        else:
            other = self.value(ty)
            one.froms += other.froms
            one.local = one.local or other.local
            rest = f" else {{ {var.name} = {other.text}; }}" if self.rng.chance(0.9) else ""
            self.lines.append(f"if c() {{ {var.name} = {one.text}; }}{rest}")
        self.holds(var, one)

    def assign(self):
        ty = self.rng.pick(terms.ROOTS)
        places = [place for place in self.scope.places() if place.ty == ty and (self.scope.allowed(place, "assign") or self.rng.chance(self.slips))]
        if not places:
            self.let()
            return
        place = self.rng.pick(places)
        self.held.append((place, "assign"))
        value = self.value(ty)
        self.scope.used(place, "assign")
        if not place.path:
            self.holds(place.root, value)
        elif terms.has_lifetime(ty):
            place.root.froms += [source for source in value.froms if source[0] is not place.root]
            place.root.local = place.root.local or value.local
            place.root.lives |= value.lives
        text = place.text if len(place.path) != 1 or place.text[0] != "(" else place.text[1:-1]
        self.lines.append(f"{text} = {value.text};")

    def effect(self):
        form, holes = self.rng.pick(terms.EFFECTS)
        any_type = self.known_type() if self.rng.chance(0.8) else self.rng.pick(terms.ROOTS)
        parts = self.holes(holes, any_type, 1)
        if parts is None:
            self.let()
        else:
            self.lines.append(form.format(*[part.text for part in parts]))

    def known_type(self):
        """The type of some place in scope."""
        places = [place for place in self.scope.places() if place.ty[0] != "closure"]
        return self.rng.pick(places).ty if places else terms.STRING

    # --- control flow ---------------------------------------------------------------------------------

    def block(self, head, count, bind=None, loop=False):
        """`head { … }` with some statements; `bind()` declares what the head binds."""
        size = len(self.scope.vars)
        self.lines.append(head + " {")
        self.scope.loop += loop
        if bind is not None:
            bind()
        if len(self.lines) < 40:
            self.statements(count)
        self.scope.loop -= loop
        self.scope.leave(size)
        self.lines.append("}")

    def if_else(self):
        before = self.scope.state()
        self.block("if " + self.value(terms.BOOL).text, self.rng.between(1, 2))
        if self.rng.chance(0.5):
            after = self.scope.state()
            self.scope.restore(before)
            self.block("else", self.rng.between(1, 2))
            self.lines[-1:] = ["}"]
            self.scope.join(after)

    def loops(self):
        head = self.rng.pick(("while c()", "loop", "for _ in 0..num()"))
        self.block(head, self.rng.between(1, 3), loop=True)
        if head == "loop" or self.rng.chance(0.2):
            self.lines[-1:] = [self.rng.pick(("break;", "if c() { break; }")), "}"]

    def plain(self):
        self.block("", self.rng.between(1, 3))

    def over(self):
        """A loop over a vector."""
        elem = self.rng.pick((terms.STRING, terms.ITEM))
        use, form, ty = self.rng.pick((("&", "&{}", terms.ref(elem)), ("&mut", "&mut {}", terms.mut(elem)), ("move", "{}", elem), ("&", "{}.iter()", terms.ref(elem)),
                                       ("&mut", "{}.iter_mut()", terms.mut(elem)), ("&mut", "{}.drain(..)", elem)))
        place = self.place(terms.vec(elem), use)
        if place is None:
            self.let()
            return
        made = self.read(place, use)
        self.count += 1
        name = f"x{self.count}"
        self.block(f"for {name} in {form.format(place.text)}", self.rng.between(1, 3), lambda: self.bind(name, ty, made), True)

    def bind(self, name, ty, value):
        var = self.fresh(ty, value, False)
        var.name = name

    def option_pattern(self):
        inner = self.rng.pick((terms.STRING, terms.ITEM, terms.ref(terms.STRING), terms.mut(terms.ITEM)))
        use, form, ty = self.rng.pick((("&", "&{}", terms.ref(inner)), ("&mut", "&mut {}", terms.mut(inner)), ("move", "{}", inner), ("&", "{}.as_ref()", terms.ref(inner)),
                                       ("&mut", "{}.take()", inner), ("&mut", "{}.as_mut()", terms.mut(inner))))
        place = self.place(terms.option(inner), use)
        if place is None:
            self.effect()
            return
        made = self.read(place, use)
        self.count += 1
        name = f"o{self.count}"
        head = self.rng.pick(("if let", "if let", "while let"))
        self.block(f"{head} Some({name}) = {form.format(place.text)}", self.rng.between(1, 3), lambda: self.bind(name, ty, made), head == "while let")
        if head == "while let":
            self.lines[-1:] = ["break;", "}"]

    def match_shape(self):
        use, form, wrap = self.rng.pick((("&", "&{}", terms.ref), ("&mut", "&mut {}", terms.mut), ("move", "{}", lambda ty: ty)))
        place = self.place(terms.SHAPE, use)
        if place is None:
            self.effect()
            return
        made = self.read(place, use)
        self.count += 1
        name, inner = f"n{self.count}", f"i{self.count}"
        self.lines.append(f"match {form.format(place.text)} {{")
        before = self.scope.state()
        self.block(f"Shape::Named {{ name: {name}, inner: {inner} }} =>", 2, lambda: (self.bind(name, wrap(terms.STRING), made), self.bind(inner, wrap(terms.box(terms.SHAPE)), made)))
        after = self.scope.state()
        self.scope.restore(before)
        self.block(f"Shape::Line({name}, {inner}) =>", 1, lambda: (self.bind(name, wrap(terms.PT), made), self.bind(inner, wrap(terms.box(terms.PT)), made)))
        self.scope.join(after)
        self.lines += ["Shape::Dot => {}", "}"]

    def parts(self):
        """A `let` that takes a struct apart."""
        use, form, wrap = self.rng.pick((("&", "&{}", terms.ref), ("&mut", "&mut {}", terms.mut), ("move", "{}", lambda ty: ty)))
        place = self.place(terms.ITEM, use)
        if place is None:
            self.let()
            return
        made = self.read(place, use)
        self.count += 1
        self.lines.append(f"let Item {{ name: a{self.count}, tags: b{self.count}, .. }} = {form.format(place.text)};")
        names = f"a{self.count}", f"b{self.count}"
        self.bind(names[0], wrap(terms.STRING), made)
        self.bind(names[1], wrap(terms.vec(terms.STRING)), made)

    # --- closures and exits ---------------------------------------------------------------------------

    def closure(self):
        """A closure, kept in a variable and called some statements later, or called by a function."""
        lines, self.lines = self.lines, []
        size, known = len(self.scope.vars), list(self.scope.vars)
        before = {var: list(var.froms) for var in known}
        self.captures = []
        self.effect()
        if self.rng.chance(0.3):
            self.effect()
        used = self.held
        self.scope.leave(size)
        body, self.lines = " ".join(self.lines), lines
        moves = self.rng.chance(0.3)
        froms = [(place.root, () if moves else place.path, use if use in ("&", "&mut") else "&") for place, use in used if place.root in before]
        self.count += 1
        name = f"f{self.count}"
        if self.rng.chance(0.3):
            self.lines.append(f"{self.rng.pick(('run_once', 'run_once', 'run_once', 'forever'))}({'move ' if moves else ''}|| {{ {body} }});")
            return
        self.lines.append(f"let {self.rng.pick(('mut ', 'mut ', 'mut ', ''))}{name} = {'move ' if moves else ''}|| {{ {body} }};")
        var = Var(name, ("closure",), True, self.scope.loop)
        if not moves:
            var.froms = froms
        else:
            for place, _ in used:
                if place.root in before and place.ty[0] not in terms.COPY:
                    place.root.moved.add(())
        self.scope.vars.append(var)
        for _ in range(self.rng.between(0, 2)):
            self.statement()
        if not var.dead or self.rng.chance(self.slips):
            self.lines.append(f"{name}();")

    def leave(self):
        """An early return."""
        if self.output is None:
            self.lines.append("if c() { return; }")
            return
        before = self.scope.state()
        made = self.result()
        self.scope.restore(before)
        self.lines.append(f"if c() {{ return {made.text}; }}")

    def shadow(self):
        """A second variable of the same name, or a use of any variable."""
        if not self.scope.vars:
            self.let()
            return
        var = self.rng.pick(self.scope.vars)
        if var.dead and not self.rng.chance(self.slips):
            self.let()
            return
        if var.ty[0] == "closure":
            self.lines.append(f"{var.name}();")
            return
        use = self.rng.pick(("show(&{});", "let _ = &{};"))
        place = next(place for place in self.scope.places() if place.root is var)
        if not self.scope.allowed(place, "&") and not self.rng.chance(self.slips):
            self.let()
            return
        self.scope.used(place, "&")
        self.lines.append(use.format(var.name))

    KINDS = ((0.22, let), (0.17, effect), (0.13, assign), (0.08, if_else), (0.06, loops), (0.05, over), (0.05, option_pattern), (0.04, match_shape), (0.04, parts), (0.05, closure),
             (0.04, leave), (0.03, later), (0.02, plain), (0.02, shadow))
