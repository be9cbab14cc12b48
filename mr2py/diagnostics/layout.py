"""The picture of one file's labels under its source lines, as rustc's human output draws it (the renderer of
rust-lang/annotate-snippets, which rustc uses, is the reference).

Each span becomes `Annotation`s on lines: one on its line, or start, middle lines and end of a span over several lines, whose bar
stands in a column of its own (`depth`) at the left. Then every line is drawn into a `Canvas`: the code, the marks below it, the
texts of the labels right to left, each in a row of its own where it would run into another.
"""

SINGLE, START, MIDDLE, END = range(4)
PLACEHOLDER = "..."
CONTROL = {chr(code): chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}
CONTROL.update({"\t": "    ", "\x7f": "\u2421", "\u200d": ""})
CONTROL.update(dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "\ufffd"))
REPLACED = {ord(char): text for char, text in CONTROL.items()}


class Annotation:
    """A label's part on one line: display columns [start, end), from 0; `kind` one of the constants; `depth` of its bar."""

    __slots__ = ("start", "end", "text", "primary", "kind", "depth")

    def __init__(self, start, end, text, primary, kind=SINGLE, depth=0):
        self.start, self.end, self.text, self.primary, self.kind, self.depth = start, end, text, primary, kind, depth

    @property
    def sign(self):
        return "^" if self.primary else "-"

    @property
    def takes_space(self):
        return self.kind in (START, END)


class Span:
    """A label over several lines: (line, column) of both ends."""

    __slots__ = ("first", "last", "text", "primary", "depth", "doubled")

    def __init__(self, first, last, text, primary):
        self.first, self.last, self.text, self.primary, self.depth, self.doubled = first, last, text, primary, 1, False


class Canvas:
    """Rows of characters that grow as they are written to."""

    def __init__(self):
        self.rows = []

    def __len__(self):
        return len(self.rows)

    def put(self, row, column, text):
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        if len(line) < column + len(text):
            line.extend(" " * (column + len(text) - len(line)))
        line[column:column + len(text)] = text

    def lines(self):
        return ["".join(row) for row in self.rows]


def printable(text):
    """A source line as it is shown: tabs as four columns, control characters by their pictures."""
    return text if text.isascii() and text.isprintable() else text.translate(REPLACED)


def display_column(text, column):
    """The column on screen of a character offset: tabs count four, wide characters two."""
    if text.isascii() and "\t" not in text:
        return column
    return sum(width(char) for char in text[:column]) + max(0, column - len(text))


def width(char):
    if char == "\t":
        return 4
    if char < "\u0300":
        return 1
    import unicodedata
    if unicodedata.combining(char) or char in "\u200b\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


# --- spans to annotations on lines ---------------------------------------------------------------------

def location(source, offset):
    """(line, display column) of a character offset."""
    line, column = source.line_column(offset)
    return line, display_column(source.line_text(line), column - 1)


def annotate(source, labels):
    """(number of bar columns, {line: [Annotation]}) of [(start, end, text, primary)]."""
    lines, spans = {}, []
    for start, end, text, primary in labels:
        first, last = location(source, start), location(source, max(start, end))
        if start < end == len(source.text) and source.text.endswith("\n"):      # the empty line behind the last one is none
            line, column = location(source, end - 1)
            last = (line, column + 1)
        if first[0] == last[0]:
            lines.setdefault(first[0], []).append(Annotation(first[1], max(last[1], first[1] + 1), text, primary))
        else:
            spans.append(Span(first, last, text, primary))
    depth = set_depths(spans)
    for span in spans:
        place_span(source, span, lines)
    return depth, dict(sorted(lines.items()))


def set_depths(spans):
    """Give spans that overlap bars of their own, the outermost first; returns the number of columns."""
    spans.sort(key=lambda span: (span.first[0], -span.last[0]))
    primaries = []
    for outer in spans:
        if outer.primary:
            primaries.append((outer.first, outer.last))
        for inner in spans:
            same = (outer.first, outer.last) == (inner.first, inner.last)
            if not same and overlap(outer.first[0], outer.last[0] + 1, inner.first[0], inner.last[0] + 1):
                inner.depth += 1
            elif same and inner is not outer:
                inner.doubled = True
            else:
                inner.primary = inner.primary or (inner.first, inner.last) in primaries
                break
    most = max((span.depth for span in spans), default=0)
    for span in spans:
        span.depth = most - span.depth + 1
    return most


def says_something(text):
    """Whether a line is worth showing inside of a span: no comment, no lone bracket, not empty."""
    text = text.strip()
    return not (text.startswith("//") and not text.startswith(("///", "//!"))) and text not in ("", "{", "}", "(", ")", "[", "]")


def place_span(source, span, lines):
    """The annotations of a span over several lines: its start, up to three lines more, the line before its end, its end."""
    first, last = span.first[0], span.last[0]
    kind = SINGLE if span.doubled else END
    if not span.doubled:
        lines.setdefault(first, []).append(Annotation(span.first[1], span.first[1] + 1, "", span.primary, START, span.depth))
        middle = min(first + 4, last)
        until = next((line + 1 for line in range(middle - 1, first - 1, -1) if says_something(source.line_text(line))), first)
        shown = list(range(first + 1, until))
        if middle < last - 1 and says_something(source.line_text(last - 1)):
            shown.append(last - 1)
        for line in shown:
            lines.setdefault(line, []).append(Annotation(0, 0, "", span.primary, MIDDLE, span.depth))
    end = Annotation(max(span.last[1] - 1, 0), span.last[1], span.text, span.primary, kind, span.depth)
    lines.setdefault(last, []).append(end)


def overlap(start, end, other_start, other_end):
    return other_start <= start < other_end or start <= other_start < end


def overlaps(one, other, padding=0):
    return overlap(one.start, one.end + padding, other.start, other.end)


# --- which part of long lines is shown -------------------------------------------------------------------

class Margin:
    """The columns [left, right) of the lines that fit on `room` columns with what the labels need."""

    def __init__(self, source, lines, room):
        texts = [source.line_text(line) for line in lines]
        indents = [display_column(text, len(text) - len(text.lstrip())) for text in texts if text.strip()]
        marks = [mark for found in lines.values() for mark in found]
        blank = max(min(indents, default=0) - 6, 0)
        first = max(min((min(mark.start, mark.end) for mark in marks), default=0) - 6, 0)
        last = max((max(mark.start, mark.end) for mark in marks), default=0) + 6
        labelled = max((mark.end + (columns(mark.text) + 1 if mark.text else 0) for mark in marks), default=0) + 6
        longest = max(columns(text) for text in texts)
        self.room, self.left = room, blank - 16 if blank > 20 else 0
        self.right = max(longest, self.left)
        if self.right - self.left > room:
            if labelled - blank <= room:
                self.left, self.right = blank, blank + room
            elif labelled - first <= room:
                self.left = max(first - (room - (labelled - first)) // 2, 0)
                self.right = self.left + room
            elif last - first <= room:
                self.left = max(first - (room - (last - first)) // 5 * 2, 0)
                self.right = self.left + room
            else:
                self.left, self.right = first, last

    def cut(self, text):
        """(the part of a shown line, with dots where something is left out; the columns left out before it)."""
        length = sum(width(char) for char in text)
        left = min(self.left, length)
        right = length if length - self.left <= self.room else min(length, self.right)
        if not left and right == length:
            return text, 0
        skipped, at = 0, 0
        while at < len(text) and skipped < left:
            skipped += width(text[at])
            at += 1
        taken, end = 0, at
        while end < len(text) and taken + width(text[end]) <= right - left:
            taken += width(text[end])
            end += 1
        shown = text[at:end]
        if self.left > 0:
            shown = PLACEHOLDER + shown[3:]
        if length > right:
            shown = shown[:-3] + PLACEHOLDER
        return shown, max(skipped, left)


def columns(text):
    return display_column(text, len(text))


# --- drawing -------------------------------------------------------------------------------------------------

def positions(marks):
    """[(row, annotation)] right to left: in row 0 the text stands beside the mark, else below it; and the number of rows."""
    marks = sorted(marks, key=lambda mark: -mark.start)
    out, most, row = [], 0, 0
    for index, mark in enumerate(marks):
        later = marks[index + 1:]
        if not row and mark.text and any(overlaps(other, mark) and not ((other.start, other.end) == (mark.start, mark.end) and not other.text)
                                         for other in later):
            row = 1
        out.append((row, mark))
        if any(needs_row(mark, other, row) for other in later):
            row += 1
        most = max(most, row)
    rows = most + 1 if most else 0
    if all(mark.kind == START for mark in marks):
        top = max(row for row, _ in out)
        return [(top - row, mark) for row, mark in out], max(rows - 1, 0)
    return out, rows


def needs_row(mark, other, row):
    """Whether what stands left of `mark` must go one row further down because of `other`."""
    close = overlaps(other, mark, len(other.text.encode()) + 2 if other.text else 0)
    if close and mark.text and other.text:
        return True
    if mark.takes_space and (other.text or other.takes_space) or mark.text and other.takes_space:
        return True
    return bool(close and other.end <= mark.end and other.text and row == 0)


class Drawing:
    """The annotated lines of one file; `gutter` is the width of line numbers, `depth` the number of bar columns."""

    def __init__(self, source, gutter, depth, lines):
        self.source, self.gutter, self.lines, self.canvas = source, gutter, lines, Canvas()
        self.code = gutter + 3 + (depth + 1 if depth else 0)
        self.margin = Margin(source, lines, 140 - self.code)

    def draw(self):
        """The rows as text."""
        open_bars = {}
        numbers = list(self.lines)
        for place, line in enumerate(numbers):
            top = len(self.canvas)
            touched = self.line(line)
            begun = {}
            for depth in touched:
                if open_bars.pop(depth, None) is None:
                    begun[depth] = True
            for row in range(top, len(self.canvas)):
                self.bars(row, open_bars)
            if place + 1 < len(numbers) and numbers[place + 1] - line > 1:
                self.between(line, numbers[place + 1], open_bars)
            open_bars.update(begun)
        return self.canvas.lines()

    def between(self, line, following, open_bars):
        """One line between two shown ones is shown, too; more are dots."""
        row = len(self.canvas)
        if following - line == 2:
            self.code_line(line + 1, row)
        else:
            self.canvas.put(row, 0, PLACEHOLDER)
        self.bars(row, open_bars)
        self.bars(row, [mark.depth for mark in self.lines[line] if mark.kind == START])

    def bars(self, row, depths):
        for depth in depths:
            self.canvas.put(row, self.gutter + 2 + depth, "|")

    def code_line(self, line, row):
        """The line's number and text; returns the columns cut off at its left."""
        shown, left = self.margin.cut(printable(self.source.line_text(line)))
        self.canvas.put(row, 0, str(line).rjust(self.gutter) + " |")
        if shown:
            self.canvas.put(row, self.code, shown)
        return left

    def line(self, line):
        """Draw a line with its annotations; returns the depths of bars that begin or end here."""
        top, marks = len(self.canvas), self.lines[line]
        left = self.code_line(line, top)
        text = printable(self.source.line_text(line))
        if all(mark.kind == MIDDLE or mark.kind == START and not text[:mark.start].strip() for mark in marks):
            for mark in marks:
                if mark.kind == START:
                    self.canvas.put(top, self.gutter + 2 + mark.depth, "/")
            return [mark.depth for mark in marks if mark.kind == START]
        placed, rows = positions(marks)
        for row in range(rows + 1):
            self.canvas.put(top + row + 1, self.gutter + 1, "|")
        self.horizontal(placed, top, left)
        self.vertical(placed, top, left, rows)
        self.texts(placed, top, left)
        self.underlines(placed, top, left)
        return [mark.depth for mark in marks if mark.takes_space]

    def column(self, at, left):
        return max(self.code + at - left, 0)

    def horizontal(self, placed, top, left):
        for row, mark in placed:
            if mark.takes_space:
                begin, end = self.gutter + 3 + mark.depth, self.column(mark.start, left)
                self.canvas.put(top + row + 1, begin, "_" * (end - begin))

    def vertical(self, placed, top, left, rows):
        for row, mark in placed:
            if row and (mark.text or mark.takes_space):
                for below in range(1, row + 2):
                    self.canvas.put(top + below, self.column(mark.start, left), "|")
            bar = self.gutter + 2 + mark.depth
            if mark.kind == START:
                for below in range(row + 2, rows + 2):
                    self.canvas.put(top + below, bar, "|")
            elif mark.kind == END:
                for below in range(row + 2):
                    self.canvas.put(top + below, bar, "|")

    def texts(self, placed, top, left):
        for row, mark in placed:
            if mark.text and row:
                self.canvas.put(top + row + 2, self.column(mark.start, left), mark.text)
            elif mark.text:
                self.canvas.put(top + 1, self.column(mark.end + (1 if mark.end else 2), left), mark.text)

    def underlines(self, placed, top, left):
        """The marks, the smaller and the primary ones last, so that they stay visible."""
        for _, mark in sorted(placed, key=lambda pair: (pair[1].start - pair[1].end, pair[1].primary)):
            self.canvas.put(top + 1, self.column(mark.start, left), mark.sign * max(mark.end - mark.start, 1 if mark.takes_space else 0))
