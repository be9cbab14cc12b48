"""What can change behind a shared reference, also by way of what is owned elsewhere: types that hold an UnsafeCell, or whose arguments do (an
`Rc<Cell<T>>` counts, which is `Freeze` in rustc; `TyCtxt.holds_cell` is that one's negation)."""

from . import types as t


class Cells:
    """Answers for one program; types are concrete ones, of others anything is possible."""

    def __init__(self, tcx):
        self.tcx, self.known = tcx, {}

    def has_cell(self, ty):
        """Whether a value of a type can change behind a shared reference to it."""
        found = self.known.get(ty)
        if found is None:
            self.known[ty] = False
            found = self.known[ty] = self._has_cell(ty)
        return found

    def _has_cell(self, ty):
        kind = ty.kind
        if kind in ("dyn", "param", "alias", "opaque"):
            return True
        if kind == "tuple":
            return any(map(self.has_cell, ty.b))
        if kind in ("array", "slice"):
            return self.has_cell(ty.a)
        if kind == "closure":
            return any(map(self.has_cell, map(self.tcx.normalize, self.tcx.capture_types(ty))))
        if kind != "adt":
            return False
        if ty.a.is_cell or any(self.has_cell(arg) for arg in ty.b if type(arg) is t.Ty):
            return True
        return any(self.has_cell(self.tcx.normalize(self.tcx.field_ty(field, ty.b))) for variant in ty.a.variants for field in variant.fields)
