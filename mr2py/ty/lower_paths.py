"""Paths in types as written → `Ty`: items, parameters, associated types, and their generic arguments (Reference, "Paths in types")."""

from ..resolve import errors as resolve_errors
from ..syntax import ast, visit
from . import errors
from . import types as t
from .defs import TraitRef
from .lower_terms import AMBIGUOUS, OBJECT_SELF, escaping_bound, names_self


class TypePaths:
    """Part of TypeLowerer."""

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
                return self.assoc_chain(self.expanded(base, node) if first.name == "Self" else base, segments[1:], node)
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
            return self.tcx.resolver.gap_error(gap, node)
        if index < len(path.segments) - 1:
            found = resolve_errors.undeclared_prefix(path.segments, index)
            return self.similar_type(found, name, path.segments[index]) if index == 0 else found
        outer = self.outer_parameter(name) if index == 0 else None
        if outer is not None:
            return errors.outer_parameter(outer, name, path.segments[0])
        if name == "Self":
            return resolve_errors.not_found("E0411", "type", name, path.segments[index])
        if len(path.segments) == 1 and self.names_local(path.segments[0]):
            return errors.local_as_type(name, node)
        other = self.other_namespace(path, index)
        if other is not None:
            return errors.expected_type(other, name, node)
        word = resolve_errors.macro_word(name) if index == 0 else None
        if word is not None:
            return self.import_instead(resolve_errors.wrong_kind("E0573", "type", word, name, path.segments[0]), name)
        if index == 0:
            return self.similar_type(resolve_errors.not_found("E0425", "type", name, path.segments[index]), name, path.segments[index])
        module = path.segments[index - 1].name
        return resolve_errors.not_found("E0425", "type", name, path.segments[index], f"module `{module}`")

    def names_local(self, segment):
        """Whether a variable of the body, or a parameter whose pattern stands before, has the name."""
        if self.local_named is not None and self.local_named(segment.name) is not None:
            return True
        owner = self.owner
        if owner.kind not in ("fn", "assoc_fn") or owner.krate != "user" or self.local_named is not None:
            return False
        return any(type(part) is ast.PatIdent and part.name == segment.name and part.lo < segment.lo
                   for param in owner.node.params for part in visit.walk(param.pat))

    def similar_type(self, diagnostic, name, segment):
        """The error of an unknown type, with what could be imported or was meant."""
        from ..resolve import similar
        kinds, resolver = ("struct", "enum", "tyalias", "trait"), self.tcx.resolver
        if not similar.offer_import(resolver, diagnostic, self.module, name, "types", kinds):
            table = {key: value for key, value in similar.visible_names(resolver, self.module, "types").items() if value.kind in kinds}
            similar.offer_definition(diagnostic, segment.lo, name, table)
        return diagnostic

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

    def definition_type(self, found, segment, node, explicit=True):
        """The type that a segment names. `explicit`: see `own_args`."""
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
            return t.ERROR if target is None else self.expanded(t.subst(target, self.args_for(found, segment, node, explicit)), node)
        if kind == "trait":
            if self.tcx.edition >= 2021:
                from .bare_objects import bare_trait_object
                return self.report(bare_trait_object(self, node))
        return self.report(errors.expected_type(found, segment.name, node))

    def expanded(self, ty, node):
        """The type that an alias (or `Self`) stands for: what it names is named here."""
        for part in t.walk(ty):
            if type(part) is t.Ty and part.kind == "adt" and part.b:
                self.note_use(part.a, part.b, node)
        return ty

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
                    if self.infer is None and self.owner.krate == "user" and any(escaping_bound(arg) for arg in ref.args[1:]):
                        return self.report(errors.uninferred_parameters(node))
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

    def args_for(self, definition, segment, node, explicit=True):
        """The argument tuple for a use of `definition` (an ADT or alias)."""
        outer, self.object_region = self.object_region, None
        args = self.own_args(definition, segment, node, (), explicit)
        self.object_region = outer
        if self.owner.krate == "user" and self.owner.kind != "tyalias":
            for index in self.tcx.sized_params(definition):
                if index < len(args) and args[index].kind in ("str", "slice", "dyn"):
                    self.report(errors.unsized_argument(args[index], node))
        if args and definition.kind != "tyalias":
            self.note_use(definition, args, node)
        return args

    def own_args(self, definition, segment, node, parent_args, explicit=False):
        """The arguments behind those of the parent. `explicit`: in a type, where only lifetimes and `_` are inferred; the
        paths of expressions leave out all of them."""
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
        wanted = [p for p in params if p.kind != "lifetime" and not (p.kind == "type" and p.name.startswith("impl "))]
        wanted_lifetimes = [p for p in params if p.kind == "lifetime"]
        required = len([p for p in wanted if p.default is None])
        if len(others) > len(wanted) or (len(others) < required and (self.infer is None or explicit or others)):
            if segment.args is None and self.tcx.tokens.kind_of(segment.lo + 1) in ("<", "<="):
                return tuple([*parent_args, *[self.error_arg(p) for p in params]])      # what could not be read was told
            self.report(errors.wrong_generic_count(definition, segment, required, len(wanted), len(others)))
            self.excess = self.excess or len(others) > len(wanted)
            return tuple(self.error_arg(p) for p in params)
        if lifetimes and definition.kind in ("fn", "assoc_fn"):
            lifetimes, wanted_lifetimes = self.early_arguments(definition, lifetimes, wanted_lifetimes, node)
        if lifetimes and len(lifetimes) != len(wanted_lifetimes):
            self.report(errors.wrong_lifetime_count(definition, segment, len(wanted_lifetimes), len(lifetimes)))
            self.excess = self.excess or len(lifetimes) > len(wanted_lifetimes)
            lifetimes = []
        elif wanted_lifetimes and not lifetimes and self.in_header:
            self.report(errors.elided_in_header(segment))
        for p in params:
            if p.kind == "lifetime":
                out.append(self.lifetime(lifetimes.pop(0)) if lifetimes and p in wanted_lifetimes else self.omitted_arg(segment))
            elif others and p in wanted:
                around, self.object_region = self.object_region, self.object_default(definition, p, out)
                out.append(self.generic_arg(others.pop(0), p))
                self.object_region = around               # of a trait object whose trait has arguments
            elif p.default is not None and (self.infer is None or explicit or given_args or out and out[0] is OBJECT_SELF):
                out.append(self.default_arg(definition, p, out, segment))
            elif self.infer is not None:
                out.append(self.infer("ty") if p.kind == "type" else self.infer("const"))
            else:
                out.append(self.default_arg(definition, p, out, segment))
        return tuple(out[len(parent_args):])

    def early_arguments(self, definition, lifetimes, params, node):
        """(the lifetime arguments that count, the parameters that they are for) of a function's path or a method's call."""
        from .late_bound import early_lifetimes, explicit
        given, late = explicit(definition, lifetimes, params, type(node) is ast.MethodCall)
        if late is not None:
            self.report(errors.late_bound_argument(lifetimes[0], late))
        early = {p.name for p in early_lifetimes(definition.node)}
        return given, [p for p in params if p.name in early]

    def object_default(self, definition, p, so_far):
        """The lifetime that a trait object has by default as the argument of an ADT's parameter: what `T: 'a` says; AMBIGUOUS
        where several are said, None where none is."""
        if p.kind != "type" or definition.kind not in ("struct", "enum"):
            return None
        regions = self.tcx.object_bounds(definition).get(p.name)
        if not regions:
            return None
        return AMBIGUOUS if len(regions) > 1 else t.subst(regions[0], tuple(so_far))

    def omitted_arg(self, segment):
        return self.omitted(segment)

    def error_arg(self, p):
        return t.ERROR if p.kind == "type" else t.STATIC if p.kind == "lifetime" else t.const("error")

    def default_arg(self, definition, p, so_far, segment):
        if p.kind == "type" and so_far and so_far[0] is OBJECT_SELF and names_self(p.default):
            return self.report(errors.default_of_object(definition, p, segment))
        lowerer = self.tcx.lowerer(definition, elided="static")
        if p.kind == "const":
            return lowerer.const_expr(p.default, self.const_type(p))
        return t.subst(lowerer.lower(p.default), tuple(so_far))

    def unresolved_argument(self, node):
        """Whether a name in the place of a const argument means nothing, or a variable; reported as rustc does, which reads it as a type."""
        path = node.path
        if path.qself is not None or self.owner.krate != "user" or self.tcx.resolver.resolve_segments(self.module, path.global_, path.segments, "values") is not None \
                or self.tcx.resolver.resolve_segments(self.module, path.global_, path.segments, "types") is not None:
            return False
        if self.local_named is not None and self.is_variable(node):
            self.report(errors.non_constant(node, None))
        else:
            self.report(self.similar_type(resolve_errors.not_found("E0425", "type", path.segments[0].name, path.segments[0]), path.segments[0].name, path.segments[0]))
        self.report(errors.unresolved_for_const(node))
        return True

    def generic_arg(self, node, p):
        if type(node) is ast.ConstArg:
            if p.kind == "const":
                return self.const_expr(node.value, self.const_type(p))
            self.report(errors.const_for_type(node))
            return t.ERROR
        if p.kind == "const":
            if type(node) is ast.TyPath and len(node.path.segments) == 1:
                found = self.find_param(node.path.segments[0].name, "const")
                if found is not None:
                    return self.const_param(found, self.const_type(p), node)
                if self.unresolved_argument(node):
                    return t.const("error")
                return self.const_expr(ast.PathExpr(node.path, node.lo, node.hi), self.const_type(p))
            if type(node) is ast.TyInfer and self.infer is not None:
                return self.infer("const")
            self.report(errors.type_for_const(node))
            return t.const("error")
        if self.local_named is not None and self.is_variable(node):
            return self.report(errors.non_constant(node, None))
        return self.lower(node)

    def is_variable(self, node):
        """Whether a generic argument is the name of a variable of the body, and of no type."""
        if type(node) is not ast.TyPath or len(node.path.segments) != 1 or node.path.qself is not None:
            return False
        name = node.path.segments[0].name
        return self.local_named(name) is not None and self.generic_scope(name) is None \
            and self.tcx.resolver.first_of_path(self.module, node.path.global_, name, "types", True) is None

    def paren_args(self, given):
        """`Fn(A, B) -> C`: one tuple argument (the output is a projection, see `trait_bound`)."""
        return (t.tuple_of(self.bound_inputs(given.inputs)),)

    def const_type(self, p):
        """The declared type of a const parameter."""
        known = self.tcx.caches.setdefault("const parameters", {})
        if p.node not in known:
            known[p.node] = self.tcx.lowerer(p.owner, elided="static").lower(p.node.ty)
        return known[p.node]

    def const_param(self, found, ty, node):
        """The Const of the parameter `found` where one of type `ty` is wanted."""
        own = self.const_type(found) if found.node is not None and self.owner.krate == "user" else ty
        if own is not ty and "error" not in (own.kind, ty.kind):
            self.report(errors.const_of_other_type(found.name, ty, own, node))
            return t.const("error")
        return t.const("param", found.index, found.name)

    def wrong_literal(self, node, ty):
        """E0308 or E0600 of a literal that is no value of a constant's type, else None."""
        negative = type(node) is ast.Unary and node.op == "-" and type(node.expr) is ast.Lit and node.expr.kind == "int"
        if negative and ty.kind == "int" and ty.a[0] == "u":
            return errors.negative_constant(node, ty)
        kind = node.kind if type(node) is ast.Lit else "int" if negative else None
        own = {"bool": t.BOOL, "char": t.CHAR}.get(kind)
        if kind == "int" and ty in (t.BOOL, t.CHAR):
            return errors.wrong_constant(node, ty, "integer")
        if own is None or ty is own or ty.kind == "error":
            return None
        return errors.wrong_constant(node, ty, f"`{own}`")

    def const_expr(self, node, ty=t.USIZE):
        """The Const of an array length, or of a const argument of type `ty`."""
        if type(node) is ast.Block and not node.stmts and node.expr is not None:
            return self.const_expr(node.expr, ty)
        if type(node) is ast.PathExpr and len(node.path.segments) == 1 and node.path.qself is None:
            found = self.find_param(node.path.segments[0].name, "const")
            if found is not None:
                return self.const_param(found, ty, node)
        if type(node) is ast.Underscore and self.infer is not None:
            return self.infer("const")
        wrong = self.wrong_literal(node, ty)
        if wrong is not None:
            self.report(wrong)
            return t.const("error")
        from .const_eval import evaluate

        return evaluate(self.tcx, node, self.module, self.owner, ty)
