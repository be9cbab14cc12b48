"""One function: MIR tree → Python statements.

Temporaries that are used once wait in `nesting.Pending` until their use; a variable whose place is
needed (a `&mut` to a value type) lives in a `Cell`. Control flow is in `control`, matches in `matching`,
unwinding in `unwinding`.
"""

import ast

from ..mir import body as m
from ..ty import types as t
from ..transform.inline import call_position
from . import analysis, calls, control, copies, copyout, dynamic, fields, hoisting, known, peephole, pyast as p, ranges, rvalues, tidy, unwinding
from .flat import Flat
from .nesting import Pending
from .names import Scope
from .places import Attr, Deref, Item, Part, SubSlice, Value, Var
from .representation import unit_like
from .tracing import Silent, Tracer
from .operators import check_statement


class FunctionBuilder:
    """Builds the Python function of an instance."""

    def __init__(self, module, definition, args):
        self.module, self.body = module, module.inliner.concrete(definition, args)
        self.instance_args, self.args = args, ()
        body = self.body
        self.rep, self.tcx = module.rep, module.tcx
        self.scope = Scope(module.scope)
        self.types = [self.mono(decl.ty) for decl in body.locals]
        self.uses, self.whole_uses = analysis.count(body), None
        self.straight = analysis.straight_line(body)
        self.out = []                     # statements being written
        self.replaced = []                # the drop of a value that the next assignment replaces
        self.pending = Pending(self.emit_assign)
        self.names, self.aliases, self.payloads = {}, {}, {}
        self.copied = copyout.parameter(module, definition, args)
        if self.copied is not None:
            self.aliases[self.copied] = Var(self.variable(self.copied))
        self.contexts = []
        self.leaf = None
        self.guarded = unwinding.guarded_locals(self)
        self.celled = self._find_celled()
        self.counters = ranges.counters(body, self.types, self.uses)
        self.definitions = {leaf.place.local: leaf.rvalue for leaf in body.leaves
                            if type(leaf) is m.Assign and not leaf.place.proj and self.uses[leaf.place.local].assigns == 1}
        self.lower = {}                   # unsigned local that never changes → least value, on the present branch
        self.track_caller = module.is_track_caller(body.definition)
        self.plain = module.plain and definition.krate == "user"
        self.faults = module.faults if definition.krate == "user" else ()
        self.trace = self.observer(definition.krate == "user")

    def observer(self, user):
        """What hears of the leaves of the function."""
        tracer = Tracer(self) if user and self.module.traced else None
        if user and self.module.enforce:
            from .enforcing import Enforcer, Together
            return Together([Enforcer(self), tracer] if tracer is not None else [Enforcer(self)])
        return tracer or Silent()

    # --- types -----------------------------------------------------------------------------

    def mono(self, ty):
        return self.tcx.normalize(t.subst(ty, self.args))

    def const_value(self, const):
        value = t.subst(const, self.args)
        return value.a

    def place_ty(self, place):
        """The monomorphic type of a place."""
        ty = self.types[place.local]
        for elem in place.proj:
            ty = self.project(ty, elem)
        return ty

    def project(self, ty, elem):
        kind = elem[0]
        if kind == "*":
            return ty.b[0] if ty.kind == "adt" else ty.a
        if kind == ".":
            return self.mono(elem[2])
        if kind == "as":
            return ty
        if kind == "[..]":
            return ty if ty.kind == "slice" else t.array_of(ty.a, ty.b.a - elem[1] - elem[2])
        return ty.a

    def operand_ty(self, operand):
        if type(operand) is m.Const:
            return self.mono(operand.ty)
        return self.place_ty(operand.place)

    def resolve(self, definition, args):
        """The function that a call of `definition` with these generic arguments reaches."""
        return self.tcx.resolve_instance(definition, tuple([self.tcx.normalize(t.subst(a, self.args)) if type(a) is t.Ty
                                                            else t.subst(a, self.args) for a in args]))

    # --- names and cells -------------------------------------------------------------------

    def variable(self, local):
        """The Python name of a local."""
        name = self.names.get(local)
        if name is None:
            decl = self.body.locals[local]
            text = decl.name or ("result" if local == 0 else "tmp")
            name = self.names[local] = self.scope.new(text)
        return name

    def _find_celled(self):
        """Locals of value types whose place a reference must hold."""
        celled = set()
        for local, use in enumerate(self.uses):
            for leaf in use.borrows:
                place = leaf.rvalue.place
                if not any(elem[0] == "*" for elem in place.proj) and not self._reaches_object(place) \
                        and not self.place_only(leaf):
                    celled.add(local)
        return celled

    def _reaches_object(self, place):
        """Whether the borrowed place lies inside an object (or is one), so that its variable needs no cell."""
        ty = self.types[place.local]
        if self.rep.is_object(ty):
            return True
        for elem in place.proj:
            ty = self.project(ty, elem)
            if elem[0] != "as" and self.rep.is_object(ty):
                return True
        return False

    def place_only(self, leaf):
        """Whether the reference that `leaf` makes is only used as a place, in the statements right after it."""
        dest = leaf.place if type(leaf) is m.Assign else leaf.dest
        return not dest.proj and self.used_as_place(dest.local)

    def used_as_place(self, local):
        """Whether the reference in a temporary is only used as a place."""
        use = self.uses[local]
        straight, changing, _ = self.straight
        if self.body.locals[local].kind != "temp" or use.assigns != 1 or local in changing or local not in straight:
            return False
        return self.derefs_only(local) or use.reads == 1 and calls.takes_place(self, local)

    def derefs_only(self, local):
        """Whether every use of a reference begins with a deref, and none needs a reference object."""
        use = self.uses[local]
        return use.reads == use.derefs and all(self.place_only(leaf) or not self.rep.is_value(self.place_ty(leaf.rvalue.place))
                                               for leaf in use.borrows)

    # --- operands and places ---------------------------------------------------------------

    def location(self, leaf):
        """`FILE:LINE:COLUMN` of a leaf, for panic messages; the caller's in a `#[track_caller]` function."""
        return self.module.location(call_position(leaf, self.tcx.tokens) if type(leaf) is m.Call else leaf.lo)

    def operand(self, op):
        """The Expr of an operand."""
        if type(op) is m.Const:
            return calls.constant(self, op)
        if not op.place.proj and op.place.local in self.aliases:
            expr = p.combine(p.placeholder())            # a reference that is only used as the place it means
            expr.place = self.aliases[op.place.local]
            return expr
        place = self.place(op.place, self.leaf)
        expr = place.read()
        ty = self.place_ty(op.place)
        if unit_like(ty):
            return p.const_expr(())
        if type(op) is m.Copy and self.rep.needs_copy(ty):
            return self.module.copy_expr(ty, expr)
        if type(op) is m.Move:
            return unwinding.moved_out(self, op.place, place, expr)
        return expr

    def keep_order(self, op):
        """An operand that may be written several times."""
        return self.keep(self.operand(op))

    def keep(self, expr):
        """An Expr with the same value that may be written several times."""
        if expr.is_simple() or not expr.effect and is_path(expr.node):
            return expr
        name = self.scope.new("tmp")
        self.emit(p.assign(p.name(name), expr.node))
        kept = p.Expr(p.name(name), frozenset((name,)))
        kept.place = expr.place
        return kept

    def place(self, place, leaf):
        """Where a MIR place is in Python."""
        local, ty = place.local, self.types[place.local]
        if local in self.payloads and len(place.proj) > 1:
            current, ty, start, variant = Value(self.payloads[local]), self.mono(place.proj[1][2]), 2, None
        else:
            current, start, variant = self.base(local), 0, None
        if place.proj and place.proj[0][0] == "*" and not self.is_box(ty):
            target = self._deref_base(local, current)
            if target is not None:
                current, ty, start = target, ty.a, 1
        for elem in place.proj[start:]:
            current, variant = self.step(current, ty, elem, variant, leaf), elem[1] if elem[0] == "as" else None
            ty = self.project(ty, elem)
        return current

    def base(self, local):
        waiting = self.pending.take(local)
        if waiting is not None:
            return Value(waiting)
        if local in self.celled:
            return Attr(p.Expr(p.name(self.variable(local)), frozenset((self.variable(local),))), "v")
        if unit_like(self.types[local]):
            return Value(p.const_expr(()))                   # nothing is stored, there is only one value
        return Var(self.variable(local))

    def _deref_base(self, local, current):
        """The place that the reference in `local` is known to mean, or None."""
        if local in self.aliases:
            return self.aliases[local]
        if type(current) is Value and current.expr.place is not None:
            return current.expr.place
        return None

    def is_box(self, ty):
        return ty.kind == "adt" and ty.a.lang == "Box"

    def step(self, current, ty, elem, variant, leaf):
        """One projection further."""
        kind = elem[0]
        if kind == "*":
            if ty.kind == "ref" and ty.a.kind == "adt" and dynamic.has_table(self.tcx, ty.a):
                return Attr(current.read(), "v")
            if self.is_box(ty) or self.rep.is_place_ref(ty):
                return Attr(current.read(), "v")
            return Deref(current.read(), self.module, ty.a) if ty.c else Value(current.read())
        if kind == ".":
            return self.field(current, ty, elem[1], variant)
        if kind == "as":
            return current
        if kind == "[]":
            return Item(current.read(), self.base(elem[1]).read(), self.module.site(leaf))
        if kind == "[c]":
            base = current.read()
            if not elem[2]:
                return Item(base, p.const_expr(elem[1]), None)
            if ty.kind == "array":
                return Item(base, p.const_expr(ty.b.a - elem[1]), None)
            base = self.keep(base)
            return Item(base, p.combine(p.template("len(A) - B", A=base.node, B=p.constant(elem[1])), base), None)
        return SubSlice(current.read(), elem[1], elem[2], ty.kind == "array")

    def field(self, current, ty, index, variant):
        if ty.kind == "tuple":
            return Part(current, index, len(ty.b))
        if ty.kind == "closure":
            return Attr(current.read(), f"c{index}")
        if ty.a.kind != "enum":
            return Attr(current.read(), self.module.field_name(ty, index))
        shape = self.rep.shape(ty)
        if shape.kind == "option":
            return Part(current, 0, 1) if shape.wrapped else current
        return Part(current, index + 1, len(ty.a.variants[variant].fields) + 1)

    # --- statements ------------------------------------------------------------------------

    def followed_by(self, expr, effects):
        """The value of an Expr, kept while statements that are plain calls are carried out behind it."""
        kept = self.keep(expr)
        self.emit(*effects)
        return kept

    def emit(self, *statements):
        for statement in statements:
            statement = p.augmented(statement)
            if self.leaf is not None and not hasattr(statement, "mrs"):
                statement.mrs = self.leaf.lo
            self.out.append(statement)

    def emit_assign(self, local, expr):
        """Write the value of a local to its variable."""
        if unit_like(self.types[local]):
            self.emit_effect(expr)
        elif expr.place is not None and getattr(expr.node, "stands_for_place", False):
            self.aliases[local] = expr.place.stable(self.keep)
            if expr.effect:                       # an index is tested now, whenever the place is used
                self.emit_effect(p.combine(self.aliases[local].read().node, expr))
        elif local in self.celled:
            self.emit(p.assign(p.attribute(p.name(self.variable(local)), "v"), expr.node))
        else:
            self.emit(p.assign(p.name(self.variable(local)), expr.node))

    def emit_effect(self, expr):
        """Write an expression for its effect alone."""
        if expr.effect:
            self.emit(ast.Expr(expr.node))

    def assign_to(self, dest, expr):
        """`dest = expr`, which may wait if `dest` is a temporary that is used once."""
        local = dest.local
        if not dest.proj:
            if unit_like(self.types[local]):
                self.pending.prepare((), effect=expr.effect)
                self.emit_effect(expr)
            elif self.waits(local):
                self.pending.push(local, expr)
            else:
                self.write_variable(local, expr)
            return
        self.pending.prepare((), effect=True)
        target = self.place(dest, self.leaf)
        name = copyout.written_variable(target)
        if name is not None:
            self.pending.flush_reading(name)
        self.emit(*target.write(expr))

    def write_variable(self, local, expr):
        name = self.variable(local)
        self.pending.flush_reading(name)
        self.pending.prepare((), effect=expr.effect or local in self.celled)
        self.pending.flush_conflicting(expr)
        self.emit_assign(local, expr)

    def waits(self, local):
        """Whether the value of `local` may wait for its one use."""
        if local == 0:
            return True
        return (self.body.locals[local].kind == "temp" and local not in self.celled and local not in self.guarded
                and self.uses[local].reads == 1 and not self.uses[local].parts and not self.is_borrowed(local)
                or self.for_iterator(local))

    def is_borrowed(self, local):
        """Whether something borrows the variable itself mutably (not what it refers to)."""
        return any(not leaf.rvalue.place.proj or leaf.rvalue.place.proj[0][0] != "*" for leaf in self.uses[local].borrows)

    def for_iterator(self, local):
        return local in self.straight[2] and local not in self.guarded

    def constant_local(self, op):
        """The local behind an operand, if it never changes after its first value; copies are seen through."""
        while type(op) is not m.Const and not op.place.proj:
            local = op.place.local
            use = self.uses[local]
            if use.borrows or use.parts or use.assigns > (0 if 0 < local <= self.body.arg_count else 1):
                return None
            value = self.definitions.get(local)
            if type(value) is not m.Use or type(value.operand) is m.Const:
                return local
            op = value.operand
        return None

    def assign(self, leaf):
        """An Assign leaf."""
        value = leaf.rvalue
        if type(value) is m.Ref and value.kind == "fake":
            return
        effect = type(value) in (m.BinaryOp, m.FormatArgs)
        self.ready(analysis.operands_of(value), analysis.place_of(value), leaf.place, effect)
        expr = rvalues.rvalue(self, leaf, value)
        if expr.place is not None and not leaf.place.proj and self.place_only(leaf) and self.uses[leaf.place.local].reads > 1:
            self.aliases[leaf.place.local] = expr.place.stable(self.keep)
            return
        if rvalues.needs_check(self, value) and expr.effect:
            if ranges.never_overflows(self, leaf, value):
                expr.effect = False
                self.assign_to(leaf.place, expr)
            else:
                self.checked(leaf, expr)
        else:
            self.assign_to(leaf.place, expr)

    def checked(self, leaf, expr):
        """`dest = left op right` followed by the test of the result."""
        value = leaf.rvalue
        ty, location = self.operand_ty(value.left), self.location(leaf)
        direct = self.variable_of(leaf.place)
        name = direct or self.scope.new("tmp")
        self.pending.flush_reading(name)
        self.pending.prepare((), effect=True)
        self.emit(p.assign(p.name(name), expr.node), check_statement(name, ty.a, value.op, location, sign_of(value)))
        if direct is None:
            self.assign_to(leaf.place, p.Expr(p.name(name), frozenset((name,))))

    def variable_of(self, place):
        """The variable that a place is, itself or through a reference known to mean it; else None."""
        local = place.local
        if not place.proj:
            return self.variable(local) if local not in self.celled and local != 0 else None
        target = self.aliases.get(local) if place.proj == (("*",),) else None
        return target.name if type(target) is Var else None

    def ready(self, operands, place=None, dest=None, effect=True):
        """Before the operands of a leaf are evaluated: what waits and cannot wait longer is written."""
        if any(type(op) is m.Move and op.place.local in self.guarded for op in operands):
            self.pending.flush()                  # the operand's variable is about to become MOVED
        else:
            self.pending.prepare(self.uses_of(operands, place, dest), effect)

    def uses_of(self, operands, place=None, dest=None):
        """The locals whose waiting values a leaf evaluates, in order."""
        found = []
        for op in operands:
            if type(op) is not m.Const:
                found += place_locals(op.place)
        if place is not None:
            found += place_locals(place)
        if dest is not None and dest.proj:
            found += place_locals(dest)
        return found

    def statement(self, node):
        """Any node of the tree."""
        kind = type(node)
        self.leaf = node if isinstance(node, m.Leaf) else self.leaf
        if self.trace.active and isinstance(node, m.Leaf) and kind not in (m.If, m.Match):
            self.trace.ends(node)
        if kind is m.Assign or kind is m.Call:
            self.trace.before(node)
            if kind is m.Assign:
                self.assign(node)
                self.emit(*self.replaced)
                self.replaced = []
            else:
                calls.call(self, node)
            self.trace.after(node)
        elif kind is m.Drop:
            unwinding.drop(self, node)
            self.trace.ends(node, "ends_after")
        elif kind in analysis.NO_CODE:
            if node in self.body.memo["bounds_alone"]:
                self.pending.flush()
                self.emit(ast.Expr(self.place(node.place.then(("[]", node.index.place.local)), node).read().node))
            self.trace.storage(node)
            self.trace.ends(node, "ends_after")
        else:
            control.statement(self, node)

    def build(self, flat=False):
        """The ast.FunctionDef. `flat`: as a loop over states."""
        definition = self.body.definition
        arguments = [ast.arg(self.variable(i + 1)) for i in range(self.body.arg_count)]
        self.leaf = self.body.leaves[0] if self.body.leaves else None
        if self.track_caller:
            arguments.append(ast.arg("loc"))
        for local in range(1, self.body.arg_count + 1):
            if local in self.celled:
                name = self.variable(local)
                self.out.append(p.assign(p.name(name), p.call("rt_Cell", p.name(name))))
        cells = [local for local in sorted(self.celled) if local > self.body.arg_count]
        for local in cells:
            unit = (p.constant(()),) if unit_like(self.types[local]) else ()
            self.out.append(p.assign(p.name(self.variable(local)), p.call("rt_Cell", *unit)))
        head, self.out = self.out, []
        self.trace.enter()
        if flat:
            Flat(self).write(self.body.root)
        else:
            control.body(self, self.body.root)
        while self.out and isinstance(self.out[-1], ast.Return) and self.out[-1].value is None:
            self.out.pop()
        if self.copied is not None:
            self.out = copyout.returns(self, self.out, self.copied)
        statements = head + unwinding.wrap(self, self.out)
        self.trace.finish()
        defaults = [ast.Constant("unknown")] if self.track_caller else []     # called through a pointer: nobody tells
        signature = ast.arguments([], arguments, None, [], [], None, defaults)
        node = ast.FunctionDef(self.module.instance_name(definition, self.instance_args), signature, statements or [ast.Pass()], [])
        node.lineno, node.mrs = 0, self.body.lo
        hoisting.hoist(self, node)
        peephole.improve(node)
        if not self.module.enforce:                  # which looks at the variables
            self.shorten(node)
        tidy.tidy(node)
        return node

    def shorten(self, node):
        """Fewer variables, tests and objects in the finished function."""
        named = {self.names[local] for local in self.names if self.body.locals[local].kind in ("var", "arg")}
        if not self.module.tracked:
            peephole.untracked(node)
        copies.merge(node, named)
        if known.thread(node, self.scope):
            copies.merge(node, named)
        if fields.take_apart(node, self.module.slots_of_classes(), self.scope):
            copies.merge(node, named)
        known.tested_before(node)
        peephole.remove_unused(node)


def place_locals(place):
    """The locals that reading a place evaluates."""
    return [place.local] + [elem[1] for elem in place.proj if elem[0] == "[]"]


def sign_of(value):
    """The direction in which a checked operation moves its left operand: 1, -1, or 0 where that is not known."""
    right = value.right
    if value.op == "*" or type(right) is not m.Const or type(right.value) is not int or right.value == 0:
        return 0
    return 1 if (right.value > 0) == (value.op == "+") else -1


def is_path(node):
    """Whether `node` is a variable or attributes of one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, (ast.Name, ast.Constant))
