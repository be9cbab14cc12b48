"""What rustc offers where a value has no size that is known (E0277, E0746): references, boxes, `impl Trait` (rustc_trait_selection's
`suggest_borrowing_for_unsized…` and `note_obligation_cause_code`)."""

from ..diagnostics import MACHINE_APPLICABLE, MAYBE_INCORRECT
from ..syntax import ast
from ..syntax.find import ancestors
from .report import tails


def argument(found, node, ty):
    """A parameter of a function whose type, written as `node`, is a trait object, a slice or `str`."""
    if isinstance(node, ast.TyDyn):
        found.suggest("you can use `impl Trait` as the argument type", [(node.lo, node.lo, "impl")])
    if ty.kind in ("dyn", "slice", "str"):
        word = "slices" if ty.kind == "slice" else "types"
        found.suggest(f"function arguments must have a statically known size, borrowed {word} always have a known size", [(node.lo, node.lo - 1, "&")], MACHINE_APPLICABLE)
    return found


def field(found, node, enum):
    """A field that is not the last one of a struct, or one of a variant."""
    found.note("no field of an enum variant may have a dynamically sized type" if enum else "only the last field of a struct may have a dynamically sized type")
    found.help("change the field's type to have a statically known size")
    found.suggest("borrowed types always have a statically known size", [(node.lo, node.lo - 1, "&")], MACHINE_APPLICABLE)
    return found.suggest("the `Box` type always has a statically known size and allocates its contents in the heap",
                         [(node.lo, node.lo - 1, "Box<"), (node.hi, None, ">")], MACHINE_APPLICABLE)


def local(fcx, found, pattern):
    """A variable: a reference to the value, or the reference that was followed."""
    above = next((part for part in reversed(ancestors(fcx.owner.node, pattern)) if isinstance(part, ast.Let)), None)
    if above is None or above.pat is not pattern:
        return
    if above.ty is not None:
        found.suggest("consider borrowing here", [(above.ty.lo, above.ty.lo - 1, "&")])
    elif isinstance(above.init, ast.Unary) and above.init.op == "*":
        found.suggest("references are always `Sized`, even if they point to unsized data; consider not dereferencing the expression",
                      [(above.init.lo, above.init.lo, "")], MAYBE_INCORRECT)
    elif isinstance(above.init, ast.Index):
        found.suggest("consider borrowing here", [(above.init.lo, above.init.lo - 1, "&")])


def returned_object(found, owner):
    """A function that returns a trait object itself."""
    node = owner.ret
    found.suggest("consider returning an `impl Trait` instead of a `dyn Trait`", [(node.lo, node.lo, "impl")])
    edits = [(node.lo, node.lo - 1, "Box<"), (node.hi, None, ">")]
    for tail in tails(owner.body) if owner.body is not None else ():
        if not isinstance(tail, ast.MacroCall):
            edits += [(tail.lo, tail.lo - 1, "Box::new("), (tail.hi, None, ")")]
    found.suggest("alternatively, box the return type, and wrap all of the returned values in `Box::new`", edits)
    return found
