"""Traces of level `ownership`: what they tell, their two forms, and what a change elsewhere leaves alone."""

import json
import subprocess
import sys

import pytest

from mr2py.driver import check, compile_program

from . import programs, schema


def built(text, level, tmp_path):
    session = check("p.mrs", text)
    assert session.exit_code == 0, [one.message for one in session.diags]
    module = tmp_path / "p.py"
    module.write_text(compile_program(session, level, "<p>").source, encoding="utf-8")
    return module


def trace(text, tmp_path, level="ownership"):
    """The JSON lines of a program, run as a built module."""
    module, out = built(text, level, tmp_path), tmp_path / "p.jsonl"
    subprocess.run([sys.executable, str(module)], capture_output=True, check=False,
                   env={"PYTHONPATH": ":".join(sys.path), "PATH": "", "MR2PY_TRACE_OUT": str(out)})
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def shown(events):
    """The text of events without the table of functions."""
    from mr2py.trace.text import render
    return render(events).splitlines()


def of(events, *kinds):
    return [event for event in events if event["kind"] in kinds]


@pytest.mark.parametrize("level", ["heap", "ownership", "full"])
@pytest.mark.parametrize("text", [programs.OWNERS, programs.BRANCHES])
def test_schema(text, level, tmp_path):
    for entry in trace(text, tmp_path, level):
        assert schema.problems(entry) == []


def test_schema_refuses():
    assert schema.problems({"kind": "alloc", "id": 1, "size": 3})
    assert schema.problems({"kind": "move", "fn": "main", "line": 2, "place": "a", "type": "T", "more": 1})
    assert schema.problems({"kind": "nothing"})


def test_every_kind_is_met(tmp_path):
    kinds = {event["kind"] for text in (programs.OWNERS, programs.BRANCHES, programs.LEAK) for event in trace(text, tmp_path)[1:]}
    kinds |= {event["kind"] for event in trace(programs.BRANCHES, tmp_path, "full")[1:]}
    documented = {kind for part in schema.SCHEMA["$defs"].values() for kind in part["properties"].get("kind", {}).get("enum", ())}
    assert documented == kinds


def test_borrows_end_at_their_last_use(tmp_path):
    events = of(trace(programs.BRANCHES, tmp_path)[1:], "borrow", "borrow_mut", "borrow_end")
    found = [(event["kind"], event["line"], event["place"]) for event in events if event.get("by") or event["place"] in "ab"]
    first = [("borrow", 4, "a"), ("borrow_end", 5, "a")]
    second = [("borrow", 4, "b"), ("borrow_end", 5, "b")]
    assert found == first + second + [("borrow_mut", 4, "kept"), ("borrow_end", 7, "kept")]     # the branch not taken uses it


def test_heap_blocks_have_owners(tmp_path):
    events = of(trace(programs.OWNERS, tmp_path)[1:], "alloc", "realloc", "dealloc")
    owners = [(event["kind"], event["line"], event["owner"], event["type"]) for event in events[:7]]
    assert owners == [("alloc", 2, "ann.name", "String"), ("alloc", 2, "ann.age", "Box<u8>"), ("alloc", 3, "text", "String"),
                      ("alloc", 4, "copy", "String"), ("alloc", 5, "list", "Box<[String; 1]>"), ("alloc", 2, "temporary", "String"),
                      ("realloc", 2, "*list", "Vec<String>")]


def test_unwinding_drops_after_its_frame_is_left(tmp_path):
    events = trace(programs.OWNERS, tmp_path)[1:]
    kinds = [event["kind"] for event in events]
    start = kinds.index("panic")
    assert events[start]["line"] == 19 and events[start]["message"] == "index out of bounds: the len is 2 but the index is 5"
    rest = [(event["kind"], event.get("place", event.get("name"))) for event in events[start + 1:]
            if event["kind"] in ("unwind", "drop", "drop_field", "enter", "leave", "drop_end")]
    assert rest == [("unwind", "main"), ("drop", "other"), ("enter", "Person::drop"), ("leave", "Person::drop"), ("drop_field", ".name"),
                    ("drop_field", ".age"), ("drop_end", "other"), ("drop", "list"), ("drop_end", "list"), ("drop", "copy"), ("drop_end", "copy")]
    assert events[-1] == {"kind": "exit", "code": 101}


def test_changes_elsewhere_leave_the_lines_of_a_function(tmp_path):
    before = trace(programs.BRANCHES, tmp_path)[1:]
    changed = "// a comment\nfn unused() -> u8 {\n    7\n}\n" + programs.BRANCHES.replace("    pick(true);", "    let n = unused();\n    assert!(n > 1);\n    pick(true);")
    after = trace(changed, tmp_path)[1:]

    def lines(events, function):
        return [line for line in shown([event for event in events if event.get("fn") == function])]
    assert lines(before, "pick") == lines(after, "pick") != []
    assert lines(before, "main") != lines(after, "main")


def test_text_has_the_facts_of_the_json_lines(tmp_path):
    for event in trace(programs.OWNERS, tmp_path)[1:]:
        line = shown([event])[0]
        for name, value in event.items():
            if name != "kind":
                assert str(value) in line, (name, line)


def test_columns_are_aligned(tmp_path):
    events = trace(programs.OWNERS, tmp_path)[1:]
    for event in events:
        assert shown([event])[0][24] == " " and shown([event])[0][25] != " "
