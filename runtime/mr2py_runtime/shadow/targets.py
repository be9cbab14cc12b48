"""Where references point to (level `full`): the shadow says to which variable, at best to which part of it; the Python value tells the rest.

An object is found by its identity. A reference to a plain value (an integer, a text) shows only that value: it is taken to mean the one
part of the variable that has this type and value, if there is one; else it is not `exact`.
"""

from ..containers import Cell, ItemRef, PartRef, Slice


class Targets:
    """Completes the references of what was read. `roots(pointer)` gives ((root, path) that a pointer means, the Root there), `everywhere()`
    all Roots that there are."""

    def __init__(self, types, locate, everywhere):
        self.types, self.locate, self.everywhere = types, locate, everywhere
        self.found = {}              # root → {path of a reference: (value, pointers, target)}: what it points to may change its value later

    def complete(self, reference):
        """Fill in the dict of a reference."""
        told, home, entry, value, pointers = reference
        inner = entry[4]
        kind = self.types[inner][0]
        if kind == "dyn" and getattr(value, "t", None) is not None:
            told["type"] = value.t.type
            inner = getattr(value.t, "shape", None)
            value = value.v
        place, exact, extent = self.once(home, inner, value, pointers, kind, entry[6])
        told["ref"] = shown(place)
        if place is not None and not exact:
            told["exact"] = False
        if kind == "str" and type(value) is str:           # the text behind `&mut str` changes: it stands at its block
            told["text"] = value
        elif value is None or kind == "str":
            pass                                     # a variable that Python does not have: only its target is known
        elif kind == "slice":
            told["start"], told["len"] = extent
        elif place is None and type(value) in (int, float, bool, str):
            told["value"] = value if type(value) is not int or -(1 << 53) <= value <= 1 << 53 else str(value)

    def once(self, home, inner, value, pointers, kind, is_place):
        """What `target` says, as long as it is the same reference that stands at a place."""
        known = self.found.setdefault(home[0], {})
        old = known.get(home[1])
        if old is None or old[0] is not value or len(old[1]) != len(pointers) or any(a is not b for a, b in zip(old[1], pointers)):
            extent = (value.start if type(value) is Slice else 0, len(value)) if kind == "slice" and value is not None else None
            old = known[home[1]] = value, pointers, (*self.target(inner, value, pointers, kind, is_place), extent)
        return old[2]

    def target(self, inner, value, pointers, kind, is_place):
        """((root, path) or None, is it known exactly)."""
        known = [pointer for pointer in pointers if pointer.block.ended is None]
        if len(known) == 1 and known[0].exact and kind not in ("slice", "str"):
            found = self.locate(known[0])
            if found is not None and found[2]:
                return found[0], True
        homes = [found for found in map(self.locate, known) if found is not None]
        for place, root, _ in homes:
            found = self.search(root, place, inner, value, kind, is_place)
            if found is not None:
                return found, True
        if is_place or kind not in ("scalar", "tuple", "enum", "str", "ref"):        # a guard lends what it refers to, and the like
            for root in self.everywhere():
                found = self.search(root, None, inner, value, kind, is_place)
                if found is not None:
                    return found, True
        return (homes[0][0], False) if homes else (None, False)

    def search(self, root, within, inner, value, kind, is_place):
        """The place in a Root (within a place, where that is not None) that a reference means, or None."""
        if kind == "slice":
            value = value.a if type(value) is Slice else value
        elif is_place:
            return self.place_of(root, inner, value)
        elif kind in ("scalar", "tuple", "enum"):
            same = {repr(place): place for place, ty, held in root.scalars if ty == inner and inside(place, within) and (held is value or held == value)}
            return next(iter(same.values())) if len(same) == 1 else None
        return next((place for place, ty in root.places.get(id(value), ()) if kind in ("slice", "dyn") or inner is None or ty == inner), None)

    def place_of(self, root, inner, value):
        """The place that a place reference (`.v`) means."""
        kind = type(value)
        if kind is ItemRef:
            items = value.a.a if type(value.a) is Slice else value.a
            start = value.a.start if type(value.a) is Slice else 0
            at = next(iter(root.places.get(id(items), ())), None)
            return at and beyond(at[0], start + value.i)
        if kind is PartRef:
            at = self.place_of(root, None, value.p)
            return at and beyond(at, value.i)
        if kind is Cell:
            return None                                  # a variable: the shadow knows it
        holder = getattr(value, "o", value)
        for at, ty in root.places.get(id(holder), ()):
            if holder is not value:
                name = type(value).__name__[4:]
                field = next((field for field, slot, _, _ in self.types[ty][4] if slot == name), name) if ty is not None else {"key": 0, "value": 1}[name]
                return beyond(at, field)
            if ty is not None and self.types[ty][0] in ("box", "rc") or at[0][0] == "block":
                return at
        return None


def beyond(place, name):
    return place[0], place[1] + (name,)


def inside(place, outer):
    return outer is None or place[0] != outer[0] or place[1][:len(outer[1])] == outer[1]


def shown(place):
    """A place as JSON tells it."""
    if place is None:
        return None
    (kind, *names), path = place
    told = {"frame": names[0], "local": names[1]} if kind == "frame" else {kind: names[0]}
    if path:
        told["path"] = list(path)
    return told
