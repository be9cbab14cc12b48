"""Debug texts of char and str (core::char::EscapeDebug, core::unicode::printable)."""

import unicodedata

_ESCAPES = {"\t": "\\t", "\r": "\\r", "\n": "\\n", "\\": "\\\\", "\0": "\\0"}
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


def is_grapheme_extend(c):
    """Whether `c` continues a grapheme: nonspacing and enclosing marks, and a few spacing ones."""
    return unicodedata.category(c) in ("Mn", "Me") or c in "\u200c\uff9e\uff9f"


def is_printable(c):
    return c == " " or unicodedata.category(c) not in _UNPRINTABLE


def escape(c, quote, extend):
    """`c` as it stands inside a literal quoted by `quote`; `extend`: escape grapheme extenders too."""
    if c in _ESCAPES:
        return _ESCAPES[c]
    if c == quote:
        return "\\" + c
    if c < "\x7f" and c >= " " or is_printable(c) and not (extend and is_grapheme_extend(c)):
        return c
    return f"\\u{{{ord(c):x}}}"


def debug_char(c):
    return "'" + escape(c, "'", True) + "'"


def debug_str(s):
    if s.isascii() and s.isprintable() and '"' not in s and "\\" not in s:
        return f'"{s}"'
    return '"' + "".join([escape(c, '"', True) for c in s]) + '"'
