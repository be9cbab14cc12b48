"""What stands in `#[allow(…)]`, `#[deny(…)]` and the like (E0452, E0710). Loaded where a program has one."""

from .attribute_arguments import Form, split
from .attributes import TOOLS

LINT_TOOLS = TOOLS | {"rustc", "rustdoc"}
MALFORMED = "malformed lint attribute input"


def check(attr, tokens, diags):
    """Report what of a lint attribute is neither the name of a lint nor, at its end, `reason = "…"`."""
    form = Form(tokens, attr)
    if form.kind != "list":
        if tokens.kind[attr.lo + 1] in ("[", "{"):
            diags.error("", "wrong meta list delimiters", attr.lo + 1, attr.hi)
        else:
            diags.error("", f"malformed `{attr.path}` attribute input", *form.span)
        return
    parts = split(tokens, attr.toks)
    for index, (part, comma) in enumerate(parts):
        problem = argument(tokens, part, index == len(parts) - 1) if part else ("", "expected identifier, found `,`", comma, comma, "expected identifier")
        if problem is not None:
            diags.error(*problem)
            if problem[0] == "":
                return


def argument(tokens, part, last):
    """(code, message, lo, hi, label) of what is wrong with one argument, or None."""
    kinds, words = [tokens.kind[token] for token in part], [tokens.text[token] for token in part]
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
