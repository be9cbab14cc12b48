"""Loops: `while cond`, `for x in …`, `while True`."""

import ast

from ..mir import body as m
from . import analysis, control, matching, pyast as p
from .places import Item


def loop(fb, node):
    """Write a Loop."""
    if node.origin == "for" and not fb.plain and for_loop(fb, node):
        return
    fb.pending.flush()
    context = control.Context(node.label, "loop")
    fb.contexts.append(context)
    skipped = []                         # leaves of the way out that get no code
    if node.origin == "while" and not fb.plain:
        python = while_loop(fb, node, skipped)
    else:
        python = ast.While(ast.Constant(True), control.nested(fb, node.body.stmts) or [ast.Pass()], [])
    drop_last_continue(python)
    fb.contexts.pop()
    control.emit_loop(fb, python, context)
    fb.trace.ended(skipped)


def drop_last_continue(python):
    """A `continue` at the very end of the body says nothing."""
    while len(python.body) > 1 and isinstance(python.body[-1], ast.Continue):
        python.body.pop()


def while_loop(fb, node, skipped):
    """`while cond:` where the condition is one expression, else the general form."""
    stmts = node.body.stmts
    branch = next((i for i, part in enumerate(stmts) if type(part) is m.If), None)
    if branch is None or not only_breaks(stmts[branch].els, node.label) or code_after(stmts[branch + 1:]):
        return ast.While(ast.Constant(True), control.nested(fb, stmts) or [ast.Pass()], [])
    skipped += leaves_of(stmts[branch].els)
    outer, fb.out = fb.out, []
    for part in stmts[:branch]:
        fb.statement(part)
    fb.leaf = stmts[branch]
    fb.trace.branches(stmts[branch])
    fb.pending.prepare(fb.uses_of((stmts[branch].cond,)), effect=True)
    cond = fb.operand(stmts[branch].cond)
    fb.pending.flush()
    head, fb.out = fb.out, outer
    inner = control.nested(fb, stmts[branch].then.stmts)
    if not head:
        return ast.While(cond.node, inner or [ast.Pass()], [])
    return ast.While(ast.Constant(True), head + [ast.If(p.negate(cond.node), [ast.Break()], [])] + inner, [])


def code_after(stmts):
    return any(type(part) not in analysis.NO_CODE for part in stmts)


def only_breaks(block, label):
    """Whether a block does nothing but leave the loop."""
    parts = [part for part in flatten(block) if type(part) not in analysis.NO_CODE
             and not (type(part) is m.Assign and type(part.rvalue) is m.Use and type(part.rvalue.operand) is m.Const)]
    return len(parts) == 1 and type(parts[0]) is m.Break and parts[0].label == label


def flatten(block):
    for part in block.stmts:
        if type(part) is m.Block and part.label is None:
            yield from flatten(part)
        else:
            yield part


# --- for -----------------------------------------------------------------------------------

def for_shape(node):
    """(Call of next, Match, None arm, Some arm) of a `for` loop, or None."""
    parts = [part for part in flatten(node.body) if type(part) not in analysis.NO_CODE]
    calls = [part for part in parts if type(part) is m.Call]
    match = parts[-1] if parts and type(parts[-1]) is m.Match else None
    if match is None or len(calls) != 1 or len(match.arms) != 2:
        return None
    none = [arm for arm in match.arms if len(arm.candidates[0].tests) and is_none_test(arm.candidates[0].tests[0])]
    some = [arm for arm in match.arms if arm not in none]
    if len(none) != 1 or some[0].guard is not None or len(some[0].candidates) != 1:
        return None
    return calls[0], match, none[0], some[0]


def is_none_test(test):
    return test.kind == "variant" and test.value == 0


def iterator_local(node):
    """The local that holds the iterator of a `for` loop."""
    shape = for_shape(node)
    if shape is None:
        return None
    for part in flatten(node.body):
        if type(part) is m.Assign and type(part.rvalue) is m.Ref and part.rvalue.kind in ("mut", "two_phase"):
            if not part.rvalue.place.proj:
                return part.rvalue.place.local
    return None


def for_loop(fb, node):
    """Write `for x in …` if the iterator's value waits and is one that Python can loop over."""
    local = iterator_local(node)
    waiting = fb.pending.items.get(local) if local is not None else None
    if waiting is None:
        return False
    if waiting.iterable is None:
        return False
    fb.pending.prepare((local,), effect=True)
    waiting = fb.pending.take(local)
    fb.pending.flush()
    call, match, none, some = for_shape(node)
    context = control.Context(node.label, "loop")
    fb.contexts.append(context)
    target = item_target(fb, match, some)
    iterable, counter = by_index(fb, waiting.iterable, target)
    outer, fb.out = fb.out, []
    item = p.Expr(p.name(target), frozenset((target,)))
    matching.bind_item(fb, match, some, item)
    head, fb.out = fb.out, outer
    inner = head + control.nested(fb, some.body.stmts)
    python = ast.For(p.store(counter), iterable, inner or [ast.Pass()], [], lineno=0)
    drop_last_continue(python)
    fb.contexts.pop()
    control.emit_loop(fb, python, context)
    fb.trace.ended(leaves_of(none.body))
    return True


def by_index(fb, iterable, target):
    """(iterable, the loop's variable): where the items are references to elements that are only used as places, their
    indexes are looped over."""
    local = next((local for local, name in fb.names.items() if name == target), None)
    if local is None or fb.uses[local].assigns != 1 or not fb.rep.is_place_ref(fb.types[local]) or not fb.derefs_only(local) \
            or not isinstance(iterable, ast.Call) or getattr(iterable.func, "id", None) != "rt_item_refs":
        return iterable, target
    elements, counter = fb.keep(p.Expr(iterable.args[0])), fb.scope.new("i")
    fb.aliases[local] = Item(elements, p.Expr(p.name(counter), frozenset((counter,))), None)
    return p.template("range(len(A))", A=elements.node), counter


def leaves_of(block):
    """The leaves of a block that branches nowhere."""
    return [part for part in flatten(block) if isinstance(part, m.Leaf)]


def item_target(fb, match, some):
    """The loop's variable: the pattern's own where it is one plain variable."""
    bindings = [leaf for leaf in some.candidates[0].bindings if type(leaf) is m.Assign]
    if len(bindings) == 1 and type(bindings[0].rvalue) is m.Use and not bindings[0].place.proj:
        local = bindings[0].place.local
        source = bindings[0].rvalue.operand.place
        if local not in fb.celled and local not in fb.guarded and len(source.proj) == 2 and source.local == match.place.local:
            return fb.variable(local)
    return fb.scope.new("item")
