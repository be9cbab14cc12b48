"""Exhaustiveness of patterns: the usefulness algorithm (rustc_pattern_analysis; Maranget's matrices).

A pattern is lowered to `Pat(ctor, fields)`; a matrix of rows is specialised by constructor until a
row of wildcards covers everything or a witness remains.
"""

from ..syntax import ast
from ..ty import types as t
from . import pat_errors as errors
from .pat import is_rest, pattern_positions

WILD = ("wild",)


class Pat:
    """ctor: ("wild",), ("variant", index), ("single",), ("bool", value), ("range", lo, hi), ("str", text), ("float", x),
    ("slice", prefix count, suffix count or None), ("or",); `fields` sub-patterns, `ty` its type."""

    __slots__ = ("ctor", "fields", "ty")

    def __init__(self, ctor, fields, ty):
        self.ctor, self.fields, self.ty = ctor, fields, ty


def check_patterns(tcx, results):
    """Report E0004 and E0005 for a body that type-checked."""
    checker = _Checker(tcx, results)
    for pat, (local, how) in results.bindings.items():
        variant = variant_of_name(pat, how, results.types.get(pat), local.ty)
        if variant is not None:
            tcx.diags.add(errors.binding_named_as_variant(pat, variant))
    for kind, node, ty in results.pattern_checks:
        if kind == "match":
            checker.match(node, ty)
        else:
            checker.irrefutable(kind, node, ty)


def variant_of_name(pat, how, ty, local_ty):
    """The unit variant of the matched enum whose name a plain binding has (lint `bindings_with_variant_name`), or None."""
    ty = ty or local_ty
    while ty is not None and ty.kind == "ref":
        ty = ty.a
    if pat.by_ref or pat.sub is not None or ty is None or ty.kind != "adt" or ty.a.kind != "enum":
        return None
    variant = ty.a.types.get(pat.name)
    return variant if variant is not None and variant.ctor == "const" else None


class _Checker:
    def __init__(self, tcx, results):
        self.tcx, self.results, self.owner = tcx, results, results.owner

    def match(self, node, ty):
        rows = [[self.lower(arm.pat, ty)] for arm in node.arms if arm.guard is None]
        witnesses = self.missing(rows, [ty])
        if witnesses:
            self.report(errors.non_exhaustive(self.tcx, node, ty, [self.show(w[0]) for w in witnesses], self.lacking(ty, witnesses)))

    def lacking(self, ty, witnesses):
        """The variants of the matched enum, the definitions of which are shown beside the error."""
        found = []
        for witness in witnesses:
            pat = witness[0]
            while pat.ty.kind == "ref" and pat.fields:
                pat = pat.fields[0]
            if pat.ctor[0] == "variant":
                found.append(pat.ty.a.variants[pat.ctor[1]])
        return found

    def irrefutable(self, kind, node, ty):
        witnesses = self.missing([[self.lower(node.pat, ty)]], [ty])
        if witnesses:
            where = {"let": "local binding", "for": "`for` loop binding", "arg": "function argument", "closure": "closure argument"}[kind]
            self.report(errors.refutable_pattern(node, where, ty, [self.show(w[0]) for w in witnesses], self.lacking(ty, witnesses)))

    def report(self, diagnostic):
        self.results.tainted = True
        self.tcx.diags.add(diagnostic)

    # --- lowering -----------------------------------------------------------------------------------

    def lower(self, pat, ty):
        passed = self.results.pat_derefs.get(pat, ())
        ty = self.results.types.get(pat, ty)
        out = getattr(self, "lower_" + type(pat).__name__)(pat, ty)
        for outer in reversed(passed):
            out = Pat(("single",), [out], outer)
        return out

    def wild(self, ty):
        return Pat(WILD, [], ty)

    def lower_PatWild(self, pat, ty):
        return self.wild(ty)

    lower_PatRest = lower_PatWild

    def lower_PatIdent(self, pat, ty):
        if pat not in self.results.bindings:
            return self.constant(pat, ty)
        return self.wild(ty) if pat.sub is None else self.lower(pat.sub, ty)

    def constant(self, pat, ty):
        entry = self.results.res[pat]
        if entry[0] == "ctor":
            return Pat(("variant", entry[1].index) if entry[1].kind == "variant" else ("single",), [], ty)
        value = self.const_value(entry)
        if value is not None:
            return self.literal(value, ty)
        return self.const_pat(entry[1], ty) or Pat(("opaque", pat), [], ty)

    lower_PatPath = constant

    def const_pat(self, definition, ty):
        """The pattern that a constant's value is, as far as its expression tells (rustc's `const_to_pat`), or None."""
        node = getattr(definition.node, "value", None)
        if definition.krate != "user" or node is None or ty.kind == "tuple" and ty.b:
            return None
        if ty.kind == "tuple":
            return Pat(("single",), [], ty)
        if ty.kind == "adt" and len(ty.a.variants) == 1 and not ty.a.variants[0].fields:
            return Pat(("variant", 0) if ty.a.kind == "enum" else ("single",), [], ty)
        return None

    def const_value(self, entry):
        from ..ty.const_eval import CannotEvaluate, value

        home = entry[1]
        while home.kind != "mod":
            home = home.parent
        try:
            return value(self.tcx, entry[1].node.value, home, entry[1])
        except (CannotEvaluate, AttributeError):
            return None

    def literal(self, value, ty):
        if isinstance(value, bool):
            return Pat(("bool", value), [], ty)
        if ty is t.CHAR:
            value = ord(value)
        if isinstance(value, int) and ty.kind in ("int", "char"):
            return Pat(("range", value, value), [], ty)
        if isinstance(value, bytes) and ty.kind == "ref" and ty.a.kind in ("slice", "array"):
            items = [Pat(("range", byte, byte), [], ty.a.a) for byte in value]
            return Pat(("single",), [Pat(("slice", len(items), None), items, ty.a)], ty)
        if isinstance(value, (str, bytes)):
            return Pat(("single",), [Pat(("str", value), [], t.STR)], ty)
        return Pat(("str", value), [], ty)

    def lower_PatLit(self, pat, ty):
        return self.literal(self.literal_value(pat.expr), ty)

    def literal_value(self, node):
        if type(node) is ast.Unary:
            value = self.literal_value(node.expr)
            return -value if not isinstance(value, str) else "-" + value
        if type(node) is ast.Lit:
            return float(node.value) if node.kind == "float" else node.value
        if type(node) is ast.PathExpr:
            return self.const_value(self.results.res[node])
        return None

    def lower_PatRange(self, pat, ty):
        if ty.kind not in ("int", "char"):
            return Pat(("opaque", pat), [], ty)
        least, most = type_range(ty)
        low, high = [None if end is None else self.literal_value(end) for end in (pat.start, pat.end)]
        low, high = [ord(end) if isinstance(end, str) else end for end in (low, high)]
        low = least if low is None else low
        high = most if high is None else high if pat.inclusive else high - 1
        if low > high:
            self.report(errors.empty_range(pat, pat.inclusive))
            return self.wild(ty)
        return Pat(("range", low, high), [], ty)

    def lower_PatRef(self, pat, ty):
        return Pat(("single",), [self.lower(pat.pat, ty.a)], ty)

    def lower_PatTuple(self, pat, ty):
        fields = [self.wild(elem) for elem in ty.b]
        for sub, index in pattern_positions(pat.pats, len(ty.b)):
            fields[index] = self.lower(sub, ty.b[index])
        return Pat(("single",), fields, ty)

    def field_types(self, variant, ty):
        return [self.tcx.normalize_in(t.erase_regions(self.tcx.field_ty(field, ty.b)), self.owner) for field in variant.fields]

    def variant_pat(self, pat, ty, pairs):
        variant = self.results.res[pat][1]
        types = self.field_types(variant, ty)
        fields = [self.wild(field_ty) for field_ty in types]
        for sub, index in pairs:
            fields[index] = self.lower(sub, types[index])
        return Pat(("variant", variant.index) if variant.kind == "variant" else ("single",), fields, ty)

    def lower_PatTupleStruct(self, pat, ty):
        variant = self.results.res[pat][1]
        return self.variant_pat(pat, ty, pattern_positions(pat.pats, len(variant.fields)))

    def lower_PatStruct(self, pat, ty):
        return self.variant_pat(pat, ty, [(field.pat, self.results.fields[field]) for field in pat.fields])

    def lower_PatSlice(self, pat, ty):
        rest = next((index for index, sub in enumerate(pat.pats) if is_rest(sub)), None)
        fields = [self.lower(sub, ty.a) for sub in pat.pats if not is_rest(sub)]
        suffix = None if rest is None else len(pat.pats) - 1 - rest
        return Pat(("slice", len(fields) - (suffix or 0), suffix), fields, ty)

    def lower_PatOr(self, pat, ty):
        return Pat(("or",), [self.lower(sub, ty) for sub in pat.pats], ty)

    # --- usefulness ---------------------------------------------------------------------------------

    def missing(self, rows, types):
        """Witnesses ([Pat] each) that no row matches; [] if the rows are exhaustive."""
        if not types:
            return [] if rows else [[]]
        rows = [expanded for row in rows for expanded in expand_or(row)]
        ty = types[0]
        ctors, complete = self.split(ty, [row[0] for row in rows])
        out = []
        for ctor in ctors:
            arity = self.arity(ctor, ty)
            inner = [special for row in rows for special in self.specialise(row, ctor, arity, ty)]
            for witness in self.missing(inner, arity + types[1:]):
                out.append([Pat(ctor, witness[:len(arity)], ty)] + witness[len(arity):])
                if len(out) > 20:
                    return out
        if not complete:
            rest = [row[1:] for row in rows if row[0].ctor == WILD]
            for witness in self.missing(rest, types[1:]):
                out += [[gap] + witness for gap in self.gaps(ty, [row[0] for row in rows])]
        return out

    def split(self, ty, column):
        """(constructors to look at, whether they are all of the type's)."""
        used = [pat.ctor for pat in column if pat.ctor != WILD]
        kind = ty.kind
        if kind == "adt" and ty.a.kind == "enum":
            if not used and len(ty.a.variants) > 0 and column:
                return [], False
            present = [("variant", variant.index) for variant in ty.a.variants if not self.uninhabited(variant, ty)]
            return ([ctor for ctor in present if ctor in used], False) if not all(c in used for c in present) else (present, True)
        if ty is t.BOOL:
            both = [("bool", False), ("bool", True)]
            return (both, True) if all(c in used for c in both) else ([c for c in both if c in used], False)
        if kind in ("int", "char"):
            return self.split_ranges(ty, used)
        if kind in ("slice", "array"):
            return self.split_slices(ty, used)
        if kind == "never":
            return [], True
        if kind in ("str", "float") or any(c[0] in ("opaque", "str") for c in used):
            return list(dict.fromkeys(used)), False
        if not used:
            return ([("single",)], True) if kind == "tuple" and not ty.b else ([], False) if column else ([("single",)], True)
        return [("single",)], True

    def uninhabited(self, variant, ty):
        return any(self.is_empty(field_ty) for field_ty in self.field_types(variant, ty))

    def is_empty(self, ty):
        return ty.kind == "never" or ty.kind == "adt" and ty.a.kind == "enum" and not ty.a.variants

    def split_ranges(self, ty, used):
        ranges = [c for c in used if c[0] == "range"]
        if not ranges:
            return list(dict.fromkeys(used)), False
        bounds = sorted({low for _, low, _ in ranges} | {high + 1 for _, _, high in ranges})
        pieces = [("range", low, high - 1) for low, high in zip(bounds, bounds[1:])
                  if any(r[1] <= low and high - 1 <= r[2] for r in ranges)]
        covered = sum(high - low + 1 for _, low, high in pieces)
        least, most = type_range(ty)
        total = most - least + 1 - (2048 if ty is t.CHAR else 0)
        if ty is t.CHAR:
            covered -= sum(max(0, min(high, 0xDFFF) - max(low, 0xD800) + 1) for _, low, high in pieces)
        return pieces, covered >= total

    def split_slices(self, ty, used):
        if ty.kind == "array" and ty.b.kind == "value":
            return [("slice", ty.b.a, None)], True
        slices = [c for c in used if c[0] == "slice"]
        if not slices:
            return [], False
        longest = max([c[1] + (c[2] or 0) + 1 for c in slices])
        variable = any(c[2] is not None for c in slices)
        lengths = [("slice", n, None) for n in range(longest + 1)]
        top = max((c[1] for c in slices), default=0), max((c[2] or 0 for c in slices), default=0)
        rest = ("slice", max(top[0], longest + 1 - top[1]), top[1]) if variable else None
        if rest is None:
            return [c for c in lengths if c in slices], False
        return lengths + [rest], True

    def arity(self, ctor, ty):
        """The types of the fields of a constructor."""
        kind = ctor[0]
        if kind == "variant":
            return self.field_types(ty.a.variants[ctor[1]], ty)
        if kind == "slice":
            return [ty.a] * (ctor[1] + (ctor[2] or 0))
        if kind != "single":
            return []
        if ty.kind == "tuple":
            return list(ty.b)
        if ty.kind == "ref":
            return [ty.a]
        if ty.kind == "adt" and ty.a.lang == "Box":
            return [ty.b[0]]
        return self.field_types(ty.a, ty) if ty.kind == "adt" and ty.a.kind == "struct" else []

    def specialise(self, row, ctor, arity, ty):
        """The rows that remain of `row` when its first column is built by `ctor`."""
        first = row[0]
        if first.ctor == WILD:
            return [[self.wild(field) for field in arity] + row[1:]]
        if ctor[0] == "range":
            fits = first.ctor[0] == "range" and first.ctor[1] <= ctor[1] and ctor[2] <= first.ctor[2]
            return [row[1:]] if fits else []
        if ctor[0] == "slice":
            return self.specialise_slice(first, ctor, row, ty)
        return [first.fields + row[1:]] if first.ctor == ctor else []

    def specialise_slice(self, first, ctor, row, ty):
        _, prefix, suffix = first.ctor
        length = ctor[1] + (ctor[2] or 0)
        if suffix is None:
            return [first.fields + row[1:]] if ctor[2] is None and prefix == length else []
        if length < prefix + suffix:
            return []
        middle = [self.wild(ty.a)] * (length - prefix - suffix)
        return [first.fields[:prefix] + middle + first.fields[prefix:] + row[1:]]

    def gaps(self, ty, column):
        """Patterns for the constructors that the column lacks, to show as witnesses."""
        used = [pat.ctor for pat in column if pat.ctor != WILD]
        if ty.kind == "adt" and ty.a.kind == "enum":
            if not used:
                return [self.wild(ty)]
            return [Pat(("variant", variant.index), [self.wild(f) for f in self.field_types(variant, ty)], ty)
                    for variant in ty.a.variants if ("variant", variant.index) not in used and not self.uninhabited(variant, ty)]
        if ty is t.BOOL and used:
            return [Pat(("bool", value), [], ty) for value in (False, True) if ("bool", value) not in used]
        if ty.kind in ("int", "char") and used and used[0][0] == "range":
            return self.range_gaps(ty, used)
        if ty.kind == "slice" and used:
            lengths = [c[1] for c in used if c[2] is None]
            missing = [n for n in range(max(lengths, default=0) + 1) if n not in lengths]
            gaps = [Pat(("slice", n, None), [self.wild(ty.a)] * n, ty) for n in missing]
            return gaps + [Pat(("slice", max(lengths, default=-1) + 1, 0), [self.wild(ty.a)] * (max(lengths, default=-1) + 1), ty)]
        return [self.wild(ty)]

    def range_gaps(self, ty, used):
        least, most = type_range(ty)
        out, at = [], least
        for _, low, high in sorted(c for c in used if c[0] == "range"):
            if low > at:
                out.append(Pat(("range", at, low - 1), [], ty))
            at = max(at, high + 1)
        if at <= most:
            out.append(Pat(("range", at, most), [], ty))
        return out or [self.wild(ty)]

    # --- witnesses ----------------------------------------------------------------------------------

    def show(self, pat):
        """A witness as rustc writes it."""
        kind = pat.ctor[0]
        if kind in ("wild", "opaque"):
            return "_"
        if kind == "bool":
            return "true" if pat.ctor[1] else "false"
        if kind == "range":
            return show_range(pat.ctor, pat.ty)
        if kind == "str":
            return "&_"
        if kind == "slice":
            inner = [self.show(field) for field in pat.fields]
            if pat.ctor[2] is not None:
                inner.insert(pat.ctor[1], "..")
            return "[" + ", ".join(inner) + "]"
        if pat.ty.kind == "ref":
            return "&" + self.show(pat.fields[0])
        if pat.ty.kind == "tuple":
            return "(" + ", ".join(map(self.show, pat.fields)) + ("," if len(pat.fields) == 1 else "") + ")"
        definition = pat.ty.a.variants[pat.ctor[1]] if kind == "variant" else pat.ty.a
        name = f"{pat.ty.a.name}::{definition.name}" if kind == "variant" else definition.name
        if kind == "variant" and pat.ty.a.krate == "std" and pat.ty.a.name in ("Option", "Result"):
            name = definition.name
        if definition.ctor == "const":
            return name
        if definition.ctor == "fn":
            return f"{name}({', '.join(map(self.show, pat.fields))})"
        shown = [(field.name, self.show(sub)) for field, sub in zip(definition.fields, pat.fields)]
        if all(text == "_" for _, text in shown):
            return f"{name} {{ .. }}"
        return f"{name} {{ {', '.join(f'{n}: {text}' for n, text in shown)} }}"


def expand_or(row):
    """A row whose first pattern is an or-pattern, as one row for each alternative."""
    first = row[0]
    if first.ctor[0] != "or":
        return [row]
    return [expanded for sub in first.fields for expanded in expand_or([sub] + row[1:])]


def type_range(ty):
    return (0, 0x10FFFF) if ty is t.CHAR else t.int_range(ty.a)


def show_range(ctor, ty):
    _, low, high = ctor
    least, most = type_range(ty)

    def end(value):
        if ty is t.CHAR:
            return "'" + {0: "\\0", 10: "\\n", 13: "\\r", 9: "\\t", 0x10FFFF: "\\u{10ffff}"}.get(value, chr(value)) + "'"
        if value == least and ty.a[0] == "i":
            return f"{ty.a}::MIN"
        if value == most:
            return f"{ty.a}::MAX"
        return f"{value}_{ty.a}"
    if low == high:
        return end(low)
    if low == least and ty is not t.CHAR and ty.a[0] == "i":
        return f"{ty.a}::MIN..={end(high)}" if high != most else "_"
    return f"{end(low)}..={end(high)}"
