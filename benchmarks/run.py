"""Measure what the project promises about speed, side by side in one run (`make bench`); prints a table.

untraced / idiomatic Python; each trace level / untraced; nanoseconds and bytes an event; cold `check` of a
30-line and a 300-line file / `rustc --emit=metadata`, where rustc is installed. The best of several interleaved runs counts.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from math import prod
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LEVELS = ("off", "heap", "ownership")
RUNS = 5


def environment():
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    return env


def run(*command):
    return subprocess.run([*map(str, command)], capture_output=True, env=environment(), cwd=ROOT)


def build(kernel, folder):
    """{name of the variant: Python file} of a kernel: idiomatic Python and each level that can be built."""
    files = {"python": kernel.with_suffix(".py")}
    for level in LEVELS:
        target = folder / f"{kernel.stem}_{level}.py"
        done = run(sys.executable, "-m", "mr2py.cli", "build", kernel, "--trace", level, "-o", target)
        if done.returncode:
            print(f"{kernel.name}, level {level}: not built: {done.stderr.decode().strip().splitlines()[0]}", file=sys.stderr)
        else:
            files[level] = target
    return files


def measure(files):
    """{variant: its best result}; all variants must print the same."""
    best, outputs = {}, set()
    for _ in range(RUNS):
        for name, path in files.items():
            done = run(sys.executable, HERE / "one.py", path)
            if done.returncode:
                raise SystemExit(f"{path}: {done.stderr.decode()[-500:]}")
            outputs.add(done.stdout)
            result = json.loads(done.stderr.decode().splitlines()[-1])
            if name not in best or result["seconds"] < best[name]["seconds"]:
                best[name] = result
    if len(outputs) != 1:
        raise SystemExit(f"the variants print different texts: {outputs}")
    return best


def row(name, best):
    """The ratios of one kernel: {column: value}."""
    out, off = {}, best.get("off")
    if off is None:
        return out
    out["off/python"] = off["seconds"] / best["python"]["seconds"]
    for level in LEVELS[1:]:
        if level in best:
            out[f"{level}/off"] = best[level]["seconds"] / off["seconds"]
            events = best[level]["events"]
            if events > 1000:
                out[f"{level} ns/event"] = (best[level]["seconds"] - off["seconds"]) / events * 1e9
                out[f"{level} bytes/event"] = best[level]["bytes"] / events
    return out


def table(rows):
    columns = ["off/python", "heap/off", "ownership/off", "heap ns/event", "heap bytes/event", "ownership ns/event", "ownership bytes/event"]
    print("kernel".ljust(12) + "".join(column.rjust(23) for column in columns))
    for name, values in rows.items():
        print(name.ljust(12) + "".join((f"{values[column]:.2f}" if column in values else "-").rjust(23) for column in columns))
    means = [mean([values[column] for values in rows.values() if column in values]) for column in columns[:3]]
    print("geo. mean".ljust(12) + "".join((f"{value:.2f}" if value else "-").rjust(23) for value in means))


def mean(values):
    return prod(values) ** (1 / len(values)) if values else None


def program(lines):
    """A program of about so many lines: recorded test programs as modules of one crate."""
    parts, count = [], 1
    for path in sorted((ROOT / "tests" / "run").glob("*_repaired.mrs")):
        text = path.read_text(encoding="utf-8")
        size = text.count("\n") + 2
        if "//@" in text or count + size > lines * 1.1:
            continue
        parts.append(f"#[allow(dead_code)]\nmod m{len(parts)} {{\n{text}}}\n")
        count += size
        if count >= lines * 0.9:
            break
    return "".join(parts) + "fn main() {}\n", count


def seconds(*command):
    start = time.perf_counter()
    done = run(*command)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr.decode()[-500:]}")
    return time.perf_counter() - start


def cold_checks(folder):
    """Print cold `check` / rustc, and / `python -c pass`."""
    for lines in (30, 300):
        text, count = program(lines)
        path = folder / f"check{lines}.rs"
        path.write_text(text, encoding="utf-8")
        commands = {"check": (sys.executable, "-m", "mr2py.cli", "check", path), "pass": (sys.executable, "-c", "pass")}
        if shutil.which("rustc"):
            commands["rustc"] = ("rustc", "--edition", "2024", "--emit=metadata", "--crate-type", "bin", "-A", "warnings", "-o", folder / "out", path)
        best = dict.fromkeys(commands, 1e9)
        for _ in range(2 * RUNS):
            for name, command in commands.items():
                best[name] = min(best[name], seconds(*command))
        rust = f", {best['check'] / best['rustc']:.2f} x rustc --emit=metadata" if "rustc" in best else " (no rustc here)"
        print(f"cold check of {count} lines: {best['check'] * 1000:.0f} ms, {best['check'] / best['pass']:.1f} x python -c pass{rust}")


def main():
    run(sys.executable, "-m", "compileall", "-q", ROOT / "mr2py", ROOT / "runtime")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = {kernel.stem: row(kernel.stem, measure(build(kernel, folder))) for kernel in sorted(HERE.glob("*.mrs"))}
        table(rows)
        cold_checks(folder)


if __name__ == "__main__":
    main()
