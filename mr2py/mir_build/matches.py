"""Patterns into tests and bindings; `match` (rustc_mir_build::builder::matches)."""

from ..mir import body as m
from ..syntax import ast
from ..ty import types as t
from ..typeck.pat import is_rest, pattern_positions, sub_patterns

REF_KINDS = {"ref": "shared", "ref mut": "mut"}


class Matches:
    """Part of Builder."""

    def into_Match(self, dest, node):
        place = self.as_place(node.expr)
        self.emit(m.FakeRead("match", place), node.expr)
        if any(arm.guard is not None and self.has_let(arm.guard) for arm in node.arms):
            self.match_with_let_guards(dest, node, place)
            return
        leaf = m.Match(place, [], None, "match")
        self.emit(leaf, node)
        ty = self.type_of(node.expr)
        closed_all = True
        for arm in node.arms:
            made, closed = self.arm_of(arm.pat, place, ty, arm.guard, lambda arm=arm: self.scoped_into(dest, arm.body), arm,
                                       finish_scopes=True)
            leaf.arms.append(made)
            closed_all = closed_all and closed
        self.closed = self.closed or closed_all

    # --- arms ---------------------------------------------------------------------------------------

    def arm_of(self, pat, place, ty, guard, make, where, prefix=(), finish_scopes=False):
        """(MatchArm, whether its end is unreachable). `make` emits the body after the bindings. With
        `finish_scopes` the bindings live in a scope of their own, else the caller declared them."""
        found = self.candidates(pat, place, ty)
        arm = m.MatchArm([], None, None, None)
        arm.lo, arm.hi = where.lo, where.hi

        def body():
            if finish_scopes:
                for local, _, _ in found[0][1]:
                    self.schedule_value(self.variables[local], len(self.scopes) - 1)
            make()

        if finish_scopes:
            self.push_scope()
            start, _ = self.nested(lambda: self.declare_bindings(pat, "pattern"))
        else:
            start = m.Block([])
        for tests, bindings in found:
            guarded, final = self.binding_leaves(bindings, guard is not None)
            candidate = m.Candidate(list(prefix) + tests, (start.stmts if not arm.candidates else []) + guarded, final)
            candidate.lo, candidate.hi = pat.lo, pat.hi
            arm.candidates.append(candidate)
        if guard is not None:
            self.guard_of(arm, guard, found)
        if finish_scopes:
            arm.body, closed = self.nested(lambda: (body(), self.emit_drops(len(self.scopes) - 1, where)))
            self.scopes.pop()
        else:
            arm.body, closed = self.nested(body)
        return arm, closed

    def guard_of(self, arm, guard, found):
        outer = self.guard_views
        self.guard_views = {**outer, **self.new_views}

        def make():
            arm.guard_cond = self.condition(guard)
            if not self.closed:                  # what is bound must stay bound to the end of the guard
                for local in dict.fromkeys(local for candidate in arm.candidates for leaf in candidate.guard_bindings for local in held_by(leaf)):
                    self.emit(m.FakeRead("guard", m.Place(local)), guard)

        arm.guard, _ = self.nested(make)
        self.guard_views = outer

    def binding_leaves(self, bindings, has_guard):
        """(leaves before the guard, leaves when the arm is taken). A by-value binding of a type that is not Copy
        is seen through a shared reference in the guard and moved after it."""
        guarded, final = [], []
        self.new_views = {}
        saved, was_closed = self.out, self.closed
        self.closed = False
        for local, how, place in bindings:
            target, where = m.Place(self.variables[local]), binding_head(local.node)
            if how != "move":
                self.out = guarded if has_guard else final
                self.assign(target, m.Ref(REF_KINDS[how], place, "ref_pattern"), where)
            elif has_guard and not self.is_copy(local.ty):
                self.out = guarded
                view = self.new_local(t.ref(local.ty), local.name, False, "temp", where, "guard_view")
                self.locals[view].guard_of = self.variables[local]
                self.assign(m.Place(view), m.Ref("shared", place, "match_guard"), where)
                self.new_views[local] = view
                self.out = final
                self.assign(target, self.bound_value(place, local.ty), where)
            else:
                self.out = guarded if has_guard else final
                self.assign(target, self.bound_value(place, local.ty), where)
        self.out, self.closed = saved, was_closed
        return guarded, final

    def bound_value(self, place, ty):
        """The value of a binding by value. A part of an array is moved out element by element: each has a move path."""
        if place.proj and place.proj[-1][0] == "[..]" and ty.kind == "array" and not self.is_copy(ty):
            base, first = m.Place(place.local, place.proj[:-1]), place.proj[-1][1]
            elems = [m.Move(base.then(("[c]", index, False))) for index in range(first, first + ty.b.a)]
            return m.Aggregate(ty, None, elems)
        return m.Use(self.consume(place, ty))

    # --- bindings -----------------------------------------------------------------------------------

    def pattern_bindings(self, pat):
        """The typeck Locals that a pattern binds, in order, each once."""
        out = {}

        def walk(node):
            if type(node) is ast.PatIdent and node in self.results.bindings:
                out.setdefault(self.results.bindings[node][0], node)
            for sub in sub_patterns(node):
                walk(sub)
        walk(pat)
        return out

    def declare_bindings(self, pat, origin):
        """Make locals for the variables of a pattern, with their storage."""
        for local, node in self.pattern_bindings(pat).items():
            if local in self.variables:
                continue
            number = self.new_local(local.ty, local.name, local.mut, "var", node, local.origin)
            self.variables[local] = number
            self.emit(m.StorageLive(number), node)
            self.schedule("storage", number, len(self.scopes) - 1)

    def schedule_bindings(self, pat, depth):
        for local in self.pattern_bindings(pat):
            self.schedule_value(self.variables[local], depth)

    def bind_irrefutable(self, pat, place, ty, depth=None):
        """Bind the variables of a pattern that always fits (`let`, parameters)."""
        depth = len(self.scopes) - 1 if depth is None else depth
        tests, bindings = self.candidates(pat, place, ty)[0]
        _, final = self.binding_leaves(bindings, False)
        for leaf in final:
            self.add(leaf)
        self.schedule_bindings(pat, depth)

    # --- candidates -----------------------------------------------------------------------------------

    def candidates(self, pat, place, ty):
        """[(tests, [(Local, mode, Place)])], one for each combination of alternatives, left to right."""
        for passed in self.results.pat_derefs.get(pat, ()):
            place = place.deref()
            ty = passed.a
        ty = self.results.types.get(pat, ty)
        return getattr(self, "cand_" + type(pat).__name__)(pat, place, ty)

    def product(self, parts, tests=()):
        """Combine the candidates of sub-patterns."""
        out = [(list(tests), [])]
        for part in parts:
            out = [(a_tests + b_tests, a_binds + b_binds) for a_tests, a_binds in out for b_tests, b_binds in part]
        return out

    def cand_PatWild(self, pat, place, ty):
        return [([], [])]

    def cand_PatIdent(self, pat, place, ty):
        if pat not in self.results.bindings:
            return self.constant_test(pat, place, ty)
        local, how = self.results.bindings[pat]
        own = [([], [(local, how, place)])]
        if pat.sub is None:
            return own
        return self.product([self.candidates(pat.sub, place, ty), own])         # what the pattern behind `@` binds comes first, as in rustc

    def constant_test(self, pat, place, ty):
        entry = self.results.res[pat]
        if entry[0] == "ctor":
            return [(self.variant_test(entry[1], place), [])]
        return [([m.Test(place, "const", m.Const(m.ConstItem(entry[1], entry[2]), ty))], [])]

    cand_PatPath = constant_test

    def variant_test(self, variant, place):
        return [m.Test(place, "variant", variant.index)] if variant.kind == "variant" and len(variant.parent.variants) > 1 else []

    def cand_PatLit(self, pat, place, ty):
        node = pat.expr
        constant = self.as_constant(node)
        return [([m.Test(place, "const", constant)], [])]

    def cand_PatRange(self, pat, place, ty):
        low, high = [None if end is None else self.as_constant(end) for end in (pat.start, pat.end)]
        return [([m.Test(place, "range", (low, high, pat.inclusive))], [])]

    def cand_PatRef(self, pat, place, ty):
        return self.candidates(pat.pat, place.deref(), ty)

    def cand_PatTuple(self, pat, place, ty):
        return self.product([self.candidates(sub, place.field(index, ty.b[index]), ty.b[index])
                             for sub, index in pattern_positions(pat.pats, len(ty.b))])

    def cand_PatTupleStruct(self, pat, place, ty):
        _, variant, args = self.results.res[pat]
        pairs = [(sub, variant.fields[index]) for sub, index in pattern_positions(pat.pats, len(variant.fields))]
        return self.variant_candidates(variant, args, place, pairs)

    def cand_PatStruct(self, pat, place, ty):
        _, variant, args = self.results.res[pat]
        pairs = [(field.pat, variant.fields[self.results.fields[field]]) for field in pat.fields]
        return self.variant_candidates(variant, args, place, pairs)

    def variant_candidates(self, variant, args, place, pairs):
        inner = place.then(("as", variant.index)) if variant.kind == "variant" else place
        parts = []
        for sub, field in pairs:
            ty = self.tcx.normalize_in(t.erase_regions(self.tcx.field_ty(field, args)), self.owner)
            parts.append(self.candidates(sub, inner.field(field.index, ty), ty))
        return self.product(parts, self.variant_test(variant, place))

    def cand_PatSlice(self, pat, place, ty):
        rest = next((index for index, sub in enumerate(pat.pats) if is_rest(sub)), None)
        count = len(pat.pats) - (rest is not None)
        tests = [] if ty.kind == "array" else [m.Test(place, "len", (count, rest is None))]
        if ty.kind == "slice" and rest is not None and count == 0:
            tests = []
        parts = []
        for index, sub in enumerate(pat.pats):
            if index == rest:
                parts.append(self.rest_candidate(sub, place, ty, index, len(pat.pats) - 1 - index))
            elif rest is not None and index > rest:
                behind = len(pat.pats) - index
                elem = ("[c]", ty.b.a - behind, False) if ty.kind == "array" and ty.b.kind == "value" else ("[c]", behind, count)
                parts.append(self.candidates(sub, place.then(elem), ty.a))
            else:
                parts.append(self.candidates(sub, place.then(("[c]", index, False)), ty.a))
        return self.product(parts, tests)

    def rest_candidate(self, sub, place, ty, before, after):
        if type(sub) is ast.PatRest:
            return [([], [])]
        local, how = self.results.bindings[sub]
        return [([], [(local, how, place.then(("[..]", before, after)))])]

    def cand_PatOr(self, pat, place, ty):
        return [candidate for sub in pat.pats for candidate in self.candidates(sub, place, ty)]


def binding_head(node):
    """A node at the span of a binding without the pattern behind `@`, of which rustc tells nothing there."""
    if getattr(node, "sub", None) is None:
        return node
    return ast.PatIdent(node.by_ref, node.mut, node.name, None, node.lo, node.sub.lo - 2)


def held_by(leaf):
    """The locals that keep what a leaf binds for a guard: the one that is bound, and the reference that is looked through for a copy."""
    if type(leaf) is not m.Assign:
        return ()
    source = leaf.rvalue.operand.place if type(leaf.rvalue) is m.Use and type(leaf.rvalue.operand) is m.Copy else None
    return (leaf.place.local, source.local) if source is not None and any(elem[0] == "*" for elem in source.proj) else (leaf.place.local,)
