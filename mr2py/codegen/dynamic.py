"""Trait objects: fat pointers and method tables.

    &dyn Trait, &mut dyn Trait     Dyn(reference, table)
    Rc<dyn Trait>, Weak            Dyn(block, table)
    Box<dyn Trait>                 DynBox: a Box that has its table in `t`

A table is a class with the layout of the concrete type, its drop glue, how its content is borrowed mutably out of a
box, and one function for each method of the trait and its supertraits. Methods of the Fn traits take their arguments one by one.
"""

import ast

from ..mir import body as m
from ..ty import types as t
from ..ty.defs import TraitRef
from . import pyast as p
from .representation import HANDLES

FN_TRAITS = ("Fn", "FnMut", "FnOnce")


def unsized_pair(source, target):
    """(concrete type, dyn type) of an unsizing cast between pointer types, or None."""
    if source.kind == "ref" and target.kind == "ref":
        inner, goal = source.a, target.a
    elif source.kind == "adt" and target.kind == "adt":
        parts = [(x, y) for x, y in zip(source.b, target.b) if type(x) is t.Ty and x is not y]
        if not parts:
            return None
        inner, goal = parts[-1]
    else:
        return None
    if goal.kind == "dyn":
        return inner, goal
    return unsized_pair(inner, goal) if inner.kind == "adt" and goal.kind == "adt" else None


def has_table(tcx, ty):
    """Whether pointers to `ty` carry a method table: a trait object, or a struct that ends in one (`RefCell<dyn Trait>`)."""
    while ty.kind == "adt" and ty.a.kind == "struct" and ty.b and ty.a.fields:
        last = tcx.type_of(ty.a.fields[-1])
        if last.kind == "param":
            ty = ty.b[last.a]
        elif last.kind == "adt" and last.flags & t.HAS_PARAM:
            ty = t.subst(last, ty.b)
        else:
            return False
    return ty.kind == "dyn"


def pointee(ty):
    return ty.a if ty.kind == "ref" else ty.b[0]


def supertraits(tcx, ty):
    """The trait refs that a dyn type implements by itself, its principal trait's supertraits included."""
    from ..ty.context import ParamEnv

    env = ParamEnv()
    tcx.elaborate(env, [("trait", TraitRef(definition, (ty,) + args)) for definition, args, _ in ty.a])
    return [ref for refs in env.traits.values() for ref in refs]


def methods(tcx, concrete, ty):
    """[(trait method, generic arguments)] of the table of `concrete` for the dyn type `ty`."""
    out = []
    for ref in supertraits(tcx, ty):
        args = tuple([tcx.normalize(arg) if type(arg) is t.Ty else t.ERASED for arg in ref.args[1:]])
        for member in ref.definition.members.values():
            if is_dispatchable(tcx, member):
                out.append((member, (concrete,) + args + own_lifetimes(tcx, member, len(ref.args))))
    return out


def own_lifetimes(tcx, member, count):
    return tuple([t.ERASED for _ in tcx.generics_of(member).params[count:]])


def is_dispatchable(tcx, member):
    """Reference, "Dyn compatibility": a method with a receiver, without type parameters and without `where Self: Sized`."""
    if member.kind != "assoc_fn" or member.node.self_param is None:
        return False
    if any(parameter.kind != "lifetime" for parameter in tcx.generics_of(member).own()):
        return False
    sized, self_ty = tcx.lang("Sized"), t.param(0, "Self")
    own = tcx.predicates_of(member)[len(tcx.predicates_of(member.parent)):]
    return not any(pred[0] == "trait" and pred[1].definition is sized and pred[1].args[0] is self_ty for pred, _ in own)


# --- tables --------------------------------------------------------------------------------------------

def table(module, concrete, ty, leaf, holder=None):
    """The name of the method table of a concrete type for a dyn type. `holder`: the struct around it that is pointed to."""
    holder = holder or concrete
    key = (holder, concrete, tuple([(definition, args) for definition, args, _ in ty.a]))
    name = module.tables.get(key)
    if name is None:
        from .names import clean, type_suffix

        trait = ty.a[0][0].name if ty.a else "dyn"
        name = module.tables[key] = module.scope.new(clean(f"{trait}_for_{type_suffix(holder)}")[:60])
        module.table_nodes.append(class_of_table(module, name, holder, concrete, ty, leaf))
    return name


def class_of_table(module, name, holder, concrete, ty, leaf):
    size, align = module.layout(holder)
    entries = [("size", p.constant(size)), ("align", p.constant(align)), ("type", p.constant(module.type_name(holder)))]
    if module.types is not None:
        entries.append(("shape", p.constant(module.types.index(holder))))
    if module.rep.is_object(holder):
        entries.append(("place", static(p.name("rt_content_of"))))
    if module.rep.is_object(concrete):
        entries.append(("field", static(p.name("getattr"))))
    if module.observable(holder):
        entries.append(("drop", static(ast.Lambda(arguments(["x"]), module.drop_call(holder, p.name("x"))))))
    for member, args in methods(module.tcx, concrete, ty):
        entries.append((module.slot(member), static(entry(module, member, args, leaf))))
    body = [ast.Assign([p.store(key)], value, lineno=0) for key, value in entries]
    node = ast.ClassDef(name, [p.name("rt_Table")], [], body, [], lineno=0)
    node.mrs = None
    return node


def static(node):
    return p.call("staticmethod", node)


def arguments(names, rest=None):
    return ast.arguments([], [ast.arg(name) for name in names], ast.arg(rest) if rest else None, [], [], None, [])


def entry(module, member, args, leaf):
    """The callable in a table for a trait's method of a concrete type."""
    definition, found = module.tcx.resolve_instance(member, args)
    if member.parent.lang not in FN_TRAITS or definition.kind == "closure":
        return module.function_value(definition, found, leaf)
    self_ty, rest = args[0], ast.Starred(p.name("a"), ast.Load())
    if self_ty.kind == "fndef" and definition.parent.kind == "mod":
        target = module.function_value(*module.tcx.resolve_instance(self_ty.a, self_ty.b), leaf)
        return ast.Lambda(arguments(["f"], "a"), ast.Call(target, [rest], []))
    if self_ty.kind == "fnptr":
        return ast.Lambda(arguments(["f"], "a"), ast.Call(p.template("f.v" if member.name == "call_mut" else "f"), [rest], []))
    return ast.Lambda(arguments(["f"], "a"), ast.Call(module.function_value(definition, found, leaf), [p.name("f"), p.name("a")], []))


# --- values ----------------------------------------------------------------------------------------------

def unsize(fb, leaf, expr, source, target):
    """The Expr of a pointer that is unsized to a trait object's, or None where no trait object is involved."""
    pair = unsized_pair(source, target)
    if pair is None:
        return None
    concrete, ty = pair
    if concrete.kind == "dyn":
        return expr                                   # upcasting: the table has the supertraits' methods
    name = p.name(table(fb.module, concrete, ty, leaf, pointee(source)))
    if source.kind == "ref" or is_counted(source):
        return p.combine(p.call("rt_Dyn", expr.node, name), expr)
    if fb.rep.is_lang(source, "Box"):
        return p.combine(p.call("rt_dyn_box", expr.node, name), expr, effect=True)
    return fb.module.unsupported(leaf, f"`{target!r}`")


def is_counted(ty):
    return ty.kind == "adt" and ty.a.lang in HANDLES


# The leaves of Rc and Weak for trait objects.
COUNTED = {"rc_value": "!rt_Dyn(A.v.v, A.t)", "rc_value_mut": "!rt_Dyn(A.v.t.place(A.v.v), A.v.t)",
           "rc_clone": "!rt_dyn_clone(A)", "rc_downgrade": "!rt_dyn_downgrade(A)",
           "rc_strong_count": "~A.v.strong", "rc_weak_count": "~A.v.weak - 1", "weak_weak_count": "~rt_weak_weak_count(A.v)",
           "weak_upgrade": "!rt_dyn_upgrade(A)", "same_object": "!A.v is B.v"}


def reference(fb, leaf, value):
    """`&*p` and `&mut *p` where `p` points to a trait object."""
    place = value.place
    if place.proj and place.proj[-1][0] == "*":
        base = m.Place(place.local, place.proj[:-1])
        ty = fb.place_ty(base)
        pointer = fb.place(base, leaf).read()
        if ty.kind == "ref":
            return pointer
        pointer = fb.keep(pointer)
        text = "rt_Dyn(A.v, A.t)" if value.kind == "shared" else "rt_Dyn(A.t.place(A), A.t)"
        return p.fill(text, A=pointer, effect=True)
    return tail_reference(fb, leaf, value)


def tail_reference(fb, leaf, value):
    """`&(*p).value`: a reference to the last field of an unsized struct; the table comes from the pointer."""
    proj = value.place.proj
    at = max(index for index, elem in enumerate(proj) if elem[0] == "*")
    pointer = fb.keep(fb.place(m.Place(value.place.local, proj[:at]), leaf).read())
    holder = p.Expr(p.attribute(pointer.node, "v"))
    ty = fb.place_ty(m.Place(value.place.local, proj[:at + 1]))
    for elem in proj[at + 1:-1]:
        holder = p.Expr(p.attribute(holder.node, fb.module.field_name(ty, elem[1])))
        ty = fb.project(ty, elem)
    name = fb.module.field_name(ty, proj[-1][1])
    inner = p.attribute(holder.node, name) if value.kind == "shared" else \
        ast.Call(p.template("A.t.field", A=pointer.node), [holder.node, p.constant(name)], [])
    return p.combine(p.call("rt_Dyn", inner, p.attribute(pointer.node, "t")), pointer, effect=True)


def call(fb, leaf, member, operands, by_box=False):
    """A call through the table of the first operand. Arguments of the Fn traits stand alone or come as one tuple."""
    fb.ready(operands, None, leaf.dest, True)
    receiver, *values = [fb.operand(op) for op in operands]
    receiver = fb.keep(receiver)
    nodes = [value.node for value in values]
    if member.parent.lang in FN_TRAITS and leaf.origin != "fn_trait":
        nodes = list(nodes[0].elts) if isinstance(nodes[0], ast.Tuple) else [ast.Starred(nodes[0], ast.Load())]
    boxed = fb.operand_ty(operands[0]).kind == "adt"
    function = p.attribute(p.attribute(receiver.node, "t"), fb.module.slot(member))
    first = receiver.node if boxed else p.attribute(receiver.node, "v")
    return p.combine(ast.Call(function, [first, *nodes], []), receiver, *values, effect=True)


def function_value(module, member):
    """A callable for a method of a trait object (a formatting function, mostly)."""
    slot = module.slot(member)
    return ast.Lambda(arguments(["x"], "a"), ast.Call(p.template(f"x.t.{slot}"), [p.template("x.v"), ast.Starred(p.name("a"), ast.Load())], []))


def drop_box(module, x):
    """Statements that drop a box of a trait object: its content by the table, then its block."""
    inner = p.attribute(x, "v")
    found = [ast.If(p.template("A is not rt_MOVED", A=inner), [ast.Expr(p.template("A.t.drop(A.v)", A=x))], [])]
    if module.heap:
        found.append(ast.Expr(p.call("rt_free_dyn_box", x)))
    return found
