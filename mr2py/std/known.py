"""What Rust's standard library has beyond mini-Rust's (known.txt): read only when a name was not found,
to answer "not supported yet" instead of an error that rustc would not report."""

from pathlib import Path

_known = None


class Known:
    """`items` path → kind; `unstable` path → (feature, issue or ""); `whole`: paths of modules of which all that is below may be; `modules` all paths of modules; `members` type or trait name → names; `impls` type name → {(trait, head of its argument)}; `traits` names of traits."""

    def __init__(self, text):
        self.items, self.members, self.impls, self.traits, self.unstable, self.whole, self.modules = {}, {}, {}, {}, {}, [], set()
        for line in text.splitlines():
            kind, path, *names = line.split(" ")
            name = path.rpartition("::")[2]
            if names and names[0][0] == "!":
                self.unstable[path] = tuple(names.pop(0)[1:].split(":"))
            if kind == "mod":
                self.modules.add(path)
                self.whole += [path] if names else []
                continue
            self.items[path] = kind
            own = {n for n in names if not n.startswith("+")}
            if kind == "trait":
                self.traits.setdefault(name, set()).update(own)
                continue
            self.members.setdefault(name, set()).update(own)
            self.impls.setdefault(name, set()).update(tuple(entry[1:].split(":")) for entry in names if entry[0] == "+")


def known():
    """The table, read on first use."""
    global _known
    if _known is None:
        path = Path(__file__).parent / "known.txt"
        _known = Known(path.read_text(encoding="utf-8"))
    return _known


def type_name(ty):
    """The name under which known.txt lists a type, or None for a user's."""
    if ty.kind == "adt":
        return ty.a.name if ty.a.krate == "std" else None
    if ty.kind in ("int", "float"):
        return ty.a
    if ty.kind == "infer":
        return {"int": "i32", "float": "f64"}.get(ty.b)
    return {"str": "str", "slice": "slice", "array": "array", "bool": "bool", "char": "char", "ref": "reference", "tuple": "tuple",
            "fnptr": "fn"}.get(ty.kind)


def has_member(ty, name):
    """Whether Rust's std has an inherent or trait item `name` on a std type."""
    found = type_name(ty)
    return found is not None and name in known().members.get(found, ())


def has_path(names):
    """Whether `std::a::b` names something in Rust's std (or a module on the way to it)."""
    path = "::".join(names)
    items = known().items
    return path in items or path in known().modules or any(item.startswith(path + "::") for item in items) or any(path == whole or path.startswith(whole + "::") for whole in known().whole)


def feature_of(path):
    """(feature, issue or "") of what a path inside std names, where Rust has it, or a module around it, as unstable; else None."""
    names = path.split("::")
    return next((known().unstable[part] for size in range(len(names), 0, -1) if (part := "::".join(names[:size])) in known().unstable), None)


def may_implement(ty, trait, args, declared, ours=()):
    """Whether Rust's std may implement `trait<args>` (by name) for a std type: it has an impl whose argument could fit.
    An impl for a generic argument counts only where ours has none at all (`declared`), one for the type `ours` names not at all."""
    for name, argument in known().impls.get(type_name(ty) or "", ()):
        if name != trait:
            continue
        if not args or not argument or argument in GENERIC:
            if not declared:
                return True
        elif argument not in ours and fits(args[0], argument):
            return True
    return False


GENERIC = frozenset("TUVKIFEABP") | {"Self"}


def fits(ty, argument):
    while ty.kind == "ref":
        ty = ty.a
    if ty.kind == "infer" and ty.b == "ty":
        return True
    return head(ty) == argument


def head(ty):
    """The name by which `known.txt` lists a type as an argument, references left out."""
    while ty.kind == "ref":
        ty = ty.a
    return {"slice": "[", "array": "[", "tuple": "("}.get(ty.kind, ty.a.name if ty.kind == "adt" else type_name(ty))
