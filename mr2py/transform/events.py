"""Which ownership events each leaf of a user's function has (level `ownership`).

Static facts only: an event is (kind, facts), facts a dict of texts. Events stand `before` a leaf (moves, borrows of
its operands) or `after` it (initialisation, assignment). Std bodies have none; leaves of inlined ones neither.
"""

from ..mir import body as m

BORROWS = {"shared": "borrow", "mut": "borrow_mut", "two_phase": "borrow_two_phase", "unique": "borrow_mut"}


class Events:
    """The events of one concrete body. `is_copy(ty)`, `place_ty(place)` answer for it."""

    def __init__(self, body, place_ty, is_copy, show):
        self.body, self.place_ty, self.is_copy, self.show = body, place_ty, is_copy, show
        self.assigned = set()

    def named(self, local):
        return self.body.locals[local].kind in ("var", "arg") and self.body.locals[local].name is not None

    def name(self, place):
        """A place as the user would write it; None where it has no name."""
        decl = self.body.locals[place.local]
        if decl.name is None:
            return None
        return render(decl.name, place, self.place_ty)

    def before(self, leaf):
        """Events before a leaf is executed."""
        found = []
        if type(leaf) is m.Assign:
            value = leaf.rvalue
            if type(value) is m.Use and type(value.operand) is m.Move:
                found += self.moved(value.operand.place, leaf.place)
            elif type(value) is m.Ref and value.kind in BORROWS:
                found += self.borrowed(value, leaf.place)
            elif type(value) is m.Aggregate:
                found += [event for op in value.operands if type(op) is m.Move for event in self.moved(op.place, leaf.place)]
        elif type(leaf) is m.Call:
            found += [event for op in leaf.args if type(op) is m.Move for event in self.moved(op.place, None)]
            found += self.cloned(leaf)
        return found

    def after(self, leaf):
        """Events after a leaf was executed."""
        target = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call and not leaf.diverges else None
        if target is None or self.name(target) is None:
            return []
        if not target.proj and not self.named(target.local):
            return []
        facts = {"place": self.name(target), "type": self.show(self.place_ty(target))}
        if target.proj:
            return [("assign", facts)]
        first = target.local not in self.assigned
        self.assigned.add(target.local)
        return [("init" if first else "assign", facts)]

    def moved(self, place, target):
        source = self.name(place)
        if source is None or self.is_copy(self.place_ty(place)):
            return []
        facts = {"place": source, "type": self.show(self.place_ty(place))}
        into = self.destination(target)
        if into is not None:
            facts["into"] = into
        return [("move", facts)]

    def destination(self, target):
        """Where a moved value goes: a named place, or what consumes the temporary."""
        if target is None:
            return None
        if self.name(target) is not None:
            return self.name(target)
        inlined = self.body.memo.get("arguments", {}).get(target.local)
        if inlined is not None:
            return inlined.name + "()"
        for leaf in self.body.leaves:
            if type(leaf) is m.Assign and type(leaf.rvalue) is m.Use and type(leaf.rvalue.operand) is m.Move \
                    and leaf.rvalue.operand.place == target:
                return self.destination(leaf.place)
            if type(leaf) is m.Call:
                for op in leaf.args:
                    if type(op) is m.Move and op.place == target and type(leaf.func) is m.Const and leaf.func.ty.kind == "fndef":
                        return leaf.func.ty.a.name + "()"
            elif type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate:
                if any(type(op) is m.Move and op.place == target for op in leaf.rvalue.operands):
                    return self.show(leaf.rvalue.ty)
        return None

    def borrowed(self, value, target):
        source = self.name(value.place)
        if source is None:
            return []
        facts = {"place": source}
        kind = BORROWS[value.kind]
        if value.place.proj and value.place.proj[-1] == ("*",):
            kind = "reborrow_mut" if value.kind != "shared" else "reborrow"
        if self.name(target) is not None:
            facts["by"] = self.name(target)
        return [(kind, facts)]

    def cloned(self, leaf):
        func = leaf.func
        if type(func) is not m.Const or func.ty.kind != "fndef" or func.ty.a.name not in ("clone", "to_owned"):
            return []
        if func.ty.a.parent is None or func.ty.a.parent.kind != "trait":
            return []
        facts = {"type": self.show(func.ty.b[0])}
        source = self.source_of(leaf.args[0]) if leaf.args else None
        if source is not None:
            facts["place"] = source
        return [(func.ty.a.name, facts)]

    def source_of(self, op):
        """The named place behind a reference operand."""
        if type(op) is m.Const:
            return None
        if self.name(op.place) is not None:
            return self.name(op.place)
        for leaf in self.body.leaves:
            if type(leaf) is m.Assign and leaf.place == op.place and type(leaf.rvalue) is m.Ref:
                return self.name(leaf.rvalue.place)
        return None


def render(name, place, place_ty):
    """`name` with the projections of `place` in Rust's notation."""
    text = name
    for i, elem in enumerate(place.proj):
        kind = elem[0]
        if kind == "*":
            if place.proj[i + 1:i + 2] and place.proj[i + 1][0] in (".", "[]", "[c]", "[..]", "as"):
                continue                                     # dereferenced automatically
            text = "*" + text
        elif kind == ".":
            ty = place_ty(m.Place(place.local, place.proj[:i]))
            text += "." + field_name(ty, elem[1], place.proj[i - 1] if i else None)
        elif kind in ("[]", "[c]", "[..]"):
            text += "[_]"
    return text


def field_name(ty, index, before):
    if ty.kind != "adt":
        return str(index)
    variant = ty.a.variants[before[1]] if before is not None and before[0] == "as" else ty.a.variants[0]
    return variant.fields[index].name
