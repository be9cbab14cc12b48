"""Slips of the pen that rustc's parser tells in its own words and takes for what was meant.

Each is a function of a `recover.Recovery`: False where something else is wrong, else it has told the mistake, mended
the tokens, and parsing goes on at `here.at`. They are asked in the order of `SLIPS`.
"""

from .errors import add, behind, new_line, shown
from .lexer import KEYWORDS

OPERANDS = frozenset(("IDENT", "INT", "STR", "FLOAT", "CHAR", "(", "self", "true", "false"))
ITEMS = frozenset("fn struct enum trait impl use mod const static type pub let unsafe extern".split())
PATH_WORDS = frozenset(("self", "Self", "super", "crate"))
WRONG_CASE = ("struct", "fn", "enum", "trait", "impl", "use", "mod", "const", "static", "type")


def missing_semicolon(here):
    """A statement or item without its `;` at the end of a line."""
    if not here.at or not new_line(here.tokens, here.previous(), here.token()) or not here.fits(";") or here.fits(","):
        return False
    if here.kind() != "}" and not begins(here):
        return False
    if here.fits("in") or here.fits("=>"):
        return False
    behind(here.diags, here.tokens, here.previous(), here.token(), f"expected `;`, found {shown(here.tokens, here.token(), here.kind())}",
           "help: add `;` here", here.kind() != "}")
    return here.replace(0, ";")


def begins(here):
    """Whether the next token can begin an expression or an item."""
    kind = here.kind()
    return kind in OPERANDS or kind in ITEMS or kind in PATH_WORDS or kind.isupper() and kind not in ("ATTR", "$END", "RESERVED") \
        or kind in ("if", "match", "while", "for", "loop", "return", "break", "continue", "&", "*", "-", "!", "|", "||", "{", "[", "<", "move", "async")


def missing_arm_comma(here):
    if not here.fits(",") or here.fits(";") or not arm_follows(here):
        return False
    if not new_line(here.tokens, here.previous(), here.token()):
        return False
    behind(here.diags, here.tokens, here.previous(), here.token(), "expected `,` following `match` arm",
           "help: missing a comma here to end this `match` arm", False)
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
            add(here.diags, "struct fields are separated by `,`", here.token(), here.token())
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
    add(here.diags, f"expected identifier, found {shown(here.tokens, here.token(), kind)}", here.token(), here.token(), "expected identifier, found keyword")
    return here.rename()


def missing_in(here):
    """`for x = …`, `for x of …`, `for x …`."""
    if not here.fits("in") or here.kind() == "in":
        return False
    of = here.text() == "of"
    if here.kind() != "=" and not of and not (here.kind() in OPERANDS):
        return False
    if here.shifted(["in", here.kind(1 if of or here.kind() == "=" else 0)]) < 2:
        return False
    if of or here.kind() == "=":
        add(here.diags, "missing `in` in `for` loop", here.token(), here.token())
        return here.replace(1, "in")
    behind(here.diags, here.tokens, here.previous(), here.token(), "missing `in` in `for` loop", "", False)
    return here.replace(0, "in")


def let_in_for(here):
    if here.kind() != "let" or here.kind(-1) != "for" or not here.fits("ref"):
        return False
    add(here.diags, "expected pattern, found `let`", here.token(), here.token(), "help: remove the unnecessary `let` keyword")
    return here.replace(1)


def return_arrow(here):
    """`:` or `=>` before a return type."""
    if here.kind() not in (":", "=>") or not here.fits("->") or not here.works(["->"], 1):
        return False
    add(here.diags, "return types are denoted using `->`", here.token(), here.token())
    return here.replace(1, "->")


def needless_semicolon(here):
    """`;` between items."""
    if here.kind() != ";" or not here.fits("fn") or not here.fits("struct") or here.fits(";") or here.kind(-1) in ("ATTR", "pub"):
        return False
    add(here.diags, "expected item, found `;`", here.token(), here.token(), "help: remove this semicolon")
    return here.replace(1)


DECLARES = frozenset(("var", "auto"))


def declaration(here):
    """`var x = 1`, `auto x = 1`, `mut x = 1`, `mut let x = 1`."""
    if here.kind() == "mut" and here.fits("let"):
        add(here.diags, "invalid variable declaration", here.token(), here.token())
        return here.replace(2, "let", "mut") if here.kind(1) == "let" else here.replace(0, "let")
    if here.kind(-1) != "IDENT" or here.text(-1) not in DECLARES or here.kind() not in ("IDENT", "mut", "("):
        return False
    height = len(here.stack) - 1
    if not here.shifted(["let", here.kind()], height) == 2:
        return False
    add(here.diags, "invalid variable declaration", here.token(-1), here.token(-1))
    here.pop()
    return here.replace(0, "let")


def repeated_mut(here):
    """`let mut mut x`."""
    if here.kind() != "mut" or here.kind(-1) != "mut" or not here.fits("IDENT") or here.fits("dyn") or here.fits("loop"):
        return False
    add(here.diags, "`mut` on a binding may not be repeated", here.token(), here.token())
    return here.replace(1)


def mut_of_pattern(here):
    """`let mut (a, b)`."""
    if here.kind() not in ("(", "[") or here.kind(-1) != "mut" or not here.fits("IDENT") or here.fits("dyn") or here.fits("loop"):
        return False
    add(here.diags, "`mut` must be attached to each individual binding", here.token(-1), here.tokens.match.get(here.token(), here.token()))
    here.pop()
    return True


COMPARISONS = {("<", ">"): "!=", ("==", "="): "==", ("!=", "="): "!=", ("<=", ">"): "<="}


def comparison(here):
    """`===`, `!==`, `<>`, `<=>`."""
    pair = here.kind(-1), here.kind()
    if pair not in COMPARISONS or not here.adjacent(-1) or not here.fits("INT"):
        return False
    add(here.diags, f"invalid comparison operator `{''.join(pair)}`", here.token(-1), here.token())
    return here.replace(1)


def word_operator(here):
    """`a and b`, `a or b`."""
    word = {"and": "&&", "or": "||"}.get(here.text())
    if word is None or not here.fits(word) or not here.works([word], 1):
        return False
    add(here.diags, f"`{here.text()}` is not a logical operator", here.token(), here.token())
    return here.replace(1, word)


def not_operator(here):
    """`~a`, and `not a`."""
    if here.kind() == "~" and here.fits("INT") and here.fits("!"):
        add(here.diags, "`~` cannot be used as a unary operator", here.token(), here.token())
        return here.replace(1, "!")
    if here.text(-1) != "not" or here.kind() not in OPERANDS or here.shifted(["!", here.kind()], len(here.stack) - 1) < 2:
        return False
    add(here.diags, f"unexpected `{here.text()}` after identifier", here.token(), here.token())
    here.pop()
    return here.replace(0, "!")


def leading_plus(here):
    if here.kind() != "+" or not here.fits("INT") or not here.fits("!") or here.kind(1) not in OPERANDS:
        return False
    add(here.diags, "leading `+` is not supported", here.token(), here.token(), "unexpected `+`")
    return here.replace(1)


def postfix_increment(here):
    """`x++` and `x--` before the end of a statement."""
    if here.kind() != "+" or here.kind(-1) != "+" or not here.adjacent(-1) or not here.fits("INT") or here.kind(1) in OPERANDS:
        return False
    add(here.diags, "Rust has no postfix increment operator", here.token(-1), here.token(), "not a valid postfix operator")
    return here.give_up()


def thin_arrow_field(here):
    """`x->f()`."""
    if here.kind() != "->" or not here.fits(".") or here.fits("->") or here.kind(1) not in ("IDENT", "INT"):
        return False
    add(here.diags, "`->` is not valid syntax for field accesses and method calls", here.token(), here.token())
    return here.replace(1, ".")


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
    add(here.diags, message, here.token(-1), here.token(-1))
    here.cut(height)
    return here.replace(0, word)


def missing_for(here):
    """`impl Trait Type`."""
    if here.kind() != "IDENT" or not here.fits("for") or not here.fits("{") or here.fits(";") or here.shifted(["for", "IDENT"]) < 2:
        return False
    behind(here.diags, here.tokens, here.previous(), here.token(), "missing `for` in a trait impl", "", False)
    return here.replace(0, "for")


def lifetime_after_mut(here):
    """`&mut 'a T`."""
    if here.kind() != "LIFETIME" or here.kind(-1) != "mut" or here.kind(-2) != "&" or not here.fits("dyn"):
        return False
    add(here.diags, "lifetime must precede `mut`", here.token(-2), here.token())
    lifetime = here.token()
    here.pop()
    here.replace(1, "LIFETIME", "mut")
    here.values[here.at] = here.los[here.at] = here.his[here.at] = lifetime
    return True


def lost_parameters(here):
    """`fn f { … }`."""
    if here.kind() != "{" or here.kind(-1) != "IDENT" or here.kind(-2) != "fn" or not here.fits("(") or not here.fits("<") or not here.fits("(", ")", "{"):
        return False
    behind(here.diags, here.tokens, here.previous(), here.token(), "missing parameters for function definition", "", False)
    return here.replace(0, "(", ")")


def single_colon(here):
    """`use std:fmt`."""
    if here.kind() != ":" or not here.fits("::") or here.fits(":") or here.kind(-1) != "IDENT" or not here.fits("as") or not here.works(["::"], 1, 2):
        return False
    if here.fits("+") or not here.fits("::", "{"):
        return False
    add(here.diags, "expected `::`, found `:`", here.token(), here.token())
    return here.replace(1, "::")


def dots(here):
    """`...` as a range, `..==`."""
    if here.kind() != "...":
        return False
    if here.fits("..", "IDENT", "}") and not here.fits("%"):
        add(here.diags, "expected `..`, found `...`", here.token(), here.token())
        return here.replace(1, "..")
    if not here.fits("..="):
        return False
    add(here.diags, "unexpected token: `...`", here.token(), here.token())
    return here.replace(1, "..=")


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


def pattern_alternatives(here):
    """`1 || 2`."""
    if here.kind() != "|" or here.kind(-1) != "|" or not here.fits("ref") or here.fits("loop"):
        return False
    add(here.diags, "unexpected token `||` in pattern", here.token(-1), here.token())
    return here.replace(1)


def pattern_comma(here):
    """`1, 2 => …`."""
    if here.kind() != "," or not here.fits("=>") or here.fits(","):
        return False
    place = here.at
    while here.kinds[place] in (",", "INT", "IDENT", "STR", "CHAR", "_", "|"):
        place += 1
    if here.kinds[place] not in ("=>", "if"):
        return False
    add(here.diags, "unexpected `,` in pattern", here.token(), here.token())
    return here.replace(place - here.at)


def let_equality(here):
    """`if let p == e`."""
    if here.kind() != "==" or not here.fits("=") or here.fits(";") or here.fits(":"):
        return False
    add(here.diags, "expected `=`, found `==`", here.token(), here.token())
    return here.replace(1, "=")


def field_equals(here):
    """`S { a = 1 }`."""
    if here.kind() != "=" or not here.fits(":", "INT") or not here.fits(",") or here.fits(")"):
        return False
    add(here.diags, "expected `:`, found `=`", here.token(), here.token())
    return here.replace(1, ":")


def comma_behind_base(here):
    """`S { ..base, }`: what follows is dropped."""
    if here.kind() != "," or not here.fits("}") or here.fits(",") or here.fits(";") or ".." not in here.kinds[max(0, here.at - 12):here.at]:
        return False
    add(here.diags, "cannot use a comma after the base struct", here.token(), here.token())
    place, depth = here.at, 0
    while depth or here.kinds[place] != "}":
        depth += (here.kinds[place] in ("(", "[", "{")) - (here.kinds[place] in (")", "]", "}"))
        place += 1
    return here.replace(place - here.at)


def struct_literal_in_condition(here):
    """`if x == S { a: 1 } {`, read anew with parentheses."""
    if here.kind() != ":" or here.kind(-1) != "IDENT" or here.kind(-2) != "{" or here.kind(-3) != "IDENT":
        return False
    brace = here.at - 2
    closing, begin = here.partner(brace), brace - 1
    while here.kinds[begin - 1] == "::":
        begin -= 2
    place = begin
    while place and here.kinds[place] not in ("if", "while", "match", "in", ";", "{", "}"):
        place -= 1
    if here.kinds[place] not in ("if", "while", "match", "in"):
        return False
    add(here.diags, "struct literals are not allowed here", here.los[begin], here.his[closing])
    right = here.insert(closing + 1, ")")
    left = here.insert(begin, "(")
    here.tokens.match[left] = right
    return here.again()


def missing_condition(here):
    """`if { … }`, `for x in { … }`: the block was read as the condition."""
    if not here.fits("{") or here.fits(";") or here.kind(-1) != "}":
        return False
    closing = here.token(-1)
    opening = next((place for place in range(here.at - 1, -1, -1) if here.tokens.match.get(here.los[place]) == closing), 0)
    word = here.kinds[opening - 1] if opening else ""
    if word == "if":
        behind(here.diags, here.tokens, here.los[opening - 1], here.los[opening], "missing condition for `if` expression", "expected condition here", False)
    elif word == "in":
        behind(here.diags, here.tokens, here.los[opening - 1], here.los[opening], "missing expression to iterate on in `for` loop", "", False)
    elif word in ("&&", "||") and "if" in here.kinds[max(0, opening - 12):opening]:
        place = opening - 1
        while here.kinds[place] != "if":
            place -= 1
        add(here.diags, "this `if` expression is missing a block after the condition", here.los[place], here.los[place])
        here.insert(opening, "{")
        here.insert(opening + 1, "}")
        here.tokens.match[here.los[opening]] = here.los[opening + 1]
        here.insert(opening, "ERR_EXPR")
        here.at = opening + 3
        here.insert(here.at, ";")
        return here.again()
    else:
        return False
    here.insert(opening, "ERR_EXPR")
    return here.again()


def else_without_if(here):
    """`else condition { … }`."""
    if here.kind(-1) != "else" or not here.fits("if") or here.kind() not in OPERANDS:
        return False
    ahead = here.kinds[here.at:here.at + 30]
    brace = ahead.index("{") if "{" in ahead else 99
    if brace > (ahead.index(";") if ";" in ahead else 98):
        return False
    add(here.diags, f"expected `{{`, found {shown(here.tokens, here.token(), here.kind())}", here.token(), here.token(), "expected an `if` or a block after this `else`")
    return here.replace(0, "if")


def equals_body(here):
    """`fn f() = expression;`."""
    if here.kind() != "=" or not here.fits("{", "let") or not here.fits("where") or not here.fits(";"):
        return False
    place, depth = here.at, 0
    while place < len(here.kinds) - 1 and (depth or here.kinds[place] != ";"):
        depth += (here.kinds[place] in ("(", "[", "{")) - (here.kinds[place] in (")", "]", "}"))
        place += 1
    if here.kinds[place] != ";":
        return False
    add(here.diags, "function body cannot be `= expression;`", here.token(), here.los[place])
    closing = here.insert(place, "}")
    del here.kinds[place + 1], here.values[place + 1], here.los[place + 1], here.his[place + 1]
    here.replace(1, "{")
    here.tokens.match[here.token()] = closing
    return True


def float_without_integer(here):
    """`.5`."""
    if here.kind() != "." or here.kind(1) != "INT" or not here.fits("INT") or not here.adjacent():
        return False
    add(here.diags, "float literals must have an integer part", here.token(), here.token(1))
    here.replace(1)
    return here.rename("FLOAT")


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
    add(here.diags, "visibility `pub` is not followed by an item", here.token(-1), here.token(-1), "the visibility")
    here.pop()
    return True


def inner_attribute(here):
    if here.kind() != "INNER_ATTR":
        return False
    add(here.diags, "an inner attribute is not permitted in this context", here.token(), here.his[here.at])
    return here.replace(1)


LOOPS = ("while", "for", "loop", "{")


def label(here):
    """`'a while …` without its colon; a label before something that takes none."""
    if here.kind(-1) == "LIFETIME" and here.kind() in LOOPS and here.fits(":"):
        add(here.diags, "labeled expression must be followed by `:`", here.token(-1), here.token())
        return here.replace(0, ":")
    message = "expected `while`, `for`, `loop` or `{` after a label"
    if here.kind(-1) == ":" and here.kind(-2) == "LIFETIME" and here.fits("loop"):
        add(here.diags, message, here.token(), here.token(), message)
        here.cut(len(here.stack) - 2)
        return True
    if here.kind(-1) == "LIFETIME" and here.fits(":") and here.shifted(["INT", here.kind()], len(here.stack) - 1) == 2 and not here.fits("+"):
        add(here.diags, message, here.token(-1), here.token(-1), message)
        here.pop()
        return here.replace(0, "ERR_EXPR")
    return False


def label_without_quote(here):
    """`a: loop { … }`."""
    if here.kind() != ":" or here.kind(-1) != "IDENT" or here.kind(1) not in LOOPS or here.kind(-2) not in ("{", "}", ";"):
        return False
    add(here.diags, "malformed loop label", here.token(-1), here.token(-1))
    text = here.text(-1)
    here.rename("LIFETIME", -1)
    here.tokens.text[here.token(-1)] = f"'{text}"
    return here.again()


def range_without_end(here):
    """`0..=` as a pattern."""
    if here.kind(-1) != "..=" or here.kind() not in ("=>", "if", "|", ",", ")") or not here.fits("INT") or here.fits("loop"):
        return False
    add(here.diags, "inclusive range with no end", here.token(-1), here.token(-1), code="E0586")
    here.rename("..", -1)
    return here.again()


def lifetime_as_type(here):
    """`x: 'a`, `x: 'a T`."""
    if here.kind() != "LIFETIME" or not here.fits("dyn") or here.fits("LIFETIME"):
        return False
    add(here.diags, "expected type, found lifetime", here.token(), here.token(), "expected type")
    return here.replace(1) if here.kind(1) == "&" else here.replace(1, "ERR_TYPE")


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
    if "dyn" in words or "impl" in words:
        add(here.diags, "ambiguous `+` in a type", here.los[begin + 1], here.token(1))
    else:
        add(here.diags, "expected a path on the left-hand side of `+`", here.los[begin], here.token(1), code="E0178")
    end = here.at
    while here.kinds[end] in ("+", "::") and here.kinds[end + 1] in ("IDENT", "LIFETIME"):
        end += 2
    return here.replace(end - here.at)


def field_default(here):
    """`struct S { a: i32 = 1 }`."""
    if here.kind() != "=" or not here.fits(",", "pub") or not here.fits("}"):
        return False
    place, depth = here.at, 0
    while depth or here.kinds[place] not in (",", "}"):
        depth += (here.kinds[place] in ("(", "[", "{")) - (here.kinds[place] in (")", "]", "}"))
        place += 1
    add(here.diags, "default values on fields are experimental", here.token(), here.los[place - 1], code="E0658")
    return here.replace(place - here.at)


def reassigned_let(here):
    """`let x += 1`."""
    if here.kind() not in ("+=", "-=", "*=", "/=", "%=") or not here.fits("=") or not here.fits(":"):
        return False
    add(here.diags, "can't reassign to an uninitialized variable", here.token(), here.token())
    return here.replace(1, "=")


def nothing_behind_dot(here):
    """`x.;`."""
    if here.kind(-1) != "." or here.kind() == "$END" or not here.fits("await"):
        return False
    add(here.diags, f"unexpected token: {shown(here.tokens, here.token(), here.kind())}", here.token(), here.token())
    here.pop()
    return True


def member_list_item(here):
    """`let` or a field among the items of an impl."""
    if here.kind() != "let" or not here.fits("fn") or not here.fits("}") or here.fits("struct", "IDENT", ";", "let"):
        return False
    add(here.diags, "non-item in item list", here.token(), here.token())
    return here.give_up()


def named_arguments(here):
    """`S(a: 1, b: 2)`."""
    if here.kind() != ":" or here.kind(-1) != "IDENT" or here.kind(-2) not in ("(", ",") or not here.fits(")"):
        return False
    add(here.diags, "invalid `struct` delimiters or `fn` call arguments", here.token(-1), here.token())
    return here.give_up()


def enum_without_body(here):
    """`enum E;`."""
    if here.kind() != ";" or here.kind(-2) != "enum" or not here.fits("{"):
        return False
    add(here.diags, "expected `{}`, found `;`", here.token(), here.token())
    return here.replace(1, "{", "}")


def untyped_parameter(here):
    """`const N` among generic parameters."""
    if here.kind() not in (">", ",", "=") or here.kind(-2) != "const" or not here.fits(":", "dyn") or here.fits(";"):
        return False
    add(here.diags, f"expected `:`, found {shown(here.tokens, here.token(), here.kind())}", here.token(), here.token(), "expected `:`")
    return here.replace(0, ":", "ERR_TYPE")


def mutable_constant(here):
    """`const mut X`."""
    if here.kind() != "mut" or here.kind(-1) != "const" or here.kind(1) != "IDENT" or not here.fits("IDENT"):
        return False
    add(here.diags, "const globals cannot be mutable", here.token(), here.token(), "cannot be mutable")
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


def loop_head_in_parentheses(here):
    """`for (x in xs) {`; rustc takes the pattern for `_`."""
    if here.kind() != "in" or here.fits("in"):
        return False
    opening = here.at
    while opening and here.kinds[opening] not in ("(", "for", ";", "{"):
        opening -= 1
    if here.kinds[opening] != "(" or here.kinds[opening - 1] != "for":
        return False
    closing = here.partner(opening)
    add(here.diags, "unexpected parentheses surrounding `for` loop head", here.los[opening], here.los[opening])
    for column in here.folded:
        del column[closing]
    here.at = opening
    here.replace(here.kinds.index("in", opening) - opening, "_")
    return here.again()


def loop_with_else(here):
    """`while … { } else { }`."""
    if here.kind() != "else" or here.kind(-1) != "}" or here.kind(1) != "{" or not here.fits("let"):
        return False
    place = here.at - 1
    opening = next((at for at in range(place, -1, -1) if here.tokens.match.get(here.los[at]) == here.los[place]), 0)
    while opening and here.kinds[opening - 1] not in (";", "{", "}", "while", "for", "loop", "if"):
        opening -= 1
    word = here.kinds[opening - 1]
    if word not in ("while", "for", "loop"):
        return False
    end = here.partner(here.at + 1)
    add(here.diags, f"`{word}...else` loops are not supported", here.token(), here.los[end])
    return here.replace(end + 1 - here.at)


SLIPS = [loop_head_in_parentheses, loop_with_else, enum_without_body, untyped_parameter, mutable_constant, generic_arguments, missing_semicolon, missing_arm_comma, arm_semicolon, arrow_of_arm, missing_in, let_in_for, let_equality, return_arrow,
         needless_semicolon, declaration, repeated_mut, mut_of_pattern, comparison, postfix_increment, word_operator, not_operator,
         leading_plus, thin_arrow_field, wrong_case, missing_for, lifetime_after_mut, lost_parameters, single_colon, dots, type_left_out,
         pattern_alternatives, pattern_comma, field_equals, comma_behind_base, struct_literal_in_condition, missing_condition,
         else_without_if, equals_body, float_without_integer, wrong_restriction, lonely_visibility, inner_attribute, label,
         label_without_quote, range_without_end, lifetime_as_type, plus_behind_reference, field_default, reassigned_let, nothing_behind_dot,
         named_arguments, member_list_item, separator, keyword_as_name]
