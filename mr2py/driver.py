"""The list of the phases, in order; nothing else knows it.

A phase is a function of a `Session`: it reads what earlier phases left there, stores its own result
and adds diagnostics. A phase that lacks its input (an earlier one failed) is not run.
"""

import os

from .diagnostics import Diagnostic, Diagnostics
from .diagnostics.build import unsupported
from .source import Source, TokenTable

ACCEPTED, REJECTED, USAGE, UNSUPPORTED = 0, 1, 2, 3
LEVELS = ("off", "heap", "ownership", "full")


class Session:
    """Everything known about one program: token table, diagnostics and each phase's result. `what_if`: it shall run although the
    borrow checker (and nothing before it) refuses it. `root`: the folder that the names of files are relative to. `warnings`: whether they are told; `lint_options`: [(level, lint or group)] of the command line."""

    def __init__(self, source, edition=2024, what_if=False, warnings=False, lint_options=(), root=""):
        self.source, self.edition, self.what_if, self.root = source, edition, what_if, root
        self.warnings, self.lint_options = warnings, lint_options
        self.only_borrowck = None            # how many diagnostics there were after the borrow checker, if none before was an error
        self.before_borrowck = 0             # how many diagnostics there were before the borrow checker
        self.tokens, self.diags = TokenTable(), Diagnostics()
        self.results = {}
        from .std.load_index import add_library
        add_library(self.tokens)

    @property
    def exit_code(self):
        """0 accepted, 1 rejected, 3 not supported by mini-Rust."""
        if self.diags.has_unsupported:
            return UNSUPPORTED
        return REJECTED if self.diags.has_errors else ACCEPTED


def parse(session):
    from .syntax.parser import parse_file
    return parse_file(session.tokens, session.source, session.edition, session.diags)


def expand(session):
    from .syntax.expand import expand as expand_crate
    return expand_crate(session.results["parse"], session.tokens, session.diags, session.edition, crate_name(session.source.name),
                        session.source.name, session.root)


def collect(session):
    from .frontend import collect as collect_crates
    tcx = collect_crates(session, session.results["expand"])
    tcx.crate_name = crate_name(session.source.name)
    return tcx


def check_items(session):
    from .typeck.items import check_items as check
    return check(session.results["collect"])


def typeck(session):
    from .typeck.bodies import check_bodies
    session.results["collect"].analyse_closure = analyse_closure
    return check_bodies(session.results["collect"])


def analyse_closure(tcx, results, definition):
    """What a closure captures is read off its MIR, which type checking does not know of."""
    from .mir_build.closures import analyse
    return analyse(tcx, results, definition)


def build_mir(session):
    from .mir_build.bodies import build_bodies
    return build_bodies(session.results["collect"], session.results["typeck"])


def borrowck(session):
    from .borrowck.wellformed import check_assoc_types, check_fields
    from .borrowck.check import check_bodies
    from .borrowck.signatures import check_impls
    tcx = session.results["collect"]
    if tcx.fatal_traits:
        return None                      # rustc stopped before
    before, session.before_borrowck = session.diags.has_errors, len(session.diags)
    check_impls(tcx)
    check_assoc_types(tcx)
    check_fields(tcx)
    checked = check_bodies(tcx, session.results["mir"])
    session.only_borrowck = None if before else len(session.diags)
    return checked


def lint(session):
    """Lints that are errors by default: only where nothing else is wrong, constants included."""
    from .lint.known_panics import check_bodies
    from .lint.literals import check_literals
    tcx = session.results["collect"]
    if any(definition.kind in ("const", "static") for definition in session.results["mir"]):
        from .consteval.evaluate import check_constants
        check_constants(tcx, session.results["mir"])
    if not session.diags.has_errors:              # an error that is a lint itself hides no other lint
        check_bodies(tcx, session.results["mir"])
        for results in session.results["typeck"].values():
            check_literals(tcx, results)
        for diagnostic in tcx.late:
            session.diags.add(diagnostic)
    return True


def warn(session):
    """Lints that warn, or that attributes or options made errors."""
    from .lint.warn import check as check_lints
    check_lints(session)
    return True


def elaborate_drops(session):
    """Only for what runs, which needs to know how each drop is done: accepted programs, and those of a what-if run."""
    from .transform.drops import elaborate_bodies
    refused = session.diags.has_errors and not session.what_if
    return None if refused else elaborate_bodies(session.results["collect"], session.results["mir"])


def instances(session):
    """What only shows when constants get their generic arguments: rustc's monomorphization, for accepted programs."""
    tcx = session.results["collect"]
    if not session.diags.has_errors and any(definition.kind == "assoc_const" for definition in session.results["mir"]):
        from .consteval.instances import check_instances
        check_instances(tcx, tcx.resolver.root.values["main"], session.results["mir"])
    return True


# (name, the result it needs, function), in their order
PHASES = [
    ("parse", None, parse),
    ("expand", "parse", expand),
    ("collect", "expand", collect),
    ("items", "collect", check_items),
    ("typeck", "items", typeck),
    ("mir", "typeck", build_mir),
    ("borrowck", "mir", borrowck),
    ("lint", "borrowck", lint),
    ("warn", "lint", warn),
    ("drops", "lint", elaborate_drops),
    ("instances", "drops", instances),
]


def crate_name(file_name):
    """The crate's name, which rustc makes of the file's."""
    base = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return base.rsplit(".", 1)[0].replace("-", "_") or "main"


def edition_of(text, default=2024):
    """The edition that a `//@ edition:` line among the first lines asks for, else `default`."""
    for line in text[:2000].splitlines()[:10]:
        if line.startswith("//@") and "edition:" in line:
            word = line.partition("edition:")[2].strip()
            if word in ("2021", "2024"):
                return int(word)
    return default


def check(name, text, edition=None, what_if=False, warnings=False, lint_options=(), root=""):
    """Run all phases over a program; returns its Session. `edition` None: as the text says. `root`: the folder that `name` and the names of
    the files with its modules are relative to."""
    session = Session(Source(name, text), edition or edition_of(text), what_if, warnings, lint_options, root)
    run_phases(session)
    return session


def run_phases(session, last=None):
    """Run the phases up to the one named `last` (default all)."""
    for name, needed, phase in PHASES:
        if needed is not None and session.results.get(needed) is None:
            break
        session.results[name] = guarded(session, name, phase, session)
        if name == last:
            break


def guarded(session, name, work, *args):
    """What `work(*args)` returns; None, and a diagnostic, where our own limits or mistakes stop it.

    A program nested too deeply is MR010, any other exception MR999 (raised as it is with MR2PY_DEBUG=1).
    """
    try:
        return work(*args)
    except RecursionError:
        debug_raise()
        session.diags.add(Diagnostic("error", "MR010", "a program nested this deeply is not supported by mini-Rust"))
    except Exception as problem:
        debug_raise()
        text = str(problem).split("\n")[0][:200]
        session.diags.add(Diagnostic("error", "MR999", f"internal error: {type(problem).__name__} in phase `{name}`: {text}"))
    return None


def debug_raise():
    """Inside an `except`: raise again what was caught, if the environment asks for it."""
    if os.environ.get("MR2PY_DEBUG") == "1":
        raise


def compile_program(session, level="off", filename="<mr2py>", **how):
    """The `codegen.Module` of an accepted program, or None after a diagnostic (MR020, MR021). `how`: what `codegen.module.generate` takes besides."""
    if level not in LEVELS:
        session.diags.add(Diagnostic("error", "MR021", f"the trace level `{level}` is not supported by mini-Rust"))
        return None
    return guarded(session, "codegen", generate, session, level, filename, how)


def generate(session, level, filename, how):
    from .codegen.module import Unsupported
    from .codegen.module import generate as generate_module
    tcx = session.results["collect"]
    try:
        return generate_module(tcx, tcx.resolver.root.values["main"], level, filename, **how)
    except Unsupported as limit:
        session.diags.add(unsupported("MR020", limit.feature, limit.leaf))
        return None
