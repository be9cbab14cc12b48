"""rustc, native debug builds and their heap logs. The only module of the package that calls rustc.

The heap log comes from a second build, linked with `heaplog.rs`: there `main`'s own text stands within a function in `main`,
so that the log begins and ends with it and each line of the file stays where it is.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile

LOGGER = "mr2py_heaplog"
DEBUG = ("-C", "opt-level=0", "-C", "debug-assertions=on", "-A", "warnings")
EVENTS = ("alloc", "realloc", "dealloc")
BUILD_SECONDS = 120
RELEASE = "1.95"                 # what mr2py follows


class NoRustc(Exception):
    """There is no rustc that runs; the text says so."""


def environment():
    return {key: value for key, value in os.environ.items() if key != "RUST_BACKTRACE"}


def rustc(*args):
    """Run rustc; the CompletedProcess, with text. Raises subprocess.TimeoutExpired."""
    return subprocess.run(["rustc", *map(str, args)], capture_output=True, text=True, env=environment(), timeout=BUILD_SECONDS)


def rustc_version():
    """The release of rustc, as `1.95.0`. Raises NoRustc."""
    if shutil.which("rustc") is None:
        raise NoRustc("there is no `rustc` on the path")
    done = rustc("--version")
    if done.returncode:
        raise NoRustc(f"`rustc --version` fails: {done.stderr.strip()}")
    return done.stdout.split()[1]


def user_span(span):
    """The span in the user's file of a span that may stand inside std's macros (a derive's is the user's already)."""
    while span["file_name"].startswith("/rustc/") and span["expansion"] and span["expansion"]["span"]:
        span = span["expansion"]["span"]
    return span


def errors_of(stderr):
    """Sorted [(code or lint or "", line)] of rustc's JSON output."""
    found = set()
    for line in stderr.splitlines():
        entry = json.loads(line) if line.startswith("{") else {}
        if entry.get("level") == "error":
            primary = [user_span(span) for span in entry["spans"] if span["is_primary"]]
            if primary:
                found.add(((entry["code"] or {}).get("code") or "", primary[0]["line_start"]))
    return sorted(found)


def crate_name(path):
    return re.sub(r"\W", "_", os.path.splitext(os.path.basename(path))[0])


def with_logger(text):
    """The text of a program with its `main` between the ends of the log; None where it has no `fn main` of its own."""
    from ..driver import Session, run_phases
    from ..source import Source
    session = Session(Source("main.rs", text))
    run_phases(session, "parse")
    items = session.results["parse"].items if session.results.get("parse") else ()
    main = next((item for item in items if type(item).__name__ == "Fn" and item.name == "main" and item.body), None)
    if main is None:
        return None
    source, tokens = session.source.text, session.tokens
    name, (_, start, end) = tokens.start[main.name_tok], tokens.span(main.body.lo, main.body.hi)
    return f"{source[:start]}{{ fn {source[name:end]} ::{LOGGER}::run(main) }}{source[end:]}"


def module_files(name, text):
    """The files that hold modules of a program (`mod name;`)."""
    from ..driver import Session, run_phases
    from ..source import Source
    if not re.search(r"\bmod\s+[\w#]+\s*;", text):
        return []
    session = Session(Source(str(name), text))
    run_phases(session, "expand")
    return [source.name for source in session.tokens.sources if not source.name.startswith("std/") and source.name != str(name)]


class Run:
    """What a process did: `stdout`, `stderr` (bytes), `code` (negative: the signal that ended it), or `timeout`."""

    def __init__(self, stdout, stderr, code, timeout=False):
        self.stdout, self.stderr, self.code, self.timeout = stdout, stderr, code, timeout


def run(binary, args, stdin=b"", seconds=60, env=None):
    """Run a program to its end or at most for some seconds. `args` begins with the name that it is told to have."""
    try:
        done = subprocess.run(list(map(str, args)), executable=binary, input=stdin, capture_output=True, env=env or environment(), timeout=seconds)
    except subprocess.TimeoutExpired as late:
        return Run(late.stdout or b"", late.stderr or b"", None, True)
    return Run(done.stdout, done.stderr, done.returncode)


class Native:
    """A folder for native builds, gone at the end: use as a context manager."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.logger = None
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def build(self, source, edition, name, crate, *more):
        """(path of the binary or None, errors, rustc's CompletedProcess) of a full build of a file."""
        binary, (source, *remap) = self.path(name), self.with_modules(str(source))
        built = rustc("--edition", edition, "--error-format=json", *DEBUG, "--crate-type", "bin", "--crate-name", crate, "-o", binary, *more, *remap, source)
        return (None if built.returncode else binary), errors_of(built.stderr), built

    def with_modules(self, source):
        """The arguments for rustc that name a program: the file itself, or where modules stand in further files, which rustc wants to
        end in `.rs`, a copy of all of them that is told to be in the program's folder."""
        if source.startswith(self.folder.name):             # a text of ours, or a copy that stands among its modules
            return [source]
        with open(source, encoding="utf-8", errors="replace") as file:
            modules = module_files(source, file.read())
        if not modules:
            return [source]
        folder, copies = os.path.dirname(source) or ".", self.path("sources")
        for file in (source, *modules):
            target = os.path.join(copies, os.path.relpath(file, folder))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(file, target if file == source else os.path.splitext(target)[0] + ".rs")
        return [os.path.join(copies, os.path.basename(source)), f"--remap-path-prefix={copies}={folder}"]

    def build_logged(self, text, edition, file_name):
        """The binary that logs its heap, of a program's text; None where `main` is not in the text itself."""
        logged = with_logger(text)
        if logged is None:
            return None
        source = self.path(crate_name(file_name) + "_logged.rs")
        with open(source, "w", encoding="utf-8") as file:
            file.write(logged)
        if module_files(str(file_name), text):
            copied, _ = self.with_modules(str(file_name))
            shutil.move(source, copied)
            source = copied
        binary, _, built = self.build(source, edition, "logged", crate_name(file_name), "--extern", f"{LOGGER}={self.link()}")
        if binary is None:
            raise RuntimeError(f"not built with the heap logger: {built.stderr[:2000]}")
        return binary

    def link(self):
        """The compiled logger, built when first needed."""
        if self.logger is None:
            target = self.path(f"lib{LOGGER}.rlib")
            built = rustc("--edition", "2024", "--crate-type", "rlib", "--crate-name", LOGGER, "-O", "-A", "warnings", "-o", target,
                          os.path.join(os.path.dirname(__file__), "heaplog.rs"))
            if built.returncode:
                raise RuntimeError(f"the heap logger is not built: {built.stderr[:2000]}")
            self.logger = target
        return self.logger

    def run_logged(self, binary, args, stdin=b"", seconds=60):
        """(lines of the heap log, the Run) of a binary with the logger. `args`: as for `run`."""
        log = self.path("heap")
        done = run(binary, args, stdin, seconds, {**environment(), "MR2PY_HEAP_LOG": log})
        with open(log, encoding="utf-8") as file:
            lines = file.read().splitlines()
        os.unlink(log)
        return [line for line in lines if line.split()[0] in EVENTS], done
