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
    out = []
    for place, token in enumerate(toks):
        text = tokens.text[token]
        if place and spaced(tokens, toks, place):
            out.append(" ")
        group = tokens.groups.get(token)
        out.append(stringify_expr(tokens, group) if group is not None else text)
    return "".join(out)


BINARY = frozenset("+ - * / % ^ & | && || << >> == != < > <= >= = += -= *= /= %= ^= &= |= <<= >>= => ->".split())
PREFIX_OPS = frozenset(("-", "*", "&", "!", "&&", "|", "||"))


def spaced(tokens, toks, place):
    """Whether rustc's printer puts a blank before the token at `place`."""
    left, right = toks[place - 1], toks[place]
    kind, before = tokens.kind[right], tokens.kind[left]
    gap = tokens.end[left] != tokens.start[right] or tokens.file[left] != tokens.file[right]
    if before in (",", ";"):
        return kind not in (")", "]")
    if kind in ("{", "}") or before in ("{", "}"):
        return gap
    if operand_end(tokens, toks, place - 1) and kind in BINARY and not generic_angle(kind, gap):
        return True
    if before in BINARY and place >= 2 and operand_end(tokens, toks, place - 2) and not generic_angle(before, gap):
        return True
    return gap and before.replace("_", "a").isalnum() and (kind.replace("_", "a").isalnum() or kind in PREFIX_OPS)


def generic_angle(kind, gap):
    return kind in ("<", ">", ">>") and not gap


def operand_end(tokens, toks, place):
    kind = tokens.kind[toks[place]]
    return kind in (")", "]", "}", "?", "self", "true", "false") or kind.isupper()
