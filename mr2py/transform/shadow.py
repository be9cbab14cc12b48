"""The leaves of a concrete body as steps of the shadow (`mr2py_runtime.shadow`): data, which generated code only numbers.

A step is (operation, line, what it needs …). The shadow's places leave out what they need not know: a path's keys are field numbers,
("v", variant), "box" (behind a Box), "*" (behind a reference), ("[]", index or None: computed), "?" (somewhere in there).
"""

from ..mir import body as m
from ..ty import types as t
from ..ty.freeze import Cells

BORROWS = {"shared": "shared", "mut": "mut", "two_phase": "mut", "unique": "mut"}


class Steps:
    """Describes the leaves of one body. `place_ty(place)` and `resolve(definition, args)` answer for it."""

    def __init__(self, tcx, body, place_ty, resolve):
        self.tcx, self.body, self.place_ty, self.resolve = tcx, body, place_ty, resolve
        self.cells, self._holds, self._opens = Cells(tcx), {}, {}

    def function(self, name, owns):
        """The entry of the table of functions: (name, number of arguments, {local: name}, locals whose values need a drop, locals that
        outlive the call). `owns(ty)`: dropping it can be noticed."""
        locals_ = self.body.locals
        names = {i: decl.name for i, decl in enumerate(locals_) if decl.name is not None}
        forever = self.body.definition.kind in ("const", "static", "assoc_const")      # what a constant refers to stays
        owners = tuple([i for i, decl in enumerate(locals_) if i and not forever and surely_owns(decl.ty) and owns(decl.ty)])
        kept = tuple([i for i, decl in enumerate(locals_) if forever or decl.origin == "promoted"])
        return name, self.body.arg_count, names, owners, kept

    def before(self, leaf):
        """[(operation, …)] of an Assign, Call or storage leaf, without lines."""
        kind = type(leaf)
        if kind is m.Assign:
            return self.assign(leaf)
        if kind is m.Call:
            return [self.call(leaf)]
        if kind is m.StorageLive:
            return [("live", leaf.local)]
        if kind is m.StorageDead:
            return [("dead", leaf.local)]
        return []

    def after(self, leaf):
        """What is told after a Call."""
        if type(leaf) is not m.Call or leaf.diverges:
            return []
        return [("take" if self.callee(leaf) == "user" else "done", self.place(leaf.dest))]

    # --- places and operands -------------------------------------------------------------------

    def place(self, place):
        path = []
        for i, elem in enumerate(place.proj):
            path.append(self.key(elem, self.place_ty(m.Place(place.local, place.proj[:i]))))
        return place.local, tuple(path)

    def key(self, elem, ty):
        kind = elem[0]
        if kind == "*":
            return "*" if ty.kind == "ref" else "box"
        if kind == ".":
            return elem[1]
        if kind == "as":
            return "v", elem[1]
        if kind == "[]":
            return Computed(elem[1])
        if kind == "[c]" and (not elem[2] or ty.kind == "array"):
            return "[]", ty.b.a - elem[1] if elem[2] else elem[1]
        return "?"

    def operand(self, op):
        if type(op) is m.Const:
            return None
        ty = self.place_ty(op.place)
        return type(op) is m.Move, self.place(op.place), self.may_point(ty)

    def is_whole(self, place):
        """Whether a drop needs all parts of a value: its type implements Drop."""
        found = self.tcx.drop_impl(self.place_ty(place))
        return found is not None and found[0].krate == "user"

    # --- assignments ---------------------------------------------------------------------------

    def assign(self, leaf):
        value, dest = leaf.rvalue, self.place(leaf.place)
        kind = type(value)
        if kind is m.Use or kind is m.Cast:
            return [("use", dest, self.operand(value.operand))]
        if kind is m.Ref:
            return self.borrow(dest, value)
        if kind is m.Aggregate:
            prefix = (("v", value.variant),) if value.ty.kind == "adt" and value.ty.a.kind == "enum" else ()
            array = value.ty.kind == "array"
            keys = tuple([prefix + ((("[]", i) if array else i),) for i in range(len(value.operands))])
            return [("build", dest, keys, tuple(map(self.operand, value.operands)))]
        if kind is m.Discriminant or kind is m.Len:
            return [("look", self.place(value.place)), ("join", dest, ())]
        operands = (value.left, value.right) if kind is m.BinaryOp else value.operands if kind is m.FormatArgs else (value.operand,)
        return [("join", dest, tuple([self.operand(op) for op in operands if type(op) is not m.Const]))]

    def borrow(self, dest, value):
        if value.kind not in BORROWS:
            return []
        kind = BORROWS[value.kind]
        if kind == "shared" and self.cells.has_cell(self.place_ty(value.place)):
            kind = "cell"
        return [("borrow", dest, kind, self.place(value.place))]

    # --- calls ---------------------------------------------------------------------------------

    def target(self, leaf):
        """(Def, generic arguments, is its body the user's) of a call; of a trait object's method the trait's, of a pointer's (None, (), False)."""
        func = leaf.func
        if type(func) is not m.Const or func.ty.kind != "fndef":
            return None, (), False
        definition, args = self.resolve(func.ty.a, func.ty.b)
        known = definition.krate == "user" and not self.tcx.is_virtual(definition, args)
        return definition, args, known and definition.kind in ("fn", "assoc_fn", "closure")

    def callee(self, leaf):
        return "user" if self.target(leaf)[2] else "std"

    def call(self, leaf):
        operands = tuple(map(self.operand, leaf.args))
        definition, args, user = self.target(leaf)
        if user:
            return "pass_", self.accepted(leaf, definition, operands)
        writes = tuple([self.right(op) for op in leaf.args])
        flows = Flows(self, leaf, definition, args)
        output = flows.output(self.place_ty(leaf.dest))
        effects = [(i, flows.into(i)) for i, op in enumerate(leaf.args) if self.may_receive(op)]
        opens = tuple([i for i, op in enumerate(leaf.args) if type(op) is not m.Const and self.opens(self.place_ty(op.place))])
        return "call", self.place(leaf.dest), operands, writes, output, tuple([effect for effect in effects if effect[1]]), opens

    def accepted(self, leaf, definition, operands):
        """The operands that a user's function gets; a closure's environment only where its body takes it in that form."""
        if definition.kind != "closure":
            return operands
        wanted = self.tcx.mir_of(definition).locals[1].ty.kind
        first = leaf.args[0]
        same = type(first) is not m.Const and self.place_ty(first.place).kind == wanted
        return operands if same else (None, *operands[1:])

    def right(self, op):
        """What a reference argument may do: "r", "w", None for other values and for what holds cells."""
        if type(op) is m.Const:
            return None
        ty = self.place_ty(op.place)
        return None if ty.kind != "ref" else "w" if ty.c else "r"

    def may_receive(self, op):
        """Whether a function may put something into what an argument points to."""
        ty = None if type(op) is m.Const else self.place_ty(op.place)
        return ty is not None and ty.kind == "ref" and (ty.c or self.cells.has_cell(ty.a))

    def opens(self, ty):
        """Whether something elsewhere can be changed by who has a value of a type; what formats a value does not."""
        found = self._opens.get(ty)
        if found is None:
            self._opens[ty] = False
            found = self._opens[ty] = self._may_open(ty)
        return found

    def _may_open(self, ty):
        kind = ty.kind
        if kind == "ref":
            return bool(ty.c) or self.cells.has_cell(ty.a) or self.opens(ty.a)
        if kind in ("dyn", "opaque", "alias", "param"):
            return True
        if kind == "tuple":
            return any(map(self.opens, ty.b))
        if kind in ("array", "slice"):
            return self.opens(ty.a)
        if kind == "closure":
            return any(map(self.opens, map(self.tcx.normalize, self.tcx.capture_types(ty))))
        if kind != "adt" or ty.a.lang == "format_arguments":
            return False
        if any(type(arg) is t.Region for arg in ty.b) or ty.a.lang in ("Rc", "Arc", "Weak", "ArcWeak"):
            return True
        return any(type(arg) is t.Ty and self.opens(arg) for arg in ty.b)

    def may_point(self, ty):
        """Whether a value of a type may hold references."""
        found = self._holds.get(ty)
        if found is None:
            self._holds[ty] = False
            found = self._holds[ty] = self._may_point(ty)
        return found

    def _may_point(self, ty):
        kind = ty.kind
        if kind in ("ref", "dyn", "opaque", "alias", "param"):
            return True
        if kind == "tuple":
            return any(map(self.may_point, ty.b))
        if kind in ("array", "slice"):
            return self.may_point(ty.a)
        if kind == "closure":
            return any(map(self.may_point, map(self.tcx.normalize, self.tcx.capture_types(ty))))
        return kind == "adt" and any(type(arg) is t.Region or type(arg) is t.Ty and self.may_point(arg) for arg in ty.b)


def surely_owns(ty):
    """Whether every value of a type has something to drop; an enum's variants may have nothing."""
    return ty.kind == "closure" or ty.kind == "tuple" or ty.kind == "adt" and ty.a.kind == "struct" and ty.a.lang != "ManuallyDrop"


class Computed(tuple):
    """The key of an element whose index is in a local: ("[]", None) in the table."""

    def __new__(cls, local):
        self = super().__new__(cls, ("[]", None))
        self.local = local
        return self


class Flows:
    """Where a call lets pointers go, by the callee's signature: from the arguments that share a region or a type parameter with
    the result (or with what an argument points to). `definition` None: it is not known, and they may go everywhere.

    A source is (argument, "outer": its own pointers | "inner": those in what it points to | "value": those in it)."""

    def __init__(self, steps, leaf, definition, args):
        self.holds = steps.may_point
        self.types = [steps.tcx.normalize(op.ty) if type(op) is m.Const else steps.place_ty(op.place) for op in leaf.args]
        signature = steps.tcx.fn_sig(definition) if definition is not None and definition.kind in ("fn", "assoc_fn") else None
        self.inputs = self.wanted = None
        if signature is not None and len(signature.inputs) == len(leaf.args):
            self.inputs = [self.split(ty, args) for ty in signature.inputs]
            self.wanted = self.names(signature.output, args, set())
            if not self.wanted <= {t.STATIC}.union(*[outer | inner for outer, inner in self.inputs]):
                self.wanted = set()              # a parameter that only bounds tie to the others: what a closure returns is not known

    def output(self, ty):
        """The sources of the pointers in the result, of type `ty`."""
        return self.sources(self.wanted) if self.holds(ty) else ()

    def into(self, argument):
        """The sources of pointers that what `argument` points to may receive."""
        if not self.holds(self.types[argument].a):
            return ()
        return self.sources(self.inputs[argument][1] if self.inputs is not None else None, argument)

    def sources(self, wanted, without=None):
        found = []
        for i, ty in enumerate(self.types):
            if i == without:
                continue
            outer, inner = self.inputs[i] if wanted is not None else (None, None)
            reference = ty.kind == "ref" and (wanted is None or bool(outer))       # declared as one: a parameter stands for the whole
            if reference and (wanted is None or outer & wanted):
                found.append((i, "outer"))
            if self.holds(ty.a if reference else ty) and (wanted is None or (inner if reference else outer | inner) & wanted):
                found.append((i, "inner" if reference else "value"))
        return tuple(found)

    def split(self, ty, args):
        """(region of the reference itself, names in what it points to) of a declared type."""
        outer = set()
        if ty.kind == "ref":
            outer.add(ty.b)
            ty = ty.a
        return outer, self.names(ty, args, set())

    def names(self, ty, args, found):
        """The regions and type parameters that a declared type names, without parameters that hold no pointers here. A projection can only
        hold what its arguments hold (Reference, "Trait and lifetime bounds"; RFC 1214)."""
        if type(ty) is t.Region:
            found.add(ty)
        if type(ty) is not t.Ty or ty.kind == "param" and not self.holds(t.subst(ty, args)):
            return found
        if ty.kind == "param":
            found.add(ty)
        for part in t.children(ty):
            self.names(part, args, found)
        return found
