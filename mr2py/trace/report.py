"""The events of the run that just ended, as text, as JSON lines and as heap log.

Text: a first line with schema and level, then one event a line, the exit code last. The same facts
stand in the JSON lines. Today the heap's events exist (level `heap`).
"""

SCHEMA = 1


def events(code):
    """The events of the run as dicts, in order."""
    from mr2py_runtime.heap import HEAP
    out = [heap_event(event) for event in HEAP.events]
    out.append({"event": "exit", "code": code})
    return out


def heap_event(event):
    if len(event) == 4:
        return {"event": "realloc", "block": event[0], "old_size": event[1], "size": event[2], "align": event[3]}
    kind = "alloc" if event[0] > 0 else "dealloc"
    return {"event": kind, "block": abs(event[0]), "size": event[1], "align": event[2]}


LINES = {
    "alloc": "alloc    #{block}  {size} bytes, align {align}",
    "realloc": "realloc  #{block}  {old_size} → {size} bytes, align {align}",
    "dealloc": "dealloc  #{block}  {size} bytes, align {align}",
    "exit": "exit     {code}",
}


def text(level, code):
    """The readable trace of a run that ended with `code`."""
    lines = [f"mr2py trace, schema {SCHEMA}, level {level}"]
    lines += [LINES[event["event"]].format(**event) for event in events(code)]
    return "\n".join(lines) + "\n"


def json_lines(level, code):
    """The same facts, one JSON object a line."""
    import json
    entries = [{"schema": SCHEMA, "level": level}] + events(code)
    return "".join([json.dumps(entry) + "\n" for entry in entries])


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
