"""What rustc tells beside an unsatisfied trait bound (E0277, E0369): who asks for the bound, which types would fit, what to write
(rustc_trait_selection's `fulfillment_errors` and `suggestions`)."""

from ..diagnostics import MACHINE_APPLICABLE, MAYBE_INCORRECT, Label
from ..diagnostics.build import error
from ..resolve.errors import WORDS
from ..resolve.similar import head
from ..source import LIBRARY
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


# --- why a bound is asked for ---------------------------------------------------------------------------------------

def shown_trait(fcx, ref):
    """A trait with its arguments, as rustc names it: `FromIterator<u8>`, `std::fmt::Display` (there are two `Display`s), `Fn(i32)`."""
    trait = ref.definition
    name = PATHS["Display"] if trait.lang == "Display" else trait.name
    args = [fcx.resolve(arg) for arg in ref.args[1:] if type(arg) is not t.Region]
    if args == [fcx.resolve(ref.args[0])] and getattr(getattr(fcx.tcx.generics_of(trait).params[-1].default, "path", None), "segments", [None])[-1] is not None:
        args = []                                    # `PartialEq<Rhs = Self>`
    if trait.lang in ("Fn", "FnMut", "FnOnce") and args and args[0].kind == "tuple":
        return f"{name}({str(args[0])[1:-1].rstrip(',')})"
    return name + (f"<{', '.join(map(str, args))}>" if args else "")


def explain(fcx, diagnostic, obligation, ref, ty, own_words):
    """All that stands beside the message of a bound that does not hold: the argument that is meant, what lacks the trait, what has it, who
    asks for it and through which impls, what to write. `own_words`: the label is the trait's own (std's `on_unimplemented`)."""
    chain = []
    while obligation.parent is not None:
        obligation = obligation.parent
        chain.append(fcx_resolved(fcx, obligation.pred))
    cause, root = obligation.cause, obligation.pred[1]
    derived = derived_by(fcx)
    if cause and cause[0] == "bound":
        point_at_argument(fcx, diagnostic, obligation, root)
    elif cause and cause[0] == "path":
        point_at_self(fcx, diagnostic, obligation.node, root)
    if derived is not None:
        del diagnostic.spans[1:]
        diagnostic.label(derived, "in this derive macro expansion")
        cause = None
    lacking(fcx, diagnostic, ref, ty, own_words, chain)
    if ref.definition.lang == "Debug" and ty.kind == "adt" and ty.a.krate == "user":
        diagnostic.note(f"add `#[derive(Debug)]` to `{ty}` or manually `impl Debug for {ty}`")
    implementors(fcx, diagnostic, ref, ty)
    for place, parent in enumerate(chain):
        above = chain[place + 1] if place + 1 < len(chain) else None
        if not (above is not None and above.args[0].kind == "closure" and parent is not None and parent.args[0].kind == "tuple"):      # its captures
            required_for(fcx, diagnostic, parent, ref)
    if cause and cause[0] == "bound":
        required_by(fcx, diagnostic, cause[1], cause[2])
    elif cause and cause[0] == "unsize" and len(cause) > 2:
        diagnostic.note(f"required for the cast from `{cause[2]}` to `{cause[3]}`")
    if ty.kind == "adt" and ty.a.krate == "user" and ref.definition.krate == "std" and ref.definition.name in DERIVED and of_itself(fcx, ref):
        derive(diagnostic, ty, ref.definition, ref.definition.name)
    restrict(fcx, diagnostic, ty, ref.definition)


def of_itself(fcx, ref):
    """Whether a trait is asked of a type for the type itself, as a derive would give it."""
    return all(fcx.resolve(arg) is fcx.resolve(ref.args[0]) for arg in ref.args[1:])


def derived_by(fcx):
    """The place of the name in `#[derive(…)]` that wrote the function around, or None."""
    impl = getattr(fcx.owner, "parent", None)
    attrs = impl.node.attrs if impl is not None and impl.kind == "impl" else ()
    return next(((attr.lo, attr.hi) for attr in attrs if attr.path == "automatically_derived"), None)


def fcx_resolved(fcx, pred):
    return TraitRef(pred[1].definition, tuple([fcx.resolve(arg) for arg in pred[1].args])) if pred[0] == "trait" else None


def lacking(fcx, diagnostic, ref, ty, own_words, chain):
    """That the type lacks the trait, where the label does not say it; for an auto trait, within what. The user's type is shown."""
    primary, auto = diagnostic.primary, ref.definition.lang in AUTO
    local = ty.kind == "adt" and ty.a.krate == "user"
    words = f"the trait `{shown_trait(fcx, ref)}` is not implemented for `{ty}`"
    if local and not own_words and (ref.definition.krate == "user" or ref.definition.name not in DERIVED):
        primary.text = "unsatisfied trait bound"
    elif not own_words:
        return
    within = []
    for parent in chain if auto else ():
        if parent is None or not structural(fcx.tcx, parent):
            break
        within.append(parent)
    if within:
        whole = within[-1].args[0]
        words = f"within `{naming(fcx, whole)}`, {words}"
        if whole.kind == "closure" and whole.a.memo["closure"].shown[0] < LIBRARY:
            diagnostic.label(whole.a.memo["closure"].shown, f"within this `{naming(fcx, whole)}`")
    if local and (ref.definition.name not in DERIVED or auto or not of_itself(fcx, ref)):
        diagnostic.help(words, [Label(*head(ty.a), "", True)])
    else:
        diagnostic.help(words)
    shared_instead(diagnostic, ref, ty)


SHARED = {"RefCell": "`std::sync::RwLock`", "OnceCell": "`std::sync::OnceLock`", "Cell": "`std::sync::RwLock`"}


def shared_instead(diagnostic, ref, ty):
    """What std offers for several threads in place of a cell."""
    if ref.definition.lang != "Sync" or ty.kind != "adt" or ty.a.krate != "std" or ty.a.name not in SHARED:
        return
    use = SHARED[ty.a.name]
    if ty.a.name == "Cell" and ty.b[0].kind in ("int", "bool") and str(ty.b[0]) not in ("i128", "u128"):
        use += f" or `std::sync::atomic::Atomic{str(ty.b[0]).capitalize()}`"
    diagnostic.note(f"if you want to do aliasing and mutation between multiple threads, use {use} instead")


def structural(tcx, ref):
    """Whether an auto trait holds of a type because of its parts, not by an impl that says so (`Arc<T>`, `&T`)."""
    ty = ref.args[0]
    return ref.definition.lang in AUTO and ty.kind != "ref" and not (ty.kind == "adt" and any(
        getattr(tcx.impl_trait_ref(impl).args[0], "a", None) is ty.a for impl in tcx.impls_of(ref.definition)))


AUTO = ("Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe")


def naming(fcx, ty):
    """A type with the places of closures."""
    if ty.kind == "closure":
        return closure_place(fcx, ty.a.memo["closure"])
    return str(ty)


def closure_place(fcx, closure):
    """A closure's type as rustc names it: with the place of its head."""
    lo, hi = closure.shown
    (source, line, column), (_, last, end) = fcx.tcx.tokens.location(lo)[:3], fcx.tcx.tokens.location(hi)[:3]
    return f"{{closure@{source}:{line}:{column}: {last}:{end + len(fcx.tcx.tokens.text[hi])}}}"


def required_for(fcx, diagnostic, parent, ref):
    """One step between the bound that is asked for and the one that fails: an impl, or a type that holds another."""
    if parent is None:
        return
    ty = parent.args[0]
    if structural(fcx.tcx, parent):
        if ty.kind == "closure":
            diagnostic.note("required because it's used within this closure", [Label(*ty.a.memo["closure"].shown, "", True)])
        elif ty.kind == "adt" and ty.a.krate == "user":
            diagnostic.note(f"required because it appears within the type `{ty}`", [Label(ty.a.node.name_tok, ty.a.node.name_tok, "", True)])
        elif ty.kind == "adt":
            diagnostic.note(f"required because it appears within the type `{ty}`", [Label(ty.a.node.name_tok, ty.a.node.name_tok, "", True)] if ty.a.node is not None else [])
        elif ty.kind in ("tuple", "array", "slice"):
            diagnostic.note(f"required because it appears within the type `{ty}`")
        return
    text = f"required for `{naming(fcx, ty)}` to implement `{shown_trait(fcx, parent)}`"
    impls = [impl for impl in fcx.tcx.impls_of(parent.definition) if impl.krate == "user" and applies(fcx, impl, parent)]
    if not impls:
        diagnostic.note(text)
        return
    node = impls[0].node
    labels = [Label(node.trait_path.lo, node.trait_path.hi, "", True), Label(node.self_ty.lo, node.self_ty.hi, "", True)]
    bound = next((where for pred, where in fcx.tcx.predicates_of(impls[0]) if pred[0] == "trait" and pred[1].definition is ref.definition), None)
    if bound is not None:
        labels.append(Label(bound.lo, bound.hi, "unsatisfied trait bound introduced here"))
    diagnostic.note(text, labels)


def applies(fcx, impl, ref):
    """Whether the header of an impl is like a trait ref, whatever its bounds."""
    found = fcx.tcx.impl_trait_ref(impl).args[0]
    ty = ref.args[0]
    return found.kind == "param" or found.kind == ty.kind and (found.kind not in ("adt",) or found.a is ty.a)


def point_at_argument(fcx, diagnostic, obligation, root):
    """Point at the argument, or the written generic argument, that a call's bound speaks of (rustc's `blame_specific_arg_if_possible`)."""
    node, definition = obligation.node, obligation.cause[1]
    argument = written_argument(fcx, node, definition, obligation, root)
    call = None if argument is not None else call_of(fcx, node, definition)
    if call is not None:
        argument = blamed_argument(fcx, call, definition, obligation, root)
    if argument is not None:
        primary = diagnostic.primary
        callee = (primary.lo, primary.hi)
        primary.lo, primary.hi = argument.lo, argument.hi
        if call is not None and not (isinstance(call, ast.MethodCall) and argument is call.recv):
            diagnostic.label(callee, "required by a bound introduced by this call")


def point_at_self(fcx, diagnostic, node, root):
    """`Trait::method(x)`: point at the only argument whose parameter's type names `Self`."""
    member = root.definition.members.get(node.path.segments[-1].name) if isinstance(node, ast.PathExpr) else None
    call = call_of(fcx, node, member) if member is not None else None
    if call is None:
        return
    inputs = fcx.tcx.fn_sig(member).inputs
    holders = [place for place, ty in enumerate(inputs) if any(type(part) is t.Ty and part.kind == "param" and part.b == "Self" for part in t.walk(ty))]
    if len(holders) == 1 and len(inputs) == len(call.args):
        primary, argument = diagnostic.primary, call.args[holders[0]]
        diagnostic.label((primary.lo, primary.hi), "required by a bound introduced by this call")
        primary.lo, primary.hi = argument.lo, argument.hi


def call_of(fcx, node, definition):
    if fcx.owner is None or definition.kind not in ("fn", "assoc_fn") or not isinstance(node, (ast.Call, ast.PathExpr, ast.MethodCall)):
        return None
    return call_around(fcx, node)


def blamed_argument(fcx, call, definition, obligation, root):
    """The only argument whose parameter's type names the type parameter of the bound, or None."""
    pred = next((pred for pred, where in fcx.tcx.predicates_of(definition) if where is obligation.cause[2] and pred[0] == "trait" and pred[1].definition is root.definition), None)
    if pred is None:
        return None
    inputs = list(fcx.tcx.fn_sig(definition).inputs)
    args = [*([call.recv] if isinstance(call, ast.MethodCall) else []), *call.args]
    generics = fcx.tcx.generics_of(definition)
    params = [part for arg in pred[1].args if type(arg) is t.Ty for part in t.walk(arg) if type(part) is t.Ty and part.kind == "param"]
    own = {param.index for param in generics.own()}
    for chosen in ([part for part in params if part.a in own], [part for part in params if part.a not in own and part.b != "Self"]):
        holders = [place for place, ty in enumerate(inputs) if chosen and chosen[0] in t.walk(ty)]
        if len(holders) == 1 and len(args) == len(inputs):
            at = holders[0]
            return args[at] if at or not isinstance(call, ast.MethodCall) else None
    return None


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
        if cause[0] == "local" and fcx.owner is not None:
            from . import suggest_sized
            suggest_sized.local(fcx, diagnostic, obligation.node)
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


def call_around(fcx, node):
    """The call whose callee is `node`."""
    if isinstance(node, (ast.Call, ast.MethodCall)):
        return node
    owner = fcx.owner.node
    return next((part for part in walk(owner) if isinstance(part, ast.Call) and part.func is node), None)


def implementors(fcx, diagnostic, ref, ty):
    """Help on the user's types that have the trait, or on what else the type has of it."""
    trait, tcx = ref.definition, fcx.tcx
    impls = sorted([impl for impl in tcx.impls_of(trait) if impl.krate == "user"], key=lambda impl: impl.node.lo)
    if trait.krate != "user" and ty.kind == "adt":
        impls = [impl for impl in impls if len(ref.args) > 1 and getattr(tcx.impl_trait_ref(impl).args[0], "a", None) is ty.a]
        if not impls:
            return
    elif trait.krate != "user":
        return
    if len(impls) == 1 and len(ref.args) > 1 and t.erase_regions(tcx.impl_trait_ref(impls[0]).args[0]) is ty:
        other = tcx.impl_trait_ref(impls[0])
        diagnostic.help(f"the trait `{shown_trait(fcx, ref)}` is not implemented for `{ty}`\nbut trait `{shown_trait(fcx, other)}` is implemented for it",
                        [Label(*impl_head(impls[0].node), "", True)])
        diagnostic.help(f"for that trait implementation, expected `{other.args[1]}`, found `{fcx.resolve(ref.args[1])}`")
    elif len(impls) == 1:
        other = tcx.impl_trait_ref(impls[0]).args[0]
        diagnostic.help(f"the trait `{trait.name}` is implemented for `{other}`", [Label(*impl_head(impls[0].node), "", True)])
    elif not impls:
        diagnostic.help("this trait has no implementations, consider adding one", [Label(*head(trait), "", True)])
    elif ty.kind != "param":
        labels = [Label(*impl_head(impl.node), candidate(fcx, impl, ref), True) for impl in impls[:8]]
        params = [param.name for param in tcx.generics_of(trait).own() if param.kind != "lifetime" and param.name != "Self"]
        diagnostic.help(f"the following other types implement trait `{trait.name}{'<' + ', '.join(params) + '>' if params else ''}`", labels)


def candidate(fcx, impl, ref):
    """What a label says of an impl: its type, with the trait's arguments where it has some."""
    found = fcx.tcx.impl_trait_ref(impl)
    return f"`{found.args[0]}` implements `{shown_trait(fcx, found)}`" if len(ref.args) > 1 else f"`{found.args[0]}`"


def question_mark(fcx, node, source, target, ref):
    """E0277 of a `?` whose error does not become the one that the function returns."""
    note = "the question mark operation (`?`) implicitly performs a conversion on the error value using the `From` trait"
    operand = node.expr
    place = (operand.name_tok, operand.hi) if isinstance(operand, ast.MethodCall) else (operand.lo, operand.hi)
    boxed = target.kind == "adt" and target.a.lang == "Box" and target.b[0].kind == "dyn" and any(part[0].krate == "std" and part[0].name == "Error" for part in target.b[0].a)
    name = f"From<{source}>"
    message, because, has = f"`?` couldn't convert the error to `{target}`", f"expected `{target}` because of this", "this can't be annotated with `?` because it has type"
    lacks, lacking_ty = f"the trait `{name}` is not implemented for `{target}`", target
    if boxed:
        name, lacking_ty, has = "std::error::Error", source, "this has type"
        message, because = f"`?` couldn't convert the error: `{source}: {name}` is not satisfied", f"required `{source}: {name}` because of this"
        lacks = f"the trait `{name}` is not implemented for `{source}`"
    found = error("E0277", message, node.hi, lacks, [(place, f"{has} `Result<_, {source}>`")])
    if not fcx.closures and isinstance(fcx.owner.node, ast.Fn) and fcx.owner.node.ret is not None:
        found.label((fcx.owner.node.ret.lo, fcx.owner.node.ret.hi), because)
    if lacking_ty.kind == "adt" and lacking_ty.a.krate == "user":
        found.note(f"`{lacking_ty}` needs to implement `{name}`", [Label(*head(lacking_ty.a), "", True)])
    found.note(note)
    if boxed:
        found.note(f"required for `Box<dyn {name}>` to implement `From<{source}>`")
    else:
        implementors(fcx, found, ref, target)
    return found


def impl_head(node):
    """The span of an impl up to its body."""
    where = node.generics.where[-1].hi if node.generics is not None and node.generics.where else node.self_ty.hi
    return node.lo if not node.attrs else node.attrs[-1].hi + 1, where


def required_by(fcx, diagnostic, definition, where):
    """The bound in the definition that asks for the trait."""
    name = owner_path(definition) if definition.kind in ("assoc_fn", "assoc_ty") else f"`{definition.name}`"
    full = f"`{of_std(fcx, definition)}`" if definition.krate == "std" and definition.kind == "assoc_fn" else name
    if where is None:
        return
    labels = [Label(where.lo, where.hi, f"required by this bound in {name}", True)]
    node = definition.node
    line = fcx.tcx.tokens.line
    if definition.krate == "user" and hasattr(node, "name_tok") and line(node.name_tok) != line(where.lo):
        word = "method" if definition.kind == "assoc_fn" and node.self_param is not None else WORDS.get(definition.kind, definition.kind)
        labels.append(Label(node.name_tok, node.name_tok, f"required by a bound in this {word}"))
    diagnostic.note(f"required by a bound in {full}", labels)


def of_std(fcx, definition):
    """A function of std as rustc names it: a trait's by its name alone where no other item has it."""
    parent = definition.parent
    if parent.kind == "trait":
        return definition.name if is_only(fcx, definition) else f"std::{parent.path()}::{definition.name}"
    ty = fcx.tcx.type_of(parent)
    if ty.kind == "adt":
        return f"{str(ty).replace('<', '::<', 1)}::{definition.name}"
    return f"{'slice' if ty.kind == 'slice' else 'core::str'}::<impl {ty}>::{definition.name}" if ty.kind in ("slice", "str") else definition.name


def is_only(fcx, definition):
    """Whether no other function of std's modules and traits has a name (rustc's `trimmed_def_paths`)."""
    root, found = definition, []
    while root.parent is not None:
        root = root.parent
    work, seen = [root], set()
    while work:
        module = work.pop()
        if module in seen:
            continue
        seen.add(module)
        for name in module.values or ():
            if name == definition.name:
                found.append(module)
        for name in module.types or ():
            inner = fcx.tcx.resolver.in_module(module, name, "types")
            if getattr(inner, "kind", None) == "mod":
                work.append(inner)
            elif getattr(inner, "kind", None) == "trait" and inner is not definition.parent and definition.name in inner.members:
                found.append(inner)
    return not found


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
