"""Format strings (std::fmt, "Syntax"): text → pieces, and the arguments they name.

A FormatArgs node has `pieces`, a list of str (literal text, adjacent ones merged) and Placeholder,
and `args`, the expressions in the order of their evaluation; implicit captures come last.
"""

from .patterns import DOT_ALL, EXTENDED, compiled

TRAITS = {"": "Display", "?": "Debug", "x": "LowerHex", "X": "UpperHex", "o": "Octal", "b": "Binary",
          "e": "LowerExp", "E": "UpperExp", "p": "Pointer", "x?": "Debug", "X?": "Debug"}
SPEC = compiled(r"""(?:(?P<fill>.)?(?P<align>[<^>]))?(?P<sign>[+-])?(?P<alternate>\#)?(?P<zero>0(?!\$))?
    (?P<width>[0-9]+\$?|[^\W\d]\w*\$)?(?:\.(?P<precision>\*|[0-9]+\$?|[^\W\d]\w*\$))?(?P<type>[^\s]*?)\s*$""", EXTENDED | DOT_ALL)
NAME = compiled(r"[^\W\d]\w*$|_\w+$")


class Placeholder:
    """One `{…}`: which argument, through which trait, and how.

    `width` and `precision` are None, an int or ("arg", index); `lo` is the token of the braces.
    """

    __slots__ = ("arg", "trait", "fill", "align", "sign", "alternate", "zero", "debug_hex", "width", "precision", "lo", "hi")

    def __init__(self, arg, trait, lo):
        self.arg, self.trait = arg, trait
        self.fill, self.align, self.sign = " ", None, None
        self.alternate = self.zero = False
        self.debug_hex = self.width = self.precision = None
        self.lo = self.hi = lo

    @property
    def plain(self):
        """Whether no option is set."""
        return (self.fill, self.align, self.sign, self.width, self.precision) == (" ", None, None, None, None) \
            and not self.alternate and not self.zero and self.debug_hex is None

    def __repr__(self):
        options = "".join(f" {name}={getattr(self, name)!r}" for name in self.__slots__[2:-2]
                          if getattr(self, name) not in (None, False) and (name, getattr(self, name)) != ("fill", " "))
        return f"{{{self.arg}:{self.trait}{options}}}"


class FormatError(Exception):
    """A malformed string: (message, start, end, label) in characters of the value."""


def split_pieces(text):
    """Split a format string: [str | (start, end, inside)]; raises FormatError."""
    out, at, literal = [], 0, []
    while at < len(text):
        char = text[at]
        if char not in "{}":
            literal.append(char)
            at += 1
        elif text[at:at + 2] == char * 2:
            literal.append(char)
            at += 2
        elif char == "}":
            raise FormatError("invalid format string: unmatched `}` found", at, at + 1, "unmatched `}` in format string")
        else:
            end = text.find("}", at)
            if text[end - 1:end + 2] in (":}<", ":}^", ":}>"):           # this brace is a fill
                end = text.find("}", end + 1)
            if end < 0:
                raise FormatError("invalid format string: expected `}` but string was terminated", at, len(text),
                                  "expected `}` in format string")
            if literal:
                out.append("".join(literal))
                literal = []
            out.append((at, end + 1, text[at + 1:end]))
            at = end + 1
    if literal:
        out.append("".join(literal))
    return out


class Resolver:
    """Numbers the arguments of one format string.

    `count` explicit arguments, `names` {name: index}; `capture(name, start, end)` adds an implicit
    one; used arguments are gathered in `used`.
    """

    def __init__(self, count, names, capture):
        self.count, self.names, self.capture = count, names, capture
        self.next, self.used, self.out_of_range, self.unknown_traits = 0, set(), [], []

    def argument(self, word, start, end):
        """The index for an explicit number, a name or "" (the next one)."""
        if word == "":
            index = self.next
            self.next += 1
        elif word.isdigit():
            index = int(word)
        else:
            index = self.names.get(word)
            if index is None:
                index = self.names[word] = self.capture(word, start, end)
            self.used.add(index)
            return index
        if index >= self.count:
            self.out_of_range.append((index, word, start, end))
        self.used.add(index)
        return index

    def count_of(self, word, start, end):
        """A width or precision: None, a number or ("arg", index)."""
        if word is None:
            return None
        if word.endswith("$"):
            return ("arg", self.argument(word[:-1], start, end))
        return int(word)

    def placeholder(self, start, end, inside, token):
        """The Placeholder for the text between the braces."""
        name, colon, spec = inside.partition(":")
        stripped = name.strip()
        at = start + 1 + len(name) - len(name.lstrip())
        if stripped and not stripped.isdigit() and not NAME.match(stripped):
            raise bad_name(stripped, at)
        found = SPEC.match(spec)
        if found is None:
            rest = spec.lstrip("?#0123456789xXobeEp<>^+-.$*")
            odd = start + 1 + len(inside) - len(rest)
            raise FormatError(f"invalid format string: expected `}}`, found `{rest[:1] or '}'}`", odd, odd + 1, "expected `}` in format string")
        parts = found.groupdict()
        precision = parts["precision"]
        if precision == "*":
            precision = ("arg", self.argument("", start, end))
        index = self.argument(stripped, at, at + len(stripped))
        if parts["type"] not in TRAITS:
            self.unknown_trait(parts["type"], end)
        out = Placeholder(index, TRAITS.get(parts["type"], "Display"), token)
        out.fill, out.align, out.sign = parts["fill"] or " ", parts["align"], parts["sign"]
        out.alternate, out.zero = bool(parts["alternate"]), bool(parts["zero"])
        out.debug_hex = parts["type"][0] if len(parts["type"]) == 2 else None
        base = start + 1 + len(name) + 1
        out.width = self.count_of(parts["width"], base + found.start("width"), base + found.end("width") - 1)
        out.precision = precision if isinstance(precision, tuple) else \
            self.count_of(precision, base + found.start("precision"), base + found.end("precision") - 1)
        return out

    def unknown_trait(self, name, end):
        """A word that stands for no trait is told in the end (its argument is none then); anything else ends the reading."""
        at = end - 1 - len(name)
        if not name.isidentifier() or not name[0].isascii():
            raise FormatError(f"invalid format string: expected `}}`, found `{name[:1]}`", at, at + 1, "expected `}` in format string")
        self.unknown_traits.append((name, at, end - 1))


def bad_name(name, at):
    if "." in name or "[" in name:
        return FormatError("invalid format string: field access isn't supported", at, at + len(name), "not supported in format string")
    odd = next((index for index, char in enumerate(name) if not (char.isalnum() or char == "_")), 0)
    return FormatError(f"invalid format string: expected `}}`, found `{name[odd]}`", at + odd, at + odd + 1, "expected `}` in format string")


def fold_literals(pieces, args, literal_text):
    """Put literal arguments shown plainly into the text, as rustc does; returns (pieces, args).

    `literal_text(expr)` is the text of a string or integer literal, else None. An argument that
    is used otherwise too stays.
    """
    texts = [literal_text(arg) for arg in args]
    out, kept = [], set()
    for piece in pieces:
        if isinstance(piece, Placeholder):
            text = texts[piece.arg] if piece.arg < len(texts) and piece.trait == "Display" and piece.plain else None
            if text is None:
                kept.update(index for index in uses(piece))
            else:
                piece = text
        if isinstance(piece, str):
            if not piece:
                continue
            if out and isinstance(out[-1], str):
                out[-1] += piece
                continue
        out.append(piece)
    kept.update(index for index, text in enumerate(texts) if text is None)
    if len(kept) == len(args):
        return out, args
    numbers = {index: place for place, index in enumerate(sorted(kept))}
    shift_all(out, numbers)
    return out, [arg for index, arg in enumerate(args) if index in kept]


def flatten(pieces, args, nested):
    """Put what a `format_args!` shows in the place of the plain `{}` that shows it, as rustc does (flatten_format_args).

    `nested(expr)` is the (pieces, args) of such an argument, else None. Returns (pieces, args); one that is used
    otherwise or twice too stays.
    """
    for index in reversed(range(len(args))):
        inner = nested(args[index])
        shown = [piece for piece in pieces if isinstance(piece, Placeholder) and index in uses(piece)]
        if inner is None or len(shown) != 1 or shown[0].trait != "Display" or not shown[0].plain:
            continue
        inner_pieces, inner_args = inner
        shift_all(inner_pieces, {place: index + place for place in range(len(inner_args))})
        shift_all([piece for piece in pieces if piece is not shown[0]],
                  {place: place if place < index else place + len(inner_args) - 1 for place in range(len(args))})
        at = pieces.index(shown[0])
        pieces = pieces[:at] + inner_pieces + pieces[at + 1:]
        args = args[:index] + inner_args + args[index + 1:]
    return pieces, args


def shift_all(pieces, numbers):
    """Give the arguments that the placeholders name their new numbers."""
    for piece in pieces:
        if isinstance(piece, Placeholder):
            piece.arg = numbers[piece.arg]
            piece.width, piece.precision = renumber(piece.width, numbers), renumber(piece.precision, numbers)


def uses(piece):
    yield piece.arg
    for count in (piece.width, piece.precision):
        if isinstance(count, tuple):
            yield count[1]


def renumber(count, numbers):
    return ("arg", numbers[count[1]]) if isinstance(count, tuple) else count
