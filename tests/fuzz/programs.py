"""A program of a seed and a number: some functions, filled from templates or written by the typed generator."""

from .functions import FunctionWriter
from .rng import Rng
from .templates import BODY, ITEM, Filler, load
from .type_mistakes import spoil

TEMPLATES = load()
MEMORY, TYPES = "memory", "types"


def program(seed, number, kind=MEMORY):
    """The text of a program of some functions; kind "types" has a mistake of types beside those of memory."""
    rng = Rng(seed, number)
    parts = [part(rng, index) for index in range(rng.pick((1, 1, 2)))]
    text = indented("\n".join(parts))
    return spoil(rng, text) if kind == TYPES else text


def part(rng, index):
    """The text of one function, with what belongs to it."""
    share = rng.random()
    if share < 0.5:
        return FunctionWriter(rng, index).write()
    filler = Filler(rng, " todo!()" if share < 0.7 else "")
    filler.count = index * 100
    if share < 0.7:
        return filler.fill(rng.pick(TEMPLATES[ITEM]))
    return with_statements(rng, index, filler)


def with_statements(rng, index, filler):
    """A function whose body is one or two templates of statements."""
    pieces = [filler.fill(rng.pick(TEMPLATES[BODY])) for _ in range(rng.pick((1, 1, 2)))]
    if len(pieces) == 2 and rng.chance(0.3):
        pieces[1] = filler.rng.pick(("if c() {\n§\n}", "{\n§\n}", "while c() {\n§\n}")).replace("§", pieces[1])
    return f"fn body{index}() {{\n" + "\n".join(pieces) + "\n}"


def indented(text):
    """The lines of a text by the depth of their braces."""
    out, depth = [], 1
    for line in text.split("\n"):
        line = line.strip()
        closing = line.startswith("}")
        out.append("    " * max(depth - closing, 1) + line)
        depth += line.count("{") - line.count("}")
    return "\n".join(out)
