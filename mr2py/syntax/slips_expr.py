"""Slips in statements, expressions and patterns (see slips.py).
"""

from ..diagnostics import HAS_PLACEHOLDERS, MACHINE_APPLICABLE
from .errors import add, behind, shown

OPERANDS = frozenset(("IDENT", "INT", "STR", "FLOAT", "CHAR", "(", "self", "true", "false"))


def missing_in(here):
    """`for x = …`, `for x of …`, `for x …`."""
    if not here.fits("in") or here.kind() == "in":
        return False
    of = here.text() == "of"
    if here.kind() != "=" and not of and here.kind() not in OPERANDS:
        return False
    if here.shifted(["in", here.kind(1 if of or here.kind() == "=" else 0)]) < 2:
        return False
    if of or here.kind() == "=":
        found = add(here.diags, "missing `in` in `for` loop", here.token(), here.token())
        return here.replace(1, "in")
        found.suggest("try using `in` here instead", [(here.token(), here.token(), "in")])
    found = behind(here.diags, here.tokens, here.previous(), here.token(), "missing `in` in `for` loop", "", False)
    return here.replace(0, "in")
    found.suggest("try adding `in` here", [(here.token(), here.token() - 1, "in ")], MACHINE_APPLICABLE)


def let_in_for(here):
    if here.kind() != "let" or here.kind(-1) != "for" or not here.fits("ref"):
        return False
    found = add(here.diags, "expected pattern, found `let`", here.token(), here.token(), "help: remove the unnecessary `let` keyword")
    found.primary.text = ""
    found.suggest("remove the unnecessary `let` keyword", [(here.token(), here.token(), "")], MACHINE_APPLICABLE)
    return here.replace(1)


DECLARES = frozenset(("var", "auto"))


def declaration(here):
    """`var x = 1`, `auto x = 1`, `mut x = 1`, `mut let x = 1`."""
    if here.kind() == "mut" and here.fits("let"):
        add(here.diags, "invalid variable declaration", here.token(), here.token())
        return here.replace(2, "let") if here.kind(1) == "let" else here.replace(0, "let")
    if here.kind(-1) != "IDENT" or here.text(-1) not in DECLARES or here.kind() not in ("IDENT", "mut", "("):
        return False
    height = len(here.stack) - 1
    if not here.shifted(["let", here.kind()], height) == 2:
        return False
    found = add(here.diags, "invalid variable declaration", here.token(-1), here.token(-1))
    found.suggest(f"write `let` instead of `{here.text(-1)}` to introduce a new variable", [(here.token(-1), here.token(-1), "let")], MACHINE_APPLICABLE)
    here.pop()
    return here.replace(0, "let")


def repeated_mut(here):
    """`let mut mut x`."""
    if here.kind() != "mut" or here.kind(-1) != "mut" or not here.fits("IDENT") or here.fits("dyn") or here.fits("loop"):
        return False
    found = add(here.diags, "`mut` on a binding may not be repeated", here.token(), here.token())
    found.suggest("remove the additional `mut`s", [(here.token(), here.token(), "")], MACHINE_APPLICABLE)
    return here.replace(1)


def mut_of_pattern(here):
    """`let mut (a, b)`."""
    if here.kind() not in ("(", "[") or here.kind(-1) != "mut" or not here.fits("IDENT") or here.fits("dyn") or here.fits("loop"):
        return False
    add(here.diags, "`mut` must be attached to each individual binding", here.token(-1), here.tokens.match.get(here.token(), here.token()))
    place, end = here.at + 1, here.partner(here.at)
    while place < end:
        if is_binding(here, place):
            here.tokens.mended.add(here.insert(place, "mut"))
            place, end = place + 1, end + 1
        place += 1
    here.pop()
    return True


def is_binding(here, place):
    """Whether the terminal at a position of a pattern is a variable's name."""
    return here.kinds[place] == "IDENT" and here.tokens.text[here.los[place]][0].islower() and here.kinds[place + 1] not in ("(", "{", "::", "!", ":") \
        and here.kinds[place - 1] not in ("::", "mut", "ref")


COMPARISONS = {("<", ">"): "!=", ("==", "="): "==", ("!=", "="): "!=", ("<=", ">"): "<="}


def comparison(here):
    """`===`, `!==`, `<>`, `<=>`."""
    pair = here.kind(-1), here.kind()
    if pair not in COMPARISONS or not here.adjacent(-1) or not here.fits("INT"):
        return False
    found = add(here.diags, f"invalid comparison operator `{''.join(pair)}`", here.token(-1), here.token())
    found.suggest(f"`{''.join(pair)}` is not a valid comparison operator, use `{COMPARISONS[pair]}`", [(here.token(-1), here.token(), COMPARISONS[pair])], MACHINE_APPLICABLE)
    return here.replace(1)


BINARY = frozenset(("+", "-", "*", "/", "%", "^", "<<", ">>"))


def expression_as_pattern(here):
    """`let x.len() = …`, `Some(n + 1) =>`: all of the expression is told, and binds nothing."""
    if here.kind(-1) != "IDENT" or not here.fits("@") or here.kind() not in BINARY and here.kind() not in (".", "?"):
        return False
    end = end_of_expression(here)
    if end is None:
        return False
    add(here.diags, "expected a pattern, found an expression", here.token(-1), here.his[end - 1], "not a pattern").note(
        "arbitrary expressions are not allowed in patterns: <https://doc.rust-lang.org/book/ch19-00-patterns.html>")
    count = end - here.at
    here.pop()
    return here.replace(count, "_")


def end_of_expression(here):
    """The position behind method calls, fields, `?` and operators with one simple operand each; None where something else comes."""
    at, kinds = here.at, here.kinds
    while True:
        if kinds[at] == "." and kinds[at + 1] in ("IDENT", "INT"):
            at += 2
            if kinds[at] == "(":
                at = here.partner(at) + 1
        elif kinds[at] == "?":
            at += 1
        elif kinds[at] in BINARY and kinds[at + 1] in OPERANDS and kinds[at + 1] != "(":
            at += 2
            if kinds[at] in ("{", "("):
                at = here.partner(at) + 1
        else:
            return at if at > here.at else None


def reversed_comparison(here):
    """`a =< b`: an assignment of a path that begins with `<`, as rustc reads it."""
    back = next((count for count in (1, 2) if here.kind(-count) == "<"), 0)
    if not back or here.kind(-back - 1) != "=" or not here.adjacent(-back - 1) or back == 2 and here.kind(-1) != "IDENT":
        return False
    found = shown(here.tokens, here.token(), here.kind())
    words = "type" if back == 1 else "one of `!`, `(`, `+`, `::`, `<`, `>`, or `as`"
    add(here.diags, f"expected {words}, found {found}", here.token(), here.token(), "expected type" if back == 1 else "expected one of 7 possible tokens",
        also=[(here.token(-back - 1), here.token(-back), "help: did you mean: `<=`")])
    return here.give_up()


def word_operator(here):
    """`a and b`, `a or b`."""
    word = {"and": "&&", "or": "||"}.get(here.text())
    if word is None or not here.fits(word) or not here.works([word], 1):
        return False
    found = add(here.diags, f"`{here.text()}` is not a logical operator", here.token(), here.token())
    found.note("unlike in e.g., Python and PHP, `&&` and `||` are used for logical operators")
    found.suggest(f"use `{word}` to perform logical {'conjunction' if word == '&&' else 'disjunction'}", [(here.token(), here.token(), word)], MACHINE_APPLICABLE)
    return here.replace(1, word)


def not_operator(here):
    """`~a`, and `not a`."""
    if here.kind() == "~" and here.fits("INT") and here.fits("!"):
        found = add(here.diags, "`~` cannot be used as a unary operator", here.token(), here.token())
        found.suggest("use `!` to perform bitwise not", [(here.token(), here.token(), "!")], MACHINE_APPLICABLE)
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
    found = add(here.diags, "Rust has no postfix increment operator", here.token(-1), here.token(), "not a valid postfix operator")
    found.suggest("use `+= 1` instead", [(here.token(-1), here.token(), " += 1")], MACHINE_APPLICABLE)
    return here.give_up()


def thin_arrow_field(here):
    """`x->f()`."""
    if here.kind() != "->" or not here.fits(".") or here.fits("->") or here.kind(1) not in ("IDENT", "INT"):
        return False
    found = add(here.diags, "`->` is not valid syntax for field accesses and method calls", here.token(), here.token())
    found.help("the `.` operator will automatically dereference the value, except if the value is a raw pointer")
    found.suggest("try using `.` instead", [(here.token(), here.token(), ".")], MACHINE_APPLICABLE)
    return here.replace(1, ".")


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


def pattern_alternatives(here):
    """`1 || 2`."""
    if here.kind() != "|" or here.kind(-1) != "|" or not here.fits("ref") or here.fits("loop"):
        return False
    found = add(here.diags, "unexpected token `||` in pattern", here.token(-1), here.token())
    found.suggest("use a single `|` to separate multiple alternative patterns", [(here.token(-1), here.token(), "|")], MACHINE_APPLICABLE)
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
    begin = here.at
    while here.kinds[begin - 1] in ("INT", "IDENT", "STR", "CHAR", "_", "|", ",") and here.los[begin - 1] and not (here.kinds[begin - 1] == "," and here.kinds[begin - 2] not in ("INT", "IDENT", "STR", "CHAR", "_")):
        begin -= 1
    found = add(here.diags, "unexpected `,` in pattern", here.token(), here.token())
    found.suggest("try adding parentheses to match on a tuple...", [(here.los[begin], here.los[begin] - 1, "("), (here.los[place - 1], None, ")")], MACHINE_APPLICABLE)
    found.suggest("...or a vertical bar to match on alternatives", [(here.los[comma], here.los[comma], " |") for comma in range(begin, place) if here.kinds[comma] == ","], MACHINE_APPLICABLE)
    return here.replace(place - here.at)


def let_equality(here):
    """`if let p == e`."""
    if here.kind() != "==" or not here.fits("=") or here.fits(";") or here.fits(":"):
        return False
    found = add(here.diags, "expected `=`, found `==`", here.token(), here.token())
    found.suggest("consider using `=` here", [(here.token(), here.token(), "=")])
    return here.replace(1, "=")


def equality_of_let(here):
    """`let x == e;`, `const X: u8 == e;`: what follows is not read."""
    if here.kind() != "==" or not here.fits("=") or not here.fits(";"):
        return False
    found = add(here.diags, "unexpected `==`", here.token(), here.token())
    found.suggest("try using `=` instead", [(here.token(), here.token(), "=")])
    return here.give_up() or here.end()


def field_equals(here):
    """`S { a = 1 }`."""
    if here.kind() != "=" or not here.fits(":", "INT") or not here.fits(",") or here.fits(")"):
        return False
    found = add(here.diags, "expected `:`, found `=`", here.token(), here.token())
    found.suggest("replace equals symbol with a colon", [(here.token(), here.token(), ":")], MACHINE_APPLICABLE)
    return here.replace(1, ":")


def comma_behind_base(here):
    """`S { ..base, }`: what follows is dropped."""
    if here.kind() != "," or not here.fits("}") or here.fits(",") or here.fits(";") or ".." not in here.kinds[max(0, here.at - 12):here.at]:
        return False
    add(here.diags, "cannot use a comma after the base struct", here.token(), here.token())
    place = here.find("}")
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
    found = add(here.diags, "struct literals are not allowed here", here.los[begin], here.his[closing])
    found.suggest("surround the struct literal with parentheses", [(here.los[begin], here.los[begin] - 1, "("), (here.his[closing], None, ")")], MACHINE_APPLICABLE)
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
        found = behind(here.diags, here.tokens, here.los[opening - 1], here.los[opening], "missing condition for `if` expression", "expected condition here", False)
        found.label((here.los[opening], here.los[opening]), "if this block is the condition of the `if` expression, then it must be followed by another block")
    elif word == "in":
        found = behind(here.diags, here.tokens, here.los[opening - 1], here.los[opening], "missing expression to iterate on in `for` loop", "", False)
        found.suggest("try adding an expression to the `for` loop", [(here.los[opening], here.los[opening] - 1, "/* expression */ ")], HAS_PLACEHOLDERS)
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
    found = add(here.diags, f"expected `{{`, found {shown(here.tokens, here.token(), here.kind())}", here.token(), here.token(), "expected an `if` or a block after this `else`")
    found.suggest("add an `if` if this is the condition of a chained `else if` statement", [(here.token(), here.token() - 1, "if ")])
    return here.replace(0, "if")


def float_without_integer(here):
    """`.5`."""
    if here.kind() != "." or here.kind(1) != "INT" or not here.fits("INT") or not here.adjacent():
        return False
    found = add(here.diags, "float literals must have an integer part", here.token(), here.token(1))
    found.suggest("must have an integer part", [(here.token(), here.token() - 1, "0")], MACHINE_APPLICABLE)
    here.replace(1)
    return here.rename("FLOAT")


LOOPS = ("while", "for", "loop", "{")


def label(here):
    """`'a while …` without its colon; a label before something that takes none."""
    if here.kind(-1) == "LIFETIME" and here.kind() in LOOPS and here.fits(":"):
        found = add(here.diags, "labeled expression must be followed by `:`", here.token(-1), here.token())
        found.label((here.token(-1), here.token(-1)), "the label")
        found.note("labels are used before loops and blocks, allowing e.g., `break 'label` to them")
        found.suggest("add `:` after the label", [(here.token(-1), None, ":")], MACHINE_APPLICABLE)
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
    found = add(here.diags, "malformed loop label", here.token(-1), here.token(-1))
    found.suggest("use the correct loop label format", [(here.token(-1), here.token(-1) - 1, "'")], MACHINE_APPLICABLE)
    text = here.text(-1)
    here.rename("LIFETIME", -1)
    here.tokens.text[here.token(-1)] = f"'{text}"
    return here.again()


def range_without_end(here):
    """`0..=` as a pattern."""
    if here.kind(-1) != "..=" or here.kind() not in ("=>", "if", "|", ",", ")") or not here.fits("INT") or here.fits("loop"):
        return False
    found = add(here.diags, "inclusive range with no end", here.token(-1), here.token(-1), code="E0586")
    found.note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)")
    here.rename("..", -1)
    return here.again()


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


def named_arguments(here):
    """`S(a: 1, b: 2)`."""
    if here.kind() != ":" or here.kind(-1) != "IDENT" or here.kind(-2) not in ("(", ",") or not here.fits(")"):
        return False
    add(here.diags, "invalid `struct` delimiters or `fn` call arguments", here.token(-1), here.token())
    return here.give_up()


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
    found = add(here.diags, f"`{word}...else` loops are not supported", here.token(), here.los[end])
    found.label((here.los[opening - 1], here.los[opening - 1]), "`else` is attached to this loop")
    found.note("consider moving this `else` clause to a separate `if` statement and use a `bool` variable to control if it should run")
    return here.replace(end + 1 - here.at)
