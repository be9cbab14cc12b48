"""One program, natively and here: verdict, stdout, exit code, heap log, and the first difference."""

import os
import signal
import subprocess
import sys

from ..diagnostics.render import place_of
from ..driver import UNSUPPORTED, check
from .native import environment, crate_name, run

SAME, DIFFERS, UNSUPPORTED_HERE, VARIES, TIMEOUT, UNREADABLE = "same", "differs", "unsupported", "varies", "timeout", "unreadable"
TRIES = 6                # native runs that tell a difference of ours from one between native runs


class Case:
    """A program to compare: its file, text, edition, arguments, input and the seconds that a run may take."""

    def __init__(self, name, text, edition, args=(), stdin=b"", seconds=10):
        self.name, self.text, self.edition, self.command, self.stdin, self.seconds = name, text, edition, (name, *args), stdin, seconds


def compare(case, native):
    """What came out, as a dict: "file", "result", for an accepted program "stdout" (bytes), "exit" and "heap" (events), and where
    they differ "what", "line" (of the output, of the log, of the file) and what each side has there, "native" and "mr2py".

    `native`: a `native.Native`. Raises subprocess.TimeoutExpired where rustc takes too long.
    """
    session = check(case.name, case.text, case.edition)
    if session.exit_code == UNSUPPORTED:
        return result(case, UNSUPPORTED_HERE, what="; ".join(unsupported(session)))
    binary, errors, built = native.build(case.name, case.edition, "program", crate_name(case.name))
    ours = errors_here(session)
    if (binary is None) != bool(ours) or errors != ours:
        return result(case, DIFFERS, **first_error(errors, ours, binary is None, built))
    if binary is None:
        return result(case, SAME, verdict="rejected", errors=len(errors))
    return compare_runs(case, native, binary)


def result(case, kind, **facts):
    return {"file": case.name, "result": kind, **facts}


def unsupported(session):
    return [f"{one.code} {one.message}" for one in session.diags if one.level == "error" and one.code.startswith("MR")]


def errors_here(session):
    """Sorted [(code or lint or "", line)] of our diagnostics."""
    found = set()
    for one in session.diags:
        if one.level == "error":
            line = 0
            if one.primary is not None:
                file, start, _ = place_of(session.tokens, one.primary)
                line = session.tokens.sources[file].line_column(start)[0]
            found.add((one.code or "", line))
    return sorted(found)


def first_error(theirs, ours, rejected, built):
    """The facts of two verdicts that differ."""
    if rejected and not theirs:                   # an error without a place, as of the linker
        return {"what": "verdict", "line": 0, "native": "rejected: " + built.stderr[:500], "mr2py": "accepted"}
    code, line = min(set(theirs) ^ set(ours), key=lambda error: error[1])
    native, here = [", ".join(code or "an error" for code, at in errors if at == line) or ("accepted" if not errors else "no error")
                    for errors in (theirs, ours)]
    return {"what": "verdict", "line": line, "native": native, "mr2py": here}


# --- runs ----------------------------------------------------------------------------------------

def compare_runs(case, native, binary):
    """Compare output and exit code of the program as it is, and the heap log of a build with the logger."""
    theirs, ours = run(binary, case.command, case.stdin, case.seconds), run_here(case, native)
    facts = {"verdict": "accepted", "stdout": theirs.stdout, "exit": theirs.code}
    if theirs.timeout or ours.timeout:
        if theirs.timeout and ours.timeout:
            return result(case, TIMEOUT, what=f"both run for more than {case.seconds:g} s")
        slow = "the native program" if theirs.timeout else "mr2py"
        return result(case, TIMEOUT, what=f"{slow} runs for more than {case.seconds:g} s")
    failure = failure_here(ours)
    if failure is not None:
        return result(case, UNSUPPORTED_HERE, what=failure)
    found = output_difference(theirs, ours)
    if found is None:
        found, events = heap_difference(case, native, ours)
        facts["heap"] = events
    elif native_varies(theirs, ours, lambda: run(binary, case.command, case.stdin, case.seconds), output_difference):
        return result(case, VARIES, what=found["what"])
    if found is None:
        return result(case, SAME, **facts)
    if found.get("varies"):
        return result(case, VARIES, what=found["what"])
    return result(case, DIFFERS, **found)


def failure_here(ours):
    """The diagnostic of a program that passes our checks and is not compiled (MR020), or None."""
    lines = ours.stderr.decode("utf-8", "replace").splitlines() if ours.code == UNSUPPORTED else ()
    return next((line.removeprefix("error").strip() for line in lines if line.startswith("error[MR")), None)


def native_varies(first, ours, again, differ):
    """Whether one of some more native runs does what ours did, or differs from the first: then no difference is ours."""
    for _ in range(TRIES):
        other = again()
        if differ(other, ours) is None or differ(other, first) is not None:
            return True
    return False


def output_difference(theirs, ours):
    """The facts of the first difference in stdout or exit code, or None."""
    if theirs.stdout != ours.stdout:
        line, native, here = first_line(theirs.stdout.split(b"\n"), ours.stdout.split(b"\n"))
        return {"what": "stdout", "line": line, "native": shown(native), "mr2py": shown(here)}
    if theirs.code != ours.code:
        return {"what": "exit code", "native": exit_name(theirs.code), "mr2py": exit_name(ours.code)}
    return None


def heap_difference(case, native, ours):
    """(the facts of the first difference or None, number of native events or None where the heap logs cannot be compared)."""
    if "set_hook" in case.text:                   # the logger hears of panics through the hook
        return None, None
    binary = native.build_logged(case.text, case.edition, case.name)
    if binary is None:
        return None, None

    def logged():
        return native.run_logged(binary, case.command, case.stdin, case.seconds)[0]
    theirs = logged()
    found = log_difference(theirs, ours.heap)
    if found is not None and native_varies(theirs, ours.heap, logged, log_difference):
        found = {"what": "heap log", "varies": True}
    return found, len(theirs)


def log_difference(theirs, ours):
    if theirs == ours:
        return None
    line, native, here = first_line(theirs, ours)
    return {"what": "heap log", "line": line, "native": native or "no further event", "mr2py": here or "no further event"}


def first_line(theirs, ours):
    """(number, their line or None, our line or None) of the first difference of two lists of lines."""
    at = next((i for i, pair in enumerate(zip(theirs, ours)) if pair[0] != pair[1]), min(len(theirs), len(ours)))
    return at + 1, theirs[at] if at < len(theirs) else None, ours[at] if at < len(ours) else None


def shown(line):
    return "the end" if line is None else line.decode("utf-8", "replace")


def exit_name(code):
    """An exit code, or the signal that ended the process."""
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return str(code)


def run_here(case, native):
    """The Run of the program in a process of its own, at level `heap`; `heap`: the lines of its log."""
    log = native.path("heap_here")
    command = [sys.executable, "-P", "-m", "mr2py", "run", "--heap-log", log, "--edition", case.edition, "--", *case.command]
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)
    ours = run(sys.executable, command, case.stdin, case.seconds, {**environment(), "PYTHONPATH": paths})
    ours.heap = []
    if os.path.exists(log):
        with open(log, encoding="utf-8") as file:
            ours.heap = file.read().splitlines()
        os.unlink(log)
    return ours


def guarded_compare(case, native):
    """`compare`; a file that cannot be read (no text) and what goes wrong with rustc are results, too."""
    if case.text is None:
        return result(case, UNREADABLE, what="it cannot be read")
    try:
        return compare(case, native)
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        return result(case, DIFFERS, what="native build", native=str(problem), mr2py="")
