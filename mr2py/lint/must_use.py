"""Values that are thrown away: `unused_must_use`, `path_statements` (rustc_lint::unused)."""

from ..diagnostics import MACHINE_APPLICABLE, MAYBE_INCORRECT
from ..resolve.collect import attr
from ..syntax import ast
from ..ty import types as t

OPERATIONS = {"==": "comparison", "!=": "comparison", "<": "comparison", ">": "comparison", "<=": "comparison", ">=": "comparison",
              "&&": "logical operation", "||": "logical operation", "+": "arithmetic operation", "-": "arithmetic operation",
              "*": "arithmetic operation", "/": "arithmetic operation", "%": "arithmetic operation"}
HELP = "use `let _ = ...` to ignore the resulting value"
STD_TYPES = {"Result": "this `Result` may be an `Err` variant, which should be handled"}


def check_statements(lints):
    """Look at each expression statement of the bodies."""
    for owner, results in lints.tcx.typeck_results.items():
        for block in blocks_of(owner, results) if owner.krate == "user" else ():
            for stmt in block.stmts:
                if type(stmt) is ast.ExprStmt and stmt.semi and stmt.expr in results.types:
                    Statement(lints, owner, results, stmt).check()


def blocks_of(owner, results):
    """The blocks of a body."""
    return [node for node in results.types if type(node) is ast.Block]


class Statement:
    """One statement whose value is thrown away."""

    def __init__(self, lints, owner, results, stmt):
        self.lints, self.owner, self.results, self.stmt, self.expr = lints, owner, results, stmt, stmt.expr

    def check(self):
        expr = self.expr
        if type(expr) is ast.PathExpr:
            self.path_statement()
            return
        if type(expr) in (ast.Return, ast.Break, ast.Continue, ast.Assign, ast.AssignOp, ast.MacroCall):
            return
        found = self.of_type(self.results.types[expr], "", "", "")
        called = self.of_callee()
        if not found and not called:
            self.of_operator()

    def path_statement(self):
        ty = self.results.types[self.expr]
        where = (self.stmt.lo, self.stmt.hi)
        if not self.lints.tcx.needs_drop(t.erase_regions(ty), self.owner):
            self.lints.emit("path_statements", "path statement with no effect", where)
            return
        told = self.lints.emit("path_statements", "path statement drops value", where)
        if told is not None:
            name = self.lints.tokens.snippet(self.expr.lo, self.expr.hi)
            told.suggest("use `drop` to clarify the intent", [(*where, f"drop({name});")], MACHINE_APPLICABLE, "label")

    # --- types ----------------------------------------------------------------------------------

    def of_type(self, ty, before, behind, plural):
        """Tell a type that must be used; whether it is one, or none whose value could matter. The words stand around its name."""
        kind = ty.kind
        if ty is t.UNIT or ty is t.NEVER:
            return True
        if kind == "adt":
            if ty.a.lang == "Box":
                return self.of_type(ty.b[0], f"{before}boxed ", behind, plural)
            return self.of_definition(ty.a, before, behind, plural)
        if kind == "tuple":
            return any([self.of_type(elem, before, f" in tuple element {index}", plural) for index, elem in enumerate(ty.b) if elem is not t.UNIT])
        if kind == "array":
            return ty.b.kind == "value" and ty.b.a != 0 and self.of_type(ty.a, f"{before}array{'s' if plural else ''} of ", behind, "s")
        if kind == "closure":
            told = self.tell(f"unused {before}closure{plural}{behind} that must be used")
            if told is not None:
                told.note("closures are lazy and do nothing unless called")
            return True
        return False

    def of_definition(self, definition, before, behind, plural):
        reason = must_use(definition)
        if reason is None and definition.krate == "std":
            reason = STD_TYPES.get(definition.name) if definition.path().endswith("result::Result") or definition.lang == "Result" else None
        if reason is None:
            return False
        told = self.tell(f"unused {before}`{shown(definition)}`{behind} that must be used", before in ("", "boxed ") and not behind)
        if told is not None and reason:
            told.note(reason)
        return True

    # --- functions and operators ---------------------------------------------------------------------

    def of_callee(self):
        expr, entry = self.expr, None
        if type(expr) is ast.Call and type(expr.func) is ast.PathExpr:
            entry = self.results.res.get(expr.func)
            callee = entry[1] if entry is not None and entry[0] == "fn" else None
        elif type(expr) is ast.MethodCall:
            entry = self.results.callees.get(expr)
            callee = entry[0] if entry is not None else None
        else:
            return False
        if callee is None or callee.krate != "user":
            return False
        reason = must_use(callee)
        if reason is None:
            return False
        told = self.tell(f"unused return value of `{name_of(callee)}` that must be used", True)
        if told is not None and reason:
            told.note(reason)
        return True

    def of_operator(self):
        expr = self.expr
        what = OPERATIONS.get(expr.op, "bitwise operation") if type(expr) is ast.Binary else "unary operation" if type(expr) is ast.Unary else \
            "borrow" if type(expr) is ast.AddrOf else None
        if what is not None:
            self.tell(f"unused {what} that must be used", True, f"the {what} produces a value")

    def tell(self, message, offer=False, label=""):
        told = self.lints.emit("unused_must_use", message, self.expr, label)
        if told is not None and offer:
            lo = self.stmt.lo
            told.suggest(HELP, [(lo, lo - 1, "let _ = ")], MAYBE_INCORRECT)
        return told


def shown(definition):
    """A type as rustc names it: with its path where std has others of that name."""
    if definition.krate != "std":
        return definition.name
    from ..std.known import known
    behind = "::" + definition.name
    others = [path for path, kind in known().items.items() if path.endswith(behind) and kind in ("struct", "enum") and path != definition.path()]
    return "std::" + definition.path() if others else definition.name


def must_use(definition):
    """The reason in `#[must_use = "…"]`, "" without one, None where the attribute is missing."""
    found = attr(definition, "must_use") if definition.attrs else None
    return None if found is None else found.args.strip().strip('"')


def name_of(callee):
    """A function as rustc names it in a message: methods with their type."""
    parent = callee.parent
    if parent.kind == "impl" and parent.node.trait_path is None:
        params = [param.name for param in parent.node.generics.params if type(param) is ast.TypeParam]
        ty = parent.node.self_ty
        head = ty.path.segments[-1].name if type(ty) is ast.TyPath else None
        if head is not None:
            return f"{head}{'::<' + ', '.join(params) + '>' if params else ''}::{callee.name}"
    if parent.kind == "trait":
        return f"{parent.name}::{callee.name}"
    return callee.name
