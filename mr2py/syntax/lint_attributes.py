"""What stands in `#[allow(…)]`, `#[deny(…)]` and the like (E0452, E0710). Loaded where a program has one."""

from .attributes import TOOLS
from .lexer import OPEN

LINT_TOOLS = TOOLS | {"rustc", "rustdoc"}
MALFORMED = "malformed lint attribute input"


def check(attr, tokens, diags):
    """Report what of a lint attribute is neither the name of a lint nor, at its end, `reason = "…"`."""
    after = attr.lo + 1
    if tokens.kind[after] != "(":
        first = attr.lo - (3 if tokens.kind[attr.lo - 2] == "!" else 2)
        if tokens.kind[after] in ("[", "{"):
            diags.error("", "wrong meta list delimiters", after, attr.hi)
        else:
            diags.error("", f"malformed `{attr.path}` attribute input", first, attr.hi + 1)
        return
    parts = split(tokens, attr.toks)
    for index, part in enumerate(parts):
        problem = argument(tokens, part, index == len(parts) - 1)
        if problem is not None:
            diags.error(*problem)
            if problem[0] == "":
                return


def split(tokens, toks):
    """The token lists between the commas outside of delimiters; the empty one behind a last comma is left out."""
    parts, depth = [[]], 0
    for token in toks:
        kind = tokens.kind[token]
        depth += (kind in OPEN) - (kind in (")", "]", "}"))
        if kind == "," and not depth:
            parts.append([token])
        else:
            parts[-1].append(token)
    parts = [part if index == 0 else part[1:] or part for index, part in enumerate(parts)]
    return parts[:-1] if parts[-1] == [] or tokens.kind[parts[-1][0]] == "," else parts


def argument(tokens, part, last):
    """(code, message, lo, hi, label) of what is wrong with one argument, or None."""
    kinds, words = [tokens.kind[token] for token in part], [tokens.text[token] for token in part]
    if kinds[0] == ",":
        return "", "expected identifier, found `,`", part[0], part[0], "expected identifier"
    name = 1
    while kinds[name:name + 1] == ["::"]:
        name += 2
    if words[:2] == ["reason", "="]:
        if kinds[2:] != ["STR"]:
            return "E0452", MALFORMED, part[2], part[-1], "reason must be a string literal"
        return None if last else ("E0452", MALFORMED, part[0], part[-1], "reason in lint attribute must come last")
    if name != len(part) or any(kind != "IDENT" for kind in kinds[::2]):
        return "E0452", MALFORMED, part[0], part[-1], "bad attribute argument"
    if name > 1 and words[0] not in LINT_TOOLS:
        return "E0710", f"unknown tool name `{words[0]}` found in scoped lint: `{''.join(words)}`", part[0], part[0], ""
    return None
