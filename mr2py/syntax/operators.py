"""Operators by precedence: the tree of a flat run of operands and operators.

A run's elements are AST nodes and tuples (class, operator, token, extra). The levels are those of
the Reference, "Expression precedence"; assignment associates to the right, comparisons and ranges
not at all.
"""

from . import ast, errors

PREFIX, INFIX, DOTS, OPEN, CAST, LET, ATTR = range(7)
ASSIGN, RANGE, OR, AND, COMPARE, CAST_LEVEL, UNARY = 1, 2, 3, 4, 5, 12, 13
LEVELS = {"||": OR, "&&": AND, "|": 6, "^": 7, "&": 8, "<<": 9, ">>": 9, "+": 10, "-": 10, "*": 11, "/": 11, "%": 11}
LEVELS.update(dict.fromkeys(("==", "!=", "<", ">", "<=", ">="), COMPARE))
LEVELS.update(dict.fromkeys(("=", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="), ASSIGN))


def build_run(b, run):
    """The expression that `run` spells."""
    return Run(b, run).expression(0)


class Run:
    """A cursor over one run."""

    def __init__(self, b, run):
        self.b, self.run, self.at = b, run, 0

    def expression(self, level):
        """The longest expression from here whose operators bind at `level` or tighter."""
        left = self.operand()
        compared = ranged = False
        while self.at < len(self.run):
            group, op, token, extra = self.run[self.at]
            binding = CAST_LEVEL if group == CAST else RANGE if group == DOTS else LEVELS[op]
            if binding < level:
                break
            self.at += 1
            chained, compared = compared and binding == COMPARE, compared or binding == COMPARE
            if binding == RANGE:
                if ranged:
                    errors.chained_range(self.b.diags, op, token)
                    return self.nothing(left)
                ranged = True
            if chained and op in ("<", ">") and isinstance(left, ast.Binary):
                errors.chained_comparison(self.b, left, token, op, None)
                return self.nothing(left)
            if chained and op == ">>" and isinstance(left, ast.Binary) and left.op == "<":
                return self.nothing(left)           # generic arguments without `::`
            first, left = left, self.infix(left, group, op, token, extra, binding)
            if chained:
                left = errors.chained_comparison(self.b, first, token, op, left.right) or left
        return left

    def nothing(self, left):
        """What an expression that was refused stands for; the rest of the run belongs to it."""
        self.at = len(self.run)
        return ast.ErrorExpr(left.lo, left.hi)

    def infix(self, left, group, op, token, extra, binding):
        if group == CAST:
            return ast.Cast(left, op, left.lo, extra)
        if group == DOTS:
            end = self.expression(RANGE + 1) if self.at < len(self.run) and self.starts_operand() else None
            return ast.Range(left, end, op == "..=" and end is not None, left.lo, end.hi if end else self.dots_without_end(op, token, extra))
        if binding == ASSIGN:
            right = self.expression(ASSIGN)
            if op == "=":
                return ast.Assign(left, right, left.lo, right.hi)
            return ast.AssignOp(op[:-1], left, right, token, left.lo, right.hi)
        right = self.expression(binding + 1)
        return ast.Binary(op, left, right, token, left.lo, right.hi)

    def starts_operand(self):
        """Whether the next element begins an operand."""
        element = self.run[self.at]
        return type(element) is not tuple or element[0] in (PREFIX, OPEN, LET, ATTR)

    def dots_without_end(self, op, token, hi):
        if op == "..=":
            errors.inclusive_without_end(self.b.diags, token)
        return hi

    def operand(self):
        element = self.run[self.at]
        self.at += 1
        if type(element) is not tuple:
            return element
        group, op, token, extra = element
        if group == PREFIX:
            return self.prefix(op, token)
        if group == ATTR:
            value = self.operand()
            self.b.attributed.setdefault(id(value), (value, []))[1].append(op)
            return value
        if group == LET:
            value = self.expression(COMPARE)
            node = ast.LetCond(op, value, token, value.hi)
            self.b.lets[id(node)] = node
            return node
        return self.open(op, token, extra)

    def prefix(self, op, token):
        if type(op) is tuple:
            return self.closure(op, token)
        value = self.expression(UNARY)
        if op in ("-", "!", "*"):
            return ast.Unary(op, value, token, value.hi)
        if op.startswith("&raw"):
            return ast.AddrOf(op == "&raw mut", value, True, token, value.hi)
        if op.startswith("&&"):
            inner = self.b.tokens.sub(token, 1, 2)
            value = ast.AddrOf(op == "&&mut", value, False, inner, value.hi)
            return ast.AddrOf(False, value, False, token, value.hi)
        return ast.AddrOf(op == "&mut", value, False, token, value.hi)

    def closure(self, op, token):
        words, params = op
        words = words.split() if words else ()
        body = self.expression(0)
        return ast.Closure("move" in words, "async" in words, params, None, body, token, body.hi)

    def open(self, op, token, label):
        """`return`, `break` and prefix ranges, whose operand may be missing."""
        more = self.at < len(self.run) and self.starts_operand()
        if op in ("..", "..="):
            end = self.expression(RANGE + 1) if more else None
            if end is None:
                self.dots_without_end(op, token, token)
            return ast.Range(None, end, op == "..=" and end is not None, token, end.hi if end else token)
        value = self.expression(0) if more else None
        hi = value.hi if value else token if label is None else label
        if op == "return":
            return ast.Return(value, token, hi)
        name = self.b.name(label)[1:] if label is not None else None
        return ast.Break(name, value, token, hi)
