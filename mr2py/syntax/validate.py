"""What the grammar takes and the language does not (rustc_ast_passes::ast_validation): items without what they stand for, `unsafe` of
an inherent impl. Only modules that meet such an item import this one."""

from ..diagnostics import HAS_PLACEHOLDERS
from . import ast
from .errors import add
from .unstable import gated

# kind of item → (field, its words as a free item and as an associated one, what is to be provided, the text for it)
LACKS = {ast.Fn: ("body", "free function without a body", "associated function in `impl` without body", "function", "{ <body> }"),
         ast.Const: ("value", "free constant item without body", "associated constant in `impl` without body", "constant", "= <expr>;"),
         ast.Static: ("value", "free static item without body", "", "static", "= <expr>;"),
         ast.TypeAlias: ("ty", "free type alias without body", "associated type in `impl` without body", "type", "= <type>;")}


def without_body(diags, item, in_impl):
    """An item whose body, value or type is left out."""
    _, free, associated, word, text = LACKS[type(item)]
    found = add(diags, associated if in_impl else free, item.lo, item.hi)
    found.suggest(f"provide a definition for the {word}", [(item.hi, item.hi, text)], HAS_PLACEHOLDERS, "label")


ABIS = frozenset("Rust C C-unwind cdecl cdecl-unwind stdcall stdcall-unwind fastcall fastcall-unwind vectorcall thiscall thiscall-unwind aapcs aapcs-unwind win64 "
                 "win64-unwind sysv64 sysv64-unwind system system-unwind efiapi rust-cold rust-call".split())


def check_abi(diags, tokens, item):
    """E0703: an ABI that nobody knows."""
    for token in range(item.name_tok - 4, item.name_tok - 1):
        if tokens.text[token] == "extern" and tokens.kind[token + 1] == "STR" and tokens.text[token + 1][1:-1] not in ABIS:
            add(diags, f"invalid ABI: found `{tokens.text[token + 1][1:-1]}`", token + 1, token + 1, "invalid ABI", "E0703") \
                .note("invoke `rustc --print=calling-conventions` for a full list of supported calling conventions")


def unsafe_inherent_impl(diags, impl):
    """E0197."""
    keyword = (impl.generics.lo - 1 if impl.generics.params else impl.self_ty.lo - 1) - 1
    found = add(diags, "inherent impls cannot be unsafe", impl.self_ty.lo, impl.self_ty.hi, "inherent impl for this type", "E0197",
                [(keyword, keyword, "unsafe because of this")])
    found.note("only trait implementations may be annotated with `unsafe`")


def generic_constant(diags, item):
    """Generic parameters and where-clauses of a constant (E0658)."""
    generics = item.generics
    if generics.params:
        gated(diags, "generic const items are experimental", generics.lo, generics.hi)
    if generics.where:
        gated(diags, "generic const items are experimental", generics.where[0].lo - 1, generics.where[-1].hi)
