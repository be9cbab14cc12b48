"""The control-flow view of a structured body: numbered nodes and their successors, nothing else.

Nodes 0 … n-1 are the leaves by point number; further nodes are virtual:

    ("start",)            before the first leaf
    ("loop", label)       head of a loop
    ("candidate", leaf)   a match candidate is tried; the next one is reachable too (imaginary edge)
    ("return", call)      a call with a cleanup chain returned normally: its destination is written here
    ("cleanup", local)    a drop on the unwinding path
    ("resume", local)     the unwinding path leaves the body after the drop of `local`
    ("replaced", assign)  the old value's drop panicked: the assignment is done on the unwinding path

Invariant: the view adds edges, never statements; code generation reads the tree instead.
"""

from . import body as m


class Cfg:
    __slots__ = ("body", "succ", "pred", "info", "start", "order", "candidate_of")

    def __init__(self, body):
        self.body = body
        self.succ = [[] for _ in body.leaves]
        self.info = list(body.leaves)            # leaf, or the tuple of a virtual node
        self.candidate_of = {}

    def node(self, info):
        self.succ.append([])
        self.info.append(info)
        return len(self.succ) - 1


def build_cfg(body):
    """The Cfg of a numbered body."""
    cfg = Cfg(body)
    _Builder(cfg).run()
    pred = [[] for _ in cfg.succ]
    for node, successors in enumerate(cfg.succ):
        for successor in successors:
            pred[successor].append(node)
    cfg.pred = pred
    cfg.order = reverse_postorder(cfg)
    return cfg


class _Builder:
    def __init__(self, cfg):
        self.cfg = cfg
        self.breaks, self.heads, self.cleanups = {}, {}, {}

    def run(self):
        start = self.cfg.start = self.cfg.node(("start",))
        self.stmts(self.cfg.body.root.stmts, [start])

    def connect(self, preds, node):
        for pred in preds:
            if node not in self.cfg.succ[pred]:
                self.cfg.succ[pred].append(node)

    def stmts(self, stmts, preds):
        for stmt in stmts:
            preds = self.visit(stmt, preds)
        return preds

    def visit(self, node, preds):
        """Connect `preds` to the tree `node`; returns the nodes from which what follows it is reached."""
        return getattr(self, "visit_" + type(node).__name__, self.leaf)(node, preds)

    def leaf(self, leaf, preds):
        self.connect(preds, leaf.pt)
        self.unwind(leaf)
        return [leaf.pt]

    def unwind(self, leaf):
        if leaf.cleanup is not None and may_unwind(leaf):
            source = leaf.pt
            if type(leaf) is m.Drop and leaf.replace:
                source = self.cfg.node(("replaced", self.cfg.body.leaves[leaf.pt + 1]))
                self.connect([leaf.pt], source)
            self.connect([source], self.cleanup(leaf.cleanup))

    def cleanup(self, chain):
        node = self.cleanups.get(chain)
        if node is None:
            node = self.cleanups[chain] = self.cfg.node(("cleanup", chain.local))
            behind = self.cleanup(chain.next) if chain.next is not None else self.cfg.node(("resume", chain.local))
            self.connect([node], behind)
        return node

    def visit_Call(self, leaf, preds):
        self.connect(preds, leaf.pt)
        self.unwind(leaf)
        if leaf.diverges:
            return []
        if leaf.cleanup is None:
            return [leaf.pt]
        returned = self.cfg.node(("return", leaf))
        self.connect([leaf.pt], returned)
        return [returned]

    def visit_Block(self, node, preds):
        out = self.stmts(node.stmts, preds)
        if node.label is not None:
            out = out + self.breaks.pop(node.label, [])
        return out

    def visit_Loop(self, node, preds):
        head = self.heads[node.label] = self.cfg.node(("loop", node.label))
        self.connect(preds, head)
        self.connect(self.stmts(node.body.stmts, [head]), head)
        return self.breaks.pop(node.label, [])

    def visit_If(self, leaf, preds):
        self.connect(preds, leaf.pt)
        return self.stmts(leaf.then.stmts, [leaf.pt]) + self.stmts(leaf.els.stmts, [leaf.pt])

    def visit_Match(self, leaf, preds):
        self.connect(preds, leaf.pt)
        previous, out = [leaf.pt], []
        for arm in leaf.arms:
            entered, failed = [], []
            for candidate in arm.candidates:
                node = self.cfg.node(("candidate", candidate))
                self.connect(previous, node)
                previous = [node]
                entered.append(self.stmts(candidate.guard_bindings, [node]))
            if arm.guard is not None:
                reached = self.stmts(arm.guard.stmts, [node for nodes in entered for node in nodes])
                entered = [reached for _ in entered]
                failed = reached
            body = [node for candidate, nodes in zip(arm.candidates, entered) for node in self.stmts(candidate.bindings, nodes)]
            out += self.stmts(arm.body.stmts, body)
            previous = previous + failed
        if leaf.els is not None:
            if leaf.origin == "let_else":              # what follows comes before the block, also in the order of reports
                follow = self.cfg.node(("follow",))
                self.connect(out, follow)
                out = [follow]
            out += self.stmts(leaf.els.stmts, previous)
        return out

    def visit_Break(self, leaf, preds):
        self.connect(preds, leaf.pt)
        self.breaks.setdefault(leaf.label, []).append(leaf.pt)
        return []

    def visit_Continue(self, leaf, preds):
        self.connect(preds, leaf.pt)
        self.connect([leaf.pt], self.heads[leaf.label])
        return []

    def visit_Return(self, leaf, preds):
        self.connect(preds, leaf.pt)
        return []

    visit_Unreachable = visit_Return


def may_unwind(leaf):
    """Whether a panic can leave this leaf."""
    kind = type(leaf)
    if kind in (m.Call, m.Drop, m.BoundsCheck):
        return True
    if kind is m.Assign:
        return type(leaf.rvalue) is m.BinaryOp and leaf.rvalue.checked or type(leaf.rvalue) is m.UnaryOp and leaf.rvalue.op == "-"
    return False


def reverse_postorder(cfg):
    """The nodes in the order of rustc's reports: an arm before the next candidate, what follows a loop before its body
    (rustc_middle::mir::traversal visits the last successor first)."""
    def successors_of(node):
        return iter(cfg.succ[node][::-1] if type(cfg.info[node]) is tuple and cfg.info[node][0] == "candidate" else cfg.succ[node])

    seen, order = {cfg.start}, []
    stack = [(cfg.start, successors_of(cfg.start))]
    while stack:
        node, successors = stack[-1]
        for successor in successors:
            if successor not in seen:
                seen.add(successor)
                stack.append((successor, successors_of(successor)))
                break
        else:
            order.append(node)
            stack.pop()
    return order[::-1]
