"""What the bounds of a used item demand of regions: trait bounds are proven again with their regions kept, so that
those of an impl's header, of projections and of closures' signatures meet (rustc's `prove_predicates`)."""

from ..ty import types as t
from ..ty.context import subst_predicate
from ..ty.defs import TraitRef

DEPTH = 6
WITHOUT_REGIONS = frozenset(("Sized", "Copy", "Send", "Sync", "Tuple"))


class Obligations:
    """Part of TypeCheck."""

    depth = 0

    def where_clauses(self, definition, args):
        """The bounds of a used definition hold for its arguments."""
        category, self.category = self.category, "bound"
        for pred, _ in self.tcx.predicates_of(definition):
            self.prove(pred, args)
        self.category = category

    def prove(self, pred, args):
        if pred[0] == "outlives":
            term, region = self.regions.renumber(t.subst(pred[1], args)), self.regions.renumber(t.subst(pred[2], args))
            if type(term) is t.Region:
                self.regions.outlives(term, region, self.leaf, "bound")
            else:
                self.type_outlives(term, region)
        elif pred[0] == "proj":
            self.prove_projection(subst_predicate(pred, args))
        elif pred[1].definition.lang not in WITHOUT_REGIONS:
            self.prove_trait(subst_predicate(pred, args)[1])

    def prove_projection(self, pred):
        alias, wanted = pred[1], self.normalize(self.regions.renumber(pred[2]))
        if not any(part.flags & t.HAS_REGION for part in alias.b) and not wanted.flags & t.HAS_REGION:
            return
        self.own_clauses(alias)
        alias = t.mk("alias", alias.a, tuple([self.normalize(self.regions.renumber(part)) for part in alias.b]))
        bound = {}
        value = self.project(self.fresh_bound(alias, bound))
        if value.kind != "alias":
            self.relate(value, self.fresh_bound(wanted, bound), 3)

    def own_clauses(self, alias):
        """What an associated type with parameters demands of its arguments: `where Self: 'a` for all `'a` is `Self: 'static`."""
        inherited = len(self.tcx.predicates_of(alias.a.parent))
        for pred, _ in self.tcx.predicates_of(alias.a)[inherited:] if self.tcx.generics_of(alias.a).own() else ():
            if pred[0] == "outlives":
                region = t.subst(pred[2], alias.b)
                term, region = self.regions.renumber(t.subst(pred[1], alias.b)), t.STATIC if region.kind == "bound" else region
                if type(term) is t.Ty:
                    self.type_outlives(term, self.regions.renumber(region))
                else:
                    self.regions.outlives(term, self.regions.renumber(region), self.leaf, "bound")

    def prove_trait(self, ref):
        if self.depth > DEPTH or not any(part.flags & t.HAS_REGION for part in ref.args):
            return
        for alias in [part for arg in ref.args for part in t.walk(arg) if arg.flags & t.HAS_ALIAS and part.kind == "alias"]:
            self.own_clauses(alias)
        args = tuple([self.normalize(self.regions.renumber(part)) for part in ref.args])
        bound = {}
        args = tuple([self.fresh_bound(part, bound) if type(part) is t.Ty else part for part in args])
        self_ty = args[0]
        if self_ty.kind == "closure" and ref.definition.lang in ("Fn", "FnMut", "FnOnce"):
            self.check_generality(self_ty, ref)
        if self_ty.kind == "closure" and ref.definition.lang in ("Fn", "FnMut", "FnOnce"):
            self.closure_output(self_ty, args[1])
            return
        found = self.impl_for(TraitRef(ref.definition, tuple([t.erase_regions(part) for part in args])))
        if found is None:
            self.prove_by_clause(ref.definition, args)
            return
        impl, erased = found
        impl_args = self.impl_arguments(impl, erased, args)
        for pattern, term in zip(self.tcx.impl_trait_ref(impl).args, args):
            self.relate(self.normalize(self.regions.renumber(t.subst(pattern, impl_args))), term, 3)
        self.nested(impl, impl_args)

    def prove_by_clause(self, trait, args):
        """A where-clause of this body shows a trait bound: the only one that does so without regions gives them."""
        erased = tuple([t.erase_regions(part) for part in args])
        clauses = [pred[1] for pred, _ in self.tcx.predicates_of(self.owner)
                   if pred[0] == "trait" and pred[1].definition is trait and tuple([t.erase_regions(part) for part in pred[1].args]) == erased]
        if len(clauses) == 1 and not any(type(part) is t.Ty and part.flags & t.HAS_BOUND for part in clauses[0].args):
            self.relate_all([self.regions.renumber(part) for part in clauses[0].args], args, 3)

    def nested(self, impl, impl_args):
        """The where-clauses of an impl that a proof uses."""
        self.depth += 1
        for pred, _ in self.tcx.predicates_of(impl):
            self.prove(pred, impl_args)
        self.depth -= 1

    def impl_for(self, ref):
        """(impl, its erased arguments) that shows a trait ref without regions, or None."""
        table = self.tcx.caches.setdefault("impl_for", {})
        key = (self.owner_of_clauses(), ref)
        if key not in table:
            table[key] = self.find_impl(ref)
        return table[key]

    def owner_of_clauses(self):
        return self.owner

    def find_impl(self, ref):
        solver = self.solver
        mark = solver.snapshot()
        try:
            answer, candidate = solver.select(ref)
            if answer != "yes" or candidate.kind != "impl":
                return None
            for pred in candidate.nested:
                solver.evaluate(pred)
            found = solver.resolve_all(candidate.args)
            return (candidate.data, found) if not any(part.flags & t.HAS_INFER for part in found) else None
        finally:
            solver.pending_projections.clear()
            solver.rollback(mark)

    def impl_arguments(self, impl, erased, args):
        """The impl's arguments with the regions of the trait ref that its header matches."""
        bound = {}
        for pattern, term in zip(self.tcx.impl_trait_ref(impl).args, args):
            match_term(pattern, term, bound)
        return tuple([bound[index] if index in bound else self.regions.renumber(arg) for index, arg in enumerate(erased)])

    def check_generality(self, closure, ref):
        """A closure that must work for every lifetime has one of its own there (its parameter was not known to be a
        reference where it was written)."""
        wanted = ref.args[1]
        if wanted.kind == "tuple" and len(wanted.b) == len(closure.b[-2].a):
            for have, want in zip(closure.b[-2].a, wanted.b):
                for mine, asked in zip(t.walk(have), t.walk(want)):
                    if type(mine) is t.Ty and type(asked) is t.Ty and mine.kind != asked.kind:
                        break
                    if type(asked) is t.Region and asked.kind == "bound" and type(mine) is t.Region and mine.kind == "var":
                        self.not_general.append((self.leaf, ref.definition.name))
                        return

    # --- closures as functions -------------------------------------------------------------------------

    def closure_output(self, closure, inputs):
        """The output of a closure that is called with `inputs` (a tuple type); relates its parameters to them."""
        sig = self.instantiate_bound(closure.b[-2])
        if inputs.kind == "tuple":
            self.relate_all(sig.a, inputs.b, 3)
        return sig.b

    def fresh_bound(self, ty, made):
        """`ty` with a fresh region for each region that a surrounding `for<…>` binds; `made` is shared by parts of one predicate."""
        if not ty.flags & t.HAS_BOUND or ty.kind in ("fnptr", "dyn"):
            return ty
        if ty.kind == "closure":
            return ty

        def region(part):
            if part.kind != "bound":
                return part
            if part not in made:
                made[part] = self.regions.fresh()
            return made[part]
        return replace_escaping(ty, region)


def replace_escaping(term, region):
    """`term` with `region(r)` for each region outside of its fn pointers, trait objects and closures."""
    if type(term) is t.Region:
        return region(term)
    if type(term) is t.Const or not term.flags & t.HAS_BOUND or term.kind in ("fnptr", "dyn", "closure"):
        return term
    kind = term.kind
    if kind == "ref":
        return t.mk("ref", replace_escaping(term.a, region), region(term.b), term.c)
    if kind in ("slice", "ptr", "array"):
        return t.mk(kind, replace_escaping(term.a, region), term.b, term.c)
    return t.mk(kind, term.a, tuple([replace_escaping(part, region) for part in term.b]))


def match_term(pattern, term, bound):
    """Bind the parameters of an impl's header to the parts of a type that it matches."""
    if pattern.kind == "param" and type(pattern) is type(term):
        bound.setdefault(pattern.a, term)
        return
    if type(pattern) is not t.Ty or type(term) is not t.Ty or pattern.kind != term.kind:
        return
    if pattern.kind in ("ref", "slice", "array", "ptr"):
        match_term(pattern.a, term.a, bound)
        if pattern.b is not None:
            match_term(pattern.b, term.b, bound)
    elif pattern.kind == "fnptr":
        for x, y in zip(pattern.a, term.a):
            match_term(x, y, bound)
        match_term(pattern.b, term.b, bound)
    elif type(pattern.b) is tuple and type(term.b) is tuple:
        for x, y in zip(pattern.b, term.b):
            match_term(x, y, bound)
