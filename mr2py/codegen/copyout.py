"""Parameters that are passed by copy in and copy out.

    fn bump(value: &mut i64)      →    def bump(value): …; return value          x = bump(x)

Instead of a reference object for the place behind a `&mut` to a value type, the function takes the value and
returns the new one beside its result. Nobody can tell the difference: the borrow is exclusive, so nobody else looks
at the place during the call, the function uses the parameter as a place only, and it cannot unwind after a write.
"""

import ast

from ..mir import body as m
from ..ty import types as t
from . import analysis, control, panics, pyast as p, unwinding
from .places import Attr, Part, Var
from .representation import unit_like
from .tree import walk


def parameter(module, definition, args):
    """The local of the one parameter of an instance that is copied in and out, or None."""
    key = (definition, args)
    if key not in module.copied_out:
        module.copied_out[key] = local = candidate(module, definition, args)     # recursion relies on it
        if local is not None and not fits(module, definition, args, local):
            module.copied_out[key] = None
    return module.copied_out[key]


def candidate(module, definition, args):
    """The only `&mut` to a value type among the parameters of a function that is always called by its name."""
    if module.traced or definition.krate != "user" or definition.kind not in ("fn", "assoc_fn") \
            or definition.intrinsic is not None or definition in module.function_values or module.is_track_caller(definition):
        return None
    owner = definition.parent
    if owner.kind == "trait" or owner.kind == "impl" and module.tcx.impl_trait_ref(owner) is not None:
        return None                                # the run time may call it
    body = module.tcx.mir_of(definition)
    types = [module.tcx.normalize(t.subst(decl.ty, args)) for decl in body.locals[:body.arg_count + 1]]
    found = [local for local, ty in enumerate(types) if local and module.rep.is_place_ref(ty) and not unit_like(ty.a)]
    return found[0] if len(found) == 1 and types[0].kind != "never" else None


def fits(module, definition, args, local):
    """Whether the function uses the parameter as a place only, and cannot unwind after a write to it."""
    from .function import FunctionBuilder

    fb = FunctionBuilder(module, definition, args)
    if fb.uses[local].assigns or not fb.derefs_only(local):
        return False
    return Writes(fb, local).follow(fb.body.root, False) is not None


class Writes:
    """Looks for leaves that may unwind after the place behind `local` was written."""

    def __init__(self, fb, local):
        self.fb, self.local = fb, local

    def follow(self, node, dirty):
        """Whether the place may have been written after `node`, if it may before it (`dirty`); None: something may
        unwind after a write. A jump counts as going on, which only makes more places dirty."""
        if isinstance(node, m.Leaf) and (dirty and self.unwinds(node) or self.replaces_first(node)):
            return None
        kind = type(node)
        if kind is m.Return:
            return False
        if kind is m.Block:
            return self.sequence(node.stmts, dirty)
        if kind is m.Loop:
            once = self.follow(node.body, dirty)
            return once and self.follow(node.body, once)
        if kind in (m.If, m.Match):
            return self.branches(node, dirty)
        return dirty or self.writes(node)

    def sequence(self, stmts, dirty):
        for part in stmts:
            dirty = self.follow(part, dirty)
            if dirty is None:
                return None
        return dirty

    def branches(self, node, dirty):
        """A branching node; what guards write is written before the arms that follow, what bodies write is not."""
        bodies = [node.then, node.els] if type(node) is m.If else [arm.body for arm in node.arms] + [node.els] * (node.els is not None)
        bodies = [body.stmts for body in bodies]
        for stmts in analysis.inner_lists(node):
            if not any(stmts is body for body in bodies):
                dirty = self.sequence(stmts, dirty)
                if dirty is None:
                    return None
        results = [self.sequence(stmts, dirty) for stmts in bodies]
        return None if None in results else any(results)

    def unwinds(self, leaf):
        if type(leaf) is m.Drop:
            return unwinding.makes_code(self.fb, leaf)
        return unwinding.unwinds(leaf)

    def replaces_first(self, leaf):
        """Whether the place has its new value already while the drop of the old one may panic."""
        return type(leaf) is m.Drop and leaf.place.local == self.local and panics.may_panic(self.fb.module, self.fb.place_ty(leaf.place))

    def writes(self, leaf):
        """Whether a leaf writes the place, or makes a reference to it that others may write through."""
        places = [leaf.dest] if type(leaf) is m.Call else [leaf.place] if type(leaf) in (m.Assign, m.Drop) else []
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref and leaf.rvalue.kind != "shared" \
                and self.fb.rep.is_value(self.fb.place_ty(leaf.rvalue.place)):
            places.append(leaf.rvalue.place)
        moved = [op.place for op in unwinding.operands(leaf) if type(op) is m.Move]
        return any(place.local == self.local and place.proj for place in places + moved)


def call(fb, leaf, local, operands, values, function):
    """Write `place = function(…, place, …)`; returns the Expr of the result."""
    index = local - 1
    for i in range(index):
        if values[i].effect:
            values[i] = fb.keep(values[i])
    place = place_behind(fb, operands[index], values[index])
    nodes = [value.node for value in values]
    nodes[index] = place.read().node
    made = ast.Call(function.node, nodes, [])
    name = written_variable(place)
    if name is not None:
        fb.pending.flush_reading(name)
    if unit_like(fb.place_ty(leaf.dest)):
        fb.emit(*place.write(p.Expr(made)))
        return p.const_expr(())
    result, new = fb.scope.new("tmp"), fb.scope.new("new")
    targets = ast.Tuple([p.store(result), p.store(new)], ast.Store())
    fb.emit(ast.Assign([targets], made, lineno=0))
    fb.emit(*place.write(p.Expr(p.name(new))))
    return p.Expr(p.name(result), frozenset((result,)))


def place_behind(fb, op, value):
    """The place that a `&mut` argument means: known, or what a reference object refers to."""
    if not op.place.proj and op.place.local in fb.aliases:
        return fb.aliases[op.place.local]
    if value.place is not None and getattr(value.node, "stands_for_place", False):
        return value.place.stable(fb.keep)
    return Attr(fb.keep(value), "v")


def written_variable(place):
    """The Python variable that writing a place assigns, or None."""
    while type(place) is Part:
        place = place.place
    return place.name if type(place) is Var else None


def returns(fb, statements, local):
    """The function's statements, returning the value of the copied parameter beside the result."""
    name, unit = fb.variable(local), unit_like(fb.types[0])
    if not statements or not control.ends(statements):
        statements = statements + [ast.Return(None)]
    found = {id(node): node for stmt in statements for node in walk(stmt) if isinstance(node, ast.Return)}
    for node in found.values():
        node.value = p.name(name) if unit else p.tuple_of([node.value, p.name(name)])
    return statements


def function_values(reached):
    """The functions that something uses as values: they are called in one way only."""
    found = set()
    for _, _, body in reached:
        for leaf in body.leaves if body is not None else ():
            operands = leaf.args if type(leaf) is m.Call else unwinding.operands(leaf)
            found |= {op.ty.a for op in operands if type(op) is m.Const and op.ty.kind == "fndef"}
    return found
