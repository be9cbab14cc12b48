"""What a module holds: of std only what the program still calls, and methods that move contents only where contents are moved."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from mr2py.codegen.needed import defined, names, needed

ROOT = Path(__file__).resolve().parent.parent.parent


def module_of(path, *options):
    made = subprocess.run([sys.executable, "-m", "mr2py", "emit", "python", *options, path], capture_output=True, text=True, cwd=ROOT, check=True)
    return ast.parse(made.stdout)


def test_reached_through_others():
    body = ast.parse("def a():\n    b()\nLIMIT = 4\ndef b():\n    return LIMIT\ndef c():\n    return c()").body
    assert [defined(node) for node in needed(body[:1], body[1:])] == ["LIMIT", "b"]


@pytest.mark.parametrize("program", ["report", "words", "tree"])
def test_everything_of_std_is_used(program):
    tree = module_of(f"benchmarks/{program}.mrs")
    definitions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    used = set().union(*[names(node) - {getattr(node, "name", None)} for node in tree.body])
    assert {defined(node) for node in definitions} <= used


def test_contents_move_where_the_program_moves_them(tmp_path):
    (tmp_path / "a.mrs").write_text("""
struct Kept { x: i32 }
struct Moved { x: i32 }
fn bump(k: &mut Kept) { k.x += 1; }
fn renew(m: &mut Moved) { *m = Moved { x: m.x + 1 }; }
fn main() {
    let (mut k, mut m) = (Kept { x: 1 }, Moved { x: 2 });
    bump(&mut k);
    renew(&mut m);
    println!("{} {}", k.x, m.x);
}
""")
    classes = {node.name: [part.name for part in node.body if isinstance(part, ast.FunctionDef)]
               for node in module_of(str(tmp_path / "a.mrs")).body if isinstance(node, ast.ClassDef)}
    assert classes == {"Kept": ["__init__"], "Moved": ["__init__", "assign", "taken"]}
