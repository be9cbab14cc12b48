"""Names that are not written as is usual: `non_camel_case_types` (early), `non_snake_case`, `non_upper_case_globals` (late)
(rustc_lint::nonstandard_style)."""

from ..diagnostics import MAYBE_INCORRECT
from ..syntax import ast

CAMEL = {ast.Struct: "type", ast.Enum: "type", ast.Union: "type", ast.TypeAlias: "type", ast.Trait: "trait", ast.Variant: "variant"}


def check_types(lints):
    """`non_camel_case_types` of all types, traits, variants and type parameters."""
    associated = {id(item) for kind in (ast.Trait, ast.Impl) for node in lints.nodes(kind) for item in node.items}
    in_impls = {id(item) for node in lints.nodes(ast.Impl) for item in node.items}
    for kind, word in CAMEL.items():
        for node in lints.nodes(kind):
            if id(node) not in in_impls and not any(attr.path == "repr" and "C" in attr.args for attr in node.attrs):
                camel(lints, "associated type" if id(node) in associated else word, node.name, node.name_tok)
    for node in lints.nodes(ast.TypeParam):
        camel(lints, "type parameter", node.name, node.lo)


def camel(lints, word, name, token):
    if not is_camel(name) and lints.is_own(token):
        tell(lints, "non_camel_case_types", word, name, token, to_camel(name), "an upper camel case")


def check_names(lints):
    """`non_snake_case` and `non_upper_case_globals` of the whole program."""
    trait_impls = {id(item) for node in lints.nodes(ast.Impl) if node.trait_path is not None for item in node.items}
    inherent = {id(item) for node in lints.nodes(ast.Impl) for item in node.items}
    traits = {id(item) for node in lints.nodes(ast.Trait) for item in node.items}
    for node in lints.nodes(ast.Fn):
        if id(node) not in trait_impls:
            snake(lints, "trait method" if id(node) in traits else "method" if id(node) in inherent else "function", node.name, node.name_tok)
    for node in lints.nodes(ast.Mod):
        snake(lints, "module", node.name, node.name_tok)
    for node in lints.nodes(ast.FieldDef):
        snake(lints, "structure field", node.name, node.name_tok)
    for node in lints.nodes(ast.LifetimeParam):
        snake(lints, "lifetime", node.name, node.lo)
    for node in lints.nodes(ast.Const):
        if id(node) not in trait_impls and node.name != "_":
            upper(lints, "associated constant" if id(node) in inherent or id(node) in traits else "constant", node.name, node.name_tok)
    for node in lints.nodes(ast.Static):
        upper(lints, "static variable", node.name, node.name_tok)
    for node in lints.nodes(ast.ConstParam):
        upper(lints, "const parameter", node.name, node.lo + 1)
    check_variables(lints)


def check_variables(lints):
    shorthand = {node.pat for node in lints.nodes(ast.FieldPat) if node.shorthand}
    for results in lints.tcx.typeck_results.values():
        for pat, (local, _) in results.bindings.items():
            if pat not in shorthand and local.node is pat and not is_snake(local.name):
                token = pat.lo + pat.by_ref + pat.mut
                snake(lints, "variable", local.name, token)


def snake(lints, word, name, token):
    if not is_snake(name) and lints.is_own(token):
        tell(lints, "non_snake_case", word, name, token, to_snake(name), "a snake case")


def upper(lints, word, name, token):
    if any(char.islower() for char in name) and lints.is_own(token):
        tell(lints, "non_upper_case_globals", word, name, token, to_snake(name).upper(), "an upper case")


def tell(lints, lint, word, name, token, better, kind):
    """`kind`: how such names are written, with its article."""
    told = lints.emit(lint, f"{word} `{name}` should have {kind} name", token)
    if told is not None and better != name:
        told.suggest(f"convert the identifier to {kind.partition(' ')[2]}", [(token, token, better)], MAYBE_INCORRECT, "label")


def is_snake(name):
    name = name.strip("_")
    return "__" not in name and not any(char.isupper() for char in name)


def is_camel(name):
    name = name.strip("_")
    if not name:
        return True
    return not name[0].islower() and "__" not in name \
        and not any(name[at] == "_" and (cased(name[at - 1]) or cased(name[at + 1])) for at in range(1, len(name) - 1))


def cased(char):
    return char.islower() or char.isupper()


def to_snake(name):
    words, stripped = [], name.lstrip("_")
    words = [""] * (len(name) - len(stripped))
    for part in stripped.split("_"):
        word, last_upper = "", False
        for char in part:
            if word and char.isupper() and not last_upper:
                words.append(word)
                word = ""
            last_upper = char.isupper()
            word += char.lower()
        words.append(word)
    return "_".join(words)


def to_camel(name):
    out = ""
    for part in name.strip("_").split("_"):
        word, fresh, lower = "", True, False
        for char in part:
            fresh = fresh or lower and char.isupper()
            word += char.upper() if fresh else char.lower()
            lower, fresh = char.islower(), False
        if out and word and not cased(out[-1]) and not cased(word[0]):
            out += "_"
        out += word
    return out
