"""Batches of programs, judged by both; what differs, and how often each code came."""

from .oracle import ask_mr2py, ask_rustc
from .programs import program


class Tally:
    """What was compared so far."""

    def __init__(self):
        self.programs = self.rejected = self.unsupported = 0
        self.codes = {}             # code → number of programs
        self.differences = []       # (number, text, rustc's verdict, ours)

    def add(self, number, text, theirs, ours):
        self.programs += 1
        self.rejected += bool(theirs)
        for code in {code for _, code in theirs}:
            self.codes[code] = self.codes.get(code, 0) + 1
        if any(code.startswith("MR") and code != "MR999" for _, code in ours):
            self.unsupported += 1
        elif theirs != ours:
            self.differences.append((number, text, theirs, ours))

    def verdicts(self):
        """The differences of which one side accepts the program."""
        return [found for found in self.differences if bool(found[2]) != bool(found[3])]


def batch(seed, first, count, kind, tally):
    """Judge the programs `first` to `first + count - 1`."""
    texts = [program(seed, number, kind) for number in range(first, first + count)]
    for number, (text, theirs, ours) in enumerate(zip(texts, ask_rustc(texts), ask_mr2py(texts)), first):
        tally.add(number, text, theirs, ours)


def show(text, theirs, ours):
    """The program with what each side says of a line: `=` both, `-` rustc only, `+` mr2py only."""
    want, got = {tuple(pair) for pair in theirs}, {tuple(pair) for pair in ours}
    out = []
    for number, line in enumerate(text.split("\n"), 1):
        notes = [sign + (code or "error") for sign, pairs in (("=", want & got), ("-", want - got), ("+", got - want)) for at, code in sorted(pairs) if at == number]
        out.append(f"{line}    //  {' '.join(notes)}" if notes else line)
    return "\n".join(out)
