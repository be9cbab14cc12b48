"""Write tuple.mrs: the traits that std states for tuples of up to twelve elements.

Run as a script; a test compares the file with what this writes.
"""

from pathlib import Path

NAMES = "ABCDEFGHIJKL"


def impls(count):
    """The impls for tuples of `count` elements, one line each."""
    names = NAMES[:count]
    ty = f"({''.join(name + ', ' for name in names).strip()})"
    every = range(count)

    def bound(trait):
        return ", ".join(f"{name}: {trait}" for name in names)
    fields = "".join(f".field(&self.{i})" for i in every)
    eq = " && ".join(f"self.{i} == other.{i}" for i in every)
    ne = " || ".join(f"self.{i} != other.{i}" for i in every)
    partial = "".join(f"match self.{i}.partial_cmp(&other.{i}) {{ Some(Ordering::Equal) => {{}} found => return found }} " for i in every)
    total = "".join(f"match self.{i}.cmp(&other.{i}) {{ Ordering::Equal => {{}} found => return found }} " for i in every)
    default = "".join(f"{name}::default(), " for name in names)
    hashes = "".join(f"self.{i}.hash(state); " for i in every)
    return [
        f"impl<{bound('Debug')}> Debug for {ty} {{ fn fmt(&self, f: &mut Formatter<'_>) -> Result {{ f.debug_tuple(\"\"){fields}.finish() }} }}",
        f"impl<{bound('PartialEq')}> PartialEq for {ty} {{ fn eq(&self, other: &{ty}) -> bool {{ {eq} }} fn ne(&self, other: &{ty}) -> bool {{ {ne} }} }}",
        f"impl<{bound('Eq')}> Eq for {ty} {{}}",
        f"impl<{bound('PartialOrd')}> PartialOrd for {ty} {{ fn partial_cmp(&self, other: &{ty}) -> Option<Ordering> {{ {partial}Some(Ordering::Equal) }} {comparisons(ty, count - 1)}}}",
        f"impl<{bound('Ord')}> Ord for {ty} {{ fn cmp(&self, other: &{ty}) -> Ordering {{ {total}Ordering::Equal }} }}",
        f"impl<{bound('Default')}> Default for {ty} {{ fn default() -> {ty} {{ ({default.strip()}) }} }}",
        f"impl<{bound('Hash')}> Hash for {ty} {{ fn hash<S: Hasher>(&self, state: &mut S) {{ {hashes}}} }}",
    ]


def comparisons(ty, last):
    """`lt` and the others: the elements before the last are compared, the last is asked the same question."""
    out = ""
    for name, op, holds in (("lt", "<", "is_lt"), ("le", "<=", "is_le"), ("gt", ">", "is_gt"), ("ge", ">=", "is_ge")):
        before = "".join(f"match self.{i}.partial_cmp(&other.{i}) {{ Some(Ordering::Equal) => {{}} found => return found.is_some_and(Ordering::{holds}) }} " for i in range(last))
        out += f"fn {name}(&self, other: &{ty}) -> bool {{ {before}self.{last} {op} other.{last} }} "
    return out


def generate():
    lines = ["//! Traits of tuples. Made by gen_tuple.py.", "", "pub mod tuple {",
             "    use crate::cmp::Ordering;", "    use crate::fmt::{Debug, Formatter, Result};", "    use crate::hash::{Hash, Hasher};"]
    for count in range(1, len(NAMES) + 1):
        lines += ["    " + line for line in impls(count)]
    lines += ["    impl PartialEq for () { fn eq(&self, _other: &()) -> bool { true } }", "    impl Eq for () {}",
              "    impl PartialOrd for () { fn partial_cmp(&self, _other: &()) -> Option<Ordering> { Some(Ordering::Equal) } }",
              "    impl Ord for () { fn cmp(&self, _other: &()) -> Ordering { Ordering::Equal } }",
              "    impl Default for () { fn default() {} }", "    impl Hash for () { fn hash<S: Hasher>(&self, _state: &mut S) {} }", "}", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    (Path(__file__).parent / "tuple.mrs").write_text(generate())
