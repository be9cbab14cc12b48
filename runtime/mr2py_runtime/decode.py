"""Recorded events and the table of sites → logical events.

An event is a dict: `kind`, `fn` and `line` (within the function, from 1) where it has a site, and its facts.
What docs/trace.md says of them is decided here: who owns a heap block, which borrows are alive.
"""

from .heap import FOREIGN, HEAP

VERSION = 1


def decode(events, sites):
    """The events of a run as dicts, in order. `sites`: [(kind, function, line in function, line, facts)]."""
    decoder = Decoder(sites)
    found, shown = [], 0
    for event in events:
        if type(event) is tuple and event[0] == "exit":
            found += decoder.leaks()
        made = decoder.site(*sites[event]) if type(event) is int else decoder.plain(event)
        if made is not None and decoder.thread >= 0:
            if decoder.thread != shown:
                shown = decoder.thread
                found.append({"kind": "thread", "number": shown})
            found.append(made)
    return found


def head(level, sites):
    """The first line of a trace in JSON lines: schema, level, functions with their first lines, at level `full` the layouts of types (bytes)."""
    told = {"schema": VERSION, "level": level, "functions": dict(functions(sites))}
    if level == "full":
        from .shadow.machine import Machine
        told["types"] = {entry[1]: layout(entry) for entry in Machine.recorder.types if entry[2] is not None}
    return told


def layout(entry):
    """{"size", "align"} of a type, and the offsets of its fields, of an enum those of each variant's."""
    told = {"size": entry[2], "align": entry[3]}
    if entry[0] in ("struct", "tuple", "closure"):
        told["fields"] = {name: offset for name, _, _, offset in entry[4] if offset is not None}
    elif entry[0] == "enum":
        told["variants"] = {name: {field: offset for field, _, offset in fields if offset is not None} for name, fields in entry[8]}
    return told


class Frame:
    """A call that is running: where it stands, whose heap events follow, and its live borrows."""

    __slots__ = ("function", "line", "owner", "loans")

    def __init__(self, function, line):
        self.function, self.line, self.owner, self.loans = function, line, {}, set()


class Decoder:
    """Follows the frames of a run."""

    def __init__(self, sites):
        self.first_lines = functions(sites)
        self.thread, self.stacks = 0, {}           # whose turn it is (negative: std's own doing); the frames of each thread
        self.frames, self.blocks = self.stacks.setdefault(0, []), {}          # blocks: id → type of the value that it was allocated for
        self.alive = {}                            # id → the event of its allocation, with its present size

    def site(self, kind, function, relative, line, facts):
        """The event of a site, or None."""
        if kind == "enter":
            self.frames.append(Frame(function, relative))
        elif kind == "unwind":
            self.unwind_to(function)
        frame = self.frames[-1] if self.frames else Frame(function, relative)
        if kind == "unwind" or function is None:   # drop glue runs in the frame of whoever drops
            return {"kind": kind, "fn": frame.function, "line": frame.line, **facts}
        frame.line = relative
        if kind == "at":
            frame.owner = facts
            return None
        if not self.follow(frame, kind, facts):
            return None
        return {"kind": kind, "fn": function, "line": relative, **facts}

    def follow(self, frame, kind, facts):
        """Take note of an event; False if it did not happen (the end of a borrow that this run did not make)."""
        if kind == "drop":
            frame.owner = {"owner": facts["place"], "type": facts["type"]}
        elif kind == "borrow_end":
            if facts["loan"] not in frame.loans:
                return False
            frame.loans.discard(facts["loan"])
        elif "loan" in facts:
            frame.loans.add(facts["loan"])
        elif kind == "leave" and self.frames:
            self.frames.pop()
        return True

    def unwind_to(self, function):
        """Frames without a handler have been left silently."""
        while len(self.frames) > 1 and self.frames[-1].function != function:
            self.frames.pop()

    def plain(self, event):
        """A heap event, a panic or the exit."""
        if event[0] == "thread":
            self.thread = event[1]
            if self.thread >= 0:
                self.frames = self.stacks.setdefault(self.thread, [])
            return None
        if event[0] == "state":
            return self.state(*event[1:])
        if event[0] == "exit":
            self.thread = 0
            return {"kind": "exit", "code": event[1]}
        if event[0] == "panic":
            return {"kind": "panic", **self.place_of(event[2]), "message": event[1]}
        where, facts = {}, {}
        if self.frames:
            frame = self.frames[-1]
            where = {"fn": frame.function, "line": frame.line}
            facts = dict(frame.owner)
        number = abs(event[0])
        if number > FOREIGN and self.thread >= 0 and number not in self.blocks and event[0] < 0:
            self.alive.pop(number, None)
            return None                            # a block of std's own
        if event[0] > 0 and self.thread >= 0:
            self.blocks[number] = facts.get("type")
        elif self.blocks.get(number):
            facts["type"] = self.blocks[number]
        made = {**heap_event(event), **where, **facts}
        self.follow_block(made)
        return made

    def follow_block(self, event):
        """Take note of which blocks are alive."""
        number = event["id"]
        if event["kind"] == "dealloc":
            self.alive.pop(number, None)
        elif event["kind"] == "realloc":
            if number in self.alive:
                self.alive[number] = {**self.alive[number], "size": event["size"]}
        elif self.thread >= 0 and number not in HEAP.permanent:
            self.alive[number] = event

    def leaks(self):
        """The blocks that are alive, each at the place of its allocation, in the order of their ids."""
        return [{**event, "kind": "leak"} for _, event in sorted(self.alive.items())]

    def state(self, kind, function, line, facts):
        """An event of level `full`, which carries its frame itself."""
        if kind == "enter":
            self.frames.append(Frame(function, line))
        elif kind == "unwind":
            self.unwind_to(function)
        elif kind == "leave" and self.frames:
            self.frames.pop()
        if self.frames and kind != "leave":
            self.frames[-1].line = line
        return {"kind": kind, "fn": function, "line": line, **facts}

    def place_of(self, location):
        """{"fn", "line"} of a panic's `FILE:LINE:COLUMN`: the running function's, or the one that the line lies in."""
        parts = location.rsplit(":", 2)
        if len(parts) < 3 or not self.first_lines:
            return {}
        line = int(parts[1])
        running = self.frames[-1].function if self.frames else None
        before = [(first, name) for name, first in self.first_lines if first <= line]
        first, name = next(((first, name) for first, name in before if name == running), max(before, default=(line, running)))
        return {"fn": name, "line": line - first + 1}


def heap_event(event):
    """The facts of a tuple of the heap log."""
    if len(event) == 4:
        return {"kind": "realloc", "id": event[0], "old": event[1], "size": event[2], "align": event[3]}
    return {"kind": "alloc" if event[0] > 0 else "dealloc", "id": abs(event[0]), "size": event[1], "align": event[2]}


def functions(sites):
    """[(function, its first line)] of the functions that have sites, in order of lines."""
    found = {function: line - relative + 1 for _, function, relative, line, _ in sites if function is not None}
    return sorted(found.items(), key=lambda entry: entry[1])
