"""The commands and options of `mr2py`, declared with click (loaded only where cli.py cannot read them)."""

import click

from . import __version__
from .cli import check_files

EDITION = click.option("--edition", type=click.Choice(["2021", "2024"]), help="Edition of Rust (default: the file's `//@ edition:`, else 2024).")
FORMS = ["ast", "types", "mir", "cfg", "borrowck", "drops", "python"]
LEVELS = click.Choice(["off", "heap", "ownership", "full"])


class LintOptions(click.Command):
    """A command with `-A`, `-W` and `-D`, whose order matters: they come as one list `lints` of (level, name)."""

    FLAGS = {"-A": "allow", "--allow": "allow", "-W": "warn", "--warn": "warn", "-D": "deny", "--deny": "deny"}

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.params.append(click.Option(["-A", "--allow"], metavar="LINT", multiple=True, expose_value=False, help="Do not tell a lint or group, as `warnings`."))
        self.params.append(click.Option(["-W", "--warn"], metavar="LINT", multiple=True, expose_value=False, help="Warn of a lint or group."))
        self.params.append(click.Option(["-D", "--deny"], metavar="LINT", multiple=True, expose_value=False, help="Make errors of a lint or group."))

    def parse_args(self, ctx, args):
        ctx.params["lints"] = list(self.in_order(args))
        return super().parse_args(ctx, args)

    def in_order(self, args):
        """(level, lint) of each option before `--`, in the order of the command line."""
        words = iter(args[:args.index("--")] if "--" in args else args)
        for word in words:
            flag, joined, name = word.partition("=") if word.startswith("--") else (word[:2], word[2:], word[2:])
            if flag in self.FLAGS:
                name = name if joined else next(words, "")
                yield self.FLAGS[flag], name.replace("-", "_")


def number(edition):
    return int(edition) if edition else None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mr2py")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour of diagnostics (NO_COLOR is heeded).")
@click.pass_context
def cli(context, color):
    """Check mini-Rust programs, compile them to Python, run and trace them."""
    context.obj = color


@cli.command(cls=LintOptions)
@click.argument("files", nargs=-1, required=True, type=click.Path())
@EDITION
@click.option("--error-format", type=click.Choice(["human", "short", "json", "sarif"]), default="human", help="Form of the diagnostics, on stderr.")
@click.option("--fix", is_flag=True, help="First apply the suggestions that are certain to be meant, in the files themselves.")
@click.option("--color", "own_color", type=click.Choice(["auto", "always", "never"]), help="As before the command.")
@click.pass_obj
def check(color, files, edition, error_format, own_color, fix, lints):
    """Check FILES: exit 0 accepted, 1 rejected, 3 not supported by mini-Rust, 2 unreadable."""
    if fix:
        from .fix import fix_files
        return fix_files(files, number(edition), error_format, own_color or color, lints)
    return check_files(files, number(edition), error_format, own_color or color, lints)


@cli.command(cls=LintOptions)
@click.argument("file", type=click.Path())
@click.argument("args", nargs=-1)
@EDITION
@click.option("--trace", "level", type=LEVELS, default="off", help="Level of the events that the program logs.")
@click.option("--trace-out", type=click.Path(), help="Write the events as JSON lines (level at least `heap`).")
@click.option("--heap-log", type=click.Path(), help="Write one line for each heap event (level at least `heap`).")
@click.option("--leak-check", is_flag=True, help="List the heap blocks still alive at exit, on stderr (level `ownership`).")
@click.option("--enforce", is_flag=True, help="Check every access while the program runs: moves, initialisation, references, drops.")
@click.option("--what-if", is_flag=True, help="Run FILE although the borrow checker refuses it, up to the first broken memory rule (exit 1).")
def run(file, args, edition, level, trace_out, heap_log, leak_check, enforce, what_if, lints):
    """Check FILE, compile and run it: its input, output and exit code are the process's."""
    from .actions import run_file, what_if_file
    if what_if:
        if level != "off" or trace_out or heap_log or leak_check:
            raise click.UsageError("--what-if goes with no trace, log or leak check")
        return what_if_file(file, number(edition), args)
    return run_file(file, number(edition), level, trace_out, heap_log, leak_check, enforce, args, lints)


@cli.command(cls=LintOptions)
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("-o", "out", type=click.Path(), help="The file to write; a folder where there are several FILES.")
@EDITION
@click.option("--trace", "level", type=LEVELS, default="off", help="Level of the events that the module logs.")
def build(files, out, edition, level, lints):
    """Write the Python module of each of FILES."""
    from .actions import build_files
    return build_files(files, out, number(edition), level, lints)


@cli.command(cls=LintOptions)
@click.argument("file", type=click.Path())
@click.argument("args", nargs=-1)
@EDITION
@click.option("--level", type=LEVELS, default="ownership", help="Level of the events.")
@click.option("--against", type=click.Path(), help="Compare with this golden trace: exit 1 where they differ, 2 where it is missing.")
@click.option("--bless", type=click.Path(), help="Write this golden trace.")
def trace(file, args, edition, level, against, bless, lints):
    """Run FILE and print its memory events, one a line; what the program prints goes to stderr."""
    if against and bless:
        raise click.UsageError("--against and --bless exclude one another")
    from .actions import trace_file
    return trace_file(file, number(edition), level, against, bless, args, lints)


@cli.command()
@click.argument("form", type=click.Choice(FORMS))
@click.argument("file", type=click.Path())
@EDITION
def emit(form, file, edition):
    """Print one form of FILE."""
    from .actions import emit_form
    return emit_form(form, file, number(edition))


class WithArguments(click.Command):
    """A command that takes several files and, behind `--`, the arguments of the programs: they come as `context.obj`."""

    def parse_args(self, ctx, args):
        cut = args.index("--") if "--" in args else len(args)
        ctx.obj = tuple(args[cut + 1:])
        return super().parse_args(ctx, args[:cut])


@cli.command(cls=WithArguments, options_metavar="[OPTIONS]", epilog="Arguments of the programs follow behind `--`.")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@EDITION
@click.option("--stdin", type=click.Path(), help="The programs' input (default: what this command is given).")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=10, help="Seconds that one run may take.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@click.pass_obj
def verify(args, files, edition, stdin, timeout, as_json):
    """Compare what mr2py says and does of each of FILES with rustc and its native debug build: verdict, stdout, exit code, heap log."""
    from .actions import verify_files
    return verify_files(files, number(edition), args, stdin, timeout, as_json)


@cli.command()
@click.argument("code")
def explain(code):
    """Explain the CODE of a diagnostic, as `E0382` or `MR012`."""
    from .diagnostics.explanations import explanation
    text = explanation(code)
    if text is None:
        click.echo(f"error: mr2py has no explanation of `{code}`", err=True)
        return 2
    click.echo(text)
    return 0
