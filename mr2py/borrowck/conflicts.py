"""Does an access to one place touch a loan of another? (rustc_borrowck::places_conflict)

    let mut p = (a, b);  let r = &mut p.0;  p.1 = x;      fields differ: no conflict
    let r = &*p;  drop(p) with p: Box                     a deep access to `p` reaches `*p`: conflict
"""

SHALLOW, DEEP, DROP, LENGTH = "shallow", "deep", "drop", "length"       # LENGTH: the length of a slice, which overlaps none of its elements


def conflict(check, loan_place, access, depth):
    """Whether an access of `depth` to the place `access` conflicts with a loan of `loan_place`."""
    if loan_place.local != access.local:
        return False
    ty, variant = check.locals[access.local], None
    for index, elem in enumerate(loan_place.proj):
        if index < len(access.proj):
            if disjoint(elem, access.proj[index], ty):
                return False
        elif not reaches(check, elem, ty, depth):
            return False
        elif depth == DROP and elem[0] == "." and ty.kind == "adt" and check.tcx.has_drop_impl(ty.a):
            return True
        ty, variant = check.project_ty(ty, variant, elem)
    return True


def reaches(check, elem, ty, depth):
    """The access stops at a prefix of the loan's place: does it reach what is behind `elem`?"""
    if depth == LENGTH:
        return False
    if elem[0] != "*":
        return True
    if depth == SHALLOW:
        return False
    if depth == DROP:
        return ty.kind != "ref"
    return True


def disjoint(one, other, ty):
    """Whether two projections from the same place, of type `ty`, lead to parts that do not overlap."""
    a, b = one[0], other[0]
    if a == b == ".":
        return one[1] != other[1]
    if a == b == "as":
        return one[1] != other[1]
    if a == b == "[c]":
        if bool(one[2]) == bool(other[2]):
            return one[1] != other[1]
        front, back = (other, one) if one[2] else (one, other)
        return front[1] < back[2] - back[1]          # the slice has at least `back[2]` elements
    if a == "[c]" and b == "[..]":
        return outside(one, other, ty)
    if a == "[..]" and b == "[c]":
        return outside(other, one, ty)
    return False


def outside(const, subslice, ty):
    """Whether a constant index lies before or behind a subslice pattern."""
    _, index, from_end = const
    _, start, end = subslice
    if ty.kind == "array" and ty.b.kind == "value" and index >= ty.b.a - end:        # in arrays all are counted from the start
        return True
    return index <= end if from_end else index < start
