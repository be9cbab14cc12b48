"""Which items the program uses, from `main` on (rustc_passes::dead, `MarkSymbolVisitor`).

An item is live if a live one names it: a function that is called, a type that is written or built, a field that is read, a
variant that is built. An impl of a trait is, where the trait (if it is the program's) and the type are live. What derived `Clone`
and `Debug` read does not count.
"""

from ..syntax import ast

TRIVIAL = ("Clone", "Debug")            # derives whose reads tell nothing
VALUES = ("fn", "const", "static", "ctor")


class Marker:
    """The search; `live` is the set of the Defs that were reached, fields and variants among them."""

    def __init__(self, lints):
        self.lints, self.tcx = lints, lints.tcx
        self.resolver = lints.tcx.resolver
        self.live, self.work, self.ignored = set(), [], {}
        self.impls = [impl for crate in self.crates() for impl in crate.impls if impl.node.trait_path is not None]

    def crates(self):
        return self.tcx.user_crates()

    def run(self, seeds):
        """Mark all that can be reached from `seeds`; impls are looked at again until none becomes live any more."""
        for definition in seeds:
            self.mark(definition)
        while True:
            while self.work:
                self.visit(self.work.pop())
            if not self.solve_impls():
                return self.live

    def mark(self, definition):
        if type(definition) is tuple or definition is None or definition.krate != "user" or definition in self.live or definition.kind == "mod":
            return
        self.live.add(definition)
        self.work.append(definition)
        if definition.kind.startswith("assoc") and definition.parent.kind == "trait":
            self.mark(definition.parent)
        if definition.trait_def is not None:
            self.mark(definition.trait_def)

    # --- impls ----------------------------------------------------------------------------------

    def solve_impls(self):
        """Mark the impls of traits, and their items, that are used now; whether there were any."""
        count = len(self.live)
        for impl in self.impls:
            ref = self.tcx.impl_trait_ref(impl)
            if ref is None or not self.known(ref.definition) or not self.type_lives(ref.args[0]):
                continue
            if self.trivial(impl, ref):
                continue
            self.mark(impl)
            for name, member in impl.members.items():
                item = ref.definition.members.get(name)
                if item is None or self.known(item):
                    self.mark(member)
        return len(self.live) > count or bool(self.work)

    def known(self, definition):
        return definition.krate != "user" or definition in self.live

    def type_lives(self, ty):
        return ty.kind != "adt" or self.known(ty.a)

    def trivial(self, impl, ref):
        """Whether an impl is a derive that tells nothing; remembered for the note."""
        if ref.definition.name not in TRIVIAL or not any(attr.path == "automatically_derived" for attr in impl.attrs):
            return False
        if ref.args[0].kind == "adt" and ref.definition.name not in self.ignored.setdefault(ref.args[0].a, []):
            self.ignored[ref.args[0].a].append(ref.definition.name)
        return True

    # --- items -------------------------------------------------------------------------------------

    def visit(self, definition):
        """Mark what a definition names."""
        kind, node = definition.kind, definition.node
        module = module_of(definition)
        results = self.tcx.typeck_results.get(definition)
        walker = Walker(self, module, results)
        if kind in ("struct", "enum", "union"):
            walker.walk(node.generics)
            for variant in definition.variants:
                for field in variant.fields or ():
                    walker.walk(field.node.ty)
            if kind != "enum" and any(attr.path == "repr" and "C" in attr.args for attr in definition.attrs):
                self.live.update(definition.fields)
            if kind == "enum":
                for variant in definition.variants:
                    walker.walk(variant.node.discr)
        elif kind == "variant":
            self.mark(definition.parent)
        elif kind == "trait":
            walker.walk(node.generics)
            walker.walk(node.supers)
            for member in definition.members.values():
                if member.kind == "assoc_ty":
                    self.mark(member)
        elif kind == "impl":
            walker.walk(node.generics)
            walker.walk(node.trait_path)
        elif kind != "field":
            for part in ("generics", "bounds", "params", "self_param", "ret", "ty", "body", "value"):
                walker.walk(getattr(node, part, None))


def module_of(definition):
    while definition.kind != "mod":
        definition = definition.parent
    return definition


class Walker:
    """What one item's syntax names; `results` those of its body, if it has one."""

    def __init__(self, marker, module, results):
        self.marker, self.module, self.results = marker, module, results
        self.ignored = []                       # variants that an arm's pattern tests: to build them in its body is no use

    def walk(self, node):
        if type(node) in (list, tuple):
            for part in node:
                self.walk(part)
        elif isinstance(node, ast.Node):
            handler = HANDLERS.get(type(node))
            if handler is not None:
                handler(self, node)
            else:
                self.below(node)

    def below(self, node):
        for field in type(node).FIELDS:
            value = getattr(node, field)
            if type(value) is list or isinstance(value, ast.Node):
                self.walk(value)

    # --- types --------------------------------------------------------------------------------------

    def path(self, node):
        """A path that names a type, a trait, or something of one of them."""
        for size in range(len(node.segments), 0, -1):
            if node.segments[0].name == "Self" or node.qself is not None and size <= 0:
                break
            found = self.marker.resolver.resolve_segments(self.module, node.global_, node.segments[:size], "types")
            if found is not None:
                self.type_use(found)
                break
        self.below(node)

    def type_use(self, found):
        if type(found) is not tuple:
            self.marker.mark(found.parent if found.kind == "variant" else found)

    # --- expressions ----------------------------------------------------------------------------------

    def resolved(self, node):
        return self.results.res.get(node) if self.results is not None else None

    def expr_path(self, node):
        entry = self.resolved(node)
        if entry is None:
            self.by_name(node.path)
            return
        if entry[0] == "local":
            return
        definition = entry[1] if entry[0] in VALUES else None
        if entry[0] == "ctor":
            self.alias(node.path)
            self.construct(definition)
            for segment in node.path.segments:
                self.walk(segment.args)
            return
        if definition is not None:
            self.marker.mark(definition)
        if definition is not None and definition.kind.startswith("assoc") or node.path.qself is not None:
            self.path(node.path)
        else:
            for segment in node.path.segments:
                self.walk(segment.args)

    def alias(self, path):
        """The type alias through which a path leads to a constructor."""
        for size in range(1, len(path.segments) + 1):
            found = self.marker.resolver.resolve_segments(self.module, path.global_, path.segments[:size], "types")
            if found is not None and type(found) is not tuple and found.kind == "tyalias":
                self.marker.mark(found)

    def by_name(self, path):
        """A path in an expression that no body holds (the length of an array): found by its name alone."""
        found = self.marker.resolver.resolve_segments(self.module, path.global_, path.segments, "values")
        if found is not None:
            self.marker.mark(found)
        elif len(path.segments) > 1:
            for crate in self.marker.crates():
                for definition in crate.bodies:
                    if definition.name == path.segments[-1].name and definition.kind.startswith("assoc"):
                        self.marker.mark(definition)
        self.path(path)

    def construct(self, variant):
        if variant.kind == "variant":
            self.marker.mark(variant.parent)
            if variant not in self.ignored:
                self.marker.mark(variant)
        else:
            self.marker.mark(variant)

    def struct_lit(self, node):
        entry = self.resolved(node)
        if entry is not None:
            self.alias(node.path)
            if node.path.segments[0].name != "Self" or entry[1].kind == "variant":
                self.construct(entry[1])
        else:
            self.walk(node.path)
        for segment in node.path.segments:
            self.walk(segment.args)
        for field in node.fields:
            self.walk(field.expr)
        self.walk(node.base)

    def call(self, node):
        """A method call or an operator."""
        if self.results is not None:
            callee = self.results.callees.get(node)
            if callee is not None:
                self.marker.mark(callee[0])
        self.below(node)

    def field(self, node):
        self.call(node)
        index = self.results.fields.get(node) if self.results is not None else None
        if index is not None:
            ty = self.adjusted(node.expr)
            if ty is not None and ty.kind == "adt" and ty.a.krate == "user" and ty.a.kind != "enum":
                self.marker.live.add(ty.a.fields[index])

    def adjusted(self, node):
        steps = self.results.adjustments.get(node)
        ty = steps[-1][1] if steps else self.results.types.get(node)
        while ty is not None and ty.kind == "ref":
            ty = ty.a
        return ty

    def block(self, node):
        outer = self.module
        inner = self.results.blocks.get(node) if self.results is not None else None
        self.module = inner or outer
        for stmt in node.stmts:
            if type(stmt) is not ast.ItemStmt:
                self.walk(stmt)
        self.walk(node.expr)
        self.module = outer

    # --- patterns ----------------------------------------------------------------------------------------

    def pat_const(self, node):
        entry = self.resolved(node)
        if entry is not None and entry[0] == "const":
            self.marker.mark(entry[1])
        self.below_pattern(node)

    def below_pattern(self, node):
        for field in type(node).FIELDS:
            value = getattr(node, field)
            if field != "path" and (type(value) is list or isinstance(value, ast.Node)):
                self.walk(value)

    def pat_struct(self, node):
        entry = self.resolved(node)
        for field in node.fields:
            if entry is not None and type(field.pat) is not ast.PatWild and entry[1].krate == "user":
                index = self.results.fields.get(field)
                if index is not None:
                    self.marker.live.add(entry[1].fields[index])
            self.walk(field.pat)

    def pat_tuple_struct(self, node):
        from ..typeck.pat import pattern_positions
        entry = self.resolved(node)
        if entry is not None and entry[1].krate == "user":
            for sub, index in pattern_positions(node.pats, len(entry[1].fields)):
                if type(sub) is not ast.PatWild:
                    self.marker.live.add(entry[1].fields[index])
        self.walk(node.pats)

    def arm(self, node):
        self.walk(node.pat)
        self.walk(node.guard)
        before = len(self.ignored)
        self.ignored += self.needed(node.pat)
        self.walk(node.body)
        del self.ignored[before:]

    def needed(self, pat):
        """The variants that a value must have for a pattern to match."""
        kind = type(pat)
        if kind in (ast.PatIdent, ast.PatPath, ast.PatStruct, ast.PatTupleStruct):
            entry = self.resolved(pat)
            own = [entry[1]] if entry is not None and entry[0] == "ctor" and entry[1].kind == "variant" else []
            inner = [field.pat for field in pat.fields] if kind is ast.PatStruct else getattr(pat, "pats", None) or [getattr(pat, "sub", None)]
            return own + [variant for part in inner if part is not None for variant in self.needed(part)]
        if kind in (ast.PatTuple, ast.PatSlice):
            return [variant for part in pat.pats for variant in self.needed(part)]
        if kind is ast.PatRef:
            return self.needed(pat.pat)
        return []


HANDLERS = {ast.Path: Walker.path, ast.PathExpr: Walker.expr_path, ast.StructLit: Walker.struct_lit, ast.MethodCall: Walker.call,
            ast.Binary: Walker.call, ast.AssignOp: Walker.call, ast.Unary: Walker.call, ast.Index: Walker.call, ast.Field: Walker.field,
            ast.Block: Walker.block, ast.PatIdent: Walker.pat_const, ast.PatPath: Walker.pat_const,
            ast.PatStruct: Walker.pat_struct, ast.PatTupleStruct: Walker.pat_tuple_struct, ast.Arm: Walker.arm, ast.Attr: lambda *_: None,
            ast.Vis: lambda *_: None}
