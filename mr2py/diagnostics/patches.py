"""How a suggestion is shown: the lines as they would be, with `+` below what is new, or removed and new lines, as rustc shows them."""

from .layout import columns, location, printable

UNDERLINE, DIFF, WHOLE, ADD = "underline", "diff", "whole", "add"


class Patch:
    """A replacement [start, end) → text, without what both texts share at their ends; `origin` is where it began."""

    __slots__ = ("start", "end", "text", "origin", "old")

    def __init__(self, source, start, end, text):
        self.origin = start
        old = source.text[start:end]
        if text:
            front, text, back = sandwiched(old, text)
            start, end = start + front, end - back
        self.start, self.end, self.text, self.old = start, end, text, source.text[start:end]

    @property
    def addition(self):
        return bool(self.text) and not self.old.strip()

    @property
    def removes(self):
        """Whether something is lost that was there."""
        if not self.old.strip():
            return False
        return not self.text.strip() or sandwiched(self.old.strip(), self.text.strip())[:1] == (0,) and not extends(self.old.strip(), self.text.strip())


def extends(old, new):
    """Whether `new` is `old` with something put in at one place."""
    front = common_prefix(old, new)
    return new.startswith(old) or new.endswith(old) or new[front:].endswith(old[front:])


def common_prefix(old, new):
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def sandwiched(old, new):
    """(shared at the front, what is put in, shared at the back), or (0, new, 0) where more is changed than put in."""
    if new.startswith(old):
        return len(old), new[len(old):], 0
    if new.endswith(old):
        return 0, new[:len(new) - len(old)], len(old)
    front = common_prefix(old, new)
    rest = old[front:]
    if new[front:].endswith(rest):
        return front, new[front:len(new) - len(rest)], len(rest)
    return 0, new, 0


class Splice:
    """The lines that a suggestion touches, after it: `complete`, with the columns that are new in each (`fresh`)."""

    def __init__(self, source, edits):
        self.source = source
        self.patches = [Patch(source, *edit) for edit in sorted(edits)]
        self.first = source.line_column(min(edit[0] for edit in edits))[0]
        self.last = source.line_column(max(edit[1] for edit in edits))[0]
        start = source.line_starts[self.first - 1]
        parts, at = [], start
        for patch in self.patches:
            parts.append((source.text[at:patch.start], False))
            parts.append((patch.text, True))
            at = patch.end
        tail_line = source.line_column(at)[0]
        end = source.line_starts[tail_line - 1] + len(source.line_text(tail_line))
        text = "".join(part for part, _ in parts)
        if not text.endswith("\n") or self.adds_attribute:
            parts.append((source.text[at:end], False))
        self.complete = "".join(part for part, _ in parts).rstrip("\n")
        self.fresh = fresh_columns(parts)
        self.style = self.find_style()

    @property
    def adds_attribute(self):
        """Whether an attribute is put on a line of its own: the line below it is shown, too."""
        text = self.patches[0].text
        before = self.source.text[self.source.line_starts[self.first - 1]:self.patches[0].start]
        return len(self.patches) == 1 and text.endswith("\n") and text.strip()[:2] == "#[" and text.strip().endswith("]") and not before.strip()

    @property
    def lines(self):
        return self.complete.split("\n") if self.complete else []

    def find_style(self):
        several = len(self.lines) > 1
        if any(patch.removes for patch in self.patches) and not several:
            return DIFF
        only = self.patches[0] if len(self.patches) == 1 else None
        if only is not None and only.text.endswith("\n") and only.text.strip() == self.complete.strip():
            return ADD
        if (only is None or only.text.strip() != self.complete.strip()) and not several:
            return UNDERLINE
        return WHOLE

    @property
    def largest(self):
        """The largest line number that is shown."""
        at = self.source.line_column(self.patches[0].origin)[0]
        if self.style == UNDERLINE:
            return at
        if self.style == DIFF:
            return self.source.line_column(self.patches[0].end)[0]
        return at + max(len(self.lines) - 1, 0)


def fresh_columns(parts):
    """For each line of the spliced text the list of (start, end) columns that are new; [] where none is."""
    out, column = [[]], 0
    for text, new in parts:
        for place, piece in enumerate(text.split("\n")):
            if place:
                out.append([])
                column = 0
            size = sum(4 if char == "\t" else 1 for char in piece)
            if new:
                out[-1].append((column, column + size))
            column += size
    return out


def show(splice, gutter):
    """The rows below the head of a suggestion, without the first and last separators' text."""
    rows = []
    if not splice.complete:
        for line in range(splice.first, splice.last + 1):
            rows.append(removed(splice.source, line, gutter))
    elif splice.style == DIFF:
        rows.extend(difference(splice, gutter))
    else:
        rows.extend(changed(splice, gutter))
    if splice.complete and splice.style == UNDERLINE:
        rows.append(underline(splice, gutter))
    else:
        rows.append(" " * gutter + " |")
    return rows


def removed(source, line, gutter):
    return f"{str(line).rjust(gutter)} - {printable(source.line_text(line))}"


def difference(splice, gutter):
    """The lines before, each with `-`, and the line after, with `+` unless it is blank or the last of them."""
    source, after = splice.source, splice.lines[0]
    lines = list(range(splice.first, splice.last + 1))
    rows = [removed(source, line, gutter) for line in lines[:-1]]
    if source.line_text(lines[-1]) == after:
        return rows
    rows.append(removed(source, lines[-1], gutter))
    if after.strip():
        rows.append(f"{str(splice.first).rjust(gutter)} + {printable(after)}")
    return rows


def changed(splice, gutter):
    """The new lines; of four and more unchanged ones in between the first and the last."""
    rows, held = [], []
    several = len(splice.lines) > 1
    start = splice.source.line_column(splice.patches[0].origin)[0]
    for place, (line, fresh) in enumerate(zip(splice.lines, splice.fresh, strict=False)):
        number = str(start + place).rjust(gutter)
        if not fresh:
            held.append(f"{number} | {printable(line)}".rstrip() if not line else f"{number} | {printable(line)}")
            continue
        if len(held) > 3:
            held[1:-1] = ["..."]
        rows.extend(held)
        held = []
        rows.append(f"{number} {sign(splice, line, fresh, several)} {printable(line)}")
    return rows


def sign(splice, line, fresh, several):
    """What stands beside a new line: `+` if all of it is new, `~` if part of it is."""
    if not several:
        return "+" if splice.style == ADD else "|"
    if len(fresh) == 1 and fresh[0][0] == 0 and fresh[0][1] == len(line.encode()):
        return "+"
    return "|" if fresh == [(0, 0)] else "~"


def underline(splice, gutter):
    """The row of `+` (put in) and `~` (replaced) below the line."""
    marks, offsets = {}, []
    for patch in splice.patches:
        begin, end = location(splice.source, patch.start)[1], location(splice.source, patch.end)[1]
        blank = not patch.text.strip()
        lead = 0 if blank else len(patch.text) - len(patch.text.lstrip())
        size = columns(patch.text if blank else patch.text.strip())
        shift = sum(change for at, change in offsets if begin >= at)
        for column in range(begin + lead + shift, begin + lead + size + shift):
            marks[column] = "+" if patch.addition else "~"
        offsets.append((end, columns(patch.text) - (end - begin)))
    row = "".join(marks.get(column, " ") for column in range(max(marks, default=-1) + 1))
    return (" " * gutter + " | " + row).rstrip()


def confused(edits, source):
    """What rustc adds to a suggestion's message where only the case of letters changes that look alike in both."""
    for start, end, text in edits:
        old = source.text[start:end].strip()
        if old == text or old.lower() != text.lower() \
                or not all(one.lower() in "cfikosuvwxyz" for one, other in zip(old, text, strict=False) if one != other):
            return ""
    return " (notice the capitalization)"
