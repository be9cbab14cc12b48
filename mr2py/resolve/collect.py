"""Collect the items of a crate into a tree of `Def`s (rustc_resolve's `build_reduced_graph`).

One `Def` for each item, put into the namespaces of its module; `use` declarations are kept as
`Import`s and resolved when a name is looked up (so that no fixed point over imports is needed).
Blocks with items of their own become anonymous modules, made when type checking meets them.
"""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty.defs import Def
from . import errors


class Import:
    """One leaf of a `use` tree: `name` in the importing module stands for the path `segments`."""

    __slots__ = ("module", "global_", "segments", "name", "node", "vis", "busy", "used")

    def __init__(self, module, global_, segments, name, node, vis):
        self.module, self.global_, self.segments = module, global_, segments
        self.name, self.node, self.vis = name, node, vis
        self.busy = self.used = False


def attr(node, name):
    """The attribute `name` of an item, or None."""
    for attribute in node.attrs:
        if attribute.path == name:
            return attribute
    return None


def attr_text(node, name):
    """The text of `#[name = "text"]`, or None."""
    attribute = attr(node, name)
    return attribute.args.strip().strip('"') if attribute is not None else None


def new_module(name, parent, node, krate):
    module = Def("mod", name, parent, node, krate)
    module.types, module.values, module.macros = {}, {}, {}
    module.imports, module.globs = {}, []
    return module


def head_key_of_node(impl_node):
    """A key of an impl's Self type, read off its syntax: impls with different keys cannot overlap.
    None for a blanket impl (or what only resolution can tell)."""
    node = impl_node.self_ty
    if type(node) is ast.TyPath:
        path = node.path
        if path.qself is not None:
            return None
        name = path.segments[-1].name
        if len(path.segments) == 1 and any(p.name == name for p in impl_node.generics.params):
            return None
        return name
    return {ast.TyRef: "&", ast.TySlice: "[]", ast.TyArray: "[;]", ast.TyTuple: "()", ast.TyDyn: "dyn",
            ast.TyPtr: "*", ast.TyNever: "!", ast.TyFn: "fn"}.get(type(node))


class Collector:
    """Fills modules; `impls` gathers all impl blocks of the crate, `bodies` all items with code."""

    def __init__(self, krate, diags):
        self.krate, self.diags = krate, diags
        self.impls, self.bodies, self.traits, self.adts, self.imports, self.lang = [], [], [], [], [], {}
        self.aliases = []

    def impl_headers(self):
        """[(impl, name of its trait or None, head key of its Self type)]."""
        return [(impl, None if impl.node.trait_path is None else impl.node.trait_path.segments[-1].name, head_key_of_node(impl.node))
                for impl in self.impls]

    def impl_table(self, tcx):
        """The impls by trait and type (see ty.impls)."""
        from ..ty.impls import CrateImpls
        return CrateImpls(tcx, self.impls)

    def trait_methods(self):
        """{name: [traits that have such a member]}."""
        found = {}
        for trait in self.traits:
            for name in trait.members:
                found.setdefault(name, []).append(trait)
        return found

    def items(self, nodes, module):
        for node in nodes:
            self.item(node, module)

    def item(self, node, module):
        handler = getattr(self, "item_" + type(node).__name__, None)
        if handler is not None:
            handler(node, module)

    def define(self, module, namespace, definition, node):
        table = getattr(module, namespace)
        name = definition.name
        if name == "_":
            return
        if name in table:
            self.diags.add(errors.duplicate_definition(definition, table[name], module, namespace))
            return
        table[name] = definition

    def new(self, kind, node, parent):
        definition = Def(kind, node.name, parent, node, self.krate, node.attrs)
        definition.vis = getattr(node, "vis", None)
        if self.krate == "std":
            definition.lang = attr_text(node, "lang") or (node.name if kind == "trait" else None)
            if definition.lang:
                self.lang.setdefault(definition.lang, definition)
            definition.intrinsic = attr_text(node, "intrinsic")
        return definition

    def item_Mod(self, node, module):
        if self.krate == "std" and node.name in module.types:
            self.items(node.items or (), module.types[node.name])     # std files add to one another's modules
            return
        inner = new_module(node.name, module, node, self.krate)
        inner.attrs, inner.vis = node.attrs, node.vis
        inner.memo["missing"] = node.items is None          # its file could not be read: nothing is said of what it lacks
        self.define(module, "types", inner, node)
        self.items(node.items or (), inner)

    def item_Fn(self, node, module):
        definition = self.new("fn", node, module)
        self.define(module, "values", definition, node)
        self.bodies.append(definition)

    def item_Const(self, node, module):
        definition = self.new("const", node, module)
        self.define(module, "values", definition, node)
        self.bodies.append(definition)

    def item_Static(self, node, module):
        definition = self.new("static", node, module)
        self.define(module, "values", definition, node)
        self.bodies.append(definition)

    def item_TypeAlias(self, node, module):
        definition = self.new("tyalias", node, module)
        self.define(module, "types", definition, node)
        self.aliases.append(definition)

    def item_Struct(self, node, module):
        definition = self.new("struct", node, module)
        definition.variants = [definition]
        self.fields(definition, node)
        self.define(module, "types", definition, node)
        if definition.ctor:
            self.define(module, "values", definition, node)
        self.adts.append(definition)

    def item_Union(self, node, module):
        self.diags.add(unsupported("MR005", "a union", node.name_tok))
        definition = self.new("union", node, module)
        definition.variants = [definition]
        self.fields(definition, node)
        self.define(module, "types", definition, node)
        self.adts.append(definition)

    def item_ExternCrate(self, node, module):
        if module.parent is not None and any(attribute.path == "macro_use" for attribute in node.attrs):
            self.diags.add(errors.macros_below_root(node))
        if node.name not in ("std", "core", "alloc", "proc_macro", "test", "self"):
            self.diags.add(errors.no_such_crate(node))
        elif node.name in ("std", "core", "alloc") or node.name == "self" and node.rename is not None:
            name, inside = node.rename or node.name, node.name == "self"
            if name != "_":
                segments = [ast.PathSegment("crate" if inside else node.name, None, node.name_tok, node.name_tok)]
                entry = Import(module, not inside, segments, name, node, node.vis)
                module.imports.setdefault(name, []).append(entry)
                self.imports.append(entry)

    def item_ForeignMod(self, node, module):
        self.diags.add(unsupported("MR006", "a block of foreign items", (node.lo, node.lo)))
        for item in node.items:
            definition = self.new("static" if type(item) is ast.Static else "fn", item, module)
            definition.memo["foreign"] = True
            self.define(module, "values", definition, item)

    def fields(self, owner, node):
        kind = getattr(node, "kind", "named")
        owner.ctor = {"tuple": "fn", "unit": "const"}.get(kind)
        owner.fields = []
        if type(node.fields) is not list:
            owner.memo["partial"] = True        # some could not be read
        seen = {}
        for index, field in enumerate(node.fields):
            definition = Def("field", field.name, owner, field, self.krate, field.attrs)
            definition.index, definition.vis = index, field.vis
            if field.name in seen:
                self.diags.add(errors.duplicate_field(definition, seen[field.name]))
            seen.setdefault(field.name, definition)
            owner.fields.append(definition)

    def item_Enum(self, node, module):
        definition = self.new("enum", node, module)
        definition.types, definition.values, definition.variants = {}, {}, []
        for index, variant in enumerate(node.variants):
            inner = self.new("variant", variant, definition)
            inner.index = index
            self.fields(inner, variant)
            if variant.name in definition.types:
                self.diags.add(errors.duplicate_definition(inner, definition.types[variant.name], definition, "types"))
            definition.types.setdefault(variant.name, inner)
            definition.values.setdefault(variant.name, inner)
            definition.variants.append(inner)
        self.define(module, "types", definition, node)
        self.adts.append(definition)

    def item_Trait(self, node, module):
        definition = self.new("trait", node, module)
        self.associated(definition, node)
        self.define(module, "types", definition, node)
        self.traits.append(definition)

    def item_Impl(self, node, module):
        definition = Def("impl", "{impl}", module, node, self.krate, node.attrs)
        self.associated(definition, node)
        self.impls.append(definition)

    def associated(self, owner, node):
        owner.members = {}
        kinds = {ast.Fn: "assoc_fn", ast.Const: "assoc_const", ast.TypeAlias: "assoc_ty"}
        for item in node.items:
            kind = kinds.get(type(item))
            if kind is None:
                continue
            definition = self.new(kind, item, owner)
            if item.name in owner.members:
                self.diags.add(errors.duplicate_associated(definition, owner.members[item.name], owner))
                continue
            owner.members[item.name] = definition
            if kind != "assoc_ty":
                self.bodies.append(definition)

    def item_Use(self, node, module):
        self.use_tree(node.tree, module, node, node.tree.global_, [])

    def use_tree(self, tree, module, node, global_, prefix, nested=False):
        segments = prefix + list(tree.segments)
        if tree.kind == "group":
            for child in tree.children:
                self.use_tree(child, module, node, global_, segments, True)
            return
        if tree.kind == "glob":
            entry = Import(module, global_, segments, "*", tree, node.vis)
            module.globs.append(entry)
        else:
            if segments[-1].name == "self" and len(segments) > 1:
                if len(tree.segments) > 1 and not nested:
                    self.diags.add(errors.self_outside_of_braces(tree))
                segments = segments[:-1]
            name = tree.rename or segments[-1].name
            if name in ("self", "crate", "super"):
                self.diags.add(errors.import_without_name(tree, nested))
                return
            entry = Import(module, global_, segments, name, tree, node.vis)
            if name != "_":
                module.imports.setdefault(name, []).append(entry)
            else:
                module.globs.append(entry)
        self.imports.append(entry)
