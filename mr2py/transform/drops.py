"""Drop elaboration: how each scheduled drop is done (rustc_mir_transform::elaborate_drops).

    maybe initialised   maybe uninitialised   a part moved out      style
    no                                                              dead
    yes                 no                                          static
    yes                 yes                   no                    conditional
    yes                                       yes                   open: the parts, each for itself
"""

from ..dataflow.init import InitResults
from ..mir import body as m
from ..mir.cfg import build_cfg
from ..ty import types as t


def elaborate_bodies(tcx, bodies):
    """Set the style of every Drop of all bodies; returns them."""
    for body in bodies.values():
        elaborate(tcx, body)
    return bodies


def elaborate(tcx, body):
    """Set `style` and `ladder` of every Drop leaf of a body."""
    cfg = body.memo.get("cfg") or build_cfg(body)
    init = body.memo.get("init") or InitResults(tcx, body, cfg)
    elaborator = _Elaborator(tcx, body, init)
    for leaf in body.leaves:
        if type(leaf) is m.Drop:
            elaborator.leaf(leaf)


class _Elaborator:
    def __init__(self, tcx, body, init):
        self.tcx, self.body, self.init = tcx, body, init

    def leaf(self, leaf):
        live, dead = self.init.maybe_init[leaf.pt], self.init.maybe_uninit[leaf.pt]
        if live is None:
            leaf.style = "dead"
            return
        path, exact = self.init.paths.lookup(leaf.place)
        if not exact:
            leaf.style = "static"
            return
        self.decide(leaf, path, live, dead)

    def decide(self, drop, path, live, dead):
        """Set the style of `drop`, whose place is that of `path`."""
        if not live & path.subtree:
            drop.style = "dead"
        elif not dead & path.subtree:
            drop.style = "static"
        elif not self.droppable_children(path):
            drop.style = "conditional"
        else:
            drop.style = "open"
            drop.ladder = self.parts(drop, path, live, dead)

    def droppable_children(self, path):
        return bool(path.children)

    def parts(self, drop, path, live, dead):
        """Drops of the parts of a partly moved place: its fields in order, a Box's content before its block."""
        ty = self.type_of(path.place)
        if ty.kind == "adt" and ty.a.lang == "Box":
            child = path.children[("*", )] if ("*",) in path.children else None
            parts = [self.part(drop, path.place.deref(), child, live, dead)] if child is not None else []
            parts.append(self.part(drop, path.place, path, live, dead, own=True))
            return [part for part in parts if part is not None]
        if ty.kind == "adt" and ty.a.kind == "enum":
            return [part for (_, variant), child in path.children.items()
                    for part in self.fields(drop, child, ty.a.variants[variant].fields, ty, live, dead)]
        if ty.kind == "adt":
            return self.fields(drop, path, ty.a.fields, ty, live, dead)
        if ty.kind == "array":
            elems = [("[c]", index, False) for index in array_order(ty.b.a, {index for _, index in path.children})]
            return [self.part(drop, path.place.then(elem), path.children.get(elem[:2]), live, dead, ty.a) for elem in elems]
        out = []
        for index, elem in enumerate(ty.b):
            out.append(self.part(drop, path.place.field(index, elem), path.children.get((".", index)), live, dead))
        return [part for part in out if part is not None]

    def fields(self, drop, path, fields, ty, live, dead):
        out = []
        for field in fields:
            field_ty = self.tcx.normalize_in(t.erase_regions(self.tcx.field_ty(field, ty.b)), self.body.definition)
            out.append(self.part(drop, path.place.field(field.index, field_ty), path.children.get((".", field.index)), live, dead, field_ty))
        return [part for part in out if part is not None]

    def part(self, drop, place, path, live, dead, ty=None, own=False):
        if not own and not self.tcx.needs_drop(ty or self.type_of(place), self.body.definition):
            return None
        part = m.Drop(place)
        part.lo, part.hi, part.cleanup, part.pt = drop.lo, drop.hi, drop.cleanup, drop.pt
        if own:
            part.style = "box_free"
        elif path is None:
            parent, _ = self.init.paths.lookup(place)
            bit = 1 << parent.index
            part.style = "static" if not dead & bit else "conditional" if live & bit else "dead"
        else:
            self.decide(part, path, live, dead)
        return part

    def type_of(self, place):
        ty = self.body.locals[place.local].ty
        for elem in place.proj:
            if elem[0] == ".":
                ty = elem[2]
            elif elem[0] == "*":
                ty = ty.a if ty.kind == "ref" else ty.b[0]
            elif elem[0] == "[c]":
                ty = ty.a
        return ty


def array_order(length, apart):
    """The order in which the elements of an array are dropped some of which (`apart`) have move paths: each of those, and
    each run of others, the last one first (rustc's `open_drop_for_array`)."""
    runs = []
    for index in range(length):
        if index in apart or not runs or runs[-1][-1] in apart:
            runs.append([index])
        else:
            runs[-1].append(index)
    return [index for run in reversed(runs) for index in run]
