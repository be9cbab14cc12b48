"""Debug texts of char and str (core::char::EscapeDebug, core::unicode::printable)."""

import unicodedata

_ESCAPES = {"\t": "\\t", "\r": "\\r", "\n": "\\n", "\\": "\\\\", "\0": "\\0"}
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}

# Printable characters that Unicode 14 (Python 3.11) does not know yet.
ASSIGNED_LATER = (
    "88f c5c cdc cf3 1b4e-1b4f 1b7f 1c89-1c8a 20c1 2427-2429 2b96 2ffc-2fff 31e4-31e5 31ef a7cb-a7cf a7d2 a7d4 a7da-a7dc a7f1 "
    "fbc3-fbd2 fd90-fd91 fdc8-fdce 105c0-105f3 10940-10959 10d40-10d65 10d6e-10d85 10d8e-10d8f 10ec2-10ec7 10ed0-10ed8 "
    "1123f-11240 11380-11389 1138b 1138e 11390-113b5 113b7 113b9-113ba 113ca 113cc-113cd 113d1 113d3-113d5 113d7-113d8 "
    "116d0-116e3 1171e 11b00-11b09 11b61 11b65 11b67 11bc0-11be1 11bf0-11bf9 11db0-11ddb 11de0-11de9 11f02-11f10 11f12-11f35 "
    "11f3e-11f3f 11f43-11f59 1342f 13441-13446 13460-143fa 16100-1611d 1612a-1612c 16130-16139 16d40-16d79 16ea0-16eb8 "
    "16ebb-16ed3 16ff2-16ff6 187f8-187ff 18cff 18d09-18d1e 18d80-18df2 1b132 1b155 1cc00-1ccfc 1cd00-1ceb3 1ceba-1ced0 "
    "1cee0-1cef0 1d2c0-1d2d3 1df25-1df2a 1e030-1e06d 1e4d0-1e4eb 1e4f0-1e4f9 1e5d0-1e5ed 1e5f0-1e5fa 1e5ff 1e6c0-1e6de "
    "1e6e0-1e6e2 1e6e4-1e6e5 1e6e7-1e6ed 1e6f0-1e6f4 1e6fe-1e6ff 1f6d8 1f6dc 1f774-1f77f 1f7d9 1f8b2-1f8bb 1f8c0-1f8c1 "
    "1f8d0-1f8d8 1fa54-1fa57 1fa75-1fa77 1fa87-1fa8a 1fa8e-1fa8f 1faad-1faaf 1fabb-1fabf 1fac6 1fac8 1facd-1facf 1fada-1fadc "
    "1fadf 1fae8-1faea 1faef 1faf7-1faf8 1fbcb-1fbef 1fbfa 2b739-2b73f 2cea2-2cead 2ebf0-2ee5d 31350-33479 "
)
# Characters that extend a grapheme though they are spacing marks or letters (Other_Grapheme_Extend).
OTHER_EXTEND = (
    "9be 9d7 b3e b57 bbe bd7 cc0 cc2 cc7-cc8 cca-ccb cd5-cd6 d3e d57 dcf ddf 1715 1734 1b35 1b3b 1b3d 1b43-1b44 1baa "
    "1bf2-1bf3 302e-302f a953 a9c0 111c0 11235 1133e 1134d 11357 114b0 114bd 115af 116b6 11930 1193d 16ff0-16ff1 1d165-1d166 "
    "1d16d-1d172 "
    "ff9e-ff9f 11f41 "
)


def _code_points(table):
    """The set of the code points in a table of hexadecimal ranges."""
    found = set()
    for part in table.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


_sets = {}


def _in(c, table):
    """Whether a table holds `c`; its set is built when it is first asked."""
    found = _sets.get(table)
    if found is None:
        found = _sets[table] = _code_points(table)
    return ord(c) in found


def is_grapheme_extend(c):
    """Whether `c` continues a grapheme: nonspacing and enclosing marks, and a few others."""
    return unicodedata.category(c) in ("Mn", "Me") and c != "\U0001171e" or _in(c, OTHER_EXTEND)


def is_printable(c):
    """Whether Debug shows `c` as it is (core::unicode::printable, Unicode 17)."""
    return c == " " or unicodedata.category(c) not in _UNPRINTABLE or _in(c, ASSIGNED_LATER)


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


def debug_char_pieces(c):
    from .formatting import Char
    shown = escape(c, "'", True)
    return [Char("'"), Char(c) if shown == c else shown, Char("'")]


def debug_pieces(s):
    """`debug_str` in the pieces in which it is written: the quotes, runs of plain text, escapes."""
    from .formatting import Char
    quote = Char('"')
    pieces, start = [quote], 0
    for i, c in enumerate(s):
        escaped = escape(c, '"', True)
        if escaped != c:
            pieces += (s[start:i], escaped)
            start = i + 1
    return [*pieces, s[start:], quote]


def debug_str(s):
    if s.isascii() and s.isprintable() and '"' not in s and "\\" not in s:
        return f'"{s}"'
    return '"' + "".join([escape(c, '"', True) for c in s]) + '"'


def escape_char(c):
    """`char::escape_debug`: both quotes are escaped."""
    return "\\" + c if c in "'\"" else escape(c, "", True)


def escape_debug(s):
    """`str::escape_debug`: grapheme extenders only at the start."""
    return "".join(["\\" + c if c in "'\"" else escape(c, "", i == 0) for i, c in enumerate(s)])


def escape_default(s):
    """Printable ASCII as it is, the rest escaped."""
    return "".join([_ESCAPES[c] if c in "\t\r\n\\" else "\\" + c if c in "'\"" else c if " " <= c < "\x7f" else f"\\u{{{ord(c):x}}}" for c in s])


def escape_unicode(s):
    return "".join([f"\\u{{{ord(c):x}}}" for c in s])
