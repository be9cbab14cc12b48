"""The type check of MIR that yields region constraints (rustc_borrowck::type_check).

Every type of the body gets region variables; each assignment, call and annotation relates two types by
variance. Projections are normalized with their regions kept.
"""

from ..mir import body as m
from ..ty import types as t
from ..ty.context import subst_predicate
from ..ty.defs import TraitRef
from ..ty.instances import projected
from ..ty.outlives import outlives_of
from .closures import ClosureCheck
from .obligations import Obligations, match_term, replace_escaping
from .variance import CO, INV, modes, variances


class TypeCheck(Obligations, ClosureCheck):
    invariant = None                # (type, argument) whose parts are being related and must be equal

    def __init__(self, tcx, body, regions):
        self.tcx, self.body, self.regions = tcx, body, regions
        self.owner = body.definition
        self.solver = tcx.solver_in(self.owner)
        self.leaf, self.category = None, "assign"
        self.loans = []             # (leaf, Ref rvalue, region)
        self.param_bounds = []      # (type parameter, region) that where-clauses and inputs' types say of it
        self.not_general = []       # (leaf, trait name): closures that do not work for every lifetime
        self.type_tests = []        # (type parameter, region number that it must outlive, leaf)
        self.declare_locals()
        self.known_bounds()

    # --- the signature ------------------------------------------------------------------------------

    def declare_locals(self):
        regions = self.regions
        if self.owner.kind == "closure":
            outer = self.closure_signature()
        elif self.owner.kind in ("fn", "assoc_fn"):
            sig = self.tcx.fn_sig(self.owner)
            outer = [self.tcx.own_outputs(self.owner, sig.output)] + list(sig.inputs)
        else:
            outer = [self.tcx.type_of(self.owner)]
        self.members = []           # (region number, [numbers of the regions it may be]) of hidden types
        self.locals = [self.normalize(regions.renumber(self.reveal_own(ty))) for ty in outer]
        self.signature = list(self.locals)
        for decl in self.body.locals[len(self.locals):]:
            self.locals.append(regions.renumber(decl.ty))

    def reveal_own(self, output):
        """The output with the hidden types of the opaque types that this body defines: each of their regions must be one of
        those that the opaque type captures, or 'static (rustc's member constraints)."""
        if not output.flags & t.HAS_ALIAS:
            return output

        def leaf(part):
            if type(part) is not t.Ty or part.kind != "opaque" or part.a.parent is not self.owner:
                return part
            hidden = self.regions.renumber(part.a.memo["hidden"])
            choices = [self.regions.universal[region].a for region in part.b if type(region) is t.Region]
            for region in t.walk(hidden):
                if type(region) is t.Region and region.kind == "var":
                    self.members.append((region.a, choices if 0 in choices else [*choices, 0]))
            for pred in self.tcx.opaque_bounds(part):
                if pred[0] == "outlives":
                    self.leaf, self.category = self.returning(), "return"
                    self.type_outlives(hidden, self.regions.renumber(pred[2]))
            return hidden
        return t.fold(output, leaf)

    def returning(self):
        """The leaf that gives the body its value, where requirements of an opaque output are told."""
        for leaf in reversed(self.body.leaves):
            target = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call else None
            if target is not None and target.local == 0:
                return leaf
        return self.body.leaves[-1]

    def known_bounds(self):
        """Where-clauses, with those of supertraits (`trait Any: 'static`), and what the well-formedness of the inputs
        implies (`&'a &'b T` implies `'b: 'a`)."""
        for _, term, region in self.tcx.param_env(self.owner).outlives:
            self.know(self.regions.renumber(term), self.regions.renumber(region))
        for ty in self.signature:
            self.implied(ty)
        self.regions.close_known()

    def know(self, term, region):
        if region.kind == "static":
            region = self.regions.renumber(region)
        if type(term) is t.Region:
            self.regions.know(term, region)
        else:
            for part in t.walk(term):
                if type(part) is t.Region:
                    self.regions.know(part, region)
                elif type(part) is t.Ty and part.kind == "param":
                    self.param_bounds.append((part, region))

    def implied(self, ty):
        for part in t.walk(ty):
            if type(part) is not t.Ty:
                continue
            if part.kind == "ref":
                self.know(part.a, part.b)
            elif part.kind == "adt":
                for term, region in outlives_of(self.tcx, part.a):
                    self.know(t.subst(term, part.b), t.subst(region, part.b))

    def well_formed(self, ty):
        """What a reference refers to outlives it, `&'a &'b T` requires `'b: 'a`, and so it is with what a struct says of its parameters
        (rustc proves this of each signature that is called and of each type that is written)."""
        if not ty.flags & t.HAS_REGION:
            return
        for part in t.walk(ty):
            if type(part) is not t.Ty or not part.flags & t.HAS_REGION:
                continue
            if part.kind == "ref" and part.a.flags & t.HAS_REGION:
                self.type_outlives(part.a, part.b)
            elif part.kind == "adt":
                for term, region in outlives_of(self.tcx, part.a):
                    self.must_outlive(t.subst(term, part.b), t.subst(region, part.b))

    def must_outlive(self, term, region):
        if type(term) is t.Region:
            self.regions.outlives(term, region, self.leaf, self.category)
        else:
            self.type_outlives(term, region)

    # --- relating types --------------------------------------------------------------------------

    def sub(self, a, b):
        """a <: b"""
        self.relate(a, b, CO)

    def relate(self, a, b, variance):
        if a is b or variance == 0:
            return
        if type(a) is t.Region:
            if variance & 1:
                self.regions.outlives(a, b, self.leaf, self.category, self.invariant)
            if variance & 2:
                self.regions.outlives(b, a, self.leaf, self.category, self.invariant)
            return
        if type(a) is t.Const or a.kind != b.kind:
            return
        kind = a.kind
        if kind == "ref":
            self.relate(a.b, b.b, variance)
            if a.c:
                self.relate_invariant(a.a, b.a, a, None)
            else:
                self.relate(a.a, b.a, variance)
        elif kind in ("slice", "array", "ptr"):
            self.relate(a.a, b.a, variance)
        elif kind == "tuple":
            self.relate_all(a.b, b.b, variance)
        elif kind == "adt":
            for place, (x, y, mode) in enumerate(zip(a.b, b.b, modes(a, variances(self.tcx, a.a)))):
                if mode == INV:
                    self.relate_invariant(x, y, a, place)
                elif mode:
                    self.relate(x, y, variance if mode == CO else (variance & 1) << 1 | variance >> 1)
        elif kind == "fnptr":
            a, b = self.instantiate_bound(a), self.instantiate_bound(b)
            for x, y in zip(a.a, b.a):
                self.relate(x, y, (variance & 1) << 1 | variance >> 1)
            self.relate(a.b, b.b, variance)
        elif kind == "dyn":
            self.relate(a.b, b.b, variance)
            for (_, xs, assoc_a), (_, ys, assoc_b) in zip(a.a, b.a):
                self.relate_all(xs, ys, 3)
                self.relate_all([x for _, x in assoc_a], [y for _, y in assoc_b], 3)
        elif type(a.b) is tuple and type(b.b) is tuple:
            self.relate_all(a.b, b.b, 3)

    def relate_invariant(self, a, b, ty, place):
        """Parts of `ty` (its argument `place`) that must be equal; the outermost such type is what messages tell of."""
        outer = self.invariant
        self.invariant = outer or (ty, place)
        self.relate(a, b, INV)
        self.invariant = outer

    def relate_all(self, xs, ys, variance):
        for x, y in zip(xs, ys):
            self.relate(x, y, variance)

    def instantiate_bound(self, ty):
        """A higher-ranked type with a fresh region for each bound one."""
        if not ty.flags & t.HAS_BOUND:
            return ty
        made = {}

        def leaf(part):
            if type(part) is t.Region and part.kind == "bound":
                if part not in made:
                    made[part] = self.regions.fresh()
                return made[part]
            return part
        return t.fold(ty, leaf)

    def type_outlives(self, ty, region):
        """`ty: region`: every region in it outlives `region`, and so does every type parameter. What is declared of an alias
        or opaque type stands for its parts (Reference, "Lifetime bounds"; RFC 1214)."""
        work = [ty]
        while work:
            part = work.pop()
            if type(part) is t.Region:
                self.regions.outlives(part, region, self.leaf, self.category)
            elif type(part) is t.Ty and part.kind == "closure":
                work.append(part.b[-1])                        # what it captures, not what the function around it is generic over
            elif type(part) is t.Ty and part.kind == "param" and region.kind == "var":
                self.type_tests.append((part, region.a, self.leaf))
            elif type(part) is t.Ty:
                declared = self.declared_outlives(part) if part.kind in ("alias", "opaque") else ()
                work += declared[:1] if len(declared) == 1 or t.STATIC in declared else t.children(part)

    def declared_outlives(self, ty):
        """The regions that an alias or opaque type outlives, by what is stated of it; 'static alone if it is among them."""
        stated = self.tcx.opaque_bounds(ty) if ty.kind == "opaque" else \
            [subst_predicate(pred, ty.b) for pred, _ in self.tcx.item_bounds(ty.a)]
        stated += [pred for pred, _ in self.tcx.predicates_of(self.owner) if pred[0] == "outlives" and t.erase_regions(pred[1]) is t.erase_regions(ty)]
        found = [pred[2] for pred in stated if pred[0] == "outlives" and type(pred[2]) is t.Region]
        return [t.STATIC] if t.STATIC in found else [self.regions.renumber(region) for region in found]

    # --- normalization with regions -----------------------------------------------------------------

    def normalize(self, ty):
        if not ty.flags & t.HAS_ALIAS:
            return ty
        return t.fold(ty, lambda part: self.project(part) if type(part) is t.Ty and part.kind == "alias" else part)

    def project(self, alias):
        trait = alias.a.parent
        if alias.b[0].kind == "opaque":
            for pred in self.tcx.opaque_bounds(alias.b[0]):
                if pred[0] == "proj" and pred[1].a is alias.a:
                    return self.normalize(self.regions.renumber(pred[2]))
        if trait.lang == "FnOnce" and alias.b[0].kind == "closure":
            return self.closure_output(alias.b[0], alias.b[1])
        count = len(self.tcx.generics_of(trait).params)
        erased = tuple([t.erase_regions(arg) for arg in alias.b])
        for pred in self.tcx.param_env(self.owner).projections:
            known = tuple([t.erase_regions(arg) for arg in pred[1].b])
            if pred[1].a is alias.a and known == erased:
                return self.regions.renumber(instantiated(pred, alias))
        solver = self.solver
        mark = solver.snapshot()
        try:
            answer, candidate = solver.select(TraitRef(trait, erased[:count]))
            if answer != "yes" or candidate.kind == "env":
                return alias
            if candidate.kind != "impl":
                value = (candidate.data or {}).get(alias.a.name)
                return alias if value is None else self.regions.renumber(solver.resolve(value))
            for pred in candidate.nested:
                solver.evaluate(pred)
            found = solver.resolve_all(candidate.args)
            solver.pending_projections.clear()
            return self.impl_value(candidate.data, found, alias, count)
        finally:
            solver.rollback(mark)

    def impl_value(self, impl, found, alias, count):
        """The impl's associated type, its parameters bound to the alias's own types and regions."""
        header = self.tcx.impl_trait_ref(impl)
        bound = {}
        for pattern, term in zip(header.args, alias.b[:count]):
            match_term(pattern, term, bound)
        args = tuple([bound[index] if index in bound else self.regions.renumber(arg) for index, arg in enumerate(found)])
        if self.depth < 3:
            self.nested(impl, args)
        value = self.tcx.assoc_value(impl, alias.a, args, alias.b)
        return t.ERROR if value is None else self.normalize(self.regions.renumber(value))      # None: the impl lacks it, which was told

    # --- types of places and operands ------------------------------------------------------------

    def place_ty(self, place):
        ty, variant = self.locals[place.local], None
        for elem in place.proj:
            ty, variant = self.project_ty(ty, variant, elem)
        return ty

    def project_ty(self, ty, variant, elem):
        return projected(ty, variant, elem, lambda field: self.normalize(self.regions.renumber(self.tcx.field_ty(field, ty.b))))

    def operand_ty(self, operand):
        if type(operand) is not m.Const:
            return self.place_ty(operand.place)
        if operand.ty.kind == "fndef":
            return self.regions.renumber(operand.ty)
        if isinstance(operand.value, m.ConstItem):
            return self.regions.renumber(operand.ty, self.regions.universal[t.STATIC])
        return self.regions.renumber(operand.ty, self.regions.universal[t.STATIC])

    # --- leaves ----------------------------------------------------------------------------------

    def run(self):
        for leaf in self.body.leaves:
            self.leaf, self.category = leaf, "assign"
            kind = type(leaf)
            if kind is m.Assign:
                self.assign(leaf)
            elif kind is m.Call:
                self.call(leaf)
            elif kind is m.AscribeType:
                self.category = "ascribe"
                written = self.normalize(self.regions.renumber(leaf.ty))
                self.well_formed(written)
                if leaf.place is not None:
                    self.relate(self.place_ty(leaf.place), written, 3)

    def assign(self, leaf):
        self.category = self.category_of(leaf.place)
        target = self.place_ty(leaf.place)
        rvalue = leaf.rvalue
        kind = type(rvalue)
        if kind is m.Use:
            self.sub(self.operand_ty(rvalue.operand), target)
        elif kind is m.Ref:
            self.reference(leaf, rvalue, target)
        elif kind is m.Aggregate:
            self.aggregate(rvalue, target)
        elif kind is m.Repeat:
            self.sub(self.operand_ty(rvalue.operand), target.a)
        elif kind is m.Cast:
            self.cast(rvalue, target)
        elif kind is m.FormatArgs:
            self.format_args(rvalue, target)

    def format_args(self, rvalue, target):
        """The arguments outlive the `Arguments`, and implement the traits that format them."""
        types = [self.operand_ty(operand) for operand in rvalue.operands]
        for ty in types:
            self.type_outlives(ty, target.b[0])
        placeholders = [piece for piece in rvalue.pieces if not isinstance(piece, str)]
        for piece, (method, _) in zip(placeholders, rvalue.callees):
            if method.parent.kind == "trait":
                self.prove_trait(TraitRef(method.parent, (types[piece.arg].a,)))

    def reference(self, leaf, rvalue, target):
        region = self.regions.fresh()
        ty = t.mk("ref", self.place_ty(rvalue.place), region, rvalue.kind != "shared")
        self.loans.append((leaf, rvalue, region))
        self.reborrow(rvalue.place, region)
        self.sub(ty, target)

    def reborrow(self, place, region):
        """RFC 2094, "Reborrow constraints": what is behind a reference lives as long as that reference."""
        category, self.category = self.category, "reborrow"
        for position in range(len(place.proj) - 1, -1, -1):
            if place.proj[position][0] != "*":
                continue
            base = self.place_ty(m.Place(place.local, place.proj[:position]))
            if base.kind != "ref":
                continue
            self.regions.outlives(base.b, region, self.leaf, "reborrow")
            if not base.c:
                break
        self.category = category

    def aggregate(self, rvalue, target):
        made = self.regions.renumber(rvalue.ty)
        if made.kind == "tuple":
            fields = made.b
        elif made.kind == "array":
            fields = [made.a] * len(rvalue.operands)
        elif made.kind == "closure":
            fields = made.b[-1].b
            self.closure_made(made)
        else:
            variant = made.a.variants[rvalue.variant or 0]
            fields = [self.normalize(self.regions.renumber(self.tcx.field_ty(field, made.b))) for field in variant.fields]
            self.where_clauses(made.a, made.b)
        category, self.category = self.category, "aggregate"
        for operand, field in zip(rvalue.operands, fields):
            self.sub(self.operand_ty(operand), field)
        self.category = category
        self.sub(made, target)

    def cast(self, rvalue, target):
        source = self.operand_ty(rvalue.operand)
        if rvalue.kind == "unsize":
            made, category = self.regions.renumber(rvalue.ty), self.category
            self.category = "object" if made.kind == "adt" and any(type(arg) is t.Ty and arg.kind == "dyn" for arg in made.b) else "cast"
            self.unsize(source, made)
            self.category = category
            self.sub(made, target)
        elif rvalue.kind == "reify":
            self.sub(self.signature_of(source), target)
        elif rvalue.kind == "closure_fnptr":
            self.sub(source.b[-2], target)
        else:
            self.sub(source, target)

    def unsize(self, source, target):
        if source.kind == "ref" and target.kind == "ref":
            self.regions.outlives(source.b, target.b, self.leaf, self.category)
            inner, goal, variance = source.a, target.a, 3 if target.c else 1
        else:
            inner, goal, variance = source.b[0], target.b[0], 1
        while inner.kind == "adt" and goal.kind == "adt":          # `RefCell<T>` → `RefCell<dyn Trait>`
            self.relate_all(inner.b[:-1], goal.b[:-1], 3)
            inner, goal = inner.b[-1], goal.b[-1]
        if goal.kind == "slice":
            self.relate(inner.a, goal.a, variance)
        elif goal.kind == "dyn" and inner.kind == "dyn":
            self.regions.outlives(inner.b, goal.b, self.leaf, self.category)
            for (one, xs, assoc_a), (two, ys, assoc_b) in zip(inner.a, goal.a):
                if one is two:
                    self.relate_all(xs, ys, 3)
                    self.relate_all([x for _, x in assoc_a], [y for _, y in assoc_b], 3)
        elif goal.kind == "dyn":
            self.type_outlives(inner, goal.b)
            if inner.kind == "closure":
                self.closure_as_object(inner, goal)

    def closure_as_object(self, closure, goal):
        """The closure has the signature that the trait object's `Fn(…) -> …` says."""
        for trait, args, assoc in goal.a:
            if trait.lang in ("Fn", "FnMut", "FnOnce"):
                made = {}
                output = self.closure_output(closure, self.fresh_bound(args[-1], made))
                for _, ty in assoc:
                    self.relate(output, self.fresh_bound(ty, made), 3)

    def signature_of(self, ty):
        inputs, output = self.instantiate(ty)
        return t.fnptr(inputs, output)

    def instantiate(self, ty):
        """(inputs, output) of a function item type with region variables in its arguments."""
        sig, args = self.tcx.fn_sig(ty.a), ty.b
        # a use through an operator does not name the method's own (late-bound) lifetimes
        args += tuple([self.regions.fresh() for _ in self.tcx.generics_of(ty.a).params[len(args):]])
        inputs = [self.normalize(self.regions.renumber(t.subst(i, args))) for i in sig.inputs]
        return inputs, self.normalize(self.regions.renumber(t.subst(sig.output, args)))

    def category_of(self, place):
        """Why a value goes to a place: a return, an assignment, or a step on the way that says nothing to a reader."""
        if place.proj:
            return "assign"
        return "return" if place.local == 0 else "assign" if self.body.locals[place.local].kind == "var" else "boring"

    def call(self, leaf):
        self.category = "call" if leaf.origin in WRITTEN_CALLS else "boring"
        ty = self.operand_ty(leaf.func)
        if ty.kind == "fndef":
            inputs, output = self.instantiate(ty)
            self.where_clauses(ty.a, ty.b)
            if leaf.origin == "fn_trait":
                inputs = [inputs[0], *inputs[1].b]
        else:
            ty = self.instantiate_bound(ty)
            inputs, output = ty.a, ty.b
        for operand, formal in zip(leaf.args, inputs):
            self.sub(self.operand_ty(operand), formal)
        self.category = "boring"
        for ty in (*inputs, output):
            self.well_formed(ty)
        self.category = self.category_of(leaf.dest)
        if not leaf.diverges:
            self.sub(output, self.place_ty(leaf.dest))


WRITTEN_CALLS = ("call", "method", "fn_trait", "macro")            # the others stand for operators and loops


def instantiated(pred, alias):
    """The type that a projection predicate gives an alias whose regions take the place of those that its `for<…>` binds."""
    given = {mine: term for mine, term in zip(pred[1].b, alias.b) if type(mine) is t.Region and mine.kind == "bound"}
    return replace_escaping(pred[2], lambda region: given.get(region, region)) if given else pred[2]
