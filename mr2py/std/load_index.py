"""The index of std → the definitions of one session, with their syntax still as bytes."""

import os

from ..resolve.collect import Collector, Import
from ..source import LIBRARY, Source, TokenTable
from ..syntax.node_codec import unpack
from ..syntax.ast import Vis
from ..ty.defs import PART, Def
from . import build_index


class StdSource(Source):
    """A file of std, read when its text is asked for."""

    __slots__ = ("_text",)

    def __init__(self, name):
        super().__init__(name, "")
        self._text = None

    @property
    def text(self):
        if self._text is None:
            with open(os.path.join(build_index.HERE, self.name.rsplit("/", 1)[-1]), encoding="utf-8") as file:
                self._text = file.read()
        return self._text

    @text.setter
    def text(self, text):
        self._text = text or None


def add_library(tokens):
    """Make std's files the first ones of a fresh TokenTable; the places of its tokens are read when one is shown."""
    for name in build_index.load()["files"]:
        tokens.add_source(StdSource(name))
    tokens.read_library = read_library


def read_library(user):
    """The TokenTable of std, for the table of a user's program."""
    from array import array
    index = build_index.load()
    tokens = TokenTable()
    tokens.sources = user.sources
    tokens.expansions.extend(index["expansions"])
    for name, data in zip(("file", "start", "end", "exp"), build_index.places(index)):
        column = array("I")
        column.frombytes(data)
        setattr(tokens, name, column.tolist())
    return tokens


def load_std(diags):
    """(Collector, root module) of std for one session."""
    collector = StdCollector(build_index.load(), diags)
    return collector, collector.defs[0]


class Lazy(dict):
    """{key: value}, in the order of `records`; `make(record)` gives a value when its key is first looked up."""

    __slots__ = ("records", "make")

    def __init__(self, records, make):
        self.records, self.make = records, make

    def __missing__(self, key):
        value = self[key] = self.make(self.records[key])
        return value

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return key in self.records or dict.__contains__(self, key)

    def __iter__(self):
        yield from self.records
        yield from [key for key in dict.keys(self) if key not in self.records]

    def __len__(self):
        return sum(1 for _ in self)

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]


class StdCollector(Collector):
    """What a Collector tells of std. Most programs meet little of it, so each definition and impl is made when it is looked up."""

    def __init__(self, index, diags):
        super().__init__("std", diags)
        self.index, self.made = index, {}
        self.defs = Lazy(index["defs"], self.definition)
        self.lang = self.named(index["lang"])

    def named(self, numbers):
        """{name: Def} of {name: number}."""
        return Lazy(numbers, self.defs.__getitem__)

    def listed(self, numbers):
        return [self.defs[number] for number in numbers]

    def definition(self, place):
        """The Def of a record, given its place."""
        number, record, owned = build_index.piece(place)
        found = self.defs[number] = definition_of(record, None if record[2] is None else self.defs[record[2]])
        if owned is not None:
            self.fill(found, *owned)
        return found

    def fill(self, owner, types, values, members, variants, fields, imports):
        if types is not None:
            owner.types, owner.values = self.named(types), self.named(values)
        if members is not None:
            owner.members = self.named(members)
        if variants is not None:
            owner.variants = self.listed(variants)
        if fields is not None:
            owner.fields = self.listed(fields)
        if imports is not None:
            owner.macros = {}
            owner.imports = Lazy(imports[0], lambda entries: [imported(owner, entry) for entry in entries])
            owner.globs = [imported(owner, entry) for entry in imports[1]]

    def trait_methods(self):
        return Lazy(self.index["trait_methods"], self.listed)

    def impl_table(self, tcx):
        return self

    def of_trait(self, trait):
        """{head key: [impl]} of a trait; of inherent impls where `trait` is None."""
        numbers = self.index["impls_of"].get(trait and trait.krate == "std" and trait.path(), {})
        return Lazy(numbers, lambda found: [self.impl(number) for number in found])

    def impl_headers(self):
        return [(self.impl(number), *build_index.piece(place)[2:4]) for number, place in enumerate(self.index["impls"])]

    def impl(self, number):
        """The Def of one impl."""
        if number not in self.made:
            record, members, _, _, trait = build_index.piece(self.index["impls"][number])
            definition = self.made[number] = definition_of(record, self.defs[record[2]])
            definition.members = members
            if trait is not None:
                definition.memo["trait"] = self.defs[trait]
        return self.made[number]


FIRST = LIBRARY + 1
PRIVATE, PUBLIC = Vis("", None, FIRST, FIRST), Vis("pub", None, FIRST, FIRST)


def visibility(vis):
    if vis is None or vis == "pub" or vis == "":
        return PUBLIC if vis else PRIVATE if vis == "" else None
    return Vis(vis, None, FIRST, FIRST) if isinstance(vis, str) else unpack(vis)


def definition_of(record, parent):
    kind, name, _, node, attrs, vis, lang, intrinsic, index, ctor = record
    definition = Def(kind, name, parent, node, "std", () if attrs is None else unpack(attrs))
    if node is None and kind != "mod":
        definition._node = PART
    definition.vis = visibility(vis)
    definition.lang, definition.intrinsic, definition.index, definition.ctor = lang, intrinsic, index, ctor
    return definition


def impl_members(impl, place):
    """The members of one of std's impls, of the place of their records."""
    return {record[1]: definition_of(record, impl) for record in build_index.piece(place)}


def imported(module, entry):
    global_, segments, name, vis = entry
    return Import(module, global_, unpack(segments), name, None, visibility(vis))
