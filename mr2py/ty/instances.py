"""Questions that need the trait solver outside of inference: Copy, drops, instances, types of places.

Part of TyCtxt. `owner` is the definition whose where-clauses hold; None: types are concrete.
"""

from . import types as t
from .context import Facts, ParamEnv
from .defs import Def, TraitRef
from .solve import YES, Solver

NO_CLAUSES = ParamEnv()
NEVER_DROP = frozenset(("int", "float", "bool", "char", "str", "never", "ref", "ptr", "fndef", "fnptr", "error"))


def erased_env(env):
    """A ParamEnv with erased regions, as inference and codegen see it."""
    out = ParamEnv()
    for refs in env.traits.values():
        for ref in refs:
            out.add_trait(TraitRef(ref.definition, tuple([t.erase_regions(a) for a in ref.args])))
    out.projections = [(kind, t.erase_regions(alias), t.erase_regions(ty)) for kind, alias, ty in env.projections]
    return out


class TyCtxt(Facts):
    """The type context that all phases after name resolution share."""

    def mir_of(self, definition):
        """The MIR of a function, constant or static; built on first use for std."""
        body = self.bodies.get(definition)
        if body is None:
            body = self.bodies[definition] = self.build_mir(definition)
        return body

    def reveal_all(self):
        """From now on opaque types are the types that they hide (rustc's `TypingMode::PostAnalysis`)."""
        if not self.reveal:
            self.reveal = True
            self.caches.clear()

    def hidden_type(self, ty):
        """The type behind an opaque one."""
        if "hidden" not in ty.a.memo:
            self.mir_of(ty.a.parent)
        return t.subst(ty.a.memo["hidden"], ty.b)

    def solver_in(self, owner):
        """A Solver in the ParamEnv of `owner` (kept: probing leaves no trace)."""
        solvers = self.caches.setdefault("solvers", {})
        if owner not in solvers:
            solvers[owner] = Solver(self, NO_CLAUSES if owner is None else erased_env(self.param_env(owner)))
        return solvers[owner]

    def cached(self, table, key, compute):
        cache = self.caches.setdefault(table, {})
        if key not in cache:
            cache[key] = compute()
        return cache[key]

    def normalize_in(self, ty, owner):
        """`ty` with its projections resolved as far as the where-clauses of `owner` allow."""
        if not ty.flags & t.HAS_ALIAS:
            return ty
        solver = self.solver_in(owner if ty.flags & t.HAS_PARAM else None)
        out = solver.resolve(solver.normalize(ty))
        solver.pending_projections.clear()
        return out

    def normalize(self, ty):
        """A concrete type: regions erased, projections resolved."""
        if not ty.flags & (t.HAS_REGION | t.HAS_ALIAS):
            return ty
        return self.cached("normalized", ty, lambda: self.normalize_in(t.erase_regions(ty), None))

    def implements(self, ty, trait, owner=None):
        """Whether `ty: trait` (a trait without parameters) certainly holds."""
        owner = owner if ty.flags & t.HAS_PARAM else None
        return self.cached("implements", (ty, trait, owner),
                           lambda: self.solver_in(owner).definitely_holds(TraitRef(trait, (ty,))))

    def is_copy(self, ty, owner=None):
        if ty.kind in ("int", "float", "bool", "char", "never", "fndef", "fnptr", "error"):
            return True
        if ty.kind == "ref":
            return not ty.c
        return self.implements(t.erase_regions(ty), self.lang("Copy"), owner)

    def needs_drop(self, ty, owner=None):
        """Whether dropping a value of the type may run code (rustc's `needs_drop`)."""
        if ty.kind in NEVER_DROP:
            return False
        return self.cached("needs_drop", (ty, owner if ty.flags & t.HAS_PARAM else None), lambda: self.compute_needs_drop(ty, owner))

    def compute_needs_drop(self, ty, owner):
        kind = ty.kind
        if kind == "tuple":
            return any(self.needs_drop(elem, owner) for elem in ty.b)
        if kind == "closure":
            return self.needs_drop(ty.b[-1], owner)
        if kind in ("array", "slice"):
            return not (kind == "array" and ty.b.kind == "value" and ty.b.a == 0) and self.needs_drop(ty.a, owner)
        if kind == "adt":
            if ty.a.lang == "ManuallyDrop":
                return False
            if self.has_drop_impl(ty.a):
                return True
            if ty.a in self.caches.get("polymorphic", ()) and ty.a in self.caches.get("infinite", ()):
                return False                     # a type without end, which was told
            self.caches["needs_drop"][(ty, owner if ty.flags & t.HAS_PARAM else None)] = False      # recursive types
            return any(self.needs_drop(self.normalize_in(t.erase_regions(self.field_ty(field, ty.b)), owner), owner)
                       for variant in ty.a.variants for field in variant.fields)
        if kind in ("param", "alias"):
            return not self.is_copy(ty, owner)
        return True

    def holds_cell(self, ty, owner=None):
        """Whether what a value of the type holds may change behind a shared reference (rustc's `!Freeze`)."""
        if ty.kind in NEVER_DROP:
            return False
        return self.cached("holds_cell", ty, lambda: self.compute_holds_cell(ty))

    def compute_holds_cell(self, ty):
        self.caches["holds_cell"][ty] = False                   # recursive types
        if ty.kind == "adt":
            return ty.a.is_cell or any(self.holds_cell(t.erase_regions(self.field_ty(field, ty.b))) for variant in ty.a.variants or () for field in variant.fields)
        if ty.kind in ("tuple", "array", "slice", "closure"):
            return any(self.holds_cell(part) for part in t.children(ty) if type(part) is t.Ty)
        return ty.kind in ("param", "alias", "dyn", "opaque")

    def has_drop_impl(self, definition):
        """The Drop impl of an ADT, or None."""
        def find(d):
            for impl in self.impls_at(self.lang("Drop"), d.name):
                self_ty = self.type_of(impl)
                if self_ty is not None and self_ty.kind == "adt" and self_ty.a is d:
                    return impl
            return None
        return self.query("drop_impl", definition, find)

    def drop_impl(self, ty):
        """(Def of the `drop` method, its arguments) of a concrete ADT type with a Drop impl, or None."""
        if ty.kind != "adt":
            return None
        impl = self.has_drop_impl(ty.a)
        if impl is None or "drop" not in impl.members:
            return None
        solver = self.solver_in(None)
        mark = solver.snapshot()
        args = solver.fresh_args(impl)
        solver.unify(t.erase_regions(t.subst(self.type_of(impl), args)), ty)
        found = (impl.members["drop"], solver.resolve_all(args))
        solver.rollback(mark)
        return found

    # --- calls -----------------------------------------------------------------------------------

    def callable_signature(self, ty):
        """(inputs, output) of a function item or pointer type, regions erased, not normalized."""
        if ty.kind == "fnptr":
            return [t.erase_escaping(part) for part in ty.a], t.erase_escaping(ty.b)
        sig = self.fn_sig(ty.a)
        return ([t.erase_regions(t.subst(i, ty.b)) for i in sig.inputs], t.erase_regions(t.subst(sig.output, ty.b)))

    def resolve_instance(self, definition, args):
        """The function that a use of `definition` with concrete arguments runs: (Def, arguments).
        A trait's method leads to the impl's, or to the default body; what the language provides, to a std intrinsic."""
        if definition.parent is None or definition.parent.kind != "trait":
            return definition, args
        key = (definition, args)
        return self.cached("instances", key, lambda: self.find_instance(definition, args))

    def find_instance(self, definition, args):
        trait = definition.parent
        count = len(self.generics_of(trait).params)
        solver = self.solver_in(None)
        mark = solver.snapshot()
        answer, candidate = solver.select(TraitRef(trait, args[:count]))
        try:
            if answer != YES:
                raise LookupError(f"no instance of {definition.path()} for {args}")
            if candidate.kind == "impl":
                for pred in candidate.nested:
                    solver.evaluate(pred)
                impl_args = solver.resolve_all(candidate.args)
                solver.pending_projections.clear()
                member = candidate.data.members.get(definition.name)
                if member is not None:
                    return member, impl_args + self.own_args_for(member, len(impl_args), args[count:])
                return definition, args
            if definition is self.lang("Clone").members.get("clone"):
                return self.lang("clone_builtin"), args[:1]
            if args[0].kind == "closure":
                return self.closure_instance(args[0], trait)
            if candidate.kind == "builtin" and trait.lang in ("Fn", "FnMut", "FnOnce"):
                return self.lang("fn_call_mut" if trait.lang == "FnMut" else "fn_call"), args[:2]
            return definition, args
        finally:
            solver.rollback(mark)

    def is_virtual(self, definition, args):
        """Whether a resolved method is to be found in the method table of a trait object: its trait is that of the object,
        or a supertrait (a trait that is implemented for the trait object itself has its method there)."""
        owner = definition.parent
        if owner is None or owner.kind != "trait" or not args or type(args[0]) is not t.Ty or args[0].kind != "dyn":
            return False
        return self.cached("object_traits", args[0], lambda: self.object_traits(args[0])).get(owner, False)

    def object_traits(self, ty):
        env = ParamEnv()
        self.elaborate(env, [("trait", TraitRef(definition, (ty,) + args)) for definition, args, _ in ty.a])
        return {definition: True for definition in env.traits}

    def closure_instance(self, ty, trait):
        """The body of a closure; where FnOnce takes a closure of another kind that has something to drop, the
        function that calls the body and drops the closure (rustc's ClosureOnceShim)."""
        if trait.lang == "FnOnce" and ty.a.memo["closure"].kind != "FnOnce" and self.needs_drop(ty):
            return self.once_shim(ty.a), ty.b
        return ty.a, ty.b

    def once_shim(self, closure):
        def make(definition):
            shim = Def("closure", definition.name, definition.parent, definition.node, definition.krate)
            shim.memo["closure"], shim.memo["once_shim"] = definition.memo["closure"], definition
            return shim
        return self.query("shim", closure, make)

    def capture_types(self, ty):
        """The types of what a closure holds, in order."""
        return ty.b[-1].b

    def own_args_for(self, member, count, given):
        """The method's own arguments: types and constants are matched in order, lifetimes are erased."""
        own = self.generics_of(member).params[count:]
        values = [arg for arg in given if type(arg) is not t.Region]
        return tuple([t.ERASED if p.kind == "lifetime" else values.pop(0) for p in own])

    # --- places ------------------------------------------------------------------------------------

    def place_ty(self, body, place, args=()):
        """The concrete type of a place of `body`, instantiated with `args` (regions erased)."""
        ty = self.normalize(t.subst(body.locals[place.local].ty, args))
        variant = None
        for elem in place.proj:
            ty, variant = self.project_ty(ty, variant, elem)
        return ty

    def project_ty(self, ty, variant, elem):
        """(type behind one projection of a concrete type, variant that a following field belongs to)."""
        return projected(ty, variant, elem, lambda field: self.normalize(self.field_ty(field, ty.b)))

    def discriminants(self, definition):
        """The discriminant of each variant of an enum, in order."""
        def compute(d):
            from ..typeck.items import repr_type
            from .const_eval import evaluate

            values, following = [], 0
            for variant in d.variants:
                if variant.node.discr is not None:
                    home = d.parent
                    while home.kind != "mod":
                        home = home.parent
                    found = evaluate(self, variant.node.discr, home, d, t.INTS[repr_type(d)])
                    following = found.a if found.kind == "value" else following
                values.append(following)
                following += 1
            return values
        return self.query("discriminants", definition, compute)


def projected(ty, variant, elem, field_type):
    """(type behind the projection `elem` of a type, variant that a following field belongs to). `field_type` gives
    the type of a field's Def: with regions in the borrow checker, without them in code generation."""
    kind = elem[0]
    if kind == "*":
        return (ty.a if ty.kind == "ref" else ty.b[0]), None
    if kind == "as":
        return ty, elem[1]
    if kind == ".":
        if ty.kind == "tuple":
            return ty.b[elem[1]], None
        if ty.kind == "closure":
            return ty.b[-1].b[elem[1]], None
        return field_type(ty.a.variants[variant or 0].fields[elem[1]]), None
    if kind == "[..]":
        if ty.kind == "array" and ty.b.kind == "value":
            return t.array_of(ty.a, ty.b.a - elem[1] - elem[2]), None
        return t.slice_of(ty.a), None
    return ty.a, None
