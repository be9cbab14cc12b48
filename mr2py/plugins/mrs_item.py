"""What is expected of a `.mrs` program, and whether it does it (see pytest_plugin.py).

Annotations are those of rustc's ui tests: `//~ ERROR E0382` on the line of the error, `//~^` one
line below it for each `^`, `//~v` above, `//~|` the line of the annotation before, `//~?` no line.
WARN stands for a warning. The words after it are a code or lint, the beginning of the message, or both as `E0382 message`.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ANNOTATION = re.compile(r"//~(\^+|v+|\||\?)?\s*(ERROR|WARN)\s*(.*)")
CODE = re.compile(r"(E\d{4}|MR\d{3}|[a-z]+(?:_[a-z]+)+)\b\s*(.*)")
LEVEL = {"ERROR": "error", "WARN": "warning"}
DIRECTIVE = re.compile(r"^//@\s*([a-z-]+):\s*(.*?)\s*$", re.M)


class Mismatch(Exception):
    """The program does something else than expected; the text is a readable difference."""


def directives(text):
    """{name: value} of the `//@ name: value` lines."""
    return dict(DIRECTIVE.findall(text))


def annotations(text):
    """[(line or None, level, code, start of the message)] of the `//~ ERROR` and `//~ WARN` comments."""
    found, previous = [], None
    for number, line in enumerate(text.splitlines(), 1):
        match = ANNOTATION.search(line)
        if match is None:
            continue
        where, level, words = match.group(1) or "", LEVEL[match.group(2)], match.group(3).strip()
        if where == "|":
            number = previous
        elif where == "?":
            number = None
        else:
            number += -len(where) if where.startswith("^") else len(where)
        previous = number
        coded = CODE.match(words)
        code, message = coded.groups() if coded else ("", words)
        found.append((number, level, code, message))
    return found


def difference(want, got, name):
    lines = difflib.unified_diff(want.splitlines(), got.splitlines(), f"{name} (expected)", f"{name} (now)", lineterm="")
    return "\n".join(lines)


def examine(path, kind, bless):
    """Check one expectation of the program at `path`; raises Mismatch. `bless` rewrites goldens."""
    text = path.read_text(encoding="utf-8")
    if kind == "check":
        examine_check(path, text, bless)
        return
    options = directives(text)
    got, code = run(path, kind, options)
    compare(path.with_suffix("." + kind), got, bless)
    wanted = int(options.get("exit", 0))
    if kind == "stdout" and code != wanted:
        raise Mismatch(f"{path.name}: exit code {code}, expected {wanted}")


def examine_check(path, text, bless):
    """Compare the diagnostics with the annotations and the golden rendering; warnings are looked at only where a WARN is expected
    or a line `//@ warnings: on` asks for it."""
    from ..diagnostics.render import line_of, render_all
    from ..driver import check
    wanted = annotations(text)
    warnings = any(level == "warning" for _, level, _, _ in wanted) or directives(text).get("warnings") == "on"
    session = check(path.name, text, warnings=warnings, root=path.parent)
    rest = [(line_of(session.tokens, one), one.level, one.code, one.message) for one in session.diags]
    missing = []
    for line, level, code, message in wanted:
        hit = next((error for error in rest if (line is None or error[0] == line) and error[1] == level and (not code or error[2] == code)
                    and error[3].startswith(message)), None)
        if hit is None:
            missing.append((line, code, message))
        else:
            rest.remove(hit)
    golden = path.with_suffix(".stderr")
    if missing or rest and (wanted or not golden.exists()):
        raise Mismatch("\n".join([f"{path.name}: diagnostics differ"] + [f"  missing: line {line}: {code} {message}" for line, code, message in missing]
                                 + [f"  not expected: line {line}: {code} {message}" for line, _, code, message in rest]))
    if golden.exists():
        compare(golden, render_all(session.diags, session.tokens), bless)


def run(path, kind, options):
    """(text of the wanted kind, exit code) of running or tracing the program in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "heap"
        command = [sys.executable, "-m", "mr2py.cli", "trace" if kind == "trace" else "run", str(path)]
        if kind == "trace":
            command += ["--level", options.get("trace", "ownership")]
        elif kind == "heap":
            command += ["--heap-log", str(log)]
        if options.get("args"):
            command += ["--", *options["args"].split()]
        stdin = path.with_suffix(".stdin")
        done = subprocess.run(command, input=stdin.read_bytes() if stdin.exists() else b"", capture_output=True,
                              timeout=float(options.get("timeout", 60)))
        if done.returncode == 2 and b"Usage:" in done.stderr or kind == "heap" and not log.exists():
            raise Mismatch(done.stderr.decode("utf-8", "replace"))
        got = log.read_bytes() if kind == "heap" else done.stdout
        return got.decode("utf-8", "replace"), done.returncode


def compare(golden, got, bless):
    """Compare with the golden file, or rewrite it whole."""
    if bless:
        temporary = golden.with_name(f".{golden.name}.{os.getpid()}")
        temporary.write_bytes(got.encode("utf-8"))
        os.replace(temporary, golden)
        return
    want = golden.read_bytes().decode("utf-8", "replace")
    if want != got:
        raise Mismatch(difference(want, got, golden.name))
