"""Closures in the borrow checker: their bodies have regions of their creator as external universal regions, and what
they require of those is handed to the creator (rustc's ClosureRegionRequirements)."""

from ..ty import types as t


class Requirement:
    """`sup: sub` between external regions (their numbers in the closure's Regions), because of `leaf` in the closure."""

    __slots__ = ("sup", "sub", "leaf", "category")

    def __init__(self, sup, sub, leaf, category):
        self.sup, self.sub, self.leaf, self.category = sup, sub, leaf, category


class ClosureCheck:
    """Part of TypeCheck."""

    def closure_signature(self):
        """[output, self, inputs…] of the closure whose body is checked, over universal regions."""
        info, regions = self.owner.memo["closure"], self.regions
        self.closure_ty = own = regions.renumber_universal(info.results.types[info.node])
        regions.external = len(regions.values)
        sig = self.bound_to_universal(own.b[-2])
        regions.env = regions.universal_var()
        self_ty = {"Fn": t.mk("ref", own, regions.env, False), "FnMut": t.mk("ref", own, regions.env, True), "FnOnce": own}[info.kind]
        regions.close_universal()
        return [sig.b, self_ty, *sig.a]

    def bound_to_universal(self, sig):
        made = {}

        def leaf(part):
            if type(part) is t.Region and part.kind == "bound":
                if part not in made:
                    made[part] = self.regions.universal_var()
                return made[part]
            return part
        return t.mk("fnptr", tuple([t.fold(part, leaf) for part in sig.a]), t.fold(sig.b, leaf), sig.c)

    def closure_made(self, made):
        """A closure is created: what its body requires of the regions of its type must hold here. The where-clauses of the function are
        its, too, and rustc asks for them again: what must outlive `'a` is then asked of `'b: 'a` as well."""
        for _, term, region in self.tcx.param_env(self.owner).outlives:
            if type(term) is t.Region:
                self.regions.outlives(self.regions.renumber(term), self.regions.renumber(region), self.leaf, "inherited")
        checked = self.tcx.borrowck_closure(made.a)
        if checked is None:
            return
        mapping = {}
        for own, mine in zip(t.walk(checked.check.closure_ty), t.walk(made)):
            if type(own) is t.Region and own.kind == "var":
                mapping[own.a] = mine
        for requirement in checked.requirements:
            sup = mapping.get(requirement.sup) or t.region("var", requirement.sup)
            sub = mapping.get(requirement.sub) or t.region("var", requirement.sub)
            self.regions.outlives(sup, sub, requirement.leaf, requirement.category)


def split_errors(regions, errors):
    """(errors to report in the closure, [(sup, sub, sup', sub')] to hand on) of unproven relations `sup: sub` between
    universal regions: sup' and sub' are external ones such that `sup': sub'` is enough (rustc's `try_propagate_universal_region_error`)."""
    mine, handed = [], []
    outer = range(regions.external)
    for sup, sub in errors:
        lower = [sup] if sup < regions.external else [low for low in outer if regions.is_known(sup, low)]
        upper = [sub] if sub < regions.external else [up for up in outer if regions.is_known(up, sub) and up] or [0]
        if lower:
            handed.append((sup, sub, lower[-1], upper[-1]))
        else:
            mine.append((sup, sub))
    return mine, handed
