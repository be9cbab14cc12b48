"""The recorded events of a run: a list of site numbers and heap tuples, in order.

`SITES` of the generated module tells what a number means. A site may need no operand: everything that is
known when compiling stands in the table. Heap events are the tuples of `heap`.
"""

from . import heap
from .panic import State

EVENTS = heap.HEAP.events
log = EVENTS.append
SITES = []                       # of the module that runs
PANIC, EXIT = "panic", "exit"


def panicked(message, location):
    log((PANIC, message, location))


def start(sites):
    """Forget what an earlier run recorded; hear of panics. `sites`: the table of the module that starts."""
    heap.HEAP.reset()
    SITES[:] = sites
    State.on_panic[:] = [panicked]


def finish(code):
    """The last event of a run."""
    log((EXIT, code))


def recording():
    """The events recorded so far (a copy)."""
    return list(EVENTS)


def write_jsonl(path, level):
    """Write the recorded events as JSON lines to the file `path`, or to standard error (None)."""
    import json

    from .decode import decode, head
    text = "".join([json.dumps(entry, ensure_ascii=False) + "\n" for entry in (head(level, SITES), *decode(EVENTS, SITES))])
    if path is None:
        from .stdio import write_error
        write_error(text)
        return
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
