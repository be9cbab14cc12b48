"""Moves out of places that must stay whole by the bindings of a pattern: one error for each value that a pattern takes apart, with all its
bindings (rustc_borrowck's `move_errors`)."""

from ..diagnostics import MACHINE_APPLICABLE, MAYBE_INCORRECT
from ..mir import body as m
from ..syntax import ast
from ..syntax.find import trail
from .describe import describe, quoted
from .suggest import body_node, syntax_at


def scrutinee(ctx, place, leaf):
    """(span of the value that a pattern takes apart, its place or None), where a leaf is the binding of a pattern; else None."""
    if not is_binding(ctx, leaf):
        return None
    for other in ctx.body.leaves[leaf.pt::-1]:
        if type(other) is m.FakeRead and other.kind in ("match", "let") and other.place.local == place.local \
                and other.place.proj == place.proj[:len(other.place.proj)]:
            return (other.lo, other.hi), other.place
    for node in reversed(trail(body_node(ctx), leaf.lo, leaf.hi)):
        if isinstance(node, ast.For) and contains(node.pat, leaf):
            return (node.iter.lo, node.iter.hi), None
        if isinstance(node, ast.Param):
            return (node.pat.lo, node.pat.hi), None
    return None


def is_binding(ctx, leaf):
    """Whether a leaf stands where the variable is bound that it gives a value."""
    decl = ctx.body.locals[ctx.target(leaf)]
    return decl.kind == "var" and decl.lo <= leaf.lo <= leaf.hi <= decl.hi


def contains(node, leaf):
    return node.lo <= leaf.lo and leaf.hi <= node.hi


def named(ctx, place):
    """The place that is moved, in words: without the fields of tuple structs and variants, but with the name of the variant."""
    shown, variant = describe(ctx, place, tuple_fields=False), variant_of(ctx, place)
    return shown if variant is None or shown is None else f"{shown}` as enum variant `{variant}"


def variant_of(ctx, place):
    """The name of the first enum variant through which a place leads, or None."""
    ty, variant = ctx.check.locals[place.local], None
    for elem in place.proj:
        if elem[0] == "as":
            return ty.a.variants[elem[1]].name
        ty, variant = ctx.check.project_ty(ty, variant, elem)
    return None


def bindings(ctx, found, leaf, moved, where, source):
    """The labels of the binding that would take a value, and what to write instead; the error `found`, or None where it belongs to one that
    was told of the same value already."""
    binding = ctx.span(leaf)
    known = ctx.taken_apart.get((found.code, *where))
    if known is not None:
        diagnostic, others = known
        if binding not in others:
            further(diagnostic, binding, others)
            pattern_hint(ctx, diagnostic, leaf, source)
        return None
    ctx.taken_apart[found.code, *where] = found, [binding]
    name = describe(ctx, m.Place(leaf.place.local)) if type(leaf) is m.Assign else None
    found.label(binding, "data moved here")
    found.label(binding, f"move occurs because {quoted(name)} has type `{moved}`, which does not implement the `Copy` trait")
    if behind_reference(ctx, source):
        return borrow_scrutinee(ctx, found, where)
    return pattern_hint(ctx, found, leaf, source)


def further(diagnostic, binding, others):
    """One more binding of the same pattern."""
    if len(others) == 1:
        diagnostic.spans = [label for label in diagnostic.spans if not label.text.startswith("move occurs because")]
        diagnostic.note("move occurs because these variables have types that don't implement the `Copy` trait")
    others.append(binding)
    diagnostic.label(binding, "...and here")


def behind_reference(ctx, source):
    """Whether the value itself is one that nothing can be moved out of, whatever the pattern is."""
    if source is None:
        return False
    ty, variant = ctx.check.locals[source.local], None
    for elem in source.proj:
        if elem[0] == "*" and ty.kind == "ref" or elem[0] in ("[]", "[c]", "[..]") or elem[0] == "." and ty.kind == "adt" and ctx.tcx.has_drop_impl(ty.a):
            return True
        ty, variant = ctx.check.project_ty(ty, variant, elem)
    return ty.kind == "adt" and ctx.tcx.has_drop_impl(ty.a) is not None


def borrow_scrutinee(ctx, diagnostic, span):
    """A pattern takes a part of a borrowed value: borrow the value."""
    node, _ = syntax_at(ctx, span)
    if isinstance(node, ast.Unary) and node.op == "*":
        return diagnostic.suggest("consider removing the dereference here", [(node.lo, node.expr.lo - 1, "")])
    if node is not None and not isinstance(node, ast.AddrOf):
        diagnostic.suggest("consider borrowing here", [(node.lo, node.lo - 1, "&")], MAYBE_INCORRECT)
    return diagnostic


def pattern_hint(ctx, diagnostic, leaf, source):
    """A pattern looks behind a reference: without its `&`, or with `ref`, the binding would be a reference."""
    if behind_reference(ctx, source):
        return diagnostic
    above = trail(body_node(ctx), leaf.lo, leaf.hi)
    reference = next((node for node in above if isinstance(node, ast.PatRef)), None)
    if reference is None:
        return diagnostic.suggest("consider borrowing the pattern binding", [(leaf.lo, leaf.lo - 1, "ref ")], MACHINE_APPLICABLE)
    edit = (reference.lo, reference.pat.lo - 1, "")
    if all(edit not in one for suggestion in diagnostic.suggestions for one in suggestion.alternatives):
        diagnostic.suggest(f"consider removing the {'mutable ' if reference.mut else ''}borrow", [edit], MACHINE_APPLICABLE)
    return diagnostic
