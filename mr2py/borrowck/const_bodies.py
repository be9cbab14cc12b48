"""What the MIR of constants, statics and `const fn` must not do (rustc_const_eval::check_consts): run destructors (E0493), and keep
references to temporaries that may change (E0492, E0764)."""

from ..diagnostics.build import error
from ..mir import body as m
from ..ty import types as t
from ..typeck.const_check import WORDS, is_const_fn


def check_const_body(ctx):
    """Report them of a body that was borrow-checked (`ctx`: its BodyCheck)."""
    owner = ctx.body.definition
    if owner.krate != "user" or owner.kind not in WORDS or owner.kind in ("fn", "assoc_fn") and not is_const_fn(owner):
        return
    check = ConstBody(ctx)
    for leaf in ctx.body.leaves:
        if type(leaf) is m.Drop:
            check.drop(leaf)
        elif type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref:
            check.reference(leaf)


LABELS = {"E0764": "this mutable borrow refers to such a temporary", "E0492": "this borrow of an interior mutable value refers to such a temporary"}
EXTENDED = ("temporaries in constants and statics can have their lifetime extended until the end of the program",
            "to avoid accidentally creating global mutable state, such temporaries must be immutable")
INTERIOR = "if you really want global mutable state, try replacing the temporary by an interior mutable `static` or a `static mut`"


class ConstBody:
    def __init__(self, ctx):
        self.ctx, self.tcx, self.body = ctx, ctx.tcx, ctx.body
        self.told = set()
        self.values = {}            # local → the rvalues (or None: of a call) that it is given as a whole or in parts
        for leaf in self.body.leaves:
            if type(leaf) is m.Assign:
                self.values.setdefault(leaf.place.local, []).append(leaf.rvalue)
            elif type(leaf) is m.Call:
                self.values.setdefault(leaf.dest.local, []).append(None)

    def report(self, code, message, where, label, notes=(), helps=()):
        if (code, where) not in self.told:
            self.told.add((code, where))
            self.tcx.diags.add(error(code, message, where, label, (), notes, helps))

    # --- destructors ------------------------------------------------------------------------------------

    def drop(self, leaf):
        live, init = self.ctx.init.maybe_init[leaf.pt], self.ctx.init.paths
        path, exact = init.lookup(leaf.place)
        if live is None or exact and not live & path.subtree:
            return
        decl = self.body.locals[leaf.place.local]
        ty = t.erase_regions(decl.ty)
        if self.needs_drop(ty) and (leaf.place.proj or self.value_has(leaf.place.local, self.needs_drop, set())):
            where = (leaf.lo, leaf.hi) if leaf.place.proj else (decl.lo, decl.hi)
            self.report("E0493", f"destructor of `{ty}` cannot be evaluated at compile-time", where,
                        f"the destructor for this type cannot be evaluated in {WORDS[self.body.definition.kind]}")

    def needs_drop(self, ty):
        return self.tcx.needs_drop(ty, self.body.definition)

    # --- temporaries of the value -------------------------------------------------------------------------

    def reference(self, leaf):
        place, decl = leaf.rvalue.place, self.body.locals[leaf.rvalue.place.local]
        if decl.origin != "promoted" or not decl.mut or any(elem[0] == "*" for elem in place.proj):
            return
        if leaf.rvalue.kind != "shared" and getattr(self.body.definition.node, "mut", False):
            return                               # a `static mut` may lead on to what changes
        if leaf.rvalue.kind != "shared":
            code, what = "E0764", "mutable"
        elif self.value_has(place.local, self.may_change, set()):
            code, what = "E0492", "interior mutable shared"
        else:
            return
        self.report(code, f"{what} borrows of temporaries that have their lifetime extended until the end of the program are not allowed",
                    (leaf.lo, leaf.hi), LABELS[code], EXTENDED, [INTERIOR])

    def may_change(self, ty):
        return self.tcx.holds_cell(ty)

    # --- values -------------------------------------------------------------------------------------------

    def value_has(self, local, quality, seen):
        """Whether what a local is given has a quality of types: `None` of an `Option<Cell<u8>>` holds no cell."""
        ty = t.erase_regions(self.body.locals[local].ty)
        if local in seen or not quality(ty):
            return False
        seen.add(local)
        values = self.values.get(local)
        return values is None or any(self.rvalue_has(value, ty, quality, seen) for value in values)

    def rvalue_has(self, value, ty, quality, seen):
        if type(value) is m.Use:
            return self.operand_has(value.operand, quality, seen)
        if type(value) is not m.Aggregate:
            return value is None or quality(ty)
        if ty.kind == "adt" and (self.tcx.has_drop_impl(ty.a) and quality == self.needs_drop or ty.a.is_cell and quality == self.may_change):
            return True
        return any(self.operand_has(operand, quality, seen) for operand in value.operands)

    def operand_has(self, operand, quality, seen):
        if type(operand) is m.Const:
            return quality(t.erase_regions(operand.ty))
        if operand.place.proj:
            return quality(t.erase_regions(self.ctx.check.place_ty(operand.place)))
        return self.value_has(operand.place.local, quality, seen)
