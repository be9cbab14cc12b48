"""What rustc adds to lifetime errors: a lifetime parameter that both types could name, and why two lifetimes must be equal."""

from ..diagnostics import MAYBE_INCORRECT, UNSPECIFIED
from ..syntax import ast
from ..syntax.visit import walk
from ..ty import types as t
from .region_names import own_regions, written_name, written_parts, written_type

STATIC = 0                  # the number of 'static among the regions of a body


def invariance(diagnostic, blame):
    """rustc's notes where the blamed constraint comes from the inside of an invariant type (`VarianceDiagInfo`)."""
    if blame is None or blame.invariant is None:
        return diagnostic
    ty, place = blame.invariant
    if place is None:
        diagnostic.note(f"requirement occurs because of a mutable reference to `{shown(ty.a)}`")
        diagnostic.note("mutable references are invariant over their type parameter")
    else:
        definition = ty.a
        params = [parameter.name if parameter.kind != "lifetime" else f"'{parameter.name}" for parameter in definition.memo["generics"].params]
        diagnostic.note(f"requirement occurs because of the type `{shown(ty)}`, which makes the generic argument `{shown(ty.b[place])}` invariant")
        diagnostic.note(f"the {definition.kind} `{definition.name}<{', '.join(params)}>` is invariant over the parameter `{params[place]}`")
    return diagnostic.help("see <https://doc.rust-lang.org/nomicon/subtyping.html> for more information about variance")


def shown(term):
    return t.fold(term, lambda part: t.ERASED if type(part) is t.Region and part.kind == "var" else part)


# --- a lifetime that has a name -------------------------------------------------------------------------------------------

def name_parameter(ctx, diagnostic, region, param, name):
    """The lifetime that the type of a parameter should name."""
    found = component(ctx, region)
    if found is None:
        return diagnostic
    return diagnostic.suggest(f"add explicit lifetime `{name}` to the type of `{param}`", own_naming(*found, name[1:]), UNSPECIFIED)


def bound_object(ctx, diagnostic, sup, sub):
    """What is returned must be `'static` because a trait object is: it could be bound by the argument's lifetime."""
    found, node = ctx.anonymous_param(sup), ctx.body.definition.node
    if sub != STATIC or found is None or not isinstance(node, ast.Fn) or node.ret is None:
        return diagnostic
    lifetime = written_name(ctx, sup) or "'_"
    whose = f"argument `{found[1].name}`" if found[1].name is not None else "the argument"
    borrowed = [inner for part in walk(node.ret) if isinstance(part, ast.TyRef) for inner in walk(part)]
    for part in walk(node.ret):
        if isinstance(part, ast.TyDyn) and part not in borrowed and not any(isinstance(bound, ast.LifetimeBound) for bound in part.bounds):
            diagnostic.suggest(f"to declare that the trait object captures data from {whose}, you can add an explicit `{lifetime}` lifetime bound",
                               [(part.hi, None, f" + {lifetime}")], MAYBE_INCORRECT)
    return diagnostic


# --- a lifetime parameter for both --------------------------------------------------------------------------------------

def name_parameters(ctx, diagnostic, sup, sub):
    """A lifetime that the types of both parameters, or one and the output, could name (rustc's `AddLifetimeParamsSuggestion`)."""
    node = ctx.body.definition.node
    if not isinstance(node, ast.Fn):
        return diagnostic
    short, long = component(ctx, sup), component(ctx, sub)
    if short is None or long is None:
        return diagnostic
    known = next((param.name for param in node.generics.params if isinstance(param, ast.LifetimeParam)), None)
    name = known or unused_name(ctx)
    edits = naming(ctx.check.locals[0], node.ret, name) or naming(*long, name)
    edits += [edit for edit in naming(*short, name) if edit not in edits]
    if not edits:
        return diagnostic
    if known is None:
        edits.append(declaration(node, name))
    text = f"consider {'introducing' if known is None else 'reusing'} a named lifetime parameter"
    if ctx.body.definition.kind == "assoc_fn" and ctx.body.definition.parent.kind == "impl":
        text += " and update trait if needed"
    return diagnostic.suggest(text, sorted(edits, key=lambda edit: edit[0]), MAYBE_INCORRECT)


def component(ctx, region):
    """(type, syntax) of the part of a parameter's written type that has a region: a reference or a path; or None."""
    found = ctx.anonymous_param(region)
    if found is None:
        return None
    for ty, node in written_parts(ctx.check.locals[found[0]], written_type(ctx, found[0])):
        if any(part.kind == "var" and part.a == region for part, _, _ in own_regions(ty, node)):
            return ty, node
    return None


def unused_name(ctx):
    """The first of 'a to 'z that the impl or trait around does not declare."""
    around = getattr(ctx.body.definition.parent, "node", None)
    generics = getattr(around, "generics", None)
    used = {param.name for param in generics.params if isinstance(param, ast.LifetimeParam)} if generics is not None else set()
    return next(name for name in "abcdefghijklmnopqrstuvwxyz" if name not in used)


def declaration(node, name):
    """The edit that declares a lifetime parameter of a function."""
    params = node.generics.params
    return (params[0].lo, params[0].lo - 1, f"'{name}, ") if params else (node.name_tok, None, f"<'{name}>")


def naming(ty, node, name):
    """The edits that give a name to each lifetime which a written type leaves out."""
    return [edit for part in (written_parts(ty, node) if node is not None else ()) for edit in own_naming(*part, name)]


def own_naming(ty, node, name):
    """The same, of a reference or path alone, without the types inside."""
    if ty.kind != "ref":
        return named_path(ty, node, name)
    return [(node.lo, None, f"'{name} ")] if node.lifetime is None else replaced(node.lifetime, name)


def replaced(lifetime, name):
    return [(lifetime.lo, lifetime.hi, f"'{name}")] if lifetime.name == "_" else []


def named_path(ty, node, name):
    written = [lifetime for _, _, lifetime in own_regions(ty, node)]
    if not written:
        return []
    if None not in written:
        return [edit for lifetime in written for edit in replaced(lifetime, name)]
    segment, names = node.path.segments[-1], ", ".join([f"'{name}"] * len(written))
    return [(segment.lo, None, f"<{names}>")] if segment.args is None else [(segment.args.lo, None, f"{names}, ")]
