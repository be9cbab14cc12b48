"""Lists that stand for something else behind `&mut`: an array that is part of a slice, a slice as arrays, arrays as one slice, a single value."""


from .containers import Slice, View, replace_contents


class ArrayPart(View):
    """The array of the `n` elements of `a` from `start` on."""

    __slots__ = ("items", "first", "count")

    def __init__(self, a, start, n):
        self.items, self.first, self.count = (a.a, a.start + start, n) if type(a) is Slice else (a, start, n)

    def __len__(self):
        return self.count

    def get(self, i):
        return self.items[self.first + i]

    def put(self, i, value):
        self.items[self.first + i] = value


class Single(View):
    """The one element that a `&mut` refers to: an object, or a place reference (`held` is false) to a value."""

    __slots__ = ("reference", "held")

    def __init__(self, reference, held):
        self.reference, self.held = reference, held

    def __len__(self):
        return 1

    def get(self, i):
        return self.reference if self.held else self.reference.v

    def put(self, i, value):
        if self.held:
            replace_contents(self.reference, value)
        else:
            self.reference.v = value


class ArraysOf(View):
    """The elements `start..end` of `a` as arrays of `size`."""

    __slots__ = ("items", "first", "size", "count")

    def __init__(self, a, start, end, size):
        self.items, self.first, self.size, self.count = a, start, size, (end - start) // size

    def __len__(self):
        return self.count

    def get(self, i):
        return ArrayPart(self.items, self.first + i * self.size, self.size)

    def put(self, i, value):
        for k, item in enumerate(list(value), self.first + i * self.size):
            self.items[k] = item


class Flattened(View):
    """The elements of a list of arrays of `size`."""

    __slots__ = ("arrays", "size")

    def __init__(self, a, size):
        self.arrays, self.size = a, size

    def __len__(self):
        return len(self.arrays) * self.size

    def get(self, i):
        return self.arrays[i // self.size][i % self.size]

    def put(self, i, value):
        self.arrays[i // self.size][i % self.size] = value
