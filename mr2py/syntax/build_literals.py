"""The parser's actions: literals (see build.py)."""

from . import ast, errors
from .build import actions
from .literals import byte_value, char_value, float_value, int_value, raw_body, string_value, unescape


def a_lit_int(b, v, lo, hi):
    value, suffix = int_value(b, lo)
    if value is None:
        return ast.ErrorExpr(lo, hi)
    if suffix in ("f32", "f64"):
        return ast.Lit("float", str(value), suffix, lo, hi)
    return ast.Lit("int", value, suffix, lo, hi)


def a_lit_float(b, v, lo, hi):
    value, suffix = float_value(b, lo)
    if value is None:
        return ast.ErrorExpr(lo, hi)
    return ast.Lit("float", value, suffix, lo, hi)


def a_lit_str(b, v, lo, hi):
    return ast.Lit("str", string_value(b, lo), "", lo, hi)


a_lit_raw = a_lit_str


def a_lit_char(b, v, lo, hi):
    return ast.Lit("char", char_value(b, lo), "", lo, hi)


def a_lit_byte(b, v, lo, hi):
    value = byte_value(b, lo, b.text[lo][2:-1], "byte literal")
    return ast.ErrorExpr(lo, hi) if value is None else ast.Lit("byte", value[0] if value else 0, "", lo, hi)


def a_lit_bytestr(b, v, lo, hi):
    value = byte_value(b, lo, b.text[lo][2:-1])
    return ast.ErrorExpr(lo, hi) if value is None else ast.Lit("bytestr", value, "", lo, hi)


def a_lit_rawbytestr(b, v, lo, hi):
    body = raw_body(b.text[lo])
    if not body.isascii():
        errors.literal(b.diags, lo, "non-ASCII character in raw byte string literal", "must be ASCII")
        return ast.ErrorExpr(lo, hi)
    return ast.Lit("bytestr", body.encode("ascii"), "", lo, hi)


def a_lit_cstr(b, v, lo, hi):
    return ast.Lit("cstr", unescape(b, lo, b.text[lo][2:-1], False).encode("utf-8"), "", lo, hi)


def a_lit_rawcstr(b, v, lo, hi):
    return ast.Lit("cstr", raw_body(b.text[lo]).encode("utf-8"), "", lo, hi)


def a_lit_true(b, v, lo, hi):
    return ast.Lit("bool", True, "", lo, hi)


def a_lit_false(b, v, lo, hi):
    return ast.Lit("bool", False, "", lo, hi)


ACTIONS = actions(globals())
