"""What is wrong with the delimiters of a file, as rustc's lexer tells it (rustc_parse's `lexer::tokentrees`). Loaded where something is."""

from ..diagnostics import Label
from .errors import add

OPEN = {"(": ")", "[": "]", "{": "}"}
CLOSERS = frozenset(OPEN.values())
MOST_SHOWN = 5


class Unmatched:
    """A closing delimiter `found` that is not of the innermost `opening`; `candidate`: an outer one that it may have been meant for, or None."""

    def __init__(self, found, opening, candidate):
        self.found, self.opening, self.candidate = found, opening, candidate


class Delimiters:
    """The walk over the tokens: what is open, which braces closed which, what did not fit."""

    def __init__(self, tokens, indexes, diags, end):
        self.tokens, self.indexes, self.diags, self.end = tokens, list(indexes), diags, end
        self.open, self.unmatched, self.blocks, self.empty = [], [], [], []

    def kind(self, token):
        return self.tokens.kind[token]

    def tell(self):
        """Report the mistakes."""
        failed = self.walk()
        last = None
        if failed is not None:
            last = self.unexpected(failed)
        elif self.open:
            last = self.unclosed()
        for one in self.unmatched:
            self.mismatched(one)
        if last is not None:
            self.diags.add(last)

    def walk(self):
        """Follow the tokens; returns the closing delimiter that nothing is open for, else None."""
        before = None
        for token in self.indexes:
            kind = self.kind(token)
            if kind in OPEN:
                self.open.append(token)
            elif kind in CLOSERS:
                told = False
                while self.open and OPEN[self.kind(self.open[-1])] != kind:
                    if not told:
                        self.note(token)
                        told = True
                    self.open.pop()
                    if not any(OPEN[self.kind(outer)] == kind for outer in self.open):
                        break                                # it is taken for the end of the innermost
                else:
                    if not self.open:
                        return token
                    self.close(token, before)
            before = token
        return None

    def note(self, token):
        candidate = None
        for outer in self.open:
            if OPEN[self.kind(outer)] == self.kind(token) and self.margin(outer) == self.margin(token):
                candidate = outer
        self.unmatched.append(Unmatched(token, self.open[-1], candidate))

    def close(self, token, before):
        opening = self.open.pop()
        if self.kind(opening) == "{":
            self.blocks.append((opening, token))
            if before == opening:
                self.empty.append((opening, token))

    def margin(self, token):
        """How far the line of a token is indented."""
        file, start, _ = self.tokens.span(token, token)
        text = self.tokens.sources[file].text
        begin = text.rfind("\n", 0, start) + 1
        line = text[begin:start] + "x"
        return len(line) - len(line.lstrip())

    # --- the errors ---------------------------------------------------------------------------

    def mismatched(self, one):
        found = add(self.diags, f"mismatched closing delimiter: `{self.kind(one.found)}`", one.found, one.found, "mismatched closing delimiter")
        found.spans.append(Label(one.opening, one.opening, "unclosed delimiter", True))
        if one.candidate is not None:
            found.label((one.candidate, one.candidate), "closing delimiter possibly meant for this")

    def unexpected(self, token):
        kind = self.kind(token)
        found = self.error(f"unexpected closing delimiter: `{kind}`", token, token, "unexpected closing delimiter")
        missing = [one for one in self.unmatched if self.kind(one.found) != "}"]
        for one in missing:
            found.label((one.opening, one.opening), "the nearest open delimiter")
            found.label((one.found, one.found), f"missing open `{'(' if self.kind(one.found) == ')' else '['}` for this delimiter")
        if missing:
            self.unmatched = [one for one in self.unmatched if one not in missing]
        else:
            self.suspicious(found, kind == "}")
        return found

    def unclosed(self):
        found = self.error("this file contains an unclosed delimiter", self.end, self.end)
        for token in self.open[:MOST_SHOWN]:
            found.label((token, token), "unclosed delimiter")
        if len(self.open) >= MOST_SHOWN + 2:
            found.label((self.open[MOST_SHOWN], self.open[MOST_SHOWN]), f"another {len(self.open) - MOST_SHOWN} unclosed delimiters begin from here")
        self.suspicious(found, self.kind(self.open[-1]) == "{")
        return found

    def error(self, message, lo, hi, label=""):
        from ..diagnostics.build import error
        return error("", message, (lo, hi), label)

    def suspicious(self, found, brace):
        """The innermost block whose braces are indented differently, and that no well indented one holds; else the last block."""
        blocks = [[opening, closing, self.margin(opening) == self.margin(closing)] for opening, closing in sorted(self.blocks)]
        for place, (opening, closing, well) in enumerate(blocks):
            for inner in blocks[place + 1:] if well else ():
                inner[2] = inner[2] or inner[1] < closing
        wrong = next((block for block in reversed(blocks) if not block[2]), None)
        if wrong is not None:
            found.label((wrong[0], wrong[0]), "this delimiter might not be properly closed...")
            found.label((wrong[1], wrong[1]), "...as it matches this but it has different indentation")
            hollow = next((block for block in self.empty if wrong[0] <= block[0] and block[1] < wrong[1]), None)
            if brace and hollow is not None:
                found.label(hollow, "block is empty, you might have not meant to close it")
        elif self.blocks and not self.open and self.blocks[-1] not in self.empty:
            opening, closing = self.blocks[-1]
            found.label((opening, opening), "this opening brace...")
            found.label((closing, closing), "...matches this closing brace")


def tell(tokens, indexes, diags, end):
    """Report what is wrong with the delimiters; `end`: the token at the end of the file, or None."""
    indexes = list(indexes)
    if end is not None:
        file = tokens.file[end]
        text = tokens.sources[file].text
        end = tokens.add("ERROR", "", file, len(text) - text.endswith("\n"), len(text))
    Delimiters(tokens, indexes, diags, end if end is not None else indexes[-1]).tell()
