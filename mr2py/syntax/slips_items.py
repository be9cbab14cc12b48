"""Slips in items and types (see slips.py).
"""

from ..diagnostics import HAS_PLACEHOLDERS, MACHINE_APPLICABLE, Suggestion
from .errors import add, behind, shown

WRONG_CASE = ("struct", "fn", "enum", "trait", "impl", "use", "mod", "const", "static", "type")


def return_arrow(here):
    """`:` or `=>` before a return type."""
    if here.kind() not in (":", "=>") or not here.fits("->") or not here.works(["->"], 1):
        return False
    found = add(here.diags, "return types are denoted using `->`", here.token(), here.token())
    found.suggest("use `->` instead", [(here.token(), here.token(), "->")], MACHINE_APPLICABLE)
    return here.replace(1, "->")


def needless_semicolon(here):
    """`;` between items."""
    if here.kind() != ";" or not here.fits("fn") or not here.fits("struct") or here.fits(";") or here.kind(-1) in ("ATTR", "pub"):
        return False
    add(here.diags, "expected item, found `;`", here.token(), here.token(), "help: remove this semicolon")
    return here.replace(1)


def wrong_case(here):
    """`Struct S`, `Fn f` in the place of an item; `import` for `use`."""
    foreign = here.text(-1) == "import"
    word = "use" if foreign else here.text(-1).lower()
    if here.kind(-1) != "IDENT" or word not in WRONG_CASE or here.kind() != "IDENT":
        return False
    height = len(here.stack) - 2
    while height > 0 and not here.shifted([word, "IDENT"], height) == 2:
        height -= 1
        if height < len(here.stack) - 4:
            return False
    message = "expected item, found `import`" if foreign else f"keyword `{word}` is written in the wrong case"
    found = add(here.diags, message, here.token(-1), here.token(-1))
    here.cut(height)
    found.suggest("items are imported using the `use` keyword" if foreign else "write it in lowercase", [(here.token(-1), here.token(-1), word)], MACHINE_APPLICABLE)
    return here.replace(0, word)


def missing_for(here):
    """`impl Trait Type`."""
    if here.kind() != "IDENT" or not here.fits("for") or not here.fits("{") or here.fits(";") or here.shifted(["for", "IDENT"]) < 2:
        return False
    found = behind(here.diags, here.tokens, here.previous(), here.token(), "missing `for` in a trait impl", "", False)
    found.suggest("add `for` here", [(here.token(), here.token() - 1, "for ")], MACHINE_APPLICABLE)
    return here.replace(0, "for")


def lifetime_after_mut(here):
    """`&mut 'a T`."""
    if here.kind() != "LIFETIME" or here.kind(-1) != "mut" or here.kind(-2) != "&" or not here.fits("dyn"):
        return False
    found = add(here.diags, "lifetime must precede `mut`", here.token(-2), here.token())
    found.suggest("place the lifetime before `mut`", [(here.token(-2), here.token(), f"&{here.text()} mut")])
    lifetime = here.token()
    here.pop()
    here.replace(1, "LIFETIME", "mut")
    here.values[here.at] = here.los[here.at] = here.his[here.at] = lifetime
    return True


def lost_parameters(here):
    """`fn f { … }`."""
    if here.kind() != "{" or here.kind(-1) != "IDENT" or here.kind(-2) != "fn" or not here.fits("(") or not here.fits("<") or not here.fits("(", ")", "{"):
        return False
    found = behind(here.diags, here.tokens, here.previous(), here.token(), "missing parameters for function definition", "", False)
    found.suggest("add a parameter list", [(here.previous(), None, "()")], MACHINE_APPLICABLE)
    return here.replace(0, "(", ")")


def single_colon(here):
    """`use std:fmt`."""
    if here.kind() != ":" or not here.fits("::") or here.fits(":") or here.kind(-1) != "IDENT" or not here.fits("as") or not here.works(["::"], 1, 2):
        return False
    if here.fits("+") or not here.fits("::", "{"):
        return False
    add(here.diags, "expected `::`, found `:`", here.token(), here.token())
    return here.replace(1, "::")


def type_left_out(here):
    """`let x: = 1`."""
    if here.kind() != "=" or here.kind(-1) != ":" or not here.fits("dyn") or not here.shifted(["_", "=", "INT", ";"]) == 4:
        return False
    word = next((kind for kind in here.kinds[here.at - 2:max(0, here.at - 6):-1] if kind in ("let", "const", "static")), "let")
    if word == "let":
        add(here.diags, "expected type, found `=`", here.token(), here.token())
    else:
        behind(here.diags, here.tokens, here.previous(), here.token(), f"missing type for `{word}` item", "help: provide a type for the item", False)
    return here.replace(0, "ERR_TYPE")


def equals_body(here):
    """`fn f() = expression;`."""
    if here.kind() != "=" or not here.fits("{", "let") or not here.fits("where") or not here.fits(";"):
        return False
    place = here.find(";")
    if here.kinds[place] != ";":
        return False
    found = add(here.diags, "function body cannot be `= expression;`", here.token(), here.los[place])
    found.suggest("surround the expression with `{` and `}` instead of `=` and `;`", [(here.token(), here.token(), "{"), (here.los[place], here.los[place], " }")], MACHINE_APPLICABLE)
    closing = here.insert(place, "}")
    del here.kinds[place + 1], here.values[place + 1], here.los[place + 1], here.his[place + 1]
    here.replace(1, "{")
    here.tokens.match[here.token()] = closing
    return True


def wrong_restriction(here):
    """`pub(name)`."""
    if here.kind(-1) != "pub" or here.kind() != "(" or not (here.fits("fn") or here.fits("IDENT")):
        return False
    closing = here.partner(here.at)
    add(here.diags, "incorrect visibility restriction", here.token(1), here.los[closing - 1], code="E0704")
    return here.replace(closing + 1 - here.at)


def lonely_visibility(here):
    """`pub` before a statement that is no item."""
    if here.kind(-1) != "pub" or here.kind() not in ("IDENT", "let") or not here.fits("fn") or here.shifted([here.kind()], len(here.stack) - 1) == 0:
        return False
    found = add(here.diags, "visibility `pub` is not followed by an item", here.token(-1), here.token(-1), "the visibility")
    found.help("you likely meant to define an item, e.g., `pub fn foo() {}`")
    if here.kind() == "let":
        add(here.diags, "expected expression, found `let` statement", here.token(), here.token())
    here.pop()
    return True


def no_type(here):
    """`typeof(…)`, and `...` inside a type."""
    if not here.fits("dyn") or here.fits("loop") or here.kind() not in ("...", "RESERVED"):
        return False
    if here.kind() == "...":
        add(here.diags, "C-variadic type `...` may not be nested inside another type", here.token(), here.token(), code="E0743")
        return here.replace(1, "ERR_TYPE")
    if here.text() != "typeof" or here.kind(1) != "(":
        return False
    end = here.partner(here.at + 1)
    add(here.diags, "`typeof` is a reserved keyword but unimplemented", here.token(), here.los[end], code="E0516") \
        .note("consider replacing `typeof(...)` with an actual type")
    return here.replace(end + 1 - here.at, "ERR_TYPE")


def lifetime_as_type(here):
    """`x: 'a`, `x: 'a T`."""
    if here.kind() != "LIFETIME" or not here.fits("dyn") or here.fits("LIFETIME"):
        return False
    add(here.diags, "expected type, found lifetime", here.token(), here.token(), "expected type")
    if here.kind(1) == "&":
        return here.replace(1)
    count = 1
    while count < 8 and here.kind(count) in ("IDENT", "LIFETIME", "::", "mut", "dyn", "[", "]"):
        count += 1                       # what was meant is one type, of which nothing is known
    return here.replace(count, "ERR_TYPE")


def plus_behind_reference(here):
    """`&'a Trait + Send`, `fn() -> Trait + Send` (E0178); `&dyn Trait + Send`."""
    if here.kind() != "+" or here.fits("+") or here.kind(1) not in ("IDENT", "LIFETIME") or here.fits("INT"):
        return False
    begin, words = here.at - 1, set()
    while begin and here.kinds[begin] in ("IDENT", "::", "<", ">", ",", "LIFETIME", "dyn", "impl", "mut"):
        words.add(here.kinds[begin])
        begin -= 1
    if here.kinds[begin] not in ("&", "->"):
        return False
    if "dyn" not in words and "impl" not in words:           # (those are told where the type is made)
        add(here.diags, "expected a path on the left-hand side of `+`", here.los[begin], here.token(1), code="E0178")
    end = here.at
    while here.kinds[end] in ("+", "::") and here.kinds[end + 1] in ("IDENT", "LIFETIME"):
        end += 2
    return here.replace(end - here.at)


def field_default(here):
    """`struct S { a: i32 = 1 }`."""
    if here.kind() != "=" or not here.fits(",", "pub") or not here.fits("}"):
        return False
    place = here.find(",", "}")
    found = add(here.diags, "default values on fields are experimental", here.token(), here.los[place - 1], code="E0658")
    found.note("see issue #132162 <https://github.com/rust-lang/rust/issues/132162> for more information")
    return here.replace(place - here.at)


def parameter_default(here):
    """`fn f(x: i32 = 1)`."""
    if here.kind() != "=" or not here.fits(",") or not here.fits(")") or here.fits("}") or here.fits("%") or here.fits(";"):
        return False
    place = here.find(",", ")")
    add(here.diags, "parameter defaults are not supported", here.token(), here.los[place - 1])
    return here.replace(place - here.at)


def member_list_item(here):
    """`let` or a field among the items of an impl."""
    if here.kind() != "let" or not here.fits("fn") or not here.fits("}") or here.fits("struct", "IDENT", ";", "let"):
        return False
    found = add(here.diags, "non-item in item list", here.token(), here.token())
    found.suggest("consider using `const` instead of `let` for associated const", [(here.token(), here.token(), "const")], MACHINE_APPLICABLE)
    return here.give_up()


def enum_without_body(here):
    """`enum E;`."""
    if here.kind() != ";" or here.kind(-2) != "enum" or not here.fits("{"):
        return False
    found = add(here.diags, "expected `{}`, found `;`", here.token(), here.token())
    found.help("try using `{}` instead")
    return here.replace(1, "{", "}")


def untyped_parameter(here):
    """`const N` among generic parameters."""
    if here.kind() not in (">", ",", "=") or here.kind(-2) != "const" or not here.fits(":", "dyn") or here.fits(";"):
        return False
    add(here.diags, f"expected `:`, found {shown(here.tokens, here.token(), here.kind())}", here.token(), here.token(), "expected `:`")
    return here.replace(0, ":", "ERR_TYPE")


def raw_pointer(here):
    """`*T` in the place of a type."""
    if here.kind(-1) != "*" or here.kind() in ("const", "mut") or not here.fits("const", "IDENT") or here.fits("INT"):
        return False
    found = add(here.diags, "expected `mut` or `const` keyword in raw pointer type", here.token(-1), here.token(-1))
    found.suggestions.append(Suggestion("add `mut` or `const` here", [[(here.token(), here.token() - 1, word)] for word in ("mut ", "const ")], HAS_PLACEHOLDERS))
    return here.replace(0, "const")


def mutable_constant(here):
    """`const mut X`."""
    if here.kind() != "mut" or here.kind(-1) != "const" or here.kind(1) != "IDENT" or not here.fits("IDENT"):
        return False
    found = add(here.diags, "const globals cannot be mutable", here.token(), here.token(), "cannot be mutable")
    found.suggest("you might want to declare a static instead", [(here.token(-1), here.token(-1), "static")])
    return here.replace(1)


def generic_arguments(here):
    """`Map<K, V>::new()` without the `::` before the `<`, read anew with it."""
    if here.kind() != "," or here.kind(-2) != "<" or here.kind(-3) != "IDENT" or here.fits(","):
        return False
    place = here.at
    while here.kinds[place] in (",", "IDENT", "<", "::", "&"):
        place += 1
    if here.kinds[place] not in (">", ">>") or here.kinds[place + 1] not in ("::", "("):
        return False
    here.unexpected()
    here.insert(here.at - 2, "::")
    return here.again()
