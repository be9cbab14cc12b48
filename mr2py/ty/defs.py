"""Definitions: everything that has a name and a place in the program (rustc's `DefId` and its queries).

A `Def` is made once for each item when the tree is collected. What later phases learn of it
(signature, fields, predicates) is computed on demand by `ty.context.TyCtxt` and kept in its slots.
"""

CELLS = frozenset(("UnsafeCell", "Cell", "RefCell", "OnceCell"))     # their lang names
PART = object()         # stands for the syntax of a variant or field, which its parent's holds


class Def:
    """One definition.

    kind: mod struct enum variant union trait impl fn assoc_fn assoc_ty assoc_const const static
          tyalias closure macro opaque prim field
    `parent` is the Def that holds it; `node` its syntax; `krate` "user" or "std".
    """

    __slots__ = ("kind", "name", "parent", "_node", "krate", "index", "_members", "types", "values",
                 "macros", "globs", "memo", "attrs", "vis", "lang", "variants", "fields", "ctor",
                 "intrinsic", "imports", "trait_def")

    def __init__(self, kind, name, parent, node, krate, attrs=()):
        self.kind, self.name, self.parent, self._node, self.krate = kind, name, parent, node, krate
        self.attrs = attrs
        self.memo = {}            # facts computed on demand, by query name
        self._members = None      # impl, trait: {name: Def} of the associated items, in order
        self.types = self.values = self.macros = None      # mod, enum: name → Def
        self.globs = self.imports = None
        self.vis = None
        self.lang = None          # name in `#[lang = "…"]`
        self.intrinsic = None     # name in `#[intrinsic = "…"]`
        self.variants = None      # enum: [Def]; struct: [the Def itself]
        self.fields = None        # struct, variant: [FieldDef]
        self.ctor = None          # "fn" "const" or None: how a struct or variant is constructed as a value
        self.index = 0            # variant: its index; field: likewise
        self.trait_def = None     # assoc item of an impl: the trait's item that it implements

    @property
    def node(self):
        """The syntax; that of std's items is decoded when it is first asked for."""
        node = self._node
        if type(node) is int:
            from ..std.build_index import piece
            from ..syntax.node_codec import unpack
            node = self._node = unpack(piece(node))
        elif node is PART:
            parent = self.parent.node
            node = self._node = (parent.variants if self.kind == "variant" else parent.fields)[self.index]
        return node

    @property
    def is_cell(self):
        """Whether what a type holds may change behind a shared reference (UnsafeCell, and std's types that are marked `#[cell]`)."""
        return self.lang in CELLS or self.krate == "std" and any(attribute.path == "cell" for attribute in self.attrs or ())

    @property
    def members(self):
        """{name: Def} of an impl's or trait's items; those of std's impls are made when first asked for."""
        members = self._members
        if type(members) is int:
            from ..std.load_index import impl_members
            members = self._members = impl_members(self, members)
        return members

    @members.setter
    def members(self, members):
        self._members = members

    def path(self):
        """Path from the crate's root, as diagnostics and emitted code name it."""
        parts, definition = [], self
        while definition is not None and definition.parent is not None:
            if definition.kind != "impl":
                parts.append(definition.name)
            definition = definition.parent
        return "::".join(reversed(parts))

    def __repr__(self):
        return f"<{self.kind} {self.path() or self.name}>"


def is_async(definition):
    """Whether a function returns a future (`async fn`)."""
    return "async" in (getattr(definition.node, "quals", "") or "").split()


def is_unsafe(definition):
    """Whether a function may only be called in `unsafe` code: it says so, or is a foreign one that does not say `safe`."""
    words = (getattr(definition.node, "quals", "") or "").split()
    return "unsafe" in words or bool(definition.memo.get("foreign")) and "safe" not in words


def repr_words(definition):
    """The words of a type's `#[repr(…)]` attributes."""
    return [word.strip() for attribute in definition.attrs or () if attribute.path == "repr"
            for word in (attribute.args or "").strip("()").split(",")]


class GenericParam:
    """kind "lifetime" "type" "const"; `index` is its place in the argument tuple."""

    __slots__ = ("kind", "name", "index", "default", "node", "owner")

    def __init__(self, kind, name, index, default, node, owner):
        self.kind, self.name, self.index = kind, name, index
        self.default, self.node, self.owner = default, node, owner


class Generics:
    """All parameters of a definition, its parents' first (a trait's Self has index 0)."""

    __slots__ = ("params", "parent_count")

    def __init__(self, params, parent_count):
        self.params, self.parent_count = params, parent_count

    def own(self):
        return self.params[self.parent_count:]


class TraitRef:
    """`args[0]` implements the trait `definition` with the arguments `args[1:]`."""

    __slots__ = ("definition", "args")

    def __init__(self, definition, args):
        self.definition, self.args = definition, args

    def self_ty(self):
        return self.args[0]

    def __eq__(self, other):
        return self.definition is other.definition and self.args == other.args

    def __hash__(self):
        return hash((self.definition, self.args))

    def __repr__(self):
        return f"<{self.args[0]} as {self.definition.name}<{', '.join(map(repr, self.args[1:]))}>>"


class FnSig:
    """Inputs and output of a function, in terms of its generic parameters."""

    __slots__ = ("inputs", "output")

    def __init__(self, inputs, output):
        self.inputs, self.output = inputs, output
