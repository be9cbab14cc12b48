"""The examples of `mr2py explain`: the wrong program has just its error on the marked line, the right one has none.

rustc said the same of each when it was written down; where it is installed, it is asked again.
"""

import json
import shutil
import subprocess

import pytest

from mr2py.diagnostics.explanations import examples, explanation
from mr2py.diagnostics.render import line_of
from mr2py.driver import check

MAIN = "fn main() {}\n"


def marked(program):
    return [number for number, line in enumerate(program.split("\n"), 1) if line.endswith("// wrong")]


@pytest.mark.parametrize("code", sorted(examples()))
def test_example(code):
    wrong, right = examples()[code]
    session = check("example.mrs", wrong + MAIN)
    assert [(one.code, line_of(session.tokens, one)) for one in session.diags] == [(code, line) for line in marked(wrong)]
    assert marked(wrong) and not list(check("example.mrs", right + MAIN).diags)


@pytest.mark.skipif(shutil.which("rustc") is None, reason="there is no rustc to ask")
def test_rustc_agrees(tmp_path):
    """All right programs as modules of one crate are accepted; a wrong one in the middle of the list is refused."""
    def modules(programs):
        return "".join(f"mod m{number} {{\n{text}}}\n" for number, text in enumerate(programs))

    def errors(text):
        (tmp_path / "all.rs").write_text(text + MAIN, encoding="utf-8")
        done = subprocess.run(["rustc", "--edition", "2024", "-A", "warnings", "--emit=metadata", "--error-format=json", "all.rs"],
                              cwd=tmp_path, capture_output=True, text=True, check=False)
        found = map(json.loads, done.stderr.splitlines())
        return [(one["code"] or {}).get("code") for one in found if one["level"] == "error" and one["spans"]]
    assert errors(modules(right for _, right in examples().values())) == []
    assert errors(examples()["E0382"][0]) == ["E0382"]


def test_text():
    text = explanation("e0382")
    assert text.startswith("E0382: ") and "\nWrong:\n" in text and text.rstrip().endswith("}") and "\nWrong:" not in explanation("MR012")
