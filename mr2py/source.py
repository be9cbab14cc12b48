"""Files and the token table: the one notion of a position in the whole compiler.

A position is an index into the session's `TokenTable`; a span is a pair (lo, hi) of such indexes,
inclusive. Tokens of further files, of macro expansions and synthetic ones (the `x` of `"{x}"`) are
appended, so an index never changes its meaning. Lines, columns and bytes are derived when asked for.
The tokens of std have the indexes from `LIBRARY` on, in a table of their own that few sessions need.
"""

LIBRARY = 1 << 30       # beyond the tokens of any program; still one word for marshal


class Source:
    """The text of a file, with its lines found when first needed."""

    __slots__ = ("name", "text", "index", "cut", "docs", "_lines")

    def __init__(self, name, text):
        self.name, self.text, self.index = name, text, 0
        self.cut = 0            # characters of a byte order mark, dropped from `text`
        if text.startswith("\ufeff"):
            self.text, self.cut = text[1:], 1
        self.docs = ()          # (index of the next token, start, end) of each doc comment
        self._lines = None

    @property
    def line_starts(self):
        """Character offsets of the beginnings of the lines."""
        if self._lines is None:
            starts, at, text = [0], -1, self.text
            while (at := text.find("\n", at + 1)) >= 0:
                starts.append(at + 1)
            self._lines = starts
        return self._lines

    def line_column(self, offset):
        """(line, column) of a character offset, both counted from 1."""
        from bisect import bisect_right
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def is_end(self, start, end):
        """Whether a span is what stands for the end of the file: the end of its last line, which rustc counts as one more column."""
        return start + 1 == end == len(self.text) and self.text[start] == "\n"

    def line_text(self, line):
        """The text of line `line` (from 1) without its end; "" beyond the file."""
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1]:end].removesuffix("\r")

    def byte_offset(self, offset):
        """The offset in UTF-8 bytes of a character offset (a byte order mark counts)."""
        return len(self.text[:offset].encode("utf-8", "surrogatepass")) + (3 if self.cut else 0)


class TokenTable:
    """All tokens of a session as parallel lists; index 0 is no token.

    `kind` is the terminal (the text itself for keywords and punctuation, else "IDENT", "INT" …),
    `start` and `end` are character offsets in file number `file`. `exp` is 0 or an index into
    `expansions`, whose entries are (call-site lo, call-site hi, macro name, is it the user's); `mark` is the
    hygiene mark, 0 for text the user wrote outside of macros. `groups` maps a token that stands
    for a macro fragment to the list of the fragment's tokens.
    """

    __slots__ = ("kind", "text", "file", "start", "end", "exp", "mark", "sources", "expansions", "groups", "match", "mended", "has_impl_types", "read_library", "_library")

    def __init__(self):
        self.kind, self.text, self.file, self.start, self.end = [""], [""], [0], [0], [0]
        self.exp, self.mark = [0], [0]
        self.sources, self.expansions, self.groups = [], [None], {}
        self.has_impl_types = False         # whether an `impl Trait` was read
        self.mended = set()     # tokens `mut` of bindings that a slip of syntax put there
        self.match = {}         # opening delimiter -> closing delimiter, by token index
        self.read_library = self._library = None        # std's tokens: how to read them, and their table once read

    def __len__(self):
        return len(self.kind)

    def add_source(self, source):
        """Register a file; returns its number."""
        source.index = len(self.sources)
        self.sources.append(source)
        return source.index

    @property
    def library(self):
        """The TokenTable of std (its token `LIBRARY + n` stands at n), read when one of its places is first shown."""
        if self._library is None:
            self._library = self.read_library(self)
        return self._library

    def add(self, kind, text, file, start, end, exp=0, mark=0):
        """Append one token and return its index."""
        self.kind.append(kind)
        self.text.append(text)
        self.file.append(file)
        self.start.append(start)
        self.end.append(end)
        self.exp.append(exp)
        self.mark.append(mark)
        return len(self.kind) - 1

    def sub(self, token, start, end, kind=None, text=None):
        """A synthetic token for the characters `start` to `end` (offsets inside `token`)."""
        base = self.start[token]
        if text is None:
            text = self.text[token][start:end]
        return self.add(kind or text, text, self.file[token], base + start, base + end, self.exp[token], self.mark[token])

    def copy(self, token, exp, mark=0, kind=None, text=None):
        """A token at the place of `token` that belongs to expansion `exp`."""
        return self.add(kind or self.kind[token], self.text[token] if text is None else text,
                        self.file[token], self.start[token], self.end[token], exp, mark)

    def kind_of(self, token):
        """The terminal of a token, "" beyond the last."""
        return self.kind[token] if token < len(self.kind) else ""

    def add_expansion(self, lo, hi, name, user=False):
        """Open an expansion for a macro call at (lo, hi); returns its number. `user`: its text is the user's own (`macro_rules!`)."""
        self.expansions.append((lo, hi, name, user))
        return len(self.expansions) - 1

    def shown(self, lo, hi):
        """(lo, hi), mapped to what a diagnostic points at: text of the user's, also that of a macro's rule. Where the ends stand in
        different expansions it is the one outside of macros (rustc's `Span::to`), or the innermost call that holds both."""
        exp, expansions = self.exp, self.expansions
        while True:
            inner = lo if exp[lo] >= exp[hi] else hi
            if exp[lo] == exp[hi] and (not exp[lo] or expansions[exp[lo]][3]):
                return lo, hi
            call = expansions[exp[inner]]
            if call[3] and not (exp[lo] and exp[hi]):
                return (hi, hi) if inner is lo else (lo, lo)
            lo = call[0] if exp[lo] == exp[inner] or inner is lo else lo
            hi = call[1] if exp[hi] == exp[inner] or inner is hi else hi

    def backtrace(self, token):
        """[(call's lo, call's hi, name)] of the user's macros that a shown token comes from, the innermost first."""
        found = []
        while self.exp[token]:
            lo, hi, name, _ = self.expansions[self.exp[token]]
            found.append((lo, hi, name))
            token = lo
        return found

    def outermost(self, lo, hi):
        """(lo, hi), mapped out of all expansions to the user's call."""
        while self.exp[lo]:
            lo, hi = self.expansions[self.exp[lo]][:2]
        while self.exp[hi]:
            hi = self.expansions[self.exp[hi]][1]
        return lo, hi

    def span(self, lo, hi, outermost=False):
        """(file number, start, end) in characters; `outermost` maps expansions to their call.

        Where the ends stand in different expansions, both are mapped out, so that the result is
        always one piece of one file.
        """
        if lo >= LIBRARY and self.read_library is not None:
            return self.library.span(lo - LIBRARY, hi - LIBRARY, outermost)
        if outermost or self.exp[lo] != self.exp[hi]:
            lo, hi = self.outermost(lo, hi)
        start, end = self.start[lo], self.end[hi]
        if self.file[lo] != self.file[hi] or end < start:
            end = self.end[lo]
        return self.file[lo], start, end

    def line(self, token, outermost=True):
        """The line number (from 1) where a token begins."""
        file, start, _ = self.span(token, token, outermost)
        return self.sources[file].line_column(start)[0]

    def location(self, token):
        """(file name, line, column), both from 1, where the user's text behind a token begins."""
        file, start, _ = self.span(token, token, True)
        source = self.sources[file]
        return (source.name, *source.line_column(start))

    def snippet(self, lo, hi):
        """The text of a span as the user wrote it."""
        file, start, end = self.span(lo, hi)
        return self.sources[file].text[start:end]
