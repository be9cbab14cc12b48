"""`check --fix`: what it applies, and that it ends."""

import subprocess
import sys

import pytest
from mr2py.driver import check
from mr2py.fix import fix_file, fixed_texts

CASES = {
    "mut": ("fn main() {\n    let x = 1;\n    x = 2;\n    println!(\"{x}\");\n}\n",
            "fn main() {\n    let mut x = 1;\n    x = 2;\n    println!(\"{x}\");\n}\n"),
    "clone": ("fn main() {\n    let s = String::new();\n    let t = s;\n    println!(\"{s}{t}\");\n}\n",
              "fn main() {\n    let s = String::new();\n    let t = s.clone();\n    println!(\"{s}{t}\");\n}\n"),
    "wide": ("fn main() {\n    let é = String::from(\"日\"); let 本 = é;\n    println!(\"{é}{本}\");\n}\n",
             "fn main() {\n    let é = String::from(\"日\"); let 本 = é.clone();\n    println!(\"{é}{本}\");\n}\n"),
    "twice": ("fn main() {\n    let v = Vec::new();\n    v.push(1);\n    let w = v;\n    println!(\"{v:?}{w:?}\");\n}\n",
              "fn main() {\n    let mut v = Vec::new();\n    v.push(1);\n    let w = v.clone();\n    println!(\"{v:?}{w:?}\");\n}\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_fixed(name, tmp_path):
    before, after = CASES[name]
    file = tmp_path / "p.mrs"
    file.write_text(before, encoding="utf-8")
    assert fix_file(str(file)) >= 1
    assert file.read_text(encoding="utf-8") == after
    assert check("p.mrs", after).exit_code == 0
    assert fix_file(str(file)) == 0 and file.read_text(encoding="utf-8") == after


def test_only_what_is_certain_is_applied(tmp_path):
    text = "fn main() {\n    let value = 1;\n    println!(\"{}\", valeu);\n}\n"
    session = check("p.mrs", text)
    assert [one.applicability for diagnostic in session.diags for one in diagnostic.suggestions] == ["MaybeIncorrect"]
    assert fixed_texts(session) == ({}, 0)


def test_line_ends_and_byte_order_mark_stay(tmp_path):
    file = tmp_path / "p.mrs"
    file.write_bytes("\ufefffn main() {\r\n    let x = 1;\r\n    x = 2;\r\n}\r\n".encode())
    assert fix_file(str(file)) == 1
    assert file.read_bytes().decode() == "\ufefffn main() {\r\n    let mut x = 1;\r\n    x = 2;\r\n}\r\n"


def test_command(tmp_path):
    file = tmp_path / "p.mrs"
    file.write_text(CASES["mut"][0])
    done = subprocess.run([sys.executable, "-m", "mr2py", "check", "--fix", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr.startswith(f"fixed: {file} (1 fix)\nwarning: value assigned to `x` is never read\n")
    file.chmod(0o644)
    again = subprocess.run([sys.executable, "-m", "mr2py", "check", "--fix", str(file), str(tmp_path / "none.mrs")], capture_output=True, text=True, check=False)
    assert again.returncode == 2 and "couldn't read" in again.stderr


def test_json_carries_suggestions_and_reasons():
    import json

    from mr2py.diagnostics.json import render_json
    session = check("p.mrs", CASES["clone"][0])
    error, *closing = [json.loads(line) for line in render_json(session.diags, session.tokens).splitlines()]
    reason, offer = error["children"]
    assert reason["level"] == "note" and reason["message"].startswith("why: `s` gave its value away at line 3")
    (span,) = offer["spans"]
    assert offer["level"] == "help" and (span["suggested_replacement"], span["suggestion_applicability"]) == (".clone()", "MachineApplicable")
    assert (span["line_start"], span["column_start"], span["column_end"]) == (3, 14, 14)
    assert [(entry["level"], entry["message"]) for entry in closing] == [
        ("error", "aborting due to 1 previous error"), ("failure-note", "For more information about this error, try `rustc --explain E0382`.")]
    assert error["code"]["explanation"] and error["rendered"].endswith("owns nothing any more\n") and "\n  = why: `s`" in error["rendered"]
