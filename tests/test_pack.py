"""The file of all modules of a command: loaded where it fits, written anew where a source has changed."""

import os
import subprocess
import sys

SOURCES = {"mr2py/__init__.py": "", "mr2py/one.py": "VALUE = 1\n"}
COMMAND = """
from mr2py import pack
found = pack.install()
import mr2py.one
print(mr2py.one.VALUE, mr2py.one.__spec__.loader is found, mr2py.one.__file__)
found.save()
"""


def run(folder):
    env = {**os.environ, "PYTHONPATH": str(folder)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, env=env, cwd=folder)
    assert done.returncode == 0, done.stderr
    value, packed, file = done.stdout.split(maxsplit=2)
    assert file.strip() == str(folder / "mr2py" / "one.py")
    return int(value), packed == "True"


def test_modules_come_from_the_pack_until_they_change(tmp_path):
    from mr2py import pack
    (tmp_path / "mr2py").mkdir()
    for name, text in {**SOURCES, "mr2py/pack.py": open(pack.__file__, encoding="utf-8").read()}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(tmp_path) == (1, False)
    assert run(tmp_path) == (1, True)
    (tmp_path / "mr2py" / "one.py").write_text("VALUE = 22\n", encoding="utf-8")
    assert run(tmp_path) == (22, False)
    assert run(tmp_path) == (22, True)
    for file in (tmp_path / "mr2py" / "__pycache__").glob("modules.*"):
        file.write_bytes(b"damaged")
    assert run(tmp_path) == (22, False)
