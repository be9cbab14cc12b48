"""The types of places with their regions, which type checking erases elsewhere.

A closure that gives back a `&T` of the very type that is expected copies it, and so holds the variable; else it reborrows, and holds what the
reference refers to (rustc_hir_typeck::coercion, `coerce_borrowed_pointer`).

Where branches, arms, elements or returned values meet, rustc moves a `&mut` whose type is that of the ones before, lifetimes
included, and reborrows it where a lifetime differs (rustc_hir_typeck::coercion, `try_find_coercion_lub`): what is moved out of a
reference is E0507.
"""

from ..syntax import ast
from ..ty import types as t


def regional(fcx, node):
    """The type of a place with its regions: declared ones as declared, and one of its own for each that inference finds. None for
    a value, whose regions are new, and where a place cannot be followed."""
    kind = type(node)
    if kind is ast.PathExpr:
        kind, value = fcx.results.res.get(node, (None, None))[:2]
        return of_local(fcx, value) if kind == "local" else None
    if kind is ast.Field:
        return of_field(fcx, node)
    if kind is ast.Unary and node.op == "*":
        base = regional(fcx, node.expr)
        return pointee(fcx, base) if base is not None else None
    return None


def of_local(fcx, local):
    declared = parameters(fcx).get(local)
    if declared is not None:
        return declared
    number = fcx.results.locals.index(local) if local in fcx.results.locals else id(local)
    found = []

    def leaf(part):
        if type(part) is not t.Region or part.kind != "erased":
            return part
        found.append(part)
        return t.region("place", number, len(found))
    return t.fold(fcx.resolve(local.ty), leaf)


def parameters(fcx):
    """{Local: its type as the signature has it} of the function's parameters that are plain names."""
    if fcx.parameter_types is None:
        fcx.parameter_types = {}
        if isinstance(fcx.owner.node, ast.Fn):
            inputs = list(fcx.tcx.fn_sig(fcx.owner).inputs)
            if fcx.results.self_local is not None:
                fcx.parameter_types[fcx.results.self_local] = inputs.pop(0)
            for param, ty in zip(fcx.results.params, inputs):
                if param.pat in fcx.results.bindings and fcx.results.bindings[param.pat][1] == "move":
                    fcx.parameter_types[fcx.results.bindings[param.pat][0]] = ty
    return fcx.parameter_types


def pointee(fcx, ty):
    """What a reference or box refers to, or None."""
    return ty.a if ty.kind == "ref" else ty.b[0] if fcx.is_box(ty) else None


def of_field(fcx, node):
    base = regional(fcx, node.expr)
    while base is not None:
        if base.kind == "tuple":
            return base.b[int(node.name)] if node.name.isdigit() and int(node.name) < len(base.b) else None
        if base.kind == "adt" and base.a.kind == "struct":
            field = next((field for field in base.a.fields if field.name == node.name), None)
            if field is not None:
                return fcx.tcx.field_ty(field, base.b)
        base = pointee(fcx, base)
    return None


def expected(fcx, node):
    """The type that the signature gives to what the function returns, if the expression `node` is that; else None."""
    if fcx.closures or not isinstance(fcx.owner.node, ast.Fn):
        return None
    return fcx.tcx.fn_sig(fcx.owner).output if node in returned_by(fcx) else None


def returned_by(fcx):
    """The expressions whose value is that of the function's body."""
    if fcx.tail_nodes is None:
        fcx.tail_nodes = set(tails(fcx.owner.node.body))
    return fcx.tail_nodes


def tails(node):
    """The expressions whose value is that of `node`."""
    yield node
    if type(node) is ast.Block:
        inner = [node.expr]
    elif type(node) is ast.If:
        inner = [node.then, node.els]
    elif type(node) is ast.Match:
        inner = [arm.body for arm in node.arms]
    else:
        inner = []
    for part in inner:
        if part is not None:
            yield from tails(part)


def lower_of(one, other):
    """The type of which two are subtypes, regions of `&mut` included: the shorter of both, which is a new one where neither is `'static`."""
    if one is not None and one.b is t.STATIC:
        return other
    return one if other is not None and other.b is t.STATIC else None


# --- what closures give back -------------------------------------------------------------------------------------------

def written_output(fcx, node, hint):
    """The output of a closure with its regions, as it is written: in the closure, in the function's output, or in the type of a variable.
    None where that is not so."""
    if node.ret is not None:
        return fcx.lowerer().lower(node.ret)
    ty = fcx.structurally(hint) if hint is not None else None
    output = [fcx.tcx.fn_sig(fcx.owner).output] if isinstance(fcx.owner.node, ast.Fn) else []
    if output and output[0].kind == "opaque" and node in returned_by(fcx):         # what is hidden is inferred
        return fn_output(fcx, output[0])
    if ty is None or ty.kind != "dyn":
        return None
    plain = t.erase_regions(ty)
    for written in (*output, *fcx.results.user_types.values()):
        for part in t.walk(written):
            if type(part) is t.Ty and part.kind == ty.kind and t.erase_regions(part) is plain:
                return fn_output(fcx, part)
    return None


def fn_output(fcx, ty):
    """What calls of a `dyn Fn` or `impl Fn` type give, or None."""
    predicates = fcx.object_predicates(ty) if ty.kind == "dyn" else fcx.tcx.opaque_bounds(ty)
    return next((pred[2] for pred in predicates if pred[0] == "proj" and pred[1].a.parent is fcx.tcx.lang("FnOnce")), None)


def expect(table, node, ty):
    """Enter in {expression: type} what the parts of a body that give its value are expected to be."""
    if ty is None or node is None:
        return
    for tail in tails(node):
        table[tail] = ty
        if type(tail) is ast.Tuple and ty.kind == "tuple" and len(ty.b) == len(tail.elems):
            for elem, part in zip(tail.elems, ty.b):
                expect(table, elem, part)
    for part in returns(node):
        expect(table, part, ty)


def returns(node):
    """What the `return`s of a body give back; not those of closures in it."""
    stack = [node]
    while stack:
        part = stack.pop()
        if type(part) is ast.Return:
            yield part.expr
        elif type(part) in (list, tuple):
            stack += part
        elif isinstance(part, ast.Node) and type(part) is not ast.Closure:
            stack += [getattr(part, name) for name in part.FIELDS]
