"""`mod name;`: which file rustc reads for it, and what it says where there is none, two, or one that includes itself."""

import pytest

from mr2py.driver import check

MAIN = "mod one;\nfn main() {}\n"


def told(folder, files, main=MAIN):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    session = check("main.mrs", main, root=folder)
    return [(one.code, one.message) for one in session.diags], {source.name for source in session.tokens.sources if not source.name.startswith("std/")}


@pytest.mark.parametrize("files", [{"one.mrs": ""}, {"one/mod.mrs": ""}, {"one.rs": ""}, {"one.mrs": "mod two;", "one/two.mrs": ""},
                                   {"one/mod.mrs": "mod two;", "one/two/mod.mrs": ""}, {"one.mrs": "mod two { mod three; }", "one/two/three.mrs": ""},
                                   {"one.mrs": "#[path = \"odd.mrs\"] mod two;", "odd.mrs": "mod three;", "three.mrs": ""}])
def test_files_that_are_read(tmp_path, files):
    assert told(tmp_path, files) == ([], {"main.mrs", *files})


def test_mistakes(tmp_path):
    assert told(tmp_path, {})[0] == [("E0583", "file not found for module `one`")]
    both = told(tmp_path, {"one.mrs": "", "one/mod.mrs": ""})[0]
    assert both == [("E0761", "file for module `one` found at both \"one.mrs\" and \"one/mod.mrs\"")]


def test_a_file_that_includes_itself(tmp_path):
    assert told(tmp_path, {"one.mrs": "#[path = \"one.mrs\"] mod again;"})[0] == [("", "circular modules: one.mrs -> one.mrs")]
    (tmp_path / "one.mrs").write_bytes(b"\xff")
    assert told(tmp_path, {})[0] == [("", "couldn't read `one.mrs`: stream did not contain valid UTF-8")]
