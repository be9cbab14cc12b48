"""Values with identity: cells and other place references, slices, vectors, strings, boxes.

Every place reference has `.v`. A shared reference needs none: under a shared borrow nothing changes,
so it is the value itself.
"""

from . import heap
from .panic import panic_formatted


class Moved:
    """The tombstone: what a variable holds when its value has been moved out."""

    __slots__ = ()

    def __repr__(self):
        return "MOVED"


MOVED = Moved()


class Cell:
    """A local variable that is mutably borrowed, or a box: the place itself."""

    __slots__ = ("v",)

    def __init__(self, v=MOVED):
        self.v = v


_field_refs = {}


def field_ref(name):
    """The class of references to the field `name` of an object."""
    cls = _field_refs.get(name)
    if cls is None:
        namespace = {}
        exec(f"class Ref_{name}:\n"
             f"    __slots__ = ('o',)\n"
             f"    def __init__(self, o): self.o = o\n"
             f"    @property\n"
             f"    def v(self): return self.o.{name}\n"
             f"    @v.setter\n"
             f"    def v(self, value): self.o.{name} = value\n", namespace)
        cls = _field_refs[name] = namespace[f"Ref_{name}"]
    return cls


class ItemRef:
    """A reference to an element of a list or slice."""

    __slots__ = ("a", "i")

    def __init__(self, a, i):
        if i >= len(a):
            raise IndexError((len(a), i))        # a borrow tests its index, used or not
        self.a, self.i = a, i

    @property
    def v(self):
        return self.a[self.i]

    @v.setter
    def v(self, value):
        self.a[self.i] = value


def item_refs(a):
    """References to all elements, in order."""
    return [ItemRef(a, i) for i in range(len(a))]


class PartRef:
    """A reference to item `i` of the tuple that stands in another place: writing rebuilds the tuple."""

    __slots__ = ("p", "i")

    def __init__(self, p, i):
        self.p, self.i = p, i

    @property
    def v(self):
        return self.p.v[self.i]

    @v.setter
    def v(self, value):
        old = self.p.v
        self.p.v = (*old[:self.i], value, *old[self.i + 1:])


class Slice:
    """Part of a list, behind `&[T]` and `&mut [T]`; a whole list stands for itself. `a[i]` and `len(a)` work on both."""

    __slots__ = ("a", "start", "n")

    def __init__(self, a, start, end):
        self.a, self.start, self.n = a, start, end - start

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError((self.n, i))
        return self.a[self.start + i]

    def __setitem__(self, i, value):
        if i >= self.n:
            raise IndexError((self.n, i))
        self.a[self.start + i] = value

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter(self.a[self.start:self.start + self.n])


class View:
    """A list whose elements are places of others (`views`). A subclass says its length, and how element `i` is read and written;
    slices go element by element."""

    __slots__ = ()
    start = 0

    @property
    def a(self):
        return self

    @property
    def n(self):
        return len(self)

    def __getitem__(self, i):
        if type(i) is slice:
            return [self.get(k) for k in range(*i.indices(len(self)))]
        if i >= len(self):
            raise IndexError((len(self), i))
        return self.get(i)

    def __setitem__(self, i, value):
        if type(i) is slice:
            for k, item in zip(range(*i.indices(len(self))), [owned(item) for item in value]):
                self.put(k, item)
        elif i >= len(self):
            raise IndexError((len(self), i))
        else:
            self.put(i, value)

    def __iter__(self):
        return iter([self.get(i) for i in range(len(self))])

    def taken(self):
        return list(self)

    def assign(self, other):
        self[:] = other


def owned(item):
    """An element as a value: what a view shows may change while elements are exchanged."""
    return list(item) if isinstance(item, View) else item


def subslice(a, start, end):
    """The elements `start..end` of a list or slice."""
    if type(a) is Slice:
        return Slice(a.a, a.start + start, a.start + end)
    return a if start == 0 and end == len(a) else Slice(a, start, end)


def same(a, b):
    """Whether two values of one type without boxes, as constants in patterns have, are structurally equal."""
    kind = type(b)
    if kind is list or kind is Slice or kind is tuple:
        return a is not None and len(a) == len(b) and all([same(a[i], b[i]) for i in range(len(b))])
    names = getattr(kind, "__slots__", None)
    if not names:
        return a == b if names is None else True
    return all([same(getattr(a, name), getattr(b, name)) for name in ((names,) if type(names) is str else names)])


def as_list(a):
    """A Python list with the elements of a list or slice; a list is returned as it is."""
    return a if type(a) is list else list(a)


def list_of(a):
    """A new list with the elements of a list or slice."""
    return a[:] if type(a) is list else list(a)


def check_range(start, end, length, location):
    """Panic unless `start..end` lies within a slice of that length."""
    if start > length:
        panic_formatted(f"range start index {start} out of range for slice of length {length}", location)
    if end > length:
        panic_formatted(f"range end index {end} out of range for slice of length {length}", location)
    if start > end:
        panic_formatted(f"slice index starts at {start} but ends at {end}", location)


def check_from(start, length, location):
    if start > length:
        panic_formatted(f"range start index {start} out of range for slice of length {length}", location)


def swap_items(a, i, j, location):
    """`<[T]>::swap`."""
    n = len(a)
    if i >= n or j >= n:
        panic_formatted(f"index out of bounds: the len is {n} but the index is {i if i >= n else j}", location)
    if isinstance(a, View):
        a[i], a[j] = owned(a[j]), owned(a[i])
    else:
        a[i], a[j] = a[j], a[i]


def reverse(a):
    if type(a) is list:
        a.reverse()
    else:
        a.a[a.start:a.start + a.n] = a.a[a.start:a.start + a.n][::-1]


def write_all(a, items):
    """Replace all elements of a list or slice by as many others."""
    if type(a) is list:
        a[:] = items
    else:
        a.a[a.start:a.start + a.n] = items


def rotate(a, mid):
    items = list_of(a)
    write_all(a, items[mid:] + items[:mid])


def permute(a, order):
    """Put element `order[i]` to place i."""
    items = as_list(a)
    write_all(a, [items[i] for i in order])


def flattened(a):
    return [item for array in a for item in array]


def chunk_list(a, start, end, size):
    """`as_chunks`: the elements `start..end` as a list of arrays of that size."""
    items = as_list(a)
    return [items[i:i + size] for i in range(start, end, size)]


class Vec:
    """`a`: the list of elements; `c`: capacity; `b`: the heap block's id (0: none)."""

    __slots__ = ("a", "c", "b")

    def __init__(self, a, c=0, b=0):
        self.a, self.c, self.b = a, c, b

    def assign(self, other):
        """`*self = other`: move its contents here."""
        self.a, self.c, self.b = other.a, other.c, other.b

    def taken(self):
        """A new vector with these contents: what `mem::replace` returns."""
        return Vec(self.a, self.c, self.b)


def min_cap(size):
    """The capacity of a first growth (RawVec::MIN_NON_ZERO_CAP)."""
    return 8 if size == 1 else 4 if size <= 1024 else 1


def vec_with_capacity(n, size, align):
    if size == 0:
        return Vec([])
    return Vec([], n, heap.alloc(n * size, align))


def vec_of(a, size, align):
    """The vector that owns the list `a`, with exact capacity."""
    return Vec(a, len(a), heap.alloc(len(a) * size, align))


def grow(v, capacity, size, align):
    v.b = heap.realloc(v.b, v.c * size, capacity * size, align)
    v.c = capacity


def vec_push(v, value, size, align):
    a = v.a
    if len(a) == v.c and size:
        grow(v, max(v.c * 2, min_cap(size)), size, align)
    a.append(value)


def vec_reserve(v, additional, size, align):
    needed = len(v.a) + additional
    if needed > v.c and size:
        grow(v, max(v.c * 2, needed, min_cap(size)), size, align)


def vec_reserve_exact(v, additional, size, align):
    needed = len(v.a) + additional
    if needed > v.c and size:
        grow(v, needed, size, align)


def vec_shrink_to_fit(v, size, align):
    if v.c > len(v.a) and size:
        grow(v, len(v.a), size, align)


def vec_capacity(v, size):
    return v.c if size else 0xFFFF_FFFF_FFFF_FFFF


def check_insertion(i, length, location):
    if i > length:
        panic_formatted(f"insertion index (is {i}) should be <= len (is {length})", location)


def vec_insert(v, i, value, size, align):
    if len(v.a) == v.c and size:
        grow(v, max(v.c * 2, min_cap(size)), size, align)
    v.a.insert(i, value)


def vec_remove(v, i, location):
    if i >= len(v.a):
        panic_formatted(f"removal index (is {i}) should be < len (is {len(v.a)})", location)
    return v.a.pop(i)


def vec_swap_remove(v, i, location):
    if i >= len(v.a):
        panic_formatted(f"swap_remove index (is {i}) should be < len (is {len(v.a)})", location)
    last = v.a.pop()
    if i == len(v.a):
        return last
    v.a[i], last = last, v.a[i]
    return last


def vec_append(v, other, size, align):
    vec_reserve(v, len(other.a), size, align)
    v.a += other.a
    other.a.clear()


def vec_take(v, i):
    """Move element `i` out."""
    value, v.a[i] = v.a[i], MOVED
    return value


def vec_set_len(v, n):
    del v.a[n:]


def vec_shrink_to(v, least, size, align):
    wanted = max(len(v.a), least)
    if v.c > wanted and size:
        grow(v, wanted, size, align)


def vec_move(v, i, j):
    """Move element `i` to place `j`."""
    v.a[j] = v.a[i]


def vec_split_tail(v, n):
    """The elements from `n` on, in a vector without a block."""
    tail = v.a[n:]
    del v.a[n:]
    return Vec(tail)


def vec_reserve_behind(v, length, additional, size, align):
    needed = length + additional
    if needed > v.c and size:
        grow(v, max(v.c * 2, needed, min_cap(size)), size, align)


def vec_into_boxed_slice(v, size, align):
    vec_shrink_to_fit(v, size, align)
    return Box(v.a, v.b)


def vec_into_flattened(v, count):
    """The elements of arrays; the block stays."""
    return Vec([item for array in v.a for item in array], v.c * count, v.b)


def vec_take_block(v, source, size, source_size, align):
    """Give `v` the block of `source`; a rest that no element of `v` could use is given back."""
    v.b, old, v.c = source.b, source.c * source_size, source.c * source_size // size
    if v.c * size != old:
        v.b = heap.realloc(v.b, old, v.c * size, align)
    source.b = source.c = 0


def vec_grown(items, size, align):
    """A vector that has grown one by one to these items (a list)."""
    n = len(items)
    if not n:
        return Vec([])
    capacity = min_cap(size)
    block = heap.alloc(capacity * size, align)
    while capacity < n:
        heap.realloc(block, capacity * size, 2 * capacity * size, align)
        capacity *= 2
    return Vec(items, capacity, block)


def vec_free(v, size, align):
    heap.dealloc(v.b, v.c * size, align)


class Box:
    """The one value of a box in `v`; `b`: the heap block's id."""

    __slots__ = ("v", "b")

    def __init__(self, v, b=0):
        self.v, self.b = v, b

    def assign(self, other):
        self.v, self.b = other.v, other.b

    def taken(self):
        return Box(self.v, self.b)


class DynBox(Box):
    """A box of a trait object; `t`: the method table of what it holds."""

    __slots__ = ("t",)

    def assign(self, other):
        self.v, self.b, self.t = other.v, other.b, other.t

    def taken(self):
        return dyn_box(self, self.t)


def dyn_box(box, table):
    """The box with the content and block of `box`, seen through `table`."""
    new = DynBox(box.v, box.b)
    new.t = table
    return new


class Dyn:
    """A reference to a trait object: `v` the reference to the value, `t` the method table."""

    __slots__ = ("v", "t")

    def __init__(self, v, t):
        self.v, self.t = v, t


class Table:
    """What method tables share: `size` and `align` in bytes, `drop`, and `place`: a mutable borrow of a box's content."""

    @staticmethod
    def drop(value):
        """Most types need nothing."""

    @staticmethod
    def place(box):
        return box                             # of a value type: the place is the box's `v`

    @staticmethod
    def field(holder, name):
        """A mutable borrow of the field `name` of the struct around the value (of object types: `getattr`)."""
        return field_ref(name)(holder)


def content_of(box):
    """`Table.place` of object types."""
    return box.v


def free_dyn_box(box):
    """Free the block of a box, as large as its table says."""
    if box.t.size:
        heap.dealloc(box.b, box.t.size, box.t.align)


class Uninit:
    """A heap block whose value is still to be computed."""

    __slots__ = ("b",)

    def __init__(self, b):
        self.b = b


def swap_contents(x, y):
    """`mem::swap` of two objects (arrays are lists)."""
    if type(x) is list or type(y) is list:
        x[:], y[:] = y[:], x[:]
        return
    old = x.taken()
    x.assign(y)
    y.assign(old)


def replace_contents(x, value):
    """`mem::replace` on an object: the new object with the old contents (arrays are lists)."""
    if type(x) is list:
        old, x[:] = x[:], value
        return old
    old = x.taken()
    x.assign(value)
    return old


def replace_place(place, value):
    """`mem::replace` on a place reference."""
    old, place.v = place.v, value
    return old


def swap_places(x, y):
    x.v, y.v = y.v, x.v


def vec_append_plain(v, other):
    """`append` where nobody looks at capacities."""
    v.a += other.a
    other.a.clear()


def take_item(a, i):
    """Move element `i` of an array out."""
    value, a[i] = a[i], MOVED
    return value


def sort(a, key=None):
    """Sort a list or slice of primitives."""
    if type(a) is list:
        a.sort(key=key)
    else:
        a.a[a.start:a.start + a.n] = sorted(a, key=key)


def sort_strings(a):
    sort(a, lambda string: string.s())
