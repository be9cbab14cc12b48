"""Which move paths may be initialised, and which may not be, before each node (rustc's MaybeInitializedPlaces
and MaybeUninitializedPlaces), in one forward pass each."""

from ..mir import body as m
from .move_paths import MovePaths, moved_places


class InitResults:
    """`maybe_init[node]`, `maybe_uninit[node]`: bit sets of paths on entry of each node (None: not reached)."""

    __slots__ = ("paths", "maybe_init", "maybe_uninit", "cfg", "effects")

    def __init__(self, tcx, body, cfg):
        self.cfg = cfg
        self.paths = MovePaths(tcx, body)
        self.effects = [node_effect(self.paths, info) for info in cfg.info]
        every = (1 << len(self.paths.paths)) - 1
        args = 0
        for local in range(1, body.arg_count + 1):
            args |= self.paths.roots[local].subtree
        for local, decl in enumerate(body.locals):
            if decl.origin == "promoted":
                args &= ~self.paths.roots[local].subtree
        self.maybe_init = forward(cfg, args, [(init, uninit) for init, uninit in self.effects])
        self.maybe_uninit = forward(cfg, every & ~args, [(uninit, init) for init, uninit in self.effects])


def node_effect(paths, info):
    """(paths that become initialised, paths that become uninitialised) at a node."""
    if type(info) is tuple:
        if info[0] == "return":
            return written(paths, info[1].dest), 0
        if info[0] == "cleanup":
            return 0, paths.roots[info[1]].subtree
        return node_effect(paths, info[1]) if info[0] == "replaced" else (0, 0)
    gone = 0
    for place in moved_places(info):
        path, exact = paths.lookup(place)
        if exact:
            gone |= path.subtree
    kind = type(info)
    if kind is m.Assign:
        made = written(paths, info.place)
    elif kind is m.Call and info.cleanup is None and not info.diverges:
        made = written(paths, info.dest)
    else:
        made = 0
    if kind is m.Drop:
        path, exact = paths.lookup(info.place)
        if exact:
            gone |= path.subtree
    elif kind in (m.StorageDead, m.StorageLive):
        gone |= paths.roots[info.local].subtree
    return made, gone & ~made


def written(paths, place):
    path, exact = paths.lookup(place)
    return path.subtree if exact else 0


def forward(cfg, entry, effects):
    """Union dataflow: {node: set on entry}; each node's effect is (gen, kill)."""
    state = [None] * len(cfg.succ)
    state[cfg.start] = entry
    position = {node: index for index, node in enumerate(cfg.order)}
    work = sorted(cfg.order, key=position.get)
    pending = set(work)
    while work:
        again = []
        for node in work:
            pending.discard(node)
            value = state[node]
            if value is None:
                continue
            gen, kill = effects[node]
            out = value & ~kill | gen
            for successor in cfg.succ[node]:
                old = state[successor]
                new = out if old is None else old | out
                if new != old:
                    state[successor] = new
                    if successor not in pending:
                        pending.add(successor)
                        if position[successor] <= position[node]:
                            again.append(successor)
        work = sorted(again, key=position.get)
        if not work and pending:
            work = sorted(pending, key=position.get)
    return state
