"""The diagnostics of constant evaluation."""

import traceback

from ..diagnostics.build import error
from ..lint.known_panics import KnownPanics
from ..mir import body as m
from ..ty import types as t


def cycle(constant):
    """E0391"""
    return error("E0391", f"cycle detected when simplifying constant for the type system `{constant.path()}`", constant.node.value)


def too_long(constant):
    return error("long_running_const_eval", "constant evaluation is taking a long time", constant.node.value,
                 notes=["this lint makes sure the compiler doesn't get stuck due to infinite loops in const eval"])


def failed(tcx, constant, problem, module, args=()):
    """E0080 of the panic `problem` at the place in the constant's own body where it arose; `args`: its generic arguments."""
    leaf = leaf_of(tcx, constant, problem, module)
    if isinstance(problem, RecursionError):
        message = "reached the configured maximum number of stack frames"
    else:
        message = Operations(tcx, tcx.mir_of(constant)).told.get(leaf) or text_of(problem.message)
    inside = type(leaf) is m.Call and not leaf.diverges
    return error("E0080", message, (leaf.lo, leaf.hi), f"evaluation of `{named(tcx, constant, args)}` failed {'inside this call' if inside else 'here'}")


def named(tcx, constant, args):
    """A constant as rustc names an instance of it: `Ring::<6>::CHECK`, `<Empty as Width>::TOP`."""
    shown = [str(arg) for arg, parameter in zip(args, tcx.generics_of(constant).params, strict=True) if parameter.kind != "lifetime"]
    parent = constant.parent
    if not shown or parent.kind not in ("impl", "trait"):
        return constant.path()
    if parent.kind == "trait":
        more = f"<{', '.join(shown[1:])}>" if shown[1:] else ""
        return f"<{shown[0]} as {parent.path()}{more}>::{constant.name}"
    self_ty, ref = t.subst(tcx.type_of(parent), args), tcx.impl_trait_ref(parent)
    if ref is not None:
        return f"<{self_ty} as {t_ref(ref, args)}>::{constant.name}"
    return f"{str(self_ty).replace('<', '::<', 1)}::{constant.name}"


def t_ref(ref, args):
    """A trait reference with arguments, as it stands behind `as`."""
    shown = [str(t.subst(arg, args)) for arg in ref.args[1:] if type(arg) is t.Ty or getattr(arg, "kind", None) != "region"]
    return ref.definition.path() + (f"<{', '.join(shown)}>" if shown else "")


class Operations(KnownPanics):
    """The operations of a body whose operands are known and that go wrong: `told` {leaf: what is attempted}."""

    def __init__(self, tcx, body):
        super().__init__(tcx, body)
        self.told = {}
        self.run()

    def report(self, code, message, leaf, label):
        if label.startswith("attempt to "):
            self.told[leaf] = label


def text_of(message):
    """A panic's message as rustc words it for constants."""
    if message.startswith(("attempt to ", "index out of bounds")):
        return message.replace("the len is", "the length is")
    return f"evaluation panicked: {message}"


def leaf_of(tcx, constant, problem, module):
    """The leaf of the constant's body that was running: where the panic says, else a call on the line that the traceback tells."""
    leaves = [leaf for leaf in tcx.mir_of(constant).leaves if isinstance(leaf, (m.Call, m.Assign, m.BoundsCheck))]
    where = getattr(problem, "where", None)
    exact = [leaf for leaf in leaves if fails(leaf) and tcx.tokens.location(leaf.lo) == where]
    if exact:
        return exact[0]
    lines = [module.line_map[entry.lineno][1] for entry in traceback.extract_tb(problem.__traceback__)
             if entry.filename == module.filename and entry.lineno in module.line_map]
    here = [leaf for leaf in leaves if lines and tcx.tokens.location(leaf.lo)[1] == lines[0] and fails(leaf)]
    return (here or [leaf for leaf in leaves if fails(leaf)] or leaves)[0]


def fails(leaf):
    return type(leaf) in (m.Call, m.BoundsCheck) or type(leaf.rvalue) is m.BinaryOp
