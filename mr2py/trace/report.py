"""The events of the run that just ended, as text, as JSON lines and as heap log.

Text: a first line with schema and level, then one event a line, the exit code last, then the table of functions
with their lines. The same facts stand in the JSON lines.
"""

from mr2py_runtime import events as recorded
from mr2py_runtime.decode import VERSION, decode, functions, head

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
    return jsonl.render(head(level, recorded.SITES), events())


def heap_log():
    """One line for each heap event, as the native log has them."""
    from mr2py_runtime import heap
    return heap.text()


def leaks(file_name):
    """What `--leak-check` says of the run: the blocks still alive, with the lines of `file_name` that allocated them."""
    first = dict(functions(recorded.SITES))
    found = [event for event in events() if event["kind"] == "leak"]
    if not found:
        return "leak check: no block is alive at exit\n"
    total = sum(event["size"] for event in found)
    lines = [f"leak check: {len(found)} block{'s' * (len(found) > 1)} of {total} bytes still alive at exit"]
    for event in found:
        place = f", allocated at {file_name}:{first[event['fn']] + event['line'] - 1}" if "fn" in event else ""
        lines.append("  " + readable.describe(event) + place)
    return "\n".join(lines) + "\n"


def difference(golden, got, name):
    """A unified diff, "" where both are the same."""
    if golden == got:
        return ""
    import difflib
    lines = difflib.unified_diff(golden.splitlines(), got.splitlines(), name, "this run", lineterm="")
    return "\n".join(lines) + "\n"
