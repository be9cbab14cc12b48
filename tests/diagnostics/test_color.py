"""Colours are laid over the text and change nothing of it; NO_COLOR and --color decide."""

import re
import subprocess
import sys

PROGRAM = "fn main() {\n    let s = String::new();\n    drop(s);\n    drop(s);\n}\n"


def check(tmp_path, *options, **environment):
    import os

    file = tmp_path / "p.mrs"
    file.write_text(PROGRAM)
    env = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-m", "mr2py", *options, "check", str(file)], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 1
    return done.stderr


def test_painted_text_without_escapes_is_the_plain_text(tmp_path):
    plain, painted = check(tmp_path, "--color", "never"), check(tmp_path, "--color", "always")
    assert "\x1b[" not in plain
    assert "\x1b[1;31merror[E0382]" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_no_colour_where_the_output_is_no_terminal(tmp_path):
    assert "\x1b[" not in check(tmp_path)
    assert "\x1b[" not in check(tmp_path, NO_COLOR="1")
