"""Places: trees of cells, in blocks.

A block is the storage of a local. A path in it is a tuple of keys: field numbers, ("v", variant), "box" (what a Box owns), ("[]", index).
"""

from weakref import WeakSet

UNINIT, INIT, MOVED, DROPPED = "uninitialised", "initialised", "moved", "dropped"
MANY = 16                        # so many pointers in one value are known apart; of more, nothing is known


class Cell:
    """What a place holds: its state, since which step, and the pointers in it. `parts`: {key: Cell} of parts that differ from the whole."""

    __slots__ = ("state", "since", "held", "parts")

    def __init__(self, state, since, held=(), parts=None):
        self.state, self.since, self.held, self.parts = state, since, held, parts

    def view(self, path):
        """The cell at `path`, for reading only: parts that are not told apart are as the whole."""
        cell = self
        for key in path:
            if cell.parts is None:
                return cell
            child = cell.parts.get(key)
            cell = child if child is not None else Cell(cell.state, cell.since, cell.held)
        return cell

    def part(self, path):
        """The cell at `path`, told apart from its surroundings."""
        cell = self
        for key in path:
            if cell.parts is None:
                cell.parts = {}
            child = cell.parts.get(key)
            if child is None:
                child = cell.parts[key] = Cell(cell.state, cell.since, cell.held)
            cell = child
        return cell

    def copy(self):
        parts = None if self.parts is None else {key: part.copy() for key, part in self.parts.items()}
        return Cell(self.state, self.since, self.held, parts)

    def missing(self):
        """A cell of this tree that holds no value, or None."""
        if self.state is not INIT:
            return self
        for part in self.parts.values() if self.parts else ():
            found = part.missing()
            if found is not None:
                return found
        return None

    def emptied(self, state, step):
        """Take the value out: a Cell with it is returned, this one is `state`."""
        value = Cell(self.state, self.since, self.held, self.parts)
        self.state, self.since, self.held, self.parts = state, step, (), None
        return value

    def pointers(self):
        """All pointers in the tree."""
        found = list(self.held)
        for part in self.parts.values() if self.parts else ():
            found += part.pointers()
        return found


class Block:
    """The storage of a local: its `name`, whether it is still there, the root Cell and the rights that references to it have. `home`: (frame,
    local), where values are recorded."""

    __slots__ = ("name", "ended", "root", "tags", "home")

    def __init__(self, name, step, home=None):
        self.name, self.ended, self.home = name, None, home           # ended: the step that ended it
        self.root, self.tags = Cell(UNINIT, step), WeakSet()


class Pointer:
    """A reference: where it points, with which right (`tag`; None: the variable's own), and whether it is known to point just there
    (`exact`) or somewhere in there."""

    __slots__ = ("block", "path", "tag", "exact")

    def __init__(self, block, path, tag, exact=True):
        self.block, self.path, self.tag, self.exact = block, path, tag, exact

    def blurred(self):
        return Pointer(self.block, self.path, self.tag, False) if self.exact else self


def reachable(cells):
    """The pointers in cells, and in what those point to; None where there are too many to tell apart."""
    found, seen, waiting = [], set(), [pointer for cell in cells for pointer in cell.pointers()]
    while waiting:
        pointer = waiting.pop()
        key = (id(pointer.block), pointer.path, id(pointer.tag))
        if key in seen:
            continue
        seen.add(key)
        found.append(pointer)
        if len(found) > MANY:
            return None
        waiting += pointer.block.root.view(pointer.path).pointers()
    return found
