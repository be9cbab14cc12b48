"""Writes `slice_chunks.mrs`: the iterators over parts of a slice (`python -m mr2py.std.gen_chunks`).

Eight of them differ only in the end they begin at, in what they do with a last part that is too short, and in
whether they lend mutably.
"""

import os

HEAD = """//! Iterators over parts of slices. Made by gen_chunks.py.

pub mod slice {
"""
ITEM = '''    #[native = "$WORDS"]
    #[must_use = "iterators are lazy and do nothing unless consumed"]
    pub struct $NAME<'a, T> { slice: &'a $MUT[T], i: usize, end: usize, size: usize$REST }
$CLONE    impl<'a, T> Iterator for $NAME<'a, T> {
        type Item = &'a $MUT[T];
        fn next(&mut self) -> Option<&'a $MUT[T]> {
            if self.i == self.end { return None; }
            let n = self.$FRONT();
            $TAKE_NEXT
        }
        fn size_hint(&self) -> (usize, Option<usize>) { let n = (self.end - self.i + self.size - 1) / self.size; (n, Some(n)) }
        fn nth(&mut self, n: usize) -> Option<&'a $MUT[T]> {
            let mut left = n;
            while left > 0 && self.i < self.end { let k = self.$FRONT(); $SKIP_NEXT left -= 1; }
            self.next()
        }
    }
    impl<'a, T> DoubleEndedIterator for $NAME<'a, T> {
        fn next_back(&mut self) -> Option<&'a $MUT[T]> {
            if self.i == self.end { return None; }
            let n = self.$BACK();
            $TAKE_BACK
        }
    }
    impl<'a, T> $NAME<'a, T> {
        fn first_size(&self) -> usize { let left = self.end - self.i; if left < self.size { left } else { self.size } }
        fn last_size(&self) -> usize { let rest = (self.end - self.i) % self.size; if rest == 0 { self.size } else { rest } }
    }
    impl<'a, T> ExactSizeIterator for $NAME<'a, T> {}
    impl<'a, T> FusedIterator for $NAME<'a, T> {}
    impl<'a, T> TrustedRandomAccess for $NAME<'a, T> {}
    impl<'a, T> TrustedLen for $NAME<'a, T> {}
'''
CLONE = """    impl<T: crate::fmt::Debug> crate::fmt::Debug for $NAME<'_, T> {
        fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
            f.debug_struct("$NAME").field("v", &subslice(self.slice, self.i, self.end))$REM.field("chunk_size", &self.size).finish()
        }
    }
    impl<'a, T> Clone for $NAME<'a, T> { fn clone(&self) -> $NAME<'a, T> { $NAME { slice: self.slice, i: self.i, end: self.end, size: self.size$COPY } } }
"""
TAKE = {"front": "self.i += n; Some($PART(self.slice, self.i - n, self.i)$CLOSE)", "back": "self.end -= n; Some($PART(self.slice, self.end, self.end + n)$CLOSE)"}
METHOD = '''        #[track_caller]
        pub fn $METHOD(&$MUTself, chunk_size: usize) -> $NAME<'_, T> {
            assert!(chunk_size != 0, "chunk size must be non-zero");
            let len = self.len();
            $BUILD
        }
'''


def variants():
    """(type, method, from the right, exact, mutable)."""
    for right in (False, True):
        for exact in (False, True):
            for mutable in (False, True):
                name = ("R" if right else "") + "Chunks" + ("Exact" if exact else "") + ("Mut" if mutable else "")
                method = ("r" if right else "") + "chunks" + ("_exact" if exact else "") + ("_mut" if mutable else "")
                yield name, method, right, exact, mutable


def shared(exact):
    """The impls that only iterators with shared parts have."""
    rest = '.field("rem", &subslice(self.slice, self.rest.0, self.rest.1))'
    return CLONE.replace("$COPY", ", rest: self.rest" if exact else "").replace("$REM", rest if exact else "")


def item(name, right, exact, mutable):
    """A struct with its impls."""
    first, second = TAKE["back" if right else "front"], TAKE["front" if right else "back"]
    part, close = ("extend_mut(subslice_mut", ")") if mutable else ("subslice", "")
    text = ITEM.replace("$TAKE_NEXT", first).replace("$TAKE_BACK", second).replace("$PART", part).replace("$CLOSE", close)
    skip = "self.end -= k;" if right else "self.i += k;"
    rest = ", rest: (usize, usize)" if exact else ""
    for key, value in (("$SKIP_NEXT", skip), ("$FRONT", "first_size"), ("$BACK", "last_size"), ("$CLONE", "" if mutable else shared(exact)),
                       ("$WORDS", ("Q U " if mutable else "P U ") + ("P U U" if exact else "U")), ("$REST", rest), ("$NAME", name), ("$MUT", "mut " if mutable else "")):
        text = text.replace(key, value)
    if exact:
        result, method = ("&'a mut [T]", "into_remainder(self)") if mutable else ("&'a [T]", "remainder(&self)")
        text += f"    impl<'a, T> {name}<'a, T> {{\n        pub fn {method} -> {result} {{ {part}(self.slice, self.rest.0, self.rest.1){close} }}\n    }}\n"
    return text


def method(name, word, right, exact, mutable):
    """The method of slices that makes the iterator."""
    if not exact:
        build = f"{name} {{ slice: self, i: 0, end: len, size: chunk_size }}"
    elif right:
        build = f"let rest = len % chunk_size;\n            {name} {{ slice: self, i: rest, end: len, size: chunk_size, rest: (0, rest) }}"
    else:
        build = f"let whole = len - len % chunk_size;\n            {name} {{ slice: self, i: 0, end: whole, size: chunk_size, rest: (whole, len) }}"
    return METHOD.replace("$METHOD", word).replace("$NAME", name).replace("$BUILD", build).replace("$MUT", "mut " if mutable else "")


def generate():
    """The whole file."""
    found = list(variants())
    methods = "    impl<T> [T] {\n" + "".join(method(*each) for each in found) + "    }\n"
    return HEAD + methods + "".join(item(name, *rest) for name, _, *rest in found) + "}\n"


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), "slice_chunks.mrs"), "w", encoding="utf-8") as out:
        out.write(generate())
