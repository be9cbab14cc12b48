"""Types as written → `Ty` (rustc's `HirTyLowerer`), with lifetime elision (Reference, "Lifetime elision").

`elided` says what an omitted lifetime is: "error" (E0106), "static", "fresh" (a new parameter of the
owner: function inputs, impl headers), "erased" (bodies: inferred), or the Region itself (outputs).
"""

from ..diagnostics.build import unsupported
from ..resolve import errors as resolve_errors
from ..syntax import ast
from . import errors
from . import types as t
from .defs import Def, FnSig, GenericParam, TraitRef


AUTO_TRAITS = frozenset(("Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"))


class TypeLowerer:
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
        self.object_region = None    # the lifetime of the reference that is directly around

    def enclosing_module(self, owner):
        while owner.kind != "mod":
            owner = owner.parent
        return owner

    def report(self, diagnostic):
        self.tcx.diags.add(diagnostic)
        return t.ERROR

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
            self.report(resolve_errors.undeclared_lifetime(node.name, node))
            return t.STATIC
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
            self.report(errors.missing_lifetime(where, self.output_candidates))
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
        if self.owner.krate == "std":
            return t.mk("ptr", self.lower(node.ty), None, node.mut)
        return self.report(unsupported("MR001", "a raw pointer", node))

    def lower_TySlice(self, node):
        return t.slice_of(self.lower(node.ty))

    def lower_TyArray(self, node):
        return t.array_of(self.lower(node.ty), self.const_expr(node.len))

    def lower_TyTuple(self, node):
        return t.tuple_of([self.lower(elem) for elem in node.elems])

    def lower_TyNever(self, node):
        return t.NEVER

    def lower_TyInfer(self, node):
        if self.infer is None:
            return self.report(errors.placeholder_in_signature(node))
        return self.infer("ty")

    def lower_TyFn(self, node):
        outer, self.bound = self.bound, self.bound + tuple(p.name for p in node.lifetimes)
        inputs = self.bound_inputs(node.params)
        output = self.bound_output(node.ret)
        self.bound = outer
        for region in unconstrained_regions(inputs, output, node.lifetimes):
            return self.report(errors.output_lifetime(region, node.ret))
        return t.fnptr(inputs, output)

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
        if self.bound_count == 1:
            self.elided = anonymous_bound(0)
        output = self.lower(node)
        self.elided = policy
        return output

    def lower_TyDyn(self, node):
        return self.dyn_type(node.bounds, node)

    def dyn_type(self, bounds, node):
        parts, region, places = [], None, {}
        for bound in bounds:
            if type(bound) is ast.LifetimeBound:
                if region is not None:
                    self.report(errors.second_object_lifetime(bound))
                region = self.lifetime(bound.lifetime)
            elif type(bound) is ast.TraitBound:
                self_ty = t.mk("infer", -1, "ty")
                preds = self.trait_bound(self_ty, bound)
                if not preds:
                    return t.ERROR
                ref = preds[0][0][1]
                assoc = tuple((p[0][1].a, p[0][2]) for p in preds[1:] if p[0][0] == "proj")
                parts.append((ref.definition, ref.args[1:], assoc))
                places[ref.definition] = bound
                self.check_fixed_once(ref.definition, bound.path.segments[-1].args)
        autos = sorted({part for part in parts if part[0].lang in AUTO_TRAITS}, key=lambda part: part[0].name)
        principal = [part for part in parts if part[0].lang not in AUTO_TRAITS]
        if not parts:
            return self.report(errors.object_without_trait(node))
        if self.owner.krate == "user":
            others = [part[0] for part in principal if part[0] is not principal[0][0]]
            if others:
                return self.report(errors.second_principal(others[0], places))
            for definition, args, assoc in principal[:1]:
                if self.owner.kind != "tyalias":         # an alias need not be well-formed
                    self.tcx.dyn_uses.append((definition, node))
                missing = self.unfixed_types(TraitRef(definition, (t.param(0, "Self"),) + args), {fixed for fixed, _ in assoc})
                if missing:
                    return self.report(errors.unfixed_assoc_types(missing, places[definition]))
        return t.mk("dyn", tuple(principal + autos), region or self.trait_object_region(principal) or self.default_object_region())

    def check_fixed_once(self, trait, args):
        """A trait object fixes each associated type once (E0719)."""
        fixed = set()
        for constraint in args.constraints if args is not None else ():
            if constraint.name in fixed:
                self.report(errors.fixed_twice(constraint, trait))
            fixed.add(constraint.name)

    def unfixed_types(self, ref, fixed):
        """The associated types of a trait object's trait and its supertraits that nothing fixes (E0191)."""
        from .context import subst_predicate
        refs, fixed = [ref], set(fixed)
        for current in refs:
            for pred, _ in self.tcx.super_predicates(current.definition):
                if pred[0] == "trait":
                    refs.append(subst_predicate(pred, current.args)[1])
                elif pred[0] == "proj":
                    fixed.add(pred[1].a)
        return [member for definition in dict.fromkeys(current.definition for current in refs) for member in definition.members.values()
                if member.kind == "assoc_ty" and member not in fixed and not self.tcx.sized_self_only(member)]

    def trait_object_region(self, principal):
        """'static if the trait itself asks for it (`trait Any: 'static`), which goes before the default of the type around."""
        for definition, _, _ in principal:
            for pred, _ in self.tcx.super_predicates(definition):
                if pred[0] == "outlives" and pred[2] is t.STATIC:
                    return t.STATIC
        return None

    def default_object_region(self):
        """Reference, "Default trait object lifetimes": that of the reference around it, else 'static (inferred in bodies)."""
        if self.object_region is not None:
            return self.object_region
        return t.STATIC if self.infer is None else t.ERASED

    def lower_TyImpl(self, node):
        if self.extra is not None and self.in_inputs:
            params = self.extra.params
            parameter = GenericParam("type", "impl " + " + ".join(b.path.segments[-1].name for b in node.bounds
                                     if type(b) is ast.TraitBound), len(params), None, node, self.owner)
            params.append(parameter)
            return t.param(parameter.index, parameter.name)
        if self.in_output and self.owner.parent.kind != "trait" and self.tcx.impl_trait_of(self.owner.parent) is None:
            return self.opaque_type(node)
        return self.report(unsupported("MR002", "`impl Trait` in this position", node))

    def opaque_type(self, node):
        """`impl Trait` in a function's output (Reference, "Abstract return types"): its arguments are the function's
        parameters; lifetimes that edition 2021 does not capture are 'static."""
        definition = Def("opaque", "impl", self.owner, node, self.owner.krate)
        edition = self.tcx.edition if self.owner.krate == "user" else 2024
        captured = None if edition >= 2024 else set()
        definition.memo["generics"] = self.extra
        ty = t.mk("opaque", definition, tuple([param_term(parameter) for parameter in self.extra.params]))
        outer, self.object_region = self.object_region, None
        bounds = self.bounds(ty, node.bounds)
        self.object_region = outer
        if captured is not None:
            for pred, _ in bounds:
                parts = pred[1].args[1:] if pred[0] == "trait" else (pred[2],)
                captured |= {part for term in parts for part in t.walk(term) if type(part) is t.Region}
            args = tuple([arg if type(arg) is not t.Region or arg in captured else t.STATIC for arg in ty.b])
            shorter = t.mk("opaque", definition, args)
            bounds = [(replace_type(pred, ty, shorter), where) for pred, where in bounds]
            ty = shorter
        definition.memo["opaque"] = ty
        definition.memo["opaque_bounds"] = bounds
        return ty

    def lower_TyMacro(self, node):
        return self.report(unsupported("MR003", "a macro in type position", node))

    def lower_TyPath(self, node):
        return self.path(node.path, node)

    # --- paths ------------------------------------------------------------------------------

    def path(self, path, node):
        """The type that a path names."""
        self.tcx.resolver.ambiguity = None
        found = self.path_type(path, node)
        if self.tcx.resolver.ambiguity is not None:
            name, first, second = self.tcx.resolver.ambiguity
            for segment in path.segments:
                if segment.name == name:
                    self.report(resolve_errors.ambiguous_name(name, segment, first, second))
        return found

    def path_type(self, path, node):
        segments = path.segments
        if path.qself is not None:
            return self.qualified(path, node)
        first = segments[0]
        if not path.global_:
            base = self.generic_scope(first.name)
            if base is not None:
                if first.args is not None and self.owner.krate == "user":
                    self.report(errors.arguments_not_allowed(first, "self type" if first.name == "Self" else "type parameter"))
                return self.assoc_chain(base, segments[1:], node)
        current = self.tcx.resolver.first_of_path(self.module, path.global_, first.name, "types", len(segments) == 1)
        index = 0
        while type(current) is not tuple and current is not None and current.kind == "mod" and index < len(segments) - 1:
            index += 1
            inner = self.tcx.resolver.in_module(current, segments[index].name, "types")
            if inner is not None and not self.tcx.resolver.visible(inner, self.module):
                self.report(resolve_errors.private_item(resolve_errors.WORDS.get(inner.kind, "item"), inner.name, segments[index], inner))
            current = inner
        if current is None:
            return self.report(self.not_found(path, index, node))
        if type(current) is not tuple and index == len(segments) - 2:
            behind = segments[index + 1].name
            if current.kind == "enum" and behind in current.types:
                return self.report(errors.expected_type(current.types[behind], f"{current.name}::{behind}", node))
            if current.kind == "trait":
                return self.report(errors.ambiguous_assoc_type(behind, current.name, node))
        return self.assoc_chain(self.definition_type(current, segments[index], node), segments[index + 1:], node)

    def not_found(self, path, index, node):
        name = path.segments[index].name
        gap = self.tcx.resolver.std_gap(self.module, path.segments)
        if gap is not None:
            return unsupported("MR030", f"std's `{gap}`", node)
        if index < len(path.segments) - 1:
            return resolve_errors.undeclared_module(name, path.segments[index])
        outer = self.outer_parameter(name) if index == 0 else None
        if outer is not None:
            return errors.outer_parameter(outer, name, path.segments[0])
        if name == "Self":
            return resolve_errors.not_found("E0411", "type", name, path.segments[index])
        other = self.other_namespace(path, index)
        if other is not None:
            return errors.expected_type(other, name, node)
        if index == 0:
            return resolve_errors.not_found("E0425", "type", name, path.segments[index])
        module = path.segments[index - 1].name
        return resolve_errors.not_found("E0425", "type", name, path.segments[index], f"module `{module}`")

    def other_namespace(self, path, index):
        """The value or macro that a path names, where no type has its name."""
        resolver = self.tcx.resolver
        for namespace in ("values", "macros"):
            found = resolver.resolve_segments(self.module, path.global_, path.segments[:index + 1], namespace)
            if found is not None and type(found) is not tuple:
                return found
        return None

    def outer_parameter(self, name):
        """The item outside of the block that holds the owner whose type parameter (or `Self`) has that name, or None."""
        module = self.enclosing_module(self.owner)
        while module is not None and module.name == "{block}":
            owner = module.memo["owner"]
            if name == "Self":
                around = self.tcx.lowerer(owner)
                if around.self_type() is not None:
                    return owner
            elif any(parameter.name == name and parameter.kind != "lifetime" for parameter in self.tcx.generics_of(owner).params):
                return owner
            module = module.parent
        return None

    def generic_scope(self, name):
        """A type parameter or `Self` of that name, as a type."""
        if name == "Self":
            return self.self_type()
        parameter = self.find_param(name)
        if parameter is not None:
            return t.param(parameter.index, parameter.name)
        return None

    def self_type(self):
        owner = self.owner
        while owner is not None:
            if owner.kind == "impl":
                return self.tcx.type_of(owner)
            if owner.kind == "trait":
                return t.param(0, "Self")
            if owner.kind in ("struct", "enum", "union"):
                return self.tcx.adt_self(owner)
            owner = owner.parent
        return None

    def definition_type(self, found, segment, node):
        if type(found) is tuple:
            if segment.args is not None and found[0] == "prim" and found[1] is not t.ERROR:
                self.report(errors.arguments_not_allowed(segment, "builtin type"))
            return found[1]
        kind = found.kind
        if kind in ("struct", "enum", "union"):
            args = self.args_for(found, segment, node)
            if not self.tcx.generics_of(found).params and segment.args is not None and segment.args.args:
                return t.ERROR           # reported: it takes none
            return t.adt(found, args)
        if kind == "tyalias":
            target = self.tcx.type_of(found)
            return t.ERROR if target is None else t.subst(target, self.args_for(found, segment, node))
        if kind == "trait":
            if self.tcx.edition >= 2021:
                return self.report(errors.bare_trait_object(found, node))
        return self.report(errors.expected_type(found, segment.name, node))

    def assoc_chain(self, ty, segments, node):
        for segment in segments:
            ty = self.associated_type(ty, segment, node)
        return ty

    def associated_type(self, ty, segment, node):
        """`T::Name`, found through the bounds of T (or, for Self in an impl, through its trait)."""
        if ty is t.ERROR:
            return ty
        if ty.kind in ("param", "alias"):           # before the impl's own trait: in `impl<I: Iterator> IntoIterator for I`, I::Item is Iterator's
            bounds = self.bounds_on(ty)
            if self.owner.krate == "user":
                named = {ref.definition.members.get(segment.name) for ref in bounds}
                if len([assoc for assoc in named if assoc is not None and assoc.kind == "assoc_ty"]) > 1:
                    return self.report(errors.ambiguous_in_bounds(segment.name, ty, node))
            for ref in bounds:
                assoc = ref.definition.members.get(segment.name)
                if assoc is not None and assoc.kind == "assoc_ty":
                    return self.alias(assoc, ref.args, segment, node)
        owner = self.owner
        while owner is not None and owner.kind not in ("impl", "trait"):
            owner = owner.parent
        if owner is not None and owner.kind == "impl" and ty is self.tcx.type_of(owner) and ty.kind != "param":
            ref = self.tcx.impl_trait_ref(owner)
            for candidate in self.with_supertraits([ref] if ref else []):
                assoc = candidate.definition.members.get(segment.name)
                if assoc is not None and assoc.kind == "assoc_ty":
                    return self.alias(assoc, candidate.args, segment, node)
        if ty.kind in ("param", "alias"):
            return self.report(errors.assoc_type_not_found(segment.name, ty, node, segment))
        return self.report(errors.ambiguous_assoc_type(segment.name, ty, node))

    def alias(self, assoc, args, segment, node):
        own = self.own_args(assoc, segment, node, args)
        return t.mk("alias", assoc, tuple(args) + own)

    def with_supertraits(self, refs):
        out = list(refs)
        for ref in out:
            for sup, _ in self.tcx.super_predicates(ref.definition):
                if sup[0] == "trait":
                    out.append(TraitRef(sup[1].definition, t.subst_all(sup[1].args, ref.args)))
        return out

    def bounds_on(self, ty):
        """Trait refs that the bounds in scope state of a parameter (read without computing all predicates)."""
        owner, refs = self.owner, []
        while owner is not None:
            if owner.kind == "trait" and ty is t.param(0, "Self"):
                refs.append(TraitRef(owner, self.tcx.identity_args(owner)))
            generics = getattr(owner.node, "generics", None) if owner.kind != "mod" else None
            if generics is not None:
                refs += self.tcx.lowerer(owner, elided="static").bounds_of_param(generics, ty)
            owner = owner.parent
        if ty.kind == "alias":
            for pred, _ in self.tcx.item_bounds(ty.a):
                if pred[0] == "trait":
                    refs.append(TraitRef(pred[1].definition, t.subst_all(pred[1].args, ty.b)))
        return self.with_supertraits(refs)

    def bounds_of_param(self, generics, ty):
        refs = []
        for p in generics.params:
            if type(p) is ast.TypeParam and ty.kind == "param" and p.name == ty.b:
                refs += self.trait_refs(ty, p.bounds)
        for where in generics.where:
            if type(where) is ast.WherePred and self.mentions(where.ty, ty):
                refs += self.trait_refs(ty, where.bounds)
        return refs

    def mentions(self, node, ty):
        if ty.kind == "param":
            return type(node) is ast.TyPath and node.path.qself is None and len(node.path.segments) == 1 \
                and node.path.segments[0].name == ty.b
        return type(node) is ast.TyPath and self.lower(node) is ty

    def trait_refs(self, ty, bounds):
        return [pred[1] for pred, _ in self.bounds(ty, bounds) if pred[0] == "trait"]

    def qualified(self, path, node):
        """`<T as Trait>::Name…`, or `<T>::Name`."""
        self_ty = self.lower(path.qself)
        count = path.qtrait_len
        if count == 0:
            return self.assoc_chain(self_ty, path.segments, node)
        trait = self.tcx.resolver.resolve_segments(self.module, path.global_, path.segments[:count], "types")
        if trait is not None and (type(trait) is tuple or trait.kind != "trait"):
            return self.report(errors.expected_trait(trait, path.segments[count - 1]))
        if trait is None:
            return self.report(resolve_errors.not_found("E0405", "trait", path.segments[count - 1].name, path.segments[count - 1]))
        given = path.segments[count - 1].args
        if given is not None and given.constraints:
            self.report(errors.constraint_not_allowed(given.constraints[0]))
        args = (self_ty,) + self.own_args(trait, path.segments[count - 1], node, (self_ty,))
        name = path.segments[count]
        assoc = trait.members.get(name.name)
        if assoc is not None and assoc.kind != "assoc_ty":
            return self.report(errors.expected_assoc_type(assoc, trait, node))
        if assoc is None or assoc.kind != "assoc_ty":
            return self.report(errors.no_assoc_in_trait(name, trait))
        return self.assoc_chain(self.alias(assoc, args, name, node), path.segments[count + 1:], node)

    # --- generic arguments ------------------------------------------------------------------

    def args_for(self, definition, segment, node):
        """The argument tuple for a use of `definition` (an ADT or alias)."""
        outer, self.object_region = self.object_region, None
        args = self.own_args(definition, segment, node, ())
        self.object_region = outer
        if self.owner.krate == "user" and self.owner.kind != "tyalias":
            for index in self.tcx.sized_params(definition):
                if index < len(args) and args[index].kind in ("str", "slice", "dyn"):
                    self.report(errors.unsized_argument(args[index], node))
        return args

    def own_args(self, definition, segment, node, parent_args):
        params = self.tcx.generics_of(definition).params[len(parent_args):]
        given = segment.args
        if given is not None and given.paren:
            if definition.kind != "trait":
                self.report(errors.parenthesized_arguments(segment))
                return tuple(self.error_arg(p) for p in params)
            return self.paren_args(given)
        if given is not None and given.constraints and definition.kind != "trait":
            self.report(errors.constraint_not_allowed(given.constraints[0]))
        given_args = list(given.args) if given is not None else []
        lifetimes = [arg for arg in given_args if type(arg) is ast.Lifetime]
        if lifetimes and [type(arg) is ast.Lifetime for arg in given_args[:len(lifetimes)]] != [True] * len(lifetimes):
            self.report(errors.lifetime_after_types(given_args[0], definition, params))
            return tuple(self.error_arg(p) for p in params)
        others = [arg for arg in given_args if type(arg) is not ast.Lifetime]
        out = list(parent_args)
        wanted = [p for p in params if p.kind != "lifetime"]
        wanted_lifetimes = [p for p in params if p.kind == "lifetime"]
        required = len([p for p in wanted if p.default is None])
        if len(others) > len(wanted) or (len(others) < required and (self.infer is None or others)):
            self.report(errors.wrong_generic_count(definition, segment, required, len(wanted), len(others)))
            return tuple(self.error_arg(p) for p in params)
        if lifetimes and len(lifetimes) != len(wanted_lifetimes):
            self.report(errors.wrong_lifetime_count(definition, segment, len(wanted_lifetimes), len(lifetimes)))
            lifetimes = []
        for p in params:
            if p.kind == "lifetime":
                out.append(self.lifetime(lifetimes.pop(0)) if lifetimes else self.omitted_arg(segment))
            elif others:
                out.append(self.generic_arg(others.pop(0), p))
            elif p.default is not None and self.infer is None or p.default is not None and given_args:
                out.append(self.default_arg(definition, p, out))
            elif self.infer is not None:
                out.append(self.infer("ty") if p.kind == "type" else self.infer("const"))
            else:
                out.append(self.default_arg(definition, p, out))
        return tuple(out[len(parent_args):])

    def omitted_arg(self, segment):
        return self.omitted(segment)

    def error_arg(self, p):
        return t.ERROR if p.kind == "type" else t.STATIC if p.kind == "lifetime" else t.const("error")

    def default_arg(self, definition, p, so_far):
        lowerer = self.tcx.lowerer(definition, elided="static")
        if p.kind == "const":
            return lowerer.const_expr(p.default)
        return t.subst(lowerer.lower(p.default), tuple(so_far))

    def generic_arg(self, node, p):
        if type(node) is ast.ConstArg:
            if p.kind == "const":
                return self.const_expr(node.value)
            self.report(errors.const_for_type(node))
            return t.ERROR
        if p.kind == "const":
            if type(node) is ast.TyPath and len(node.path.segments) == 1:
                found = self.find_param(node.path.segments[0].name, "const")
                if found is not None:
                    return t.const("param", found.index, found.name)
                return self.const_expr(ast.PathExpr(node.path, node.lo, node.hi))
            if type(node) is ast.TyInfer and self.infer is not None:
                return self.infer("const")
            self.report(errors.type_for_const(node))
            return t.const("error")
        return self.lower(node)

    def paren_args(self, given):
        """`Fn(A, B) -> C`: one tuple argument (the output is a projection, see `trait_bound`)."""
        return (t.tuple_of(self.bound_inputs(given.inputs)),)

    def const_expr(self, node):
        """The Const of an array length or const argument."""
        if type(node) is ast.Block and not node.stmts and node.expr is not None:
            return self.const_expr(node.expr)
        if type(node) is ast.PathExpr and len(node.path.segments) == 1 and node.path.qself is None:
            found = self.find_param(node.path.segments[0].name, "const")
            if found is not None:
                return t.const("param", found.index, found.name)
        if type(node) is ast.Underscore and self.infer is not None:
            return self.infer("const")
        from .const_eval import evaluate

        return evaluate(self.tcx, node, self.module, self.owner)

    # --- bounds -----------------------------------------------------------------------------

    def bounds(self, ty, nodes):
        """[(predicate, node)] that a list of bounds states of `ty`."""
        out = []
        for node in nodes:
            if type(node) is ast.LifetimeBound:
                out.append((("outlives", ty, self.lifetime(node.lifetime)), node))
            elif type(node) is ast.TraitBound and node.modifier == "":
                out += self.trait_bound(ty, node)
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
                alias = t.mk("alias", assoc, candidate.args)
                if node.ty is not None:
                    return [(("proj", alias, self.lower(node.ty)), node)]
                return self.bounds(alias, node.bounds)
        self.report(errors.no_assoc_in_trait(node, ref.definition))
        return []

    def resolve_trait(self, path):
        trait = self.tcx.resolver.resolve_segments(self.module, path.global_, path.segments, "types")
        last = path.segments[-1]
        if trait is None:
            gap = self.tcx.resolver.std_gap(self.module, path.segments)
            self.report(unsupported("MR030", f"std's `{gap}`", path) if gap is not None else
                        resolve_errors.not_found("E0405", "trait", last.name, last))
            return None
        if type(trait) is tuple and trait[1] is t.ERROR:
            return None
        if type(trait) is tuple or trait.kind != "trait":
            self.report(errors.expected_trait(trait, last))
            return None
        if not self.tcx.resolver.visible(trait, self.module):
            self.report(resolve_errors.private_item("trait", trait.name, last, trait))
        return trait

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
        self_ty = self.lower(node.self_ty)
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
        self_elided = self.self_region(inputs) if node.self_param is not None else None
        inputs += [self.lower(p.ty) for p in node.params]
        self.in_inputs = False
        if self_elided is not None:
            self.elided = self_elided
        else:
            regions = lifetimes_in(inputs)
            fresh = [p for p in generics.params[start:] if p.kind == "lifetime"]
            self.output_candidates = (len(regions), node)
            if len(regions) == 1:
                self.elided = next(iter(regions))
            else:
                self.elided = "error"
                self.output_candidates = (len(fresh), node)
        self.in_output = True
        output = self.lower(node.ret) if node.ret is not None else t.UNIT
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
        if node.ref:
            return t.mk("ref", self_ty, self.lifetime(node.lifetime, node), node.mut)
        return self_ty

    def self_region(self, inputs):
        """The lifetime of `&self` / `&mut self` (also `self: &Self`), which elided outputs take."""
        ty = inputs[0]
        return ty.b if ty.kind == "ref" else None


def param_term(parameter):
    """The Ty, Region or Const that stands for a generic parameter."""
    if parameter.kind == "type":
        return t.param(parameter.index, parameter.name)
    if parameter.kind == "lifetime":
        return t.region("param", parameter.index, parameter.name)
    return t.const("param", parameter.index, parameter.name)


def replace_type(pred, old, new):
    """A predicate with the type `new` in the place of `old`."""
    def leaf(part):
        return new if part is old else part
    if pred[0] == "trait":
        return ("trait", TraitRef(pred[1].definition, tuple([t.fold(arg, leaf) for arg in pred[1].args])))
    return (pred[0], t.fold(pred[1], leaf), t.fold(pred[2], leaf))


def anonymous_bound(index):
    """The region of the index-th omitted lifetime of a fn pointer or `Fn` bound."""
    return t.region("bound", 100 + index, f"_{index}")


def unconstrained_regions(inputs, output, lifetimes):
    """The lifetimes of a `for<…>` that stand in the output but in no input (one below a projection does not count)."""
    def direct(term):
        if type(term) is t.Region:
            return {term.b}
        if type(term) is not t.Ty or term.kind == "alias":
            return set()
        parts = {"fnptr": lambda: (*term.a, term.b), "ref": lambda: (term.a, term.b), "slice": lambda: (term.a,), "array": lambda: (term.a,),
                 "dyn": lambda: (term.b, *[arg for _, args, _ in term.a for arg in args])}.get(
                     term.kind, lambda: term.b if type(term.b) is tuple else ())()
        return set().union(*map(direct, parts))

    if not lifetimes:
        return []
    constrained = set().union(*map(direct, inputs))
    used = {part.b for part in t.walk(output) if type(part) is t.Region and part.kind == "bound"}
    return [p.name for p in lifetimes if p.name in used and p.name not in constrained]


def lifetimes_in(types):
    found = {}
    for ty in types:
        for part in t.walk(ty):
            if type(part) is t.Region and part.kind != "bound":
                found[part] = True
    return found
