"""Writes `saturating.mrs`: the inherent items of `Saturating`, one text for all integer types, and the operators of
`Wrapping` and `Saturating` on references (`python -m mr2py.std.gen_saturating`).
"""

import os

from .gen_convert import INTS

HEAD = '''//! Inherent items of `Saturating`, operators on references. Made by gen_saturating.py.

pub mod num {
    use crate::marker::{BitPrim, IntPrim, NumPrim, SignedPrim};
    use crate::ops::{Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign, Neg, Not, Rem, RemAssign, Sub, SubAssign};

    impl<T: IntPrim + SignedPrim> Neg for Saturating<T> { type Output = Saturating<T>; fn neg(self) -> Saturating<T> { Saturating(saturating_sub(crate::iter::sum_zero::<T>(), self.0)) } }
    impl<T: IntPrim> crate::iter::Sum for Saturating<T> {
        fn sum<I: crate::iter::Iterator<Item = Saturating<T>>>(mut iter: I) -> Saturating<T> {
            let mut total = Saturating(crate::iter::sum_zero::<T>());
            while let Some(x) = iter.next() { total += x; }
            total
        }
    }
'''
OPERATORS = (("Add", "add", ""), ("Sub", "sub", ""), ("Mul", "mul", ""), ("Div", "div", " + NumPrim"), ("Rem", "rem", " + NumPrim"),
             ("BitAnd", "bitand", " + BitPrim"), ("BitOr", "bitor", " + BitPrim"), ("BitXor", "bitxor", " + BitPrim"))
BY_REFERENCE = '''    impl<'a, T: IntPrim$BOUND> $TRAIT<&'a $W<T>> for $W<T> { type Output = $W<T>; #[track_caller] fn $NAME(self, other: &'a $W<T>) -> $W<T> { $TRAIT::$NAME(self, *other) } }
    impl<'a, T: IntPrim$BOUND> $TRAIT<$W<T>> for &'a $W<T> { type Output = $W<T>; #[track_caller] fn $NAME(self, other: $W<T>) -> $W<T> { $TRAIT::$NAME(*self, other) } }
    impl<'a, 'b, T: IntPrim$BOUND> $TRAIT<&'b $W<T>> for &'a $W<T> { type Output = $W<T>; #[track_caller] fn $NAME(self, other: &'b $W<T>) -> $W<T> { $TRAIT::$NAME(*self, *other) } }
    impl<'a, T: IntPrim$BOUND> $TRAITAssign<&'a $W<T>> for $W<T> { #[track_caller] fn $NAME_assign(&mut self, other: &'a $W<T>) { *self = $TRAIT::$NAME(*self, *other); } }
'''
ITEMS = '''    impl Saturating<$T> {
        pub const MIN: Saturating<$T> = Saturating($T::MIN);
        pub const MAX: Saturating<$T> = Saturating($T::MAX);
        pub const BITS: u32 = $T::BITS;
        pub const fn count_ones(self) -> u32 { self.0.count_ones() }
        pub const fn count_zeros(self) -> u32 { self.0.count_zeros() }
        pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
        pub const fn leading_zeros(self) -> u32 { self.0.leading_zeros() }
        pub const fn rotate_left(self, n: u32) -> Saturating<$T> { Saturating(self.0.rotate_left(n)) }
        pub const fn rotate_right(self, n: u32) -> Saturating<$T> { Saturating(self.0.rotate_right(n)) }
        pub const fn swap_bytes(self) -> Saturating<$T> { Saturating(self.0.swap_bytes()) }
        pub const fn reverse_bits(self) -> Saturating<$T> { Saturating(self.0.reverse_bits()) }
        pub const fn from_be(x: Saturating<$T>) -> Saturating<$T> { Saturating(x.0.swap_bytes()) }
        pub const fn from_le(x: Saturating<$T>) -> Saturating<$T> { x }
        pub const fn to_be(self) -> Saturating<$T> { Saturating(self.0.swap_bytes()) }
        pub const fn to_le(self) -> Saturating<$T> { self }
        pub const fn pow(self, exp: u32) -> Saturating<$T> { Saturating(self.0.saturating_pow(exp)) }
$MORE    }
    impl Wrapping<$T> { pub const fn reverse_bits(self) -> Wrapping<$T> { Wrapping(self.0.reverse_bits()) } }
'''
SIGNED = '''        pub const fn abs(self) -> Saturating<$T> { Saturating(self.0.saturating_abs()) }
        pub const fn signum(self) -> Saturating<$T> { Saturating(self.0.signum()) }
        pub const fn is_positive(self) -> bool { self.0 > 0 }
        pub const fn is_negative(self) -> bool { self.0 < 0 }
'''
UNSIGNED = '''        pub const fn is_power_of_two(self) -> bool { self.0.is_power_of_two() }
'''


def by_reference(wrapper, trait, name, bound):
    """The impls of one operator with a reference on either side."""
    text = BY_REFERENCE.replace("$W", wrapper).replace("$TRAIT", trait).replace("$NAME", name)
    return text.replace("$BOUND", bound)


def text():
    """The whole file."""
    operators = [by_reference(wrapper, *row) for wrapper in ("Wrapping", "Saturating") for row in OPERATORS]
    items = [ITEMS.replace("$MORE", SIGNED if name[0] == "i" else UNSIGNED).replace("$T", name) for name in INTS]
    return HEAD + "".join(operators) + "".join(items) + "}\n"


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "saturating.mrs"), "w", encoding="utf-8") as out:
        out.write(text())
