"""Macro expansion: shapes, format strings, errors as recorded from rustc, hygiene, derives."""

import pytest
from mr2py.driver import Session, run_phases
from mr2py.source import Source
from mr2py.syntax import ast
from mr2py.syntax.format_spec import Placeholder


def check(name, text, edition=2024):
    """The front end alone: parse and expand."""
    session = Session(Source(name, text), edition)
    run_phases(session, "expand")
    return session


def expanded(text):
    session = check("t.mrs", text)
    assert not session.diags.all, session.diags.all
    return session.results["expand"]


def main_body(text, before=""):
    return [item for item in expanded(before + "fn main() { " + text + " }").items if isinstance(item, ast.Fn)][-1].body


def format_args(text):
    return main_body(f"let f = format_args!({text});").stmts[0].init


@pytest.mark.parametrize("text, pieces, count", [
    ('"a{{}}"', ["a{}"], 0), ('"{} {x}", y', ["{0:Display}", " ", "{1:Display}"], 2), ('"{0} {0:?}", y', ["{0:Display}", " ", "{0:Debug}"], 1),
    ('"{} b {}", "a", 1', ["a b 1"], 0), ('"{:>8.3}", y', ["{0:Display align='>' width=8 precision=3}"], 1),
    ('"{:w$.*}", 2, y, w = z', ["{1:Display width=('arg', 2) precision=('arg', 0)}"], 3),
    ('"{:#010x}", y', ["{0:LowerHex alternate=True zero=True width=10}"], 1), ('"{:*^+5}", y', ["{0:Display fill='*' align='^' sign='+' width=5}"], 1),
    ('"{:02X?}", y', ["{0:Debug zero=True debug_hex='X' width=2}"], 1), ('"{} {:?}", "a", "b"', ["a ", "{0:Debug}"], 1),
])
def test_format_strings(text, pieces, count):
    node = format_args(text)
    assert [repr(piece) if isinstance(piece, Placeholder) else piece for piece in node.pieces] == pieces and len(node.args) == count


def test_captures_stand_in_the_string():
    session = check("t.mrs", 'fn main() { let f = format_args!("a\\n{xy:?}"); }')
    node = session.results["expand"].items[0].body.stmts[0].init
    assert session.tokens.snippet(node.args[0].lo, node.args[0].hi) == "xy"


@pytest.mark.parametrize("cond, text", [
    ("a>b", "a > b"), ("v.len()==2&&!x", "v.len() == 2 && !x"), ("f(a,b)", "f(a, b)"), ("x == -1", "x == -1"), ("*p == (1 + 2)", "*p == (1 + 2)"),
    ("v[0] & 1 == 0", "v[0] & 1 == 0"),
])
def test_assert_text(cond, text):
    call = main_body(f"assert!({cond});").stmts[0].expr.then.stmts[0].expr
    assert call.args[0].value == "assertion failed: " + text


def test_hygiene():
    body = main_body("let t = 1; let r = m!(t);", "macro_rules! m { ($e:expr) => { { let t = 2; t + $e } } }")
    block = body.stmts[1].init
    inner = block.stmts[0].pat.name
    assert inner.startswith("t#") and block.expr.left.path.segments[0].name == inner and block.expr.right.path.segments[0].name == "t"


def test_repetitions_nest():
    rules = "macro_rules! m { ($($k:ident = [$($v:expr),*]);* $(;)?) => { $( $( f($v); )* let $k = 1; )* } }"
    stmts = main_body("m!(a = [1, 2]; b = [];);", rules).stmts
    assert [type(stmt).__name__ for stmt in stmts] == ["ExprStmt", "ExprStmt", "Let", "Let"]


def test_recursive_macro_counts():
    rules = "macro_rules! n { () => { 0 }; ($h:tt $($t:tt)*) => { 1 + n!($($t)*) }; }"
    expr = main_body("let c = n!(a (b c) d);", rules).stmts[0].init
    assert isinstance(expr, ast.Binary) and isinstance(expr.right.right.right, ast.Lit)


def test_endless_macro():
    session = check("t.mrs", "macro_rules! m { () => { m!() } }\nfn main() { m!() }")
    assert any("recursion limit" in one.message for one in session.diags)


def test_items_by_macro_and_cfg():
    crate = expanded("macro_rules! s { ($n:ident { $($f:ident : $t:ty),* }) => { struct $n { $($f: $t),* } } }\n"
                     "s!(P { a: Vec<i32>, b: u8 });\n#[cfg(test)] mod t {}\n#[cfg(not(test))] fn kept() {}\nfn main() {}")
    assert [item.name for item in crate.items] == ["P", "kept", "main"] and len(crate.items[0].fields) == 2


def test_derive_points_at_the_field():
    session = check("t.mrs", "#[derive(Clone)]\nstruct S {\n    a: u8,\n}\nfn main() {}")
    impl = session.results["expand"].items[1]
    value = impl.items[0].body.expr.fields[0].expr
    assert isinstance(impl, ast.Impl) and session.tokens.line(impl.lo) == 1 and session.tokens.line(value.lo) == 3


@pytest.mark.parametrize("name, methods", [("Copy", []), ("Debug", ["fmt"]), ("PartialEq", ["eq"]), ("PartialOrd", ["partial_cmp"]), ("Ord", ["cmp"]),
                                           ("Hash", ["hash"]), ("Clone", ["clone"]), ("Default", ["default"])])
def test_derives(name, methods):
    helper = "#[default]" if name == "Default" else ""
    crate = expanded(f"#[derive({name})] enum E<T> {{ {helper} A, B(T), C {{ x: u8 }} }} fn main() {{}}")
    impl = crate.items[1]
    assert impl.trait_path.segments[-1].name == name and [item.name for item in impl.items] == methods
    bounds = impl.generics.params[0].bounds
    assert [bound.path.segments[-1].name for bound in bounds] == ([] if name == "Default" else [name])      # an enum's default has no fields
