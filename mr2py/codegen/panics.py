"""Drop glue that goes on where a destructor panics: the other parts are dropped, blocks freed, then the panic goes on.

    error, done = None, 0
    while done < 2:
        try:
            if done < 1:
                done = 1
                drop_A(x.a)
            if done < 2:
                done = 2
                drop_B(x.b)
        except PANICS as caught:
            error = unwind(caught)
    if error is not None:
        raise resume(error) from None

A loop over elements takes them from an iterator, so that a second try continues behind the one that panicked. A panic
while `error` is set aborts the process, as natively, when it begins.
"""

import ast

from . import pyast as p


def may_panic(module, ty):
    """Whether dropping a value of `ty` reaches a `Drop` of the user's."""
    memo = module.panicking
    if ty not in memo:
        memo[ty] = any(user_drop(module, part) for part in reachable(module, ty))
    return memo[ty]


def user_drop(module, ty):
    found = module.tcx.drop_impl(ty)
    return ty.kind == "dyn" or found is not None and found[0].krate == "user"


def reachable(module, ty):
    """`ty` and the types of everything that a value of it owns."""
    seen, stack = {ty}, [ty]
    while stack:
        for part in owned(module, stack.pop()):
            if part not in seen:
                seen.add(part)
                stack.append(part)
    return seen


def owned(module, ty):
    if ty.kind == "tuple":
        return ty.b
    if ty.kind in ("array", "slice"):
        return (ty.a,)
    if ty.kind == "closure":
        return module.capture_types(ty)
    if ty.kind != "adt":
        return ()
    fields = [part for i in range(len(ty.a.variants)) for part in module.rep.field_types(ty, i)]
    return fields + [part for part in ty.b if hasattr(part, "kind")]


def one_by_one(module, ty, stmts):
    """An `if` around several statements as several ifs, so that each of them can be a step."""
    if len(stmts) != 1 or not isinstance(stmts[0], ast.If) or stmts[0].orelse or not may_panic(module, ty):
        return stmts
    return [ast.If(stmts[0].test, [part], []) for part in stmts[0].body]


def continuing(module, ty, stmts):
    """The statements that drop the parts of `ty`, continued where one of them panics."""
    if len(stmts) == 1 and isinstance(stmts[0], ast.If) and stmts[0].orelse == [] and len(stmts[0].body) > 1:
        stmts[0].body = continuing(module, ty, stmts[0].body)
        return stmts
    loops = any(isinstance(stmt, ast.For) for stmt in stmts)
    if len(stmts) < 2 and not loops or not may_panic(module, ty):
        return stmts
    head, steps = [p.assign(p.name("error"), p.constant(None)), p.assign(p.name("done"), p.constant(0))], []
    for number, stmt in enumerate(stmts, 1):
        done = p.assign(p.name("done"), p.constant(number))
        if isinstance(stmt, ast.For):
            items = f"items_{number}"
            head.append(p.assign(p.name(items), p.call("iter", stmt.iter)))
            stmt.iter = p.name(items)
            step = [stmt, done]
        else:
            step = [done, stmt]
        steps.append(ast.If(p.template("done < A", A=p.constant(number)), step, []))
    caught = ast.ExceptHandler(p.name("rt_PANICS"), "caught", [p.assign(p.name("error"), p.call("rt_unwind", p.name("caught")))])
    turn = ast.While(p.template("done < A", A=p.constant(len(stmts))), [ast.Try(steps, [caught], [], [])], [])
    again = ast.If(p.template("error is not None"), [ast.Raise(p.call("rt_resume", p.name("error")), ast.Constant(None))], [])
    return [*head, turn, again]
