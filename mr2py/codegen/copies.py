"""Variables that only hold what another one holds are merged into it.

    tmp_2 = tmp; x = tmp_2     →    what was assigned to tmp is assigned to x

Both must be written once in the function (the original more than once, if all that reads and writes it stands before the copy). Then they hold the same value wherever the copy can be read: between the copy and a read of
it nothing writes the original again, for a way to that read around the copy would have made Rust refuse the read (E0381).
"""

import ast

from .tree import Transformer, Visitor, walk


def merge(function, named):
    """Merge in the ast.FunctionDef `function`. `named`: the variables whose names are the user's; they keep them."""
    uses = Uses(function)
    found = {}
    for copy in uses.copies:
        target, source = root(found, copy.targets[0].id), root(found, copy.value.id)
        if target == source or uses.fixed & {target, source} or uses.stores.get(target) != 1 or source not in uses.stores:
            continue
        if uses.stores[source] != 1:
            if source in named or source in uses.parameters or source in uses.augmented or max(uses.last[source], uses.last_read[source]) > uses.order[copy]:
                continue
            kept, gone = target, source
        elif source in uses.parameters or source in named:
            kept, gone = source, target
        else:
            kept, gone = target, source
        if gone in named or gone in uses.parameters:
            continue
        found[gone] = kept
        if getattr(copy.value, "is_some", False):             # see `known`
            for made in uses.assigns.get(copy.value.id, ()):
                made.value.is_some = True
    Renamed(found).visit(function)
    function.body = tidied(function.body)


def root(found, name):
    while name in found:
        name = found[name]
    return name


class Uses(Visitor):
    """`stores`, `loads`: how often each variable is written and read; `assigns`: its plain assignments; `augmented`: those that `+=` and the like change; `copies`: the assignments of one variable to another; `fixed`: those that a lambda reads."""

    def __init__(self, function):
        self.parameters = {arg.arg for arg in function.args.args}
        self.stores = dict.fromkeys(self.parameters, 1)
        self.loads, self.assigns = {}, {}
        self.last, self.last_read, self.order = {}, {}, {}       # variable → the last places where it is written and read; copy → its place
        self.copies, self.fixed, self.augmented = [], set(), set()
        for stmt in function.body:
            self.visit(stmt)

    def visit_Name(self, node):
        counts = self.loads if isinstance(node.ctx, ast.Load) else self.stores
        counts[node.id] = counts.get(node.id, 0) + 1
        (self.last if counts is self.stores else self.last_read)[node.id] = len(self.order)

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            self.stores[node.target.id] += 1                # it reads what it writes
            self.augmented.add(node.target.id)

    def visit_Assign(self, node):
        self.generic_visit(node)
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            self.assigns.setdefault(node.targets[0].id, []).append(node)
            if isinstance(node.value, ast.Name):
                self.copies.append(node)
                self.order[node] = len(self.order)

    def visit_Lambda(self, node):
        self.fixed |= {part.id for part in walk(node) if isinstance(part, ast.Name)}


class Renamed(Transformer):
    def __init__(self, found):
        self.found = found

    def visit_Name(self, node):
        new = root(self.found, node.id)
        if new == node.id:
            return node
        made = ast.Name(new, node.ctx)
        made.__dict__.update({**node.__dict__, "id": new})
        return made


def tidied(stmts):
    """Statements without `x = x`, and without branches that do nothing or are never taken."""
    out = []
    for stmt in stmts:
        if isinstance(stmt, ast.Assign) and isinstance(stmt.value, ast.Name) and isinstance(stmt.targets[0], ast.Name) and stmt.value.id == stmt.targets[0].id:
            continue
        for field in ("body", "orelse", "finalbody"):
            if isinstance(getattr(stmt, field, None), list):
                setattr(stmt, field, tidied(getattr(stmt, field)))
        for handler in getattr(stmt, "handlers", ()):
            handler.body = tidied(handler.body)
        if isinstance(stmt, ast.If) and isinstance(stmt.test, ast.Constant):
            out += stmt.body if stmt.test.value else stmt.orelse
            continue
        if isinstance(stmt, ast.If) and is_nothing(stmt.body):
            if not is_nothing(stmt.orelse):
                stmt.test, stmt.body, stmt.orelse = negated(stmt.test), stmt.orelse, []
        elif isinstance(stmt, (ast.If, ast.For, ast.While, ast.Try)) and is_nothing(stmt.orelse):
            stmt.orelse = []
        if hasattr(stmt, "body") and not stmt.body:
            stmt.body = [ast.Pass()]
        out.append(stmt)
    return out


def is_nothing(stmts):
    return all(isinstance(stmt, ast.Pass) for stmt in stmts)


OPPOSITES = {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In}


def negated(test):
    """The opposite of a condition."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in OPPOSITES:
        return ast.Compare(test.left, [OPPOSITES[type(test.ops[0])]()], test.comparators)
    return ast.UnaryOp(ast.Not(), test)
