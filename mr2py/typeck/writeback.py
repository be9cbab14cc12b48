"""Replace the inference variables in the results of a body by what they were resolved to (rustc_hir_typeck::writeback)."""

from ..syntax import ast
from ..syntax.visit import walk
from ..ty import types as t
from .operators import is_scalar


class Full:
    """How each table's entries are resolved: the methods are named as the tables of the TypeckResults are."""

    def __init__(self, fcx):
        self.icx, self.resolve = fcx.icx, fcx.resolve

    def term(self, term):
        term = self.resolve(term)
        if term.flags & t.HAS_ALIAS:
            term = self.resolve(self.icx.normalize(term))
        return term

    def args(self, terms):
        return tuple([self.term(term) for term in terms])

    types = term

    def adjustments(self, steps):
        return [(kind, self.term(ty), extra) for kind, ty, extra in steps]

    def callees(self, entry):
        return entry[0], self.args(entry[1])

    format_callees = callees

    def res(self, entry):
        return entry[:2] + (self.args(entry[2]),) if len(entry) == 3 else entry

    def pat_derefs(self, passed):
        return [self.term(ty) for ty in passed]

    def fors(self, entry):
        return self.args(entry[0]), self.term(entry[1]), self.term(entry[2])

    def tries(self, entry):
        return self.term(entry[0]), self.term(entry[1])


OF_NODES = ("types", "adjustments", "callees", "res", "pat_derefs", "fors", "tries")


def write_back(fcx):
    """Resolve all results of a body."""
    results, full = fcx.results, Full(fcx)
    for name in (*OF_NODES, "format_callees"):
        resolved = getattr(full, name)
        setattr(results, name, {key: resolved(entry) for key, entry in getattr(results, name).items()})
    results.pattern_checks = [(kind, node, full.term(ty)) for kind, node, ty in results.pattern_checks]
    if results.sig is not None:
        results.sig = (results.sig[0], full.term(results.sig[1]))
    for local in results.locals:
        local.ty = full.term(local.ty)
    if any(ty.flags & t.ERRONEOUS for ty in results.types.values()) or any(local.ty.flags & t.ERRONEOUS for local in results.locals):
        results.tainted = True
    drop_builtin_operators(results, list(results.callees))


def write_back_within(fcx, root):
    """Resolve again what belongs to the nodes of a part of the body: what the closures met so far capture is known now."""
    results, full = fcx.results, Full(fcx)
    tables = [(getattr(results, name), getattr(full, name)) for name in OF_NODES]
    nodes = list(walk(root))
    for node in nodes:
        for table, resolved in tables:
            if node in table:
                table[node] = resolved(table[node])
        for piece in node.pieces if type(node) is ast.FormatArgs else ():
            if piece in results.format_callees:
                results.format_callees[piece] = full.callees(results.format_callees[piece])
    for local in results.locals:
        if local.ty.flags & t.HAS_INFER:
            local.ty = full.term(local.ty)
    drop_builtin_operators(results, [node for node in nodes if node in results.callees])


def drop_builtin_operators(results, nodes):
    """Operators whose operands turned out to be primitive are the language's own (rustc's
    `fix_scalar_builtin_expr`)."""
    for node in nodes:
        kind = type(node)
        if kind in (ast.Binary, ast.AssignOp):
            left, right = results.types.get(node.left), results.types.get(node.right)
            if left is not None and right is not None and is_scalar(left) and is_scalar(right):
                del results.callees[node]
        elif kind is ast.Unary and node.op in "-!" and is_scalar(results.types[node.expr]):
            del results.callees[node]
