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
    if rule is None or module.plain or module.observable(ty):
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
    if inner is None or isinstance(inner, ast.Call) and getattr(inner.func, "id", None) in ("enumerate", "zip"):
        return None                              # Python cannot turn these round
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
    return entry_pairs(module, ty, "HashBucket", buckets)


def entry_pairs(module, ty, lang, entries):
    """The (key, value) of each of the entries of a map."""
    args = [arg for arg in ty.b if type(arg) is t.Ty]
    bucket = t.adt(module.tcx.lang(lang), args)
    pair = p.tuple_of([p.attribute(p.name("bucket"), module.field_name(bucket, i)) for i in range(2)])
    return ast.ListComp(pair, [ast.comprehension(p.store("bucket"), entries, [], 0)])


def part_of_pairs(index):
    """`Keys` and `Values` over pairs."""
    def rule(module, ty, parts):
        inner = parts[0].iterable
        return ast.ListComp(inner.elt.elts[index], inner.generators) if isinstance(inner, ast.ListComp) else None
    return rule


def parts_of_split(node):
    """The fields of a `Parts` that is made here, or None where the expression is something else, as the clone of one."""
    return node.args if isinstance(node, ast.Call) and len(node.args) == PARTS_FIELDS else None


def split(module, ty, parts):
    """`str::Split` by a char, or by a text that is known not to be empty: {Parts {text, pattern, …}} as std makes it."""
    fields = parts_of_split(parts[0].node)
    if fields is None:
        return None
    text, pattern = fields[:2]
    by = next(arg for arg in ty.b if type(arg) is t.Ty)
    fits = by.kind == "char" or isinstance(pattern, ast.Constant) and type(pattern.value) is str and pattern.value
    return p.template("A.split(B)", A=text, B=pattern) if fits else None


def lines(module, ty, parts):
    """`str::Lines`: {SplitInclusive {Parts {text, …}}}."""
    inner = parts[0].node
    fields = parts_of_split(inner.args[0]) if isinstance(inner, ast.Call) and inner.args else None
    return None if fields is None else p.call("rt_lines", fields[0])


def words(module, ty, parts):
    """`str::SplitWhitespace`: {rest}."""
    return p.call("rt_words", parts[0].node)


def sorted_pairs(module, ty, parts):
    """`btree_map::Iter`: {the iterator over the entries}."""
    entries = parts[0].iterable
    return None if entries is None else entry_pairs(module, ty, "TreeBucket", entries)


def stepped(module, ty, parts):
    """`StepBy` over a range: {range, step - 1, true}."""
    inner, step = parts[0].iterable, parts[1].node
    if not isinstance(inner, ast.Call) or getattr(inner.func, "id", None) != "range" or len(inner.args) != 2:
        return None
    step = p.constant(step.value + 1) if isinstance(step, ast.Constant) else p.template("A + 1", A=step)
    return p.call("range", *inner.args, step)


def zipped(module, ty, parts):
    """`Zip` where taking an item of either side has no effect."""
    sides = [part.iterable for part in parts[:2]]
    return None if None in sides else p.call("zip", *sides)


def collected(module, definition, args, parts):
    """The `Vec` of `Vec::from_iter` of what a `for` could loop over; None where it is not known how the vector grows, and somebody sees it."""
    if definition.name != "from_iter" or definition.parent.kind != "impl" or parts[0].iterable is None:
        return None
    self_ty = module.self_type(definition, args)
    if not module.rep.is_lang(self_ty, "Vec") or module.tracked and not any(promises_nothing(arg) for arg in args):
        return None
    found = new_list(parts[0].iterable)
    if not module.tracked:
        return p.call("rt_Vec", found)
    size, align = module.layout(self_ty.b[0])
    return p.call("rt_vec_grown", found, p.constant(size), p.constant(align))


def promises_nothing(ty):
    """Whether an iterator's size hint is (0, …) as long as it goes on: a vector that collects it grows from the least capacity on."""
    return type(ty) is t.Ty and ty.kind == "adt" and ty.a.krate == "std" and ty.a.parent.name == "str" and ty.a.name in ("Split", "Lines", "SplitWhitespace")


def new_list(found):
    """The list of an iterable that Python loops over."""
    is_new_list = isinstance(found, ast.ListComp) or isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute) and found.func.attr == "split"
    return found if is_new_list else p.call("list", found)


PARTS_FIELDS = 9           # of `Parts` in std's pattern.mrs
RULES = {("str", "Split"): split, ("str", "Lines"): lines, ("str", "SplitWhitespace"): words, ("btree_map", "Iter"): sorted_pairs,
         ("btree_map", "Keys"): part_of_pairs(0), ("btree_map", "Values"): part_of_pairs(1), ("iter", "StepBy"): stepped, ("iter", "Zip"): zipped,
         ("ops", "Range"): exclusive, ("ops", "RangeInclusive"): inclusive, ("iter", "Rev"): reverse, ("iter", "Enumerate"): enumerated,
         ("slice", "Iter"): whole, ("str", "Chars"): whole, ("str", "Bytes"): whole,
         ("slice", "IterMut"): whole_mut, ("vec", "IntoIter"): owned_vec, ("array", "IntoIter"): whole, ("iter", "Copied"): copied,
         ("vec_deque", "Iter"): copied, ("vec_deque", "IterMut"): copied,
         ("hash_map", "Iter"): pairs, ("hash_map", "IntoIter"): pairs, ("hash_map", "Keys"): part_of_pairs(0),
         ("hash_map", "Values"): part_of_pairs(1), ("hash_map", "IntoKeys"): part_of_pairs(0), ("hash_map", "IntoValues"): part_of_pairs(1),
         ("hash_set", "Iter"): copied, ("hash_set", "IntoIter"): part_of_pairs(0)}
