"""Diagnostics of items and of types as written, one constructor for each code."""

from ..diagnostics import HAS_PLACEHOLDERS, Label
from ..diagnostics.build import error
from ..resolve.errors import WORDS
from ..syntax import ast
from ..syntax.visit import walk


def a_or_an(word):
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def plural(count, word):
    return f"{count} {word}{'' if count == 1 else 's'}"


def missing_lifetime(where, candidates, owner):
    """E0106; `candidates`: (number of lifetimes in the inputs, the fn) in an output, else None; `owner`: whose generics can name it."""
    found = error("E0106", "missing lifetime specifier", where, "expected named lifetime parameter")
    if candidates is None:
        return name_it(found, where, owner, [])
    node, elided = candidates[1], []
    for param in node.params:
        elided += [(param, part) for part in walk(param.ty) if isinstance(part, ast.TyRef) and part.lifetime is None]
    for _, part in elided:
        param = next(param for param, inner in elided if inner is part)
        found.label((param.ty.lo, param.ty.hi), "")
    what = "this function's return type contains a borrowed value, but"
    if candidates[0] == 0:
        found.help(f"{what} there is no value for it to be borrowed from")
        return static_or_owned(found, where, owner)
    names = [param_name(param) for param in dict.fromkeys(param for param, _ in elided)]
    if len(names) == 1:
        found.help(f"{what} the signature does not say which one of {names[0]}'s {len(elided)} lifetimes it is borrowed from")
    elif len(names) == 2:
        found.help(f"{what} the signature does not say whether it is borrowed from {names[0]} or {names[1]}")
    elif names:
        found.help(f"{what} the signature does not say whether it is borrowed from {', '.join(names[:-1])}, or {names[-1]}")
    return name_it(found, where, owner, [part for _, part in elided])


def param_name(param):
    return f"`{param.pat.name.split('#')[0]}`" if isinstance(param.pat, ast.PatIdent) else f"argument {param.lo}"


def name_it(found, where, owner, references):
    """`'a` for a reference (and for those of the inputs), declared where nothing of that name is."""
    node = getattr(owner, "node", None)
    generics = getattr(node, "generics", None)
    where = where[0] if type(where) is tuple else where
    if generics is None:
        return found
    known = [param for param in generics.params if isinstance(param, ast.LifetimeParam)]
    if known:
        if len(known) == 1:
            found.suggest(f"consider using the `'{known[0].name}` lifetime", [named(where, known[0].name)])
        return found
    if generics.params:
        edits = [(generics.params[0].lo, generics.params[0].lo - 1, "'a, ")]
    else:
        edits = [(node.name_tok, None, "<'a>")] if hasattr(node, "name_tok") else []
    edits += [named(part, "a") for part in references]
    edits.append(named(where, "a"))
    return found.suggest("consider introducing a named lifetime parameter", edits)


def named(where, name):
    """The edit that names the lifetime of a reference type or of a path without arguments."""
    lo = where if type(where) is int else where.lo
    if isinstance(where, ast.TyRef) or type(where) is int:
        return (lo, None, f"'{name} ")
    return (where.hi, None, f"<'{name}>")


def static_or_owned(found, where, owner):
    """Nothing that an output could be borrowed from: `'static`, or an owned value."""
    start = where[0] if type(where) is tuple else where if type(where) is int else where.lo
    ref = next((part for part in walk(owner.node.ret) if isinstance(part, ast.TyRef) and part.lo == start), None)
    if ref is None:
        return found
    found.suggest("consider using the `'static` lifetime, but this is uncommon unless you're returning a borrowed value from a `const` or a `static`",
                  [(ref.lo, None, "'static ")])
    inner = ref.ty
    borrowable = [param for param in owner.node.params if not isinstance(param.ty, ast.TyRef)]
    if borrowable:
        found.suggest("instead, you are more likely to want to change the argument to be borrowed...", [(borrowable[0].ty.lo, borrowable[0].ty.lo - 1, "&")])
        text = "...or alternatively, you might want to return an owned value"
    else:
        text = "instead, you are more likely to want to return an owned value"
    if isinstance(inner, ast.TyPath) and inner.path.segments[-1].name == "str" and not ref.mut:
        found.suggest(text, [(ref.lo, ref.hi, "String")])
    else:
        found.suggest(text, [(ref.lo, inner.lo - 1, "")])
    return found


def elided_in_header(segment):
    return error("E0726", "implicit elided lifetime not allowed here", segment, "expected lifetime parameter")


def placeholder_in_signature(node):
    return error("E0121", "the placeholder `_` is not allowed within types on item signatures for functions", node,
                 "not allowed in type signatures")


def expected_type(found, name, node):
    return error("E0573", f"expected type, found {WORDS.get(found.kind, found.kind)} `{name}`", node, "not a type")


def expected_trait(found, segment):
    word = "builtin type" if type(found) is tuple else WORDS.get(found.kind, found.kind)
    return error("E0404", f"expected trait, found {word} `{segment.name}`", segment, "not a trait")


def assoc_type_not_found(name, ty, node, segment):
    return error("E0220", f"associated type `{name}` not found for `{ty}`", segment, f"associated type `{name}` not found")


def ambiguous_assoc_type(name, ty, node):
    return error("E0223", "ambiguous associated type", node,
                 helps=[f"if there were a trait named `Example` with associated type `{name}` implemented for `{ty}`, "
                        f"you could use the fully-qualified path: `<{ty} as Example>::{name}`"])


def no_assoc_in_trait(node, trait):
    return error("E0576", f"cannot find associated type `{node.name}` in trait `{trait.name}`", node, f"not found in `{trait.name}`")


def wrong_generic_count(definition, segment, required, most, given):
    word = WORDS.get(definition.kind, definition.kind)
    wanted = plural(required if given < required else most, "generic argument")
    bound = "" if required == most or not given else "at least " if given < required else "at most "
    message = f"missing generics for {word} `{definition.name}`"
    if given:
        message = f"{word} takes {bound}{wanted} but {plural(given, 'generic argument')} {'was' if given == 1 else 'were'} supplied"
    found = error("E0107", message, (segment.lo, segment.lo), f"expected {bound}{wanted}")
    args = [arg for arg in segment.args.args if not isinstance(arg, ast.Lifetime)] if segment.args is not None else []
    params = [param for param in definition.node.generics.params if not isinstance(param, ast.LifetimeParam)] if getattr(definition.node, "generics", None) else []
    if params and required == most:
        defined_here(found, definition, word, params)
    if given < required:
        return add_arguments(found, segment, args, [param.name for param in params][given:required])
    if args and most and given > most and len(args) == given:
        found.suggest("remove the unnecessary generic argument" + ("s" if given - most > 1 else ""), [(args[most - 1].hi + 1, args[-1].hi, "")], style="word")
    return found


def defined_here(found, definition, word, params):
    """The note on the parameters that there are."""
    names = ", ".join(f"`{param.name}`" for param in params)
    labels = [Label(definition.node.name_tok, definition.node.name_tok, "", True), *[Label(name_token(param), name_token(param)) for param in params]]
    found.note(f"{word} defined here, with {plural(len(params), 'generic parameter')}: {names}", labels)


def name_token(param):
    """The token of a parameter's name: behind `const` of a constant one."""
    return param.lo + isinstance(param, ast.ConstParam)


def add_arguments(found, segment, args, missing):
    """Offer what is missing behind the arguments that there are."""
    if not missing:
        return found
    text = f"add missing generic argument{'s' if len(missing) > 1 else ''}"
    if not args:
        return found.suggest(text, [(segment.lo, None, f"<{', '.join(missing)}>")], HAS_PLACEHOLDERS)
    for place, arg in enumerate(args):
        found.label((arg.lo, arg.hi), f"supplied {plural(len(args), 'generic argument')}" if place + 1 == len(args) else "")
    return found.suggest(text, [(args[-1].hi, None, ", _" * len(missing))], HAS_PLACEHOLDERS)


def wrong_lifetime_count(definition, segment, wanted, given):
    word = WORDS.get(definition.kind, definition.kind)
    supplied = f"{plural(given, 'lifetime argument')} {'was' if given == 1 else 'were'} supplied"
    return error("E0107", f"{word} takes {plural(wanted, 'lifetime argument')} but {supplied}", segment,
                 f"expected {plural(wanted, 'lifetime argument')}")


def late_bound_argument(node, parameter):
    found = error("E0794", "cannot specify lifetime arguments explicitly if late bound lifetime parameters are present", node)
    where = parameter.node
    return found if where is None else found.note("the late bound lifetime parameter is introduced here", [Label(where.lo, where.lo, "", True)])


def const_for_type(node):
    return error("E0747", "constant provided when a type was expected", node)


def type_for_const(node):
    return error("E0747", "type provided when a constant was expected", node)


def unresolved_for_const(node):
    found = error("E0747", "unresolved item provided when a constant was expected", node)
    return found.suggest("if this generic argument was intended as a const parameter, surround it with braces", [(node.lo, node.lo - 1, "{ "), (node.hi, None, " }")])


def const_not_evaluated(node, what):
    return error("E0080", f"evaluation of constant value failed: {what}", node)


def generic_in_constant(node, name):
    return error("", "generic parameters may not be used in const operations", node, f"cannot perform const operation using `{name}`")


def non_constant(node, name):
    return error("E0435", "attempt to use a non-constant value in a constant", node, "non-constant value")


def unsized_argument(ty, node):
    """E0277 of `Vec<str>` and the like."""
    return error("E0277", f"the size for values of type `{ty}` cannot be known at compilation time", node, "doesn't have a size known at compile-time",
                 helps=[f"the trait `Sized` is not implemented for `{ty}`"])


def misplaced_self(node):
    return error("", "`self` parameter is only allowed in associated functions", node, "not semantically valid as function parameter",
                 notes=["associated functions are those in `impl` or `trait` definitions"])


def second_object_lifetime(node):
    return error("E0226", "only a single explicit lifetime bound is permitted", node)


def object_without_trait(node):
    return error("E0224", "at least one trait is required for an object type", node)


def unfixed_assoc_types(missing, node):
    names = listed([f"`{member.name}`" for member in missing])
    traits = listed(list(dict.fromkeys(f"`{member.parent.name}`" for member in missing)))
    word = "type" if len(missing) == 1 else "types"
    return error("E0191", f"the value of the associated {word} {names} in {traits} must be specified", node,
                 helps=[f"specify the associated {word}: `{missing[0].parent.name}<{', '.join(f'{member.name} = /* Type */' for member in missing)}>`"])


def listed(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def second_principal(definition, places):
    first = next(iter(places))
    return error("E0225", "only auto traits can be used as additional traits in a trait object", places[definition], "additional non-auto trait",
                 [(places[first], "first non-auto trait")],
                 helps=[f"consider creating a new trait with all of these as supertraits and using that trait here instead: "
                        f"`trait NewTrait: {first.name} + {definition.name} {{}}`"])


def anonymous_in_bounds(where):
    if type(where) is tuple:
        return error("E0637", "`&` without an explicit lifetime name cannot be used here", where, "explicit lifetime name needed here")
    return error("E0637", "`'_` cannot be used here", where, "`'_` is a reserved lifetime name")


def output_lifetime(name, node):
    return error("E0581", f"return type references lifetime `'{name}`, which is not constrained by the fn input types", node)


def binding_lifetime(name, node):
    return error("E0582", f"binding for associated type `Output` references lifetime `'{name}`, which does not appear in the trait input types", node)


def arguments_not_allowed(segment, what):
    args = segment.args.args
    word = {0: "type", 1: args and type(args[0]).__name__}[bool(args)]
    kind = "lifetime" if word == "Lifetime" else "const" if word == "ConstArg" else "type"
    name = f" `{segment.name}`" if what != "self type" else ""
    return error("E0109", f"{kind} arguments are not allowed on {what}{name}", args[0] if args else segment, f"{kind} argument not allowed")


def outer_parameter(owner, name, node):
    word = WORDS.get(owner.kind, owner.kind)
    if name == "Self":
        return error("E0401", "can't use `Self` from outer item", node, "use of `Self` from outer item")
    return error("E0401", "can't use generic parameters from outer item", node, "use of generic parameter from outer item",
                 notes=[f"`{name}` is a parameter of the {word} `{owner.name}`, and a nested item has no part in it"])


def ambiguous_in_bounds(name, ty, node):
    return error("E0221", f"ambiguous associated type `{name}` in bounds of `{ty}`", node, f"ambiguous associated type `{name}`",
                 helps=[f"use fully-qualified syntax: `<{ty} as Trait>::{name}`"])


def constraint_not_allowed(node):
    return error("E0229", "associated item constraints are not allowed here", node, "associated item constraint not allowed here")


def expected_assoc_type(found, trait, node):
    return error("E0575", f"expected associated type, found {WORDS.get(found.kind, found.kind)} `{trait.name}::{found.name}`", node, "not a associated type")


def parenthesized_arguments(segment):
    return error("E0214", "parenthesized type parameters may only be used with a `Fn` trait", segment, "only `Fn` traits may use parentheses")


def lifetime_after_types(node, definition, params):
    kind = params[0].kind if params else "lifetime"
    given = "constant" if type(node).__name__ == "ConstArg" else "type"
    return error("E0747", f"{given} provided when a {kind} was expected", node)


def fixed_twice(node, trait):
    return error("E0719", f"the value of the associated type `{node.name}` in trait `{trait.name}` is already specified", node, "re-bound here")


def nested_quantification(node):
    return error("E0316", "nested quantification of lifetimes", node)


def nested_impl_trait(inner, outer):
    return error("E0666", "nested `impl Trait` is not allowed", inner, "nested `impl Trait` here", [(outer, "outer `impl Trait`")])


def default_of_object(trait, parameter, segment):
    """A trait object leaves out an argument whose default is `Self`."""
    from ..resolve.similar import up_to_body
    also = [] if trait.krate != "user" else [(up_to_body(trait), f"type parameter `{parameter.name}` must be specified for this")]
    found = error("E0393", f"the type parameter `{parameter.name}` must be explicitly specified", segment, "", also,
                  ["because the parameter default references `Self`, the parameter must be specified on the trait object type"])
    if segment.args is None:
        found.suggest("explicitly specify the type parameter", [(segment.hi + 1, segment.hi, f"</* {parameter.name} */>")], HAS_PLACEHOLDERS)
    return found


def uninferred_parameters(node):
    return error("E0212", "cannot use the associated type of a trait with uninferred generic parameters", node)


def ambiguous_trait_lifetime(node):
    return error("E0227", "ambiguous lifetime bound, explicit lifetime bound required", node)


def ambiguous_object_lifetime(node):
    found = error("E0228", "cannot deduce the lifetime bound for this trait object type from context", node)
    return found.suggest("please supply an explicit bound", [(node.hi + 1, node.hi, " + /* 'a */")], HAS_PLACEHOLDERS)


def relaxed_bound(message, bound, note=None):
    return error("", message, bound, notes=[] if note is None else [note])


def nothing_relaxed(what):
    return f"{what} are not implicitly bounded by `Sized`, so there is nothing to relax"


def relaxed_twice(bounds):
    found = error("E0203", "duplicate relaxed `Sized` bounds", bounds[0])
    found.spans += [Label(bound.lo, bound.hi, "", True) for bound in bounds[1:]]
    return found


def local_as_type(name, node):
    return error("E0573", f"expected type, found local variable `{name}`", node, "not a type")


def const_of_other_type(name, wanted, own, node):
    return error("", f"the constant `{name}` is not of type `{wanted}`", node, f"expected `{wanted}`, found `{own}`")


def wrong_constant(node, wanted, found):
    return error("E0308", "mismatched types", node, f"expected `{wanted}`, found {found}")


def negative_constant(node, ty):
    return error("E0600", f"cannot apply unary operator `-` to type `{ty}`", node, "cannot apply unary operator `-`", notes=["unsigned values cannot be negated"])
