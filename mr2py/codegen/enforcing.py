"""Steps of the shadow in the emitted code (`--enforce`): `frame.step(NUMBER, indices…)`, what is static in the module's table."""

import ast

from ..mir import body as m
from ..transform.shadow import Computed, Steps
from . import pyast as p
from .representation import unit_like
from .tracing import Silent


class Enforcer(Silent):
    """Writes the steps of one user function. It is an observer of the function's leaves, as `tracing.Tracer` is."""

    active = True

    def __init__(self, fb):
        self.fb = fb
        self.steps = Steps(fb.tcx, fb.body, fb.place_ty, fb.resolve)
        self.frame = fb.scope.new("frame")
        self.places = {}                  # level `full`: see `finish`
        self.name = fb.module.display_name(fb.body.definition)

    def number(self, operation, lo):
        """The number of a step in the module's table."""
        steps = self.fb.module.steps
        file, line, _ = self.fb.tcx.tokens.location(lo)
        steps.append((operation[0], f"{file}:{line}", *operation[1:]))
        return len(steps) - 1

    def step(self, operation, lo, indices=()):
        """The statement that carries out a step."""
        return self.statement("step", [p.constant(self.number(operation, lo)), *indices], lo)

    def statement(self, method, arguments, lo):
        statement = ast.Expr(ast.Call(p.attribute(p.name(self.frame), method), arguments, []))
        statement.mrs = lo
        return statement

    def write(self, operations, leaf):
        if operations:
            self.fb.pending.flush()
        for operation in operations:
            if operation[0] not in self.fb.module.faults:
                self.fb.emit(self.step(operation, leaf.lo, self.indices(operation)))

    def indices(self, part):
        """The values of the computed indices in an operation, in order."""
        found = []
        for elem in part if type(part) is tuple else ():
            if type(elem) is Computed:
                found.append(self.fb.base(elem.local).read().node)
            else:
                found += self.indices(elem)
        return found

    def before(self, leaf):
        self.write(self.steps.before(leaf), leaf)

    def after(self, leaf):
        self.write(self.steps.after(leaf), leaf)

    storage = before

    def branches(self, node):
        if type(node) is m.Match and any(test.place == node.place for arm in node.arms for one in arm.candidates for test in one.tests):
            self.write([("look", self.steps.place(node.place))], node)

    def enter(self):
        lo = self.fb.body.definition.node.lo
        functions = self.fb.module.shadow_functions
        entry = self.steps.function(self.name, self.fb.module.observable)
        functions.append((*entry, self.places, self.fb.module.line(lo)) if self.fb.module.types is not None else entry)
        value = p.call("rt_shadow_enter", p.constant(len(functions) - 1), p.constant(self.number(("live",), lo)))
        self.fb.emit(p.assign(p.name(self.frame), value))

    def leave(self):
        self.fb.emit(self.statement("leave", [p.constant(self.number(("dead",), self.fb.leaf.lo))], self.fb.leaf.lo))

    def finish(self):
        """Level `full`: tell where each local is in Python, (name, is it in a Cell, type, the user's name or None), once all names are given."""
        types = self.fb.module.types
        if types is not None:
            for local, decl in enumerate(self.fb.body.locals):
                if unit_like(self.fb.types[local]):
                    continue                                     # there is nothing to see
                name = self.fb.names.get(local, "")
                self.places[local] = name, local in self.fb.celled, types.index(self.fb.types[local]), decl.name

    def unwound(self):
        return [self.statement("unwound", [], self.fb.body.lo)] if self.fb.module.types is not None else []

    def unwound_out(self):
        return [self.statement("unwound_out", [], self.fb.body.lo)] if self.fb.module.types is not None else []

    def drop_taken(self, place, lo):
        operation = ("drop", self.steps.place(place), self.steps.is_whole(place), self.steps.opens(self.fb.place_ty(place)))
        return [self.step(operation, lo, self.indices(operation))]

    def dropped_unwinding(self, local):
        return self.drop_taken(m.Place(local), self.fb.body.locals[local].lo), []


class Together:
    """Several observers of the same function."""

    active = True

    def __init__(self, observers):
        self.observers = observers

    def __getattr__(self, name):
        def everyone(*arguments):
            found = [getattr(observer, name)(*arguments) for observer in self.observers]
            if name == "dropped_unwinding":
                return tuple([[statement for part in parts for statement in part] for parts in zip(*found)])
            return [statement for part in found for statement in part or ()]
        return everyone
