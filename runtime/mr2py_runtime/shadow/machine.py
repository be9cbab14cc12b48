"""Carries out the steps of generated code on the shadow (see `transform/shadow.py` for their form).

A place is (local, path); a path has the keys of `memory` and "*" (what a reference points to), ("[]", None) for an index that the program
computes, given with the step, and "?" for a part that is not followed further. An operand is (is it moved, place, may it hold pointers),
or None for a constant.
"""

import sys

from . import borrows
from .memory import DROPPED, INIT, MOVED, UNINIT, Block, Cell, Pointer, reachable
from .violation import Violation

DEPTH = 8                        # so many references in a row are followed


class Silent:
    """Records nothing: every level but `full`."""

    @staticmethod
    def nothing(*_):
        pass

    settle = enter = leave = unwound = live = dead = touch = touch_all = touch_reachable = nothing


class Machine:
    """What the frames of a run share: the module's tables, and values on their way into and out of a function."""

    steps = functions = ()
    passed = returned = None
    recorder = Silent


def start(steps, functions, types=None):
    """Begin a run of a module with these tables. `types`: at level `full`, where values are recorded."""
    Machine.steps, Machine.functions = steps, functions
    Machine.passed = Machine.returned = None
    Machine.recorder = Silent
    if types is not None:
        from ..events import log
        from .recorder import Recorder
        Machine.recorder = Recorder(types, log)


def enter(function, step):
    """The Frame of a call of the user's function with this number in the table of functions."""
    return Frame(Machine.functions[function], step, sys._getframe(1))


def line_of(step):
    return Machine.steps[step][1]


class Frame:
    """The locals of one call. A local's block is made when it becomes live, or when it is first used."""

    __slots__ = ("function", "names", "owners", "kept", "blocks", "indices", "result", "number", "python", "line")

    def __init__(self, function, step, python=None):
        _, count, self.names, self.owners, self.kept = function[:5]
        self.function, self.line = function, 1
        self.blocks, self.indices, self.result = {}, (), None
        Machine.recorder.enter(self, python)
        cells, Machine.passed = Machine.passed, None
        for i in range(count):
            cell = cells[i] if cells is not None else None
            block = self.block(i + 1, step)
            block.root = cell if cell is not None else Cell(INIT, step)
            Machine.recorder.touch(block)

    def block(self, local, step):
        found = self.blocks.get(local)
        if found is None:
            found = self.blocks[local] = Block(self.names.get(local, "a temporary"), step, (self, local))
            Machine.recorder.live(self, local)
        return found

    def step(self, number, *indices):
        """Carry out the step with this number; `indices`: values of its computed indices, in order."""
        step = Machine.steps[number]
        if Machine.recorder is not Silent:
            Machine.recorder.settle()
            self.line = int(step[1].rpartition(":")[2]) - self.function[6] + 1
        self.indices = list(indices)
        getattr(self, step[0])(number, *step[2:])
        if Machine.recorder is not Silent:
            Machine.recorder.begun(self, step[0] != "pass_")

    # --- storage -----------------------------------------------------------------------------

    def live(self, step, local):
        self.end(step, local)
        self.block(local, step)

    def dead(self, step, local):
        block = self.blocks.get(local)
        if block is not None:
            self.dropped_once(block, local, step)
        self.end(step, local)

    def end(self, step, local):
        block = self.blocks.pop(local, None)
        if block is not None:
            Machine.recorder.dead(self, local)
            if local not in self.kept:
                block.ended = step

    def dropped_once(self, block, local, step):
        """A value that needs a drop must not just disappear."""
        root = block.root
        if local in self.owners and root.missing() is None:
            raise Violation("leak", f"the value of `{block.name}` is not dropped before its place ends", line_of(step), ("stored", line_of(root.since)))

    def leave(self, step):
        """The function returns: its value is on its way, its locals end."""
        Machine.recorder.settle()
        Machine.returned = self.block(0, step).root
        for local, block in list(self.blocks.items()):
            if local:
                self.dropped_once(block, local, step)
            self.end(step, local)
        Machine.recorder.leave(self)

    def unwound(self):
        """A panic has reached this call."""
        Machine.recorder.unwound(self)

    def unwound_out(self):
        """It goes on to the caller."""
        Machine.recorder.leave(self, True)

    # --- places --------------------------------------------------------------------------------

    def targets(self, place, step):
        """[(block, path, tag, exact)] that a place may be; empty where nothing is known. References on the way are read."""
        local, path = place
        found = [(self.block(local, step), (), None, True)]
        for key in path:
            if key == "*":
                found = self.follow(found, step)
            elif key == "?":
                found = [(block, at, tag, False) for block, at, tag, _ in found]
            else:
                if key == ("[]", None):
                    key = ("[]", self.indices.pop(0))
                found = [(block, at + (key,) if exact else at, tag, exact) for block, at, tag, exact in found]
        return found

    def follow(self, places, step):
        """Where the references in some places point to."""
        self.check_values(places, step)
        found = []
        for block, at, tag, exact in places:
            borrows.note((block, at, tag, exact), False, step, True)
            cell = block.root.view(at)
            found += cell.held if exact else cell.pointers()
        return [(pointer.block, pointer.path, pointer.tag, pointer.exact) for pointer in found]

    def access(self, places, write, step, shallow=False):
        """Read or write some places: one at least must be there, and its tag must allow it."""
        problem = None
        allowed = []
        for place in places:
            found = self.forbidden(place, write, step)
            if found is None:
                allowed.append(place)
            problem = problem or found
        if problem is not None and not allowed:
            raise problem
        if len(places) == 1:
            borrows.note(places[0], write, step, shallow)

    def forbidden(self, place, write, step):
        block, path, tag, _ = place
        if block.ended is not None:
            return Violation("dangling", f"use of a dangling reference to `{block.name}`", line_of(step), ("freed", line_of(block.ended)))
        denied = borrows.refused(tag, write)
        if denied is None:
            return None
        action = "write" if write else "read"
        why = "written" if denied.state is borrows.DISABLED else "read"
        return Violation("aliasing", f"{action} through an invalidated reference to `{block.name}`", line_of(step),
                         (f"{why} past the reference", line_of(denied.since)))

    def check_values(self, places, step):
        """Some places must hold a value; what is not known exactly is not looked at."""
        problem = None
        for block, path, _, exact in places:
            missing = block.root.view(path).missing() if exact and block.ended is None else None
            if missing is None:
                return
            problem = problem or self.empty(block, missing, step)
        if problem is not None:
            raise problem

    def empty(self, block, cell, step):
        if cell.state is UNINIT:
            return Violation("uninitialised", f"use of `{block.name}`, which was never given a value", line_of(step))
        kind, words = ("moved", "moved") if cell.state is MOVED else ("dangling", "dropped")
        return Violation(kind, f"use of the {words} value of `{block.name}`", line_of(step), (words, line_of(cell.since)))

    def value(self, places):
        """A Cell with what is known of the value in some places."""
        if len(places) == 1 and places[0][3]:
            block, path, _, _ = places[0]
            return block.root.view(path).copy()
        held = reachable([block.root.view(path) for block, path, _, _ in places])
        return Cell(INIT, 0, tuple(held or ()))

    def operand(self, op, step):
        """The Cell of an operand, which is read or moved out."""
        if op is None:
            return Cell(INIT, step)
        moved, place, points = op
        places = self.targets(place, step)
        self.access(places, moved, step)
        self.check_values(places, step)
        if moved and len(places) == 1 and places[0][3]:
            block, path, _, _ = places[0]
            Machine.recorder.touch(block)
            cell = block.root.part(path).emptied(MOVED, step)
        else:
            cell = self.value(places) if points else Cell(INIT, step)
        return renewed(cell, step)

    def store(self, place, cell, step):
        """Write a value to a place."""
        places = self.targets(place, step)
        self.access(places, True, step)
        self.changed(places)
        if len(places) != 1:
            return
        block, path, _, exact = places[0]
        if not exact:
            self.mix(block.root.part(path), cell)
        elif path:
            outer = block.root.part(path[:-1])
            outer.parts = outer.parts if outer.parts is not None else {}
            outer.parts[path[-1]] = cell
        else:
            block.root = cell

    def changed(self, places):
        """Some places are written to; where they are not known, that may be anything, and of a part that is not known anything it leads to."""
        for block, path, _, exact in places:
            Machine.recorder.touch(block)
            if not exact:
                Machine.recorder.touch_reachable([block.root.view(path)])
        if not places:
            Machine.recorder.touch_all()

    def mix(self, cell, other):
        """Something in `cell` becomes `other`: it may hold its pointers, too."""
        known = list(cell.held)
        known += [pointer for pointer in other.pointers() if pointer not in known]
        cell.held = tuple(known)

    # --- steps -----------------------------------------------------------------------------------

    def use(self, step, dest, operand):
        self.store(dest, self.operand(operand, step), step)

    def join(self, step, dest, operands):
        """A value made of operands whose places in it are not told apart."""
        cells = [self.operand(op, step) for op in operands]
        held = [pointer for cell in cells for pointer in cell.pointers()]
        self.store(dest, Cell(INIT, step, tuple(held)), step)

    def build(self, step, dest, keys, operands):
        parts = {}
        for path, op in zip(keys, operands):
            place, cell = parts, self.operand(op, step)
            for key in path[:-1]:
                place = place.setdefault(key, Cell(INIT, step, (), {})).parts
            place[path[-1]] = cell
        self.store(dest, Cell(INIT, step, (), parts), step)

    def borrow(self, step, dest, kind, place):
        """`dest = &place`; kind: "shared", "mut", or "cell" for a shared reference to what can change behind it."""
        places = self.targets(place, step)
        self.access(places, False, step)
        self.check_values(places, step)
        pointers = [self.pointer(block, path, tag, exact, kind, step) for block, path, tag, exact in places if block.ended is None]
        self.store(dest, Cell(INIT, step, tuple(pointers)), step)

    def pointer(self, block, path, tag, exact, kind, step):
        if kind == "cell" or tag is borrows.FREE:
            return Pointer(block, path, borrows.FREE, exact)
        if not exact:
            return Pointer(block, path, tag, False)
        new = borrows.Tag(tag, path, borrows.RESERVED if kind == "mut" else borrows.FROZEN, step)
        block.tags.add(new)
        return Pointer(block, path, new)

    def look(self, step, place):
        """The place itself is read, not its parts: a discriminant, a length."""
        places = self.targets(place, step)
        self.access(places, False, step, True)
        for block, path, _, exact in places:
            cell = block.root.view(path)
            if exact and block.ended is None and cell.state is not INIT:
                raise self.empty(block, cell, step)

    def drop(self, step, place, whole, opens):
        """The value in a place is dropped; parts may have been moved out, unless it is needed as a `whole`. `opens`: something elsewhere may change by it."""
        places = self.targets(place, step)
        self.access(places, True, step)
        self.changed(places)
        self.touch_behind([block.root.view(path) for block, path, _, _ in places], opens)      # a guard frees what it guards
        for block, path, _, exact in places if len(places) == 1 else ():
            if not exact:
                continue
            cell = block.root.part(path)
            if cell.state is DROPPED:
                raise Violation("double drop", f"the value of `{block.name}` is dropped twice", line_of(step), ("dropped", line_of(cell.since)))
            missing = cell.missing() if whole else cell
            if missing is not None and missing.state is not INIT:
                raise self.empty(block, missing, step)
            cell.emptied(DROPPED, step)

    # --- calls -----------------------------------------------------------------------------------

    def pass_(self, step, operands):
        """Before a call of a user's function: its arguments are on their way."""
        Machine.passed, Machine.returned = [self.operand(op, step) for op in operands], None

    def take(self, step, dest):
        """After it: the value that it returned."""
        cell, Machine.returned, Machine.passed = Machine.returned, None, None
        self.store(dest, cell if cell is not None else Cell(INIT, step), step)

    def call(self, step, dest, operands, writes, flows, effects, opens):
        """Before a call of a function whose body has no steps. `writes[i]`: what a reference argument may do ("r", "w" or None); `flows`:
        the (argument, "outer" | "inner") whose pointers the result may hold; `effects`: the same for each argument written to; `opens`: the
        arguments through which something elsewhere may change."""
        cells = [self.operand(op, step) for op in operands]
        for cell, right in zip(cells, writes):
            if right is not None:
                places = [(pointer.block, pointer.path, pointer.tag, pointer.exact) for pointer in cell.held]
                self.access(places, right == "w", step)
                self.check_values(places, step)
        self.looked_through(cells, step)
        for i in opens:
            self.touch_behind([cells[i]], True)
        for argument, sources in effects:
            self.pointed(cells, argument, sources)
        Machine.passed, self.result = None, Cell(INIT, step, self.flow(cells, flows))

    def touch_behind(self, cells, opens):
        """Where something may change by some values (`opens`): what they lead to, or everything where that is not known."""
        if opens:
            Machine.recorder.touch_reachable(cells)
            if not any(cell.pointers() for cell in cells):
                Machine.recorder.touch_all()

    def done(self, step, dest):
        """After it."""
        Machine.passed, Machine.returned = None, None
        self.store(dest, self.result, step)

    def looked_through(self, cells, step):
        """A function may use every reference that it can reach: of those that one place may hold, one at least must be in order."""
        waiting, seen = [(cell, 0) for cell in cells], set()
        while waiting:
            cell, depth = waiting.pop()
            waiting += [(part, depth) for part in cell.parts.values()] if cell.parts else ()
            targets = [(pointer.block, pointer.path, pointer.tag, pointer.exact) for pointer in cell.held]
            problems = [self.forbidden(target, False, step) for target in targets]
            if targets and None not in problems:
                raise problems[0]
            for (block, path, _, _), problem in zip(targets, problems):
                if problem is None and depth < DEPTH and (id(block), path) not in seen:
                    seen.add((id(block), path))
                    waiting.append((block.root.view(path), depth + 1))

    def pointed(self, cells, argument, sources):
        """What `argument` points to may have received pointers."""
        held = self.flow(cells, sources)
        for pointer in cells[argument].held if held else ():
            if pointer.block.ended is None:
                cell = pointer.block.root.part(pointer.path)
                known = set(map(id, cell.held))
                cell.held += tuple([new for new in held if id(new) not in known])

    def flow(self, cells, sources):
        """The pointers that come from some parts of arguments; none where those of one part are not known."""
        found = []
        for argument, which in sources:
            cell = cells[argument]
            if which == "outer":
                some = [pointer.blurred() for pointer in cell.held]
            else:
                some = reachable([cell] if which == "value" else [pointer.block.root.view(pointer.path) for pointer in cell.held])
            if not some:
                return ()
            found += some
        return tuple(found)


def renewed(cell, step):
    cell.since = step
    return cell
