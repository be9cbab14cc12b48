"""Which traits have trait objects (Reference, "Dyn compatibility")."""

from ..ty import types as t
from ..ty.builtin import AUTO
from ..ty.context import ParamEnv

SELF = t.param(0, "Self")
POINTERS = frozenset(("Box", "Rc", "Arc", "Pin"))       # the types of receivers that a method table can be called through


def violation(tcx, trait):
    """(the node that stands in the way, label) of the first reason why `dyn trait` is no type; None where it is one."""
    def compute(d):
        d.memo["dyn_violation"] = None
        return supertrait_violation(tcx, d) or member_violation(tcx, d)
    return tcx.query("dyn_violation", trait, compute)


def not_an_object(tcx, ty):
    """Whether `ty` is a trait object of a trait that has none."""
    return ty.kind == "dyn" and bool(ty.a) and violation(tcx, ty.a[0][0]) is not None


def check_dyn_uses(tcx, in_body=False):
    """Report E0038 for the `dyn` types lowered since the last call; returns whether there was one. Inside of bodies rustc points
    at the trait only, and the type is taken for an error."""
    uses, tcx.dyn_uses = tcx.dyn_uses, []
    bad = False
    for trait, node, bound in uses:
        reason = violation(tcx, trait)
        if reason is not None:
            bad = tcx.caches["no objects"] = True
            from .object_errors import not_compatible
            tcx.diags.add(not_compatible(tcx, trait, bound if in_body else node, bound))
    return bad


def supertrait_violation(tcx, trait):
    own = trait.krate == "user"
    for pred, node in tcx.super_predicates(trait) + [entry for entry in tcx.predicates_of(trait) if entry[1] is not trait.node]:
        if pred[0] != "trait" or pred[1].args[0] is not SELF:
            continue
        if tcx.is_lang(pred[1].definition, "Sized"):
            return (node if own else None), "...because it requires `Self: Sized`"
        if any(mentions_self(tcx, trait, arg) for arg in pred[1].args[1:]):
            return (node if own else None), "...because it uses `Self` as a type parameter"
        inner = violation(tcx, pred[1].definition)
        if inner is not None:
            return inner
    return None


def member_violation(tcx, trait):
    own = trait.krate == "user"
    for member in trait.members.values():
        if requires_sized_self(tcx, member):
            continue
        label = None
        if member.kind == "assoc_const":
            label = f"...because it contains this associated `const` `{member.name}`"
        elif member.kind == "assoc_ty" and member.node.generics is not None and member.node.generics.params:
            label = f"...because it contains the generic associated type `{member.name}`"
        elif member.kind == "assoc_fn":
            label = method_violation(tcx, trait, member)
        if label is not None:
            return (member.node.name_tok if own else None), label
    return None


def requires_sized_self(tcx, member):
    """Whether a `where Self: Sized`, or a bound on Self by a trait of sized types, keeps the member out of trait objects."""
    env = ParamEnv()
    tcx.elaborate(env, [pred for pred in own_predicates(tcx, member) if pred[0] == "trait" and pred[1].args[0] is SELF])
    return any(ref.args[0] is SELF for ref in env.traits.get(tcx.lang("Sized"), ()))


def own_predicates(tcx, member):
    return [pred for pred, _ in tcx.predicates_of(member)[len(tcx.predicates_of(member.parent)):]]


def bounds_self(tcx, trait, pred):
    """Whether a where-clause of a method asks something of `Self` that a vtable cannot tell; auto traits have no methods."""
    if pred[0] == "trait":
        return pred[1].definition.lang not in AUTO and any(mentions_self(tcx, trait, arg) for arg in pred[1].args)
    return pred[0] == "proj" and mentions_self(tcx, trait, pred[2])


def method_violation(tcx, trait, member):
    name, sig = member.name, tcx.fn_sig(member)
    if member.node.self_param is None:
        return f"...because associated function `{name}` has no `self` parameter"
    if any(mentions_self(tcx, trait, ty) for ty in sig.inputs[1:]):
        return f"...because method `{name}` references the `Self` type in this parameter"
    if mentions_self(tcx, trait, sig.output):
        return f"...because method `{name}` references the `Self` type in its return type"
    if any(part.kind == "opaque" or part.kind == "alias" and "output_of" in part.a.memo for part in t.walk(sig.output) if type(part) is t.Ty):
        return f"...because method `{name}` references an `impl Trait` type in its return type"
    if any(parameter.kind != "lifetime" for parameter in tcx.generics_of(member).own()):
        return f"...because method `{name}` has generic type parameters"
    if any(bounds_self(tcx, trait, pred) for pred in own_predicates(tcx, member)):
        return f"...because method `{name}` references the `Self` type in its `where` clause"
    if not dispatchable(sig.inputs[0]):
        return f"...because method `{name}`'s `self` parameter cannot be dispatched on"
    return None


def dispatchable(ty):
    while ty is not SELF:
        if ty.kind == "ref":
            ty = ty.a
        elif ty.kind == "adt" and (ty.a.lang or ty.a.name) in POINTERS:
            ty = ty.b[0]
        else:
            return ty.kind == "error"
    return True


def mentions_self(tcx, trait, term):
    """Whether `Self` stands in a term elsewhere than as the owner of an associated type of the trait or its supertraits."""
    if term is SELF:
        return True
    if type(term) is not t.Ty:
        return False
    if term.kind == "alias":
        parts = term.b[1:] if term.b[0] is SELF else term.b
    else:
        parts = children(term)
    return any(mentions_self(tcx, trait, part) for part in parts)


def children(ty):
    """The types directly inside a type."""
    if ty.kind in ("ref", "ptr", "slice", "array"):
        return (ty.a,)
    if ty.kind == "fnptr":
        return ty.a + (ty.b,)
    if ty.kind == "dyn":
        return tuple([part for _, args, assoc in ty.a for part in args + tuple([value for _, value in assoc])])
    return ty.b if type(ty.b) is tuple else ()
