"""Level `full`: the memory rebuilt from the trace alone is the live one, at every step."""

import json
import os
import sys
from pathlib import Path

import pytest

from mr2py.driver import check, compile_program, edition_of
from mr2py.trace.state import State
from mr2py_runtime import events, heap
from mr2py_runtime.decode import Decoder
from tests.tools.forked import Run

RUN = Path(__file__).parents[1] / "run"
# Each step reads what it may have changed, so the time grows with what a program holds: a run is cut off after so many steps.
MOST_STEPS = 4000
CUT = 3                             # the exit code of `examine` then
STEP = 1 if os.environ.get("MR2PY_ENFORCE") == "all" else 8
MENDED = ("forth_words",)           # what went wrong once stays among them, whatever is added
RUNS = sorted(path for path in RUN.glob("*.mrs") if path.with_suffix(".stdout").exists()
              and "//@ exit: -6" not in path.read_text(encoding="utf-8"))           # an abort ends the examination, too
PROGRAMS = sorted({*RUNS[5::STEP], *[path for path in RUNS if path.stem in MENDED]})


class Enough(BaseException):
    """The run has shown what there is to see."""


class Watched:
    """A run at level `full`; `moments`: (events so far, frames and blocks as they were live, as JSON). Every step of the first ones, later every
    40th, since each look reads all there is."""

    def __init__(self, module):
        from mr2py_runtime.shadow import machine
        self.moments, self.steps, self.cut = [], 0, False
        namespace = module.executed("watched")
        self.recorder = machine.Machine.recorder
        self.recorder.watch = self.look
        try:
            namespace["rt"].run_main(namespace["main"], namespace.get("SITES", ()))
        except Enough:
            self.cut = True
        sys.stdout.flush()

    def look(self):
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Enough
        if self.steps > 200 and self.steps % 40:
            return
        frames, blocks = self.recorder.snapshot()
        self.moments.append((len(events.EVENTS), json.dumps([sorted([[*key, value] for key, value in frames.items()], key=lambda row: row[:2]), blocks], sort_keys=True)))


def differences(moments):
    """The first moments at which the state rebuilt from the events (through JSON) is not the live one: (number of events, what, live, rebuilt)."""
    state, decoder, moments = State(), Decoder(events.SITES), iter(moments)
    count, live = next(moments, (None, None))
    for number, event in enumerate(events.EVENTS, 1):
        made = decoder.site(*events.SITES[event]) if type(event) is int else decoder.plain(event)
        if made is not None:
            state.apply(json.loads(json.dumps(made)))
        while count == number:
            yield from compared(number, state, *json.loads(live))
            count, live = next(moments, (None, None))


def compared(number, state, frames, blocks):
    there = {(frame, local): value for frame, local, value in frames}
    rebuilt = {(frame, local): value for frame, locals_ in state.frames.items() for local, value in locals_.items()}
    for key in sorted(there.keys() | rebuilt.keys()):
        if there.get(key) != rebuilt.get(key):
            yield number, key, json.dumps(there.get(key)), json.dumps(rebuilt.get(key))
    for block, value in blocks.items():
        known = state.blocks.get(int(block), {}).get("value")
        if known != value:
            yield number, f"block {block}", json.dumps(value), json.dumps(known)


def examine(path):
    """Run a program, compare (the heap log, too), and print the first differences; the exit code is 1 where there are any."""
    text = path.read_text(encoding="utf-8")
    session = check(str(path), text, edition_of(text))
    module = compile_program(session, "full", "<watched>")
    heap.HEAP.reset()
    watched = Watched(module)
    golden = path.with_suffix(".heap")
    found = [(len(events.EVENTS), "heap log", heap.text(), golden)] if golden.exists() and not watched.cut and heap.text() != golden.read_text() else []
    for difference in differences(watched.moments):
        found.append(difference)
        if len(found) == 3:
            break
    os.write(2, "".join([f"after {number} events, {what}: live {live}, rebuilt {rebuilt}\n" for number, what, live, rebuilt in found]).encode())
    if "let " in text and not watched.moments:
        os.write(2, b"nothing was looked at\n")
        return 1
    return 1 if found else CUT if watched.cut else 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs run in forked processes")
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_rebuilt_from_the_trace(path):
    stdin = path.with_suffix(".stdin")
    code, out, told = Run(lambda: examine(path), stdin.read_bytes() if stdin.exists() else b"", 120).finish()
    assert code in (0, CUT), told.decode()
    assert code == CUT or out == path.with_suffix(".stdout").read_bytes()
