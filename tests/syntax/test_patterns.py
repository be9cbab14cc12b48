"""The expressions that come compiled are what `re` makes of them."""

import re

from mr2py.syntax import format_spec, lexer, literals, patterns


def test_compiled_equals_re():
    for text, flags in patterns.read():
        found, want = patterns.compiled(text, flags), re.compile(text, flags)
        assert (found, found.groups, dict(found.groupindex)) == (want, want.groups, dict(want.groupindex))
    assert lexer.MASTER.findall("let x = 1.5; // end") == ["let", " ", "x", " ", "=", " ", "1.5", ";", " ", "// end"]
    assert format_spec.SPEC.match("*^+#010.3e")["type"] == "e" and literals.NUMBER.match("0xffu8")


def test_another_version_is_compiled_afresh(tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "FILE", str(tmp_path / "patterns.bin"))
    monkeypatch.setattr(patterns, "_known", [])
    (tmp_path / "patterns.bin").write_bytes(b"damaged")
    assert patterns.compiled("a+b").match("aab")
    assert ("a+b", 0) in patterns.read()
    monkeypatch.setattr(patterns, "VERSION", "another")
    assert patterns.read() == {}
