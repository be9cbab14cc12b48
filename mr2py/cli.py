"""The command `mr2py`. Plain `check FILE…` and `run FILE` are read here, so that click need not load; all else by
`commands.py`, where click declares every option."""

import os
import sys

EDITIONS = ("2021", "2024")


def main(argv=None):
    """Run the command line; returns the exit code. Never ends in a traceback for bad input."""
    argv = sys.argv[1:] if argv is None else list(argv)
    try:
        plain = read_plain(argv)
        if plain is not None:
            return check_files(*plain)
        if len(argv) == 2 and argv[0] == "run" and not argv[1].startswith("-"):
            from .actions import run_file
            return run_file(argv[1])
        from .commands import cli
        return cli.main(args=argv, prog_name="mr2py", standalone_mode=False) or 0
    except BrokenPipeError:
        silence()
        return 141
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        return usage_error(problem)


def entry():
    """The console script."""
    import gc
    from .pack import install
    gc.disable()        # a check is one short burst of allocation
    pack = install()
    code = main()
    try:
        pack.save()
    except OSError:     # a read-only installation goes without
        pass
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        silence()
    leave(code)


def leave(code):
    """End the process without taking all objects apart, which costs milliseconds; what is registered for the end runs."""
    import atexit
    atexit._run_exitfuncs()
    os._exit(code or 0)


def silence():
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def usage_error(problem):
    """Turn click's exceptions into their message and code; what is a defect of ours into MR999."""
    show = getattr(problem, "show", None)
    if show is None:
        if type(problem).__name__ == "Exit":
            return problem.exit_code
        if type(problem).__name__ == "Abort":
            return 130
        if os.environ.get("MR2PY_DEBUG") == "1":
            raise problem
        print(f"error[MR999]: internal error: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 3
    show()
    return problem.exit_code


def read_plain(argv):
    """(files, edition, format, colour) of `check FILE… [--edition E] [--error-format F]`, else None."""
    if len(argv) < 2 or argv[0] != "check":
        return None
    files, edition, form, rest = [], None, "human", iter(argv[1:])
    for word in rest:
        if word == "--edition":
            edition = next(rest, None)
            if edition not in EDITIONS:
                return None
        elif word == "--error-format":
            form = next(rest, None)
            if form not in ("human", "short", "json"):
                return None
        elif word.startswith("-"):
            return None
        else:
            files.append(word)
    return (files, int(edition) if edition else None, form, None) if files else None


def read_source(name):
    """The text of a file, or None after a message on stderr."""
    try:
        with open(name, "rb") as file:
            return file.read().decode("utf-8")
    except OSError as problem:
        print(f"error: couldn't read `{name}`: {problem.strerror}", file=sys.stderr)
    except UnicodeDecodeError:
        print(f"error: couldn't read `{name}`: stream did not contain valid UTF-8", file=sys.stderr)
    return None


def check_files(files, edition, form, color, lints=()):
    """Check each file, with its warnings; the worst code by the order 2, 3, 1, 0. `lints`: [(level, lint or group)]."""
    from .driver import check
    codes, sessions = set(), []
    for name in files:
        text = read_source(name)
        if text is None:
            codes.add(2)
            continue
        session = check(name, text, edition, warnings=True, lint_options=lints)
        codes.add(session.exit_code)
        if form == "sarif":
            sessions.append(session)
        else:
            report(session, form, color)
    if form == "sarif":
        from .diagnostics.sarif import render_sarif
        write(render_sarif(sessions))
    return next(code for code in (2, 3, 1, 0) if code in codes)


def report(session, form, color=None):
    """Write the diagnostics of a session to stderr."""
    if not len(session.diags):
        return
    if form == "json":
        from .diagnostics.json import render_json as render
    elif form == "short":
        from .diagnostics.short import render_short as render
    else:
        from .diagnostics.render import render_all as render
    text = render(session.diags, session.tokens)
    if form in (None, "human"):
        from .diagnostics import color as colors
        if colors.wanted(color or "auto"):
            text = colors.paint(text)
    write(text)


def write(text):
    """Write to stderr, as UTF-8 whatever the locale is."""
    sys.stderr.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stderr.flush()


if __name__ == "__main__":
    entry()
