"""E0277 and E0271: bounds that do not hold."""

from ..diagnostics.build import error
from ..syntax import ast
from ..ty import types as t
from ..ty.pretty import without_paths
from ..ty.defs import TraitRef
from . import suggest_traits

AUTO_WORDS = {
    "Send": "`{}` cannot be sent between threads safely", "Sync": "`{}` cannot be shared between threads safely",
    "UnwindSafe": "the type `{}` may not be safely transferred across an unwind boundary",
    "RefUnwindSafe": "the type `{}` may contain interior mutability and a reference may not be safely transferable across a catch_unwind boundary",
}


def unsatisfied(fcx, obligation, ref):
    """E0277 in the words of the trait's `on_unimplemented` where std has one."""
    ty, trait = fcx.resolve(ref.args[0]), ref.definition
    node, cause = obligation.node, obligation.cause
    if trait.lang == "PartialOrd" and suggest_traits.derived_by(fcx) is not None:       # `partial_cmp` is called before it is known with what
        ref = TraitRef(trait, (ty, fcx.fresh()))
    if cause and cause[0] == "question":
        return suggest_traits.question_mark(fcx, node, fcx.resolve(cause[1]), fcx.resolve(cause[2]), ref)
    if cause and cause[0] == "format":
        node = cause[2] if getattr(cause[1], "node", None) is None else cause[1].node
    name = suggest_traits.shown_trait(fcx, ref)
    message = f"the trait bound `{ty}: {name}` is not satisfied"
    label = plain = f"the trait `{name}` is not implemented for `{ty}`"
    if trait.lang == "Display":
        message = f"`{ty}` doesn't implement `std::fmt::Display`"
        if cause and cause[0] == "format":
            label = f"`{ty}` cannot be formatted with the default formatter"
    elif trait.lang == "Debug":
        message = f"`{ty}` doesn't implement `Debug`"
        if cause and cause[0] == "format":
            label = f"`{ty}` cannot be formatted using `{{:?}}` because it doesn't implement `Debug`"
    elif trait.lang == "Sized":
        message, label = f"the size for values of type `{ty}` cannot be known at compilation time", "doesn't have a size known at compile-time"
    elif trait.lang in AUTO_WORDS:
        message = AUTO_WORDS[trait.lang].format(ty)
        label = message.removeprefix("the type ")
    elif trait.lang in ("Fn", "FnMut", "FnOnce"):
        called = f"{trait.name}({str(fcx.resolve(ref.args[1]))[1:-1].rstrip(',')})"
        message, label = f"expected a `{called}` closure, found `{ty}`", f"expected an `{called}` closure, found `{ty}`"
        if t.is_unsafe_fn(ty):
            label = "call the function in a closure: `|| unsafe { /* code */ }`"
    elif trait.name in ("Sum", "Product"):
        item = fcx.resolve(ref.args[1])
        if trait.name == "Sum":
            message = f"a value of type `{ty}` cannot be made by summing an iterator over elements of type `{item}`"
            label = f"value of type `{ty}` cannot be made by summing a `std::iter::Iterator<Item={item}>`"
        else:
            message = f"a value of type `{ty}` cannot be made by multiplying all elements of type `{item}` from an iterator"
            label = f"value of type `{ty}` cannot be made by multiplying all elements from a `std::iter::Iterator<Item={item}>`"
    elif trait.lang == "Iterator":
        message = label = f"`{ty}` is not an iterator"
    elif cause and cause[0] == "index" and len(ref.args) > 1 or trait.lang == "SliceIndex":
        message, label = not_indexed(fcx, ref, cause)
    elif trait.name == "FromIterator":
        item = fcx.resolve(ref.args[1])
        message = f"a value of type `{ty}` cannot be built from an iterator over elements of type `{item}`"
        label = f"value of type `{ty}` cannot be built from `std::iter::Iterator<Item={item}>`"
    elif trait.lang == "PartialEq" and len(ref.args) > 1:
        message, label = f"can't compare `{ty}` with `{fcx.resolve(ref.args[1])}`", f"no implementation for `{ty} == {fcx.resolve(ref.args[1])}`"
    elif trait.lang == "PartialOrd" and len(ref.args) > 1:
        other = fcx.resolve(ref.args[1])
        message, label = f"can't compare `{ty}` with `{other}`", f"no implementation for `{ty} < {other}` and `{ty} > {other}`"
    also = []
    if cause and cause[0] == "bound" and isinstance(node, (ast.Call, ast.MethodCall)):
        node = node.name_tok if isinstance(node, ast.MethodCall) else node
    found = error("E0277", message, node, label, also)
    if trait.lang == "Sized" and cause is not None and ty.kind not in ("param", "alias"):
        return suggest_traits.without_size(fcx, found, cause, obligation, ref, ty)
    if cause and cause[0] == "format":
        suggest_traits.formatting(fcx, found, cause[1], ref, ty)
    else:
        suggest_traits.explain(fcx, found, obligation, ref, ty, label is not plain)
    return found


def not_indexed(fcx, ref, cause):
    """(message, label) for an index that does not fit: std says what slices and strings want."""
    base, index = (ref.args[1], ref.args[0]) if ref.definition.lang == "SliceIndex" else (fcx.resolve(cause[1]), ref.args[1])
    if base.kind == "adt" and base.a.lang in ("Vec", "String"):
        base = t.slice_of(base.b[0]) if base.b else t.STR
    elif base.kind == "array":
        base = t.slice_of(base.a)
    base, index = fcx.resolve(base), fcx.resolve(index)
    label = "slice indices are of type `usize` or ranges of `usize`" if base.kind == "slice" else \
        "string indices are ranges of `usize`" if base is t.STR else f"`{base}` cannot be indexed by `{index}`"
    return f"the type `{base}` cannot be indexed by `{index}`", label


def projection_mismatch(fcx, obligation, found):
    """E0271; where what a closure returns is what does not fit, at its body."""
    alias, wanted = fcx.resolve(obligation.pred[1]), fcx.resolve(obligation.pred[2])
    inner = closure_behind(fcx, alias)
    if inner is not None:
        closure = inner.b[0].a.memo["closure"]
        output = fcx.resolve(inner.b[0].b[-2]).b
        return error("E0271", f"expected `{closure_text(fcx, closure)}` to return `{wanted}`, but it returns `{output}`", closure.node.body,
                     f"expected `{wanted}`, found `{output}`", [(closure.shown, "this closure")])
    found, message = fcx.resolve(found), f"type mismatch resolving `{alias} == {wanted}`"
    if alias.a.parent.lang == "Iterator" and alias.b[0].kind != "param":
        message = f"expected `{without_paths(repr(alias.b[0]))}` to be an iterator that yields `{wanted}`, but it yields `{found}`"
    return error("E0271", message, obligation.node, f"expected `{wanted}`, found `{found}`")


def closure_behind(fcx, alias):
    """The alias `<closure as FnOnce>::Output` that an impl makes the value of `alias`, or None."""
    while alias.b[0].kind not in ("closure", "infer"):
        mark = fcx.icx.snapshot()
        answer, candidate = fcx.icx.select(TraitRef(alias.a.parent, alias.b[:len(fcx.tcx.generics_of(alias.a.parent).params)]))
        value = fcx.tcx.assoc_value(candidate.data, alias.a, candidate.args, alias.b) if answer == "yes" and candidate.kind == "impl" else None
        nested = [fcx.resolve(pred[1]) for pred in candidate.nested if pred[0] == "proj" and pred[2] is value] if value is not None else []
        fcx.icx.rollback(mark)
        fcx.icx.pending_projections.clear()
        if not nested:
            return None
        alias = nested[0]
    return alias if alias.b[0].kind == "closure" and alias.a.parent.lang == "FnOnce" else None


def closure_text(fcx, closure):
    """A closure's type as rustc names it in a message: with the place of its head."""
    lo, _ = closure.shown
    source, line, column = fcx.tcx.tokens.location(lo)[:3]
    return f"{{closure@{source}:{line}:{column}}}"
