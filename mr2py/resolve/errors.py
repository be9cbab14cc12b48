"""The diagnostics of name resolution, one constructor for each code."""

from ..diagnostics import MACHINE_APPLICABLE
from ..diagnostics.build import error
from ..syntax import ast

NAMESPACES = {"types": "type", "values": "value", "macros": "macro"}
WORDS = {"fn": "function", "assoc_fn": "associated function", "assoc_ty": "associated type", "assoc_const": "associated constant",
         "const": "constant", "mod": "module", "tyalias": "type alias", "assoc": "associated item", "local": "local variable",
         "struct": "struct", "enum": "enum", "trait": "trait", "variant": "variant", "static": "static", "union": "union"}


def duplicate_definition(definition, first, module, namespace):
    where = {"enum": "enum"}.get(module.kind, "module")
    return error("E0428", f"the name `{definition.name}` is defined multiple times", definition.node,
                 f"`{definition.name}` redefined here",
                 [(first.node, f"previous definition of the {NAMESPACES[namespace]} `{definition.name}` here")],
                 [f"`{definition.name}` must be defined only once in the {NAMESPACES[namespace]} namespace of this {where}"])


def duplicate_field(definition, first):
    return error("E0124", f"field `{definition.name}` is already declared", definition.node, "field already declared",
                 [(first.node, f"`{definition.name}` first declared here")])


def duplicate_associated(definition, first, owner):
    if owner.kind == "impl" and owner.node.trait_path is not None:
        return error("E0201", f"duplicate definitions with name `{definition.name}`:", definition.node,
                     "duplicate definition", [(first.node, "previous definition here")])
    if owner.kind == "impl":
        return error("E0592", f"duplicate definitions with name `{definition.name}`", definition.node,
                     "duplicate definition", [(first.node, f"previous definition of `{definition.name}` here")])
    return error("E0428", f"the name `{definition.name}` is defined multiple times", definition.node,
                 f"`{definition.name}` redefined here", [(first.node, "previous definition of the value here")])


def unresolved_import(entry, missing, module_name):
    return error("E0432", f"unresolved import `{'::'.join(segment.name for segment in entry.segments)}`", entry.node,
                 f"no `{missing}` in {module_name}")


def macros_below_root(node):
    return error("E0468", "an `extern crate` loading macros must be at the crate root", node)


def self_outside_of_braces(tree):
    last = tree.segments[-1].lo
    found = error("E0429", "`self` imports are only allowed within a { } list", (last - 1, last))
    found.suggest("consider importing the module directly", [(last - 1, last, "")], MACHINE_APPLICABLE)
    return found.suggest("alternatively, use the multi-path `use` syntax to import `self`", [(last, last - 1, "{"), (tree.hi + 1, tree.hi, "}")], MACHINE_APPLICABLE)


def import_without_name(tree, nested):
    last = tree.segments[-1]
    found = error("", "imports need to be explicitly named", last)
    if last.name == "self" and not nested:
        return found
    return found.suggest("try renaming it with a name", [(last.lo + 1, last.lo, " as name")])


def later_of(one, other):
    """Two nodes or tokens in the order of the source."""
    return (one, other) if one.lo > other.lo else (other, one)


def import_and_item(entry, item, namespace):
    node, first = later_of(entry.node, item.node)
    labels = {True: f"`{entry.name}` reimported here", False: f"`{entry.name}` redefined here"}
    crate = isinstance(entry.node, ast.ExternCrate)
    where = item.node.name_tok if node is item.node and not crate else node
    earlier = first if first is entry.node else item.node.name_tok
    what = f"previous import of the extern crate `{entry.name}` here" if crate and first is entry.node else \
        f"previous {'import' if first is entry.node else 'definition'} of the {NAMESPACES[namespace]} `{entry.name}` here"
    found = error("E0260" if crate else "E0255", f"the name `{entry.name}` is defined multiple times", where, labels[node is entry.node], [(earlier, what)],
                  [f"`{entry.name}` must be defined only once in the {NAMESPACES[namespace]} namespace of this module"])
    return rename(found, entry) if crate else found


def imported_twice(entry, other, namespace):
    node, first = later_of(entry.node, other.node)
    crates = [isinstance(one, ast.ExternCrate) for one in (node, first)]
    what = "extern crate" if crates[1] else NAMESPACES[namespace]
    found = error("E0259" if all(crates) else "E0254" if any(crates) else "E0252", f"the name `{entry.name}` is defined multiple times", node, f"`{entry.name}` reimported here",
                  [(first, f"previous import of the {what} `{entry.name}` here")],
                  [f"`{entry.name}` must be defined only once in the {NAMESPACES[namespace]} namespace of this module"])
    return rename(found, entry if entry.node is node else other) if any(crates) else found


def rename(found, entry):
    """Offer another name for an import."""
    node, text = entry.node, f"as other_{entry.name}"
    if node.rename is None:
        edit = (node.name_tok if isinstance(node, ast.ExternCrate) else node.hi, None, f" {text}")
    else:
        at = node.hi - 1 if isinstance(node, ast.ExternCrate) else node.hi
        edit = (at, at, f"other_{entry.name}")
    return found.suggest("you can use `as` to change the binding name of the import", [edit])


def private_reexport(entry, namespace, target, crate_wide):
    how = "only public within the crate, and cannot be re-exported outside" if crate_wide else "private, and cannot be re-exported"
    name = entry.segments[-1].name
    if namespace == "types":
        return error("E0365", f"`{name}` is {how}", entry.node, f"re-export of {'crate public' if crate_wide else 'private'} `{name}`",
                     notes=[f"consider declaring type or module `{name}` with `pub`"])
    return error("E0364", f"`{name}` is {how}", entry.node, notes=[f"consider marking `{name}` as `pub` in the imported module"])


def ambiguous_name(name, where, first, second):
    return error("E0659", f"`{name}` is ambiguous", where, "ambiguous name", notes=["ambiguous because of multiple glob imports of a name in the same module"])


def undeclared_module(name, where, what="type"):
    label = "use of undeclared type" if name[:1].isupper() else "use of unresolved module or unlinked crate"
    return error("E0433", f"cannot find {'type' if name[:1].isupper() else 'module or crate'} `{name}` in this scope", where, f"{label} `{name}`")


REASONS = {"pattern": "API not fully fleshed out and ready to be stabilized",
           "core_intrinsics": "intrinsics are unlikely to ever be stabilized, instead they should be used through stabilized interfaces in the rest of the standard library"}


def unstable_library(feature, issue, where):
    """E0658 of a name of std."""
    reason = f": {REASONS[feature]}" if feature in REASONS else ""
    found = error("E0658", f"use of unstable library feature `{feature}`{reason}", where)
    return found.note(f"see issue #{issue} <https://github.com/rust-lang/rust/issues/{issue}> for more information") if issue else found


DERIVE_MACROS = frozenset(("Debug", "Hash"))     # the prelude's derives whose traits it has not


def macro_word(name):
    """"derive macro" or "macro" where the prelude has one of that name, else None."""
    if name in DERIVE_MACROS:
        return "derive macro"
    from ..syntax.std_macros import MACROS
    return "macro" if name in MACROS else None


def undeclared_prefix(segments, index):
    """E0433 of the segment at `index`, which is not the last one of a path."""
    where = segments[index]
    if index == 0:
        return undeclared_module(where.name, where)
    outer = segments[index - 1].name
    holder = "the crate root" if outer in ("crate", "self") else f"`{outer}`"
    return error("E0433", f"cannot find `{where.name}` in `{outer}`", where, f"could not find `{where.name}` in {holder}")


def not_found(code, what, name, where, place="this scope", helps=()):
    return error(code, f"cannot find {what} `{name}` in {place}", where,
                 f"not found in {place.removeprefix('module ')}" if what != "macro" else "", helps=helps)


def private_item(word, name, where, definition):
    from ..diagnostics import Label
    from .similar import up_to_body
    found = error("E0603", f"{word} `{name}` is private", where, f"private {word}")
    if definition.node is not None and definition.krate == "user":
        found.note(f"the {word} `{name}` is defined here", [Label(*up_to_body(definition), "", True)])
    return found


def wrong_kind(code, expected, found, name, where):
    return error(code, f"expected {expected}, found {found} `{name}`", where, f"not a {expected}")


def undeclared_lifetime(name, where, owner):
    """E0261; `owner`: the Def in whose generics, or in those around, it could be declared."""
    found = error("E0261", f"use of undeclared lifetime name `'{name}`", where, "undeclared lifetime")
    while owner is not None and owner.krate == "user":
        node = owner.node
        generics = getattr(node, "generics", None)
        if generics is not None and owner.kind != "assoc_ty":
            named = getattr(node, "name_tok", None)
            if generics.params:
                edit = (generics.params[0].lo, generics.params[0].lo - 1, f"'{name}, ")
            else:
                first = None if named is not None else node.trait_path or node.self_ty
                edit = (named if first is None else first.lo - 1 - bool(node.negative), None, f"<'{name}>")
            found.suggest(f"consider introducing lifetime `'{name}` here", [edit])
        if owner.kind not in ("field", "variant", "assoc_fn", "assoc_ty", "assoc_const"):
            break
        owner = owner.parent
    return found


def undeclared_label(name, where):
    return error("E0426", f"use of undeclared label `'{name}`", where, f"undeclared label `'{name}`")


def no_such_crate(node):
    return error("E0463", f"can't find crate for `{node.name}`", node, "can't find crate")
