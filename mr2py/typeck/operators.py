"""Binary and compound operators: built in for primitives, else through the traits of `std::ops`."""

from ..syntax import ast
from ..ty import types as t
from ..ty.defs import TraitRef
from . import errors

TRAITS = {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "%": "Rem", "&": "BitAnd", "|": "BitOr", "^": "BitXor",
          "<<": "Shl", ">>": "Shr", "==": "PartialEq", "!=": "PartialEq", "<": "PartialOrd", "<=": "PartialOrd",
          ">": "PartialOrd", ">=": "PartialOrd"}
METHODS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
COMPARISONS = frozenset(METHODS)


def is_scalar(ty):
    return t.is_numeric(ty) or ty.kind in ("bool", "char", "fnptr")


def is_negation(node):
    return type(node) is ast.Unary and node.op == "-"


class Operators:
    """Part of FnCtxt."""

    def expr_Binary(self, node, hint):
        if node.op in ("&&", "||"):
            return self.check_lazy(node)
        want = hint if node.op not in COMPARISONS and node.op not in ("<<", ">>") else None
        if want is not None and not t.is_numeric(self.icx.shallow(want)):
            want = None
        left = self.structurally(self.check_expr(node.left, want if not is_negation(node.left) else None))
        alone = is_negation(node.right) and node.op not in COMPARISONS      # only one impl of `PartialOrd` could tell what it is
        right = self.structurally(self.check_expr(node.right, None if alone else self.right_hint(node.op, left)))
        return self.binary_type(node, left, right)

    def right_hint(self, op, left):
        """What the left operand says of the right one's type."""
        if is_scalar(left):
            return left if op in COMPARISONS or op not in ("<<", ">>") and left is not t.CHAR else None
        if left.kind == "adt":
            return self.single_rhs(self.tcx.lang(TRAITS[op]), left)
        return None

    def check_lazy(self, node):
        self.check_coerce(node.left, t.BOOL)
        before = self.diverges
        self.check_coerce(node.right, t.BOOL)
        self.diverges = before
        return t.BOOL

    def binary_type(self, node, left, right):
        if "error" in (left.kind, right.kind):
            return t.BOOL if node.op in COMPARISONS else t.ERROR
        builtin = self.builtin_binary(node.op, left, right)
        if builtin is not None:
            return builtin
        return self.overloaded_binary(node, left, right)

    def builtin_binary(self, op, left, right):
        """The result type if the language's own operator applies, unifying the operands; else None."""
        if not (is_scalar(left) and is_scalar(right)):
            return None
        if op in ("<<", ">>"):
            return left if t.is_integral(left) and t.is_integral(right) else None
        if op in COMPARISONS:
            return t.BOOL if self.icx.try_unify(left, right) else None
        if op in ("&", "|", "^"):
            fits = left is t.BOOL or t.is_integral(left)
        else:
            fits = t.is_numeric(left)
        return left if fits and self.icx.try_unify(left, right) else None

    def overloaded_binary(self, node, left, right):
        trait = self.tcx.lang(TRAITS[node.op])
        method = METHODS.get(node.op) or TRAITS[node.op].lower()
        if left.kind == "infer" and left.b == "ty":
            return self.undecided_binary(node, trait, method, left, right)
        if right.flags & t.HAS_INFER and self.fulfill.pending:      # pending obligations may tell more, as before a coercion
            self.fulfill.select_where_possible()
            right = self.resolve(right)
        # `&mut T` operands are reborrowed as rustc does; the right operand may coerce to the one impl's type
        right = self.operand_for(trait, left, node.right, right)
        if right is None:
            return self.operator_error(node, left, self.resolve(self.results.types[node.right]))
        return self.operator_call(node, trait, method, left, right)

    def operator_call(self, node, trait, method, left, right):
        """The operator through its trait."""
        self.require(trait, (left, right), node, ("operator", node))
        self.results.callees[node] = (trait.members[method], (left, right))
        if trait in self.tcx.caches.get("incomplete traits", ()):
            self.register_supertraits(trait, (left, right), node, ("operator", node))
        if node.op in COMPARISONS:
            return t.BOOL
        return self.structurally(self.normalize(t.mk("alias", trait.members["Output"], (left, right)), node))

    def undecided_binary(self, node, trait, method, left, right):
        """The left operand's type is not known yet: its trait will tell; a primitive's operator is the language's
        own in the end (see writeback)."""
        self.results.callees[node] = (trait.members[method], (left, right))
        output = t.BOOL if node.op in COMPARISONS else self.normalize(t.mk("alias", trait.members["Output"], (left, right)), node)
        self.require(trait, (left, right), node, ("operator", node))
        return output

    def operand_for(self, trait, left, right_node, right):
        """The right operand's type, after coercion if only one impl is possible; None if none fits."""
        if self.icx.holds(TraitRef(trait, (left, right))):
            if self.owns_object(right):               # coerced to the same type with another lifetime: so it is moved
                self.adjust(right_node, ("unsize", right, None))
            return right
        wanted = self.single_rhs(trait, left)
        if wanted is not None and self.coerce(right_node, right, wanted):
            return wanted
        return None

    def owns_object(self, ty):
        """Whether a type is a box (or the like) of a trait object, which a coercion takes by value even where nothing changes."""
        ty = self.resolve(ty)
        return ty.kind == "adt" and ty.a.lang in ("Box", "Rc", "Arc") and self.resolve(ty.b[0]).kind == "dyn"

    def operator_error(self, node, left, right):
        left = self.resolve(left)
        if self.has_broken_impl(left):
            self.results.tainted = True
            return t.ERROR
        if (left.flags | self.resolve(right).flags) & t.ERRONEOUS:
            self.results.tainted = True
            return t.BOOL if node.op in COMPARISONS else t.ERROR
        if node.op in COMPARISONS:
            trait = self.tcx.lang(TRAITS[node.op])
            if not self.icx.holds(TraitRef(trait, (left, self.fresh()))):
                self.error(errors.binary_not_supported(self, node, left, right), left, right)
            elif self.single_rhs(trait, left) is not None:
                self.mismatch(node.right, right, self.single_rhs(trait, left), ("operand", node.left, left))
            else:
                self.error(errors.cannot_compare(self, node, left, right), left, right)
                self.enforce_builtin(node, left, right)
            return t.BOOL
        trait = self.tcx.lang(TRAITS[node.op])
        if not self.icx.holds(TraitRef(trait, (left, self.fresh()))):
            self.error(errors.binary_not_supported(self, node, left, right), left, right)
            self.enforce_builtin(node, left, right)
            return t.ERROR
        output = self.enforce_builtin(node, left, right)
        wanted = self.single_rhs(trait, left)
        if wanted is not None:
            return self.mismatch(node.right, right, wanted)
        self.error(errors.operand_mismatch(self, node, left, right))
        return output or self.fresh("ty", node)           # the output of no impl: rustc takes it for unknown, not for an error

    def enforce_builtin(self, node, left, right):
        """E0308 where both operands are primitives, also behind one reference, that the language's own operator takes if they are of one type
        (rustc's `enforce_builtin_binop_types`), which comes beside the error of the trait. Returns the type of the left one then, else None."""
        left, right = (self.resolve(ty.a) if ty.kind == "ref" else ty for ty in (left, right))
        both = lambda holds: holds(left) and holds(right)
        number = both(t.is_integral) or both(t.is_float)
        fits = both(is_scalar) if node.op in COMPARISONS else number or both(lambda ty: ty is t.BOOL) if node.op in ("&", "|", "^") else \
            number and node.op not in ("<<", ">>")
        if fits and not self.icx.try_unify(left, right):
            self.mismatch(node.right, right, left, ("operator",))
        return left if fits else None

    def single_rhs(self, trait, left):
        """The right operand's type if `left: trait<_>` has one solution."""
        var = self.fresh()
        return self.icx.solution(TraitRef(trait, (left, var)), var)

    def overloaded_unary(self, node, ty):
        trait = self.tcx.lang("Not" if node.op == "!" else "Neg")
        if not self.icx.holds(TraitRef(trait, (ty,))):
            return self.error(errors.cannot_apply_unary(self, node, self.resolve(ty)), ty)
        self.require(trait, (ty,), node)
        self.results.callees[node] = (trait.members["not" if node.op == "!" else "neg"], (ty,))
        return self.structurally(self.normalize(t.mk("alias", trait.members["Output"], (ty,)), node))

    # --- compound assignment ------------------------------------------------------------------------

    def expr_AssignOp(self, node, hint):
        left = self.structurally(self.check_expr(node.left))
        rhs_hint = left if is_scalar(left) and node.op not in ("<<", ">>") and not is_negation(node.right) else None
        right = self.structurally(self.check_expr(node.right, rhs_hint))
        if not self.is_place(node.left) and not self.means_deref(node, left):
            self.error(errors.invalid_left_side(node, node.left, "E0067"))
        self.mutable_place(node.left)
        if "error" in (left.kind, right.kind) or self.builtin_binary(node.op, left, right) is not None:
            return t.UNIT
        name = TRAITS[node.op] + "Assign"
        trait = self.tcx.lang(name)
        if left.kind == "infer" and left.b == "ty":
            self.require(trait, (left, right), node, ("operator", node))
            self.results.callees[node] = (next(iter(trait.members.values())), (left, right))
            return t.UNIT
        wanted = self.operand_for(trait, left, node.right, right)
        if wanted is None:
            self.compound_error(node, trait, self.resolve(left), self.resolve(right))
            return t.UNIT
        self.require(trait, (left, wanted), node, ("operator", node))
        member = next(iter(trait.members.values()))
        self.results.callees[node] = (member, (left, wanted))
        return t.UNIT

    def means_deref(self, node, left):
        """Whether the operator fits not the left side but what it points to: then only that is told."""
        trait = self.tcx.lang(TRAITS[node.op] + "Assign")

        def fits(ty):
            return ty.kind == "infer" or self.icx.holds(TraitRef(trait, (self.resolve(ty), self.fresh())))
        types = [ty for ty, _ in self.autoderef(left)][:2]
        return len(types) == 2 and not fits(types[0]) and fits(types[1])

    def compound_error(self, node, trait, left, right):
        if not self.icx.holds(TraitRef(trait, (left, self.fresh()))):
            self.error(errors.compound_not_supported(self, node, left), left)
            self.enforce_builtin(node, left, right)
            return
        self.enforce_builtin(node, left, right)
        wanted = self.single_rhs(trait, left)
        if wanted is not None:
            self.mismatch(node.right, right, wanted)
        else:
            self.error(errors.compound_mismatch(self, node, left, right))
