"""Parameters of ADTs that only the ADTs themselves hand on, so that nothing tells their variance

    struct List<T>(Option<Box<List<T>>>);

Loaded where a parameter stands in no field but as an argument of a user's ADT.
"""

from ..ty import types as t


def constrained(tcx):
    """{ADT of the user: indexes of its parameters that some field uses, be it by way of other ADTs}."""
    used = tcx.caches.get("constrained parameters")
    if used is None:
        adts = tcx.crates[-1].adts
        used, changed = {definition: set() for definition in adts}, True
        while changed:
            changed = False
            for definition in adts:
                before = len(used[definition])
                for variant in definition.variants:
                    for field in variant.fields:
                        gather(tcx.type_of(field), used, used[definition])
                changed |= len(used[definition]) != before
        tcx.caches["constrained parameters"] = used
    return used


def gather(term, used, found):
    """Put the indexes of the parameters in `term` into `found`; not those in arguments that nothing uses."""
    if term.kind == "param":
        found.add(term.a)
    elif type(term) is t.Ty:
        for index, part in enumerate(t.children(term)):
            if term.kind != "adt" or term.a not in used or index in used[term.a]:
                gather(part, used, found)


def only_recursive(tcx, definition, parameter):
    """Whether a parameter that stands in fields is used by none of them."""
    used = constrained(tcx)
    return definition in used and parameter.index not in used[definition]
