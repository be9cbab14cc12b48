"""Diagnostics as text in rustc's human layout (compiler/rustc_errors' emitter is the reference).

`render` gives one diagnostic; `render_all` the whole output with rustc's closing lines. Colours are
left to the caller (`paint(kind, text)`).
"""

from .layout import Mark, display_column, draw_marks


def plain(kind, text):
    return text


def place_of(tokens, label):
    """(file, start, end) of a label, mapped out of macros."""
    return tokens.span(label.lo, label.hi, True) if label.hi >= label.lo else (tokens.file[label.lo], tokens.start[label.lo], tokens.start[label.lo])


def render(diagnostic, tokens, paint=plain):
    """The text of one diagnostic, without an empty line behind it."""
    gutter = gutter_width(diagnostic, tokens)
    code = f"[{diagnostic.code}]" if diagnostic.code[:1] in ("E", "M") and diagnostic.code[1:2].isalnum() and diagnostic.code[-1:].isdigit() else ""
    level = paint(diagnostic.level, diagnostic.level + code)
    out = [level + paint("message", ": " + diagnostic.message)]
    out.extend(snippet(diagnostic.spans, tokens, gutter))
    children = list(diagnostic.children)
    if diagnostic.why:
        children.append(("note", "why: " + diagnostic.why, [], []))
    bare = [child for child in children if not child[2] and not child[3]]
    if bare and children[0] in bare and diagnostic.spans:
        out.append(" " * gutter + " |")
    for place, (level, message, spans, suggestions) in enumerate(children):
        if spans or suggestions:
            if place == 0 and diagnostic.spans:
                out.append(" " * gutter + " |")
            out.append(f"{level}: {message}")
            out.extend(snippet(spans, tokens, gutter) if spans else suggestion(suggestions, tokens, gutter))
        else:
            indented = message.replace("\n", "\n" + " " * (gutter + 3 + len(level) + 2))
            out.append(" " * gutter + f" = {level}: {indented}")
    return "\n".join(out) + "\n"


def gutter_width(diagnostic, tokens):
    """The width of the largest line number that is shown."""
    largest = 1
    labels = list(diagnostic.spans)
    for _, _, spans, suggestions in diagnostic.children:
        labels.extend(spans)
        for lo, hi, _ in suggestions:
            file, _, end = tokens.span(lo, max(lo, hi))
            largest = max(largest, tokens.sources[file].line_column(end)[0])
    for label in labels:
        file, _, end = place_of(tokens, label)
        largest = max(largest, tokens.sources[file].line_column(end)[0])
    return len(str(largest))


def snippet(labels, tokens, gutter):
    """The lines from `-->` on for some labels."""
    if not labels:
        return []
    primary = next((label for label in labels if label.primary), labels[0])
    main_file = place_of(tokens, primary)[0]
    out = []
    files = [main_file]
    for label in labels:
        file = place_of(tokens, label)[0]
        if file not in files:
            files.append(file)
    for file in files:
        here = [label for label in labels if place_of(tokens, label)[0] == file]
        first = primary if file == main_file else here[0]
        source = tokens.sources[file]
        line, column = source.line_column(place_of(tokens, first)[1])
        arrow = "-->" if file == main_file else ":::"
        if out:
            out.append(" " * gutter + " |")
        out.append(" " * gutter + f"{arrow} {source.name}:{line}:{column}")
        out.append(" " * gutter + " |")
        out.extend(FileSnippet(source, gutter).lines([(place_of(tokens, label), label) for label in here]))
    return out


class FileSnippet:
    """The annotated lines of one file."""

    def __init__(self, source, gutter):
        self.source, self.gutter = source, gutter
        self.marks, self.bars = {}, []

    def lines(self, labels):
        for (_, start, end), label in labels:
            self.add(start, end, label)
        self.set_depths()
        left = 1 + max((bar["depth"] for bar in self.bars), default=0) * 2 - 1 if self.bars else 0
        left = left + 1 if self.bars else 0
        shown = sorted(self.marks)
        out = []
        for place, line in enumerate(shown):
            if place:
                out.extend(self.between(shown[place - 1], line, left))
            out.extend(self.line(line, left))
        return out

    def add(self, start, end, label):
        """Note a label: one line, or a bar from its first to its last line."""
        source = self.source
        first, column = source.line_column(start)
        last, end_column = source.line_column(max(end, start))
        text = source.line_text(first)
        if first == last or end_column == 1 and last == first + 1:
            begin = display_column(text, column - 1)
            behind = display_column(text, end_column - 1) if first == last else begin + 1
            marks = self.marks.setdefault(first, [])
            for mark in marks:
                if (mark.start, mark.end) == (begin, max(behind, begin + 1)) and not mark.text and not label.text and mark.multi is None:
                    mark.primary = mark.primary or label.primary
                    return
            marks.append(Mark(begin, behind, label.text, label.primary))
            return
        self.bars.append({"first": first, "last": last, "column": display_column(text, column - 1), "depth": 0,
                          "end": display_column(source.line_text(last), end_column - 1), "label": label})
        self.marks.setdefault(first, [])
        self.marks.setdefault(last, [])

    def set_depths(self):
        """Bars that overlap stand in columns of their own, the first innermost."""
        for place, bar in enumerate(sorted(self.bars, key=lambda bar: (bar["first"], -bar["last"]))):
            taken = {other["depth"] for other in self.bars
                     if other is not bar and other["depth"] and other["first"] <= bar["last"] and bar["first"] <= other["last"]}
            bar["depth"] = next(depth for depth in range(1, len(self.bars) + 1) if depth not in taken)

    def number(self, line):
        return str(line).rjust(self.gutter) + " |"

    def bar_text(self, line, left, below=False):
        """The columns of bars beside `line` (or beside the rows below it)."""
        cells = [" "] * left
        for bar in self.bars:
            inside = bar["first"] < line <= bar["last"] or below and bar["first"] == line
            if inside and not (below and line == bar["last"]):
                cells[(bar["depth"] - 1) * 2 + 1 - 1] = "|"
        return "".join(cells)

    def whole_line(self, bar):
        """Whether a bar begins at the first character of its line: drawn as `/`."""
        text = self.source.line_text(bar["first"])
        return not text[:bar["column"]].strip() and not [mark for mark in self.marks[bar["first"]]]

    def line(self, line, left):
        text = self.source.line_text(line).replace("\t", "    ")
        cells = list(self.bar_text(line, left))
        late = []
        for bar in self.bars:
            if bar["first"] == line and self.whole_line(bar):
                cells[(bar["depth"] - 1) * 2] = "/"
            elif bar["first"] == line:
                late.append(bar)
        out = [(self.number(line) + " " + "".join(cells) + text).rstrip()]
        blank = " " * self.gutter + " |"
        marks = self.marks[line]
        if marks:
            beside = self.bar_text(line, left, True) if not any(bar["last"] == line for bar in self.bars) else self.bar_text(line, left)
            for row in draw_marks(marks, 0):
                out.append((blank + " " + beside + row).rstrip())
        for bar in late:
            cells = list(self.bar_text(line, left))
            at = (bar["depth"] - 1) * 2
            sign = "^" if bar["label"].primary else "-"
            run = cells[:at] + [" "] + ["_"] * (left - at - 1 + bar["column"]) + [sign]
            out.append((blank + " " + "".join(run)).rstrip())
        for bar in self.bars:
            if bar["last"] == line:
                out.append(self.closing(bar, left, line))
        return out

    def closing(self, bar, left, line):
        cells = list(self.bar_text(line, left))
        at = (bar["depth"] - 1) * 2
        sign = "^" if bar["label"].primary else "-"
        run = cells[:at] + ["|"] + ["_"] * (left - at - 1 + bar["end"] - 1) + [sign]
        text = " " + bar["label"].text if bar["label"].text else ""
        return " " * self.gutter + " | " + "".join(run) + text

    def between(self, last, line, left):
        """What stands between two shown lines: nothing, the one line, or dots."""
        if line - last == 1:
            return []
        bar = self.bar_text(last + 1, left)
        if line - last == 2:
            text = self.source.line_text(last + 1).replace("\t", "    ")
            return [(self.number(last + 1) + " " + bar + text).rstrip()]
        return [("..." + " " * (self.gutter - 1) + bar).rstrip()]


def suggestion(suggestions, tokens, gutter):
    """The lines of a help with replacements: the changed lines with `+`, `~` or `-` below."""
    edits = []
    for lo, hi, text in suggestions:
        file, start, end = tokens.span(lo, hi) if hi >= lo else (tokens.file[lo], tokens.start[lo], tokens.start[lo])
        edits.append((start, end, text))
    edits.sort()
    source = tokens.sources[file]
    out = [" " * gutter + " |"]
    by_line = {}
    for start, end, text in edits:
        by_line.setdefault(source.line_column(start)[0], []).append((start, end, text))
    previous = None
    for line, changes in sorted(by_line.items()):
        if previous is not None and line - previous > 1:
            out.append("...")
        out.extend(changed_line(source, line, changes, gutter))
        previous = line
    return out


def changed_line(source, line, changes, gutter):
    base, text = source.line_starts[line - 1], source.line_text(line)
    result, at, marks = "", 0, ""
    insert_only = all(start == end or new.startswith(source.text[start:end]) or new.endswith(source.text[start:end])
                      for start, end, new in changes)
    for start, end, new in changes:
        result += text[at:start - base]
        old = source.text[start:end]
        marks = marks.ljust(len(result))
        if insert_only and old and new.endswith(old):
            marks += "+" * (len(new) - len(old))
        elif insert_only and old:
            marks += " " * len(old) + "+" * (len(new) - len(old))
        else:
            marks += "+" * (len(new.strip()) or len(new))
        result += new
        at = end - base
    result += text[at:]
    number = str(line).rjust(gutter)
    if insert_only:
        return [f"{number} | {result}".rstrip(), (" " * gutter + " | " + marks).rstrip()]
    return [f"{number} - {text}".rstrip(), f"{number} + {result}".rstrip(), " " * gutter + " |"]


def render_all(diags, tokens, paint=plain):
    """All diagnostics as rustc prints them, with the closing lines."""
    parts = [render(diagnostic, tokens, paint) for diagnostic in diags]
    errors = [diagnostic for diagnostic in diags if diagnostic.level == "error"]
    if errors:
        parts.append(closing(errors))
        codes = sorted({error.code for error in errors if error.code[:1] == "E" and error.code[1:].isdigit()})
        text = "\n".join(parts) + "\n"
        if len(codes) == 1:
            return text + f"For more information about this error, try `rustc --explain {codes[0]}`.\n"
        if codes:
            listed = ", ".join(codes[:9]) + ("..." if len(codes) > 9 else ".")
            return text + f"Some errors have detailed explanations: {listed}\nFor more information about an error, try `rustc --explain {codes[0]}`.\n"
        return text
    return "\n".join(parts) + ("\n" if parts else "")


def closing(errors):
    count = len(errors)
    return "error: aborting due to 1 previous error\n" if count == 1 else f"error: aborting due to {count} previous errors\n"
