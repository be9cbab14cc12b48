"""How universal regions are called in messages (rustc_borrowck's `region_name`): those with a name by it, the others `'1`, `'2`, ... in the order
in which they are told, each with a label that shows where it is."""

from ..syntax import ast
from ..ty import types as t


class RegionNames:
    """The names that the errors of one body have given so far."""

    def __init__(self, ctx):
        self.ctx, self.given, self.count = ctx, {}, 0

    def name(self, region):
        """(name, [(span, text) of the label]) of a universal region; (None, []) where nothing shows it."""
        if region not in self.given:
            self.given[region] = self.named(region) or self.anonymous(region) or (None, [])
        return self.given[region]

    def named(self, region):
        name = written_name(self.ctx, region)
        if name is None or name == "'static":
            return name and (name, [])
        span = self.ctx.lifetime_span(region)
        return name, [(span, f"lifetime `{name}` defined here")] if span is not None else []

    def anonymous(self, region):
        shown = f"'{self.count + 1}"
        label = self.environment(region, shown) or self.in_parameter(region, shown) or self.in_upvar(region, shown) or self.in_output(region, shown)
        if label is None:
            return None
        self.count += 1
        return shown, [label]

    def environment(self, region, shown):
        env = self.ctx.regions.env
        if env is None or env.a != region:
            return None
        return self.ctx.body.definition.memo["closure"].shown, f"lifetime `{shown}` represents this closure's body"

    def in_parameter(self, region, shown):
        found = self.ctx.anonymous_param(region)
        if found is None:
            return None
        number, decl = found
        ty, written = self.ctx.check.locals[number], written_type(self.ctx, number)
        return place_label(ty, written, region, shown) or ((decl.lo, decl.hi), f"has type `{highlighted(ty, region, shown)}`")

    def in_upvar(self, region, shown):
        if self.ctx.regions.env is None:
            return None
        capture = upvar_with(self.ctx, region)
        if capture is None or capture.root.node is None:
            return None
        return (capture.root.node.lo, capture.root.node.hi), f"lifetime `{shown}` appears in the type of `{capture.root.name}`"

    def in_output(self, region, shown):
        ty = self.ctx.check.locals[0]
        if not mentions(ty, region):
            return None
        definition = self.ctx.body.definition
        if definition.kind == "closure":
            info = definition.memo["closure"]
            where, what = (info.shown[1], info.shown[1]), "return type of closure"
            written = info.node.ret
        else:
            written, what = definition.node.ret, "return type"
            where = (written.lo, written.hi) if written is not None else (definition.node.lo, definition.node.lo)
        return place_label(ty, written, region, shown) or (where, f"{what} is {highlighted(ty, region, shown)}")


def written_name(ctx, index):
    """The name that the program gives to a universal region, or None."""
    region = ctx.regions.names[index]
    if region.kind == "static":
        return "'static"
    if region.kind == "erased":
        return None
    return f"'{region.b}" if region.b[:1].isalpha() or region.b[:1] == "_" else None


def mentions(ty, region):
    return any(type(part) is t.Region and part.kind == "var" and part.a == region for part in t.walk(ty))


def upvar_with(ctx, region):
    """The Capture of a closure whose type has a region of the closure's creator, or None."""
    for capture, ty in zip(ctx.body.upvars, ctx.check.closure_ty.b[-1].b):
        if mentions(ty, region):
            return capture
    return None


def highlighted(ty, region, shown):
    """A type as it is printed with one of its regions called `shown`."""
    mark = t.region("named", region, shown[1:])
    return t.fold(ty, lambda part: mark if type(part) is t.Region and part.kind == "var" and part.a == region else part)


def written_type(ctx, number):
    """The syntax of a parameter's type: a type, or the SelfParam of `&self`; None where it is inferred."""
    definition = ctx.body.definition
    if definition.kind == "closure":
        params = definition.memo["closure"].node.params
        return params[number - 2].ty if 0 <= number - 2 < len(params) else None
    node = definition.node
    if not isinstance(node, ast.Fn):
        return None
    if node.self_param is not None:
        if number == 1:
            return node.self_param if node.self_param.ref else node.self_param.ty
        number -= 1
    return node.params[number - 1].ty


def place_label(ty, written, region, shown):
    """The label at the `&` of a written type that has the region, or None."""
    for part, at, node in written_regions(ty, written):
        if type(part) is t.Region and part.kind == "var" and part.a == region and node is not None and type(node) is not ast.Lifetime:
            return (at, at), f"let's call the lifetime of this reference `{shown}`"
    return None


def written_regions(ty, node):
    """Yield (region, token, where it is written) for the regions of a type that is written as `node`, as far as both have the same form:
    the reference's node, the Lifetime, or None where a path leaves it out (the token is then the path's last)."""
    for part, written in written_parts(ty, node):
        yield from own_regions(part, written)


def own_regions(ty, node):
    """Those of `written_regions` that stand in a reference or path itself, not in the types inside."""
    if ty.kind == "ref":
        yield ty.b, node.lo, node
    elif ty.kind == "adt":
        segment = node.path.segments[-1]
        lifetimes = split(segment.args.args)[0] if segment.args is not None else []
        for index, region in enumerate(split(ty.b, t.Region)[0]):
            yield (region, lifetimes[index].lo, lifetimes[index]) if index < len(lifetimes) else (region, segment.lo, None)


def written_parts(ty, node):
    """Yield (type, syntax) of a type and the types inside it, as far as both have the same form."""
    work = [(ty, node)]
    while work:
        ty, node = work.pop()
        if ty.kind == "ref" and isinstance(node, (ast.TyRef, ast.SelfParam)):
            yield ty, node
            if type(node) is ast.TyRef:
                work.append((ty.a, node.ty))
        elif ty.kind == "adt" and type(node) is ast.TyPath and node.path.segments[-1].name == ty.a.name:
            yield ty, node
            args = node.path.segments[-1].args
            pairs = zip(split(ty.b, t.Region)[1], split(args.args)[1] if args is not None else ())
            work += [pair for pair in pairs if type(pair[0]) is t.Ty and type(pair[1]) is not ast.ConstArg]
        elif ty.kind in ("slice", "array") and type(node) in (ast.TySlice, ast.TyArray):
            work.append((ty.a, node.ty))
        elif ty.kind == "tuple" and type(node) is ast.TyTuple:
            work += zip(ty.b, node.elems)


def split(args, kind=ast.Lifetime):
    """(those of a kind, the others)"""
    return [arg for arg in args if type(arg) is kind], [arg for arg in args if type(arg) is not kind]
