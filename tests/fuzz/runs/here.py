"""`python -m tests.fuzz.runs.here FILE EDITION LEVEL`: check and run a crate; the errors or the heap log go to `answer.json` beside it."""

import gc
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]


def main(path, edition, level):
    from mr2py.driver import check, compile_program
    from mr2py.verify.compare import errors_here
    gc.disable()
    session = check(path, Path(path).read_text(encoding="utf-8"), int(edition))
    module = compile_program(session, level, "<crate>") if session.exit_code == 0 else None
    gc.enable()
    answer = {"errors": errors_here(session), "heap": []}
    if module is not None:
        module.run()
        from mr2py_runtime import heap
        answer["heap"] = heap.text().splitlines()
    Path(path).with_name("answer.json").write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
