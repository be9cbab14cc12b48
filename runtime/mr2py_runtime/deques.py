"""`VecDeque`: a list whose elements begin at an offset, so that both ends are cheap."""

from . import heap
from .containers import Slice, Vec, min_cap


class Deque:
    """`a`: the list; `h`: where the elements begin in it; `c`, `b`: capacity and heap block."""

    __slots__ = ("a", "h", "c", "b")

    def __init__(self, a, c=0, b=0):
        self.a, self.h, self.c, self.b = a, 0, c, b

    def assign(self, other):
        self.a, self.h, self.c, self.b = other.a, other.h, other.c, other.b

    def taken(self):
        new = Deque(self.a, self.c, self.b)
        new.h = self.h
        return new


def deque_with_capacity(n, size, align):
    return Deque([], n, heap.alloc(n * size, align)) if size else Deque([])


def deque_slice(deque):
    """All elements as a slice."""
    return Slice(deque.a, deque.h, len(deque.a)) if deque.h else deque.a


def deque_items(deque):
    return deque.a[deque.h:]


def deque_len(deque):
    return len(deque.a) - deque.h


def deque_capacity(deque, size):
    return deque.c if size else 0xFFFF_FFFF_FFFF_FFFF


def resize(deque, capacity, size, align):
    deque.b = heap.realloc(deque.b, deque.c * size, capacity * size, align)
    deque.c = capacity


def deque_reserve(deque, additional, size, align):
    needed = deque_len(deque) + additional
    if needed > deque.c and size:
        resize(deque, max(deque.c * 2, needed, min_cap(size)), size, align)


def deque_reserve_exact(deque, additional, size, align):
    needed = deque_len(deque) + additional
    if needed > deque.c and size:
        resize(deque, needed, size, align)


def deque_shrink_to(deque, least, size, align):
    capacity = max(deque_len(deque), least)
    if capacity < deque.c and size:
        resize(deque, capacity, size, align)


def deque_push_back(deque, value, size, align):
    deque_reserve(deque, 1, size, align)
    deque.a.append(value)


def deque_push_front(deque, value, size=0, align=1):
    deque_reserve(deque, 1, size, align)
    if deque.h == 0:
        deque.h = len(deque.a) + 8
        deque.a[:0] = [None] * deque.h
    deque.h -= 1
    deque.a[deque.h] = value


def deque_pop_front(deque):
    """The first element of a deque that has one."""
    a, h = deque.a, deque.h
    value, a[h] = a[h], None
    deque.h = h = h + 1
    if h > 32 and h * 2 > len(a) or h == len(a):
        del a[:h]
        deque.h = 0
    return value


def deque_insert(deque, i, value, size, align):
    deque_reserve(deque, 1, size, align)
    deque.a.insert(deque.h + i, value)


def deque_take_range(deque, start, end):
    """The elements `start..end`, out of the deque."""
    start, end = deque.h + start, deque.h + end
    new = Deque(deque.a[start:end])
    del deque.a[start:end]
    return new


def deque_move_range(to, other, at):
    to.a += other.a[other.h + at:]
    del other.a[other.h + at:]


def deque_rotate(deque, n):
    h = deque.h + n
    deque.a = deque.a[h:] + deque.a[deque.h:h]
    deque.h = 0


def deque_from_vec(vec):
    return Deque(vec.a, vec.c, vec.b)


def vec_from_deque(deque):
    return Vec(deque_items(deque), deque.c, deque.b)


def deque_free(deque, size, align):
    heap.dealloc(deque.b, deque.c * size, align)
