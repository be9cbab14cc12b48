"""Initialisation, moves and mutability: E0381, E0382, E0384, E0505's sisters E0507 to E0509, E0594, E0596."""

from ..dataflow.move_paths import operands
from ..mir import body as m
from . import closure_errors, errors


class MoveCheck:
    def __init__(self, ctx):
        self.ctx, self.body, self.init, self.check = ctx, ctx.body, ctx.init, ctx.check
        self.reported, self.mut_reported = set(), set()
        self.refused = {}           # local that is not `mut` -> the Diagnostic of its mutable borrows

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
                if rvalue.kind != "shared" and rvalue.origin != "capture":     # the closure's body tells
                    self.mutable_borrow(rvalue.place, leaf)
            elif type(rvalue) in (m.Discriminant, m.Len):
                self.use(rvalue.place, leaf, "use")
            self.assigned(leaf.place, leaf)
        elif kind is m.Call:
            if not leaf.diverges:
                self.assigned(leaf.dest, leaf)
        elif kind is m.FakeRead and leaf.kind != "wild":
            self.use(leaf.place, leaf, "use")
        elif kind is m.BoundsCheck:
            self.use(leaf.place, leaf, "use")

    # --- uses ---------------------------------------------------------------------------------------

    def use(self, place, leaf, kind):
        """The place, what contains it and its parts must be initialised."""
        path, exact = self.init.paths.lookup(place)
        ancestor = path
        while ancestor is not None:
            if self.dead >> ancestor.index & 1:
                self.report(ancestor, place, leaf, kind)
                return
            ancestor = ancestor.parent
        if exact and self.dead & path.subtree:
            child = next(p for p in self.init.paths.paths if path.subtree >> p.index & 1 and self.dead >> p.index & 1)
            self.report(child, place, leaf, kind)

    def report(self, path, place, leaf, kind):
        local = self.body.locals[place.local]
        if local.kind == "temp" and local.guard_of is None:
            return
        key = (path.index, frozenset(self.move_sites(path)))
        if key in self.reported:
            return
        self.reported.add(key)
        sites = self.move_sites(path)
        if not sites:
            self.ctx.add(errors.uninitialised(self.ctx, path, place, leaf, kind, self.node))
        else:
            self.ctx.add(errors.use_after_move(self.ctx, path, place, leaf, kind, sites, self.node))

    def move_sites(self, path):
        """The leaves that may have moved the path out before this node, nearest first."""
        cfg = self.ctx.cfg
        found, seen, work = [], {self.node}, list(cfg.pred[self.node])
        while work:
            node = work.pop()
            if node in seen:
                continue
            seen.add(node)
            if self.init.maybe_init[node] is None:
                continue
            made, gone = self.init.effects[node]
            if gone >> path.index & 1 and type(cfg.info[node]) in (m.Assign, m.Call, m.If):
                found.append(node)
                continue
            if made >> path.index & 1 or gone >> path.index & 1:
                continue
            work += cfg.pred[node]
        # a loop may bring the node's own move around
        made, gone = self.init.effects[self.node]
        if gone >> path.index & 1 and self.node in self.reachable_again() and self.node not in found:
            found.append(self.node)
        return sorted(found)

    def reachable_again(self):
        cfg = self.ctx.cfg
        seen, work = set(), list(cfg.succ[self.node])
        while work:
            node = work.pop()
            if node in seen:
                continue
            seen.add(node)
            work += cfg.succ[node]
        return seen

    # --- moves out ----------------------------------------------------------------------------------

    def legal_move(self, place, leaf):
        """Reference, "Moved and copied types": not out of references, indexes, statics, or Drop types."""
        ty, variant = self.check.locals[place.local], None
        for index, elem in enumerate(place.proj):
            if elem[0] == "*" and ty.kind == "ref" and ty.a.kind == "closure" and self.body.upvars:
                self.ctx.add(closure_errors.move_captured(self.ctx, place, leaf))
                return
            if elem[0] == "*" and ty.kind == "ref":
                self.ctx.add(errors.move_behind_reference(self.ctx, place, index, ty, leaf))
                return
            if elem[0] in ("[]", "[c]", "[..]") and (ty.kind == "slice" or elem[0] == "[]"):
                self.ctx.add(errors.move_out_of_index(self.ctx, place, index, ty, leaf))
                return
            if elem[0] == "." and ty.kind == "adt" and self.check.tcx.has_drop_impl(ty.a) and ty.a.lang != "Box":
                self.ctx.add(errors.move_out_of_drop(self.ctx, place, index, ty, leaf))
                return
            ty, variant = self.check.project_ty(ty, variant, elem)

    # --- mutability -----------------------------------------------------------------------------------

    def assigned(self, place, leaf):
        local = self.body.locals[place.local]
        if not place.proj:
            if not local.mut and local.kind in ("var", "arg") and self.live & self.init.paths.roots[place.local].subtree | (local.kind == "arg"):
                self.once(place.local, leaf, lambda: errors.assigned_twice(self.ctx, place, leaf, self.node))
            return
        path, exact = self.init.paths.lookup(place)
        parent = path if not exact else path.parent
        through_reference = any(elem[0] == "*" for elem in place.proj)
        while parent is not None:
            if self.dead >> parent.index & 1 and (not through_reference or parent is self.init.paths.roots[place.local]):
                self.report(parent, place, leaf, "assign")
                break
            parent = parent.parent
        blocker = self.immutable(place)
        if blocker is not None:
            self.once((place.local, len(place.proj)), leaf, lambda: errors.cannot_assign(self.ctx, place, blocker, leaf))

    def once(self, key, leaf, make):
        key = (key, leaf.lo)
        if key not in self.mut_reported:
            self.mut_reported.add(key)
            diagnostic = make()
            if diagnostic is not None:
                self.ctx.add(diagnostic)

    def mutable_borrow(self, place, leaf):
        blocker = self.immutable(place)
        if blocker is not None:
            self.once(("borrow", place), leaf, lambda: self.refused_borrow(place, blocker, leaf))

    def refused_borrow(self, place, blocker, leaf):
        """E0596. All mutable borrows of one variable are one error (rustc: `buffer_mut_error`); None where there is one already."""
        first = self.refused.get(place.local) if blocker[0] == "local" else None
        if first is not None:
            errors.borrowed_again(self.ctx, first, place, leaf)
            return None
        made = errors.cannot_borrow_mut(self.ctx, place, blocker, leaf)
        if blocker[0] == "local":
            self.refused[place.local] = made
        return made

    def immutable(self, place):
        """What forbids changing a place: ("local", None), ("ref", index of the deref), ("upvar", Capture), ("env", None: the
        closure is Fn), or None (rustc's `is_mutable`)."""
        types, ty, variant = [], self.check.locals[place.local], None
        for elem in place.proj:
            types.append(ty)
            ty, variant = self.check.project_ty(ty, variant, elem)
        through_mut = False                        # a variable need not be `mut` itself
        for index in range(len(place.proj) - 1, -1, -1):
            kind, base = place.proj[index][0], types[index]
            if kind == "*" and base.kind == "ref":
                if not base.c:
                    return ("env", None) if base.a.kind == "closure" and self.body.upvars is not None and place.local == 1 else ("ref", index)
                by_capture = index and place.proj[index - 1][0] == "." and types[index - 1].kind == "closure" \
                    and self.body.upvars[place.proj[index - 1][1]].kind != "value"
                through_mut = through_mut or not by_capture
            elif kind == "." and base.kind == "closure":
                capture = self.body.upvars[place.proj[index][1]]
                if not capture.mutable and not through_mut:
                    return ("upvar", capture)
                through_mut = True
        local = self.body.locals[place.local]
        if through_mut or local.mut or local.kind in ("temp", "return") and local.guard_of is None:
            return None
        return ("local", None)
