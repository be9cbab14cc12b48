"""Region variables and their solution (RFC 2094, "Solving constraints").

A region's value is a set of CFG nodes and of ends of universal regions, in one Python integer: bit n for
node n, bit `nodes + u` for the end of universal region u. `sup: sub` makes value(sup) include value(sub).
"""

from ..ty import types as t


class Constraint:
    """`sup: sub`, because of `leaf`; `category`: "return", "call", "assign", "ascribe", "reborrow", "bound"; `invariant`: (the outermost type
    whose parts had to be equal, the number of the argument or None behind `&mut`), or None."""

    __slots__ = ("sup", "sub", "leaf", "category", "invariant")

    def __init__(self, sup, sub, leaf, category, invariant=None):
        self.sup, self.sub, self.leaf, self.category, self.invariant = sup, sub, leaf, category, invariant


class Regions:
    """The region variables of one body. Variable 0 is 'static; then the universal regions of the signature."""

    def __init__(self, tcx, owner, nodes):
        self.nodes = nodes
        self.every = (1 << nodes) - 1
        self.values, self.constraints, self.names = [], [], []
        self.universal, self.known = {}, set()
        self.new_universal(t.STATIC)
        for parameter in tcx.generics_of(owner).params:
            if parameter.kind == "lifetime":
                self.new_universal(t.region("param", parameter.index, parameter.name))
        self.external = self.env = None     # of a closure: number of the first region of its own; the region of its environment
        self.close_universal()

    def new_universal(self, region):
        index = len(self.values)
        self.values.append(self.every | 1 << self.nodes + index)
        self.names.append(region)
        self.universal[region] = t.region("var", index)

    def universal_var(self):
        """A further universal region, without a name."""
        self.new_universal(t.ERASED)
        return t.region("var", len(self.values) - 1)

    def close_universal(self):
        """All universal regions are made."""
        self.universal.pop(t.ERASED, None)
        self.count = len(self.values)
        for index in range(self.count):
            self.known.add((0, index))
            self.known.add((index, index))

    def renumber_universal(self, term):
        """`term` with a universal region for each erased one."""
        def leaf(part):
            if type(part) is not t.Region or part.kind in ("var", "bound"):
                return part
            return self.universal_var() if part.kind == "erased" else self.universal[part]
        return t.fold(term, leaf)

    def fresh(self):
        self.values.append(0)
        return t.region("var", len(self.values) - 1)

    def renumber(self, term, erased=None):
        """`term` with a fresh variable for each erased region (or `erased`), and universal ones for parameters."""
        def leaf(part):
            if type(part) is not t.Region or part.kind in ("var", "bound"):
                return part
            if part.kind == "erased":
                return erased if erased is not None else self.fresh()
            return self.universal.get(part) or self.fresh()
        return t.fold(term, leaf)

    def outlives(self, sup, sub, leaf, category, invariant=None):
        if sup is not sub and sup.kind == sub.kind == "var":
            self.constraints.append(Constraint(sup.a, sub.a, leaf, category, invariant))

    def know(self, sup, sub):
        """A where-clause or implied bound: `sup: sub` holds of universal regions."""
        if sup.kind == sub.kind == "var":
            self.known.add((sup.a, sub.a))

    def is_known(self, sup, sub):
        return (sup, sub) in self.known

    def close_known(self):
        """The transitive closure of the known relations."""
        changed = True
        while changed:
            changed = False
            for a, b in list(self.known):
                for c, d in list(self.known):
                    if b == c and (a, d) not in self.known:
                        self.known.add((a, d))
                        changed = True

    def add_live(self, region, points):
        if region.kind == "var":
            self.values[region.a] |= points

    def solve(self):
        """Propagate until the values satisfy all constraints."""
        by_sub = {}
        for constraint in self.constraints:
            by_sub.setdefault(constraint.sub, []).append(constraint.sup)
        values = self.values
        work = [index for index in range(len(values)) if values[index]]
        while work:
            sub = work.pop()
            value = values[sub]
            for sup in by_sub.get(sub, ()):
                new = values[sup] | value
                if new != values[sup]:
                    values[sup] = new
                    work.append(sup)

    def universal_errors(self):
        """[(u, v)]: universal u must outlive universal v, but that is not known."""
        out = []
        for u in range(self.count):
            ends = self.ends(u)
            for v in range(self.count):
                if v != u and ends >> v & 1 and (u, v) not in self.known:
                    out.append((u, v))
        return out

    def first_of_each(self, found):
        """Of pairs as of `universal_errors` those that are told: one for each region that must live longer, and of regions that must
        be equal only against the first of them (rustc's `check_universal_region`)."""
        told = {}
        for u, v in found:
            first = next(other for other in range(self.count) if other == u or self.ends(u) >> other & 1 and self.ends(other) >> u & 1)
            if v == first or first == u:
                told.setdefault(u, v)
        return list(told.items())

    def ends(self, region):
        """The universal regions (bits) that a region outlives."""
        return self.values[region] >> self.nodes

    def constraints_of(self):
        """{region: [constraints that it must outlive another by]}"""
        by_sup = {}
        for constraint in self.constraints:
            by_sup.setdefault(constraint.sup, []).append(constraint)
        return by_sup

    def path(self, start, goal):
        """The constraints that lead from region `start` to region `goal` (start outlives … outlives goal)."""
        by_sup = self.constraints_of()
        came, queue = {start: None}, [start]
        for region in queue:
            if region == goal:
                break
            for constraint in by_sup.get(region, ()):
                if constraint.sub not in came:
                    came[constraint.sub] = constraint
                    queue.append(constraint.sub)
        out, at = [], goal
        while came.get(at) is not None:
            out.append(came[at])
            at = came[at].sup
        return out[::-1]

    def universal_above(self, region):
        """The universal regions that must outlive a region variable."""
        return sorted(number for number in self.all_above(region) if number < self.count)

    def all_above(self, region):
        """The regions that must outlive a region variable, itself among them."""
        by_sub = {}
        for constraint in self.constraints:
            by_sub.setdefault(constraint.sub, []).append(constraint.sup)
        seen, work = {region}, [region]
        for at in work:
            for sup in by_sub.get(at, ()):
                if sup not in seen:
                    seen.add(sup)
                    work.append(sup)
        return seen

    def between(self, upper, choice, lower):
        """Whether a universal region is known to be outlived by all of `upper` and to outlive all of `lower`."""
        return all((sup, choice) in self.known for sup in upper) and all((choice, sub) in self.known for sub in lower)

    def ends_in(self, region):
        """The universal regions whose end is in the value of a region variable."""
        ends = self.values[region] >> self.nodes
        return [v for v in range(self.count) if ends >> v & 1]
