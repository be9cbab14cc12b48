"""One line for each diagnostic: `file:line:column: error[E0382]: message: label` (rustc's short format)."""

from .render import foldings, title, place_of, summary


def render_short(diags, tokens):
    """The text of all diagnostics, one a line, and the closing line."""
    return "".join([text_of(diagnostic, tokens) for diagnostic in diags]) + summary(diags)


def text_of(diagnostic, tokens):
    label, where = diagnostic.primary, ""
    if label is not None:
        file, start, _ = place_of(tokens, label)
        source = tokens.sources[file]
        where = "{}:{}:{}: ".format(source.name, *source.line_column(start))
    labels = ", ".join([label.text for label in foldings(diagnostic, tokens)[0] if label.primary and label.text])
    return f"{where}{title(diagnostic)}: {diagnostic.message}{': ' * bool(labels)}{labels}\n"
