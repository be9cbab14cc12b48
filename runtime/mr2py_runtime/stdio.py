"""Standard output as bytes: UTF-8 whatever the locale, line semantics of Rust's `LineWriter`.

Text is gathered and written in large pieces where nobody can tell the difference: before anything is
written to standard error, before standard input is read, at exit. A terminal sees each line at once.
"""

import os
import sys

_chunks = []
_pending = 0
_tty = None
LIMIT = 4096            # chunks gathered before they are written


def write(text):
    """Append `text` to standard output."""
    global _pending
    _chunks.append(text)
    _pending += 1
    if _pending > LIMIT or _tty is not False:
        _full()


def _full():
    global _tty
    if _tty is None:
        try:
            _tty = os.isatty(1)
        except OSError:
            _tty = False
    if _pending > LIMIT or _tty and "\n" in _chunks[-1]:
        flush()


def take():
    """Everything gathered and not yet written, as text."""
    global _pending
    text = "".join(_chunks)
    _chunks.clear()
    _pending = 0
    return text


def flush():
    """Write what was gathered. A closed pipe is Rust's panic "failed printing to stdout"."""
    if not _chunks:
        return
    try:
        _write_all(1, take().encode("utf-8", "surrogatepass"))
    except OSError as error:
        _failed(error)


def _write_all(descriptor, data):
    sys.stdout.flush()
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view):]


def _failed(error):
    from . import panic

    message = f"failed printing to stdout: {os.strerror(error.errno)} (os error {error.errno})"
    raise panic.start_panic(message, "library/std/src/io/stdio.rs:1165:9")


def flush_quietly():
    """At exit: errors are ignored, as Rust's runtime does."""
    try:
        _write_all(1, take().encode("utf-8", "surrogatepass"))
    except OSError:
        pass


def flush_lines():
    """Write the whole lines that were gathered; the unfinished one stays (an abort loses it)."""
    global _pending
    text = take()
    end = text.rfind("\n") + 1
    if end:
        try:
            _write_all(1, text[:end].encode("utf-8", "surrogatepass"))
        except OSError:
            pass
    if text[end:]:
        _chunks.append(text[end:])
        _pending = 1


def write_error(text):
    """Append `text` to standard error, after the lines printed before it."""
    if _chunks:
        flush_lines()
    try:
        _write_all(2, text.encode("utf-8", "surrogatepass"))
    except OSError:
        pass


def write_bytes(data):
    """Append bytes to standard output; such as are no UTF-8 go out at once."""
    data = bytes_of(data)
    try:
        write(data.decode())
    except UnicodeDecodeError:
        flush()
        try:
            _write_all(1, data)
        except OSError as error:
            _failed(error)


def bytes_of(data):
    """The bytes of a list or slice of ints."""
    return bytes(data) if type(data) is list else bytes(list(data))


def is_terminal(number):
    """Whether the stream 0, 1 or 2 is a terminal."""
    try:
        return os.isatty(number)
    except OSError:
        return False


def write_error_bytes(data):
    write_error(bytes_of(data).decode("utf-8", "replace"))


_input = []             # whether standard input was used before


def open_stdin():
    """Its first use allocates a buffer that is never freed."""
    from . import heap

    if not _input:
        _input.append(heap.alloc_kept(8192, 1))


def read_line():
    """The next line of standard input with its newline, "" at its end, None where it is no UTF-8."""
    flush()
    try:
        return sys.stdin.buffer.readline().decode("utf-8")
    except UnicodeDecodeError:
        return None


def read_rest():
    """All that is left of standard input, None where it is no UTF-8."""
    flush()
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        return None


def fill_stdin():
    """The bytes that can be read next, as a list; empty at the end."""
    flush()
    return list(sys.stdin.buffer.peek(1))


def consume_stdin(amount):
    sys.stdin.buffer.read(amount)
