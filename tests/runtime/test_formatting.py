"""Texts recorded from rustc 1.95."""

import pytest
from mr2py_runtime import floats, formatting, text

FLOATS = [
    (1e21, "1000000000000000000000", "1e21"), (1e-7, "0.0000001", "1e-7"), (0.1, "0.1", "0.1"), (1.0, "1", "1.0"), (1e16, "10000000000000000", "1e16"),
    (123456789012345680.0, "123456789012345680", "1.2345678901234568e17"), (9.9e-5, "0.000099", "9.9e-5"), (-0.0, "-0", "-0.0"),
    (float("inf"), "inf", "inf"), (float("nan"), "NaN", "NaN"),
]


def written(function, value, spec, *rest):
    pieces = []
    assert function(value, formatting.Formatter(formatting.into(pieces), spec), *rest) == formatting.OK
    return "".join(pieces)


@pytest.mark.parametrize("value, display, debug", FLOATS)
def test_floats(value, display, debug):
    assert written(formatting.fmt_float, value, formatting.PLAIN, False) == display
    assert written(formatting.fmt_float_debug, value, formatting.PLAIN, False) == debug


def test_f32_prints_its_own_shortest_digits():
    assert written(formatting.fmt_float, floats.to_f32(0.1), formatting.PLAIN, True) == "0.1"
    assert written(formatting.fmt_float, floats.to_f32(0.1), formatting.PLAIN, False) == "0.10000000149011612"


@pytest.mark.parametrize("spec, expected", [
    (formatting.Spec(width=5), "   42"), (formatting.Spec(width=5, align="<"), "42   "), (formatting.Spec(width=5, align="^", fill="*"), "*42**"),
    (formatting.Spec(width=5, zero=True), "00042"), (formatting.Spec(sign="+"), "+42"), (formatting.Spec(width=6, zero=True, sign="+"), "+00042"),
])
def test_integers(spec, expected):
    assert written(formatting.fmt_int, 42, spec) == expected


def test_radix_of_negative_numbers_is_twos_complement():
    assert written(formatting.fmt_radix, -1, formatting.Spec(alternate=True), "i8", "x", "0x") == "0xff"


@pytest.mark.parametrize("char, expected", [("a", "'a'"), ("'", "'\\''"), ('"', "'\"'"), ("\n", "'\\n'"), ("\u0301", "'\\u{301}'"),
                                            ("\u200b", "'\\u{200b}'"), ("\u00e9", "'\u00e9'"), ("\u09be", "'\\u{9be}'")])
def test_debug_of_chars(char, expected):
    assert text.debug_char(char) == expected
