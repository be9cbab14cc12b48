"""The human layout against what rustc 1.95 rendered for the same spans (rustc_rendered.json)."""

import json
from pathlib import Path

import pytest
from mr2py.diagnostics import Diagnostic, Diagnostics, Label
from mr2py.diagnostics.json import diagnostic_json, render_json
from mr2py.diagnostics.render import render, render_all
from mr2py.diagnostics.short import render_short
from mr2py.source import Source, TokenTable

RECORDED = json.loads((Path(__file__).parent / "rustc_rendered.json").read_text())
CASES = [(case["source"], error) for case in RECORDED for error in case["errors"]]


def rebuild(source, error):
    """(Diagnostic, its token table) with the spans of a recorded error."""
    tokens = TokenTable()
    tokens.add_source(Source("case.rs", source))
    raw = source.encode()

    def label(span):
        start, end = (len(raw[:at].decode()) for at in span[:2])
        token = tokens.add("X", "", 0, start, end)
        return Label(token, token, span[2] or "", span[3])
    diagnostic = Diagnostic("error", error["code"], error["message"], [label(span) for span in error["spans"]])
    for level, message, spans in error["children"]:
        edits = [span for span in spans if span[4] is not None]
        if edits:
            diagnostic.suggest(message, [(*[label(span).lo] * 2, span[4]) for span in edits])
        else:
            diagnostic.children.append((level, message, [label(span) for span in spans]))
    return diagnostic, tokens


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{number}-{CASES[number][1]['code']}")
def test_rendered_as_rustc(number):
    source, error = CASES[number]
    assert render(*rebuild(source, error)).rstrip() == error["rendered"].rstrip()


def test_enough_cases():
    assert len(CASES) >= 36


def test_json_has_rustcs_offsets():
    source, error = CASES[0]
    diagnostic, tokens = rebuild(source, error)
    entry = diagnostic_json(diagnostic, tokens)
    assert [(span["byte_start"], span["byte_end"]) for span in entry["spans"]] == [tuple(span[:2]) for span in error["spans"]]
    assert json.loads(render_json([diagnostic], tokens).splitlines()[0])["code"]["code"] == error["code"]


def test_json_has_rustcs_order_of_spans():
    from mr2py.driver import check
    session = check("p.mrs", "struct A;\nfn main() {\n    let _ = A + A;\n}\n")
    entry = diagnostic_json(next(iter(session.diags)), session.tokens)
    assert [(span["column_start"], span["label"], span["is_primary"]) for span in entry["spans"]] == [(13, "A", False), (17, "A", False), (15, None, True)]


def test_repeated_errors_are_told_once():
    diags = Diagnostics()
    diags.error("E0425", "m", 1)
    diags.error("E0425", "m", 1)
    diags.error("MR013", "n", 1)
    assert len(diags) == 2 and diags.has_unsupported and diags.has_certain_errors


def test_closing_lines():
    first, tokens = rebuild(*CASES[0])
    text = render_all([first], tokens)
    assert "error: aborting due to 1 previous error\n\nFor more information about this error, try `rustc --explain" in text
    second = Diagnostic("error", "E0999", "x", first.spans)
    assert "aborting due to 2 previous errors\n\nSome errors have detailed explanations: " in render_all([first, second], tokens)


def test_short():
    """As rustc's: the labels of the primary span behind the message, a suggestion that is told in a label too, and the closing line."""
    diagnostic, tokens = rebuild(*CASES[0])
    text = render_short([diagnostic], tokens)
    assert text.startswith("case.rs:") and f"error[{diagnostic.code}]: {diagnostic.message}" in text
    assert text.endswith(f": {diagnostic.primary.text}\nerror: aborting due to 1 previous error\n")
