"""Measure what the project promises about speed, side by side in one run (`make bench`); prints a table.

untraced / idiomatic Python; each trace level / untraced; nanoseconds and bytes an event; cold `check` of
files of 30, 300 and 3,000 lines / `rustc --emit=metadata`, where rustc is installed; lines per second; growth with the length of one function. The best of several interleaved runs counts.
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
        if "//@" in text or "#![" in text or count + size > lines * 1.1:
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


ENTRY = "from mr2py.cli import entry; entry()"      # what the console script does


def timed(commands):
    """{name: best seconds} of commands that run interleaved."""
    best = dict.fromkeys(commands, 1e9)
    for _ in range(2 * RUNS):
        for name, command in commands.items():
            best[name] = min(best[name], seconds(*command))
    return best


def check_of(folder, name, text):
    path = folder / f"{name}.rs"
    path.write_text(text, encoding="utf-8")
    return path, (sys.executable, "-c", ENTRY, "check", path)


def cold_checks(folder):
    """Print cold `check` / rustc, and / `python -c pass`; of the longest program also the lines per second."""
    for lines in (30, 300, 3000):
        text, count = program(lines)
        path, check = check_of(folder, f"check{lines}", text)
        commands = {"check": check, "pass": (sys.executable, "-c", "pass")}
        if shutil.which("rustc"):
            commands["rustc"] = ("rustc", "--edition", "2024", "--emit=metadata", "--crate-type", "bin", "-A", "warnings", "-o", folder / "out", path)
        best = timed(commands)
        rust = f", {best['check'] / best['rustc']:.2f} x rustc --emit=metadata" if "rustc" in best else " (no rustc here)"
        speed = f", {count / best['check']:.0f} lines/s" if lines == 3000 else ""
        print(f"cold check of {count} lines: {best['check'] * 1000:.0f} ms, {best['check'] / best['pass']:.1f} x python -c pass{rust}{speed}")


def long_functions(folder):
    """Print how the time of `check` grows with the length of one function (2.0: linear)."""
    shapes = {"moves and branches": "let a# = total + #; v.push(a# * 2); if a# > 10 { total += v[#]; } let s# = format!(\"{a#}\"); total += s#.len() as i64;",
              "closures": "let v#: Vec<i64> = (0..7).map(|x| x * 2).filter(|x| x % 3 == 0).collect(); total += v#.iter().sum::<i64>(); v.push(total); drop(v#);"}
    for shape, text in shapes.items():
        best = timed({count: check_of(folder, f"long{count}", long_function(text, count))[1] for count in (500, 1000, 2000)})
        print(f"one function, {shape}: 2,000 statements {best[2000] * 1000:.0f} ms, 2,000 / 1,000 {best[2000] / best[1000]:.2f}, "
              f"1,000 / 500 {best[1000] / best[500]:.2f}")


def long_function(text, count):
    """A program of one function of about `count` statements."""
    parts = [text.replace("#", str(number)).replace("; ", ";\n") for number in range(count // text.count(";"))]
    return "\n".join(["fn main() { let mut v: Vec<i64> = Vec::new(); let mut total = 0i64;", *parts, "println!(\"{total} {}\", v.len()); }", ""])


def main():
    run(sys.executable, "-m", "compileall", "-q", ROOT / "mr2py", ROOT / "runtime")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = {kernel.stem: row(kernel.stem, measure(build(kernel, folder))) for kernel in sorted(HERE.glob("*.mrs"))}
        table(rows)
        cold_checks(folder)
        long_functions(folder)


if __name__ == "__main__":
    main()
