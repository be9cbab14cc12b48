"""The diagnostics of lexing and parsing, one constructor each. rustc gives them no code unless said."""

from ..diagnostics import MACHINE_APPLICABLE, Diagnostic, Label
from . import ast
from .ast import LifetimeParam
from .lexer import KEYWORDS as ALL_KEYWORDS

KEYWORDS = ALL_KEYWORDS - {"static"}
RESERVED_LABELS = ALL_KEYWORDS | {"_"}

def shown(tokens, token, kind=None):
    """How rustc names a token it did not expect; `kind` where the parser sees it as another one."""
    kind = kind or tokens.kind[token]
    if kind == "$END":
        return "`<eof>`"
    text = tokens.text[token]
    if kind == "RESERVED":
        return f"reserved keyword `{text}`"
    if kind.isalpha() and kind.islower() and kind not in ("union", "auto", "raw", "safe"):
        return f"keyword `{text}`"
    return f"`{text}`"


def quoted(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f", or {words[-1]}" if len(words) > 2 else f"{words[0]} or {words[1]}"


OPERATORS = frozenset("+ - * / % ^ & | && || << >> == != < > <= >= = += -= *= /= %= ^= &= |= <<= >>= as .. ..=".split())
NAMES = {"IDENT": "identifier", "LIFETIME": "lifetime", "MACRO_PAREN": "`!`", "MACRO_BRACKET": "`!`", "MACRO_BRACE": "`!`", "MACRO_RULES": "", "ATTR": "`#`",
         "INNER_ATTR": "", "PUB_IN": "", "NT": "", "ERR": ""}


BINDINGS = frozenset(("(", "{", "::", "..", "..=", "..."))
LIST_ENDS = frozenset((")", ","))


def expected_words(kinds, to_match=False):
    """What may stand here, as rustc names it: an expression, a type … or the few tokens."""
    if "loop" in kinds and "if" in kinds and "INT" in kinds:
        return "expression"
    if "fn" in kinds and "struct" in kinds:
        return "item"
    if "dyn" in kinds and "impl" in kinds:
        return "type"
    if "ref" in kinds and "INT" in kinds:
        return "pattern"
    if "IDENT" in kinds:
        return "identifier"
    words = set()
    if {"%", "^", "+", "{"} <= kinds and ";" not in kinds and ")" not in kinds and "," not in kinds and "=>" not in kinds and not to_match:
        return "`{`"
    if "@" in kinds:                # behind a name that a pattern binds
        kinds = {kind for kind in kinds if kind not in BINDINGS and not kind.startswith("MACRO")} - (LIST_ENDS if ":" in kinds else set()) | {"|"}
    if {"%", "^", "+"} <= kinds:
        kinds = kinds - OPERATORS - {"(", "["}
        words.add("an operator")
    for kind in kinds:
        words.add(NAMES.get(kind if kind in NAMES else kind.partition("_")[0], f"`{kind}`") if kind.isupper() else f"`{kind}`")
    words = sorted(words - {""})
    return "one of " + quoted(words) if len(words) > 1 else quoted(words) if words else "something else"


def add(diags, message, lo, hi, label="", code="", also=()):
    """Report an error; returns it, so that notes and suggestions can be put to it."""
    spans = [Label(lo, hi, label, True)]
    spans.extend(Label(a, z, text, False) for a, z, text in also)
    found = Diagnostic("error", code, message, spans)
    diags.add(found)
    return found


MACRO_CALL = {"::", "MACRO_PAREN", "MACRO_BRACKET", "MACRO_BRACE"}         # what follows the name of a macro where items stand


def unexpected(here):
    """A token that fits no rule: "expected …, found …"; `here` is a recover.Recovery."""
    tokens, token = here.tokens, here.token()
    place = here.previous() if here.kind() == "$END" and here.at else token
    if here.kind(-1) == "IDENT" and here.kind(-2) in ("pub", "PUB_IN") and set(here.expected()) == MACRO_CALL:
        before = here.token(-1)
        add(here.diags, f"expected item, found {shown(tokens, before)}", before, before, "expected item") \
            .note("for a full list of items that can appear in modules, see <https://doc.rust-lang.org/reference/items.html>")
        return
    expected = expected_words(here.expected(), not here.fits("{", "let"))
    count = expected.count(", ") + 1
    add(here.diags, f"expected {expected}, found {shown(tokens, token, here.kind())}", place, place,
        f"expected {expected}" if count < 7 else f"expected one of {count} possible tokens")


def new_line(tokens, previous, token):
    """Whether a line ends between two tokens of one file."""
    file, _, end = tokens.span(previous, previous)
    other, start, _ = tokens.span(token, token)
    return file == other and "\n" in tokens.sources[file].text[end:start]


def behind(diags, tokens, previous, token, message, label, unexpected=True):
    """An error about what is missing at the end of the line before; returns it."""
    file, _, end = tokens.span(previous, previous)
    place = tokens.add("ERROR", "", file, end, end)
    return add(diags, message, place, place, label, also=[(token, token, "unexpected token")] if unexpected else [])


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


def module_not_found(diags, node, choices):
    """E0583; `choices`: the files that could hold the module."""
    found = add(diags, f"file not found for module `{node.name}`", node.lo, node.hi, code="E0583")
    found.help(f"to create the module `{node.name}`, create file " + " or ".join(f'"{choice}"' for choice in choices))
    found.note(f"if there is a `mod {node.name}` elsewhere in the crate already, import it with `use crate::...` instead")


def two_module_files(diags, node, files):
    found = add(diags, f"file for module `{node.name}` found at both \"{files[0]}\" and \"{files[1]}\"", node.lo, node.hi, code="E0761")
    found.help("delete or rename one of them to remove the ambiguity")


def circular_modules(diags, node, files):
    add(diags, "circular modules: " + " -> ".join(files), node.lo, node.hi)


def unreadable_module(diags, node, file, problem):
    add(diags, f"couldn't read `{file}`: {getattr(problem, 'strerror', None) or 'stream did not contain valid UTF-8'}", node.lo, node.hi)


def expected_assoc_name(diags, node):
    add(diags, "expected one of `,`, or `>`, found `=`", node.lo, node.hi)


def arbitrary_expression(diags, node):
    add(diags, "arbitrary expressions aren't allowed in patterns", node.lo, node.hi)


SPLIT = {"==": ("==",), "<": ("<", "<="), "<=": ("<", "<="), ">": (">", ">="), ">=": (">", ">=")}


def chained_comparison(b, left, token, op, right):
    """`x < y < z`; `left` is the first comparison, `token` the second operator `op`, `right` its right side, None where it was not read.
    Returns what the whole is taken for, None where it is what it says."""
    found = add(b.diags, "comparison operators cannot be chained", left.op_tok, left.op_tok)
    found.spans.append(Label(token, token, "", True))
    behind = b.tokens.text[token + 1]
    if left.op == "<" and op == ">" and behind in ("::", "("):
        found.suggest("use `::<...>` instead of `<...>` to specify lifetime, type, or const arguments", [(left.op_tok, left.op_tok - 1, "::")])
        return None
    if op in ("<", ">"):
        b.given_up.append(token)                  # rustc reads no further in the block
    if isinstance(left.left, ast.Field) and not left.left.name.isdigit() and not isinstance(left.right, ast.Lit):         # a turbofish, rather
        return None
    if op in SPLIT.get(left.op, ()):
        found.suggest("split the comparison into two", [(left.right.hi, None, f" && {b.tokens.snippet(left.right.lo, left.right.hi)}")])
        return None
    if op == "==" and left.op in ("<", "<=", ">", ">="):
        return parenthesized(found, left.left.lo, left.right.hi, left.lo, right.hi)
    if left.op == "==" and op in ("<=", ">="):
        return parenthesized(found, left.right.lo, right.hi, left.lo, right.hi)
    return None


def parenthesized(found, lo, hi, *whole):
    found.suggest("parenthesize the comparison", [(lo, lo - 1, "("), (hi, None, ")")])
    return ast.ErrorExpr(*whole)


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
    if base == 10 and suffix[:1] in "eE" and not suffix[1:].strip("+-_"):
        add(diags, "expected at least one digit in exponent", token, token)
        return
    if base == 10 and suffix[:1] in "XBO" and suffix[1:].isalnum():
        add(diags, "invalid base prefix for number literal", token, token)
        return
    if suffix in ("f32", "f64") or suffix[:1] == "." or base < 10 and suffix[:1] == "e" and suffix[1:].isdigit():
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


def visibility(diags, vis):
    found = add(diags, "visibility qualifiers are not permitted here", vis.lo, vis.hi, code="E0449")
    found.suggest("remove the qualifier", [(vis.lo, vis.hi, "")], MACHINE_APPLICABLE, "word")


def qualified_macro_rules(diags, vis, text):
    add(diags, f"can't qualify macro_rules invocation with `{text}`", vis.lo, vis.hi)


def missing_item_type(diags, tokens, name, kind):
    file, _, end = tokens.span(name, name)
    place = tokens.add("ERROR", "", file, end, end)
    add(diags, f"missing type for `{kind}` item", place, place, "help: provide a type for the item")


def empty_attribute(diags, tokens, found):
    if found:
        add(diags, f"expected identifier, found {shown(tokens, found[0])}", found[0], found[0], "expected identifier")


def attribute_without_unsafe(diags, path, lo, hi):
    found = add(diags, "unsafe attribute used without unsafe", lo, lo, "usage of unsafe attribute")
    found.suggest("wrap the attribute in `unsafe(...)`", [(lo, lo - 1, "unsafe("), (hi, None, ")")], MACHINE_APPLICABLE)


def old_range_pattern(diags, token):
    add(diags, "`...` range patterns are not allowed", token, token, code="E0783")


def brace_before_else(diags, init):
    add(diags, "right curly brace `}` before `else` in a `let...else` statement not allowed", init.hi, init.hi)


def lazy_before_else(diags, init):
    add(diags, f"a `{init.op}` expression cannot be directly assigned in `let...else`", init.lo, init.hi)


def static_closure(diags, token):
    add(diags, "closures cannot be static", token, token, code="E0697")
    add(diags, "coroutine syntax is experimental", token, token, code="E0658")


def pattern_in_fn_pointer(diags, node, code):
    where = "function pointer types" if code == "E0561" else "methods without bodies"
    add(diags, f"patterns aren't allowed in {where}", node.lo, node.hi, code=code)


def check_label(b, token):
    """A label is no keyword."""
    if b.text[token][1:] in RESERVED_LABELS:
        add(b.diags, "labels cannot use keyword names", token, token)


def check_lifetime(b, token):
    """A lifetime's name is no keyword but `'static` and `'_`."""
    if b.text[token][1:] in KEYWORDS:
        add(b.diags, "lifetimes cannot use keyword names", token, token)


def check_parameter_order(diags, params):
    """Lifetimes come first."""
    first = next((param for param in params if not isinstance(param, LifetimeParam)), None)
    late = [param for param in params if isinstance(param, LifetimeParam) and first is not None and param.lo > first.lo]
    if late:
        spans = [Label(param.lo, param.hi, "", True) for param in late]
        diags.add(Diagnostic("error", "", "lifetime parameters must be declared prior to type and const parameters", spans))



MEMBERS = {"Struct": "struct", "Enum": "enum", "Union": "union", "Use": "`use` import", "Mod": "module", "Trait": "trait", "Impl": "implementation",
           "Static": "static item", "ExternCrate": "extern crate", "ForeignMod": "extern block", "MacroRules": "macro definition"}


def no_member(diags, item):
    add(diags, f"{MEMBERS[type(item).__name__]} is not supported in `trait`s or `impl`s", item.lo, item.hi)


def ambiguous_plus(diags, lo, hi):
    add(diags, "ambiguous `+` in a type", lo, hi)


def bare_alternatives(diags, pat):
    """Alternatives in a `let` (Reference, "let statements": PatternNoTopAlt)."""
    found = add(diags, "`let` bindings require top-level or-patterns in parentheses", pat.lo, pat.hi)
    found.suggest("wrap the pattern in parentheses", [(pat.lo, pat.lo - 1, "("), (pat.hi, None, ")")], MACHINE_APPLICABLE)
