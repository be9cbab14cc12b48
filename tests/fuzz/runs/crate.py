"""Many programs as modules of one crate: built natively once, run here in one process, output and heap log told apart."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PRELUDE = (Path(__file__).parent / "prelude.mrs").read_text(encoding="utf-8")
MARK = 1_000_000                 # the size of a block that begins a program's part of the heap log, less the program's number
SECONDS = 60
MAIN = """
fn begin(number: usize) {
    println!("## {number}");
    drop(Vec::<u8>::with_capacity(1_000_000 + number));
}
"""


class Crate:
    """Programs as modules of one file, each run under `catch_unwind`; knows which lines are whose."""

    def __init__(self, programs):
        lines, self.owner, self.count = PRELUDE.rstrip("\n").split("\n"), {}, len(programs)
        for number, text in enumerate(programs):
            lines += [f"mod p{number} {{", "    use super::*;"]
            for line in text.split("\n"):
                lines.append(line)
                self.owner[len(lines)] = number
            lines.append("}")
        lines += MAIN.strip().split("\n") + ["fn main() {"]
        for number in range(len(programs)):
            lines += [f"    begin({number});", f"    println!(\"panics {{}}\", catch_unwind(p{number}::run).is_err());"]
            self.owner[len(lines)] = number
        self.text = "\n".join(lines) + f"\n    begin({len(programs)});\n}}\n"

    def blamed(self, errors):
        """{program: its errors} from [(code, line)]; None: of the others."""
        found = {}
        for code, line in errors:
            found.setdefault(self.owner.get(line), []).append(f"{code or 'error'} in line {line}: {self.text.split(chr(10))[line - 1].strip()}")
        return found

    def sort(self, stdout, heap):
        """[(stdout, heap log) of each program, or None where it did not end]. `heap` None: there is no log."""
        outs = split_stdout(stdout)
        logs = outs if heap is None else split_heap(heap)
        return [(outs[number], logs[number]) if number + 1 in outs and number + 1 in logs else None for number in range(self.count)]


def split_stdout(text):
    parts, now = {}, []
    for line in text.split("\n"):
        if line.startswith("## "):
            now = parts[int(line[3:])] = []
        else:
            now.append(line)
    return parts


def split_heap(lines):
    """{program: its events, the blocks numbered anew}."""
    parts, now, ids = {}, [], {}
    for line in lines:
        word, number, *rest = line.split()
        if int(rest[0]) >= MARK and rest[-1] == "1":
            if word == "alloc":
                now, ids = parts.setdefault(int(rest[0]) - MARK, []), {}
            continue
        now.append(" ".join([word, str(ids.setdefault(number, len(ids) + 1)), *rest]))
    return parts


class Builder:
    """Asks both sides about lists of programs. `native`: a verify.native.Native."""

    def __init__(self, native, edition, levels=("off", "ownership")):
        self.native, self.edition, self.levels = native, edition, levels

    def judge(self, programs):
        """[{"rejected": rustc's errors} or {"native": (stdout, heap log), level: the same or {"errors"}} of each program]."""
        results = [None] * len(programs)
        numbers = self.accepted(programs, results, self.build_native)
        theirs = self.last
        here = self.accepted_here(programs, numbers, results)
        for number in numbers:
            if results[number] is None:
                results[number] = {"native": theirs[number], **here.get(number, {})}
        return results

    def accepted(self, programs, results, build):
        """The numbers of the programs that rustc accepts; `last`: {number: what it does natively}. Rejected ones get their result."""
        numbers = list(range(len(programs)))
        self.last = {}
        while numbers:
            crate = Crate([programs[number] for number in numbers])
            blamed, sections = build(crate)
            if not blamed:
                self.last = dict(zip(numbers, sections))
                break
            rejected = {numbers[at]: errors for at, errors in blamed.items() if at is not None}
            if not rejected:
                raise RuntimeError(f"rustc rejects what is no program: {blamed}")
            for number, errors in rejected.items():
                results[number] = {"rejected": errors}
            numbers = [number for number in numbers if number not in rejected]
        return numbers

    def build_native(self, crate):
        """(errors by program, parts of a run): either."""
        path = self.native.path("crate.rs")
        Path(path).write_text(crate.text, encoding="utf-8")
        binary, errors, built = self.native.build(path, self.edition, "crate", "crate_", "--emit=metadata")
        if errors:
            return crate.blamed(errors), None
        binary = self.native.build_logged(crate.text, self.edition, "crate.rs")
        heap, run = self.native.run_logged(binary, ["crate"], seconds=SECONDS)
        return {}, crate.sort(run.stdout.decode(), heap)

    def accepted_here(self, programs, numbers, results):
        """{number: {level: (stdout, heap log) or None}} of mr2py; programs that it rejects get their result and are left out."""
        while numbers:
            crate = Crate([programs[number] for number in numbers])
            found = self.run_here(crate)
            blamed = crate.blamed([tuple(error) for error in found["errors"]])
            if not found["errors"]:
                return {number: {level: found[level][at] for level in self.levels} for at, number in enumerate(numbers)}
            refused = {numbers[at]: errors for at, errors in blamed.items() if at is not None}
            if not refused:
                if len(numbers) == 1:
                    results[numbers[0]] = {"native": self.last[numbers[0]], "refused": [str(blamed)]}
                    return {}
                middle = len(numbers) // 2
                return {**self.accepted_here(programs, numbers[:middle], results), **self.accepted_here(programs, numbers[middle:], results)}
            for number, errors in refused.items():
                results[number] = {"native": self.last[number], "refused": errors}
            numbers = [number for number in numbers if number not in refused]
        return {}

    def run_here(self, crate):
        """{"errors": [[code, line]], level: the parts of its run} from a process of its own."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "crate.mrs"
            path.write_text(crate.text, encoding="utf-8")
            found = {"errors": []}
            for level in self.levels:
                try:
                    done = subprocess.run([sys.executable, "-m", "tests.fuzz.runs.here", path, str(self.edition), level], cwd=ROOT, capture_output=True, timeout=SECONDS)
                except subprocess.TimeoutExpired:
                    return {"errors": [["too slow", 0]]}
                answer = Path(folder) / "answer.json"
                if not answer.exists():
                    return {"errors": [[f"ended by {done.returncode}: {done.stderr.decode()[-300:]}", 0]]}
                said = json.loads(answer.read_text(encoding="utf-8"))
                answer.unlink()
                if said["errors"]:
                    return {"errors": said["errors"]}
                found[level] = crate.sort(done.stdout.decode(), None if level == "off" else said["heap"])
        return found
