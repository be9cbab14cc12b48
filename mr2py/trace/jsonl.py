"""The trace as JSON lines: a head with the version and the functions, then one object for each event."""

import json

from mr2py_runtime.decode import VERSION


def render(events, functions=()):
    """The same facts as the text."""
    head = {"schema": "mr2py-trace", "version": VERSION, "functions": {name: line for name, line in functions}}
    return "".join([json.dumps(entry, ensure_ascii=False) + "\n" for entry in (head, *events)])
