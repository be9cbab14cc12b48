"""Expressions as places, operands and temporaries, with their adjustments applied.

An expression with the first k of its adjustments applied is the pair (node, k); k None: all of them.
"""

from ..mir import body as m
from ..syntax import ast
from ..ty import types as t

PLACE_NODES = (ast.Field, ast.Index)
FOREVER = -1          # the scope of temporaries that a constant's value keeps (Reference, "Constant promotion")


class Places:
    """Part of Builder."""

    def steps(self, node):
        return self.results.adjustments.get(node, ())

    def count(self, node, k):
        return len(self.steps(node)) if k is None else k

    def type_of(self, node, k=None):
        """The type of an expression after its first k adjustments."""
        k = self.count(node, k)
        return self.steps(node)[k - 1][1] if k else self.results.types[node]

    def is_place(self, node, k=None):
        k = self.count(node, k)
        if k:
            return self.steps(node)[k - 1][0] in ("deref", "overloaded_deref")
        kind = type(node)
        if kind is ast.PathExpr:
            return self.results.res[node][0] in ("local", "static")
        return kind in PLACE_NODES or kind is ast.Unary and node.op == "*"

    # --- places ---------------------------------------------------------------------------------

    def as_place(self, node, k=None, mutable=False):
        """The Place of a place expression; of a value, the temporary that holds it."""
        k = self.count(node, k)
        if k:
            kind, ty, extra = self.steps(node)[k - 1]
            if kind == "deref":
                return self.as_place(node, k - 1, mutable).deref()
            if kind == "overloaded_deref":
                return self.deref_call(self.borrowed_place(node, k - 1, extra), self.type_of(node, k - 1), ty, extra, node)
            return m.Place(self.as_temp(node, k))
        kind = type(node)
        if kind is ast.PathExpr:
            entry = self.results.res[node]
            if entry[0] == "local":
                return self.local_place(entry[1], node)
            if entry[0] == "static":
                return self.static_place(node, entry[1])
        elif kind is ast.Field:
            base = self.as_place(node.expr, None, mutable)
            return base.field(self.results.fields[node], self.results.types[node])
        elif kind is ast.Index:
            return self.index_place(node)
        elif kind is ast.Unary and node.op == "*":
            return self.deref_place(node, mutable)
        return m.Place(self.as_temp(node, 0))

    def local_place(self, local, node=None):
        """The place of a variable that the expression `node` mentions."""
        view = self.guard_views.get(local)
        if view is not None:
            return m.Place(view).deref()
        return m.Place(self.variables[local])

    def static_place(self, node, definition):
        ty = t.ref(self.results.types[node])
        temp = self.temp(ty, node)
        self.assign(m.Place(temp), m.Use(m.Const(m.ConstItem(definition, ()), ty)), node)
        return m.Place(temp).deref()

    def deref_place(self, node, mutable):
        callee = self.results.callees.get(node)
        if callee is None:
            return self.as_place(node.expr, None, mutable).deref()
        is_mut = callee[0].name == "deref_mut"
        base = self.borrowed_place(node.expr, None, is_mut)
        return self.deref_call(base, self.type_of(node.expr), self.results.types[node], is_mut, node)

    def deref_call(self, base, base_ty, target, mutable, node):
        """`*Deref::deref(&base)`."""
        trait = self.tcx.lang("DerefMut" if mutable else "Deref")
        member = trait.members["deref_mut" if mutable else "deref"]
        arg = self.borrow(base, base_ty, "mut" if mutable else "shared", node, "autoref")
        return self.call_for_place(member, (base_ty,), [arg], t.ref(target, mutable), node, "deref")

    def borrowed_place(self, node, k, mutable):
        """The place that an operator borrows: that of a promoted constant where it only reads."""
        place = None if mutable else self.promoted_place(node, k)
        return place if place is not None else self.as_place(node, k, mutable)

    def borrow(self, place, ty, kind, node, origin):
        """A temporary that holds a reference to a place, as an operand."""
        temp = self.temp(t.ref(ty, kind != "shared"), node)
        self.assign(m.Place(temp), m.Ref(kind, place, origin), node)
        return m.Move(m.Place(temp))

    def call_for_place(self, member, args, operands, ref_ty, node, origin):
        result = self.temp(ref_ty, node)
        func = m.Const(None, t.mk("fndef", member, args))
        self.call(m.Place(result), func, operands, False, origin, node)
        return m.Place(result).deref()

    def index_place(self, node):
        callee = self.results.callees.get(node)
        base_ty = self.type_of(node.expr)
        if callee is not None:
            member, args = callee
            mutable = member.name == "index_mut"
            base = self.borrowed_place(node.expr, None, mutable)
            arg = self.borrow(base, base_ty, "mut" if mutable else "shared", node.expr, "autoref")       # never two-phase
            index = self.as_operand(node.index)
            return self.call_for_place(member, args, [arg, index], t.ref(self.results.types[node], mutable), node, "index")
        return self.element(self.as_place(node.expr), node)

    def element(self, base, node):
        """The place of `node`, an element of the array or slice in `base`."""
        index = self.index_local(node.index)
        self.emit(m.BoundsCheck(base, m.Copy(m.Place(index))), node)
        return base.then(("[]", index))

    def index_local(self, node):
        """The index in a local that nothing can change before its use."""
        temp = self.temp(t.USIZE, node)
        self.into(m.Place(temp), node)
        return temp

    # --- operands and temporaries -----------------------------------------------------------------

    def as_operand(self, node, k=None):
        """The value of an expression as an operand: a constant, or moved out of a temporary."""
        k = self.count(node, k)
        constant = self.as_constant(node) if k == 0 else None
        if constant is not None:
            return constant
        temp = self.as_temp(node, k, self.operand_depth())
        return m.Move(m.Place(temp))

    def as_constant(self, node):
        """A Const operand for a literal, a function item or a named constant, else None."""
        kind = type(node)
        if kind is ast.Lit:
            return self.literal(node, False)
        if kind is ast.Unary and node.op == "-" and type(node.expr) is ast.Lit and node not in self.results.callees \
                and not self.steps(node.expr):
            return self.literal(node.expr, True)
        if kind is ast.PathExpr:
            entry = self.results.res[node]
            ty = self.results.types[node]
            if entry[0] == "fn" or entry[0] == "ctor" and ty.kind == "fndef":
                return m.Const(None, ty)
            if entry[0] == "const":
                return m.Const(m.ConstItem(entry[1], entry[2]), ty)
            if entry[0] == "const_param":
                return m.Const(entry[1][0], ty)
        if kind is ast.Tuple and not node.elems:
            return m.Const(None, t.UNIT)
        return None

    def literal(self, node, negative):
        ty = self.results.types[node]
        value = node.value
        if ty.kind == "float":
            value = float(value)
        if negative:
            value = -value
        return m.Const(value, ty)

    def as_temp(self, node, k=None, own=None):
        """A temporary with the value of an expression. Its scope: that at depth `own` (None: the temporaries' scope), or longer
        where extended."""
        k = self.count(node, k)
        ty = self.type_of(node, k)
        depth = self.extended.get((node, k), self.extended.get((node, None)) if k == 0 else None)
        if depth == FOREVER:
            temp = self.new_local(ty, None, True, "temp", node, "promoted")
            self.into(m.Place(temp), node, k)
            return temp
        own = self.temp_depth if own is None else own
        temp = self.temp(ty, node, own if depth is None else depth)
        self.into(m.Place(temp), node, k)
        self.schedule_value(temp, own if depth is None else depth)
        return temp

    # --- promotion --------------------------------------------------------------------------------

    def promoted(self, node, k):
        """The local of a promoted constant for `&node` (Reference, "Constant promotion"), or None."""
        if not self.is_promotable(node, k):
            return None
        ty = self.type_of(node, k)
        local = self.new_local(ty, None, False, "temp", node, "promoted")
        self.into(m.Place(local), node, k)
        return local

    def promoted_place(self, node, k):
        """The place of a promoted constant, or of a part of one, for `&node`, or None."""
        if not self.is_place(node, k):
            local = self.promoted(node, k)
            return None if local is None else m.Place(local)
        if self.count(node, k) or type(node) not in (ast.Field, ast.Index) or not self.is_promotable(self.root(node)):
            return None
        if type(node) is ast.Field:
            base = self.promoted_place(node.expr, None)
            return None if base is None else base.field(self.results.fields[node], self.results.types[node])
        if node in self.results.callees or self.type_of(node.expr).kind != "array":
            return None
        base = self.promoted_place(node.expr, None)
        return None if base is None else self.element(base, node)

    def root(self, node):
        """The expression that the fields and elements of a place expression belong to."""
        while type(node) in (ast.Field, ast.Index) and not self.steps(node.expr):
            node = node.expr
        return node

    def is_promotable(self, node, k=None):
        if any(how[0] not in ("reify", "closure_fnptr") for how in self.steps(node)[:self.count(node, k)]):
            return False
        kind = type(node)
        if kind is ast.Lit:
            return True
        if kind is ast.Unary and node.op in "-!":
            return node not in self.results.callees and self.is_promotable(node.expr)
        if kind in (ast.Tuple, ast.Array):
            return all(self.is_promotable(elem) for elem in node.elems)
        if kind is ast.Repeat:
            return self.is_promotable(node.elem)
        if kind is ast.Binary:
            return node.op not in ("/", "%") and node not in self.results.callees and node.op not in ("&&", "||") \
                and self.is_promotable(node.left) and self.is_promotable(node.right)
        if kind is ast.AddrOf:
            return not node.mut and self.is_promotable(node.expr)
        if kind is ast.Cast:
            return self.is_promotable(node.expr)
        if kind is ast.Closure:
            return not self.tcx.capture_types(self.results.types[node])
        if kind is ast.StructLit:
            return node.base is None and not self.needs_drop(self.results.types[node]) \
                and all(self.is_promotable(init.expr) for init in node.fields)
        if kind is ast.Call and type(node.func) is ast.PathExpr:
            return self.results.res[node.func][0] == "ctor" and not self.needs_drop(self.results.types[node]) \
                and all(self.is_promotable(arg) for arg in node.args)
        if kind is ast.PathExpr:
            entry = self.results.res[node]
            if entry[0] == "ctor":
                return entry[1].ctor == "const" or self.results.types[node].kind == "fndef"
            if entry[0] == "fn":
                return True
            return entry[0] == "const" and not self.const_has(entry[1], self.results.types[node], self.tcx.needs_drop, self.tcx.has_drop_impl) \
                and not self.const_has(entry[1], self.results.types[node], self.tcx.holds_cell, lambda adt: adt.is_cell or None)
        return False

    def const_has(self, constant, ty, quality, own):
        return quality(ty, self.owner) and self.value_has(constant, quality, own)

    def value_has(self, constant, quality, own):
        """Whether the value of a constant whose type has a quality (it needs drop, it holds a cell) has it too (rustc's `qualifs`
        of values). `own`: whether an ADT has it whatever its fields are."""
        results = self.tcx.typeck_results.get(constant)

        def needs(node):
            ty = results.types.get(node)
            if ty is None or not quality(ty, constant):
                return ty is None
            if type(node) is ast.PathExpr:
                entry = results.res[node]
                return entry[0] != "ctor" and not (entry[0] == "const" and not self.value_has(entry[1], quality, own))
            if type(node) in (ast.Tuple, ast.Array):
                return any(map(needs, node.elems))
            parts = [init.expr for init in node.fields] if type(node) is ast.StructLit and node.base is None else \
                node.args if type(node) is ast.Call and results.res.get(node.func, ("",))[0] == "ctor" else None
            return parts is None or own(ty.a) is not None or any(map(needs, parts))
        return results is None or results.tainted or needs(constant.node.value)
