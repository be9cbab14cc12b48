"""What rustc and what mr2py say of many programs, each a module of one crate.

A verdict is a list of pairs [line in the program, code]; an error without a code has "".
"""

import json
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from mr2py.diagnostics.render import place_of
from mr2py.driver import check

PRELUDE = (Path(__file__).parent / "prelude.mrs").read_text(encoding="utf-8")
LIMIT = 10                      # seconds for one program


def have_rustc():
    return shutil.which("rustc") is not None


class Crate:
    """Programs as modules of one file; knows which lines are whose."""

    def __init__(self, programs):
        lines = PRELUDE.rstrip("\n").split("\n") + ["fn main() {}"]
        self.count, self.owner = len(programs), {}
        for index, text in enumerate(programs):
            lines.append(f"mod p{index} {{")
            lines.append("    use super::*;")
            for number, line in enumerate(text.split("\n"), 1):
                lines.append(line)
                self.owner[len(lines)] = (index, number)
            lines.append("}")
        self.text = "\n".join(lines) + "\n"

    def sort(self, found):
        """[verdict of each program] from pairs (line of the file, code); the second result: pairs of no program."""
        verdicts, rest = [set() for _ in range(self.count)], []
        for line, code in found:
            if line in self.owner:
                index, number = self.owner[line]
                verdicts[index].add((number, code))
            else:
                rest.append((line, code))
        return [sorted(map(list, verdict)) for verdict in verdicts], rest


def halved(ask):
    """`ask` of a crate, which gives None where a program spoils the others: then of its halves."""
    def asked(programs):
        found = ask(programs)
        if found is not None:
            return found
        if len(programs) == 1:
            return [[[0, "crash"]]]
        middle = len(programs) // 2
        return asked(programs[:middle]) + asked(programs[middle:])
    return asked


@halved
def ask_rustc(programs):
    """rustc's verdicts."""
    crate = Crate(programs)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crate.rs"
        path.write_text(crate.text, encoding="utf-8")
        done = subprocess.run(["rustc", "--edition", "2024", "--emit=metadata", "--error-format=json", "-o", str(Path(folder) / "out"), str(path)],
                              capture_output=True, text=True, timeout=300)
    found = []
    for line in done.stderr.splitlines():
        if not line.startswith("{"):
            return None
        message = json.loads(line)
        if message.get("level") == "error" and message["spans"]:
            primary = next(span for span in message["spans"] if span["is_primary"])
            found.append((outermost(primary), (message["code"] or {}).get("code", "")))
    verdicts, rest = crate.sort(found)
    return None if rest else verdicts


def outermost(span):
    """The line of a span; of one inside of a macro the line of the macro's call."""
    while span.get("expansion"):
        span = span["expansion"]["span"]
    return span["line_start"]


@halved
def ask_mr2py(programs):
    """Our verdicts; programs that stop a phase for all are checked one by one."""
    crate = Crate(programs)
    try:
        session = limited(LIMIT + len(programs), check, "crate.mrs", crate.text, 2024)
    except Exception:
        return None
    if session.results.get("typeck") is None and len(programs) > 1:          # a syntax error of one hides the others
        return None
    found = []
    for diagnostic in session.diags:
        if diagnostic.level == "error":
            found.append((line_of(session, diagnostic.primary), diagnostic.code))
    verdicts, rest = crate.sort(found)
    return None if rest else verdicts


def line_of(session, label):
    """The line that a Label begins in, 0 where there is none."""
    if label is None:
        return 0
    file, start, _ = place_of(session.tokens, label)
    return session.tokens.sources[file].line_column(start)[0]


class TooLong(Exception):
    """A check that took longer than it may."""


def limited(seconds, work, *args):
    """`work(*args)`, stopped by TooLong after some seconds (where the system has alarms)."""
    def stop(number, frame):
        raise TooLong(f"more than {seconds} s")
    if not hasattr(signal, "SIGALRM"):
        return work(*args)
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        return work(*args)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
