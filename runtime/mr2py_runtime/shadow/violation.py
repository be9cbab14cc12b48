"""A broken memory rule, found while a program runs."""

from .. import stdio
from ..panic import Stop


BROKEN = 1               # the exit code


class Violation(Stop):
    """`kind`: "uninitialised", "moved", "dangling", "aliasing", "double drop" or "leak". `what`: a sentence without lines; `line` (FILE:LINE) of the
    step that broke the rule, and the (words, line) of what happened `earlier` (None where there is nothing to name)."""

    first = None             # the one that ended the run
    report = True            # whether the end of the run tells it on stderr

    def __init__(self, kind, what, line, earlier=None):
        super().__init__(what)
        self.kind, self.what, self.line, self.earlier = kind, what, line, earlier

    def text(self):
        """One sentence with both lines."""
        before = f"; {self.earlier[0]} at {self.earlier[1]}" if self.earlier else ""
        return f"{self.what} at {self.line}{before}"

    def end(self):
        Violation.first = self
        stdio.flush_quietly()
        if Violation.report:
            stdio.write_error(f"memory rule broken ({self.kind}): {self.text()}\n")
        return BROKEN
