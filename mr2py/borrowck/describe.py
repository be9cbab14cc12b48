"""Places in words, as rustc's messages name them (`describe_place`)."""

from ..mir import body as m


def describe(ctx, place, tuple_fields=True):
    """`x.field`, `*r`, `v[_]` for a place of user variables; None where it has no name. Without `tuple_fields` those of tuple structs and
    variants are left out."""
    decl = ctx.body.locals[place.local]
    found = upvar(ctx, place)
    if found is not None:
        return describe_upvar(ctx, place, *found)
    if decl.name is None and decl.guard_of is None:
        return deref_temp(ctx, place)
    text = decl.name
    ty, variant = ctx.check.locals[place.local], None
    for index, elem in enumerate(place.proj):
        following = next((e[0] for e in place.proj[index + 1:] if e[0] != "*"), None)
        if elem[0] == "*":
            if decl.guard_of is not None and index == 0:
                pass
            elif following is None:
                text = f"*{text}"
        elif elem[0] == ".":
            name = field_name(ctx, ty, variant, elem[1])
            if tuple_fields or ty.kind != "adt" or not name.isdigit():
                text = f"{text}.{name}"
        elif elem[0] == "[]":
            text = f"{text}[_]"
        elif elem[0] in ("[c]", "[..]"):
            text = f"{text}[..]"
        ty, variant = ctx.check.project_ty(ty, variant, elem)
    return text


def upvar(ctx, place):
    """(Capture, number of projections that lead to the captured place) of a place in a closure's environment, or None."""
    if place.local != 1 or not ctx.body.upvars:
        return None
    for index, elem in enumerate(place.proj[:2]):
        if elem[0] == ".":
            capture = ctx.body.upvars[elem[1]]
            size = index + 1
            if capture.kind != "value" and len(place.proj) > size:
                size += 1
            return capture, size
        if elem[0] != "*":
            return None
    return None


def describe_upvar(ctx, place, capture, size):
    """A captured place by the name that it has outside of the closure."""
    class Outside:
        """What `describe` asks for, with the captured variable as the root of the place."""

        tcx = ctx.tcx
        body = type("Body", (), {"locals": [capture_root(capture)], "upvars": []})
        check = type("Check", (), {"locals": [capture.root.ty], "project_ty": staticmethod(ctx.check.project_ty)})
    return describe(Outside, m.Place(0, capture.proj + place.proj[size:]))


def capture_root(capture):
    return m.LocalDecl(capture.root.ty, capture.root.name, capture.root.mut, "var", capture.root.node.lo, capture.root.node.hi)


def captured_name(ctx, capture):
    """The captured place's name, as the function around the closure sees it."""
    return describe_upvar(ctx, m.Place(1), capture, 0)


def deref_temp(ctx, place):
    """`*tmp` of an index or deref call is named after what was indexed: handled by the callers."""
    return None


def field_name(ctx, ty, variant, index):
    if ty.kind == "tuple":
        return str(index)
    return ty.a.variants[variant or 0].fields[index].name


def root_place(place):
    return m.Place(place.local)


def quoted(text, otherwise="value"):
    return f"`{text}`" if text is not None else otherwise
