"""Read `v.a` once: the list of a vector that is only changed in place is looked up before the loops that use it.

A `Vec` object gets another list only by `*r = v`, `mem::swap` and their kin. A local vector (or reference to one) that this
function hands to nobody mutably therefore keeps its list from its (single) definition on.
"""

import ast

from ..mir import body as m


def hoist(fb, function):
    """Rewrite `function` in place."""
    candidates = {fb.names[local]: local for local in fb.names if stable(fb, local)}
    if not candidates:
        return
    inside = lists_in_loops(function.body, False, {})
    for name, count in inside.items():
        if name in candidates:
            rewrite(fb, function, name, candidates[name])


def stable(fb, local):
    """Whether the local is a vector, or a reference to one, whose list does not change here."""
    ty = fb.types[local]
    is_ref = ty.kind == "ref"
    inner = ty.a if is_ref else ty
    if not (inner.kind == "adt" and inner.a.lang == "Vec") or local in fb.celled or local in fb.guarded:
        return False
    use = fb.uses[local]
    if use.assigns != (0 if 0 < local <= fb.body.arg_count else 1):
        return False
    if is_ref and not ty.c:
        return True
    return all(harmless(fb, leaf) for leaf in use.borrows) and not (is_ref and use.moves)


KEEP_LIST = {"vec_push", "vec_pop", "vec_index_mut", "vec_as_slice", "vec_len", "vec_insert", "vec_remove", "vec_swap_remove", "vec_reserve",
             "vec_append", "vec_set_len", "vec_take_elem"}


def harmless(fb, leaf):
    """Whether the `&mut` that `leaf` makes goes straight into an operation that keeps the list."""
    dest = leaf.place
    if dest.proj:
        return False
    if leaf.rvalue.place.proj not in ((), (("*",),)):
        return True                                     # an element or what it holds, not the vector
    uses = fb.uses[dest.local]
    if uses.reads != 1:
        return False
    for other in fb.body.leaves:
        if type(other) is m.Call and type(other.func) is m.Const and other.func.ty.kind == "fndef":
            for op in other.args:
                if type(op) is m.Move and op.place == dest:
                    definition, _ = fb.resolve(other.func.ty.a, other.func.ty.b)
                    return definition.intrinsic in KEEP_LIST
        if type(other) is m.Assign and type(other.rvalue) is m.Ref and other.rvalue.place == m.Place(dest.local, (("*",),)):
            return harmless(fb, other)
        if type(other) is m.Assign and type(other.rvalue) is m.Use and type(other.rvalue.operand) is m.Move \
                and other.rvalue.operand.place == dest:
            return not other.place.proj and harmless_use(fb, other)
    return False


def harmless_use(fb, leaf):
    """The same for a reference that is moved on."""
    class Moved:
        place = leaf.place
        rvalue = m.Ref("mut", m.Place(leaf.place.local, ()))
    return harmless(fb, Moved)


def lists_in_loops(stmts, looping, found):
    """{name: how often `name.a` is read inside loops}."""
    for stmt in stmts:
        loop = isinstance(stmt, (ast.For, ast.While))
        for field, value in ast.iter_fields(stmt):
            if field in ("body", "orelse", "finalbody") and isinstance(value, list):
                lists_in_loops(value, looping or loop and field == "body", found)
            elif field == "handlers":
                for handler in value:
                    lists_in_loops(handler.body, looping, found)
            elif looping or loop and field == "test":
                for part in nodes(value):
                    if is_list(part):
                        found[part.value.id] = found.get(part.value.id, 0) + 1
    return found


def nodes(value):
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, ast.AST):
            yield from ast.walk(part)


def is_list(node):
    return isinstance(node, ast.Attribute) and node.attr == "a" and isinstance(node.value, ast.Name)


def rewrite(fb, function, name, local):
    """Define `name_a` behind the definition of `name`, at the function's top level, and use it from there on."""
    at = 0
    if local > fb.body.arg_count:
        at = next((i + 1 for i, stmt in enumerate(function.body)
                   if isinstance(stmt, ast.Assign) and getattr(stmt.targets[0], "id", None) == name), None)
        if at is None:
            return
    alias = fb.scope.new(name + "_a")
    for stmt in function.body[at:]:
        Replace(name, alias).visit(stmt)
    value = ast.Assign([ast.Name(alias, ast.Store())], ast.Attribute(ast.Name(name, ast.Load()), "a", ast.Load()), lineno=0)
    value.mrs = getattr(function.body[at - 1], "mrs", None) if at else None
    function.body.insert(at, value)


class Replace(ast.NodeTransformer):
    """`name.a` → `alias`; nodes may be shared, so new ones are made."""

    def __init__(self, name, alias):
        self.name, self.alias = name, alias

    def visit_Attribute(self, node):
        if is_list(node) and node.value.id == self.name:
            return ast.Name(self.alias, node.ctx)
        return self.generic_visit(node)
