"""Clocks, durations as text, the program's arguments."""

import sys

UNITS = ((1_000_000_000, 9, "s"), (1_000_000, 6, "ms"), (1000, 3, "\u00b5s"), (1, 0, "ns"))


class Clock:
    """`ahead`: the nanoseconds by which sleeping has moved the program's clock."""

    ahead = 0


def clock_nanos():
    import time

    return time.monotonic_ns() + Clock.ahead


def system_nanos():
    import time

    return time.time_ns() + Clock.ahead


def arg_count():
    return len(sys.argv)


def arg_text(i):
    return sys.argv[i]


def process_id():
    import os

    return os.getpid()


def variables():
    import os

    return os.environ


def env_count():
    return len(variables())


def env_text(i):
    """The name (even) or value (odd) of a variable."""
    name = list(variables())[i // 2]
    return variables()[name] if i % 2 else name


def env_find(name):
    """Where a variable stands, or how many there are."""
    names = list(variables())
    return names.index(name) if name in names else len(names)


def env_set(name, value):
    variables()[name] = value
    return ()


def env_remove(name):
    variables().pop(name, None)
    return ()


def duration_text(nanos, precision):
    """A duration in its largest unit; without a precision, as many decimals as it has. Ties go to the even digit."""
    unit, digits, name = next((entry for entry in UNITS if nanos >= entry[0]), UNITS[-1])
    whole, part = divmod(nanos, unit)
    if precision is None:
        text = str(part).rjust(digits, "0").rstrip("0") if part else ""
    elif precision >= digits:
        text = (str(part).rjust(digits, "0") if digits else "").ljust(precision, "0")
    else:
        step = 10 ** (digits - precision)
        kept, rest = divmod(whole * 10 ** precision * step + part, step)
        kept += rest * 2 > step or rest * 2 == step and kept % 2
        whole, part = divmod(kept, 10 ** precision)
        text = str(part).rjust(precision, "0") if precision else ""
    return f"{whole}.{text}{name}" if text else f"{whole}{name}"


def fmt_duration(secs, nanos, f):
    """`Debug` of a Duration; on the left of its width where nothing else is asked for."""
    from .formatting import write_parts

    spec = f.spec
    text = ("+" if spec.sign == "+" else "") + duration_text(secs * 1_000_000_000 + nanos, spec.precision)
    missing = max((spec.width or 0) - len(text), 0)
    left = {">": missing, "^": missing // 2}.get(spec.align, 0)
    return write_parts(f.out, [spec.fill * left + text + spec.fill * (missing - left)])
