"""Text → tokens (Reference, "Lexical structure"), by one master regular expression.

The expression covers every character, so positions are sums of lengths and one `findall` does the
work; what it cannot express (nested comments, raw strings with many hashes, unterminated literals)
is found by its first characters and scanned by hand.
"""

from .patterns import DOT_ALL, EXTENDED, compiled

WORD = r"[^\W\d]\w*"
MASTER = compiled(r"""
    [ \t\n\r\x0b\x0c\x85\u200e\u200f\u2028\u2029]+
  | //[^\n]*
  | /\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/
  | (?:b|c)?r"[^"]*"
  | (?:b|c)?r\#"(?:[^"]|"(?!\#))*"\#
  | (?:b|c)?"(?:[^"\\]|\\.)*"
  | b?'(?:[^'\\\n\r\t]|\\(?:u\{[^}'\n]*\}|x[0-9a-fA-F]{2}|.))'
  | '[^\W\d]\w*
  | r\#[^\W\d]\w*
  | [^\W\d]\w*
  | 0[xob][0-9a-zA-Z_]*(?:\.[0-9][0-9a-zA-Z_]*)?
  | [0-9][0-9_]*(?:\.(?![.\w])|(?:\.[0-9][0-9_]*)?(?:[eE][+-]?_*[0-9][0-9_]*|[eE][+-](?![0-9_]))?(?:[^\W\d]\w*)?)
  | <<=|>>=|\.\.\.|\.\.=|::|->|=>|==|!=|<=|>=|&&|\|\||\+=|-=|\*=|/=|%=|\^=|&=|\|=|<<|>>|\.\.
  | /\*
  | .
""", EXTENDED | DOT_ALL)

KEYWORDS = frozenset("""as async await break const continue crate dyn else enum extern false fn for if impl in let loop match
mod move mut pub ref return self Self static struct super trait true type unsafe use where while""".split())
NEVER_RAW = frozenset(("self", "Self", "super", "crate", "_"))
RESERVED = frozenset("abstract become box do final macro override priv typeof unsized virtual yield try".split())
PUNCTUATION = frozenset("""<<= >>= ... ..= :: -> => == != <= >= && || += -= *= /= %= ^= &= |= << >> .. + - * / % ^ ! & | = < > @ . , ; :
# $ ? ( ) [ ] { } ~ _""".split())
FIXED = {word: word for word in KEYWORDS | PUNCTUATION} | {word: "RESERVED" for word in RESERVED}
FIXED_2024 = FIXED | {"gen": "RESERVED"}
OPEN = {"(": ")", "[": "]", "{": "}"}
STRING_KINDS = {'"': "STR", 'r"': "RAWSTR", "r#": "RAWSTR", 'b"': "BYTESTR", "br": "RAWBYTESTR", 'c"': "CSTR", "cr": "RAWCSTR", "b'": "BYTE"}
RAW_START = compiled(r'[bc]?r(#*)"')
COMMENT_ENDS = compiled(r"/\*|\*/")
INNER_ATTRIBUTE = compiled(r"#!\s*\[")
DOC_MARKS = frozenset("/*!")
SPACE = frozenset(" \t\n\r\x0b\x0c\x85\u200e\u200f\u2028\u2029")
DIGITS = frozenset("0123456789")


def kind_of(text):
    """The terminal of a piece that is no keyword or punctuation; "" where it is none."""
    first = text[0]
    if first in DIGITS:
        return number_kind(text)
    if first == "'":
        return "CHAR" if len(text) > 2 and text[-1] == "'" else "LIFETIME" if len(text) > 1 else ""
    if first == '"':
        return "STR" if len(text) > 1 else ""
    if text[-1] in "\"'#" and len(text) > 1 and first in "rbc":
        return STRING_KINDS.get(text[:2], "")
    if first == "_" or first.isalpha() or first.isidentifier():
        return "IDENT"
    return ""


def number_kind(text):
    if text[:2] in ("0x", "0o", "0b"):
        return "INT"
    if "." in text:
        return "FLOAT"
    body = text.rstrip("_")
    for suffix in ("f32", "f64"):
        if body.endswith(suffix):
            return "FLOAT"
    digits = text.lower().lstrip("0123456789_")
    return "FLOAT" if digits[:1] == "e" and digits[1:2] in "+-_0123456789" and digits[1:] else "INT"


class Lexer:
    """One run over one text; the tokens go to the end of `tokens`, lexical errors to `diags`."""

    def __init__(self, tokens, source, edition, diags):
        self.tokens, self.source, self.diags = tokens, source, diags
        self.fixed = FIXED_2024 if edition >= 2024 else FIXED
        self.errors = []        # what to report when all tokens are there
        self.docs = []          # (index of the next token, start, end) of each doc comment

    def run(self):
        """Lex the whole text; returns (first, behind the last) token index, or None after a fatal error."""
        first = len(self.tokens)
        text = self.source.text
        at = shebang(text)
        while at is not None and at < len(text):
            at = self.stretch(text, at)
        count = len(self.tokens.kind) - first
        tokens = self.tokens
        tokens.file.extend([self.source.index] * count)
        tokens.exp.extend([0] * count)
        tokens.mark.extend([0] * count)
        for code, message, start, end, label in self.errors:
            self.diags.error(code, message, tokens.add("ERROR", "", self.source.index, start, end), label=label)
        return None if at is None else (first, first + count)

    def stretch(self, text, at):
        """Take pieces from `at` until one needs a scan by hand; returns where to go on."""
        tokens, fixed = self.tokens, self.fixed.get
        add_kind, add_text = tokens.kind.append, tokens.text.append
        add_start, add_end = tokens.start.append, tokens.end.append
        space = SPACE
        for piece in MASTER.findall(text, at):
            end = at + len(piece)
            kind = fixed(piece)
            if kind is None:
                first = piece[0]
                if first in space:
                    at = end
                    continue
                if first == "/" and (piece[:2] == "//" or len(piece) >= 4):
                    if piece[2:3] in DOC_MARKS and is_doc(piece):
                        self.docs.append((len(tokens.kind), at, end))
                    at = end
                    continue
                kind = kind_of(piece)
                if not kind or kind == "IDENT" and text[end:end + 1] in ("#", '"', "'"):
                    special = self.special(text, at, piece, kind)
                    if special != end:
                        return special
                    if not kind:
                        at = end
                        continue
                if piece[:2] == "r#" and kind == "IDENT":
                    piece = piece[2:]
                    if piece in NEVER_RAW:
                        self.error("", f"`{piece}` cannot be a raw identifier", at, end)
            add_kind(kind)
            add_text(piece)
            add_start(at)
            add_end(end)
            at = end
        return at

    def token(self, kind, text, start, end):
        tokens = self.tokens
        tokens.kind.append(kind)
        tokens.text.append(text)
        tokens.start.append(start)
        tokens.end.append(end)

    def special(self, text, at, piece, kind):
        """A piece that the expression cannot finish; returns where to go on, None when hopeless."""
        if piece == "/*":
            return self.comment(text, at)
        raw = RAW_START.match(text, at)
        if raw:
            return self.raw_string(text, at, raw)
        if kind == "IDENT":
            if piece in ("b", "c") and text[at + len(piece)] == '"':
                return self.fatal("E0766" if piece == "b" else "E0767", "unterminated double quote byte string"
                                  if piece == "b" else "unterminated C string", at, len(text))
            if piece == "b" and text[at + 1] == "'":
                if text.find("'", at + 2, line_end(text, at)) > 0:
                    return self.bad_char(text, at + 1)
                return self.fatal("E0763", "unterminated byte constant", at, line_end(text, at))
            return at + len(piece)
        if piece == '"':
            return self.fatal("E0765", "unterminated double quote string", at, len(text))
        if piece == "'":
            return self.bad_char(text, at)
        self.error("", f"unknown start of token: {escaped(piece)}", at, at + len(piece))
        from unicodedata import normalize
        meant = normalize("NFKC", piece)
        if meant in PUNCTUATION:                # a full-width `;` and its like
            self.token(meant, meant, at, at + len(piece))
        return at + len(piece)

    def comment(self, text, at):
        depth, position = 0, at
        for found in COMMENT_ENDS.finditer(text, at):
            depth += 1 if found.group() == "/*" else -1
            position = found.end()
            if depth == 0:
                return position
        return self.fatal("E0758", "unterminated block comment", at, len(text))

    def raw_string(self, text, at, raw):
        end = text.find('"' + raw.group(1), raw.end())
        if end < 0:
            return self.fatal("E0748", "unterminated raw string", at, at + 1)
        end += 1 + len(raw.group(1))
        first = text[at]
        self.token("RAWSTR" if first == "r" else "RAWBYTESTR" if first == "b" else "RAWCSTR", text[at:end], at, end)
        return end

    def bad_char(self, text, at):
        """A quote that begins neither a character nor a lifetime."""
        end = line_end(text, at)
        tokens = self.tokens
        if tokens.kind[-1] == "LIFETIME" and tokens.end[-1] == at:      # 'abc'
            self.error("", "character literal may only contain one codepoint", tokens.start[-1], at + 1)
            tokens.kind[-1], tokens.end[-1] = "ERR_LIT", at + 1
            return at + 1
        raw = text[at + 1:at + 3]
        if raw in ("''", "\n'", "\t'", "\r'"):
            shown = raw[0] if raw[0] == "'" else repr(raw[0])[1:-1]
            return self.refuse(f"character constant must be escaped: `{shown}`", at, at + 3)
        closing = text.find("'", at + 1, end)
        if closing == at + 1:
            return self.refuse("empty character literal", at, closing + 1, "empty character literal")
        if closing > 0 and "\\" not in text[at:closing]:
            return self.refuse("character literal may only contain one codepoint", at, closing + 1)
        if closing > 0:
            return self.refuse("unknown character escape", at, closing + 1)
        return self.fatal("E0762", "unterminated character literal", at, end)

    def refuse(self, message, start, end, label=""):
        """A literal that is none: told, and a token that spells no value."""
        self.error("", message, start, end, label)
        self.token("ERR_LIT", self.source.text[start:end], start, end)
        return end

    def error(self, code, message, start, end, label=""):
        """Note an error at characters; its token is made behind those of the text."""
        self.errors.append((code, message, start, end, label))

    def fatal(self, code, message, start, end):
        self.error(code, message, start, end)
        return None


def is_doc(piece):
    """Whether a comment documents (Reference, "Comments")."""
    return piece[2] == "!" or piece[:3] == "///" and piece[3:4] != "/" or piece[:3] == "/**" and piece[3:4] not in ("*", "/")


def shebang(text):
    """Where the program begins behind a `#!` line (which must not be an inner attribute)."""
    if text.startswith("#!") and not INNER_ATTRIBUTE.match(text):
        end = text.find("\n")
        return len(text) if end < 0 else end
    return 0


def line_end(text, at):
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def escaped(char):
    return char if char.isascii() and char.isprintable() else "\\u{%x}" % ord(char)


def lex(tokens, source, edition, diags):
    """Append the tokens of `source` to the table; returns (first, behind the last) or None after errors.

    The source must have been added to the table. Errors carry rustc's code where rustc has one.
    """
    lexer = Lexer(tokens, source, edition, diags)
    result = lexer.run()
    source.docs = lexer.docs
    return result


def lex_text(tokens, text, edition, at_token, exp=0, mark=0):
    """Tokens of a text that a macro makes, all placed at `at_token`; returns their indexes."""
    kinds = FIXED_2024 if edition >= 2024 else FIXED
    out = []
    for piece in MASTER.findall(text):
        kind = kinds.get(piece) or (None if piece[0] in SPACE else kind_of(piece))
        if kind:
            out.append(tokens.copy(at_token, exp, mark, kind, piece))
    return out
