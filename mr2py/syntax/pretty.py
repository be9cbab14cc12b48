"""Token lists as text, spaced as rustc's `stringify!` does for what the user wrote."""

TIGHT_BEFORE = frozenset((",", ";", ".", "?", ")", "]", ":"))


def stringify_tokens(tokens, toks):
    """The text of tokens: one blank where the source has any space, else none."""
    out = []
    for place, token in enumerate(toks):
        if place and not joined(tokens, toks[place - 1], token):
            out.append(" ")
        group = tokens.groups.get(token)
        out.append(stringify_tokens(tokens, group) if group is not None else tokens.text[token])
    return "".join(out)


def joined(tokens, left, right):
    """Whether two tokens stand together in the source."""
    if tokens.file[left] == tokens.file[right] and tokens.exp[left] == tokens.exp[right]:
        return tokens.end[left] == tokens.start[right]
    return tokens.text[right] in TIGHT_BEFORE or tokens.text[left] in ("(", "[", ".", "!", "&")


def stringify_expr(tokens, toks):
    """The text of an expression as std's `assert!` shows it (rustc prints the syntax tree)."""
    out, angles, verbatim = [], generic_angles(tokens, toks) | closure_bars(tokens, toks), macro_arguments(tokens, toks)
    for place, token in enumerate(toks):
        if place and (not joined(tokens, toks[place - 1], token) if place in verbatim else spaced(tokens, toks, place, angles)):
            out.append(" ")
        group = tokens.groups.get(token)
        out.append(stringify_expr(tokens, group) if group is not None else tokens.text[token])
    return "".join(out)


BINARY = frozenset("+ - * / % ^ & | && || << >> == != < > <= >= = += -= *= /= %= ^= &= |= <<= >>= => ->".split())
PREFIX_OPS = frozenset(("-", "*", "&", "!", "&&", "|", "||"))


def generic_angles(tokens, toks):
    """The positions of the `<`, `>` and `>>` that enclose generic arguments.

    In an expression these begin behind `::`, where an operand is due (`<T as A>::f`), or in a cast's type.
    """
    found, depth, cast = set(), 0, False
    for place, token in enumerate(toks):
        kind = tokens.kind[token]
        if kind == "as":
            cast = True
        elif kind == "<" and (depth or cast or place == 0 or tokens.kind[toks[place - 1]] == "::" or not operand_end(tokens, toks, place - 1)):
            found.add(place)
            depth += 1
        elif kind in (">", ">>") and depth:
            found.add(place)
            depth -= len(kind)
        elif not depth and kind not in ("IDENT", "::"):
            cast = False
    return found


def closure_bars(tokens, toks):
    """The positions of the `|` around closure parameters: one where an operand is due, and the next."""
    found, opened = set(), False
    for place, token in enumerate(toks):
        if tokens.kind[token] == "|" and (opened or place == 0 or not operand_end(tokens, toks, place - 1)):
            found.add(place)
            opened = not opened
            if not opened and place + 1 < len(toks):
                found.add(-place)       # its right side is spaced as after a binary operator
    return found


def macro_arguments(tokens, toks):
    """The positions inside macro calls, whose tokens rustc prints spaced as the user wrote them."""
    found, at = set(), 0
    while at < len(toks):
        if tokens.kind[toks[at]] == "!" and at and tokens.kind[toks[at - 1]] == "IDENT" and at + 1 < len(toks) \
                and tokens.kind[toks[at + 1]] in ("(", "[", "{"):
            depth, place = 0, at + 1
            while place < len(toks):
                depth += (tokens.kind[toks[place]] in ("(", "[", "{")) - (tokens.kind[toks[place]] in (")", "]", "}"))
                found.add(place)
                place += 1
                if depth == 0:
                    break
            at = place
        at += 1
    return found


def spaced(tokens, toks, place, angles):
    """Whether rustc's printer puts a blank before the token at `place`."""
    left, right = toks[place - 1], toks[place]
    kind, before = tokens.kind[right], tokens.kind[left]
    gap = tokens.end[left] != tokens.start[right] or tokens.file[left] != tokens.file[right]
    if before in (",", ";"):
        return kind not in (")", "]")
    if (before, kind) == ("{", "}"):
        return False
    if kind in ("{", "}") or before == "{":
        return True
    if before == "}":
        return kind not in (")", "]", ".", "?", ",", ";")
    if -(place - 1) in angles and place > 1:
        return True
    if place not in angles and operand_end(tokens, toks, place - 1) and kind in BINARY:
        return True
    if place - 1 not in angles and before in BINARY and place >= 2 and operand_end(tokens, toks, place - 2):
        return True
    if place - 1 in angles and before != "<" and kind in BINARY:
        return True
    return gap and before.replace("_", "a").isalnum() and (kind.replace("_", "a").isalnum() or kind in PREFIX_OPS)


def operand_end(tokens, toks, place):
    kind = tokens.kind[toks[place]]
    return kind in (")", "]", "}", "?", "self", "true", "false") or kind.isupper()
