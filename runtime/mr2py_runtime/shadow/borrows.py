"""The rights of references: Tree Borrows without protectors (Villani, Hostert, Dreyer, Jung, PLDI 2025), with places instead of bytes.

    state      read through it   write through it   read by others   write by others
    reserved   stays             active             stays            disabled
    active     stays             stays              frozen           disabled
    frozen     stays             broken             stays            disabled
    disabled   broken            broken             stays            stays
"""

from weakref import ref

RESERVED, ACTIVE, FROZEN, DISABLED = "reserved", "active", "frozen", "disabled"


FREE = object()                  # the tag of references whose right is not followed: shared ones to what can change behind them


class Tag:
    """The right of one reference to a part of a block. `older`: the tags that it comes from, as far as somebody still holds them (a
    cursor leaves its former ones behind: what happens to those, happens to it as well). `since`: the step that made it or changed it."""

    __slots__ = ("older", "path", "state", "since", "__weakref__")

    def __init__(self, parent, path, state, since):
        self.path, self.state, self.since = path, state, since
        self.older = [] if parent is None else [other for other in parent.older if other() is not None] + [ref(parent)]

    def line(self):
        """The tag and those that it comes from."""
        return [self, *[tag for tag in [other() for other in self.older] if tag is not None]]


def overlap(tag_path, path, shallow):
    """Whether an access to `path` touches what a tag is about; a shallow one does not touch parts."""
    if len(tag_path) > len(path):
        return not shallow and tag_path[:len(path)] == path
    return path[:len(tag_path)] == tag_path


def refused(tag, write):
    """The tag on the way from `tag` to the variable that forbids the access, or None."""
    if tag is None or tag is FREE:
        return None
    for one in tag.line():
        if one.state is DISABLED or write and one.state is FROZEN:
            return one
    return None


def note(place, write, step, shallow=False):
    """Change the states of all tags that an access to a place (block, path, tag or None for the variable itself, exact) touches. One that
    is not exact may touch none of the references made of `tag`: it is not said which part it means."""
    block, path, tag, exact = place
    if tag is FREE or not exact and tag is None:
        return
    own = () if tag is None else tag.line()
    for other in list(block.tags):
        if not overlap(other.path, path, shallow) or not exact and other not in own and tag in other.line():
            continue
        if other in own:
            if write and other.state is RESERVED:
                other.state, other.since = ACTIVE, step
        elif write:
            if other.state is not DISABLED:
                other.state, other.since = DISABLED, step
        elif other.state is ACTIVE:
            other.state, other.since = FROZEN, step
