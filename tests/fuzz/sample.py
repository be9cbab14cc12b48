"""Generated programs with rustc's verdicts, for machines without rustc: `python -m tests.fuzz.sample` writes sample.json again."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = Path(__file__).parent / "sample.json"
SEED, COUNT = 2026, 150


def recorded():
    """[{"kind", "text", "errors"}] of sample.json: whole programs, for they must not change with the generator."""
    return json.loads(PAGE.read_text(encoding="utf-8"))


def main():
    from tests.fuzz.oracle import ask_mr2py, ask_rustc
    from tests.fuzz.programs import MEMORY, TYPES, program
    out = []
    for kind in (MEMORY, TYPES):
        texts = [program(SEED, number, kind) for number in range(COUNT)]
        for text, theirs, ours in zip(texts, ask_rustc(texts), ask_mr2py(texts)):
            if theirs == ours:
                out.append({"kind": kind, "text": text, "errors": theirs})
            else:
                print(f"left out, for mr2py says something else:\n{text}\n{theirs}\n{ours}", file=sys.stderr)
    PAGE.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in out) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]
    main()
