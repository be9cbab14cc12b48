"""Reference-counted blocks: what `Rc` and `Weak` handles are.

The block is the place of its value (`.v`), so that a `&mut` to a value type inside needs no other object.
"""

from . import heap
from .containers import MOVED


class Rc:
    """`v`: the value; `strong`, `weak`: the counts, all strong handles together counting as one weak one;
    `b`, `size`, `align`: the heap block."""

    __slots__ = ("v", "strong", "weak", "b", "size", "align")

    def __init__(self, v, size=0, align=8):
        self.v, self.strong, self.weak, self.size, self.align = v, 1, 1, size, align
        self.b = heap.alloc(size, align)


DANGLING = Rc(MOVED)            # what `Weak::new()` points to
DANGLING.strong, DANGLING.weak = 0, 1 << 62
NO_ITEMS = Rc([])               # what `Arc::default()` of slices hands out: never freed, without a block


class SameBlock(Rc):
    """`NO_ITEMS` as the block of a `str`: one strong count for all."""

    __slots__ = ()
    strong = property(lambda self: NO_ITEMS.strong, lambda self, count: setattr(NO_ITEMS, "strong", count))


NO_TEXT = SameBlock("")


def counted_size(size, align=1):
    """The size of a block for a value of that size: the two counts come first, the end is padded."""
    align = max(align, 8)
    return (max(16, align) + size + align - 1) // align * align


def rc_clone(rc):
    rc.strong += 1
    return rc


def rc_downgrade(rc):
    """A further weak handle."""
    rc.weak += 1
    return rc


def weak_upgrade(weak):
    """A strong handle, or None where the value is gone."""
    if weak.strong == 0:
        return None
    weak.strong += 1
    return weak


def weak_weak_count(weak):
    return weak.weak - 1 if weak.strong else 0


def rc_uninit(size=0, align=8):
    """A block whose value is still to be computed."""
    block = Rc(MOVED, size, align)
    block.strong = 0
    return block


def rc_init(block, value):
    block.v, block.strong = value, 1
    return block


def rc_take(rc):
    """Move the value out of the last strong handle."""
    value, rc.v, rc.strong = rc.v, MOVED, 0
    weak_free(rc)
    return value


def weak_free(rc):
    """Give a weak handle back; the last one frees the block."""
    rc.weak -= 1
    if rc.weak == 0 and rc.size:
        heap.dealloc(rc.b, rc.size, rc.align)


def rc_from_vec(vec, size, align):
    """The elements of a vector in a block of their own; the vector's goes."""
    rc = Rc(vec.a, counted_size(len(vec.a) * size, align), max(align, 8))
    heap.dealloc(vec.b, vec.c * size, align)
    return rc


def dyn_clone(handle):
    """A handle to a trait object is a block and a table; handles do not change, so a copy is the same."""
    handle.v.strong += 1
    return handle


def dyn_downgrade(handle):
    handle.v.weak += 1
    return handle


def dyn_upgrade(handle):
    return None if weak_upgrade(handle.v) is None else handle
