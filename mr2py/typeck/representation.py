"""`#[repr(…)]` against the fields (rustc_hir_analysis::check::check, `check_packed`, `check_transparent`)."""

from ..diagnostics import Label
from ..ty import types as t
from ..ty.defs import repr_words
from . import item_errors as errors


def check_representation(tcx, adt):
    """Report what a type's fields do not allow (E0588, E0690, E0731)."""
    words = repr_words(adt)
    if any(word.startswith("packed") for word in words) and (inner := aligned_part(tcx, adt, set())) is not None:
        tcx.diags.add(errors.packed_holds_aligned(adt, inner))
    if words == ["transparent"]:
        check_transparent(tcx, adt)


def aligned_part(tcx, adt, seen):
    """A type with `#[repr(align)]` inside of a type."""
    seen.add(adt)
    for field in [field for variant in adt.variants or () for field in variant.fields]:
        ty = tcx.type_of(field)
        if ty is None or ty.kind != "adt" or ty.a.krate != "user" or ty.a in seen:
            continue
        if any(word.startswith("align") for word in repr_words(ty.a)):
            return ty.a
        found = aligned_part(tcx, ty.a, seen)
        if found is not None:
            return found
    return None


def check_transparent(tcx, adt):
    if adt.kind == "enum" and len(adt.variants) != 1:
        tcx.diags.add(errors.transparent_variants(adt))
        return
    large = [field for variant in adt.variants for field in variant.fields if not is_trivial(tcx, tcx.type_of(field))]
    if len(large) > 1:
        found = errors.transparent_fields(adt, len(large))
        found.spans.extend(Label(field.node.lo, field.node.hi, "this field has non-zero size or requires alignment", False) for field in large)
        tcx.diags.add(found)


def is_trivial(tcx, ty):
    """Whether values of a type have no size and no alignment, whatever its parameters are."""
    if ty is None or ty.kind == "error":
        return True
    if ty.kind == "tuple":
        return all(is_trivial(tcx, part) for part in ty.b)
    if ty.kind == "array":
        return ty.b.kind == "value" and ty.b.a == 0 and is_trivial(tcx, ty.a)
    if ty.kind != "adt":
        return False
    return ty.a.lang == "PhantomData" or ty.a.name == "PhantomData" or ty.a.kind == "struct" and \
        all(is_trivial(tcx, t.subst(tcx.type_of(field), ty.b)) for field in ty.a.fields)
