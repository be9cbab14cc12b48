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
    index = build_index.load()
    defs = definitions(index["defs"])
    for owner in index["owners"]:
        fill_owner(defs, *owner)
    collector = StdCollector(defs, index, diags)
    collector.traits, collector.adts = [[defs[n] for n in index[name]] for name in ("traits", "adts")]
    collector.lang = {name: defs[n] for name, n in index["lang"].items()}
    return collector, defs[0]


class Impls:
    """{key: [impl Def]}, made when a key is looked up."""

    __slots__ = ("numbers", "make")

    def __init__(self, numbers, make):
        self.numbers, self.make = numbers, make

    def get(self, key, default=()):
        numbers = self.numbers.get(key)
        return default if numbers is None else [self.make(number) for number in numbers]


class StdCollector(Collector):
    """What a Collector tells of std. Most programs meet few of its impls, so each is made when its trait or type is."""

    def __init__(self, defs, index, diags):
        super().__init__("std", diags)
        self.defs, self.index, self.made = defs, index, {}

    def impl_tables(self):
        return Impls(self.index["trait_impls"], self.impl), Impls(self.index["inherent_impls"], self.impl)

    def impl_headers(self):
        return [(self.impl(number), entry[2], entry[3]) for number, entry in enumerate(self.index["impls"])]

    def impl(self, number):
        """The Def of one impl."""
        if number not in self.made:
            record, members, _, key, trait = self.index["impls"][number]
            definition = self.made[number] = definition_of(record, self.defs[record[2]])
            definition.members = members
            definition.memo["head_key"] = (key,)
            if trait is not None:
                definition.memo["trait"] = self.defs[trait]
        return self.made[number]


def definitions(records):
    """The Defs of all records but the members of impls."""
    defs = []
    for record in records:
        defs.append(definition_of(record, None if record[2] is None else defs[record[2]]))
    return defs


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


def fill_owner(defs, number, types, values, members, variants, fields, imports):
    """Give a definition what it holds."""
    owner = defs[number]
    if types is not None:
        owner.types = {name: defs[n] for name, n in types.items()}
        owner.values = {name: defs[n] for name, n in values.items()}
    if members is not None:
        owner.members = {name: defs[n] for name, n in members.items()}
    if variants is not None:
        owner.variants = [defs[n] for n in variants]
    if fields is not None:
        owner.fields = [defs[n] for n in fields]
    if imports is not None:
        owner.macros = {}
        owner.imports = {name: [imported(owner, entry) for entry in entries] for name, entries in imports[0].items()}
        owner.globs = [imported(owner, entry) for entry in imports[1]]


def imported(module, entry):
    global_, segments, name, vis = entry
    return Import(module, global_, unpack(segments), name, None, visibility(vis))
