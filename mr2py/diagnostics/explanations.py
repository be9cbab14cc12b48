"""The texts of `mr2py explain CODE`, a line for each code in explanations.txt; ours, not rustc's.

examples.txt has a wrong and a right program for the codes that one meets most: `=== CODE` above the wrong one, whose
lines with the error end in `// wrong`, and `=== right` above the other. `fn main() {}` makes each a whole program.
"""

import re
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")
EXAMPLES = Path(__file__).with_name("examples.txt")


@lru_cache(None)
def explanations():
    """{code: text} of all codes."""
    return dict(line.split(" ", 1) for line in FILE.read_text(encoding="utf-8").splitlines() if line)


def examples():
    """{code: (wrong program, right program)}."""
    parts = re.split(r"^=== (\S+)\n", EXAMPLES.read_text(encoding="utf-8"), flags=re.M)[1:]
    codes, programs = parts[::4], parts[1::2]
    return dict(zip(codes, zip(programs[::2], programs[1::2])))


def explanation(code):
    """The text of a code (in any case), wrapped for a terminal, and its example; None for an unknown code."""
    from textwrap import fill, indent
    table = explanations()
    found = code if code in table else code.upper()
    if found not in table:
        return None
    parts = [fill(f"{found}: {table[found]}", 100)]
    for word, program in zip(("Wrong", "Right"), examples().get(found, ())):
        parts += ["", f"{word}:", "", indent(program.rstrip(), "    ")]
    return "\n".join(parts)
