"""Messages and places of panics, as the native program prints them; names and line maps of modules."""

import subprocess
import sys

import pytest

from mr2py.driver import check, compile_program

PROGRAMS = [
    ("fn main() {\n    let v = vec![1, 2, 3];\n    let i = v.len() + 2;\n    println!(\"{}\", v[i]);\n}\n", "4:20",
     "index out of bounds: the len is 3 but the index is 5"),
    ("fn get(a: &[u8], i: usize) -> u8 {\n    a[i + 1]\n}\nfn main() {\n    get(&[1, 2], 7);\n}\n", "2:5",
     "index out of bounds: the len is 2 but the index is 8"),
    ("fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\nfn main() {\n    add(i32::MAX, 1);\n}\n", "2:5", "attempt to add with overflow"),
    ("fn div(a: u8, b: u8) -> u8 {\n    a / b\n}\nfn main() {\n    div(1, 0);\n}\n", "2:5", "attempt to divide by zero"),
    ("fn main() {\n    let x: Option<u8> = None;\n    x.unwrap();\n}\n", "3:7", "called `Option::unwrap()` on a `None` value"),
    ("fn main() {\n    let s = String::from(\"h\u00e9\");\n    println!(\"{}\", &s[0..2]);\n}\n", "3:21",
     "byte index 2 is not a char boundary; it is inside '\u00e9' (bytes 1..3) of `h\u00e9`"),
]


def compiled(text, level="off"):
    session = check("p.mrs", text, 2024)
    assert session.exit_code == 0, [one.message for one in session.diags]
    return compile_program(session, level, "<p>")


@pytest.mark.parametrize("text, place, message", PROGRAMS)
def test_panic_message_and_place(text, place, message, tmp_path):
    module = tmp_path / "p.py"
    module.write_text(compiled(text).source, encoding="utf-8")
    done = subprocess.run([sys.executable, str(module)], capture_output=True, text=True, encoding="utf-8",
                          env={"PYTHONPATH": ":".join(sys.path), "PATH": ""})
    lines = done.stderr.splitlines()
    assert done.returncode == 101
    assert lines[1].startswith("thread 'main' (") and lines[1].endswith(f"panicked at p.mrs:{place}:")
    assert lines[2] == message


def test_line_map_names_the_source_lines():
    text = "fn main() {\n    let a = String::new();\n    println!(\"{}\", a.len());\n}\n"
    module = compiled(text)
    lines = module.source.splitlines()
    found = {line for number, (_, line) in module.line_map.items() if "write(" in lines[number - 1]}
    assert found == {3}


def test_importing_a_module_runs_nothing():
    namespace = {"__name__": "imported"}
    exec(compiled("fn main() { println!(\"x\"); panic!(\"y\"); }").code, namespace)
    assert callable(namespace["main"])
