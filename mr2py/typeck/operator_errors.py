"""E0277, E0368 and E0369 of operators."""

from ..diagnostics.build import error
from ..syntax import ast
from ..ty import types as t
from ..ty.defs import TraitRef
from . import suggest_traits


def literal_type(node, ty):
    """The type of an expression as printed; of a string literal rustc knows the lifetime."""
    return "&'static str" if ty is t.ref(t.STR) and isinstance(node, ast.Lit) else str(ty)


VERBS = {"+": ("add", "to"), "-": ("subtract", "from"), "*": ("multiply", "by"), "/": ("divide", "by"),
         "%": ("calculate the remainder of", "divided by")}


def binary_not_supported(fcx, node, left, right):
    left, right = fcx.resolve(left), fcx.resolve(right)
    derived = suggest_traits.derived_by(fcx)
    if node.op in "==!=<=>=":
        if derived is not None and fcx.tcx.type_of(fcx.owner.parent).a.kind == "enum":
            left = t.ref(left)                   # what the fields of a variant are matched as
        message = f"binary operation `{node.op}` cannot be applied to type `{left}`"
    elif node.op in ("+", "-"):
        verb, word = VERBS[node.op]
        message = f"cannot {verb} `{right}` {word} `{left}`"
    elif node.op in VERBS:
        verb, word = VERBS[node.op]
        message = f"cannot {verb} `{left}` {word} `{right}`"
    else:
        message = f"no implementation for `{left} {node.op} {right}`"
    trait = fcx.tcx.lang(TRAIT_OF[node.op])
    some = t.is_numeric(left) and fcx.icx.holds(TraitRef(trait, (left, fcx.fresh("ty"))))          # with another operand
    code = "E0277" if some else "E0369"
    found = error(code, message, node.op_tok if derived is None else node.left, "", [(node.left, str(left)), (node.right, str(right))] if derived is None else [(derived, "in this derive macro expansion")])
    left = left.a if derived is not None and left.kind == "ref" else left
    return suggest_traits.operator(fcx, found, node, left, right, trait) if code == "E0369" else found


TRAIT_OF = {"==": "PartialEq", "!=": "PartialEq", "<": "PartialOrd", ">": "PartialOrd", "<=": "PartialOrd", ">=": "PartialOrd",
            "+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "%": "Rem", "&": "BitAnd", "|": "BitOr", "^": "BitXor", "<<": "Shl", ">>": "Shr"}


def operand_mismatch(fcx, node, left, right):
    left, right = fcx.resolve(left), fcx.resolve(right)
    message = binary_not_supported(fcx, node, left, right).message
    found = error("E0277", message, node.op_tok, f"no implementation for `{left} {node.op} {right}`",
                  helps=[f"the trait `{TRAIT_NAMES[node.op]}<{right}>` is not implemented for `{left}`"])
    if left.kind == "float" and right.kind == "infer" and right.b == "int" and isinstance(node.right, ast.Lit):
        found.suggest("consider using a floating-point literal by writing it with `.0`", [(node.right.hi, None, ".0")])
    return found


TRAIT_NAMES = {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "%": "Rem", "&": "BitAnd", "|": "BitOr", "^": "BitXor", "<<": "Shl", ">>": "Shr"}


def cannot_compare(fcx, node, left, right):
    left, right = fcx.resolve(left), fcx.resolve(right)
    trait = "PartialEq" if node.op in ("==", "!=") else "PartialOrd"
    sign = "==" if node.op in ("==", "!=") else ("< " + str(right) + "` or `" + str(left) + " >")
    return error("E0277", f"can't compare `{left}` with `{right}`", node.op_tok, f"no implementation for `{left} {sign} {right}`",
                 helps=[f"the trait `{trait}<{right}>` is not implemented for `{left}`"])


def compound_not_supported(fcx, node, left):
    name = literal_type(node.left, left)
    return error("E0368", f"binary assignment operation `{node.op}=` cannot be applied to type `{name}`", node, "",
                 [(node.left, f"cannot use `{node.op}=` on type `{name}`")])


COMPOUND = {"+": "add-assign `{1}` to `{0}`", "-": "subtract-assign `{1}` from `{0}`", "*": "multiply-assign `{0}` by `{1}`",
            "/": "divide-assign `{0}` by `{1}`", "%": "calculate and assign the remainder of `{0}` divided by `{1}`"}


def compound_mismatch(fcx, node, left, right):
    text = COMPOUND.get(node.op)
    message = f"cannot {text.format(left, right)}" if text else f"no implementation for `{left} {node.op}= {right}`"
    return error("E0277", message, node.op_tok, f"no implementation for `{left} {node.op}= {right}`",
                 helps=[f"the trait `{TRAIT_NAMES[node.op]}Assign<{right}>` is not implemented for `{left}`"])
