"""Method calls: probing along the autoderef chain (Reference, "Method-call expressions"; rustc's `probe`)."""

from ..diagnostics.build import unsupported
from ..ty import types as t
from ..ty.builtin import CLOSURE_KINDS
from ..ty.impls import head_key
from ..ty.defs import TraitRef
from . import errors
from .report import is_group


class Pick:
    """The chosen method: `definition` with `args` (of its parent, then its own), the autoderef `steps`,
    `autoref` (None, "shared", "mut"), and whether the array was unsized."""

    __slots__ = ("definition", "args", "steps", "autoref", "unsize", "self_ty")

    def __init__(self, definition, args, steps, autoref, unsize, self_ty):
        self.definition, self.args, self.steps = definition, args, steps
        self.autoref, self.unsize, self.self_ty = autoref, unsize, self_ty


class Methods:
    """Part of FnCtxt."""

    def expr_MethodCall(self, node, hint):
        receiver = self.known(self.check_expr(node.recv), node.recv)
        if self.resolve(receiver).flags & t.HAS_ERROR:       # every trait would seem to fit
            for arg in node.args:
                self.check_expr(arg)
            self.results.tainted = True
            return t.ERROR
        self.ambiguous_methods = []
        pick = self.probe(receiver, node.seg.name)
        if pick is not None and not self.ambiguous_methods:
            return self.confirm_method(node, receiver, pick, hint)
        out = self.no_pick(node, receiver)
        for arg in node.args:                    # nothing tells what they should be; that is no further error
            self.check_expr(arg)
        return out

    def no_pick(self, node, receiver):
        """What a call is where no method, or several, were found."""
        if self.ambiguous_methods:
            return self.error(errors.several_items(node.name_tok, node.seg.name, self.ambiguous_methods))
        if any(ty.kind == "error" for ty, _ in self.autoderef(receiver)):
            self.results.tainted = True
            return t.ERROR
        if self.unknown_end is not None:
            return self.known(self.unknown_end, node.recv)
        return self.method_error(node, self.resolve(receiver))

    def method_error(self, node, receiver):
        for ty, _ in self.autoderef(receiver):
            found = self.field_of(ty, node.seg.name)
            if found is not None:
                return self.error(errors.field_not_method(self, node, receiver, found[1]))
        if self.in_broken_impl(receiver, node.seg.name) or self.holds_failed_closure(receiver):
            self.results.tainted = True
            return t.ERROR
        declared = self.unmet_bounds and not any(self.impl_gap(ref) for _, ref in self.unmet_bounds)
        gap = None if declared else self.std_gap(receiver, node.seg.name)
        if gap is not None:
            return self.error(unsupported("MR030", f"std's `{gap}`", node.name_tok))
        if receiver.kind == "ptr":
            return self.error(unsupported("MR001", "a raw pointer", node.name_tok))
        if self.private_candidate is not None:
            return self.error(errors.private_method(node, self.private_candidate))
        return self.error(errors.no_method(self, node, receiver, self.unmet_bounds), receiver)

    def holds_failed_closure(self, receiver):
        """Whether a closure inside the receiver does not fit a bound on it: that error, told later, is the cause."""
        closures = [part for part in t.walk(receiver) if part.kind == "closure"]
        for obligation in self.fulfill.pending if closures else ():
            ref = obligation.pred[1]
            if obligation.pred[0] == "trait" and ref.definition.lang in CLOSURE_KINDS:
                subject = self.resolve(ref.args[0])
                if subject in closures and not self.icx.can_unify(t.tuple_of(self.closure_sig(subject)[0]), ref.args[1]):
                    return True
        return False

    def has_broken_impl(self, ty):
        """Whether a type has an impl of a trait that was not found (and reported): which one, nobody knows."""
        if ty.kind != "adt" or ty.a.krate != "user":
            return False
        return any(impl.node.trait_path is not None and self.tcx.trait_of_impl(impl) is None and head_key(self.tcx.type_of(impl)) == head_key(ty)
                   for impl in self.tcx.crates[-1].impls)

    def in_broken_impl(self, receiver, name):
        """Whether an impl of a trait that was not found (and reported) has the method."""
        for impl in self.tcx.crates[-1].impls:
            if impl.node.trait_path is not None and name in impl.members and self.tcx.trait_of_impl(impl) is None:
                self_ty = self.tcx.type_of(impl)
                if any(head_key(ty) == head_key(self_ty) for ty, _ in self.autoderef(receiver)):
                    return True
        return False

    def std_gap(self, receiver, name):
        """`Type::name` if Rust's std has that item on a type of the receiver's chain and ours lacks it, else None."""
        from ..std.known import has_member, known

        chain = [ty for ty, _ in self.autoderef(receiver)]
        if any(type(part) is t.Ty and part.kind in ("str", "slice", "dyn") for ty in chain if ty.kind == "adt" and ty.a.lang == "Vec" for part in ty.b):
            return None                          # its bounds are what is not satisfied: it derefs to nothing
        if chain[-1].kind == "array":
            chain.append(t.slice_of(chain[-1].a))
        for ty in chain:
            if ty.kind == "infer" or ty.kind in ("slice", "str") and self.of_sized(name):
                continue                         # a number has no methods before its type is known; known.txt lists it for what owns such a value
            if has_member(ty, name) and not any(name in impl.members for impl in self.inherent_candidates(ty)) and not self.has_by_trait(ty, name):
                return f"{'slice' if ty.kind == 'slice' else ty.a.name if ty.kind == 'adt' else ty}::{name}"
        for trait, names in known().traits.items():
            declared = self.tcx.lang(trait)
            if name in names and declared is not None and declared.krate == "std" and name not in declared.members:
                args = self.icx.fresh_args(declared)[1:]
                if any(ty.kind != "infer" and self.icx.holds(TraitRef(declared, (form,) + args))
                       for ty in chain for form in (ty, t.ref(ty), t.ref(ty, True))):
                    return f"{trait}::{name}"
        return None

    def of_sized(self, name):
        """Whether a method is one of traits that only sized types implement (`clone`)."""
        traits = self.tcx.trait_methods.get(name, ())
        return bool(traits) and all(any(pred[0] == "trait" and self.tcx.is_lang(pred[1].definition, "Sized")
                                        for pred, _ in self.tcx.super_predicates(trait)) for trait in traits)

    def has_by_trait(self, ty, name):
        """Whether an impl of ours for this very type, or for references to it, has the member: then its bounds are what is not satisfied."""
        key = head_key(ty)
        traits = [trait for trait in self.tcx.trait_methods.get(name, ()) if trait.krate == "std" and name in trait.members]
        return any(self.tcx.impls_at(trait, key) for trait in traits) or \
            any(head_key(behind(self.tcx.impl_trait_ref(impl).args[0])) == key for trait in traits for impl in self.tcx.impls_of(trait))

    # --- probing ------------------------------------------------------------------------------------

    def probe(self, receiver, name):
        """The Pick for `receiver.name(…)`, or None."""
        self.private_candidate, self.unmet_bounds, self.unknown_end = None, [], None
        chain, steps = [], []
        for ty, step in self.autoderef(receiver):
            if step is not None:
                steps = steps + [step]
            chain.append((ty, steps, False))
        last, last_steps, _ = chain[-1]
        if last.kind == "infer" and last.b == "ty":
            self.unknown_end = last            # what is behind a reference must be known, whatever method is meant
            return None
        if last.kind == "array":
            chain.append((t.slice_of(last.a), last_steps, True))
        candidates = self.assemble(name, [ty for ty, _, _ in chain])
        if not candidates:
            return None
        for ty, steps, unsize in chain:
            if ty.kind == "infer" and ty.b == "ty":
                return None
            for autoref, self_ty in ((None, ty), ("shared", t.ref(ty)), ("mut", t.ref(ty, True))):
                if unsize and autoref is None:
                    continue
                pick = self.consider(candidates, self_ty, steps, autoref, unsize)
                if pick is not None:
                    return pick
        return None

    def assemble(self, name, types):
        """[(method Def, kind "inherent"|"param"|"trait", TraitRef or None)]: all methods of that name that may apply."""
        out, seen = [], set()
        for ty in types:
            if ty.kind in ("param", "alias", "dyn", "opaque"):
                for ref in self.bounds_of(ty):
                    member = ref.definition.members.get(name)
                    if member is not None and self.is_method(member):
                        out.append((member, "param", ref))
            for impl in self.inherent_candidates(ty):
                member = impl.members.get(name)
                if member is not None and member not in seen and self.is_method(member):
                    seen.add(member)
                    out.append((member, "inherent", None))
        for trait in self.tcx.trait_methods.get(name, ()):
            member = trait.members[name]
            if self.is_method(member) and self.trait_in_scope(trait):
                out.append((member, "trait", None))
        return out

    def is_method(self, member):
        return member.kind == "assoc_fn" and member.node.self_param is not None

    def bounds_of(self, ty):
        """The trait refs that hold of a parameter, associated type or trait object."""
        if ty.kind == "dyn":
            env = type(self.icx.env)()
            self.tcx.elaborate(env, [("trait", TraitRef(d, (ty,) + args)) for d, args, _ in ty.a])
            return [ref for refs in env.traits.values() for ref in refs]
        out = [ref for refs in self.icx.env.traits.values() for ref in refs if ref.args[0] is ty]
        if ty.kind in ("alias", "opaque"):
            out += [pred[1] for pred in self.icx.alias_bounds(ty) if pred[0] == "trait"]
        return out

    def inherent_candidates(self, ty):
        """The inherent impls that may be of a type; a number of which nothing is known has none (E0689)."""
        if ty.kind == "infer":
            return self.tcx.impls_at(None, None)
        found = self.tcx.impls_at(None, head_key(ty)) + self.tcx.impls_at(None, None)
        lost = self.tcx.caches.get("lost impls")
        return found if lost is None else [impl for impl in found if impl not in lost]

    def trait_in_scope(self, trait):
        """Whether a trait's methods may be called here: declared, imported or in the prelude."""
        module = self.module
        key = (module, self.owner.parent, trait)
        cache = self.tcx.caches.setdefault("in_scope", {})
        if key not in cache:
            cache[key] = self.find_in_scope(module, trait)
        return cache[key]

    def find_in_scope(self, module, trait):
        if self.owner.krate == "std":
            return True
        resolver = self.tcx.resolver
        parent = self.owner.parent
        while parent is not None:
            if parent is trait or self.is_impl_of(parent, trait):
                return True   # rustc's `current_trait_ref`
            parent = parent.parent
        while module is not None:
            for name, found in module.types.items():
                if found is trait:
                    return True
            for entries in module.imports.values():
                for entry in entries:
                    if resolver.import_target(entry, "types") is trait:
                        return True
            for entry in module.globs:
                target = resolver.resolve_segments(entry.module, entry.global_, entry.segments, "types")
                if target is trait:
                    return True
                if not isinstance(target, tuple) and target is not None and target.types is not None and \
                        resolver.in_module(target, trait.name, "types") is trait:
                    return True
            if module.name != "{block}":
                break
            module = module.parent
        return resolver.prelude is not None and resolver.in_module(resolver.prelude, trait.name, "types") is trait

    def is_impl_of(self, definition, trait):
        """Whether a definition is an impl of a trait."""
        return definition.kind == "impl" and definition.node.trait_path is not None and self.tcx.trait_of_impl(definition) is trait

    def consider(self, candidates, self_ty, steps, autoref, unsize):
        """The applicable candidate for one self type: inherent ones win over traits' (E0034 if several tie)."""
        for kinds in (("inherent", "param"), ("trait",)):
            found = []
            for member, kind, ref in candidates:
                if kind in kinds:
                    args = self.applies(member, kind, ref, self_ty)
                    if args is not None:
                        found.append((member, args))
            if found:
                if len(found) > 1:
                    exact = [f for f in found if not self.maybe_only(f)]
                    found = exact or found
                    self.ambiguous_methods = self.tied(found, self_ty)
                member, args = found[0]
                return Pick(member, args, steps, autoref, unsize, self_ty)
        return None

    def tied(self, found, self_ty):
        """The different methods among candidates that all certainly apply; none for std's own calls, nor where one is of a group of primitives."""
        members = list(dict.fromkeys(member for member, _ in found))
        if len(members) < 2 or self.owner.krate == "std" or any(member.parent.kind == "trait" and is_group(member.parent) for member in members):
            return []
        return members if all(self.certain(member, args, self_ty) for member, args in found) else []

    def certain(self, member, args, self_ty):
        """Whether a trait's method is known to apply to `self_ty`."""
        if member.parent.kind != "trait":
            return True
        icx = self.icx
        mark, pending = icx.snapshot(), len(icx.pending_projections)
        icx.unify(self.receiver_type(member, args), self_ty)
        holds = icx.definitely_holds(TraitRef(member.parent, icx.resolve_all(args)))
        icx.rollback(mark)
        del icx.pending_projections[pending:]
        return holds

    def maybe_only(self, found):
        member, args = found
        if member.parent.kind != "trait":
            return False
        return not self.icx.definitely_holds(TraitRef(member.parent, args))

    def applies(self, member, kind, ref, self_ty):
        """The arguments of the method's parent if its receiver type fits `self_ty`, else None."""
        icx = self.icx
        mark, pending = icx.snapshot(), len(icx.pending_projections)
        parent = member.parent
        if kind == "param":
            args = tuple([t.erase_regions(a) for a in ref.args])
        else:
            args = icx.fresh_args(parent)
        wanted = self.receiver_type(member, args)
        fits = icx.unify(wanted, self_ty)
        if fits and kind == "trait":
            holds = icx.probe_evaluate(("trait", TraitRef(parent, icx.resolve_all(args))))
            if holds == "no":
                fits = False
        elif fits and kind == "inherent":
            fits = self.impl_bounds_hold(parent, args, member) and self.projections_hold(member, args)
            if fits and not self.tcx.resolver.visible(member, self.module):
                self.private_candidate = member
                fits = False
        icx.rollback(mark)
        del icx.pending_projections[pending:]
        return args if fits else None

    def impl_bounds_hold(self, impl, args, member):
        for index in self.tcx.sized_params(impl):
            ty = self.icx.resolve(args[index])
            if ty.kind in ("str", "slice", "dyn"):
                self.unmet_bounds.append((member, TraitRef(self.tcx.lang("Sized"), (ty,))))
                return False
        for pred, _ in self.tcx.predicates_of(impl):
            if pred[0] != "trait":
                continue
            ref = TraitRef(pred[1].definition, self.icx.resolve_all(tuple(t.erase_regions(a) for a in t.subst_all(pred[1].args, args))))
            ref = TraitRef(ref.definition, tuple([self.icx.normalize(a) for a in ref.args]))
            if not self.icx.holds(ref):
                self.unmet_bounds.append((member, ref))
                return False
        return True

    def projections_hold(self, member, parent_args):
        """Whether what the result's type projects from can exist (`join` returns `<[T] as Join<S>>::Output`)."""
        output = self.tcx.fn_sig(member).output
        if not output.flags & t.HAS_ALIAS:
            return True
        args = self.icx.resolve_all(self.with_own_args(member, parent_args))
        for part in t.walk(t.erase_regions(t.subst(output, args))):
            if part.kind == "alias" and part.b[0].kind not in ("infer", "alias", "param"):
                count = len(self.tcx.generics_of(part.a.parent).params)
                ref = TraitRef(part.a.parent, part.b[:count])
                if not self.icx.holds(ref):
                    self.unmet_bounds.append((member, ref))
                    return False
        return True

    def with_own_args(self, member, parent_args):
        own = self.tcx.generics_of(member).params[len(parent_args):]
        return parent_args + tuple([self.icx.fresh_for(p) for p in own])

    def receiver_type(self, member, parent_args):
        sig = self.tcx.fn_sig(member)
        args = self.with_own_args(member, parent_args)
        return self.icx.normalize(t.erase_regions(t.subst(sig.inputs[0], args)))

    # --- confirmation ------------------------------------------------------------------------------

    def confirm_method(self, node, receiver, pick, hint):
        definition = pick.definition
        parent_args = pick.args          # probing rolled their bindings back; unifying the receiver binds them again
        args = parent_args + self.method_args(node, definition, parent_args)
        sig = self.tcx.fn_sig(definition)
        self.icx.unify(self.normalize(t.erase_regions(t.subst(sig.inputs[0], args)), node), pick.self_ty)
        inputs = [self.normalize(t.erase_regions(t.subst(i, args)), node) for i in sig.inputs]
        output = self.normalize(t.erase_regions(t.subst(sig.output, args)), node)
        self.adjust_receiver(node, receiver, pick)
        if definition.parent.kind == "trait" and self.resolve(parent_args[0]).kind == "dyn":
            bound = self.sized_bound(definition, args)
            if bound is not None:
                for arg in node.args:
                    self.check_expr(arg)
                return self.error(errors.not_on_objects(self, node, bound, self.resolve(receiver), self.needs_mut(receiver, pick, node)))
        if definition.parent.kind == "trait":
            self.require(definition.parent, parent_args, node.recv, ("method", node))
        self.register_predicates(definition, args, node)
        self.results.callees[node] = (definition, args)
        if definition.attrs and definition.krate == "std" != self.owner.krate:
            self.tcx.resolver.note_unstable(definition, node.name_tok, node.name_tok)
        if definition.parent is self.tcx.lang("Drop") or definition.parent.kind == "impl" and definition.name == "drop" \
                and definition.parent.node.trait_path is not None and self.tcx.trait_of_impl(definition.parent) is self.tcx.lang("Drop"):
            self.error(errors.explicit_drop(node))
        if pick.autoref == "mut" or pick.self_ty.kind == "ref" and pick.self_ty.c:
            self.mutable_receiver(node.recv)
        self.check_args(node, node.args, inputs[1:], output, hint, definition, node, True)
        return output

    def sized_bound(self, method, args):
        """The part of a where-clause by which a method that is called on a trait object asks it to be Sized (by a supertrait, too), or None."""
        sized = self.tcx.lang("Sized")
        for pred, where in self.tcx.predicates_of(method):
            if pred[0] != "trait" or pred[1].definition is method.parent or self.resolve(t.subst_all(pred[1].args, args)[0]).kind != "dyn":
                continue
            env = type(self.icx.env)()
            self.tcx.elaborate(env, [pred])
            if any(ref.args[0] is pred[1].args[0] for ref in env.traits.get(sized, ())):
                return where
        return None

    def needs_mut(self, receiver, pick, node):
        """The type with the other mutability of a reference to a trait object, where the method is found on that in another way; else None."""
        ty = self.resolve(receiver)
        if ty.kind != "ref":
            return None
        other = t.ref(ty.a, not ty.c)
        found = self.probe(other, node.seg.name)
        return other if found is not None and found.self_ty.kind == "ref" and found.self_ty.c != ty.c and not found.steps else None

    def method_args(self, node, definition, parent_args):
        params = self.tcx.generics_of(definition).params[len(parent_args):]
        explicit = [p for p in params if p.kind != "lifetime" and not (p.kind == "type" and p.name.startswith("impl "))]
        given = node.seg.args
        if given is None or not given.args:
            return tuple([self.icx.fresh_for(p, (p, node)) for p in params])
        lowerer = self.lowerer()
        others = [arg for arg in given.args if type(arg).__name__ != "Lifetime"]
        if len(others) != len(explicit):
            self.error(errors.wrong_method_generics(definition, node, len(explicit), len(others)))
            return tuple([self.icx.fresh_for(p, (p, node)) for p in params])
        return tuple([t.ERASED if p.kind == "lifetime" else
                      t.erase_regions(lowerer.generic_arg(others.pop(0), p)) if p in explicit else self.icx.fresh_for(p)
                      for p in params])

    def adjust_receiver(self, node, receiver, pick):
        steps = list(pick.steps)
        ty = steps[-1][1] if steps else self.resolve(receiver)
        if pick.autoref is not None:
            mutable = pick.autoref == "mut"
            steps.append(("borrow", t.ref(ty, mutable), "two_phase" if mutable else "shared"))
            if pick.unsize:
                steps.append(("unsize", t.ref(t.slice_of(ty.a), mutable), None))
        elif ty.kind == "ref" and not pick.unsize:
            # a reference taken by value as the receiver is reborrowed
            steps += [("deref", ty.a, None), ("borrow", ty, "two_phase" if ty.c else "shared")]
        if steps:
            self.adjust(node.recv, *steps)

    def mutable_receiver(self, node):
        steps = self.results.adjustments.get(node)
        if steps:
            self.results.adjustments[node] = self.mutable_steps(self.results.types[node], steps)
        self.mutable_place(node)


def behind(ty):
    """What a type refers to, through all its references."""
    while ty.kind == "ref":
        ty = ty.a
    return ty
