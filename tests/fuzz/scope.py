"""What the typed generator believes of its variables: moved, borrowed by whom, still to be used.

The belief is rough (no liveness, no regions): it only keeps most programs right, so that mistakes are made on purpose and rarely.
"""

from . import terms


class Var:
    """A variable. `froms` are (root Var, path, kind) that it borrows from, with kind "&" or "&mut"; `local`: something of them is this
    function's own; `lives` the named lifetimes in it; `moved` the paths that are moved out."""

    def __init__(self, name, ty, mutable, depth):
        self.name, self.ty, self.mutable, self.depth = name, ty, mutable, depth
        self.froms, self.local, self.lives = [], False, frozenset()
        self.dead, self.moved = False, set()


class Place:
    """A place: its text, type and root; `path` the projections as names; what lies on the way."""

    __slots__ = ("text", "ty", "root", "path", "shared", "unique", "index", "drop")

    def __init__(self, text, ty, root, path=(), shared=False, unique=False, index=False, drop=False):
        self.text, self.ty, self.root, self.path = text, ty, root, path
        self.shared, self.unique, self.index, self.drop = shared, unique, index, drop

    def inner(self):
        """The places one step further."""
        name, args = self.ty[0], self.ty[1:]
        for field, ty in terms.fields(self.ty):
            yield Place(f"{self.text}.{field}", ty, self.root, (*self.path, field), self.shared, self.unique, self.index, self.drop or name in terms.DROP)
        if name in ("ref", "mut", "Box"):
            shared, unique = self.shared or name == "ref", name == "mut" or self.unique and name == "Box"
            for field, ty in terms.fields(args[0]):
                yield Place(f"{self.text}.{field}", ty, self.root, (*self.path, "*", field), shared, unique, self.index, self.drop or args[0][0] in terms.DROP)
            if not self.path:
                yield Place(f"(*{self.text})", args[0], self.root, (*self.path, "*"), shared, unique, self.index, self.drop)
        if name == "Vec":
            yield Place(f"{self.text}[0]", args[0], self.root, (*self.path, "[]"), self.shared, self.unique, True, self.drop)


def overlap(one, other):
    size = min(len(one), len(other))
    return one[:size] == other[:size]


class Scope:
    """The variables that can be named, innermost last."""

    def __init__(self):
        self.vars, self.loop = [], 0

    def places(self):
        """All places up to three steps from a variable."""
        out = []
        for var in self.vars:
            level = [Place(var.name, var.ty, var)]
            for _ in range(3):
                out += level
                level = [inner for place in level for inner in place.inner()]
        return out

    def allowed(self, place, use):
        """Whether, as far as is known, a place can be used: "copy", "move", "&", "&mut" or "assign"."""
        root = place.root
        if root.dead or use != "assign" and any(overlap(path, place.path) for path in root.moved):
            return False
        if use == "assign" and any(place.path[:len(path)] == path and path != place.path for path in root.moved):
            return False
        if use == "copy":
            return place.ty[0] in terms.COPY
        if use == "move":
            return not (place.shared or place.unique or place.index or place.drop) and root.depth == self.loop
        if use in ("&mut", "assign"):
            return not place.shared and (root.mutable or place.unique)
        return True

    def used(self, place, use):
        """Note a use: who borrows what it touches can be used no more."""
        root = place.root
        for var in self.vars:
            for source, path, kind in var.froms:
                if source is root and overlap(path, place.path) and (kind == "&mut" or use not in ("&", "copy")) and var is not root:
                    self.kill(var)
        if use == "move":
            root.moved.add(place.path)
        elif use == "assign":
            root.moved = {path for path in root.moved if path[:len(place.path)] != place.path}

    def kill(self, var):
        if not var.dead:
            var.dead = True
            for other in self.vars:
                if any(source is var and kind == "&mut" for source, _, kind in other.froms):
                    self.kill(other)

    def state(self):
        """A copy of what is known of each variable, for `restore` and `join`."""
        return {var: (var.dead, set(var.moved), list(var.froms), var.local) for var in self.vars}

    def restore(self, state):
        for var, (dead, moved, froms, local) in state.items():
            var.dead, var.moved, var.froms, var.local = dead, set(moved), list(froms), local

    def join(self, state):
        """What holds now or in another state."""
        for var, (dead, moved, froms, local) in state.items():
            var.dead, var.local = var.dead or dead, var.local or local
            var.moved |= moved
            var.froms += [source for source in froms if source not in var.froms]

    def leave(self, size):
        """End of a block: its variables go, and who borrows from them."""
        gone = set(self.vars[size:])
        del self.vars[size:]
        for var in self.vars:
            if any(source in gone for source, _, _ in var.froms):
                self.kill(var)
