"""The diagnostics of lexing and parsing, one constructor each. rustc gives them no code unless said."""

from ..diagnostics import Diagnostic, Label

NAMES = {"IDENT": "identifier", "LIFETIME": "lifetime", "STR": "literal", "INT": "literal", "$END": "<eof>"}


def shown(tokens, token):
    kind = tokens.kind[token]
    if kind == "$END":
        return "<eof>"
    text = tokens.text[token]
    if kind == "IDENT":
        return f"`{text}`"
    if kind == "RESERVED":
        return f"reserved keyword `{text}`"
    if kind.isalpha() and kind.islower():
        return f"keyword `{text}`" if kind not in ("union", "auto", "raw", "safe") else f"`{text}`"
    return f"`{text}`"


def quoted(kinds):
    words = [f"`{kind}`" for kind in kinds]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f", or {words[-1]}" if len(words) > 2 else f"{words[0]} or {words[1]}"


def expected_words(row):
    """What may stand here, as rustc names it: an expression, a type … or the few tokens."""
    terminals = [kind for kind, action in row.items() if kind.isupper() or not kind[:1].isalpha() or kind in KEYWORD_KINDS]
    if "loop" in row and "if" in row and "INT" in row:
        return "expression" if "let" not in row or "fn" not in row else "statement"
    if "fn" in row and "struct" in row:
        return "item"
    if "dyn" in row and "impl" in row:
        return "type"
    if "ref" in row and "INT" in row:
        return "pattern"
    if "IDENT" in row:
        return "identifier"
    plain = sorted(kind for kind in terminals if not kind.isupper() and len(kind) <= 2 or kind in KEYWORD_KINDS)
    return "one of " + quoted(plain[:12]) if len(plain) > 1 else quoted(plain) if plain else "something else"


KEYWORD_KINDS = frozenset(("as", "else", "for", "in", "fn", "where"))


def add(diags, message, lo, hi, label="", code="", also=()):
    spans = [Label(lo, hi, label, True)]
    spans.extend(Label(a, z, text, False) for a, z, text in also)
    diags.add(Diagnostic("error", code, message, spans))


def unexpected(parser, row, folded, at):
    """A token that fits no rule: "expected …, found …"."""
    tokens = parser.tokens
    kinds, _, los, his = folded
    token = los[at]
    found = shown(tokens, token) if kinds[at] != "$END" else "<eof>"
    previous = his[at - 1] if at else token
    if at and kinds[at] not in CLOSING and new_line(tokens, previous, token):
        if ";" in row:
            behind(parser.diags, tokens, previous, token, f"expected `;`, found {found}", "help: add `;` here")
            return
        if "," in row and arm_follows(kinds, at):
            behind(parser.diags, tokens, previous, token, "expected `,` following `match` arm",
                   "help: missing a comma here to end this `match` arm", False)
            return
    expected = expected_words(row)
    add(parser.diags, f"expected {expected}, found {found}", token, token, f"expected {expected}")


CLOSING = frozenset((")", "]", "}", "$END"))


def new_line(tokens, previous, token):
    """Whether a line ends between two tokens of one file."""
    file, _, end = tokens.span(previous, previous)
    other, start, _ = tokens.span(token, token)
    return file == other and "\n" in tokens.sources[file].text[end:start]


def arm_follows(kinds, at):
    """Whether a pattern and `=>` seem to come (rustc tries to parse them)."""
    for kind in kinds[at:at + 20]:
        if kind == "=>":
            return True
        if kind in (",", ";", "{", "}"):
            break
    return False


def behind(diags, tokens, previous, token, message, label, unexpected=True):
    """An error about what is missing at the end of the line before."""
    file, _, end = tokens.span(previous, previous)
    place = tokens.add("ERROR", "", file, end, end)
    add(diags, message, place, place, label, also=[(token, token, "unexpected token")] if unexpected else [])


def unexpected_closing(diags, kind, token):
    add(diags, f"unexpected closing delimiter: `{kind}`", token, token, "unexpected closing delimiter")


def mismatched(diags, tokens, opening, closing):
    add(diags, f"mismatched closing delimiter: `{tokens.text[closing]}`", closing, closing, "mismatched closing delimiter",
        also=[(opening, opening, "unclosed delimiter")])


def unclosed(diags, tokens, stack, end):
    end = stack[-1] if end is None else end
    also = [(token, token, "unclosed delimiter") for token in stack[:1]]
    if len(stack) > 1:
        also = [(token, token, "unclosed delimiter") for token in stack]
    add(diags, "this file contains an unclosed delimiter", end, end, "", also=also)


def let_not_allowed(diags, node):
    add(diags, "expected expression, found `let` statement", node.lo, node.hi)


def let_chain(diags, node):
    add(diags, "let chains are only allowed in Rust 2024 or later", node.lo, node.hi)


def misplaced_self(diags, node):
    add(diags, "unexpected `self` parameter in function", node.lo, node.hi,
        "must be the first parameter of an associated function")


def param_without_type(diags, pat):
    add(diags, "expected one of `:`, `@`, or `|`, found `,`", pat.hi, pat.hi, "expected one of `:`, `@`, or `|`")


def expected_trait(diags, node):
    add(diags, "expected a trait, found type", node.lo, node.hi)


def second_generic_args(diags, lo, hi):
    add(diags, "expected identifier, found `<`", lo, hi, "expected identifier")


def expected_assoc_name(diags, node):
    add(diags, "expected one of `,`, or `>`, found `=`", node.lo, node.hi)


def arbitrary_expression(diags, node):
    add(diags, "arbitrary expressions aren't allowed in patterns", node.lo, node.hi)


def unsupported(diags, code, where):
    from ..diagnostics.unsupported import FEATURES
    add(diags, f"{FEATURES[code]} is not supported by mini-Rust", where[0], where[1], "not supported yet", code)


def chained_comparison(diags, left, token):
    also = [(left.op_tok, left.op_tok, "")]
    add(diags, "comparison operators cannot be chained", left.op_tok, left.op_tok, also=also[:0] + [(token, token, "")])


def chained_range(diags, op, token):
    add(diags, f"expected one of `,`, `;`, or an operator, found `{op}`", token, token, "expected one of 8 possible tokens")


def inclusive_without_end(diags, token):
    add(diags, "inclusive range with no end", token, token, code="E0586")


def literal(diags, token, message, label, code=""):
    add(diags, message, token, token, label, code)


def unknown_escape(diags, token, char, is_bytes):
    kind = "byte" if is_bytes else "character"
    add(diags, f"unknown {kind} escape: `{char}`", token, token, f"unknown {kind} escape")


def number_suffix(diags, token, suffix, base):
    if suffix in ("f32", "f64"):
        names = {16: "hexadecimal", 8: "octal", 2: "binary"}
        add(diags, f"{names.get(base, 'decimal')} float literal is not supported", token, token, "not supported")
        return
    if suffix[:1] in "iu" and suffix[1:].isdigit():
        add(diags, f"invalid width `{suffix[1:]}` for integer literal", token, token)
        return
    add(diags, f"invalid suffix `{suffix}` for number literal", token, token, f"invalid suffix `{suffix}`")


def float_suffix(diags, token, suffix):
    if suffix[:1] == "f" and suffix[1:].isdigit():
        add(diags, f"invalid width `{suffix[1:]}` for float literal", token, token)
        return
    add(diags, f"invalid suffix `{suffix}` for float literal", token, token, f"invalid suffix `{suffix}`")
