"""E0320: what the drop of a value drops never ends, as its type holds itself with ever larger arguments

    enum L<T> { Cons(T, Box<L<(T, T)>>), Nil }        L<i32> drops L<(i32, i32)> drops …

Loaded where an ADT holds itself with other arguments than its own.
"""

from ..diagnostics.build import error
from ..ty import types as t
from .infinite_types import fields

GROWTHS = 3             # after so many larger ones there is no end: all come by the same substitution


def report(tcx, body):
    """Report the locals of a body whose drop has no end; whether there were any (rustc's `dropck_boring_locals`)."""
    found = False
    for decl in body.locals:
        ty = t.erase_regions(decl.ty)
        if endless(tcx, ty, ()):
            tcx.diags.add(error("E0320", f"overflow while adding drop-check rules for `{ty}`", (decl.lo, decl.hi)))
            found = True
    return found


def endless(tcx, ty, chain):
    """Whether the drop of `ty` meets ever larger types; `chain` holds the ADTs on the way to it."""
    kind = ty.kind
    if kind in ("slice", "array"):
        return endless(tcx, ty.a, chain)
    if kind == "tuple":
        return any(endless(tcx, elem, chain) for elem in ty.b)
    if kind == "closure":
        return endless(tcx, ty.b[-1], chain)
    if kind != "adt" or ty in chain:
        return False
    same = [size(other) for other in chain if other.a is ty.a]
    if len(same) > GROWTHS and size(ty) > same[-1] > same[0]:
        return True
    chain += (ty,)
    if tcx.has_drop_impl(ty.a) is not None:
        return any(endless(tcx, arg, chain) for arg in ty.b if type(arg) is t.Ty)
    return any(endless(tcx, t.erase_regions(tcx.normalize(tcx.field_ty(field, ty.b))), chain) for field in fields(ty.a))


def size(ty):
    return sum(1 for _ in t.walk(ty))
