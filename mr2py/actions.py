"""What the commands do: `run`, `build`, `trace`, `verify` and `emit`, over the phases of driver.py.

Each function returns the exit code. Files are read and written here and in cli.py only.
"""

import os
import sys

from .cli import read_source, report
from .driver import USAGE, check, compile_program, generate, guarded
from .output import module_name, write_whole


def compile_file(name, edition, level, filename=None, enforce=False, lints=()):
    """(Session, Module or None) of a file; diagnostics are written. Session None: unreadable."""
    text = read_source(name)
    if text is None:
        return None, None
    session = check(name, text, edition, warnings=True, lint_options=lints)
    module = None
    if session.exit_code == 0:
        module = compile_program(session, level, filename or f"<{module_name(name)}.py>", enforce=enforce)
    report(session, "human")
    return session, module


def save(path, data):
    """Write an output file; False after a message where that is impossible."""
    try:
        write_whole(path, data)
        return True
    except OSError as problem:
        print(f"error: couldn't write `{path}`: {problem.strerror}", file=sys.stderr)
        return False


def run_file(name, edition=None, level="off", trace_out=None, heap_log=None, leak_check=False, enforce=False, args=(), lints=()):
    """Check, compile and run a program; its exit code is ours. `leak_check`: then list on stderr the blocks still alive. `enforce`:
    its memory rules are checked while it runs; where one is broken, the run ends with 1 and says so on stderr."""
    if leak_check:
        level = "ownership"              # which knows where a block was allocated, and for what
    if level == "off" and (heap_log or trace_out):
        level = "heap"
    session, module = compile_file(name, edition, level, enforce=enforce, lints=lints)
    if module is None:
        return USAGE if session is None else session.exit_code
    from .trace import report as trace
    if heap_log:
        from mr2py_runtime.panic import State
        State.on_abort[:] = [lambda: save(heap_log, trace.heap_log())]
    code = execute(session, module, args)
    if code is None:
        return session.exit_code
    if leak_check:
        sys.stderr.buffer.write(trace.leaks(name).encode("utf-8", "surrogatepass"))
    written = [save(heap_log, trace.heap_log())] if heap_log else []
    written += [save(trace_out, trace.json_lines(level, code))] if trace_out else []
    return code if all(written) else USAGE


def what_if_file(name, edition=None, args=()):
    """Run a program that only the borrow checker refuses, its memory rules checked, up to the first that is broken; always 1, after
    the verdict, where there was something to run."""
    text = read_source(name)
    if text is None:
        return USAGE
    session = check(name, text, edition, what_if=True)
    report(session, "human")
    if not session.diags.has_errors:
        print(f"error: `{name}` is accepted: there is nothing to try out, `mr2py run --enforce` runs it", file=sys.stderr)
        return USAGE
    if session.only_borrowck != len(session.diags) or session.diags.has_unsupported:
        print("what if: not only the borrow checker refuses this program, so it cannot run", file=sys.stderr)
        return session.exit_code
    print(f"what if: {try_out(session, args)}", file=sys.stderr)
    return 1


def try_out(session, args):
    """A sentence on how the run of a refused program ended. What was refused may confuse code generation, and what the shadow cannot
    follow the run itself."""
    from mr2py_runtime import heap
    try:
        module = generate(session, "off", f"<{module_name(session.source.name)}.py>", {"enforce": True})
    except Exception as problem:
        return f"no code can be made of this program: {problem}"
    if module is None:
        return "no code can be made of this program"
    from mr2py_runtime.shadow import Violation
    heap.HEAP.reset()
    Violation.first, Violation.report = None, False
    sys.argv = [session.source.name, *args]
    try:
        code = module.run()
    except Exception as problem:                 # a broken rule that the shadow does not know of confused the run itself
        return f"the run left what can be followed: {problem}"
    if Violation.first is not None:
        return Violation.first.text()
    return f"this run (exit code {code}) broke no memory rule; another one could"


def execute(session, module, args):
    """Run a Module in this process with a fresh heap; its exit code, or None after a diagnostic of our own."""
    from mr2py_runtime import heap
    heap.HEAP.reset()
    sys.argv = [session.source.name, *args]
    known = len(session.diags)
    code = guarded(session, "run", module.run)
    if code is None:
        session.diags.all = session.diags.all[known:]            # the warnings were told
        report(session, "human")
    return code


def build_files(files, out, edition, level, lints=()):
    """Write the Python module of each file; the worst code by the order 2, 3, 1, 0."""
    several = len(files) > 1
    if several and out is not None and not os.path.isdir(out):
        try:
            os.makedirs(out)
        except OSError as problem:
            print(f"error: couldn't make the folder `{out}`: {problem.strerror}", file=sys.stderr)
            return USAGE
    codes = {0}
    for name in files:
        base = module_name(name) + ".py"
        target = out if out is not None and not several else os.path.join(out if several and out else os.path.dirname(name), base)
        session, module = compile_file(name, edition, level, os.path.basename(target), lints=lints)
        if module is not None:
            codes.add(0 if save(target, module.source) else USAGE)
        else:
            codes.add(USAGE if session is None else session.exit_code)
    return next(code for code in (2, 3, 1, 0) if code in codes)


def trace_file(name, edition, level, against=None, bless=None, args=(), lints=()):
    """Print the trace of a run, compare it with a golden file or write that; 0 whatever the program returns."""
    golden = None
    if against is not None:
        golden = read_source(against)
        if golden is None:
            return USAGE
    session, module = compile_file(name, edition, level, lints=lints)
    if module is None:
        return USAGE if session is None else session.exit_code
    with StdoutAside():
        code = execute(session, module, args)
    if code is None:
        return session.exit_code
    from .trace import report as trace
    got = trace.text(level, code)
    if bless is not None:
        return 0 if save(bless, got) else USAGE
    if golden is None:
        sys.stdout.buffer.write(got.encode("utf-8"))
        return 0
    difference = trace.difference(golden, got, against)
    sys.stdout.buffer.write(difference.encode("utf-8"))
    return 1 if difference else 0


class StdoutAside:
    """While a program is traced, what it prints goes to stderr: stdout is the trace's."""

    def __enter__(self):
        sys.stdout.flush()
        self.saved = os.dup(1)
        os.dup2(2, 1)

    def __exit__(self, *_):
        os.dup2(self.saved, 1)
        os.close(self.saved)


def emit_form(form, name, edition):
    """Print one form of a program, whatever later phases say; diagnostics go to stderr."""
    from .forms import FORMS
    from .driver import Session, Source, edition_of, run_phases
    text = read_source(name)
    if text is None:
        return USAGE
    session = Session(Source(name, text), edition or edition_of(text))
    phase, show = FORMS[form]
    run_phases(session, phase)
    shown = "" if session.results.get(phase) is None else show(session)
    report(session, "human")
    sys.stdout.buffer.write(shown.encode("utf-8", "surrogatepass"))
    return session.exit_code



def verify_files(files, edition, args=(), stdin=None, seconds=10, as_json=False):
    """Compare each file with what rustc and its native build do, a result at once on stdout; the worst code by the order 2, 1, 3, 0."""
    from .driver import edition_of
    from .verify import report as verify
    from .verify.compare import Case, guarded_compare
    from .verify.native import RELEASE, Native, NoRustc, rustc_version
    try:
        version = rustc_version()
    except NoRustc as problem:
        print(f"error: `mr2py verify` compares with rustc, and {problem}", file=sys.stderr)
        return USAGE
    if not version.startswith(RELEASE + "."):
        print(f"warning: mr2py follows rustc {RELEASE}, this one is {version}", file=sys.stderr)
    data = program_input(stdin)
    if data is None:
        return USAGE
    results = []
    with Native() as native:
        for name in files:
            text = read_source(name)
            case = Case(name, text, edition or edition_of(text or ""), args, data, seconds)
            results.append(guarded_compare(case, native))
            print(verify.json_line(results[-1]) if as_json else verify.sentence(results[-1]), flush=True)
    return verify.exit_code(results)


def program_input(stdin):
    """What programs shall read, as bytes: a file, or (None) what the command itself is given, nothing of a terminal. None: unreadable."""
    try:
        if stdin is not None:
            with open(stdin, "rb") as file:
                return file.read()
        return b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read()
    except OSError as problem:
        print(f"error: couldn't read `{stdin or 'the standard input'}`: {problem.strerror}", file=sys.stderr)
        return None
