"""Sets of small numbers as Python integers: number n is in the set where bit n is one.

A union of two sets is one operation however large they are. What looks at each member, or at each of many sets, has its loops here:
no loop may cost more for what a set does not hold, else checking a long function would take the square of its length.
"""


def bits(value):
    """The members of a set, least first."""
    found = []
    while value:
        low = value & -value
        found.append(low.bit_length() - 1)
        value ^= low
    return found


def transposed(sets):
    """{member: set of the indexes of the sets that hold it}. Neighbours in the list share most of their members: only where a member
    comes or goes is there something to do."""
    found, since, before = {}, {}, 0
    for index, value in enumerate([*sets, 0]):
        changed = value ^ before
        if changed:
            for member in bits(changed):
                if value >> member & 1:
                    since[member] = index
                else:
                    found[member] = found.get(member, 0) | (1 << index) - (1 << since[member])
            before = value
    return found


def rows(sets, count):
    """The inverse: of {member: set of indexes}, the set of the members that each of the indexes up to `count` has."""
    changes = {}
    for member, indexes in sets.items():
        for index in bits(indexes ^ indexes << 1):          # where a run of indexes begins, and behind its end
            changes[index] = changes.get(index, 0) ^ 1 << member
    out, now = [], 0
    for index in range(count):
        now ^= changes.get(index, 0)
        out.append(now)
    return out
