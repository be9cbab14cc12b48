"""Programs that nest deeper than CPython allows."""

import subprocess
import sys

import pytest

from mr2py.codegen import flat
from mr2py.driver import check, compile_program


def loops(count):
    """`while` loops in each other, with a jump out of all of them from the innermost."""
    heads = "".join(f"let mut a{i} = 0;\n'l{i}: while a{i} < 2 {{ a{i} += 1;\n" for i in range(count))
    return f"fn main() {{\nlet mut c = 0;\n{heads}c += 1;\nif c == 5 {{ break 'l0; }}\n" + "}\n" * count + 'println!("{c}");\n}\n'


def branches(count):
    heads = "".join(f"if x < {100 + i} {{ c += {i};\n" for i in range(count))
    return f'fn main() {{\nlet x = 3;\nlet mut c = 0;\n{heads}' + "}\n" * count + 'println!("{c}");\n}\n'


def values(count):
    """Loops that own values with destructors, and matches with guards."""
    heads = "".join(f"for i{i} in 0..1 {{ let _d = D({i}); match i{i} {{ n if n > 5 => {{}}, 0 | 1 => {{\n" for i in range(count))
    return ('struct D(u32);\nimpl Drop for D { fn drop(&mut self) { if self.0 % 9 == 0 { println!("drop {}", self.0); } } }\n'
            f'fn main() {{\n{heads}println!("in");\n' + "} _ => {} } }\n" * count + "}\n")


CASES = [(loops(12), "5\n"), (loops(40), "5\n"), (branches(120), f"{sum(range(120))}\n"),
         (values(30), "in\n" + "".join(f"drop {i}\n" for i in (27, 18, 9, 0)))]


@pytest.mark.parametrize("level", ["off", "ownership"])
@pytest.mark.parametrize("text, expected", CASES)
def test_nested_deeper_than_python_allows(text, expected, level, tmp_path):
    assert run(text, level, tmp_path) == expected


def run(text, level, tmp_path):
    session = check("p.mrs", text)
    assert session.exit_code == 0, [one.message for one in session.diags]
    module = compile_program(session, level, "<p>")
    assert module is not None, [one.message for one in session.diags]
    path = tmp_path / "p.py"
    path.write_text(module.source, encoding="utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": ":".join(sys.path), "PATH": "", "MR2PY_TRACE_OUT": str(tmp_path / "out")})
    return done.stdout


def test_a_loop_over_states_does_what_the_nested_code_does(monkeypatch, tmp_path):
    text = values(3)
    nested = run(text, "off", tmp_path)
    monkeypatch.setattr(flat, "MAX_LEVELS", 0)
    assert run(text, "off", tmp_path) == nested
    assert "while True" in (tmp_path / "p.py").read_text(encoding="utf-8")
