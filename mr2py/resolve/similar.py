"""Names that a misspelled one may stand for, and imports that would bring it into scope (rustc_span's `edit_distance`,
rustc_resolve's `late/diagnostics`)."""

from ..diagnostics import MAYBE_INCORRECT, Suggestion
from ..syntax import ast
from .errors import WORDS


def distance(one, other, limit):
    """The number of insertions, deletions, changes and swaps of neighbours between two words; None beyond `limit`."""
    if abs(len(one) - len(other)) > limit:
        return None
    before, row = None, list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if last is not None and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1] if row[-1] <= limit else None


def with_substrings(one, other, limit):
    """The distance where one word may hold the other (rustc's `edit_distance_with_substrings`), or None."""
    n, m = len(one), len(other)
    far = n * 2 < m or m * 2 < n
    longer = abs(n - m)
    found = distance(one, other, limit + longer)
    if found is None:
        return None
    score = found - longer
    score = 1 if score == 0 and longer and not far else score + (longer + 1) // 2 if not far else score + longer
    return score if score <= limit else None


def best(names, wanted, measure=distance):
    """The name that `wanted` most likely stands for, or None."""
    names = [name for name in dict.fromkeys(names) if name]
    for name in names:
        if name.upper() == wanted.upper():
            return name
    limit, found = max(len(wanted), 3) // 3, None
    for name in names:
        cost = measure(wanted, name, limit)
        if cost is not None:
            if cost == 0:
                return name
            limit, found = cost - 1, name
    if found is not None:
        return found
    parts = sorted(wanted.split("_"))
    return next((name for name in names if sorted(name.split("_")) == parts), None)


def article(word):
    return ("an " if word[0] in "aeiou" else "a ") + word


def replace(diagnostic, where, name, word):
    """Offer another name in place of the one at token `where`; the label that said "not found" goes."""
    diagnostic.primary.text = ""
    return diagnostic.suggest(f"{article(word)} with a similar name exists", [(where, where, name)])


# --- what is in scope ---------------------------------------------------------------------------------------------

def visible_names(resolver, module, namespace):
    """{name: Def or None} of what can be named in a module, outer blocks and the prelude included."""
    out = {}
    while module is not None:
        collect(resolver, module, namespace, out)
        if module.name != "{block}":
            break
        module = module.parent
    if resolver.prelude is not None:
        collect(resolver, resolver.prelude, namespace, out)
    return out


def collect(resolver, module, namespace, out):
    names = list(getattr(module, namespace) or ()) + list(module.imports or ())
    for name in names:
        if name not in out:
            found = resolver.in_module(module, name, namespace)
            if found is not None and not isinstance(found, tuple):
                out[name] = found
    for entry in module.globs or ():
        target = resolver.resolve_segments(entry.module, entry.global_, entry.segments, "types")
        if target is not None and not isinstance(target, tuple) and target is not module and target.types is not None:
            for name in (*(getattr(target, namespace) or ()), *(target.imports or ())):
                found = resolver.in_module(target, name, namespace)
                if name not in out and found is not None and not isinstance(found, tuple):
                    out[name] = found


def offer_definition(diagnostic, where, wanted, table, locals_=()):
    """The most similar of the definitions in `table` {name: Def} and of the variables; False where there is none."""
    found = best([*locals_, *table], wanted)
    if found is None:
        return False
    definition = table.get(found) if found not in locals_ else None
    replace(diagnostic, where, found, word_of(definition))
    if definition is not None and definition.krate == "user" and definition.node is not None:
        kind = word_of(definition)
        diagnostic.label(head(definition), f"similarly named {kind} `{found}` defined here")
    return True


def word_of(definition):
    if definition is None:
        return "local variable"
    if definition.kind == "variant" or definition.kind == "struct" and definition.ctor == "fn":
        return {"variant": "tuple variant" if definition.ctor == "fn" else "unit variant", "struct": "tuple struct"}[definition.kind]
    return WORDS.get(definition.kind, definition.kind)


def head(definition):
    """The span of a definition that rustc shows: a function's up to its body, a type's up to its fields."""
    node = definition.node
    start = node.vis.lo if getattr(node, "vis", None) is not None and node.vis.kind and node.vis.hi >= node.vis.lo else first_token(node)
    if isinstance(node, ast.Fn):
        return start, (node.body.lo - 1 if node.body is not None else node.hi)
    generics = getattr(node, "generics", None)
    if isinstance(node, (ast.Struct, ast.Enum, ast.Trait)):
        return start, generics.hi if generics is not None and generics.params else node.name_tok
    if isinstance(node, (ast.Const, ast.Static)):
        return start, node.ty.hi
    if isinstance(node, ast.Mod):
        return start, node.name_tok
    return node.lo, node.hi


def up_to_body(definition):
    """The span of an item without what stands in braces; all of an item without braces."""
    node = definition.node
    if isinstance(node, ast.Struct) and node.kind != "named":
        return head(definition)[0], node.hi
    return head(definition)


def first_token(node):
    """The keyword that an item begins with, behind its attributes and visibility."""
    if isinstance(node, ast.Fn):
        at = node.name_tok - 1
        return at - len(node.quals) if node.quals and not isinstance(node.quals, (str, bool)) else at
    return node.name_tok - 1


# --- imports ----------------------------------------------------------------------------------------------------------

def importable(resolver, wanted, namespace, kinds):
    """[(path, Def)] of what has the name in std and in the crate's modules and is of one of `kinds`; the shortest path of each."""
    found, seen = {}, set()
    work = [(resolver.std, "std"), (resolver.root, "crate")]
    for module, path in work:
        if module in seen or module.types is None:
            continue
        seen.add(module)
        hit = resolver.in_module(module, wanted, namespace)
        if hit is not None and not isinstance(hit, tuple) and is_handed_out(module, wanted, namespace) and hit.kind in kinds and hit not in found and resolver.visible(hit, resolver.root):
            found[hit] = f"{path}::{wanted}"
        for name in (*module.types, *(module.imports or ())):
            inner = resolver.in_module(module, name, "types")
            if inner is not None and not isinstance(inner, tuple) and inner.kind == "mod" and resolver.visible(inner, resolver.root) and name not in ("prelude",):
                work.append((inner, f"{path}::{name}"))
    return sorted((path, hit) for hit, path in found.items()) if len(found) < 2 else sorted(((path, hit) for hit, path in found.items()), key=lambda pair: pair[0])


def is_handed_out(module, name, namespace):
    """Whether a module of std has a name for others: not by a private import alone."""
    if module.krate != "std" or name in (getattr(module, namespace) or ()):
        return True
    entries = (module.imports or {}).get(name, ())
    return not entries or any(getattr(entry.vis, "kind", "") == "pub" for entry in entries)


def offer_import(resolver, diagnostic, module, wanted, namespace, kinds):
    """`use …;` before the first item of the module, for each path that leads to the name; False where there is none."""
    candidates = importable(resolver, wanted, namespace, kinds)
    words = {WORDS.get(hit.kind, hit.kind) for _, hit in candidates}
    word = words.pop() if len(words) == 1 else "item"
    text = f"consider importing this {word}" if len(candidates) == 1 else f"consider importing one of these {word}s"
    return bool(candidates) and add_imports(diagnostic, module, [path for path, _ in candidates], text)


def add_imports(diagnostic, module, paths, text, among_uses=True):
    """Offer `use PATH;`, one of the `paths`, before the first `use` of the module or (not `among_uses`) its first item; False where it has no items."""
    node = module.node
    while not isinstance(node, (ast.Crate, ast.Mod)) and module.parent is not None:
        module = module.parent
        node = module.node
    items = [item for item in getattr(node, "items", None) or ()]
    if not items:
        return False
    first = next((item for item in items if isinstance(item, ast.Use)), items[0]) if among_uses else items[0]
    at = first.attrs[0].lo if getattr(first, "attrs", None) else first.lo
    behind = "\n" if isinstance(first, ast.Use) or not among_uses else "\n\n"
    diagnostic.suggestions.append(Suggestion(text, [[(at, at - 1, f"use {path};{behind}")] for path in paths], MAYBE_INCORRECT))
    return True
