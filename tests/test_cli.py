"""The command line: exit codes, forms, bad files; never a traceback."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mr2py import driver
from mr2py.diagnostics.explanations import explanations

ROOT = Path(__file__).parent.parent
GOOD, BAD, UNKNOWN = "fn main() {}\n", "fn main() { let x = ; }\n", 'fn main() { let x = env!("HOME"); }\n'


def mr2py(*args, **more):
    done = subprocess.run([sys.executable, "-m", "mr2py.cli", *map(str, args)], capture_output=True, cwd=ROOT, **more)
    assert b"Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def files(tmp_path):
    for name, text in (("good", GOOD), ("bad", BAD), ("unknown", UNKNOWN)):
        (tmp_path / f"{name}.mrs").write_text(text)
    (tmp_path / "latin.mrs").write_bytes(b"fn main() { // \xe9\n}")
    return tmp_path


@pytest.mark.parametrize("names, code", [(["good"], 0), (["bad"], 1), (["unknown"], 3), (["missing"], 2), (["latin"], 2),
                                         (["bad", "unknown"], 3), (["bad", "missing", "unknown"], 2), (["good", "bad"], 1)])
def test_exit_codes(files, names, code):
    assert mr2py("check", *[files / f"{name}.mrs" for name in names]).returncode == code


def test_json_is_one_object_a_line(files):
    done = mr2py("check", files / "bad.mrs", "--error-format", "json")
    entries = [json.loads(line) for line in done.stderr.decode().splitlines()]
    assert entries[0]["level"] == "error" and entries[0]["spans"][0]["line_start"] == 1


@pytest.mark.parametrize("more", [[], ["--edition", "2021"], ["--error-format", "short"]])
def test_both_readers_agree(files, more):
    """`--color auto` before the command sends the same words through click."""
    plain, click = mr2py("check", files / "bad.mrs", *more), mr2py("--color", "auto", "check", files / "bad.mrs", *more)
    assert (plain.returncode, plain.stderr) == (click.returncode, click.stderr)


def test_plain_check_imports_little(files):
    """Each of these costs a tenth of a cold check or more."""
    costly = "{'click', 'lark', 're', 'pathlib', 'enum', 'typing', 'dataclasses'}"
    code = f"import sys; from mr2py.cli import main; main(['check', sys.argv[1]]); print(*{costly} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, files / "good.mrs"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_wrong_usage(files):
    assert mr2py("chekc").returncode == 2 and mr2py("check").returncode == 2
    assert mr2py("check", files / "good.mrs", "--edition", "2015").returncode == 2


def test_version_and_explain():
    assert mr2py("--version").returncode == 0
    assert b"macro" in mr2py("explain", "MR012").stdout and mr2py("explain", "E9999").returncode == 2
    assert mr2py("explain", "e0382").stdout.startswith(b"E0382: ")


def test_every_code_is_explained():
    """Each code that the sources name has its text for `explain`."""
    table = explanations()
    named = {code for path in (ROOT / "mr2py").rglob("*.py") for code in re.findall(r'"((?:E0|MR)\d{3})"', path.read_text(encoding="utf-8"))}
    assert named and not named - set(table)


PANICS = "fn main() {\n    let v = vec![1];\n    let i = v.len();\n    println!(\"{}\", v[i]);\n}\n"


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "some-program.mrs"
    path.write_text("fn main() {\n    let text = String::from(\"text\");\n    println!(\"{text} é\");\n}\n", encoding="utf-8")
    return path


def test_run_prints_utf8_in_any_locale(program):
    done = mr2py("run", program, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stdout) == (0, "text é\n".encode())


def test_panic_exits_101(tmp_path):
    (tmp_path / "panics.mrs").write_text(PANICS)
    done = mr2py("run", tmp_path / "panics.mrs")
    assert done.returncode == 101
    assert b"index out of bounds: the len is 1 but the index is 1" in done.stderr


def test_rejected_programs_do_not_run(files):
    done = mr2py("run", files / "bad.mrs")
    assert done.returncode == 1 and not done.stdout and b"error" in done.stderr


def test_heap_log(program, tmp_path):
    log = tmp_path / "log"
    assert mr2py("run", "--heap-log", log, program).returncode == 0
    assert log.read_text() == "alloc 1 4 1\ndealloc 1 4 1\n"


def test_unwritable_output(program, tmp_path):
    done = mr2py("run", "--heap-log", tmp_path / "no" / "log", program)
    assert done.returncode == 2 and b"couldn't write" in done.stderr
    assert mr2py("build", program, "-o", tmp_path / "no" / "out.py").returncode == 2


def test_trace_text_golden_and_json(program, tmp_path):
    golden, lines = tmp_path / "golden", tmp_path / "events.jsonl"
    assert mr2py("trace", "--level", "heap", "--against", golden, program).returncode == 2
    assert mr2py("trace", "--level", "heap", "--bless", golden, program).returncode == 0
    assert mr2py("trace", "--level", "heap", "--against", golden, program).returncode == 0
    assert golden.read_text().splitlines()[-1].split() == ["exit", "0"]
    golden.write_text(golden.read_text().replace("4 bytes", "5 bytes"))
    changed = mr2py("trace", "--level", "heap", "--against", golden, program)
    assert changed.returncode == 1 and changed.stdout.startswith(b"---")
    assert mr2py("run", "--trace-out", lines, program).returncode == 0
    assert [json.loads(line).get("kind") for line in lines.read_text().splitlines()] == [None, "alloc", "dealloc", "exit"]


def test_build_makes_a_module_that_runs(program):
    assert mr2py("build", program).returncode == 0
    module = program.parent / "some_program.py"
    done = subprocess.run([sys.executable, module], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT / "runtime")})
    assert (done.returncode, done.stdout) == (0, "text é\n".encode())


def test_build_of_several_files(files, tmp_path):
    done = mr2py("build", files / "good.mrs", files / "bad.mrs", "-o", tmp_path / "out")
    assert done.returncode == 1 and [path.name for path in (tmp_path / "out").iterdir()] == ["good.py"]


@pytest.mark.parametrize("form, word", [("ast", "Fn"), ("types", "text: String"), ("mir", "StorageLive"), ("cfg", "→ end"),
                                        ("borrowck", "loan 0"), ("drops", "[static]"), ("python", "import mr2py_runtime")])
def test_emit(program, form, word):
    done = mr2py("emit", form, program)
    assert done.returncode == 0 and word in done.stdout.decode()


def test_deep_nesting_is_no_traceback(tmp_path):
    (tmp_path / "deep.mrs").write_text("fn main() { let x = " + "(" * 5000 + "1" + ")" * 5000 + "; }\n")
    assert mr2py("check", tmp_path / "deep.mrs").returncode in (0, 3)
    (tmp_path / "nested.mrs").write_text("fn main() { let _x = " + "(" * 200 + "1" + ")" * 200 + "; }\n")
    assert mr2py("check", tmp_path / "nested.mrs").returncode == 0


def test_internal_errors_are_diagnostics(monkeypatch):
    """A mistake of ours in a phase is MR999 and exit 3, beside the errors that are certain."""
    def broken(session):
        raise KeyError("lost")
    monkeypatch.delenv("MR2PY_DEBUG", raising=False)
    monkeypatch.setattr(driver, "PHASES", [(name, needed, broken if name == "typeck" else phase) for name, needed, phase in driver.PHASES])
    session = driver.check("a.mrs", "fn main() {}")
    assert session.exit_code == 3 and [one.code for one in session.diags] == ["MR999"]


def test_endless_recursion_aborts(tmp_path):
    (tmp_path / "deep.mrs").write_text("fn down(n: u64) -> u64 { 1 + down(n + 1) }\nfn main() { println!(\"{}\", down(0)); }\n")
    done = mr2py("run", tmp_path / "deep.mrs")
    assert done.returncode == -signal.SIGABRT and b"has overflowed its stack" in done.stderr


def test_interrupt_exits_130(tmp_path):
    (tmp_path / "endless.mrs").write_text("fn main() {\n    eprintln!(\"running\");\n    let mut n: u64 = 0;\n    loop {\n        n = (n + 1) % 9;\n    }\n}\n")
    with subprocess.Popen([sys.executable, "-m", "mr2py.cli", "run", tmp_path / "endless.mrs"], stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stderr.readline() == b"running\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130 and not process.stderr.read()


def test_closed_pipe_is_a_panic(tmp_path):
    """As native: println! panics when nobody reads."""
    (tmp_path / "many.mrs").write_text("fn main() {\n    for i in 0..200000 {\n        println!(\"{i}\");\n    }\n}\n")
    with subprocess.Popen([sys.executable, "-m", "mr2py.cli", "run", tmp_path / "many.mrs"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(10) == 101 and b"failed printing to stdout" in errors and b"Traceback" not in errors


def test_byte_order_mark_and_crlf(tmp_path):
    (tmp_path / "dos.mrs").write_bytes(b"\xef\xbb\xbffn main() {\r\n    println!(\"dos\");\r\n}\r\n")
    assert mr2py("run", tmp_path / "dos.mrs").stdout == b"dos\n"


@pytest.mark.parametrize("text, code", [("", "E0601"), ("fn other() {}\n", "E0601"), ("fn main() { { ( }\n", "")])
def test_incomplete_programs_are_rejected(tmp_path, text, code):
    (tmp_path / "part.mrs").write_text(text)
    done = mr2py("check", tmp_path / "part.mrs", "--error-format", "json")
    first = json.loads(done.stderr.decode().splitlines()[0])
    assert done.returncode == 1 and (first["code"] or {}).get("code", "") == code


def test_warnings_and_their_options(tmp_path):
    """`run` tells warnings on stderr, unless they are allowed; one that is denied is an error; `--fix` takes what is certain."""
    path = tmp_path / "w.mrs"
    path.write_text("fn main() {\n    let mut x = 1;\n    if (x > 0) {\n        println!(\"{x}\");\n    }\n}\n")
    plain = mr2py("run", path)
    assert (plain.returncode, plain.stdout) == (0, b"1\n") and b"unused_mut" in plain.stderr and b"warning: 2 warnings emitted" in plain.stderr
    assert mr2py("run", "-A", "warnings", path).stderr == b"" and mr2py("check", "-A", "unused", path).stderr == b""
    denied = mr2py("check", "-A", "unused", "-D", "unused-mut", path)
    assert denied.returncode == 1 and b"requested on the command line with `-D unused-mut`" in denied.stderr
    assert mr2py("check", "--fix", path).stderr.startswith(b"fixed: ")
    assert "let x = 1;" in path.read_text() and "if x > 0 {" in path.read_text()
