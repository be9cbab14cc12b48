"""What a match guard must leave alone: the places that the match looks at (E0510; rustc's fake borrows)."""

from ..diagnostics.build import error
from ..mir import body as m
from ..syntax import ast
from ..syntax.find import trail
from .conflicts import DEEP, SHALLOW, conflict
from .describe import describe, quoted


def check_guards(ctx):
    """Report changes, in the guards of a body's matches, of what their patterns test."""
    for leaf in ctx.body.leaves:
        if type(leaf) is m.Match and any(arm.guard is not None or arm.let_guard is not None for arm in leaf.arms):
            tested = tested_places(leaf)
            for arm in leaf.arms:
                copied = copied_places(arm)
                for inner in guard_leaves(ctx, arm) if tested or copied else ():
                    check_leaf(ctx, leaf, inner, tested, copied)


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


def copied_places(arm):
    """{place: the leaf that binds it} of what an arm binds by copying: the guard sees it through a reference (rustc's RefWithinGuard)."""
    return {leaf.rvalue.operand.place: leaf for candidate in arm.candidates for leaf in candidate.guard_bindings
            if type(leaf) is m.Assign and type(leaf.rvalue) is m.Use and type(leaf.rvalue.operand) is m.Copy}


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


def changes_bound(ctx, place, leaf, bound, verb):
    """E0506, E0502: what the arm binds is changed in its guard."""
    name, held, span = quoted(describe(ctx, place)), quoted(describe(ctx, bound.rvalue.operand.place) or describe(ctx, place)), (bound.lo, bound.hi)
    if verb == "assign":
        return error("E0506", f"cannot assign to {name} because it is borrowed", ctx.span(leaf), f"{name} is assigned to here but it was already borrowed",
                     [(span, f"{held} is borrowed here"), (span, "borrow later used here")])
    return error("E0502", f"cannot borrow {name} as mutable because it is also borrowed as immutable", ctx.span(leaf), "mutable borrow occurs here",
                 [(span, "immutable borrow occurs here"), (span, "immutable borrow later used here")])


def check_leaf(ctx, match, leaf, tested, copied):
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
    if any(one.primary.lo == ctx.span(leaf)[0] for one in ctx.found):
        return                          # another loan was in the way already: an access is told once
    bound = next((binding for other, binding in copied.items() if conflict(ctx.check, other, place, depth)), None)
    if bound is not None:
        ctx.add(changes_bound(ctx, place, leaf, bound, verb))
    elif any(len(place.proj) <= len(other.proj) and conflict(ctx.check, other, place, depth) for other in tested):
        name = quoted(describe(ctx, place))
        label = "cannot assign" if verb == "assign" else "cannot mutably borrow"
        ctx.add(error("E0510", f"cannot {verb} {name} in match guard", ctx.span(leaf), label, [(scrutinee(ctx, match), "value is immutable in match guard")]))


def scrutinee(ctx, match):
    """The place of the expression that a Match leaf looks at."""
    definition = ctx.body.definition
    owner = definition.memo["closure"].node if definition.kind == "closure" else definition.node
    node = next((part for part in reversed(trail(owner, match.lo, match.hi)) if isinstance(part, ast.Match)), None)
    return (match.lo, match.hi) if node is None else (node.expr.lo, node.expr.hi)
