"""Diagnostics as text in rustc's human layout (`layout` has the pictures, `patches` the suggestions).

`render` gives one diagnostic; `render_all` the whole output with rustc's closing lines. Colours are laid over the text (`color`).
"""

from ..source import LIBRARY
from .layout import Drawing, annotate

MOST_ALTERNATIVES = 4


def place_of(tokens, label):
    """(file, start, end) of a label, mapped out of macros; `hi` = `lo` - 1 stands before token `lo`, `hi` None behind it."""
    if label.lo >= LIBRARY:
        return tokens.span(label.lo, label.hi if label.hi is not None else label.lo, True)
    if label.hi is not None and label.hi < label.lo:
        return tokens.file[label.lo], tokens.start[label.lo], tokens.start[label.lo]
    lo, hi = tokens.shown(label.lo, label.lo if label.hi is None else label.hi)
    file, start, end = tokens.span(lo, hi)
    return (file, end, end) if label.hi is None else (file, start, end)


def line_of(tokens, diagnostic):
    """The line (from 1) that a diagnostic is about, None where it is about none."""
    if diagnostic.primary is None:
        return None
    file, start, _ = place_of(tokens, diagnostic.primary)
    return tokens.sources[file].line_column(start)[0]


def edit_place(tokens, edit):
    """(file, start, end) of an edit (lo, hi, text): `hi` = `lo` - 1 stands before token `lo`, `hi` None behind it."""
    lo, hi, _ = edit
    if hi is None:
        file, _, end = tokens.span(lo, lo)
        return file, end, end
    if hi < lo:
        file, start, _ = tokens.span(lo, lo)
        return file, start, start
    return tokens.span(lo, hi)


def usable(tokens, suggestion):
    """Whether all edits of a suggestion stand in text that the user wrote."""
    return all(edit[0] < len(tokens.exp) and not tokens.exp[edit[0]] and not (edit[1] is not None and tokens.exp[edit[1]])
               for edits in suggestion.alternatives for edit in edits)


def placed(tokens, edits):
    """(Source, [(start, end, text)] in the order of the text) of edits that change something."""
    out, source = [], None
    for edit in edits:
        file, start, end = edit_place(tokens, edit)
        source = tokens.sources[file]
        if source.text[start:end] != edit[2]:
            out.append((start, end, edit[2]))
    return source, sorted(out)


# --- what is shown ----------------------------------------------------------------------------------------------

class Snippet:
    """The labels of one file."""

    def __init__(self, source, labels):
        self.source, self.labels = source, labels
        self.depth, self.lines = annotate(source, [(start, end, label.text, label.primary) for start, end, label in labels]) if shown(source) else (0, {})

    @property
    def largest(self):
        """The largest line number of the snippet."""
        return max(self.source.line_column(end)[0] for _, end, _ in self.labels) if self.lines else 0

    def head(self):
        """(line, column) that the arrow names."""
        if not self.lines:
            line, column = self.source.line_column(self.labels[0][0])
            return line, column
        primary = [(start, label) for start, _, label in self.labels if label.primary]
        if len(primary) == 1 and any(label.primary and self.source.is_end(start, end) for start, end, label in self.labels):
            line, column = self.source.line_column(primary[0][0])
            return line, column + 1
        if primary:
            line = min(self.source.line_column(start)[0] for start, _ in primary)
            return min(self.source.line_column(start) for start, _ in primary if self.source.line_column(start)[0] == line)
        line = next(iter(self.lines))
        return min((self.source.line_column(start) for start, _, _ in self.labels if self.source.line_column(start)[0] == line), default=(line, 1))


def shown(source):
    """Whether the text of a source is shown: std's is not, as natively where its source is not installed."""
    return not source.name.startswith("std/")


def snippets(labels, tokens):
    """The Snippets of some labels, the primary one's file first."""
    files = {}
    for label in labels:
        file, start, end = place_of(tokens, label)
        library = label.lo >= 1 << 30
        source = (tokens.library if library else tokens).sources[file]
        files.setdefault(source.name, (source, []))[1].append((start, end, label))
    out = [Snippet(source, found) for source, found in files.values()]
    out.sort(key=lambda snippet: not any(label.primary for _, _, label in snippet.labels))
    return out


class Group:
    """A head with what stands below it: Snippets, then messages without place, or the Splices of a suggestion."""

    def __init__(self, level, head, labels=(), splices=(), tokens=None):
        self.level, self.head, self.splices, self.messages = level, head, splices, []
        self.snippets = snippets(labels, tokens) if labels else []

    @property
    def largest(self):
        return max([part.largest for part in (*self.snippets, *self.splices)], default=0)

    def lines(self, gutter, first, last):
        """The rows; `first` and `last` tell the group's place in the whole."""
        out = head_lines(self.level, self.head)
        bar = " " * gutter + " |"
        for place, snippet in enumerate(self.snippets):
            line, column = snippet.head()
            if place:
                out.append(bar)
            out.append(" " * gutter + f"{':::' if place else '-->'} {snippet.source.name}:{line}:{column}")
            if snippet.lines:
                out.append(bar)
                out.extend(Drawing(snippet.source, gutter, snippet.depth, snippet.lines).draw())
        if self.splices:
            out.extend(suggested(self.splices, gutter))
        elif first and (self.messages or not last) or self.messages and not self.snippets:
            out.append(bar)
        for level, text in self.messages:
            out.extend(head_lines(f"{' ' * gutter} = {level}", text) if level else [f"{' ' * gutter} = {text}"])
        return out


def head_lines(level, text):
    return (f"{level}: " + text.replace("\n", "\n" + " " * (len(level) + 2))).split("\n")


def suggested(splices, gutter):
    from .patches import show
    out = []
    for place, splice in enumerate(splices):
        if not place:
            out.append(" " * gutter + " |")
        out.extend(show(splice, gutter))
    return out


def render(diagnostic, tokens):
    """The text of one diagnostic, without an empty line behind it."""
    spans, children, suggestions = foldings(diagnostic, tokens)
    groups = [Group(title(diagnostic), diagnostic.message, spans, (), tokens)]
    for level, message, labels in children:
        if labels:
            groups.append(Group(level, message, labels, (), tokens))
        else:
            groups[-1].messages.append((level, message))
    for suggestion in suggestions:
        add_suggestion(groups, suggestion, tokens)
    gutter = len(str(max(group.largest for group in groups))) if any(group.largest for group in groups) else 0
    out = []
    for place, group in enumerate(groups):
        out.extend(group.lines(gutter, place == 0, place + 1 == len(groups)))
    if diagnostic.why:
        out.append(f"{' ' * gutter} = why: {diagnostic.why}")
    return "\n".join(out) + "\n"


def title(diagnostic):
    """`error[E0382]`; lints' names do not stand there."""
    code = diagnostic.code
    coded = code[:1] in ("E", "M") and code[1:2].isalnum() and code[-1:].isdigit()
    return f"{diagnostic.level}[{code}]" if coded else diagnostic.level


def foldings(diagnostic, tokens):
    """(labels, children without place or with labels, suggestions to show); a short suggestion is told in a label."""
    suggestions = [one for one in diagnostic.suggestions if one.style != "hidden" and usable(tokens, one)]
    spans = list(diagnostic.spans)
    if len(suggestions) == 1 and suggestions[0].fits_in_label and diagnostic.primary is not None:
        fold(spans, suggestions.pop(), tokens)
    calls, notes = invocations(diagnostic, tokens)
    return spans + calls, list(diagnostic.children) + notes, suggestions


def invocations(diagnostic, tokens):
    """(labels, notes) that tell of the user's macros whose text a diagnostic points at."""
    from . import Label
    first = diagnostic.primary
    if first is None or first.lo >= LIBRARY or first.hi is not None and first.hi < first.lo:
        return [], []
    calls = tokens.backtrace(tokens.shown(first.lo, first.lo if first.hi is None else first.hi)[0])
    if not calls:
        return [], []
    lo, hi, outer = calls[-1]
    hi -= tokens.text[hi] == ";"
    through = f" which comes from the expansion of the macro `{outer}`" if len(calls) > 1 else ""
    text = f"this error originates in the macro `{calls[0][2]}`{through} (in Nightly builds, run with -Z macro-backtrace for more info)"
    return [Label(lo, hi, "in this macro invocation", False)], [("note", text, [])]


def fold(spans, suggestion, tokens):
    """Tell a suggestion in a label: of the primary span if it has that place and no text of its own."""
    from . import Label
    lo, hi, text = suggestion.alternatives[0][0]
    source, found = placed(tokens, suggestion.alternatives[0])
    words = f"help: {suggestion.message}{confused_in(found, source)}" + (f": `{text.strip()}`" if text.strip() and suggestion.style == "label" else "")
    for place, label in enumerate(spans):
        if label.primary and (label.lo, label.hi, label.text) == (lo, hi, ""):
            spans[place] = Label(lo, hi, words, True)
            return
    spans.append(Label(lo, hi, words, False))


def confused_in(edits, source):
    """What is added to a message where its edits change capital letters only."""
    if not any(text.strip() for _, _, text in edits):
        return ""
    from .patches import confused
    return confused(edits, source)


def add_suggestion(groups, suggestion, tokens):
    """Append what a suggestion shows to the groups."""
    from .patches import Splice, confused
    if suggestion.style == "text":
        groups[-1].messages.append(("help", suggestion.message))
        return
    splices, more = [], ""
    for edits in suggestion.alternatives[:MOST_ALTERNATIVES]:
        source, found = placed(tokens, edits)
        if found:
            splices.append(Splice(source, found))
            more = more or confused(found, source)
    if splices:
        groups.append(Group("help", suggestion.message + more, (), splices))
        left = len(suggestion.alternatives) - MOST_ALTERNATIVES
        if left > 0:
            groups[-1].messages.append(("", f"and {left} other candidate{'' if left == 1 else 's'}"))


def render_all(diags, tokens):
    """All diagnostics as rustc prints them, with the closing lines."""
    parts = [render(diagnostic, tokens) for diagnostic in diags]
    closing = summary(diags)
    if closing:
        parts.append(closing)
    return "\n".join(parts) + ("\n" if parts else "") + explained(diags)


def explained(diags):
    """The lines that name the codes with an explanation; empty where no error has one."""
    codes = sorted({error.code for error in diags if error.level == "error" and error.code[:1] == "E" and error.code[1:].isdigit()})
    if len(codes) == 1:
        return f"For more information about this error, try `rustc --explain {codes[0]}`.\n"
    if codes:
        listed = ", ".join(codes[:9]) + ("..." if len(codes) > 9 else ".")
        return f"Some errors have detailed explanations: {listed}\nFor more information about an error, try `rustc --explain {codes[0]}`.\n"
    return ""


def summary(diags):
    """The line that counts errors and warnings; empty where there are none."""
    errors = sum(diagnostic.level == "error" for diagnostic in diags)
    warnings = sum(diagnostic.level == "warning" for diagnostic in diags)
    counted = "1 warning emitted" if warnings == 1 else f"{warnings} warnings emitted"
    if errors:
        text = "error: aborting due to 1 previous error" if errors == 1 else f"error: aborting due to {errors} previous errors"
        return text + (f"; {counted}\n" if warnings else "\n")
    return f"warning: {counted}\n" if warnings else ""
