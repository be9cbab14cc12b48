"""`DefaultHasher`: SipHash with one round for each word and three at the end, keys 0 (Aumasson and Bernstein, 2012)."""

from .containers import as_list

MASK = 0xFFFF_FFFF_FFFF_FFFF
START = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)


class Hasher:
    """`bytes`: what was written so far."""

    __slots__ = ("bytes",)

    def __init__(self, written):
        self.bytes = written

    def write(self, data):
        self.bytes += bytes(as_list(data))

    def write_int(self, value, size):
        self.bytes += (value & (1 << 8 * size) - 1).to_bytes(size, "little")

    def write_str(self, text):
        self.bytes += text.encode() + b"\xff"

    def assign(self, other):
        self.bytes = other.bytes

    def taken(self):
        return Hasher(self.bytes)


def int_bytes(values, size):
    """The bytes of integers of `size` bytes, as a list."""
    mask = (1 << 8 * size) - 1
    return [byte for value in values for byte in (value & mask).to_bytes(size, "little")]


def sip_hash(data):
    """The 64-bit hash of bytes."""
    state = START
    whole = len(data) // 8 * 8
    for i in range(0, whole, 8):
        state = absorb(state, int.from_bytes(data[i:i + 8], "little"))
    state = absorb(state, int.from_bytes(data[whole:], "little") | (len(data) & 0xFF) << 56)
    a, b, c, d = state
    state = a, b, c ^ 0xFF, d
    for _ in range(3):
        state = sip_round(*state)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def absorb(state, word):
    """One word of input."""
    a, b, c, d = sip_round(state[0], state[1], state[2], state[3] ^ word)
    return a ^ word, b, c, d


def sip_round(a, b, c, d):
    a = a + b & MASK
    b = rotate(b, 13) ^ a
    a = rotate(a, 32)
    c = c + d & MASK
    d = rotate(d, 16) ^ c
    a = a + d & MASK
    d = rotate(d, 21) ^ a
    c = c + b & MASK
    b = rotate(b, 17) ^ c
    return a, b, rotate(c, 32), d


def rotate(x, n):
    return (x << n | x >> 64 - n) & MASK
