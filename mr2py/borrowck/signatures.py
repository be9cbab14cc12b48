"""The lifetimes of an impl's methods against those that their trait declares (rustc_hir_analysis::check::compare_impl_item).

The trait's method, its own lifetimes taken for any, must be a supertype of the impl's, whose own lifetimes may be chosen.
"""

from ..ty import types as t
from . import signature_errors as errors
from .regions import Regions
from .type_check import TypeCheck


def check_impls(tcx):
    """Report methods of impls whose lifetimes do not fit their trait's."""
    for definition in [definition for crate in tcx.user_crates() for definition in crate.impls]:
        ref = tcx.impl_trait_ref(definition)
        for mine in definition.members.values() if ref is not None else ():
            if mine.kind == "assoc_fn" and mine.trait_def is not None and is_comparable(tcx, mine):
                SignatureCheck(tcx, definition, mine, ref).run()


def is_comparable(tcx, mine):
    """Whether nothing is wrong with the two signatures otherwise (which is told elsewhere)."""
    own, wanted = tcx.fn_sig(mine), tcx.fn_sig(mine.trait_def)
    if len(own.inputs) != len(wanted.inputs) or any(ty.flags & t.ERRONEOUS for sig in (own, wanted) for ty in (*sig.inputs, sig.output)):
        return False
    return [p.kind for p in own_types(tcx, mine)] == [p.kind for p in own_types(tcx, mine.trait_def)]


def own_types(tcx, definition):
    return [p for p in tcx.generics_of(definition).own() if p.kind != "lifetime"]


class SignatureCheck(TypeCheck):
    """Relates the two signatures of one method; `TypeCheck` relates and normalizes."""

    def __init__(self, tcx, impl, mine, ref):
        self.tcx, self.owner, self.mine, self.ref = tcx, mine, mine, ref
        self.regions = Regions(tcx, impl, 0)
        self.solver = tcx.solver_in(mine)
        self.leaf, self.category = None, "assign"
        self.param_bounds, self.type_tests, self.not_general = [], [], []
        values = iter([t.param(p.index, p.name) if p.kind == "type" else t.const("param", p.index, p.name) for p in own_types(tcx, mine)])
        own = [self.regions.universal_var() if p.kind == "lifetime" else next(values) for p in tcx.generics_of(mine.trait_def).own()]
        self.regions.close_universal()
        self.wanted_args = (*[self.regions.renumber(arg) for arg in ref.args], *own)
        self.own_args = tuple([self.chosen(p, impl) for p in tcx.generics_of(mine).params])

    def chosen(self, parameter, impl):
        """What a parameter of the impl's method stands for: itself, or a lifetime that may be chosen."""
        if parameter.kind == "type":
            return t.param(parameter.index, parameter.name)
        if parameter.kind == "const":
            return t.const("param", parameter.index, parameter.name)
        return self.regions.universal.get(t.region("param", parameter.index, parameter.name)) if parameter.owner is impl else self.regions.fresh()

    def signature_of(self, definition, args):
        signature = self.tcx.fn_sig(definition)
        return [self.normalize(self.regions.renumber(t.subst(ty, args))) for ty in (*signature.inputs, signature.output)]

    def run(self):
        own, wanted = self.signature_of(self.mine, self.own_args), self.signature_of(self.mine.trait_def, self.wanted_args)
        for definition, args in ((self.mine.parent, self.own_args), (self.mine.trait_def, self.wanted_args)):
            for pred, _ in self.tcx.predicates_of(definition):
                if pred[0] == "outlives":
                    self.know(*[self.regions.renumber(t.subst(part, args)) for part in pred[1:3]])
        for ty in (*wanted, *self.wanted_args):
            if type(ty) is t.Ty:
                self.implied(ty)
        self.regions.close_known()
        for mine, theirs in zip(own[:-1], wanted[:-1]):
            self.sub(theirs, mine)
        if not any(type(part) is t.Ty and part.kind == "opaque" for part in (*t.walk(own[-1]), *t.walk(wanted[-1]))):
            self.sub(own[-1], wanted[-1])
        self.regions.solve()
        self.report()

    def report(self):
        """Two lifetimes that are compared directly are a mismatch (E0308); where one that was to be chosen stands between, the
        signatures do not match."""
        told = False
        for sup, sub in self.regions.universal_errors():
            if len(self.regions.path(sup, sub)) == 1:
                self.tcx.diags.add(errors.incompatible(self.mine))
            elif not told:
                told = True
                self.tcx.diags.add(errors.does_not_match(self.mine))
