"""Build the MIR of one body: parameters, the body's block, the return."""

from ..mir import body as m
from ..syntax import ast
from .control import ControlFlow
from .closure_exprs import ClosureExpressions
from .exprs import Expressions
from .let_guards import LetGuards
from .matches import Matches
from .places import FOREVER, Places
from .scope import Scopes


class Builder(Scopes, Places, Expressions, ClosureExpressions, ControlFlow, Matches, LetGuards):
    def __init__(self, tcx, results):
        self.tcx, self.results, self.owner = tcx, results, results.owner
        self.locals, self.scopes, self.targets = [], [], []
        self.known_chains = {}
        self.out, self.closed = [], False
        self.temp_depth = 0
        self.variables = {}           # typeck Local → local number
        self.guard_views = {}         # typeck Local → local number of its by-reference view, inside a guard
        self.extended = {}            # expression whose temporary lives longer → scope depth
        self.labels = 0
        self.edition = tcx.edition if self.owner.krate == "user" else 2024
        self.answers = {}

    # --- facts about types ------------------------------------------------------------------------

    def needs_drop(self, ty):
        return self.tcx.needs_drop(ty, self.owner)

    def is_copy(self, ty):
        return self.tcx.is_copy(ty, self.owner)

    def consume(self, place, ty, node=None):
        """An operand that copies or moves out of a place (that of the expression `node`)."""
        return m.Copy(place, node in self.results.reborrowed) if self.is_copy(ty) else m.Move(place)

    def new_label(self):
        self.labels += 1
        return self.labels

    # --- bodies ---------------------------------------------------------------------------------

    def build(self):
        inputs, output = self.results.sig
        node = self.owner.node
        value = node.body if isinstance(node, ast.Fn) else node.value
        self.new_local(output, None, True, "return", value)
        self.push_scope()
        patterns = self.parameters(node, inputs) if isinstance(node, ast.Fn) else []
        self.push_scope()
        for pat, place, ty in patterns:
            self.declare_bindings(pat, "arg")
            self.bind_irrefutable(pat, place, ty)
        if not isinstance(node, ast.Fn):
            self.extend_temporaries(value, FOREVER)
        self.in_scope(value, lambda: self.into(m.Place(0), value))
        end = (value.hi, value.hi)
        self.emit_drops(0, end)
        self.terminate(m.Return(), end)
        return self.finish(value, len(inputs))

    def parameters(self, node, inputs):
        """Declare the parameters; returns the patterns that take one apart."""
        patterns = []
        params = list(zip(node.params, inputs[1:] if getattr(node, "self_param", None) is not None else inputs))
        if getattr(node, "self_param", None) is not None:
            local = self.results.self_local
            number = self.new_local(inputs[0], "self", local.mut, "arg", node.self_param, "self")
            self.variables[local] = number
            self.schedule_value(number, 0)
        for param, ty in params:
            binding = self.simple_binding(param.pat)
            if binding is not None:
                number = self.new_local(ty, binding.name, binding.mut, "arg", param.pat, "arg")
                self.variables[binding] = number
            else:
                number = self.new_local(ty, None, False, "arg", param.pat, "arg")
                patterns.append((param.pat, m.Place(number), ty))
            self.schedule_value(number, 0)
        return patterns

    def finish(self, value, arg_count):
        body = m.Body(self.owner, self.locals, arg_count, m.Block(self.out), value.lo, value.hi)
        body.edition = self.edition
        m.number(body)
        return body

    def simple_binding(self, pat):
        """The typeck Local of a pattern that is just a by-value name, else None."""
        if type(pat) is ast.PatIdent and pat.sub is None and pat in self.results.bindings:
            local, how = self.results.bindings[pat]
            if how == "move" and pat not in self.results.pat_derefs:
                return local
        return None



def build_body(tcx, results):
    """The structured MIR of a body that type checking accepted."""
    return Builder(tcx, results).build()
