"""Variances of the parameters of ADTs (Reference, "Subtyping and variance"): a fixed point over their fields.

A variance is a bit set: 1 covariant, 2 contravariant, 3 invariant, 0 bivariant (not used).
"""

from ..ty import types as t

CO, CONTRA, INV = 1, 2, 3


def variances(tcx, definition):
    """[variance] of each parameter of an ADT."""
    def compute(d):
        tcx.caches.setdefault("variances", {})
        return fixpoint(tcx, d)
    return tcx.query("variances", definition, compute) or tcx.caches["variances"][definition]


def fixpoint(tcx, definition):
    table = tcx.caches["variances"]
    table.setdefault(definition, [0] * len(tcx.generics_of(definition).params))
    while True:
        before = list(table[definition])
        found = list(before)
        for variant in definition.variants or ():
            for field in variant.fields:
                visit(tcx, tcx.type_of(field), CO, found, table)
        table[definition] = found
        if found == before:
            return found


def flip(variance):
    return (variance & 1) << 1 | (variance & 2) >> 1


def visit(tcx, term, variance, found, table):
    if type(term) is t.Region or type(term) is t.Const:
        if term.kind == "param":
            found[term.a] |= variance
        return
    kind = term.kind
    if kind == "param":
        found[term.a] |= variance
    elif kind == "ref":
        visit(tcx, term.b, variance, found, table)
        visit(tcx, term.a, INV if term.c else variance, found, table)
    elif kind in ("slice", "array", "ptr"):
        visit(tcx, term.a, INV if kind == "ptr" and term.c else variance, found, table)
    elif kind == "tuple":
        for part in term.b:
            visit(tcx, part, variance, found, table)
    elif kind == "adt":
        own = table.get(term.a) or variances(tcx, term.a)
        for part, mode in zip(term.b, modes(term, own)):
            visit(tcx, part, variance if mode == CO else flip(variance) if mode == CONTRA else INV if mode == INV else 0, found, table)
    elif kind == "fnptr":
        for part in term.a:
            visit(tcx, part, flip(variance), found, table)
        visit(tcx, term.b, variance, found, table)
    elif kind == "dyn":
        visit(tcx, term.b, variance, found, table)
        for _, args, assoc in term.a:
            for part in args:
                visit(tcx, part, INV, found, table)
            for _, part in assoc:
                visit(tcx, part, INV, found, table)
    elif type(term.b) is tuple:
        for part in term.b:
            visit(tcx, part, INV, found, table)


def modes(term, own):
    """The language fixes two variances: what a cell holds is invariant (UnsafeCell), PhantomData's covariant."""
    fixed = CO if term.a.lang == "PhantomData" else INV if term.a.is_cell else None
    return own if fixed is None else [fixed] * len(own)
