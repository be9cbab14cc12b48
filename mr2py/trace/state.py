"""The memory of a run, rebuilt from its trace of level `full` alone: every frame and heap block, with values, sizes and targets of references."""


class State:
    """What there is after some events. `frames`: {number: {local: value}}, of the calls that are running; `locals`: {(frame, local): the facts of its
    storage (place, type, size, align in bytes)}; `blocks`: {id: {"size", "align", "value"}} (bytes; "value" where one was told)."""

    def __init__(self):
        self.frames, self.locals, self.blocks = {}, {}, {}

    def apply(self, event):
        """Go on by one event of the trace (a dict of its JSON lines, without the head)."""
        action = getattr(self, "on_" + event["kind"], None)
        if action is not None:
            action(event)

    def on_enter(self, event):
        self.frames[event["frame"]] = {}

    def on_leave(self, event):
        for local in self.frames.pop(event["frame"]):
            del self.locals[event["frame"], local]

    def on_storage_live(self, event):
        self.frames[event["frame"]][event["local"]] = {"state": "uninitialised"}
        self.locals[event["frame"], event["local"]] = {name: event[name] for name in ("place", "type", "size", "align")}

    def on_storage_dead(self, event):
        del self.frames[event["frame"]][event["local"]], self.locals[event["frame"], event["local"]]

    def on_alloc(self, event):
        self.blocks[event["id"]] = {"size": event["size"], "align": event["align"]}

    def on_realloc(self, event):
        self.blocks[event["id"]]["size"] = event["size"]

    def on_dealloc(self, event):
        self.blocks.pop(event["id"], None)

    def on_store(self, event):
        at = event["at"]
        holder, key = (self.blocks.setdefault(at["block"], {}), "value") if "block" in at else (self.frames[at["frame"]], at["local"])
        for part in at.get("path", ()):
            holder, key = holder[key], part
        if "truncate" in event:
            del holder[key][event["truncate"]:]
        elif type(holder) is list and key == len(holder):
            holder.append(event["value"])
        else:
            holder[key] = event["value"]
