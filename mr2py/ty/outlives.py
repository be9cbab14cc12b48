"""What the fields of a type say of its parameters (rustc_hir_analysis::outlives; RFC 2093): a field `&'a T` asks for `T: 'a`, and a
field `Other<'a, T>` for all that is asked of `Other`'s parameters.
"""

from . import types as t


def outlives_of(tcx, adt):
    """[(term, region)] that any well-formed use of an ADT satisfies, over its parameters: what is declared and what its fields imply."""
    return declared(tcx, adt) + list(implied_by_fields(tcx, adt))


def declared(tcx, adt):
    return [pred[1:3] for pred, _ in tcx.predicates_of(adt) if pred[0] == "outlives"]


def implied_by_fields(tcx, adt):
    """The pairs that follow from the fields; types that hold each other are asked until nothing is new."""
    table = tcx.caches.setdefault("implied by fields", {})
    if adt not in table:
        group, changed = {adt: {}}, True
        while changed:
            changed = False
            for member in list(group):
                found = from_fields(tcx, member, table, group)
                changed = changed or len(found) > len(group[member])
                group[member] = found
        table.update(group)
    return table[adt]


def from_fields(tcx, adt, table, group):
    """{pair: None} by what is known so far; ADTs that are met for the first time come into `group`."""
    found = {}
    for field in [field for variant in adt.variants or () for field in variant.fields]:
        ty = tcx.type_of(field)
        for part in t.walk(ty) if ty is not None else ():
            if type(part) is not t.Ty:
                continue
            if part.kind == "ref":
                add(found, part.a, part.b)
            elif part.kind == "adt":
                if part.a not in table and part.a not in group:
                    group[part.a] = {}
                inner = table.get(part.a)
                for term, region in [*(group[part.a] if inner is None else inner), *declared(tcx, part.a)]:
                    add(found, t.subst(term, part.b), t.subst(region, part.b))
    return found


def add(found, term, region):
    """Take `term: region` apart: of each parameter, alias and lifetime in it."""
    if region.kind != "param":
        return
    if type(term) is t.Region:
        if term.kind == "param" and term is not region:
            found[term, region] = None
    elif term.kind in ("param", "alias"):
        found[term, region] = None
    elif type(term) is t.Ty:
        for part in t.children(term):
            add(found, part, region)
