"""The events of the run that just ended, as text, as JSON lines and as heap log.

Text: a first line with schema and level, then one event a line, the exit code last, then the table of functions
with their lines. The same facts stand in the JSON lines.
"""

from mr2py_runtime import events as recorded
from mr2py_runtime.decode import VERSION, decode, functions

from . import jsonl
from . import text as readable


def events():
    """The events of the run as dicts, in order; the last is its exit."""
    return decode(recorded.EVENTS, recorded.SITES)


def text(level, code):
    """The readable trace of a run that ended with `code`."""
    head = f"mr2py trace, schema {VERSION}, level {level}\n"
    return head + readable.render(events(), functions(recorded.SITES))


def json_lines(level, code):
    """The same facts, one JSON object a line."""
    return jsonl.render(level, events(), functions(recorded.SITES))


def heap_log():
    """One line for each heap event, as the native log has them."""
    from mr2py_runtime import heap
    return heap.text()


def difference(golden, got, name):
    """A unified diff, "" where both are the same."""
    if golden == got:
        return ""
    import difflib
    lines = difflib.unified_diff(golden.splitlines(), got.splitlines(), name, "this run", lineterm="")
    return "\n".join(lines) + "\n"
