"""What only `unsafe` code may do, in code that is not (E0133; Reference, "Unsafety"; rustc_mir_build::check_unsafety).

mini-Rust runs no unsafe code, but what needs it must not pass where rustc refuses it.
"""

from ..diagnostics.build import error
from ..syntax import ast
from ..syntax.visit import walk
from ..ty import types as t
from ..ty.defs import is_unsafe

CALL = "consult the function's documentation for information on how to avoid undefined behavior"
STATIC = "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause undefined behavior"
POINTER = "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause data races: all of these are undefined behavior"
UNION = "the field may not be properly initialized: using uninitialized data will cause undefined behavior"


def check_unsafety(tcx, results):
    """Report E0133 for a body that type-checked."""
    if not is_unsafe(results.owner):
        node = results.owner.node
        allowed = set()
        for part in walk([getattr(node, "body", None), getattr(node, "value", None)]):
            if part not in allowed:
                allowed |= safe_parts(part)
                found = operation(results, part)
                if found is not None and not was_safe(tcx, results, part):
                    tcx.diags.add(refused(part, *found))


def safe_parts(node):
    """Nodes below this one at which nothing is refused: in `unsafe` blocks, `&raw` of a static, a union's field that is written."""
    if type(node) is ast.Block and node.kind == "unsafe":
        return set(walk([node.stmts, node.expr]))
    if type(node) is ast.AddrOf and node.raw:
        return {node.expr}
    if type(node) is ast.Assign and type(node.left) is ast.Field:
        return {node.left}
    return set()


def operation(results, node):
    """(what is done, its label, note) where a node does what safe code may not."""
    kind = type(node)
    if kind is ast.Call:
        ty = callee_type(results, node.func)
        if ty.kind == "fndef" and is_unsafe(ty.a):
            return f"call to unsafe function `{name_of(ty.a)}`", "call to unsafe function", CALL
        if ty.kind == "fnptr" and ty.c:
            return "call to unsafe function", "call to unsafe function", CALL
    elif kind is ast.MethodCall:
        callee = results.callees.get(node)
        if callee is not None and is_unsafe(callee[0]):
            return f"call to unsafe function `{name_of(callee[0])}`", "call to unsafe function", CALL
    elif kind is ast.PathExpr:
        meaning = results.res.get(node)
        if meaning is not None and meaning[0] == "static" and meaning[1].node.mut:
            return "use of mutable static", "use of mutable static", STATIC
    elif kind is ast.Unary and node.op == "*":
        if results.types.get(node.expr, t.ERROR).kind == "ptr":
            return "dereference of raw pointer", "dereference of raw pointer", POINTER
    elif kind is ast.Field:
        ty = callee_type(results, node.expr)
        if ty.kind == "adt" and ty.a.kind == "union":
            return "access to union field", "access to union field", UNION
    return None


def was_safe(tcx, results, node):
    """Whether a call is of a function that became unsafe with edition 2024, in an older one (`env::set_var`)."""
    if tcx.edition >= 2024 or type(node) is not ast.Call:
        return False
    ty = callee_type(results, node.func)
    return ty.kind == "fndef" and any(attribute.path == "rustc_deprecated_safe_2024" for attribute in ty.a.attrs or ())


def callee_type(results, node):
    """The type of an expression behind its adjustments; an error's of what belongs to another body (an item in a block)."""
    steps = results.adjustments.get(node)
    return steps[-1][1] if steps else results.types.get(node, t.ERROR)


def name_of(definition):
    """A function as rustc names it: a method with its type or trait, others without their modules."""
    parent = definition.parent
    if parent.kind == "trait":
        return f"{parent.name}::{definition.name}"
    segments = getattr(getattr(getattr(parent.node, "self_ty", None), "path", None), "segments", None)
    return f"{segments[-1].name}::{definition.name}" if segments else definition.name


def refused(node, what, label, note):
    return error("E0133", f"{what} is unsafe and requires unsafe function or block", node, label, notes=[note])
