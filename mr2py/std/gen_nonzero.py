"""Writes `nonzero.mrs`: `NonZero` and its conversions (`python -m mr2py.std.gen_nonzero`).

The items of the integer types differ in few words, so they are made from one text.
"""

import os

from .gen_convert import INTS, lossless

HEAD = '''//! `NonZero`. Made by gen_nonzero.py.

pub mod num {
    use crate::cmp::{Eq, Ord, PartialEq, PartialOrd};
    use crate::fmt::{self, Formatter};
    use crate::ops::{BitOr, BitOrAssign, Div, DivAssign, Neg, Rem, RemAssign};
    use crate::option::Option;
    use crate::result::Result;

    pub trait ZeroablePrimitive: Copy {}
    #[lang = "NonZero"]
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct NonZero<T: ZeroablePrimitive> { v: T }
    #[intrinsic = "int_is_zero"]
    const fn is_zero<T>(n: T) -> bool;
    impl<T: ZeroablePrimitive> NonZero<T> {
        pub const fn new(n: T) -> Option<NonZero<T>> { if is_zero(n) { None } else { Some(NonZero { v: n }) } }
        pub const fn get(self) -> T { self.v }
    }
    const fn some<T: ZeroablePrimitive>(n: Option<T>) -> Option<NonZero<T>> { match n { Some(v) => Some(NonZero { v: v }), None => None } }
    fn parsed<T: ZeroablePrimitive>(n: Result<T, ParseIntError>) -> Result<NonZero<T>, ParseIntError> {
        match n {
            Ok(v) => if is_zero(v) { Err(ParseIntError { kind: IntErrorKind::Zero }) } else { Ok(NonZero { v: v }) },
            Err(e) => Err(e),
        }
    }
    impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr for NonZero<T> { type Output = NonZero<T>; fn bitor(self, rhs: NonZero<T>) -> NonZero<T> { NonZero { v: self.v | rhs.v } } }
    impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr<T> for NonZero<T> { type Output = NonZero<T>; fn bitor(self, rhs: T) -> NonZero<T> { NonZero { v: self.v | rhs } } }
    impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOrAssign for NonZero<T> { fn bitor_assign(&mut self, rhs: NonZero<T>) { self.v = self.v | rhs.v; } }
    impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOrAssign<T> for NonZero<T> { fn bitor_assign(&mut self, rhs: T) { self.v = self.v | rhs; } }
'''
FORMATS = ("Debug", "Display", "Binary", "Octal", "LowerHex", "UpperHex", "LowerExp", "UpperExp")
FORMAT = ("    impl<T: ZeroablePrimitive + fmt::{0}> fmt::{0} for NonZero<T> {{ fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {{ fmt::{0}::fmt(&self.v, f) }} }}\n")
ITEMS = '''    impl ZeroablePrimitive for $T {}
    pub type $A = NonZero<$T>;
    impl NonZero<$T> {
        pub const BITS: u32 = $T::BITS;
        pub const MIN: NonZero<$T> = NonZero { v: $LEAST };
        pub const MAX: NonZero<$T> = NonZero { v: $T::MAX };
        pub const fn leading_zeros(self) -> u32 { self.v.leading_zeros() }
        pub const fn trailing_zeros(self) -> u32 { self.v.trailing_zeros() }
        pub const fn count_ones(self) -> NonZero<u32> { NonZero { v: self.v.count_ones() } }
        pub const fn checked_mul(self, other: NonZero<$T>) -> Option<NonZero<$T>> { some(self.v.checked_mul(other.v)) }
        pub const fn saturating_mul(self, other: NonZero<$T>) -> NonZero<$T> { NonZero { v: self.v.saturating_mul(other.v) } }
        pub const fn checked_pow(self, other: u32) -> Option<NonZero<$T>> { some(self.v.checked_pow(other)) }
        pub const fn saturating_pow(self, other: u32) -> NonZero<$T> { NonZero { v: self.v.saturating_pow(other) } }
$MORE    }
    impl crate::convert::From<NonZero<$T>> for $T { fn from(nonzero: NonZero<$T>) -> $T { nonzero.v } }
    impl crate::str::FromStr for NonZero<$T> {
        type Err = ParseIntError;
        fn from_str(src: &str) -> Result<NonZero<$T>, ParseIntError> { parsed(crate::str::FromStr::from_str(src)) }
    }
    impl crate::convert::TryFrom<$T> for NonZero<$T> {
        type Error = TryFromIntError;
        fn try_from(value: $T) -> Result<NonZero<$T>, TryFromIntError> { if value == 0 { Err(TryFromIntError(())) } else { Ok(NonZero { v: value }) } }
    }
    impl BitOr<NonZero<$T>> for $T { type Output = NonZero<$T>; fn bitor(self, rhs: NonZero<$T>) -> NonZero<$T> { NonZero { v: self | rhs.v } } }
'''
UNSIGNED = '''        pub const fn checked_add(self, other: $T) -> Option<NonZero<$T>> { some(self.v.checked_add(other)) }
        pub const fn saturating_add(self, other: $T) -> NonZero<$T> { NonZero { v: self.v.saturating_add(other) } }
        pub const fn checked_next_power_of_two(self) -> Option<NonZero<$T>> { some(self.v.checked_next_power_of_two()) }
        pub const fn ilog2(self) -> u32 { self.v.ilog2() }
        pub const fn ilog10(self) -> u32 { self.v.ilog10() }
        pub const fn midpoint(self, rhs: NonZero<$T>) -> NonZero<$T> { NonZero { v: self.v.midpoint(rhs.v) } }
        pub const fn is_power_of_two(self) -> bool { self.v.is_power_of_two() }
        pub const fn isqrt(self) -> NonZero<$T> { NonZero { v: self.v.isqrt() } }
        pub const fn cast_signed(self) -> NonZero<$O> { NonZero { v: self.v as $O } }
        pub const fn div_ceil(self, rhs: NonZero<$T>) -> NonZero<$T> { NonZero { v: self.v.div_ceil(rhs.v) } }
'''
SIGNED = '''        pub const fn abs(self) -> NonZero<$T> { NonZero { v: self.v.abs() } }
        pub const fn checked_abs(self) -> Option<NonZero<$T>> { some(self.v.checked_abs()) }
        pub const fn overflowing_abs(self) -> (NonZero<$T>, bool) { let (v, over) = self.v.overflowing_abs(); (NonZero { v: v }, over) }
        pub const fn saturating_abs(self) -> NonZero<$T> { NonZero { v: self.v.saturating_abs() } }
        pub const fn wrapping_abs(self) -> NonZero<$T> { NonZero { v: self.v.wrapping_abs() } }
        pub const fn unsigned_abs(self) -> NonZero<$O> { NonZero { v: self.v.unsigned_abs() } }
        pub const fn is_positive(self) -> bool { self.v > 0 }
        pub const fn is_negative(self) -> bool { self.v < 0 }
        pub const fn checked_neg(self) -> Option<NonZero<$T>> { some(self.v.checked_neg()) }
        pub const fn overflowing_neg(self) -> (NonZero<$T>, bool) { let (v, over) = self.v.overflowing_neg(); (NonZero { v: v }, over) }
        pub const fn saturating_neg(self) -> NonZero<$T> { NonZero { v: self.v.saturating_neg() } }
        pub const fn wrapping_neg(self) -> NonZero<$T> { NonZero { v: self.v.wrapping_neg() } }
        pub const fn cast_unsigned(self) -> NonZero<$O> { NonZero { v: self.v as $O } }
'''
DIVISION = '''    impl Div<NonZero<$T>> for $T { type Output = $T; fn div(self, other: NonZero<$T>) -> $T { self / other.v } }
    impl DivAssign<NonZero<$T>> for $T { fn div_assign(&mut self, other: NonZero<$T>) { *self = *self / other.v; } }
    impl Rem<NonZero<$T>> for $T { type Output = $T; fn rem(self, other: NonZero<$T>) -> $T { self % other.v } }
    impl RemAssign<NonZero<$T>> for $T { fn rem_assign(&mut self, other: NonZero<$T>) { *self = *self % other.v; } }
'''
NEGATION = '''    impl Neg for &NonZero<$T> { type Output = NonZero<$T>; #[track_caller] fn neg(self) -> NonZero<$T> { -*self } }
    impl Neg for NonZero<$T> { type Output = NonZero<$T>; #[track_caller] fn neg(self) -> NonZero<$T> { NonZero { v: -self.v } } }
'''


def integer(name):
    """The items of `NonZero` of the integer type `name`."""
    signed = name[0] == "i"
    text = ITEMS.replace("$MORE", SIGNED if signed else UNSIGNED) + (NEGATION if signed else DIVISION)
    for key, value in (("$LEAST", f"{name}::MIN" if signed else "1"), ("$O", ("u" if signed else "i") + name[1:]), ("$T", name),
                       ("$A", "NonZero" + name.capitalize())):
        text = text.replace(key, value)
    return text


def conversion(source, target):
    """The conversion of a `NonZero` into one of another type."""
    if lossless(source, target):
        return (f"    impl crate::convert::From<NonZero<{source}>> for NonZero<{target}> "
                f"{{ fn from(small: NonZero<{source}>) -> NonZero<{target}> {{ NonZero {{ v: small.v as {target} }} }} }}\n")
    return (f"    impl crate::convert::TryFrom<NonZero<{source}>> for NonZero<{target}> {{ type Error = TryFromIntError; "
            f"fn try_from(value: NonZero<{source}>) -> Result<NonZero<{target}>, TryFromIntError> "
            f"{{ match <{target} as crate::convert::TryFrom<{source}>>::try_from(value.v) {{ Ok(v) => Ok(NonZero {{ v: v }}), Err(e) => Err(e) }} }} }}\n")


def text():
    """The whole file."""
    conversions = [conversion(source, target) for source in INTS for target in INTS if source != target]
    return HEAD + "".join(map(FORMAT.format, FORMATS)) + "".join(map(integer, INTS)) + "".join(conversions) + "}\n"


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "nonzero.mrs"), "w", encoding="utf-8") as out:
        out.write(text())
