"""Make a program smaller as long as it shows a difference: drop lines, and blocks from brace to brace."""

from mr2py.driver import Session, run_phases
from mr2py.source import Source

from .oracle import ask_mr2py, ask_rustc


def reduce(text, theirs, ours, rounds=8):
    """The smallest text found whose difference is of the same codes as that of these verdicts."""
    wanted = kind(theirs, ours)

    def judge(texts):
        return [kind(*both) == wanted for both in zip(ask_rustc(texts), ask_mr2py(texts))]

    lines = text.split("\n")
    for _ in range(rounds):
        smaller = step(lines, judge)
        if smaller is None:
            break
        lines = smaller
    return "\n".join(lines)


def kind(theirs, ours):
    """The codes that only one side has, and which."""
    only_theirs = {code for line, code in theirs if [line, code] not in ours}
    only_ours = {code for line, code in ours if [line, code] not in theirs}
    return (sorted(only_theirs), sorted(only_ours)) if only_theirs or only_ours else None


def step(lines, judge):
    """A shorter list of lines that still differs, or None. All candidates are judged in one crate."""
    pieces = [piece for piece in candidates(lines) if well_formed(without(lines, piece))]
    keeps = judge(["\n".join(without(lines, piece)) for piece in pieces]) if pieces else ()
    good = [piece for piece, keep in zip(pieces, keeps) if keep]
    return together(lines, sorted(good, key=len, reverse=True), judge) if good else None


def together(lines, good, judge):
    """Drop as many of the pieces that can go alone as can go together (halving where they cannot)."""
    while len(good) > 1:
        rest = without(lines, set().union(*good))
        if well_formed(rest) and judge(["\n".join(rest)])[0]:
            return rest
        good = good[:len(good) // 2]
    return without(lines, good[0])


def well_formed(lines):
    """Whether the lines are syntactically right."""
    session = Session(Source("piece.mrs", "\n".join(lines)))
    run_phases(session, "parse")
    return not session.diags.has_errors


def without(lines, piece):
    return [line for index, line in enumerate(lines) if index not in piece]


def candidates(lines):
    """Sets of line numbers to drop: each line without braces, each block with its head, each block's braces alone."""
    out, opened = [], []
    for index, line in enumerate(lines):
        change = line.count("{") - line.count("}")
        if change == 0 and not line.strip().startswith("}"):
            out.append({index})
        elif line.strip().startswith("}") and change == 0 and opened:            # `} else {`
            opened.append((opened.pop()[0], index))
        elif change > 0:
            opened += [(index, index)] * change
        elif change < 0 and len(opened) >= -change:
            for _ in range(-change):
                start, _ = opened.pop()
            out.append(set(range(start, index + 1)))
            out.append({start, index})
    return out
