"""Walks over Python's `ast`, as its `walk`, `NodeVisitor` and `NodeTransformer`, but only to statements and expressions (no contexts, no
operators): a function is walked some twenty times on its way, and the module's own walkers ask each node for each of its fields."""

import ast

NEVER = {"ctx", "op", "ops", "id", "attr", "arg", "name", "names", "lineno", "type_comment", "conversion", "kind", "is_async", "simple", "level", "module",
         "asname", "returns", "decorator_list", "type_params", "annotation", "type_ignores", "rest", "kwd_attrs"}


def fields_of(cls):
    """The fields of a class of nodes that may hold statements or expressions."""
    if cls is ast.Constant:
        return ()
    return tuple(field for field in cls._fields if field not in NEVER)


class Fields(dict):
    """{class: fields}, found when they are asked for."""

    def __missing__(self, cls):
        found = self[cls] = fields_of(cls)
        return found


class Methods(dict):
    """{class of nodes: name of the method that visits it}"""

    def __missing__(self, cls):
        found = self[cls] = "visit_" + cls.__name__
        return found


FIELDS, METHODS = Fields(), Methods()


def walk(node):
    """Yield a node and all below it, as `ast.walk` does: those nearer to the root first."""
    todo, fields = [node], FIELDS
    for part in todo:
        for field in fields[part.__class__]:
            value = getattr(part, field, None)
            if value.__class__ is list:
                todo += [inner for inner in value if inner is not None]
            elif value is not None:
                todo.append(value)
        yield part


class Visitor:
    """As `ast.NodeVisitor`."""

    def visit(self, node):
        method = getattr(self, METHODS[node.__class__], None)
        return self.generic_visit(node) if method is None else method(node)

    def generic_visit(self, node):
        for field in FIELDS[node.__class__]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                for part in value:
                    if part is not None:
                        self.visit(part)
            elif value is not None:
                self.visit(value)


class Transformer(Visitor):
    """As `ast.NodeTransformer`; a method that returns a list puts several statements in the place of one, None takes it away."""

    def generic_visit(self, node):
        for field in FIELDS[node.__class__]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                self.transform_list(value)
            elif value is not None:
                new = self.visit(value)
                if new is not value:
                    setattr(node, field, new)
        return node

    def transform_list(self, parts):
        made = []
        for part in parts:
            new = self.visit(part) if part is not None else None
            if new.__class__ is list:
                made += new
            elif new is not None or part is None:
                made.append(new)
        parts[:] = made
