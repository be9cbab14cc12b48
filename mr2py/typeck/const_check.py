"""What may be called where the compiler computes: constants, statics, `const fn` (Reference, "Constant evaluation")."""

from ..diagnostics.build import error
from ..syntax import ast
from ..ty.defs import TraitRef
from . import item_errors

WORDS = {"const": "constants", "assoc_const": "constants", "static": "statics", "fn": "constant functions", "assoc_fn": "constant functions"}


def check_const(tcx, results):
    """Report the calls of functions that are not `const` (E0015) in a body that type-checked."""
    owner = results.owner
    if owner.krate == "std" or owner.kind in ("fn", "assoc_fn") and not is_const_fn(owner):
        return
    body = owner.node.body if owner.kind in ("fn", "assoc_fn") else owner.node.value
    for node in outside_closures(body):
        if type(node) is ast.Call:
            found = results.res.get(node.func)
            callee, args = found[1:] if found is not None and found[0] == "fn" else (None, ())
        else:
            callee, args = results.callees.get(node, (None, ()))
        if callee is not None and not is_const_fn(callee):
            tcx.diags.add(non_const_call(tcx, callee, args, node, WORDS[owner.kind]))


def is_const_fn(definition):
    return "const" in (getattr(definition.node, "quals", "") or "").split()


def outside_closures(node):
    """Yield the nodes of a body that run with it: not those of closures and nested items."""
    stack = [node]
    while stack:
        part = stack.pop()
        if type(part) in (ast.Closure, ast.ItemStmt):
            continue
        if isinstance(part, ast.Node):
            yield part
            stack.extend([getattr(part, name) for name in reversed(part.FIELDS)])
        elif type(part) in (list, tuple):
            stack.extend(reversed(part))


def non_const_call(tcx, callee, args, node, where):
    if type(node) in (ast.Binary, ast.AssignOp, ast.Unary, ast.Index):
        what = "operator"
    else:
        method = callee.kind == "assoc_fn" and callee.node.self_param is not None
        word = "method" if method else "associated function" if callee.kind == "assoc_fn" else "function"
        what = f"{word} `{callee_name(tcx, callee, args)}`"
    return error("E0015", f"cannot call non-const {what} in {where}", node,
                 notes=[f"calls in {where} are limited to constant functions, tuple structs and tuple variants"])


def callee_name(tcx, callee, args):
    owner = callee.parent
    if callee.kind == "fn":
        return callee.name
    if owner.kind == "trait":
        return f"<{args[0]} as {item_errors.trait_text(TraitRef(owner, args[:len(tcx.generics_of(owner).params)]))}>::{callee.name}"
    self_ty = tcx.type_of(owner)
    return f"{self_ty.a.name if self_ty.kind == 'adt' else self_ty}::{callee.name}"
