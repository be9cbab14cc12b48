"""E0782: a trait where a type belongs, and what may have been meant there (rustc_hir_analysis's `prohibit_or_lint_bare_trait_object_ty`)."""

from ..diagnostics import MACHINE_APPLICABLE
from ..diagnostics.build import error
from ..syntax import ast
from .lower_objects import inside

NAMES = ("T", "U", "V", "X", "Y", "Z", "A", "B", "C")


def bare_trait_object(lowerer, node):
    """The error for the type `node`, a path or bounds joined by `+`, written where `lowerer` is at work."""
    tokens = lowerer.tcx.tokens
    count = inside(tokens, node)
    lo, hi = node.lo + count, node.hi - count
    found = error("E0782", "expected a type, found a trait", (lo, hi))
    owner, text = lowerer.owner.node, tokens.snippet(lo, hi)
    before = (lo, lo - 1)
    if isinstance(owner, ast.Fn):
        for param in owner.params:
            if peeled(param.ty) is node:
                return parameter(found, owner, (lo, hi), text, param.ty is not node)
        if owner.ret is node:
            found.suggest(f"use `impl {text}` to return an opaque type, as long as you return a single underlying type", [(*before, "impl ")], MACHINE_APPLICABLE)
            return found.suggest("alternatively, you can return an owned trait object", [(*before, "Box<dyn "), (hi, None, ">")], MACHINE_APPLICABLE)
    found.suggest("you can add the `dyn` keyword if you want a trait object", [(*before, "dyn ")], MACHINE_APPLICABLE)
    if isinstance(owner, ast.Impl) and owner.self_ty is node and owner.trait_path is None:
        found.suggest("you might have intended to implement this trait for a given type", [(hi, None, " for /* Type */")])
    return found


def peeled(ty):
    while isinstance(ty, ast.TyRef):
        ty = ty.ty
    return ty


def parameter(found, owner, where, text, behind_reference):
    """A parameter's type, at the tokens `where`: a type parameter, an opaque type or a trait object."""
    lo, hi = where
    names = {param.name for param in owner.generics.params}
    name = next((one for one in NAMES if one not in names), "T")
    params = owner.generics.params
    place = (params[-1].hi, None, f", {name}: {text}") if params else (owner.name_tok, None, f"<{name}: {text}>")
    found.suggest(f"use a new generic type parameter, constrained by `{text}`", [place, (lo, hi, name)], MACHINE_APPLICABLE)
    found.suggest("you can also use an opaque type, but users won't be able to specify the type parameter when calling the `fn`, having to rely exclusively on "
                  "type inference", [(lo, lo - 1, "impl ")], MACHINE_APPLICABLE)
    return found.suggest(f"alternatively, use a trait object to accept any type that implements `{text}`, accessing its methods at runtime using dynamic dispatch",
                         [(lo, lo - 1, "dyn " if behind_reference else "&dyn ")], MACHINE_APPLICABLE)
