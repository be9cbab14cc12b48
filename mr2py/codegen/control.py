"""Blocks, branches, loops and jumps.

A jump that leaves more than one Python loop sets a flag and breaks, and each loop on the way tests it.
Where the function returns right after a branch, the branch returns itself.
"""

import ast

from ..mir import body as m
from . import analysis, loops, matching, pyast as p, ranges, unwinding
from .representation import unit_like
from .tree import walk


class Context:
    """One construct that a jump can leave. kind "loop" (Python loop), "turn" (a labelled block as a one-turn loop),
    "tail" (a labelled block after which the function returns). `crossed`: (flag, target, "break" | "continue")."""

    __slots__ = ("label", "kind", "crossed", "used", "tail")

    def __init__(self, label, kind, tail=None):
        self.label, self.kind, self.tail = label, kind, tail
        self.crossed, self.used = [], False


def body(fb, root):
    """The whole function."""
    statements(fb, root.stmts, None)
    fb.pending.flush()


def statements(fb, stmts, tail):
    """Statements in order; `tail`: the Return leaf that follows the last, or None."""
    for i, node in enumerate(stmts):
        rest = stmts[i + 1:]
        if type(node) in (m.If, m.Match, m.Block) and (type(node) is not m.Block or node.label is not None):
            following = next_return(fb, rest, tail)
            if following is not None:
                branch(fb, node, following)
                return
        fb.statement(node)
        if terminates(node):
            return
    if tail is not None:
        fb.leaf = tail
        return_(fb, tail)


def next_return(fb, rest, tail):
    """The Return that runs after nothing that makes code, or None."""
    for node in rest:
        if type(node) is m.Return:
            return node
        if type(node) is m.Drop and not unwinding.makes_code(fb, node) or type(node) in analysis.NO_CODE:
            continue
        return None
    return tail


def terminates(node):
    return type(node) in (m.Return, m.Break, m.Continue, m.Unreachable) or type(node) is m.Call and node.diverges


def branch(fb, node, tail):
    """A branching construct in tail position: its branches return."""
    if type(node) is m.Block:
        context = Context(node.label, "tail", tail)
        fb.contexts.append(context)
        statements(fb, node.stmts, tail)
        fb.contexts.pop()
    else:
        fb.leaf = node
        (if_ if type(node) is m.If else matching.match)(fb, node, tail)


def nested(fb, stmts, tail=None):
    """The Python statements of an inner block."""
    outer, fb.out = fb.out, []
    statements(fb, stmts, tail)
    fb.pending.flush()
    inner, fb.out = fb.out, outer
    return inner


def statement(fb, node):
    """A node that is no plain leaf."""
    kind = type(node)
    if kind is m.Block:
        block(fb, node)
    elif kind is m.If:
        if_(fb, node, None)
    elif kind is m.Match:
        matching.match(fb, node, None)
    elif kind is m.Loop:
        loops.loop(fb, node)
    elif kind is m.Break or kind is m.Continue:
        fb.pending.flush()
        jump(fb, node.label, "break" if kind is m.Break else "continue")
    elif kind is m.Return:
        return_(fb, node)
    elif kind is m.Unreachable:
        fb.pending.flush()


def return_(fb, node):
    waiting = fb.pending.take(0)
    unit = unit_like(fb.types[0])
    if waiting is not None and fb.pending.items:
        fb.pending.prepare((), effect=waiting.effect)
        fb.pending.items.clear()
    elif waiting is None:
        fb.pending.flush()
    if unit:
        if waiting is not None:
            fb.emit_effect(waiting)
        fb.trace.leave()
        fb.emit(ast.Return(None))
        return
    value = waiting if waiting is not None else fb.base(0).read()
    if fb.trace.active and not value.is_simple():
        value = fb.keep(value)
    fb.trace.leave()
    fb.emit(ast.Return(value.node))


def block(fb, node):
    if node.label is None or not jumps_to(node, node.label):
        for part in node.stmts:
            fb.statement(part)
            if terminates(part):
                break
        return
    fb.pending.flush()
    context = Context(node.label, "turn")
    fb.contexts.append(context)
    inner = nested(fb, node.stmts)
    fb.contexts.pop()
    if not context.used and not context.crossed and not has_outer_jump(inner):
        fb.emit(*inner)
        return
    if not inner or not isinstance(inner[-1], (ast.Break, ast.Return, ast.Continue, ast.Raise)):
        inner.append(ast.Break())
    emit_loop(fb, ast.While(ast.Constant(True), inner, []), context)


def has_outer_jump(stmts):
    return any(isinstance(stmt, (ast.Break, ast.Continue)) for stmt in stmts)


def jumps_to(node, label):
    """Whether something inside `node` jumps to `label`."""
    kind = type(node)
    if kind is m.Break or kind is m.Continue:
        return node.label == label
    return any(jumps_to(child, label) for child in children(node))


def children(node):
    """The blocks directly inside a node."""
    kind = type(node)
    if kind is m.Block:
        return node.stmts
    if kind is m.Loop:
        return (node.body,)
    if kind is m.If:
        return (node.then, node.els)
    if kind is m.Match:
        found = [arm.body for arm in node.arms] + [arm.guard for arm in node.arms if arm.guard is not None]
        return found + ([node.els] if node.els is not None else [])
    return ()


def if_(fb, node, tail):
    fb.trace.branches(node)
    fb.pending.prepare(fb.uses_of((node.cond,)), effect=True)
    cond = fb.operand(node.cond)
    fb.pending.flush()
    then = guarded(fb, node.then, ranges.guard(fb, node.cond, "then"), tail)
    fact = ranges.guard(fb, node.cond, "else")
    els = guarded(fb, node.els, fact, tail)
    if fact is not None and then and ends(then):
        fb.lower[fact[0]] = max(fact[1], fb.lower.get(fact[0], 0))       # only this way goes on
    joined = join(fb, cond, then, els)
    if joined is not None:
        fb.pending.push(*joined)
        return
    if not then and not els:
        fb.emit_effect(cond)
        return
    if not then:
        fb.emit(ast.If(p.negate(cond.node), els, []))
    elif ends(then) and els:
        fb.emit(ast.If(cond.node, then, []), *els)
    else:
        fb.emit(ast.If(cond.node, then, els))


def guarded(fb, block, fact, tail):
    """The statements of a branch on which `fact` (local, least value) holds."""
    saved = fb.lower
    fb.lower = dict(saved)
    if fact is not None:
        fb.lower[fact[0]] = max(fact[1], saved.get(fact[0], 0))
    stmts = nested(fb, block.stmts, tail)
    fb.lower = saved
    return stmts


def ends(stmts):
    return isinstance(stmts[-1], (ast.Return, ast.Break, ast.Continue, ast.Raise))


def join(fb, cond, then, els):
    """(local, Expr) if the branches only give one temporary its value (`&&`, `||`, a small `if` expression)."""
    if len(then) != 1 or len(els) != 1:
        return None
    target = single_target(then[0])
    if target is None or target != single_target(els[0]):
        return None
    local = next((number for number, text in fb.names.items() if text == target), None)
    if local is None or not fb.waits(local) or local in fb.celled:
        return None
    yes, no = then[0].value, els[0].value
    if isinstance(no, ast.Constant) and no.value is False:
        node = ast.BoolOp(ast.And(), [cond.node, yes])
    elif isinstance(yes, ast.Constant) and yes.value is True:
        node = ast.BoolOp(ast.Or(), [cond.node, no])
    else:
        node = ast.IfExp(cond.node, yes, no)
    reads = cond.reads | names_in(yes) | names_in(no)
    return local, p.Expr(node, reads, True, True, cond.depth + 2)


def single_target(statement):
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return None


def names_in(node):
    return frozenset(part.id for part in walk(node) if isinstance(part, ast.Name))


def jump(fb, label, kind):
    """`break` or `continue` to the construct with this label."""
    index = max(i for i, context in enumerate(fb.contexts) if context.label == label)
    target = fb.contexts[index]
    if target.kind == "tail":
        return_(fb, target.tail)
        return
    inner = [context for context in fb.contexts[index + 1:] if context.kind != "tail"]
    target.used = True
    if not inner:
        fb.emit(ast.Break() if kind == "break" else ast.Continue())
        return
    flag = fb.scope.new("leave")
    for context in inner:
        context.crossed.append((flag, target, kind))
    fb.emit(p.assign(p.name(flag), p.constant(True)), ast.Break())


def emit_loop(fb, loop, context):
    """A finished Python loop, with the tests of the jumps that leave it for an outer construct."""
    for flag, _, _ in context.crossed:
        fb.emit(p.assign(p.name(flag), p.constant(False)))
    fb.emit(loop)
    outer = [other for other in fb.contexts if other.kind != "tail"]
    for flag, target, kind in context.crossed:
        at_target = outer and outer[-1] is target
        step = ast.Continue() if at_target and kind == "continue" else ast.Break()
        fb.emit(ast.If(p.name(flag), [step], []))
