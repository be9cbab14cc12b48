"""Diagnostics in rustc's JSON schema (The rustc book, "JSON Output"), one object a line."""

from .explanations import explanations
from .render import edit_place, explained, place_of, render, summary, usable


def span_json(tokens, place, label="", primary=False, replacement=None):
    """One entry of `spans` for (file, start, end)."""
    file, start, end = place
    source = tokens.sources[file]
    line, column = source.line_column(start)
    last, last_column = source.line_column(end)
    if source.is_end(start, end):
        start, column, last, last_column = end, column + 1, line, column + 1
    text = []
    for number in range(line, last + 1):
        whole = source.line_text(number)
        text.append({"text": whole, "highlight_start": column if number == line else 1,
                     "highlight_end": last_column if number == last else len(whole) + 1})
    return {"file_name": source.name, "byte_start": source.byte_offset(start), "byte_end": source.byte_offset(end),
            "line_start": line, "line_end": last, "column_start": column, "column_end": last_column, "is_primary": primary,
            "text": text, "label": label or None, "suggested_replacement": replacement,
            "suggestion_applicability": None, "expansion": None}


def label_json(tokens, label):
    return span_json(tokens, place_of(tokens, label), label.text, label.primary)


def child_json(tokens, child):
    level, message, labels = child
    return child_object(level, message, [label_json(tokens, label) for label in labels])


def child_object(level, message, spans):
    return {"message": message, "code": None, "level": level, "spans": spans, "children": [], "rendered": None}


def suggestion_json(tokens, suggestion):
    """A suggestion is a child of level help whose spans carry the replacements."""
    entries = []
    for edits in suggestion.alternatives:
        for edit in edits:
            entry = span_json(tokens, edit_place(tokens, edit), primary=True, replacement=edit[2])
            entry["suggestion_applicability"] = suggestion.applicability
            entries.append(entry)
    return child_object("help", suggestion.message, entries)


def children_json(diagnostic, tokens):
    """The notes and helps, our own sentence as a note that begins with "why: ", then the suggestions."""
    out = [child_json(tokens, child) for child in diagnostic.children]
    if diagnostic.why:
        out.append(child_object("note", "why: " + diagnostic.why, []))
    return out + [suggestion_json(tokens, suggestion) for suggestion in diagnostic.suggestions if usable(tokens, suggestion)]


def diagnostic_json(diagnostic, tokens):
    """The object for one diagnostic."""
    code = {"code": diagnostic.code, "explanation": explanations().get(diagnostic.code)} if diagnostic.code else None
    labels = sorted(diagnostic.spans, key=lambda label: label.primary and not label.text)     # these come last
    return {"$message_type": "diagnostic", "message": diagnostic.message, "code": code, "level": diagnostic.level,
            "spans": [label_json(tokens, label) for label in labels],
            "children": children_json(diagnostic, tokens),
            "rendered": render(diagnostic, tokens)}


def closing_json(level, text, rendered):
    return {"$message_type": "diagnostic", "message": text, "code": None, "level": level, "spans": [], "children": [], "rendered": rendered}


def closing(diags):
    """What stands at the end: how many errors and warnings there are, and the codes that are explained, a line each."""
    out, counted = [], summary(diags)
    if counted:
        level, text = counted.rstrip("\n").split(": ", 1)
        out.append(closing_json(level, text, counted + "\n"))
    return out + [closing_json("failure-note", line, line + "\n") for line in explained(diags).splitlines()]


def render_json(diags, tokens):
    """The text of all diagnostics, one JSON object a line."""
    from json import dumps
    objects = [diagnostic_json(diagnostic, tokens) for diagnostic in diags] + closing(diags)
    return "".join(dumps(entry, ensure_ascii=False) + "\n" for entry in objects)
