"""Every body of the standard library type-checks (a program would meet it only when it calls it)."""

from mr2py import driver
from mr2py.std import load_index


def functions(tcx, root):
    """All functions of std that have a body."""
    modules = [root]
    for module in modules:
        owned = [d for table in (module.types, module.values) for d in (table or {}).values() if d.krate == "std" and d.parent is module]
        modules += [d for d in owned if d.kind == "mod" and d not in modules]
        yield from owned
        for trait in owned:
            if trait.kind == "trait":
                yield from trait.members.values()
    for crate in tcx.crates:
        if isinstance(crate, load_index.StdCollector):
            for impl, _, _ in crate.impl_headers():
                yield from load_index.impl_members(impl, impl.members).values() if isinstance(impl.members, int) else impl.members.values()


def test_every_body_type_checks():
    tcx = driver.check("empty.mrs", "fn main() {}").results["collect"]
    wrong, count = [], 0
    for function in functions(tcx, tcx.resolver.std):
        if function.kind in ("fn", "assoc_fn") and function.node.body is not None:
            count += 1
            try:
                tcx.mir_of(function)
            except AssertionError as error:
                wrong.append(str(error))
    assert not wrong
    assert count > 2000
