"""`python -m tests.fuzz`: write programs at random and compare mr2py's verdicts with rustc's. Exit code 1 where they differ."""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]

from tests.fuzz import compare, mutate, oracle, reduce, rules      # noqa: E402
from tests.fuzz.programs import MEMORY, TYPES, program             # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first program")
    parser.add_argument("--count", type=int, default=0, help="number of programs (0: until the time is over)")
    parser.add_argument("--seconds", type=float, default=60, help="start no further batch after this time")
    parser.add_argument("--batch", type=int, default=200, help="programs judged at once")
    parser.add_argument("--kind", choices=(MEMORY, TYPES), default=MEMORY)
    parser.add_argument("--reduce", type=int, default=3, metavar="N", help="make the first N differing programs smaller")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print one program and stop")
    parser.add_argument("--mutate", action="store_true", help="instead: mutated and truncated sources, which must give diagnostics only (needs no rustc)")
    parser.add_argument("--rules", nargs="*", metavar="RULE", help="instead: disable each rule of the borrow checker and tell when that is found")
    return parser.parse_args()


def main():
    options = arguments()
    if options.show is not None:
        print(program(options.seed, options.show, options.kind))
        return 0
    if options.mutate:
        return mutate.run(options.seed, options.count, options.seconds)
    if not oracle.have_rustc():
        print("fuzz: skipped, there is no rustc to compare with")
        return 0
    if options.rules is not None:
        return rules.run(options.seed, options.rules, options.count or 2000, options.batch)
    tally = compare.Tally()
    end, number = time.monotonic() + options.seconds, options.first
    last = options.first + options.count if options.count else None
    while time.monotonic() < end and (last is None or number < last):
        size = options.batch if last is None else min(options.batch, last - number)
        compare.batch(options.seed, number, size, options.kind, tally)
        number += size
    return report(options, tally)


def report(options, tally):
    """Print what was found; the exit code."""
    print(f"{tally.programs} programs of seed {options.seed} ({options.kind}), {tally.rejected} rejected by rustc, {tally.unsupported} not supported by mini-Rust; "
          f"{len(tally.differences)} differ, {len(tally.verdicts())} in their verdict")
    print("codes: " + ", ".join(f"{code or 'none'} {count}" for code, count in sorted(tally.codes.items())))
    by_verdict = tally.verdicts() + [found for found in tally.differences if bool(found[2]) == bool(found[3])]
    for place, (number, text, theirs, ours) in enumerate(by_verdict):
        print(f"--- program {number}" + (", smaller" if place < options.reduce else ""))
        if place < options.reduce:
            text = reduce.reduce(text, theirs, ours)
            theirs, ours = oracle.ask_rustc([text])[0], oracle.ask_mr2py([text])[0]
        print(compare.show(text, theirs, ours))
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
