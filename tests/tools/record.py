"""Record what rustc says and what native programs do; the only part of the tests that calls rustc.

`python tests/tools/record.py FILE…` records each program beside itself: `.verdict` (code and line of
each error), and for accepted ones `.stdout`, `.exit` and `.heap` (heaplog.rs has the definition).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
EVENTS = ("alloc", "realloc", "dealloc")
MAIN = re.compile(r"(?<![\w.:])main(?=\s*\()")


def environment():
    return {key: value for key, value in os.environ.items() if key != "RUST_BACKTRACE"}


def rustc(*args):
    return subprocess.run(["rustc", *map(str, args)], capture_output=True, text=True, env=environment())


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


def verdict(path, edition, out):
    """(accepted, errors) of a full build."""
    built = rustc("--edition", edition, "--error-format=json", "-C", "opt-level=0", "-C", "debug-assertions=on", "-A", "warnings",
                  "--crate-type", "bin", "--crate-name", crate_name(path), "-o", out, path)
    return built.returncode == 0, errors_of(built.stderr)


def crate_name(path):
    return re.sub(r"\W", "_", Path(path).stem)


def edition_of(text):
    found = re.search(r"^//@ *edition: *(\d+)", text, re.M)
    return found.group(1) if found else "2024"


def run(binary, stdin=b"", args=(), log=None):
    """(stdout, stderr, exit code); `log` is the path that descriptor 3 is opened on."""
    def open_log():
        if log is not None:
            descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            if descriptor != 3:
                os.dup2(descriptor, 3)
                os.close(descriptor)
            os.set_inheritable(3, True)
    done = subprocess.run([str(binary), *args], input=stdin, capture_output=True, env=environment(), timeout=60,
                          preexec_fn=open_log if log is not None else None, close_fds=log is None)
    return done.stdout, done.stderr, done.returncode


class Recorder:
    """A folder with the compiled logger; use as a context manager."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        built = rustc("--edition", "2024", "--crate-type", "rlib", "--crate-name", "heaplog", "-O", "-A", "warnings", "-o", self.path / "libheaplog.rlib",
                      HERE / "heaplog.rs")
        if built.returncode:
            raise RuntimeError(built.stderr)
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def native(self, path, stdin=b"", args=()):
        """{"errors", and where accepted "stdout", "stderr", "exit", "heap"} of a program."""
        text = Path(path).read_text(encoding="utf-8")
        edition, binary = edition_of(text), self.path / "program"
        accepted, errors = verdict(path, edition, binary)
        result = {"errors": errors}
        if accepted:
            out, err, code = run(binary, stdin, args)
            result.update(stdout=out, stderr=err, exit=code, heap=self.heap(text, edition, Path(path), stdin, args))
            binary.unlink()
        return result

    def heap(self, text, edition, path, stdin, args):
        """The heap log's event lines of a program."""
        source, binary, log = self.path / path.with_suffix(".rs").name, self.path / "logged", self.path / "log"
        source.write_text(MAIN.sub("__user_main", text) + "\nextern crate heaplog as __heaplog;\n"
                          "fn main() -> impl ::__heaplog::Termination { ::__heaplog::run(__user_main) }\n", encoding="utf-8")
        built = rustc("--edition", edition, "-C", "opt-level=0", "-C", "debug-assertions=on", "-A", "warnings", "-L", self.path,
                      "--crate-name", crate_name(path), "-o", binary, source)
        if built.returncode:
            raise RuntimeError(f"{path}: not built with the logger: {built.stderr[:2000]}")
        run(binary, stdin, args, log)
        lines = log.read_text().splitlines()
        for part in (binary, log, source):
            part.unlink()
        return [line for line in lines if line.split()[0] in EVENTS]


def write(path, suffix, data):
    """Write a golden whole or not at all."""
    target = path.with_suffix(suffix)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    temporary.write_bytes(data if isinstance(data, bytes) else data.encode())
    os.replace(temporary, target)


def record(files):
    with Recorder() as recorder:
        for name in files:
            path = Path(name)
            stdin = path.with_suffix(".stdin")
            result = recorder.native(path, stdin.read_bytes() if stdin.exists() else b"")
            write(path, ".verdict", "".join(f"{code or '-'} {line}\n" for code, line in result["errors"]))
            if "stdout" in result:
                write(path, ".stdout", result["stdout"])
                write(path, ".exit", f"{result['exit']}\n")
                write(path, ".heap", "".join(line + "\n" for line in result["heap"]))


if __name__ == "__main__":
    record(sys.argv[1:])
