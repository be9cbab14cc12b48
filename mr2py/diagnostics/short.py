"""One line for each diagnostic: `file:line:column: error[E0382]: message` (rustc's short format)."""

from .render import place_of


def render_short(diags, tokens):
    """The text of all diagnostics, one a line."""
    out = []
    for diagnostic in diags:
        label = diagnostic.primary
        code = f"[{diagnostic.code}]" if diagnostic.code else ""
        where = ""
        if label is not None:
            file, start, _ = place_of(tokens, label)
            source = tokens.sources[file]
            where = "{}:{}:{}: ".format(source.name, *source.line_column(start))
        out.append(f"{where}{diagnostic.level}{code}: {diagnostic.message}\n")
    return "".join(out)
