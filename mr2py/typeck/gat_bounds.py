"""The where-clauses that rustc wants on associated types with lifetimes (`type Item<'a> where Self: 'a;`): what every method of the trait that
names the type knows of its arguments anyway (rustc_hir_analysis's `check_gat_where_clauses`). Loaded where a trait has such a type.
"""

from ..diagnostics import MACHINE_APPLICABLE
from ..diagnostics.build import error
from ..ty import types as t
from ..ty.outlives import outlives_of


def check_trait(tcx, trait):
    """Report the associated types of a user's trait that lack a bound."""
    for member in trait.members.values():
        if member.kind == "assoc_ty" and any(param.kind == "lifetime" for param in tcx.generics_of(member).own()):
            missing = [pair for pair in wanted(tcx, trait, member) if pair not in closed(declared(tcx, member))]
            if missing:
                tcx.diags.add(missing_bounds(tcx, member, missing))


def wanted(tcx, trait, member):
    """[(term, region)] over the parameters of `member` that all methods of the trait that name it know of, in their order."""
    found = None
    for method in trait.members.values():
        if method.kind == "assoc_fn":
            here = known_where_named(tcx, method, member)
            if here is not None:
                found = here if found is None else [pair for pair in found if pair in here]
    return found or []


def known_where_named(tcx, method, member):
    """The pairs that a method knows of the arguments of each `Self::Member<…>` in its signature; None where it names none."""
    sig, params, found = tcx.fn_sig(method), tcx.identity_args(member), None
    known = closed(declared(tcx, method) + [pair for ty in sig.inputs for pair in implied(tcx, ty)])
    for alias in {part for ty in (*sig.inputs, sig.output) for part in t.walk(ty) if type(part) is t.Ty and part.kind == "alias" and part.a is member}:
        places = [place for place in zip(alias.b, params) if type(place[0]) is not t.Const]
        regions, types = ([place for place in places if (type(place[0]) is t.Region) is lifetime] for lifetime in (True, False))
        pairs = []
        for region, own in regions:
            pairs += [(term, own) for actual, term in types if (actual, region) in known]
            pairs += [(own, other_own) for other, other_own in regions if other is not region and (region, other) in known]
        found = pairs if found is None else [pair for pair in found if pair in pairs]
    return found


def declared(tcx, definition):
    return [pred[1:3] for pred, _ in tcx.predicates_of(definition) if pred[0] == "outlives"]


def implied(tcx, ty):
    """The pairs that a well-formed type tells: what a reference points to, and arguments of ADTs."""
    for part in t.walk(ty):
        if type(part) is t.Ty and part.kind == "ref":
            yield from apart(part.a, part.b)
        elif type(part) is t.Ty and part.kind == "adt":
            for term, region in outlives_of(tcx, part.a):
                yield from apart(t.subst(term, part.b), t.subst(region, part.b))


def apart(term, region):
    """What `term: region` says of the parameters and lifetimes in `term`."""
    if type(term) is t.Region or term.kind in ("param", "alias"):
        yield term, region
    else:
        for part in t.children(term) if type(term) is t.Ty else ():
            yield from apart(part, region)


def closed(pairs):
    """The pairs with those that follow through other lifetimes."""
    out, changed = set(pairs), True
    while changed:
        more = {(term, end) for term, middle in out for start, end in out if middle is start} - out
        changed = bool(more)
        out |= more
    return out


def missing_bounds(tcx, member, pairs):
    """The error, with the where-clauses to write."""
    node, many = member.node, "s" if len(pairs) > 1 else ""
    found = error("", f"missing required bound{many} on `{member.name}`", node)
    clauses = ", ".join(f"{term}: {region}" for term, region in pairs)
    where = node.generics.where
    at = where[-1].hi if where else node.hi - 1
    found.suggest(f"add the required where clause{many}", [(at, None, f", {clauses}" if where else f" where {clauses}")], MACHINE_APPLICABLE, "label")
    found.note(f"{'these bounds are' if many else 'this bound is'} currently required to ensure that impls have maximum flexibility")
    return found.note("we are soliciting feedback, see issue #87479 <https://github.com/rust-lang/rust/issues/87479> for more information")
