"""Checking calls: callee, expectations from the result, arguments in two rounds (closures last)."""

from ..syntax import ast
from ..ty import types as t
from ..ty.defs import TraitRef
from . import errors


# The traits of calls, the least demanding of the caller first: method, how the callee is borrowed
FN_METHODS = {"Fn": ("call", "shared"), "FnMut": ("call_mut", "mut"), "FnOnce": ("call_once", None)}


class Calls:
    """Part of FnCtxt."""

    def expr_Call(self, node, hint):
        self.results.callee_nodes.add(node.func)
        callee = self.check_expr(node.func)
        callee = self.known(callee, node.func)
        if callee.kind == "error":
            for arg in node.args:
                self.check_expr(arg)
            return t.ERROR
        steps = []
        for ty, step in self.autoderef(callee):
            if step is not None:
                steps.append(step)
            if ty.kind in ("fndef", "fnptr"):
                if steps:
                    self.adjust(node.func, *steps)
                return self.call_signature(node, ty, hint)
            if ty.kind == "closure":
                return self.call_closure(node, ty, steps, hint)
            result = self.overloaded_call(node, ty, steps) if ty.kind in ("param", "dyn", "alias", "opaque") or self.is_box(ty) else None
            if result is not None:
                return result
        for arg in node.args:
            self.check_expr(arg)
        return self.error(errors.not_callable(self, node, self.resolve(callee)), callee)

    def call_signature(self, node, ty, hint):
        inputs, output = self.tcx.callable_signature(ty)
        inputs = [self.normalize(i, node) for i in inputs]
        output = self.normalize(output, node)
        definition = ty.a if ty.kind == "fndef" else None
        if definition is not None and definition.kind in ("fn", "assoc_fn"):
            self.sized_checks += [(formal, arg, ("argument_type",)) for formal, arg in zip(inputs, node.args)]
            self.sized_checks.append((output, node, ("return_type",)))
        self.check_args(node, node.args, inputs, output, hint, definition, node.func)
        return output

    def overloaded_call(self, node, ty, steps):
        """A call through Fn, FnMut or FnOnce; None if the type implements none of them."""
        wanted = t.tuple_of([self.fresh() for _ in node.args])
        for name, inputs in [(name, wanted) for name in FN_METHODS] + [(name, self.fresh()) for name in FN_METHODS]:     # then for any number of arguments
            ref = TraitRef(self.tcx.lang(name), (ty, inputs))
            if not self.icx.holds(ref):
                continue
            self.icx.select(ref)
            if self.resolve(inputs).kind != "tuple":
                continue
            self.call_through(node, name, ty, steps, inputs)
            self.register(("trait", ref), node)
            output = self.normalize(t.mk("alias", self.tcx.lang("FnOnce").members["Output"], (ty, inputs)), node)
            self.check_args(node, node.args, list(self.resolve(inputs).b), output, None, None, node.func)
            return output
        return None

    def call_through(self, node, trait, ty, steps, inputs):
        """Record that the call `node` goes through a trait of `FN_METHODS`: its callee, of type `ty` behind the autoderef
        `steps`, is borrowed as the method wants it."""
        method, autoref = FN_METHODS[trait]
        if autoref is not None:
            steps = steps + [("borrow", t.ref(ty, autoref == "mut"), autoref)]
        if steps:
            self.adjust(node.func, *steps)
        if autoref == "mut":
            self.mutable_receiver(node.func)
        self.results.callees[node] = (self.tcx.lang(trait).members[method], (ty, inputs))

    def check_args(self, node, args, inputs, output, hint, definition, callee_node, receiver=False):
        """Check and coerce arguments against the formal inputs (without the receiver)."""
        if len(args) != len(inputs):
            count = min(len(args), len(inputs))
            for index, (arg, formal, want) in enumerate(zip(args, inputs, self.expected_inputs(inputs, output, hint))):     # what fits tells types
                self.check_arg(node, arg, formal, want, ("argument", node, definition, index))
            for arg in args[count:]:
                self.check_expr(arg)
            self.error(errors.wrong_arg_count(self, node, args, inputs, definition, callee_node, receiver))
            return
        wanted = self.expected_inputs(inputs, output, hint)
        for closures in (False, True):
            if closures:
                if not any(type(arg) is ast.Closure for arg in args):
                    return
                self.fulfill.select_where_possible()
            problems = []
            for index, (arg, formal, want) in enumerate(zip(args, inputs, wanted)):
                if (type(arg) is ast.Closure) is closures:
                    problem = self.check_arg(node, arg, formal, want, ("argument", node, definition, index))
                    if problem is not None:
                        problems.append(problem)
            if len(problems) == 1:
                self.error(problems[0])
            elif problems:
                word = {"struct": "struct", "variant": "enum variant"}.get(getattr(definition, "kind", ""), "method" if receiver else "function")
                self.error(errors.arguments_incorrect(word, node.name_tok if receiver else callee_node, problems, definition))

    def check_arg(self, node, arg, formal, want, cause):
        """Check one argument; the diagnostic where it does not fit."""
        shallow = self.icx.shallow(want)
        actual = self.check_expr(arg, None if shallow.kind == "adt" and self.is_unsized(shallow) else want)
        self.argument = arg                          # what is reborrowed for it is used only at the call (rustc's `AllowTwoPhase`)
        # coerce to the expectation first: the formal type may still be a variable
        if want is not formal and not self.is_unsized(want):
            if not self.coerce(arg, actual, want):
                return self.argument_mismatch(arg, actual, want, cause)
            actual = want
            if self.icx.try_unify(formal, actual):
                return None
        if self.may_be_told(formal):
            self.fulfill.select_where_possible()
        if self.coerce(arg, actual, formal):
            return None
        return self.argument_mismatch(arg, actual, formal, cause)

    def argument_mismatch(self, arg, actual, formal, cause):
        if (self.resolve(actual).flags | self.resolve(formal).flags) & t.ERRONEOUS:
            self.results.tainted = True
            return None
        return self.mismatch_diagnostic(arg, actual, formal, cause)

    def may_be_told(self, formal):
        """Whether pending obligations may tell more of a formal type (rustc's `resolve_vars_with_obligations`). What a number
        whose type is open implements tells nothing, though std's impls for groups of primitives would."""
        variables = {part for part in t.walk(self.resolve(formal)) if type(part) is t.Ty and part.kind == "infer"}
        if not variables or not self.fulfill.pending:
            return False
        for obligation in self.fulfill.pending:
            if obligation.pred[0] == "trait":
                subject, *rest = [self.resolve(arg) for arg in obligation.pred[1].args]
                if subject.kind == "infer" and subject.b in ("int", "float") and variables & {part for arg in rest for part in t.walk(arg)}:
                    return False
        return True

    def is_unsized(self, ty):
        """Whether a type, or the last field of a struct type, is a slice, str or trait object (rustc's `rvalue_hint`)."""
        ty = self.icx.shallow(ty)
        while ty.kind == "adt" and ty.a.kind == "struct" and ty.a.fields:
            last = self.tcx.type_of(ty.a.fields[-1])
            if last is None or last.kind != "param" or last.a >= len(ty.b):
                return False
            ty = self.icx.shallow(ty.b[last.a])
        return ty.kind in ("dyn", "slice", "str")

    def expected_inputs(self, inputs, output, hint):
        """What the expected result says of the arguments (rustc's `expected_inputs_for_expected_output`)."""
        if hint is not None and self.is_unsized(hint):
            hint = None                                   # no call gives a value of an unsized type
        if hint is None or not output.flags & t.HAS_INFER:
            return inputs
        hint = self.resolve(hint)
        if hint.kind == "infer":
            return inputs
        mark = self.icx.snapshot()
        if self.icx.unify(output, hint):
            out = [self.resolve(i) for i in inputs]
        else:
            out = inputs
        self.icx.rollback(mark)
        return out
