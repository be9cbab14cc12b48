"""Coercions (Reference, "Type coercions"; rustc_hir_typeck::coercion)."""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty import types as t
from .regional import expected, lower_of, regional


class Coercion:
    """Part of FnCtxt."""

    def check_coerce(self, node, target, cause=None):
        """Check `node` with `target` expected and coerce it there; reports E0308."""
        actual = self.check_expr(node, target)
        return self.demand_coerce(node, actual, target, cause)

    def demand_coerce(self, node, actual, target, cause=None):
        if self.coerce(node, actual, target):
            return self.resolve(target)
        self.mismatch(node, actual, target, cause)
        return t.ERROR

    def adjust(self, node, *steps):
        self.results.adjustments[node] = self.results.adjustments.get(node, []) + list(steps)

    def coerce(self, node, actual, target):
        """Coerce the expression `node`; True if done (its adjustments recorded), False without a trace."""
        actual, target = self.structurally(actual), self.icx.shallow(target)
        if actual is target and not (actual.kind == "ref" and self.is_reborrowed(actual)):
            if actual.kind == "ref":
                self.results.reborrowed.add(node)
            return True
        kind = actual.kind
        if kind == "ref" and node in self.expected_regions and regional(self, node) is self.expected_regions[node]:
            return self.equal(actual, target)                    # a `&T` of that very type is copied
        if kind == "never":
            self.note_diverging(target)
            self.adjust(node, ("never", target, None))
            return True
        if kind == "infer" or target.kind == "infer":
            return self.equal(actual, target)
        if kind == "ref" and target.kind == "ref":
            return self.coerce_ref(node, actual, target)
        if target.kind == "ptr" and kind in ("ref", "ptr"):
            return self.coerce_pointer(node, actual, target)
        if self.coerce_unsized(node, actual, target):
            return True
        if target.kind == "fnptr" and kind in ("fndef", "closure"):
            return self.coerce_fn(node, actual, target)
        if target.kind == "fnptr" and kind == "fnptr" and target.c and not actual.c:
            return self.icx.try_unify(t.fnptr(actual.a, actual.b, True), target)
        return self.equal(actual, target)

    def equal(self, actual, target):
        """Make two types equal; opaque types of this function are what they hide here."""
        self.icx.hidden = self.hidden
        done = self.icx.try_unify(actual, target)
        self.icx.hidden = {}
        return done

    def note_diverging(self, target):
        """A variable that `!` was coerced to falls back where nothing else says what it is."""
        if target.kind == "infer":
            self.diverging.append(target)

    def coerce_ref(self, node, actual, target):
        """`&mut T` → `&T`, reborrowing, deref coercion, unsizing behind a reference."""
        if target.c and not actual.c:
            return self.icx.try_unify(actual, target)
        if self.resolve(actual.a).kind == "error":               # tells the target nothing
            self.results.tainted = True
            return True
        if self.coerce_unsized_ref(node, actual, target):
            return True
        steps = []
        for depth, (ty, step) in enumerate(self.autoderef(actual)):
            if step is not None:
                steps.append(step)
            if depth == 0:
                continue
            if self.icx.try_unify(ty, target.a):
                if depth == 1 and not target.c and not self.is_reborrowed(actual):
                    self.results.reborrowed.add(node)
                    return True
                if target.c:
                    steps = self.mutable_steps(actual, steps)
                how = "shared" if not target.c else "two_phase" if node is self.argument else "mut"
                self.adjust(node, *steps, ("borrow", t.ref(self.resolve(ty), target.c), how))
                if target.c:
                    self.mutable_place(node)
                return True
        return False

    def is_reborrowed(self, ty):
        """Whether a reference that is coerced to its own type is reborrowed, not moved or copied. Of a `&T` that shows only in what a
        closure captures."""
        return ty.c or bool(self.closures)

    def coerce_unsized_ref(self, node, actual, target):
        """`&[T; N]` → `&[T]`, `&T` → `&dyn Trait`."""
        source, goal = self.structurally(actual.a), self.icx.shallow(target.a)
        self.casting = (actual, target)
        if not self.unsizes(source, goal, node):
            return False
        self.adjust(node, ("deref", source, None), ("borrow", t.ref(source, target.c), "mut" if target.c else "shared"),
                    ("unsize", t.ref(goal, target.c), None))
        return True

    def unsizes(self, source, goal, node):
        if source.kind == "array" and goal.kind == "slice":
            return self.icx.try_unify(source.a, goal.a)
        if goal.kind == "dyn" and source.kind == "dyn":
            return self.upcasts(source, goal)
        if source.kind == "adt" and goal.kind == "adt" and source.a is goal.a:
            return self.unsizes_tail(source, goal, node)
        if goal.kind == "dyn" and not (source.kind == "infer" and source.b == "ty"):
            self.sized_checks.append((source, node, ("unsize", goal)))
            for definition, args, assoc in goal.a:
                self.require(definition, (source,) + args, node, ("unsize", goal, *self.casting))
                for name, value in assoc:
                    self.register(("proj", t.mk("alias", name, (source,) + args), value), node, ("unsize", goal))
            return True
        return False

    def unsizes_tail(self, source, goal, node):
        """`RefCell<T>` → `RefCell<dyn Trait>`: a struct whose last field alone holds the parameter that is unsized."""
        if source.a.kind != "struct" or not source.a.fields or not source.b or type(source.b[-1]) is not t.Ty:
            return False
        inner, wanted = self.structurally(source.b[-1]), self.icx.shallow(goal.b[-1])
        if wanted.kind not in ("dyn", "slice", "adt") or inner is wanted or wanted.kind == "adt" and wanted.a is not getattr(inner, "a", None):
            return False
        last = t.param(len(source.b) - 1, self.tcx.generics_of(source.a).params[-1].name)
        holders = [field for field in source.a.fields if last in t.walk(self.tcx.type_of(field))]
        if holders != source.a.fields[-1:] or not self.icx.unify_args(source.b[:-1], goal.b[:-1]):
            return False
        held = self.tcx.type_of(holders[0])
        if held is last:
            return self.unsizes(inner, wanted, node)
        return held.kind == "adt" and self.unsizes_tail(t.subst(held, source.b), t.subst(held, goal.b), node)

    def upcasts(self, source, goal):
        """Whether a trait object is one of a supertrait, or of the same trait with fewer auto traits or a shorter lifetime
        (Reference, "Unsized coercions")."""
        if self.icx.try_unify(source, goal):
            return True
        known = self.object_predicates(source)
        env = type(self.icx.env)()
        self.tcx.elaborate(env, known)
        for definition, args, assoc in goal.a:
            if not any(self.icx.unify_args(ref.args[1:], args) for ref in env.traits.get(definition, ())):
                return False
            for name, value in assoc:
                for pred in env.projections:
                    if pred[1].a is name and not self.icx.try_unify(self.icx.normalize(pred[2]), value):
                        return False
        return True

    def coerce_pointer(self, node, actual, target):
        """`&T`, `&mut T`, `*mut T` → `*const T`, `&mut T` → `*mut T`, with unsizing."""
        self.results.unsupported = True
        if target.c and not actual.c:
            return False
        return self.unsizes(self.structurally(actual.a), self.icx.shallow(target.a), node) or self.icx.try_unify(actual.a, target.a)

    def coerce_unsized(self, node, actual, target):
        """`Box<[T; N]>` → `Box<[T]>`, `Box<T>` → `Box<dyn Trait>` and the like (CoerceUnsized)."""
        if actual.kind != "adt" or target.kind != "adt" or actual.a is not target.a or len(actual.b) != 1:
            return False
        if actual.a.lang == "Pin" and self.pins_object(target) and not self.pins_object(actual):
            self.error(unsupported("MR030", "a pinned trait object", node))
            return True
        if actual.a.lang not in ("Box", "Rc", "Weak", "Arc", "ArcWeak"):
            return False
        source, goal = self.structurally(actual.b[0]), self.icx.shallow(target.b[0])
        if not self.unsizes(source, goal, node):
            return False
        self.adjust(node, ("unsize", t.adt(target.a, (goal,)), None))
        return True

    def pins_object(self, ty):
        """Whether a `Pin` is of a pointer to a trait object."""
        pointer = self.icx.shallow(ty.b[0])
        inner = pointer.a if pointer.kind == "ref" else pointer.b[0] if pointer.kind == "adt" and pointer.b else None
        return type(inner) is t.Ty and self.icx.shallow(inner).kind == "dyn"

    def coerce_fn(self, node, actual, target):
        if actual.kind == "closure" and actual.a.memo["closure"].mentions:
            return False                                     # it captures: there is no function that needs nothing else
        inputs, output = self.callable_parts(actual)
        if len(inputs) != len(target.a):
            return False
        unsafe = t.is_unsafe_fn(actual)
        mine = t.fnptr(inputs, self.normalize(output, node), unsafe or target.c)
        if unsafe and not target.c:
            return False
        if not self.icx.try_unify(mine, target):
            return False
        self.adjust(node, ("reify" if actual.kind == "fndef" else "closure_fnptr", target, None))
        return True

    # --- several expressions, one type ----------------------------------------------------------

    def merge_start(self, hint, sites=False):
        """State of a CoerceMany: the expected type (if usable) and what was merged so far. `sites`: the expressions
        are branches, arms or elements, where a later one may decide the type; those of `break` and `return` are not.
        No value is of an unsized type, which `&{…}` may be expected to refer to (rustc's ExpectRvalueLikeUnsized)."""
        return Merge(None if hint is not None and self.is_unsized(hint) else hint, sites)

    def merge(self, state, node, actual, cause):
        """Add the expression `node` (None: a missing value, unit) to the merged type."""
        actual = self.structurally(actual)
        if state.ty is None or self.icx.shallow(state.ty) is t.NEVER:
            previous = state.nodes
            target = self.icx.shallow(state.hint) if state.hint is not None else None
            if actual is t.NEVER and target is None:
                state.ty = t.NEVER
            elif target is not None and not (target.kind == "infer" and target.b == "ty"):
                state.ty = target
                state.regional = self.expected_regional(target, node)
                self.merge_into(state, node, actual, target, cause, first=True)
            else:
                state.ty = actual
                state.regional = self.regional_reference(actual, node)
                if target is not None and actual is not t.NEVER:
                    self.icx.try_unify(target, actual)
            for earlier in previous:
                if earlier is not None and self.icx.shallow(state.ty) is not t.NEVER:
                    self.adjust(earlier, ("never", state.ty, None))
        elif state.ty is t.ERROR and type(node) is ast.Block and node.label is None and self.expects(state):
            if not self.coerce_tail(node, actual, state.hint):               # each block is held to what is expected
                cause(self, state.hint, actual)
        else:
            self.merge_into(state, node, actual, state.ty, cause)
        state.nodes.append(node)
        return state.ty

    def merge_into(self, state, node, actual, target, cause, first=False):
        if node is None:
            if not self.icx.try_unify(target, actual):
                cause(self, target, actual)
                state.ty = t.ERROR
            return
        if self.coerce_merged(state, node, actual, target, first):
            return
        resolved = self.resolve(target)
        if resolved.kind in ("fndef", "closure") and actual.kind in ("fndef", "closure") and self.reify_all(state, node, actual, resolved):
            return
        if self.coerce_earlier(state, resolved, actual):
            return
        cause(self, target, actual)
        state.ty = t.ERROR

    def coerce_merged(self, state, node, actual, target, first):
        """Coerce to the type merged so far; a `&mut` of that very type, its regions included, is moved (see `regional`)."""
        regional = self.regional_reference(actual, node)
        within = state.hint is not None and actual.kind == "ref" and self.is_reborrowed(actual) and type(node) is ast.Block
        if within:                                   # the value of a block coerces to what is expected of the block
            node, regional = self.blame(node), self.expected_regional(target, node)
        same = regional is not None and regional is state.regional
        if same and not first and not within and self.resolve(actual) is self.resolve(target):
            return True
        if not self.coerce(node, actual, target):
            return False
        if not first and not same:
            state.regional = lower_of(state.regional, regional)
        return True

    def regional_reference(self, ty, node):
        """The type of a place that holds a reference that would be reborrowed, with its regions; None for all else."""
        return regional(self, node) if ty.kind == "ref" and self.is_reborrowed(ty) and node is not None else None

    def expected_regional(self, target, node):
        return expected(self, node) if target.kind == "ref" and target.c and node is not None else None

    def coerce_returned(self, node, cause):
        """The operand of a `return`."""
        state, actual = self.ret_coercion, self.check_expr(node, self.ret_ty)
        first, target = not state.nodes, self.icx.shallow(self.ret_ty)
        if first and target.kind == "ref" and target.c and not self.closures and isinstance(self.owner.node, ast.Fn):
            state.regional = self.tcx.fn_sig(self.owner).output
        state.nodes.append(node)
        if not self.coerce_merged(state, node, self.structurally(actual), target, first):
            self.mismatch(node, actual, target, cause)

    def coerce_earlier(self, state, merged, actual):
        """Where the new expression does not coerce to the type merged so far, all earlier ones may coerce to its
        type, if nothing was adjusted in them yet (rustc's `try_find_coercion_lub`)."""
        adjustments = self.results.adjustments
        if not state.sites or not state.nodes or None in state.nodes or any(step[0] != "never" for node in state.nodes for step in adjustments.get(node, ())):
            return False
        for node in state.nodes:
            if adjustments.get(node):
                adjustments[node] = [("never", actual, None)]
            elif not self.coerce(node, merged, actual):
                return False
        state.ty = actual
        return True

    def reify_all(self, state, node, actual, first):
        pointer = t.fnptr(*self.callable_parts(first), t.is_unsafe_fn(first))
        if first.kind == "closure" and first.a.memo["closure"].mentions or not self.coerce(node, actual, pointer):
            return False
        for earlier in state.nodes:
            if earlier is not None:
                self.adjust(earlier, ("reify" if first.kind == "fndef" else "closure_fnptr", pointer, None))
        state.ty = pointer
        return True

    def callable_parts(self, ty):
        """(inputs, output) of a function item or closure type."""
        return self.tcx.callable_signature(ty) if ty.kind == "fndef" else self.closure_sig(ty)


class Merge:
    __slots__ = ("hint", "sites", "ty", "nodes", "regional")

    def __init__(self, hint, sites):
        self.hint, self.sites, self.ty, self.nodes, self.regional = hint, sites, None, [], None

    def result(self):
        return self.ty if self.ty is not None else t.NEVER
