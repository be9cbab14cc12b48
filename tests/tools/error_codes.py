"""Write docs/error_codes.md: which of rustc's error codes the checker tells, which of these the tests in tests/ui show, and why the
others are left out. `python tests/tools/error_codes.py` does it from error_codes.txt, each code with what its explanation has it need;
with `--ask` the installed rustc is asked for its list and its explanations first. A test compares the page.
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "error_codes.md"
KEPT = Path(__file__).with_suffix(".txt")
NAMED = re.compile(r'"(E0\d{3})"')
ANNOTATED = re.compile(r"//~[\^v|?]*\s*ERROR\s+(E\d{4})")
LAST = 820

# reason → what rustc's explanation of such a code has in it; the first that fits counts
REASONS = [
    ("rustc no longer tells it", r"no longer emitted"),
    ("needs an unstable feature", r"#!\[feature\("),
    ("assembly, foreign functions or linking", r"asm!|extern \"|#\[link|#\[no_mangle|repr\(C|ffi|FFI|simd|SIMD|target_feature"),
    ("`unsafe`, raw pointers or unions, which mini-Rust has not", r"\bunsafe\b|\*const |\*mut |\bunion\b|transmute"),
    ("`async`, which mini-Rust has not", r"\basync\b|\.await"),
    ("several crates, files or options of the compiler", r"extern crate|another crate|command line|edition|--crate|proc.macro|file"),
    ("attributes of the compiler or of documentation", r"#!?\[(?:doc|cfg|deprecated|stable|unstable|rustc|inline|repr|track_caller|non_exhaustive|macro_use|export_name|collapse)"),
]


def explained(code):
    """(code, rustc's explanation) or (code, None)."""
    done = subprocess.run(["rustc", "--explain", code], capture_output=True, text=True, check=False)
    return code, done.stdout if done.returncode == 0 else None


def reason_of(text):
    """What keeps a code with that explanation from being told, or "open"."""
    return next((reason for reason, pattern in REASONS if re.search(pattern, text)), "open")


def ask():
    """Write error_codes.txt anew from the installed rustc."""
    with ThreadPoolExecutor(2) as pool:
        table = {code: text for code, text in pool.map(explained, [f"E{number:04}" for number in range(1, LAST)]) if text}
    KEPT.write_text("".join(f"{code} {reason_of(text)}\n" for code, text in table.items()), encoding="utf-8")


def page():
    """The page, from error_codes.txt, the sources and the tests."""
    reasons = dict(line.split(" ", 1) for line in KEPT.read_text(encoding="utf-8").splitlines())
    told = {code for path in (ROOT / "mr2py").rglob("*.py") for code in NAMED.findall(path.read_text(encoding="utf-8"))}
    shown = {code for path in (ROOT / "tests" / "ui").glob("*.mrs") for code in ANNOTATED.findall(path.read_text(encoding="utf-8"))}
    groups = {}
    for code, reason in reasons.items():
        if code not in told:
            groups.setdefault(reason, []).append(code)
    out = ["# Error codes", "", "Made by `tests/tools/error_codes.py` from the sources, the tests and `rustc --explain`.", "",
           f"Of rustc's {len(reasons)} codes the checker tells {len(told & set(reasons))}; {len(shown & told)} of these are shown by a program in `tests/ui`.", "",
           "Told, without a program of their own: " + (", ".join(sorted((told - shown) & set(reasons))) or "none") + ".", "", "Not told:", ""]
    for reason in [reason for reason, _ in REASONS] + ["open"]:
        if reason in groups:
            out.append(f"- {reason} ({len(groups[reason])}): {', '.join(groups[reason])}")
    return "\n".join(out) + "\n"


def main():
    if "--ask" in sys.argv:
        ask()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
