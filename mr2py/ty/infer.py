"""Inference variables and unification (rustc_infer). Regions are not looked at: the borrow checker's work.

A variable is `Ty("infer", id, kind)`; `values[id]` is what it was unified with. All bindings go to an
undo log, so that `snapshot`/`rollback` make probing free of traces.
"""

from . import types as t


class InferCtxt:
    def __init__(self, tcx):
        self.tcx = tcx
        self.values, self.origins, self.log = [], [], []
        self.hidden, self.recursive = {}, set()    # {opaque Def that the body defines: (its variable, the type with the body's own parameters)}

    # --- variables --------------------------------------------------------------------------

    def fresh(self, kind="ty", origin=None):
        """A new variable: kind "ty", "int", "float" or "const"."""
        self.values.append(None)
        self.origins.append(origin)
        if kind == "const":
            return t.const("infer", len(self.values) - 1)
        return t.mk("infer", len(self.values) - 1, kind)

    def fresh_args(self, definition, origin=None):
        """Fresh arguments for each parameter of a definition (regions erased)."""
        return tuple([self.fresh_for(p, origin) for p in self.tcx.generics_of(definition).params])

    def fresh_for(self, parameter, origin=None):
        if parameter.kind == "lifetime":
            return t.ERASED
        return self.fresh("ty" if parameter.kind == "type" else "const", origin or parameter)

    def snapshot(self):
        return len(self.log)

    def rollback(self, mark):
        log, values = self.log, self.values
        while len(log) > mark:
            values[log.pop()] = None

    def shallow(self, ty):
        """`ty`, or what it stands for if it is a bound variable."""
        while ty.kind == "infer":
            value = self.values[ty.a]
            if value is None:
                return ty
            ty = value
        return ty

    def resolve(self, term):
        """`term` with all bound variables replaced."""
        if not term.flags & t.HAS_INFER:
            return term

        def leaf(part):
            if part.kind == "infer":
                value = self.values[part.a]
                return part if value is None else self.resolve(value)
            return part
        return t.fold(term, leaf, t.HAS_INFER)

    def resolve_all(self, terms):
        return tuple([self.resolve(term) for term in terms])

    # --- unification --------------------------------------------------------------------------

    def unify(self, a, b):
        """Make two types equal; False (with bindings possibly made: use `try_unify`) if they cannot be."""
        if a is b:
            return True
        a, b = self.shallow(a), self.shallow(b)
        if a is b:
            return True
        kind = a.kind
        if self.hidden and (kind == "opaque" or b.kind == "opaque"):
            return self.unify_hidden(a, b)
        return self.unify_known(a, b, kind)

    def unify_hidden(self, a, b):
        """The same where one may be an opaque type that the body itself defines: with its own parameters as arguments it is what it hides
        (`fn f(n: u8) -> impl Sized { if n == 0 { return 1; } f(n - 1) }`)."""
        for one, other in ((a, b), (b, a)):
            if one.kind == "opaque" and one.a in self.hidden:
                var, identity = self.hidden[one.a]
                if self.resolve(one) is not identity:
                    continue
                var = self.shallow(var)
                if other is var:
                    self.recursive.add(one.a)
                    return True
                if other.kind != "infer" or other.b != "ty":
                    return self.unify(var, other)
        return self.unify_known(a, b, a.kind)

    def unify_known(self, a, b, kind):
        """The same of two types that are no bound variables."""
        if kind == "infer":
            return self.bind(a, b)
        if b.kind == "infer":
            return self.bind(b, a)
        if kind == "error" or b.kind == "error":
            return True
        if kind != b.kind:
            return False
        if kind in ("adt", "tuple", "fndef", "alias", "closure", "opaque"):
            return a.a is b.a and len(a.b) == len(b.b) and self.unify_args(a.b, b.b)
        if kind == "ref" or kind == "ptr":
            return a.c == b.c and self.unify(a.a, b.a)
        if kind == "slice":
            return self.unify(a.a, b.a)
        if kind == "array":
            return self.unify(a.a, b.a) and self.unify_arg(a.b, b.b)
        if kind == "fnptr":
            return a.c == b.c and len(a.a) == len(b.a) and self.unify_args(a.a, b.a) and self.unify(a.b, b.b)
        if kind == "dyn":
            return self.unify_dyn(a, b)
        return a.a == b.a and kind in ("int", "float", "param", "bool", "char", "str", "never")

    def unify_dyn(self, a, b):
        if len(a.a) != len(b.a):
            return False
        for (def_a, args_a, assoc_a), (def_b, args_b, assoc_b) in zip(a.a, b.a):
            if def_a is not def_b or not self.unify_args(args_a, args_b):
                return False
            if not all(self.unify(x, y) for (_, x), (_, y) in zip(assoc_a, assoc_b)):
                return False
        return True

    def unify_args(self, xs, ys):
        for x, y in zip(xs, ys):
            if x is not y and not self.unify_arg(x, y):
                return False
        return True

    def unify_arg(self, x, y):
        cls = type(x)
        if cls is t.Ty:
            return type(y) is t.Ty and self.unify(x, y)
        if cls is t.Region:
            return True
        x, y = self.shallow(x), self.shallow(y)
        if x is y or x.kind == "error" or y.kind == "error":
            return True
        if x.kind == "infer":
            return self.set(x.a, y)
        return y.kind == "infer" and self.set(y.a, x)

    def set(self, index, value):
        self.values[index] = value
        self.log.append(index)
        return True

    def bind(self, var, value):
        if value.kind == "infer":
            if var.b == "ty":
                return self.set(var.a, value)
            if value.b == "ty" or value.b == var.b:
                return self.set(value.a, var)
            return False
        if var.b == "int":
            return value.kind in ("int", "error") and self.set(var.a, value)
        if var.b == "float":
            return value.kind in ("float", "error") and self.set(var.a, value)
        if value.flags & t.HAS_INFER and self.occurs(var, value):
            return False
        return self.set(var.a, t.erase_escaping(value))

    def occurs(self, var, value):
        return any(part is var for part in t.walk(self.resolve(value)))

    def try_unify(self, a, b):
        """Make two types equal, or leave no trace and return False."""
        mark = len(self.log)
        if self.unify(a, b):
            return True
        self.rollback(mark)
        return False

    def can_unify(self, a, b):
        mark = len(self.log)
        done = self.unify(a, b)
        self.rollback(mark)
        return done
