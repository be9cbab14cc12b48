"""Objects that never leave the function are taken apart: a variable for each field.

    t = Pair(a, b); f(t.first)     →    t_first = a; t_second = b; f(t_first)
    r = Ref_x(o); f(r.v)           →    r_o = o; f(r_o.x)

Wherever the variable is written it must be to such an object of one class, and it must only be used to read and write fields.
"""

import ast

from . import pyast as p
from .tree import Transformer, Visitor


# Objects of the runtime: the fields in the order of the arguments, of which the last ones may be missing.
RUNTIME = {"rt_Cell": ("v",), "rt_Box": ("v", "b"), "rt_Vec": ("a", "c", "b")}


def take_apart(function, slots, scope):
    """Rewrite the ast.FunctionDef `function`; whether there was anything to do. `slots`: {name of a class: its fields, in the order of its
    arguments}; `scope` gives new names."""
    uses = Uses(function, slots)
    found = {name: uses.fields(calls[0].func.id) for name, calls in uses.made.items() if uses.fits(name)}
    if not found:
        return False
    names = {name: {slot: scope.new(f"{name}_{slot}") for slot in fields} for name, fields in found.items()}
    Replaced(names, {name: uses.made[name][0].func.id for name in found}).visit(function)
    apart(function, names, found)
    return True


class Uses(Visitor):
    """`made`: {variable: the calls that make its objects}; `attributes`: the fields of variables that are used; `whole`: variables that are
    used otherwise."""

    def __init__(self, function, slots):
        self.slots, self.made, self.attributes = {**slots, **RUNTIME}, {}, {}
        self.whole = {arg.arg for arg in function.args.args}
        for stmt in function.body:
            self.visit(stmt)

    def fields(self, cls):
        """The fields of a class by the name of its constructor, or None."""
        return ("o",) if cls.startswith("rt_Ref_") else self.slots.get(cls)

    def fits(self, name):
        calls = self.made[name]
        known = self.fields(calls[0].func.id)[:min(len(call.args) for call in calls)]
        used = {"o" if attr == "v" else attr for attr in self.attributes.get(name, ())} if known == ("o",) else self.attributes.get(name, set())
        return name not in self.whole and len({call.func.id for call in calls}) == 1 and used <= set(known)

    def visit_Assign(self, node):
        target, value = node.targets[0], node.value
        if len(node.targets) == 1 and isinstance(target, ast.Name) and isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and not value.keywords \
                and self.fields(value.func.id) is not None and not any(isinstance(arg, ast.Starred) for arg in value.args):
            self.made.setdefault(target.id, []).append(value)
            for arg in value.args:
                self.visit(arg)
        else:
            self.generic_visit(node)

    def visit_Attribute(self, node):
        if isinstance(node.value, ast.Name):
            self.attributes.setdefault(node.value.id, set()).add(node.attr)
        else:
            self.generic_visit(node)

    def visit_Name(self, node):
        self.whole.add(node.id)


class Replaced(Transformer):
    def __init__(self, names, classes):
        self.names, self.classes = names, classes

    def visit_Attribute(self, node):
        if not (isinstance(node.value, ast.Name) and node.value.id in self.names):
            return self.generic_visit(node)
        names, cls = self.names[node.value.id], self.classes[node.value.id]
        if cls.startswith("rt_Ref_"):
            return ast.Attribute(ast.Name(names["o"], ast.Load()), cls[7:], node.ctx)
        return ast.Name(names[node.attr], node.ctx)


def apart(node, names, found):
    """Replace the assignments of the structs, in all lists of statements."""
    for field in ("body", "orelse", "finalbody", "handlers"):
        inner = getattr(node, field, None)
        if isinstance(inner, list):
            for part in inner:
                apart(part, names, found)
            inner[:] = [new for part in inner for new in fields(part, names, found)]


def fields(stmt, names, found):
    """The assignments of the fields of a struct, for that of the struct."""
    if not (isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name) and stmt.targets[0].id in found):
        return [stmt]
    name = stmt.targets[0].id
    out = []
    for new, arg in zip(names[name].values(), stmt.value.args, strict=False):
        made = p.assign(p.name(new), arg)
        made.mrs = getattr(stmt, "mrs", None)
        out.append(made)
    return out or [ast.Pass()]
