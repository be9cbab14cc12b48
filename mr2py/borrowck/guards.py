"""What a match guard must leave alone: the places that the match looks at (E0510; rustc's fake borrows)."""

from ..diagnostics.build import error
from ..mir import body as m
from .conflicts import DEEP, SHALLOW, conflict
from .describe import describe, quoted


def check_guards(ctx):
    """Report changes, in the guards of a body's matches, of what their patterns test."""
    for leaf in ctx.body.leaves:
        if type(leaf) is m.Match and any(arm.guard is not None or arm.let_guard is not None for arm in leaf.arms):
            tested = tested_places(leaf)
            for arm in leaf.arms if tested else ():
                for inner in guard_leaves(ctx, arm):
                    check_leaf(ctx, leaf, inner, tested)


def guard_leaves(ctx, arm):
    """The leaves of an arm's guard, also of one with a `let`."""
    if arm.let_guard is not None:
        lo, hi = arm.let_guard
        return [leaf for leaf in leaves_of(ctx, arm.body) if lo <= leaf.lo and leaf.hi <= hi]
    return leaves_of(ctx, arm.guard) if arm.guard is not None else ()


def bound_in_guards(ctx):
    """{point of a leaf in a guard: the variables that its arm binds}: they are immutable there (rustc's RefWithinGuard)."""
    found = {}
    for match in ctx.body.leaves:
        for arm in match.arms if type(match) is m.Match else ():
            if arm.guard is not None:
                bound = {leaf.place.local for candidate in arm.candidates for block in (candidate.guard_bindings, candidate.bindings)
                         for leaf in block if type(leaf) is m.Assign}
                found.update((leaf.pt, bound) for leaf in leaves_of(ctx, arm.guard))
    return found


def tested_places(match):
    """The places that some pattern tests, and the references on the way to them."""
    found = {}
    for arm in match.arms:
        for candidate in arm.candidates:
            for test in candidate.tests:
                found[test.place] = None
                for index, elem in enumerate(test.place.proj):
                    if elem[0] == "*":
                        found[m.Place(test.place.local, test.place.proj[:index])] = None
    return list(found)


def leaves_of(ctx, block):
    """The leaves of a block, which are numbered one after the other."""
    numbers = []

    def visit(node):
        if hasattr(node, "pt"):
            numbers.append(node.pt)
        for stmt in getattr(node, "stmts", ()):
            visit(stmt)
        for name in ("body", "then", "els"):
            part = getattr(node, name, None)
            if part is not None and hasattr(part, "stmts"):
                visit(part)
    visit(block)
    return ctx.body.leaves[min(numbers):max(numbers) + 1] if numbers else []


def check_leaf(ctx, match, leaf, tested):
    kind = type(leaf)
    if kind is m.Assign and type(leaf.rvalue) is m.Ref and leaf.rvalue.kind in ("mut", "two_phase", "unique"):
        place, depth, verb = leaf.rvalue.place, DEEP, "mutably borrow"
    elif kind is m.Drop and leaf.replace:
        place, depth, verb = leaf.place, DEEP, "assign"
    elif kind is m.Assign:
        place, depth, verb = leaf.place, SHALLOW, "assign"
    elif kind is m.Call:
        place, depth, verb = leaf.dest, DEEP, "assign"
    else:
        return
    if any((one.primary.lo, one.primary.hi) == ctx.span(leaf) for one in ctx.found):
        return                          # another loan was in the way already: an access is told once
    if any(len(place.proj) <= len(other.proj) and conflict(ctx.check, other, place, depth) for other in tested):
        name = quoted(describe(ctx, place))
        label = "cannot assign" if verb == "assign" else "cannot mutably borrow"
        ctx.add(error("E0510", f"cannot {verb} {name} in match guard", ctx.span(leaf), label, [((match.lo, match.hi), "value is immutable in match guard")]))
