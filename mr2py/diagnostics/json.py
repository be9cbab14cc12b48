"""Diagnostics in rustc's JSON schema (The rustc book, "JSON Output"), one object a line."""

from .render import place_of, render


def span_json(tokens, place, label="", primary=False, replacement=None):
    """One entry of `spans` for (file, start, end)."""
    file, start, end = place
    source = tokens.sources[file]
    line, column = source.line_column(start)
    last, last_column = source.line_column(end)
    text = []
    for number in range(line, last + 1):
        whole = source.line_text(number)
        text.append({"text": whole, "highlight_start": column if number == line else 1,
                     "highlight_end": last_column if number == last else len(whole) + 1})
    return {"file_name": source.name, "byte_start": source.byte_offset(start), "byte_end": source.byte_offset(end),
            "line_start": line, "line_end": last, "column_start": column, "column_end": last_column, "is_primary": primary,
            "text": text, "label": label or None, "suggested_replacement": replacement,
            "suggestion_applicability": None if replacement is None else "MaybeIncorrect", "expansion": None}


def label_json(tokens, label):
    return span_json(tokens, place_of(tokens, label), label.text, label.primary)


def child_json(tokens, child):
    level, message, spans, suggestions = child
    entries = [label_json(tokens, label) for label in spans]
    for lo, hi, text in suggestions:
        place = tokens.span(lo, hi) if hi >= lo else (tokens.file[lo], tokens.start[lo], tokens.start[lo])
        entries.append(span_json(tokens, place, primary=True, replacement=text))
    return {"message": message, "code": None, "level": level, "spans": entries, "children": [], "rendered": None}


def diagnostic_json(diagnostic, tokens):
    """The object for one diagnostic."""
    code = {"code": diagnostic.code, "explanation": None} if diagnostic.code else None
    return {"$message_type": "diagnostic", "message": diagnostic.message, "code": code, "level": diagnostic.level,
            "spans": [label_json(tokens, label) for label in diagnostic.spans],
            "children": [child_json(tokens, child) for child in diagnostic.children],
            "rendered": render(diagnostic, tokens)}


def render_json(diags, tokens):
    """The text of all diagnostics, one JSON object a line."""
    from json import dumps
    return "".join(dumps(diagnostic_json(diagnostic, tokens), ensure_ascii=False) + "\n" for diagnostic in diags)
