"""E0599 and E0689: methods that a receiver has not."""

from ..diagnostics import Label
from ..diagnostics.build import error
from ..resolve import similar
from ..resolve.errors import WORDS
from ..ty import types as t
from ..ty.defs import TraitRef
from ..ty.impls import head_key
from ..ty.pretty import declared_name
from . import suggest


def no_method(fcx, node, ty, unmet):
    name = node.seg.name
    if ty.kind == "infer" and ty.b in ("int", "float"):
        word = "{integer}" if ty.b == "int" else "{float}"
        if fcx.tcx.trait_methods.get(name) or any(name in impl.members for key in (("i32", "u8") if ty.b == "int" else ("f64",))
                                                for impl in fcx.tcx.impls_at(None, key)):
            return suggest.numeric_type(fcx, error("E0689", f"can't call method `{name}` on ambiguous numeric type `{word}`", node.name_tok), node.recv, ty)
    if ty.kind == "infer" and ty.b != "ty":
        return error("E0599", f"no method named `{name}` found for type `{ty}` in the current scope", node.name_tok, f"method not found in `{ty}`")
    found = not_an_iterator(fcx, node, ty, name)
    if found is not None:
        return found
    place = place_word(ty)
    if unmet:
        member, ref = unmet[0]
        return error("E0599", f"the method `{name}` exists for {place} `{ty}`, but its trait bounds were not satisfied", node.name_tok,
                     f"method cannot be called on `{ty}` due to unsatisfied trait bounds",
                     notes=[f"the following trait bounds were not satisfied:\n`{ref.args[0]}: {ref.definition.name}`"])
    found = error("E0599", f"no method named `{name}` found for {place} `{declared(fcx, ty, node, name)}` in the current scope", node.name_tok,
                  f"method not found in `{ty}`", declared_here(ty, f"method `{name}`"))
    return found if out_of_scope(fcx, found, node, ty) else similar_method(fcx, found, node, ty)


def out_of_scope(fcx, found, node, ty):
    """Traits that the type implements and that are not in scope; whether there are some."""
    name, traits = node.seg.name, []
    for trait in fcx.tcx.trait_methods.get(name) or ():
        if fcx.is_method(trait.members[name]) and trait not in traits and any(implements(fcx, step, trait) for step, _ in fcx.autoderef(ty)):
            traits.append(trait)
    paths = [path for trait in traits for path, hit in similar.importable(fcx.tcx.resolver, trait.name, "types", ("trait",)) if hit is trait]
    if not paths:
        return False
    if name == "write_fmt" and fcx.tcx.tokens.exp[node.name_tok]:               # by `write!`
        found.message, found.spans = f"cannot write into `{ty}`", [Label(node.recv.lo, node.recv.hi, "", True)]
        member = traits[0].members[name].node
        found.label((member.name_tok, member.name_tok), f"the method is available for `{ty}` here")
        found.note("must implement `io::Write`, `fmt::Write`, or have a `write_fmt` method", [Label(node.recv.lo, node.recv.hi, "", True)])
    for trait in traits:
        if trait.krate == "user" and ty.kind != "ref":
            member = trait.members[name].node
            found.label((member.name_tok, member.name_tok), f"the method is available for `{ty}` here")
    found.help("items from traits can only be used if the trait is in scope")
    text = f"trait `{traits[0].name}` which provides `{name}` is implemented but not in scope; perhaps you want to import it" if len(paths) == 1 else \
        f"the following traits which provide `{name}` are implemented but not in scope; perhaps you want to import one of them"
    similar.add_imports(found, fcx.module, sorted(paths), text, False)
    return True


def implements(fcx, ty, trait):
    """Whether a type implements a trait, with any arguments."""
    if ty.kind in ("infer", "error") or trait.lang in ("Sized",):
        return False
    args = [fcx.fresh(param.kind if param.kind == "const" else "ty") for param in fcx.tcx.generics_of(trait).params[1:] if param.kind != "lifetime"]
    if len(args) != len(fcx.tcx.generics_of(trait).params) - 1:
        return False
    return fcx.icx.holds(TraitRef(trait, (ty, *args)))


def place_word(ty):
    """What the receiver is, in the words of E0599."""
    if ty is t.UNIT:
        return "unit type"
    if ty.kind == "ref" and ty.c:
        return "mutable reference"
    return {"adt": WORDS.get(ty.a.kind, "type") if ty.kind == "adt" else "", "param": "type parameter", "ref": "reference", "slice": "slice",
            "array": "array", "tuple": "tuple", "alias": "associated type", "fndef": "fn item", "fnptr": "fn pointer", "closure": "closure"}.get(ty.kind, "type")


def not_an_iterator(fcx, node, ty, name):
    """E0599 of a method by which an iterator is consumed, or None where it is no such method or another error fits better."""
    iterator, into = fcx.tcx.lang("Iterator"), fcx.tcx.lang("IntoIterator")
    member = iterator.members.get(name) if iterator is not None else None
    if member is None or member.kind != "assoc_fn" or member.node.self_param is None or member.node.self_param.ref or ty.kind in ("param", "alias", "opaque", "infer", "dyn"):
        return None
    steps = [step for step, _ in fcx.autoderef(ty)]
    if any(step.kind == "adt" and not fcx.is_box(step) and fcx.tcx.impls_at(iterator, head_key(step)) for step in steps):
        return None
    text = f"`{fcx.resolve(ty)}` is not an iterator"
    if ty.kind != "array" and not (ty.kind == "ref" and ty.a.kind == "array") and fcx.icx.holds(TraitRef(into, (ty,))):
        found = error("E0599", f"no method named `{name}` found for {place_word(ty)} `{ty}` in the current scope", node.name_tok, text)
        return found.suggest("call `.into_iter()` first", [(node.name_tok, node.name_tok - 1, "into_iter().")])
    if ty.kind == "array":
        found = error("E0599", f"the method `{name}` exists for array `{ty}`, but its trait bounds were not satisfied", node.name_tok,
                      f"method cannot be called on `{ty}` due to unsatisfied trait bounds")
    else:
        own = next((step for step in steps if step.kind == "adt" and step.a.krate == "user"), None)
        found = error("E0599", text, node.name_tok, text)
        if own is not None:
            about = f"method `{name}` not found for this {WORDS[own.a.kind]} because it " if own is ty else ""
            found.label((own.a.node.name_tok - 1, own.a.node.generics.hi if own.a.node.generics.params else own.a.node.name_tok), f"{about}doesn't satisfy `{own}: Iterator`")
    if steps[-1].kind == "array":
        steps.append(t.slice_of(steps[-1].a))
    lines = [f"`{fcx.resolve(step)}: Iterator`\nwhich is required by `&mut {fcx.resolve(step)}: Iterator`" for step in steps]
    return found.note("the following trait bounds were not satisfied:\n" + "\n".join(lines))


def declared(fcx, ty, node, name):
    """How rustc names a type that lacks something: an ADT as it is declared, unless it leads on to another type, or has it with
    other arguments."""
    if ty.kind != "adt" or fcx.is_box(ty) or fcx.overloaded_deref(ty, node) is not None:
        return ty
    if any(name in impl.members for impl in fcx.inherent_candidates(ty)):
        return ty
    return declared_name(ty.a)


def similar_method(fcx, found, node, ty):
    """Offer a method of the type (or of what it derefs to) with a similar name."""
    name, table = node.seg.name, {}
    for step, _ in fcx.autoderef(ty):
        for impl in fcx.inherent_candidates(step):
            for key, member in impl.members.items():
                if fcx.is_method(member) and fcx.tcx.resolver.visible(member, fcx.module):
                    table.setdefault(key, member)
        for ref in fcx.bounds_of(step) if step.kind in ("param", "alias", "dyn", "opaque") else ():
            for key, member in ref.definition.members.items():
                if fcx.is_method(member):
                    table.setdefault(key, member)
    of_traits(fcx, ty, name, table)
    close = similar.best(table, name, similar.with_substrings)
    if close is None:
        return found
    found.primary.text = ""
    member = table[close]
    if len(member.node.params) == len(node.args):
        return found.suggest(f"there is a method `{close}` with a similar name", [(node.name_tok, node.name_tok, close)])
    where = similar.head(member)
    return found.help(f"there is a method `{close}` with a similar name, but with different arguments", [Label(*where, "", True)])


def of_traits(fcx, ty, name, table):
    """Add the methods with a similar name that traits in scope give to a type."""
    kept = fcx.private_candidate, fcx.unmet_bounds, fcx.unknown_end
    for other in fcx.tcx.trait_methods:
        if other not in table and similar.best([other], name, similar.with_substrings):
            pick = fcx.probe(ty, other)
            if pick is not None:
                table[other] = pick.definition
    fcx.private_candidate, fcx.unmet_bounds, fcx.unknown_end = kept


def declared_here(ty, what):
    """The label on a user's type that lacks something."""
    if ty.kind == "adt" and ty.a.krate == "user":
        return [(similar.head(ty.a), f"{what} not found for this {WORDS[ty.a.kind]}")]
    return []


def field_not_method(fcx, node, ty, field_ty):
    from .errors import kind_word
    return error("E0599", f"no method named `{node.seg.name}` found for {kind_word(ty)} `{declared(fcx, ty, node, node.seg.name)}` in the current scope", node.name_tok,
                 "field, not a method", declared_here(ty, f"method `{node.seg.name}`"))
