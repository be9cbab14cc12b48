"""Replace the inference variables in the results of a body by what they were resolved to."""

from ..syntax import ast
from ..ty import types as t
from .operators import is_scalar


def write_back(fcx):
    results, resolve = fcx.results, fcx.resolve

    def full(term):
        term = resolve(term)
        if term.flags & t.HAS_ALIAS:
            term = resolve(fcx.icx.normalize(term))
        return term

    def args(terms):
        return tuple([full(term) for term in terms])

    results.types = {node: full(ty) for node, ty in results.types.items()}
    results.adjustments = {node: [(kind, full(ty), extra) for kind, ty, extra in steps] for node, steps in results.adjustments.items()}
    results.callees = {node: (definition, args(given)) for node, (definition, given) in results.callees.items()}
    results.res = {node: entry[:2] + (args(entry[2]),) if len(entry) == 3 else entry for node, entry in results.res.items()}
    results.pat_derefs = {node: [full(ty) for ty in passed] for node, passed in results.pat_derefs.items()}
    results.fors = {node: (args(source), full(iterator), full(item)) for node, (source, iterator, item) in results.fors.items()}
    results.tries = {node: (full(ty), full(ret)) for node, (ty, ret) in results.tries.items()}
    results.format_callees = {piece: (definition, args(given)) for piece, (definition, given) in results.format_callees.items()}
    results.pattern_checks = [(kind, node, full(ty)) for kind, node, ty in results.pattern_checks]
    if results.sig is not None:
        results.sig = (results.sig[0], full(results.sig[1]))
    for local in results.locals:
        local.ty = full(local.ty)
    if any(ty.flags & t.ERRONEOUS for ty in results.types.values()) or any(local.ty.flags & t.ERRONEOUS for local in results.locals):
        results.tainted = True
    drop_builtin_operators(results)


def drop_builtin_operators(results):
    """Operators whose operands turned out to be primitive are the language's own (rustc's
    `fix_scalar_builtin_expr`)."""
    for node in list(results.callees):
        kind = type(node)
        if kind in (ast.Binary, ast.AssignOp):
            left, right = results.types.get(node.left), results.types.get(node.right)
            if left is not None and right is not None and is_scalar(left) and is_scalar(right):
                del results.callees[node]
        elif kind is ast.Unary and node.op in "-!" and is_scalar(results.types[node.expr]):
            del results.callees[node]
