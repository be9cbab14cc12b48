"""The leaves of std as Python expressions: the templates of `rows`, and what needs more than a template."""

import ast
import functools

from ..ty import types as t
from . import collection_rows, dynamic, images, primitives, pyast as p
from .layout import align_up
from .representation import is_text
from .rows import ROWS, UNTRACKED
from .tree import walk

PLACE_ARGUMENTS = {("mem_replace", 0), ("mem_swap", 0), ("mem_swap", 1), ("extend_mut", 0)}


class Site:
    """One call of an intrinsic: what the builders of special rows need."""

    __slots__ = ("fb", "leaf", "definition", "args", "generics", "operands", "values")

    def __init__(self, fb, leaf, definition, args, operands):
        self.fb, self.leaf, self.definition, self.generics, self.operands = fb, leaf, definition, args, operands
        self.args = tuple([arg for arg in args if type(arg) is not t.Region])
        self.values = [fb.operand(op) for op in operands]


def prefers_body(module, definition, args):
    """Whether a function that is both has its body called: where the program could observe the difference."""
    name = definition.intrinsic
    if name in ("map_hash", "table_find"):
        return not images.keys_have_images(module, args)
    if name in ("table_reserve", "table_shrink"):
        key, _, state = [arg for arg in args if type(arg) is t.Ty]
        return not images.keys_have_images(module, (key, state))
    if name == "tree_search":
        return not images.keys_are_ordered(module, args)
    applies = ALTERNATIVES.get(name)
    return applies is not None and not applies(next(arg for arg in args if type(arg) is t.Ty))


def has_special_text(ty):
    """The types of alloc's SpecToString: str also behind references."""
    shown = ty
    while shown.kind == "ref" and not shown.c:
        shown = shown.a
    if shown.kind == "str":
        return True
    return ty.kind in ("int", "bool", "char", "str") or ty.kind == "adt" and ty.a.lang in ("String", "format_arguments")


def sorts_unobserved(ty):
    while ty.kind == "ref" and not ty.c:
        ty = ty.a
    return has_special_text(ty)


def clones_itself(ty):
    """Whether a clone is the same immutable Python object."""
    return ty.kind in ("int", "float", "bool", "char") or ty.kind == "ref" and not ty.c


# Intrinsics with a body: for which type (the first argument) the intrinsic stands for it.
ALTERNATIVES = {"to_string": has_special_text, "slice_sort": sorts_unobserved, "vec_from_elem": clones_itself, "vec_clone": clones_itself,
                "slice_to_vec": clones_itself}


def call(fb, leaf, definition, args, operands):
    """Write a call of an intrinsic."""
    from . import calls

    site = Site(fb, leaf, definition, args, operands)
    name = definition.intrinsic
    expr = evaluate(site, name)
    if expr is not None:
        calls.finish(fb, leaf, expr)


def evaluate(site, name):
    """The Expr of an intrinsic."""
    if name in dynamic.COUNTED and site.args and dynamic.has_table(site.fb.tcx, site.args[0]):
        text = dynamic.COUNTED[name]
        return fill(site, text[1:], effect=text[0] == "!", heap=text[0] == "~")
    special = SPECIAL.get(name) or primitives.SPECIAL.get(name) or images.SPECIAL.get(name) or collection_rows.SPECIAL.get(name)
    if special is not None:
        return special(site)
    if name in primitives.LOCATED:
        return primitives.LOCATED[name](site, site.fb.location(site.leaf))
    return row(site, name)


def row(site, name):
    """The Expr of a table row."""
    module = site.fb.module
    text = UNTRACKED.get(name) if not module.tracked else None
    if text is None:
        text = ROWS.get(name)
    if text is None:
        return computed(site, name)
    if text[0] == "#":
        word, _, rest = text[1:].partition(" ")
        return WORDS[word](site, rest)
    return fill(site, text[1:], effect=text[0] == "!", heap=text[0] == "~")


def fill(site, text, effect=False, heap=False):
    parts = {letter: value for letter, value in zip("ABCDEF", site.values) if letter in letters(text)}
    for letter, value in parts.items():
        if letters(text)[letter] > 1:
            parts[letter] = site.fb.keep(value)
    unused = [value for letter, value in zip("ABCDEF", site.values) if letter not in parts]
    for value in unused:
        if value.effect and text != "A":
            site.fb.emit_effect(value)
    nodes = {letter: value.node for letter, value in parts.items()}
    nodes.update(facts(site, text))
    return p.combine(p.template(text, **nodes), *parts.values(), effect=effect, heap=heap)


@functools.cache
def letters(text):
    """{name: how often} of the names in a template, the argument letters among them."""
    found = {}
    for node in walk(ast.parse(text, mode="eval")):
        if isinstance(node, ast.Name):
            found[node.id] = found.get(node.id, 0) + 1
    return found


def facts(site, text):
    """What a template wants to know of the types and the place of the call."""
    names, fb = letters(text), site.fb
    out = {}
    if "SIZE" in names or "ALIGN" in names:
        size, align = fb.module.layout(site.args[0])
        out["SIZE"], out["ALIGN"] = p.constant(size), p.constant(align)
    if "COUNTED" in names:
        size, align = counted_layout(*fb.module.layout(site.args[0]))
        out["COUNTED"], out["COUNTALIGN"] = p.constant(size), p.constant(align)
    if "COUNT" in names:
        out["COUNT"] = p.constant(site.args[1].a)
    if "NAME" in names or "BITS" in names or "SINGLE" in names:
        name = number_type(site).a
        out["NAME"] = p.constant(name)
        out["BITS"] = p.constant(t.INT_BITS.get(name))
        out["SINGLE"] = p.constant(name == "f32")
    if "PAIR" in names:
        out["PAIR"] = p.constant(fb.module.layout(t.tuple_of(site.args[:2]))[0])
    if "BYTES" in names:
        out["BYTES"] = p.constant(fb.module.layout(fb.tcx.normalize(fb.tcx.fn_sig(site.definition).inputs[1]))[0])
    if "LOC" in names:
        from .calls import location_node
        out["LOC"] = location_node(fb, site.leaf)
    return out


def counted_layout(size, align):
    """(size, align) of a block of `Rc`: two counts, then the value."""
    whole = max(align, 8)
    return align_up(align_up(16, align) + size, whole), whole


def number_type(site):
    """The number type that a method of `impl i32 {…}`, an impl for it or a function over it works on."""
    owner = site.definition.parent
    if owner is not None and owner.kind == "impl":
        return site.fb.tcx.normalize(t.subst(site.fb.tcx.type_of(owner), site.generics))
    return site.args[0]


def computed(site, name):
    """Rows that follow a pattern: the functions of floats."""
    kind, _, rest = name.partition("_")
    if kind == "float" and rest:
        args = ", ".join("ABC"[:len(site.values)])
        from mr2py_runtime import floats
        if number_type(site).a == "f32" and rest in floats.SINGLE:
            return fill(site, f"rt_f32_{rest}({args})")
        return f32(site, f"rt_float_{rest}({args})")
    raise AssertionError(f"no row for the intrinsic {name}")


# --- words ---------------------------------------------------------------------------------

def f32(site, text):
    expr = fill(site, text)
    name = number_type(site).a if number_type(site).kind == "float" else "f64"
    return p.fill("rt_to_f32(A)", A=expr) if name == "f32" else expr


def wrapping(site, text):
    from .operators import wrap
    return wrap(fill(site, text), number_type(site).a)


def nothing(site, text):
    for value in site.values:
        site.fb.emit_effect(value)
    return p.const_expr(())


def option(site, text):
    """A value that Python gives as None or the value, as this program's Option."""
    return fill(site, text, heap=True)


def formatted(site, text):
    """`format!`: the text of the arguments, with the capacity that Rust estimates."""
    value = site.values[0]
    parts = getattr(value.node, "format_parts", None)
    if parts is None:
        return fill(site, "rt_format_arguments(A)", effect=True)
    if site.fb.module.tracked:
        if value.node.capacity is None:
            return p.combine(p.call("rt_from_str", parts[0] if parts else p.constant("")), value, effect=True)
        return p.combine(p.call("rt_format", p.constant(value.node.capacity), *value.node.format_pieces), value, effect=True)
    if len(parts) == 1 and not isinstance(parts[0], ast.Tuple):
        return p.combine(p.call("rt_String", parts[0]), value, effect=True)
    if not parts:
        return p.combine(p.template("rt_String('')"), effect=True)
    return p.combine(p.call("rt_String", p.call("rt_to_text", p.tuple_of(parts))), value, effect=True)


def printed(site, text):
    """`print!`: one write where all arguments are primitive."""
    value = site.values[0]
    parts = getattr(value.node, "format_parts", None)
    if parts is not None and len(parts) == 1 and not isinstance(parts[0], ast.Tuple):
        return p.combine(p.call("rt_write", parts[0]), value, effect=True)
    return fill(site, "rt_print_args(A)", effect=True)


def ordering(site, text):
    """Ordering is a field-less enum: Less, Equal, Greater are 0, 1, 2."""
    return fill(site, "(A > B) - (A < B) + 1")


WORDS = {"wrap": wrapping, "nothing": nothing, "option": option, "format": formatted, "print": printed, "f32": f32, "compare": ordering}


# --- special calls -------------------------------------------------------------------------

def vec_pop(site):
    fb = site.fb
    vec = fb.keep(site.values[0])
    ty = site.args[0]
    text = "(A.a.pop(),) if A.a else None" if fb.rep.can_be_none(ty) else "A.a.pop() if A.a else None"
    return p.fill(text, A=vec, effect=True, heap=True)


def string_pop(site):
    vec = site.fb.keep(site.values[0])
    return p.fill("rt_string_pop(A) if A.s() else None", A=vec, effect=True, heap=True)


def vec_index(site):
    """`v[i]` reads an element; a range goes through the slice."""
    return index(site, p.fill("A.a", A=site.values[0], heap=True), site.args[0], False)


def vec_index_mut(site):
    return index(site, p.fill("A.a", A=site.values[0], heap=True), site.args[0], True)


def index(site, list_, elem, mutable):
    from .places import Item

    fb, which = site.fb, site.args[1]
    if which.kind != "int":
        member = fb.tcx.lang("SliceIndex").members["index_mut" if mutable else "index"]
        definition, args = fb.resolve(member, (which, t.slice_of(elem)))
        from .calls import location_node
        nodes = [site.values[1].node, list_.node]
        if fb.module.is_track_caller(definition):
            nodes.append(location_node(fb, site.leaf))
        return p.combine(p.call(fb.module.reach(definition, args), *nodes), list_, site.values[1], effect=True)
    place = Item(list_, site.values[1], fb.module.site(site.leaf))
    if mutable and fb.rep.is_value(elem):
        if fb.place_only(site.leaf):
            expr = p.combine(p.placeholder(), place.read())
        else:
            expr = place.reference()
        expr = p.combine(expr.node, expr)
    else:
        expr = place.read()
    expr.place = place
    return expr


def place_or_reference(site, i):
    """The place that the i-th argument, a `&mut`, refers to."""
    from .places import Attr, Deref

    value = site.values[i]
    if value.place is not None:
        return value.place
    op = site.operands[i]
    if op.place.local in site.fb.aliases and not op.place.proj:
        return site.fb.aliases[op.place.local]
    ty = site.fb.operand_ty(op).a
    value = site.fb.keep(value)
    return Deref(value, site.fb.module, ty) if site.fb.rep.is_object(ty) else Attr(value, "v")


def mem_replace(site):
    """The old value, after the new one was written."""
    from .places import Deref

    fb = site.fb
    place = place_or_reference(site, 0).stable(fb.keep)
    value = site.values[1]
    if type(place) is Deref:
        fb.module.need_contents(site.args[0])
        return p.combine(p.call("rt_replace_contents", place.object.node, value.node), place.object, value, effect=True)
    name = fb.scope.new("old")
    if value.effect or value.heap:
        value = fb.keep(value)
    fb.emit(p.assign(p.name(name), place.read().node))
    fb.emit(*place.write(value))
    return p.Expr(p.name(name), frozenset((name,)))


def mem_swap(site):
    from .places import Deref

    fb = site.fb
    x, y = place_or_reference(site, 0).stable(fb.keep), place_or_reference(site, 1).stable(fb.keep)
    if type(x) is Deref or type(y) is Deref:
        fb.module.need_contents(site.args[0])
        fb.emit(ast.Expr(p.call("rt_swap_contents", x.read().node, y.read().node)))
    else:
        name = fb.scope.new("old")
        fb.emit(p.assign(p.name(name), x.read().node))
        fb.emit(*x.write(y.read()))
        fb.emit(*y.write(p.Expr(p.name(name), frozenset((name,)))))
    return p.const_expr(())


def extend_mut(site):
    """The same reference, its lifetime forgotten."""
    value = site.values[0]
    if value.place is not None and site.fb.rep.is_value(site.args[-1]):
        return value.place.reference()
    return value


def to_string(site):
    """`to_string` of a primitive, a str, a String or `format_args!`; capacities as alloc's."""
    ty = site.args[0]
    value = site.values[0]
    if ty.kind == "adt" and ty.a.lang == "format_arguments":
        return formatted(site, "")
    if ty.kind == "adt":
        value = p.fill("A.s()", A=value, heap=True)
    elif ty.kind == "int":
        if site.fb.module.tracked:
            return p.combine(p.call("rt_int_to_string", value.node, p.constant(ty.a)), value, effect=True)
        value = p.fill("str(A)", A=value)
    elif ty.kind == "bool":
        value = p.fill("'true' if A else 'false'", A=value)
    return p.fill("rt_from_str(A)" if site.fb.module.tracked else "rt_String(A)", A=value, effect=True)


def formatter_of(site, ty):
    """The Python function that formats a `T: Debug`."""
    fb = site.fb
    member = fb.tcx.lang("Debug").members["fmt"]
    definition, args = fb.resolve(member, (ty,))
    return p.Expr(fb.module.function_value(definition, args, site.leaf))


def discriminant_value(site):
    from .rvalues import discriminant_of

    return discriminant_of(site.fb, site.fb.keep(site.values[0]), site.args[0])


def slice_sort(site):
    """Comparisons of these types cannot be observed and equal elements not be told apart: Python sorts."""
    ty = site.args[0]
    while ty.kind == "ref":
        ty = ty.a
    return p.fill("rt_sort_strings(A)" if ty.kind == "adt" else "rt_sort(A)", A=site.values[0], effect=True)


def debug_struct_field(site):
    function = formatter_of(site, site.args[-1])
    prefix = site.values[1].node
    prefix = p.constant(prefix.value + ": ") if isinstance(prefix, ast.Constant) else p.template("A + ': '", A=prefix)
    node = p.call("rt_entry", site.values[0].node, prefix, function.node, site.values[2].node)
    return p.combine(node, *site.values, effect=True)


def debug_entry(site):
    function = formatter_of(site, site.args[-1])
    node = p.call("rt_entry", site.values[0].node, p.constant(""), function.node, site.values[1].node)
    return p.combine(node, *site.values, effect=True)


def debug_map_part(name):
    """`key` and `value` of a map's entry."""
    def build(site):
        function = formatter_of(site, site.args[-1])
        return p.combine(p.call(name, site.values[0].node, function.node, site.values[1].node), *site.values, effect=True)
    return build


def debug_map_entry(site):
    key, value = formatter_of(site, site.args[-2]), formatter_of(site, site.args[-1])
    node = p.call("rt_map_entry", site.values[0].node, key.node, site.values[1].node, value.node, site.values[2].node)
    return p.combine(node, *site.values, effect=True)


def fmt_write_to(site):
    """`write!` to a user's `fmt::Write`."""
    fb, ty = site.fb, site.args[0]
    member = fb.tcx.lang("fmt_Write").members["write_str"]
    definition, args = fb.resolve(member, (ty,))
    if definition.krate == "std" and ty.kind == "adt" and ty.a.lang == "String":
        return p.fill("rt_write_parts(rt_string_out(A), B.parts)", A=site.values[0], B=site.values[1], effect=True)
    write_str = p.name(fb.module.reach(definition, args))
    char = fb.resolve(fb.tcx.lang("fmt_Write").members["write_char"], (ty,))
    write_char = p.name(fb.module.reach(*char))
    node = p.template("rt_write_parts(rt_writer(A, F, G), B.parts)", A=site.values[0].node, B=site.values[1].node, F=write_str, G=write_char)
    return p.combine(node, *site.values, effect=True)


def box_call_once(site):
    """The content is called by value; the block is freed after the call, or when it unwinds."""
    from . import calls

    content, fb = site.args[1], site.fb
    box, given = fb.keep(site.values[0]), site.values[1]
    if content.kind == "dyn":
        function = p.template("A.t.call_once", A=box.node)
    else:
        member = fb.tcx.lang("FnOnce").members["call_once"]
        function = calls.spreading(fb, site.leaf, member, (content, site.args[0]))
    args = [p.attribute(box.node, "v"), *calls.spread(given.node)]
    if not fb.module.heap:
        return p.combine(ast.Call(function, args, []), box, given, effect=True)
    size, align = (p.template("A.t.size", A=box.node), p.template("A.t.align", A=box.node)) if content.kind == "dyn" else map(p.constant, fb.module.layout(content))
    return p.combine(p.call("rt_call_freeing", p.attribute(box.node, "b"), size, align, function, *args), box, given, effect=True)


def size_of_val(site):
    ty = site.args[0]
    if ty.kind == "dyn":
        return p.fill("A.t.size", A=site.values[0])
    if is_text(ty):
        return p.fill("rt_byte_len(A)", A=site.values[0])
    if ty.kind == "slice":
        size = site.fb.module.layout(ty.a)[0]
        return p.combine(p.template("len(A) * B", A=site.values[0].node, B=p.constant(size)), site.values[0])
    return p.const_expr(site.fb.module.layout(ty)[0])


def align_of_val(site):
    ty = site.args[0]
    if ty.kind == "dyn":
        return p.fill("A.t.align", A=site.values[0])
    return p.const_expr(1 if is_text(ty) else site.fb.module.layout(ty.a if ty.kind == "slice" else ty)[1])


def needs_drop(site):
    return p.const_expr(bool(site.fb.tcx.needs_drop(site.args[0])))


def implements(trait):
    """Whether the type argument implements a marker trait of std's own."""
    return lambda site: p.const_expr(site.fb.tcx.implements(site.args[0], site.fb.tcx.lang(trait)))


def const_size(site):
    """How many items a value of the type argument always iterates over: an array's length; else usize::MAX."""
    ty = site.args[0].a if site.args[0].kind == "ref" else site.args[0]
    return p.const_expr(ty.b.a if ty.kind == "array" else t.int_range("usize")[1])


def in_place_function(tcx, args):
    """(Def, generic arguments) of the function that collects an iterator into its source's block, or None.

    alloc's conditions: the source is a `vec::IntoIter`, its items have the alignment of the new ones and at least their
    size, neither is zero-sized (alloc::vec::in_place_collect).
    """
    from .layout import layout_of

    item, iterator = [arg for arg in args if type(arg) is t.Ty]
    in_place = tcx.lang("InPlaceIterable")
    if not tcx.implements(iterator, in_place):
        return None
    source = layout_of(tcx, tcx.normalize(t.mk("alias", in_place.members["Source"], (iterator,))))
    wanted = layout_of(tcx, item)
    if not wanted.size or source.align != wanted.align or source.size < wanted.size:
        return None
    if iterator.a is tcx.lang("from_into_iter").parent.types["IntoIter"]:
        return tcx.lang("from_into_iter"), (item,)
    return tcx.lang("from_iter_in_place"), (iterator,)


def reached_by(tcx, definition, args):
    """The functions that an intrinsic calls, beside those that MIR shows."""
    if definition.intrinsic == "collect_in_place":
        found = in_place_function(tcx, args)
        return [found] if found is not None else []
    return []


def collect_in_place(site):
    found = in_place_function(site.fb.tcx, site.args)
    if found is None:
        return p.const_expr(None)
    return p.combine(p.call(site.fb.module.reach(*found), site.values[0].node), site.values[0], effect=True)


def take_block(site):
    """The source's block becomes the new vector's; what is left over of it is given back."""
    sizes = [site.fb.module.layout(ty) for ty in site.args]
    if not site.fb.module.tracked:
        return nothing(site, "")
    constants = [p.constant(n) for n in (sizes[0][0], sizes[1][0], sizes[0][1])]
    return p.combine(p.call("rt_vec_take_block", site.values[0].node, site.values[1].node, *constants), *site.values, effect=True)


def string_push(site):
    """A literal's length is known here."""
    if not site.fb.module.tracked:
        return row(site, "string_push_str")
    node = site.values[1].node
    if isinstance(node, ast.Constant):
        size = len(node.value.encode())
        return p.combine(p.call("rt_push_str", site.values[0].node, node, p.constant(size)), *site.values, effect=True)
    return row(site, "string_push_str")


def type_id(site):
    """A number for each type of the program."""
    ids = site.fb.module.type_ids
    return p.const_expr(ids.setdefault(t.erase_regions(site.args[0]), len(ids) + 1))


def type_name(site):
    from ..ty import type_names

    return p.const_expr(type_names.type_name(site.args[0], site.fb.tcx.crate_name))


def total_cmp(site):
    return p.fill("rt_total_cmp(A, B)", A=site.values[0], B=site.values[1])


SPECIAL = {
    "vec_pop": vec_pop, "string_pop": string_pop, "vec_index": vec_index, "vec_index_mut": vec_index_mut, "mem_replace": mem_replace,
    "mem_swap": mem_swap, "slice_sort": slice_sort, "string_push_str": string_push, "string_push": string_push,
    "is_trusted_len": implements("TrustedLen"), "is_random_access": implements("TrustedRandomAccess"), "is_copy": implements("Copy"), "is_fused": implements("FusedIterator"), "const_size": const_size,
    "collect_in_place": collect_in_place, "vec_take_block": take_block, "discriminant_value": discriminant_value,
    "extend_mut": extend_mut, "to_string": to_string, "debug_struct_field": debug_struct_field,
    "debug_tuple_field": debug_entry, "debug_entry": debug_entry, "debug_map_entry": debug_map_entry, "fmt_write_to": fmt_write_to,
    "debug_map_key": debug_map_part("rt_map_key"), "debug_map_value": debug_map_part("rt_map_value"),
    "box_call_once": box_call_once, "size_of_val": size_of_val, "align_of_val": align_of_val, "needs_drop": needs_drop, "type_name": type_name, "type_id": type_id, "float_total_cmp": total_cmp,
    "box_leak": lambda site: site.values[0] if site.fb.rep.is_value(site.args[0]) else p.fill("A.v", A=site.values[0], heap=True),
}
