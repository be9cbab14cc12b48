"""The type context: facts about definitions, computed on demand and kept (rustc's queries).

    generics_of  predicates_of  param_env  fn_sig  type_of  impl_trait_ref  field_ty  impls_of

It holds both crates (the user's and std), the tables of impls, and the list of diagnostics.
"""

from ..syntax import ast
from . import types as t
from .defs import FnSig, GenericParam, Generics, TraitRef, is_async
from .impls import Impls
from .lower import TypeLowerer
from .lower_terms import param_term


class ParamEnv:
    """The where-clauses that hold inside a definition: trait refs by trait, projections, outlives."""

    __slots__ = ("traits", "projections", "outlives")

    def __init__(self):
        self.traits, self.projections, self.outlives = {}, [], []

    def add_trait(self, trait_ref):
        known = self.traits.setdefault(trait_ref.definition, [])
        if trait_ref in known:
            return False
        known.append(trait_ref)
        return True


class Joined:
    """The lists that several tables have under one key, one behind the other."""

    __slots__ = ("tables",)

    def __init__(self):
        self.tables = []

    def get(self, key, default=()):
        found = [item for table in self.tables for item in table.get(key, ())]
        return found or default

    def __iter__(self):
        return iter(dict.fromkeys(key for table in self.tables for key in table))


class Facts(Impls):
    """Part of TyCtxt: everything that needs no trait solving (see also ty.instances)."""

    def __init__(self, resolver, crates, diags, tokens=None):
        """`crates`: the Collectors of std and the user's crate, std first."""
        self.resolver, self.diags, self.tokens = resolver, diags, tokens
        self.lang_items, self.edition = crates[0].lang, resolver.edition
        self.crates = crates
        self.impl_tables, self.impl_lists = [], {}        # see ty.impls
        self.trait_methods = Joined()       # member name → [trait Def]
        self.bodies = {}              # Def → Body, after mir_build
        self.crate_name = "main"
        self.late = []                # diagnostics that are reported only where there is no other error
        self.type_uses = []           # (owner, definition, arguments, node) of the types that the user's items name: see typeck.wfcheck
        self.nested = []              # Collectors of items declared in blocks, not checked yet
        self.block_crates = []        # Collectors of items declared in blocks, checked
        self.dyn_uses = []            # (trait, node, bound that names it) of the user's `dyn` types: whether they are dyn compatible is asked later
        self.typeck_results = {}      # Def → TypeckResults of the user's bodies, after typeck
        self.build_mir = None         # set by the driver: Def → Body, on demand (std's bodies)
        self.borrowck_closure = None  # set by the borrow checker: closure Def → its BodyCheck
        self.reveal = False           # whether opaque types are what they hide: in code generation
        self.analyse_closure = None   # set by the driver: (tcx, TypeckResults, closure Def) → (captures, kind)
        self.caches = {}              # tables of the trait solver
        self.fatal_traits = []        # for each bound or impl whose trait was not found: whether it stands in a body
        for crate in crates:
            self.add_crate(crate)

    def add_crate(self, crate):
        self.impl_tables.append(crate.impl_table(self))
        self.trait_methods.tables.append(crate.trait_methods())
        for name in ("evaluated", "implements", "needs_drop", "normalized", "impl_for"):      # an answer may be another one now
            self.caches.pop(name, None)

    def lang(self, name):
        """The std definition marked `#[lang = "name"]`, or None."""
        return self.lang_items.get(name)

    def lang_adt(self, name, *args):
        return t.adt(self.lang_items[name], args)

    # --- memo ------------------------------------------------------------------------------

    def user_crates(self):
        """The Collectors of the user's items: the crate's, and those of the blocks that were checked."""
        return [self.crates[-1], *self.block_crates]

    def query(self, name, definition, compute):
        memo = definition.memo
        if name not in memo:
            memo[name] = None                    # a cycle sees None
            memo[name] = compute(definition)
        return memo[name]

    def lowerer(self, definition, **policy):
        return TypeLowerer(self, definition, **policy)

    # --- generics --------------------------------------------------------------------------

    def generics_of(self, definition):
        return self.query("generics", definition, self._generics_of)

    def _generics_of(self, definition):
        parent = definition.parent
        params = []
        if definition.kind in ("assoc_fn", "assoc_ty", "assoc_const", "variant", "field", "closure", "opaque"):
            params = list(self.generics_of(parent).params)
        elif definition.kind == "trait":
            params = [GenericParam("type", "Self", 0, None, definition.node, definition)]
        count = len(params)
        node = getattr(definition.node, "generics", None) if definition.kind not in ("variant", "field", "closure") else None
        if node is None:
            return Generics(params, count)
        ordered = sorted(node.params, key=lambda p: type(p) is not ast.LifetimeParam)
        for p in ordered:
            kind = {ast.LifetimeParam: "lifetime", ast.TypeParam: "type"}.get(type(p), "const")
            params.append(GenericParam(kind, p.name, len(params), getattr(p, "default", None), p, definition))
        generics = Generics(params, count)
        if definition.kind in ("fn", "assoc_fn"):
            definition.memo["generics"] = generics        # the signature's elided lifetimes are added to it
            self.fn_sig(definition)
        elif definition.kind == "impl":
            definition.memo["generics"] = generics
            self.impl_header(definition)
        return generics

    def identity_args(self, definition):
        """Each parameter of the definition standing for itself."""
        return self.query("identity", definition, lambda d: tuple(map(param_term, self.generics_of(d).params)))

    # --- signatures and types -----------------------------------------------------------------

    def fn_sig(self, definition):
        """FnSig of a function or of a tuple constructor, over its generic parameters."""
        return self.query("sig", definition, self._fn_sig)

    def _fn_sig(self, definition):
        if definition.kind in ("struct", "variant"):
            fields = [self.type_of(field) for field in definition.fields]
            return FnSig(tuple(fields), self.adt_self(definition))
        generics = self.generics_of(definition)
        if definition.memo.get("sig"):
            return definition.memo["sig"]
        mark = self.diags.mark()
        sig = self.lowerer(definition).fn_signature(definition.node, generics)
        if is_async(definition) and definition.krate == "user":
            sig = FnSig(sig.inputs, t.ERROR)            # a future, of which nothing is known
        definition.memo["broken"] = self.diags.errors_since(mark)
        return sig

    def adt_self(self, definition):
        """The type of an ADT (or of a variant's enum) with its own parameters."""
        owner = definition.parent if definition.kind == "variant" else definition
        return t.adt(owner, self.identity_args(owner))

    def type_of(self, definition):
        """Type of a field, constant, static, alias, associated type of an impl, or an impl's Self."""
        return self.query("type", definition, self._type_of)

    def _type_of(self, definition):
        kind, node = definition.kind, definition.node
        if kind == "impl":
            self.generics_of(definition)
            return self.impl_header(definition)[0]
        if kind in ("const", "static", "assoc_const"):
            return self.lowerer(definition, elided="static").lower(node.ty)
        if kind == "field":
            return self.lowerer(definition.parent, elided="error").lower(node.ty)
        if kind in ("tyalias", "assoc_ty"):
            return self.lowerer(definition, elided="error").lower(node.ty) if node.ty is not None else None
        if kind in ("struct", "enum", "union", "variant"):
            return self.adt_self(definition)
        raise AssertionError(kind)

    def field_ty(self, field, args):
        return t.subst(self.type_of(field), args)

    def impl_header(self, definition):
        """(self type, TraitRef or None) of an impl."""
        def compute(d):
            self.generics_of(d)
            if d.memo.get("header"):
                return d.memo["header"]
            return self.lowerer(d, elided="fresh").impl_header(d.node)
        return self.query("header", definition, compute)

    def impl_trait_ref(self, definition):
        return self.impl_header(definition)[1]

    # --- predicates ----------------------------------------------------------------------------

    def predicates_of(self, definition):
        """[(predicate, node)] of the definition and its parents: ("trait", TraitRef), ("proj", alias, ty),
        ("outlives", Ty or Region, Region)."""
        return self.query("predicates", definition, self._predicates_of) or []

    def _predicates_of(self, definition):
        found = []
        if definition.kind in ("assoc_fn", "assoc_ty", "assoc_const", "variant", "field", "closure", "opaque"):
            found += self.predicates_of(definition.parent)
        if definition.kind == "trait":
            found.append((("trait", TraitRef(definition, self.identity_args(definition))), definition.node))
        generics = getattr(definition.node, "generics", None)
        if generics is not None and definition.kind != "variant":
            self.generics_of(definition)
            found += self.lowerer(definition, elided=self.in_bounds(definition)).predicates(generics, definition)
        return found

    def in_bounds(self, definition):
        """The policy for omitted lifetimes in bounds and where clauses: E0637, where it is the user's."""
        return "bounds" if definition.krate == "user" else "static"

    def sized_params(self, definition):
        """The indexes of the type parameters of a definition (its parents' first) that must be Sized: no `?Sized` bound says otherwise."""
        def compute(d):
            if d.kind in ("variant", "field"):
                return []
            outer = self.sized_params(d.parent) if d.kind in ("assoc_fn", "assoc_const", "assoc_ty") else []
            if getattr(d.node, "generics", None) is None:
                return outer
            free = {where.ty.path.segments[0].name for where in d.node.generics.where
                    if type(where) is ast.WherePred and type(where.ty) is ast.TyPath and where.ty.path.qself is None
                    and any(type(bound) is ast.TraitBound and bound.modifier == "?" for bound in where.bounds)}
            return outer + [
                    parameter.index for parameter in self.generics_of(d).own()
                    if parameter.kind == "type" and parameter.name not in free and type(parameter.node) in (ast.TypeParam, ast.TyImpl)
                    and not any(type(bound) is ast.TraitBound and bound.modifier == "?" for bound in parameter.node.bounds)]
        return self.query("sized_params", definition, compute) or []

    def object_bounds(self, definition):
        """{type parameter: the lifetimes that an ADT's bounds say it outlives}."""
        def compute(d):
            found = {}
            for pred, _ in self.predicates_of(d) if any(p.kind == "lifetime" for p in self.generics_of(d).params) else ():
                if pred[0] == "outlives" and type(pred[1]) is t.Ty and pred[1].kind == "param":
                    found.setdefault(pred[1].b, []).append(pred[2])
            return found
        return self.query("object_bounds", definition, compute) or {}

    def sized_self_only(self, member):
        """Whether a trait's member is kept out of trait objects by `where Self: Sized` (and generic types stand in their way at all)."""
        if member.node.generics is None:
            return False
        return bool(member.node.generics.params) or any(
            pred[0] == "trait" and pred[1].args[0] is t.param(0, "Self") and self.is_lang(pred[1].definition, "Sized")
            for pred, _ in self.lowerer(member, elided="static").predicates(member.node.generics, member))

    def super_predicates(self, trait):
        """The supertrait bounds of a trait, on its Self."""
        def compute(d):
            lower = self.lowerer(d, elided=self.in_bounds(d))
            return lower.bounds(t.param(0, "Self"), d.node.supers)
        return self.query("supers", trait, compute) or []

    def item_bounds(self, assoc):
        """The bounds that a trait states on its associated type, over the alias itself."""
        def compute(d):
            alias = t.mk("alias", d, self.identity_args(d))
            return self.lowerer(d, elided=self.in_bounds(d)).bounds(alias, d.node.bounds)
        return self.query("item_bounds", assoc, compute) or []

    def opaque_bounds(self, ty):
        """[predicate] that `impl Trait` states of the opaque type `ty`."""
        return [subst_predicate(pred, ty.b) for pred, _ in ty.a.memo["opaque_bounds"]]

    def assoc_value(self, impl, assoc, impl_args, args):
        """What an associated type of a trait is in an impl, for the impl's arguments `impl_args` and those of the alias, `args`;
        None where nothing tells. An unnamed one (see `output_of_trait`) is what the impl's method returns in its place, or
        what the default body hides."""
        own = args[len(self.generics_of(assoc.parent).params):]
        method = assoc.memo.get("output_of")
        if method is None:
            item = impl.members.get(assoc.name)
            if item is not None:
                return t.subst(self.type_of(item), impl_args + own)
            return None if assoc.node.ty is None else t.subst(self.type_of(assoc), args)
        mine = impl.members.get(method.name)
        if mine is None:
            return t.subst(assoc.memo["default"], args) if "default" in assoc.memo else None
        value = matching(self.fn_sig(method).output, self.fn_sig(mine).output, assoc)
        return None if value is None else t.subst(value, impl_args + own)

    def own_outputs(self, owner, ty):
        """`ty` with the opaque types that the body of a trait's method hides, for the unnamed types of its output."""
        def leaf(part):
            return part.a.memo["default"] if part.kind == "alias" and part.a.memo.get("output_of") is owner else part
        return t.fold(ty, leaf, t.HAS_ALIAS) if owner.parent is not None and owner.parent.kind == "trait" else ty

    def impl_trait_of(self, definition):
        """The trait that an impl is of (None of an inherent impl, and of anything else)."""
        return definition.node.trait_path if definition.kind == "impl" else None

    def param_env(self, definition):
        """The ParamEnv inside the definition: its predicates with supertraits elaborated."""
        def compute(d):
            env = ParamEnv()
            self.elaborate(env, [pred for pred, _ in self.predicates_of(d)])
            return env
        return self.query("env", definition, compute)

    def elaborate(self, env, predicates):
        work = list(predicates)
        while work:
            pred = work.pop(0)
            if pred[0] == "proj":
                env.projections.append(pred)
            elif pred[0] == "outlives":
                env.outlives.append(pred)
            elif env.add_trait(pred[1]):
                ref = pred[1]
                for sup, _ in self.super_predicates(ref.definition):
                    work.append(subst_predicate(sup, ref.args))

    # --- members ------------------------------------------------------------------------------

    def trait_item(self, trait, name):
        return trait.members.get(name)

    def is_lang(self, definition, name):
        return definition is self.lang_items.get(name)


def matching(pattern, ty, assoc):
    """The part of `ty` that stands where `pattern` has the alias of `assoc`, or None."""
    if type(pattern) is not t.Ty or type(ty) is not t.Ty:
        return None
    if pattern.kind == "alias" and pattern.a is assoc:
        return ty
    if pattern.kind != ty.kind:
        return None
    for mine, other in zip(parts(pattern), parts(ty)):
        found = matching(mine, other, assoc)
        if found is not None:
            return found
    return None


def parts(ty):
    """The types directly inside a type, in order."""
    inside = ty.b if ty.kind in ("adt", "tuple", "alias", "opaque") else (ty.a,) if ty.kind in ("ref", "slice", "array") else ()
    return [part for part in inside if type(part) is t.Ty]


def subst_predicate(pred, args):
    if pred[0] == "trait":
        return ("trait", TraitRef(pred[1].definition, t.subst_all(pred[1].args, args)))
    return (pred[0], t.subst(pred[1], args), t.subst(pred[2], args))
