"""Where `impl Trait` may stand (rustc_ast_lowering's `ImplTraitPosition`): in parameters and results of functions. Anywhere else it is told
(E0562, E0658) and replaced by an ErrorTy, of which later phases say nothing."""

from ..diagnostics.build import error
from . import ast
from .unstable import gated

NAMES = {ast.Const: "const types", ast.Static: "static types", ast.FieldDef: "field types", ast.Let: "the type of variable bindings",
         ast.Cast: "cast expression types"}


def check(crate, diags):
    """Look at all types of a crate in which some `impl Trait` was read."""
    Positions(diags).node(crate)


class Positions:
    """The walk. `place`: the words for what the types that are visited belong to, None where `impl Trait` is allowed, or a function that
    tells what is wrong with one; `outer`: the `impl Trait` around, whose generic arguments are visited."""

    def __init__(self, diags):
        self.diags, self.place, self.outer = diags, "paths", None

    def node(self, node):
        method = getattr(self, "visit_" + type(node).__name__, None)
        if method is not None:
            method(node)
        elif type(node) in NAMES:
            self.within(NAMES[type(node)], node, "ty")
            self.others(node, "ty")
        else:
            self.others(node)

    def others(self, node, *done):
        """Visit the fields but those that are `done`."""
        for field in node.FIELDS:
            if field not in done:
                self.field(node, field)

    def within(self, place, node, *fields):
        """Visit fields whose types belong to `place`."""
        before, self.place = self.place, place
        for field in fields:
            self.field(node, field)
        self.place = before

    def field(self, node, field):
        value = getattr(node, field)
        if type(value) is list:
            for index, part in enumerate(value):
                if type(part) is ast.TyImpl:
                    value[index] = self.impl_type(part)
                elif isinstance(part, ast.Node):
                    self.node(part)
        elif type(value) is ast.TyImpl:
            setattr(node, field, self.impl_type(value))
        elif isinstance(value, ast.Node):
            self.node(value)

    def impl_type(self, node):
        """What stands for an `impl Trait`: itself where it may stand."""
        if not any(type(bound) is ast.TraitBound for bound in node.bounds):
            self.diags.add(error("", "at least one trait must be specified", node))
        if self.place is not None:
            if callable(self.place):
                self.place(node)
            else:
                self.diags.add(error("E0562", f"`impl Trait` is not allowed in {self.place}", node,
                                     notes=["`impl Trait` is only allowed in arguments and return types of functions and methods"]))
            if self.outer is not None:
                self.diags.add(error("E0666", "nested `impl Trait` is not allowed", node, "nested `impl Trait` here", [(self.outer, "outer `impl Trait`")]))
        outer, self.outer = self.outer, node
        self.others(node)
        self.outer = outer
        return node if self.place is None else ast.ErrorTy(node.lo, node.hi)

    # --- what changes the place -------------------------------------------------------------------

    def visit_Fn(self, node):
        before, self.outer = self.outer, None
        for param in node.generics.params:
            self.within(None, param, *[field for field in param.FIELDS if field == "bounds"])
            self.within("generic parameter defaults", param, *[field for field in param.FIELDS if field in ("default", "ty")])
        self.within("bounds", node.generics, "where")
        self.within(None, node, "self_param", "ret")
        for param in node.params:
            self.within(None, param, "ty")
            self.within("paths", param, "pat")
        self.within("paths", node, "body")
        self.outer = before

    def visit_Generics(self, node):
        self.within("bounds", node, "params", "where")

    def visit_TypeParam(self, node):
        self.within("bounds", node, "bounds")
        self.within("generic parameter defaults", node, "default")

    def visit_Impl(self, node):
        self.within("impl headers", node, "trait_path", "self_ty")
        self.within("bounds", node, "generics")
        for item in node.items:
            if isinstance(item, ast.TypeAlias):
                self.within(lambda part: gated(self.diags, "`impl Trait` in associated types is unstable", part.lo, part.hi), item, "ty")
                self.others(item, "ty")
            else:
                self.node(item)

    def visit_TypeAlias(self, node):
        self.within("bounds", node, "generics", "bounds")
        self.within(lambda part: self.alias(part, node.name), node, "ty")

    def alias(self, part, name):
        gated(self.diags, "`impl Trait` in type aliases is unstable", part.lo, part.hi)
        found = error("", "unconstrained opaque type", part)
        self.diags.add(found.note(f"`{name}` must be used in combination with a concrete type within the same crate"))

    def visit_Trait(self, node):
        self.within("bounds", node, "generics", "supers")
        for item in node.items:
            if isinstance(item, ast.TypeAlias):
                self.within("generics", item, "generics", "bounds")
                self.within("associated types", item, "ty")
            else:
                self.node(item)

    def visit_Closure(self, node):
        for param in node.params:
            self.within("closure parameters", param, "ty")
            self.field(param, "pat")
        self.within("closure return types", node, "ret")
        self.within("paths", node, "body")

    def visit_PathExpr(self, node):
        self.within("paths", node, "path")

    def visit_TyFn(self, node):
        self.within("`fn` pointer parameters", node, "params")
        self.within("`fn` pointer return types", node, "ret")

    def visit_GenericArgs(self, node):
        if node.paren:
            self.within("the parameters of `Fn` trait bounds", node, "inputs")
        else:
            self.field(node, "args")
        outer, self.outer = self.outer, None
        self.field(node, "constraints")
        self.within("the return type of `Fn` trait bounds", node, "output")
        self.outer = outer
