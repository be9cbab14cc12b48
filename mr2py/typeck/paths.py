"""Paths in expressions and patterns: variables, items, constructors, associated items."""

from ..diagnostics.build import unsupported
from ..resolve import errors as resolve_errors
from ..syntax import ast
from ..ty import errors as ty_errors
from ..ty import types as t
from ..ty.defs import TraitRef
from . import errors
from .dyn_compat import check_dyn_uses
from .dyn_uses import without_objects
from .report import is_group


class Paths:
    """Part of FnCtxt."""

    def expr_PathExpr(self, node, hint):
        path = node.path
        if path.qself is None and not path.global_ and len(path.segments) == 1:
            local = self.lookup_local(path.segments[0].name)
            if local is not None:
                self.results.res[node] = ("local", local)
                return local.ty
        found = self.resolve_value(path, node)
        if found is None:
            self.results.tainted = True
            return t.ERROR
        return self.value_type(node, *found)

    def value_type(self, node, definition, args):
        """The type of a use of a value item with the given arguments; records what the path means."""
        kind = definition if isinstance(definition, str) else definition.kind
        if kind == "const_param":
            self.results.res[node] = ("const_param", args)
            return t.USIZE if args[1] is None else args[1]
        if kind in ("fn", "assoc_fn"):
            self.register_predicates(definition, args, node)
            self.results.res[node] = ("fn", definition, args)
            return t.mk("fndef", definition, args)
        if kind in ("const", "assoc_const"):
            self.register_predicates(definition, args, node)
            self.results.res[node] = ("const", definition, args)
            if self.tcx.type_of(definition) is None:
                return self.error(errors.constant_cycle(definition))
            return self.normalize(t.erase_regions(t.subst(self.tcx.type_of(definition), args)), node)
        if kind == "static":
            self.results.res[node] = ("static", definition)
            self.results.unsupported |= definition.node.mut
            return t.erase_regions(self.tcx.type_of(definition))
        if definition.ctor is None:
            return self.error(errors.struct_variant_as_value(node, definition))
        self.results.res[node] = ("ctor", definition, args)
        self.register_predicates(definition.parent if kind == "variant" else definition, args, node)
        if definition.ctor == "const":
            return t.adt(definition.parent if kind == "variant" else definition, args)
        return t.mk("fndef", definition, args)

    # --- resolution ---------------------------------------------------------------------------------

    def resolve_value(self, path, node):
        """(Def, args) of a value path; None after reporting."""
        self.tcx.resolver.ambiguity = None
        found = self.resolve_value_path(path, node)
        if found is not None and self.hidden_constructor(found[0]) and path.segments[-1].name != "Self":
            self.error(errors.private_constructor(self, found[0], path, node))
            found = None
        if self.tcx.resolver.ambiguity is not None:
            name, first, second = self.tcx.resolver.ambiguity
            for segment in path.segments:
                if segment.name == name:
                    self.error(resolve_errors.ambiguous_name(name, segment, first, second))
        return found

    def hidden_constructor(self, definition):
        """Whether a tuple struct's constructor may not be named here: it is as private as its most private field."""
        return not isinstance(definition, str) and definition.kind == "struct" and definition.ctor == "fn" \
            and not all(self.tcx.resolver.visible(field, self.module) for field in definition.fields)

    def resolve_value_path(self, path, node):
        segments = path.segments
        if path.qself is not None:
            return self.qualified_value(path, node)
        if len(segments) == 1:
            return self.single_value(path, segments[0], node)
        base = self.path_prefix(path, node)
        if base is None:
            return None
        what, index = base
        if isinstance(what, t.Ty):
            return self.associated_value(what, segments[index:], node)
        return self.item_value(what, segments, node)

    def single_value(self, path, segment, node):
        name = segment.name.split("#")[0]
        if name in self.unread_parameters():
            self.results.tainted = True
            return None
        if name == "self":
            self.error(errors.self_without_receiver(node))
            return None
        if name == "Self":
            return self.self_constructor(segment, node)
        parameter = self.lowerer().find_param(name, "const")
        if parameter is not None:
            return ("const_param", (t.const("param", parameter.index, name), t.erase_regions(self.lowerer().lower(parameter.node.ty))))
        found = self.tcx.resolver.first_of_path(self.module, path.global_, name, "values", True)
        if found is None:
            what, code = errors.value_word(self, node), "E0425"
            other = self.tcx.resolver.first_of_path(self.module, path.global_, name, "types", True)
            if other is not None and not isinstance(other, tuple) or other is not None:
                self.error(errors.expected_value(self, name, other, node))
            elif name in self.outer_locals(node):
                self.error(errors.captured_by_item(segment))
            elif self.lowerer().outer_parameter(name) is not None:
                self.error(ty_errors.outer_parameter(self.lowerer().outer_parameter(name), name, segment))
            elif name in resolve_errors.DERIVE_MACROS:
                self.error(resolve_errors.wrong_kind("E0423", "value", "derive macro", name, segment))
            elif self.tcx.resolver.macro_named(self.module, name):
                self.error(errors.found_macro(self, name, node))
            else:
                self.error(errors.unknown_value(self, resolve_errors.not_found(code, what, name, segment), name, segment, node))
            return None
        if isinstance(found, tuple):
            return None
        return self.with_args(found, segment, node)

    def unread_parameters(self):
        """The names of parameters that a mistake of syntax, which was told, kept from being read: `self`, and names before a `:`."""
        node, tokens = self.owner.node, self.tcx.tokens
        params = getattr(node, "params", None) or ()
        if self.owner.krate != "user" or not any(type(param.ty) is ast.ErrorTy for param in params) or node.body is None:
            return ()
        text = [tokens.text[token] for token in range(node.lo, node.body.lo)]
        names = {one for one, after in zip(text, text[1:]) if after == ":"}
        return names | {"self"} if any(one == "self" and before != "&&" for before, one in zip(text, text[1:])) else names

    def outer_locals(self, node):
        """The names of the variables around the item that is being checked: it cannot use them (E0434)."""
        module, found = self.lowerer().enclosing_module(self.owner), set()
        while module is not None and module.name == "{block}":
            found |= {name for name, place in module.memo["locals"].items() if place < node.lo}
            module = module.parent
        return found

    def self_constructor(self, segment, node):
        ty = self.lowerer().self_type()
        if ty is None or ty.kind != "adt" or not ty.a.ctor:
            self.error(errors.self_not_constructor(node))
            return None
        return (ty.a, tuple([t.erase_regions(a) for a in ty.b]))

    def with_args(self, definition, segment, node, owner_segment=None):
        """Arguments for an item without a typed parent; a variant's stand on itself or on its enum."""
        if definition.kind == "variant":
            source = segment if segment.args is not None or owner_segment is None else owner_segment
            return (definition, self.lower_args(definition.parent, source, node, ()))
        if definition.kind in ("mod", "trait", "enum", "macro"):
            self.error(errors.expected_value(self, definition.name, definition, node))
            return None
        if definition.kind == "struct" and definition.ctor is None:
            self.error(errors.expected_value(self, definition.name, definition, node))
            return None
        return (definition, self.lower_args(definition, segment, node, ()))

    def lower_args(self, definition, segment, node, parent_args):
        params = self.tcx.generics_of(definition).params[len(parent_args):]
        if segment.args is None:
            return parent_args + tuple([self.icx.fresh_for(p, (p, node)) for p in params])
        own = self.lowerer().own_args(definition, segment, node, parent_args)
        if self.tcx.dyn_uses and check_dyn_uses(self.tcx, True):
            own = [without_objects(self.tcx, arg) for arg in own]
        return parent_args + tuple([t.erase_regions(arg) for arg in own])

    def path_prefix(self, path, node):
        """Walk the modules and types of a path: (Def of the value item, _) or (Ty, index of the next segment)."""
        resolver, segments = self.tcx.resolver, path.segments
        first = segments[0].name
        if not path.global_:
            generic = self.lowerer().generic_scope(first)
            if generic is not None:
                if first == "Self" and generic.kind == "adt" and generic.a.kind == "enum" and len(segments) == 2:
                    variant = generic.a.values.get(segments[1].name)
                    if variant is not None:
                        return variant, 1
                return t.erase_regions(generic), 1
        current = resolver.first_of_path(self.module, path.global_, first, "types", False)
        for index in range(len(segments)):
            if current is None and index == 1 and first in t.PRIMITIVES and not path.global_:
                return t.PRIMITIVES[first], 1             # a module like `std::char` without such an item: the type's
            if current is None:
                self.report_prefix(segments, index, node)
                return None
            if isinstance(current, tuple):
                if current[1] is t.ERROR:                 # what is wrong was told where it is declared
                    self.results.tainted = True
                    return None
                return current[1], index + 1
            last = index == len(segments) - 1
            if last:
                return current, index
            if current.kind == "mod":
                namespace = "values" if index == len(segments) - 2 else "types"
                name = segments[index + 1].name
                inner = current if name in ("self",) else resolver.normal_module(current.parent) if name == "super" else \
                    resolver.in_module(current, name, namespace)
                if inner is not None and not isinstance(inner, tuple) and not resolver.visible(inner, self.module):
                    self.error(resolve_errors.private_item(resolve_errors.WORDS.get(inner.kind, "item"), inner.name, segments[index + 1], inner))
                current = inner
                continue
            if current.kind == "enum" and segments[index + 1].name in current.values:
                return current.values[segments[index + 1].name], index + 1
            return self.type_prefix(current, segments, index, node)
        return None

    def type_prefix(self, definition, segments, index, node):
        segment = segments[index]
        if definition.kind == "trait":
            self_ty = self.fresh("ty", node)
            args = self.lower_args(definition, segment, node, (self_ty,))
            return ("trait", TraitRef(definition, args)), index + 1
        if definition.kind == "tyalias":
            ty = t.erase_regions(self.lowerer().definition_type(definition, segment, node, explicit=False))
            if ty.kind == "adt" and ty.a.kind == "enum" and segments[index + 1].name in ty.a.values:
                return ("variant", ty.a.values[segments[index + 1].name], ty.b), index + 1
            return ty, index + 1
        args = self.lower_args(definition, segment, node, ())
        return t.adt(definition, args), index + 1

    def report_prefix(self, segments, index, node):
        name = segments[index].name
        gap = self.tcx.resolver.std_gap(self.module, segments)
        if gap is not None:
            self.error(self.tcx.resolver.gap_error(gap, node))
            return
        if index == 0 or index < len(segments) - 1:
            self.error(errors.unknown_prefix(self, resolve_errors.undeclared_prefix(segments, index), name, segments[index], index))
            return
        module = segments[index - 1].name
        what = errors.value_word(self, node)
        self.error(resolve_errors.not_found("E0425", what, name, segments[index], f"module `{module}`"))

    def item_value(self, what, segments, node):
        if isinstance(what, tuple):
            if what[0] == "variant":
                return (what[1], what[2])
            return self.trait_value(what[1], segments[-1], node)
        owner = segments[-2] if what.kind == "variant" else None
        return self.with_args(what, segments[-1], node, owner)

    def trait_value(self, ref, segment, node):
        """`Trait::name`: Self is inferred."""
        member = ref.definition.members.get(segment.name)
        if member is None and type(node) is ast.PathExpr and node.path.qself is None and self.tcx.edition >= 2021:
            from ..ty.bare_objects import bare_trait_object
            self.error(bare_trait_object(self, node.path.segments[-2]))
            return None
        if member is None or member.kind == "assoc_ty":
            self.error(errors.no_assoc_item_in_trait(segment, ref.definition))
            return None
        self.register(("trait", ref), node, ("path", node))
        if member.attrs and member.krate == "std" != self.owner.krate:
            self.tcx.resolver.note_unstable(member, node.lo, node.hi)
        return (member, self.lower_args(member, segment, node, ref.args))

    def qualified_value(self, path, node):
        """`<T>::name` and `<T as Trait>::name`."""
        lowerer = self.lowerer()
        self_ty = self.normalize(t.erase_regions(lowerer.lower(path.qself)), node)
        count = path.qtrait_len
        if count == 0:
            return self.associated_value(self_ty, path.segments, node)
        trait = lowerer.resolve_trait(_prefix(path, count))
        if trait is None:
            return None
        own = lowerer.own_args(trait, path.segments[count - 1], node, (self_ty,))
        args = (self_ty,) + tuple([t.erase_regions(a) for a in own])
        member = trait.members.get(path.segments[count].name)
        if len(path.segments) > count + 1 and member is not None and member.kind == "assoc_ty":
            ty = self.normalize(t.mk("alias", member, args), node)        # `<T as Trait>::Type::name`
            return self.associated_value(ty, path.segments[count + 1:], node)
        return self.trait_value(TraitRef(trait, args), path.segments[count], node)

    def associated_value(self, ty, segments, node):
        """`Type::name`: inherent items first, then those of traits in scope."""
        for segment in segments[:-1]:
            ty = self.lowerer().associated_type(ty, segment, node)
            ty = self.normalize(t.erase_regions(ty), node)
        segment = segments[-1]
        ty = self.structurally(ty)
        if ty.kind == "error":
            return None
        if ty.kind == "adt" and ty.a.kind == "enum" and segment.name in ty.a.values:
            return (ty.a.values[segment.name], ty.b)
        found = self.find_associated(ty, segment.name)
        if found is None:
            gap = self.std_gap(ty, segment.name)
            if gap is not None:
                self.error(unsupported("MR030", f"std's `{gap}`", segment))
                return None
            self.error(errors.no_associated(self, ty, segment, node))
            return None
        member, args, ref = found
        if ref is not None and len(self.tied_items) > 1 and any(item.krate == "user" for item in self.tied_items):
            self.error(errors.several_items(segment, segment.name, self.tied_items))
            return None
        if ref is not None:
            self.register(("trait", ref), node, ("path", node))
        else:
            self.icx.unify(t.erase_regions(t.subst(self.tcx.type_of(member.parent), args)), ty)
            self.results.tainted = self.results.tainted or bool(self.tcx.type_of(member.parent).flags & t.ERRONEOUS)
        if not self.tcx.resolver.visible(member, self.module):
            self.error(errors.private_associated(member, segment))
        return (member, self.lower_args(member, segment, node, args))

    def find_associated(self, ty, name):
        """(member Def, args of its parent, TraitRef or None)."""
        icx = self.icx
        self.tied_items = []
        for impl in self.inherent_candidates(ty):
            member = impl.members.get(name)
            if member is None:
                continue
            args = icx.fresh_args(impl)
            mark = icx.snapshot()
            fits = icx.unify(t.erase_regions(t.subst(self.tcx.type_of(impl), args)), ty)
            icx.rollback(mark)
            if fits:
                return member, args, None
        bounds = self.bounds_of(ty) if ty.kind in ("param", "alias", "dyn", "opaque") else ()
        bounds = [ref for ref in bounds if name in ref.definition.members and ref.definition.members[name].kind != "assoc_ty"]
        self.tied_items = list(dict.fromkeys(ref.definition.members[name] for ref in bounds))
        for ref in bounds:
            return ref.definition.members[name], tuple([t.erase_regions(a) for a in ref.args]), ref
        found = None
        for trait in self.tcx.trait_methods.get(name, ()):
            member = trait.members[name]
            if member.kind == "assoc_ty" or not self.trait_in_scope(trait):
                continue
            args = (ty,) + icx.fresh_args(trait)[1:]
            ref = TraitRef(trait, args)
            if icx.holds(ref):
                found = found or (member, args, ref)
                if ty.kind != "infer" and not is_group(trait) and icx.definitely_holds(ref):
                    self.tied_items.append(member)
        return found

    # --- struct-like paths --------------------------------------------------------------------------

    def resolve_variant(self, path, node, hint=None):
        """(variant or struct Def, args, ADT type) that a struct literal or pattern names; None after reporting."""
        segments = path.segments
        if path.qself is not None or len(segments) == 1 and segments[0].name == "Self":
            ty = self.lowerer().self_type() if path.qself is None else self.lowerer().path(path, node)
            if ty is None or ty.kind != "adt" or ty.a.kind not in ("struct", "union"):
                self.error(errors.expected_struct(path, node))
                return None
            args = tuple([t.erase_regions(a) for a in ty.b])
            return ty.a, args, t.adt(ty.a, args)
        if len(segments) == 1:
            found = self.tcx.resolver.first_of_path(self.module, path.global_, segments[0].name, "types", True)
        else:
            found = self.variant_prefix(path, node)
        if found is None and len(segments) == 1 and self.lookup_local(segments[0].name) is not None:
            self.error(errors.expected_struct(path, node, "local variable "))
            return None
        if found is None:
            if len(segments) > 1 and self.tcx.resolver.resolve_segments(self.module, path.global_, segments[:1], "types") is None:
                self.report_prefix(segments, 0, node)
                return None
            holder = self.tcx.resolver.resolve_segments(self.module, path.global_, segments[:-1], "types") if len(segments) > 1 else None
            if holder is not None and type(holder) is not tuple and holder.kind == "enum":
                self.error(errors.no_variant(segments[-1], holder.name, holder))
                return None
            word = resolve_errors.macro_word(segments[0].name) if len(segments) == 1 else None
            if word is not None:
                self.error(resolve_errors.wrong_kind("E0574", "struct, variant or union type", word, segments[0].name, segments[0]))
                return None
            found = errors.struct_not_found(segments[-1], segments[-2].name if len(segments) > 1 else None)
            self.error(errors.unknown_type(self, found, segments[-1].name, segments[-1]))
            return None
        if found == ("prim", t.ERROR):
            return None
        return self.variant_type(found, path, node)

    def variant_prefix(self, path, node):
        segments = path.segments
        if segments[0].name == "Self" and len(segments) == 2:
            ty = self.lowerer().self_type()
            if ty is not None and ty.kind == "adt" and ty.a.kind == "enum" and segments[1].name in ty.a.types:
                return ("variant", ty.a.types[segments[1].name], tuple([t.erase_regions(a) for a in ty.b]))
            if ty is not None and ty.kind == "adt" and ty.a.kind == "enum":
                self.error(errors.no_variant(segments[1], ty))
            return None
        owner = self.tcx.resolver.resolve_segments(self.module, path.global_, segments[:-1], "types")
        if owner is None or isinstance(owner, tuple) or owner.types is None:
            if owner is not None and not isinstance(owner, tuple) and owner.kind == "tyalias":
                ty = t.erase_regions(self.lowerer().definition_type(owner, segments[-2], node, explicit=False))
                if ty.kind == "adt" and ty.a.kind == "enum" and segments[-1].name in ty.a.types:
                    return ("variant", ty.a.types[segments[-1].name], ty.b)
            return None
        return self.tcx.resolver.in_module(owner, segments[-1].name, "types")

    def variant_type(self, found, path, node):
        segments = path.segments
        if isinstance(found, tuple):
            if found[0] == "variant":
                return found[1], found[2], t.adt(found[1].parent, found[2])
            self.error(errors.expected_struct(path, node))
            return None
        if found.kind == "tyalias":
            ty = t.erase_regions(self.lowerer().definition_type(found, segments[-1], node, explicit=False))
            if ty.kind == "adt" and ty.a.kind in ("struct", "union"):
                return ty.a, ty.b, ty
            self.error(errors.struct_of_other_type(path, ty))
            return None
        if found.kind == "variant":
            _, args = self.with_args(found, segments[-1], node, segments[-2] if len(segments) > 1 else None)
            return found, args, t.adt(found.parent, args)
        if found.kind in ("struct", "union"):
            args = self.lower_args(found, segments[-1], node, ())
            return found, args, t.adt(found, args)
        self.error(errors.expected_struct(path, node))
        return None


def _prefix(path, count):
    return type(path)(path.global_, None, 0, path.segments[:count], path.lo, path.hi)
