"""The command line: exit codes, forms, bad files; never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_plain_check_imports_no_click(files):
    code = "import sys; from mr2py.cli import main; main(['check', sys.argv[1]]); sys.exit('click' in sys.modules or 'lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, files / "good.mrs"], cwd=ROOT).returncode == 0


def test_wrong_usage(files):
    assert mr2py("chekc").returncode == 2 and mr2py("check").returncode == 2
    assert mr2py("check", files / "good.mrs", "--edition", "2015").returncode == 2


def test_version_and_explain():
    assert mr2py("--version").returncode == 0
    assert b"macro" in mr2py("explain", "MR012").stdout and mr2py("explain", "MR999").returncode == 2
