"""The types of a program as data, by which the runtime reads values at level `full` (`mr2py_runtime.shadow.reading`).

An entry is (kind, name, size, align, what that kind needs …); types are named by their index in the table. Sizes, alignments and offsets
are in bytes.

    scalar str opaque                            bytes (a type of std that hides one block, e.g. an unfilled box)
    tuple, struct, closure                       ((field, slot or index, type, offset) …)
    enum                                         shape, Some's variant, None's, is it wrapped, ((variant, ((field, type, offset) …)) …)
    array, slice, vec, deque, box, rc, weak      type of the elements or of the value
    table, tree                                  type of the entries
    ref                                          type, "mut" or "shared", is it a place reference
    dyn                                          (the method table names the type of the value)
"""

from ..ty import types as t
from . import dynamic
from .layout import POINTER, is_unsized, layout_of
from .representation import is_text

SCALARS = ("int", "float", "bool", "char", "never", "fndef", "fnptr")
LANG = {"Vec": "vec", "VecDeque": "deque", "Box": "box", "Rc": "rc", "Arc": "rc", "Weak": "weak", "ArcWeak": "weak"}
UNFILLED = ("UninitBox", "UninitArray")          # boxes whose value is still to come


class Types:
    """The table of one program; `entries` is complete when the last type was asked for."""

    def __init__(self, module):
        self.module, self.tcx, self.rep = module, module.tcx, module.rep
        self.entries, self.indices = [], {}

    def index(self, ty):
        """The number of a concrete type."""
        ty = t.erase_regions(ty)
        found = self.indices.get(ty)
        if found is None:
            found = self.indices[ty] = len(self.entries)
            self.entries.append(None)
            kind, more = self.describe(ty)
            self.entries[found] = (kind, self.module.type_name(ty), *self.extent(ty), *more)
        return found

    def extent(self, ty):
        if is_text(ty) or ty.kind in ("slice", "dyn") or dynamic.has_table(self.tcx, ty):
            return None, None
        if ty.kind == "adt" and ty.a.lang in UNFILLED:
            return POINTER, POINTER
        return self.module.layout(ty)

    def describe(self, ty):
        kind = ty.kind
        if kind in SCALARS:
            return "scalar", ()
        if kind == "tuple":
            offsets = layout_of(self.tcx, ty).offsets
            return kind, (tuple([(str(i), i, self.index(part), offsets[i]) for i, part in enumerate(ty.b)]),)
        if kind in ("array", "slice"):
            return kind, (self.index(ty.a),)
        if kind == "ref":
            return kind, (self.index(ty.a), "mut" if ty.c else "shared", self.rep.is_place_ref(ty))
        if kind == "closure":
            captures = self.module.capture_types(ty)
            offsets = layout_of(self.tcx, ty).offsets
            return kind, (tuple([(str(i), f"c{i}", self.index(part), offsets[i]) for i, part in enumerate(captures)]),)
        if kind == "adt":
            return self.adt(ty)
        return ("str" if is_text(ty) else kind if kind == "dyn" else "opaque"), ()

    def adt(self, ty):
        lang = ty.a.lang
        if lang in LANG:
            return LANG[lang], (self.index(ty.b[0]),)
        if lang == "String":
            return "string", ()
        if lang in ("HashTable", "BTree"):
            return "table" if lang == "HashTable" else "tree", (self.index(t.tuple_of(ty.b[:2])),)
        if lang in (*UNFILLED, "Formatter", "format_arguments", "IoError") or ty.a.krate == "std" and ty.a.kind == "union":
            return "opaque", ()
        if ty.a.kind == "enum":
            return self.enum(ty)
        known = layout_of(self.tcx, ty).offsets if not dynamic.has_table(self.tcx, ty) and not is_unsized(self.tcx, ty) else ()
        types = self.rep.field_types(ty)
        offsets = known if len(known) == len(types) else [None] * len(types)
        fields = [(field.name, self.module.field_name(ty, i), self.index(types[i]), offsets[i]) for i, field in enumerate(ty.a.fields)]
        return "struct", (tuple(fields),)

    def enum(self, ty):
        shape, offsets = self.rep.shape(ty), layout_of(self.tcx, ty).offsets
        variants = []
        for i, variant in enumerate(ty.a.variants):
            types = self.rep.field_types(ty, i)
            at = offsets[i] if i < len(offsets) and len(offsets[i]) == len(types) else [None] * len(types)
            variants.append((variant.name, tuple([(field.name, self.index(types[j]), at[j]) for j, field in enumerate(variant.fields)])))
        return "enum", (shape.kind, shape.some, shape.none, shape.wrapped, tuple(variants))
