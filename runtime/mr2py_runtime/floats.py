"""Floats: rounding to f32 and Rust's texts.

Rust prints the shortest digits that read back as the same number, never with an exponent in `{}`, and
in `{:?}` with one where the number is below 1e-4 or from 1e16 on (core::fmt::float).
"""

import math
from struct import Struct

_f32, _f64, _u32, _u64 = Struct("<f"), Struct("<d"), Struct("<I"), Struct("<Q")


def to_f32(x):
    """The f32 nearest to `x`."""
    try:
        return _f32.unpack(_f32.pack(x))[0]
    except OverflowError:
        return math.copysign(math.inf, x)


def digits_of(x, single):
    """(digits, exponent) of a finite positive `x` = 0.DIGITS × 10^exponent, the shortest that read back."""
    if single:
        for precision in range(1, 10):
            text = f"{x:.{precision - 1}e}"
            if to_f32(float(text)) == x:
                break
    else:
        text = repr(x)
    if "e" not in text:
        whole, _, fraction = text.partition(".")
        digits = (whole + fraction).lstrip("0")
        exponent = len(whole) if whole != "0" else len(fraction.lstrip("0")) - len(fraction)
    else:
        mantissa, _, power = text.partition("e")
        whole, _, fraction = mantissa.partition(".")
        digits, exponent = whole + fraction, int(power) + 1
    digits = digits.rstrip("0") or "0"
    return tie_up(x, digits, exponent, single) if len(digits) >= (6 if single else 15) else digits, exponent


def tie_up(x, digits, exponent, single):
    """`digits`, or the next ones where the number lies exactly between both: Rust goes up, Python to the even digit."""
    numerator, denominator = x.as_integer_ratio()
    places = len(digits) - exponent
    numerator, denominator = (numerator * 10 ** places, denominator) if places >= 0 else (numerator, denominator * 10 ** -places)
    if 2 * numerator != (2 * int(digits) + 1) * denominator:
        return digits
    up = str(int(digits) + 1)
    value = float(f"{up}e{-places}")
    return up if len(up) == len(digits) and (to_f32(value) if single else value) == x else digits


def decimal(x, single, precision=None, least=0):
    """`|x|` in plain decimal notation: `precision` digits after the point, or the shortest with at least `least`."""
    x = abs(x)
    if x != x:
        return "NaN"
    if x == math.inf:
        return "inf"
    if precision is not None:
        return f"{x:.{precision}f}"
    if x == 0:
        return "0." + "0" * least if least else "0"
    digits, exponent = digits_of(x, single)
    if exponent <= 0:
        return "0." + "0" * -exponent + digits
    if exponent >= len(digits):
        return digits + "0" * (exponent - len(digits)) + ("." + "0" * least if least else "")
    return digits[:exponent] + "." + digits[exponent:]


def exponential(x, single, precision=None, letter="e"):
    """`|x|` as `{:e}` prints it."""
    x = abs(x)
    if x != x:
        return "NaN"
    if x == math.inf:
        return "inf"
    if precision is not None:
        mantissa, _, power = f"{x:.{precision}e}".partition("e")
        return f"{mantissa}{letter}{int(power)}"
    if x == 0:
        return f"0{letter}0"
    digits, exponent = digits_of(x, single)
    return digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + f"{letter}{exponent - 1}"


def debug(x, single, precision=None):
    """`|x|` as `{:?}` prints it."""
    if precision is None and x == x and x and not 1e-4 <= abs(x) < 1e16 and abs(x) != math.inf:
        return exponential(x, single)
    return decimal(x, single, precision, 1)


def zeros(count):
    """That many zeros as std writes them, at most 64 at once."""
    return ["0" * 64] * ((count - 1) // 64) + ["0" * ((count - 1) % 64 + 1)] if count else []


def pieces(text, exact):
    """The text of a number without its sign, in the pieces in which std writes it (core::num::flt2dec). `exact`: it was made for a precision."""
    for letter in "eE":
        mantissa, found, power = text.partition(letter)
        if found:
            return exponential_pieces(mantissa, letter, power, exact)
    whole, point, fraction = text.partition(".")
    if whole == "0" and point:
        digits = fraction.lstrip("0")
        return ["0.", *zeros(len(fraction) - len(digits)), *([digits] if digits else [])]
    if exact or point and fraction != "0":
        return [whole, ".", fraction] if point else [whole]
    digits = whole.rstrip("0") or whole
    return [digits, *zeros(len(whole) - len(digits)), *([".", fraction] if point else [])]


def exponential_pieces(mantissa, letter, power, exact):
    if mantissa.strip("0.") == "":                # zero
        return ["0.", *zeros(len(mantissa) - 2), letter + "0"] if exact and len(mantissa) > 1 else [mantissa + letter + power]
    sign = "-" if power[0] == "-" else ""
    whole, point, fraction = mantissa.partition(".")
    return [whole, *([".", fraction] if point else []), letter + sign, power[len(sign):]]


def display(x):
    """An f64 as `{}` prints it without options."""
    return sign(x) + decimal(x, False)


def display_f32(x):
    return sign(x) + decimal(x, True)


def sign(x):
    return "-" if math.copysign(1.0, x) < 0 and x == x else ""


def divide(a, b):
    """IEEE division."""
    try:
        return a / b
    except ZeroDivisionError:
        if a != a or a == 0:
            return math.nan
        return math.copysign(math.inf, a) * math.copysign(1.0, b)


def remainder(a, b):
    return math.nan if b == 0 or a in (math.inf, -math.inf) or a != a or b != b else math.fmod(a, b)


def guarded(function, *args):
    """A function of `math` with IEEE results where Python raises."""
    try:
        return function(*args)
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def ln(x, base_function=math.log):
    return -math.inf if x == 0 else math.nan if x < 0 or x != x else base_function(x)


def rounding(function, x):
    return float(function(x)) if math.isfinite(x) and abs(x) < 1e16 else x


def keep_sign(result, x):
    return math.copysign(result, x) if result == 0 else result


def round_half_away(x):
    return math.copysign(math.floor(abs(x) + 0.5) if abs(x) != 0.49999999999999994 else 0.0, x)


def minimum(a, b):
    return b if a != a else a if b != b else min(a, b)


def maximum(a, b):
    return b if a != a else a if b != b else max(a, b)


def power(a, b):
    try:
        result = math.pow(a, b)
    except ValueError:
        return math.inf if a == 0 else math.nan
    except OverflowError:
        return -math.inf if a < 0 and b % 2 == 1 else math.inf
    return result


def cube_root(x):
    """The double nearest to the cube root: native code has it from LLVM's library, not from the system's."""
    if not math.isfinite(x) or x == 0:
        return x
    from fractions import Fraction

    size = abs(x)
    root, cube = math.cbrt(size), Fraction(size)
    while (Fraction(root) + Fraction(math.nextafter(root, math.inf))) ** 3 < 8 * cube:
        root = math.nextafter(root, math.inf)
    while (Fraction(root) + Fraction(math.nextafter(root, 0.0))) ** 3 > 8 * cube:
        root = math.nextafter(root, 0.0)
    return math.copysign(root, x)


def powi(x, n, round_to=float):
    """`x` to the power of `n` by squaring, as LLVM's library does it: each product is rounded."""
    result, rest = 1.0, abs(n)
    while True:
        if rest & 1:
            result = round_to(result * x)
        rest >>= 1
        if not rest:
            return round_to(divide(1.0, result)) if n < 0 else result
        x = round_to(x * x)


def of_c(name, count, double):
    """The C library's function `name` of `count` floats, which native code calls; `double`, rounded, where there is none."""
    function = None

    def call(*args):
        nonlocal function
        if function is None:
            function = c_function(name, count) or (lambda *args: to_f32(double(*args)))
        return function(*args)
    return call


def c_function(name, count):
    try:
        import ctypes

        function = getattr(ctypes.CDLL(None), name)
    except (ImportError, OSError, TypeError, AttributeError):
        return None
    function.argtypes, function.restype = [ctypes.c_float] * count, ctypes.c_float
    return function


UNARY = {
    "sqrt": lambda x: guarded(math.sqrt, x), "abs": abs, "floor": lambda x: keep_sign(rounding(math.floor, x), x),
    "ceil": lambda x: keep_sign(rounding(math.ceil, x), x), "round": lambda x: rounding(round_half_away, x),
    "trunc": lambda x: keep_sign(rounding(math.trunc, x), x),
    "sin": lambda x: guarded(math.sin, x), "cos": lambda x: guarded(math.cos, x), "tan": lambda x: guarded(math.tan, x),
    "asin": lambda x: guarded(math.asin, x), "acos": lambda x: guarded(math.acos, x), "atan": math.atan,
    "sinh": lambda x: guarded(math.sinh, x), "cosh": lambda x: guarded(math.cosh, x), "tanh": math.tanh,
    "exp": lambda x: guarded(math.exp, x), "exp2": lambda x: guarded(math.exp2, x), "ln": ln,
    "log2": lambda x: ln(x, math.log2), "log10": lambda x: ln(x, math.log10), "cbrt": cube_root,
    "signum": lambda x: x if x != x else math.copysign(1.0, x), "recip": lambda x: divide(1.0, x),
    "round_ties_even": lambda x: keep_sign(rounding(round, x), x), "exp_m1": lambda x: guarded(math.expm1, x),
    "ln_1p": lambda x: -math.inf if x == -1 else guarded(math.log1p, x),
}
BINARY = {
    "powf": power, "min": minimum, "max": maximum, "atan2": math.atan2, "hypot": math.hypot,
    "copysign": math.copysign,
    "powi": powi,
}
IN_C = {"ln": "logf", "exp_m1": "expm1f", "ln_1p": "log1pf"}
SINGLE = {name: of_c(IN_C.get(name, name + "f"), 1, UNARY[name])
          for name in "sin cos tan asin acos atan sinh cosh tanh exp exp2 ln log2 log10 exp_m1 ln_1p".split()}
SINGLE |= {name: of_c(IN_C.get(name, name + "f"), 2, BINARY[name]) for name in ("atan2", "hypot")}
SINGLE |= {"powf": of_c("powf", 2, power), "powi": lambda x, n: powi(x, n, to_f32)}


def mul_add(x, a, b):
    from fractions import Fraction

    if not all(map(math.isfinite, (x, a, b))):
        return x * a + b
    exact = Fraction(x) * Fraction(a) + Fraction(b)
    if not exact:
        return x * a + b                 # which has the sign
    try:
        return float(exact)
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


def to_bits(x, single):
    return _u32.unpack(_f32.pack(x))[0] if single else _u64.unpack(_f64.pack(x))[0]


def from_bits(n, single):
    return _f32.unpack(_u32.pack(n))[0] if single else _f64.unpack(_u64.pack(n))[0]


def parse(text):
    """The f64 that Rust's grammar of floats gives `text`, or None."""
    body = text[1:] if text[:1] in ("+", "-") else text
    lower = body.lower()
    if lower in ("inf", "infinity", "nan"):
        return float(text)
    mantissa, _, power_text = lower.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdigit()) or "_" in text:
        return None
    if "e" in lower:
        unsigned = power_text[1:] if power_text[:1] in ("+", "-") else power_text
        if not (unsigned.isascii() and unsigned.isdigit()):
            return None
    return float(text)


copysign = math.copysign


def total_cmp(a, b):
    """`f64::total_cmp` as an Ordering's index."""
    def key(x):
        n = to_bits(x, False)
        return n if n < 1 << 63 else (1 << 63) - n - 1
    return (key(a) > key(b)) - (key(a) < key(b)) + 1
