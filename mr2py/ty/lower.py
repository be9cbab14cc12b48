"""Types as written → `Ty` (rustc's `HirTyLowerer`), with lifetime elision (Reference, "Lifetime elision").

`elided` says what an omitted lifetime is: "error" (E0106), "static", "fresh" (a new parameter of the
owner: function inputs, impl headers), "erased" (bodies: inferred), or the Region itself (outputs).
"""

from ..diagnostics.build import unsupported
from ..resolve import errors as resolve_errors
from ..syntax import ast
from ..syntax.visit import walk
from . import errors
from . import types as t
from .defs import FnSig, GenericParam, TraitRef
from .lower_objects import ObjectTypes
from .lower_paths import TypePaths
from .lower_terms import OBJECT_SELF, anonymous_bound, lifetimes_in, names_self, names_static, unconstrained_regions


class TypeLowerer(TypePaths, ObjectTypes):
    """Lowers the types written inside `owner`. `infer(kind)` makes inference variables in bodies."""

    def __init__(self, tcx, owner, elided="erased", infer=None, module=None):
        self.tcx, self.owner, self.elided, self.infer = tcx, owner, elided, infer
        self.module = module or self.enclosing_module(owner)
        self.extra = None            # generics that fresh parameters are appended to
        self.bound = ()              # lifetimes of enclosing `for<'a>`
        self.output_candidates = None
        self.bound_count = 0
        self.quantified = False      # whether bounds are read behind the `for<'a>` of a where clause
        self.in_inputs = False
        self.in_output = False
        self.in_header = False       # of an impl of the user, where no lifetime argument may be left out
        self.excess = False           # whether a path had more arguments than parameters
        self.local_named = None      # in bodies: finds a variable by its name
        self.object_region = None    # the lifetime of the reference that is directly around
        self.uses = tcx.type_uses if owner.krate == "user" and owner.kind != "tyalias" else None

    def enclosing_module(self, owner):
        while owner.kind != "mod":
            owner = owner.parent
        return owner

    def report(self, diagnostic):
        self.tcx.diags.add(diagnostic)
        return t.ERROR

    def note_use(self, definition, args, node):
        """Remember that a definition with these arguments is named at `node`: what it asks of them is checked later
        (`typeck.wfcheck`). `definition` None: the types `args` must be Sized."""
        if self.uses is not None:
            self.uses.append((self.owner, definition, args, node))

    # --- lifetimes --------------------------------------------------------------------------

    def lifetime(self, node, where=None):
        """The Region of a lifetime as written, or of an omitted one (None or `'_`)."""
        if node is None or node.name == "_":
            return self.omitted(where if node is None else node)
        if node.name == "static":
            return t.STATIC
        for index, name in enumerate(self.bound):
            if name == node.name:
                return t.region("bound", index, name)
        found = self.find_param(node.name, "lifetime")
        if found is None:
            self.report(resolve_errors.undeclared_lifetime(node.name, node, self.owner))
            return t.region("error")
        return t.region("param", found.index, found.name)

    def omitted(self, where):
        policy = self.elided
        if type(policy) is t.Region:
            return policy
        if policy == "fresh":
            return self.fresh_region()
        if policy == "bound":
            self.bound_count += 1
            return anonymous_bound(self.bound_count - 1)
        if policy == "bounds" and where is not None and type(where) is not ast.PathSegment:
            self.report(errors.anonymous_in_bounds(where))
        if policy == "error":
            self.report(errors.missing_lifetime(where, self.output_candidates, self.owner))
            return t.region("error")
        return t.STATIC if policy in ("static", "bounds") else t.ERASED

    def fresh_region(self):
        params = self.extra.params
        parameter = GenericParam("lifetime", f"{len(params)}", len(params), None, None, self.owner)
        params.append(parameter)
        return t.region("param", parameter.index, parameter.name)

    def find_param(self, name, kind=None):
        generics = self.extra or self.tcx.generics_of(self.owner)
        for parameter in reversed(generics.params):
            if parameter.name == name and (kind == parameter.kind if kind else parameter.kind != "lifetime"):
                return parameter
        return None

    # --- types ------------------------------------------------------------------------------

    def lower(self, node):
        return getattr(self, "lower_" + type(node).__name__)(node)

    def lower_TyRef(self, node):
        region = self.lifetime(node.lifetime, (node.lo, node.lo))
        outer, self.object_region = self.object_region, region
        pointee = self.lower(node.ty)
        self.object_region = outer
        return t.mk("ref", pointee, region, node.mut)

    def lower_TyPtr(self, node):
        if self.owner.krate != "std" and self.tcx.tokens.text[node.lo + 1] in ("const", "mut"):           # else that this is missing was told
            self.tcx.diags.add(unsupported("MR001", "a raw pointer", node))
        return t.mk("ptr", self.lower(node.ty), None, node.mut)

    def lower_TySlice(self, node):
        elem = self.lower(node.ty)
        self.note_use(None, (elem,), node)
        return t.slice_of(elem)

    def lower_TyArray(self, node):
        elem = self.lower(node.ty)
        self.note_use(None, (elem,), node)
        return t.array_of(elem, self.const_expr(node.len))

    def lower_TyTuple(self, node):
        elems = tuple([self.lower(elem) for elem in node.elems])
        self.note_use(None, elems[:-1], node)
        return t.tuple_of(elems)

    def lower_TyNever(self, node):
        """`!` is stable as the type of what is returned only."""
        if self.owner.krate == "user":
            from ..syntax.unstable import gated
            gated(self.tcx.diags, "the `!` type is experimental", node.lo, node.hi)
        return t.NEVER

    def returned(self, node):
        """What a function or closure is written to return."""
        return t.NEVER if type(node) is ast.TyNever else self.lower(node)

    def lower_ErrorTy(self, node):
        return t.ERROR

    def lower_TyInfer(self, node):
        if self.infer is None:
            return self.report(errors.placeholder_in_signature(node))
        return self.infer("ty")

    def lower_TyFn(self, node):
        outer, self.bound = self.bound, self.bound + tuple(p.name for p in node.lifetimes)
        inputs = self.bound_inputs(node.params)
        output = t.NEVER if type(node.ret) is ast.TyNever else self.bound_output(node.ret)
        self.bound = outer
        for region in unconstrained_regions(inputs, output, node.lifetimes):
            return self.report(errors.output_lifetime(region, node.ret))
        return t.fnptr(inputs, output, node.unsafe)

    def bound_inputs(self, nodes):
        """Parameter types of a fn pointer or `Fn` bound: omitted lifetimes are bound there."""
        policy, self.elided, self.bound_count = self.elided, "bound", 0
        inputs = [self.lower(node) for node in nodes]
        self.elided = policy
        return inputs

    def bound_output(self, node):
        if node is None:
            return t.UNIT
        policy = self.elided
        self.elided = anonymous_bound(0) if self.bound_count == 1 else "error"
        output = self.lower(node)
        self.elided = policy
        return output

    def lower_TyMacro(self, node):
        return self.report(unsupported("MR003", "a macro in type position", node))

    def lower_TyPath(self, node):
        return self.path(node.path, node)

    # --- bounds -----------------------------------------------------------------------------

    def bounds(self, ty, nodes):
        """[(predicate, node)] that a list of bounds states of `ty`."""
        out = []
        for node in nodes:
            if type(node) is ast.LifetimeBound:
                out.append((("outlives", ty, self.lifetime(node.lifetime)), node))
            elif type(node) is ast.TraitBound and node.modifier == "":
                out += self.trait_bound(ty, node)
            elif type(node) is ast.UseBound and ty.kind not in ("opaque", "alias"):
                from .precise_captures import not_allowed
                self.report(not_allowed(node, "supertrait bounds" if self.owner.kind == "trait" and node in self.owner.node.supers else
                                        "argument-position `impl Trait`" if ty.kind == "param" and ty.b.startswith("impl ") else "bounds"))
        return out

    def trait_bound(self, ty, node):
        if node.lifetimes and self.quantified:
            self.report(errors.nested_quantification(node.lifetimes[0]))
        outer, self.bound = self.bound, self.bound + tuple(p.name for p in node.lifetimes)
        try:
            return self.trait_path(ty, node.path, node)
        finally:
            self.bound = outer

    def trait_path(self, ty, path, node):
        """Predicates of `ty: path`: the trait ref first, then the projections that it fixes."""
        trait = self.resolve_trait(path)
        if trait is None:
            return []
        segment = path.segments[-1]
        own = self.own_args(trait, segment, node, (ty,))
        ref = TraitRef(trait, (ty,) + own)
        if ty is not OBJECT_SELF:                # of objects nothing is asked
            self.note_use(trait, ref.args, node)
        out = [(("trait", ref), node)]
        args = segment.args
        if args is None:
            return out
        if args.paren:
            output = self.tcx.lang("FnOnce").members["Output"]
            value = self.bound_output(args.output)
            for region in unconstrained_regions(own, value, getattr(node, "lifetimes", ())):
                self.report(errors.binding_lifetime(region, args.output))
            out.append((("proj", t.mk("alias", output, ref.args), value), node))
        for constraint in args.constraints:
            out += self.constraint(ref, constraint)
        return out

    def constraint(self, ref, node):
        for candidate in self.with_supertraits([ref]):
            assoc = candidate.definition.members.get(node.name)
            if assoc is not None:
                alias = self.alias(assoc, candidate.args, node, node)
                if node.ty is not None:
                    return [(("proj", alias, self.lower(node.ty)), node)]
                return self.bounds(alias, node.bounds)
        self.report(errors.no_assoc_in_trait(node, ref.definition))
        return []

    def resolve_trait(self, path):
        trait = self.tcx.resolver.resolve_segments(self.module, path.global_, path.segments, "types")
        last = path.segments[-1]
        if trait is None or type(trait) is tuple or trait.kind != "trait":
            self.tcx.fatal_traits.append(self.infer is not None)
        if trait is None:
            self.report(self.trait_not_found(path, last))
            return None
        if type(trait) is tuple and trait[1] is t.ERROR:
            return None
        if type(trait) is tuple or trait.kind != "trait":
            self.report(errors.expected_trait(trait, last))
            return None
        if not self.tcx.resolver.visible(trait, self.module):
            self.report(resolve_errors.private_item("trait", trait.name, last, trait))
        return trait

    def trait_not_found(self, path, last):
        resolver = self.tcx.resolver
        gap = resolver.std_gap(self.module, path.segments)
        if gap is not None:
            return resolver.gap_error(gap, path)
        for count in range(1, len(path.segments)):
            if resolver.resolve_segments(self.module, path.global_, path.segments[:count], "types") is None:
                return resolve_errors.undeclared_prefix(path.segments, count - 1)
        word = resolve_errors.macro_word(last.name) if len(path.segments) == 1 else None
        if word is None:
            return resolve_errors.not_found("E0405", "trait", last.name, last)
        found = resolve_errors.wrong_kind("E0404", "trait", word, last.name, last)
        return self.import_instead(found, last.name)

    def import_instead(self, diagnostic, name):
        """What a macro was taken for could be imported."""
        from ..resolve import similar
        if similar.offer_import(self.tcx.resolver, diagnostic, self.module, name, "types", ("trait",)):
            diagnostic.suggestions[-1].message += " instead"
        return diagnostic

    def predicates(self, generics, definition):
        """The where-clauses and inline bounds of one generics list."""
        out = []
        for p in generics.params:
            if type(p) is ast.TypeParam:
                ty = self.generic_scope(p.name)
                out += self.bounds(ty, p.bounds)
            elif type(p) is ast.LifetimeParam:
                found = self.find_param(p.name, "lifetime")
                region = t.region("param", found.index, p.name)
                out += [(("outlives", region, self.lifetime(b)), b) for b in p.bounds]
        for parameter in self.tcx.generics_of(definition).own():
            if parameter.kind == "type" and type(parameter.node) is ast.TyImpl:
                out += self.bounds(t.param(parameter.index, parameter.name), parameter.node.bounds)
        for where in generics.where:
            if type(where) is ast.WhereRegion:
                region = self.lifetime(where.lifetime)
                out += [(("outlives", region, self.lifetime(b)), b) for b in where.bounds]
            else:
                outer, self.bound = self.bound, self.bound + tuple(p.name for p in where.lifetimes)
                ty, self.quantified = self.lower(where.ty), bool(where.lifetimes)
                out += self.bounds(ty, where.bounds)
                self.bound, self.quantified = outer, False
        return out

    # --- headers ----------------------------------------------------------------------------

    def impl_header(self, node):
        self.extra = self.tcx.generics_of(self.owner)
        self.in_header = self.owner.krate == "user"
        self_ty = self.lower(node.self_ty)
        if self.excess and node.trait_path is None:         # rustc knows no such impl
            self.tcx.caches.setdefault("lost impls", set()).add(self.owner)
        ref = None
        if node.trait_path is not None:
            self.owner.memo["header"] = (self_ty, None)
            self.owner.memo["type"] = self_ty
            preds = self.trait_path(self_ty, node.trait_path, node)
            ref = preds[0][0][1] if preds else None
        return (self_ty, ref)

    def fn_signature(self, node, generics):
        """The FnSig; elided input lifetimes become parameters of the function."""
        self.extra, self.elided, self.in_inputs = generics, "fresh", True
        start = len(generics.params)
        inputs = []
        if node.self_param is not None:
            inputs.append(self.self_type_of_param(node.self_param))
        self_elided = self.self_region(inputs, node) if node.self_param is not None else None
        inputs += [self.lower(p.ty) for p in node.params]
        self.in_inputs = False
        if self_elided is not None:
            self.elided = self_elided
        else:
            receiver = node.self_param
            hidden = receiver is not None and self.owner.krate == "user" and (receiver.ty is None or names_self(receiver.ty))         # the lifetimes inside of `Self` are none of the inputs'
            shown = inputs[hidden:]
            regions = lifetimes_in(shown)
            if t.STATIC in regions and not names_static(node.params):
                del regions[t.STATIC]                     # that of a trait object by default, or in an alias
            regions.pop(t.region("error"), None)          # of which an error was told: no choice
            fresh = [p for p in generics.params[start:] if p.kind == "lifetime"]
            self.output_candidates = (len(regions), node)
            if len(regions) == 1 and sum(1 for ty in shown if any(region in regions for region in lifetimes_in([ty]))) == 1:       # the same name in two parameters is no choice
                self.elided = next(iter(regions))
            else:
                self.elided = "error"
                self.output_candidates = (len(fresh), node)
        self.in_output = True
        output = self.returned(node.ret) if node.ret is not None else t.UNIT
        self.in_output = False
        sig = FnSig(tuple(inputs), output)
        self.owner.memo["sig"] = sig
        return sig

    def self_type_of_param(self, node):
        self_ty = self.self_type()
        if self_ty is None:
            return self.report(errors.misplaced_self(node))
        if node.ty is not None:
            return self.lower(node.ty)
        self.expanded(self_ty, node)
        if node.ref:
            return t.mk("ref", self_ty, self.lifetime(node.lifetime, node), node.mut)
        return self_ty

    def self_region(self, inputs, node):
        """The lifetime of `&self` / `&mut self` (also `self: &Self`), which elided outputs take."""
        ty, written = inputs[0], node.self_param.ty
        if ty.kind != "ref" and written is not None and any(type(part) is ast.TyRef and names_self(part.ty) for part in walk(written)):
            ty = next((part for part in t.walk(ty) if type(part) is t.Ty and part.kind == "ref"), ty)          # `Pin<&Self>`
        return ty.b if ty.kind == "ref" else None
