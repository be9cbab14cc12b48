"""Initialisation, moves and mutability: E0381, E0382, E0384, E0505's sisters E0507 to E0509, E0594, E0596."""

from ..dataflow.init import forward
from ..dataflow.move_paths import moved_places, operands
from ..mir import body as m
from ..ty import types as t
from . import closure_errors, errors
from .guards import bound_in_guards


NO_USE = ("wild", "let", "match", "guard")       # what a pattern is held against need not be initialised: only what it tests and binds


class MoveCheck:
    def __init__(self, ctx):
        self.ctx, self.body, self.init, self.check = ctx, ctx.body, ctx.init, ctx.check
        self.node, self.mut_reported = None, set()
        self.moved, self.unset = {}, set()      # {(moving nodes): (place used, Diagnostic)}; locals reported by E0381
        self.looped = set()                     # of the last search: moves that were met on the way round a loop
        self.borrowed = {}                      # {immutable local: [Diagnostic of a mutable borrow]}
        self.ever = ever_assigned(self.ctx.cfg, self.init, self.body.arg_count)
        self.guarded = bound_in_guards(self.ctx)
        self.position = {node: place for place, node in enumerate(self.ctx.cfg.order)}

    def run(self):
        for node in self.ctx.cfg.order:
            info = self.ctx.cfg.info[node]
            self.node = node
            self.live, self.dead = self.init.maybe_init[node], self.init.maybe_uninit[node]
            if self.live is None:
                continue
            if type(info) is tuple:
                if info[0] == "candidate":
                    for test in info[1].tests:
                        self.use(test.place, info[1], "use")
            else:
                self.leaf(info)
        for _, diagnostic in self.moved.values():
            self.ctx.add(diagnostic)
        for local, found in self.borrowed.items():
            self.ctx.add(found[0] if len(found) == 1 else errors.borrowed_often(self.body.locals[local], found))

    def leaf(self, leaf):
        for operand in operands(leaf):
            if type(operand) is m.Const:
                continue
            kind = "move" if type(operand) is m.Move else "copy"
            self.use(operand.place, leaf, kind)
            if kind == "move":
                self.legal_move(operand.place, leaf)
        kind = type(leaf)
        if kind is m.Assign:
            rvalue = leaf.rvalue
            if type(rvalue) is m.Ref:
                self.use(rvalue.place, leaf, "borrow")
                if rvalue.kind != "shared" and (rvalue.origin != "capture" or self.behind_shared(rvalue.place)):     # else the closure's body tells
                    self.mutable_borrow(rvalue.place, leaf)
            elif type(rvalue) in (m.Discriminant, m.Len):
                self.use(rvalue.place, leaf, "use")
            self.assigned(leaf.place, leaf)
        elif kind is m.Call:
            self.sized_arguments(leaf)
            if not leaf.diverges:
                self.assigned(leaf.dest, leaf)
        elif kind is m.Drop and leaf.replace:
            self.assigned_local(leaf.place, leaf)
        elif kind is m.FakeRead and leaf.kind not in NO_USE:
            self.use(leaf.place, leaf, "use")
        elif kind is m.BoundsCheck:
            self.use(leaf.place, leaf, "use")

    def sized_arguments(self, call):
        """A value whose size is not known cannot be an argument (E0161)."""
        for operand in call.args:
            ty = self.check.place_ty(operand.place) if type(operand) is m.Move else None
            if ty is not None and ty.kind in ("dyn", "str", "slice"):
                self.ctx.add(errors.moves_unsized(self.ctx, operand.place, call, ty))

    # --- uses ---------------------------------------------------------------------------------------

    def use(self, place, leaf, kind, whole=True):
        """The place (or what contains it) must be initialised, and `whole`: its parts too."""
        path, exact = self.init.paths.lookup(place)
        if self.dead >> path.index & 1:
            self.report(path, place, leaf, kind)
            return
        if not whole:
            return
        size = len(path.place.proj)
        touched = path.subtree if exact else self.elements(path, place.proj[size])
        if self.dead & touched:
            child = next(p for p in reversed(self.init.paths.paths) if touched >> p.index & 1 and self.dead >> p.index & 1)
            self.report(child, place, leaf, kind)

    def elements(self, path, elem):
        """The paths below that of an array which a pattern's subslice holds (an index was tested, which uses the whole array)."""
        found = 0
        if elem[0] == "[..]":
            length = self.check.place_ty(path.place).b.a
            for (_, index), child in path.children.items():
                if elem[1] <= index < length - elem[2]:
                    found |= child.subtree
        return found

    def report(self, path, place, leaf, kind):
        sites = self.move_sites(path)
        if not sites:
            if place.local not in self.unset:
                self.unset.add(place.local)
                self.ctx.add(errors.uninitialised(self.ctx, path, place, leaf, kind, self.node))
            return
        key = tuple([(site, self.moved_at(site, path)) for site in sites])
        known = self.moved.get(key)
        if known is None or known[0].proj[:len(place.proj)] != place.proj or self.through_regions(place):       # else that report is of a part of this use
            self.moved.pop(key, None)
            self.moved[key] = place, errors.use_after_move(self.ctx, path, place, leaf, kind, sites, self.node, self.looped | {self.node})

    def through_regions(self, place):
        """Whether a place goes through a field whose type has regions: those are others at each use, so rustc does not know the place again."""
        ty, variant = self.check.locals[place.local], None
        for elem in place.proj:
            ty, variant = self.check.project_ty(ty, variant, elem)
            if elem[0] == "." and any(type(part) is t.Region for part in t.walk(ty)):
                return True
        return False

    def move_sites(self, path):
        """The nodes that may have moved the path out before this one, in the order of rustc's search (`get_moved_indexes`):
        those of later turns of a loop only where there are no others."""
        found, seen, back = [], set(), []
        self.looped = set()
        work, from_start = [], False
        self.split_edges(self.node, work, back)
        while work:
            node = work.pop()
            if not self.ends_search(node, path, found, seen):
                self.split_edges(node, work, back)
                from_start = from_start or not self.ctx.cfg.pred[node]
        if not found and (not from_start or 1 <= path.place.local <= self.body.arg_count):
            while back:
                node = back.pop()
                if not self.ends_search(node, path, found, seen):
                    back += self.ctx.cfg.pred[node]
            self.looped = set(found)
        return tuple(found)

    def moved_at(self, node, path):
        """The place that a node moves out, of those that it moves, when it moves a path out."""
        for place in moved_places(self.ctx.cfg.info[node]):
            other, exact = self.init.paths.lookup(place)
            if exact and other.subtree >> path.index & 1:
                return place
        return None

    def split_edges(self, node, work, back):
        """Put the predecessors of a node into one of two lists: those from which a loop comes back go into `back`."""
        for pred in self.ctx.cfg.pred[node]:
            (back if self.position.get(pred, 0) >= self.position[node] else work).append(pred)

    def ends_search(self, node, path, found, seen):
        """Whether a search backwards stops at a node: it was seen, moves the path (then it is found) or gives it a value."""
        if node in seen or self.init.maybe_init[node] is None:
            return True
        seen.add(node)
        made, gone = self.init.effects[node]
        if gone >> path.index & 1 and type(self.ctx.cfg.info[node]) in (m.Assign, m.Call, m.If):
            found.append(node)
            return True
        return bool(made >> path.index & 1)

    # --- moves out ----------------------------------------------------------------------------------

    def legal_move(self, place, leaf):
        """Reference, "Moved and copied types": not out of references, indexes, statics, or Drop types."""
        ty, variant = self.check.locals[place.local], None
        for index, elem in enumerate(place.proj):
            if elem[0] == "*" and ty.kind == "ref" and ty.a.kind == "closure" and self.body.upvars:
                self.ctx.add(closure_errors.move_captured(self.ctx, place, leaf))
                return
            if elem[0] == "*" and ty.kind == "ref":
                self.told(errors.move_behind_reference(self.ctx, place, index, ty, leaf))
                return
            if elem[0] in ("[]", "[c]", "[..]") and (ty.kind == "slice" or elem[0] == "[]"):
                self.told(errors.move_out_of_index(self.ctx, place, index, ty, leaf))
                return
            if elem[0] == "." and ty.kind == "adt" and self.check.tcx.has_drop_impl(ty.a) and ty.a.lang != "Box":
                self.told(errors.move_out_of_drop(self.ctx, place, index, ty, leaf))
                return
            ty, variant = self.check.project_ty(ty, variant, elem)

    def told(self, diagnostic):
        """Report an error, unless it was added to another one."""
        if diagnostic is not None:
            self.ctx.add(diagnostic)

    # --- mutability -----------------------------------------------------------------------------------

    def assigned(self, place, leaf):
        if not place.proj:
            if place.local in self.guarded.get(self.node, ()):
                self.once((place.local, 0), leaf, lambda: errors.cannot_assign(self.ctx, place, ("guard", None), leaf))
            else:
                self.assigned_local(place, leaf)
            return
        self.assigned_part(place, leaf)
        blocker = self.immutable(place)
        if blocker is not None and self.known_value(place):
            if not self.ctx.told("E0503", leaf):              # rustc tells one of the errors of one access
                self.once((place.local, len(place.proj)), leaf, lambda: errors.cannot_assign(self.ctx, place, blocker, leaf))

    def assigned_part(self, place, leaf):
        """What an assignment to a part needs: the struct around a field, and the pointer that it goes through (rustc's
        `check_if_assigned_path_is_moved`)."""
        types, ty, variant = [], self.check.locals[place.local], None
        for elem in place.proj:
            types.append(ty)
            ty, variant = self.check.project_ty(ty, variant, elem)
        for size in range(len(place.proj) - 1, -1, -1):
            base, kind = m.Place(place.local, place.proj[:size]), place.proj[size][0]
            if kind == "*":
                self.use(base, leaf, "use", False)
                return
            if kind == "." and types[size].kind == "adt" and self.check.tcx.has_drop_impl(types[size].a):
                self.use(base, leaf, "assign")
                return
            if kind == ".":
                self.parent_of_field(base, leaf)

    def parent_of_field(self, base, leaf):
        """The shortest prefix of a struct that is reached without a pointer must be initialised."""
        worst = None
        for size in range(len(base.proj), -1, -1):
            path, exact = self.init.paths.lookup(m.Place(base.local, base.proj[:size]))
            if exact and self.dead >> path.index & 1:
                worst = path
            if size and base.proj[size - 1][0] == "*":
                break
        if worst is not None:
            self.report(worst, base, leaf, "assign")

    def known_value(self, place):
        """Whether the variable of a place was given a value: else there is an error already."""
        return self.body.locals[place.local].kind != "var" or self.ever[self.node] >> place.local & 1

    def assigned_local(self, place, leaf):
        """A variable that is not `mut` gets a value once, also if that one was moved out."""
        local = self.body.locals[place.local]
        if not place.proj and not local.mut and local.kind in ("var", "arg") and self.ever[self.node] >> place.local & 1:
            if type(leaf) is m.Drop and self.ctx.told("E0506", leaf):
                self.mut_reported.add((place.local, leaf.lo))              # what is replaced here was borrowed: that was told
            self.once(place.local, leaf, lambda: errors.assigned_twice(self.ctx, place, leaf, self.node))

    def once(self, key, leaf, make):
        key = (key, leaf.lo)
        if key not in self.mut_reported:
            self.mut_reported.add(key)
            self.ctx.add(make())

    def mutable_borrow(self, place, leaf):
        blocker = self.immutable(place)
        if blocker is None or not self.known_value(place):
            return
        key = (("borrow", place), leaf.lo)
        if blocker[0] == "local" and self.body.locals[place.local].kind in ("var", "arg"):
            if key not in self.mut_reported:
                self.mut_reported.add(key)
                self.borrowed.setdefault(place.local, []).append(errors.cannot_borrow_mut(self.ctx, place, blocker, leaf))
        else:
            self.once(("borrow", place), leaf, lambda: errors.cannot_borrow_mut(self.ctx, place, blocker, leaf))

    def behind_shared(self, place):
        blocker = self.immutable(place)
        return blocker is not None and blocker[0] == "ref"

    def immutable(self, place):
        """What forbids changing a place: ("local", None), ("ref", index of the deref), ("upvar", Capture), ("env", None: the
        closure is Fn), ("guard", None: its arm binds it), or None (rustc's `is_mutable`)."""
        if place.local in self.guarded.get(self.node, ()):
            return ("guard", None)
        types, ty, variant = [], self.check.locals[place.local], None
        for elem in place.proj:
            types.append(ty)
            ty, variant = self.check.project_ty(ty, variant, elem)
        through_mut = False                        # a variable need not be `mut` itself
        for index in range(len(place.proj) - 1, -1, -1):
            kind, base = place.proj[index][0], types[index]
            if kind == "*" and base.kind == "ref":
                if not base.c and index == 0 and self.body.locals[place.local].guard_of is not None:
                    return ("guard", None)
                if not base.c:
                    return ("env", None) if base.a.kind == "closure" and self.body.upvars is not None and place.local == 1 else ("ref", index)
                by_capture = index and place.proj[index - 1][0] == "." and types[index - 1].kind == "closure" \
                    and self.body.upvars[place.proj[index - 1][1]].kind != "value"
                through_mut = through_mut or not by_capture
            elif kind == "." and base.kind == "closure":
                capture = self.body.upvars[place.proj[index][1]]
                if not capture.mutable and not through_mut:
                    return None if capture.frozen else ("upvar", capture)
                through_mut = True
        local = self.body.locals[place.local]
        if through_mut or local.mut or local.kind in ("temp", "return") and local.guard_of is None:
            return None
        return ("local", None)


def ever_assigned(cfg, init, args):
    """{node: locals (bits) that have been given a value before it, since their storage began} (rustc's EverInitializedPlaces)."""
    effects = []
    for node, info in enumerate(cfg.info):
        made, gone = init.effects[node][0], 0
        if type(info) in (m.StorageDead, m.StorageLive):
            gone = 1 << info.local
        bits = 0
        for local in assigned_by(info) if made else ():
            bits |= 1 << local
        effects.append((bits, gone))
    return [state or 0 for state in forward(cfg, (1 << args + 1) - 2, effects)]


def assigned_by(info):
    """The local that a node gives a value as a whole, if any."""
    if type(info) is tuple:
        place = info[1].dest if info[0] == "return" else info[1].place if info[0] == "replaced" else None
    else:
        place = info.place if type(info) is m.Assign else info.dest if type(info) is m.Call else None
    return (place.local,) if place is not None and not place.proj else ()
