"""Std's sources → the tables of its index (see build_index.py); load_index.py is the other way."""

import marshal
from array import array

from ..resolve.paths import Resolver
from ..source import LIBRARY, TokenTable
from ..syntax.node_codec import encode, pack


def encode_std():
    """The tables of the index as plain data. Raises RuntimeError where std itself has errors."""
    from ..diagnostics import Diagnostics
    from ..frontend import parse_std
    tokens, diags = library_tokens(), Diagnostics()
    collector, root = parse_std(tokens, diags)
    if diags.has_errors:
        raise RuntimeError(f"std has errors: {list(diags)}")
    return {**Encoder(collector, root).tables(), **places(tokens)}


class Shifted(list):
    """A list whose first index is `LIBRARY`."""

    def __getitem__(self, index):
        return super().__getitem__(index - LIBRARY if index >= 0 else index)

    def __len__(self):
        return super().__len__() + LIBRARY


def library_tokens():
    """An empty TokenTable whose indexes begin at `LIBRARY`, for the sources of std."""
    tokens = TokenTable()
    for name in ("kind", "text", "file", "start", "end", "exp", "mark"):
        setattr(tokens, name, Shifted(getattr(tokens, name)))
    return tokens


def places(tokens):
    """Where std's tokens stand: columns as bytes, the expansions and the names of the files."""
    columns = [array("I", iter(getattr(tokens, name))).tobytes() for name in ("file", "start", "end", "exp")]
    expansions = [(lo - LIBRARY, hi - LIBRARY, name, False) for lo, hi, name, _ in tokens.expansions[1:]]
    return {"places": columns, "expansions": expansions, "files": [source.name for source in tokens.sources]}


class Encoder:
    """Numbers the definitions, parents first."""

    def __init__(self, collector, root):
        self.collector, self.root = collector, root
        self.order, self.numbers = [], {}
        self.pieces, self.known = [], {}
        self.size = 0
        self.add(root)

    def add(self, definition):
        if definition is None or definition in self.numbers:
            return
        self.add(definition.parent)
        if definition in self.numbers:
            return
        self.numbers[definition] = len(self.order)
        self.order.append(definition)
        for table in (definition.types, definition.values, definition.members):
            for child in (table or {}).values():
                self.add(child)
        for child in [*(definition.variants or ()), *(definition.fields or ())]:
            self.add(child)

    def piece(self, data):
        """The place of some bytes among the pieces (equal ones once): offset and length in one number."""
        if data not in self.known:
            self.known[data] = self.size << 20 | len(data)
            self.pieces.append(data)
            self.size += len(data)
        return self.known[data]

    def number(self, definition):
        """The number of a definition; None for an impl, which has none."""
        return self.numbers.get(definition)

    def table(self, names):
        return None if names is None else {name: self.numbers[definition] for name, definition in names.items()}

    def list(self, definitions):
        return None if definitions is None else [self.numbers[definition] for definition in definitions]

    def tables(self):
        collector = self.collector
        return {"defs": [self.piece(marshal.dumps((number, self.record(definition), self.owner(definition) if self.owns(definition) else None), 4))
                         for number, definition in enumerate(self.order)],
                **self.impls(), "trait_methods": {name: self.list(traits) for name, traits in collector.trait_methods().items()},
                "lang": self.table(collector.lang), "pieces": b"".join(self.pieces)}

    def record(self, d):
        """One definition; the place of its syntax, None where it is a part of its parent's."""
        part = d.kind in ("mod", "variant", "field")
        attrs = [attribute for attribute in d.attrs if attribute.path not in ("lang", "intrinsic")]         # kept in fields of their own
        return (d.kind, d.name, self.number(d.parent), None if part else self.piece(encode(self.header(d))), pack(attrs) if attrs else None,
                self.visibility(d.vis), d.lang, d.intrinsic, d.index, d.ctor)

    def visibility(self, vis):
        return vis if vis is None else vis.kind if vis.path is None else pack(vis)

    def header(self, d):
        """The syntax of a definition; impls and traits without their items, which have records of their own."""
        if d.kind in ("impl", "trait"):
            d.node.items = []
        return d.node

    def owns(self, d):
        return any(part is not None for part in (d.types, d.members, d.variants, d.fields))

    def owner(self, d):
        """What a definition holds: names, members, variants, fields and imports."""
        imports = None
        if d.kind == "mod":
            entries = {name: [self.imported(entry) for entry in found] for name, found in d.imports.items()}
            imports = (entries, [self.imported(entry) for entry in d.globs])
        return (self.table(d.types), self.table(d.values), self.table(d.members), self.list(d.variants), self.list(d.fields), imports)

    def imported(self, entry):
        """An import without its syntax, which only errors show."""
        return (entry.global_, pack(entry.segments), entry.name, self.visibility(entry.vis))

    def impls(self):
        """The places of the impls, each (record, place of the members' records, trait's name, head key, resolved trait); and their numbers
        by the path of the trait (None: inherent ones) and head key."""
        resolver = Resolver(self.root, self.root, 2024)
        found, impls_of = [], {}
        for definition, name, key in self.collector.impl_headers():
            path, trait = definition.node.trait_path, None
            if path is not None:
                trait = resolver.resolve_segments(definition.parent, path.global_, path.segments, "types")
                if trait is None or trait.kind != "trait":
                    raise RuntimeError(f"std: an impl of the unknown trait `{name}`")
            impls_of.setdefault(trait and trait.path(), {}).setdefault(key, []).append(len(found))
            members = self.piece(marshal.dumps([self.record(member) for member in definition.members.values()], 4))
            found.append(self.piece(marshal.dumps((self.record(definition), members, name, key, self.number(trait)), 4)))
        return {"impls": found, "impls_of": impls_of}
