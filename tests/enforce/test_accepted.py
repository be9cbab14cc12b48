"""Accepted programs under enforcement, at level `ownership` and with std as it is written: nothing fires, and stdout, exit code and heap log
are those that were recorded from the native build. Every third program, for the time it takes; `make enforce` runs all of them."""

import os
from pathlib import Path

import pytest

import forked
from mr2py.plugins.mrs_item import directives

RUN = Path(__file__).parent.parent / "run"
SECONDS = 600                    # the longest takes about 50 alone, several times that beside others
STEP = 1 if os.environ.get("MR2PY_ENFORCE") == "all" else 3
PROGRAMS = sorted(path for path in RUN.glob("*.mrs") if path.with_suffix(".stdout").exists())[::STEP]


@pytest.fixture(scope="module")
def runs(request, tmp_path_factory):
    """The runs of the programs that were selected; their heap logs lie in `folder`."""
    folder = tmp_path_factory.mktemp("heap")
    chosen = [item.callspec.params["path"] for item in request.session.items if item.name.startswith("test_nothing_fires[")]
    ahead = forked.Ahead(chosen, lambda path: started(path, folder / path.stem))
    ahead.folder = folder
    return ahead


def started(path, log):
    from mr2py.actions import run_file

    stdin, args = path.with_suffix(".stdin"), tuple(options(path).get("args", "").split())
    work = lambda: run_file(str(path), level="ownership", heap_log=str(log), enforce=True, args=args)
    return forked.Run(work, stdin.read_bytes() if stdin.exists() else b"", SECONDS)


def options(path):
    return directives(path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs run in forked processes")
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_nothing_fires(path, runs):
    code, out, err = runs.finish(path)
    assert b"memory rule broken" not in err and b"Traceback" not in err, err.decode()
    assert out == path.with_suffix(".stdout").read_bytes(), err.decode()[-2000:]
    assert code == int(options(path).get("exit", 0))
    golden = path.with_suffix(".heap")
    if golden.exists():
        assert (runs.folder / path.stem).read_text() == golden.read_text()
