"""Integers: what generated code calls when its inline test of a result fails, and the rarer operations.

Generated code computes `x = a + b` natively and tests the result against bounds that are cheap to
compare; only then is `add_fail` … asked, which returns the result where it fits after all.
"""

import math

from .panic import panic

BOUNDS = {}
for _bits in (8, 16, 32, 64, 128):
    BOUNDS[f"i{_bits}"] = (-(1 << _bits - 1), (1 << _bits - 1) - 1)
    BOUNDS[f"u{_bits}"] = (0, (1 << _bits) - 1)
BOUNDS["isize"], BOUNDS["usize"] = BOUNDS["i64"], BOUNDS["u64"]

WORDS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "calculate the remainder",
         "<<": "shift left", ">>": "shift right", "neg": "negate"}


def overflow(op, location):
    """Panic: the arithmetic operation `op` overflowed."""
    panic(f"attempt to {WORDS[op]} with overflow", location)


def checked(value, op, name, location):
    """`value`, the exact result of `op`, if the integer type `name` can hold it; else the overflow panic."""
    low, high = BOUNDS[name]
    if low <= value <= high:
        return value
    overflow(op, location)


def divide(a, b, name, location):
    """`a / b`, truncated."""
    if b == 0:
        panic("attempt to divide by zero", location)
    if b == -1 and a == BOUNDS[name][0]:
        overflow("/", location)
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else -q


def remainder(a, b, name, location):
    """`a % b`, with the sign of `a`."""
    if b == 0:
        panic("attempt to calculate the remainder with a divisor of zero", location)
    if b == -1 and a == BOUNDS[name][0]:
        overflow("%", location)
    r = abs(a) % abs(b)
    return -r if a < 0 else r


def bits_of(name):
    return BOUNDS[name][1].bit_length() + (BOUNDS[name][0] < 0)


def wrap(value, name):
    """`value` modulo 2 to the width of the type."""
    low, high = BOUNDS[name]
    if low <= value <= high:
        return value
    bits = bits_of(name)
    value &= (1 << bits) - 1
    return value - (1 << bits) if low < 0 and value > high else value


def saturate(value, name):
    low, high = BOUNDS[name]
    return low if value < low else high if value > high else value


def fits(value, name):
    low, high = BOUNDS[name]
    return low <= value <= high


def shift_left(a, n, name, location):
    if not 0 <= n < bits_of(name):
        overflow("<<", location)
    return wrap(a << n, name)


def shift_right(a, n, name, location):
    if not 0 <= n < bits_of(name):
        overflow(">>", location)
    return a >> n


def power(a, n, name, location):
    if n > 128 and abs(a) > 1:
        overflow("*", location)
    return checked(a ** n if abs(a) > 1 or n < 2 else a ** (2 - n % 2), "*", name, location)


def power_fits(a, n, name):
    return abs(a) <= 1 or n <= 128 and fits(a ** n, name)


def wrapping_power(a, n, name):
    return wrap(pow(a, n, 1 << bits_of(name)), name)


def unsigned(a, name):
    """The bits of `a` as an unsigned number."""
    return a & (1 << bits_of(name)) - 1


def count_ones(a, name):
    return unsigned(a, name).bit_count()


def leading_zeros(a, name):
    return bits_of(name) - unsigned(a, name).bit_length()


def trailing_zeros(a, name):
    return (a & -a).bit_length() - 1 if a else bits_of(name)


def rotate_left(a, n, name):
    bits = bits_of(name)
    a, n = unsigned(a, name), n % bits
    return wrap(a << n | a >> bits - n, name)


def rotate_right(a, n, name):
    return rotate_left(a, bits_of(name) - n % bits_of(name), name)


def swap_bytes(a, name):
    size = bits_of(name) // 8
    return wrap(int.from_bytes(unsigned(a, name).to_bytes(size, "little"), "big"), name)


def rem_euclid(a, b, name, location):
    remainder(a, b, name, location)
    return a % abs(b)


def div_euclid(a, b, name, location):
    divide(a, b, name, location)
    q = a // abs(b)
    return q if b > 0 else -q


def absolute(a, name, location):
    if a == BOUNDS[name][0]:
        overflow("neg", location)
    return abs(a)


def float_to_int(x, name):
    """`x as name`: saturating, NaN is 0."""
    if x != x:
        return 0
    low, high = BOUNDS[name]
    if x <= low:
        return low
    return high if x >= high else int(x)


def parse_kind(text, radix, low, high):
    """0 if `text` is an integer in that radix between the bounds, else 1 empty, 2 invalid digit, 3 too large, 4 too small.

    Digits are read one by one: the first that is wrong counts, and a number that has overflowed before it.
    """
    if radix == 10 and text.isascii() and text.isdigit():
        return 0 if len(text) < 10 and high > 999999999 or int(text) <= high else 3
    if not text:
        return 1
    negative = text[0] == "-" and low < 0
    digits = text[1:] if text[0] == "+" or negative else text
    if not digits:
        return 2
    good = 0
    while good < len(digits) and is_digit(digits[good], radix):
        good += 1
    value = int(digits[:good], radix) if good else 0
    if value > (-low if negative else high):
        return 4 if negative else 3
    return 0 if good == len(digits) else 2


def is_digit(char, radix):
    return char.isascii() and char.isalnum() and int(char, 36) < radix


def reverse_bits(a, name):
    return wrap(int(format(unsigned(a, name), f"0{bits_of(name)}b")[::-1], 2), name)


def isqrt(a, location):
    if a < 0:
        panic("argument of integer square root cannot be negative", location)
    return math.isqrt(a)


def ilog(a, base):
    """The greatest `n` with `base ** n <= a`."""
    n = 0
    while a >= base:
        a //= base
        n += 1
    return n


def int_to_bytes(a, name, order):
    """The bytes of an integer as an array."""
    return list(unsigned(a, name).to_bytes(bits_of(name) // 8, order))


def midpoint(a, b):
    """Half of the sum, rounded towards zero."""
    total = a + b
    return -(-total // 2) if total < 0 else total // 2


def negate(a, name, location):
    if a == BOUNDS[name][0] and a:
        overflow("neg", location)
    return -a
