"""The commands and options of `mr2py`, declared with click (loaded only where cli.py cannot read them)."""

import click

from . import __version__
from .cli import check_files, read_source, report

EDITION = click.option("--edition", type=click.Choice(["2021", "2024"]), help="Edition of Rust (default: the file's `//@ edition:`, else 2024).")
FORMS = ["ast"]


def number(edition):
    return int(edition) if edition else None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mr2py")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour of diagnostics (NO_COLOR is heeded).")
@click.pass_context
def cli(context, color):
    """Check mini-Rust programs, compile them to Python, run and trace them."""
    context.obj = color


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@EDITION
@click.option("--error-format", type=click.Choice(["human", "short", "json"]), default="human", help="Form of the diagnostics, on stderr.")
@click.pass_obj
def check(color, files, edition, error_format):
    """Check FILES: exit 0 accepted, 1 rejected, 3 not supported by mini-Rust, 2 unreadable."""
    return check_files(files, number(edition), error_format, color)


@cli.command()
@click.argument("form", type=click.Choice(FORMS))
@click.argument("file", type=click.Path())
@EDITION
def emit(form, file, edition):
    """Print one form of FILE."""
    from .driver import Session, Source, edition_of, run_phases
    text = read_source(file)
    if text is None:
        return 2
    session = Session(Source(file, text), number(edition) or edition_of(text))
    run_phases(session, "parse")
    if session.results.get("parse") is not None:
        from .syntax.dump import dump
        click.echo(dump(session.results["parse"], session.tokens), nl=False)
    report(session, "human")
    return session.exit_code


@cli.command()
@click.argument("code")
def explain(code):
    """Explain an `MR…` CODE."""
    from .diagnostics.unsupported import FEATURES
    if code not in FEATURES:
        click.echo(f"error: {code} is not a code of mr2py", err=True)
        return 2
    click.echo(f"{code}: mini-Rust does not support {FEATURES[code]} yet.")
    return 0
