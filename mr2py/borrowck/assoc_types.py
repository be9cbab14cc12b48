"""Whether the associated types of impls are well-formed as to lifetimes (rustc_hir_analysis::check::wfcheck): `type Item = &'a T` asks
for `T: 'a`, which the impl's where-clauses must say, or the types in its header imply.
"""

from ..diagnostics.build import error
from ..ty import types as t
from ..ty.outlives import outlives_of
from .regions import Regions
from .type_check import TypeCheck


def check_assoc_types(tcx):
    """Report the associated types of the user's impls whose parts may not live long enough."""
    for definition in [definition for crate in tcx.crates if crate.krate == "user" for definition in crate.impls]:
        ref = tcx.impl_trait_ref(definition)
        for mine in definition.members.values() if ref is not None else ():
            ty = tcx.type_of(mine) if mine.kind == "assoc_ty" else None
            if ty is not None and not any(part.flags & t.ERRONEOUS for part in (ty, *ref.args)):
                AssocTypeCheck(tcx, mine, ref).run(ty)


class AssocTypeCheck(TypeCheck):
    """The requirements of one type; `TypeCheck` says what of it must outlive what."""

    def __init__(self, tcx, mine, ref):
        self.tcx, self.owner = tcx, mine
        self.regions = Regions(tcx, mine, 0)
        self.solver = tcx.solver_in(mine)
        self.leaf, self.category = mine.node.ty, "bound"
        self.param_bounds, self.type_tests, self.not_general = [], [], []
        for pred, _ in tcx.predicates_of(mine):
            if pred[0] == "outlives":
                self.know(*[self.regions.renumber(part) for part in pred[1:3]])
        for arg in ref.args:
            if type(arg) is t.Ty:
                self.implied(self.normalize(self.regions.renumber(arg)))
        self.regions.close_known()

    def run(self, ty):
        self.of_reference = ty.kind == "ref"
        for part in t.walk(self.regions.renumber(ty)):
            if type(part) is t.Ty and part.kind == "ref":
                self.demand(part.a, part.b)
            elif type(part) is t.Ty and part.kind == "adt":
                for term, region in outlives_of(self.tcx, part.a):
                    self.demand(self.regions.renumber(t.subst(term, part.b)), self.regions.renumber(t.subst(region, part.b)))
        self.regions.solve()
        self.report()

    def demand(self, term, region):
        """`term: region`, unless a `for<…>` around it binds the region."""
        if region.kind != "bound" and not term.flags & t.HAS_BOUND:
            if type(term) is t.Ty:
                self.type_outlives(term, region)
            else:
                self.regions.outlives(term, region, self.leaf, "bound")

    def report(self):
        told = set()
        for ty, region, _ in self.type_tests:
            for end in self.regions.ends_in(region):
                known = any(known_ty is ty and (bound.a, end) in self.regions.known for known_ty, bound in self.param_bounds)
                if not known and ty not in told:
                    told.add(ty)
                    code, name = ("E0310", "static lifetime") if end == 0 else ("E0309", f"lifetime `'{self.regions.names[end].b}`")
                    self.tcx.diags.add(error(code, f"the parameter type `{ty}` may not live long enough", self.leaf,
                                             f"the parameter type `{ty}` must be valid for the {name}..."))
        if self.regions.universal_errors():
            self.tcx.diags.add(self.too_short())

    def too_short(self):
        """A lifetime in the type is shorter than where it stands asks for."""
        if self.of_reference:
            return error("E0491", f"in type `{self.tcx.type_of(self.owner)}`, reference has a longer lifetime than the data it references", self.leaf)
        if any(sub == 0 for _, sub in self.regions.universal_errors()):
            return error("E0477", f"the type `{self.tcx.type_of(self.owner)}` does not fulfill the required lifetime", self.leaf)
        return error("E0478", "lifetime bound not satisfied", self.leaf)
