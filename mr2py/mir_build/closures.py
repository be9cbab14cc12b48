"""MIR of closure bodies, and what they capture (Reference, "Closure types"; RFC 2229; rustc_hir_typeck::upvar).

A closure's body is first built with each variable of its environment as a local of its own. What the leaves do with
the places of such locals says what is captured and how; then those places become fields of the closure.
"""

from ..mir import body as m
from ..ty import types as t
from . import captures
from .build import Builder


class ClosureBuilder(Builder):
    """Builds the body of the closure `definition`, which lies in the body that `results` belong to."""

    def __init__(self, tcx, results, definition):
        super().__init__(tcx, results)
        self.definition, self.info = definition, definition.memo["closure"]
        self.environment = {}               # typeck Local → [its local here, first token that mentions it]

    def local_place(self, local, node=None):
        if local not in self.variables and local not in self.guard_views:
            self.variables[local] = number = self.new_local(local.ty, local.name, local.mut, "upvar", self.info.node, "upvar")
            self.environment[local] = [number, node.lo if node is not None else 0]
        found = self.environment.get(local)
        if found is not None and node is not None:
            found[1] = min(found[1], node.lo)
        return super().local_place(local, node)

    def build(self, kind="FnOnce"):
        node, results = self.info.node, self.results
        closure = results.types[node]
        signature = closure.b[-2]
        inputs, output = [t.erase_escaping(ty) for ty in signature.a], t.erase_escaping(signature.b)
        self.new_local(output, None, True, "return", node.body)
        self.push_scope()
        self_ty = {"Fn": t.ref(closure), "FnMut": t.ref(closure, True), "FnOnce": closure}[kind]
        self.schedule_value(self.new_local(self_ty, None, False, "arg", node, "closure"), 0)
        patterns = self.parameters(node, inputs)
        self.push_scope()
        for pat, place, ty in patterns:
            self.declare_bindings(pat, "arg")
            self.bind_irrefutable(pat, place, ty)
        self.in_scope(node.body, lambda: self.into(m.Place(0), node.body))
        end = (node.body.hi, node.body.hi)
        self.emit_drops(0, end)
        self.terminate(m.Return(), end)
        body = m.Body(self.definition, self.locals, len(inputs) + 1, m.Block(self.out), node.body.lo, node.body.hi)
        body.edition = self.edition
        m.number(body)
        return body


def analyse(tcx, results, definition):
    """(captures, kind) of a closure whose inner closures were analysed before."""
    builder = ClosureBuilder(tcx, results, definition)
    body = builder.build()
    return captures.analyse(tcx, results, definition, body, builder.environment)


def build_closure(tcx, results, definition):
    """The Body of a closure: its environment's variables are fields of local 1."""
    builder = ClosureBuilder(tcx, results, definition)
    info = definition.memo["closure"]
    body = builder.build(info.kind)
    roots = {number: local for local, (number, _) in builder.environment.items()}
    captures.rewrite(body, info, roots)
    body.upvars = info.captures
    return body


def build_once_shim(tcx, definition):
    """The Body that takes a closure by value, calls it by reference and drops it (rustc's ClosureOnceShim)."""
    closure = definition.memo["once_shim"]
    info = closure.memo["closure"]
    ty = info.results.types[info.node]
    builder = Builder(tcx, info.results)
    signature = ty.b[-2]
    inputs, where = [t.erase_escaping(part) for part in signature.a], info.node
    builder.new_local(t.erase_escaping(signature.b), None, True, "return", where)
    builder.push_scope()
    env = builder.new_local(ty, None, True, "arg", where)
    builder.schedule_value(env, 0)
    params = [builder.new_local(part, None, False, "arg", where) for part in inputs]
    for param in params:
        builder.schedule_value(param, 0)
    builder.push_scope()
    builder.temp_depth = 1
    mutable = info.kind == "FnMut"
    operand = builder.borrow(m.Place(env), ty, "mut" if mutable else "shared", where, "autoref")
    method = tcx.lang(info.kind).members["call_mut" if mutable else "call"]
    func = m.Const(None, t.mk("fndef", method, (ty, t.tuple_of(inputs))))
    args = [operand] + [builder.consume(m.Place(param), part) for param, part in zip(params, inputs)]
    builder.call(m.Place(0), func, args, False, "fn_trait", where)
    end = (where.hi, where.hi)
    builder.emit_drops(0, end)
    builder.terminate(m.Return(), end)
    body = m.Body(definition, builder.locals, len(inputs) + 1, m.Block(builder.out), where.lo, where.hi)
    body.edition = builder.edition
    m.number(body)
    return body
