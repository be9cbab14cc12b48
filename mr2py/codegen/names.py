"""Python names for Rust's: readable, stable, never one that Python or the runtime owns.

Two names that Python would take for one (NFKC) are kept apart.
"""

import builtins
import keyword
import unicodedata

RESERVED = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | frozenset(dir(builtins)) | {"self", "rt"}


def clean(text):
    """`text` made a Python identifier."""
    text = unicodedata.normalize("NFKC", text.removeprefix("r#"))
    text = "".join([c if c == "_" or c.isalnum() and ("_" + c).isidentifier() else "_" for c in text])
    if not text or text[0].isdigit():
        text = "_" + text
    if text.startswith(("__", "rt_")):
        text = "u" + text           # no dunder, no name mangling, no name of the runtime
    return text


class Scope:
    """Names taken in one scope; `outer` is consulted too, and a name taken inside is not given outside later."""

    def __init__(self, outer=None, reserved=RESERVED):
        self.outer, self.reserved, self.taken, self.next = outer, reserved, set(), {}
        self.inner = set()

    def has(self, text):
        return text in self.taken or text in self.inner or text in self.reserved or self.outer is not None and (text in self.outer.taken or text in self.outer.reserved)

    def new(self, text):
        """A name like `text` that nobody has; it is taken from now on."""
        base = text = clean(text)
        if text in self.reserved:
            base = text = clean(text + "_")
        number = self.next.get(base, 1)
        while self.has(text):
            number += 1
            text = f"{base}_{number}"
        self.next[base] = number
        self.taken.add(text)
        if self.outer is not None:
            self.outer.inner.add(text)
        return text


def type_suffix(ty):
    """A short readable piece of a name for a type argument."""
    kind = ty.kind if hasattr(ty, "kind") else ""
    if kind in ("int", "float", "param"):
        return ty.a if kind != "param" else ty.b
    if kind in ("adt", "fndef", "closure"):
        inner = "_".join([type_suffix(part) for part in ty.b if hasattr(part, "c")])
        return ty.a.name + ("_" + inner if inner else "")
    if kind == "ref":
        return "ref_" + type_suffix(ty.a)
    if kind in ("slice", "array"):
        return kind + "_" + type_suffix(ty.a)
    if kind == "tuple":
        return "_".join(["tuple", *map(type_suffix, ty.b)]) if ty.b else "unit"
    if kind == "value":
        return str(ty.a)
    return kind or "x"
