"""Diagnostics as SARIF 2.1.0 (OASIS), one document for all files; columns count UTF-16 code units."""

from .explanations import explanations
from .render import edit_place, place_of, usable

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def region(source, start, end):
    """A region of whole characters [start, end): lines and columns from 1, the end column behind the last character."""
    line, last = source.line_column(start)[0], source.line_column(end)[0]
    return {"startLine": line, "startColumn": column(source, line, start), "endLine": last, "endColumn": column(source, last, end)}


def column(source, line, offset):
    """The column (from 1) of a character offset in UTF-16 code units."""
    before = source.text[source.line_starts[line - 1]:offset]
    return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


def location(tokens, place, message=None):
    """A `location` of (file, start, end)."""
    file, start, end = place
    source = tokens.sources[file]
    out = {"physicalLocation": {"artifactLocation": {"uri": uri(source.name)}, "region": region(source, start, end)}}
    if message:
        out["message"] = {"text": message}
    return out


def uri(name):
    """A file name as a relative or absolute URI reference."""
    from urllib.parse import quote
    name = name.replace("\\", "/")
    return ("file://" if name.startswith("/") else "") + quote(name)


def fix(tokens, suggestion, edits):
    """A `fix`: the replacements of one alternative, by file."""
    changes = {}
    for edit in edits:
        file, start, end = edit_place(tokens, edit)
        source = tokens.sources[file]
        changes.setdefault(source.name, []).append({"deletedRegion": region(source, start, end), "insertedContent": {"text": edit[2]}})
    return {"description": {"text": suggestion.message},
            "artifactChanges": [{"artifactLocation": {"uri": uri(name)}, "replacements": parts} for name, parts in changes.items()]}


def result(diagnostic, tokens, rules):
    """A `result` for one diagnostic; `rules` is the list of the identifiers of rules so far."""
    identifier = diagnostic.code or "syntax"
    if identifier not in rules:
        rules.append(identifier)
    text = diagnostic.message
    for level, message, _ in diagnostic.children:
        text += f"\n{level}: {message}"
    if diagnostic.why:
        text += f"\nwhy: {diagnostic.why}"
    primary = diagnostic.primary
    places = [(label, place_of(tokens, label)) for label in diagnostic.spans]
    places += [(label, place_of(tokens, label)) for _, _, labels in diagnostic.children for label in labels if label.lo < 1 << 30]
    out = {"ruleId": identifier, "ruleIndex": rules.index(identifier), "level": diagnostic.level, "message": {"text": text},
           "locations": [location(tokens, place, label.text) for label, place in places if label is primary],
           "relatedLocations": [location(tokens, place, label.text) for label, place in places if label is not primary]}
    fixes = [fix(tokens, one, edits) for one in diagnostic.suggestions if usable(tokens, one) for edits in one.alternatives]
    if fixes:
        out["fixes"] = fixes
    return out


def rule(identifier, texts):
    """A `reportingDescriptor`, with our explanation of the code as its help."""
    text = texts.get(identifier, "A mistake that rustc gives no code." if identifier == "syntax" else identifier)
    return {"id": identifier, "shortDescription": {"text": text.split(". ")[0].rstrip(".") + "."}, "help": {"text": text}}


def document(sessions):
    """The SARIF object for checked programs."""
    from .. import __version__
    rules, results = [], []
    for session in sessions:
        results += [result(diagnostic, session.tokens, rules) for diagnostic in session.diags]
    texts = explanations()
    driver = {"name": "mr2py", "version": __version__, "rules": [rule(identifier, texts) for identifier in rules]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}]}


def render_sarif(sessions):
    """The text of the document for all sessions."""
    from json import dumps
    return dumps(document(sessions), ensure_ascii=False, indent=1) + "\n"
