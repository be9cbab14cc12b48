"""The recorded events of a run: a list of site numbers and heap tuples, in order.

`SITES` of the generated module tells what a number means. A site may need no operand: everything that is
known when compiling stands in the table. Heap events are the tuples of `heap`.
"""

from . import heap
from .panic import State

EVENTS = heap.HEAP.events
log = EVENTS.append
PANIC, EXIT = "panic", "exit"


def panicked():
    log((PANIC,))


def start():
    """Forget what an earlier run recorded; hear of panics."""
    heap.HEAP.reset()
    State.on_panic[:] = [panicked]


def finish(code):
    """The last event of a run."""
    log((EXIT, code))


def recording():
    """The events recorded so far (a copy)."""
    return list(EVENTS)
