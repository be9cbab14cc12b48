"""The index of std says what the sources say, notices changed ones, and costs no reading of places until they are shown."""

import os

import pytest

from mr2py.diagnostics import Diagnostics
from mr2py.driver import check
from mr2py.frontend import parse_std
from mr2py.source import TokenTable
from mr2py.std import build_index
from mr2py.std.encode_index import library_tokens
from mr2py.std.load_index import add_library, load_std
from mr2py.syntax.node_codec import pack


def walk(definition, path=()):
    """(path, Def) of everything below a definition, without imports."""
    yield path, definition
    for table in ("types", "values", "members"):
        for name, child in (getattr(definition, table) or {}).items():
            if child.parent is definition:
                yield from walk(child, (*path, table, name))


def impls_of(collector):
    return [impl for impl, _, _ in collector.impl_headers()]


def test_index_equals_the_sources():
    parsed, parsed_root = parse_std(library_tokens(), Diagnostics())
    loaded, loaded_root = load_std(Diagnostics())
    want, got = dict(walk(parsed_root)), dict(walk(loaded_root))
    assert want.keys() == got.keys() and len(want) > 200
    pairs = [(one, got[path]) for path, one in want.items()]
    pairs += [pair for one, other in zip(impls_of(parsed), impls_of(loaded)) for pair in zip(one.members.values(), other.members.values())]
    for one, other in pairs:
        assert (one.kind, one.name, one.lang, one.intrinsic, one.path()) == (other.kind, other.name, other.lang, other.intrinsic, other.path())
        if one.kind.startswith(("assoc", "fn", "struct", "field")):
            assert pack(one.node) == pack(other.node)
    assert [entry[1:] for entry in parsed.impl_headers()] == [entry[1:] for entry in loaded.impl_headers()]


def test_places_are_read_when_shown():
    tokens = TokenTable()
    add_library(tokens)
    _, root = load_std(Diagnostics())
    vec = root.types["vec"].types["Vec"]
    assert tokens._library is None and len(tokens) == 1
    file, line, _ = tokens.location(vec.node.name_tok)
    source = next(source for source in tokens.sources if source.name == file)
    assert file == "std/vec.mrs" and "struct Vec" in source.line_text(line) and len(tokens.library.end) > 1000


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A private copy of the index, not loaded yet."""
    target = tmp_path / "index.bin"
    build_index.build(target)
    monkeypatch.setattr(build_index, "INDEX", str(target))
    monkeypatch.setattr(build_index, "_loaded", [])
    return target


@pytest.mark.parametrize("damage", [b"", b"nothing of ours", None])
def test_damaged_index_is_built_again(index, damage):
    index.write_bytes(index.read_bytes()[:5000] if damage is None else damage)
    assert build_index.read() is None
    assert check("a.mrs", "fn main() { let v = vec![1]; println!(\"{v:?}\"); }").exit_code == 0
    assert build_index.read() is not None


def test_changed_inputs_make_it_stale(index, monkeypatch):
    os.utime(index, (1, 1))
    assert build_index.read() is not None            # older, but of the same inputs
    monkeypatch.setattr(build_index, "checksum", lambda: 1)
    assert build_index.read() is None


def test_page_of_std_is_current():
    from tests.tools import std_table
    assert std_table.PAGE.read_text(encoding="utf-8") == std_table.page(), "run python tests/tools/std_table.py"
