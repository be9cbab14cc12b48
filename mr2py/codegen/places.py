"""Places: where a MIR place is in Python; reading, writing and referring to it.

    Var(x)          a Python variable                  Attr(object, field)    a slot of an object
    Item(a, i)      an element of a list or slice      Part(place, i, n)      item i of the n-tuple in a place
    Deref(object)   what a reference to an object points to: written by moving contents into it
    Value(expr)     a value without a place (a temporary that was nested)
"""

import ast

from . import pyast as p


class Var:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def read(self):
        return p.Expr(p.name(self.name), frozenset((self.name,)))

    def write(self, value):
        return [p.assign(p.name(self.name), value.node)]

    def stable(self, keep):
        return self

    def reference(self):
        raise AssertionError(f"the variable {self.name} is borrowed but has no cell")


class Value:
    __slots__ = ("expr",)

    def __init__(self, expr):
        self.expr = expr

    def read(self):
        return self.expr

    def stable(self, keep):
        return Value(keep(self.expr))

    def reference(self):
        return p.combine(p.template("rt_Cell(A)", A=self.expr.node), self.expr, effect=True)


class Attr:
    __slots__ = ("object", "field")

    def __init__(self, object_, field):
        self.object, self.field = object_, field

    def read(self):
        return p.combine(p.attribute(self.object.node, self.field), self.object, heap=True)

    def write(self, value):
        return [p.assign(p.attribute(self.object.node, self.field), value.node)]

    def stable(self, keep):
        return Attr(keep(self.object), self.field)

    def reference(self):
        if self.field == "v":                        # a cell, a box or a reference: itself a place
            return self.object
        return p.combine(p.call(f"rt_Ref_{self.field}", self.object.node), self.object, effect=True)


class Item:
    __slots__ = ("list", "index", "site")

    def __init__(self, list_, index, site):
        self.list, self.index, self.site = list_, index, site

    def node(self):
        node = p.subscript(self.list.node, self.index.node)
        node.site = self.site
        return node

    def read(self):
        return p.combine(self.node(), self.list, self.index, heap=True, effect=self.site is not None)

    def write(self, value):
        return [p.assign(self.node(), value.node)]

    def stable(self, keep):
        return Item(keep(self.list), keep(self.index), self.site)

    def reference(self):
        return p.combine(p.call("rt_ItemRef", self.list.node, self.index.node), self.list, self.index, effect=True)


class Part:
    __slots__ = ("place", "index", "count")

    def __init__(self, place, index, count):
        self.place, self.index, self.count = place, index, count

    def read(self):
        whole = self.place.read()
        return p.combine(p.subscript(whole.node, p.constant(self.index)), whole)

    def write(self, value):
        items = [value.node if i == self.index else p.subscript(self.place.read().node, p.constant(i))
                 for i in range(self.count)]
        whole = self.place.read()
        return self.place.write(p.combine(p.tuple_of(items), whole, value))

    def stable(self, keep):
        return Part(self.place.stable(keep), self.index, self.count)

    def reference(self):
        inner = self.place.reference()
        return p.combine(p.call("rt_PartRef", inner.node, p.constant(self.index)), inner, effect=True)


class Deref:
    __slots__ = ("object", "is_list", "module", "ty")

    def __init__(self, object_, module, ty):
        self.object, self.is_list, self.module, self.ty = object_, ty.kind in ("array", "slice"), module, ty

    def read(self):
        return self.object

    def write(self, value):
        if self.is_list:
            return [p.assign(p.template("A[:]", A=self.object.node), value.node)]
        self.module.need_contents(self.ty)
        return [ast.Expr(p.template("A.assign(B)", A=self.object.node, B=value.node))]

    def stable(self, keep):
        return Deref(keep(self.object), self.module, self.ty)

    def reference(self):
        return self.object


class SubSlice:
    """Elements `start` up to `end` before the end."""

    __slots__ = ("list", "start", "end", "copy")

    def __init__(self, list_, start, end, copy):
        self.list, self.start, self.end, self.copy = list_, start, end, copy

    def read(self):
        text = "A[B:len(A) - C]" if self.copy else "rt_subslice(A, B, len(A) - C)"
        node = p.template(text, A=self.list.node, B=p.constant(self.start), C=p.constant(self.end))
        return p.combine(node, self.list, heap=True)

    def stable(self, keep):
        return SubSlice(keep(self.list), self.start, self.end, self.copy)

    def reference(self):
        """A view of the elements, also of those of an array: what is written through it is written there."""
        return SubSlice(self.list, self.start, self.end, False).read()
