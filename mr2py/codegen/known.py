"""A test of a variant right behind the branches that made the value: each branch goes on where the test would lead it.

    if c: t = 0, x                        if c: B(x)
    else: t = 1, e                 →      else: C(e)
    if t[0] == 0: B(t[1])
    else: C(t[1])

Such pairs come from small functions of std that were inlined: `parse().unwrap()`, `entry().or_insert()`, `next()` and a loop.
Likewise, what an earlier `if x is None: return` has told of a variable is not tested again.
"""

import ast
import copy

from . import pyast as p
from .tree import Transformer, Visitor, walk

SMALL = 2                       # statements that may stand twice
DIVERGING = ("rt_panic", "rt_panic_fmt", "rt_overflow")


def thread(function, scope):
    """Rewrite the ast.FunctionDef `function`; whether there was anything to do. `scope` gives new names."""
    changed = False
    while True:
        uses = Counts(function)
        if not any(pair(stmts, uses, scope) for stmts in lists(function)):
            return changed
        changed = True


def tested_before(function):
    """Take out tests for None of what cannot be None there, of variables that are written once."""
    counts = Counts(function)
    for arg in function.args.args:
        counts.stores[arg.arg] = counts.stores.get(arg.arg, 0) + 1
    function.body = without_tests(function.body, frozenset(), {name for name, number in counts.stores.items() if number == 1})


def without_tests(stmts, some, constant):
    """Statements in which the variables `some` are not None; `constant`: those that never change."""
    out = []
    for stmt in stmts:
        test = Test.of(stmt.test) if isinstance(stmt, ast.If) else None
        if test is None or test.kind != "none" or test.name not in constant:
            for field in ("body", "orelse", "finalbody"):
                if isinstance(getattr(stmt, field, None), list):
                    setattr(stmt, field, without_tests(getattr(stmt, field), some, constant))
            out.append(stmt)
            continue
        if test.name in some:
            out += without_tests(stmt.orelse if test.yes else stmt.body, some, constant)
            continue
        inner = some | {test.name}
        stmt.body = without_tests(stmt.body, some if test.yes else inner, constant)
        stmt.orelse = without_tests(stmt.orelse, inner if test.yes else some, constant)
        out.append(stmt)
        if test.yes and diverges(stmt.body[-1]):
            some = inner
    return out or [ast.Pass()] * bool(stmts)


class Counts(Visitor):
    """How often each variable is read and written."""

    def __init__(self, *nodes):
        self.loads, self.stores = {}, {}
        for node in nodes:
            self.visit(node)

    def visit_Name(self, node):
        counts = self.loads if isinstance(node.ctx, ast.Load) else self.stores
        counts[node.id] = counts.get(node.id, 0) + 1


def lists(node):
    """All lists of statements in a tree, inner ones first."""
    for field in ("body", "orelse", "finalbody", "handlers"):
        inner = getattr(node, field, None)
        if isinstance(inner, list):
            for part in inner:
                yield from lists(part)
            if field != "handlers":
                yield inner


def pair(stmts, uses, scope):
    """Thread the first pair of statements in a list; whether there was one."""
    for at, first in enumerate(stmts):
        if not isinstance(first, ast.If):
            continue
        behind = at + 1
        while behind < len(stmts) and is_constant(stmts[behind]):
            behind += 1
        second = stmts[behind] if behind < len(stmts) else None
        if not isinstance(second, ast.If):
            continue
        test = Test.of(second.test)
        if test is None:
            continue
        between, inner = stmts[at + 1:behind], Counts(first)
        if any(inner.loads.get(stmt.targets[0].id) or inner.stores.get(stmt.targets[0].id) for stmt in between):
            continue
        ends = leaves(first, test.name)
        if ends is None or uses.loads.get(test.name) != Counts(second).loads.get(test.name) or uses.stores.get(test.name) != len(ends):
            continue
        if join(second, test, ends, scope):
            stmts[at:behind + 1] = [*between, first]
            return True
    return False


def is_constant(stmt):
    """Whether a statement gives a variable a constant."""
    if not (isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name)):
        return False
    parts = stmt.value.elts if isinstance(stmt.value, ast.Tuple) else [stmt.value]
    return all(isinstance(part, ast.Constant) for part in parts)


class Test:
    """`name[0] == k` ("tag"), `name == k` ("int"), `name is None` ("none"); `yes`: what the first branch is for."""

    def __init__(self, kind, name, value, yes):
        self.kind, self.name, self.value, self.yes = kind, name, value, yes

    @staticmethod
    def of(node):
        if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.comparators[0], ast.Constant)):
            return None
        left, value, op = node.left, node.comparators[0].value, type(node.ops[0])
        if op in (ast.Is, ast.IsNot) and value is None and isinstance(left, ast.Name):
            return Test("none", left.id, None, op is ast.Is)
        if op not in (ast.Eq, ast.NotEq) or type(value) is not int:
            return None
        if isinstance(left, ast.Name):
            return Test("int", left.id, value, op is ast.Eq)
        if isinstance(left, ast.Subscript) and isinstance(left.value, ast.Name) and isinstance(left.slice, ast.Constant) and left.slice.value == 0:
            return Test("tag", left.value.id, value, op is ast.Eq)
        return None

    def holds(self, node):
        """Whether the first branch is taken with this value; None: not known."""
        if self.kind == "none":
            if isinstance(node, ast.Constant):
                return (node.value is None) == self.yes
            some = getattr(node, "is_some", False) or isinstance(node, (ast.Tuple, ast.List, ast.JoinedStr, ast.BinOp, ast.Compare))
            return not self.yes if some else None
        if self.kind == "tag":
            node = node.elts[0] if isinstance(node, ast.Tuple) else None
        return (node.value == self.value) == self.yes if isinstance(node, ast.Constant) and type(node.value) is int else None


def leaves(node, name):
    """The lists of statements whose last one gives `name` its value, in the branches of an If; None where a branch ends in another way."""
    found = []
    for stmts in (node.body, node.orelse):
        last = stmts[-1] if stmts else None
        if isinstance(last, ast.If):
            inner = leaves(last, name)
            if inner is None:
                return None
            found += inner
        elif isinstance(last, ast.Assign) and len(last.targets) == 1 and isinstance(last.targets[0], ast.Name) and last.targets[0].id == name:
            found.append(stmts)
        elif not diverges(last):
            return None
    return found


def diverges(stmt):
    return isinstance(stmt, (ast.Return, ast.Break, ast.Continue, ast.Raise)) or isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Call) \
        and isinstance(stmt.value.func, ast.Name) and stmt.value.func.id in DIVERGING


def join(second, test, ends, scope):
    """Let each end go on in the branch of `second` that its value leads to; False where one is not known, or too much would stand twice."""
    chosen = [test.holds(stmts[-1].value) for stmts in ends]
    if None in chosen or not ends:
        return False
    for branch, way in ((second.body, True), (second.orelse, False)):
        if chosen.count(way) > 1 and size(branch) > SMALL:
            return False
    for stmts, way in zip(ends, chosen):
        branch = copy.deepcopy(second.body if way else second.orelse)
        stmts += taken_apart(stmts, test.name, branch, scope)
    return True


def size(stmts):
    return sum(isinstance(part, ast.stmt) for stmt in stmts for part in walk(stmt))


def taken_apart(stmts, name, branch, scope):
    """The branch, in which the value that `stmts` ends with is needed: its items where it is a tuple that is only read by items."""
    value = stmts[-1].value
    items = Items(name)
    for stmt in branch:
        items.visit(stmt)
    if items.others or not isinstance(value, ast.Tuple):
        if not items.others and not items.read and not isinstance(value, ast.Tuple) and isinstance(value, (ast.Name, ast.Constant)):
            stmts.pop()
        return branch
    made = stmts.pop()
    written = Counts(*branch).stores
    known = {}
    for i, item in enumerate(value.elts):
        if isinstance(item, ast.Constant) or isinstance(item, ast.Name) and item.id not in written:
            known[i] = item
        else:
            new = scope.new(name)
            stmt = p.assign(p.name(new), item)
            stmt.mrs = getattr(made, "mrs", None)
            stmts.append(stmt)
            known[i] = p.name(new)
    return [Replaced(name, known).visit(stmt) for stmt in branch]


class Items(Visitor):
    """Which items of the tuple `name` are read; `others`: whether it is used otherwise."""

    def __init__(self, name):
        self.name, self.read, self.others = name, set(), False

    def visit_Subscript(self, node):
        if isinstance(node.value, ast.Name) and node.value.id == self.name and isinstance(node.slice, ast.Constant):
            self.read.add(node.slice.value)
        else:
            self.generic_visit(node)

    def visit_Name(self, node):
        self.others = self.others or node.id == self.name


class Replaced(Transformer):
    """`name[i]` → item i; what that makes of tests for None."""

    def __init__(self, name, known):
        self.name, self.known = name, known

    def visit_Subscript(self, node):
        if isinstance(node.value, ast.Name) and node.value.id == self.name:
            return copy.copy(self.known[node.slice.value])
        return self.generic_visit(node)

    def visit_Compare(self, node):
        self.generic_visit(node)
        if isinstance(node.left, ast.Constant) and isinstance(node.ops[0], (ast.Is, ast.IsNot)):
            return ast.Constant((node.left.value is None) == isinstance(node.ops[0], ast.Is))
        return node

    def visit_IfExp(self, node):
        self.generic_visit(node)
        if isinstance(node.test, ast.Constant):
            return node.body if node.test.value else node.orelse
        return node
