"""Runs of programs in forked processes: the compiler is loaded once. Only where there is `os.fork`."""

import os
import sys
import tempfile
from pathlib import Path


class Run:
    """`work()`, which returns an exit code, in a process of its own, from now on."""

    def __init__(self, work, stdin=b"", seconds=60):
        self.folder = tempfile.TemporaryDirectory()
        self.files = [Path(self.folder.name) / name for name in ("in", "out", "err")]
        self.files[0].write_bytes(stdin)
        self.child = os.fork()
        if self.child == 0:
            os._exit(redirected(work, self.files, seconds))

    def finish(self):
        """(exit code, stdout, stderr), when it has ended."""
        status = os.waitpid(self.child, 0)[1]
        with self.folder:
            return os.waitstatus_to_exitcode(status), self.files[1].read_bytes(), self.files[2].read_bytes()


def redirected(work, files, seconds):
    """What the child does; returns its exit code."""
    import faulthandler
    import signal

    for number, (path, flags) in enumerate(zip(files, (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT))):
        os.dup2(os.open(path, flags, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, closefd=False) for number, mode in ((0, "r"), (1, "w"), (2, "w")))
    faulthandler.disable()              # a program that aborts is no accident here
    signal.alarm(seconds)
    try:
        code = work()
    except BaseException:
        import traceback
        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    return code


class Ahead:
    """The runs of a list of things, as many at a time as there are processors. `start(thing)` makes the Run of one."""

    def __init__(self, things, start):
        self.waiting, self.start, self.runs = list(things), start, {}
        self.width = os.cpu_count() or 1

    def finish(self, thing):
        """What the run of `thing` gives; others are begun meanwhile."""
        if thing in self.waiting:
            self.waiting.remove(thing)
            self.runs[thing] = self.start(thing)
        while self.waiting and len(self.runs) < self.width:
            other = self.waiting.pop(0)
            self.runs[other] = self.start(other)
        return self.runs.pop(thing).finish()
