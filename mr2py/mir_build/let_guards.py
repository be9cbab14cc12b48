"""Matches with `if let` guards: what a guard binds lives as long as its arm (Reference, "Scopes of pattern bindings").

The arms up to such a one are a `match` of their own, in a labelled block that a failing guard leaves; the arms behind it follow.
"""

from ..mir import body as m


class LetGuards:
    """Part of Builder."""

    def match_with_let_guards(self, dest, node, place):
        end, depth = self.new_label(), len(self.scopes)
        ty = self.type_of(node.expr)
        arms = []
        for arm in node.arms:
            guarded = arm.guard is not None and self.has_let(arm.guard)
            arms += [(arm, candidate) for candidate in self.candidates(arm.pat, place, ty)] if guarded else [(arm, None)]
        block, _ = self.nested(lambda: self.match_pieces(dest, node, arms, place, end, depth))
        block.label = end
        self.add(block)

    def match_pieces(self, dest, node, arms, place, end, depth):
        """Emit the arms, each of which leaves the block `end` when it is done; `depth`: of the scopes around the match. `arms`: [(arm,
        None, or where its guard has a `let` one candidate of its pattern)]."""
        count = next((index for index, (_, candidate) in enumerate(arms) if candidate is not None), None)
        if not arms:
            self.terminate(m.Unreachable(), node)
        elif count is None:
            self.match_piece(dest, node, arms, None, place, end, depth)
        else:
            failed = self.new_label()
            block, _ = self.nested(lambda: self.match_piece(dest, node, arms[:count + 1], failed, place, end, depth))
            block.label = failed
            self.add(block)
            self.match_pieces(dest, node, arms[count + 1:], place, end, depth)

    def match_piece(self, dest, node, arms, failed, place, end, depth):
        """One Match leaf; the last arm's guard has a `let` where there is a label `failed` for what fits no arm."""
        leaf = m.Match(place, [], None, "match")
        self.emit(leaf, node)
        ty = self.type_of(node.expr)
        for arm, _ in arms[:-1] if failed is not None else arms:
            made, closed = self.arm_of(arm.pat, place, ty, arm.guard, lambda arm=arm: self.scoped_into(dest, arm.body), arm, finish_scopes=True)
            if not closed:
                rest, _ = self.nested(lambda: self.terminate(m.Break(end), arm.body))
                made.body.stmts.extend(rest.stmts)
            leaf.arms.append(made)
        if failed is not None:
            known = set(self.variables)
            leaf.arms.append(self.let_guard_arm(dest, *arms[-1], failed, end, depth))
            for local in [local for local in self.variables if local not in known]:
                del self.variables[local]            # another candidate has its own
            leaf.els, _ = self.nested(lambda: self.terminate(m.Break(failed), node))
        self.closed = True

    def let_guard_arm(self, dest, arm, candidate, failed, end, depth):
        """The guard's conditions are the beginning of the body: a failing one goes to `failed`, behind the last one the pattern's
        variables take their values. Those are dropped after what the guard binds."""
        tests, bindings = candidate
        made = m.MatchArm([], None, None, None)
        made.lo, made.hi, made.let_guard = arm.lo, arm.hi, (arm.guard.lo, arm.guard.hi)
        self.push_scope()
        saved, self.temp_depth = self.temp_depth, len(self.scopes) - 1
        start, _ = self.nested(lambda: self.declare_bindings(arm.pat, "pattern"))
        guarded, final = self.binding_leaves(bindings, True)
        candidate = m.Candidate(tests, start.stmts + guarded, [])
        candidate.lo, candidate.hi = arm.pat.lo, arm.pat.hi
        made.candidates.append(candidate)

        def body():
            for local, _, _ in bindings:
                self.schedule_value(self.variables[local], len(self.scopes) - 1)
            outer = self.guard_views
            self.guard_views = {**outer, **self.new_views}
            self.chain_condition(arm.guard, failed, depth)
            self.guard_views = outer
            for leaf in final:
                self.add(leaf)
            self.scoped_into(dest, arm.body)
            self.exit_to(depth, m.Break(end), arm.body)

        made.body, _ = self.nested(body)
        self.scopes.pop()
        self.temp_depth = saved
        return made
