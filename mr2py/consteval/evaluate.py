"""The value of a constant, by the code that is generated for it: checker and program cannot disagree about it.

A constant, static or anonymous constant (an array length, a discriminant) without generic parameters is checked, lowered
and generated on demand, whatever phase asks for it; functions that it calls likewise. A panic while it runs is E0080.
"""

from ..diagnostics.build import unsupported
from ..mir import body as m
from ..syntax import ast
from ..ty.defs import Def
from ..typeck.bodies import check_one
from . import errors

SECONDS = 10            # rustc stops after two million steps


class NoValue(Exception):
    """The constant has none. `diagnostic`: why, or None where that was reported."""

    def __init__(self, diagnostic=None):
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def anonymous(owner, module, node, ty):
    """The Def of the constant whose value is the expression `node` of type `ty`, written in `owner`."""
    lo, hi = node.lo, node.hi
    item = ast.Const([], None, "_", lo, ast.Generics([], [], lo, lo), None, node, lo, hi)
    found = Def("const", "{constant}", owner, item, owner.krate)
    found.memo.update(type=ty, module=module)
    return found


def value_of(tcx, constant):
    """The Python value of the constant `constant` (a Def). Raises NoValue."""
    running, erroneous = tcx.caches.setdefault("evaluating", []), tcx.caches.setdefault("erroneous constants", set())
    if constant in erroneous:
        raise NoValue()
    if constant in running:
        raise NoValue(errors.cycle(constant))
    running.append(constant)
    try:
        return run(tcx, constant)
    except NoValue:
        erroneous.add(constant)
        raise
    finally:
        running.pop()


def evaluate_needed(tcx, constant):
    """Evaluate the constants that the one named `constant` names, so that a mistake is told of the one that has it. Raises NoValue."""
    from ..codegen.collect import callees
    evaluated = tcx.caches.setdefault("evaluated constants", set())
    for needed, _, _ in callees(tcx.mir_of(constant)):
        if needed.krate == "user" and needed.kind == "const" and needed not in evaluated and not tcx.generics_of(needed).params:
            if may_fail(tcx.mir_of(needed)):
                value_of(tcx, needed)
            evaluated.add(needed)


def run(tcx, constant):
    outer, tcx.build_mir = tcx.build_mir, lambda definition: body_of(tcx, definition)
    try:
        if needs_itself(tcx, constant):
            raise NoValue(errors.cycle(constant))
        evaluate_needed(tcx, constant)
        return evaluated(tcx, constant)
    finally:
        tcx.build_mir = outer


def evaluated(tcx, constant, args=()):
    """The Python value of a constant with generic arguments. Raises NoValue."""
    from ..codegen.errors import Unsupported
    from ..codegen.module import assemble
    from mr2py_runtime.panic import PANICS
    try:
        module = assemble(tcx, (constant, args), "<constant>", "off")
    except Unsupported:
        raise NoValue(unsupported("MR004", "this constant expression", constant.node.value)) from None
    try:
        return limited(module.value)
    except TimeoutError:
        raise NoValue(errors.too_long(constant)) from None
    except (RecursionError, *PANICS) as problem:
        raise NoValue(errors.failed(tcx, constant, problem, module, args)) from None


def needs_itself(tcx, constant):
    """Whether the value of a constant is needed to compute it."""
    from ..codegen.collect import callees
    seen, work = set(), [constant]
    while work:
        for needed, _, _ in callees(tcx.mir_of(work.pop())):
            if needed is constant:
                return True
            if needed.krate == "user" and needed.kind == "const" and needed not in seen:
                seen.add(needed)
                work.append(needed)
    return False


def body_of(tcx, definition):
    """The MIR of a function or constant, checked first if it is the user's. Raises NoValue where it has errors."""
    from ..mir_build.bodies import elaborated_body, std_body
    if definition.krate != "user" or definition.kind == "closure":
        return std_body(tcx, definition)
    results = tcx.typeck_results.get(definition)
    if results is None:
        results = tcx.typeck_results[definition] = check_one(tcx, definition)
    if results.tainted:
        raise NoValue()
    return elaborated_body(tcx, results)


def limited(work):
    """What `work()` returns. Raises TimeoutError after `SECONDS`, where the system can tell."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return work()

    def stop(*_):
        raise TimeoutError
    outer = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, outer)


def may_fail(body):
    """Whether running a constant's body could end in an error."""
    harmless = (m.Use, m.Ref, m.Aggregate, m.Repeat, m.Cast)
    return any(type(leaf) in (m.Call, m.BoundsCheck, m.Match, m.If, m.Loop) or type(leaf) is m.Assign and type(leaf.rvalue) not in harmless
               for leaf in body.leaves)


def check_constants(tcx, bodies):
    """Report E0080 of the constants and statics of the user's crate whose values cannot be computed."""
    for definition, body in bodies.items():
        if definition.kind in ("const", "static") and not tcx.generics_of(definition).params and may_fail(body):
            try:
                value_of(tcx, definition)
            except NoValue as problem:
                if problem.diagnostic is not None and not problem.diagnostic.unsupported:
                    tcx.diags.add(problem.diagnostic)
