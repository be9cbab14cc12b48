"""Inlining of small std bodies, on MIR.

The body of an instance becomes a concrete one (its generic arguments put in), and each call of a small
std function (straight code or branches, no loop, no handler needed) becomes a block:

    _5 = Option::take(move _4)    →    'b: { _9 = move _4; _0' = mem::replace(move _9, None); _5 = _0'; }

Std bodies show no frames or events of their own, so nothing is lost; a leaf keeps the span of the call.
"""

from ..mir import body as m
from ..ty import types as t
from .loans import loan_ends

MAX_LEAVES = 24
MAX_DEPTH = 8


class Inliner:
    """Makes concrete bodies."""

    def __init__(self, tcx, plain=False):
        self.tcx, self.plain = tcx, plain
        self.small = {}

    def concrete(self, definition, args):
        """The Body of an instance: concrete types, small std callees inlined."""
        source = self.tcx.mir_of(definition)
        body = m.Body(definition, [], source.arg_count, None, source.lo, source.hi)
        body.edition, body.upvars = source.edition, source.upvars
        # leaves of std; local of an inlined parameter → function; first leaf of an inlined call → the call;
        # leaf → points of the borrows that end after it, and before it; borrow that the borrow checker follows → its point
        body.memo = {"inlined": set(), "arguments": {}, "calls": {}, "ends_after": {}, "ends_before": {}, "loans": {}, "bounds_alone": set()}
        work = Copier(self, body, source, args, None)
        body.root = work.block(source.root)
        m.number(body)
        return body

    def is_small(self, definition):
        """Whether a function's body is short and free of loops."""
        answer = self.small.get(definition)
        if answer is None:
            self.small[definition] = False                  # recursion is not inlined
            body = self.tcx.mir_of(definition)
            size = sum(type(leaf) not in NO_CODE for leaf in body.leaves)
            answer = self.small[definition] = size <= MAX_LEAVES and not has_loop(body.root)
        return answer


NO_CODE = (m.FakeRead, m.AscribeType, m.StorageLive, m.StorageDead)


def has_loop(node):
    kind = type(node)
    if kind is m.Loop:
        return True
    if kind is m.Block:
        return any(map(has_loop, node.stmts))
    if kind is m.If:
        return has_loop(node.then) or has_loop(node.els)
    if kind is m.Match:
        blocks = [arm.body for arm in node.arms] + [arm.guard for arm in node.arms if arm.guard] + ([node.els] if node.els else [])
        return any(map(has_loop, blocks))
    return False


class Copier:
    """Copies a body into `target`, its locals renumbered and its types made concrete. `site`: the call leaf that it
    replaces (None: the body itself)."""

    def __init__(self, inliner, target, source, args, site, depth=0, label=None, stack=()):
        self.inliner, self.target, self.source, self.args, self.site = inliner, target, source, args, site
        self.tcx, self.depth, self.label, self.stack = inliner.tcx, depth, label, stack
        self.offset = len(target.locals)
        self.where = call_position(site, self.tcx.tokens) if site is not None else None
        self.cleanups, self.concrete, self.last_bounds = {}, {}, None
        self.ends, self.loans, self.waiting_ends = ({}, {}), (), []
        if site is None:
            self.ends, self.loans = loan_ends(source), set(source.memo.get("loan_scope", ((),))[0])
        for decl in source.locals:
            target.locals.append(self.local(decl))

    def local(self, decl):
        new = m.LocalDecl(self.mono(decl.ty), decl.name, decl.mut, decl.kind, decl.lo, decl.hi, decl.origin)
        new.guard_of, new.extra = decl.guard_of, decl.extra
        if new.guard_of is not None:
            new.guard_of += self.offset
        if self.site is not None:
            new.name, new.kind, new.lo, new.hi = None, "temp", self.site.lo, self.site.hi
        return new

    def mono(self, ty):
        found = self.concrete.get(ty)
        if found is None:
            found = self.concrete[ty] = self.tcx.normalize(t.subst(ty, self.args))
        return found

    def mono_args(self, args):
        return tuple([self.mono(arg) if type(arg) is t.Ty else t.erase_regions(t.subst(arg, self.args)) for arg in args])

    # --- places and operands ---------------------------------------------------------------

    def place(self, place):
        proj = []
        for elem in place.proj:
            if elem[0] == ".":
                elem = (".", elem[1], self.mono(elem[2]))
            elif elem[0] == "[]":
                elem = ("[]", elem[1] + self.offset)
            proj.append(elem)
        return m.Place(place.local + self.offset, tuple(proj))

    def operand(self, op):
        kind = type(op)
        if kind is m.Const:
            return self.constant(op)
        return kind(self.place(op.place))

    def constant(self, op):
        value = op.value
        if type(value) is m.ConstItem:
            value = m.ConstItem(value.definition, self.mono_args(value.args))
        elif isinstance(value, t.Const):
            value = t.subst(value, self.args)
        return m.Const(value, self.mono_item(op.ty))

    def mono_item(self, ty):
        if ty.kind == "fndef":
            return t.mk("fndef", ty.a, self.mono_args(ty.b))
        return self.mono(ty)

    def rvalue(self, value):
        kind = type(value)
        if kind is m.Use:
            return m.Use(self.operand(value.operand))
        if kind is m.Ref:
            return m.Ref(value.kind, self.place(value.place), value.origin)
        if kind is m.BinaryOp:
            return m.BinaryOp(value.op, self.operand(value.left), self.operand(value.right), value.checked)
        if kind is m.UnaryOp:
            return m.UnaryOp(value.op, self.operand(value.operand))
        if kind is m.Cast:
            return m.Cast(value.kind, self.operand(value.operand), self.mono(value.ty))
        if kind is m.Aggregate:
            return m.Aggregate(self.mono(value.ty), value.variant, [self.operand(op) for op in value.operands])
        if kind is m.Repeat:
            return m.Repeat(self.operand(value.operand), t.subst(value.length, self.args))
        if kind is m.FormatArgs:
            callees = [(definition, self.mono_args(args)) for definition, args in value.callees]
            return m.FormatArgs(value.pieces, [self.operand(op) for op in value.operands], callees)
        return kind(self.place(value.place))

    # --- leaves and trees ------------------------------------------------------------------

    def leaf(self, old, new):
        """Give the new leaf the position and the cleanup chain of the old one."""
        new.lo, new.hi = (old.lo, old.hi) if self.site is None else (self.where, self.site.hi)
        new.cleanup = self.cleanup(old.cleanup)
        if self.site is not None:
            self.target.memo["inlined"].add(new)
        else:
            self.hand_on_ends(old, new)
        return new

    def hand_on_ends(self, old, new):
        """Borrows that end at a leaf of the user's body end at its copy; at one that has none, before the next."""
        after, before = self.ends
        before = self.waiting_ends + before.get(old.pt, [])
        self.waiting_ends = []
        if before:
            self.target.memo["ends_before"][new] = before
        if old.pt in after:
            self.target.memo["ends_after"][new] = after[old.pt]
        if old.pt in self.loans:
            self.target.memo["loans"][new] = old.pt

    def cleanup(self, chain):
        if chain is None:
            return self.site.cleanup if self.site is not None else None
        found = self.cleanups.get(chain)
        if found is None:
            found = self.cleanups[chain] = m.Cleanup(chain.local + self.offset, self.cleanup(chain.next))
        return found

    def label_of(self, label):
        if self.site is None and label is not None and not self.stack:
            return label
        return (self.offset, label) if label is not None else None

    def block(self, node):
        return m.Block(self.statements(node.stmts), self.label_of(node.label))

    def statements(self, nodes):
        """Copies of statements; blocks without a label dissolve."""
        out = []
        for part in nodes:
            made = self.statement(part)
            if type(made) is m.Block and made.label is None:
                out += made.stmts
            elif made is not None:
                out.append(made)
        return out

    def statement(self, node):
        return _STATEMENTS[type(node)](self, node)

    def copy_block(self, node):
        return self.block(node)

    def copy_loop(self, node):
        new = m.Loop(self.label_of(node.label), self.block(node.body), node.origin)
        new.lo, new.hi = node.lo, node.hi
        return new

    def copy_if(self, node):
        return self.leaf(node, m.If(self.operand(node.cond), self.block(node.then), self.block(node.els)))

    def copy_match(self, node):
        new = self.leaf(node, m.Match(self.place(node.place), [], None, node.origin))
        new.arms = [self.arm(arm) for arm in node.arms]
        new.els = self.block(node.els) if node.els is not None else None
        return new

    def arm(self, arm):
        candidates = []
        for candidate in arm.candidates:
            tests = [m.Test(self.place(test.place), test.kind, self.test_value(test)) for test in candidate.tests]
            new = m.Candidate(tests, self.statements(candidate.guard_bindings), self.statements(candidate.bindings))
            new.lo, new.hi = candidate.lo, candidate.hi
            candidates.append(new)
        guard = self.block(arm.guard) if arm.guard is not None else None
        cond = self.operand(arm.guard_cond) if arm.guard_cond is not None else None
        new = m.MatchArm(candidates, guard, cond, self.block(arm.body))
        new.lo, new.hi = arm.lo, arm.hi
        return new

    def test_value(self, test):
        if test.kind == "const":
            return self.constant(test.value)
        if test.kind == "range":
            low, high, inclusive = test.value
            return (low and self.constant(low), high and self.constant(high), inclusive)
        return test.value

    def copy_assign(self, node):
        return self.leaf(node, m.Assign(self.place(node.place), self.rvalue(node.rvalue)))

    def copy_drop(self, node):
        new = self.leaf(node, m.Drop(self.place(node.place), node.replace))
        new.style = node.style
        new.ladder = [self.copy_drop(part) for part in node.ladder] if node.ladder else node.ladder
        return new

    def copy_storage(self, node):
        return self.leaf(node, type(node)(node.local + self.offset))

    def copy_bounds(self, node):
        self.last_bounds = self.leaf(node, m.BoundsCheck(self.place(node.place), self.operand(node.index)))
        return self.last_bounds

    def copy_fake_read(self, node):
        if getattr(node, "kind", None) == "wild" and any(elem[0] == "[]" for elem in node.place.proj):
            self.target.memo["bounds_alone"].add(self.last_bounds)       # `let _ = v[i]` reads nothing, but the index is tested
        for table in self.ends:
            self.waiting_ends += table.get(node.pt, [])
        return None

    def copy_jump(self, node):
        return self.leaf(node, type(node)(self.label_of(node.label)))

    def copy_return(self, node):
        return self.leaf(node, m.Return() if self.label is None else m.Break(self.label))

    def copy_unreachable(self, node):
        return self.leaf(node, m.Unreachable())

    # --- calls -----------------------------------------------------------------------------

    def copy_call(self, node):
        new = m.Call(self.place(node.dest), self.operand(node.func), [self.operand(op) for op in node.args], node.diverges, node.origin)
        new.fn_lo, new.fn_hi = node.fn_lo, node.fn_hi
        self.leaf(node, new)
        if self.site is not None:
            new.fn_lo = self.where
        func = new.func
        if type(func) is not m.Const or func.ty.kind != "fndef" or node.origin == "for_next" or self.depth >= MAX_DEPTH:
            return new
        definition, args = self.tcx.resolve_instance(func.ty.a, func.ty.b)
        virtual = self.tcx.is_virtual(definition, args)             # a method table decides at run time
        if node.origin != "fn_trait" and not virtual and self.may_inline(definition):
            return self.inline(new, definition, args) or new
        return new

    def may_inline(self, definition):
        if self.inliner.plain or self.site is None and definition.name in ("clone", "to_owned"):
            return False                                     # calls that the trace shows
        return (definition.krate == "std" and definition.kind in ("fn", "assoc_fn") and definition.intrinsic is None
                and definition not in self.stack and definition.node.body is not None and self.inliner.is_small(definition))

    def inline(self, call, definition, args):
        """The Block that does what `call` does; None where the callee returns from its middle."""
        source = self.tcx.mir_of(definition)
        label = ("call", len(self.target.locals))
        inner = Copier(self.inliner, self.target, source, args, call, self.depth + 1, label, self.stack + (definition,))
        stmts = []
        for i, op in enumerate(call.args):
            stmts.append(stamp(m.Assign(m.Place(inner.offset + 1 + i), m.Use(op)), call))
            self.target.memo["arguments"][inner.offset + 1 + i] = definition
        body = inner.block(source.root)
        if type(source.root.stmts[-1]) is m.Return and ends_with_break(body, label):
            body.stmts.pop()
        if jumps(body, label):
            return None
        stmts += body.stmts
        stmts.append(stamp(m.Assign(call.dest, m.Use(m.Move(m.Place(inner.offset)))), call))
        self.replaced(call, stmts)
        return m.Block(stmts)

    def replaced(self, call, stmts):
        """What is known of a call that is inlined belongs to the statements that stand for it."""
        memo = self.target.memo
        first = next(node for node in stmts if isinstance(node, m.Leaf))
        if self.site is None:
            memo["calls"][first] = call
        for table, new in ((memo["ends_before"], first), (memo["ends_after"], stmts[-1])):
            if call in table:
                table[new] = table.pop(call)


def call_position(call, tokens):
    """The token that a panic of a `#[track_caller]` callee names: a method's name, the bracket of an overloaded index,
    else where the call begins."""
    if call.origin == "method":
        return call.fn_lo
    if call.origin == "index":
        return next((i for i in range(call.hi, call.lo, -1) if tokens.match.get(i) == call.hi), call.fn_lo)
    return call.lo


def stamp(leaf, like):
    leaf.lo, leaf.hi, leaf.cleanup = like.lo, like.hi, like.cleanup
    return leaf


def ends_with_break(body, label):
    return bool(body.stmts) and type(body.stmts[-1]) is m.Break and body.stmts[-1].label == label


def jumps(node, label):
    """Whether something in `node` still jumps to `label`."""
    kind = type(node)
    if kind is m.Break:
        return node.label == label
    if kind is m.Block:
        return any(jumps(part, label) for part in node.stmts)
    if kind is m.If:
        return jumps(node.then, label) or jumps(node.els, label)
    if kind is m.Loop:
        return jumps(node.body, label)
    if kind is m.Match:
        blocks = [arm.body for arm in node.arms] + [arm.guard for arm in node.arms if arm.guard] + ([node.els] if node.els else [])
        return any(jumps(part, label) for part in blocks)
    return False


_STATEMENTS = {
    m.Block: Copier.copy_block, m.Loop: Copier.copy_loop, m.If: Copier.copy_if, m.Match: Copier.copy_match, m.Assign: Copier.copy_assign,
    m.Call: Copier.copy_call, m.Drop: Copier.copy_drop, m.StorageLive: Copier.copy_storage, m.StorageDead: Copier.copy_storage,
    m.FakeRead: Copier.copy_fake_read, m.AscribeType: Copier.copy_fake_read, m.BoundsCheck: Copier.copy_bounds, m.Break: Copier.copy_jump,
    m.Continue: Copier.copy_jump, m.Return: Copier.copy_return, m.Unreachable: Copier.copy_unreachable,
}
