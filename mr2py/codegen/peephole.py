"""Shorter Python for what stands side by side in a finished function.

- `a[i]` followed by `a[i] = value`: the write tests the index itself.
- `x == a or x == b or x == c` of constants: `x in {a, b, c}`.
- `t = x, y` followed by `a = t[0]` and `b = t[1]` alone: `a = x` and `b = y`.
- `for x in xs: a.append(x)`: `a.extend(xs)`.
- A chain of sums and products of unsigned numbers grows only: its result alone is tested, and where that test fails the
  chain is computed again with a test of each step, which tells the one that overflowed.
"""

import ast

from . import pyast as p
from .tree import Transformer, walk

LEAST = 3           # alternatives that are worth a set


def improve(function):
    """Rewrite the ast.FunctionDef `function` in place."""
    counts = {}
    for node in walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            counts[node.id] = counts.get(node.id, 0) + 1
    statements(function, counts)
    Alternatives().visit(function)


def statements(node, counts):
    for field in ("body", "orelse", "finalbody"):
        inner = getattr(node, field, None)
        if isinstance(inner, list) and inner:
            setattr(node, field, shortened(inner, counts))
            for part in inner:
                statements(part, counts)
    for handler in getattr(node, "handlers", ()):
        statements(handler, counts)


def shortened(stmts, counts):
    out = []
    for stmt in stmts:
        out.append(extension(stmt, counts) or stmt)
        if len(out) > 1 and is_test_of(out[-2], stmt):
            del out[-2]
        if len(out) > 3:
            merged = merged_tests(*out[-4:], counts)
            if merged is not None:
                out[-4:] = merged
    return apart(out, counts)


def extension(stmt, counts):
    """What a loop that only appends its variable does at once; None for all else."""
    if not isinstance(stmt, ast.For) or stmt.orelse or len(stmt.body) != 1 or not isinstance(stmt.target, ast.Name):
        return None
    call = stmt.body[0].value if isinstance(stmt.body[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "append" or not isinstance(call.func.value, ast.Name):
        return None
    if not is_name(call.args[0], stmt.target.id) or counts[stmt.target.id] != 1:
        return None
    found = ast.Expr(ast.Call(ast.Attribute(call.func.value, "extend", ast.Load()), [stmt.iter], []))
    found.mrs = getattr(stmt.body[0], "mrs", None)
    return found


def apart(stmts, counts):
    """`t = x, y` whose items are only read right behind it: without the tuple."""
    out, at = [], 0
    while at < len(stmts):
        items, size = items_read(stmts, at, counts)
        out += items
        at += size
    return out


def items_read(stmts, at, counts):
    """(statements, how many they stand for) of the statement at `at`, with those behind it that take its tuple apart."""
    first = stmts[at]
    if not (isinstance(first, ast.Assign) and isinstance(first.targets[0], ast.Name) and isinstance(first.value, ast.Tuple)
            and all(isinstance(part, (ast.Name, ast.Constant)) for part in first.value.elts)):
        return [first], 1
    name, left, out = first.targets[0].id, names_of(first.value), []
    while len(out) < counts.get(name, 0) and at + len(out) + 1 < len(stmts):
        read = stmts[at + len(out) + 1]
        index = item_of(read, name)
        if index is None or read.targets[0].id in left:
            break
        item = p.assign(p.name(read.targets[0].id), first.value.elts[index])
        if hasattr(read, "mrs"):
            item.mrs = read.mrs
        out.append(item)
    if not out or len(out) < counts[name]:
        return [first], 1
    if hasattr(first, "mrs"):
        out[0].mrs = first.mrs
    return out, len(out) + 1


def item_of(statement, name):
    """i of `x = name[i]`, else None."""
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.Subscript) \
            and is_name(statement.value.value, name) and isinstance(statement.value.slice, ast.Constant):
        return statement.value.slice.value
    return None


def is_test_of(test, write):
    """Whether `test` only tests an index that `write` tests as well."""
    return isinstance(test, ast.Expr) and isinstance(test.value, ast.Subscript) and isinstance(write, ast.Assign) \
        and isinstance(write.targets[0], ast.Subscript) and isinstance(write.value, (ast.Constant, ast.Name)) \
        and getattr(test.value, "site", None) == getattr(write.targets[0], "site", None) \
        and ast.dump(p.as_store(test.value)) == ast.dump(write.targets[0])


# --- strings of which nobody knows the capacity, and values that nobody reads ---------------------------

def untracked(function):
    """Strings without capacity: the text alone where that is all that is wanted."""
    Untracked().visit(function)


class Untracked(Transformer):
    """`rt_from_str(x)` → `rt_String(x)`; `rt_String(x).s()` → `x`."""

    def visit_Call(self, node):
        self.generic_visit(node)
        if is_name(node.func, "rt_from_str"):
            return ast.Call(ast.Name("rt_String", ast.Load()), node.args, [])
        inner = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "s" else None
        if isinstance(inner, ast.Call) and is_name(inner.func, "rt_String") and len(inner.args) == 1:
            return inner.args[0]
        return node


PURE = ("rt_byte_len", "len", "float", "ord")


def remove_unused(function):
    """Take out assignments of what has no effect to variables that are never read."""
    read = {node.id for node in walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}

    def is_unused(stmt):
        return isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name) and stmt.targets[0].id not in read and has_no_effect(stmt.value)
    drop_statements(function, is_unused)


def has_no_effect(node):
    """Whether an expression can neither change anything nor fail."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in PURE and not node.keywords and all(map(has_no_effect, node.args))
    if isinstance(node, ast.Tuple):
        return all(map(has_no_effect, node.elts))
    if isinstance(node, ast.Attribute):
        return node.attr != "v" and isinstance(node.value, ast.Name)          # a slot; `.v` may be an element
    return isinstance(node, (ast.Name, ast.Constant))


def drop_statements(node, unwanted):
    for field in ("body", "orelse", "finalbody", "handlers"):
        inner = getattr(node, field, None)
        if isinstance(inner, list) and inner:
            for part in inner:
                drop_statements(part, unwanted)
            inner[:] = [part for part in inner if not unwanted(part)] or ([ast.Pass()] if field == "body" else [])


# --- chains of unsigned arithmetic ----------------------------------------------------------------------

def merged_tests(first, first_test, second, second_test, counts):
    """`t = a op b`, its test, `r = t op c`, its test → one statement and one test; None where that would tell less."""
    inner, outer = tested(first, first_test), tested(second, second_test)
    if inner is None or outer is None:
        return None
    temporary, result = first.targets[0].id, second.targets[0].id
    slow_inner, slow_outer = inner.value, outer.value
    operation = second.value
    reads = names_of(first.value) | names_of(operation.right)
    elsewhere = counts.get(temporary, 0) - loads(first_test, temporary) - loads(operation, temporary)
    if not is_name(operation.left, temporary) or temporary in names_of(operation.right) or result in reads or elsewhere or not grows(operation):
        return None
    again = Replaced(temporary, first.value).visit(p.copied(slow_inner))
    value = ast.BinOp(first.value, operation.op, operation.right)
    slow = Replaced(result, ast.BinOp(again, operation.op, operation.right)).visit(p.copied(slow_outer))
    statement, test = p.assign(p.name(result), value), ast.If(second_test.test, [p.assign(p.name(result), slow)], [])
    for new, old in ((statement, first), (test, second_test)):
        if hasattr(old, "mrs"):
            new.mrs = old.mrs
    return [statement, test]


def tested(statement, test):
    """The assignment of the slow way if `statement` computes an unsigned number that `test` only bounds from above."""
    if not (isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.BinOp)
            and isinstance(test, ast.If) and isinstance(test.test, ast.Compare) and isinstance(test.test.ops[0], ast.Gt)
            and is_name(test.test.left, statement.targets[0].id) and isinstance(test.body[0], ast.Assign)):
        return None
    slow = test.body[0]
    if not (isinstance(slow.value, ast.Call) and is_name(slow.value.func, "rt_checked") and slow.value.args[2].value[0] == "u"):
        return None
    return slow if pure(statement.value) else None


def grows(operation):
    """Whether the result is at least the left operand."""
    if isinstance(operation.op, ast.Mult):
        return isinstance(operation.right, ast.Constant) and operation.right.value >= 1
    return isinstance(operation.op, ast.Add)


def pure(node):
    return all(isinstance(part, (ast.BinOp, ast.operator, ast.Name, ast.Constant, ast.expr_context)) for part in walk(node))


def is_name(node, text):
    return isinstance(node, ast.Name) and node.id == text


def loads(node, name):
    """How often the tree reads the variable."""
    return sum(is_name(part, name) and isinstance(part.ctx, ast.Load) for part in walk(node))


def names_of(node):
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


class Replaced(Transformer):
    """The variable `name` → the expression `node`."""

    def __init__(self, name, node):
        self.name, self.node = name, node

    def visit_Name(self, node):
        return self.node if node.id == self.name else node


# --- alternatives ---------------------------------------------------------------------------------------

class Alternatives(Transformer):
    """`or` of equal comparisons → `in`."""

    def visit_BoolOp(self, node):
        if not isinstance(node.op, ast.Or):
            return self.generic_visit(node)
        values = [self.visit(value) for value in flattened(node)]
        out, at = [], 0
        while at < len(values):
            run = values[at:at + run_length(values, at)]
            out += [membership(run)] if len(run) >= LEAST else run
            at += len(run)
        return out[0] if len(out) == 1 else ast.BoolOp(ast.Or(), out)


def flattened(node):
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return [part for value in node.values for part in flattened(value)]
    return [node]


def run_length(values, at):
    """How many of `values` from `at` on compare the same variable with constants of one type."""
    first = subject(values[at])
    if first is None:
        return 1
    length = 1
    while at + length < len(values) and subject(values[at + length]) == first:
        length += 1
    return length


def subject(node):
    """(variable, type of the constant) of `variable == constant`, else None."""
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq) and isinstance(node.left, ast.Name) \
            and isinstance(node.comparators[0], ast.Constant) and type(node.comparators[0].value) in (int, str):
        return node.left.id, type(node.comparators[0].value)
    return None


def membership(run):
    return ast.Compare(run[0].left, [ast.In()], [ast.Set([node.comparators[0] for node in run])])
