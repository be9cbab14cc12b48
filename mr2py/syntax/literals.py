"""The values of literals (Reference, "Literal expressions"), with rustc's errors for bad ones."""

from . import errors
from .patterns import DOT_ALL, compiled

ESCAPE = compiled(r"\\(?:u\{([^}]*)\}|x(..)|(\r?\n)\s*|(.))", DOT_ALL)
SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "0": "\0", "'": "'", '"': '"'}
INT_SUFFIXES = frozenset("i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize".split())
FLOAT_SUFFIXES = frozenset(("f32", "f64"))
NUMBER = compiled(r"(0x[0-9a-fA-F_]*|0o[0-9_]*|0b[0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?_*[0-9][0-9_]*)?)(.*)", DOT_ALL)
BASES = {"0x": 16, "0o": 8, "0b": 2}
BASE_NAMES = {16: "hexadecimal", 8: "octal", 2: "binary"}


def unescape(b, token, body, is_bytes=False):
    """`body` with its escapes replaced; errors are reported at `token`."""
    if "\\" not in body:
        return body.replace("\r\n", "\n") if "\r" in body else body

    def replace(found):
        code, byte, newline, char = found.groups()
        if newline is not None:
            return ""
        if code is not None:
            return unicode_escape(b, token, code, is_bytes)
        if byte is not None:
            return byte_escape(b, token, byte, is_bytes)
        if char in SIMPLE:
            return SIMPLE[char]
        errors.unknown_escape(b.diags, token, char, is_bytes)
        return ""
    return ESCAPE.sub(replace, body.replace("\r\n", "\n"))


def unicode_escape(b, token, code, is_bytes):
    digits = code.replace("_", "")
    if is_bytes:
        errors.literal(b.diags, token, "unicode escape in byte string", "unicode escape in byte string")
        return ""
    try:
        value = int(digits, 16)
    except ValueError:
        errors.literal(b.diags, token, "empty unicode escape" if not digits else "invalid character in unicode escape", "")
        return ""
    if len(digits) > 6:
        errors.literal(b.diags, token, "overlong unicode escape", "must have at most 6 hex digits")
    elif value > 0x10FFFF or 0xD800 <= value < 0xE000:
        errors.literal(b.diags, token, "invalid unicode character escape", "invalid escape")
    else:
        return chr(value)
    return ""


def byte_escape(b, token, digits, is_bytes):
    try:
        value = int(digits, 16)
    except ValueError:
        errors.literal(b.diags, token, "invalid character in numeric character escape", "invalid character in numeric character escape")
        return ""
    if value > 0x7F and not is_bytes:
        errors.literal(b.diags, token, "out of range hex escape", "must be a character in the range [\\x00-\\x7f]")
        return ""
    return chr(value)


def raw_body(text):
    """The characters between the quotes of a raw string of any kind."""
    return text[text.index('"') + 1:text.rindex('"')]


def string_value(b, token):
    """The value of a STR or RAWSTR token."""
    text = b.text[token]
    if b.tokens.kind[token] == "RAWSTR":
        return raw_body(text).replace("\r\n", "\n")
    return unescape(b, token, text[1:-1])


def byte_value(b, token, body, what="byte string literal"):
    """The bytes of a literal's `body`; None, and an error, where it is no ASCII."""
    if not body.isascii():
        errors.literal(b.diags, token, f"non-ASCII character in {what}", "must be ASCII")
        return None
    return unescape(b, token, body, True).encode("latin-1")


def char_value(b, token):
    return unescape(b, token, b.text[token][1:-1]) or "\0"


def int_value(b, token):
    """(value, suffix) of an INT token."""
    digits, suffix = NUMBER.match(b.text[token]).groups()
    base = BASES.get(digits[:2], 10)
    digits = digits.replace("_", "")
    if base != 10:
        digits = digits[2:]
        if not digits:
            errors.literal(b.diags, token, "no valid digits found for number", "", "E0768")
            return None, ""
    try:
        value = int(digits, base) if len(digits) < 4000 else 1 << 200
    except ValueError:
        bad = next((digit for digit in digits if digit >= str(base)), digits)
        errors.literal(b.diags, token, f"invalid digit for a base {base} literal", "" if not bad else "")
        return None, ""
    if suffix and suffix not in INT_SUFFIXES:
        errors.number_suffix(b.diags, token, suffix, base)
        return None, ""
    if value >= 1 << 128:
        errors.literal(b.diags, token, "integer literal is too large", "")
        return None, ""
    return value, suffix


def float_value(b, token):
    """(text without underscores and suffix, suffix) of a FLOAT token."""
    digits, suffix = NUMBER.match(b.text[token]).groups()
    if suffix and suffix not in FLOAT_SUFFIXES:
        errors.float_suffix(b.diags, token, suffix)
        return None, ""
    return digits.replace("_", ""), suffix
