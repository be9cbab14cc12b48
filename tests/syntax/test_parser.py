"""The parser: accepted syntax, recorded errors, and agreement with lark's own driver."""

import marshal
from pathlib import Path

import pytest
from mr2py.diagnostics import Diagnostics
from mr2py.driver import Session, run_phases
from mr2py.source import Source, TokenTable
from mr2py.syntax import ast, gen_nodes, tables
from mr2py.syntax.dump import dump
from mr2py.syntax.lexer import lex
from mr2py.syntax.parser import fold, match_delimiters, parse_file

from .malformed import CASES

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "ast"


def check(name, text, edition=2024):
    """The front end alone: parse and expand."""
    session = Session(Source(name, text), edition)
    run_phases(session, "expand")
    return session


def parse(text, edition=2024):
    tokens, diags = TokenTable(), Diagnostics()
    return parse_file(tokens, Source("t.mrs", text), edition, diags), tokens, diags


def main_expr(text):
    crate, tokens, diags = parse("fn main() { " + text + " }")
    assert not diags.all, diags.all
    return crate.items[0].body.expr, tokens


def test_all_syntax_is_accepted():
    crate, _, diags = parse((HERE / "all_syntax.mrs").read_text())
    assert not diags.all and len(crate.items) == 19


@pytest.mark.parametrize("name", sorted(CASES))
def test_malformed(name):
    text, want = CASES[name]
    session = check("t.mrs", text, 2024)
    assert sorted({(one.code, session.tokens.line(one.primary.lo)) for one in session.diags}) == want


def shape(node):
    """An expression with every operator's operands in parentheses."""
    kind = type(node)
    if kind is ast.Binary:
        return f"({shape(node.left)}{node.op}{shape(node.right)})"
    if kind in (ast.Unary,):
        return f"({node.op}{shape(node.expr)})"
    if kind is ast.Assign:
        return f"({shape(node.left)}={shape(node.right)})"
    if kind is ast.Cast:
        return f"({shape(node.expr)} as {node.ty.path.segments[0].name})"
    if kind is ast.Range:
        return f"({shape(node.start) if node.start else ''}..{shape(node.end) if node.end else ''})"
    if kind is ast.Field:
        return f"{shape(node.expr)}.{node.name}"
    if kind is ast.Lit:
        return str(node.value)
    if kind is ast.PathExpr:
        return node.path.segments[0].name
    return kind.__name__


@pytest.mark.parametrize("text, want", [
    ("a + b * c - d", "((a+(b*c))-d)"), ("(-a as u8) << 2", "(((-a) as u8)<<2)"), ("a = b = c", "(a=(b=c))"),
    ("a || b && c == d | e", "(a||(b&&(c==(d|e))))"), ("-1", "(-1)"), ("a..b + 1", "(a..(b+1))"), ("..", "(..)"),
    ("t.0.1", "t.0.1"), ("!a.b", "(!a.b)"), ("a & b ^ c", "((a&b)^c)"), ("x = a..", "(x=(a..))"), ("(a + b) * c", "((a+b)*c)"),
    ("a == return", "(a==Return)"), ("*a.b", "(*a.b)"),
])
def test_precedence(text, want):
    assert shape(main_expr(text)[0]) == want


def test_parentheses_widen_the_span():
    node, tokens = main_expr("(a + b) * c")
    assert tokens.snippet(node.left.lo, node.left.hi) == "(a + b)"


def test_generic_closers_are_split():
    crate, tokens, diags = parse("fn f(x: Vec<Vec<i32>>) -> Option<Option<u8>> { let y: Vec<u8>= z; y }")
    assert not diags.all
    ty = crate.items[0].params[0].ty
    assert tokens.snippet(ty.lo, ty.hi) == "Vec<Vec<i32>>"


def test_deep_nesting():
    text = "fn main() { let x = " + "(" * 200 + "1" + ")" * 200 + "; }"
    assert not parse(text)[2].all
    assert not parse("fn main() " + "{" * 200 + "}" * 200)[2].all


@pytest.mark.parametrize("text", ["", "\ufefffn main() {}\r\n", "#!/usr/bin/env run\nfn main() {}", "/* a /* b */ c */ fn main() {}"])
def test_odd_beginnings(text):
    crate, _, diags = parse(text)
    assert crate is not None and not diags.all


@pytest.mark.parametrize("text, value", [
    (r'"a\n\u{41}\x41"', "a\nAA"), ('r#"a"b\\n"#', 'a"b\\n'), ('"a\\\n    b"', "ab"), ("'\\''", "'"), ("b'\\n'", 10), ("0xFF_u8", 255),
    ("1_000", 1000), ("0b101", 5), ("b\"a\\xff\"", b"a\xff"), ("1_0.5e-3", "10.5e-3"), ("c\"ab\"", b"ab"), ("true", True),
])
def test_literals(text, value):
    assert main_expr(text)[0].value == value


def test_let_chains_are_an_error_in_2021():
    text = "fn main() { if let Some(x) = a && x {} }"
    assert not parse(text)[2].all and len(parse(text, 2021)[2]) == 1


def without_shift(row):
    """A state's row as the parser uses it: `<<` behind the path of a type begins generic arguments (rustc rejects `a as u8 << 2`)."""
    return {symbol: action for symbol, action in row.items() if symbol != "<<" or not action < 0 < row.get("<", 0)}


def test_tables_fit_the_grammar():
    """The tables beside the grammar are those that lark computes, and marshal keeps them."""
    built = tables.build()
    rows = tables.Rows(*marshal.loads(marshal.dumps(tables.pack(built[0]), 2)))
    assert len(rows) == len(built[0]) > 500 and all(rows[state] == without_shift(row or {}) for state, row in enumerate(built[0]))
    assert sorted(rule for rule in built[1]) == sorted(rule for rule in tables.load()[1])


def test_missing_tables_are_built(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "TABLES", str(tmp_path / "tables.bin"))
    monkeypatch.setattr(tables.write, "__defaults__", (str(tmp_path / "tables.bin"),))
    first = tables.load()
    assert (tmp_path / "tables.bin").exists()
    again = tables.load()
    assert again[1:] == first[1:] and all(again[0][state] == first[0][state] for state in range(len(first[0])))


def lark_accepts(parser, kinds):
    from lark.exceptions import UnexpectedInput
    try:
        parser.parse(kinds, start="crate")
    except UnexpectedInput:
        return False
    return True


@pytest.fixture(scope="module")
def lark_parser():
    """lark's own LALR driver over the grammar, fed with our terminals."""
    from lark import Lark, Token
    from lark.lexer import Lexer
    names = {kind: name for name, kind in tables.terminal_kinds(tables.make_lark()).items()}

    class Feed(Lexer):
        def __init__(self, conf):
            pass

        def lex(self, state, *_):
            return (Token(names.get(kind, kind), kind) for kind in state)
    return Lark(Path(tables.GRAMMAR).read_text(), parser="lalr", lexer=Feed, start=list(tables.STARTS))


def our_terminals(text):
    """(the terminals after our driver has split what it splits, whether it accepts)."""
    from mr2py.syntax.parser import Parser
    tokens, diags = TokenTable(), Diagnostics()
    source = Source("t.mrs", text)
    tokens.add_source(source)
    extent = lex(tokens, source, 2024, diags)
    if extent is None or not match_delimiters(tokens, range(*extent), diags):
        return None, False
    indexes = list(range(*extent))
    folded, parser = fold(tokens, indexes), Parser(tokens, 2024, diags)
    parser.run("crate", folded, extent[1] - 1)
    if parser.mistakes:                 # mended: the terminals as they were written
        return fold(tokens, indexes)[0], False
    return folded[0][:-1], True


def test_lark_agrees(lark_parser):
    texts = [(HERE / "all_syntax.mrs").read_text(), *(text for text, _ in CASES.values())]
    compared = 0
    for text in texts:
        kinds, accepted = our_terminals(text)
        if kinds:
            compared += 1
            assert lark_accepts(lark_parser, kinds) == accepted, text
    assert compared > 40


def test_nodes_are_generated():
    assert gen_nodes.generate((gen_nodes.HERE / "nodes.spec").read_text()) == (gen_nodes.HERE / "ast.py").read_text()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.mrs")), ids=lambda path: path.stem)
def test_golden_ast(path):
    session = Session(Source(path.name, path.read_text()), 2024)
    run_phases(session, "parse")
    assert dump(session.results["parse"], session.tokens) == path.with_suffix(".ast").read_text()
