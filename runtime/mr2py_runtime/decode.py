"""Recorded events and the table of sites → logical events.

An event is a dict: `kind`, `fn` and `line` (within the function, from 1) where it has a site, and its facts.
Versioned: `VERSION`.
"""

VERSION = 1


def decode(events, sites):
    """Yield the events of a run. `sites`: [(kind, function, line in function, line, facts)]."""
    site = None
    for event in events:
        if type(event) is int:
            kind, function, relative, line, facts = sites[event]
            site = (function, relative, line)
            yield {"kind": kind, "fn": function, "line": relative, **facts}
        else:
            yield plain(event, site)


def plain(event, site):
    """A heap event, a panic or the exit."""
    if event[0] == "exit":
        return {"kind": "exit", "code": event[1]}
    where = {"fn": site[0], "line": site[1]} if site else {}
    if event[0] == "panic":
        return {"kind": "panic", **where}
    if len(event) == 4:
        return {"kind": "realloc", "id": event[0], "old": event[1], "size": event[2], "align": event[3]}
    return {"kind": "alloc" if event[0] > 0 else "dealloc", "id": abs(event[0]), "size": event[1], "align": event[2]}


def functions(sites):
    """[(function, its first line)] of the functions that have sites, in order of lines."""
    found = {function: line - relative + 1 for _, function, relative, line, _ in sites}
    return sorted(found.items(), key=lambda entry: entry[1])
