"""Why an assigned value must have a type (rustc's `annotate_expected_due_to_let_ty`), and where a closure that is called declares its parameters."""

from ..diagnostics import MACHINE_APPLICABLE, Label
from ..syntax import ast
from ..syntax.find import trail


def due_to_binding(fcx, diagnostic, assignment):
    """The label at what decided the type of the place that an assignment writes to."""
    left = assignment.left
    local = fcx.lookup_local(left.path.segments[0].name) if isinstance(left, ast.PathExpr) and len(left.path.segments) == 1 else None
    if local is None:
        if not isinstance(left, ast.PathExpr):
            diagnostic.label((left.lo, left.hi), "expected due to the type of this binding")
        return diagnostic
    where, text = decided_by(fcx, local)
    if where is not None:
        diagnostic.label((where.lo, where.hi), text)
    return diagnostic


def decided_by(fcx, local):
    """(node, text) of what the type of a variable is due to; (None, "") where nothing is told."""
    above = trail(fcx.owner.node, local.node.lo, local.node.hi)
    around = next((node for node in reversed(above) if isinstance(node, (ast.Let, ast.Param))), None)
    if around is None or around.pat is not local.node:
        return local.node, "expected due to the type of this binding"
    if around.ty is not None:
        return around.ty, f"expected due to this {'parameter ' if isinstance(around, ast.Param) else ''}type"
    return (around.init, "expected due to this value") if getattr(around, "init", None) is not None else (None, "")


def closure_parameter(fcx, diagnostic, call, index):
    """The note on the parameter of the closure that is called."""
    if not isinstance(call, ast.Call):
        return diagnostic
    ty = fcx.resolve(fcx.results.types[call.func])
    if ty.kind == "closure":
        params = ty.a.memo["closure"].node.params
        if index < len(params):
            diagnostic.note("closure parameter defined here", [Label(params[index].lo, params[index].hi, "", True)])
    return diagnostic


def compare_instead(fcx, diagnostic, node):
    """`=` where a bool is wanted: `==` was meant; whether that is so."""
    if not isinstance(node, ast.Assign):
        return False
    left, right = fcx.results.types.get(node.left), fcx.results.types.get(node.right)
    if left is None or right is None or not fcx.icx.can_unify(fcx.resolve(left), fcx.resolve(right)):
        return False
    diagnostic.suggest("you might have meant to compare for equality", [(node.left.hi + 1, None, "=")], MACHINE_APPLICABLE)
    return True
