"""Why a loan is still needed where it hurts: the later use (rustc's `explain_borrow`)."""

from ..mir import body as m
from ..syntax import ast
from ..syntax.find import trail
from ..ty import types as t
from .lifetimes import STATIC
from .suggest import erased


def span_of_leaf(ctx, leaf):
    return ctx.span(leaf)


def later_use(ctx, loan, node, what="borrow"):
    """[(where, text)]: the nearest later use that keeps the loan's region alive, or []."""
    found = find_use(ctx, loan, node)
    if found is None:
        return must_outlive(ctx, loan)
    use, kind = found
    info = ctx.cfg.info[use]
    first = "" if what == "borrow" else f"{what} "
    if kind == "drop":
        local = info.place.local if type(info) is m.Drop else info[1]
        name = ctx.body.locals[local].name
        where = (info.lo, info.hi) if type(info) is m.Drop else None
        if where is None:
            return []
        ty = ctx.body.locals[local].ty
        runs = f" and runs the `Drop` code for type `{ty.a.name}`" if ty.kind == "adt" and ctx.tcx.has_drop_impl(ty.a) else ""
        who = f"`{name}` is dropped{runs}" if name else "the temporary is dropped"
        return [(where, f"{first or 'borrow '}might be used here, when {who}")]
    if type(info) is tuple:
        info = info[1]
    word = f"{what} later " + ("used by call" if type(info) is m.Call and info.origin == "call" else "used here")
    if use == node:
        word = f"{what} later used here, in later iteration of loop"
    where = (info.lo, info.hi)
    if type(info) is m.Call and info.origin == "call":
        where = callee_span(ctx, info) or where
    if where == ctx.span(loan.leaf):
        return []
    return [(where, word)]


def callee_span(ctx, call):
    """The callee of a call, as it is written."""
    from .suggest import body_node
    for node in trail(body_node(ctx), call.lo, call.hi):
        if isinstance(node, ast.Call) and (node.lo, node.hi) == (call.lo, call.hi):
            return node.func.lo, node.func.hi
    return None


CATEGORIES = {"return": "returning this value ", "call": "argument ", "assign": "assignment ", "cast": "coercion ", "object": "coercion ", "ascribe": "type annotation ",
              "opaque": "opaque type "}


def must_outlive(ctx, loan):
    """[(where, text)] of a loan that must last for a region of the signature: what asks for that, and where the region is named."""
    from .describe import describe
    end, blame = outlived(ctx, loan)
    name, named = ctx.names.name(end) if blame is not None else (None, [])
    if name is None:
        return []
    place = describe(ctx, loan.place)
    what = f"`{place}` is borrowed" if place is not None else "borrow lasts"
    return [*named, (ctx.span(blame.leaf), f"{CATEGORIES.get(blame.category, '')}requires that {what} for `{name}`")]


def outlived(ctx, loan):
    """(universal region, Constraint that is blamed) of the region for which a loan must last, or (None, None)."""
    for end in ctx.regions.ends_in(loan.region):
        blame = ctx.blame(ctx.regions.path(loan.region, end))
        if blame is not None and blame.leaf is not None and ctx.is_own(blame):
            return end, blame
    return None, None


def object_default(ctx, diagnostic, loan, node):
    """rustc's note where a trait object in a box must be `'static` because its type does not say otherwise."""
    end, blame = outlived(ctx, loan) if find_use(ctx, loan, node) is None else (None, None)
    if end == STATIC and blame.category == "object":
        plain = erased(blame.leaf.rvalue.ty)
        full = t.fold(plain, lambda part: t.mk("dyn", part.a, t.region("named", 0, "static")) if type(part) is t.Ty and part.kind == "dyn" else part)
        diagnostic.note(f"due to object lifetime defaults, `{plain}` actually means `{full}`")
    return diagnostic


def find_use(ctx, loan, node):
    """(node, "use" | "drop") of the nearest node after `node` that uses a local whose type holds the loan's region."""
    holders, region = ctx.holders(loan), ctx.regions.values[loan.region]
    seen, work = {node}, list(ctx.cfg.succ[node])
    for at in work:
        if at in seen or not region >> at & 1:
            continue
        seen.add(at)
        use = ctx.uses[at]
        if use.uses & holders:
            return at, "use"
        if use.drops & holders and type(ctx.cfg.info[at]) is m.Drop:
            return at, "drop"
        work += [n for n in ctx.cfg.succ[at] if n not in seen]
    return None


def move_text(ctx, site, name, partial):
    """How a leaf moved a value away: a label for it."""
    found = ctx.call_of(site)
    if found is not None and found[1] == 0 and name is not None:
        call = found[0]
        if call.origin == "for_into_iter":
            return f"`{name}` moved due to this implicit call to `.into_iter()`"
        if call.origin == "method":
            return f"`{name}` {'partially ' if partial else ''}moved due to this method call"
        if call.origin == "fn_trait":
            return f"`{name}` {'partially ' if partial else ''}moved due to this call"
    leaf = ctx.cfg.info[site]
    if type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate and leaf.rvalue.ty.kind == "closure":
        return f"value {'partially ' if partial else ''}moved into closure here"
    return f"value {'partially ' if partial else ''}moved here"
