"""The standard library and the user's crate as definitions, and the type context over both."""

from pathlib import Path

from .resolve.collect import Collector, new_module
from .resolve.paths import Resolver
from .source import Source
from .syntax.expand import expand
from .syntax.parser import parse_file
from .ty.instances import TyCtxt

STD = Path(__file__).parent / "std"


def collect_std(session):
    """(Collector, root module) of the standard library, parsed from its sources."""
    collector = Collector("std", session.diags)
    root = new_module("std", None, None, "std")
    for path in sorted(STD.glob("*.mrs")):
        source = Source(f"std/{path.name}", path.read_text(encoding="utf-8"))
        crate = parse_file(session.tokens, source, 2024, session.diags)
        expand(crate, session.tokens, session.diags, 2024)
        collector.items(crate.items, root)
    return collector, root


def collect(session, crate):
    """The TyCtxt of a program whose expanded syntax is `crate`."""
    std, std_root = collect_std(session)
    user = Collector("user", session.diags)
    root = new_module("", None, crate, "user")
    user.items(crate.items, root)
    return TyCtxt(Resolver(root, std_root, session.edition), [std, user], session.diags, session.tokens)
