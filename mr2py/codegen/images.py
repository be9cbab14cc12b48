"""Images of keys: immutable Python objects that are equal, hashed and ordered as the keys are.

Only for types whose Eq, Hash and Ord are builtin or derived, so that nobody can tell that they are not called; then a
Python dict or bisection does the work.

    int bool char str &str    itself                    String          its text
    tuple, array, slice, Vec  a tuple of images         &T, Box, Rc     the image of what is behind
    struct                    a tuple of its fields' images; of one field, that field's image
    enum                      (index, images …); without payloads the index; Option-like () or (image,)
"""

import ast

from ..ty import types as t
from . import layout, pyast as p
from .names import type_suffix

SEQUENCES = ("Vec",)
BEHIND = ("Box", "Rc", "Arc")


def has_image(module, ty, traits=("Hash", "PartialEq")):
    """Whether `ty` implements these traits in builtin or derived ways only."""
    memo = module.imaged
    key = (ty, traits)
    if key not in memo:
        memo[key] = True                              # a type inside itself adds nothing
        memo[key] = compute(module, ty, traits)
    return memo[key]


def compute(module, ty, traits):
    kind = ty.kind
    if kind in ("int", "bool", "char", "str"):
        return True
    if kind in ("ref", "slice", "array"):
        return has_image(module, ty.a, traits)
    if kind == "tuple":
        return all(has_image(module, part, traits) for part in ty.b)
    if kind != "adt":
        return False
    if ty.a.lang == "String":
        return True
    if ty.a.lang in SEQUENCES or ty.a.lang in BEHIND:
        return has_image(module, ty.b[0], traits)
    return all(is_derived(module, ty, trait) for trait in traits) \
        and all(has_image(module, part, traits) for i in range(len(ty.a.variants)) for part in module.rep.field_types(ty, i))


METHODS = {"PartialEq": "eq", "Hash": "hash", "Ord": "cmp", "PartialOrd": "partial_cmp"}


def is_derived(module, ty, trait):
    """Whether the impl of a trait for `ty` was derived."""
    tcx = module.tcx
    further = {"PartialEq": (ty,), "PartialOrd": (ty,), "Hash": (t.adt(tcx.lang("DefaultHasher"), ()),)}.get(trait, ())
    definition, _ = tcx.resolve_instance(tcx.lang(trait).members[METHODS[trait]], (ty, *further))
    owner = definition.parent
    return owner.kind == "impl" and any(attribute.path == "automatically_derived" for attribute in owner.attrs or ())


def is_itself(module, ty):
    """Whether the image of a value is the value."""
    kind = ty.kind
    if kind in ("int", "bool", "char", "str"):
        return True
    if kind == "ref":
        return not module.rep.is_place_ref(ty) and is_itself(module, ty.a)
    if kind == "tuple":
        return all(is_itself(module, part) for part in ty.b)
    if kind == "adt" and ty.a.kind == "enum":
        shape = module.rep.shape(ty)
        return shape.kind == "int" or shape.kind == "tuple" and all(
            is_itself(module, part) for i in range(len(ty.a.variants)) for part in module.rep.field_types(ty, i))
    return False


def image(module, ty, node):
    """The expression for the image of the value that `node`, a simple expression, gives."""
    if is_itself(module, ty):
        return node
    kind = ty.kind
    if kind == "ref":
        return image(module, ty.a, p.attribute(node, "v") if module.rep.is_place_ref(ty) else node)
    if kind in ("slice", "array"):
        return sequence(module, ty.a, node)
    if ty.kind == "adt" and ty.a.lang == "String":
        return p.template("A.s()", A=node)
    if ty.kind == "adt" and ty.a.lang in SEQUENCES:
        return sequence(module, ty.b[0], p.attribute(node, "a"))
    if ty.kind == "adt" and ty.a.lang in BEHIND:
        return image(module, ty.b[0], p.attribute(node, "v"))
    return p.call(function_of(module, ty), node)


def sequence(module, elem, node):
    if is_itself(module, elem):
        return p.call("tuple", node)
    comprehension = ast.ListComp(image(module, elem, p.name("item")), [ast.comprehension(p.store("item"), node, [], 0)])
    return p.call("tuple", comprehension)


def function_of(module, ty):
    """The name of the function that makes images of a tuple, struct or enum."""
    name = module.images.get(ty)
    if name is None:
        name = module.images[ty] = module.scope.new("image_" + type_suffix(ty))
        signature = ast.arguments([], [ast.arg("x")], None, [], [], None, [])
        body = [ast.Return(structure(module, ty, p.name("x")))]
        module.glue_nodes.append(ast.FunctionDef(name, signature, body, [], lineno=0))
    return name


def structure(module, ty, x):
    if ty.kind == "tuple":
        return p.tuple_of([image(module, part, p.subscript(x, p.constant(i))) for i, part in enumerate(ty.b)])
    if ty.a.kind == "enum":
        return variant(module, ty, x)
    parts = [image(module, part, p.attribute(x, module.field_name(ty, i))) for i, part in enumerate(module.rep.field_types(ty))]
    return parts[0] if len(parts) == 1 else p.tuple_of(parts)


def variant(module, ty, x):
    shape = module.rep.shape(ty)
    if shape.kind == "option":
        payload = image(module, module.rep.field_types(ty, shape.some)[0], p.subscript(x, p.constant(0)) if shape.wrapped else x)
        some = p.tuple_of([payload] if shape.none == 0 else [p.constant(0), payload])
        none = p.tuple_of([] if shape.none == 0 else [p.constant(1)])
        return p.template("A if B is None else C", A=none, B=x, C=some)
    result = x
    for index in reversed(range(len(ty.a.variants))):
        parts = [image(module, part, p.subscript(x, p.constant(i + 1))) for i, part in enumerate(module.rep.field_types(ty, index))]
        made = p.tuple_of([p.constant(index), *parts])
        result = made if result is x else p.template(f"A if B[0] == {index} else C", A=made, B=x, C=result)
    return result


# --- the leaves of HashMap ---------------------------------------------------------------------

def keys_have_images(module, args):
    """Whether a map with keys `args[0]` and hasher state `args[1]` (absent: Rust's own) needs nobody to hash."""
    types = [arg for arg in args if type(arg) is t.Ty]
    return has_image(module, types[0]) and (len(types) < 2 or module.rep.is_lang(types[1], "RandomState"))


def table_find(site):
    fb = site.fb
    key = fb.keep(site.values[2])
    node = image(fb.module, site.args[3] if len(site.args) > 3 else site.args[0], key.node)
    return p.combine(p.template("A.d.get(B)", A=site.values[0].node, B=node), site.values[0], key, effect=True, heap=True)


def map_hash(site):
    return p.const_expr(0)


def with_image(text, bucket):
    """A row whose `K` is the image of the key of the bucket that is the argument number `bucket`."""
    def build(site):
        fb, key_ty = site.fb, site.args[0]
        values = list(site.values)
        values[bucket] = fb.keep(values[bucket])
        key = p.constant(None)
        if has_image(fb.module, key_ty):
            ty = t.adt(fb.tcx.lang("HashBucket"), site.args[:2])
            key = image(fb.module, key_ty, p.attribute(values[bucket].node, fb.module.field_name(ty, 0)))
        names = {letter: value.node for letter, value in zip("ABCD", values)}
        return p.combine(p.template(text, K=key, **names), *values, effect=True)
    return build


# --- the leaves of BTreeMap ----------------------------------------------------------------------

def keys_are_ordered(module, args):
    """Whether a tree with keys `args[0]` needs nobody to compare."""
    return has_image(module, next(arg for arg in args if type(arg) is t.Ty), ("Ord", "PartialEq"))


def tree_search(site):
    fb = site.fb
    key = fb.keep(site.values[1])
    node = image(fb.module, site.args[2], key.node)
    return p.combine(p.call("rt_tree_search", site.values[0].node, node), site.values[0], key, effect=True, heap=True)


def tree_new(site):
    """A tree, with the layouts of its nodes where the heap is logged."""
    module = site.fb.module
    if not module.heap:
        return p.Expr(p.call("rt_Tree"), effect=True)
    layouts = [p.tuple_of([p.constant(part) for part in pair]) for pair in layout.btree_nodes(module.tcx, *site.args[:2])]
    return p.Expr(p.call("rt_Tree", p.call("rt_Shape", *layouts)), effect=True)


def key_image(site, node):
    """The image of the key of the bucket `node`, or None where the program compares."""
    module, key_ty = site.fb.module, site.args[0]
    if not keys_are_ordered(module, site.args):
        return p.constant(None)
    bucket = t.adt(site.fb.tcx.lang("TreeBucket"), site.args[:2])
    return image(module, key_ty, p.attribute(node, module.field_name(bucket, 0)))


def tree_insert(site):
    bucket = site.fb.keep(site.values[2])
    node = p.call("rt_tree_insert", site.values[0].node, site.values[1].node, key_image(site, bucket.node), bucket.node)
    return p.combine(node, *site.values, effect=True)


def tree_append(site):
    bucket = site.fb.keep(site.values[1])
    node = p.call("rt_tree_append", site.values[0].node, key_image(site, bucket.node), bucket.node)
    return p.combine(node, site.values[0], bucket, effect=True)


def tree_build(site):
    """The images of a list of buckets are made, then it becomes the tree."""
    found = site.fb.keep(site.values[1])
    buckets = p.attribute(found.node, "e")
    key = key_image(site, p.name("bucket"))
    images = ast.List([], ast.Load()) if isinstance(key, ast.Constant) else \
        ast.ListComp(key, [ast.comprehension(p.store("bucket"), buckets, [], 0)])
    return p.combine(p.call("rt_tree_build", site.values[0].node, images, buckets), site.values[0], found, effect=True)


SPECIAL = {"tree_search": tree_search, "tree_new": tree_new, "tree_insert": tree_insert, "tree_append": tree_append, "tree_build": tree_build,
           "table_find": table_find, "map_hash": map_hash, "table_add": with_image("rt_table_add(A, B, K, C)", 2),
           "table_put_like": with_image("rt_table_put_like(A, B, K, C, D)", 3), "table_erase": with_image("rt_table_erase(A, K, B)", 1)}
