"""Types as rustc's diagnostics print them."""

import re

from . import types as t

# Types of std whose names other public items of std have as well: they are shown with their paths (rustc's `trimmed_def_paths`).
AMBIGUOUS = frozenset(("Alignment Bytes Chain Condvar Cursor CursorMut CursorMutKey Difference Display Drain Empty Entry Error EscapeDebug EscapeDefault EscapeUnicode "
                       "ExtractIf FromFn Intersection IntoIter IntoKeys IntoValues Iter IterMut Keys Lines MappedMutexGuard MappedRwLockReadGuard "
                       "MappedRwLockWriteGuard Mutex MutexGuard OccupiedEntry OccupiedError Once Ordering PeekMut RSplit RSplitN Range RangeFrom RangeInclusive "
                       "RangeToInclusive Receiver RecvTimeoutError Repeat RwLock RwLockReadGuard RwLockWriteGuard Sender SocketAddr Splice Split SplitInclusive "
                       "SplitN SymmetricDifference Take TryIter TryLockError TryRecvError Union VacantEntry Values ValuesMut Weak").split())
NAMELESS = re.compile(r"<'_>|'_, |, '_")
PATH = re.compile(r"\bstd::(?:\w+::)+(?=[A-Z])")


def ty_to_str(ty):
    kind = ty.kind
    if kind in ("int", "float"):
        return ty.a
    if kind in ("bool", "char", "str"):
        return kind
    return PRINTERS[kind](ty)


def args_to_str(args):
    shown = [term_to_str(arg) for arg in args]
    return f"<{', '.join(shown)}>" if shown else ""


def term_to_str(term):
    if type(term) is t.Ty:
        return ty_to_str(term)
    return "'_" if type(term) is t.Region and is_nameless(term) else repr(term)


def is_nameless(region):
    return region.kind in ("erased", "var") or region.kind in ("param", "bound") and not region.b[:1].isalpha()


def without_paths(text):
    """A printed type without the paths of names that several items of std have."""
    return PATH.sub("", text)


def bare(ty):
    """A type as traces name it: without lifetimes that have no name, and without paths."""
    return NAMELESS.sub("", without_paths(ty_to_str(ty)))


def _ref(ty):
    region = "" if is_nameless(ty.b) else f"{ty.b!r} "
    return f"&{region}{'mut ' if ty.c else ''}{ty_to_str(ty.a)}"


def _adt(ty):
    return shown_name(ty.a) + args_to_str(without_defaults(ty))


def shown_name(definition):
    return full_path(definition) if definition.name in AMBIGUOUS and definition.krate == "std" else definition.name


def without_defaults(ty):
    """The arguments of an ADT without the last ones that are what their parameters have by default."""
    args, generics = list(ty.b), ty.a.memo.get("generics")
    while args and generics is not None and len(args) <= len(generics.params):
        if not is_default(args[-1], generics.params[len(args) - 1].default):
            break
        args.pop()
    return args


def is_default(arg, node):
    """Whether an argument looks like the default, a piece of syntax or None, of its parameter."""
    path = getattr(node, "path", None)
    if path is not None:
        return term_to_str(arg).split("::")[-1] == path.segments[-1].name
    return type(arg) is t.Ty and (arg.kind == "fnptr" and hasattr(node, "abi") or arg is t.UNIT and getattr(node, "elems", None) == [])


def declared_name(definition):
    """An ADT with its own parameters: `Pair<'a, T>`."""
    generics = definition.memo.get("generics")
    names = [f"'{p.name}" if p.kind == "lifetime" else p.name for p in generics.params] if generics is not None else []
    return shown_name(definition) + (f"<{', '.join(names)}>" if names else "")


def _tuple(ty):
    elems = [ty_to_str(elem) for elem in ty.b]
    return f"({elems[0]},)" if len(elems) == 1 else f"({', '.join(elems)})"


def _infer(ty):
    return {"int": "{integer}", "float": "{float}"}.get(ty.b, "_")


def _fnptr(ty):
    return signature("unsafe fn" if ty.c else "fn", ty.a, ty.b)


def signature(word, inputs, output):
    text = f"{word}({', '.join(map(ty_to_str, inputs))})"
    return text if output is t.UNIT else f"{text} -> {ty_to_str(output)}"


def _fndef(ty):
    definition = ty.a
    sig = definition.memo.get("sig")
    if sig is None:
        return f"fn item {{{definition.name}}}"
    inputs, output = t.subst_all(sig.inputs, ty.b), t.subst(sig.output, ty.b)
    if definition.kind in ("struct", "variant"):
        owner = f"{definition.parent.name}{args_to_str(ty.b)}::" if definition.kind == "variant" else ""
        return signature("fn", inputs, output) + f" {{{owner}{definition.name}}}"
    return signature("unsafe fn" if t.is_unsafe_fn(ty) else "fn", inputs, output) + f" {{{definition.name}{args_to_str([a for a in ty.b if type(a) is not t.Region])}}}"


def _dyn(ty):
    parts = []
    for definition, args, assoc in ty.a:
        if definition.lang in ("Fn", "FnMut", "FnOnce") and args and args[0].kind == "tuple":
            output = next((value for name, value in assoc if name.name == "Output"), t.UNIT)
            parts.append(signature(definition.name, args[0].b, output))
            continue
        shown = [term_to_str(arg) for arg in args if not (type(arg) is t.Region and arg.kind in ("erased", "var"))] + [f"{name.name} = {term_to_str(value)}" for name, value in assoc]
        parts.append(definition.name + (f"<{', '.join(shown)}>" if shown else ""))
    text = "dyn " + " + ".join(parts)
    return f"({text} + {ty.b!r})" if ty.b.kind == "named" else text


def _opaque(ty):
    """`impl Trait<Item = T>` with the bounds as they were stated."""
    parts, values = [], {}
    bounds = [pred for pred, _ in ty.a.memo.get("opaque_bounds") or ty.a.memo.get("item_bounds", ())]
    for pred in bounds:
        if pred[0] == "proj":
            values.setdefault(pred[1].b[1:], []).append(f"{pred[1].a.name} = {term_to_str(t.subst(pred[2], ty.b))}")
    for pred in bounds:
        if pred[0] == "trait":
            ref = pred[1]
            if ref.definition.lang in ("Fn", "FnMut", "FnOnce"):
                output = values.get(ref.args[1:], ["Output = ()"])[0].split(" = ", 1)[1]
                inputs = ", ".join(term_to_str(t.subst(part, ty.b)) for part in ref.args[1].b)
                parts.append(f"{ref.definition.name}({inputs})" + (f" -> {output}" if output != "()" else ""))
                continue
            shown = [term_to_str(t.subst(arg, ty.b)) for arg in ref.args[1:] if type(arg) is not t.Region] + values.get(ref.args[1:], [])
            parts.append(ref.definition.name + (f"<{', '.join(shown)}>" if shown else ""))
    return "impl " + " + ".join(parts)


def _alias(ty):
    if "output_of" in ty.a.memo:
        return _opaque(ty)
    trait = ty.a.parent
    return f"<{ty_to_str(ty.b[0])} as {trait.name}{args_to_str(ty.b[1:])}>::{ty.a.name}"


PRINTERS = {
    "never": lambda ty: "!",
    "error": lambda ty: "{type error}",
    "adt": _adt, "ref": _ref, "tuple": _tuple, "infer": _infer, "fnptr": _fnptr, "fndef": _fndef, "dyn": _dyn, "alias": _alias,
    "ptr": lambda ty: f"*{'mut' if ty.c else 'const'} {ty_to_str(ty.a)}",
    "slice": lambda ty: f"[{ty_to_str(ty.a)}]",
    "array": lambda ty: f"[{ty_to_str(ty.a)}; {ty.b!r}]",
    "param": lambda ty: ty.b,
    "opaque": lambda ty: _opaque(ty),
    "closure": lambda ty: "{closure}",
}


# Modules of std::collections whose types rustc names by their re-export.
REEXPORTED = frozenset(("hash_map", "hash_set", "btree_map", "btree_set", "vec_deque", "linked_list", "binary_heap"))


def full_path(definition):
    """The path of a definition as rustc shows it where it does not trim paths."""
    names = definition.path().split("::")
    if definition.krate == "std" and len(names) > 2 and names[-2] in REEXPORTED and names[-1].lower().startswith(names[-2].replace("_", "")):
        del names[-2]
    if names[:2] == ["sync", "arc"]:              # a module of our own
        del names[1]
    return "::".join(["std"] * (definition.krate == "std") + names)


def full_text(term):
    """A type or other generic argument with the paths of what it names."""
    kind = term.kind
    if type(term) is not t.Ty or kind not in ("adt", "ref", "tuple", "slice", "array"):
        return term_to_str(term)
    if kind == "adt":
        shown = [full_text(arg) for arg in term.b if not (type(arg) is t.Region and arg.kind in ("erased", "var"))]
        return full_path(term.a) + (f"<{', '.join(shown)}>" if shown else "")
    if kind == "tuple":
        parts = [full_text(part) for part in term.b]
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    if kind == "ref":
        return ("&mut " if term.c else "&") + full_text(term.a)
    return f"[{full_text(term.a)}]" if kind == "slice" else f"[{full_text(term.a)}; {term.b!r}]"
