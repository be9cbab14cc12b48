"""The one lowered form of a function: structured MIR, with numbered leaves.

A body is a tree of blocks whose leaves are rustc's MIR statements and terminators. The borrow
checker reads it through the CFG view (`mir.cfg`), the code generator as the tree that it is.

Locals are numbers: 0 is the return place, 1 … arg_count the parameters, then variables and
temporaries. A `Place` is a local with projections:

    ("*",)                deref of a reference or Box
    (".", i, ty)          field i of a struct, tuple, closure or downcast variant; its type
    ("as", v)             the payload of variant v of an enum
    ("[]", local)         element at the index in a local (arrays and slices)
    ("[c]", i, from_end)  element i counted from the start, or (1 the last) from the end of at least `from_end` elements (slice patterns)
    ("[..]", i, j)        subslice from i up to j elements before the end (slice patterns)

Operands: `Copy(place)`, `Move(place)`, `Const(value, ty)`. A Const of a type "fndef" is a function
item; of a named constant: value is a `ConstItem`.

Leaves have `pt` (dense number), `lo`, `hi` (span) and `cleanup`: the chain of drops that run when
unwinding starts here (None: nothing to drop), `Cleanup(place, next)`.
"""


class Place:
    __slots__ = ("local", "proj")

    def __init__(self, local, proj=()):
        self.local, self.proj = local, proj

    def then(self, *elems):
        return Place(self.local, self.proj + elems)

    def field(self, index, ty):
        return Place(self.local, self.proj + ((".", index, ty),))

    def deref(self):
        return Place(self.local, self.proj + (("*",),))

    def __eq__(self, other):
        return type(other) is Place and self.local == other.local and self.proj == other.proj

    def __hash__(self):
        return hash((self.local, self.proj))

    def __repr__(self):
        text = f"_{self.local}"
        for elem in self.proj:
            if elem[0] == "*":
                text = f"(*{text})"
            elif elem[0] == ".":
                text = f"{text}.{elem[1]}"
            elif elem[0] == "as":
                text = f"({text} as {elem[1]})"
            elif elem[0] == "[]":
                text = f"{text}[_{elem[1]}]"
            elif elem[0] == "[c]":
                text = f"{text}[{'-' if elem[2] else ''}{elem[1]}]"
            else:
                text = f"{text}[{elem[1]}..-{elem[2]}]"
        return text


class Copy:
    """`reborrowed`: of a reference that is coerced, which rustc reborrows: what forbids that is a borrow."""

    __slots__ = ("place", "reborrowed")

    def __init__(self, place, reborrowed=False):
        self.place, self.reborrowed = place, reborrowed

    def __repr__(self):
        return f"copy {self.place}"


class Move:
    __slots__ = ("place",)

    def __init__(self, place):
        self.place = place

    def __repr__(self):
        return f"move {self.place}"


class Const:
    """A literal (`value`: int, float, str, bool, bytes, None for unit), a function item
    (`ty.kind == "fndef"`, value None) or a named constant (`value` a ConstItem)."""

    __slots__ = ("value", "ty")

    def __init__(self, value, ty):
        self.value, self.ty = value, ty

    def __repr__(self):
        return f"const {self.value!r}: {self.ty}" if self.value is not None else f"const {self.ty}"


class ConstItem:
    """A use of `const NAME` (or an associated constant), or of a `static` (its address is stable)."""

    __slots__ = ("definition", "args")

    def __init__(self, definition, args):
        self.definition, self.args = definition, args

    def __repr__(self):
        return self.definition.path()


# --- rvalues: what an Assign computes -------------------------------------------------------

class Use:
    __slots__ = ("operand",)

    def __init__(self, operand):
        self.operand = operand

    def __repr__(self):
        return repr(self.operand)


class Ref:
    """`&place`. kind: "shared", "mut", "two_phase" (a `&mut` that activates at its first use),
    "unique" (closure captures), "fake" (guards; no code). `region` is filled by the borrow checker.
    `origin` tells why: "explicit", "autoref", "reborrow", "ref_pattern", "match_guard", "capture"."""

    __slots__ = ("kind", "place", "origin")

    def __init__(self, kind, place, origin="explicit"):
        self.kind, self.place, self.origin = kind, place, origin

    def __repr__(self):
        return f"&{'' if self.kind == 'shared' else self.kind + ' '}{self.place}"


class BinaryOp:
    """Primitive operation. op: + - * / % & | ^ << >> == != < <= > >=. `checked`: overflow, division by zero
    and shift overflow panic (debug build). Operands have primitive types (ints, floats, bool, char)."""

    __slots__ = ("op", "left", "right", "checked")

    def __init__(self, op, left, right, checked):
        self.op, self.left, self.right, self.checked = op, left, right, checked

    def __repr__(self):
        return f"{self.left} {self.op} {self.right}"


class UnaryOp:
    """op "-" (overflow panics) or "!"."""

    __slots__ = ("op", "operand")

    def __init__(self, op, operand):
        self.op, self.operand = op, operand

    def __repr__(self):
        return f"{self.op}{self.operand}"


class Cast:
    """kind: "numeric" (`as` between primitives), "unsize" (array → slice behind a pointer, T → dyn Trait),
    "reify" (fn item → fn pointer), "closure_fnptr", "enum_int", "ptr"."""

    __slots__ = ("kind", "operand", "ty")

    def __init__(self, kind, operand, ty):
        self.kind, self.operand, self.ty = kind, operand, ty

    def __repr__(self):
        return f"{self.operand} as {self.ty} ({self.kind})"


class Aggregate:
    """Build a value of type `ty` (tuple, array, adt, closure) of its fields; `variant` for an enum."""

    __slots__ = ("ty", "variant", "operands")

    def __init__(self, ty, variant, operands):
        self.ty, self.variant, self.operands = ty, variant, operands

    def __repr__(self):
        return f"{self.ty}#{self.variant}({', '.join(map(repr, self.operands))})"


class Repeat:
    """`[operand; length]`, length a ty.Const."""

    __slots__ = ("operand", "length")

    def __init__(self, operand, length):
        self.operand, self.length = operand, length

    def __repr__(self):
        return f"[{self.operand}; {self.length}]"


class Discriminant:
    """The discriminant of the enum in `place`, as an integer of the enum's cast type."""

    __slots__ = ("place",)

    def __init__(self, place):
        self.place = place

    def __repr__(self):
        return f"discriminant({self.place})"


class Len:
    __slots__ = ("place",)

    def __init__(self, place):
        self.place = place

    def __repr__(self):
        return f"len({self.place})"


class FormatArgs:
    """A `fmt::Arguments`: pieces are str and Placeholder (syntax.format_spec), operands the references to the
    arguments in order. `callees[i]` for the i-th Placeholder: (trait method Def, args) to format it with;
    width and precision arguments are `&usize` operands."""

    __slots__ = ("pieces", "operands", "callees")

    def __init__(self, pieces, operands, callees):
        self.pieces, self.operands, self.callees = pieces, operands, callees

    def __repr__(self):
        return f"format_args({self.pieces}, {self.operands})"


# --- leaves --------------------------------------------------------------------------------

class Leaf:
    __slots__ = ("pt", "lo", "hi", "cleanup")


class Assign(Leaf):
    __slots__ = ("place", "rvalue")

    def __init__(self, place, rvalue):
        self.place, self.rvalue = place, rvalue


class Call(Leaf):
    """`dest = func(args)`. func: Const of a type "fndef" (static callee; may be a trait method, resolved to
    an impl when monomorphized) or an operand of a fn-pointer type. `diverges`: its type is `!`.
    `origin`: "fn_trait" (a call through Fn, FnMut or FnOnce: the arguments are not a tuple yet), "call", "method", "operator", "index", "deref", "for_next", "for_into_iter", "question", "macro"."""

    __slots__ = ("dest", "func", "args", "diverges", "origin", "fn_lo", "fn_hi")

    def __init__(self, dest, func, args, diverges, origin="call"):
        self.dest, self.func, self.args, self.diverges, self.origin = dest, func, args, diverges, origin


class Drop(Leaf):
    """Drop the value in `place` if it is initialised. `style` is set by drop elaboration: "dead" (nothing),
    "static" (always), "conditional" (test the tombstone), "open" (partly moved: `ladder` holds the drops of
    the parts, in order)."""

    __slots__ = ("place", "style", "ladder", "replace")

    def __init__(self, place, replace=False):
        self.place, self.style, self.ladder, self.replace = place, None, None, replace


class StorageLive(Leaf):
    __slots__ = ("local",)

    def __init__(self, local):
        self.local = local


class StorageDead(Leaf):
    __slots__ = ("local",)

    def __init__(self, local):
        self.local = local


class FakeRead(Leaf):
    """No code: the place must be initialised and readable here. kind: "variable" (just
    initialised), "let" (taken apart by a pattern), "match", "guard" (bound by the arm, at the end of its guard), "wild" (`let _ = place`: not even read)."""

    __slots__ = ("kind", "place")

    def __init__(self, kind, place):
        self.kind, self.place = kind, place


class BoundsCheck(Leaf):
    """Panic unless the `index` operand is below the length of the array or slice in `place`."""

    __slots__ = ("place", "index")

    def __init__(self, place, index):
        self.place, self.index = place, index


class AscribeType(Leaf):
    """No code: `let x: T`, a cast or turbofish written by the user. The type of `place` relates to `ty`."""

    __slots__ = ("place", "ty", "variance")

    def __init__(self, place, ty, variance="equal"):
        self.place, self.ty, self.variance = place, ty, variance


# --- the tree ------------------------------------------------------------------------------

class Block:
    """Statements (leaves and trees) in order. `label`: an int that `Break(label)` leaves, or None."""

    __slots__ = ("label", "stmts")

    def __init__(self, stmts, label=None):
        self.stmts, self.label = stmts, label


class Loop:
    """Run `body` for ever; Break(label) leaves, Continue(label) starts the next pass.
    `origin`: "loop", "while", "for". For "while" the body is [condition …, If(cond, then, [Break])];
    for "for" it is [StorageLive opt, Call next(opt, &mut iter), Match(opt): None → Break, Some(pat) → body]."""

    __slots__ = ("label", "body", "origin", "lo", "hi")

    def __init__(self, label, body, origin):
        self.label, self.body, self.origin = label, body, origin


class If(Leaf):
    """Branch on a bool operand (the leaf is the read of the condition)."""

    __slots__ = ("cond", "then", "els")

    def __init__(self, cond, then, els):
        self.cond, self.then, self.els = cond, then, els      # els: Block (may be empty)


class Match(Leaf):
    """Select the first arm one of whose candidates fits `place`. `els` runs when none does (None: exhaustive).
    `origin`: "match", "if_let", "let_else", "question", "for", "while_let", "matches"."""

    __slots__ = ("place", "arms", "els", "origin")

    def __init__(self, place, arms, els, origin):
        self.place, self.arms, self.els, self.origin = place, arms, els, origin


class MatchArm:
    """candidates: one for each alternative of the pattern; they bind the same variables.
    `guard`: Block that computes `guard_cond` (an operand), or None. `body`: Block; where the guard has a `let` it begins with the
    guard's conditions, which stand at `let_guard` (lo, hi), else None."""

    __slots__ = ("candidates", "guard", "guard_cond", "body", "lo", "hi", "let_guard")

    def __init__(self, candidates, guard, guard_cond, body):
        self.candidates, self.guard, self.guard_cond, self.body = candidates, guard, guard_cond, body
        self.let_guard = None


class Candidate:
    """tests: conjunctive, left to right. `guard_bindings`: leaves run before the guard (by-reference views of
    by-value bindings), `bindings`: leaves run when the arm is chosen (after the guard)."""

    __slots__ = ("tests", "guard_bindings", "bindings", "lo", "hi")

    def __init__(self, tests, guard_bindings, bindings):
        self.tests, self.guard_bindings, self.bindings = tests, guard_bindings, bindings


class Test:
    """kind: "variant" (value: variant index), "const" (value: mir Const; the place has a primitive type, or
    &str: compared with its text), "range" (value: (lo, hi, inclusive), each a Python value or None),
    "len" (value: (n, exact): slice length == n or >= n), "eq_call" never occurs."""

    __slots__ = ("place", "kind", "value")

    def __init__(self, place, kind, value):
        self.place, self.kind, self.value = place, kind, value

    def __repr__(self):
        return f"{self.place} is {self.kind} {self.value}"


class Break(Leaf):
    __slots__ = ("label",)

    def __init__(self, label):
        self.label = label


class Continue(Leaf):
    __slots__ = ("label",)

    def __init__(self, label):
        self.label = label


class Return(Leaf):
    """The value is in local 0."""

    __slots__ = ()


class Unreachable(Leaf):
    __slots__ = ()


class Cleanup:
    """One scheduled drop on the unwinding path and what follows it."""

    __slots__ = ("local", "next", "index")

    def __init__(self, local, next_):
        self.local, self.next, self.index = local, next_, None


class LocalDecl:
    """kind: "return", "arg", "var", "temp". `name` of a variable (without hygiene mark), None for temporaries.
    `ref_binding`: bound by reference in a pattern. `origin` for messages: "let", "pattern", "arg", "self", "for"."""

    __slots__ = ("ty", "name", "mut", "kind", "lo", "hi", "origin", "user_ty", "guard_of", "extra")

    def __init__(self, ty, name, mut, kind, lo, hi, origin=""):
        self.ty, self.name, self.mut, self.kind = ty, name, mut, kind
        self.lo, self.hi, self.origin = lo, hi, origin
        self.user_ty = None       # the type that the user wrote, with its regions
        self.guard_of = None      # in guards: the variable that this by-reference view stands for
        self.extra = None


class Body:
    """The MIR of one function, constant, static or closure.

    `definition` its Def; `locals` [LocalDecl]; `arg_count`; `root` a Block; `leaves` all leaves by `pt`;
    `memo`: what analyses hand on: "loan_ends" {point: [points of the borrows whose last use it is]} of the borrow checker.
    """

    __slots__ = ("definition", "locals", "arg_count", "root", "leaves", "lo", "hi", "upvars", "memo", "edition")

    def __init__(self, definition, locals_, arg_count, root, lo, hi):
        self.definition, self.locals, self.arg_count, self.root = definition, locals_, arg_count, root
        self.lo, self.hi = lo, hi
        self.leaves, self.upvars, self.memo = [], [], {}
        self.edition = 2024


def number(body):
    """Give each leaf its dense point number, in tree order, and fill `body.leaves`."""
    leaves = body.leaves = []

    def leaf(node):
        node.pt = len(leaves)
        leaves.append(node)

    def block(node):
        for stmt in node.stmts:
            visit(stmt)

    def visit(node):
        kind = type(node)
        if kind is Block:
            block(node)
        elif kind is Loop:
            block(node.body)
        elif kind is If:
            leaf(node)
            block(node.then)
            block(node.els)
        elif kind is Match:
            leaf(node)
            for arm in node.arms:
                for candidate in arm.candidates:
                    for part in candidate.guard_bindings:
                        leaf(part)
                if arm.guard is not None:
                    block(arm.guard)
                for candidate in arm.candidates:
                    for part in candidate.bindings:
                        leaf(part)
                block(arm.body)
            if node.els is not None:
                block(node.els)
        else:
            leaf(node)

    block(body.root)
