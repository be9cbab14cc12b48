"""Traits that the language itself implements (Reference, "Special types and traits").

A rule takes (solver, trait ref) and returns a list of Candidates, MAYBE, or None: look at the impls.
"""

from . import types as t
from .defs import TraitRef

MAYBE = "maybe"


def rule_for(tcx, trait):
    return RULES.get(trait.lang) if trait.lang else None


def all_of(solver, trait, parts):
    from .solve import Candidate

    return [Candidate("builtin", None, (), [("trait", TraitRef(trait, (part,))) for part in parts])]


def sized(solver, ref):
    from .solve import may_be_unsized
    ty = ref.args[0]
    if ty.kind in ("str", "slice", "dyn"):
        return []
    last = None
    if ty.kind == "adt" and ty.a.kind == "struct" and ty.a.fields and may_be_unsized(solver.tcx, ty.a):
        last = solver.tcx.field_ty(ty.a.fields[-1], ty.b)
    elif ty.kind == "tuple" and ty.b:
        last = ty.b[-1]
    return all_of(solver, ref.definition, [last] if last is not None and last.kind != "param" else [])


def copy_or_clone(solver, ref):
    """Copy and Clone of types that have no impl in the library: tuples, function items and pointers, closures, `!`."""
    ty = ref.args[0]
    if ty.kind == "tuple":
        return all_of(solver, ref.definition, ty.b)
    if ty.kind == "closure":
        captured = solver.shallow(ty.b[-1])
        return MAYBE if captured.kind == "infer" else all_of(solver, ref.definition, captured.b)
    if ty.kind in ("fndef", "fnptr", "never", "ptr", "int", "float", "bool", "char") or ty.kind == "ref" and not ty.c \
            or ty.kind == "infer" and ty.b != "ty":
        return all_of(solver, ref.definition, [])
    return None


def constituents(tcx, ty):
    """The types whose auto traits decide those of `ty`."""
    kind = ty.kind
    if kind in ("slice", "array", "ref"):
        return [ty.a]
    if kind == "tuple":
        return list(ty.b)
    if kind == "closure":
        return [ty.b[-1]]
    if kind == "adt" and ty.a.lang == "PhantomData":
        return [arg for arg in ty.b if type(arg) is t.Ty]
    if kind == "adt":
        return [t.erase_regions(tcx.field_ty(field, ty.b)) for variant in ty.a.variants for field in variant.fields]
    return []


def auto_trait(solver, ref):
    """Send, Sync, Unpin, UnwindSafe, RefUnwindSafe: by impl, or where all parts have them (Reference, "Auto traits"). `&T` is Send
    where T is Sync, UnwindSafe where T is RefUnwindSafe; `&mut T` is not UnwindSafe; every pointer is Unpin."""
    for impl in solver.tcx.impls_of(ref.definition):
        mark = solver.snapshot()
        fits = solver.unify_impl(impl, ref) is not None
        solver.rollback(mark)
        if fits:
            return [] if impl.node.negative else None
    ty = ref.args[0]
    if ty.kind in ("param", "alias", "dyn"):
        return None
    trait, name = ref.definition, ref.definition.lang
    if name == "Unpin" and ty.kind in ("ref", "ptr"):
        return all_of(solver, trait, [])
    if ty.kind == "ptr" or ty.kind == "ref" and ty.c and name == "UnwindSafe":
        return []
    if ty.kind == "ref" and not ty.c and name in SHARED:
        trait = solver.tcx.lang(SHARED[name])
    return all_of(solver, trait, constituents(solver.tcx, ty))


# What a shared reference needs of its target to have an auto trait itself.
SHARED = {"Send": "Sync", "UnwindSafe": "RefUnwindSafe"}
AUTO = frozenset(("Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"))


def fn_trait(solver, ref):
    """Fn, FnMut, FnOnce of function items, function pointers and closures."""
    from .solve import Candidate

    ty = ref.args[0]
    if t.is_unsafe_fn(ty):
        return []
    if ty.kind in ("fndef", "fnptr"):
        inputs, output = solver.tcx.callable_signature(ty)
        inputs, output = [solver.normalize(i) for i in inputs], solver.normalize(output)
        if not solver.unify(t.tuple_of(inputs), ref.args[1]):
            return []
        return [Candidate("builtin", {"Output": output})]
    if ty.kind == "closure":
        signature = solver.shallow(ty.b[-2])
        if not solver.unify(t.tuple_of(map(t.erase_escaping, signature.a)), ref.args[1]):
            return []
        kind = ty.a.memo["closure"].kind
        if ref.definition.lang != "FnOnce":
            if kind is None:
                return MAYBE
            if CLOSURE_KINDS.index(kind) > CLOSURE_KINDS.index(ref.definition.lang):
                return []
        return [Candidate("builtin", {"Output": t.erase_escaping(signature.b)})]
    return None


CLOSURE_KINDS = ("Fn", "FnMut", "FnOnce")


def tuple_trait(solver, ref):
    return all_of(solver, ref.definition, []) if ref.args[0].kind == "tuple" else []


def primitive_where(fits):
    """A rule for one of std's marker traits over primitive types."""
    return lambda solver, ref: all_of(solver, ref.definition, []) if fits(ref.args[0]) else []


def is_signed(ty):
    return t.is_float(ty) or t.is_integral(ty) and (ty.kind == "infer" or ty.a[0] == "i")


def object_candidate(solver, ref):
    """`dyn Trait` implements Trait and its supertraits."""
    from .context import ParamEnv
    from .solve import Candidate

    ty = ref.args[0]
    env = ParamEnv()
    fixed = {}
    for definition, args, assoc in ty.a:
        solver.tcx.elaborate(env, [("trait", TraitRef(definition, (ty,) + args))])
        fixed.update({name.name: value for name, value in assoc})
    for known in env.traits.get(ref.definition, ()):
        if solver.matches(known.args, ref.args):
            solver.unify_args(known.args, ref.args)
            return Candidate("object", fixed)
    return None


RULES = {"Sized": sized, "Copy": copy_or_clone, "Clone": copy_or_clone, "Send": auto_trait, "Sync": auto_trait, "Unpin": auto_trait, "UnwindSafe": auto_trait, "RefUnwindSafe": auto_trait,
         "Fn": fn_trait, "FnMut": fn_trait, "FnOnce": fn_trait, "Tuple": tuple_trait,
         "NumPrim": primitive_where(t.is_numeric), "IntPrim": primitive_where(t.is_integral),
         "BitPrim": primitive_where(lambda ty: t.is_integral(ty) or ty is t.BOOL), "SignedPrim": primitive_where(is_signed),
         "ScalarPrim": primitive_where(lambda ty: t.is_numeric(ty) or ty.kind in ("bool", "char")),
         "OrdPrim": primitive_where(lambda ty: t.is_integral(ty) or ty.kind in ("bool", "char"))}
