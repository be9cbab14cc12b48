"""How a monomorphic type looks in Python. Every other module of codegen asks here.

A type is a *value* (an immutable Python object) or an *object* (mutable, with identity):

    value    int float bool char(str) &str(str) unit(()) tuples, enums, fn pointers, references
    value    Rc, Arc, their Weak: the block that the handles share (counts and value)
    object   structs (a slotted class), Vec, String, Box (a cell), arrays (a list)

    enum without payloads             the variant's index
    Option-like (one payload of one   None, or the payload; where the payload itself can be None,
      field, one empty variant)         a one-tuple around it
    other enums                       a tuple: variant's index, then the fields

`&T` looks as `T`; `&mut T` of an object is the object, of a value a place reference with `.v`.
`[T]` behind a reference is a list or a `Slice`.
"""

from ..ty import types as t

VALUE, OBJECT = "value", "object"
HANDLES = ("Rc", "Weak", "Arc", "ArcWeak")


def is_text(ty):
    """Whether a type is str, or looks as str does: the system's strings and paths."""
    return ty.kind == "str" or ty.kind == "adt" and ty.a.lang in ("OsStr", "Path")


class EnumShape:
    """kind "int" "option" "tuple". Of "option": `some`, `none` the variant indexes, `wrapped` as above."""

    __slots__ = ("kind", "some", "none", "wrapped")

    def __init__(self, kind, some=None, none=None, wrapped=False):
        self.kind, self.some, self.none, self.wrapped = kind, some, none, wrapped


class Representation:
    """Answers for one program. `mutated` (a set of types whose objects are changed in place) is filled by the
    collector of instances; a Copy type that nothing changes needs no copying."""

    def __init__(self, tcx):
        self.tcx = tcx
        self.mutated = set()
        self._shapes, self._copies, self._none = {}, {}, {}

    def is_object(self, ty):
        """Whether `ty` is an *object* type."""
        if ty.kind == "adt":
            return ty.a.kind != "enum" and ty.a.lang not in HANDLES and not is_text(ty) and not self.is_lang(ty, "format_arguments")
        return ty.kind in ("array", "slice", "closure", "dyn")

    def is_value(self, ty):
        return not self.is_object(ty)

    def is_lang(self, ty, name):
        return ty.kind == "adt" and ty.a.lang == name

    def is_place_ref(self, ty):
        """Whether a value of type `ty` is a place reference (has `.v`)."""
        return ty.kind == "ref" and ty.c and self.is_value(ty.a)

    # --- enums -----------------------------------------------------------------------------

    def shape(self, ty):
        """The EnumShape of an enum type."""
        shape = self._shapes.get(ty)
        if shape is None:
            self._shapes[ty] = EnumShape("tuple")              # recursion through a Box never asks back
            shape = self._shapes[ty] = self._shape(ty)
        return shape

    def _shape(self, ty):
        counts = [len(variant.fields) for variant in ty.a.variants]
        if not any(counts):
            return EnumShape("int")
        if sorted(counts) == [0, 1]:
            some = counts.index(1)
            payload = self.field_types(ty, some)[0]
            return EnumShape("option", some, 1 - some, self.can_be_none(payload))
        return EnumShape("tuple")

    def can_be_none(self, ty):
        """Whether a value of `ty` can be Python's None."""
        answer = self._none.get(ty)
        if answer is None:
            self._none[ty] = True
            if ty.kind == "ref" and not self.is_place_ref(ty):
                answer = self.can_be_none(ty.a)
            elif ty.kind == "adt" and ty.a.kind == "enum":
                shape = self.shape(ty)
                answer = shape.kind == "option"
            else:
                answer = False
            self._none[ty] = answer
        return answer

    def field_types(self, ty, variant=0):
        """The types of the fields of a struct, enum variant or tuple."""
        if ty.kind == "tuple":
            return ty.b
        fields = ty.a.variants[variant].fields
        return [self.tcx.normalize(self.tcx.field_ty(field, ty.b)) for field in fields]

    # --- copying ---------------------------------------------------------------------------

    def needs_copy(self, ty):
        """Whether a Copy value of `ty` must be copied when it is read (something changes it in place)."""
        answer = self._copies.get(ty)
        if answer is None:
            self._copies[ty] = False
            answer = self._copies[ty] = self._needs_copy(ty)
        return answer

    def would_differ(self, mutated):
        """Whether some answer of `needs_copy` would be another one if these types were changed in place."""
        other = Representation(self.tcx)
        other.mutated = mutated
        return any(other.needs_copy(ty) != answer for ty, answer in self._copies.items())

    def _needs_copy(self, ty):
        kind = ty.kind
        if kind == "tuple":
            return any(map(self.needs_copy, ty.b))
        if kind == "array":
            return ty in self.mutated or self.needs_copy(ty.a)
        if kind == "closure":
            return ty in self.mutated or any(map(self.needs_copy, self.tcx.capture_types(ty)))
        if kind == "adt":
            if ty.a.kind == "enum":
                return any(self.needs_copy(field) for i in range(len(ty.a.variants)) for field in self.field_types(ty, i))
            return ty in self.mutated or any(map(self.needs_copy, self.field_types(ty)))
        return False


def unit_like(ty):
    """Whether a function returning `ty` returns nothing that anybody reads."""
    return ty is t.UNIT or ty.kind == "never"
