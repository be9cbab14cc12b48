"""The standard library and the user's crate as definitions, and the type context over both."""

from .resolve.collect import Collector, new_module
from .resolve.paths import Resolver
from .std.load_index import load_std
from .ty.instances import TyCtxt


def parse_std(tokens, diags):
    """(Collector, root module) of the standard library, parsed from its sources: what its index is made of."""
    from pathlib import Path
    from .source import Source
    from .syntax.expand import expand
    from .syntax.parser import parse_file
    collector = Collector("std", diags)
    root = new_module("std", None, None, "std")
    for path in sorted((Path(__file__).parent / "std").glob("*.mrs")):
        source = Source(f"std/{path.name}", path.read_text(encoding="utf-8"))
        crate = parse_file(tokens, source, 2024, diags)
        expand(crate, tokens, diags, 2024, "std")
        collector.items(crate.items, root)
    return collector, root


def collect(session, crate):
    """The TyCtxt of a program whose expanded syntax is `crate`."""
    std, std_root = load_std(session.diags)
    user = Collector("user", session.diags)
    root = new_module("", None, crate, "user")
    user.items(crate.items, root)
    return TyCtxt(Resolver(root, std_root, session.edition), [std, user], session.diags, session.tokens)
