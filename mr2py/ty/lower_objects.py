"""Trait objects and `impl Trait` as written → `Ty` (Reference, "Trait objects", "Impl trait types")."""

from ..diagnostics.build import unsupported
from ..syntax import ast, visit
from . import errors
from . import types as t
from .defs import Def, GenericParam, TraitRef
from .lower_terms import AMBIGUOUS, OBJECT_SELF, param_term, replace_type

AUTO_TRAITS = frozenset(("Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"))


def nested_impl(node):
    """An `impl Trait` among the generic arguments of another one's bounds (E0666), or None."""
    for bound in node.bounds:
        args = bound.path.segments[-1].args if type(bound) is ast.TraitBound else None
        for part in visit.walk(args.args) if args is not None and not args.paren else ():
            if type(part) is ast.TyImpl:
                return part
    return None


def inside(tokens, node):
    """How many parentheses there are around a type."""
    count = 0
    while tokens.text[node.lo + count] == "(":
        count += 1
    return count


class ObjectTypes:
    """Part of TypeLowerer."""

    def lower_TyDyn(self, node):
        ty = self.dyn_type(node.bounds, node)
        if node.bare:
            from .bare_objects import bare_trait_object
            return self.report(bare_trait_object(self, node))
        return ty

    def dyn_type(self, bounds, node):
        parts, region, places = [], None, {}
        for bound in bounds:
            if type(bound) is ast.LifetimeBound:
                if region is not None:
                    self.report(errors.second_object_lifetime(bound))
                region = self.lifetime(bound.lifetime)
            elif type(bound) is ast.UseBound:
                from .precise_captures import not_allowed
                self.report(not_allowed(bound, "`dyn` trait object bounds"))
            elif type(bound) is ast.TraitBound and bound.modifier == "?":
                self.report(errors.relaxed_bound("relaxed bounds are not permitted in trait object types", bound, errors.nothing_relaxed("trait object types")))
            elif type(bound) is ast.TraitBound:
                preds = self.trait_bound(OBJECT_SELF, bound)
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
            return self.report(errors.object_without_trait((node.lo + inside(self.tcx.tokens, node), node.hi - inside(self.tcx.tokens, node))))
        if self.owner.krate == "user":
            others = [part[0] for part in principal if part[0] is not principal[0][0]]
            if others:
                return self.report(errors.second_principal(others[0], places))
            for definition, args, assoc in principal[:1]:
                if self.owner.kind != "tyalias":         # an alias need not be well-formed
                    self.tcx.dyn_uses.append((definition, node, places[definition]))
                missing = self.unfixed_types(TraitRef(definition, (t.param(0, "Self"),) + args), {fixed for fixed, _ in assoc})
                if missing:
                    return self.report(errors.unfixed_assoc_types(missing, places[definition]))
        return t.mk("dyn", tuple(principal + autos), region or self.trait_object_region(principal, node) or self.default_object_region(node))

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

    def trait_object_region(self, principal, node):
        """What the trait itself asks of its Self (`trait Any: 'static`), which goes before the default of the type around: 'static, or the
        only lifetime (E0227 where they differ); None where it asks for none. A signature's late-bound lifetimes do not count."""
        found = dict.fromkeys(region for definition, args, _ in principal for region in self.asked_of_self(definition, args))
        if found and self.infer is None and self.owner.kind in ("fn", "assoc_fn") and self.owner.krate == "user":
            from .late_bound import early_lifetimes
            early = {param.name for param in early_lifetimes(self.owner.node)}
            own = {param.name for param in self.owner.node.generics.params if type(param) is ast.LifetimeParam} - early
            found = [region for region in found if region.kind not in ("bound", "param") or region.b not in own]
        if not found or t.STATIC in found:
            return t.STATIC if found else None
        first, *others = found
        if others and self.owner.krate == "user":
            self.report(errors.ambiguous_trait_lifetime(node))
            return t.STATIC
        return first

    def asked_of_self(self, trait, args):
        """The regions that a trait and its supertraits say their Self outlives."""
        from .context import subst_predicate
        work, seen = [TraitRef(trait, (OBJECT_SELF,) + args)], set()
        while work:
            ref = work.pop(0)
            if ref.definition in seen:
                continue
            seen.add(ref.definition)
            for pred, _ in self.tcx.super_predicates(ref.definition):
                new = subst_predicate(pred, ref.args)
                if new[0] == "trait":
                    work.append(new[1])
                elif new[0] == "outlives" and new[1] is OBJECT_SELF:
                    yield new[2]

    def default_object_region(self, node):
        """Reference, "Default trait object lifetimes": that of the reference or ADT around it, else 'static (inferred in bodies)."""
        if self.object_region is AMBIGUOUS and self.infer is None:
            self.report(errors.ambiguous_object_lifetime(node))
        elif self.object_region is not None and self.object_region is not AMBIGUOUS:
            return self.object_region
        return t.STATIC if self.infer is None else t.ERASED

    def lower_TyImpl(self, node):
        inner = nested_impl(node)
        if inner is not None:
            return self.report(errors.nested_impl_trait(inner, node))
        if self.extra is not None and self.in_inputs:
            params = self.extra.params
            parameter = GenericParam("type", "impl " + " + ".join(b.path.segments[-1].name for b in node.bounds
                                     if type(b) is ast.TraitBound), len(params), None, node, self.owner)
            params.append(parameter)
            return t.param(parameter.index, parameter.name)
        if self.in_output:
            if any(type(bound) is ast.UseBound for bound in node.bounds):
                from .precise_captures import check
                check(self, node)
            return self.output_of_trait(node) if self.owner.parent.kind == "trait" else self.opaque_type(node)
        return self.report(unsupported("MR002", "`impl Trait` in this position", node))           # see syntax/impl_positions.py

    def output_of_trait(self, node):
        """`impl Trait` in the output of a trait's method: an associated type without a name (RFC 3425), whose parameters are
        the method's. An impl's method gives it its value; the method's own body, if there is one, hides one."""
        trait = self.owner.parent
        others = trait.memo.setdefault("outputs", [])
        definition = Def("assoc_ty", f"{{{self.owner.name}#{len(others)}}}", trait, node, self.owner.krate)
        others.append(definition)
        alias = t.mk("alias", definition, tuple([param_term(parameter) for parameter in self.extra.params]))
        outer, self.object_region = self.object_region, None
        bounds = self.bounds(alias, node.bounds)
        self.object_region = outer
        definition.memo.update(generics=self.extra, predicates=[], sized_params=[], item_bounds=bounds, output_of=self.owner)
        if self.owner.node.body is not None:
            hidden = Def("opaque", "impl", self.owner, node, self.owner.krate)
            ty = t.mk("opaque", hidden, alias.b)
            hidden.memo.update(generics=self.extra, opaque=ty, opaque_bounds=[(replace_type(pred, alias, ty), where) for pred, where in bounds])
            definition.memo["default"] = ty
        return alias

    def named_captures(self, node):
        """The lifetimes of `use<…>` among the bounds (Reference, "Precise capturing")."""
        names = {name for bound in node.bounds if type(bound) is ast.UseBound for name in bound.names}
        found = {param_term(parameter) for parameter in self.extra.params if parameter.kind == "lifetime" and parameter.name in names}
        return found | {self.omitted(node)} if "_" in names else found

    def opaque_type(self, node):
        """`impl Trait` in a function's output (Reference, "Abstract return types"): its arguments are the function's
        parameters; lifetimes that edition 2021 does not capture are 'static, but methods of traits capture all."""
        definition = Def("opaque", "impl", self.owner, node, self.owner.krate)
        of_trait = self.tcx.impl_trait_of(self.owner.parent) is not None
        edition = self.tcx.edition if self.owner.krate == "user" and not of_trait else 2024
        captured = self.named_captures(node) if any(type(bound) is ast.UseBound for bound in node.bounds) else \
            None if edition >= 2024 else set()
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
