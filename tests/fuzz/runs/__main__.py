"""`python -m tests.fuzz.runs`: programs that run, at random, compared with their native builds. Exit code 1 where they differ."""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]

from mr2py.verify.native import Native, NoRustc, rustc_version     # noqa: E402
from tests.fuzz.runs import differences                            # noqa: E402
from tests.fuzz.runs.crate import Builder                          # noqa: E402
from tests.fuzz.runs.statements import program                     # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.runs", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first program")
    parser.add_argument("--count", type=int, default=0, help="number of programs (0: until the time is over)")
    parser.add_argument("--seconds", type=float, default=60, help="start no further batch after this time")
    parser.add_argument("--batch", type=int, default=100, help="programs in one crate")
    parser.add_argument("--edition", choices=("2021", "2024"), help="default: both in turn")
    parser.add_argument("--reduce", type=int, default=3, metavar="N", help="make the first N differing programs smaller")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print one program and stop")
    return parser.parse_args()


def main():
    options = arguments()
    if options.show is not None:
        print(program(options.seed, options.show))
        return 0
    try:
        rustc_version()
    except NoRustc as problem:
        print(f"fuzz: skipped: {problem}")
        return 0
    tally = differences.Tally()
    end, number = time.monotonic() + options.seconds, options.first
    last = options.first + options.count if options.count else None
    with Native() as native:
        while time.monotonic() < end and (last is None or number < last):
            size = options.batch if last is None else min(options.batch, last - number)
            turn = number // options.batch
            edition = int(options.edition or (2024, 2021)[turn % 2])
            levels = (("heap",), ("heap",), ("off", "ownership"))[turn % 3]
            differences.batch(Builder(native, edition, levels), options.seed, number, size, tally)
            number += size
        return differences.report(options, tally)


if __name__ == "__main__":
    sys.exit(main())
