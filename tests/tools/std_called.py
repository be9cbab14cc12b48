"""Which public functions of std no recorded program calls.

    python tests/tools/std_called.py [PROGRAM…]        # default: tests/run/*.mrs

A function counts as called where a user's expression names it: as a method, a path, or the impl's method that a
trait's method stands for with the types at hand. Functions that only other functions of std call are printed too.
"""

import sys
from pathlib import Path

from mr2py import driver
from mr2py.resolve.collect import head_key_of_node
from mr2py.std import load_index
from mr2py.ty.defs import Def

ROOT = Path(__file__).parents[2]


def functions(tcx):
    """All public functions of std, of traits, and of inherent impls."""
    modules = [tcx.resolver.std]
    for module in modules:
        owned = [d for table in (module.types, module.values) for d in (table or {}).values() if d.krate == "std" and d.parent is module]
        modules += [d for d in owned if d.kind == "mod" and d not in modules and d.name not in ("rt", "intrinsics")]
        yield from owned
        for trait in owned:
            if trait.kind == "trait":
                yield from trait.members.values()
    for crate in tcx.crates:
        if isinstance(crate, load_index.StdCollector):
            for impl, _, _ in crate.impl_headers():
                members = load_index.impl_members(impl, impl.members) if isinstance(impl.members, int) else impl.members
                if impl.node.trait_path is None:
                    yield from members.values()


def place(definition):
    """What tells a function from others, in every session: its file and token."""
    return definition.name, definition.node.lo


def owner_of(definition):
    """The trait, module or type that a function belongs to, as text."""
    parent = definition.parent
    return f"impl of {head_key_of_node(parent.node)}" if parent.kind == "impl" else parent.path()


def named(results):
    """(Def, generic arguments) of each function that the expressions of a body name."""
    yield from results.callees.values()
    for found in results.res.values():
        if isinstance(found, tuple) and len(found) > 1 and isinstance(found[1], Def):
            yield found[1], found[2] if len(found) > 2 else ()


def called_by(path):
    """The places of std's functions that the program `path` names."""
    text = path.read_text(encoding="utf-8")
    session = driver.check(str(path), text, driver.edition_of(text))
    places = set()
    for results in session.results["typeck"].values():
        for definition, _ in named(results):
            if definition.krate == "std" and definition.kind in ("fn", "assoc_fn"):
                places.add(place(definition))
    return places


def main(arguments):
    programs = [Path(name) for name in arguments] or sorted((ROOT / "tests" / "run").glob("*.mrs"))
    called = set().union(*map(called_by, programs))
    tcx = driver.check("empty.mrs", "fn main() {}").results["collect"]
    public = {place(d): d for d in functions(tcx) if d.kind in ("fn", "assoc_fn") and (getattr(d.vis, "kind", None) == "pub" or d.parent.kind == "trait")}
    missing = {}
    for key in public.keys() - called:
        missing.setdefault(owner_of(public[key]), []).append(key[0])
    for owner, names in sorted(missing.items()):
        print(f"{owner}: {' '.join(sorted(names))}")
    print(f"{len(public) - sum(map(len, missing.values()))} of {len(public)} functions are called")


if __name__ == "__main__":
    main(sys.argv[1:])
