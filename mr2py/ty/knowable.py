"""What no other crate can change: coherence takes that a trait ref does not hold only from these (rustc's `trait_ref_is_knowable`)."""

from . import types as t

# Traits and types that are `#[fundamental]`, and std's own markers over primitive types, which no other crate sees.
FUNDAMENTAL_TRAITS = frozenset(("Sized", "Fn", "FnMut", "FnOnce", "Tuple", "NumPrim", "IntPrim", "BitPrim", "SignedPrim", "ScalarPrim", "OrdPrim"))
FUNDAMENTAL_TYPES = frozenset(("Box", "Pin"))


def without_fundamental(ty, shallow=lambda ty: ty):
    """`T` of `&T`, `&mut T`, `Box<T>` and `Pin<T>`: these belong to the crate of what they point to."""
    ty = shallow(ty)
    while ty.kind == "ref" or ty.kind == "adt" and (ty.a.lang or ty.a.name) in FUNDAMENTAL_TYPES and ty.a.krate == "std":
        ty = shallow(ty.a if ty.kind == "ref" else ty.b[0])
    return ty


def is_local(ty):
    """Whether a type (without fundamental ones around it) is of the user's crate."""
    return ty.kind == "adt" and ty.a.krate == "user" or ty.kind == "dyn" and ty.a[0][0].krate == "user"


def stranger(solver, ref):
    """Which other crates may implement a trait for these types: "downstream", "upstream" or None."""
    types = [without_fundamental(arg, solver.shallow) for arg in ref.args if type(arg) is t.Ty]
    if any(ty.kind == "infer" and ty.b == "ty" for ty in types):
        return "downstream"
    trait = ref.definition
    known = trait.krate == "user" or trait.lang in FUNDAMENTAL_TRAITS or any(is_local(ty) for ty in types)
    return None if known else "upstream"
