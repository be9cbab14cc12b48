"""What only a nightly compiler takes (E0658, E0554; rustc_ast_passes::feature_gate): each construct by rustc's words and issue."""

from .errors import add

ISSUES = {"the `!` type is experimental": 35121, "associated type defaults are unstable": 29661, "inherent associated types are unstable": 8995, "auto traits are experimental and possibly buggy": 13231,
          "negative trait bounds are not fully implemented; use marker types for now": 68318, "`try` expression is experimental": 31436,
          "box pattern syntax is experimental": 29641, "trait aliases are experimental": 41517, "specialization is unstable": 31844,
          "yield syntax is experimental": 43122, "generic const items are experimental": 113521, "`impl Trait` in type aliases is unstable": 63063, "`impl Trait` in associated types is unstable": 63063,
          "attributes on expressions are experimental": 15701, "`macro` is experimental": 39412}


def gated(diags, message, lo, hi):
    """Report E0658 for an unstable construct."""
    return add(diags, message, lo, hi, code="E0658").note(f"see issue #{ISSUES[message]} <https://github.com/rust-lang/rust/issues/{ISSUES[message]}> for more information")


def expression_attributes(b, found):
    """`#[…]` before an operand; `found`: [(expression, the attributes' tokens)] of the Builder `b`."""
    from .build import make_attr
    from .cfg import enabled
    for _, attributes in sorted(found, key=lambda entry: entry[0].lo):
        lo, hi = attributes[0][0] - 2, attributes[0][-1] + 1
        gated(b.diags, "attributes on expressions are experimental", lo, hi)
        for tokens in attributes:
            if not enabled(b.tokens, [make_attr(b, tokens)]):
                add(b.diags, "removing an expression is not supported in this position", tokens[0] - 2, tokens[-1] + 1)


def feature_attribute(diags, attribute):
    """`#![feature(…)]`: E0554."""
    add(diags, "`#![feature]` may not be used on the stable release channel", attribute.lo - 3, attribute.hi + 1, code="E0554")


# --- syntax that the grammar has not: slips (see slips.py) after which the innermost construct, or all else, is not read ------


def word(here, text):
    return here.kind() == "RESERVED" and here.text() == text


def try_block(here):
    if not word(here, "try") or here.kind(1) != "{" or not here.fits("{"):
        return False
    gated(here.diags, "`try` expression is experimental", here.token(), here.los[here.partner(here.at + 1)])
    return here.give_up() or here.end()


def yield_expression(here):
    if not word(here, "yield") or not here.fits("loop"):
        return False
    gated(here.diags, "yield syntax is experimental", here.token(), here.token())
    return here.give_up() or here.end()


def box_pattern(here):
    if not word(here, "box") or not here.fits("_"):
        return False
    if here.fits("loop"):
        add(here.diags, "`box_syntax` has been removed", here.token(), here.token())
        return here.give_up()
    gated(here.diags, "box pattern syntax is experimental", here.token(), here.token(1))
    return here.give_up() or here.end()


def trait_alias(here):
    if here.kind() != "=" or here.kind(-2) != "trait":
        return False
    gated(here.diags, "trait aliases are experimental", here.token(-2), here.token())
    return here.give_up() or here.end()


def specialization(here):
    if here.kind(-1) != "IDENT" or here.text(-1) != "default" or here.kind() not in ("impl", "fn", "const", "type", "unsafe"):
        return False
    gated(here.diags, "specialization is unstable", here.token(-1), here.token())
    return here.end()


def macro_item(here):
    if not word(here, "macro") or not here.fits("fn"):
        return False
    gated(here.diags, "`macro` is experimental", here.token(), here.token(1))
    return here.give_up() or here.end()


SLIPS = [try_block, yield_expression, box_pattern, trait_alias, specialization, macro_item]
