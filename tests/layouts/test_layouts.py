"""Sizes and alignments of generated types, as rustc 1.95 has them (`python tests/layouts/test_layouts.py` records)."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import generate                                                    # noqa: E402

SEEDS = (1, 2, 3, 4)


def differences(seed, ours, expected):
    """A line for each type that differs (both lists end with what follows the last newline)."""
    names = generate.types(seed, 400, 600)[1]
    return [f"{name}: {mine}, rustc {theirs}" for name, mine, theirs in zip([*names, "the end"], ours, expected, strict=True) if mine != theirs]


@pytest.mark.parametrize("seed", SEEDS)
def test_layouts(seed, tmp_path):
    path = tmp_path / "layouts.mrs"
    path.write_text(generate.program(seed), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "mr2py.cli", "run", str(path)], capture_output=True, text=True, check=True)
    expected = (HERE / f"rustc_{seed}.txt").read_text(encoding="utf-8").split("\n")
    assert differences(seed, done.stdout.split("\n"), expected) == []


def record():
    """Ask rustc."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS:
            source, binary = Path(folder, "layouts.rs"), Path(folder, "layouts")
            source.write_text(generate.program(seed), encoding="utf-8")
            subprocess.run(["rustc", "--edition", "2024", "-A", "warnings", "-o", str(binary), str(source)], check=True)
            (HERE / f"rustc_{seed}.txt").write_bytes(subprocess.run([str(binary)], capture_output=True, check=True).stdout)


if __name__ == "__main__":
    record()
