"""How near our renderings are to rustc's: `python tests/tools/renderings.py [-v] [--kinds N] [--warnings] FILE-OR-FOLDER…`.

For each rejected program the errors of rustc (JSON) and ours (with `--warnings` of any program, and warnings too) are paired by line and code, and each pair is compared in
message, primary span, labels, whole rendering and what its fixes make of the program (our `= why:` line is left out). Printed are the shares and, grouped by
code and by kind of difference, what differs most often; `-v` shows each difference whole.
"""

import difflib
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]

from mr2py.diagnostics.json import diagnostic_json                 # noqa: E402
from mr2py.driver import check, edition_of                         # noqa: E402

STD = re.compile(r"^( *(?:-->|:::)) (/rustc/\S*|/\S*/library/\S*|std/\S*)$")
ASPECTS = ("message", "primary", "labels", "rendering", "fixes")


def native(path, text, edition, warnings=False):
    """rustc's errors (and warnings) as JSON objects; kept in the temporary folder by the text's checksum."""
    key = hashlib.sha256(f"{path.name}\0{edition}\0{'warnings' if warnings else ''}{text}".encode()).hexdigest()[:24]
    kept = Path(tempfile.gettempdir()) / "mr2py-renderings" / key
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / path.name).write_bytes(text.encode())
            done = subprocess.run(["rustc", "--edition", str(edition), *([] if warnings else ["-A", "warnings"]), "--emit=metadata", "--error-format=json", path.name],
                                  capture_output=True, cwd=folder, check=False)
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(done.stderr)
    found = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    return [error for error in found if error["level"] in ("error", "warning") and error["spans"]]


def ours(path, text, edition, warnings=False):
    """Our errors (and warnings) as JSON objects."""
    session = check(path.name, text, edition, warnings=warnings)
    return [diagnostic_json(diagnostic, session.tokens) for diagnostic in session.diags if diagnostic.spans]


def code_of(error):
    return (error["code"] or {}).get("code", "-")


def primary(error):
    return next(((span["byte_start"], span["byte_end"]) for span in error["spans"] if span["is_primary"]), None)


def line_of(error):
    return next((span["line_start"] for span in error["spans"] if span["is_primary"]), 0)


def labels(error):
    return sorted((span["byte_start"], span["byte_end"], span["label"] or "", span["is_primary"]) for span in error["spans"])


def rendering(error):
    """The text that people see, without our own sentence; a place in std is only told to be one."""
    lines = [line for line in error["rendered"].rstrip().split("\n") if not line.lstrip().startswith("= why: ")]
    return "\n".join(STD.sub(r"\1 $STD", line) for line in lines)


def pairs(wanted, got):
    """[(rustc's error, ours or None)], paired by code and line, the same message first."""
    left, out = list(got), []
    for exact in (True, False):
        for error in wanted:
            if any(error is one for one, _ in out):
                continue
            hit = next((other for other in left if (code_of(other), line_of(other)) == (code_of(error), line_of(error))
                        and (not exact or (other["message"], primary(other)) == (error["message"], primary(error)))), None)
            if hit is not None:
                left.remove(hit)
            if hit is not None or not exact:
                out.append((error, hit))
    return out


def fixes(error, raw):
    """The texts that the machine-applicable suggestions of an error make of the program `raw` (bytes)."""
    out = set()
    for child in error["children"]:
        edits = [span for span in child["spans"] if span["suggested_replacement"] is not None]
        if edits and all(span["suggestion_applicability"] == "MachineApplicable" for span in edits):
            text = raw
            for span in sorted(edits, key=lambda span: -span["byte_start"]):
                text = text[:span["byte_start"]] + span["suggested_replacement"].encode() + text[span["byte_end"]:]
            out.add(text.replace(b" ", b""))
    return out


def same(error, other, raw):
    """{aspect: whether both have it alike}."""
    if other is None:
        return dict.fromkeys(ASPECTS, False)
    return {"message": error["message"] == other["message"], "primary": primary(error) == primary(other),
            "labels": labels(error) == labels(other), "rendering": rendering(error) == rendering(other),
            "fixes": fixes(error, raw) == fixes(other, raw)}


def pattern(text):
    """A message with its names left out."""
    return "".join("_" if place % 2 else part for place, part in enumerate(text.split("`")))[:110]


def kinds(error, other):
    """What differs, in words without names."""
    if other is None:
        return ["no such error on the line"]
    out = []
    if error["message"] != other["message"]:
        out.append(f"message: {pattern(error['message'])} | ours: {pattern(other['message'])}")
    if primary(error) != primary(other):
        out.append("primary span")
    mine = labels(other)
    for start, end, text, main in labels(error):
        if (start, end, text, main) not in mine:
            out.append(f"{'primary ' if main else ''}label: {pattern(text)}")
    for entry in mine:
        if entry not in labels(error):
            out.append(f"ours only, {'primary ' if entry[3] else ''}label: {pattern(entry[2])}")
    told = [child["message"] for child in other["children"]]
    out.extend(f"{child['level']}: {pattern(child['message'])}" for child in error["children"] if child["message"] not in told)
    theirs = [child["message"] for child in error["children"]]
    out.extend(f"ours only, {child['level']}: {pattern(child['message'])}" for child in other["children"]
               if child["message"] not in theirs and not child["message"].startswith("why: "))
    return out or ["layout only"]


def programs(names):
    for name in names:
        path = Path(name)
        yield from sorted(path.glob("*.mrs")) if path.is_dir() else [path]


def compare(names, verbose, warnings):
    """(count of pairs, {aspect: number alike}, Counter of differences)."""
    count, alike, found = 0, Counter(), Counter()
    for path in programs(names):
        text = path.read_text(encoding="utf-8")
        edition = edition_of(text)
        wanted = native(path, text, edition, warnings)
        for error, other in pairs(wanted, ours(path, text, edition, warnings) if wanted else []):
            count += 1
            result = same(error, other, text.encode())
            alike.update(aspect for aspect in ASPECTS if result[aspect])
            if not result["rendering"]:
                found.update((code_of(error), kind) for kind in kinds(error, other))
                if verbose:
                    show(path, error, other)
    return count, alike, found


def show(path, error, other):
    mine = rendering(other) if other is not None else ""
    print(f"--- {path}:{line_of(error)}")
    print("\n".join(difflib.unified_diff(mine.split("\n"), rendering(error).split("\n"), "ours", "rustc", lineterm="", n=30)))


def main(arguments):
    verbose = "-v" in arguments
    most = int(arguments[arguments.index("--kinds") + 1]) if "--kinds" in arguments else 60
    names = [name for place, name in enumerate(arguments) if not name.startswith("-") and (not place or arguments[place - 1] != "--kinds")]
    count, alike, found = compare(names, verbose, "--warnings" in arguments)
    for (code, kind), number in found.most_common(most):
        print(f"{number:5} {code:6} {kind}")
    print(f"{count} errors; the same: " + ", ".join(f"{aspect} {alike[aspect]} ({100 * alike[aspect] / max(count, 1):.1f} %)" for aspect in ASPECTS))


if __name__ == "__main__":
    main(sys.argv[1:])
