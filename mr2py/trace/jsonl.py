"""The trace as JSON lines: a head with the version and the functions, then one object for each event."""

import json

from mr2py_runtime.decode import VERSION


def render(level, events, functions=()):
    """The same facts as the text."""
    head = {"schema": VERSION, "level": level, "functions": {name: line for name, line in functions}}
    return "".join([json.dumps(entry, ensure_ascii=False) + "\n" for entry in (head, *events)])
