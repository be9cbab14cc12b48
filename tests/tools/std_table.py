"""`docs/std.md`: what of Rust's standard library mini-Rust declares, read from `mr2py/std/*.mrs`.

    python tests/tools/std_table.py        # writes the page
"""

from pathlib import Path

from mr2py.diagnostics import Diagnostics
from mr2py.frontend import parse_std
from mr2py.resolve.collect import head_key_of_node
from mr2py.std.encode_index import library_tokens
from mr2py.ty.defs import Def

PAGE = Path(__file__).parents[2] / "docs" / "std.md"
HIDDEN = ("rt", "intrinsics", "prelude")
HEAD = """# The standard library of mini-Rust

Made by `tests/tools/std_table.py` from `mr2py/std/*.mrs`: each public item with its methods. What is missing here is refused with
`MR030` or `MR031`.

"""


def is_public(definition):
    return getattr(definition.vis, "kind", None) == "pub" or definition.vis is None


def shown(definition):
    """Whether a name is part of Rust's own standard library."""
    return is_public(definition) and not (definition.lang or "").endswith("Prim")


def modules(root, path=()):
    """(path, module) of each public module, in order of their names."""
    yield path, root
    for name in sorted(root.types):
        found = root.types[name]
        if isinstance(found, Def) and found.kind == "mod" and found.parent is root and name not in HIDDEN:
            yield from modules(found, (*path, name))


def inherent_methods(std):
    """{head key of a type: sorted public names of its inherent impls}."""
    table = {}
    for impl, _, _ in std.impl_headers():
        if impl.node.trait_path is None:
            names = table.setdefault(str(head_key_of_node(impl.node)), set())
            names.update(name for name, member in impl.members.items() if is_public(member))
    return {key: sorted(names) for key, names in table.items()}


def page():
    """The text of the page."""
    std, root = parse_std(library_tokens(), Diagnostics())
    methods = inherent_methods(std)
    lines = [HEAD, "## Primitive types\n"]
    primitives = [key for key in methods if key in ("[]", "[;]", "()", "str", "char", "bool", "f32", "f64") or key[:1] in "iu" and key[1:].isdigit() or key in ("isize", "usize")]
    lines += [f"- `{key}`: {', '.join(methods[key])}" for key in sorted(primitives)]
    for path, module in modules(root):
        rows = [row for name in sorted(module.types) for row in type_row(module, name, methods)]
        functions = sorted(name for name, found in module.values.items() if isinstance(found, Def) and found.kind == "fn" and found.parent is module and shown(found))
        if rows or functions:
            lines.append(f"\n## std::{'::'.join(path)}\n" if path else "\n## std\n")
            lines += rows
            lines += [f"- functions: {', '.join(functions)}"] if functions else []
    return "\n".join(lines) + "\n"


def type_row(module, name, methods):
    found = module.types[name]
    if not isinstance(found, Def) or found.parent is not module or found.kind not in ("struct", "enum", "trait") or not shown(found):
        return []
    if found.kind == "trait":
        return [f"- trait `{name}`: {', '.join(found.members) or 'a marker'}"]
    return [f"- {found.kind} `{name}`" + (": " + ", ".join(methods[name]) if methods.get(name) else "")]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
