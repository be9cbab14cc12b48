"""A program that prints the size and alignment of some thousand types: structs, enums, tuples and arrays made at random
from scalars, pointers and std's types, with and without `repr`. The same text for the same seed.
"""

from random import Random

SCALARS = ("u8", "i8", "u16", "i32", "u32", "u64", "i64", "u128", "usize", "bool", "char", "f32", "f64", "()")
NICHES = ("&'static u8", "&'static str", "&'static [u16]", "Box<i32>", "Box<str>", "Box<[u8]>", "Box<dyn Fn()>", "&'static dyn Debug", "Vec<u8>",
          "Vec<()>", "String", "Rc<u8>", "Rc<str>", "Arc<[u16]>", "std::rc::Weak<u8>", "NonZeroU8", "NonZeroU32", "NonZeroI64", "NonZeroU128", "Ordering",
          "fn(u8) -> u8", "std::time::Duration", "Cow<'static, str>", "std::vec::IntoIter<u8>", "std::slice::Iter<'static, u16>", "VecDeque<u16>",
          "HashMap<u8, u16>", "BTreeMap<u8, u16>", "BTreeSet<u8>", "RefCell<u16>", "RefCell<bool>", "Cell<u8>", "Cell<bool>", "OnceCell<u8>",
          "PhantomData<u64>", "std::ops::Range<u8>", "std::ops::RangeInclusive<u16>", "Wrapping<u16>", "ManuallyDrop<bool>", "Reverse<char>",
          "std::str::Chars<'static>", "BinaryHeap<u32>", "&'static mut u32", "std::sync::atomic::AtomicU16", "std::num::NonZeroI16",
          "Option<NonZeroU8>", "Box<dyn std::error::Error>", "HashSet<u8>", "std::any::TypeId", "std::sync::Mutex<u8>", "std::convert::Infallible")
INTS = ("u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64")
HEAD = """use std::borrow::Cow; use std::cell::{Cell, OnceCell, RefCell}; use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque}; use std::fmt::Debug; use std::marker::PhantomData;
use std::mem::{ManuallyDrop, align_of, size_of}; use std::num::{NonZeroI64, NonZeroU8, NonZeroU32, NonZeroU128, Wrapping}; use std::rc::Rc; use std::sync::Arc;
#[derive(Clone, Copy)] pub struct Wrap<T>(pub T);
pub enum Either<L, R> { Left(L), Right(R) }
pub struct Pair<A, B> { pub a: A, pub b: B }
"""


class Types:
    """Declarations made so far, and types that use them."""

    def __init__(self, rng):
        self.rng, self.declarations, self.names = rng, [], []

    def ty(self, depth=0):
        """A type, at most four levels deep."""
        rng = self.rng
        roll = rng.randrange(100)
        if depth >= 3 or roll < 30:
            return rng.choice(SCALARS)
        if roll < 48:
            return rng.choice(NICHES)
        if roll < 62 and self.names:
            return rng.choice(self.names)
        if roll < 74:
            return f"Option<{self.ty(depth + 1)}>"
        if roll < 80:
            return f"({', '.join(self.ty(depth + 1) + ',' for _ in range(1))})" if rng.randrange(3) == 0 else "(" + ", ".join(self.ty(depth + 1) for _ in range(rng.randrange(2, 5))) + ")"
        if roll < 86:
            return f"[{self.ty(depth + 1)}; {rng.randrange(4)}]"
        if roll < 92:
            return f"{rng.choice(('Result', 'Either', 'Pair'))}<{self.ty(depth + 1)}, {self.ty(depth + 1)}>"
        return f"Wrap<{self.ty(depth + 1)}>"

    def declare(self, number):
        """A struct or an enum of its own."""
        rng = self.rng
        name = f"T{number}"
        self.declarations.append(self.enum(name) if rng.randrange(5) < 3 else self.struct(name))
        self.names.append(name)

    def fields(self, least=0):
        return [self.ty(1) for _ in range(rng_size(self.rng, least))]

    def struct(self, name):
        rng, fields = self.rng, self.fields()
        attribute = rng.choice(("", "", "", "", "#[repr(C)] ", "#[repr(C)] ", "#[repr(align(16))] ", "#[repr(C, align(8))] ", "#[repr(packed)] ", "#[repr(C, packed(2))] ", "#[repr(packed(4))] "))
        if len(fields) == 1 and rng.randrange(2):
            attribute = "#[repr(transparent)] "
        if "packed" in attribute:
            fields = [rng.choice(SCALARS) for _ in fields]
        return f"{attribute}pub struct {name}({', '.join(fields)});"

    def enum(self, name):
        rng = self.rng
        attribute = rng.choice(("", "", "", "", "", "#[repr(C)] ", f"#[repr({rng.choice(INTS)})] ", f"#[repr(C, {rng.choice(INTS)})] "))
        shape = rng.randrange(5)
        if shape == 0:
            return self.unit_enum(name, attribute.replace("C, ", ""))
        variants = []
        for index in range(rng.randrange(1, 6)):
            kind = rng.randrange(4)
            if kind == 0:
                variants.append(f"V{index}")
            elif kind == 1:
                variants.append(f"V{index} {{ " + ", ".join(f"f{at}: {ty}" for at, ty in enumerate(self.fields(1))) + " }")
            else:
                variants.append(f"V{index}(" + ", ".join(self.fields(1)[:1 if shape < 3 else None]) + ")")
        if not any("(" in variant or "{" in variant for variant in variants):
            attribute = attribute.replace("C, ", "")           # rustc wants fields for both
        return f"{attribute}pub enum {name} {{ {', '.join(variants)} }}"

    def unit_enum(self, name, attribute):
        rng = self.rng
        count = rng.choice((1, 2, 3, 5, 200, 257))
        if attribute and "8" in attribute:
            count = min(count, 100)
        start = rng.choice((None, None, 1, 7, 60, -3, 1000))
        if start is not None and attribute and (start < 0 and "u" in attribute or start > 100 and "8" in attribute):
            start = None
        values = [f"V{index}" for index in range(count)]
        if start is not None:
            values[0] += f" = {start}"
        return f"{attribute}pub enum {name} {{ {', '.join(values)} }}"


def rng_size(rng, least):
    return max(least, rng.choice((0, 1, 1, 2, 2, 3, 4, 5)))


def types(seed, declared, used):
    """(declarations, types): `declared` declared ones, and `used` more that are made of all."""
    made = Types(Random(seed))
    for number in range(declared):
        made.declare(number)
    return made.declarations, made.names + [made.ty() for _ in range(used)]


def program(seed, declared=400, used=600):
    """The program: a line `SIZE ALIGN` for each type."""
    declarations, names = types(seed, declared, used)
    calls = [f"p::<{name}>();" for name in names]
    parts = [f"fn part{index}() {{ {' '.join(calls[at:at + 50])} }}" for index, at in enumerate(range(0, len(calls), 50))]
    return "".join((HEAD, "fn p<T>() { println!(\"{} {} {}\", size_of::<T>(), align_of::<T>(), size_of::<Option<T>>()); }\n", "\n".join(declarations), "\n",
                    "\n".join(parts), "\nfn main() { ", " ".join(f"part{index}();" for index in range(len(parts))), " }\n"))
