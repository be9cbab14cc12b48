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
        #[track_caller] pub const fn strict_pow(self, exp: u32) -> $T { self.pow(exp) }
        pub const fn saturating_pow(self, exp: u32) -> $T { if self.pow_fits(exp) { self.pow(exp) } else if $ODD_NEGATIVE { $MIN } else { $MAX } }
        #[intrinsic = "int_wrapping_pow"] pub const fn wrapping_pow(self, exp: u32) -> $T;
        pub const fn overflowing_pow(self, exp: u32) -> ($T, bool) { (self.wrapping_pow(exp), !self.pow_fits(exp)) }
        #[intrinsic = "int_count_ones"] pub const fn count_ones(self) -> u32;
        pub const fn count_zeros(self) -> u32 { $BITS - self.count_ones() }
        #[intrinsic = "int_leading_zeros"] pub const fn leading_zeros(self) -> u32;
        #[intrinsic = "int_trailing_zeros"] pub const fn trailing_zeros(self) -> u32;
        pub const fn leading_ones(self) -> u32 { (!self).leading_zeros() }
        pub const fn trailing_ones(self) -> u32 { (!self).trailing_zeros() }
        #[intrinsic = "int_rotate_left"] pub const fn rotate_left(self, n: u32) -> $T;
        #[intrinsic = "int_rotate_right"] pub const fn rotate_right(self, n: u32) -> $T;
        #[intrinsic = "int_swap_bytes"] pub const fn swap_bytes(self) -> $T;
        #[intrinsic = "int_reverse_bits"] pub const fn reverse_bits(self) -> $T;
        pub const fn from_be(x: $T) -> $T { x.swap_bytes() }
        pub const fn from_le(x: $T) -> $T { x }
        pub const fn to_be(self) -> $T { self.swap_bytes() }
        pub const fn to_le(self) -> $T { self }
        #[intrinsic = "int_to_be_bytes"] pub const fn to_be_bytes(self) -> [u8; $BYTES];
        #[intrinsic = "int_to_le_bytes"] pub const fn to_le_bytes(self) -> [u8; $BYTES];
        #[intrinsic = "int_to_le_bytes"] pub const fn to_ne_bytes(self) -> [u8; $BYTES];
        #[intrinsic = "int_from_be_bytes"] pub const fn from_be_bytes(bytes: [u8; $BYTES]) -> $T;
        #[intrinsic = "int_from_le_bytes"] pub const fn from_le_bytes(bytes: [u8; $BYTES]) -> $T;
        #[intrinsic = "int_from_le_bytes"] pub const fn from_ne_bytes(bytes: [u8; $BYTES]) -> $T;
        #[intrinsic = "int_rem_euclid"] #[track_caller] pub const fn rem_euclid(self, rhs: $T) -> $T;
        #[intrinsic = "int_div_euclid"] #[track_caller] pub const fn div_euclid(self, rhs: $T) -> $T;
        pub const fn checked_div_euclid(self, rhs: $T) -> Option<$T> { if $DIVBAD { None } else { Some(self.div_euclid(rhs)) } }
        pub const fn checked_rem_euclid(self, rhs: $T) -> Option<$T> { if $DIVBAD { None } else { Some(self.rem_euclid(rhs)) } }
        #[track_caller] pub const fn strict_add(self, rhs: $T) -> $T { self + rhs }
        #[track_caller] pub const fn strict_sub(self, rhs: $T) -> $T { self - rhs }
        #[track_caller] pub const fn strict_mul(self, rhs: $T) -> $T { self * rhs }
        #[track_caller] pub const fn strict_div(self, rhs: $T) -> $T { self / rhs }
        #[track_caller] pub const fn strict_rem(self, rhs: $T) -> $T { self % rhs }
        #[track_caller] pub const fn strict_div_euclid(self, rhs: $T) -> $T { self.div_euclid(rhs) }
        #[track_caller] pub const fn strict_rem_euclid(self, rhs: $T) -> $T { self.rem_euclid(rhs) }
        #[track_caller] pub const fn strict_shl(self, rhs: u32) -> $T { self << rhs }
        #[track_caller] pub const fn strict_shr(self, rhs: u32) -> $T { self >> rhs }
        pub const fn checked_shl(self, rhs: u32) -> Option<$T> { if rhs < $BITS { Some(self << rhs) } else { None } }
        pub const fn checked_shr(self, rhs: u32) -> Option<$T> { if rhs < $BITS { Some(self >> rhs) } else { None } }
        pub const fn unbounded_shl(self, rhs: u32) -> $T { if rhs < $BITS { self << rhs } else { 0 } }
        pub const fn unbounded_shr(self, rhs: u32) -> $T { if rhs < $BITS { self >> rhs } else { $SHIFTED_OUT } }
        pub const fn overflowing_shl(self, rhs: u32) -> ($T, bool) { (self.wrapping_shl(rhs), rhs >= $BITS) }
        pub const fn overflowing_shr(self, rhs: u32) -> ($T, bool) { (self.wrapping_shr(rhs), rhs >= $BITS) }
        #[track_caller] pub const fn wrapping_div(self, rhs: $T) -> $T { if $EDGE { self } else { self / rhs } }
        #[track_caller] pub const fn wrapping_rem(self, rhs: $T) -> $T { if $EDGE { 0 } else { self % rhs } }
        #[track_caller] pub const fn wrapping_div_euclid(self, rhs: $T) -> $T { if $EDGE { self } else { self.div_euclid(rhs) } }
        #[track_caller] pub const fn wrapping_rem_euclid(self, rhs: $T) -> $T { if $EDGE { 0 } else { self.rem_euclid(rhs) } }
        #[track_caller] pub const fn overflowing_div(self, rhs: $T) -> ($T, bool) { if $EDGE { (self, true) } else { (self / rhs, false) } }
        #[track_caller] pub const fn overflowing_rem(self, rhs: $T) -> ($T, bool) { if $EDGE { (0, true) } else { (self % rhs, false) } }
        #[track_caller] pub const fn overflowing_div_euclid(self, rhs: $T) -> ($T, bool) { if $EDGE { (self, true) } else { (self.div_euclid(rhs), false) } }
        #[track_caller] pub const fn overflowing_rem_euclid(self, rhs: $T) -> ($T, bool) { if $EDGE { (0, true) } else { (self.rem_euclid(rhs), false) } }
        #[track_caller] pub const fn saturating_div(self, rhs: $T) -> $T { if $EDGE { $MAX } else { self / rhs } }
        pub const fn overflowing_neg(self) -> ($T, bool) { (self.wrapping_neg(), $NEGBAD) }
        #[intrinsic = "int_isqrt"] #[track_caller] pub const fn isqrt(self) -> $T;
        #[intrinsic = "int_ilog"] fn log_to(self, base: $T) -> u32;
        #[track_caller]
        pub const fn ilog(self, base: $T) -> u32 {
            assert!(base >= 2, "base of integer logarithm must be at least 2");
            match self.checked_ilog(base) { Some(n) => n, None => crate::rt::panic_str("argument of integer logarithm must be positive") }
        }
        #[track_caller] pub const fn ilog2(self) -> u32 { self.ilog(2) }
        #[track_caller] pub const fn ilog10(self) -> u32 { self.ilog(10) }
        pub const fn checked_ilog(self, base: $T) -> Option<u32> { if self <= 0 || base <= 1 { None } else { Some(self.log_to(base)) } }
        pub const fn checked_ilog2(self) -> Option<u32> { self.checked_ilog(2) }
        pub const fn checked_ilog10(self) -> Option<u32> { self.checked_ilog(10) }
        pub const fn min_value() -> $T { $MIN }
        pub const fn max_value() -> $T { $MAX }
        #[intrinsic = "int_midpoint"] pub const fn midpoint(self, rhs: $T) -> $T;
        #[track_caller]
        pub const fn from_str_radix(src: &str, radix: u32) -> crate::result::Result<$T, ParseIntError> {
            if radix < 2 || radix > 36 { crate::rt::panic_str("from_ascii_radix: radix must lie in the range `[2, 36]`"); }
            let kind = parse_kind(src, radix, $MIN, $MAX);
            if kind == 0 { Ok(parse_value(src, radix)) } else { Err(ParseIntError { kind: int_error_kind(kind) }) }
        }
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
MIXED = '''        #[intrinsic = "int_add_fits"] fn add_$W_fits(self, rhs: $O) -> bool;
        #[intrinsic = "int_sub_fits"] fn sub_$W_fits(self, rhs: $O) -> bool;
        #[intrinsic = "int_wrapping_add"] pub const fn wrapping_add_$W(self, rhs: $O) -> $T;
        #[intrinsic = "int_wrapping_sub"] pub const fn wrapping_sub_$W(self, rhs: $O) -> $T;
        #[intrinsic = "int_saturating_add"] pub const fn saturating_add_$W(self, rhs: $O) -> $T;
        #[intrinsic = "int_saturating_sub"] pub const fn saturating_sub_$W(self, rhs: $O) -> $T;
        pub const fn checked_add_$W(self, rhs: $O) -> Option<$T> { if self.add_$W_fits(rhs) { Some(self.wrapping_add_$W(rhs)) } else { None } }
        pub const fn checked_sub_$W(self, rhs: $O) -> Option<$T> { if self.sub_$W_fits(rhs) { Some(self.wrapping_sub_$W(rhs)) } else { None } }
        pub const fn overflowing_add_$W(self, rhs: $O) -> ($T, bool) { (self.wrapping_add_$W(rhs), !self.add_$W_fits(rhs)) }
        pub const fn overflowing_sub_$W(self, rhs: $O) -> ($T, bool) { (self.wrapping_sub_$W(rhs), !self.sub_$W_fits(rhs)) }
        #[track_caller]
        pub const fn strict_add_$W(self, rhs: $O) -> $T { match self.checked_add_$W(rhs) { Some(x) => x, None => crate::rt::panic_str("attempt to add with overflow") } }
        #[track_caller]
        pub const fn strict_sub_$W(self, rhs: $O) -> $T { match self.checked_sub_$W(rhs) { Some(x) => x, None => crate::rt::panic_str("attempt to subtract with overflow") } }
        pub const fn cast_$W(self) -> $O { self as $O }
'''
SIGNED_MORE = '''        #[track_caller] pub const fn strict_neg(self) -> $T { -self }
        #[track_caller] pub const fn strict_abs(self) -> $T { self.abs() }
        pub const fn saturating_neg(self) -> $T { if self == $MIN { $MAX } else { -self } }
        pub const fn saturating_abs(self) -> $T { if self == $MIN { $MAX } else { self.abs() } }
        pub const fn overflowing_abs(self) -> ($T, bool) { (self.wrapping_abs(), self == $MIN) }
        pub const fn checked_isqrt(self) -> Option<$T> { if self < 0 { None } else { Some(self.isqrt()) } }
'''
UNSIGNED_MORE = '''        pub const fn checked_neg(self) -> Option<$T> { if self == 0 { Some(0) } else { None } }
        #[track_caller] pub const fn strict_neg(self) -> $T { if self == 0 { 0 } else { crate::rt::panic_str("attempt to negate with overflow") } }
        pub const fn checked_signed_diff(self, rhs: $T) -> Option<$O> {
            let difference = self.wrapping_sub(rhs) as $O;
            if (self >= rhs) == (difference < 0) { None } else { Some(difference) }
        }
        pub const fn carrying_add(self, rhs: $T, carry: bool) -> ($T, bool) {
            let (sum, first) = self.overflowing_add(rhs);
            let (sum, second) = sum.overflowing_add(carry as $T);
            (sum, first | second)
        }
        pub const fn borrowing_sub(self, rhs: $T, borrow: bool) -> ($T, bool) {
            let (rest, first) = self.overflowing_sub(rhs);
            let (rest, second) = rest.overflowing_sub(borrow as $T);
            (rest, first | second)
        }
        #[intrinsic = "int_wide_low"] fn wide_low(self, rhs: $T, carry: $T, add: $T) -> $T;
        #[intrinsic = "int_wide_high"] fn wide_high(self, rhs: $T, carry: $T, add: $T) -> $T;
        pub const fn carrying_mul(self, rhs: $T, carry: $T) -> ($T, $T) { self.carrying_mul_add(rhs, carry, 0) }
        pub const fn carrying_mul_add(self, rhs: $T, carry: $T, add: $T) -> ($T, $T) { (self.wide_low(rhs, carry, add), self.wide_high(rhs, carry, add)) }
        #[track_caller]
        pub const fn div_ceil(self, rhs: $T) -> $T { let (quotient, rest) = (self / rhs, self % rhs); if rest > 0 { quotient + 1 } else { quotient } }
        #[track_caller]
        pub const fn next_multiple_of(self, rhs: $T) -> $T { match self % rhs { 0 => self, rest => self + (rhs - rest) } }
        pub const fn checked_next_multiple_of(self, rhs: $T) -> Option<$T> {
            if rhs == 0 { return None; }
            match self % rhs { 0 => Some(self), rest => self.checked_add(rhs - rest) }
        }
        pub const fn is_multiple_of(self, rhs: $T) -> bool { if rhs == 0 { self == 0 } else { self % rhs == 0 } }
        #[track_caller]
        pub const fn next_power_of_two(self) -> $T { match self.checked_next_power_of_two() { Some(x) => x, None => crate::rt::panic_str("attempt to add with overflow") } }
        pub const fn checked_next_power_of_two(self) -> Option<$T> {
            if self <= 1 { return Some(1); }
            let shift = $BITS - (self - 1).leading_zeros();
            if shift < $BITS { Some(1 << shift) } else { None }
        }
'''
U8_ONLY = '''        pub const fn is_ascii_digit(&self) -> bool { 48 <= *self && *self <= 57 }
        pub const fn is_ascii_lowercase(&self) -> bool { 97 <= *self && *self <= 122 }
        pub const fn is_ascii_uppercase(&self) -> bool { 65 <= *self && *self <= 90 }
        pub const fn is_ascii_alphabetic(&self) -> bool { self.is_ascii_lowercase() || self.is_ascii_uppercase() }
        pub const fn is_ascii_alphanumeric(&self) -> bool { self.is_ascii_alphabetic() || self.is_ascii_digit() }
        pub const fn is_ascii_whitespace(&self) -> bool { *self == 32 || *self == 9 || *self == 10 || *self == 12 || *self == 13 }
        pub const fn is_ascii(&self) -> bool { *self < 128 }
        pub const fn is_ascii_hexdigit(&self) -> bool { self.is_ascii_digit() || (97 <= *self && *self <= 102) || (65 <= *self && *self <= 70) }
        pub const fn is_ascii_graphic(&self) -> bool { 33 <= *self && *self <= 126 }
        pub const fn is_ascii_punctuation(&self) -> bool { self.is_ascii_graphic() && !self.is_ascii_alphanumeric() }
        pub const fn is_ascii_control(&self) -> bool { *self < 32 || *self == 127 }
        pub fn escape_ascii(self) -> crate::ascii::EscapeDefault { crate::ascii::escape_default(self) }
        pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool { self.to_ascii_lowercase() == other.to_ascii_lowercase() }
        pub const fn make_ascii_uppercase(&mut self) { *self = self.to_ascii_uppercase(); }
        pub const fn make_ascii_lowercase(&mut self) { *self = self.to_ascii_lowercase(); }
        pub const fn to_ascii_uppercase(&self) -> u8 { if self.is_ascii_lowercase() { *self - 32 } else { *self } }
        pub const fn to_ascii_lowercase(&self) -> u8 { if self.is_ascii_uppercase() { *self + 32 } else { *self } }
'''
PARSE = '''    impl crate::str::FromStr for $T {
        type Err = ParseIntError;
        fn from_str(s: &str) -> crate::result::Result<$T, ParseIntError> {
            let kind = parse_kind(s, 10, $MIN, $MAX);
            if kind == 0 { Ok(parse_value(s, 10)) } else { Err(ParseIntError { kind: int_error_kind(kind) }) }
        }
    }
'''
HEAD = '''//! Inherent items of the number types. Made by gen_num.py.

pub mod num {
    #[derive(Copy, Clone, PartialEq, Eq, Debug)]
    pub enum FpCategory { Nan, Infinite, Zero, Subnormal, Normal }
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
    impl crate::error::Error for ParseIntError {}
    impl crate::error::Error for ParseFloatError {}
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
    fn parse_kind<T>(s: &str, radix: u32, min: T, max: T) -> u8;
    #[intrinsic = "int_parse_value"]
    fn parse_value<T>(s: &str, radix: u32) -> T;
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
LIMIT_NAMES = ("RADIX", "MANTISSA_DIGITS", "DIGITS", "MIN_EXP", "MAX_EXP", "MIN_10_EXP", "MAX_10_EXP")
LIMIT_TYPES = ("u32", "u32", "u32", "i32", "i32", "i32", "i32")
FLOAT_LIMITS = {"f64": (2, 53, 15, -1021, 1024, -307, 308), "f32": (2, 24, 6, -125, 128, -37, 38)}
CONSTS = {"PI": "3.14159265358979323846264338327950288", "TAU": "6.28318530717958647692528676655900577", "E": "2.71828182845904523536028747135266250",
          "SQRT_2": "1.41421356237309504880168872420969808", "LN_2": "0.693147180559945309417232121458176568", "LN_10": "2.30258509299404568401799145468436421",
          "LOG2_E": "1.44269504088896340735992468100189214", "LOG10_E": "0.434294481903251827651128918916605082", "LOG2_10": "3.32192809488736234787031942948939018",
          "LOG10_2": "0.301029995663981195213738894724493027", "FRAC_PI_2": "1.57079632679489661923132169163975144", "FRAC_PI_3": "1.04719755119659774615421446109316763",
          "FRAC_PI_4": "0.785398163397448309615660845819875721", "FRAC_PI_6": "0.52359877559829887307710723054658381", "FRAC_PI_8": "0.39269908169872415480783042290993786",
          "FRAC_1_PI": "0.318309886183790671537767526745028724", "FRAC_2_PI": "0.636619772367581343075535053490057448",
          "FRAC_2_SQRT_PI": "1.12837916709551257389615890312154517", "FRAC_1_SQRT_2": "0.707106781186547524400844362104849039"}
DEGREES = {"f64": "(180.0 / crate::f64::consts::PI)", "f32": "57.2957795130823208767981548141051703"}
FLOAT_UNARY = ("sqrt", "abs", "floor", "ceil", "round", "trunc", "fract", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
               "tanh", "exp", "exp2", "ln", "log2", "log10", "cbrt", "signum", "recip", "round_ties_even", "exp_m1", "ln_1p")
FLOAT_CONST = ("abs", "floor", "ceil", "round", "round_ties_even", "trunc", "fract", "recip", "signum", "min", "max", "copysign")
FLOAT_DEFINED = {"fract": "{ self - self.trunc() }", "rem_euclid": "{ let r = self % other; if r < 0.0 { r + other.abs() } else { r } }", "div_euclid": """{
            let quotient = (self / other).trunc();
            if self % other < 0.0 { if other > 0.0 { quotient - 1.0 } else { quotient + 1.0 } } else { quotient }
        }"""}
FLOAT_BINARY = ("powf", "min", "max", "atan2", "hypot", "rem_euclid", "div_euclid", "copysign")


def const(op):
    """The qualifier of those functions of floats that are const in Rust."""
    return "const " if op in FLOAT_CONST else ""


def integer(name):
    """The items of the integer type `name`."""
    signed, bits = name in SIGNED, BITS[name]
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    text = COMMON + (SIGNED_ONLY + SIGNED_MORE if signed else UNSIGNED_ONLY + UNSIGNED_MORE) + MIXED + (U8_ONLY if name == "u8" else "") + "    }\n" + PARSE
    edge = "rhs == -1 && self == $MIN" if signed else "false"
    other, word = ("u", "unsigned") if signed else ("i", "signed")
    for key, value in (("$DIVBAD", f"rhs == 0 || ({edge})" if signed else "rhs == 0"), ("$EDGE", edge), ("$NEGBAD", "self == $MIN" if signed else "self != 0"),
                       ("$ODD_NEGATIVE", "self < 0 && exp % 2 == 1" if signed else "false"), ("$SHIFTED_OUT", "if self < 0 { -1 } else { 0 }" if signed else "0"),
                       ("$MIN", low), ("$MAX", high), ("$BITS", bits), ("$BYTES", bits // 8), ("$T", name), ("$U", "u" + name[1:]), ("$O", other + name[1:]),
                       ("$W", word)):
        text = text.replace(key, str(value))
    return text


def float_function(op, parameters, name):
    """A function of a float: std's own definition where it has one in Rust, else what the runtime does."""
    head = f"pub {const(op)}fn {op}({parameters}) -> {name}"
    return f"        {head} {FLOAT_DEFINED[op]}" if op in FLOAT_DEFINED else f'        #[intrinsic = "float_{op}"] {head};'


def floating(name):
    """The items of the float type `name`."""
    lines = [f"    impl {name} {{"]
    consts = {"f64": ("2.2250738585072014e-308", "1.7976931348623157e308", "2.220446049250313e-16"),
              "f32": ("1.17549435e-38", "3.40282347e38", "1.1920929e-7")}[name]
    lines += [f"        pub const MIN_POSITIVE: {name} = {consts[0]};", f"        pub const MAX: {name} = {consts[1]};",
              f"        pub const MIN: {name} = -{consts[1]};", f"        pub const EPSILON: {name} = {consts[2]};",
              f"        pub const INFINITY: {name} = 1.0 / 0.0;", f"        pub const NEG_INFINITY: {name} = -1.0 / 0.0;",
              f"        pub const NAN: {name} = 0.0 / 0.0;"]
    lines += [float_function(op, "self", name) for op in FLOAT_UNARY]
    lines += [float_function(op, f"self, other: {name}", name) for op in FLOAT_BINARY]
    uint, size = ("u64", 8) if name == "f64" else ("u32", 4)
    limits = FLOAT_LIMITS[name]
    lines += [f"        pub const {key}: {ty} = {value};" for key, ty, value in zip(LIMIT_NAMES, LIMIT_TYPES, limits)]
    lines += [f'        #[intrinsic = "float_powi"] pub fn powi(self, n: i32) -> {name};',
              f'        #[intrinsic = "float_mul_add"] pub const fn mul_add(self, a: {name}, b: {name}) -> {name};',
              '        pub const fn is_nan(self) -> bool { self != self }',
              '        #[intrinsic = "float_is_infinite"] pub const fn is_infinite(self) -> bool;',
              '        #[intrinsic = "float_is_finite"] pub const fn is_finite(self) -> bool;',
              '        #[intrinsic = "float_is_sign_negative"] pub const fn is_sign_negative(self) -> bool;',
              '        pub const fn is_sign_positive(self) -> bool { !self.is_sign_negative() }',
              f'        #[intrinsic = "float_to_bits"] pub const fn to_bits(self) -> {uint};',
              f'        #[intrinsic = "float_from_bits"] pub const fn from_bits(v: {uint}) -> {name};',
              f'        #[intrinsic = "float_total_cmp"] pub fn total_cmp(&self, other: &{name}) -> crate::cmp::Ordering;',
              f'        #[track_caller] pub const fn clamp(self, min: {name}, max: {name}) -> {name} {{ if self < min {{ min }} else if self > max {{ max }} else {{ self }} }}',
              f'        pub const fn to_degrees(self) -> {name} {{ self * {DEGREES[name]} }}',
              f'        pub const fn to_radians(self) -> {name} {{ self * (crate::{name}::consts::PI / 180.0) }}',
              f'        pub fn log(self, base: {name}) -> {name} {{ self.ln() / base.ln() }}',
              f'        pub fn asinh(self) -> {name} {{',
              '            let size = self.abs();',
              '            let inverse = 1.0 / size;',
              '            (size + size / (Self::hypot(1.0, inverse) + inverse)).ln_1p().copysign(self)', '        }',
              f'        pub fn acosh(self) -> {name} {{ if self < 1.0 {{ Self::NAN }} else {{ (self + (self - 1.0).sqrt() * (self + 1.0).sqrt()).ln() }} }}',
              f'        pub fn atanh(self) -> {name} {{ 0.5 * (2.0 * self / (1.0 - self)).ln_1p() }}',
              f'        pub fn sin_cos(self) -> ({name}, {name}) {{ (self.sin(), self.cos()) }}',
              '        pub const fn is_subnormal(self) -> bool { self != 0.0 && self.abs() < Self::MIN_POSITIVE }',
              '        pub const fn is_normal(self) -> bool { self.is_finite() && self.abs() >= Self::MIN_POSITIVE }',
              '        pub const fn classify(self) -> FpCategory {',
              '            if self.is_nan() { FpCategory::Nan } else if self.is_infinite() { FpCategory::Infinite } else if self == 0.0 { FpCategory::Zero }',
              '            else if self.is_subnormal() { FpCategory::Subnormal } else { FpCategory::Normal }', '        }',
              f'        pub const fn next_up(self) -> {name} {{',
              '            let bits = self.to_bits();',
              '            if self.is_nan() || self == Self::INFINITY { return self; }',
              '            if self == 0.0 { return Self::from_bits(1); }',
              '            Self::from_bits(if self > 0.0 { bits + 1 } else { bits - 1 })', '        }',
              f'        pub const fn next_down(self) -> {name} {{ -(-self).next_up() }}',
              f'        pub const fn midpoint(self, other: {name}) -> {name} {{ let sum = self + other; if sum.is_finite() {{ sum / 2.0 }} else {{ self / 2.0 + other / 2.0 }} }}',
              *[f'        pub const fn to_{end}_bytes(self) -> [u8; {size}] {{ self.to_bits().to_{end}_bytes() }}' for end in ("be", "le", "ne")],
              *[f'        pub const fn from_{end}_bytes(bytes: [u8; {size}]) -> {name} {{ Self::from_bits({uint}::from_{end}_bytes(bytes)) }}' for end in ("be", "le", "ne")],
              "    }",
              f"    impl crate::str::FromStr for {name} {{", "        type Err = ParseFloatError;",
              f"        fn from_str(s: &str) -> crate::result::Result<{name}, ParseFloatError> {{",
              "            if s.is_empty() { Err(ParseFloatError { kind: FloatErrorKind::Empty }) }",
              "            else if float_ok(s) { Ok(float_value(s)) }",
              "            else { Err(ParseFloatError { kind: FloatErrorKind::Invalid }) }", "        }", "    }"]
    return "\n".join(lines) + "\n"


def module(name):
    """The module of a number type, `std::f64`."""
    if name in BITS:
        return f"pub mod {name} {{\n    pub const MIN: {name} = {name}::MIN;\n    pub const MAX: {name} = {name}::MAX;\n}}\n"
    kept = ("MIN", "MAX", "MIN_POSITIVE", "EPSILON", "INFINITY", "NEG_INFINITY", "NAN")
    lines = [f"    pub const {key}: {name} = {name}::{key};" for key in kept]
    lines += [f"    pub const {key}: {ty} = {name}::{key};" for key, ty in zip(LIMIT_NAMES, LIMIT_TYPES)]
    lines += ["    pub mod consts {"] + [f"        pub const {key}: {name} = {value};" for key, value in CONSTS.items()] + ["    }"]
    return f"pub mod {name} {{\n" + "\n".join(lines) + "\n}\n"


def text():
    """The whole file."""
    return (HEAD + "".join(map(integer, SIGNED + UNSIGNED)) + "".join(map(floating, ("f32", "f64"))) + "}\n"
            + "".join(map(module, SIGNED + UNSIGNED + ("f32", "f64"))))


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "num.mrs"), "w", encoding="utf-8") as out:
        out.write(text())
