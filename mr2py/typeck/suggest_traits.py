"""What rustc tells beside an unsatisfied trait bound (E0277, E0369): who asks for the bound, which types would fit, what to write
(rustc_trait_selection's `fulfillment_errors` and `suggestions`)."""

from ..diagnostics import MACHINE_APPLICABLE, MAYBE_INCORRECT, Label
from ..resolve.errors import WORDS
from ..resolve.similar import head
from ..syntax import ast
from ..syntax.visit import walk
from ..ty import types as t
from ..ty.defs import TraitRef

DERIVED = {"Debug": ("Debug",), "Clone": ("Clone",), "Copy": ("Copy",), "PartialEq": ("PartialEq",), "Eq": ("Eq",), "Hash": ("Hash",),
           "Default": ("Default",), "PartialOrd": ("PartialEq", "PartialOrd"), "Ord": ("PartialEq", "Eq", "PartialOrd", "Ord")}
PATHS = {"Display": "std::fmt::Display", "Debug": "std::fmt::Debug", "Copy": "std::marker::Copy", "Clone": "std::clone::Clone",
         "PartialEq": "std::cmp::PartialEq", "PartialOrd": "std::cmp::PartialOrd", "Eq": "std::cmp::Eq", "Ord": "std::cmp::Ord", "Hash": "std::hash::Hash",
         "Send": "std::marker::Send", "Sync": "std::marker::Sync", "Default": "std::default::Default"}


def trait_path(trait):
    """A trait as a bound names it in code."""
    return trait.name if trait.krate == "user" else PATHS.get(trait.name) or "std::" + trait.path()


# --- bounds on calls ----------------------------------------------------------------------------------------------

def bound_of_call(fcx, diagnostic, obligation, ref, ty):
    """Point at the argument that has the type, at the bound, and at what implements the trait."""
    node, (_, definition, where) = obligation.node, obligation.cause[:3]
    argument = written_argument(fcx, node, definition, obligation, ref) or argument_for(fcx, node, definition, obligation, ref)
    primary = diagnostic.primary
    if argument is not None:
        callee = (primary.lo, primary.hi)
        primary.lo, primary.hi = argument.lo, argument.hi
        diagnostic.label(callee, "required by a bound introduced by this call")
    implementors(fcx, diagnostic, ref, ty)
    required_by(fcx, diagnostic, definition, where)
    if ty.kind == "adt" and ty.a.krate == "user" and ref.definition.krate == "std" and ref.definition.name in DERIVED:
        derive(diagnostic, ty, ref.definition, ref.definition.name)
    restrict(fcx, diagnostic, ty, ref.definition)


SIZED_NOTES = {"local": "all local variables must have a statically known size", "argument_type": "all function arguments must have a statically known size",
               "return_type": "the return type of a function must have a statically known size"}


def without_size(fcx, diagnostic, cause, obligation, ref, ty):
    """Where a value needs a size that its type has not."""
    if cause[0] == "bound" and len(cause) > 3 and cause[1].krate == "user" and cause[1].kind in ("fn", "assoc_fn"):
        argument = argument_of(fcx, obligation.node, cause[1], cause[3])
        if argument is not None:
            primary = diagnostic.primary
            diagnostic.label((primary.lo, primary.hi), "required by a bound introduced by this call")
            primary.lo, primary.hi = argument.lo, argument.hi
    diagnostic.help(f"the trait `Sized` is not implemented for `{ty}`")
    if cause[0] in SIZED_NOTES:
        diagnostic.note(SIZED_NOTES[cause[0]])
    elif cause[0] == "bound" and len(cause) > 3 and cause[1].krate == "user":
        param = next((one for one in fcx.tcx.generics_of(cause[1]).params if one.index == cause[3]), None)
        if param is not None and isinstance(param.node, ast.TypeParam):
            where, bounds = param.node, param.node.bounds
            name = owner_path(cause[1]) if cause[1].kind == "assoc_fn" else f"`{cause[1].name}`"
            diagnostic.note(f"required by an implicit `Sized` bound in {name}",
                            [Label(where.lo, where.lo, f"required by the implicit `Sized` requirement on this type parameter in {name}", True)])
            diagnostic.suggest("consider relaxing the implicit `Sized` restriction",
                               [(bounds[-1].hi, None, " + ?Sized") if bounds else (where.lo, None, ": ?Sized")])
    return diagnostic


def argument_of(fcx, node, definition, index):
    """The argument of a call whose parameter's type speaks of the type parameter `index`, or None."""
    call = call_around(fcx, node) if isinstance(node, (ast.Call, ast.PathExpr, ast.MethodCall)) else None
    if call is None:
        return None
    inputs = list(fcx.tcx.fn_sig(definition).inputs)[isinstance(call, ast.MethodCall):]
    return next((arg for formal, arg in zip(inputs, call.args) if any(type(part) is t.Ty and part.kind == "param" and part.a == index for part in t.walk(formal))), None)


def cast_to_object(fcx, diagnostic, source, goal, ref, ty):
    """The bound that an object type's trait asks of what becomes one."""
    implementors(fcx, diagnostic, ref, ty)
    diagnostic.note(f"required for the cast from `{source}` to `{goal}`")


def written_argument(fcx, node, definition, obligation, ref):
    """The generic argument as written (`collect::<String>()`) of the function's own type parameter that the bound speaks of, or None."""
    segment = node.seg if isinstance(node, ast.MethodCall) else node.path.segments[-1] if isinstance(node, ast.PathExpr) else None
    if segment is None or segment.args is None or definition.kind not in ("fn", "assoc_fn"):
        return None
    subject = subject_of(fcx, definition, obligation, ref)
    output = fcx.tcx.fn_sig(definition).output
    if any(part.kind == "alias" and part.a.parent is ref.definition and part.b[0] is subject for part in t.walk(output)):
        return None                       # that the call has a type at all is what fails
    own = [param for param in fcx.tcx.generics_of(definition).own() if param.kind != "lifetime"]
    written = [arg for arg in segment.args.args if not isinstance(arg, ast.Lifetime)]
    for param, arg in zip(own, written):
        if subject is not None and subject.kind == "param" and subject.b == param.name:
            return arg
    return None


def subject_of(fcx, definition, obligation, ref):
    """The Self type of the where-clause that a failed bound comes from, as the function declares it, or None."""
    return next((pred[1].args[0] for pred, where in fcx.tcx.predicates_of(definition)
                 if pred[0] == "trait" and pred[1].definition is ref.definition and where is obligation.cause[2]), None)


def argument_for(fcx, node, definition, obligation, ref):
    """The argument whose parameter's type is what the bound speaks of, or None."""
    if fcx.owner is None or definition.kind not in ("fn", "assoc_fn") or not isinstance(node, (ast.Call, ast.PathExpr, ast.MethodCall)):
        return None
    call = call_around(fcx, node)
    if call is None:
        return None
    subject = subject_of(fcx, definition, obligation, ref)
    if subject is None:
        return None
    inputs = list(fcx.tcx.fn_sig(definition).inputs)
    if isinstance(call, ast.MethodCall):
        inputs = inputs[1:]
    return next((arg for formal, arg in zip(inputs, call.args) if any(part is subject for part in t.walk(formal))), None)


def call_around(fcx, node):
    """The call whose callee is `node`."""
    if isinstance(node, (ast.Call, ast.MethodCall)):
        return node
    owner = fcx.owner.node
    return next((part for part in walk(owner) if isinstance(part, ast.Call) and part.func is node), None)


def implementors(fcx, diagnostic, ref, ty):
    """Help on the type that lacks the trait and on the user's types that have it."""
    trait, primary = ref.definition, diagnostic.primary
    name = diagnostic.primary.text
    local = ty.kind == "adt" and ty.a.krate == "user"
    if local and name.startswith("the trait `") and (trait.krate == "user" or trait.name not in DERIVED):
        primary.text = "unsatisfied trait bound"
        diagnostic.help(name, [Label(*head(ty.a), "", True)])
    if trait.krate != "user":
        return
    impls = sorted([impl for impl in fcx.tcx.impls_of(trait) if impl.krate == "user"], key=lambda impl: impl.node.lo)
    if len(impls) == 1:
        other = fcx.tcx.impl_trait_ref(impls[0]).args[0]
        diagnostic.help(f"the trait `{trait.name}` is implemented for `{other}`", [Label(*impl_head(impls[0].node), "", True)])
    elif impls and ty.kind != "param":
        labels = [Label(*impl_head(impl.node), f"`{fcx.tcx.impl_trait_ref(impl).args[0]}`", True) for impl in impls[:8]]
        diagnostic.help(f"the following other types implement trait `{trait.name}`", labels)


def impl_head(node):
    """The span of an impl up to its body."""
    where = node.generics.where[-1].hi if node.generics is not None and node.generics.where else node.self_ty.hi
    return node.lo if not node.attrs else node.attrs[-1].hi + 1, where


def required_by(fcx, diagnostic, definition, where):
    """The bound in the definition that asks for the trait."""
    name = f"`{definition.name}`" if definition.kind != "assoc_fn" or definition.krate == "std" else owner_path(definition)
    if where is None:
        return
    labels = [Label(where.lo, where.hi, f"required by this bound in {name}", True)]
    node = definition.node
    line = fcx.tcx.tokens.line
    if definition.krate == "user" and hasattr(node, "name_tok") and line(node.name_tok) != line(where.lo):
        word = "method" if definition.kind == "assoc_fn" and node.self_param is not None else WORDS.get(definition.kind, definition.kind)
        labels.append(Label(node.name_tok, node.name_tok, f"required by a bound in this {word}"))
    diagnostic.note(f"required by a bound in {name}", labels)


def owner_path(definition):
    parent = definition.parent
    if parent.kind == "impl":
        ty = parent.node.self_ty
        segments = getattr(getattr(ty, "path", None), "segments", None)
        if not segments:
            return f"`{definition.name}`"
        args = [param.name for param in parent.node.generics.params if isinstance(param, ast.TypeParam)] if segments[-1].args is not None else []
        return f"`{segments[-1].name}{'::<' + ', '.join(args) + '>' if args else ''}::{definition.name}`"
    return f"`{parent.name}::{definition.name}`"


# --- formatting ------------------------------------------------------------------------------------------------------

def formatting(fcx, diagnostic, piece, ref, ty):
    """`{}` or `{:?}` of a type that cannot be printed so."""
    lo, hi = piece.lo, piece.hi if getattr(piece, "hi", None) is not None else piece.lo
    if (lo, hi) != (diagnostic.primary.lo, diagnostic.primary.hi):
        diagnostic.label((lo, hi), "required by this formatting parameter")
    trait = ref.definition
    local = ty.kind == "adt" and ty.a.krate == "user"
    if trait.lang == "Display":
        if local:
            diagnostic.help(f"the trait `std::fmt::Display` is not implemented for `{ty}`", [Label(*head(ty.a), "", True)])
        elif ty.kind != "param":
            diagnostic.help(f"the trait `std::fmt::Display` is not implemented for `{ty}`")
        diagnostic.note("in format strings you may be able to use `{:?}` (or {:#?} for pretty-print) instead")
    elif trait.lang == "Debug" and local:
        diagnostic.help(f"the trait `Debug` is not implemented for `{ty}`")
        diagnostic.note(f"add `#[derive(Debug)]` to `{ty}` or manually `impl Debug for {ty}`")
        derive(diagnostic, ty, trait)
    restrict(fcx, diagnostic, ty, trait)


# --- what to write -----------------------------------------------------------------------------------------------------

def derive(diagnostic, ty, trait, names=None):
    """`#[derive(…)]` before the user's type; `names`: what to derive, where not all that the trait needs."""
    names = names or ", ".join(DERIVED[trait.name])
    node = ty.a.node
    at = node.attrs[0].lo if node.attrs else head(ty.a)[0]
    if node.attrs:
        at = head(ty.a)[0]
    diagnostic.suggest(f"consider annotating `{ty}` with `#[derive({names})]`", [(at, at - 1, f"#[derive({names})]\n")])


def restrict(fcx, diagnostic, ty, trait):
    """A bound for a type parameter that lacks it."""
    if ty.kind != "param" or fcx.owner is None:
        return
    param = next((one for one in fcx.tcx.generics_of(fcx.owner).params if one.kind == "type" and one.name == str(ty)), None)
    if param is None or param.node is None:
        return
    bounds = [bound for bound in getattr(param.node, "bounds", None) or () if isinstance(bound, ast.TraitBound)]
    path = trait_path(trait)
    edit = (bounds[-1].hi, None, f" + {path}") if bounds else (param.node.lo, None, f": {path}")
    diagnostic.suggest(f"consider {'further ' if bounds else ''}restricting type parameter `{ty}` with trait `{trait.name}`", [edit], MACHINE_APPLICABLE)


# --- operators -------------------------------------------------------------------------------------------------------------

def operator(fcx, diagnostic, node, left, right, trait):
    """E0369: the impl that is missing, or how strings are put together."""
    string = t.ref(t.STR)
    if trait.name == "Add" and peel(left) in ("str", "String") and left.kind == "ref":
        if right.kind == "ref" and peel(right) in ("str", "String"):
            diagnostic.primary.text = "`+` cannot be used to concatenate two `&str` strings"
            diagnostic.note("string concatenation requires an owned `String` on the left")
            if left is string:
                diagnostic.suggest("create an owned `String` from a string reference", [(node.left.hi, None, ".to_owned()")], MACHINE_APPLICABLE)
        elif peel(right) == "String" and left is string:
            diagnostic.primary.text = "`+` cannot be used to concatenate a `&str` with a `String`"
            diagnostic.suggest("create an owned `String` on the left and add a borrow on the right",
                               [(node.left.hi, None, ".to_owned()"), (node.right.lo, node.right.lo - 1, "&")], MACHINE_APPLICABLE)
        return diagnostic
    if left.kind == "adt" and left.a.krate == "user":
        diagnostic.note(f"an implementation of `{trait.name}` might be missing for `{left}`", [Label(*head(left.a), f"must implement `{trait.name}`", True)])
        if trait.name in DERIVED:
            derive(diagnostic, left, trait)
        elif trait.node is not None:
            diagnostic.note(f"the trait `{trait.name}` must be implemented", [Label(trait.node.name_tok, trait.node.name_tok, "", True)])
    if left.kind == "ref" and trait.name not in ("PartialEq", "PartialOrd") and left.c and fcx.icx.holds(TraitRef(trait, (left.a, right))):
        diagnostic.suggest(f"`{node.op}` can be used on `{left.a}` if you dereference the left-hand side", [(node.left.lo, node.left.lo - 1, "*")], MACHINE_APPLICABLE)
    bare = left
    while bare.kind == "ref":
        bare = bare.a
    if bare.kind == "param" and trait.name in ("PartialEq", "PartialOrd"):
        restrict(fcx, diagnostic, bare, trait)
    elif left.kind == "param":
        restrict_with(fcx, diagnostic, left, trait)
    return diagnostic


def restrict_with(fcx, diagnostic, ty, trait):
    """`T: std::ops::Add<Output = T>`."""
    restrict(fcx, diagnostic, ty, trait)
    if diagnostic.suggestions:
        edit = diagnostic.suggestions[-1].alternatives[0][0]
        text = edit[2].replace("std::" + trait.path(), f"std::ops::{trait.name}") + ("" if trait.name.endswith("Assign") else f"<Output = {ty}>")
        diagnostic.suggestions[-1].alternatives[0][0] = (*edit[:2], text)
        diagnostic.suggestions[-1].applicability = MAYBE_INCORRECT


def peel(ty):
    while ty.kind == "ref":
        ty = ty.a
    return "str" if ty is t.STR else ty.a.name if ty.kind == "adt" else ""
