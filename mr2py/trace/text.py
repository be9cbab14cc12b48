"""The trace as text, one event a line, for people and golden files.

    main:2      init       s1: String
                alloc      #1 5 bytes, align 1

A site is named by its function and the line within it, so that a change outside of a function leaves its lines alone;
the absolute line of each function stands in a table at the end.
"""

WORDS = {"borrow": "borrow", "borrow_mut": "borrow mut", "borrow_two_phase": "borrow mut two-phase", "reborrow": "reborrow",
         "reborrow_mut": "reborrow mut", "drop_end": "dropped"}


def render(events, functions=()):
    """The whole text; `functions`: [(name, absolute line)]."""
    depth, lines = 0, []
    for event in events:
        if event["kind"] == "leave":
            depth -= 1
        lines.append(line(event, max(depth, 0)))
        if event["kind"] == "enter":
            depth += 1
    if functions:
        lines.append("")
        lines += [f"fn {name} at line {number}" for name, number in functions]
    return "\n".join(lines) + "\n"


def line(event, depth=0):
    """One event."""
    where = f"{event['fn']}:{event['line']}" if "fn" in event else ""
    word = WORDS.get(event["kind"], event["kind"])
    return f"{where:<20} {'  ' * depth}{word:<10} {describe(event)}".rstrip()


def describe(event):
    kind = event["kind"]
    if kind in ("alloc", "dealloc"):
        return f"#{event['id']} {event['size']} bytes, align {event['align']}"
    if kind == "realloc":
        return f"#{event['id']} {event['old']} -> {event['size']} bytes, align {event['align']}"
    if kind == "exit":
        return str(event["code"])
    text = event.get("place", event.get("name", ""))
    if "type" in event:
        text += f": {event['type']}" if text else event["type"]
    if "into" in event:
        text += f" -> {event['into']}"
    if "by" in event:
        text += f" by {event['by']}"
    return text
