"""E0720: an opaque type that its own hidden type holds, so that it cannot be resolved (rustc's `check_opaque_for_cycles`).

    fn numbers() -> impl Iterator<Item = u32> { numbers().map(|n| n + 1) }

Loaded where a hidden type holds opaque types.
"""

from ..diagnostics.build import error
from ..ty import types as t


class Recursion(Exception):
    """An opaque type was met while it was being expanded; the argument is its Def."""


def check(tcx, opaques):
    """Report those of the opaque types `opaques` (Defs) that hold themselves; nothing is made of their functions."""
    for definition in opaques:
        try:
            expand(definition, ())
        except Recursion as problem:
            if problem.args[0] is definition:
                tcx.diags.add(error("E0720", "cannot resolve opaque type", definition.node))
            tcx.typeck_results[definition.parent].tainted = True


def expand(definition, inside):
    """Expand the opaque types in what `definition` hides; those of `inside` are being expanded. Raises Recursion."""
    if definition in inside:
        raise Recursion(definition)
    for part in t.walk(definition.memo.get("hidden", t.ERROR)):
        if type(part) is t.Ty and part.kind == "opaque":
            expand(part.a, (*inside, definition))
