"""Colours for the human form, laid over the finished text as rustc lays them: headers bold, what is primary in
the colour of its level, the frame and secondary marks in blue."""

import os
import sys

RED, YELLOW, BLUE, GREEN, BOLD, RESET = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1;32m", "\x1b[1m", "\x1b[0m"
LEVELS = {"error": RED, "warning": YELLOW, "note": GREEN, "help": "\x1b[1;36m"}


def wanted(choice):
    """Whether to colour: `choice` is "always", "never" or "auto" (a terminal, and NO_COLOR is not set)."""
    if choice in ("always", "never"):
        return choice == "always"
    return not os.environ.get("NO_COLOR") and sys.stderr.isatty()


def paint(text):
    """The rendered diagnostics with ANSI colours."""
    level = RED
    lines = []
    for line in text.split("\n"):
        word = line.partition(":")[0].partition("[")[0]
        if word in LEVELS and line[:1] != " ":
            level = LEVELS[word] if word in ("error", "warning") else level
            head, colon, message = line.partition(": ")
            lines.append(f"{LEVELS[word]}{head}{RESET}{BOLD}{colon}{message}{RESET}")
        else:
            lines.append(paint_frame(line, level))
    return "\n".join(lines)


def paint_frame(line, level):
    """A line of a snippet: gutter in blue, marks by their kind."""
    stripped = line.lstrip(" 0123456789")
    if stripped[:1] not in ("|", "-", "=", "."):
        return line
    gutter = line[:len(line) - len(stripped)]
    if stripped.startswith("-->") or stripped.startswith("..."):
        return f"{BLUE}{gutter}{stripped[:3]}{RESET}{stripped[3:]}"
    rest = stripped[1:]
    marks = rest.strip()
    if gutter.strip() == "" and marks[:1] in ("^", "-", "|"):
        rest = f"{level if '^' in marks else BLUE}{rest}{RESET}"
    return f"{BLUE}{gutter}{stripped[0]}{RESET}{rest}"
