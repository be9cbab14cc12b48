"""Record what rustc says and what native programs do; with `mr2py verify`, the fuzzers and the benchmarks all that calls rustc.

`python tests/tools/record.py FILE…` records each program beside itself: `.verdict` (code and line of
each error), and for accepted ones `.stdout`, `.exit` and `.heap` (mr2py/verify/heaplog.rs has the definition).
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]

from mr2py.driver import edition_of                                # noqa: E402
from mr2py.verify.native import Native, crate_name, run            # noqa: E402


def native(builder, path, stdin=b"", args=()):
    """{"errors", and where accepted "stdout", "stderr", "exit", "heap"} of a program; `builder`: a Native."""
    text = path.read_text(encoding="utf-8")
    edition = edition_of(text)
    binary, errors, _ = builder.build(path, edition, "program", crate_name(path))
    if binary is None:
        return {"errors": errors}
    command = (str(path), *args)
    done = run(binary, command, stdin)
    logged = builder.build_logged(text, edition, path)
    if logged is None:
        raise RuntimeError(f"{path}: no `fn main` in the file itself")
    heap, _ = builder.run_logged(logged, command, stdin)
    return {"errors": errors, "stdout": done.stdout, "stderr": done.stderr, "exit": done.code, "heap": heap}


def write(path, suffix, data):
    """Write a golden whole or not at all."""
    target = path.with_suffix(suffix)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    temporary.write_bytes(data if isinstance(data, bytes) else data.encode())
    os.replace(temporary, target)


def record(files):
    with Native() as builder:
        for name in files:
            path = Path(name)
            stdin = path.with_suffix(".stdin")
            result = native(builder, path, stdin.read_bytes() if stdin.exists() else b"")
            write(path, ".verdict", "".join(f"{code or '-'} {line}\n" for code, line in result["errors"]))
            if "stdout" in result:
                write(path, ".stdout", result["stdout"])
                write(path, ".exit", f"{result['exit']}\n")
                write(path, ".heap", "".join(line + "\n" for line in result["heap"]))


if __name__ == "__main__":
    record(sys.argv[1:])
