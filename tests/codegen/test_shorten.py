"""The passes that shorten a finished function: merged variables, known variants, objects taken apart, tests and values that nobody needs."""

import ast

from mr2py.codegen import copies, fields, known, peephole
from mr2py.codegen.names import Scope


def function(text):
    lines = ["def f(a, b):", *["    " + line for line in text.strip().splitlines()]]
    return ast.parse("\n".join(lines)).body[0]


def shown(node):
    return [line[4:] for line in ast.unparse(node).splitlines()[1:]]


def scope():
    made = Scope()
    for name in ("a", "b", "t", "x", "y", "r"):
        made.new(name)
    return made


def merged(text, named=()):
    node = function(text)
    copies.merge(node, set(named))
    return shown(node)


def test_copies_are_merged():
    assert merged("t = g(a)\nif t is None:\n    h()\nx = t\nreturn x", ["x"]) == ["x = g(a)", "if x is None:", "    h()", "return x"]
    assert merged("t = a\nu = t\nreturn u + t") == ["return a + a"]


def test_copies_that_are_values_of_their_own_stay():
    text = "x = g()\ny = x\nx += 1\nreturn x + y"
    assert merged(text, ["x", "y"]) == text.splitlines()
    text = "t = g()\nx = t\nt = h()\nreturn x"                # written again behind the copy
    assert merged(text, ["x"]) == text.splitlines()
    text = "x = a\ny = x\nreturn lambda z: y"
    assert merged(text, ["x", "y"]) == text.splitlines()


def test_branches_join_in_one_variable():
    assert merged("if a:\n    t = 1\nelse:\n    t = 2\nx = t\nreturn x", ["x"]) == ["if a:", "    x = 1", "else:", "    x = 2", "return x"]


def test_known_variants():
    node = function("if a:\n    t = (0, b)\nelse:\n    t = (1, g())\nif t[0] == 0:\n    return t[1]\nelse:\n    h(t[1])")
    assert known.thread(node, scope())
    assert shown(node) == ["if a:", "    return b", "else:", "    t_2 = g()", "    h(t_2)"]


def test_unknown_variants_stay():
    for text in ("if a:\n    t = (0, b)\nelse:\n    t = g()\nif t[0] == 0:\n    h()", "if a:\n    t = None\nelse:\n    t = b\nif t is None:\n    h()",
                 "if a:\n    t = (0, b)\nelse:\n    t = (1, b)\nif t[0] == 0:\n    h()\nreturn t"):
        assert not known.thread(function(text), scope())


def test_tests_that_an_earlier_one_decides():
    node = function("if a is None:\n    return 0\nif a is not None:\n    h(a)\nreturn 1")
    known.tested_before(node)
    assert shown(node) == ["if a is None:", "    return 0", "h(a)", "return 1"]
    node = function("if a is None:\n    return 0\na = g()\nif a is not None:\n    h(a)")
    known.tested_before(node)
    assert "if a is not None:" in shown(node)


def test_objects_are_taken_apart():
    node = function("t = Pair(g(), b)\nt.second = 1\nreturn t.first + t.second")
    assert fields.take_apart(node, {"Pair": ("first", "second")}, scope())
    assert shown(node) == ["t_first = g()", "t_second = b", "t_second = 1", "return t_first + t_second"]
    node = function("if a:\n    r = rt_Ref_x(a)\nelse:\n    r = rt_Ref_x(b)\nr.v = r.v + 1")
    assert fields.take_apart(node, {}, scope())
    assert shown(node)[-1] == "r_o.x = r_o.x + 1"


def test_objects_that_are_seen_whole_stay():
    for text in ("t = Pair(a, b)\nreturn t", "t = Pair(a, b)\nt = g()\nreturn t.first", "t = Pair(a, b)\nt.assign(g())", "t = Pair(a)\nreturn t.second"):
        assert not fields.take_apart(function(text), {"Pair": ("first", "second")}, scope())


def test_what_nobody_reads():
    node = function("x = rt_byte_len(a)\ny = g(a)\nreturn b")
    peephole.remove_unused(node)
    assert shown(node) == ["y = g(a)", "return b"]


def improved(text):
    node = function(text)
    peephole.improve(node)
    return shown(node)


def test_loops_that_only_append():
    assert improved("for x in reversed(a):\n    b.append(x)\nreturn b") == ["b.extend(reversed(a))", "return b"]
    for text in ("for x in a:\n    b.append(x)\nreturn x", "for x in a:\n    b.append(x + x)", "for x in a:\n    b.append(x)\n    g()"):
        assert improved(text) == text.splitlines()
