"""A function that would exceed CPython's limits (20 nested blocks on 3.11 and 3.12, 100 levels of indentation), as one
loop over a state number:

    state = 0
    while True:
        if state < 1:
            …                      # block 0
            state = 2
        else: …

Leaves are written as everywhere else; only branches, loops and jumps become states.
"""

import ast

from ..mir import body as m
from . import pyast as p
from .control import children
from .matching import Tests

MAX_BLOCKS, MAX_LEVELS = 14, 80          # some below CPython's, for the handler and the dispatch


def too_deep(function):
    """Whether a FunctionDef is nested deeper than CPython can take."""
    stack = [(stmt, 1, 0) for stmt in function.body]
    while stack:
        node, level, blocks = stack.pop()
        blocks += isinstance(node, (ast.For, ast.While, ast.Try))
        if level > MAX_LEVELS or blocks > MAX_BLOCKS:
            return True
        chain = getattr(node, "orelse", ())
        elif_ = isinstance(node, ast.If) and len(chain) == 1 and isinstance(chain[0], ast.If)
        stack += [(inner, level if elif_ else level + 1, blocks) for inner in chain]
        inside = [*getattr(node, "body", ()), *(stmt for handler in getattr(node, "handlers", ()) for stmt in handler.body)]
        stack += [(inner, level + 1, blocks) for inner in inside]
    return False


def nests_deep(root):
    """Whether a MIR tree will surely be too deep: loops, and matches whose guards make them loops."""
    stack = [(root, 0)]
    while stack:
        node, blocks = stack.pop()
        blocks += type(node) is m.Loop or type(node) is m.Match and any(arm.guard is not None for arm in node.arms)
        if blocks > MAX_BLOCKS:
            return True
        stack += [(inner, blocks) for inner in children(node)]
    return False


class Flat:
    """Writes the body of the function that `fb` builds."""

    def __init__(self, fb):
        self.fb, self.blocks, self.targets = fb, [], {}
        self.state = fb.scope.new("state")

    def write(self, root):
        """The whole function, into `fb.out`."""
        fb, outer = self.fb, self.fb.out
        self.begin(self.new())
        if self.statements(root.stmts):
            fb.pending.flush()
            fb.emit(ast.Return(None))
        fb.out = outer
        fb.emit(self.set(0), ast.While(ast.Constant(True), self.dispatch(0, len(self.blocks)), []))

    def dispatch(self, low, high):
        """Statements that run the block of the present state, one of `low` up to `high`."""
        if high - low == 1:
            return self.blocks[low] or [ast.Pass()]
        middle = (low + high) // 2
        test = p.template("A < B", A=p.name(self.state), B=p.constant(middle))
        return [ast.If(test, self.dispatch(low, middle), self.dispatch(middle, high))]

    # --- blocks ----------------------------------------------------------------------------

    def new(self):
        """The number of a further block."""
        self.blocks.append([])
        return len(self.blocks) - 1

    def begin(self, number):
        self.fb.out, self.fb.lower = self.blocks[number], {}

    def set(self, number):
        return p.assign(p.name(self.state), p.constant(number))

    def goto(self, number):
        self.fb.pending.flush()
        self.fb.emit(self.set(number))

    def choose(self, test, yes, no):
        """Go on with block `yes` or `no`; `test` None: always `yes`."""
        if test is None:
            self.goto(yes)
        else:
            self.fb.emit(ast.If(test, [self.set(yes)], [self.set(no)]))

    def impossible(self):
        self.fb.pending.flush()
        self.fb.emit(ast.Raise(p.call("AssertionError"), None))

    # --- statements ------------------------------------------------------------------------

    def statements(self, stmts):
        """Write statements; whether what follows them can be reached."""
        return all(self.statement(node) for node in stmts)

    def statement(self, node):
        handler = self.HANDLERS.get(type(node))
        if handler is not None:
            return handler(self, node)
        self.fb.statement(node)
        if type(node) is m.Call and node.diverges:
            self.impossible()
            return False
        return type(node) is not m.Return

    def block(self, node):
        if node.label is None:
            return self.statements(node.stmts)
        end = self.new()
        self.targets[node.label] = end, None
        if self.statements(node.stmts):
            self.goto(end)
        self.begin(end)
        return True

    def loop(self, node):
        head, end = self.new(), self.new()
        self.targets[node.label] = end, head
        self.goto(head)
        self.begin(head)
        if self.statements(node.body.stmts):
            self.goto(head)
        self.begin(end)
        return True

    def if_(self, node):
        fb, (then, els, end) = self.fb, (self.new(), self.new(), self.new())
        fb.leaf = node
        fb.trace.branches(node)
        fb.pending.prepare(fb.uses_of((node.cond,)), effect=True)
        cond = fb.operand(node.cond)
        fb.pending.flush()
        self.choose(cond.node, then, els)
        for number, block in ((then, node.then), (els, node.els)):
            self.begin(number)
            if self.statements(block.stmts):
                self.goto(end)
        self.begin(end)
        return True

    def match(self, node):
        fb, end = self.fb, self.new()
        fb.leaf = node
        fb.pending.flush()
        fb.trace.branches(node)
        tests = Tests(fb, node)
        for arm in node.arms:
            body = self.new()
            for candidate in arm.candidates:
                self.candidate(arm, candidate, tests, body)
            rest, fb.out = fb.out, None
            self.begin(body)
            if self.statements(arm.body.stmts):
                self.goto(end)
            fb.out, fb.lower = rest, {}
        if node.els is None:
            self.impossible()
        elif self.statements(node.els.stmts):
            self.goto(end)
        self.begin(end)
        return True

    def candidate(self, arm, candidate, tests, body):
        """Go to the arm's body if the candidate fits; what follows is written where it does not."""
        fb, fits, other = self.fb, self.new(), self.new()
        self.choose(tests.candidate(candidate), fits, other)
        self.begin(fits)
        for leaf in candidate.guard_bindings:
            fb.statement(leaf)
        if arm.guard is not None:
            self.statements(arm.guard.stmts)
            guard, chosen = fb.operand(arm.guard_cond), self.new()
            fb.pending.flush()
            self.choose(guard.node, chosen, other)
            self.begin(chosen)
        for leaf in candidate.bindings:
            fb.statement(leaf)
        self.goto(body)
        self.begin(other)

    def jump(self, node):
        self.fb.trace.ends(node)
        self.goto(self.targets[node.label][type(node) is m.Continue])
        return False

    def unreachable(self, node):
        self.impossible()
        return False

    HANDLERS = {m.Block: block, m.Loop: loop, m.If: if_, m.Match: match, m.Break: jump, m.Continue: jump, m.Unreachable: unreachable}
