"""What a closure captures: precise places, merged, with the kind of each (RFC 2229; rustc_hir_typeck::upvar)."""

from ..mir import body as m
from ..ty import types as t
from ..ty.instances import projected

ORDER = {"shared": 0, "unique": 1, "mut": 2, "value": 3}
REF_KINDS = {"shared": "shared", "mut": "mut", "two_phase": "mut", "unique": "unique"}


class Capture:
    """One captured place: `proj` behind the variable `root`, taken by `kind` "shared", "unique" (through a variable that
    is itself a `&mut`), "mut" or "value". `place_ty` its type, `ty` that of the closure's field, `span` the use that asks for it."""

    __slots__ = ("root", "proj", "kind", "place_ty", "ty", "span", "mutable", "frozen")

    def __init__(self, root, proj, kind, span):
        self.root, self.proj, self.kind, self.span = root, proj, kind, span
        self.place_ty = self.ty = None
        self.mutable = root.mut             # whether the place may be changed: declared so, or behind a `&mut`
        self.frozen = False                 # whether it is behind a shared reference: to borrow it mutably is the error, told where the closure is made


def analyse(tcx, results, definition, body, environment):
    """([Capture] in the order of the closure's fields, kind of the closure). `environment`: {Local: [number, first token]}."""
    info = definition.memo["closure"]
    roots = {number: local for local, (number, _) in environment.items()}
    kind, per_root = "Fn", {}
    for place, how, leaf in uses(body):
        if place.local not in roots:
            continue
        types = types_along(tcx, results.owner, body.locals[place.local].ty, place.proj)
        if how == "value" and kind != "FnOnce":
            kind = "FnOnce"
            info.blame = (span_of(leaf), f"closure is `FnOnce` because it moves the variable `{roots[place.local].name}` out of its environment")
        elif how == "mut" and kind == "Fn":
            kind = "FnMut"
            info.blame = (span_of(leaf), f"closure is `FnMut` because it mutates the variable `{roots[place.local].name}` here")
        proj, how = precise(tcx, results.owner, place.proj, types, how, info.node.move)
        add(per_root.setdefault(place.local, []), Capture(roots[place.local], proj, how, span_of(leaf)), types)
    out = []
    for number in sorted(per_root, key=lambda n: environment[roots[n]][1]):
        found = sorted(per_root[number], key=lambda capture: [elem[1] if elem[0] == "." else -1 for elem in capture.proj])
        for capture in found:
            types = types_along(tcx, results.owner, body.locals[number].ty, capture.proj)
            capture.place_ty = types[-1]
            behind = [ty.c for elem, ty in zip(capture.proj, types) if elem[0] == "*" and ty.kind == "ref"]
            if behind:
                capture.mutable = all(behind)            # a shared reference on the way makes all behind it immutable
                capture.frozen = not capture.mutable
                if any(behind) and capture.kind == "mut" and not capture.root.mut:
                    capture.kind = "unique"
            capture.ty = capture.place_ty if capture.kind == "value" else t.ref(capture.place_ty, capture.kind != "shared")
        out += found
    return out, kind


def span_of(leaf):
    return leaf.lo, leaf.hi


def types_along(tcx, owner, ty, proj):
    """The types of a place's prefixes, the variable's own first."""
    out, variant = [ty], None
    for elem in proj:
        base = ty
        ty, variant = projected(base, variant, elem, lambda field: tcx.normalize_in(t.erase_regions(tcx.field_ty(field, base.b)), owner))
        out.append(ty)
    return out


# --- uses ------------------------------------------------------------------------------------------------

def uses(body):
    """(place, "shared" | "mut" | "value", leaf) for everything that the leaves do with places, in order."""
    for leaf in body.leaves:
        kind = type(leaf)
        if kind is m.Assign:
            value = leaf.rvalue
            yield from operand_uses(rvalue_operands(value), leaf)
            if type(value) is m.Ref:
                if value.kind != "fake":
                    yield value.place, "mut" if value.kind != "shared" else "shared", leaf
            elif type(value) in (m.Discriminant, m.Len):
                yield value.place, "shared", leaf
            yield leaf.place, "mut", leaf
        elif kind is m.Call:
            yield from operand_uses([leaf.func] + list(leaf.args), leaf)
            yield leaf.dest, "mut", leaf
        elif kind is m.Drop and leaf.replace:
            yield leaf.place, "mut", leaf
        elif kind is m.BoundsCheck:
            yield leaf.place, "shared", leaf
        elif kind is m.If:
            yield from operand_uses([leaf.cond], leaf)
        elif kind is m.Match:
            for arm in leaf.arms:
                for candidate in arm.candidates:
                    for test in candidate.tests:
                        yield test.place, "shared", leaf


def operand_uses(operands, leaf):
    for op in operands:
        if type(op) is m.Copy:
            yield op.place, "shared", leaf
        elif type(op) is m.Move:
            yield op.place, "value", leaf


def rvalue_operands(rvalue):
    from ..dataflow.move_paths import rvalue_operands as operands

    return operands(rvalue)


# --- precision -------------------------------------------------------------------------------------------

def precise(tcx, owner, proj, types, how, move):
    """(projections, kind) of the place to capture for one use."""
    for index, elem in enumerate(proj):
        if elem[0] in ("[]", "[c]", "[..]"):
            proj, how = truncate(proj, types, how, index)
            break
    derefs = [index for index, elem in enumerate(proj) if elem[0] == "*"]
    if move or how == "value":
        how = "value"
        if derefs:
            proj = proj[:derefs[0]]
    if how == "value" and not tcx.is_copy(types[len(proj)], owner):
        for index in range(len(proj)):
            if types[index].kind == "adt" and tcx.has_drop_impl(types[index].a) and types[index].a.lang != "Box":
                proj = proj[:index]
                break
    derefs = [index for index, elem in enumerate(proj) if elem[0] == "*"]
    if derefs and types[derefs[-1]].kind == "ref" and not types[derefs[-1]].c:
        proj = proj[:derefs[-1] + 1]
    while proj and proj[-1][0] == "as":
        proj = proj[:-1]
    return proj, how


def truncate(proj, types, how, length):
    """The first `length` projections; a `&mut` that falls away makes the borrow unique instead of mutable."""
    if how == "mut" and any(elem[0] == "*" and types[i].kind == "ref" and types[i].c for i, elem in enumerate(proj) if i >= length):
        how = "unique"
    return proj[:length], how


def keys(proj):
    return [elem[:2] if elem[0] == "." else elem for elem in proj]


def add(found, new, types):
    """Take a capture into the list: of two places of which one contains the other the shorter stays, with the greater kind."""
    for old in list(found):
        size = min(len(old.proj), len(new.proj))
        if keys(old.proj[:size]) != keys(new.proj[:size]):
            continue
        longer, shorter = (new, old) if len(new.proj) > size else (old, new)
        _, how = truncate(longer.proj, types, longer.kind, size) if longer is new else (None, longer.kind)
        if ORDER[how] > ORDER[shorter.kind]:
            shorter.kind, shorter.span = how, longer.span
        if shorter is old:
            return
        found.remove(old)
    found.append(new)


# --- places of the environment → fields of the closure -----------------------------------------------------

def rewrite(body, info, roots):
    """Replace the places of the environment's variables (`roots`: number → Local) in a closure's body."""
    by_ref = info.kind != "FnOnce"

    def place(old):
        if old.local not in roots:
            return old
        found = keys(old.proj)
        for index, capture in enumerate(info.captures):
            size = len(capture.proj)
            if capture.root is roots[old.local] and keys(capture.proj) == found[:size]:
                base = (("*",),) if by_ref else ()
                base += ((".", index, capture.ty),)
                if capture.kind != "value":
                    base += (("*",),)
                return m.Place(1, base + old.proj[size:])
        return old

    def operand(op):
        return op if type(op) is m.Const else type(op)(place(op.place))

    for leaf in body.leaves:
        kind = type(leaf)
        if kind is m.Assign:
            leaf.place = place(leaf.place)
            rewrite_rvalue(leaf.rvalue, place, operand)
        elif kind is m.Call:
            leaf.dest, leaf.func, leaf.args = place(leaf.dest), operand(leaf.func), [operand(op) for op in leaf.args]
        elif kind in (m.Drop, m.BoundsCheck, m.AscribeType):
            leaf.place = place(leaf.place)
        elif kind is m.FakeRead:
            leaf.place = place(leaf.place)
            if leaf.place.local in roots:
                leaf.kind = "wild"
        elif kind is m.If:
            leaf.cond = operand(leaf.cond)
        elif kind is m.Match:
            leaf.place = place(leaf.place)
            for arm in leaf.arms:
                if arm.guard_cond is not None:
                    arm.guard_cond = operand(arm.guard_cond)
                for candidate in arm.candidates:
                    for test in candidate.tests:
                        test.place = place(test.place)


def rewrite_rvalue(value, place, operand):
    kind = type(value)
    if kind in (m.Ref, m.Discriminant, m.Len):
        value.place = place(value.place)
    elif kind is m.BinaryOp:
        value.left, value.right = operand(value.left), operand(value.right)
    elif kind in (m.Aggregate, m.FormatArgs):
        value.operands = [operand(op) for op in value.operands]
    else:
        value.operand = operand(value.operand)
