"""What a macro in the place of an expression became, where it is more than one: `$e;` and statements. Loaded where a `;` is in it."""

from .lexer import OPEN

LINT = "semicolon_in_expressions_from_macros"
PHASED_OUT = "this was previously accepted by the compiler but is being phased out; it will become a hard error in a future release!"


def first_expression(expander, toks):
    """The tokens of the first expression of `toks`; what comes behind it is told, and left out. None where there is none."""
    tokens, diags = expander.tokens, expander.diags
    kinds = tokens.kind
    end, depth = 0, 0
    while end < len(toks) and (depth or kinds[toks[end]] != ";"):
        depth += (kinds[toks[end]] in OPEN) - (kinds[toks[end]] in (")", "]", "}"))
        end += 1
    if end == len(toks):
        return toks
    is_let = kinds[toks[0]] == "let"
    if is_let:
        diags.error("", "expected expression, found `let` statement", toks[0], toks[0])
    if not allowed(tokens):
        told = diags.error(LINT, "trailing semicolon in macro used in expression position", toks[end], toks[end])
        told.children += [("warning", PHASED_OUT, []), ("note", "for more information, see issue #79813 <https://github.com/rust-lang/rust/issues/79813>", [])]
        if not expander.told_semicolon:
            told.note("`#[deny(semicolon_in_expressions_from_macros)]` (part of `#[deny(future_incompatible)]`) on by default")
        expander.told_semicolon = True
    if end + 1 < len(toks):
        word = tokens.text[toks[end + 1]]
        diags.error("", f"macro expansion ignores `{word}` and any tokens following", toks[end + 1], toks[end + 1])
    return None if is_let or end == 0 else toks[:end]


def allowed(tokens):
    """Whether an attribute of the program speaks of the lint: then it is taken for one that allows it."""
    return LINT in tokens.text
