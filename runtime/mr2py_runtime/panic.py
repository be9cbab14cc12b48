"""Panics, aborts and the way in and out of a program (`run_main`).

A panic is the Python exception `Panic`; generated functions that own droppable values catch it, drop
them and raise it again. `IndexError` is the one Python exception that generated code turns into a panic:
`v[i]` is emitted without a test, and `index_panic` finds out afterwards what index met what length.
"""

import os
import signal
import sys

from . import heap, stdio

RECURSION_LIMIT = 180_000
NOTE = "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n"


class Panic(BaseException):
    """A Rust panic on its way up. Its message was printed when it began. `payload`: a value that the program gave (a boxed
    trait object); else the message is: `literal` tells whether as `&str`."""

    def __init__(self, message, literal=None, payload=None):
        self.message, self.literal, self.payload = message, literal, payload


class Stop(BaseException):
    """The program ends here, and no destructor runs. `end()` gives its exit code."""


class Exit(Stop):
    """`std::process::exit`."""

    def __init__(self, code):
        self.code = code

    def end(self):
        stdio.flush_quietly()
        return self.code


PANICS = (Panic, IndexError)       # what a handler that runs destructors catches


class State:
    """Panic count, how deep the running thread is in unwinding, and whoever wants to hear of a panic (the heap log)."""

    count = 0
    unwinding = 0
    name = "main"                  # of the thread that runs
    hook = None                    # what the program wants to be called when a panic begins
    on_panic = []
    on_abort = []                  # what is still done when the process aborts
    at_exit = []                   # what ends with the program (its other threads)


def print_message(message, location):
    """What Rust prints when a panic begins."""
    text = f"\nthread '{State.name}' ({os.getpid()}) panicked at {location}:\n{message}\n"
    State.count += 1
    if State.count == 1:
        text += NOTE
    stdio.write_error(text)


def print_panic(message, file, line, column):
    print_message(message, f"{file}:{line}:{column}")
    return ()


def set_panic_hook(hook):
    State.hook = hook
    return ()


def start_panic(message, location, kind=None, payload=None):
    """Print Rust's panic message and return the exception to raise; a second panic while destructors run aborts."""
    if State.hook is None:
        print_message(message, location)
    error = Panic(message, kind, payload)
    if State.hook is not None:
        file, line, column = location.rsplit(":", 2)
        State.hook(error, file, int(line), int(column))
    if State.unwinding:
        stdio.write_error("thread caused non-unwinding panic. aborting.\n")
        abort()
    for listener in State.on_panic:
        listener(message, location)
    return error


def panic(message, location):
    """Raise a panic with this literal message at `FILE:LINE:COLUMN`."""
    raise start_panic(message, location, True)


def panic_formatted(message, location):
    """The same with a message that something was put into: its payload is a String."""
    raise start_panic(message, location)


def panic_fmt(args, location):
    """Raise a panic with a formatted message; it is literal where nothing was put into it."""
    from .formatting import LiteralArguments, to_text

    raise start_panic(heap.unlogged(to_text, args.parts), location, type(args) is LiteralArguments)


def panic_any(payload, location):
    """Raise a panic with any value."""
    raise start_panic("Box<dyn Any>", location, None, payload)


def resume_unwind(payload):
    """Go on with a panic that was caught: no message."""
    raise Panic("", None, payload)


def catch_panic(call, function, unit):
    """What `function` returns as `Ok`, or the panic that it raised as `Err`. `unit`: it returns nothing."""
    depth = State.unwinding
    try:
        value = call(function)
    except PANICS as error:
        State.unwinding = depth
        return (1, error if isinstance(error, Panic) else index_panic(error))
    return (0, () if unit else value)


def caught_kind(caught):
    return 2 if caught.payload is not None else 0 if caught.literal else 1


def caught_string(caught):
    """The message; its block does not show."""
    from .strings import String, byte_len

    size = byte_len(caught.message)
    return String(caught.message, size, 0, size)


def unwind(error):
    """Called by a handler before it drops anything: an IndexError becomes the panic that it stands for."""
    if not isinstance(error, Panic):
        error = index_panic(error)
    State.unwinding += 1
    return error


def resume(error):
    """Called by a handler when it has dropped everything: the exception to raise again."""
    State.unwinding -= 1
    return error


def call_freeing(block, size, align, function, *args):
    """`function(*args)`, behind which the block goes, also when it panics: the call of a boxed closure by value."""
    try:
        value = function(*args)
    except PANICS as caught:
        error = unwind(caught)
        if size:
            heap.dealloc(block, size, align)
        raise resume(error)
    if size:
        heap.dealloc(block, size, align)
    return value


def index_panic(error):
    """The panic of an index out of bounds, found from where the IndexError was raised."""
    from .postmortem import explain_index_error

    return start_panic(*explain_index_error(error))


def abort():
    """End the process as native `abort` does: SIGABRT; stdout's unfinished line is lost."""
    stdio.flush_lines()
    sys.stderr.flush()
    for work in State.on_abort:
        work()
    try:
        signal.signal(signal.SIGABRT, signal.SIG_DFL)
    except ValueError:
        pass                            # only Python's main thread may; nobody handles the signal anyway
    signal.raise_signal(signal.SIGABRT)      # in this thread, now
    os._exit(134)


def exit_process(code):
    raise Exit(code & 0xFF if code >= 0 else code % 256)


def stack_overflow():
    """Rust's message for an overflown stack, then SIGABRT."""
    stdio.write_error(f"\nthread '{State.name}' has overflowed its stack\nfatal runtime error: stack overflow, aborting\n")
    abort()


def run_module(main, sites, level):
    """What `python module.py` does: run, then write the events to the file named by MR2PY_TRACE_OUT, else to stderr."""
    code = run_main(main, sites)
    if level != "off":
        from . import events
        events.write_jsonl(os.environ.get("MR2PY_TRACE_OUT"), level)
    return code


def run_main(main, sites=()):
    """Run a generated `main` and return the exit code of the process.

    101 after a panic, what `process::exit` was given, 1 where `main` returned an error. Restores the recursion limit.
    What the run records is in `events.EVENTS` afterwards.
    """
    from . import events

    events.start(sites)
    code = guarded(main)
    while State.at_exit:
        State.at_exit.pop()()
    stdio.flush_quietly()
    events.finish(code)
    return code


def guarded(main):
    """`main` with its ways out turned into exit codes."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    State.count = State.unwinding = 0
    State.hook = None
    try:
        code = main()
        heap.close()
        stdio.flush()
        return code or 0
    except Panic:
        heap.close()
        stdio.flush_quietly()
        return 101
    except IndexError as error:
        index_panic(error)
        heap.close()
        stdio.flush_quietly()
        return 101
    except Stop as stop:
        return stop.end()
    except RecursionError:
        stack_overflow()
    except KeyboardInterrupt:
        stdio.flush_quietly()
        return 130
    except MemoryError:
        stdio.write_error("memory allocation failed\n")
        abort()
    finally:
        sys.setrecursionlimit(limit)


