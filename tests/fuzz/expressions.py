"""Values of a wanted type, made of what is in scope; part of FunctionWriter."""

from . import terms


class Value:
    """Text of an expression, and what its result borrows."""

    __slots__ = ("text", "froms", "local", "lives")

    def __init__(self, text, froms=(), local=False, lives=frozenset()):
        self.text, self.froms, self.local, self.lives = text, list(froms), local, lives


class Expressions:
    """Needs `rng`, `scope`, `slips` (the probability of a mistake)."""

    def place(self, ty, use):
        """A place of type `ty` for a use, or None; by mistake one that does not allow it. Notes the use."""
        places = [place for place in self.scope.places() if place.ty == ty]
        allowed = [place for place in places if self.scope.allowed(place, use) and not self.busy(place, use)]
        if places and (self.rng.chance(self.slips) or not allowed and self.rng.chance(self.slips)):
            allowed = places
        if not allowed:
            return None
        place = self.rng.pick(allowed)
        self.scope.used(place, use)
        self.held.append((place, use))
        return place

    def busy(self, place, use):
        """Whether the statement that is being written uses the place otherwise."""
        for held, kind in self.held:
            if held.root is place.root and (kind in ("&mut", "move", "assign") or use in ("&mut", "move", "assign")):
                return True
        return False

    def read(self, place, use):
        """The Value of a place that is copied, moved or borrowed."""
        root = place.root
        behind = place.shared or place.unique
        if use in ("copy", "move"):
            return Value(place.text, root.froms, root.local, root.lives) if terms.has_lifetime(place.ty) else Value(place.text)
        froms = list(root.froms)
        if not place.shared:
            froms.append((root, place.path, use))
        text = place.text if place.text[0] != "(" or len(place.path) > 1 else place.text[1:-1]
        return Value(("&mut " if use == "&mut" else "&") + text, froms, root.local or not behind, root.lives)

    def value(self, ty, depth=2):
        """A Value of type `ty`."""
        roll = self.rng.random()
        if ty[0] in ("ref", "mut") and roll < 0.55:
            place = self.place(ty[1], "&mut" if ty[0] == "mut" else "&")
            if place is not None:
                return self.read(place, "&mut" if ty[0] == "mut" else "&")
        if roll < 0.75:
            use = "copy" if ty[0] in terms.COPY else "move"
            place = self.place(ty, use)
            if place is not None:
                return self.read(place, use)
        if depth and self.rng.chance(0.45):
            made = self.called(ty, depth - 1)
            if made is not None:
                return made
        if depth and self.rng.chance(0.08):
            return self.chosen(ty, depth - 1)
        return self.new(ty, depth)

    def chosen(self, ty, depth):
        """A value that depends on a condition."""
        before = self.scope.state()
        one = self.value(ty, depth)
        after = self.scope.state()
        self.scope.restore(before)
        other = self.value(ty, depth)
        self.scope.join(after)
        form = self.rng.pick(("if c() {{ {} }} else {{ {} }}", "match c() {{ true => {}, false => {} }}"))
        return Value(form.format(one.text, other.text), one.froms + other.froms, one.local or other.local, one.lives | other.lives)

    def new(self, ty, depth):
        """A value made here; at the end of the depth the plainest."""
        name = ty[0]
        if name in ("ref", "mut"):
            use = "&mut" if name == "mut" else "&"
            place = self.place(ty[1], use)
            if place is not None:
                return self.read(place, use)
            if name == "ref" and ty[1] == terms.STRING and self.rng.chance(0.7):
                return Value("&EMPTY")
            inner = self.new(ty[1], depth - 1)
            if not self.rng.chance(self.slips * 3):
                return Value(("&*" if name == "ref" else "") + f"leak({inner.text})", inner.froms, inner.local, inner.lives)
            return Value(("&mut " if name == "mut" else "&") + inner.text, inner.froms, True, inner.lives)
        if name == "tuple":
            parts = [self.value(arg, depth - 1 if depth else 0) for arg in ty[1:]]
            return self.merged("(" + ", ".join(["{}"] * len(parts)) + ")", parts)
        if name in terms.NEW_OF:
            rows, any_type = terms.NEW_OF[name], ty[1]
        else:
            rows, any_type = terms.NEW[name], None
        row = self.rng.pick(rows) if depth > 0 else min(rows, key=len)
        if len(row) == 1 and any_type is not None:
            return Value(row[0].format(terms.text(any_type)))
        return self.merged(row[0], [self.value(terms.put(arg, any_type), depth - 1 if depth > 0 else 0) for arg in row[1:]])

    def merged(self, form, parts):
        froms = [source for part in parts for source in part.froms]
        lives = frozenset(life for part in parts for life in part.lives)
        return Value(form.format(*[part.text for part in parts]), froms, any(part.local for part in parts), lives)

    def called(self, ty, depth):
        """The result of a function or method that gives the type, or None."""
        rows = []
        for row in terms.CALLS:
            found = terms.match(row[2], ty)
            if found is not None:
                rows.append((row, found))
        if not rows:
            return None
        (form, holes, _), any_type = self.rng.pick(rows)
        parts = self.holes(holes, any_type or self.rng.pick(terms.ROOTS), depth)
        if parts is None:
            return None
        made = self.merged(form, parts)
        return made if terms.has_lifetime(ty) else Value(made.text)

    def holes(self, holes, any_type, depth):
        """Values for the holes of a call, or None where there is no receiver."""
        parts = []
        for hole in holes:
            if hole[0] == "recv":
                ty = terms.put(hole[2], any_type)
                use = hole[1] or ("copy" if ty[0] in terms.COPY else "move")
                place = self.place(ty, use)
                if place is None:
                    return None
                made = self.read(place, use)
                made.text = place.text
                parts.append(made)
            else:
                parts.append(self.value(terms.put(hole, any_type), depth))
        return parts
