"""`String`, and what `str` can do. Positions in the interface are UTF-8 offsets; in ASCII text they are Python's."""

from . import heap
from .panic import panic, panic_formatted

WHITESPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def lines(s):
    """The lines of `s` without their ends, as `str::lines` gives them: a last line may lack its end, and then keeps a `\\r`."""
    found = s.split("\n")
    last = found.pop()
    if "\r" in s:
        found = [line[:-1] if line[-1:] == "\r" else line for line in found]
    if last:
        found.append(last)
    return found


def words(s):
    """The words of `s` between white space as Unicode and Rust know it (Python's `split` knows four characters more)."""
    if any("\x1c" <= char <= "\x1f" for char in s):
        return [word for word in "".join([" " if char in WHITESPACE else char for char in s]).split(" ") if word]
    return s.split()


def byte_len(s):
    """Length in UTF-8."""
    return len(s) if s.isascii() else len(s.encode("utf-8", "surrogatepass"))


def byte_index(s, offset, location):
    """The Python index of a UTF-8 offset; panics where it is outside or inside a character."""
    if s.isascii():
        if offset <= len(s):
            return offset
    else:
        data = s.encode()
        if offset == len(data) or offset < len(data) and data[offset] & 0xC0 != 0x80:
            return len(data[:offset].decode())
    return -1


class String:
    """`p`: the text in pieces, joined when read; `c`: capacity in bytes; `b`: block id; `n`: length in bytes (heap level)."""

    __slots__ = ("p", "c", "b", "n")

    def __init__(self, s, c=0, b=0, n=0):
        self.p, self.c, self.b, self.n = [s], c, b, n

    def s(self):
        """The text."""
        p = self.p
        if len(p) == 1:
            return p[0]
        p[:] = ["".join(p)]
        return p[0]

    def assign(self, other):
        self.p, self.c, self.b, self.n = other.p, other.c, other.b, other.n

    def taken(self):
        new = String("", self.c, self.b, self.n)
        new.p = self.p
        return new


class MutStr:
    """`&mut str` of a String: `v` is its text, which is replaced by one of the same length in bytes."""

    __slots__ = ("string",)

    def __init__(self, string):
        self.string = string

    @property
    def v(self):
        return self.string.s()

    @v.setter
    def v(self, text):
        self.string.p[:] = [text]


class PartStr:
    """`&mut str` of the bytes from `start` to `end` of another one."""

    __slots__ = ("whole", "start", "end")

    def __init__(self, whole, start, end):
        self.whole, self.start, self.end = whole, start, end

    @property
    def v(self):
        return self.whole.v.encode()[self.start:self.end].decode()

    @v.setter
    def v(self, text):
        data = self.whole.v.encode()
        self.whole.v = (data[:self.start] + text.encode() + data[self.end:]).decode()


class BytesStr:
    """`&mut str` of bytes that are UTF-8."""

    __slots__ = ("bytes",)

    def __init__(self, data):
        self.bytes = data

    @property
    def v(self):
        return bytes(self.bytes).decode()

    @v.setter
    def v(self, text):
        for i, byte in enumerate(text.encode()):
            self.bytes[i] = byte


def from_str(s):
    n = byte_len(s)
    return String(s, n, heap.alloc(n, 1), n)


def with_capacity(n):
    return String("", n, heap.alloc(n, 1))


def grow(string, capacity):
    string.b = heap.realloc(string.b, string.c, capacity, 1)
    string.c = capacity


def push_str(string, s, size=None):
    """Append `s`, whose length in bytes is `size` where the caller knows it."""
    if size is None:
        size = len(s) if s.isascii() else byte_len(s)
    n = string.n = string.n + size
    if n > string.c:
        grow(string, max(string.c * 2, n, 8))
    string.p.append(s)


def set_text(string, s):
    """Give the string the text `s`, growing as `Vec::reserve` does."""
    n = byte_len(s)
    if n > string.c:
        grow(string, max(string.c * 2, n, 8))
    string.p[:], string.n = [s], n          # the same list: generated code may have it at hand


def reserve(string, additional):
    if string.n + additional > string.c:
        grow(string, max(string.c * 2, string.n + additional, 8))


def pop(string):
    s = string.s()
    set_text(string, s[:-1])
    return s[-1]


def clear(string):
    string.p[:], string.n = [""], 0


def truncate(string, n, location):
    s = string.s()
    if n <= byte_len(s):
        at = byte_index(s, n, location)
        if at < 0:
            panic("assertion failed: self.is_char_boundary(new_len)", location)
        set_text(string, s[:at])


def insert(string, offset, new, location):
    s = string.s()
    at = byte_index(s, offset, location)
    if at < 0:
        panic("assertion failed: self.is_char_boundary(idx)", location)
    set_text(string, s[:at] + new + s[at:])


def remove(string, offset, location):
    s = string.s()
    at = byte_index(s, offset, location)
    if at < 0:
        slice_fail(s, offset, byte_len(s), location)
    if at == len(s):
        panic("cannot remove a char from the end of a string", location)
    set_text(string, s[:at] + s[at + 1:])
    return s[at]


def reserve_exact(string, additional):
    if string.n + additional > string.c:
        grow(string, string.n + additional)


def shrink_to(string, least):
    wanted = max(string.n, least)
    if string.c > wanted:
        grow(string, wanted)


def splice(string, start, end, new, location):
    """Replace the text between two UTF-8 offsets."""
    s = string.s()
    i, j = byte_index(s, start, location), byte_index(s, end, location)
    if i < 0 or j < 0:
        panic("assertion failed: self.is_char_boundary(n)", location)
    set_text(string, s[:i] + new + s[j:])


def into_boxed_str(string):
    from .containers import Box
    shrink_to(string, 0)
    return Box(string.s(), string.b)


def boxed_str_into_string(box):
    n = byte_len(box.v)
    return String(box.v, n, box.b, n)


def vec_into_string(v):
    """The string of valid UTF-8 bytes: the same block."""
    return String(bytes(v.a).decode(), v.c, v.b, len(v.a))


def clone(string):
    return from_str(string.s())


def free(string):
    heap.dealloc(string.b, string.c, 1)


# --- str -----------------------------------------------------------------------------------

def substring(s, start, end, location):
    """`&s[start..end]` in UTF-8 offsets."""
    if start <= end:
        if s.isascii():
            if end <= len(s):
                return s[start:end]
        else:
            i, j = byte_index(s, start, location), byte_index(s, end, location)
            if i >= 0 and j >= 0:
                return s[i:j]
    slice_fail(s, start, end, location)


def slice_fail(s, start, end, location):
    """The panic of a range that does not fit a str (core::str::slice_error_fail)."""
    n = byte_len(s)
    shown = s if n <= 256 else s.encode()[:256].decode("utf-8", "ignore") + "[...]"
    if start > n or end > n:
        word, offset = ("start", start) if start > n else ("end", end)
        panic_formatted(f"{word} byte index {offset} is out of bounds of `{shown}`", location)
    if start > end:
        panic_formatted(f"begin > end ({start} > {end}) when slicing `{shown}`", location)
    offset, word = (start, "start ") if byte_index(s, start, location) < 0 else (end, "end ")
    data, at = s.encode(), offset
    while data[at] & 0xC0 == 0x80:
        at -= 1
    char = data[at:].decode()[0]
    from .text import debug_char
    panic_formatted(f"{word}byte index {offset} is not a char boundary; it is inside {debug_char(char)} (bytes {at}..{at + byte_len(char)}) of `{shown}`", location)


NOT_FOUND = 0xFFFF_FFFF_FFFF_FFFF


def find_from(s, pattern, start):
    """The UTF-8 offset of the first `pattern` that starts at the offset `start` or later, or usize::MAX."""
    if s.isascii():
        at = s.find(pattern, start)
        return at if at >= 0 else NOT_FOUND
    at = s.encode().find(pattern.encode(), start)
    return at if at >= 0 else NOT_FOUND


def rfind_to(s, pattern, end):
    """The UTF-8 offset of the last `pattern` that ends at the offset `end` or before, or usize::MAX."""
    if s.isascii():
        at = s.rfind(pattern, 0, end)
        return at if at >= 0 else NOT_FOUND
    data, wanted = s.encode(), pattern.encode()
    at = data.rfind(wanted, 0, end)
    while at >= 0 and not wanted and at < len(data) and data[at] & 0xC0 == 0x80:
        at -= 1
    return at if at >= 0 else NOT_FOUND


def word_start(s):
    """The UTF-8 offset where the last word of `s` starts."""
    for i in range(len(s) - 1, -1, -1):
        if s[i] in WHITESPACE:
            return byte_len(s[:i + 1])
    return 0


def utf8_valid(data):
    """How many bytes from the start on are valid UTF-8."""
    try:
        bytes(data).decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def utf8_error_len(data, at):
    """The length of the invalid sequence at `at`; 0 where the text is cut off within a character."""
    try:
        bytes(data).decode()
    except UnicodeDecodeError as error:
        return 0 if error.reason == "unexpected end of data" else error.end - error.start
    return 0


def is_char_boundary(s, offset):
    return byte_index(s, offset, None) >= 0


def word_end(s):
    """The UTF-8 offset where the first word of `s` ends."""
    for i, char in enumerate(s):
        if char in WHITESPACE:
            return byte_len(s[:i])
    return byte_len(s)


def compare(a, b):
    """-1, 0 or 1 by code points, which is UTF-8's order."""
    return -1 if a < b else 1 if a > b else 0


def recased(s, text):
    """`to_lowercase`, `to_uppercase`: `text` in a String that began with the size of `s` and grew character by character.
    (Python's conversions have Rust's rules, final sigma included.)"""
    capacity, size = byte_len(s), byte_len(text)
    if size <= capacity:
        return String(text, capacity, heap.alloc(capacity, 1), size)
    result = with_capacity(capacity)
    for char in text:
        push_str(result, char)
    return result


def replace(s, old, new):
    """`replace`: Rust starts with the capacity of the text, where what comes in is not shorter than what goes, and appends the pieces."""
    result = with_capacity(byte_len(s) if byte_len(old) <= byte_len(new) else 0)
    pieces = s.split(old) if old else ["", *s, ""]
    push_str(result, pieces[0])
    for piece in pieces[1:]:
        push_str(result, new)
        push_str(result, piece)
    return result


PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_LOWER = {code: code + 32 for code in range(65, 91)}
_UPPER = {code: code - 32 for code in range(97, 123)}


def ascii_lower(s):
    return s.translate(_LOWER)


def ascii_upper(s):
    return s.translate(_UPPER)


def digit(c):
    """The value of `c` as a digit, of any base up to 36; 36 and above: none."""
    if c.isascii() and c.isalnum():
        return int(c, 36)
    return 99


def bytes_of(s):
    """The UTF-8 bytes as a list (a `&[u8]`)."""
    return list(s.encode())


def into_bytes(string):
    """The vector of a string's bytes: the same block."""
    from .containers import Vec
    return Vec(bytes_of(string.s()), string.c, string.b)


def char_step(c, by):
    """The next or previous char, None at the end; surrogates are stepped over."""
    code = ord(c) + by
    if 0xD800 <= code <= 0xDFFF:
        code = 0xE000 if by > 0 else 0xD7FF
    return chr(code) if 0 <= code <= 0x10FFFF else None


def char_steps(start, end):
    a, b = ord(start), ord(end)
    return b - a - (0x800 if a < 0xD800 <= b else 0)


def writer(string):
    """An `out` (see `formatting`) that appends to a String."""
    def out(piece):
        push_str(string, piece)
        return (0, ())
    return out


def int_to_string(n, name):
    """`to_string` of an integer: signed types reserve their full width, unsigned ones the digits."""
    text = str(n)
    if name[0] == "u":
        return from_str(text)
    from .integers import BOUNDS
    room = len(str(BOUNDS[name][1])) + (n < 0)
    return String(text, room, heap.alloc(room, 1), len(text))


def format_arguments(args):
    """`format!` of arguments that were made before."""
    from .formatting import SizedArguments, to_text
    if type(args) is SizedArguments:
        return format_parts(args.capacity, *args.parts)
    return from_str(to_text(args.parts))


def joined(capacity, pieces):
    """A string that these texts were appended to."""
    text = "".join(pieces)
    size, block, n = len if text.isascii() else byte_len, heap.alloc(capacity, 1), 0
    for piece in pieces:
        n += size(piece)
        if n > capacity:
            wanted = max(capacity * 2, n, 8)
            block, capacity = heap.realloc(block, capacity, wanted, 1), wanted
    return String(text, capacity, block, n)


def format_parts(capacity, *parts):
    """`format!` with the capacity that Rust reserves first; the pieces grow it one by one."""
    if all([type(part) is str for part in parts]):
        return joined(capacity, parts)
    from .formatting import write_parts
    from .panic import panic
    string = with_capacity(capacity)
    try:
        if write_parts(writer(string), parts)[0]:
            panic("a formatting trait implementation returned an error when the underlying stream did not", "library/alloc/src/fmt.rs:655:14")
    except BaseException:               # a panic of a formatting function drops what is written so far
        free(string)
        raise
    return string
