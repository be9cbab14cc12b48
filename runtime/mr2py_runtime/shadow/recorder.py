"""The events of level `full`: storage, every change of a value with its place, the target of every reference.

The shadow's steps stand before what they are about, so a step marks the variables that it may change, and the next one records what
has become of them: the difference between what was told of a root and what it holds now.
"""

from threading import get_ident

from .memory import INIT
from .reading import Reader, Root
from .targets import Targets, shown


class Recorder:
    """Follows the values of a run. `stacks`: {thread: its calls that are running}; `known`: {root: the tree that was told}; `owned`: {(frame,
    local): the blocks that it owned when it was told}, `owners` the other way round; `dirty`: the locals that may have changed since;
    `changing`: {frame: what its present step may change}."""

    def __init__(self, types, log):
        self.reader, self.log = Reader(types), log
        self.types, self.stacks, self.known = types, {}, {}
        self.owned, self.owners, self.changing = {}, {}, {}
        self.dirty, self.count, self.read, self.scopes = {}, 0, {}, {}
        self.targets = Targets(types, self.locate, self.everywhere)
        self.watch = None                          # called after each group of events (tests)

    # --- frames and storage ------------------------------------------------------------------

    def stack(self):
        return self.stacks.setdefault(get_ident(), [])

    def enter(self, frame, python):
        self.settle()
        self.count += 1
        frame.number, frame.python = self.count, python
        self.stack().append(frame)
        self.event("enter", frame, name=frame.function[0])

    def leave(self, frame, unwinding=False):
        """The frame is gone, and what it held."""
        self.settle()
        more = {"unwinding": True} if unwinding else {}
        self.event("leave", frame, name=frame.function[0], **more)
        stack = self.stack()
        if stack and stack[-1] is frame:
            stack.pop()
        frame.python = None
        self.changing.pop(frame, None)
        for local in list(frame.blocks):
            self.forget(frame, local)
        self.tell()

    def forget(self, frame, local):
        """A local is gone; whether anything was told of it."""
        self.own((frame, local), ())
        self.targets.found.pop(("frame", frame.number, local), None)
        return self.known.pop(("frame", frame.number, local), None) is not None

    def own(self, home, blocks):
        """A local owns these blocks now."""
        for block in self.owned.pop(home, ()):
            self.owners[block].discard(home)
        if blocks:
            self.owned[home] = tuple(blocks)
        for block in blocks:
            self.owners.setdefault(block, set()).add(home)

    def unwound(self, frame):
        """A panic has reached a frame: those above it are gone without a word."""
        stack = self.stack()
        while frame in stack and stack[-1] is not frame:
            self.leave(stack[-1], True)
        self.event("unwind", frame, name=frame.function[0])
        self.touch_all()

    def live(self, frame, local):
        place = frame.function[5].get(local)
        if place is None:
            return
        _, _, ty, name = place
        entry = self.types[ty]
        facts = {"place": name or f"_{local}", "type": entry[1], "size": entry[2], "align": entry[3]}
        self.event("storage_live", frame, local=local, **facts)
        self.known["frame", frame.number, local] = {"state": "uninitialised"}

    def dead(self, frame, local):
        if self.forget(frame, local):
            self.event("storage_dead", frame, local=local, place=frame.function[5][local][3] or f"_{local}")

    def event(self, kind, frame, **facts):
        self.log(("state", kind, frame.function[0], frame.line, {"frame": frame.number, **facts}))

    # --- what may have changed ---------------------------------------------------------------

    def touch(self, block):
        """Something in the storage of a local may change, and in the blocks that it shares."""
        home = block.home
        if home is not None and home not in self.dirty:
            self.dirty[home] = True
            for owned in self.owned.get(home, ()):
                self.dirty.update(dict.fromkeys(self.owners[owned], True))

    def touch_all(self):
        for stack in self.stacks.values():
            for frame in stack:
                for block in frame.blocks.values():
                    self.touch(block)

    def touch_reachable(self, cells):
        """What can be reached from some values may change; where that is not known, everything."""
        seen, waiting = set(), [pointer for cell in cells for pointer in cell.pointers()]
        while waiting:
            block = waiting.pop().block
            if id(block) not in seen:
                seen.add(id(block))
                self.touch(block)
                further = block.root.pointers()
                if not further and self.leads_on(block):
                    self.touch_all()
                waiting += further

    def leads_on(self, block):
        """Whether a local may hold references."""
        place = block.home and block.home[0].function[5].get(block.home[1])
        return place is None or self.reader.holds(place[2])

    # --- telling it --------------------------------------------------------------------------

    def begun(self, frame, alone):
        """A step of a frame marked what it changes; `alone`: that may go on while std or a destructor calls other functions of the user's."""
        if alone and self.dirty:
            self.changing[frame] = tuple(self.dirty)
        else:
            self.changing.pop(frame, None)

    def settle(self):
        """Record what the last step of each call has changed so far: it may still be at it, where it waits for another call."""
        if len(self.stacks) > 1:
            self.touch_all()                       # what other threads do, std's code among it
        dirty, self.dirty = self.dirty, {}
        for changing in self.changing.values():
            dirty.update(dict.fromkeys(changing, True))
        self.read, self.scopes = {}, {}
        for frame, local in dirty:
            if frame.python is not None and local in frame.blocks:
                self.tell_root(frame, local)
        if dirty:
            self.tell()

    def tell(self):
        if self.watch is not None:
            self.watch()

    def tell_root(self, frame, local):
        root = self.completed(frame, local)
        if root is None:
            return
        self.own((frame, local), root.blocks)
        for block, tree in root.blocks.items():
            self.difference(frame, ("block", block), tree)
        self.difference(frame, ("frame", frame.number, local), root.tree)

    def difference(self, frame, root, tree):
        """Record how a root differs from what was told of it."""
        old = self.known.get(root, self)
        self.known[root] = tree
        acting = (self.stack() or [frame])[-1]
        for path, change in [] if old == tree else changes(old, tree):
            self.event("store", acting, at=shown((root, path)), place=self.name(frame, root, path, acting), **change)

    def name(self, frame, root, path, acting):
        """A place as the text shows it; one of another call begins with that function's name."""
        if root[0] == "block":
            text = f"#{root[1]}"
        else:
            text = ("" if frame is acting else frame.function[0] + ".") + (frame.function[5][root[2]][3] or f"_{root[2]}")
        return text + "".join([f"[{part}]" if type(part) is int else f".{part}" for part in path])

    # --- reading -----------------------------------------------------------------------------

    def root_of(self, frame, local):
        """The Root of a local, read once between two steps; None where it has no value that could be read."""
        found = self.read.get((frame, local))
        if found is None and local in frame.function[5] and local in frame.blocks:
            name, celled, ty, _ = frame.function[5][local]
            cell = frame.blocks[local].root
            scope = self.scope(frame)
            if name not in scope:
                found = self.without_value((("frame", frame.number, local), ()), ty, cell)
            else:
                value = scope[name].v if celled else scope[name]
                found = self.reader.root((("frame", frame.number, local), ()), ty, value, cell)
            self.read[frame, local] = found
        return found

    def scope(self, frame):
        """{Python name: value} of a frame's variables."""
        found = self.scopes.get(frame)
        if found is None:
            found = self.scopes[frame] = frame.python.f_locals
        return found

    def snapshot(self):
        """({(frame, local): value}, {block: what it holds}) of all calls that are running, read anew; blocks that no variable owns are not seen."""
        self.read, self.scopes = {}, {}
        frames, blocks = {}, {}
        for stack in self.stacks.values():
            for frame in stack:
                for local in [local for local in frame.blocks if local in frame.function[5]]:
                    root = self.completed(frame, local)
                    frames[frame.number, local] = root.tree
                    blocks.update(root.blocks)
        return frames, blocks

    def completed(self, frame, local):
        """The Root of a local, with the targets of its references."""
        root = self.root_of(frame, local)
        for reference in root.references if root is not None else ():
            if "ref" not in reference[0]:
                self.targets.complete(reference)
        return root

    def without_value(self, place, ty, cell):
        """The Root of a local that has no Python variable: units, and references that the shadow alone knows."""
        root, entry = Root(), self.types[ty]
        if cell.state is not INIT:
            root.tree = {"state": cell.state}
        elif entry[0] == "ref":
            root.tree = {}
            root.references.append((root.tree, place, entry, None, tuple(cell.held)))
        elif entry[0] == "tuple" and not entry[4]:
            root.tree = []
        else:
            root.tree = {"state": "unknown"}
        return root

    def everywhere(self):
        for frame in [frame for stack in self.stacks.values() for frame in stack]:
            for local in list(frame.blocks):
                found = self.root_of(frame, local)
                if found is not None:
                    yield found

    def locate(self, pointer):
        """((root, path), its Root, is that the very place) of a pointer; None where its target cannot be read."""
        if pointer.block.home is None:
            return None
        frame, local = pointer.block.home
        if frame.python is None or local not in frame.function[5] or frame.blocks.get(local) is not pointer.block:
            return None
        root = self.root_of(frame, local)
        place, tree, complete = (("frame", frame.number, local), ()), root.tree, pointer.exact
        ty = frame.function[5][local][2]
        for key in pointer.path:
            step = self.step(place, tree, ty, key, root)
            if step is None:
                return place, root, False
            place, tree, ty = step
        return place, root, complete

    def step(self, place, tree, ty, key, root):
        """One key of a shadow's path further: (place, tree, type), or None where that is not seen."""
        if type(ty) is tuple:                                # within a variant of an enum
            name, part, _ = self.types[ty[0]][8][ty[1]][1][key]
            return (place[0], place[1] + ("fields", name)), (tree.get("fields") or {}).get(name) if type(tree) is dict else None, part
        entry = self.types[ty]
        kind = entry[0]
        if type(key) is tuple and key[0] == "v" and kind == "enum":
            return place, tree, (ty, key[1])
        if key == "box" and kind == "box":
            block = tree.get("block") if type(tree) is dict else None
            inner = entry[4]
            if block is None:
                return None
            held = root.blocks.get(block)
            return (("block", block), ("value",)), held.get("value") if type(held) is dict else None, inner
        if type(key) is int and kind in ("struct", "closure", "tuple"):
            name, _, part, _ = entry[4][key]
            name = key if kind == "tuple" else name
            inner = tree.get(name) if type(tree) is dict else tree[name] if type(tree) is list else None
            return (place[0], place[1] + (name,)), inner, part
        if type(key) is tuple and key[0] == "[]" and type(key[1]) is int and kind == "array":
            inner = tree[key[1]] if type(tree) is list and key[1] < len(tree) else None
            return (place[0], place[1] + (key[1],)), inner, entry[4]
        return None


def changes(old, new, path=()):
    """[(path, {"value": …} or {"truncate": length})] that make `new` of `old`."""
    if type(old) is dict and type(new) is dict and old.keys() == new.keys() and old.get("variant") == new.get("variant") \
            and not {"ref", "state"} & old.keys() and ("block" not in old or "entries" in old):
        return [found for key in new if old[key] != new[key] or type(old[key]) is not type(new[key]) for found in changes(old[key], new[key], (*path, key))]
    if type(old) is list and type(new) is list:
        found = [change for i, (a, b) in enumerate(zip(old, new)) if a != b or type(a) is not type(b) for change in changes(a, b, (*path, i))]
        if len(new) < len(old):
            found.append((path, {"truncate": len(new)}))
        return found + [((*path, i), {"value": new[i]}) for i in range(len(old), len(new))]
    return [(path, {"value": new})]
