"""The texts of `mr2py explain CODE`, a line for each code in explanations.txt; ours, not rustc's."""

from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")


def explanations():
    """{code: text} of all codes."""
    return dict(line.split(" ", 1) for line in FILE.read_text(encoding="utf-8").splitlines() if line)


def explanation(code):
    """The text of a code (in any case), wrapped for a terminal, or None."""
    from textwrap import fill
    table = explanations()
    found = code if code in table else code.upper()
    return fill(f"{found}: {table[found]}", 100) if found in table else None
