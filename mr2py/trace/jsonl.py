"""The trace as JSON lines: a head with the version and the functions, then one object for each event."""

import json


def render(head, events):
    """The same facts as the text."""
    return "".join([json.dumps(entry, ensure_ascii=False) + "\n" for entry in (head, *events)])
