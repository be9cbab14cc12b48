"""Constants that types depend on (array lengths, discriminants), evaluated on the syntax tree.

Integer expressions over literals, operators and named constants; others are run (see `consteval`).
"""

import operator

from ..syntax import ast, visit
from ..resolve.errors import not_found
from . import errors
from . import types as t
from .impls import head_key

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "<<": operator.lshift, ">>": operator.rshift,
             "&": operator.and_, "|": operator.or_, "^": operator.xor}
COMPARISONS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class CannotEvaluate(Exception):
    """Raised where the syntax alone does not tell the value. `diagnostic`: what is wrong, if that is known."""

    def __init__(self, diagnostic=None):
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def evaluate(tcx, node, module, owner, ty=t.USIZE):
    """The Const of the expression `node` of type `ty` found in `module`; reports and gives an error Const where it has none."""
    try:
        found = value(tcx, node, module, owner)
        if ty.kind != "int" or t.int_range(ty.a)[0] <= found <= t.int_range(ty.a)[1]:
            return t.const("value", found)
    except CannotEvaluate as problem:
        if problem.diagnostic is not None and generic_use(tcx, node, owner) is None:
            tcx.diags.add(problem.diagnostic)
            return t.const("error")
    except (ZeroDivisionError, ValueError):
        pass
    return compute(tcx, node, module, owner, ty)


def compute(tcx, node, module, owner, ty):
    """The same by running the code of the expression (see `consteval`)."""
    from ..consteval.evaluate import NoValue, anonymous, value_of
    parameter = generic_use(tcx, node, owner)
    if parameter is not None:
        tcx.diags.add(errors.generic_in_constant(*parameter))
        return t.const("error")
    try:
        found = value_of(tcx, anonymous(owner, module, node, ty))
        return t.const("value", found)
    except NoValue as problem:
        if problem.diagnostic is not None:
            tcx.diags.add(problem.diagnostic)
        return t.const("error")


def generic_use(tcx, node, owner):
    """(node, name) of the first generic parameter that an expression names, or None."""
    names = {parameter.name for parameter in tcx.generics_of(owner).params if parameter.kind != "lifetime"} - {"Self"}
    for part in visit.walk(node):
        if type(part) in (ast.PathExpr, ast.TyPath) and part.path.segments and part.path.segments[0].name in names:
            return part, part.path.segments[0].name
    return None


def value(tcx, node, module, owner):
    """The Python int or bool of a constant expression."""
    kind = type(node)
    if kind is ast.Lit and node.kind in ("int", "bool", "byte", "char"):
        return node.value
    if kind is ast.Block and not node.stmts and node.expr is not None:
        return value(tcx, node.expr, module, owner)
    if kind is ast.Unary and node.op == "-":
        return -value(tcx, node.expr, module, owner)
    if kind is ast.Cast:
        return int(value(tcx, node.expr, module, owner))
    if kind is ast.Binary:
        left, right = value(tcx, node.left, module, owner), value(tcx, node.right, module, owner)
        if node.op in OPERATORS:
            return OPERATORS[node.op](left, right)
        if node.op in COMPARISONS:
            return COMPARISONS[node.op](left, right)
        if node.op in "/%":
            quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
            return quotient if node.op == "/" else left - quotient * right
    if kind is ast.PathExpr:
        return path_value(tcx, node, module, owner)
    raise CannotEvaluate


def path_value(tcx, node, module, owner):
    path = node.path
    found = None
    if path.qself is None:
        if len(path.segments) == 2:
            found = associated_const(tcx, path, module, owner)
        if found is None:
            found = tcx.resolver.resolve_segments(module, path.global_, path.segments, "values")
    if found is None or type(found) is tuple:
        name = path.segments[-1]
        if found is None and len(path.segments) == 1 and name.name not in variables_before(owner, node):
            raise CannotEvaluate(not_found("E0425", "value", name.name, name))
        raise CannotEvaluate(errors.non_constant(node, name.name))
    if found.kind not in ("const", "assoc_const") or found.node.value is None:
        raise CannotEvaluate
    home = found.parent
    while home.kind != "mod":
        home = home.parent
    return value(tcx, found.node.value, home, found)


def variables_before(owner, node):
    """The names of the variables of a function that are declared before a place in its body."""
    body = getattr(getattr(owner, "node", None), "body", None)
    if body is None or not body.lo <= node.lo <= body.hi:
        return frozenset()
    return {part.name.split("#")[0] for part in visit.walk(owner.node) if type(part) is ast.PatIdent and part.lo < node.lo}


def named_key(tcx, module, name):
    """The head key of the type that `name` stands for."""
    found = tcx.resolver.lexical(module, name, "types")
    if found is None or type(found) is tuple:
        return name
    ty = tcx.type_of(found) if found.kind == "tyalias" else None
    return found.name if ty is None else head_key(ty)


def associated_const(tcx, path, module, owner):
    """`Type::NAME` or `Self::NAME` among the inherent impls."""
    name, member = path.segments[0].name, path.segments[1].name
    while name == "Self" and owner is not None and owner.kind not in ("impl", "enum", "struct"):
        owner = owner.parent
    if name == "Self" and owner is not None and owner.kind == "impl":
        return owner.members.get(member)
    key = owner.name if name == "Self" and owner is not None else named_key(tcx, module, name)
    for impl in tcx.impls_at(None, key):
        found = impl.members.get(member)
        if found is not None:
            return found
    return None
