"""The pytest plugin: `.mrs` files with goldens beside them or `//~` annotations are tests.

Nothing of the compiler is imported until such a file runs. The work is in mrs_item.py.
"""

import pytest

GOLDENS = (".trace", ".stdout", ".heap", ".stderr")


def pytest_addoption(parser):
    group = parser.getgroup("mr2py", "mini-Rust programs")
    group.addoption("--mrs-bless", action="store_true", help="rewrite the goldens of .mrs programs from what they do now")


def pytest_collect_file(file_path, parent):
    """A collector for a .mrs file that says what is expected of it, else None."""
    if file_path.suffix != ".mrs":
        return None
    if any(file_path.with_suffix(suffix).exists() for suffix in GOLDENS) or marked(file_path.read_text(encoding="utf-8")):
        return MrsFile.from_parent(parent, path=file_path)
    return None


def marked(text):
    """Whether a program says itself what is told of it: by annotations, or (nothing) by asking for warnings."""
    return "//~" in text or "//@ warnings: on" in text


class MrsFile(pytest.File):
    """One program; one item for each thing that is expected."""

    def collect(self):
        text = self.path.read_text(encoding="utf-8")
        if marked(text) or self.path.with_suffix(".stderr").exists():
            yield MrsItem.from_parent(self, name="check", kind="check")
        for kind in ("stdout", "heap", "trace"):
            if self.path.with_suffix("." + kind).exists():
                yield MrsItem.from_parent(self, name=kind, kind=kind)


class MrsItem(pytest.Item):
    """One expectation of one program."""

    def __init__(self, *, kind, **more):
        super().__init__(**more)
        self.kind = kind

    def runtest(self):
        from .mrs_item import examine
        examine(self.path, self.kind, self.config.getoption("--mrs-bless"))

    def repr_failure(self, excinfo):
        if type(excinfo.value).__name__ == "Mismatch":
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, 0, f"{self.path.name}: {self.kind}"
