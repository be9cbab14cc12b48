"""MIR as text: the tree (`emit mir`, and `emit drops` once the styles of the drops are decided) and the CFG."""

from . import body as m
from .cfg import build_cfg

STEP = "    "


def body_text(body, tokens):
    """The structured MIR of a body: its locals, then the tree; each leaf has its point and its line."""
    lines = [f"fn {body.definition.path()} {{"]
    for number, local in enumerate(body.locals):
        word = "let mut" if local.mut else "let"
        name = f"    // {local.name}" if local.name else ""
        lines.append(f"{STEP}{word} _{number}: {local.ty};{name}")
    lines.append("")
    _Printer(tokens, lines).block(body.root, STEP)
    return "\n".join(lines) + "\n}\n"


def cfg_text(body, tokens):
    """The control-flow view: each node with its successors, in reverse postorder."""
    cfg = build_cfg(body)
    lines = [f"fn {body.definition.path()} {{"]
    for node in cfg.order:
        info = cfg.info[node]
        text = virtual_text(info) if type(info) is tuple else leaf_text(info)
        lines.append(f"{STEP}{node:3} {text}  → {', '.join(map(str, cfg.succ[node])) or 'end'}")
    return "\n".join(lines) + "\n}\n"


def virtual_text(info):
    """The text of a node that is no leaf."""
    kind = info[0]
    if kind == "candidate":
        return f"(candidate {' and '.join(map(repr, info[1].tests)) or 'always'})"
    if kind == "return":
        return f"(return into {info[1].dest})"
    return f"({' '.join([kind, *('_' + str(part) if kind == 'cleanup' else str(part) for part in info[1:])])})"


def leaf_text(leaf):
    """One leaf without what hangs below it."""
    return LEAVES[type(leaf)](leaf)


def call_text(leaf):
    args = ", ".join(map(repr, leaf.args))
    return f"{leaf.dest} = {leaf.func}({args})" + (" → !" if leaf.diverges else "")


def drop_text(leaf):
    text = f"drop({leaf.place})" + (f" [{leaf.style}]" if leaf.style else "")
    return text + (f" {{ {'; '.join(drop_text(part) for part in leaf.ladder)} }}" if leaf.ladder else "")


LEAVES = {
    m.Assign: lambda leaf: f"{leaf.place} = {leaf.rvalue}",
    m.Call: call_text,
    m.Drop: drop_text,
    m.StorageLive: lambda leaf: f"StorageLive(_{leaf.local})",
    m.StorageDead: lambda leaf: f"StorageDead(_{leaf.local})",
    m.FakeRead: lambda leaf: f"FakeRead({leaf.kind}, {leaf.place})",
    m.BoundsCheck: lambda leaf: f"assert({leaf.index} < len({leaf.place}))",
    m.AscribeType: lambda leaf: f"AscribeType({leaf.place}, {leaf.variance}, {leaf.ty})",
    m.If: lambda leaf: f"if {leaf.cond}",
    m.Match: lambda leaf: f"match {leaf.place}",
    m.Break: lambda leaf: f"break 'l{leaf.label}",
    m.Continue: lambda leaf: f"continue 'l{leaf.label}",
    m.Return: lambda leaf: "return",
    m.Unreachable: lambda leaf: "unreachable",
}


def chain_text(chain):
    """The drops of the unwinding path that starts at a leaf."""
    locals_ = []
    while chain is not None:
        locals_.append(f"_{chain.local}")
        chain = chain.next
    return f"   unwind {' '.join(locals_)}" if locals_ else ""


class _Printer:
    def __init__(self, tokens, lines):
        self.tokens, self.lines = tokens, lines

    def add(self, indent, text):
        self.lines.append(indent + text)

    def block(self, block, indent):
        for stmt in block.stmts:
            getattr(self, "show_" + type(stmt).__name__, self.leaf)(stmt, indent)

    def braces(self, head, block, indent):
        self.add(indent, head + " {")
        self.block(block, indent + STEP)
        self.add(indent, "}")

    def head(self, leaf):
        return f"{leaf.pt:3}: {leaf_text(leaf)}"

    def leaf(self, leaf, indent):
        self.add(indent, f"{self.head(leaf)}   // {self.tokens.line(leaf.lo)}{chain_text(leaf.cleanup)}")

    def show_Block(self, block, indent):
        self.braces("block" if block.label is None else f"'l{block.label}:", block, indent)

    def show_Loop(self, node, indent):
        self.braces(f"'l{node.label}: {node.origin}", node.body, indent)

    def show_If(self, leaf, indent):
        self.braces(self.head(leaf), leaf.then, indent)
        if leaf.els.stmts:
            self.braces("else", leaf.els, indent)

    def show_Match(self, leaf, indent):
        self.add(indent, self.head(leaf) + " {")
        for arm in leaf.arms:
            self.arm(arm, indent + STEP)
        if leaf.els is not None:
            self.braces("else =>", leaf.els, indent + STEP)
        self.add(indent, "}")

    def arm(self, arm, indent):
        for candidate in arm.candidates:
            self.add(indent, f"when {' and '.join(map(repr, candidate.tests)) or 'always'}:")
            self.block(m.Block(candidate.guard_bindings), indent + STEP)
        if arm.guard is not None:
            self.braces("guard", arm.guard, indent)
            self.add(indent, f"if {arm.guard_cond}")
        for candidate in arm.candidates:
            self.block(m.Block(candidate.bindings), indent + STEP)
        self.braces("=>", arm.body, indent)
