"""Whole-program facts: which types are changed in place, whether anybody looks at capacities."""

import ast

from ..mir import body as m
from ..ty import types as t
from . import pyast as p

def looks_at_capacity(reached):
    """Whether the user's code can see capacities of vectors, strings or maps: it asks for them, or something of std that shows them to a
    type of the user's does (`#[shows_capacity]`: `Read::read_to_end` reads as much as there is room)."""
    return any(asks_capacity(body) for definition, args, body in reached
               if body is not None and (definition.krate == "user" or shows_capacity(definition) and any(map(has_user_type, args[:1]))))


def shows_capacity(definition):
    return any(attribute.path == "shows_capacity" for attribute in definition.attrs or ())


def has_user_type(term):
    return any(part.kind in ("adt", "closure") and part.a.krate == "user" for part in t.walk(term) if type(part) is t.Ty)


def writes_formatted(reached):
    """Whether a type's own `fmt::Write` is given formatted values, and so sees the pieces in which they are written."""
    return any(definition.intrinsic == "fmt_write_to" for definition, _, _ in reached)


def asks_capacity(body):
    for leaf in body.leaves:
        if type(leaf) is m.Call and type(leaf.func) is m.Const and leaf.func.ty.kind == "fndef":
            if leaf.func.ty.a.krate == "std" and leaf.func.ty.a.name == "capacity":
                return True
    return False


def mutated_types(program, reached):
    """Types whose objects something changes in place: a field or element is written or mutably borrowed as a
    value, or `*r = v`, `mem::swap`, `mem::replace` move contents into them."""
    tcx, found = program.tcx, set()

    for definition, args, body in reached:
        if body is None:
            if definition.intrinsic in ("mem_replace", "mem_swap", "slice_swap", "slice_reverse"):
                found.add(next(arg for arg in args if type(arg) is t.Ty))
            elif definition.intrinsic == "array_take_elem":          # iteration by value takes the elements out
                found.add(t.array_of(*[arg for arg in args if type(arg) is not t.Region]))
            continue
        types = [tcx.normalize(t.subst(decl.ty, args)) for decl in body.locals]
        for leaf in body.leaves:
            place = written(leaf)
            if place is not None and place.proj:
                note(program, types, args, place, found, type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref)
            elif type(leaf) is m.Assign and type(leaf.rvalue) is m.Cast and leaf.rvalue.kind == "unsize":
                source = tcx.normalize(t.subst(leaf.rvalue.ty, args))
                if source.kind == "ref" and source.c and source.a.kind == "slice":
                    found.add(("elements", source.a.a))
            if place is not None and place.proj and type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref and leaf.place.proj:
                note(program, types, args, leaf.place, found, False)
    arrays = {entry[1] for entry in found if type(entry) is tuple}
    if arrays:
        found |= {t_ for t_ in all_arrays(program, reached) if t_.a in arrays}
    return {entry for entry in found if type(entry) is not tuple}


def all_arrays(program, reached):
    for _, args, body in reached:
        if body is not None:
            for decl in body.locals:
                for part in t.walk(program.tcx.normalize(t.subst(decl.ty, args))):
                    if type(part) is t.Ty and part.kind == "array":
                        yield part


def written(leaf):
    """The place that a leaf writes or borrows mutably."""
    if type(leaf) is m.Assign:
        if type(leaf.rvalue) is m.Ref and leaf.rvalue.kind not in ("shared", "fake"):
            return leaf.rvalue.place
        return leaf.place
    return leaf.dest if type(leaf) is m.Call else None


def note(program, types, args, place, found, borrowed):
    """The object type that writing (or borrowing) `place` changes, if it is one."""
    ty, owner = types[place.local], None
    for elem in place.proj:
        inner = project(program, args, ty, elem)
        if elem[0] == "*":
            owner = inner if ty.kind == "ref" and not borrowed else None
            if ty.kind == "adt":
                owner = None
        elif elem[0] in (".", "[]", "[c]") and program.rep.is_object(ty) and ty.kind != "slice":
            owner = ty
        elif ty.kind == "slice":
            found.add(("elements", ty.a))
            owner = None
        ty = inner
    if owner is None:
        return
    if borrowed and program.rep.is_object(ty):
        return
    found.add(owner)


def project(program, args, ty, elem):
    if elem[0] == "*":
        return ty.b[0] if ty.kind == "adt" else ty.a
    if elem[0] == ".":
        return program.tcx.normalize(t.subst(elem[2], args))
    if elem[0] in ("as", "[..]"):
        return ty
    return ty.a


def copy_statements(program, ty):
    """The body of the function that copies `x`."""
    x = p.name("x")

    def part(inner, node):
        expr = p.Expr(node)
        return program.copy_expr(inner, expr).node if program.rep.needs_copy(inner) else node
    if ty.kind == "tuple":
        return [ast.Return(p.tuple_of([part(inner, p.subscript(x, p.constant(i))) for i, inner in enumerate(ty.b)]))]
    if ty.kind == "array":
        return [ast.Return(p.template("[A for item in x]", A=part(ty.a, p.name("item"))))]
    if ty.kind == "closure":
        return [ast.Return(p.call(program.class_of(ty), *[part(inner, p.attribute(x, f"c{i}")) for i, inner in enumerate(program.capture_types(ty))]))]
    if ty.a.kind != "enum":
        nodes = [part(inner, p.attribute(x, program.field_name(ty, i))) for i, inner in enumerate(program.rep.field_types(ty))]
        return [ast.Return(p.call(program.class_of(ty), *nodes))]
    return enum_copy(program, ty, x, part)


def enum_copy(program, ty, x, part):
    shape = program.rep.shape(ty)
    if shape.kind == "option":
        inner = program.rep.field_types(ty, shape.some)[0]
        node = p.tuple_of([part(inner, p.subscript(x, p.constant(0)))]) if shape.wrapped else part(inner, x)
        return [ast.If(p.template("x is None"), [ast.Return(p.constant(None))], []), ast.Return(node)]
    stmts = []
    for index in range(len(ty.a.variants)):
        fields = program.rep.field_types(ty, index)
        if any(map(program.rep.needs_copy, fields)):
            nodes = [part(inner, p.subscript(x, p.constant(i + 1))) for i, inner in enumerate(fields)]
            stmts.append(ast.If(p.template(f"x[0] == {index}"), [ast.Return(p.tuple_of([p.constant(index), *nodes]))], []))
    return stmts + [ast.Return(x)]
