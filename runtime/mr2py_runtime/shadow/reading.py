"""Values of a running program as data (level `full`).

A place is (root, path). A root is ("frame", FRAME, LOCAL), ("block", ID) of the heap, or ("static", NAME). A path has field names and element
numbers; of an enum, the fields of the variant that is there. Values:

    number, string, true, false       integers beyond 53 bits and floats that are no number are strings
    {field: value …}, [value …]       structs and closures; tuples, arrays and what a block of elements holds
    {"variant": NAME, "fields": {…}}
    {"block": ID or null …}           Box, Rc, String, collections: with "len", "capacity"; the contents stand at the block
    {"ref": PLACE, "exact": …}        a reference; "start", "len" of slices, "text" of str; "ref" null where its target is not known ("value": what it shows)
    {"state": …}                      uninitialised, moved, dropped, or unknown
"""

from ..containers import MOVED
from ..tables import table_items
from .memory import INIT

BIG = 1 << 53
UNKNOWN = {"state": "unknown"}


class Root:
    """What one root holds: its `tree`, the trees of the blocks that it owns, its references, and where its parts are."""

    def __init__(self):
        self.tree, self.blocks = None, {}
        self.references = []             # (dict to be completed, place, entry of its type, Python value, pointers)
        self.places = {}                 # id of a Python object (or list of elements) → (place, type)
        self.scalars = []                # (place, type, Python value)
        self.kept = []                   # what ids stand for


class Reader:
    """Reads values by the table of types."""

    def __init__(self, types):
        self.types, self._holds = types, {}

    def holds(self, ty):
        """Whether a value of a type may hold references."""
        found = self._holds.get(ty)
        if found is None:
            self._holds[ty] = False
            entry = self.types[ty]
            if entry[0] == "enum":
                parts = [part for _, fields in entry[8] for _, part, _ in fields]
            elif entry[0] in ("tuple", "struct", "closure"):
                parts = [part for _, _, part, _ in entry[4]]
            else:
                parts = [part for part in entry[4:5] if type(part) is int]
            found = self._holds[ty] = entry[0] in ("ref", "dyn", "opaque") or any(map(self.holds, parts))
        return found

    def root(self, place, ty, value, cell):
        """The Root of a place (root, ()) that holds a Python value. `cell`: what the shadow knows of it."""
        found = Root()
        found.tree = self.value(found, place, ty, value, cell)
        return found

    def value(self, root, place, ty, value, cell):
        """The data of a value; the blocks that it owns become roots of their own in `root.blocks`."""
        if cell.state is not INIT:
            return {"state": cell.state}
        entry = self.types[ty]
        if value is MOVED:
            return UNKNOWN
        return getattr(self, entry[0])(root, place, ty, entry, value, cell)

    def part(self, root, place, key, name, ty, value, cell):
        """A part of a value; `key`: the shadow's."""
        return self.value(root, (place[0], place[1] + (name,)), ty, value, cell.view((key,)))

    def note(self, root, place, ty, value):
        """Remember where an object (or list) is."""
        root.places.setdefault(id(value), []).append((place, ty))
        root.kept.append(value)

    # --- without parts -------------------------------------------------------------------------

    def scalar(self, root, place, ty, entry, value, cell):
        root.scalars.append((place, ty, value))
        kind = type(value)
        if kind is int and not -BIG <= value <= BIG:
            return str(value)
        if kind is float and (value != value or value in (float("inf"), float("-inf")) or value == 0 and repr(value)[0] == "-"):
            return repr(value)
        return value if kind in (int, float, bool, str) else entry[1]

    def opaque(self, root, place, ty, entry, value, cell):
        block = getattr(value, "b", None)
        return {"opaque": entry[1]} if type(block) is not int else {"block": block or None}

    dyn = str = slice = opaque

    # --- with parts ----------------------------------------------------------------------------

    def tuple(self, root, place, ty, entry, value, cell):
        if not entry[4]:
            return []
        root.scalars.append((place, ty, value))
        return [self.part(root, place, i, i, part, value[i], cell) for _, i, part, _ in entry[4]]

    def struct(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        return {name: self.part(root, place, i, name, part, getattr(value, slot, MOVED), cell) for i, (name, slot, part, _) in enumerate(entry[4])}

    closure = struct

    def array(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        return [self.part(root, place, ("[]", i), i, entry[4], item, cell) for i, item in enumerate(value)]

    def enum(self, root, place, ty, entry, value, cell):
        root.scalars.append((place, ty, value))
        shape, some, none, wrapped, variants = entry[4:]
        if shape == "int":
            index, values = value, ()
        elif shape == "option":
            index = none if value is None else some
            values = () if value is None else value if wrapped else (value,)
        else:
            index, values = value[0], value[1:]
        name, fields = variants[index]
        inner = cell.view((("v", index),))
        at = (place[0], place[1] + ("fields",))
        held = {field: self.part(root, at, i, field, part, values[i], inner) for i, (field, part, _) in enumerate(fields)}
        return {"variant": name, "fields": held} if held else {"variant": name}

    # --- owners of blocks ----------------------------------------------------------------------

    def block(self, root, block, read):
        """Let `read(place)` tell what a block holds, at the first of its owners."""
        if block and block not in root.blocks:
            root.blocks[block] = None
            root.blocks[block] = read((("block", block), ()))

    def elements(self, root, block, ty, items, cell):
        def read(place):
            return [self.value(root, (place[0], (i,)), ty, item, cell) for i, item in enumerate(items)]
        self.block(root, block, read)

    def inside(self, cell):
        """What the shadow knows of the contents of a collection: nothing but pointers."""
        return cell if cell.parts is None else cell.view(("contents",))

    def box(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        inner, table = entry[4], getattr(value, "t", None)
        kind = self.types[inner][0]
        if kind == "str":
            self.block(root, value.b, lambda at: value.v)
            return {"block": value.b or None, "len": len(value.v.encode())}
        if kind == "slice":
            self.note(root, (("block", value.b), ()), inner, value.v)
            self.elements(root, value.b, self.types[inner][4], value.v, self.inside(cell))
            return {"block": value.b or None, "len": len(value.v)}
        if table is not None:
            inner = getattr(table, "shape", None)
            told = {"block": value.b or None, "type": table.type}
            if inner is None:
                return told
        else:
            told = {"block": value.b or None}
        if value.b:
            self.block(root, value.b, lambda at: {"value": self.value(root, (at[0], ("value",)), inner, value.v, cell.view(("box",)))})
        else:
            told["value"] = self.part(root, place, "box", "value", inner, value.v, cell)
        return told

    def vec(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        at = (("block", value.b), ()) if value.b else place
        self.note(root, at, ty, value.a)
        told = {"block": value.b or None, "len": len(value.a), "capacity": value.c}
        self.elements(root, value.b, entry[4], value.a, self.inside(cell))
        return told

    def deque(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        items = value.a[value.h:]
        self.note(root, (("block", value.b), ()), ty, value.a)
        self.elements(root, value.b, entry[4], items, self.inside(cell))
        return {"block": value.b or None, "len": len(items), "capacity": value.c}

    def string(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        text = value.s()
        self.block(root, value.b, lambda at: text)
        return {"block": value.b or None, "len": len(text.encode("utf-8", "surrogatepass")), "capacity": value.c}

    def rc(self, root, place, ty, entry, value, cell):
        """A handle of a shared block; `Rc<dyn Trait>` is a pair of block and method table."""
        table, inner = getattr(value, "t", None), entry[4]
        value = value.v if table is not None else value
        told = {"block": value.b or None}
        if table is not None:
            told["type"], inner = table.type, getattr(table, "shape", None)
        kind = "opaque" if inner is None else self.types[inner][0]

        def read(at):
            counts = {"strong": value.strong, "weak": value.weak - (value.strong > 0)}
            if inner is None or value.strong <= 0 or value.v is MOVED:
                return counts
            if kind == "str":
                return {**counts, "value": value.v}
            if kind == "slice":
                items = list(value.v)
                self.note(root, (at[0], ("value",)), inner, value.v)
                return {**counts, "value": [self.value(root, (at[0], ("value", i)), self.types[inner][4], item, self.inside(cell)) for i, item in enumerate(items)]}
            self.note(root, (at[0], ("value",)), inner, value)
            return {**counts, "value": self.value(root, (at[0], ("value",)), inner, value.v, self.inside(cell))}
        self.block(root, value.b, read)
        return told

    weak = rc

    def table(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        return self.pairs(root, place, entry, value.b, table_items(value), cell)

    def tree(self, root, place, ty, entry, value, cell):
        self.note(root, place, ty, value)
        return {**self.pairs(root, place, entry, 0, value.e, cell), "nodes": nodes(value.shape)}

    def pairs(self, root, place, entry, block, buckets, cell):
        """The entries of a map stand at the owner: they are in the order of iteration, not of the memory."""
        (_, _, key, _), (_, _, held, _) = self.types[entry[4]][4]
        found = []
        for i, bucket in enumerate(buckets):
            at = (place[0], place[1] + ("entries", i))
            inner = self.inside(cell)
            found.append([self.value(root, (at[0], at[1] + (0,)), key, bucket.key, inner), self.value(root, (at[0], at[1] + (1,)), held, bucket.value, inner)])
            root.places.setdefault(id(bucket), []).append(((at[0], at[1]), None))
            root.kept.append(bucket)
        return {"block": block or None, "len": len(found), "entries": found}

    # --- references ----------------------------------------------------------------------------

    def ref(self, root, place, ty, entry, value, cell):
        told = {}
        root.references.append((told, place, entry, value, tuple(cell.held)))
        return told


def nodes(shape):
    """The blocks of a B-tree, those of inner nodes behind their children's."""
    found, waiting = [], [shape.root] if shape is not None and shape.root is not None else []
    while waiting:
        node = waiting.pop()
        found.append(node.b)
        waiting += node.kids or ()
    return sorted(found)
