"""Which arguments of a call are missing or too many (E0061, E0057), as rustc's `report_arg_errors` tells it."""

from ..diagnostics import HAS_PLACEHOLDERS
from ..syntax import ast
from ..ty import types as t
from .suggest import callee_note


def wrong_count(fcx, diagnostic, node, args, inputs, definition, receiver):
    """Labels for arguments that are missing or too many, the callee, and the call as it should be."""
    inputs = [fcx.resolve(ty) for ty in inputs]
    actual = [fcx.resolve(fcx.results.types.get(arg, t.ERROR)) for arg in args]
    as_path = isinstance(node, ast.Call)
    if len(args) < len(inputs):
        gaps = missing(fcx, actual, inputs)
        if gaps is not None:
            tell_missing(fcx, diagnostic, node, args, inputs, gaps)
            callee_note(diagnostic, definition, gaps, as_path)
            provide(fcx, diagnostic, node, args, inputs, gaps)
            return diagnostic
    else:
        extra = superfluous(fcx, actual, inputs)
        if extra is not None:
            tell_extra(diagnostic, args, actual, extra, len(args) == len(extra) == 1)
            callee_note(diagnostic, definition, [], as_path)
            remove(diagnostic, node, args, extra)
            return diagnostic
    return callee_note(diagnostic, definition, [], as_path)


def fits(fcx, actual, formal):
    """Whether an argument of a type can be given for a parameter, roughly: also with a deref of a reference."""
    if actual.kind == "error" or fcx.icx.can_unify(actual, formal):
        return True
    if actual.kind == formal.kind == "ref" and (actual.c or not formal.c):
        inner = actual.a
        return inner.kind == "adt" and (inner.a.name, formal.a.kind) in (("String", "str"), ("Vec", "slice")) or inner.kind == "array" and formal.a.kind == "slice" \
            or fcx.icx.can_unify(inner, formal.a)
    return False


def missing(fcx, actual, inputs):
    """The indexes of the parameters without argument, the last ones possible; None where the others do not fit."""
    gaps, at = [], 0
    for index, formal in enumerate(inputs):
        if at < len(actual) and fits(fcx, actual[at], formal):
            at += 1
        else:
            gaps.append(index)
    return gaps if at == len(actual) and len(gaps) == len(inputs) - len(actual) else None


def superfluous(fcx, actual, inputs):
    """The indexes of the arguments that no parameter takes; None where the others do not fit."""
    extra, at = [], 0
    for index, ty in enumerate(actual):
        if at < len(inputs) and fits(fcx, ty, inputs[at]):
            at += 1
        else:
            extra.append(index)
    return extra if at == len(inputs) else None


def parentheses(node):
    """(token of `(`, token of `)`) of a call."""
    return (node.func.hi + 1 if isinstance(node, ast.Call) else (node.seg.hi + 1)), node.hi


def tell_missing(fcx, diagnostic, node, args, inputs, gaps):
    opening, closing = parentheses(node)
    if len(gaps) == 1:
        ty = inputs[gaps[0]]
        diagnostic.label((opening, closing), f"argument #{gaps[0] + 1}{'' if ty.kind == 'infer' else f' of type `{ty}`'} is missing")
    elif len(gaps) == 2:
        diagnostic.label((opening, closing), f"two arguments of type `{inputs[gaps[0]]}` and `{inputs[gaps[1]]}` are missing")
    elif len(gaps) == 3:
        diagnostic.label((opening, closing), f"three arguments of type `{inputs[gaps[0]]}`, `{inputs[gaps[1]]}`, and `{inputs[gaps[2]]}` are missing")
    else:
        diagnostic.label((opening, closing), "multiple arguments are missing")


def provide(fcx, diagnostic, node, args, inputs, gaps):
    """The call with comments for what is missing."""
    opening, closing = parentheses(node)
    text, left = [], list(args)
    for index, ty in enumerate(inputs):
        if index in gaps:
            text.append(f"/* {ty if ty.kind != 'infer' else 'value'} */")
        elif left:
            arg = left.pop(0)
            text.append(fcx.tcx.tokens.snippet(arg.lo, arg.hi))
    word = "argument" if len(gaps) == 1 else "arguments"
    diagnostic.suggest(f"provide the {word}", [(opening, closing, f"({', '.join(text)})")], HAS_PLACEHOLDERS)


def tell_extra(diagnostic, args, actual, extra, only):
    for index in extra:
        number = "" if only else f" #{index + 1}"
        of_type = "" if actual[index].kind == "error" else f" of type `{shown(actual[index], args[index])}`"
        diagnostic.label((args[index].lo, args[index].hi), f"unexpected argument{number}{of_type}")


def shown(ty, node):
    """A string literal's type has its lifetime."""
    return "&'static str" if ty is t.ref(t.STR) and isinstance(node, ast.Lit) else ty


def remove(diagnostic, node, args, extra):
    """The call without the arguments that are too many."""
    edits = []
    for index in extra:
        arg = args[index]
        if index:
            edits.append((args[index - 1].hi + 1, arg.hi, ""))
        elif index + 1 < len(args) and index + 1 not in extra:
            edits.append((arg.lo, args[index + 1].lo - 1, ""))
        else:
            edits.append((arg.lo, arg.hi, ""))
    many = "s" if len(extra) > 1 else ""
    diagnostic.suggest(f"remove the extra argument{many}", edits, HAS_PLACEHOLDERS)
