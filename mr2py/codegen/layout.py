"""Size, alignment, field offsets and niches of concrete types, as rustc lays them out (rustc_abi::layout).

A niche is a run of bit patterns that no value of the type uses; enums store their tag there where that
gives a smaller type. Fields of structs and variants are reordered, large alignments first.
"""

from ..ty import types as t
from ..ty.defs import repr_words
from .dynamic import has_table
from .representation import is_text

POINTER = 8
START, END = "start", "end"                 # where a niche is preferred
SIZED, MAYBE_UNSIZED = "sized", "maybe_unsized"


class Niche:
    """`size` bytes at `offset` whose valid values run from `first` to `last` (inclusive, may wrap around)."""

    __slots__ = ("offset", "size", "first", "last")

    def __init__(self, offset, size, first, last):
        self.offset, self.size, self.first, self.last = offset, size, first, last

    def available(self):
        return (self.first - self.last - 1) & self.mask()

    def mask(self):
        return (1 << 8 * self.size) - 1

    def at(self, offset):
        return Niche(self.offset + offset, self.size, self.first, self.last)

    def reserve(self, count):
        """The niche that remains when `count` values are taken, or None (Niche::reserve)."""
        if count > self.available():
            return None
        mask, first, last = self.mask(), self.first, self.last
        from_start = Niche(self.offset, self.size, (first - count) & mask, last)
        from_end = Niche(self.offset, self.size, first, (last + count) & mask)
        if first > last:
            return from_end
        if first <= mask - last:
            return from_start if count <= first else from_end
        return from_start if 1 <= (last + count) & mask <= last else from_end


class Layout:
    """`offsets`: of the fields of a struct or tuple, in declaration order; of an enum, a list for each variant."""

    __slots__ = ("size", "align", "offsets", "niche", "uninhabited")

    def __init__(self, size, align, offsets=(), niche=None, uninhabited=False):
        self.size, self.align, self.offsets, self.niche, self.uninhabited = size, align, offsets, niche, uninhabited


_memo_name = "layout"


def layout_of(tcx, ty):
    """The Layout of a concrete type."""
    cache = tcx.caches.setdefault(_memo_name, {})
    found = cache.get(ty)
    if found is None:
        found = cache[ty] = compute(tcx, ty)
    return found


def compute(tcx, ty):
    kind = ty.kind
    if kind == "int":
        size = t.INT_BITS[ty.a] // 8
        return Layout(size, size)
    if kind == "float":
        return Layout(8, 8) if ty.a == "f64" else Layout(4, 4)
    if kind == "bool":
        return Layout(1, 1, niche=Niche(0, 1, 0, 1))
    if kind == "char":
        return Layout(4, 4, niche=Niche(0, 4, 0, 0x10FFFF))
    if kind == "never":
        return Layout(0, 1, uninhabited=True)
    if kind in ("ref", "fnptr"):
        return pointer(tcx, ty.a if kind == "ref" else None)
    if kind == "ptr":
        return Layout(POINTER * (2 if is_unsized(tcx, ty.a) else 1), POINTER)
    if kind == "tuple":
        return univariant([layout_of(tcx, part) for part in ty.b], MAYBE_UNSIZED if ty.b else SIZED)
    if kind == "array":
        elem, count = layout_of(tcx, ty.a), ty.b.a
        return Layout(elem.size * count, elem.align, (), elem.niche if count else None, elem.uninhabited and count > 0)
    if kind == "closure":
        return univariant([layout_of(tcx, tcx.normalize(part)) for part in tcx.capture_types(ty)], SIZED)
    if kind == "fndef":
        return Layout(0, 1)
    if kind == "adt":
        return adt(tcx, ty)
    raise AssertionError(f"no layout for {kind}")


def is_unsized(tcx, ty):
    return ty.kind == "slice" or is_text(ty) or has_table(tcx, ty)


def pointer(tcx, pointee):
    size = POINTER * 2 if pointee is not None and is_unsized(tcx, pointee) else POINTER
    return Layout(size, POINTER, niche=Niche(0, POINTER, 1, (1 << 64) - 1))


def capacity_triple(tcx, ty):
    """Vec and String: capacity (at most isize::MAX, hence the niche), pointer, length."""
    return Layout(24, 8, niche=Niche(0, 8, 0, (1 << 63) - 1))


def nonzero(tcx, ty):
    size = layout_of(tcx, ty.b[0]).size
    return Layout(size, size, (0,), Niche(0, size, 1, (1 << size * 8) - 1))


LANG = {"NonZero": nonzero, "Vec": capacity_triple, "String": capacity_triple, **dict.fromkeys(("Box", "Rc", "Weak", "Arc", "ArcWeak"), lambda tcx, ty: pointer(tcx, ty.b[0])),
        "VecDeque": lambda tcx, ty: Layout(32, 8, niche=Niche(0, 8, 0, (1 << 63) - 1)),
        "Duration": lambda tcx, ty: Layout(16, 8, (0, 8), Niche(8, 4, 0, 999_999_999)), "IoError": lambda tcx, ty: pointer(tcx, None), "LinkedList": lambda tcx, ty: Layout(24, 8), "BTree": lambda tcx, ty: Layout(24, 8),
        "HashTable": lambda tcx, ty: Layout(32, 8, niche=Niche(0, 8, 1, (1 << 64) - 1)), "PhantomData": lambda tcx, ty: Layout(0, 1)}


# Words of `#[native = "…"]`, which stands at structs of std whose fields differ from rustc's: a pointer that is never
# null, one that may be, a usize, a bool, a u32, a file descriptor, the searcher of the last argument. Other words name a field, which is laid out as it is declared; `?`: it may be uninitialised.
WORDS = {"P": Layout(POINTER, POINTER, niche=Niche(0, POINTER, 1, (1 << 64) - 1)), "Q": Layout(POINTER, POINTER), "U": Layout(POINTER, POINTER),
         "B": Layout(1, 1, niche=Niche(0, 1, 0, 1)), "I": Layout(4, 4),
         "F": Layout(4, 4, niche=Niche(0, 4, 0, (1 << 32) - 2))}


def native_words(definition):
    """The words of a struct's `#[native]`, or ()."""
    if definition.krate == "user":
        return ()
    return next((attribute.args.strip().strip('"').split() for attribute in definition.attrs or () if attribute.path == "native"), ())


def native_fields(tcx, ty, words):
    """Layouts of the fields that rustc's struct has."""
    return [searcher(tcx, ty.b[-1]) if word == "SEARCHER" else WORDS[word] if word in WORDS else named_field(tcx, ty, word) for word in words]


def searcher(tcx, pattern):
    """What searches a text for a pattern (core::str::pattern): for a char, for a text by the two-way algorithm, for chars that a test accepts."""
    pointer, word, flag = WORDS["P"], WORDS["U"], WORDS["B"]
    if pattern.kind == "char":
        byte = Layout(1, 1)
        return univariant([pointer, word, word, word, Layout(4, 4), byte, Layout(4, 1)], SIZED)
    if pattern.kind == "ref" and pattern.a.kind not in ("slice", "array"):
        steps = enum([[word, word, flag, flag, flag], [word] * 8], [0, 1])
        return univariant([pointer, word, pointer, word, steps], SIZED)
    return univariant([layout_of(tcx, pattern), pointer, word, word, pointer, WORDS["Q"]], SIZED)


def named_field(tcx, ty, word):
    found = next(layout_of(tcx, tcx.normalize(tcx.field_ty(field, ty.b))) for field in ty.a.variants[0].fields if field.name == word.rstrip("?"))
    return Layout(found.size, found.align) if word.endswith("?") else found


def btree_nodes(tcx, key, value):
    """((size, align) of a leaf, (size, align) of an inner node) of a `BTreeMap`."""
    pair = [layout_of(tcx, t.array_of(ty, t.const("value", 11))) for ty in (key, value)]
    fields = [Layout(POINTER, POINTER), Layout(2, 2), Layout(2, 2)] + [Layout(part.size, part.align) for part in pair]    # uninitialised: no niches
    leaf = univariant(fields, SIZED)
    size = align_up(leaf.size, POINTER) + 12 * POINTER
    return (leaf.size, leaf.align), (align_up(size, leaf.align), leaf.align)


def adt(tcx, ty):
    special = LANG.get(ty.a.lang) if ty.a.lang else None
    if special is not None:
        return special(tcx, ty)
    words = native_words(ty.a)
    if words:
        return univariant(native_fields(tcx, ty, words), SIZED)
    variants = [[layout_of(tcx, tcx.normalize(tcx.field_ty(field, ty.b))) for field in variant.fields] for variant in ty.a.variants]
    representation = Repr(repr_words(ty.a))
    if ty.a.kind != "enum":
        found = univariant(variants[0], SIZED, (0, 1), representation)
        if ty.a.is_cell:
            found.niche = None                       # what a cell holds may change behind a shared reference
        return found
    found = enum(variants, list(tcx.discriminants(ty.a)), representation)
    found.align = max(found.align, representation.align)
    found.size = align_up(found.size, found.align)
    return found


class Repr:
    """What `#[repr(…)]` asks for: `c`: fields in their order; `tag`: the bytes of an enum's tag, or None; `pack`: the greatest
    alignment of a field, or None; `align`: the least alignment of the whole."""

    __slots__ = ("c", "tag", "pack", "align")

    def __init__(self, words=()):
        self.c, self.tag, self.pack, self.align = "C" in words, None, None, 1
        for word in words:
            name, _, number = word.partition("(")
            count = int(number.rstrip(") ") or "1")
            if name == "packed":
                self.pack = count
            elif name == "align":
                self.align = max(self.align, count)
            elif name in t.INTS:
                self.tag = t.INT_BITS[name] // 8

    def field_align(self, field):
        return field.align if self.pack is None else min(field.align, self.pack)


RUST = Repr()


def align_up(offset, align):
    return (offset + align - 1) // align * align


def log2(n):
    """The number of trailing zero bits."""
    return (n & -n).bit_length() - 1


# --- structs -------------------------------------------------------------------------------

def univariant(fields, kind, prefix=(0, 1), representation=RUST):
    """A struct, tuple or variant; `prefix` (size, align) of a tag before it. Tries both ends for the niche."""
    layout = biased(fields, kind, prefix, START, representation)
    niche = layout.niche
    if kind is MAYBE_UNSIZED or niche is None or len(fields) < 2:
        return layout
    head, tail = edges(layout)
    if head and tail > 0:
        other = biased(fields, kind, prefix, END, representation)
        other_head, other_tail = edges(other)
        if min(head, tail) > min(other_head, other_tail):
            return other
    return layout


def edges(layout):
    niche = layout.niche
    return niche.offset, layout.size - niche.offset - niche.size


def biased(fields, kind, prefix, bias, representation=RUST):
    """`univariant` with the niche preferred at one end."""
    order = list(range(len(fields)))
    if representation.c:
        return place(fields, order, prefix, bias, representation)
    fixed = order[-1:] if kind is MAYBE_UNSIZED else []
    movable = order[:len(order) - len(fixed)]
    largest = max([field.niche.available() for field in fields if field.niche], default=0)
    greatest_align = max([field.align for field in fields], default=1)

    def group(field):
        if representation.pack is not None:
            return representation.field_align(field)
        exponent = log2(max(field.align, field.size))
        if largest:
            if bias is START:
                return min(log2(greatest_align), exponent)
            if field.niche and field.niche.available() == largest:
                return log2(field.align)
        return exponent

    def plain_key(index):
        field = fields[index]
        count = field.niche.available() if field.niche else 0
        if bias is START:
            inner = field.niche.offset if field.niche else 0
        else:
            inner = -(field.size - field.niche.size - field.niche.offset) - 1 if field.niche else -(1 << 65)
        return field.size != 0, -group(field), -count if bias is START else count, inner

    def prefixed_key(index):
        field = fields[index]
        return group(field), field.niche.available() if field.niche else 0
    movable.sort(key=prefixed_key if prefix[0] else plain_key)
    return place(fields, movable + fixed, prefix, bias, representation)


def place(fields, order, prefix, bias, representation=RUST):
    """Lay the fields out in this order."""
    offset, align = prefix
    align = max(align, representation.align)
    offsets, niche = [0] * len(fields), None
    uninhabited = False
    for index in order:
        field = fields[index]
        uninhabited = uninhabited or field.uninhabited
        least = representation.field_align(field)
        offset = align_up(offset, least)
        align = max(align, least)
        offsets[index] = offset
        if field.niche:
            known = niche.available() if niche else 0
            count = field.niche.available()
            if count > known or bias is END and count >= known and count:
                niche = field.niche.at(offset)
        offset += field.size
    return Layout(align_up(offset, align), align, offsets, niche, uninhabited)


# --- enums ---------------------------------------------------------------------------------

def is_absent(fields):
    return any(field.uninhabited for field in fields) and all(field.size == 0 for field in fields)


def enum(variants, discriminants, representation=RUST):
    """The layout of an enum from the layouts of its variants' fields."""
    if representation.c or representation.tag is not None:
        return repr_enum(variants, discriminants, representation)
    present = [i for i, fields in enumerate(variants) if not is_absent(fields)]
    if not present:
        return Layout(0, 1, [[] for _ in variants], None, True)
    if len(present) == 1:
        only = univariant(variants[present[0]], SIZED)
        return Layout(only.size, only.align, [only.offsets if i == present[0] else [] for i in range(len(variants))],
                      only.niche, only.uninhabited)
    tagged = tagged_enum(variants, discriminants)
    filled = niche_filled(variants, present)
    if filled is None:
        return tagged

    def room(layout):
        return layout.niche.available() if layout.niche else 0
    if tagged.size > filled.size or tagged.size == filled.size and room(tagged) < room(filled):
        return filled
    return tagged


def repr_enum(variants, discriminants, representation):
    """An enum whose tag a `repr` tells: never in a niche, before the fields, which keep their order (Reference, "Type layout").
    With `C` alone the tag is a C int, or larger where a value needs it; the fields of all variants begin at one place."""
    tag = representation.tag or max(4, tag_size(discriminants))
    start = max([tag] + [field.align for fields in variants for field in fields]) if representation.c else tag
    layouts = [place(fields, range(len(fields)), (tag if not fields else align_up(tag, start), start), START) for fields in variants]
    align = max(layout.align for layout in layouts)
    mask = (1 << 8 * tag) - 1
    niche = Niche(0, tag, min(discriminants) & mask, max(discriminants) & mask)
    return Layout(align_up(max(layout.size for layout in layouts), align), align, [layout.offsets for layout in layouts],
                  niche if niche.available() else None, all(layout.uninhabited for layout in layouts))


def niche_filled(variants, present):
    """The enum with its tag in a niche of the largest variant, or None."""
    layouts = [univariant(fields, SIZED) for fields in variants]
    largest = max(range(len(layouts)), key=lambda i: (layouts[i].size, i))
    others = [i for i in present if i != largest]
    if not others:
        return None
    count = others[-1] - others[0] + 1
    niche = layouts[largest].niche
    rest = niche.reserve(count) if niche else None
    if rest is None:
        return None
    align = max(layout.align for layout in layouts)
    size = align_up(layouts[largest].size, align)
    offsets = []
    for i, layout in enumerate(layouts):
        shift = 0
        if i != largest and layout.size > niche.offset:
            shift = align_up(niche.offset + niche.size, layout.align)
            if shift + layout.size > size:
                return None
        offsets.append([offset + shift for offset in layout.offsets])
    return Layout(size, align, offsets, rest if rest.available() else None)


def tag_size(discriminants):
    """Bytes of the smallest integer that holds all discriminants, and whether it is signed."""
    low, high = min(discriminants), max(discriminants)
    for size in (1, 2, 4, 8, 16):
        bits = 8 * size
        if low >= 0 and high < 1 << bits or low < 0 and -(1 << bits - 1) <= low and high < 1 << bits - 1:
            return size
    raise AssertionError("a discriminant beyond 128 bits")


def tagged_enum(variants, discriminants):
    live = [value for fields, value in zip(variants, discriminants) if not is_absent(fields)]
    least = tag_size(live)
    size, align, start_align, offsets = 0, least, 256, []
    for fields in variants:
        layout = univariant(fields, SIZED, (least, least))
        for index in sorted(range(len(fields)), key=lambda i: layout.offsets[i]):
            if fields[index].size or fields[index].align != 1:
                start_align = min(start_align, fields[index].align)
                break
        size, align = max(size, layout.size), max(align, layout.align)
        offsets.append(layout.offsets)
    tag = max(least, min(start_align, 16)) if start_align != 256 else least
    mask = (1 << 8 * tag) - 1
    niche = Niche(0, tag, min(live) & mask, max(live) & mask)
    return Layout(align_up(size, align), align, offsets, niche if niche.available() else None,
                  all(any(f.uninhabited for f in fields) for fields in variants))
