"""Values of level `full` as text: `P { x: 1 }`, `[1, 2]`, `#3 len 2, capacity 4`, `-> main.p.x`."""


class Names(dict):
    """{(frame, local): (function, name)} of the locals that are there."""

    def shown(self, value, function):
        """The text of a value as a trace's JSON tells it; the locals of `function` go without its name."""
        def inner(part):
            return self.shown(part, function)
        if type(value) is list:
            return "[" + ", ".join(map(inner, value)) + "]"
        if type(value) is str:
            return repr(value)
        if type(value) is bool:
            return "true" if value else "false"
        if type(value) is not dict:
            return str(value)
        if "state" in value:
            return value["state"]
        if "ref" in value:
            return self.reference(value, function)
        if "variant" in value:
            return value["variant"] + (fields(value["fields"], inner) if value.get("fields") else "")
        if "block" in value:
            rest = [f"{name} {inner(part)}" for name, part in value.items() if name != "block"]
            return ", ".join(["no block" if value["block"] is None else f"#{value['block']}", *rest])
        return fields(value, inner).lstrip()

    def reference(self, value, function):
        """Where a reference points to, `~` before what is not known exactly."""
        place = value["ref"]
        if place is None and "text" in value:
            return repr(value["text"])                   # a literal
        text = "-> ?" if place is None else ("-> " if value.get("exact", True) else "-> ~") + self.place(place, function)
        if "start" in value:
            text += f"[{value['start']}..{value['start'] + value['len']}]"
        more = [self.shown(value[name], function) for name in ("text", "value") if name in value] + [value[name] for name in ("type",) if name in value]
        return " ".join([text, *more])

    def place(self, place, function):
        if "block" in place:
            text = f"#{place['block']}"
        else:
            home, text = self.get((place["frame"], place["local"]), (function, f"_{place['local']}"))
            text = text if home == function else f"{home}.{text}"
        return text + "".join([f"[{part}]" if type(part) is int else f".{part}" for part in place.get("path", ())])


def fields(value, inner):
    """The fields of a struct or variant; those of tuple-like ones without their numbers."""
    if all(name.isdigit() for name in value):
        return "(" + ", ".join(map(inner, value.values())) + ")"
    return " { " + ", ".join([f"{name}: {inner(part)}" for name, part in value.items()]) + " }"
