"""Places in words, as rustc's messages name them (`describe_place`)."""

from ..mir import body as m


def describe(ctx, place):
    """`x.field`, `*r`, `v[_]` for a place of user variables; None where it has no name."""
    decl = ctx.body.locals[place.local]
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
            text = f"{text}.{field_name(ctx, ty, variant, elem[1])}"
        elif elem[0] == "[]":
            text = f"{text}[_]"
        elif elem[0] in ("[c]", "[..]"):
            text = f"{text}[..]"
        ty, variant = ctx.check.project_ty(ty, variant, elem)
    return text


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
