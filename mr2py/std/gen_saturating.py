"""Writes `saturating.mrs`: the inherent items of `Saturating`, one text for all integer types, and the operators of
`Wrapping` and `Saturating` on references (`python -m mr2py.std.gen_saturating`).
"""

import os

from .gen_convert import INTS

HEAD = '''//! Inherent items of `Saturating`, operators on references. Made by gen_saturating.py.

pub mod num {
    use crate::marker::{BitPrim, IntPrim, NumPrim, SignedPrim};
    use crate::ops::{Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign, Neg, Not, Rem, RemAssign, Shl, Shr, Sub, SubAssign};

    impl<T: IntPrim + SignedPrim> Neg for Saturating<T> { type Output = Saturating<T>; fn neg(self) -> Saturating<T> { Saturating(saturating_sub(crate::iter::sum_zero::<T>(), self.0)) } }
'''
OPERATORS = (("Add", "add", ""), ("Sub", "sub", ""), ("Mul", "mul", ""), ("Div", "div", " + NumPrim"), ("Rem", "rem", " + NumPrim"),
             ("BitAnd", "bitand", " + BitPrim"), ("BitOr", "bitor", " + BitPrim"), ("BitXor", "bitxor", " + BitPrim"))
BY_REFERENCE = '''    impl<'a, T: IntPrim$BOUND> $TRAIT<&'a $W<T>> for $W<T> { type Output = $W<T>; #[track_caller] fn $NAME(self, other: &'a $W<T>) -> $W<T> { $TRAIT::$NAME(self, *other) } }
    impl<'a, T: IntPrim$BOUND> $TRAIT<$W<T>> for &'a $W<T> { type Output = $W<T>; #[track_caller] fn $NAME(self, other: $W<T>) -> $W<T> { $TRAIT::$NAME(*self, other) } }
    impl<'a, 'b, T: IntPrim$BOUND> $TRAIT<&'b $W<T>> for &'a $W<T> { type Output = $W<T>; #[track_caller] fn $NAME(self, other: &'b $W<T>) -> $W<T> { $TRAIT::$NAME(*self, *other) } }
    impl<'a, T: IntPrim$BOUND> $TRAITAssign<&'a $W<T>> for $W<T> { #[track_caller] fn $NAME_assign(&mut self, other: &'a $W<T>) { *self = $TRAIT::$NAME(*self, *other); } }
    impl<'a, T: IntPrim$BOUND> $TRAITAssign<&'a T> for $W<T> { #[track_caller] fn $NAME_assign(&mut self, other: &'a T) { *self = $TRAIT::$NAME(*self, $W(*other)); } }
'''
BY_NUMBER = '''    impl<T: IntPrim$BOUND> $TRAITAssign<T> for $W<T> { #[track_caller] fn $NAME_assign(&mut self, other: T) { *self = $TRAIT::$NAME(*self, $W(other)); } }
'''
UNARY = '''    impl<T: IntPrim + BitPrim> Not for &$W<T> { type Output = $W<T>; fn not(self) -> $W<T> { !*self } }
    impl<T: IntPrim$SIGNED> Neg for &$W<T> { type Output = $W<T>; fn neg(self) -> $W<T> { -*self } }
'''
SHIFT = '''    impl<T: IntPrim> $TRAIT<usize> for &Wrapping<T> { type Output = Wrapping<T>; fn $NAME(self, n: usize) -> Wrapping<T> { $TRAIT::$NAME(*self, n) } }
    impl<T: IntPrim> $TRAIT<&usize> for &Wrapping<T> { type Output = Wrapping<T>; fn $NAME(self, n: &usize) -> Wrapping<T> { $TRAIT::$NAME(*self, *n) } }
'''
FOLDS = '''    impl$G crate::iter::$TRAIT$A for $TYPE {
        fn $NAME<I: crate::iter::Iterator<Item = $ITEM>>(mut iter: I) -> $TYPE {
            let mut total = $START;
            while let Some(x) = iter.next() { total $OP= x; }
            total
        }
    }
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


def fold(trait, of, bound, start):
    """`Sum` or `Product` of `of`, by value and by reference; `bound`: the generics of the impls, `start`: how a total begins."""
    text = ""
    for lifetime, argument, item in (("", "", of), ("'a", f"<&'a {of}>", f"&'a {of}")):
        generics = ", ".join(part for part in (lifetime, bound) if part)
        values = (("$G", f"<{generics}>" if generics else ""), ("$TRAIT", trait), ("$A", argument), ("$TYPE", of), ("$NAME", trait.lower()),
                  ("$ITEM", item), ("$START", start), ("$OP", "+" if trait == "Sum" else "*"))
        part = FOLDS
        for key, value in values:
            part = part.replace(key, value)
        text += part
    return text


def folds():
    """Sums and products: of `Saturating` only unsigned ones."""
    text = fold("Product", "Wrapping<T>", "T: IntPrim", "Wrapping(crate::iter::one::<T>())")
    for name in INTS:
        if name[0] == "u":
            text += fold("Sum", f"Saturating<{name}>", "", "Saturating(0)") + fold("Product", f"Saturating<{name}>", "", "Saturating(1)")
    return text


def operators():
    """All operators on references and numbers."""
    text = ""
    for wrapper in ("Wrapping", "Saturating"):
        text += UNARY.replace("$W", wrapper).replace("$SIGNED", " + SignedPrim" if wrapper == "Saturating" else "")
        for trait, name, bound in OPERATORS:
            text += by_reference(wrapper, trait, name, bound)
            if bound:                   # those without bounds stand in num_wrapping.mrs
                text += BY_NUMBER.replace("$W", wrapper).replace("$TRAIT", trait).replace("$NAME", name).replace("$BOUND", bound)
    for trait, name in (("Shl", "shl"), ("Shr", "shr")):
        text += SHIFT.replace("$TRAIT", trait).replace("$NAME", name)
    return text


def text():
    """The whole file."""
    items = [ITEMS.replace("$MORE", SIGNED if name[0] == "i" else UNSIGNED).replace("$T", name) for name in INTS]
    return HEAD + operators() + folds() + "".join(items) + "}\n"


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "saturating.mrs"), "w", encoding="utf-8") as out:
        out.write(text())
