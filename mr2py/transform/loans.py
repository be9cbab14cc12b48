"""Where each borrow of a user's function ends (NLL), leaf by leaf, for the trace.

The borrow checker hands on which loans are in scope at the entry of each node of the CFG. A loan ends *after* a leaf
that none of whose successors has it in scope, and *before* a leaf that is reached from one that has it but has it not
itself (one branch uses the reference, the other does not). The latter may name a loan that this run did not make:
who reads the trace's events knows which borrows are alive.
"""


def loan_ends(body):
    """(after, before): {leaf point: [points of the Ref leaves]} of a checked body; both empty for one that was not checked."""
    cfg, scope = body.memo.get("cfg"), body.memo.get("loan_scope")
    if cfg is None or scope is None:
        return {}, {}
    points, in_scope = scope
    after, before = {}, {}
    for leaf in range(len(body.leaves)):
        following = reached(cfg, leaf)
        live = in_scope[leaf] or 0
        later = 0
        for successor in following:
            later |= in_scope[successor] or 0
        note(after, leaf, live & ~later, points)
        for successor in following:
            note(before, successor, live & later & ~(in_scope[successor] or 0), points)
    return after, before


def note(table, leaf, loans, points):
    """Add the loans of a bit set to a leaf's list."""
    if loans:
        known = table.setdefault(leaf, [])
        known += [point for i, point in enumerate(points) if loans >> i & 1 and point not in known]


def reached(cfg, leaf):
    """The leaves that follow `leaf`, seen through virtual nodes; unwinding does not count."""
    count, found, stack, seen = len(cfg.body.leaves), [], list(cfg.succ[leaf]), set()
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if node < count:
            found.append(node)
        elif cfg.info[node][0] != "cleanup":
            stack += cfg.succ[node]
    return found
