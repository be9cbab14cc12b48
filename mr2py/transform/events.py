"""Which ownership events each leaf of a user's function has (level `ownership`).

Static facts only: an event is (kind, facts), facts a dict of texts. Events stand `before` a leaf (moves, borrows of
its operands) or `after` it (initialisation, assignment). Std bodies have none; leaves of inlined ones neither.
"""

from ..mir import body as m

TEMPORARY, RESULT = "temporary", "return value"
BORROWS = {"shared": "borrow", "mut": "borrow_mut", "two_phase": "borrow_two_phase", "unique": "borrow_mut"}


class Events:
    """The events of one concrete body. `is_copy(ty)`, `place_ty(place)`, `owns(ty)` (holds heap blocks) answer for it. `copies`: level
    `full`, where copies are told, too."""

    def __init__(self, body, place_ty, is_copy, owns, show, copies=False):
        self.body, self.place_ty, self.is_copy, self.owns, self.show, self.copies = body, place_ty, is_copy, owns, show, copies
        self.assigned = set()
        self.consumers = consumers(body)
        self.loans = {}                          # point of a borrow in the checked body → its facts
        for leaf, point in body.memo["loans"].items():
            if leaf.rvalue.kind in BORROWS and self.name(leaf.rvalue.place) is not None:
                self.loans[point] = self.loan(leaf, len(self.loans) + 1)

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
        found = self.copied(leaf) if self.copies else []
        if type(leaf) is m.Assign:
            value = leaf.rvalue
            if type(value) is m.Use and type(value.operand) is m.Move:
                found += self.moved(value.operand.place, leaf.place)
            elif type(value) is m.Ref and value.kind in BORROWS and not self.copies_reference(value):
                found += self.borrowed(value, leaf)
            elif type(value) is m.Aggregate:
                found += [event for op in value.operands if type(op) is m.Move for event in self.moved(op.place, leaf.place)]
        elif type(leaf) is m.Call:
            found += [event for op in leaf.args if type(op) is m.Move for event in self.moved(op.place, None)]
            found += self.cloned(leaf)
        return found

    def copied(self, leaf):
        """Which places of the user's a leaf copies."""
        found = []
        for op in operands_of(leaf):
            if type(op) is m.Copy and self.name(op.place) is not None:
                found.append(("copy", {"place": self.name(op.place), "type": self.show(self.place_ty(op.place))}))
        return found

    def after(self, leaf):
        """Events after a leaf was executed."""
        return self.written(leaf) + self.ended("ends_after", leaf)

    def ended(self, table, leaf):
        """The ends of the borrows that are over `table` ("ends_before", "ends_after") a leaf."""
        points = self.body.memo[table].get(leaf, ())
        return [("borrow_end", self.loans[point]) for point in points if point in self.loans]

    def written(self, leaf):
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

    def copies_reference(self, value):
        """Whether `&*r` with a shared `r` is just another copy of `r` (a receiver's reborrow)."""
        place = value.place
        if value.kind != "shared" or value.origin != "reborrow" or not place.proj or place.proj[-1][0] != "*":
            return False
        base = self.place_ty(m.Place(place.local, place.proj[:-1]))
        return base.kind == "ref" and not base.c

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
        if self.body.locals[target.local].kind == "return":
            return RESULT
        inlined = self.body.memo.get("arguments", {}).get(target.local)
        if inlined is not None:
            return inlined.name + "()"
        leaf = self.consumers.get(target.local)
        if type(leaf) is m.Call:
            return leaf.func.ty.a.name + "()" if type(leaf.func) is m.Const and leaf.func.ty.kind == "fndef" else None
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate:
            return self.show(leaf.rvalue.ty)
        return self.destination(leaf.place) if type(leaf) is m.Assign else None

    def borrowed(self, value, leaf):
        source = self.name(value.place)
        if source is None:
            return []
        kind = BORROWS[value.kind]
        if value.place.proj and value.place.proj[-1] == ("*",):
            kind = "reborrow_mut" if value.kind != "shared" else "reborrow"
        point = self.body.memo["loans"].get(leaf)
        return [(kind, self.loans[point] if point is not None else self.loan(leaf, None))]

    def loan(self, leaf, number):
        """The facts of a borrow, which its end repeats: its number in the function, what is borrowed and by whom.
        A reborrow through a shared reference has no number: it may live as long as that does, and no end is seen."""
        facts = {"loan": number, "place": self.name(leaf.rvalue.place)}
        if number is None:
            del facts["loan"]
        if self.name(leaf.place) is not None:
            facts["by"] = self.name(leaf.place)
        return facts

    # --- owners of heap blocks -------------------------------------------------------------

    def heap_owner(self, call):
        """{"owner", "type"} of what a call allocates, grows or frees: its result, else the first argument that owns
        something, itself or behind a reference. None: it touches no block."""
        ty = self.place_ty(call.dest)
        if self.owns(ty):
            return {"owner": self.path(call.dest), "type": self.show(ty)}
        for op in call.args:
            if type(op) is m.Const:
                continue
            ty = self.place_ty(op.place)
            while ty.kind == "ref":
                ty = ty.a
            if self.owns(ty):
                return {"owner": self.source_of(op) or TEMPORARY, "type": self.show(ty)}
        return None

    def hands_on(self, call):
        """Whether std makes the result of a call of its first argument (`into_vec`, `into_boxed_str`, …)."""
        func = call.func
        return type(func) is m.Const and func.ty.kind == "fndef" and func.ty.a.krate == "std" and self.owns(self.place_ty(call.dest))

    def path(self, place):
        """The variable, or part of one, that a value built in `place` ends up in."""
        name = self.name(place)
        if name is not None:
            return name
        if self.body.locals[place.local].kind == "return":
            return RESULT
        leaf = None if place.proj else self.consumers.get(place.local)
        leaf = self.body.memo["calls"].get(leaf, leaf)
        if type(leaf) is m.Call and self.hands_on(leaf):
            return self.path(leaf.dest)
        if type(leaf) is not m.Assign:
            return TEMPORARY
        value, outer = leaf.rvalue, self.path(leaf.place)
        if type(value) is not m.Aggregate or outer in (TEMPORARY, RESULT):
            return outer
        ty = value.ty
        if ty.kind == "adt" and ty.a.kind == "enum" or ty.kind not in ("adt", "tuple"):
            return outer
        index = next(i for i, op in enumerate(value.operands) if type(op) is m.Move and op.place == place)
        return f"{outer}.{field_name(ty, index, None)}"

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
                place = leaf.rvalue.place
                if self.name(place) is None and place.proj == (("*",),):
                    return self.source_of(m.Move(m.Place(place.local)))
                return self.name(place)
        return None


def operands_of(leaf):
    """The operands of a leaf."""
    if type(leaf) is m.Call:
        return leaf.args
    if type(leaf) is not m.Assign:
        return ()
    value = leaf.rvalue
    if type(value) is m.BinaryOp:
        return value.left, value.right
    if type(value) in (m.Use, m.Cast, m.UnaryOp):
        return (value.operand,)
    return value.operands if type(value) is m.Aggregate else ()


def consumers(body):
    """{temporary: the leaf that moves the whole of it on}."""
    found = {}
    for leaf in body.leaves:
        for op in operands_of(leaf):
            if type(op) is m.Move and not op.place.proj:
                found.setdefault(op.place.local, leaf)
    return found


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
