"""`mr2py verify`: what it says where both sides agree and where they do not. Needs rustc, but for two tests."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mr2py.verify import compare
from mr2py.verify.native import Native, Run, with_logger

ROOT = Path(__file__).parent.parent
needs_rustc = pytest.mark.skipif(shutil.which("rustc") is None, reason="there is no rustc to compare with")
MAIN = "fn main() {\n    let v = vec![1, 2];\n    println!(\"{v:?}\");\n}\n"
NOISY = "struct Noisy;\nimpl Drop for Noisy {\n    fn drop(&mut self) {\n        println!(\"drop\");\n        panic!(\"in drop\");\n    }\n}\n"


def mr2py(*args, **more):
    done = subprocess.run([sys.executable, "-m", "mr2py", *map(str, args)], capture_output=True, cwd=ROOT, timeout=120, **more)
    assert b"Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def verified(tmp_path):
    """A function: text → (exit code, output) of `verify` on it."""
    def verify(text, *more, **options):
        path = tmp_path / "program.mrs"
        path.write_text(text)
        options.setdefault("input", b"")
        done = mr2py("verify", path, *more, **options)
        assert done.stderr == b""
        return done.returncode, done.stdout.decode().replace(f"{path}: ", "")
    return verify


def test_without_rustc(tmp_path):
    (tmp_path / "good.mrs").write_text(MAIN)
    done = mr2py("verify", tmp_path / "good.mrs", env={**os.environ, "PATH": str(tmp_path)})
    assert done.returncode == 2 and done.stdout == b"" and b"there is no `rustc` on the path" in done.stderr


@pytest.mark.parametrize("text, wanted", [
    ("fn main() { f() }\nfn f() {}", "fn main() { fn main() { f() } ::mr2py_heaplog::run(main) }\nfn f() {}"),
    ("fn main() -> Result<(), String> {\n    Ok(())\n}\n", "fn main() -> Result<(), String> { fn main() -> Result<(), String> {\n    Ok(())\n} ::mr2py_heaplog::run(main) }\n"),
    ("mod a { pub fn main() {} }\nuse a::main;\n", None)])
def test_the_logger_stands_around_main(text, wanted):
    assert with_logger(text) == wanted


@needs_rustc
@pytest.mark.parametrize("text, said", [
    (MAIN, "same (accepted, 1 line of output, exit 0, 2 heap events)"),
    ("fn main() {\n    let x: i32 = \"\";\n}\n", "same (rejected, 1 error)"),
    ("fn main() {\n    let b = Box::new(1);\n    std::process::exit(*b + 6);\n}\n", "same (accepted, 0 lines of output, exit 7, 1 heap event)"),
    (NOISY + "fn main() {\n    let _b = Box::new(1);\n    let _n = Noisy;\n    panic!();\n}\n", "same (accepted, 1 line of output, exit SIGABRT, 1 heap event)"),
])
def test_same(verified, text, said):
    assert verified(text) == (0, said + "\n")


@needs_rustc
def test_input_and_arguments_are_passed(verified):
    text = ("use std::io::Read;\nfn main() {\n    let mut text = String::new();\n    std::io::stdin().read_to_string(&mut text).unwrap();\n"
            "    let args: Vec<String> = std::env::args().skip(1).collect();\n    assert_eq!((text.as_str(), args.len()), (\"some\\n\", 2));\n"
            "    for arg in args {\n        println!(\"{arg}\");\n    }\n}\n")
    code, output = verified(text, "--", "a b", "--c", input=b"some\n")
    assert code == 0 and output.startswith("same (accepted, 2 lines of output, exit 0, ")


@needs_rustc
def test_json_and_nothing_left_behind(verified, tmp_path):
    before = set(tmp_path.iterdir())
    code, output = verified(MAIN, "--json", env={**os.environ, "TMPDIR": str(tmp_path)})
    entry = json.loads(output)
    assert code == 0 and (entry["result"], entry["exit"], entry["stdout"], entry["heap"]) == ("same", 0, 1, 2)
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {"program.mrs"}


@needs_rustc
@pytest.mark.parametrize("text, code, said", [
    ("fn main() {\n    loop {}\n}\n", 1, "not compared: both run for more than 1 s\n"),
    ("fn main() {\n    unsafe {}\n}\n", 3, "not supported by mini-Rust: MR016 "),
    ("use std::collections::HashSet;\nfn main() {\n    let many: HashSet<u32> = (0..99).collect();\n    println!(\"{many:?}\");\n}\n", 0,
     "the stdout varies from one native run to the next, so it is not compared\n"),
])
def test_not_compared(verified, text, code, said):
    got = verified(text, "--timeout", "1")
    assert got[0] == code and got[1].startswith(said)


@needs_rustc
def test_an_unreadable_file_among_others(tmp_path):
    (tmp_path / "good.mrs").write_text(MAIN)
    done = mr2py("verify", tmp_path / "missing.mrs", tmp_path / "good.mrs", stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and b"missing.mrs: not compared" in done.stdout and b"good.mrs: same" in done.stdout


@needs_rustc
@pytest.mark.parametrize("change, found", [
    ({"stdout": b"[1, 2]\nmore\n"}, {"what": "stdout", "line": 2, "native": "", "mr2py": "more"}),
    ({"code": 101}, {"what": "exit code", "native": "0", "mr2py": "101"}),
    ({"code": -6}, {"what": "exit code", "native": "0", "mr2py": "SIGABRT"}),
    ({"heap": ["alloc 1 8 4"]}, {"what": "heap log", "line": 2, "native": "dealloc 1 8 4", "mr2py": "no further event"}),
    ({"heap": ["alloc 1 8 4", "dealloc 1 4 4"]}, {"what": "heap log", "line": 2, "native": "dealloc 1 8 4", "mr2py": "dealloc 1 4 4"})])
def test_differences_of_runs(tmp_path, monkeypatch, change, found):
    path = tmp_path / "program.mrs"
    path.write_text(MAIN)
    ours = Run(b"[1, 2]\n", b"", 0)
    ours.heap = ["alloc 1 8 4", "dealloc 1 8 4"]
    for name, value in change.items():
        setattr(ours, name, value)
    monkeypatch.setattr(compare, "run_here", lambda case, native: ours)
    with Native() as native:
        got = compare.compare(compare.Case(str(path), MAIN, 2024), native)
    assert got == {"file": str(path), "result": "differs", **found}


@pytest.mark.parametrize("theirs, ours, found", [
    ([("E0382", 3)], [], {"line": 3, "native": "E0382", "mr2py": "accepted"}),
    ([], [("E0382", 3)], {"line": 3, "native": "accepted", "mr2py": "E0382"}),
    ([("E0382", 3), ("E0308", 9)], [("E0382", 3), ("E0277", 9)], {"line": 9, "native": "E0308", "mr2py": "E0277"}),
    ([("E0382", 3), ("", 5)], [("E0382", 3)], {"line": 5, "native": "an error", "mr2py": "no error"})])
def test_differences_of_verdicts(theirs, ours, found):
    assert compare.first_error(theirs, ours, bool(theirs), None) == {"what": "verdict", **found}


@needs_rustc
def test_a_block_that_another_thread_frees_keeps_its_number_to_itself(verified):
    text = ("use std::thread;\nfn main() {\n    for n in 1..9 {\n        let v = vec![n; 100];\n        thread::scope(|s| {\n            s.spawn(move || drop(v));\n"
            "        });\n        let b = Box::new([n; 100]);\n        drop(b);\n    }\n}\n")
    with Native() as native:
        binary = native.build_logged(text, 2024, "threads.mrs")
        lines, _ = native.run_logged(binary, ["threads"])
    big = [line for line in lines if line.split()[2] == "400"]
    assert len([line for line in big if line.startswith("alloc")]) == 16
    assert len({line.split()[1] for line in big}) == 16 and len([line for line in big if line.startswith("dealloc")]) == 8
