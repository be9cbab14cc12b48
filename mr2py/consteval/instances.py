"""Constants whose values depend on generic arguments: each instance that the program reaches is evaluated (rustc does so when it
makes the code of a function, whether or not the function's body comes to the constant)."""

from ..codegen.collect import callees, reachable
from ..codegen.errors import Unsupported
from ..ty import types as t
from .evaluate import NoValue, evaluated, may_fail


def check_instances(tcx, main, bodies):
    """Report E0080 of the instances of generic constants that `main` reaches. `bodies`: {Def: Body} of the user's crate."""
    if not any(is_generic(tcx, definition) and may_fail(body) for definition, body in bodies.items()):
        return
    from ..codegen.module import ProgramBuilder
    tcx.reveal_all()
    try:
        reached = reachable(ProgramBuilder(tcx, "off"), [(main, ())])
    except Unsupported:
        return                               # told when the program is compiled
    for definition, args in needed_instances(tcx, reached):
        try:
            evaluated(tcx, definition, args)
        except NoValue as problem:
            if problem.diagnostic is not None and not problem.diagnostic.unsupported:
                tcx.diags.add(problem.diagnostic)


def is_generic(tcx, definition):
    return definition.kind in ("const", "assoc_const") and bool(tcx.generics_of(definition).params)


def needed_instances(tcx, reached):
    """(Def, arguments) of the instances of the user's generic constants that may fail, as the instances `reached` name them."""
    seen = set()
    for _, args, body in reached:
        for constant, constant_args, _ in callees(body) if body is not None else ():
            if constant.kind != "assoc_const":
                continue
            concrete = tuple([tcx.normalize(t.subst(arg, args)) if type(arg) is t.Ty else t.subst(arg, args) for arg in constant_args])
            found = tcx.resolve_instance(constant, concrete)
            if found not in seen and found[0].krate == "user" and is_generic(tcx, found[0]) and may_fail(tcx.mir_of(found[0])):
                seen.add(found)
                yield found
