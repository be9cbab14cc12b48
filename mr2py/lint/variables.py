"""What is said of a variable that nothing reads: its binding in the syntax, and what to write instead."""

from ..diagnostics import MACHINE_APPLICABLE
from ..syntax import ast
from ..syntax.visit import walk

HELP = "if this is intentional, prefix it with an underscore"


class Binding:
    """The patterns that bind a variable of a body."""

    def __init__(self, lints, definition, decl):
        self.lints, self.decl = lints, decl
        owner = definition
        while owner.kind == "closure":
            owner = owner.parent
        self.owner = owner
        results = lints.tcx.typeck_results[owner]
        local = next((local for pat, (local, _) in results.bindings.items() if (pat.lo, pat.hi) == (decl.lo, decl.hi)), None)
        self.pats = [pat for pat, (other, _) in results.bindings.items() if other is local] if local is not None else []
        self.shorthands = set()
        self.let = None
        self.top = None
        self.look(owner.node)

    def look(self, root):
        """Find the `let` or other pattern that the binding belongs to, and the shorthand fields in it."""
        mine = set(self.pats)
        for node in walk(root):
            kind = type(node)
            if kind is ast.FieldPat and node.shorthand and node.pat in mine:
                self.shorthands.add(node.pat)
            elif kind in (ast.Let, ast.LetCond, ast.Arm, ast.Param, ast.For) and node.pat.lo <= self.decl.lo and self.decl.hi <= node.pat.hi:
                self.top = node.pat
                self.let = node if kind in (ast.Let, ast.LetCond) else None

    def introduces(self, span):
        """Whether an assignment at a span is the variable's initialisation."""
        lo, hi = span
        if self.top is not None and self.top.lo <= lo and hi <= self.top.hi or (lo, hi) == (self.decl.lo, self.decl.hi):
            return True
        value = (getattr(self.let, "init", None) or getattr(self.let, "expr", None)) if self.let is not None else None
        return value is not None and value.lo <= lo and hi <= value.hi

    @property
    def from_macro(self):
        return bool(self.lints.tokens.exp[self.decl.lo])

    def unused(self, name, valued):
        """`unused_variables`, with what to write instead."""
        pats = self.pats if valued and self.pats else [self.decl]
        told = self.lints.emit("unused_variables", f"unused variable: `{name}`", [(pat.lo, pat.hi) for pat in pats])
        if told is None or self.from_macro:
            return
        if self.shorthands and valued:
            told.suggest("try ignoring the field", [(pat.lo, pat.hi, f"{name}: _" if pat in self.shorthands else "_") for pat in pats],
                         MACHINE_APPLICABLE, "label")
            return
        self.offer_constant(told, name)
        told.suggest(HELP, [(pat.lo, pat.hi, f"_{name}") for pat in pats], MACHINE_APPLICABLE, "label")

    def only_assigned(self, name):
        """`unused_variables` of a variable that gets values only."""
        told = self.lints.emit("unused_variables", f"variable `{name}` is assigned to, but never used", self.decl)
        if told is not None:
            told.note(f"consider using `_{name}` instead")
            self.offer_constant(told, name)

    def offer_constant(self, told, name):
        """A unit variant or a constant of the same type with a similar name may have been meant."""
        if self.decl.kind == "arg":
            return
        from ..resolve.similar import best
        tcx, ty = self.lints.tcx, self.decl.ty
        bare = ty
        while bare.kind == "ref":
            bare = bare.a
        units = {variant.name: variant for variant in bare.a.variants or () if variant.ctor == "const"} if bare.kind == "adt" else {}
        found = best(list(units), name)
        if found is not None:
            self.offer(told, units[found], {"variant": "unit variant"}.get(units[found].kind, "unit struct"))
            return
        constants = {}
        for definition in self.lints.constants():
            if definition.kind == "const" and tcx.type_of(definition) is ty and tcx.resolver.visible(definition, self.module()):
                constants.setdefault(definition.name, definition)
        found = best(list(constants), name)
        if found is not None:
            self.offer(told, constants[found], "constant")

    def module(self):
        module = self.owner
        while module.kind != "mod":
            module = module.parent
        return module

    def offer(self, told, definition, word):
        path = definition.path() if definition.krate == "user" else "std::" + definition.path()
        told.suggest(f"you might have meant to pattern match on the similarly named {word} `{definition.name}`",
                     [(self.decl.lo, self.decl.hi, path)])
