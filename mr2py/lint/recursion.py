"""`unconditional_recursion`: a function that cannot return without calling itself (rustc_mir_build::lints)."""

from ..mir import body as m
from ..ty import types as t


def check_recursion(lints, definition, ctx):
    """Follow the ways from a function's beginning, up to its calls of itself; none may end."""
    if definition.kind not in ("fn", "assoc_fn"):
        return
    calls = {leaf.pt for leaf in ctx.body.leaves if type(leaf) is m.Call and is_self(lints.tcx, definition, leaf)}
    if not calls:
        return
    cfg, found = ctx.cfg, []
    seen, work = {cfg.start}, [cfg.start]
    while work:
        node = work.pop()
        info = cfg.info[node]
        if type(info) is m.Return:
            return
        if node in calls:
            found.append(info)
            continue
        for successor in cfg.succ[node]:
            if successor not in seen and not (type(cfg.info[successor]) is tuple and cfg.info[successor][0] == "cleanup"):
                seen.add(successor)
                work.append(successor)
    if found:
        node = definition.node
        lo = node.vis.hi + 1 if node.vis is not None and node.vis.kind else node.lo
        told = lints.emit("unconditional_recursion", "function cannot return without recursing", (lo, node.body.lo - 1), "cannot return without recursing",
                          [((leaf.lo, leaf.hi), "recursive call site") for leaf in sorted(found, key=lambda leaf: leaf.lo)])
        if told is not None:
            told.help("a `loop` may express intention better if this is on purpose")


def is_self(tcx, definition, leaf):
    """Whether a call is certain to be one of `definition` itself."""
    if type(leaf.func) is not m.Const or leaf.func.ty.kind != "fndef":
        return False
    callee, args = leaf.func.ty.a, leaf.func.ty.b
    if callee is definition:
        return definition.parent.kind != "impl" or len(args) == 0 or args[:count(tcx, definition)] == erased(tcx.identity_args(definition.parent))
    parent = definition.parent
    if definition.kind != "assoc_fn" or parent.kind != "impl" or callee.parent.kind != "trait" or callee.name != definition.name:
        return False
    ref = tcx.impl_trait_ref(parent)
    return ref is not None and ref.definition is callee.parent and erased(args[:len(ref.args)]) == erased(ref.args)


def count(tcx, definition):
    return len(tcx.identity_args(definition.parent))


def erased(args):
    return tuple(t.erase_regions(arg) for arg in args)
