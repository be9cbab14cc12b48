"""As much of JSON Schema as docs/trace-schema.json uses."""

import json
from pathlib import Path

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "trace-schema.json").read_text(encoding="utf-8"))
TYPES = {"string": str, "integer": int, "object": dict, "boolean": bool}
KNOWN = {"type", "enum", "const", "minimum", "properties", "required", "additionalProperties", "oneOf", "$ref", "$defs", "$schema", "title", "description"}


def problems(value, schema=SCHEMA):
    """What is wrong with a value, as texts."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        return problems(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    if "oneOf" in schema:
        fitting = [part for part in schema["oneOf"] if not problems(value, part)]
        return [] if len(fitting) == 1 else [f"{value} fits {len(fitting)} alternatives"]
    if "type" in schema and type(value) is not TYPES[schema["type"]]:
        return [f"{value!r} is no {schema['type']}"]
    if value not in schema.get("enum", [value]) or value != schema.get("const", value) or "minimum" in schema and value < schema["minimum"]:
        return [f"{value!r} is not allowed"]
    return members(value, schema) if type(value) is dict else []


def members(value, schema):
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{name} is missing" for name in schema.get("required", ()) if name not in value]
    for name, part in value.items():
        if name in known:
            found += problems(part, known[name])
        elif rest is False:
            found.append(f"{name} is unknown")
        elif rest is not True:
            found += problems(part, rest)
    return found
