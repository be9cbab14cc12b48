"""The arguments of attributes, taken apart: what `attribute_forms` and `lint_attributes` look at."""


class Form:
    """One attribute: `kind` is "word", "list" or "value" by what stands behind its name, else "other"; `items`: a list's arguments, each a
    list of tokens."""

    def __init__(self, tokens, attribute):
        self.tokens, self.attribute, self.name = tokens, attribute, attribute.path
        behind = tokens.text[attribute.lo + 1] if attribute.hi > attribute.lo else ""
        self.kind = {"(": "list", "=": "value", "": "word"}.get(behind, "other")
        self.items = [item for item, _ in split(tokens, attribute.toks) if item] if self.kind == "list" else []

    @property
    def span(self):
        """The attribute with its `#[…]` or `#![…]`."""
        inner = self.tokens.kind[self.attribute.lo - 2] == "!"
        return self.attribute.lo - (3 if inner else 2), self.attribute.hi + 1

    def words(self, item):
        return [self.tokens.text[token] for token in item]


def split(tokens, toks):
    """[(tokens of an argument, the comma behind it or None)], the arguments being between the commas outside of delimiters; an empty one
    behind the last comma is left out."""
    found, part, depth = [], [], 0
    for token in toks:
        kind = tokens.kind[token]
        depth += (kind in ("(", "[", "{")) - (kind in (")", "]", "}"))
        if kind == "," and not depth:
            found.append((part, token))
            part = []
        else:
            part.append(token)
    return [*found, (part, None)] if part else found
