"""Read `v.a` once: the list of a vector that is only changed in place is looked up before the loops that use it; a string's pieces, `s.p`, likewise.

Such an object gets another list only by `*r = v`, `mem::swap` and their kin. A local vector (or reference to one) that this
function hands to nobody mutably, but to functions of which the same holds, therefore keeps its list from its (single) definition on.

Behind a shared reference nothing changes (where there are no cells), so the same goes for `self.field.a` of a `&self`.
"""

import ast

from ..mir import body as m
from .tree import Transformer, walk


def hoist(fb, function):
    """Rewrite `function` in place."""
    hoist_shared(fb, function)
    candidates = {fb.names[local]: local for local in fb.names if stable(fb, local)}
    if not candidates:
        return
    inside = lists_in_loops(function.body)
    for name, local in candidates.items():
        ty = fb.types[local]
        slot = LISTS[(ty.a if ty.kind == "ref" else ty).a.lang]
        if (name, slot) in inside:
            rewrite(fb, function, name, slot, local)


LISTS = {"Vec": "a", "String": "p"}


def stable(fb, local):
    """Whether the local is a vector or string, or a reference to one, whose list does not change here."""
    ty = fb.types[local]
    is_ref = ty.kind == "ref"
    inner = ty.a if is_ref else ty
    if not (inner.kind == "adt" and inner.a.lang in LISTS) or local in fb.celled or local in fb.guarded:
        return False
    use = fb.uses[local]
    if use.assigns != (0 if 0 < local <= fb.body.arg_count else 1):
        return False
    if is_ref and not ty.c:
        return True
    if any((leaf.place if type(leaf) is m.Assign else leaf.dest) == m.Place(local, (("*",),)) for leaf in fb.body.leaves if type(leaf) in (m.Assign, m.Call)):
        return False                                    # `*r = v`
    return all(harmless(fb, leaf) for leaf in use.borrows) and not (is_ref and use.moves)


KEEP_LIST = {"vec_push", "vec_pop", "vec_index_mut", "vec_as_slice", "vec_len", "vec_insert", "vec_remove", "vec_swap_remove", "vec_reserve",
             "vec_append", "vec_set_len", "vec_take_elem", "string_push", "string_push_str", "string_pop", "string_clear", "string_len",
             "string_as_str", "string_truncate", "string_insert", "string_insert_str", "string_remove", "string_reserve"}


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
                    definition, args = fb.resolve(other.func.ty.a, other.func.ty.b)
                    return definition.intrinsic in KEEP_LIST or keeps_list(fb.module, definition, args, other.args.index(op) + 1)
        if type(other) is m.Assign and type(other.rvalue) is m.Ref and other.rvalue.place == m.Place(dest.local, (("*",),)):
            return harmless(fb, other)
        if type(other) is m.Assign and type(other.rvalue) is m.Use and type(other.rvalue.operand) is m.Move \
                and other.rvalue.operand.place == dest:
            return not other.place.proj and harmless_use(fb, other)
    return False


def keeps_list(module, definition, args, local):
    """Whether a function of the user's leaves the vector behind its parameter `local` its list."""
    if definition.krate != "user" or definition.kind not in ("fn", "assoc_fn") or module.tcx.is_virtual(definition, args):
        return False
    key = (definition, args, local)
    if key not in module.list_keepers:
        from .function import FunctionBuilder
        module.list_keepers[key] = True                   # recursion relies on it
        module.list_keepers[key] = stable(FunctionBuilder(module, definition, args), local)
    return module.list_keepers[key]


def harmless_use(fb, leaf):
    """The same for a reference that is moved on."""
    class Moved:
        place = leaf.place
        rvalue = m.Ref("mut", m.Place(leaf.place.local, ()))
    return harmless(fb, Moved)


# --- behind shared references ---------------------------------------------------------------------------

def hoist_shared(fb, function):
    """Look lists in fields of what a shared reference parameter refers to up before the loops."""
    roots = {}
    for local in range(1, fb.body.arg_count + 1):
        ty = fb.types[local]
        if ty.kind == "ref" and not ty.c and not fb.uses[local].assigns and is_plain_struct(ty.a) and not fb.module.cells.has_cell(ty.a):
            roots[fb.names[local]] = ty.a
    if not roots:
        return
    shared = Shared(fb.module, roots)
    put_in(shared, function)
    chains = {}
    for node in looping_nodes(function.body, False):
        if isinstance(node, ast.Attribute) and node.attr == "a" and isinstance(node.value, ast.Attribute) and shared.is_vector(node.value):
            chains.setdefault(ast.unparse(node), node)
    for text, node in chains.items():
        alias = fb.scope.new(text.replace(".", "_"))
        Named(text, alias).visit(function)
        made = ast.Assign([ast.Name(alias, ast.Store())], node, lineno=0)
        made.mrs = None
        function.body.insert(0, made)


def is_plain_struct(ty):
    return ty.kind == "adt" and ty.a.kind == "struct" and not ty.a.lang


class Shared:
    """The types of paths from shared reference parameters on, `roots` {Python name: what it refers to}."""

    def __init__(self, module, roots):
        self.module, self.roots = module, roots

    def type_of(self, node):
        """The type of what a path of attributes means; None: it is no such path."""
        if isinstance(node, ast.Name):
            return self.roots.get(node.id)
        ty = self.type_of(node.value) if isinstance(node, ast.Attribute) else None
        if ty is None or not is_plain_struct(ty):
            return None
        names = [self.module.field_name(ty, i) for i in range(len(ty.a.fields))]
        if node.attr not in names:
            return None
        found = self.module.rep.field_types(ty)[names.index(node.attr)]
        return found.a if found.kind == "ref" and not found.c else found

    def is_vector(self, node):
        ty = self.type_of(node)
        return ty is not None and ty.kind == "adt" and ty.a.lang == "Vec"


def put_in(shared, function):
    """`t = self.field` of a variable that is written once: the path itself is read instead."""
    writes, paths = {}, {}
    for node in walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            writes[node.id] = writes.get(node.id, 0) + 1
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Attribute) and shared.is_vector(node.value):
            paths[node.targets[0].id] = node.value
    for name, path in paths.items():
        if writes[name] == 1:
            Inlined(name, path).visit(function)


class Inlined(Transformer):
    """`name.a` → `path.a`."""

    def __init__(self, name, path):
        self.name, self.path = name, path

    def visit_Attribute(self, node):
        if isinstance(node.value, ast.Name) and node.value.id == self.name:
            return ast.Attribute(self.path, node.attr, node.ctx)
        return self.generic_visit(node)


class Named(Transformer):
    """A path, given as its text → a variable."""

    def __init__(self, text, alias):
        self.text, self.alias = text, alias

    def visit_Attribute(self, node):
        return ast.Name(self.alias, node.ctx) if ast.unparse(node) == self.text else self.generic_visit(node)


def looping_nodes(stmts, looping):
    """All expression nodes inside loops."""
    for stmt in stmts:
        loop = isinstance(stmt, (ast.For, ast.While))
        for field, value in ast.iter_fields(stmt):
            if field in ("body", "orelse", "finalbody") and isinstance(value, list):
                yield from looping_nodes(value, looping or loop and field == "body")
            elif field == "handlers":
                for handler in value:
                    yield from looping_nodes(handler.body, looping)
            elif looping or loop and field == "test":
                yield from nodes(value)


def lists_in_loops(stmts):
    """{(name, slot)} of the lists `name.a`, `name.p` that are read inside loops."""
    return {(node.value.id, node.attr) for node in looping_nodes(stmts, False) if is_list(node)}


def nodes(value):
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, ast.AST):
            yield from walk(part)


def is_list(node):
    return isinstance(node, ast.Attribute) and node.attr in ("a", "p") and isinstance(node.value, ast.Name)


def rewrite(fb, function, name, slot, local):
    """Define `name_a` (its `slot`) behind the definition of `name`, at the function's top level, and use it from there on."""
    at = 0
    if local > fb.body.arg_count:
        at = next((i + 1 for i, stmt in enumerate(function.body)
                   if isinstance(stmt, ast.Assign) and getattr(stmt.targets[0], "id", None) == name), None)
        if at is None:
            return
    alias = fb.scope.new(f"{name}_{slot}")
    for stmt in function.body[at:]:
        Replace(name, slot, alias).visit(stmt)
    value = ast.Assign([ast.Name(alias, ast.Store())], ast.Attribute(ast.Name(name, ast.Load()), slot, ast.Load()), lineno=0)
    value.mrs = getattr(function.body[at - 1], "mrs", None) if at else None
    function.body.insert(at, value)


class Replace(Transformer):
    """`name.slot` → `alias`; nodes may be shared, so new ones are made."""

    def __init__(self, name, slot, alias):
        self.name, self.slot, self.alias = name, slot, alias

    def visit_Attribute(self, node):
        if is_list(node) and node.value.id == self.name and node.attr == self.slot:
            return ast.Name(self.alias, node.ctx)
        return self.generic_visit(node)
