"""The diagnostics of name resolution, one constructor for each code."""

from ..diagnostics.build import error

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
        return error("E0592", f"duplicate definitions with name `{definition.name}`", first.node,
                     f"duplicate definitions for `{definition.name}`", [(definition.node, f"other definition for `{definition.name}`")])
    return error("E0428", f"the name `{definition.name}` is defined multiple times", definition.node,
                 f"`{definition.name}` redefined here", [(first.node, "previous definition of the value here")])


def unresolved_import(entry, missing, module_name):
    return error("E0432", f"unresolved import `{'::'.join(segment.name for segment in entry.segments)}`", entry.node,
                 f"no `{missing}` in {module_name}")


def undeclared_module(name, where, what="type"):
    label = "use of undeclared type" if name[:1].isupper() else "use of unresolved module or unlinked crate"
    return error("E0433", f"cannot find {'type' if name[:1].isupper() else 'module or crate'} `{name}` in this scope", where, f"{label} `{name}`")


def not_found(code, what, name, where, place="this scope", helps=()):
    return error(code, f"cannot find {what} `{name}` in {place}", where,
                 f"not found in {place}" if what != "macro" else "", helps=helps)


def private_item(word, name, where, definition):
    return error("E0603", f"{word} `{name}` is private", where, f"private {word}")


def wrong_kind(code, expected, found, name, where):
    return error(code, f"expected {expected}, found {found} `{name}`", where, f"not a {expected}")


def undeclared_lifetime(name, where):
    return error("E0261", f"use of undeclared lifetime name `'{name}`", where, "undeclared lifetime")


def undeclared_label(name, where):
    return error("E0426", f"use of undeclared label `'{name}`", where, f"undeclared label `'{name}`")
