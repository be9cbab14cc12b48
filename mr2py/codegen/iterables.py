"""Iterators that a Python `for` can loop over directly.

Known by the struct that std makes of them: its fields tell everything, and only std builds these structs.
The loop has the same effects as calling `next`: what is iterated is borrowed, so nobody changes it meanwhile.
"""

import ast

from ..ty import types as t
from . import pyast as p


def of_struct(module, ty, parts):
    """The Python iterable behind a new value of the std struct `ty` with these fields, or None."""
    rule = RULES.get((ty.a.parent.name, ty.a.name))
    if rule is None or module.observable(ty):
        return None
    return rule(module, ty, parts)


def of_call(definition, parts):
    """The same for the result of a std function that hands its argument on."""
    if definition.name == "into_iter" and len(parts) == 1:
        return parts[0].iterable
    return None


def is_int(ty):
    return ty.b[0].kind == "int"


def exclusive(module, ty, parts):
    return p.call("range", parts[0].node, parts[1].node) if is_int(ty) else None


def inclusive(module, ty, parts):
    if not is_int(ty):
        return None
    end = parts[1].node
    if isinstance(end, ast.Constant):
        return p.call("range", parts[0].node, p.constant(end.value + 1))
    return p.call("range", parts[0].node, p.template("A + 1", A=end))


def reverse(module, ty, parts):
    inner = parts[0].iterable
    if inner is None or isinstance(inner, ast.Call) and inner.func.id == "enumerate":
        return None
    return p.call("reversed", inner)


def enumerated(module, ty, parts):
    return p.call("enumerate", parts[0].iterable) if parts[0].iterable is not None else None


def whole(module, ty, parts):
    """`slice::Iter`, `str::Chars`: {what, from, to}, as long as it begins at the beginning."""
    start = parts[1].node
    return parts[0].node if isinstance(start, ast.Constant) and start.value == 0 else None


def whole_mut(module, ty, parts):
    """`slice::IterMut`: the elements where they are objects, else references to the places."""
    found = whole(module, ty, parts)
    elem = next(arg for arg in ty.b if type(arg).__name__ == "Ty")
    if found is None or module.rep.is_object(elem):
        return found
    return p.call("rt_item_refs", found)


def owned_vec(module, ty, parts):
    """`vec::IntoIter` where nobody can notice when elements and block go."""
    found = whole(module, ty, parts)
    return None if found is None else p.attribute(found, "a")


def copied(module, ty, parts):
    return parts[0].iterable


def pairs(module, ty, parts):
    """`hash_map::Iter` {buckets, from, to} and `IntoIter` {table}: a list of pairs."""
    buckets = whole(module, ty, parts) if len(parts) > 1 else p.call("rt_table_items", parts[0].node)
    if buckets is None:
        return None
    args = [arg for arg in ty.b if type(arg) is t.Ty]
    bucket = t.adt(module.tcx.lang("HashBucket"), args)
    pair = p.tuple_of([p.attribute(p.name("bucket"), module.field_name(bucket, i)) for i in range(2)])
    return ast.ListComp(pair, [ast.comprehension(p.store("bucket"), buckets, [], 0)])


def part_of_pairs(index):
    """`Keys` and `Values` over pairs."""
    def rule(module, ty, parts):
        inner = parts[0].iterable
        return ast.ListComp(inner.elt.elts[index], inner.generators) if isinstance(inner, ast.ListComp) else None
    return rule


RULES = {("ops", "Range"): exclusive, ("ops", "RangeInclusive"): inclusive, ("iter", "Rev"): reverse, ("iter", "Enumerate"): enumerated,
         ("slice", "Iter"): whole, ("str", "Chars"): whole, ("str", "Bytes"): whole,
         ("slice", "IterMut"): whole_mut, ("vec", "IntoIter"): owned_vec, ("array", "IntoIter"): whole, ("iter", "Copied"): copied,
         ("vec_deque", "Iter"): copied, ("vec_deque", "IterMut"): copied,
         ("hash_map", "Iter"): pairs, ("hash_map", "IntoIter"): pairs, ("hash_map", "Keys"): part_of_pairs(0),
         ("hash_map", "Values"): part_of_pairs(1), ("hash_map", "IntoKeys"): part_of_pairs(0), ("hash_map", "IntoValues"): part_of_pairs(1),
         ("hash_set", "Iter"): copied, ("hash_set", "IntoIter"): part_of_pairs(0)}
