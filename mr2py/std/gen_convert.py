"""Write conversions.mrs: the conversions between primitive types, lossless (`From`) and checked (`TryFrom`).

Run as a script; a test compares the file with what this writes.
"""

from pathlib import Path

BITS = {"8": 8, "16": 16, "32": 32, "64": 64, "128": 128}
INTS = [sign + bits for sign in "iu" for bits in BITS] + ["isize", "usize"]


def width(name):
    return 64 if name.endswith("size") else int(name[1:])


def limits(name):
    bits = width(name)
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if name[0] == "i" else (0, (1 << bits) - 1)


def lossless(source, target):
    """Whether `From<source> for target` exists (pointer-sized types convert only from what fits 16 bits)."""
    if source == target or source.endswith("size"):
        return False
    if target.endswith("size"):
        return source in ("u8", "u16") if target == "usize" else source in ("i8", "i16", "u8")
    low, high = limits(target)
    return low <= limits(source)[0] and limits(source)[1] <= high


def checked(source, target):
    """The body's condition that the value does not fit, in the source's type."""
    (low, high), (least, most) = limits(source), limits(target)
    tests = ([f"x < {least}"] if low < least else []) + ([f"x > {most}"] if high > most else [])
    return " || ".join(tests)


def lines():
    for source in INTS:
        for target in INTS:
            if lossless(source, target):
                yield f"impl From<{source}> for {target} {{ fn from(x: {source}) -> {target} {{ x as {target} }} }}"
            elif source != target:
                test = checked(source, target)
                body = f"if {test} {{ Err(TryFromIntError(())) }} else {{ Ok(x as {target}) }}" if test else f"Ok(x as {target})"
                yield (f"impl TryFrom<{source}> for {target} {{ type Error = TryFromIntError; "
                       f"fn try_from(x: {source}) -> Result<{target}, TryFromIntError> {{ {body} }} }}")
        yield (f"impl TryFrom<{source}> for bool {{ type Error = TryFromIntError; fn try_from(x: {source}) -> Result<bool, TryFromIntError> "
               "{ match x { 0 => Ok(false), 1 => Ok(true), _ => Err(TryFromIntError(())) } } }")
        yield f"impl From<bool> for {source} {{ fn from(x: bool) -> {source} {{ x as {source} }} }}"
        for target in ("f32", "f64"):
            if not source.endswith("size") and width(source) < (24 if target == "f32" else 53):
                yield f"impl From<{source}> for {target} {{ fn from(x: {source}) -> {target} {{ x as {target} }} }}"
    for target in ("f32", "f64"):
        yield f"impl From<bool> for {target} {{ fn from(x: bool) -> {target} {{ x as u8 as {target} }} }}"
    yield "impl From<f32> for f64 { fn from(x: f32) -> f64 { x as f64 } }"
    yield "impl From<u8> for char { fn from(x: u8) -> char { x as char } }"
    for target in ("u32", "u64", "u128"):
        yield f"impl From<char> for {target} {{ fn from(x: char) -> {target} {{ x as {target} }} }}"


HEAD = """//! Conversions between primitive types. Made by gen_convert.py.

pub mod num {
    #[derive(Debug, Copy, Clone, PartialEq, Eq)]
    pub struct TryFromIntError(());
    impl crate::fmt::Display for TryFromIntError {
        fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.pad("out of range integral type conversion attempted") }
    }
    impl crate::error::Error for TryFromIntError {}
    impl From<crate::convert::Infallible> for TryFromIntError { fn from(x: crate::convert::Infallible) -> TryFromIntError { match x {} } }
"""


def generate():
    return HEAD + "".join(f"    {line}\n" for line in lines()) + "}\n"


if __name__ == "__main__":
    (Path(__file__).parent / "conversions.mrs").write_text(generate())
