"""Small helpers that build Python `ast` nodes: templates, and expressions with what they read and do."""

import ast

from .tree import Transformer

_templates = {}


class _Fill(Transformer):
    def __init__(self, parts):
        self.parts = parts

    def visit_Name(self, node):
        part = self.parts.get(node.id)
        return node if part is None else part


def copied(node):
    """A copy of a tree, its leaves included (of a template's: operands are put in afterwards and shared)."""
    if isinstance(node, ast.AST):
        new = type(node)(**{name: copied(value) for name, value in ast.iter_fields(node)})
        return new
    if isinstance(node, list):
        return [copied(part) for part in node]
    return node


def template(text, **parts):
    """The expression `text` with the names in `parts` replaced by nodes (by convention in capitals)."""
    tree = _templates.get(text)
    if tree is None:
        tree = _templates[text] = ast.parse(text, mode="eval").body
    if not parts:
        return copied(tree)
    return _Fill(parts).visit(copied(tree))


def name(identifier):
    return ast.Name(identifier, ast.Load())


def store(identifier):
    return ast.Name(identifier, ast.Store())


def constant(value):
    """A literal; negative numbers as `-n`, so that printers put parentheses where they belong."""
    if type(value) in (int, float) and (value < 0 or value == 0 and str(value)[0] == "-"):
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def attribute(node, field):
    return ast.Attribute(node, field, ast.Load())


def subscript(node, index):
    return ast.Subscript(node, index, ast.Load())


def tuple_of(nodes):
    return ast.Tuple(list(nodes), ast.Load())


def call(function, *args):
    return ast.Call(name(function) if isinstance(function, str) else function, list(args), [])


def assign(target, value):
    """`target = value`; `target` is a Load expression, made a Store."""
    return ast.Assign([as_store(target)], value, lineno=0)


def as_store(node):
    if isinstance(node, ast.Name):
        return ast.Name(node.id, ast.Store())
    if isinstance(node, ast.Attribute):
        return ast.Attribute(node.value, node.attr, ast.Store())
    new = ast.Subscript(node.value, node.slice, ast.Store())
    new.site = getattr(node, "site", None)
    return new


def augmented(statement):
    """`x = x + e` as `x += e` (numbers only: nothing else is added in place)."""
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.BinOp) and isinstance(statement.targets[0], ast.Name) \
            and isinstance(statement.value.left, ast.Name) and statement.value.left.id == statement.targets[0].id:
        return ast.AugAssign(statement.targets[0], statement.value.op, statement.value.right)
    return statement


def placeholder():
    """Stands for a reference that nobody makes: its place is used instead."""
    node = ast.Constant(None)
    node.stands_for_place = True
    return node


def negate(node):
    """`not node`, simplified."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        opposite = _OPPOSITE.get(type(node.ops[0]))
        if opposite is None and getattr(node, "total", False):
            opposite = _OPPOSITE_ORDER.get(type(node.ops[0]))
        if opposite is not None:
            return ast.Compare(node.left, [opposite()], node.comparators)
    return ast.UnaryOp(ast.Not(), node)


_OPPOSITE = {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
# Only where the operands are known to have a total order: `not a < b` is not `a >= b` for NaN.
_OPPOSITE_ORDER = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt}

NO_READS = frozenset()


class Expr:
    """A Python expression that is not yet placed.

    `reads`: the local names that it reads; `heap`: it reads something that stores may change;
    `effect`: it calls, allocates or may panic, so its order among effects is kept.
    `place`: of a `&mut` to a value type: the place itself, where nobody needs a reference object.
    `iterable`: of an iterator that a `for` may consume: the Python expression to loop over.
    """

    __slots__ = ("node", "reads", "heap", "effect", "depth", "place", "iterable")

    def __init__(self, node, reads=NO_READS, heap=False, effect=False, depth=1):
        self.node, self.reads, self.heap, self.effect, self.depth = node, reads, heap, effect, depth
        self.place = self.iterable = None

    def is_simple(self):
        """Whether it may be written twice."""
        return isinstance(self.node, (ast.Name, ast.Constant))


def combine(node, *parts, heap=False, effect=False):
    """The expression `node` made of the expressions `parts`, evaluated in their order."""
    reads, depth = NO_READS, 0
    for part in parts:
        reads = reads | part.reads if reads else part.reads
        heap, effect = heap or part.heap, effect or part.effect
        depth = max(depth, part.depth)
    return Expr(node, reads, heap, effect, depth + 1)


def fill(text, heap=False, effect=False, **parts):
    """`template` on expressions: A, B, … are evaluated in alphabetical order of use in `text`."""
    node = template(text, **{key: part.node for key, part in parts.items()})
    return combine(node, *parts.values(), heap=heap, effect=effect)


def const_expr(value):
    return Expr(constant(value))
