"""Load a program: std and the user's crate, parsed, expanded, collected; the type context over both."""

from pathlib import Path

from .diagnostics import Diagnostics
from .resolve.collect import Collector, new_module
from .resolve.paths import Resolver
from .source import Source, TokenTable
from .syntax.parser import parse_file
from .ty.instances import TyCtxt

STD = Path(__file__).parent / "std"


class Session:
    """What one run over one program shares: tokens, diagnostics, edition."""

    def __init__(self, edition):
        self.edition = edition
        self.tokens = TokenTable()
        self.diags = Diagnostics()


def collect_std(session):
    """The Collector of the standard library, parsed from its sources."""
    from .syntax.expand import expand

    collector = Collector("std", session.diags)
    root = new_module("std", None, None, "std")
    for path in sorted(STD.glob("*.mrs")):
        source = Source(f"std/{path.name}", path.read_text(encoding="utf-8"))
        crate = parse_file(session.tokens, source, 2024, session.diags)
        if crate is None:
            raise ValueError(f"std does not parse: {session.diags.all[:1]}")
        expand(crate, session.tokens, session.diags, 2024)
        collector.items(crate.items, root)
    return collector, root


def load(session, source):
    """The TyCtxt for a program, or None where it has syntax errors (reported to the session)."""
    from .syntax.expand import expand

    crate = parse_file(session.tokens, source, session.edition, session.diags)
    if crate is None or session.diags.has_errors:
        return None
    expand(crate, session.tokens, session.diags, session.edition)
    std, std_root = collect_std(session)
    user = Collector("user", session.diags)
    root = new_module("", None, crate, "user")
    user.items(crate.items, root)
    resolver = Resolver(root, std_root, session.edition)
    return TyCtxt(resolver, [std, user], session.diags, session.tokens)
