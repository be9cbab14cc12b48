"""The instances that a program reaches from `main`, found before any code is written (for whole-program facts)."""

from ..mir import body as m
from ..ty import types as t
from . import analysis, dynamic
from .errors import Unsupported
from .intrinsics import prefers_body, reached_by


def reachable(program, entries):
    """[(Def, args, Body or None)]: functions with their bodies, intrinsics with None; constants' bodies too."""
    tcx = program.tcx
    seen, queue, found = set(entries), list(entries), []

    def add(definition, args):
        key = (definition, args)
        if key not in seen:
            seen.add(key)
            queue.append(key)
    while queue:
        definition, args = queue.pop()
        if definition.kind in ("struct", "variant"):
            continue
        if definition.intrinsic is not None and not prefers_body(program, definition, args):
            found.append((definition, args, None))
            for more in reached_by(tcx, definition, args):
                add(*more)
            continue
        body = tcx.mir_of(definition)
        found.append((definition, args, body))
        for member, member_args in table_entries(tcx, body, args):
            add(*tcx.resolve_instance(member, member_args))
        for callee, callee_args, leaf in callees(body):
            concrete = tuple([tcx.normalize(t.subst(a, args)) if type(a) is t.Ty else t.subst(a, args) for a in callee_args])
            target, target_args = tcx.resolve_instance(callee, concrete)
            if tcx.is_virtual(target, target_args):
                continue
            if target.kind == "assoc_fn" and target.parent.kind == "trait" and target.node.body is None and target.intrinsic is None:
                raise Unsupported(leaf, f"the method `{target.name}` of {target_args[0]!r}")
            add(target, target_args)
    return found



def table_entries(tcx, body, args):
    """(trait method, generic arguments) of the method tables that a body's unsizing casts need."""
    for leaf in body.leaves:
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Cast and leaf.rvalue.kind == "unsize":
            operand = leaf.rvalue.operand
            source = tcx.normalize(t.subst(operand.ty, args)) if type(operand) is m.Const else tcx.place_ty(body, operand.place, args)
            pair = dynamic.unsized_pair(source, tcx.normalize(t.subst(leaf.rvalue.ty, args)))
            if pair is not None and pair[0].kind != "dyn":
                yield from dynamic.methods(tcx, *pair)


def callees(body):
    """(Def, generic arguments, leaf) of every function item and constant that a body names."""
    for leaf in body.leaves:
        if type(leaf) is m.Call:
            yield from of_operands((leaf.func, *leaf.args), leaf)
        elif type(leaf) is m.Assign:
            yield from of_operands(analysis.operands_of(leaf.rvalue), leaf)
            if type(leaf.rvalue) is m.FormatArgs:
                for definition, args in leaf.rvalue.callees:
                    yield definition, args, leaf


def of_operands(operands, leaf):
    for op in operands:
        if type(op) is m.Const:
            if op.ty.kind == "fndef":
                yield op.ty.a, op.ty.b, leaf
            elif type(op.value) is m.ConstItem:
                yield op.value.definition, op.value.args, leaf
