"""Drops, and the handler that runs them when a panic passes.

A droppable variable is its own drop flag: it holds `MOVED` while there is nothing to drop. Only
variables whose drop is observable at the level take part, and only where somebody may look: a
conditional drop, or the handler. A function has at most one handler.
"""

import ast

from ..mir import body as m
from . import analysis, panics, pyast as p
from .places import Deref


def chain_locals(body):
    """The locals of all cleanup chains, in an order in which they are to be dropped: each before those behind it in a chain."""
    behind, seen = {}, set()             # local → those directly behind it
    for leaf in body.leaves:
        chain, found = leaf.cleanup, []
        while chain is not None and id(chain) not in seen:
            seen.add(id(chain))
            found.append(chain)
            chain = chain.next
        for link in reversed(found):
            behind.setdefault(link.local, []).extend([link.next.local] if link.next is not None else ())
    order, done = [], set()
    for start in behind:
        stack = [start]
        while stack:
            local = stack[-1]
            rest = [other for other in behind[local] if other not in done]
            if local in done or not rest:
                stack.pop()
                if local not in done:
                    done.add(local)
                    order.append(local)
            else:
                stack.append(rest[0])
    return order[::-1]


def guarded_locals(fb):
    """Locals that hold MOVED when they own nothing; `fb.unwound`: those that a handler drops, in order."""
    fb.transient = transient_locals(fb)

    def observable(ty):
        return fb.module.observable(ty)
    fb.unwound = [local for local in chain_locals(fb.body) if local not in fb.transient and observable(fb.types[local])]
    fb.partly_moved = {op.place.local for leaf in fb.body.leaves for op in operands(leaf)
                       if type(op) is m.Move and op.place.proj and not through_reference(fb, op.place)}
    guarded = set(fb.unwound)
    for leaf in fb.body.leaves:
        if type(leaf) is m.Drop and leaf.style in ("conditional", "open", None) and leaf.place.local not in fb.transient and observable(fb.types[leaf.place.local]):
            guarded.add(leaf.place.local)
    return guarded


def transient_locals(fb):
    """Locals that are moved on before anything can unwind: nobody ever has to drop them."""
    body, found = fb.body, set()
    made, moved = {}, {}
    for leaf in body.leaves:
        target = leaf.place if type(leaf) is m.Assign else leaf.dest if type(leaf) is m.Call else None
        for op in operands(leaf):
            if type(op) is m.Move and not op.place.proj:
                moved[op.place.local] = leaf
        if target is not None and not target.proj:
            made[target.local] = leaf
    for local, use in enumerate(fb.uses):
        if use.assigns == 1 and use.moves == 1 and use.reads == 1 and local > body.arg_count and local in moved and local in made \
                and made[local].pt < moved[local].pt and local in fb.straight[0]:
            between = body.leaves[made[local].pt + 1:moved[local].pt]
            if not any(map(unwinds, between)):
                found.add(local)
    return found


def operands(leaf):
    if type(leaf) is m.Assign:
        return analysis.operands_of(leaf.rvalue)
    return (leaf.func, *leaf.args) if type(leaf) is m.Call else ()


def unwinds(leaf):
    """Whether a leaf may unwind."""
    if type(leaf) is m.Assign:
        return type(leaf.rvalue) is m.BinaryOp and leaf.rvalue.checked or type(leaf.rvalue) is m.UnaryOp
    if type(leaf) is m.Call:
        return not (type(leaf.func) is m.Const and leaf.func.ty.kind == "fndef" and leaf.func.ty.a.intrinsic in QUIET)
    return type(leaf) in (m.Drop, m.BoundsCheck)


QUIET = {"box_new", "vec_new", "string_new", "string_from_str", "mem_replace", "new_boxed_array", "new_uninit_box", "string_as_str", "vec_len",
         "vec_as_slice", "init_box", "init_boxed_array", "string_clone"}


def moved_out(fb, place, where, expr):
    """The value of a Move operand; its place is marked as empty where somebody may look."""
    if place.local not in fb.guarded or through_reference(fb, place):
        return expr
    if not fb.module.observable(fb.place_ty(place)):
        return expr
    name = fb.scope.new("tmp")
    fb.emit(p.assign(p.name(name), expr.node))
    fb.emit(*where.write(p.Expr(p.name("rt_MOVED"))))
    return p.Expr(p.name(name), frozenset((name,)))


def through_reference(fb, place):
    """Whether a place lies behind a reference (and not only behind boxes)."""
    return any(elem[0] == "*" and not fb.is_box(fb.place_ty(m.Place(place.local, place.proj[:i]))) for i, elem in enumerate(place.proj))


def makes_code(fb, leaf):
    """Whether a Drop leaf needs any code at this level."""
    if "drop" in fb.faults or leaf.style == "dead" and "move" not in fb.faults:
        return False
    return leaf.place.local not in fb.transient and fb.module.observable(fb.place_ty(leaf.place))


def drop(fb, leaf):
    """Write a Drop leaf. Of a partly moved value the glue finds the parts that are left: moved ones hold MOVED."""
    if not makes_code(fb, leaf):
        return
    fb.pending.flush()
    place = fb.place(leaf.place, leaf)
    read = place.read()
    ty = fb.place_ty(leaf.place)
    guarded = leaf.place.local in fb.guarded and not leaf.place.proj
    taken = fb.trace.drop_taken(leaf.place, leaf.lo)
    late = leaf.replace and panics.may_panic(fb.module, ty) and not (type(place) is Deref and place.is_list)
    statements = [] if late else taken                    # told while the value is still in its place
    if late or guarded and leaf.place.local in fb.unwound:
        name = fb.scope.new("tmp")
        inside = late and type(place) is Deref            # the object stays where it is, its contents go
        if inside:
            fb.module.need_contents(ty)
        statements.append(p.assign(p.name(name), p.template("A.taken()", A=read.node) if inside else read.node))
        if guarded:
            statements += place.write(p.Expr(p.name("rt_MOVED")))
        value = p.name(name)
    else:
        value = read.node
    if late:
        # The new value takes its place before the old one is dropped: it stands there if that panics.
        fb.emit(*where_present(fb, leaf, guarded, read, taken), *statements)
        read, statements = p.Expr(value), []
    value = in_drop_order(ty, value, leaf)
    statements += fb.trace.drop_begins(leaf.place, leaf.lo)
    partly = leaf.style == "open" if leaf.place.proj else leaf.place.local in fb.partly_moved
    statements.append(ast.Expr(fb.module.drop_call(ty, value, partly)))
    statements += fb.trace.drop_ends(leaf.place, leaf.lo)
    statements = where_present(fb, leaf, guarded, read, statements)
    if late:
        fb.replaced = statements
    else:
        fb.emit(*statements)


def where_present(fb, leaf, guarded, read, statements):
    """Statements of a Drop, for the case that there is something to drop where that is known only at run time."""
    if leaf.style != "static" and guarded and statements and "move" not in fb.faults:
        return [ast.If(p.template("A is not rt_MOVED", A=read.node), statements, [])]
    return statements


def in_drop_order(ty, node, leaf):
    """The array `node`, its elements in the order in which the Drop `leaf` (or None) drops what is left of them."""
    if leaf is None or leaf.style != "open" or ty.kind != "array":
        return node
    order = p.tuple_of([p.constant(part.place.proj[-1][1]) for part in leaf.ladder])
    return p.template("[A[i] for i in B]", A=node, B=order)


def open_drop(fb, local):
    """A Drop of what is left of a partly moved local, or None."""
    return next((leaf for leaf in fb.body.leaves if type(leaf) is m.Drop and leaf.style == "open" and leaf.place == m.Place(local)), None)


def wrap(fb, statements):
    """The function's statements with their handler, if it owns anything that a panic must drop."""
    inits = [p.assign(p.name(fb.variable(local)), p.name("rt_MOVED")) for local in sorted(fb.guarded)
             if local > fb.body.arg_count and local in fb.names and local not in fb.celled]
    dropped = [local for local in fb.unwound if local in fb.names]
    if not may_unwind(fb.body, fb.trace.active) or not dropped and not fb.trace.active:
        return inits + statements
    error = fb.scope.new("error")                         # a variable of the program may have the name
    handler = [p.assign(p.name(error), p.call("rt_unwind", p.name(error))), *fb.trace.unwound()]
    for local in dropped:
        place = fb.base(local)
        node = place.read().node
        begin, end = fb.trace.dropped_unwinding(local)
        call = ast.Expr(fb.module.drop_call(fb.types[local], in_drop_order(fb.types[local], node, open_drop(fb, local)), local in fb.partly_moved))
        handler.append(ast.If(p.template("A is not rt_MOVED", A=node), [*begin, call, *end], []))
    handler += fb.trace.unwound_out()
    handler.append(ast.Raise(p.call("rt_resume", p.name(error)), ast.Constant(None)))
    caught = ast.ExceptHandler(p.name("rt_PANICS"), error, handler)
    return inits + [ast.Try(statements, [caught], [], [])]


def may_unwind(body, anywhere):
    """Whether a leaf with a cleanup chain (`anywhere`: any leaf) can unwind at all."""
    return any((anywhere or leaf.cleanup is not None) and unwinds(leaf) for leaf in body.leaves)
