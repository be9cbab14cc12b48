"""`fmt::Formatter` and the formatting of primitives (core::fmt).

A formatting function takes the value and a `Formatter` and returns Rust's `Result<(), fmt::Error>` as
generated code has it: `OK` is the tuple (0, ()). `Arguments` holds texts and (function, value, spec) in order.
"""

from . import floats, integers, stdio, text
from .panic import panic

OK = (0, ())


class Spec:
    """Options of one placeholder. `align` is "<" "^" ">" or None; `width` and `precision` an int or None."""

    __slots__ = ("fill", "align", "sign", "alternate", "zero", "width", "precision", "hex")

    def __init__(self, fill=" ", align=None, sign=None, alternate=False, zero=False, width=None, precision=None, hex=None):
        self.fill, self.align, self.sign, self.alternate = fill, align, sign, alternate
        self.zero, self.width, self.precision, self.hex = zero, width, precision, hex

    def with_counts(self, width, precision):
        """The same with a width or precision that came as an argument (None: as it is)."""
        return Spec(self.fill, self.align, self.sign, self.alternate, self.zero,
                    self.width if width is None else width, self.precision if precision is None else precision, self.hex)


PLAIN = Spec()


class Char(str):
    """A piece that is one call of `write_char`; all others are calls of `write_str`."""

    __slots__ = ()


class Formatter:
    """Where a value writes itself. `out(text)` takes a piece, as std's pieces are cut, and returns a Result."""

    __slots__ = ("out", "spec")

    def __init__(self, out, spec=PLAIN):
        self.out, self.spec = out, spec


class Arguments:
    """`format_args!`: `parts` are str and (function, value, Spec)."""

    __slots__ = ("parts",)

    def __init__(self, *parts):
        self.parts = parts


class LiteralArguments(Arguments):
    """Arguments without a placeholder: a panic's payload is a `&str` then."""

    __slots__ = ()


class SizedArguments(Arguments):
    """Arguments that a `format!` may reserve `capacity` bytes for."""

    __slots__ = ("capacity",)

    def __init__(self, capacity, *parts):
        self.capacity, self.parts = capacity, parts


def write_parts(out, parts):
    """Write parts through `out`; stops at the first error, which it returns."""
    for part in parts:
        if type(part) is tuple:
            result = part[0](part[1], Formatter(out, part[2]))
        else:
            result = out(part)
        if result[0]:
            return result
    return OK


def into(pieces):
    """An `out` that appends to a list."""
    append = pieces.append

    def out(piece):
        append(piece)
        return OK
    return out


def writer(target, write_str, write_char):
    """An `out` that calls the methods of a type that implements `fmt::Write`."""
    def out(piece):
        return write_char(target, str(piece)) if type(piece) is Char else write_str(target, piece)
    return out


def to_text(parts):
    """The text of some parts; an error from a formatting function is Rust's panic."""
    pieces = []
    if write_parts(into(pieces), parts)[0]:
        panic("a formatting trait implementation returned an error when the underlying stream did not",
              "library/alloc/src/fmt.rs:655:14")
    return "".join(pieces)


def _stdout(piece):
    stdio.write(piece)
    return OK


def _stderr(piece):
    stdio.write_error(piece)
    return OK


def print_args(args):
    if write_parts(_stdout, args.parts)[0]:
        panic("failed printing to stdout: formatter error", "library/std/src/io/stdio.rs:1165:9")


def print_error_args(args):
    stdio.write_error(to_text(args.parts))


# --- padding -------------------------------------------------------------------------------

def write_padded(f, pieces, default):
    """Write the pieces, filled up to the width char by char (a String that is written to may grow at each), aligned to
    `default` where the spec does not say."""
    spec, out = f.spec, f.out
    missing = (spec.width or 0) - sum(map(len, pieces))
    if missing > 0:
        align = spec.align or default
        left = 0 if align == "<" else missing if align == ">" else missing // 2
        fill = Char(spec.fill)
        pieces = (*[fill] * left, *pieces, *[fill] * (missing - left))
    for piece in pieces:
        result = out(piece)
        if result[0]:
            return result
    return OK


def pad(s, f):
    """`Formatter::pad`: precision cuts, width fills."""
    spec = f.spec
    if spec is PLAIN:
        return f.out(s)
    if spec.precision is not None:
        s = s[:spec.precision]
    return write_padded(f, (s,), "<")


def pad_integral(f, nonnegative, prefix, digits):
    """`Formatter::pad_integral`."""
    spec = f.spec
    sign = "-" if not nonnegative else "+" if spec.sign == "+" else ""
    head = ([Char(sign)] if sign else []) + ([prefix] if spec.alternate and prefix else [])
    if spec.zero:
        zeros = (spec.width or 0) - sum(map(len, head)) - len(digits)
        return write_parts(f.out, [*head, *[Char("0")] * zeros, digits])
    return write_padded(f, (*head, digits), ">")


def pad_number(f, negative, pieces):
    """`Formatter::pad_formatted_parts`: zero padding stands between sign and digits (before inf and NaN, too)."""
    spec = f.spec
    sign = "-" if negative else "+" if spec.sign == "+" and pieces[0] != "NaN" else ""
    head = (sign,) if sign else ()
    if spec.zero:
        zeros = (spec.width or 0) - len(sign) - sum(map(len, pieces))
        return write_parts(f.out, [sign, *[Char("0")] * zeros, *pieces])
    return write_padded(f, (*head, *pieces), ">")


# --- primitives ----------------------------------------------------------------------------

def fmt_int(n, f):
    if f.spec is PLAIN and n >= 0:
        return f.out(str(n))
    return pad_integral(f, n >= 0, "", str(abs(n)))


def fmt_radix(n, f, name, letter, prefix):
    return pad_integral(f, True, prefix, format(integers.unsigned(n, name), letter))


def fmt_int_debug(n, f, name):
    if f.spec.hex:
        return fmt_radix(n, f, name, f.spec.hex, "0x")
    return fmt_int(n, f)


def fmt_int_exp(n, f, letter):
    """`{:e}` of an integer: trailing zeros go, with a precision it rounds half to even."""
    digits = str(abs(n)).rstrip("0") or "0"
    exponent, precision, added = len(str(abs(n))) - 1, f.spec.precision, 0
    if precision is not None and len(digits) - 1 > precision:
        scale = 10 ** (len(digits) - 1 - precision)
        q, r = divmod(int(digits), scale)
        q += r * 2 > scale or r * 2 == scale and q % 2
        digits = str(q)
        if len(digits) > precision + 1:
            digits, exponent = digits[:-1], exponent + 1
    elif precision is not None:
        added = precision + 1 - len(digits)
    body = digits[0] + ("." + digits[1:] if len(digits) > 1 or added else "")
    return pad_number(f, n < 0, [body, *floats.zeros(added), letter + str(exponent)])


def _negative(x):
    return floats.sign(x) == "-"


def fmt_float(x, f, single):
    return pad_number(f, _negative(x), floats.pieces(floats.decimal(x, single, f.spec.precision), f.spec.precision is not None))


def fmt_float_debug(x, f, single):
    return pad_number(f, _negative(x), floats.pieces(floats.debug(x, single, f.spec.precision), f.spec.precision is not None))


def fmt_float_exp(x, f, single, letter):
    return pad_number(f, _negative(x), floats.pieces(floats.exponential(x, single, f.spec.precision, letter), f.spec.precision is not None))


def fmt_str(s, f):
    return pad(s, f)


def fmt_str_debug(s, f):
    return write_parts(f.out, text.debug_pieces(s))


def fmt_bool(b, f):
    return pad("true" if b else "false", f)


def fmt_char(c, f):
    if f.spec.width is None and f.spec.precision is None:
        return f.out(Char(c))
    return pad(c, f)


def fmt_char_debug(c, f):
    return write_parts(f.out, text.debug_char_pieces(c))


def fmt_arguments(args, f):
    return write_parts(f.out, args.parts)


# --- builders ------------------------------------------------------------------------------

class Indented:
    """Writes through to another `out`, four spaces at the start of each line (core's PadAdapter)."""

    __slots__ = ("inner", "fresh")

    def __init__(self, inner):
        self.inner, self.fresh = inner, True

    def out(self, piece):
        result = OK
        for line in lines_of(piece):
            if self.fresh:
                result = self.inner("    ")
            self.fresh = line[-1] == "\n"
            result = result if result[0] else self.inner(line)
            if result[0]:
                break
        return result


def lines_of(piece):
    """The lines of a piece, each with its end."""
    if "\n" not in piece[:-1]:
        return (piece,) if piece else ()
    *lines, last = piece.split("\n")
    return [*[line + "\n" for line in lines], *([last] if last else [])]


class Builder:
    """A debug builder: `open` and `close` brackets, entries between. `result` is the first error."""

    __slots__ = ("f", "result", "count", "open", "close", "name", "opened", "key")

    def __init__(self, f, name, open, close, start):
        self.f, self.name, self.open, self.close = f, name, open, close
        self.count, self.result = 0, f.out(start)
        self.opened = False


def debug_struct(f, name):
    return Builder(f, name, " {", "}", name)


def debug_tuple(f, name):
    return Builder(f, name, "(", ")", name)


def debug_list(f):
    return Builder(f, "", "", "]", "[")


def debug_set(f):
    return Builder(f, "", "", "}", "{")


def debug_map(f):
    return Builder(f, "", "", "}", "{")


def entry(builder, prefix, fmt, value):
    """Write one entry: `prefix` (a field's name and colon, or nothing), then the value through `fmt`."""
    if builder.result[0] == 0:
        builder.result = _entry(builder, prefix, fmt, value)
    builder.count += 1
    return builder


def _entry(b, prefix, fmt, value):
    f = b.f
    named = [prefix[:-2], ": "] if prefix else []
    if f.spec.alternate:
        result = f.out(b.open + "\n") if b.count == 0 else OK
        inner = Indented(f.out)
        result = result if result[0] else write_parts(inner.out, named)
        result = result if result[0] else fmt(value, Formatter(inner.out, f.spec))
        return result if result[0] else inner.out(",\n")
    gap = b.open + (" " if b.open == " {" else "") if b.count == 0 else ", "
    result = write_parts(f.out, [*([gap] if gap else []), *named])
    return result if result[0] else fmt(value, f)


def map_entry(builder, key_fmt, key, value_fmt, value):
    """An entry `key: value` of a map."""
    def both(pair, f):
        result = key_fmt(pair[0], f)
        result = result if result[0] else f.out(": ")
        return result if result[0] else value_fmt(pair[1], f)
    return entry(builder, "", both, (key, value))


def finish(b):
    """Close the bracket."""
    if b.result[0]:
        return b.result
    if not b.open:
        return b.f.out(b.close)
    if b.count == 0:                               # struct and tuple: nothing was opened without fields
        return OK
    alternate = b.f.spec.alternate
    if b.open == " {":
        return b.f.out("}" if alternate else " }")
    return write_parts(b.f.out, [",", ")"] if b.count == 1 and not b.name and not alternate else [")"])


def finish_non_exhaustive(b):
    """Close the bracket behind `..`."""
    if b.result[0]:
        return b.result
    out, struct = b.f.out, b.open == " {"
    if b.count == 0:
        return out(" { .. }" if struct else b.open + ".." + b.close)
    if b.f.spec.alternate:
        result = Indented(out).out("..\n")
        return result if result[0] else out(b.close)
    return out(", .. }" if struct else ", .." + b.close)


def map_key(builder, fmt, key):
    """The key of an entry, written with its value."""
    builder.key = (fmt, key)
    return builder


def map_value(builder, fmt, value):
    key_fmt, key = builder.key
    return map_entry(builder, key_fmt, key, fmt, value)

