"""Why a loan is still needed where it hurts: the later use (rustc's `explain_borrow`)."""

from ..mir import body as m
from ..ty import types as t
from ..ty.pretty import full_path
from .lifetimes import STATIC
from .liveness import needed
from .region_names import mentions
from .suggest import erased


def span_of_leaf(ctx, leaf):
    return ctx.span(leaf)


def later_use(ctx, loan, node, what="borrow", hidden=None):
    """[(where, text)]: the nearest later use that keeps the loan's region alive, or []; nothing where it would be told at `hidden`."""
    found = find_use(ctx, loan, node)
    if found is None:
        return must_outlive(ctx, loan)
    use, kind = found
    info = ctx.cfg.info[use]
    if kind == "drop":
        return dropped_later(ctx, info, what)
    if type(info) is tuple:
        info = info[1]
    where, word = kind_of_use(ctx, info)
    if where == hidden:
        return []
    return [(where, f"{what} later {word}")]


def dropped_later(ctx, drop, what):
    """The labels of a loan that a destructor still needs."""
    first, decl = "" if what == "borrow" else f"{what[:-7]} ", ctx.body.locals[drop.place.local]
    ty = decl.ty
    if ty.kind == "adt" and ctx.tcx.has_drop_impl(ty.a) and ty.a.lang != "Box":
        runs = f"runs the `Drop` code for type `{full_path(ty.a)}`"
    else:
        runs = "runs the destructor for " + ("closure" if ty.kind == "closure" else f"type `{erased(ty)}`")
    where = (drop.lo, drop.hi)
    if decl.name is not None:
        return [(where, f"{first}borrow might be used here, when `{decl.name}` is dropped and {runs}")]
    return [((decl.lo, decl.hi), f"a temporary with access to the {first}borrow is created here ..."),
            (where, f"... and the {first}borrow might be used here, when that temporary is dropped and {runs}")]


def kind_of_use(ctx, info):
    """(where, how) a leaf uses a reference (rustc's `LaterUseKind`)."""
    if type(info) is m.FakeRead and info.kind in ("variable", "let"):
        closure = ctx.check.place_ty(info.place).kind == "closure"
        return (info.lo, info.hi), "captured here by closure" if closure else "stored here"
    if type(info) is m.Call and info.origin in ("call", "method"):
        return (info.fn_lo, info.fn_hi if info.origin == "call" else info.fn_lo), "used by call"
    return (info.lo, info.hi), "used here"


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


UNWINDING = ("cleanup", "resume", "replaced")


def find_use(ctx, loan, node):
    """(node, "use" | "drop") of the nearest use, from `node` on, of a local that holds the region which keeps the loan alive there, or None
    (rustc_borrowck's `find_use`). The unwinding paths are left out."""
    region = live_below(ctx, loan.region, node)
    if region is None:
        return None
    holders = sum(1 << local for local, ty in enumerate(ctx.check.locals) if mentions(ty, region))
    inside, info = ctx.regions.values[region], ctx.cfg.info
    seen, work = set(), [node]
    for at in work:
        if at in seen or not inside >> at & 1 or type(info[at]) is tuple and info[at][0] in UNWINDING:
            continue
        seen.add(at)
        use = ctx.uses[at]
        if use.uses & holders:
            return at, "use"
        if use.drops & holders and type(info[at]) is m.Drop:
            return at, "drop"
        if not use.defs & holders:
            work += ctx.cfg.succ[at]
    return None


def live_below(ctx, region, node):
    """The first region, on the ways that constraints lead from `region`, which a local keeps alive at `node` (`find_sub_region_live_at`);
    None where one of the signature, which is alive everywhere, comes first."""
    if ctx.live_regions is None:
        ctx.live_regions = live_regions(ctx)
    by_sup = ctx.regions.constraints_of()
    seen, work = {region}, [region]
    for at in work:
        if at < ctx.regions.count:
            return None
        if ctx.live_regions.get(at, 0) >> node & 1:
            return at
        for constraint in by_sup.get(at, ()):
            if constraint.sub not in seen:
                seen.add(constraint.sub)
                work.append(constraint.sub)
    return None


def live_regions(ctx):
    """{region: nodes} where locals need regions; not of locals all of whose regions outlive regions of the signature anyway (rustc's
    `compute_relevant_live_locals`)."""
    everywhere = set().union(*[ctx.regions.all_above(end) for end in range(ctx.regions.count)])
    relevant = {local for local, ty in enumerate(ctx.check.locals)
                if any(type(part) is t.Region and part.kind == "var" and part.a not in everywhere for part in t.walk(ty))}
    found = {}
    for region, nodes in needed(ctx.tcx, ctx.check, ctx.live, ctx.dropped, relevant):
        if region.kind == "var":
            found[region.a] = found.get(region.a, 0) | nodes
    return found


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
