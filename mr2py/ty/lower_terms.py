"""Small services of type lowering: parameters as terms, replacement of types, lifetimes of a list of types."""

from ..syntax import ast
from ..syntax.visit import walk
from . import types as t
from .defs import TraitRef


OBJECT_SELF = t.mk("infer", -1, "ty")          # stands for the Self of a trait object
AMBIGUOUS = "ambiguous"                         # the lifetime by default of a trait object for which several are stated


def names_self(node):
    """Whether a type as written names `Self`."""
    return any(type(part) is ast.TyPath and part.path.qself is None and part.path.segments[0].name == "Self" for part in walk(node))


def escaping_bound(term):
    """Whether a lifetime of a `for<…>` around a generic argument stands in it (those of fn pointers and objects are their own)."""
    if type(term) is t.Region:
        return term.kind == "bound"
    if type(term) is not t.Ty or term.kind in ("fnptr", "dyn") or not term.flags & t.HAS_BOUND:
        return False
    return any(escaping_bound(part) for operand in (term.a, term.b, term.c) for part in (operand if type(operand) is tuple else (operand,)))


def param_term(parameter):
    """The Ty, Region or Const that stands for a generic parameter."""
    if parameter.kind == "type":
        return t.param(parameter.index, parameter.name)
    if parameter.kind == "lifetime":
        return t.region("param", parameter.index, parameter.name)
    return t.const("param", parameter.index, parameter.name)


def replace_type(pred, old, new):
    """A predicate with the type `new` in the place of `old`."""
    def leaf(part):
        return new if part is old else part
    if pred[0] == "trait":
        return ("trait", TraitRef(pred[1].definition, tuple([t.fold(arg, leaf) for arg in pred[1].args])))
    return (pred[0], t.fold(pred[1], leaf), t.fold(pred[2], leaf))


def anonymous_bound(index):
    """The region of the index-th omitted lifetime of a fn pointer or `Fn` bound."""
    return t.region("bound", 100 + index, f"_{index}")


def unconstrained_regions(inputs, output, lifetimes):
    """The lifetimes of a `for<…>` that stand in the output but in no input (one below a projection does not count)."""
    def direct(term):
        if type(term) is t.Region:
            return {term.b}
        if type(term) is not t.Ty or term.kind == "alias":
            return set()
        parts = {"fnptr": lambda: (*term.a, term.b), "ref": lambda: (term.a, term.b), "slice": lambda: (term.a,), "array": lambda: (term.a,),
                 "dyn": lambda: (term.b, *[arg for _, args, _ in term.a for arg in args])}.get(
                     term.kind, lambda: term.b if type(term.b) is tuple else ())()
        return set().union(*map(direct, parts))

    if not lifetimes:
        return []
    constrained = set().union(*map(direct, inputs))
    used = {part.b for part in t.walk(output) if type(part) is t.Region and part.kind == "bound"}
    return [p.name for p in lifetimes if p.name in used and p.name not in constrained]


def names_static(params):
    """Whether `'static` is written in the types of a function's parameters."""
    return any(type(part) is ast.Lifetime and part.name == "static" for param in params for part in walk(param.ty))


def lifetimes_in(types):
    found = {}
    for ty in types:
        for part in t.walk(ty):
            if type(part) is t.Region and part.kind != "bound":
                found[part] = True
    return found
