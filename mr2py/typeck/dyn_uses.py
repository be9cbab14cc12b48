"""Where a body deals in trait objects whose trait has none (E0038): rustc asks whether a type is well-formed at calls, of what
they give and take and of the arguments of what is called, at `a[i]`, `for` and the parameters of closures."""

from ..syntax import visit
from ..ty import types as t
from .dyn_compat import not_an_object


class Uses:
    """The search in one body."""

    def __init__(self, fcx, root):
        self.fcx, self.results, self.root = fcx, fcx.results, root

    def report(self):
        for node in visit.walk(self.root):
            check = getattr(self, "use_" + type(node).__name__, None)
            if check is not None:
                check(node)

    def bad(self, term):
        """The trait of a trait object in a type where it has none, or None."""
        term = self.fcx.resolve(term)
        if term.flags & t.HAS_ERROR:
            return None
        return next((part.a[0][0] for part in t.walk(term) if type(part) is t.Ty and not_an_object(self.fcx.tcx, part)), None)

    def ask(self, terms, where):
        """Report the first bad one of some types; whether there was one."""
        for term in terms:
            trait = self.bad(term)
            if trait is not None:
                self.fcx.results.tainted = True
                from .object_errors import not_compatible
                self.fcx.tcx.diags.add(not_compatible(self.fcx.tcx, trait, where, where))
                return True
        return False

    def use_PathExpr(self, node):
        entry = self.results.res.get(node)
        if entry is not None and entry[0] in ("fn", "ctor"):
            self.ask([arg for arg in entry[2] if type(arg) is t.Ty], node)

    def use_Call(self, node):
        func = self.results.types.get(node.func)
        func = self.fcx.resolve(func) if func is not None else None
        if func is not None and func.kind in ("fndef", "fnptr"):
            inputs, output = self.fcx.tcx.callable_signature(func)
            for formal, arg in zip(inputs, node.args):
                self.ask([self.fcx.normalize(formal, arg)], arg)
            self.ask([self.fcx.normalize(output, node)], node)

    def use_MethodCall(self, node):
        if node not in self.results.callees:
            return
        definition, args = self.results.callees[node]
        types = [self.fcx.resolve(arg) for arg in args if type(arg) is t.Ty]
        if definition.parent.kind == "trait" and types[0].kind == "dyn":
            types = types[1:]
        if not self.ask(types, node):
            sig = self.fcx.tcx.fn_sig(definition)
            parts = (*sig.inputs[1:], sig.output)
            self.ask([self.fcx.normalize(t.erase_regions(t.subst(part, args)), node) for part in parts if part is not SELF], node.name_tok)

    def use_Index(self, node):
        if node in self.results.callees:
            self.ask([arg for arg in self.results.callees[node][1] if type(arg) is t.Ty], node)
        elif node.expr in self.results.types and node.expr in self.results.adjustments:
            self.ask([self.results.types[node.expr]], node)

    def use_For(self, node):
        if node in self.results.fors:
            self.ask(self.results.fors[node][0], node.iter)

    def use_Closure(self, node):
        for param in node.params:
            if param.pat in self.results.types:
                self.ask([self.results.types[param.pat]], param)


SELF = t.param(0, "Self")


def without_objects(tcx, term):
    """A type as written in a body, where trait objects that are none become errors."""
    def leaf(part):
        return t.ERROR if type(part) is t.Ty and part.kind == "dyn" and not_an_object(tcx, part) else part
    return t.fold(term, leaf)
