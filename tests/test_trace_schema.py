"""The JSON lines of real runs follow docs/trace.schema.json (the few keywords that it uses are checked here)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "trace.schema.json").read_text(encoding="utf-8"))
TYPES = {"string": str, "integer": int, "object": dict}


def fits(value, schema):
    """Whether a value follows a schema."""
    if "oneOf" in schema:
        return sum(fits(value, part) for part in schema["oneOf"]) == 1
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    if type(value) is not TYPES[schema["type"]]:
        return False
    if schema["type"] != "object":
        return True
    known, rest = schema.get("properties", {}), schema["additionalProperties"]
    return all(name in value for name in schema.get("required", ())) and all(
        fits(part, known[name]) if name in known else rest is not False and fits(part, rest) for name, part in value.items())


def trace(program, level, out):
    subprocess.run([sys.executable, "-m", "mr2py.cli", "run", "--trace", level, "--trace-out", out, program], capture_output=True, cwd=ROOT)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("level", ["heap", "ownership"])
@pytest.mark.parametrize("name", ["samples/to_owned.mrs", "samples/smart_pointer.mrs", "tests/run/inventory.mrs", "tests/run/drop_while_panicking.mrs"])
def test_traces_follow_the_schema(name, level, tmp_path):
    entries = trace(name, level, tmp_path / "trace.jsonl")
    assert entries[0]["level"] == level and entries[-1]["kind"] == "exit"
    assert [entry for entry in entries if not fits(entry, SCHEMA)] == []


def test_the_schema_refuses_something():
    assert not fits({"kind": "alloc", "id": "1", "size": 1, "align": 1}, SCHEMA) and not fits({"kind": "exit"}, SCHEMA)
