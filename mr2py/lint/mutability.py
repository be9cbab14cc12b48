"""`unused_mut`: variables that are declared `mut` and never changed (rustc_borrowck's `lint_unused_mut`)."""

from ..diagnostics import MACHINE_APPLICABLE
from ..mir import body as m


def check_mutability(lints, definition, ctx, changed):
    """Tell the `mut` variables of a body that need not be. `changed`: becomes {closure: captures that it changes}."""
    body = ctx.body
    wanted = {number for number, decl in enumerate(body.locals) if decl.mut and decl.kind in ("var", "arg") and decl.name is not None}
    if not wanted and definition.kind != "closure":
        return
    used, upvars = changes(ctx, changed)
    changed[definition] = upvars
    for number in sorted(wanted - used):
        decl = body.locals[number]
        if not decl.name.startswith("_"):
            tell(lints, decl)


def changes(ctx, changed):
    """(locals that are changed and must be `mut` for it, indexes of the captures that are) in the reachable part of a body."""
    used, upvars = set(), set()

    def change(place, whole=False):
        rest = proj = place.proj
        if place.local == 1 and ctx.body.upvars:
            rest = proj[1:] if proj[:1] == (("*",),) else proj
            if rest and rest[0][0] == ".":
                upvars.add(rest[0][1])
            return
        ty, variant = ctx.check.locals[place.local], None
        for elem in proj:
            if elem[0] == "*" and ty.kind in ("ref", "ptr"):
                return
            ty, variant = ctx.check.project_ty(ty, variant, elem)
        if not whole or ctx.ever[node] >> place.local & 1:
            used.add(place.local)

    for node in ctx.cfg.order:
        info = ctx.cfg.info[node]
        kind = type(info)
        if kind is m.Assign:
            change(info.place, not info.place.proj)
            rvalue = info.rvalue
            if type(rvalue) is m.Ref and rvalue.kind not in ("shared", "fake"):
                change(rvalue.place)
            elif type(rvalue) is m.Aggregate and rvalue.ty.kind == "closure":
                for index in changed.get(rvalue.ty.a, ()):
                    operand = rvalue.operands[index]
                    if type(operand) is not m.Const:
                        change(operand.place)
        elif kind is m.Call or kind is m.Drop and info.replace:
            place = info.dest if kind is m.Call else info.place
            change(place, not place.proj)
    return used, upvars


def tell(lints, decl):
    told = lints.emit("unused_mut", "variable does not need to be mutable", decl)
    if told is None:
        return
    tokens, token = lints.tokens, decl.lo
    if tokens.kind[token] == "mut" and not tokens.exp[token]:
        width = tokens.start[token + 1] - tokens.start[token]
        word = tokens.sub(token, 0, width, "mut", "mut ")
        told.suggest("remove this `mut`", [(word, word, "")], MACHINE_APPLICABLE, "label")
