"""The trace as text, one event a line, for people and golden files.

    main:2      init       s1: String
    main:2      alloc      #1 5 bytes, align 1, s1: String

A site is named by its function and the line within it, so that a change outside of a function leaves its lines alone;
the absolute line of each function stands in a table at the end.
"""

from . import values

WORDS = {"borrow": "borrow", "borrow_mut": "borrow mut", "borrow_two_phase": "borrow mut two-phase", "reborrow": "reborrow",
         "reborrow_mut": "reborrow mut", "storage_live": "storage live", "storage_dead": "storage dead", "borrow_end": "borrow ends", "drop_field": "drop field", "drop_end": "dropped"}
WHERE, WORD = 24, 20


def render(events, functions=()):
    """The whole text; `functions`: [(name, absolute line)]."""
    frames, lines, stacks = [], [], {}
    names = values.Names()
    stacks[0] = frames
    for event in events:
        kind = event["kind"]
        if kind == "leave" and frames:
            frames.pop()
        elif kind == "unwind":                     # the frames above it are gone, some without a word
            while frames and frames.pop() != event["fn"]:
                pass
        elif kind == "thread":
            frames = stacks.setdefault(event["number"], [])
        elif kind == "storage_live":
            names[event["frame"], event["local"]] = event["fn"], event["place"]
        lines.append(line(event, len(frames) if kind != "thread" else 0, names))
        if kind == "enter" or kind == "unwind":
            frames.append(event["fn"])
    if functions:
        lines.append("")
        lines += [f"fn {name} at line {number}" for name, number in functions]
    return "\n".join(lines) + "\n"


def line(event, depth=0, names=None):
    """One event. `names`: of the locals that are there, at level `full`."""
    where = f"{event['fn']}:{event['line']}" if "fn" in event else ""
    word = WORDS.get(event["kind"], event["kind"])
    return f"{where:<{WHERE}} {'  ' * depth}{word:<{WORD}} {describe(event, names)}".rstrip()


def describe(event, names=None):
    kind = event["kind"]
    if kind in ("alloc", "dealloc", "realloc", "leak"):
        size = f"{event['old']} -> {event['size']}" if kind == "realloc" else event["size"]
        return f"#{event['id']} {size} bytes, align {event['align']}{owner(event)}"
    if kind == "thread":
        return str(event["number"])
    if kind == "exit":
        return str(event["code"])
    if kind == "panic":
        return repr(event["message"])
    if kind == "store":
        return f"{event['place']} = {names.shown(event['value'], event['fn'])}" if "value" in event else f"{event['place']}: {event['truncate']} elements are left"
    text = event.get("place", event.get("name", ""))
    if "loan" in event:
        text = f"&{event['loan']} {text}"
    if "type" in event:
        text += f": {event['type']}" if text else event["type"]
    if "into" in event:
        text += f" -> {event['into']}"
    if "by" in event:
        text += f" by {event['by']}"
    if kind == "storage_live" and event["size"] is not None:
        text += f", {event['size']} bytes, align {event['align']}"
    return text


def owner(event):
    """`, s: String` behind a heap event whose owner is known."""
    if "owner" not in event:
        return ""
    return f", {event['owner']}" + (f": {event['type']}" if event.get("type") else "")
