"""The simulated heap: block ids and the log of its events (level `heap` and above).

Ids count allocations from 1; a realloc keeps its id. The log is a list of tuples, `("alloc", id, size, align)`;
`text()` gives it as lines, `alloc 1 5 1`.
"""


FOREIGN = 1_000_000_000                # ids of blocks that other threads allocated begin here


class Heap:
    """Ids and events of one run."""

    def __init__(self):
        self.events = []
        self.last = 0
        self.permanent = set()        # blocks of `alloc_kept`
        self.end = None               # how many events there were when `main` returned a value that is still to be reported

    def reset(self):
        self.events.clear()
        self.permanent.clear()
        self.last, self.end = 0, None


HEAP = Heap()
_log = HEAP.events.append


def alloc(size, align):
    """Allocate `size` bytes: the new block's id; nothing is allocated (0) for no bytes."""
    if size == 0:
        return 0
    HEAP.last = number = HEAP.last + 1
    _log((number, size, align))
    return number


def alloc_kept(size, align):
    """Allocate what std keeps, or frees in another thread without a trace: such a block is no leak."""
    number = alloc(size, align)
    HEAP.permanent.add(number)
    return number


def realloc(block, old, new, align):
    """Grow or shrink a block; one that does not exist yet is allocated, an empty one freed. Returns its id."""
    if block == 0:
        return alloc(new, align)
    if new == 0:
        dealloc(block, old, align)
        return 0
    _log((block, old, new, align))
    return block


def dealloc(block, size, align):
    if block:
        _log((-block, size, align))


def unlogged(function, *args):
    """What `function` returns. Its blocks do not count where it freed all of them: a panic's message is made by the panic's machinery."""
    first, last = len(HEAP.events), HEAP.last
    result = function(*args)

    def is_mine(event):
        return type(event) is tuple and type(event[0]) is int and abs(event[0]) > last
    mine = list(filter(is_mine, HEAP.events[first:]))
    if sum(1 if event[0] > 0 else -1 for event in mine if len(event) == 3) == 0:
        HEAP.events[first:] = [event for event in HEAP.events[first:] if not is_mine(event)]
        HEAP.last = last
    return result


def main_returned(value):
    """The heap log ends here: reporting what `main` returned belongs to the process."""
    close()
    return value


def close():
    """`main` is left: what follows (destructors of thread-local values) is not logged."""
    if HEAP.end is None:
        HEAP.end = len(HEAP.events)


def line(event):
    """The log line of one event."""
    if len(event) == 4:
        return "realloc %d %d %d %d" % event
    return ("alloc %d %d %d" if event[0] > 0 else "dealloc %d %d %d") % (abs(event[0]), event[1], event[2])


def text():
    """The whole heap log: the events of the main thread on blocks that it allocated."""
    lines, thread = [], 0
    for event in HEAP.events[:HEAP.end]:
        if type(event) is not tuple:
            continue
        if event[0] == "thread":
            thread = event[1]
        elif thread == 0 and type(event[0]) is int and abs(event[0]) < FOREIGN:
            lines.append(line(event) + "\n")
    return "".join(lines)
