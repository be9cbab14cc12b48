"""Drop glue: one Python function for each type whose drop is observable.

`Drop::drop` of the type first, then the fields in order, then what the heap shows. A destructor that
panics does not keep the rest from being dropped.
"""

import ast

from ..ty import types as t
from . import dynamic, panics, pyast as p
from .representation import is_text


def function(module, ty, name, open_=False):
    """The FunctionDef of the glue for `ty`. `open_`: parts of the value may have been moved out (then they hold MOVED)."""
    x = p.name("x")
    found = module.tcx.drop_impl(ty)
    if open_ and (found is None or found[0].intrinsic is not None):
        module = Open(module)
    stmts = own_drop(module, ty, x)
    rest = panics.continuing(module, ty, parts(module, ty, x))
    if stmts and rest:
        handler = [p.assign(p.name("error"), p.call("rt_unwind", p.name("error"))), *parts(module, ty, x),
                   ast.Raise(p.call("rt_resume", p.name("error")), ast.Constant(None))]
        stmts = [ast.Try(stmts, [ast.ExceptHandler(p.name("rt_PANICS"), "error", handler)], [], [])]
    signature = ast.arguments([], [ast.arg("x")], None, [], [], None, [])
    return ast.FunctionDef(name, signature, stmts + rest or [ast.Pass()], [], lineno=0)


def own_drop(module, ty, x):
    """The call of the type's `Drop::drop`, where it has one that is no leaf of the runtime."""
    found = module.tcx.drop_impl(ty)
    if found is None or found[0].intrinsic is not None:
        return []
    definition, args = found
    target = x if module.rep.is_object(ty) else p.call("rt_Cell", x)
    return [ast.Expr(p.call(module.reach(definition, args), target))]


def parts(module, ty, x):
    """Statements that drop what a value holds."""
    kind = ty.kind
    if kind == "tuple":
        return [stmt for i, part in enumerate(ty.b) for stmt in one(module, part, p.subscript(x, p.constant(i)))]
    if kind in ("array", "slice"):
        return each(module, ty.a, x)
    if kind == "closure":
        return [stmt for i, part in enumerate(module.capture_types(ty)) for stmt in one(module, part, p.attribute(x, f"c{i}"))]
    if kind != "adt":
        return []
    if ty.a.kind == "enum":
        return enum_parts(module, ty, x)
    return lang_parts(module, ty, x) if ty.a.lang in LANG else struct_parts(module, ty, x)


class Open:
    """The program, for glue of values that may be partly moved."""

    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        return getattr(self.module, name)


def one(module, ty, node):
    """Drop the value `node`."""
    if not module.observable(ty):
        return []
    if type(module) is Open:
        return [ast.If(p.template("A is not rt_MOVED", A=node), [ast.Expr(module.drop_call(ty, node, True))], [])]
    # Boxes and Options are taken apart in place: one frame for each node of a list or tree.
    if module.rep.is_lang(ty, "Box"):
        return box_parts(module, ty, node)
    if ty.kind == "adt" and ty.a.kind == "enum" and module.tcx.drop_impl(ty) is None and module.rep.shape(ty).kind == "option":
        return panics.one_by_one(module, ty, enum_parts(module, ty, node))
    return [ast.Expr(module.drop_call(ty, node))]


def each(module, ty, node):
    """Drop all elements of a list, first to last."""
    if not module.observable(ty):
        return []
    return [ast.For(p.store("item"), node, one(module, ty, p.name("item")), [], lineno=0)]


def struct_parts(module, ty, x):
    found = []
    for i, part in enumerate(module.rep.field_types(ty)):
        stmts = one(module, part, p.attribute(x, module.field_name(ty, i)))
        found += announced(module, ty, ty.a.fields[i], part, stmts)
    return found


def announced(module, ty, field, field_ty, stmts):
    """The drop of a field of a user's type, with its event at level `ownership`."""
    if not stmts or not module.traced or ty.a.krate != "user":
        return stmts
    site = ast.Expr(p.call("rt_log", p.constant(module.field_site("." + field.name, field_ty))))
    if len(stmts) == 1 and isinstance(stmts[0], ast.If):     # where there is something to drop at all
        stmts[0].body.insert(0, site)
        return stmts
    return [site, *stmts]


def enum_parts(module, ty, x):
    shape = module.rep.shape(ty)
    if shape.kind == "int":
        return []
    result = []
    for index in reversed(range(len(ty.a.variants))):
        fields = module.rep.field_types(ty, index)
        stmts = []
        for i, part in enumerate(fields):
            if shape.kind == "option":
                node = p.subscript(x, p.constant(0)) if shape.wrapped else x
            else:
                node = p.subscript(x, p.constant(i + 1))
            stmts += announced(module, ty, ty.a.variants[index].fields[i], part, one(module, part, node))
        if stmts:
            test = "A is not None" if shape.kind == "option" else f"A[0] == {index}"
            result = [ast.If(p.template(test, A=x), stmts, result)]
    return result


def vec_parts(module, ty, x):
    found = each(module, ty.b[0], p.attribute(x, "a"))
    if module.heap:
        size, align = module.layout(ty.b[0])
        if size:
            found.append(ast.Expr(p.call("rt_vec_free", x, p.constant(size), p.constant(align))))
    return found


def box_parts(module, ty, x):
    """A box whose value was moved out holds MOVED: only its block is freed."""
    if dynamic.has_table(module.tcx, ty.b[0]):
        return dynamic.drop_box(module, x)
    inner = p.attribute(x, "v")
    found = one(module, ty.b[0], inner)
    if found and type(module) is not Open:
        found = [ast.If(p.template("A is not rt_MOVED", A=inner), found, [])]
    return found + free_block(module, ty.b[0], x)


def free_block(module, ty, x, count=1):
    if not module.heap:
        return []
    if ty.kind == "slice" or is_text(ty):
        size, align = module.layout(ty.a) if ty.kind == "slice" else (1, 1)
        length = p.template("len(A)" if ty.kind == "slice" else "rt_byte_len(A)", A=p.attribute(x, "v"))
        return [ast.Expr(p.call("rt_dealloc", p.attribute(x, "b"), p.template("A * B", A=length, B=p.constant(size)), p.constant(align)))]
    size, align = module.layout(ty)
    return [ast.Expr(p.call("rt_dealloc", p.attribute(x, "b"), p.constant(size * count), p.constant(align)))] if size * count else []


def rc_parts(module, ty, x):
    """The last strong handle drops the value, and gives the weak handle back that they share."""
    if dynamic.has_table(module.tcx, ty.b[0]):
        block = p.attribute(x, "v")
        inner = [ast.Expr(p.template("X.t.drop(X.v.v)", X=x))]
        return count_down(block, panics.continuing(module, ty, inner + [ast.Expr(p.call("rt_weak_free", block))]))
    inner = one(module, ty.b[0], p.attribute(x, "v"))
    if module.tracked:
        inner.append(ast.Expr(p.call("rt_weak_free", x)))
    return count_down(x, panics.continuing(module, ty, inner))


def count_down(x, last):
    """Give a strong handle back; `last`: what the last one does."""
    count = ast.AugAssign(ast.Attribute(x, "strong", ast.Store()), ast.Sub(), p.constant(1))
    return [count, ast.If(p.template("A.strong == 0", A=x), last, [])] if last else [count]


def pair_parts(module, ty, lang):
    """The drop of key and value of the bucket `item`."""
    bucket = t.adt(module.tcx.lang(lang), ty.b)
    return [stmt for i, part in enumerate(ty.b) for stmt in one(module, part, p.attribute(p.name("item"), module.field_name(bucket, i)))]


def tree_parts(module, ty, x):
    """The pairs in order; nodes go on the way."""
    return [ast.For(p.store("item"), p.call("rt_tree_dying", x), pair_parts(module, ty, "TreeBucket") or [ast.Pass()], [], lineno=0)]


def table_parts(module, ty, x):
    """The pairs in order, then the block."""
    inner = pair_parts(module, ty, "HashBucket")
    found = [ast.For(p.store("item"), p.call("rt_table_items", x), inner, [], lineno=0)] if inner else []
    if module.heap:
        found.append(ast.Expr(p.call("rt_table_free", x, p.constant(module.layout(t.tuple_of(ty.b))[0]))))
    return found


def deque_parts(module, ty, x):
    found = each(module, ty.b[0], p.call("rt_deque_items", x))
    size, align = module.layout(ty.b[0])
    if module.heap and size:
        found.append(ast.Expr(p.call("rt_deque_free", x, p.constant(size), p.constant(align))))
    return found


def weak_parts(module, ty, x):
    return [ast.Expr(p.call("rt_weak_free", p.attribute(x, "v") if dynamic.has_table(module.tcx, ty.b[0]) else x))]


def string_parts(module, ty, x):
    return [ast.Expr(p.call("rt_string_free", x))] if module.heap else []


def array_iterator_parts(module, ty, x):
    """The elements that were not handed out yet."""
    found = each(module, ty.b[0], p.attribute(x, "array"))
    for loop in found:
        loop.body = [ast.If(p.template("item is not rt_MOVED"), loop.body, [])]
    return found


LANG = {"array_into_iter": array_iterator_parts, "Vec": vec_parts, "Box": box_parts, "String": string_parts, "HashTable": table_parts, "BTree": tree_parts, "VecDeque": deque_parts, "Rc": rc_parts, "Weak": weak_parts, "Arc": rc_parts, "ArcWeak": weak_parts,
        "UninitBox": lambda module, ty, x: free_block(module, ty.b[0], x),
        "UninitArray": lambda module, ty, x: free_block(module, ty.b[0], x, ty.b[1].a)}


def lang_parts(module, ty, x):
    return LANG[ty.a.lang](module, ty, x)
