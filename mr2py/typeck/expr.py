"""Checking expressions: literals, places, aggregates. `hint` is the expected type; it guides, it does not bind."""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty import types as t
from ..ty.defs import TraitRef, is_async
from . import errors

UNSUPPORTED = {"MacroCall": ("MR012", "this macro")}
PLACES = (ast.Field, ast.Index)


class Expressions:
    """Part of FnCtxt."""

    def check_expr(self, node, hint=None):
        """The type of an expression; recorded in the results."""
        before, self.diverges = self.diverges, False
        handler = getattr(self, "expr_" + type(node).__name__, None)
        if handler is None:
            code, feature = UNSUPPORTED.get(type(node).__name__, ("MR019", "this expression"))
            ty = self.error(unsupported(code, feature, node))
        else:
            ty = handler(node, hint)
        self.results.types[node] = ty
        if self.icx.shallow(ty) is t.NEVER:
            self.diverges = True
        self.diverges = self.diverges or before
        return ty

    def expr_ErrorExpr(self, node, hint):
        self.results.tainted = True
        return t.ERROR

    def expr_Underscore(self, node, hint):
        return self.error(errors.underscore(node))

    # --- literals -------------------------------------------------------------------------------

    def expr_Lit(self, node, hint):
        kind = node.kind
        if kind == "int":
            return self.int_literal(node, hint)
        if kind == "float":
            if node.suffix:
                return t.FLOATS[node.suffix]
            hint = self.icx.shallow(hint) if hint is not None else None
            return hint if hint is not None and t.is_float(hint) else self.float_var()
        if kind == "str":
            return t.ref(t.STR)
        if kind == "bytestr":
            return t.ref(t.array_of(t.U8, len(node.value)))
        return {"bool": t.BOOL, "char": t.CHAR, "byte": t.U8}.get(kind) or self.error(unsupported("MR014", "a C string", node))

    def int_literal(self, node, hint):
        if node.suffix:
            return t.INTS.get(node.suffix) or t.FLOATS[node.suffix]
        if hint is not None:
            hint = self.icx.shallow(hint)
            if t.is_integral(hint):
                return hint
            if hint is t.CHAR:
                return t.U8                          # what may be cast to a `char`
        return self.int_var()

    # --- operators on places ----------------------------------------------------------------------

    def expr_Unary(self, node, hint):
        if node.op == "*":
            return self.check_deref(node)
        ty = self.known(self.check_expr(node.expr, hint), node.expr)
        if ty.kind == "error":
            return ty
        if node.op == "!" and (ty is t.BOOL or t.is_integral(ty)):
            return ty
        if node.op == "-" and t.is_numeric(ty):
            if ty.kind == "int" and ty.a[0] == "u":
                self.error(errors.cannot_negate(self, node, ty), ty)
            if ty.kind == "infer":
                self.negations.append((ty, node))
            return ty
        return self.overloaded_unary(node, ty)

    def expr_Await(self, node, hint):
        if self.closures or not is_async(self.owner):
            return self.error(errors.await_outside(self, node))
        self.check_expr(node.expr)
        return self.error(unsupported("MR018", "`.await`", node))

    def raw_borrow(self, node):
        """`&raw const place`, `&raw mut place`."""
        self.tcx.diags.add(unsupported("MR001", "a raw pointer", node))
        self.results.unsupported = True
        return t.mk("ptr", self.check_expr(node.expr), None, node.mut)

    def check_deref(self, node):
        ty = self.known(self.check_expr(node.expr), node.expr)
        if ty.kind == "error":
            return ty
        if ty.kind == "ptr":
            return ty.a
        if ty.kind == "ref" or self.is_box(ty):
            return ty.a if ty.kind == "ref" else ty.b[0]
        target = self.overloaded_deref(ty, node)
        if target is None:
            return self.error(errors.cannot_deref(self, node, ty), ty)
        deref = self.tcx.lang("Deref")
        self.results.callees[node] = (deref.members["deref"], (ty,))
        return target

    def is_box(self, ty):
        return ty.kind == "adt" and ty.a.lang == "Box"

    def overloaded_deref(self, ty, node):
        """`<ty as Deref>::Target` if ty implements Deref, else None."""
        deref = self.tcx.lang("Deref")
        if ty.kind not in ("adt", "param", "alias", "opaque") or deref is None:
            return None
        if not self.icx.holds(TraitRef(deref, (ty,))):
            return None
        return self.structurally(self.normalize(t.mk("alias", deref.members["Target"], (ty,)), node))

    def autoderef(self, ty):
        """Yield (type, step that led to it or None) along the chain of derefs."""
        step = None
        seen = 0
        while True:
            ty = self.structurally(ty)
            yield ty, None if step is None else (step, ty, False if step == "overloaded_deref" else None)
            seen += 1
            if seen > 100:
                return
            if ty.kind == "ref":
                ty, step = ty.a, "deref"
            elif self.is_box(ty):
                ty, step = ty.b[0], "deref"
            else:
                target = self.overloaded_deref(ty, self.owner.node)
                if target is None:
                    return
                ty, step = target, "overloaded_deref"

    def expr_AddrOf(self, node, hint):
        if node.raw:
            return self.raw_borrow(node)
        inner = None
        if hint is not None:
            hint = self.icx.shallow(hint)
            if hint.kind == "ref":
                inner = self.icx.shallow(hint.a)
                # an unsized type tells only what has elements something (rustc's ExpectRvalueLikeUnsized)
                if inner.kind == "str" or inner.kind in ("slice", "dyn") and (self.is_place(node.expr) or isinstance(node.expr, (ast.MethodCall, ast.Call))):
                    inner = None
                elif inner.kind == "adt" and self.is_unsized(inner):
                    inner = None
        ty = self.check_expr(node.expr, inner)
        if node.mut:
            self.mutable_place(node.expr)
        return t.ref(ty, node.mut)

    def is_place(self, node):
        if type(node) is ast.PathExpr:
            return self.results.res.get(node, ("local",))[0] in ("local", "static")
        return isinstance(node, PLACES) or type(node) is ast.Unary and node.op == "*"

    def mutable_place(self, node):
        """The place `node` is used mutably: overloaded derefs and indexing on the way take `&mut`
        (rustc's `convert_place_derefs_to_mutable`)."""
        while True:
            callee = self.results.callees.get(node)
            if type(node) is ast.Index and callee is not None:
                self.results.callees[node] = self.mutable_index(node, callee)
            elif type(node) is ast.Unary and node.op == "*" and callee is not None and self.derefs_mutably(callee[1][0]):
                self.results.callees[node] = (self.tcx.lang("DerefMut").members["deref_mut"], callee[1])
                self.require(self.tcx.lang("DerefMut"), callee[1], node, ("place",))
            if type(node) in (ast.Field, ast.Index) or type(node) is ast.Unary and node.op == "*":
                base = node.expr
            else:
                return
            steps = self.results.adjustments.get(base)
            if steps:
                self.results.adjustments[base] = self.mutable_steps(self.results.types[base], steps)
            node = base

    def derefs_mutably(self, ty):
        """Whether `ty: DerefMut`; where it is not, the borrow checker tells what cannot be written."""
        return self.icx.holds(TraitRef(self.tcx.lang("DerefMut"), (self.resolve(ty),)))

    def mutable_steps(self, ty, steps):
        """The adjustments of an expression of type `ty` that is used mutably."""
        out = []
        for step in steps:
            out.append(self.mutable_step(ty, step))
            ty = step[1]
        return out

    def mutable_step(self, source, step):
        kind, ty, extra = step
        if kind == "overloaded_deref":
            return (kind, ty, self.derefs_mutably(source))
        if kind == "borrow" and extra == "shared" and ty.kind == "ref":
            return (kind, t.ref(ty.a, True), "mut")
        if kind == "unsize" and ty.kind == "ref":
            return (kind, t.ref(ty.a, True), extra)
        return step

    def mutable_index(self, node, callee):
        definition, args = callee
        trait = self.tcx.lang("IndexMut")
        if definition.parent is trait or not self.icx.holds(TraitRef(trait, args)):
            return callee                        # the borrow checker tells what cannot be written
        self.require(trait, args, node)
        return (trait.members["index_mut"], args)

    # --- fields and indexing --------------------------------------------------------------------

    def expr_Field(self, node, hint):
        base = self.known(self.check_expr(node.expr), node.expr)
        if base.kind == "error":
            return base
        steps, private = [], None
        for ty, step in self.autoderef(base):
            if step is not None:
                steps.append(step)
            if ty.kind == "error":
                return ty
            found = self.field_of(ty, node.name)
            if found is None:
                if ty.kind == "adt" and ty.a.memo.get("partial"):
                    self.results.tainted = True
                    return t.ERROR
                continue
            index, field_ty, definition = found
            if definition is not None and not self.tcx.resolver.visible(definition, self.module):
                private = (ty, definition)
                continue
            if steps:
                self.adjust(node.expr, *steps)
            self.results.fields[node] = index
            return self.normalize(t.erase_regions(field_ty), node)
        if private is not None:
            return self.error(errors.private_field(self, node, private[0]))
        if self.icx.shallow(ty).kind == "infer" and ty is not base:
            return self.known(ty, node.expr)
        return self.error(errors.no_field(self, node, self.resolve(base)), base)

    def field_of(self, ty, name):
        """(index, type, Def or None) of a field of a struct, union or tuple type."""
        if ty.kind == "tuple":
            if name.isdigit() and int(name) < len(ty.b):
                return int(name), ty.b[int(name)], None
        elif ty.kind == "adt" and ty.a.kind in ("struct", "union"):
            for field in ty.a.fields:
                if field.name == name:
                    return field.index, self.tcx.field_ty(field, ty.b), field
        return None

    def expr_Index(self, node, hint):
        base = self.known(self.check_expr(node.expr), node.expr)
        index = self.check_expr(node.index)
        if base.kind == "error":
            return base
        steps = []
        for ty, step in self.autoderef(base):
            if step is not None:
                steps.append(step)
            if type(node.index) is ast.Unary and node.index.op == "-" and type(node.index.expr) is ast.Lit and node.index.expr.kind == "int" \
                    and (ty.kind in ("array", "slice") or ty.kind == "adt" and ty.a.lang == "Vec"):
                return self.error(errors.negative_index(node, self.resolve(ty)))
            result = self.index_step(node, ty, index, steps)
            if result is not None:
                return result
            if ty.kind == "array":
                unsized = t.slice_of(ty.a)
                extra = [("borrow", t.ref(ty), "shared"), ("unsize", t.ref(unsized), None), ("deref", unsized, None)]
                result = self.index_step(node, unsized, index, steps + extra)
                if result is not None:
                    return result
        return self.error(errors.cannot_index(self, node, self.resolve(base), self.resolve(index)), base, index)

    def index_step(self, node, ty, index, steps):
        """The element type if `ty` can be indexed by `index`, else None."""
        idx = self.structurally(index)
        if ty.kind in ("array", "slice") and (idx is t.USIZE or t.is_integral(idx) and idx.kind == "infer"):
            self.icx.unify(idx, t.USIZE)
            if steps:
                self.adjust(node.expr, *steps)
            return ty.a
        trait = self.tcx.lang("Index")
        if ty.kind in ("infer", "error") or trait is None:
            return None
        wanted = self.fresh()
        if not self.icx.holds(TraitRef(trait, (ty, wanted))):
            return None
        self.require(trait, (ty, wanted), node.index, ("index", ty))       # a single impl says what the index must be
        self.structurally(wanted)
        if not self.coerce(node.index, index, wanted):
            self.mismatch(node.index, index, wanted)
        if steps:
            self.adjust(node.expr, *steps)
        self.results.callees[node] = (trait.members["index"], (ty, wanted))
        return self.structurally(self.normalize(t.mk("alias", trait.members["Output"], (ty, wanted)), node))

    # --- aggregates -------------------------------------------------------------------------------

    def expr_Tuple(self, node, hint):
        hints = [None] * len(node.elems)
        if hint is not None:
            hint = self.icx.shallow(hint)
            if hint.kind == "tuple" and len(hint.b) == len(node.elems):
                hints = hint.b
        elems = []
        for elem, want in zip(node.elems, hints):
            ty = self.check_expr(elem, want)
            if want is not None and not self.coerce(elem, ty, want):
                self.mismatch(elem, ty, want)              # what differs is an element, not the tuple
            elems.append(ty if want is None else want)
        return t.tuple_of(elems)

    def expr_Array(self, node, hint):
        elem = self.element_hint(hint)
        state = self.merge_start(elem, sites=True)
        for part in node.elems:
            ty = self.check_expr(part, state.ty if state.ty is not None else elem)
            self.merge(state, part, ty, lambda fcx, want, got, part=part: fcx.mismatch(part, got, want))
        ty = state.ty if state.ty is not None else (elem if elem is not None else self.fresh("ty", node))
        return t.array_of(ty, len(node.elems))

    def element_hint(self, hint):
        if hint is None:
            return None
        hint = self.icx.shallow(hint)
        return hint.a if hint.kind in ("array", "slice") else None

    def expr_Repeat(self, node, hint):
        want = self.element_hint(hint)
        elem = self.check_coerce(node.elem, want) if want is not None else self.check_expr(node.elem)
        length = self.lowerer().const_expr(node.len)
        if length.kind == "error":
            self.results.tainted = True
        if length.kind != "value" or length.a > 1:
            constant = type(node.elem) is ast.Block and node.elem.kind == "const" \
                or type(node.elem) is ast.PathExpr and self.results.res.get(node.elem, ("",))[0] == "const"
            if not constant:
                self.require(self.tcx.lang("Copy"), (elem,), node.elem, ("repeat",))
        return t.array_of(elem, length)

    def expr_Range(self, node, hint):
        start, end = node.start, node.end
        name = ("RangeInclusive" if start is not None else "RangeToInclusive") if node.inclusive else \
            {(True, True): "Range", (True, False): "RangeFrom", (False, True): "RangeTo", (False, False): "RangeFull"}[
                (start is not None, end is not None)]
        definition = self.tcx.lang(name)
        if name == "RangeFull":
            return t.adt(definition)
        want = None
        if hint is not None:
            hint = self.icx.shallow(hint)
            if hint.kind == "adt" and hint.a is definition:
                want = hint.b[0]
        first = self.check_expr(start if start is not None else end, want)
        if start is not None and end is not None:
            last = self.check_expr(end, first)
            if not self.coerce(end, last, first):
                self.mismatch(end, last, first)
        return t.adt(definition, (first,))

    def expr_StructLit(self, node, hint):
        found = self.resolve_variant(node.path, node, hint)
        if found is None:
            for init in node.fields:
                self.check_expr(init.expr)
            self.results.tainted = True
            return t.ERROR
        variant, args, ty = found
        if hint is not None:
            self.icx.try_unify(ty, hint)
        self.results.res[node] = ("ctor", variant, args)
        self.register_predicates(ty.a, args, node)
        known = {field.name: field for field in variant.fields}
        if len(known) < len(variant.fields):
            self.results.tainted = True          # two have one name, which was told
        seen, wrong = {}, False
        for init in node.fields:
            field = known.get(init.name)
            wrong = wrong or field is None or init.name in seen
            if field is None:
                if variant.memo.get("partial"):
                    self.results.tainted = True
                else:
                    self.error(errors.no_such_field(variant, init, ty, {one.name for one in node.fields}))
                self.check_expr(init.expr)
            elif init.name in seen:
                self.error(errors.field_twice(init, seen[init.name]))
            else:
                self.check_field_init(init, field, args)
            seen.setdefault(init.name, init)
        if node.base is not None:
            self.check_coerce(node.base, ty)
            if variant.kind != "struct":
                self.error(errors.base_needs_struct(node.base))
        elif variant.kind == "union":
            self.results.unsupported = True
            if len(node.fields) != 1:
                self.error(errors.union_of_fields(node))
        elif node.rest:
            self.error(errors.base_required(node))
        else:
            missing = [field for field in variant.fields if field.name not in seen]
            if missing and not wrong:
                self.error(errors.missing_fields(node, ty, [field.name for field in missing]))
        return ty

    def check_field_init(self, init, field, args):
        self.results.fields[init] = field.index
        if not self.tcx.resolver.visible(field, self.module):
            self.late_error(errors.private_field_in_literal(init, field))
        formal = self.normalize(t.erase_regions(self.tcx.field_ty(field, args)), init)
        self.results.tainted = self.results.tainted or bool(formal.flags & t.ERRONEOUS)
        self.check_coerce(init.expr, formal)

    def expr_FormatArgs(self, node, hint):
        """Each argument by reference; each placeholder needs its trait."""
        for arg in node.args:
            self.check_expr(arg)
        broken = any(self.resolve(self.results.types[arg]).flags & t.ERRONEOUS for arg in node.args)
        self.results.tainted = self.results.tainted or broken
        for piece in node.pieces:
            if isinstance(piece, str) or broken:             # the arguments are one tuple in rustc, of which nothing is said then
                continue
            trait = self.tcx.lang(piece.trait)
            arg = node.args[piece.arg]
            ty = self.results.types[arg]
            self.require(trait, (ty,), getattr(piece, "node", None) or arg, ("format", piece, arg, node))
            self.sized_checks.append((ty, arg, None))
            self.results.format_callees[piece] = (trait.members["fmt"], (ty,))
            for count in (piece.width, piece.precision):
                if isinstance(count, tuple):
                    self.demand_count(node.args[count[1]])
        arguments = self.tcx.lang("format_arguments")
        return t.adt(arguments, (t.ERASED,))

    def demand_count(self, node):
        """The argument `node` is a width or precision: its borrow is coerced to `&usize`, through references too."""
        ty = self.results.types[node]
        for place, step in self.autoderef(ty):
            if step is not None:
                self.adjust(node, step)
            if place.kind != "ref":
                break
        if not self.icx.try_unify(place, t.USIZE):
            self.mismatch(node, ty, t.USIZE)

    # --- casts --------------------------------------------------------------------------------------

    def expr_Cast(self, node, hint):
        target, written = self.lower_type(node.ty)
        self.results.user_types[node] = written
        source = self.check_expr(node.expr, target if t.is_numeric(self.icx.shallow(target)) and self.castable_hint(node.expr) else None)
        if target.kind in ("slice", "dyn") and not self.resolve(source).flags & t.ERRONEOUS:       # rustc tells these at once
            return self.error(errors.invalid_cast(self, node, self.resolve(source), target))
        self.deferred_casts.append((node, source, target, bool(self.closures)))
        return target

    def castable_hint(self, node):
        while type(node) is ast.Unary and node.op == "-":
            node = node.expr
        return type(node) is ast.Lit and not node.suffix and node.kind == "int"

    def check_casts(self):
        for node, source, target, inside in self.deferred_casts:
            source, target = self.structurally(source), self.structurally(target)
            kind = self.cast_kind(node, source, target)
            if inside and kind is not None and source is target and source.kind == "ref" and not source.c and node.expr not in self.results.adjustments:
                self.adjust(node.expr, ("deref", source.a, None), ("borrow", source, "shared"))         # what a closure captures is what it points to
            if kind is not None:
                self.results.casts[node] = kind

    def cast_kind(self, node, source, target):
        """Reference, "Type cast expressions"."""
        if "error" in (source.kind, target.kind):
            return None
        if target.kind == "infer" and target.b == "ty":
            self.icx.unify(target, source)
            return "same"
        if t.is_numeric(source) and t.is_numeric(target):
            if source.kind == "infer" and t.is_integral(source) and t.is_integral(target):
                self.icx.unify(source, target)
            elif source.kind == "infer" and t.is_float(source) and t.is_float(target):
                self.icx.unify(source, target)
            return "numeric"
        if source.kind in ("bool", "char") and t.is_integral(target):
            return "numeric"
        if target is t.CHAR and (source is t.U8 or source.kind == "infer" and source.b == "int"):
            self.icx.unify(source, t.U8)
            return "numeric"
        if source.kind == "adt" and source.a.kind == "enum" and t.is_integral(target) and \
                all(not variant.fields for variant in source.a.variants):
            return "enum_int"
        if source.kind == "ptr" and (target.kind == "ptr" or t.is_integral(target)) or target.kind == "ptr" and t.is_integral(source):
            self.results.unsupported = True
            return "ptr"
        if source.kind in ("fndef", "fnptr") and t.is_integral(target):
            self.error(unsupported("MR001", "a cast of a function to its address", node))
            return None
        if self.coerce(node.expr, source, target):
            return "same"
        if self.resolve(source).flags & t.ERRONEOUS or self.resolve(target).flags & t.ERRONEOUS:
            self.results.tainted = True
        else:
            self.error(errors.invalid_cast(self, node, self.resolve(source), self.resolve(target)))
        return None
