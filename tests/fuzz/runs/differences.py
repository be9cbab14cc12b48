"""What differs, and the smallest program that still does."""

from ..reduce import candidates, well_formed, without
from .crate import PRELUDE
from .statements import program


class Tally:
    """What was compared so far."""

    def __init__(self):
        self.programs = self.rejected = self.panics = self.events = 0
        self.found = []                  # (number, its Builder, text, kind)


def batch(builder, seed, first, count, tally):
    """Compare the programs `first` to `first + count - 1`."""
    texts = [program(seed, number) for number in range(first, first + count)]
    for number, (text, result) in enumerate(zip(texts, builder.judge(texts)), first):
        tally.programs += 1
        if "rejected" in result:
            tally.rejected += 1
            continue
        if result["native"] is not None:
            tally.panics += "panics true" in result["native"][0]
            tally.events += len(result["native"][1])
        kind = kind_of(result)
        if kind is not None:
            tally.found.append((number, builder, text, kind))


def kind_of(result):
    """In what a result differs, or None."""
    if "rejected" in result:
        return None
    if "refused" in result:
        return "refused: " + result["refused"][0].split(" in line")[0]
    if result["native"] is None:
        return "no native end"
    for level in [level for level in result if level != "native"]:
        here = result[level]
        if here is None:
            return f"no end at level {level}"
        if here[0] != result["native"][0]:
            return f"stdout at level {level}"
        if level != "off" and here[1] != result["native"][1]:
            return f"heap log at level {level}"
    return None


def reduce(builder, text, kind, rounds=12):
    """The smallest text found that differs in the same way."""
    lines = text.split("\n")
    for _ in range(rounds):
        pieces = [piece for piece in candidates(lines) if well_formed(without(lines, piece))]
        keeps = [kind_of(result) == kind for result in builder.judge(["\n".join(without(lines, piece)) for piece in pieces])] if pieces else ()
        good = sorted([piece for piece, keep in zip(pieces, keeps) if keep], key=len, reverse=True)
        if not good:
            break
        lines = together(builder, lines, good, kind)
    return "\n".join(lines)


def together(builder, lines, good, kind):
    """Drop as many of the pieces that can go alone as can go together (halving where they cannot)."""
    while len(good) > 1:
        rest = without(lines, set().union(*good))
        if well_formed(rest) and kind_of(builder.judge(["\n".join(rest)])[0]) == kind:
            return rest
        good = good[:len(good) // 2]
    return without(lines, good[0])


def report(options, tally):
    """Print what was found; the exit code."""
    print(f"{tally.programs} running programs of seed {options.seed}, {tally.panics} panic, {tally.events} heap events; {tally.rejected} rejected by rustc; {len(tally.found)} differ")
    for place, (number, builder, text, kind) in enumerate(tally.found):
        print(f"--- program {number}, edition {builder.edition}: {kind}" + (", smaller" if place < options.reduce else ""), flush=True)
        if place < options.reduce:
            text = reduce(builder, text, kind)
            print(text)
            print(shown(builder.judge([text])[0]), flush=True)
    return 1 if tally.found else 0


def shown(result):
    """Both sides of a result, where they differ."""
    import difflib
    if "refused" in result:
        return "\n".join(result["refused"])
    lines = []
    for level in [level for level in result if level != "native"]:
        for part in (0, 1):
            if result["native"] and result[level] and (part == 0 or level != "off"):
                lines += difflib.unified_diff(result["native"][part], result[level][part], "native", f"here, level {level}", lineterm="")
    return "\n".join(lines)


def whole(text):
    """A program of its own."""
    return f"{PRELUDE}{text}\nfn main() {{\n    println!(\"panics {{}}\", catch_unwind(run).is_err());\n}}\n"
