"""Writes `tests/run/numbers_*.mrs`: programs that call each method of each number type, of NonZero, Wrapping and Saturating.

    python tests/tools/number_programs.py        # then record their output with tests/tools/record.py

A line of such a program is a call: its results for chosen pairs of values (`a`, `b`) are printed. What would panic for some
of them has a guard, as in `a / b, if b != 0;`.
"""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "run"
BITS = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "i128": 128, "isize": 64, "u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64}
PREFIXES = ("checked", "wrapping", "overflowing", "saturating", "strict")
SAFE = "b != 0"
FITS = "a.checked_{}(b).is_some()"
FLOATS = ("0.0", "-0.0", "1.0", "-1.5", "2.5", "0.1", "1e10", "-7.25", "{0}::MIN_POSITIVE", "{0}::MAX", "{0}::INFINITY", "{0}::NEG_INFINITY", "{0}::NAN", "{0}::EPSILON")

MACRO = """
macro_rules! rows {
    ($a:ident $b:ident in $pairs:expr; $($call:expr $(, if $guard:expr)?;)*) => {$(
        print!("{}:", stringify!($call));
        for ($a, $b) in $pairs {
            if true $(&& $guard)? {
                print!(" {:?}", $call);
            }
        }
        println!();
    )*};
}
"""


def is_signed(name):
    return name[0] == "i"


def other(name):
    """The type of the same size with or without a sign."""
    return ("u" if is_signed(name) else "i") + name[1:]


def values(name):
    """Values at the ends, around zero and between, as text."""
    high = f"{name}::MAX"
    found = ["0", "1", "2", "7", "100", high, f"{high} - 1", f"{high} / 3"]
    return found + (["-1", "-7", f"{name}::MIN", f"{name}::MIN + 1", f"{name}::MIN / 2"] if is_signed(name) else ["1 << 5"])


# --- what is called: (call, guard) -------------------------------------------------------------

def methods(names, *args):
    return [(f"a.{name}({', '.join(args)})", "") for name in names.split()]


def of_one(name):
    calls = methods("count_ones count_zeros leading_zeros trailing_zeros leading_ones trailing_ones swap_bytes reverse_bits to_be to_le "
                    "wrapping_neg overflowing_neg checked_neg checked_ilog2 checked_ilog10 to_be_bytes to_le_bytes to_ne_bytes")
    calls += [(f"{name}::{method}(a)", "") for method in ("from_be", "from_le")]
    calls += [(f"{name}::from_{end}_bytes(a.to_{end}_bytes())", "") for end in ("be", "le", "ne")]
    calls += [("a.ilog2()", "a > 0"), ("a.ilog10()", "a > 0"), ("a.isqrt()", "a >= 0"), ("a.strict_neg()", "a.checked_neg().is_some()")]
    calls += [(f"({name}::min_value(), {name}::max_value())", "a == 0"), (f"{name}::from_str_radix(\"-zz\", 36)", "a == 0"), (f"{name}::from_str_radix(\"1010\", 2)", "a == 0")]
    if is_signed(name):
        calls += methods("checked_abs wrapping_abs overflowing_abs saturating_abs unsigned_abs signum is_negative is_positive saturating_neg cast_unsigned checked_isqrt")
        return calls + [("a.abs()", "a.checked_abs().is_some()"), ("a.strict_abs()", "a.checked_abs().is_some()")]
    return calls + methods("is_power_of_two cast_signed checked_next_power_of_two") + [("a.next_power_of_two()", "a.checked_next_power_of_two().is_some()")]


def of_two(name):
    calls = [(f"a.{prefix}_{op}(b)", FITS.format(op) if prefix == "strict" else "") for op in ("add", "sub", "mul") for prefix in PREFIXES]
    for op in ("div", "rem", "div_euclid", "rem_euclid"):
        calls += [(f"a.{prefix}_{op}(b)", FITS.format(op) if prefix == "strict" else "" if prefix == "checked" else SAFE)
                  for prefix in PREFIXES if prefix != "saturating"]
    calls += [(f"a.{op}(b)", FITS.format(op)) for op in ("div_euclid", "rem_euclid")]
    calls += [("a.saturating_div(b)", SAFE), *methods("abs_diff midpoint", "b"), ("a.checked_ilog(b)", "b > 1"), ("a.ilog(b)", "a > 0 && b > 1")]
    cast, sign = f"b as {other(name)}", "unsigned" if is_signed(name) else "signed"
    for op in ("add", "sub"):
        guard = f"a.checked_{op}_{sign}({cast}).is_some()"
        calls += [(f"a.{prefix}_{op}_{sign}({cast})", guard if prefix == "strict" else "") for prefix in PREFIXES]
    if is_signed(name):
        return calls
    calls += [("a.div_ceil(b)", SAFE), ("a.next_multiple_of(b)", "a.checked_next_multiple_of(b).is_some()")]
    calls += methods("checked_next_multiple_of is_multiple_of checked_signed_diff", "b") + methods("carrying_add borrowing_sub", "b", "true")
    return calls + [("a.carrying_mul(b, 3)", ""), ("a.carrying_mul_add(b, 3, a)", "")]


def with_counts(name):
    """Methods whose operand is a `u32`, here `b`."""
    calls = methods("rotate_left rotate_right", "b")
    for op in ("shl", "shr"):
        calls += [(f"a.{prefix}_{op}(b)", f"b < {name}::BITS" if prefix == "strict" else "") for prefix in ("checked", "wrapping", "overflowing", "unbounded", "strict")]
    calls += [(f"a.{prefix}_pow(b)", "a.checked_pow(b).is_some()" if prefix == "strict" else "") for prefix in PREFIXES]
    return calls + [("a.pow(b)", "a.checked_pow(b).is_some()")]


def of_nonzero(name):
    calls = methods("get leading_zeros trailing_zeros count_ones to_string") + methods("checked_mul saturating_mul max cmp", "b")
    calls = [(call.replace("cmp(b)", "cmp(&b)"), guard) for call, guard in calls]
    calls += [("a.checked_pow(3)", ""), ("a.saturating_pow(2)", ""), ("a | b", ""), ("a | 1", ""), ("a == b", ""), (f"{name}::from(a)", "")]
    if is_signed(name):
        calls += methods("checked_abs overflowing_abs saturating_abs wrapping_abs unsigned_abs is_positive is_negative checked_neg overflowing_neg saturating_neg wrapping_neg cast_unsigned")
        return calls + [("a.abs()", "a.checked_abs().is_some()"), ("-a", "a.checked_neg().is_some()")]
    calls += methods("checked_add saturating_add", "3") + methods("checked_next_power_of_two ilog2 ilog10 is_power_of_two isqrt cast_signed") + methods("midpoint div_ceil", "b")
    return calls + [("7 / a", ""), ("7 % a", "")]


def of_wrapper(kind, name):
    calls = methods("reverse_bits to_string") + methods("cmp", "&b")
    calls += [(text, "") for text in ("a + b", "a - b", "a * b", "&a + b", "a & b", "a | b", "a ^ b", "!a")] + [("a / b", "b.0 != 0")]
    calls += [("a % b", "b.0 != 0" + (f" && !(a.0 == {name}::MIN && b.0 == -1)" if kind == "Saturating" and is_signed(name) else ""))]
    if kind == "Wrapping":
        return calls + [("a << 9", ""), ("a >> 2", ""), ("-a", "")]
    whole = f"Saturating::<{name}>"
    calls += methods("count_ones count_zeros trailing_zeros leading_zeros swap_bytes to_be to_le") + methods("rotate_left rotate_right pow", "3")
    calls += [(f"{whole}::from_be(a)", ""), (f"{whole}::from_le(a)", ""), *[(f"{whole}::{item}", "a.0 == 0") for item in ("MIN", "MAX", "BITS")]]
    return calls + (methods("abs signum is_positive is_negative") + [("-a", "")] if is_signed(name) else methods("is_power_of_two"))


def of_float(name):
    calls = methods("ceil floor round round_ties_even trunc fract abs signum is_nan is_finite is_infinite is_normal is_subnormal is_sign_negative is_sign_positive classify "
                    "recip sqrt to_degrees to_radians to_bits to_be_bytes to_le_bytes to_ne_bytes next_up next_down")
    calls += [(f"{name}::from_bits(a.to_bits())", "")] + [(f"{name}::from_{end}_bytes(a.to_{end}_bytes())", "") for end in ("be", "le", "ne")]
    calls += methods("copysign div_euclid rem_euclid max min midpoint", "b") + methods("total_cmp partial_cmp", "&b")
    return calls + [("a.clamp(-2.0, 2.0)", ""), ("a.mul_add(b, 1.0)", ""), ("a.powi(3)", ""), ("a % b", "")] + [(f"a as {kind}", "") for kind in BITS]


# --- programs ----------------------------------------------------------------------------------

PAIRS = """
/// Each value with another one.
fn pairs() -> impl Iterator<Item = ({0}, {0})> {{
    (0..VALUES.len()).map(|i| ({1}VALUES[i]{2}, {1}VALUES[(i * 5 + 3) % VALUES.len()]{2}))
}}
"""
NONZERO_PAIRS = """
/// Each value with another one.
fn pairs() -> impl Iterator<Item = (NonZero<{0}>, NonZero<{0}>)> {{
    (0..VALUES.len()).filter_map(|i| NonZero::new(VALUES[i]).zip(NonZero::new(VALUES[(i * 5 + 3) % VALUES.len()])))
}}
"""
COUNTS = """
fn pairs() -> impl Iterator<Item = ({0}, u32)> {{
    VALUES.into_iter().flat_map(|a| [0, 1, 3, {1}, {2}].map(|b| (a, b)))
}}
"""


def program(what, use, name, given, pairs, calls):
    lines = [f"        {call}{f', if {guard}' if guard else ''};\n" for call, guard in calls]
    parts = ["".join(lines[i:i + 20]) for i in range(0, len(lines), 20)]
    functions = "".join(f"\nfn part_{i}() {{\n    rows! {{\n        a b in pairs();\n{part}    }}\n}}\n" for i, part in enumerate(parts))
    head = f"//! {what}. Made by tests/tools/number_programs.py.\n{use}\nconst VALUES: [{name}; {len(given)}] = [{', '.join(given)}];\n"
    return head + pairs + MACRO + functions + "\nfn main() {\n" + "".join(f"    part_{i}();\n" for i in range(len(parts))) + "}\n"


def programs():
    """All programs: (name, text)."""
    for name, bits in BITS.items():
        given, pairs = values(name), PAIRS.format(name, "", "")
        yield f"numbers_{name}_alone", program(f"`{name}`: methods of one value", "", name, given, pairs, of_one(name))
        yield f"numbers_{name}_in_pairs", program(f"`{name}`: methods of two values", "", name, given, pairs, of_two(name))
        yield f"numbers_{name}_with_counts", program(f"`{name}`: shifts, rotations and powers", "", name, given, COUNTS.format(name, bits - 1, bits + 2), with_counts(name))
        for kind in ("Wrapping", "Saturating"):
            pairs = PAIRS.format(f"{kind}<{name}>", f"{kind}(", ")")
            yield f"numbers_{kind.lower()}_{name}", program(f"`{kind}<{name}>`", f"\nuse std::num::{kind};\n", name, given, pairs, of_wrapper(kind, name))
        yield f"numbers_nonzero_{name}", program(f"`NonZero<{name}>`", "\nuse std::num::NonZero;\n", name, given, NONZERO_PAIRS.format(name), of_nonzero(name))
    for name in ("f32", "f64"):
        yield f"numbers_{name}", program(f"`{name}`: what is exact", "", name, [value.format(name) for value in FLOATS], PAIRS.format(name, "", ""), of_float(name))


if __name__ == "__main__":
    for file, source in programs():
        (FOLDER / f"{file}.mrs").write_text(source, encoding="utf-8")
