"""Where locals are live, for use and for drop, and what that demands of regions (RFC 2094, "Liveness")."""

from ..bits import bits, transposed
from ..dataflow.move_paths import operands
from ..mir import body as m
from ..ty import types as t


class LocalUses:
    """What a node does with locals: `uses`, `defs`, `drops` as bit sets."""

    __slots__ = ("uses", "defs", "drops", "moves")

    def __init__(self):
        self.uses = self.defs = self.drops = self.moves = 0


def node_uses(info):
    """The LocalUses of a CFG node."""
    found = LocalUses()
    if type(info) is tuple:
        if info[0] == "replaced":
            return node_uses(info[1])
        if info[0] == "cleanup":
            found.drops = 1 << info[1]
        elif info[0] == "candidate":
            for test in info[1].tests:
                read(found, test.place)
        return found
    for operand in operands(info):
        if type(operand) is not m.Const:
            read(found, operand.place)
            if type(operand) is m.Move and not operand.place.proj:
                found.moves |= 1 << operand.place.local
    kind = type(info)
    if kind is m.Assign:
        place = getattr(info.rvalue, "place", None)
        if place is not None:
            read(found, place)
        write(found, info.place)
    elif kind is m.Call:
        write(found, info.dest)      # not at its "return" node: what it borrows is needed between the two
    elif kind is m.Drop:
        if info.place.proj:
            read(found, info.place)
        else:
            found.drops |= 1 << info.place.local
    elif kind in (m.StorageLive, m.StorageDead):
        found.defs |= 1 << info.local
    elif kind in (m.FakeRead, m.BoundsCheck, m.Match):
        read(found, info.place)
    elif kind is m.Return:
        found.uses |= 1
    return found


def read(found, place):
    found.uses |= 1 << place.local
    for elem in place.proj:
        if elem[0] == "[]":
            found.uses |= 1 << elem[1]


def write(found, place):
    if place.proj:
        read(found, place)
    else:
        found.defs |= 1 << place.local


def live_locals(cfg, uses, init):
    """(use-live, drop-live) sets of locals on entry of each node, by backward dataflow."""
    count = len(cfg.succ)
    live, dropped = [0] * count, [0] * count
    work = list(reversed(cfg.order))
    pending = set(work)
    while work:
        again = []
        for node in work:
            pending.discard(node)
            out = drop_out = 0
            for successor in cfg.succ[node]:
                out |= live[successor]
                drop_out |= dropped[successor]
            use = uses[node]
            new = out & ~use.defs | use.uses
            new_drop = drop_out & ~use.defs & ~use.moves | use.drops
            if new_drop:             # what is not initialised here needs no drop later
                new_drop = initialised_locals(init, node, new_drop)
            if new != live[node] or new_drop != dropped[node]:
                live[node], dropped[node] = new, new_drop
                for pred in cfg.pred[node]:
                    if pred not in pending:
                        pending.add(pred)
                        again.append(pred)
        work = again
    return live, dropped


def initialised_locals(init, node, asked):
    """Those of the locals `asked` some part of which may be initialised on entry of a node."""
    state = init.maybe_init[node]
    if state is None:
        return 0
    found = asked & state               # the path of a local as a whole has the local's number
    for local in bits(asked & ~state):
        if state & init.paths.roots[local].subtree:
            found |= 1 << local
    return found


def constrain(tcx, cfg, check, regions, live, dropped):
    """Add the points where locals are live to the regions of their types."""
    for region, nodes in needed(tcx, check, live, dropped):
        regions.add_live(region, nodes)


def needed(tcx, check, live, dropped, locals_=None):
    """Yield (region, nodes) for the regions of the types of locals (of `locals_`, or of all) at the nodes where these are live."""
    points = transposed(live)
    drop_points = transposed([drop & ~use for use, drop in zip(live, dropped)])
    for local, nodes in points.items():
        if locals_ is None or local in locals_:
            for part in t.walk(check.locals[local]):
                if type(part) is t.Region:
                    yield part, nodes
    for local, nodes in drop_points.items():
        if locals_ is None or local in locals_:
            for region in drop_regions(tcx, check, check.locals[local], frozenset()):
                yield region, nodes


NESTED = 4              # types of one definition inside each other


def drop_regions(tcx, check, ty, seen):
    """The regions that must be alive when a value of type `ty` is dropped (rustc's dropck; RFC 1327). Of a type that holds itself with
    ever larger arguments (E0320) only the first ones are looked at."""
    kind = ty.kind
    if not ty.flags & t.HAS_REGION or sum(other.a is ty.a for other in seen) > NESTED:
        return []
    if kind in ("slice", "array"):
        return drop_regions(tcx, check, ty.a, seen)
    if kind == "tuple":
        return [region for elem in ty.b for region in drop_regions(tcx, check, elem, seen)]
    if kind == "closure":
        return drop_regions(tcx, check, ty.b[-1], seen)
    if kind in ("dyn", "param", "alias", "opaque"):
        return [part for part in t.walk(ty) if type(part) is t.Region]
    if kind != "adt" or ty in seen or not tcx.needs_drop(t.erase_regions(ty), check.owner):
        return []
    impl = tcx.has_drop_impl(ty.a)
    if impl is not None:
        return impl_regions(tcx, check, ty, impl, seen)
    out = []
    for variant in ty.a.variants:
        for field in variant.fields:
            out += drop_regions(tcx, check, check.normalize(check.regions.renumber(tcx.field_ty(field, ty.b))), seen | {ty})
    return out


def impl_regions(tcx, check, ty, impl, seen):
    """A Drop impl may look at everything, but at a `#[may_dangle]` parameter only by dropping it."""
    dangling = set()
    for parameter, arg in zip(tcx.generics_of(impl).params, tcx.type_of(impl).b):
        node = parameter.node
        if node is not None and any(attribute.path == "may_dangle" for attribute in getattr(node, "attrs", ())):
            dangling.add(arg)
    out = []
    for pattern, arg in zip(tcx.type_of(impl).b, ty.b):
        if pattern in dangling and type(arg) is t.Ty:
            out += drop_regions(tcx, check, arg, seen | {ty})
        elif type(arg) is not t.Const:
            out += [part for part in t.walk(arg) if type(part) is t.Region]
    return out
