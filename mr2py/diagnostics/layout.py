"""The picture of one file's labels under its source lines, as rustc's human output draws it.

Each line with labels is drawn with its marks below, labels right to left, the last one beside its
mark; spans over several lines get a bar in a column of their own at the left.
"""


class Mark:
    """A label on one line: character columns [start, end), 0-based; `multi` is None or (role, depth)."""

    __slots__ = ("start", "end", "text", "primary", "multi")

    def __init__(self, start, end, text, primary, multi=None):
        self.start, self.end, self.text, self.primary, self.multi = start, max(end, start + 1), text, primary, multi

    @property
    def sign(self):
        return "^" if self.primary else "-"


class Canvas:
    """Rows of characters that grow as they are written to."""

    def __init__(self):
        self.rows = []

    def put(self, row, column, text):
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        if len(line) < column + len(text):
            line.extend(" " * (column + len(text) - len(line)))
        line[column:column + len(text)] = text

    def lines(self):
        return ["".join(row).rstrip() for row in self.rows]


def assign_rows(marks):
    """{mark index: row} for the texts: 0 beside the marks, else rows below, rightmost highest.

    Row 0 belongs to the rightmost mark if nothing stands in its way; labels without text need none.
    """
    order = sorted(range(len(marks)), key=lambda index: (-marks[index].start, -marks[index].end))
    rows, used = {}, 0
    for place, index in enumerate(order):
        mark = marks[index]
        if not mark.text:
            rows[index] = 0
            continue
        if place == 0 and not blocked(marks, index):
            rows[index] = 0
            continue
        same = [other for other in order[:place] if marks[other].start == mark.start and rows.get(other) and marks[other].text]
        used = used + (1 if same else 2 if used == 0 else 1)
        rows[index] = used
    return rows


def blocked(marks, index):
    """Whether another mark stands under or right of where this one's text would begin."""
    mark = marks[index]
    room = mark.end + 1 + len(mark.text)
    return any(other is not mark and (mark.end < other.end and other.start < room or overlaps(mark, other) and other.text)
               for other in marks)


def overlaps(a, b):
    return a.start < b.end and b.start < a.end


def draw_marks(marks, left):
    """The rows of text below one source line; `left` columns are kept for bars."""
    canvas = Canvas()
    rows = assign_rows(marks)
    for index, mark in sorted(enumerate(marks), key=lambda pair: -rows[pair[0]]):
        row = rows[index]
        for between in range(1, row):
            canvas.put(between, left + mark.start, "|")
    for index, mark in enumerate(marks):
        if rows[index]:
            canvas.put(rows[index], left + mark.start, mark.text)
    for mark in sorted(marks, key=lambda mark: (mark.primary, mark.start - mark.end)):
        canvas.put(0, left + mark.start, mark.sign * (mark.end - mark.start))
    for index, mark in enumerate(marks):
        if mark.text and not rows[index]:
            canvas.put(0, left + mark.end + 1, mark.text)
    return canvas.lines()


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
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
