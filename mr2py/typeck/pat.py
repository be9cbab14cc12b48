"""Checking patterns, with default binding modes (Reference, "Patterns"; rustc_hir_typeck::pat)."""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty import types as t
from . import errors as value_errors
from . import pat_errors as errors

MODES = {(False, False): "move", (True, False): "ref", (True, True): "ref mut"}


class Patterns:
    """Part of FnCtxt."""

    def check_top_pat(self, pat, ty, origin, names, source=None, place=None):
        """Check a whole pattern against `ty`; its bindings go to the innermost rib. `place`: the expression that is
        matched, which a `ref mut` uses mutably."""
        self.pat_origin, self.pat_names, self.pat_source, self.pat_place = origin, names, source, place
        self.check_pat(pat, ty, "move")

    def check_pat(self, pat, expected, mode):
        handler = getattr(self, "pat_" + type(pat).__name__, None)
        if handler is None:
            self.error(unsupported("MR020", "this pattern", pat))
            return
        if type(pat) in LOOK_THROUGH and not (type(pat) is ast.PatIdent and getattr(self.pat_constant(pat), "kind", "const") == "const"):
            before, (expected, mode) = mode, self.look_through(pat, expected, mode)
            if before == "move" != mode:
                outer, self.borrowing = self.borrowing, (pat, mode)
                self.results.types[pat] = expected
                handler(pat, expected, mode)
                self.borrowing = outer
                return
        self.results.types[pat] = expected
        handler(pat, expected, mode)

    def look_through(self, pat, expected, mode):
        """A non-reference pattern meets a reference: the reference is looked through and the mode changes."""
        passed = []
        ty = self.structurally(expected)
        if type(pat) is ast.PatLit and self.is_string_literal(pat):
            return ty, mode
        while ty.kind == "ref":
            passed.append(ty)
            mode = "ref" if mode == "ref" or not ty.c else "ref mut"
            ty = self.structurally(ty.a)
        if passed:
            self.results.pat_derefs[pat] = passed
        return ty, mode

    def is_string_literal(self, pat):
        return type(pat.expr) is ast.Lit and pat.expr.kind in ("str", "bytestr")

    def pat_constant(self, pat):
        """The constant, static or unit constructor that an identifier pattern names, or None: it binds."""
        if pat.by_ref or pat.mut or pat.sub is not None or "#" in pat.name:
            return None
        found = self.tcx.resolver.first_of_path(self.module, False, pat.name, "values", True)
        if found is None or isinstance(found, tuple):
            return None
        if found.kind in ("const", "static") or found.ctor == "const" or found.ctor == "fn":
            return found
        return None

    # --- simple patterns ----------------------------------------------------------------------------

    def pat_PatWild(self, pat, expected, mode):
        pass

    def pat_PatRest(self, pat, expected, mode):
        self.error(errors.rest_in_this_position(pat))

    def pat_PatIdent(self, pat, expected, mode):
        found = self.pat_constant(pat)
        if found is not None:
            self.ident_constant(pat, found, expected)
            return
        if pat.by_ref:
            if mode != "move" and self.tcx.edition >= 2024:
                self.mode_errors.append((self.borrowing, pat, "ref"))
            how = "ref mut" if pat.mut else "ref"
            mutable = False
            if pat.mut and self.pat_place is not None:
                self.mutable_place(self.pat_place)
        else:
            if pat.mut and mode != "move" and self.tcx.edition >= 2024 and pat.lo not in self.tcx.tokens.mended:
                self.mode_errors.append((self.borrowing, pat, "mut"))
            how, mutable = mode if not pat.mut else "move", pat.mut
        ty = expected if how == "move" else t.ref(expected, how == "ref mut")
        self.bind(pat, ty, mutable, how)
        if pat.sub is not None:
            self.check_pat(pat.sub, expected, mode)

    def bind(self, pat, ty, mutable, how):
        alternatives = getattr(self, "or_names", None)
        if alternatives is not None and pat.name in alternatives:
            local = alternatives[pat.name]
            if not self.icx.try_unify(local.ty, ty):
                self.mismatch(pat, ty, local.ty)
            if pat.by_ref != local.node.by_ref:
                self.error(errors.bound_differently(pat, pat.name.split("#")[0], local.node))
            self.results.bindings[pat] = (local, how)
            self.or_seen.add(pat.name)
            return
        if pat.name in self.pat_names:
            maker = errors.bound_twice_in_params if self.pat_origin == "arg" else errors.bound_twice
            self.error(maker(pat, pat.name.split("#")[0]))
        local = self.declare(pat.name, ty, mutable, pat, self.pat_origin)
        self.pat_names[pat.name] = local
        self.results.bindings[pat] = (local, how)
        if alternatives is not None:
            self.or_seen.add(pat.name)

    def ident_constant(self, pat, found, expected):
        if found.kind == "static" or found.ctor == "fn":
            self.error(errors.cannot_shadow(pat, found, self.pat_origin))
            return
        ty = self.value_type(pat, *self.with_args(found, _Segment(pat), pat))
        self.demand_pattern_type(pat, ty, expected)

    def demand_pattern_type(self, pat, ty, expected):
        fits = self.icx.try_unify(expected, ty)
        if not fits:
            self.error(errors.pattern_mismatch(self, pat, self.resolve(expected), self.resolve(ty)))
        if not fits or self.resolve(expected).kind == "error":
            for part in t.walk(self.resolve(ty)):              # nothing will tell what is in it
                if type(part) is t.Ty and part.kind == "infer":
                    self.icx.unify(part, t.ERROR)

    def pat_PatLit(self, pat, expected, mode):
        ty = self.check_expr(pat.expr, expected)
        if self.is_string_literal(pat) and pat.expr.kind == "bytestr":
            shape = self.structurally(expected)
            if shape.kind == "ref" and self.structurally(shape.a).kind == "slice":
                ty = t.ref(t.slice_of(t.U8))
        self.demand_pattern_type(pat, ty, expected)

    def pat_PatRange(self, pat, expected, mode):
        ends = [(end, self.check_expr(end, expected)) for end in (pat.start, pat.end) if end is not None]
        for _, ty in ends:
            shape = self.structurally(ty)
            if shape.kind not in ("char", "error", "infer") and not t.is_numeric(shape):
                self.error(errors.range_pattern_type(self, pat, self.resolve(ty)))
                return
        wrong = [(end, ty) for end, ty in ends if not self.icx.try_unify(expected, ty)]
        for end, ty in wrong:
            self.error(errors.pattern_mismatch(self, end, self.resolve(expected), self.resolve(ty)))
        ty = self.structurally(expected)
        if not wrong and ty.kind not in ("char", "error") and not t.is_numeric(ty):
            self.error(errors.range_pattern_type(self, pat, ty))

    def pat_PatRef(self, pat, expected, mode):
        ty = self.structurally(expected)
        if mode != "move" and self.tcx.edition >= 2024:
            self.mode_errors.append((self.borrowing, pat, "&"))
        if ty.kind == "infer":
            inner = self.fresh()
            self.icx.unify(ty, t.ref(inner, pat.mut))
            ty = self.icx.shallow(ty)
        if ty.kind != "ref" or ty.c != pat.mut:
            if ty.kind != "error":
                self.error(errors.pattern_mismatch(self, pat, self.resolve(ty), t.ref(self.fresh(), pat.mut)))
            inner = t.ERROR
        elif type(pat.pat) is ast.PatIdent and self.structurally(ty.a).kind == "dyn":
            inner = self.error(errors.object_dereferenced(pat, self.resolve(ty)))
        else:
            inner = ty.a
        self.check_pat(pat.pat, inner, "move")

    # --- tuples, slices, constructors ---------------------------------------------------------------

    def pat_PatTuple(self, pat, expected, mode):
        ty = self.structurally(expected)
        rest = self.rest_index(pat.pats)
        if ty.kind == "infer" and ty.b == "ty" and rest is None:
            fresh = t.tuple_of([self.fresh() for _ in pat.pats])
            self.icx.unify(ty, fresh)
            ty = fresh
        count = len(pat.pats) - (rest is not None)
        if ty.kind != "tuple" or (len(ty.b) != count if rest is None else len(ty.b) < count):
            if ty.kind != "error":
                found = t.tuple_of([self.fresh() for _ in range(count)])
                self.error(errors.pattern_mismatch(self, pat, self.resolve(expected), found))
            self.check_all(pat.pats, mode)
            return
        for sub, index in self.positions(pat.pats, len(ty.b)):
            self.check_pat(sub, ty.b[index], mode)

    def rest_index(self, pats):
        found = [index for index, sub in enumerate(pats) if type(sub) is ast.PatRest]
        if len(found) > 1:
            self.error(errors.two_rests(pats[found[1]]))
        return found[0] if found else None

    def positions(self, pats, total):
        """(sub-pattern, index of its field), the rest pattern left out."""
        return list(pattern_positions(pats, total))

    def check_all(self, pats, mode):
        for sub in pats:
            if type(sub) is not ast.PatRest:
                self.check_pat(sub, t.ERROR, mode)

    def pat_PatSlice(self, pat, expected, mode):
        ty = self.structurally(expected)
        if ty.kind == "infer" and self.pat_origin == "let" and not any(map(is_rest, pat.pats)):
            # an irrefutable pattern can only match an array (check_pat_slice: try_resolve_slice_ty_to_array_ty)
            self.icx.try_unify(ty, t.array_of(self.fresh("ty", pat), len(pat.pats)))
            ty = self.resolve(ty)
        if ty.kind not in ("slice", "array"):
            if ty.kind != "error":
                self.error(errors.slice_pattern_type(self, pat, self.resolve(ty)))
            for sub in pat.pats:
                if type(sub) is ast.PatIdent and is_rest(sub):
                    self.bind(sub, t.ERROR, sub.mut, mode)
                else:
                    self.check_pat(strip_rest(sub), t.ERROR, mode)
            return
        rest = [sub for sub in pat.pats if is_rest(sub)]
        if ty.kind == "array" and ty.b.kind == "infer" and not rest:       # the pattern tells the length
            self.icx.try_unify(ty, t.array_of(ty.a, len(pat.pats)))
            ty = self.resolve(ty)
        if ty.kind == "array" and ty.b.kind == "param":
            self.error(errors.unfixed_array(pat))
        if ty.kind == "array" and ty.b.kind == "value":
            fixed = len(pat.pats) - len(rest)
            if fixed != ty.b.a if not rest else fixed > ty.b.a:
                self.error(errors.array_pattern_length(self, pat, fixed, ty.b.a, bool(rest)))
        for sub in pat.pats:
            if type(sub) is ast.PatRest:
                continue
            if is_rest(sub):
                count = ty.b.a - (len(pat.pats) - 1) if ty.kind == "array" and ty.b.kind == "value" else None
                inner = t.slice_of(ty.a) if count is None else t.array_of(ty.a, max(count, 0))
                how = ("ref mut" if sub.mut else "ref") if sub.by_ref else mode
                self.results.types[sub] = inner
                self.bind(sub, inner if how == "move" else t.ref(inner, how == "ref mut"), sub.mut and not sub.by_ref, how)
            else:
                self.check_pat(sub, ty.a, mode)

    def pat_PatPath(self, pat, expected, mode):
        found = self.resolve_value(pat.path, pat)
        if found is None:
            self.results.tainted = True
            return
        definition = found[0]
        if not isinstance(definition, str) and definition.kind == "assoc_const" and any(arg.flags & t.HAS_PARAM for arg in found[1]):
            self.error(errors.generic_constant(pat))
            return
        if isinstance(definition, str) or definition.kind in ("fn", "assoc_fn", "static") or definition.ctor == "fn":
            self.error(errors.expected_unit_pattern(pat, definition))
            return
        if definition.kind not in ("const", "assoc_const"):          # a constant may be a reference itself
            expected, mode = self.look_through(pat, expected, mode)
            self.results.types[pat] = expected
        ty = self.value_type(pat, *found)
        self.demand_pattern_type(pat, ty, expected)

    def pat_PatTupleStruct(self, pat, expected, mode):
        found = self.resolve_tuple_pattern(pat)
        if found is None:
            self.results.tainted = True
            self.check_all(pat.pats, mode)
            return
        definition, args = found
        owner = definition.parent if definition.kind == "variant" else definition
        self.results.res[pat] = ("ctor", definition, args)
        self.demand_pattern_type(pat, t.adt(owner, args), expected)
        rest = self.rest_index(pat.pats)
        count = len(pat.pats) - (rest is not None)
        total = len(definition.fields)
        if count != total if rest is None else count > total:
            self.error(errors.wrong_field_count(pat, definition, count, total))
            self.check_all(pat.pats, mode)
            return
        for sub, index in self.positions(pat.pats, total):
            field_ty = self.normalize(t.erase_regions(self.tcx.field_ty(definition.fields[index], args)), sub)
            self.check_pat(sub, field_ty, mode)

    def resolve_tuple_pattern(self, pat):
        segments = pat.path.segments
        if len(segments) == 1 and pat.path.qself is None and segments[0].name != "Self":
            found = self.tcx.resolver.first_of_path(self.module, pat.path.global_, segments[0].name, "values", True)
            if found is None:
                other = self.lookup_local(segments[0].name) or \
                    self.tcx.resolver.first_of_path(self.module, pat.path.global_, segments[0].name, "types", True)
                self.error(errors.tuple_pattern_not_found(segments[0]) if other is None else errors.expected_tuple_pattern(pat, other))
                return None
            if isinstance(found, tuple):           # its import was reported
                return None
            found = self.with_args(found, segments[0], pat)
            if found is not None and self.hidden_constructor(found[0]):
                self.error(value_errors.private_constructor(self, found[0], pat.path, pat))
                return None
        else:
            if pat.path.qself is None and self.names_type_alone(pat.path):
                self.error(errors.expected_tuple_pattern(pat, self.tcx.resolver.resolve_segments(self.module, pat.path.global_, segments, "types")))
                return None
            found = self.resolve_value(pat.path, pat)
        if found is None:
            return None
        definition = found[0]
        if isinstance(definition, str) or definition.ctor != "fn":
            self.error(errors.expected_tuple_pattern(pat, definition, len(segments) > 1))
            return None
        return found

    def names_type_alone(self, path):
        """Whether a path of modules leads to a type, and to no value of its name."""
        resolver, module = self.tcx.resolver, self.module
        first = resolver.first_of_path(module, path.global_, path.segments[0].name, "types", False)
        if getattr(first, "kind", None) != "mod" or resolver.resolve_segments(module, path.global_, path.segments, "values") is not None:
            return False
        found = resolver.resolve_segments(module, path.global_, path.segments, "types")
        return getattr(found, "kind", None) in ("struct", "enum", "union", "trait", "alias")

    def pat_PatStruct(self, pat, expected, mode):
        found = self.resolve_variant(pat.path, pat)
        if found is None:
            self.results.tainted = True
            for field in pat.fields:
                self.check_pat(field.pat, t.ERROR, mode)
            return
        variant, args, ty = found
        self.results.res[pat] = ("ctor", variant, args)
        self.demand_pattern_type(pat, ty, expected)
        known = {field.name: field for field in variant.fields}
        if variant.ctor == "fn" and any(field.name not in known for field in pat.fields) and not all(field.name.isdigit() for field in pat.fields):
            self.error(errors.tuple_variant_as_struct(pat, variant))
            for field in pat.fields:
                self.check_pat(field.pat, t.ERROR, mode)
            return
        unknown = [field for field in pat.fields if field.name not in known]
        seen = {}
        for field in pat.fields:
            definition = known.get(field.name)
            if definition is None:
                if variant.memo.get("partial"):
                    self.results.tainted = True
                else:
                    self.error(errors.no_such_pattern_field(variant, field, ty))
                self.check_pat(field.pat, t.ERROR, mode)
                continue
            if field.name in seen:
                self.error(errors.pattern_field_twice(field, seen[field.name]))
            seen[field.name] = field
            self.results.fields[field] = definition.index
            if not self.tcx.resolver.visible(definition, self.module):
                self.late_error(value_errors.private_field_in_literal(field, definition))
            field_ty = self.normalize(t.erase_regions(self.tcx.field_ty(definition, args)), field)
            self.check_pat(field.pat, field_ty, mode)
        missing = [field.name for field in variant.fields if field.name not in seen]
        if missing and not pat.rest and not unknown:
            self.error(errors.pattern_missing_fields(pat, missing))

    # --- alternatives -------------------------------------------------------------------------------

    def pat_PatOr(self, pat, expected, mode):
        """All alternatives bind the same names with the same types (E0408)."""
        outer_names, outer_seen = getattr(self, "or_names", None), getattr(self, "or_seen", None)
        before = dict(self.pat_names)
        self.or_names, self.or_seen = dict(outer_names) if outer_names else {}, set()
        self.check_pat(pat.pats[0], expected, mode)
        first = {name: local for name, local in self.pat_names.items() if before.get(name) is not local}
        first.update({name: self.or_names[name] for name in self.or_seen if name in self.or_names})
        for alternative in pat.pats[1:]:
            self.or_names, self.or_seen = {**(outer_names or {}), **first}, set()
            extra_before = set(self.pat_names)
            self.check_pat(alternative, expected, mode)
            for name in first:
                if name not in self.or_seen:
                    self.tcx.diags.add(errors.not_bound_in_all(pat, alternative, name, first[name]))
            for name in set(self.pat_names) - extra_before:
                self.tcx.diags.add(errors.not_bound_in_all(pat, pat.pats[0], name, self.pat_names[name]))
        self.or_names, self.or_seen = outer_names, outer_seen
        if outer_seen is not None:
            outer_seen.update(first)


class _Segment:
    """A path segment without arguments, for an identifier pattern."""

    __slots__ = ("name", "args", "lo", "hi")

    def __init__(self, pat):
        self.name, self.args, self.lo, self.hi = pat.name, None, pat.lo, pat.hi


LOOK_THROUGH = (ast.PatTuple, ast.PatSlice, ast.PatTupleStruct, ast.PatStruct, ast.PatLit, ast.PatRange, ast.PatIdent)


def is_rest(pat):
    """`..` or `name @ ..` in a slice pattern."""
    return type(pat) is ast.PatRest or type(pat) is ast.PatIdent and type(pat.sub) is ast.PatRest


def strip_rest(pat):
    return ast.PatWild(pat.lo, pat.hi) if type(pat) is ast.PatRest else pat


def pattern_positions(pats, total):
    """Yield (sub-pattern, field index) of a tuple-like pattern with at most one `..`."""
    index = 0
    for sub in pats:
        if type(sub) is ast.PatRest:
            index = total - (len(pats) - 1 - pats.index(sub))
            continue
        yield sub, index
        index += 1


def sub_patterns(pat):
    """The direct sub-patterns of a pattern, in order."""
    kind = type(pat)
    if kind in (ast.PatTuple, ast.PatSlice, ast.PatTupleStruct):
        return pat.pats
    if kind is ast.PatStruct:
        return [field.pat for field in pat.fields]
    if kind is ast.PatOr:
        return pat.pats
    if kind is ast.PatRef:
        return [pat.pat]
    if kind is ast.PatIdent and pat.sub is not None:
        return [pat.sub]
    return ()
