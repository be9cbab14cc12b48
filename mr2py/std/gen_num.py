"""Writes `num.mrs`: the inherent items of the integer and float types (`python -m mr2py.std.gen_num`).

Mini-Rust's std has no `macro_rules!`; the items are the same for each type, so they are made from one text.
"""

import os

SIGNED = ("i8", "i16", "i32", "i64", "i128", "isize")
UNSIGNED = ("u8", "u16", "u32", "u64", "u128", "usize")
BITS = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "i128": 128, "isize": 64,
        "u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64}

COMMON = '''    impl $T {
        pub const MIN: $T = $MIN;
        pub const MAX: $T = $MAX;
        pub const BITS: u32 = $BITS;
        #[intrinsic = "int_wrapping_add"] pub const fn wrapping_add(self, rhs: $T) -> $T;
        #[intrinsic = "int_wrapping_sub"] pub const fn wrapping_sub(self, rhs: $T) -> $T;
        #[intrinsic = "int_wrapping_mul"] pub const fn wrapping_mul(self, rhs: $T) -> $T;
        #[intrinsic = "int_wrapping_neg"] pub const fn wrapping_neg(self) -> $T;
        #[intrinsic = "int_wrapping_shl"] pub const fn wrapping_shl(self, rhs: u32) -> $T;
        #[intrinsic = "int_wrapping_shr"] pub const fn wrapping_shr(self, rhs: u32) -> $T;
        #[intrinsic = "int_add_fits"] fn add_fits(self, rhs: $T) -> bool;
        #[intrinsic = "int_sub_fits"] fn sub_fits(self, rhs: $T) -> bool;
        #[intrinsic = "int_mul_fits"] fn mul_fits(self, rhs: $T) -> bool;
        pub const fn checked_add(self, rhs: $T) -> Option<$T> { if self.add_fits(rhs) { Some(self.wrapping_add(rhs)) } else { None } }
        pub const fn checked_sub(self, rhs: $T) -> Option<$T> { if self.sub_fits(rhs) { Some(self.wrapping_sub(rhs)) } else { None } }
        pub const fn checked_mul(self, rhs: $T) -> Option<$T> { if self.mul_fits(rhs) { Some(self.wrapping_mul(rhs)) } else { None } }
        pub const fn checked_div(self, rhs: $T) -> Option<$T> { if $DIVBAD { None } else { Some(self / rhs) } }
        pub const fn checked_rem(self, rhs: $T) -> Option<$T> { if $DIVBAD { None } else { Some(self % rhs) } }
        pub const fn overflowing_add(self, rhs: $T) -> ($T, bool) { (self.wrapping_add(rhs), !self.add_fits(rhs)) }
        pub const fn overflowing_sub(self, rhs: $T) -> ($T, bool) { (self.wrapping_sub(rhs), !self.sub_fits(rhs)) }
        pub const fn overflowing_mul(self, rhs: $T) -> ($T, bool) { (self.wrapping_mul(rhs), !self.mul_fits(rhs)) }
        #[intrinsic = "int_saturating_add"] pub const fn saturating_add(self, rhs: $T) -> $T;
        #[intrinsic = "int_saturating_sub"] pub const fn saturating_sub(self, rhs: $T) -> $T;
        #[intrinsic = "int_saturating_mul"] pub const fn saturating_mul(self, rhs: $T) -> $T;
        #[intrinsic = "int_pow"] #[track_caller] pub const fn pow(self, exp: u32) -> $T;
        #[intrinsic = "int_pow_fits"] fn pow_fits(self, exp: u32) -> bool;
        pub const fn checked_pow(self, exp: u32) -> Option<$T> { if self.pow_fits(exp) { Some(self.pow(exp)) } else { None } }
        #[intrinsic = "int_wrapping_pow"] pub const fn wrapping_pow(self, exp: u32) -> $T;
        #[intrinsic = "int_count_ones"] pub const fn count_ones(self) -> u32;
        pub const fn count_zeros(self) -> u32 { $BITS - self.count_ones() }
        #[intrinsic = "int_leading_zeros"] pub const fn leading_zeros(self) -> u32;
        #[intrinsic = "int_trailing_zeros"] pub const fn trailing_zeros(self) -> u32;
        #[intrinsic = "int_rotate_left"] pub const fn rotate_left(self, n: u32) -> $T;
        #[intrinsic = "int_rotate_right"] pub const fn rotate_right(self, n: u32) -> $T;
        #[intrinsic = "int_swap_bytes"] pub const fn swap_bytes(self) -> $T;
        #[intrinsic = "int_rem_euclid"] #[track_caller] pub const fn rem_euclid(self, rhs: $T) -> $T;
        #[intrinsic = "int_div_euclid"] #[track_caller] pub const fn div_euclid(self, rhs: $T) -> $T;
'''
SIGNED_ONLY = '''        #[intrinsic = "int_abs"] #[track_caller] pub const fn abs(self) -> $T;
        pub const fn signum(self) -> $T { if self > 0 { 1 } else if self < 0 { -1 } else { 0 } }
        pub const fn is_negative(self) -> bool { self < 0 }
        pub const fn is_positive(self) -> bool { self > 0 }
        pub const fn checked_neg(self) -> Option<$T> { if self == $MIN { None } else { Some(-self) } }
        pub const fn checked_abs(self) -> Option<$T> { if self == $MIN { None } else { Some(self.abs()) } }
        pub const fn wrapping_abs(self) -> $T { if self < 0 { self.wrapping_neg() } else { self } }
        #[intrinsic = "int_unsigned_abs"] pub const fn unsigned_abs(self) -> $U;
        pub const fn abs_diff(self, other: $T) -> $U { if self < other { (other as $U).wrapping_sub(self as $U) } else { (self as $U).wrapping_sub(other as $U) } }
'''
UNSIGNED_ONLY = '''        pub const fn abs_diff(self, other: $T) -> $T { if self < other { other - self } else { self - other } }
        pub const fn is_power_of_two(self) -> bool { self.count_ones() == 1 }
'''
U8_ONLY = '''        pub const fn is_ascii_digit(&self) -> bool { 48 <= *self && *self <= 57 }
        pub const fn is_ascii_lowercase(&self) -> bool { 97 <= *self && *self <= 122 }
        pub const fn is_ascii_uppercase(&self) -> bool { 65 <= *self && *self <= 90 }
        pub const fn is_ascii_alphabetic(&self) -> bool { self.is_ascii_lowercase() || self.is_ascii_uppercase() }
        pub const fn is_ascii_alphanumeric(&self) -> bool { self.is_ascii_alphabetic() || self.is_ascii_digit() }
        pub const fn is_ascii_whitespace(&self) -> bool { *self == 32 || *self == 9 || *self == 10 || *self == 12 || *self == 13 }
        pub const fn to_ascii_uppercase(&self) -> u8 { if self.is_ascii_lowercase() { *self - 32 } else { *self } }
        pub const fn to_ascii_lowercase(&self) -> u8 { if self.is_ascii_uppercase() { *self + 32 } else { *self } }
'''
PARSE = '''    impl crate::str::FromStr for $T {
        type Err = ParseIntError;
        fn from_str(s: &str) -> crate::result::Result<$T, ParseIntError> {
            let kind = parse_kind(s, $MIN, $MAX);
            if kind == 0 { Ok(parse_value(s)) } else { Err(ParseIntError { kind: int_error_kind(kind) }) }
        }
    }
'''
HEAD = '''//! Inherent items of the number types. Made by gen_num.py.

pub mod num {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ParseIntError { kind: IntErrorKind }
    #[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
    pub enum IntErrorKind { Empty, InvalidDigit, PosOverflow, NegOverflow, Zero }
    impl ParseIntError {
        pub const fn kind(&self) -> &IntErrorKind { &self.kind }
    }
    impl crate::fmt::Display for ParseIntError {
        fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
            f.pad(match self.kind {
                IntErrorKind::Empty => "cannot parse integer from empty string",
                IntErrorKind::InvalidDigit => "invalid digit found in string",
                IntErrorKind::PosOverflow => "number too large to fit in target type",
                IntErrorKind::NegOverflow => "number too small to fit in target type",
                IntErrorKind::Zero => "number would be zero for non-zero type",
            })
        }
    }
    fn int_error_kind(kind: u8) -> IntErrorKind {
        match kind {
            1 => IntErrorKind::Empty,
            2 => IntErrorKind::InvalidDigit,
            3 => IntErrorKind::PosOverflow,
            _ => IntErrorKind::NegOverflow,
        }
    }
    // 0: `s` is a number of the type with these bounds; else the kind of error.
    #[intrinsic = "int_parse_kind"]
    fn parse_kind<T>(s: &str, min: T, max: T) -> u8;
    #[intrinsic = "int_parse_value"]
    fn parse_value<T>(s: &str) -> T;
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ParseFloatError { kind: FloatErrorKind }
    #[derive(Debug, Clone, PartialEq, Eq)]
    enum FloatErrorKind { Empty, Invalid }
    impl crate::fmt::Display for ParseFloatError {
        fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
            f.pad(match self.kind {
                FloatErrorKind::Empty => "cannot parse float from empty string",
                FloatErrorKind::Invalid => "invalid float literal",
            })
        }
    }
    #[intrinsic = "float_parse_ok"]
    fn float_ok(s: &str) -> bool;
    #[intrinsic = "float_parse_value"]
    fn float_value<T>(s: &str) -> T;
'''
FLOAT_UNARY = ("sqrt", "abs", "floor", "ceil", "round", "trunc", "fract", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
               "tanh", "exp", "exp2", "ln", "log2", "log10", "cbrt", "signum", "recip", "to_radians", "to_degrees")
FLOAT_BINARY = ("powf", "min", "max", "atan2", "hypot", "log", "rem_euclid", "copysign")


def integer(name):
    """The items of the integer type `name`."""
    signed, bits = name in SIGNED, BITS[name]
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    text = COMMON + (SIGNED_ONLY if signed else UNSIGNED_ONLY) + (U8_ONLY if name == "u8" else "") + "    }\n" + PARSE
    bad = "rhs == 0 || (rhs == -1 && self == $MIN)" if signed else "rhs == 0"
    for key, value in (("$DIVBAD", bad), ("$MIN", low), ("$MAX", high), ("$BITS", bits), ("$T", name), ("$U", "u" + name[1:])):
        text = text.replace(key, str(value))
    return text


def floating(name):
    """The items of the float type `name`."""
    lines = [f"    impl {name} {{"]
    consts = {"f64": ("2.2250738585072014e-308", "1.7976931348623157e308", "2.220446049250313e-16"),
              "f32": ("1.17549435e-38", "3.40282347e38", "1.1920929e-7")}[name]
    lines += [f"        pub const MIN_POSITIVE: {name} = {consts[0]};", f"        pub const MAX: {name} = {consts[1]};",
              f"        pub const MIN: {name} = -{consts[1]};", f"        pub const EPSILON: {name} = {consts[2]};",
              f"        pub const INFINITY: {name} = 1.0 / 0.0;", f"        pub const NEG_INFINITY: {name} = -1.0 / 0.0;",
              f"        pub const NAN: {name} = 0.0 / 0.0;"]
    lines += [f'        #[intrinsic = "float_{op}"] pub fn {op}(self) -> {name};' for op in FLOAT_UNARY]
    lines += [f'        #[intrinsic = "float_{op}"] pub fn {op}(self, other: {name}) -> {name};' for op in FLOAT_BINARY]
    uint = "u64" if name == "f64" else "u32"
    lines += [f'        #[intrinsic = "float_powi"] pub fn powi(self, n: i32) -> {name};',
              f'        #[intrinsic = "float_mul_add"] pub fn mul_add(self, a: {name}, b: {name}) -> {name};',
              '        pub const fn is_nan(self) -> bool { self != self }',
              '        #[intrinsic = "float_is_infinite"] pub const fn is_infinite(self) -> bool;',
              '        #[intrinsic = "float_is_finite"] pub const fn is_finite(self) -> bool;',
              '        #[intrinsic = "float_is_sign_negative"] pub const fn is_sign_negative(self) -> bool;',
              '        pub const fn is_sign_positive(self) -> bool { !self.is_sign_negative() }',
              f'        #[intrinsic = "float_to_bits"] pub const fn to_bits(self) -> {uint};',
              f'        #[intrinsic = "float_from_bits"] pub const fn from_bits(v: {uint}) -> {name};',
              f'        #[intrinsic = "float_total_cmp"] pub fn total_cmp(&self, other: &{name}) -> crate::cmp::Ordering;',
              f'        #[track_caller] pub fn clamp(self, min: {name}, max: {name}) -> {name} {{ if self < min {{ min }} else if self > max {{ max }} else {{ self }} }}',
              "    }",
              f"    impl crate::str::FromStr for {name} {{", "        type Err = ParseFloatError;",
              f"        fn from_str(s: &str) -> crate::result::Result<{name}, ParseFloatError> {{",
              "            if s.is_empty() { Err(ParseFloatError { kind: FloatErrorKind::Empty }) }",
              "            else if float_ok(s) { Ok(float_value(s)) }",
              "            else { Err(ParseFloatError { kind: FloatErrorKind::Invalid }) }", "        }", "    }"]
    return "\n".join(lines) + "\n"


def text():
    """The whole file."""
    return HEAD + "".join(map(integer, SIGNED + UNSIGNED)) + "".join(map(floating, ("f32", "f64"))) + "}\n"


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "num.mrs"), "w", encoding="utf-8") as out:
        out.write(text())
