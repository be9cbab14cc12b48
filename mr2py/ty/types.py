"""Types, regions and constants: interned, immutable, compared by identity.

A `Ty` has a `kind` and up to three operands `a`, `b`, `c`:

    kind      a                     b                      c
    int       name ("i32", "usize")
    float     name ("f64")
    bool char str never error
    adt       Def (struct/enum)     generic arguments
    ref       pointee Ty            Region                 mutable?
    ptr       pointee Ty            None                   mutable?
    slice     element Ty
    array     element Ty            Const (length)
    tuple                           element Tys
    fndef     Def (fn or ctor)      generic arguments
    fnptr     input Tys             output Ty              unsafe?
    closure   Def                   generic arguments of its parent, then its signature (fnptr) and the tuple of its captures' types
    dyn       trait bounds, a tuple of (Def, args without Self, ((assoc Def, Ty), …))   Region
    param     index                 name
    alias     Def (associated type) arguments (Self first)
    opaque    Def (`impl Trait`)    generic arguments
    infer     id                    "ty" | "int" | "float"

Generic arguments are tuples of Ty, Region and Const, in the order of `Generics.params`.
Interning makes `is` the equality of types and lets facts (flags) be computed once.
"""

from .defs import is_unsafe

HAS_INFER, HAS_PARAM, HAS_REGION, HAS_ALIAS, HAS_ERROR, HAS_BOUND, HAS_REGION_ERROR = 1, 2, 4, 8, 16, 32, 64
ERRONEOUS = HAS_ERROR | HAS_REGION_ERROR         # of types with this nothing is reported, as their cause was (rustc's `references_error`)

_table = {}


class Region:
    """kind: "static", "erased", "param" (a=index, b=name), "bound" (a=index, b=name), "var" (a=id)."""

    __slots__ = ("kind", "a", "b", "flags")

    def __repr__(self):
        if self.kind == "var":
            return f"'?{self.a}"
        return {"static": "'static", "erased": "'_"}.get(self.kind) or f"'{self.b}"


class Const:
    """kind: "value" (a=int, bool or str), "param" (a=index, b=name), "infer" (a=id), "error"."""

    __slots__ = ("kind", "a", "b", "flags")

    def __repr__(self):
        if self.kind == "value":
            return ("true" if self.a else "false") if isinstance(self.a, bool) else str(self.a)
        return self.b if self.kind == "param" else "_"


class Ty:
    __slots__ = ("kind", "a", "b", "c", "flags", "memo")

    def __repr__(self):
        from .pretty import ty_to_str

        return ty_to_str(self)


def _intern(cls, kind, a, b, c):
    key = (cls, kind, a, b, c)
    self = _table.get(key)
    if self is None:
        self = cls()
        self.kind, self.a, self.b = kind, a, b
        if cls is Ty:
            self.c, self.memo = c, None
        self.flags = _flags(cls, kind, a, b)
        _table[key] = self
    return self


_OWN_FLAGS = {
    (Ty, "infer"): HAS_INFER, (Const, "infer"): HAS_INFER,
    (Ty, "param"): HAS_PARAM, (Const, "param"): HAS_PARAM, (Region, "param"): HAS_PARAM | HAS_REGION,
    (Ty, "alias"): HAS_ALIAS, (Ty, "opaque"): HAS_ALIAS,
    (Ty, "error"): HAS_ERROR, (Const, "error"): HAS_ERROR,
    (Region, "error"): HAS_REGION_ERROR, (Region, "static"): HAS_REGION, (Region, "var"): HAS_REGION, (Region, "bound"): HAS_REGION | HAS_BOUND,
}


def _flags(cls, kind, a, b):
    flags = _OWN_FLAGS.get((cls, kind), 0)
    if cls is not Ty:
        return flags
    if kind in ("ref", "ptr", "slice", "array"):
        flags |= a.flags
        if b is not None:
            flags |= b.flags
    elif kind == "fnptr":
        flags |= b.flags
        for part in a:
            flags |= part.flags
    elif kind == "dyn":
        flags |= b.flags
        for _, args, assoc in a:
            for part in args:
                flags |= part.flags
            for _, part in assoc:
                flags |= part.flags
    elif type(b) is tuple:
        for part in b:
            flags |= part.flags
    return flags


def mk(kind, a=None, b=None, c=None):
    """The type of that kind and operands (see the table above)."""
    return _intern(Ty, kind, a, b, c)


def region(kind, a=None, b=None):
    return _intern(Region, kind, a, b, None)


def const(kind, a=None, b=None):
    if kind == "value" and isinstance(a, bool):
        return _intern(Const, kind, a, "bool", None)       # True must not be the interned 1
    return _intern(Const, kind, a, b, None)


STATIC, ERASED = region("static"), region("erased")
BOOL, CHAR, STR, NEVER, ERROR = mk("bool"), mk("char"), mk("str"), mk("never"), mk("error")
UNIT = mk("tuple", None, ())
INTS = {name: mk("int", name) for name in
        ("i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize")}
FLOATS = {name: mk("float", name) for name in ("f32", "f64")}
I32, U8, USIZE, F64 = INTS["i32"], INTS["u8"], INTS["usize"], FLOATS["f64"]
U32, U64 = INTS["u32"], INTS["u64"]
PRIMITIVES = {**INTS, **FLOATS, "bool": BOOL, "char": CHAR, "str": STR}
INT_BITS = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "i128": 128, "isize": 64,
            "u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64}


def int_range(name):
    """(least, greatest) value of the integer type of that name."""
    bits = INT_BITS[name]
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if name[0] == "i" else (0, (1 << bits) - 1)


def ref(pointee, mutable=False, lifetime=ERASED):
    return mk("ref", pointee, lifetime, mutable)


def adt(definition, args=()):
    return mk("adt", definition, tuple(args))


def tuple_of(elems):
    return mk("tuple", None, tuple(elems))


def slice_of(elem):
    return mk("slice", elem)


def array_of(elem, length):
    return mk("array", elem, length if isinstance(length, Const) else const("value", length))


def param(index, name):
    return mk("param", index, name)


def fnptr(inputs, output, unsafe=False):
    return mk("fnptr", tuple(inputs), output, bool(unsafe))


def fold(term, leaf, mask=-1):
    """Rebuild a Ty, Region or Const bottom up; `leaf(term)` sees every part after its own parts
    were rebuilt and returns what stands in its place. Parts that have no flag of `mask` stay as they are."""
    if type(term) is not Ty:
        return leaf(term)
    if mask >= 0 and not term.flags & mask:
        return term
    kind = term.kind
    if kind == "adt" or kind == "tuple" or kind == "fndef" or kind == "alias" or kind == "opaque" or kind == "closure":
        b = term.b
        if b:
            new = tuple([fold(part, leaf, mask) for part in b])
            if new != b:
                term = mk(kind, term.a, new)
    elif kind == "ref":
        term = mk("ref", fold(term.a, leaf, mask), leaf(term.b), term.c)
    elif kind == "slice" or kind == "ptr":
        term = mk(kind, fold(term.a, leaf, mask), None, term.c)
    elif kind == "array":
        term = mk("array", fold(term.a, leaf, mask), leaf(term.b))
    elif kind == "fnptr":
        term = mk("fnptr", tuple([fold(part, leaf, mask) for part in term.a]), fold(term.b, leaf, mask), term.c)
    elif kind == "dyn":
        term = mk("dyn", tuple([(d, tuple([fold(p, leaf, mask) for p in args]),
                                 tuple([(n, fold(t, leaf, mask)) for n, t in assoc])) for d, args, assoc in term.a]),
                  leaf(term.b))
    return leaf(term)


def subst(term, args):
    """`term` with each generic parameter replaced by its argument."""
    if not term.flags & HAS_PARAM or not args:
        return term

    def leaf(part):
        if part.kind == "param" and part.a < len(args):
            return args[part.a]
        return part
    return fold(term, leaf, HAS_PARAM)


def subst_all(terms, args):
    return tuple([subst(term, args) for term in terms])


def erase_regions(term):
    """`term` with every free region erased (code generation and coherence of types ignore them); bound ones stay."""
    if not _mentions_regions(term):
        return term
    return fold(term, lambda part: ERASED if type(part) is Region and part.kind not in ("bound", "error") else part, HAS_REGION)


def erase_escaping(term):
    """`term` with the regions erased that are bound outside of it; those of its own fn pointers and trait objects stay."""
    if not term.flags & HAS_BOUND:
        return term
    if type(term) is Region:
        return ERASED if term.kind == "bound" else term
    kind = term.kind
    if kind in ("fnptr", "dyn", "closure"):
        return term
    if kind == "ref":
        return mk("ref", erase_escaping(term.a), erase_escaping(term.b), term.c)
    if kind in ("slice", "ptr", "array"):
        return mk(kind, erase_escaping(term.a), term.b, term.c)
    return mk(kind, term.a, tuple([erase_escaping(part) for part in term.b]))


def _mentions_regions(term):
    return term.flags & HAS_REGION


def walk(term):
    """Yield `term` and all its parts, outermost first."""
    yield term
    if type(term) is Ty:
        for part in children(term):
            yield from walk(part)


def children(ty):
    """The types, regions and constants directly inside a type, in order."""
    kind = ty.kind
    if kind in ("ref", "ptr", "slice", "array"):
        return [ty.a] if ty.b is None else [ty.a, ty.b]
    if kind == "fnptr":
        return [*ty.a, ty.b]
    if kind == "dyn":
        return [part for _, args, assoc in ty.a for part in (*args, *[value for _, value in assoc])] + [ty.b]
    return ty.b if type(ty.b) is tuple else ()


def is_unsafe_fn(ty):
    """Whether a function item's or pointer's calls are unsafe."""
    return ty.kind == "fndef" and is_unsafe(ty.a) or ty.kind == "fnptr" and ty.c


def is_integral(ty):
    return ty.kind == "int" or (ty.kind == "infer" and ty.b == "int")


def is_float(ty):
    return ty.kind == "float" or (ty.kind == "infer" and ty.b == "float")


def is_numeric(ty):
    return is_integral(ty) or is_float(ty)


def is_unit(ty):
    return ty is UNIT
