"""`unused_imports`: imports that no path, method or derive goes through (rustc_resolve's `check_unused`)."""

from ..diagnostics import MACHINE_APPLICABLE
from ..syntax import ast


def check_imports(lints):
    """Tell the imports of each `use` item that nothing needs."""
    tcx = lints.tcx
    use_traits(tcx)
    derived = derive_names(lints)
    unused = {entry.node for crate in tcx.user_crates() for entry in crate.imports
              if not entry.used and entry.vis.kind != "pub" and not excused(tcx.resolver, entry, derived)}
    if not unused:
        return
    wrong = [one.primary.lo for one in lints.errors if one.code in ("E0432", "E0433", "E0603") and one.primary is not None]
    for node in lints.nodes(ast.Use):
        found = [leaf for leaf in leaves(node.tree) if leaf in unused and not any(leaf.lo <= token <= leaf.hi for token in wrong)]
        if found:
            tell(lints, node, found)


def excused(resolver, entry, derived):
    """Whether an import leads nowhere (that is told) or to a macro, whose uses are not recorded."""
    if entry.name == "*" and entry.node.kind == "glob":
        return resolver.resolve_segments(entry.module, entry.global_, entry.segments, "types") is None
    found = [target for target in [resolver.import_target(entry, space) for space in ("types", "values")] if target is not None]
    return entry.name in derived or not any(resolver.visible(target, entry.module) for target in found)


def derive_names(lints):
    """The names of all traits that are derived."""
    tokens = lints.tokens
    return {tokens.text[token] for kind in (ast.Struct, ast.Enum, ast.Union)
            for node in lints.nodes(kind) for attr in node.attrs if attr.path == "derive" for token in attr.toks}


def use_traits(tcx):
    """Mark the imports that bring the traits of called methods into scope."""
    for owner, results in tcx.typeck_results.items():
        traits = {callee.parent for node, (callee, _) in results.callees.items() if type(node) is ast.MethodCall and callee.parent.kind == "trait"}
        traits |= {entry[1].parent for entry in results.res.values() if len(entry) == 3 and getattr(entry[1], "parent", None) is not None
                   and entry[1].parent.kind == "trait"}
        modules = [module_of(owner), *[module for module in results.blocks.values() if module is not None]]
        for trait in traits:
            for module in modules:
                use_trait(tcx.resolver, module, trait)


def use_trait(resolver, module, trait):
    """Mark the import that brings a trait into the scope of a module."""
    while module is not None:
        if any(found is trait for found in module.types.values()):
            return
        for entry in [entry for entries in module.imports.values() for entry in entries] + list(module.globs):
            if getattr(entry.node, "kind", None) == "glob":      # an `extern crate` has no kind
                target = resolver.resolve_segments(entry.module, entry.global_, entry.segments, "types")
                if target is None or isinstance(target, tuple) or target.types is None or resolver.in_module(target, trait.name, "types") is not trait:
                    continue
            elif resolver.import_target(entry, "types") is not trait:
                continue
            entry.used = True
            return
        if module.name != "{block}":
            return
        module = module.parent


def module_of(definition):
    definition = definition.memo.get("module", definition)
    while definition.kind != "mod":
        definition = definition.parent
    return definition


def leaves(tree):
    """The leaves of a `use` tree, from left to right."""
    if tree.kind != "group":
        return [tree]
    return [leaf for child in tree.children for leaf in leaves(child)]


def tell(lints, use, found):
    names = sorted(f"`{text_of(lints.tokens, leaf)}`" for leaf in found)
    shown = names[0] if len(names) == 1 else f"{names[0]} and {names[1]}" if len(names) == 2 else ", ".join(names[:-1]) + f", and {names[-1]}"
    told = lints.emit("unused_imports", f"unused import{'s' if len(names) > 1 else ''}: {shown}", [(leaf.lo, leaf.hi) for leaf in found])
    if told is not None and len(found) == len(leaves(use.tree)):
        lo = min([use.lo] + [attr.lo for attr in use.attrs])
        told.suggest("remove the whole `use` item", [(lo, use.hi, "")], MACHINE_APPLICABLE, "hidden")
    elif told is not None:
        word = "import" if len(found) == 1 else "imports"
        told.suggest(f"remove the unused {word}", [edit(lints.tokens, leaf) for leaf in found], MACHINE_APPLICABLE, "hidden")


def edit(tokens, leaf):
    """The removal of a leaf with its comma."""
    if tokens.kind[leaf.hi + 1] == ",":
        return leaf.lo, leaf.hi + 1, ""
    if tokens.kind[leaf.lo - 1] == ",":
        return leaf.lo - 1, leaf.hi, ""
    return leaf.lo, leaf.hi, ""


def text_of(tokens, leaf):
    """A leaf as rustc writes it: its path, without blanks."""
    text = "::".join(segment.name for segment in leaf.segments)
    text = ("::" if leaf.global_ else "") + text
    if leaf.kind == "glob":
        return text + "::*" if text else "*"
    return f"{text} as {leaf.rename}" if leaf.rename else text
