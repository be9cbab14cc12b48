"""`dead_code`: what no path from `main` reaches, as rustc groups and words it (rustc_passes::dead)."""

from ..diagnostics import HAS_PLACEHOLDERS
from ..syntax import ast
from .reachable import Marker

NOUNS = {"fn": "function", "struct": "struct", "union": "union", "enum": "enum", "const": "constant", "static": "static", "tyalias": "type alias",
         "trait": "trait", "variant": "variant", "field": "field", "assoc_const": "associated constant"}
MOST = 6            # names that are listed


def check_dead_code(lints):
    """Tell the items, fields and variants that the program does not use."""
    main = lints.tcx.resolver.root.values.get("main")
    if main is None:
        return
    marker = Marker(lints)
    items = [definition for definition in all_items(marker) if definition.parent is not None]
    allowed = [definition for definition in items if quiet(lints, definition)] if lints.levels.scopes or lints.levels.options else []
    live = marker.run([main, *allowed, *[one for one in items if one.kind == "const" and one.name == "_"]])
    groups = []
    for definition in items:
        if not within_dead(definition, live):
            groups += dead_in(definition, live)
    for group in sorted(groups, key=lambda group: (depth(group[0]), group[0].node.name_tok if hasattr(group[0].node, "name_tok") else group[0].node.lo)):
        tell(lints, marker, group)


def within_dead(definition, live):
    """Whether a definition stands in the body of one that is dead: that one is told."""
    while definition is not None:
        owner = definition.memo.get("owner") if definition.kind == "mod" else None
        if owner is not None and owner not in live:
            return True
        definition = owner or definition.parent
    return False


def all_items(marker):
    """Each definition of the user's crate that may be dead, with impls (for what is in them)."""
    for crate in marker.crates():
        yield from crate.adts
        yield from crate.traits
        yield from crate.aliases
        yield from crate.impls
        yield from crate.bodies


def depth(definition):
    """Items of outer modules come first."""
    module = definition
    while module.kind != "mod" or module.name == "{block}":
        module = module.parent
    return 0 if module.parent is None else module.node.lo


def quiet(lints, definition):
    """Whether `dead_code` is allowed at a definition: then it counts as used."""
    node = definition.node
    return definition.kind != "impl" and lints.levels.setting("dead_code", node.name_tok)[0] in ("allow", "expect")


def dead_in(definition, live):
    """[list of dead Defs that are told together] of a definition and its parts."""
    kind = definition.kind
    if kind == "impl":
        parts = [] if definition.node.trait_path is not None else list(definition.members.values())
    elif kind == "trait" and definition in live:
        parts = [member for member in definition.members.values() if member.kind != "assoc_ty"]
    elif kind.startswith("assoc"):
        return []
    elif definition not in live:
        return [] if definition.name.startswith("_") else [[definition]]
    elif kind in ("struct", "union"):
        parts = definition.fields
    elif kind == "enum":
        variants = dead_parts(definition.variants, live)
        return variants + [group for variant in definition.variants if variant in live for group in dead_parts(variant.fields, live)]
    else:
        return []
    return dead_parts(parts, live)


def dead_parts(parts, live):
    dead = [part for part in parts if part not in live and not part.name.startswith("_") and not no_data(part)]
    return [dead] if dead else []


def no_data(part):
    """A field of type PhantomData is there for its type, as is a positional one of type `()`."""
    if part.kind != "field":
        return False
    node = part.node.ty
    return type(node) is ast.TyTuple and not node.elems and part.name.isdigit() or type(node) is ast.TyPath and node.path.segments[-1].name == "PhantomData"


def noun(definition):
    if definition.kind == "assoc_fn":
        return "method" if definition.node.self_param is not None else "associated function"
    return NOUNS[definition.kind]


def place(definition):
    node = definition.node
    return (node.name_tok, node.name_tok) if definition.kind != "field" or not definition.name.isdigit() else (node.lo, node.hi)


def tell(lints, marker, group):
    """One diagnostic for the dead parts of one definition whose levels are the same."""
    by_level = {}
    for part in group:
        by_level.setdefault(lints.levels.setting("dead_code", place(part)[0]), []).append(part)
    for parts in by_level.values():
        tell_one(lints, marker, parts)


def tell_one(lints, marker, parts):
    first, several = parts[0], len(parts) > 1
    nouns = {noun(part) for part in parts}
    word = nouns.pop() if len(nouns) == 1 else "associated item"
    done = "constructed" if first.kind in ("struct", "variant") else "read" if first.kind == "field" else "used"
    names = [f"`{part.name}`" for part in parts]
    shown = f"{word} {names[0]} is" if not several else f"multiple {word}s are" if len(parts) > MOST else \
        f"{word}s {' and '.join(names) if len(names) == 2 else ', '.join(names[:-1]) + ', and ' + names[-1]} are"
    also = []
    if first.kind in ("field", "variant") or first.kind.startswith("assoc"):
        owner = first.parent
        what = {"impl": "implementation"}.get(owner.kind, owner.kind)
        also.append((head(owner), f"{word}{'s' if several else ''} in this {what}"))
    told = lints.emit("dead_code", f"{shown} never {done}", [place(part) for part in parts], "", also)
    if told is not None:
        notes(told, marker, parts)


def notes(told, marker, parts):
    """What is told beside dead positional fields, and of the derives that do not count."""
    first, several = parts[0], len(parts) > 1
    if first.kind == "field" and first.name.isdigit():
        fields = "fields" if several else "field"
        if first.parent.kind == "struct":
            told.help(f"consider removing {'these' if several else 'this'} {fields}")
        else:
            told.suggest(f"consider changing the {fields} to be of unit type to suppress this warning while preserving the field numbering, or remove the {fields}",
                         [(*place(part), "()") for part in parts], HAS_PLACEHOLDERS)
    owner = first
    while owner.kind in ("field", "variant"):
        owner = owner.parent
    names = marker.ignored.get(owner, ())
    if names and first.kind in ("field", "variant", "struct", "enum"):
        names = [f"`{name}`" for name in sorted(names)]
        text = f"a derived impl for the trait {names[0]}, but this is" if len(names) == 1 else f"derived impls for the traits {' and '.join(names)}, but these are"
        told.note(f"`{owner.name}` has {text} intentionally ignored during dead code analysis")


def head(owner):
    """Where the definition that holds dead parts is shown."""
    node = owner.node
    return (node.lo, node.self_ty.hi) if owner.kind == "impl" else (node.name_tok, node.name_tok)
