"""Slips of the pen that rustc's parser tells in its own words and takes for what was meant.

Each is a function of a `recover.Recovery`: False where something else is wrong, else it has told the mistake, mended
the tokens, and parsing goes on at `here.at`. They are asked in the order of `SLIPS`.
"""

from ..diagnostics import MACHINE_APPLICABLE
from . import slips_expr, slips_items, unstable
from .errors import add, behind, new_line, shown
from .lexer import KEYWORDS
from .slips_expr import OPERANDS

ITEMS = frozenset("fn struct enum trait impl use mod const static type pub let unsafe extern".split())
PATH_WORDS = frozenset(("self", "Self", "super", "crate"))


def missing_semicolon(here):
    """A statement or item without its `;` at the end of a line."""
    if here.kind(-1) in ("", ";", "{") or not new_line(here.tokens, here.previous(), here.token()) or not here.fits(";") or here.fits(","):
        return False
    if here.kind() != "}" and not begins(here):
        return False
    if here.fits("in") or here.fits("=>"):
        return False
    behind(here.diags, here.tokens, here.previous(), here.token(), f"expected `;`, found {shown(here.tokens, here.token(), here.kind())}",
           "", here.kind() != "}").suggest("add `;` here", [(here.previous(), None, ";")], MACHINE_APPLICABLE, "word")
    return here.replace(0, ";")


def begins(here):
    """Whether the next token can begin an expression or an item."""
    kind = here.kind()
    return kind in OPERANDS or kind in ITEMS or kind in PATH_WORDS or kind.isupper() and kind not in ("ATTR", "$END", "RESERVED") \
        or kind in ("if", "match", "while", "for", "loop", "return", "break", "continue", "&", "*", "-", "!", "|", "||", "{", "[", "<", "move", "async")


def missing_arm_comma(here):
    if not here.fits(",") or here.fits(";") or not arm_follows(here):
        return False
    found = behind(here.diags, here.tokens, here.previous(), here.token(), "expected `,` following `match` arm",
           "help: missing a comma here to end this `match` arm", False)
    found.primary.text = ""
    found.suggest("missing a comma here to end this `match` arm", [(here.previous(), None, ",")], MACHINE_APPLICABLE)
    return here.replace(0, ",")


def arm_follows(here):
    """Whether a pattern and `=>` seem to come (rustc tries to parse them)."""
    for kind in here.kinds[here.at:here.at + 20]:
        if kind == "=>":
            return True
        if kind in (",", ";", "{", "}"):
            break
    return False


def arm_semicolon(here):
    """`pattern => expression;` in a match."""
    if here.kind() != ";" or not here.fits(",") or not here.fits(",", "IDENT", "=>"):
        return False
    if here.shifted([",", *here.kinds[here.at + 1:here.at + 2]]) < 2 or not next_is_arm(here):
        return False
    add(here.diags, "`match` arm body without braces", here.previous(), here.previous(), "`match` arm body without braces")
    return here.replace(1, ",")


def next_is_arm(here):
    return here.kind(1) == "}" or any(kind == "=>" for kind in here.kinds[here.at + 1:here.at + 8])


def arrow_of_arm(here):
    """`->`, `=` or `>=` for `=>`."""
    if here.kind() not in ("->", "=", ">=") or not here.fits("=>"):
        return False
    here.unexpected()
    return here.replace(1, "=>")


def separator(here):
    """A missing `,` in a list, or `;` for it."""
    wrong = here.kind() == ";"
    if not here.fits(",") or here.fits(";") or here.fits("=>") or here.fits("in") or here.fits(":") and here.kind(-1) != "self":
        return False
    if here.kind() in ("=", ":", "=>", "->") or here.fits(",", "IDENT", ":", "INT"):
        return False            # in a struct literal the rest of the field is skipped
    if not here.works([","], wrong, 2) or not list_goes_on(here, wrong):
        return False
    if here.fits(",", "IDENT", ":", "IDENT", "}") and not here.fits(",", "INT"):         # fields of a struct
        if wrong:
            found = add(here.diags, "struct fields are separated by `,`", here.token(), here.token())
            found.suggest("replace `;` with `,`", [(here.token(), here.token(), ",")], MACHINE_APPLICABLE, "word")
        elif here.kind() in ("IDENT", "pub", "PUB_IN") and here.fits("}"):
            behind(here.diags, here.tokens, here.previous(), here.token(), f"expected `,`, or `}}`, found {shown(here.tokens, here.token(), here.kind())}",
                   "help: try adding a comma: `,`", False)
        else:
            return False
    else:
        here.unexpected()
    return here.replace(1 if wrong else 0, ",")


def list_goes_on(here, wrong):
    """Whether after the comma an element follows, up to what may end it."""
    from .recover import CLOSERS
    kinds = here.kinds[here.at + wrong:]
    depth = 0
    for count, kind in enumerate(kinds[:60]):
        depth += (kind in ("(", "[", "{")) - (kind in CLOSERS)
        if depth < 0 or not depth and kind == ",":
            return count > 0 and here.shifted([",", *kinds[:count + 1]]) == count + 2
        if not depth and kind == ";":
            return count > 0 and here.shifted([",", *kinds[:count], ","]) == count + 2
    return False


def keyword_as_name(here):
    """A keyword where a name must stand."""
    kind = here.kind()
    if kind not in KEYWORDS and kind not in ("RESERVED", "_") or kind in PATH_WORDS or not here.fits("IDENT"):
        return False
    if here.fits("INT") and not (here.fits("ref") and not here.fits("loop")) or here.fits("dyn") and not here.fits("ref"):
        return False            # an expression or a type may stand here
    if here.fits("ref") and kind in ("let", "in", "if", "else", "for", "while", "loop", "match", "return"):
        return False
    if kind == "_" or here.kind(1) in ("IDENT", "RESERVED") and kind in ("mut", "let", "const", "static", "pub", "fn"):
        return False
    if here.shifted(["IDENT", here.kind(1)]) < 2:
        return False
    found = add(here.diags, f"expected identifier, found {shown(here.tokens, here.token(), kind)}", here.token(), here.token(), "expected identifier, found keyword")
    found.suggest(f"escape `{here.text()}` to use it as an identifier", [(here.token(), here.token() - 1, "r#")])
    return here.rename()


def attribute_of_nothing(here):
    """An attribute at the end of a block."""
    if here.kind() != "}" or here.kind(-1) != "ATTR" or not here.fits("let"):
        return False
    add(here.diags, "expected statement after outer attribute", here.token(-1), here.his[here.at - 1])
    return here.give_up()


def inner_attribute(here):
    if here.kind() != "INNER_ATTR":
        return False
    found = add(here.diags, "an inner attribute is not permitted in this context", here.token(), here.his[here.at])
    found.note("inner attributes, like `#![no_std]`, annotate the item enclosing them, and are usually found at the beginning of source files")
    found.note("outer attributes, like `#[test]`, annotate the item following them")
    return here.replace(1)


SLIPS = [*unstable.SLIPS, slips_expr.expression_as_pattern, slips_expr.loop_head_in_parentheses, slips_expr.loop_with_else, slips_items.enum_without_body, slips_items.untyped_parameter, slips_items.raw_pointer,
         slips_items.mutable_constant, slips_items.generic_arguments, missing_semicolon, missing_arm_comma, arm_semicolon, arrow_of_arm,
         slips_expr.missing_in, slips_expr.let_in_for, slips_expr.let_equality, slips_expr.equality_of_let, slips_items.return_arrow, slips_items.needless_semicolon,
         slips_expr.declaration, slips_expr.repeated_mut, slips_expr.mut_of_pattern, slips_expr.comparison, slips_expr.postfix_increment,
         slips_expr.reversed_comparison, slips_expr.word_operator, slips_expr.not_operator, slips_expr.leading_plus, slips_expr.thin_arrow_field, slips_items.wrong_case,
         slips_items.missing_for, slips_items.lifetime_after_mut, slips_items.lost_parameters, slips_items.single_colon, slips_expr.dots,
         slips_items.type_left_out, slips_expr.pattern_alternatives, slips_expr.pattern_comma, slips_expr.field_equals,
         slips_expr.comma_behind_base, slips_expr.struct_literal_in_condition, slips_expr.missing_condition, slips_expr.else_without_if,
         slips_items.equals_body, slips_expr.float_without_integer, slips_items.wrong_restriction, slips_items.lonely_visibility, inner_attribute, attribute_of_nothing, slips_items.parameter_default,
         slips_expr.label, slips_expr.label_without_quote, slips_expr.range_without_end, slips_items.no_type, slips_items.lifetime_as_type,
         slips_items.plus_behind_reference, slips_items.field_default, slips_expr.reassigned_let, slips_expr.nothing_behind_dot,
         slips_expr.named_arguments, slips_items.member_list_item, separator, keyword_as_name]
