"""Blocks still alive at exit: `run --leak-check` and the `leak` events of a trace."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CYCLE = """use std::cell::RefCell;
use std::rc::Rc;
struct Node {
    name: String,
    other: RefCell<Option<Rc<Node>>>,
}
fn main() {
    let a = Rc::new(Node { name: String::from("first"), other: RefCell::new(None) });
    let b = Rc::new(Node {
        name: String::from("second"),
        other: RefCell::new(Some(a.clone())),
    });
    *a.other.borrow_mut() = Some(Rc::clone(&b));
    println!("{} {}", a.name, Rc::strong_count(&b));
}
"""


def mr2py(*args, **more):
    done = subprocess.run([sys.executable, "-m", "mr2py", *map(str, args)], capture_output=True, cwd=ROOT, timeout=60, **more)
    assert b"Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def checked(tmp_path):
    """A function: text → (exit code, stdout, lines of the leak check without the file's folder)."""
    def check(text, *options, data=b""):
        path = tmp_path / "p.mrs"
        path.write_text(text)
        done = mr2py("run", "--leak-check", *options, path, input=data)
        errors = done.stderr.decode().replace(str(path), "p.mrs").splitlines()
        return done.returncode, done.stdout.decode(), errors
    return check


def test_a_cycle(checked):
    code, out, errors = checked(CYCLE)
    assert (code, out) == (0, "first 2\n")
    assert errors == ["leak check: 4 blocks of 123 bytes still alive at exit",
                      "  #1 5 bytes, align 1, a.name: String, allocated at p.mrs:8",
                      "  #2 56 bytes, align 8, a: Rc<Node>, allocated at p.mrs:8",
                      "  #3 6 bytes, align 1, b.name: String, allocated at p.mrs:10",
                      "  #4 56 bytes, align 8, b: Rc<Node>, allocated at p.mrs:9"]


@pytest.mark.parametrize("body, code, leaks", [
    ("let v = vec![1u8];\n    drop(v);", 0, []),
    ("let mut v = vec![1u8];\n    v.push(2);\n    std::mem::forget(v);", 0, ["#1 8 bytes, align 1, v: Box<[u8; 1]>, allocated at p.mrs:2"]),
    ("let n = Box::leak(Box::new(5u32));\n    *n += 1;", 0, ["#1 4 bytes, align 4, temporary: Box<u32>, allocated at p.mrs:2"]),
    ("let s = String::from(\"abc\");\n    if s.len() == 3 {\n        std::process::exit(4);\n    }", 4, ["#1 3 bytes, align 1, s: String, allocated at p.mrs:2"]),
    ("let _s = String::from(\"abc\");\n    panic!(\"away\");", 101, []),
    ("let mut line = String::new();\n    std::io::stdin().read_line(&mut line).unwrap();", 0, []),
    ("std::thread::spawn(|| {\n        std::mem::forget(Box::new(1u64));\n    })\n    .join()\n    .unwrap();", 0,
     ["#1000000002 8 bytes, align 8, temporary: Box<u64>, allocated at p.mrs:3"])])
def test_what_is_still_alive(checked, body, code, leaks):
    got, _, errors = checked("fn main() {\n    " + body + "\n}\n", data=b"a line\n")
    found = errors[next(i for i, line in enumerate(errors) if line.startswith("leak check: ")):]
    assert got == code
    assert [line.strip() for line in found[1:]] == leaks
    assert leaks or found == ["leak check: no block is alive at exit"]


def test_what_main_returns_is_freed_after_the_log(checked):
    code, _, errors = checked("fn main() -> Result<(), String> {\n    Err(String::from(\"no\"))\n}\n")
    assert code == 1 and errors == ["Error: \"no\"", "leak check: no block is alive at exit"]


def test_the_trace_tells_them_before_the_exit(tmp_path):
    path, out = tmp_path / "p.mrs", tmp_path / "out"
    path.write_text(CYCLE)
    lines = mr2py("trace", path).stdout.decode().splitlines()
    end = next(i for i, line in enumerate(lines) if line.split() == ["exit", "0"])
    assert [line.split()[:3] for line in lines[end - 4:end]] == [["main:2", "leak", "#1"], ["main:2", "leak", "#2"], ["main:4", "leak", "#3"], ["main:3", "leak", "#4"]]
    mr2py("run", "--trace", "heap", "--trace-out", out, path)
    events = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(event["id"], event["size"]) for event in events if event.get("kind") == "leak"] == [(1, 5), (2, 56), (3, 6), (4, 56)]
