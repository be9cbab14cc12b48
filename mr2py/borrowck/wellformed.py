"""Whether types that items name are well-formed as to lifetimes (rustc_hir_analysis::check::wfcheck): the associated types of impls,
`type Item = &'a T`, which asks for `T: 'a` that the impl's where-clauses must say, or the types in its header imply; and fields,
`&'static T`, whose `T: 'static` must be said (with lifetimes that are parameters it is inferred, RFC 2093).
"""

from ..diagnostics.build import error
from ..ty import types as t
from ..ty.outlives import outlives_of
from .regions import Regions
from .type_check import TypeCheck


def check_assoc_types(tcx):
    """Report the associated types of the user's impls whose parts may not live long enough."""
    for definition in [definition for crate in tcx.user_crates() for definition in crate.impls]:
        ref = tcx.impl_trait_ref(definition)
        for mine in definition.members.values() if ref is not None else ():
            ty = tcx.type_of(mine) if mine.kind == "assoc_ty" else None
            if ty is not None and not any(part.flags & t.ERRONEOUS for part in (ty, *ref.args)):
                AssocTypeCheck(tcx, mine, ref).run(ty)


def check_fields(tcx):
    """Report the fields of the user's types whose parts may not live long enough."""
    for adt in [adt for crate in tcx.user_crates() for adt in crate.adts if any(p.kind != "const" for p in tcx.generics_of(adt).params)]:
        known = outlives_of(tcx, adt)
        for field in [field for variant in adt.variants for field in variant.fields]:
            ty = tcx.type_of(field)
            if ty is not None and not ty.flags & t.ERRONEOUS and needs_check(tcx, ty):
                FieldTypeCheck(tcx, adt, known, ty, field.node.ty).run(ty)


def needs_check(tcx, ty):
    """Whether a type asks its parts to outlive something."""
    return any(type(part) is t.Ty and (part.kind == "ref" or part.kind == "adt" and part.b and outlives_of(tcx, part.a)) for part in t.walk(ty))


class WellFormed(TypeCheck):
    """The requirements of one type; `TypeCheck` says what of it must outlive what. `owner`: whose parameters it names."""

    def __init__(self, tcx, owner, known, ty, node):
        self.tcx, self.owner, self.ty = tcx, owner, ty
        self.regions = Regions(tcx, owner, 0)
        self.solver = tcx.solver_in(owner)
        self.leaf, self.category = node, "bound"
        self.param_bounds, self.type_tests, self.not_general, self.demanded = [], [], [], []
        for term, region in known:
            self.know(self.regions.renumber(term), self.regions.renumber(region))

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
                self.demanded.append(term)
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
                    self.tcx.diags.add(self.may_not_live(ty, end))
        if self.regions.universal_errors():
            self.tcx.diags.add(self.too_short())

    def shown(self, ty):
        """A type with the names of its lifetimes."""
        return t.fold(ty, lambda part: self.regions.names[part.a] if type(part) is t.Region and part.kind == "var" and part.a < self.regions.count else part)

    def may_not_live(self, ty, end):
        """E0309, E0310: a type parameter must outlive a lifetime, and no bound says so."""
        code, name, text = ("E0310", "static lifetime", "'static") if end == 0 else \
            ("E0309", f"lifetime `'{self.regions.names[end].b}`", f"'{self.regions.names[end].b}")
        found = error(code, f"the parameter type `{ty}` may not live long enough", self.leaf, f"the parameter type `{ty}` must be valid for the {name}...")
        parameter = next((p.node for p in self.tcx.generics_of(self.owner).params if p.name == str(ty) and p.node is not None), None)
        if parameter is not None:
            bound = f" + {text}" if parameter.bounds else f": {text}"
            found.suggest("consider adding an explicit lifetime bound", [(parameter.hi, None, bound)])
        return found

    def too_short(self):
        """A lifetime in the type is shorter than where it stands asks for."""
        if self.of_reference:
            return error("E0491", f"in type `{self.ty}`, reference has a longer lifetime than the data it references", self.leaf)
        if any(sub == 0 for _, sub in self.regions.universal_errors()):
            ty = next((ty for ty in self.demanded if ty.kind != "param" and ty.flags & t.HAS_REGION), self.ty)
            return error("E0477", f"the type `{self.shown(ty)}` does not fulfill the required lifetime", self.leaf)
        return error("E0478", "lifetime bound not satisfied", self.leaf)


class AssocTypeCheck(WellFormed):
    """An associated type of an impl: what its header's types imply is known."""

    def __init__(self, tcx, mine, ref):
        known = [pred[1:3] for pred, _ in tcx.predicates_of(mine) if pred[0] == "outlives"]
        super().__init__(tcx, mine, known, tcx.type_of(mine), mine.node.ty)
        for arg in ref.args:
            if type(arg) is t.Ty:
                self.implied(self.normalize(self.regions.renumber(arg)))
        self.regions.close_known()


class FieldTypeCheck(WellFormed):
    """A field: what is declared of its type's parameters and inferred from all fields is known."""

    def __init__(self, tcx, adt, known, ty, node):
        super().__init__(tcx, adt, known, ty, node)
        self.regions.close_known()
