"""Make a program smaller as long as it shows a difference: drop lines, and blocks from brace to brace."""

from .oracle import ask_mr2py, ask_rustc


def reduce(text, same=None, rounds=6):
    """The smallest text found for which `same(verdict of rustc, verdict of mr2py)` holds of it (default: they differ)."""
    same = same or (lambda theirs, ours: theirs != ours)
    lines = text.split("\n")
    for _ in range(rounds):
        smaller = step(lines, same)
        if smaller is None:
            break
        lines = smaller
    return "\n".join(lines)


def step(lines, same):
    """A shorter list of lines that still differs, or None. All candidates are judged in one crate."""
    pieces = candidates(lines)
    if not pieces:
        return None
    tried = [without(lines, piece) for piece in pieces]
    texts = ["\n".join(one) for one in tried]
    keeps = [same(theirs, ours) for theirs, ours in zip(ask_rustc(texts), ask_mr2py(texts))]
    good = [piece for piece, keep in zip(pieces, keeps) if keep]
    if not good:
        return None
    return together(lines, sorted(good, key=len, reverse=True), same)


def together(lines, good, same):
    """Drop as many of the pieces that can go alone as can go together (halving where they cannot)."""
    while len(good) > 1:
        piece = set().union(*good)
        text = "\n".join(without(lines, piece))
        if same(ask_rustc([text])[0], ask_mr2py([text])[0]):
            return without(lines, piece)
        good = good[:len(good) // 2]
    return without(lines, good[0])


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
