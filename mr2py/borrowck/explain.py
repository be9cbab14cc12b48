"""Why a loan is still needed where it hurts: the later use (rustc's `explain_borrow`)."""

from ..mir import body as m


def span_of_leaf(ctx, leaf):
    return ctx.span(leaf)


def later_use(ctx, loan, node, what="borrow"):
    """[(where, text)]: the nearest later use that keeps the loan's region alive, or []."""
    found = find_use(ctx, loan, node)
    if found is None:
        return []
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
    if where == ctx.span(loan.leaf):
        return []
    return [(where, word)]


def find_use(ctx, loan, node):
    """(node, "use" | "drop") of the nearest node after `node` that uses a local whose type holds the loan's region."""
    holders = ctx.holders(loan)
    seen, work = {node}, list(ctx.cfg.succ[node])
    for at in work:
        if at in seen:
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
    leaf = ctx.cfg.info[site]
    if type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate and leaf.rvalue.ty.kind == "closure":
        return f"value {'partially ' if partial else ''}moved into closure here"
    return f"value {'partially ' if partial else ''}moved here"
