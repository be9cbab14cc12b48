"""The borrow checker's diagnostics about closures and what they capture, in rustc's words."""

from ..diagnostics import Label
from ..diagnostics.build import error
from ..mir import body as m
from ..ty import types as t
from . import lifetimes, suggest
from .describe import captured_name, describe, quoted, upvar
from .explain import CATEGORIES, later_use
from .region_names import upvar_with


def captured_immutable(ctx, code, message, label, place, blocker, leaf):
    """E0594, E0596 of a captured variable: not declared `mut`, or the closure is Fn."""
    if blocker[0] == "env":
        return error(code, f"{message}, as it is a captured variable in a `Fn` closure", ctx.span(leaf), label,
                     [(head(ctx), "in this closure")])
    capture = blocker[1]
    found = upvar(ctx, place)
    exact = found is not None and len(place.proj) <= found[1] and not capture.proj
    what = "it" if exact else f"`{capture.root.name}`"
    found = error(code, f"{message}, as {what} is not declared as mutable", ctx.span(leaf), label,
                  why=f"`{capture.root.name}` is declared at line {ctx.line(capture.root.node.lo)} without `mut`, and the closure would change it")
    return suggest.make_mutable(found, capture.root.node)


def head(ctx):
    return ctx.body.definition.memo["closure"].shown


def move_captured(ctx, place, leaf):
    """E0507: a closure that may be called again gives away what it captured."""
    info = ctx.body.definition.memo["closure"]
    capture = upvar(ctx, place)[0]
    name = describe(ctx, place)
    ty = t.erase_regions(t.fold(ctx.check.place_ty(place), lambda part: t.ERASED if type(part) is t.Region else part))
    article = "an" if info.kind in ("Fn", "FnMut") else "a"
    where = ctx.span(leaf)
    also = [((capture.root.node.lo, capture.root.node.hi), "captured outer variable"),
            (head(ctx), f"captured by this `{info.kind}` closure"),
            ((capture.root.node.lo, capture.root.node.hi), f"move occurs because {quoted(name)} has type `{ty}`, which does not implement the `Copy` trait")]
    return error("E0507", f"cannot move out of {quoted(name)}, a captured variable in {article} `{info.kind}` closure", where,
                 f"{quoted(name)} is moved here", also,
                 helps=["`Fn` and `FnMut` closures require captured values to be able to be consumed multiple times, but `FnOnce` closures may consume them only once"])


# --- conflicts -------------------------------------------------------------------------------------------

def borrows_uniquely(leaf):
    return type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref and leaf.rvalue.kind == "unique"


def with_uses(ctx, diagnostic, loan, leaf, kind):
    """The diagnostic of a conflict, with the uses inside of the closures that borrow."""
    first, second = ctx.capture_of(loan.leaf), ctx.capture_of(leaf)
    borrows = kind in ("borrow", "borrow_mut", "reserve")
    if first is not None:
        text = f"first borrow occurs due to use of {quoted(captured_name(ctx, first))} in closure" if borrows else "borrow occurs due to use in closure"
        diagnostic.spans.append(Label(*suggest.place_used(ctx, first.span), text))
    if second is not None:
        verb = "second borrow" if borrows else {"move": "move", "assign": "assign"}.get(kind, "use")
        text = f"second borrow occurs due to use of {quoted(captured_name(ctx, second))} in closure" if borrows else f"{verb} occurs due to use in closure"
        diagnostic.spans.append(Label(*suggest.place_used(ctx, second.span), text))
    return diagnostic


def needs_unique(ctx, place, loan, leaf, node):
    """E0500, E0501, E0524: a closure borrows through a variable that is itself a `&mut`."""
    name = describe(ctx, place)
    later = later_use(ctx, loan, node, "first borrow")
    if loan.kind == "unique" and borrows_uniquely(leaf):
        return error("E0524", f"two closures require unique access to {quoted(name)} at the same time", ctx.span(leaf),
                     "second closure is constructed here", [(loan.leaf, "first closure is constructed here")] + later)
    if borrows_uniquely(leaf):
        return error("E0500", f"closure requires unique access to {quoted(name)} but it is already borrowed", ctx.span(leaf),
                     "closure construction occurs here", [(loan.leaf, "borrow occurs here")] + later)
    shared = type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref and leaf.rvalue.kind == "shared"
    return error("E0501", f"cannot borrow {quoted(name)} as {'immutable' if shared else 'mutable'} because previous closure requires unique access",
                 ctx.span(leaf), "second borrow occurs here", [(loan.leaf, "closure construction occurs here")] + later)


def may_outlive(ctx, loan, capture):
    """E0373 of a closure that leaves the function."""
    found, name = outlives(ctx, loan, capture, "function", "when this function returns")
    suggest.where_required(ctx, found, loan, ctx.span(loan.leaf))
    return suggest.force_move(ctx, found, ctx.span(loan.leaf), name)


def may_outlive_block(ctx, loan, capture, kept):
    """E0373 of a closure that a block gives to a variable, `kept` (a FakeRead)."""
    found, name = outlives(ctx, loan, capture, "block", "at the end of the block")
    found.note("block requires argument type to outlive `'1`", [Label(kept.lo, kept.hi, "", True)])
    return suggest.force_move(ctx, found, ctx.span(loan.leaf), name)


def outlives(ctx, loan, capture, owner, when):
    """(E0373 without its notes, name of what is captured)."""
    name = captured_name(ctx, capture)
    found = error("E0373", f"closure may outlive the current {owner}, but it borrows {quoted(name)}, which is owned by the current {owner}",
                  ctx.span(loan.leaf), f"may outlive borrowed value {quoted(name)}", [(suggest.place_used(ctx, capture.span), f"{quoted(name)} is borrowed here")],
                  why=f"{quoted(name)} is freed {when}, and the closure that refers to it may run after that")
    return found, name


# --- lifetimes ---------------------------------------------------------------------------------------------

def lifetime_error(ctx, sup, sub, blame, path):
    """A relation between regions of a closure that neither it nor its creator can show (rustc's `report_region_error`)."""
    where = ctx.span(blame.leaf) if blame is not None else head(ctx)
    category = blame.category if blame is not None else "assign"
    leaves = sup >= ctx.regions.external > sub
    if category == "return" and sup == ctx.regions.env.a and ctx.check.owner.memo["closure"].kind == "FnMut":
        found = escapes_fn_mut(ctx, where, path)
    elif leaves and category in ("call", "assign") and (ctx.anonymous_param(sup) or upvar_with(ctx, sub)):
        found = escapes(ctx, where, sup, sub, category)
    else:
        found = may_not_live(ctx, where, sup, sub, category)
    return lifetimes.invariance(found, blame)


def escapes_fn_mut(ctx, where, path):
    """A closure that may be called again gives away a reference to what it captured."""
    found = error("", "captured variable cannot escape `FnMut` closure body", where, "returns a reference to a captured variable which escapes the closure body",
                  notes=["`FnMut` closures only have access to their captured variables while they are executing...",
                         "...therefore, they cannot allow references to captured variables to escape"])
    taken = [(leaf, upvar(ctx, leaf.rvalue.place)) for leaf in [part.leaf for part in path] if type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref]
    leaf, capture = next(((leaf, capture[0]) for leaf, capture in taken if capture is not None), (None, None))
    if capture is not None and capture.root.node is not None:
        found.label((capture.root.node.lo, capture.root.node.hi), "variable defined here")
        found.label(suggest.mentioned(ctx, leaf, capture.root.name), "variable captured here")
    end = head(ctx)[1]
    return found.label((end, end), "inferred to be a `FnMut` closure")


def escapes(ctx, where, sup, sub, category):
    """E0521: what is lent to the closure for a call is kept outside of it."""
    param, kept = ctx.anonymous_param(sup), upvar_with(ctx, sub)
    found = error("E0521", "borrowed data escapes outside of closure", where, "a temporary borrow escapes the closure body here")
    outside = kept is not None and kept.root.node is not None
    if outside:
        found.label((kept.root.node.lo, kept.root.node.hi), f"`{kept.root.name}` declared here, outside of the closure body")
    if param is not None and param[1].name is not None:
        decl = param[1]
        found.primary.text = f"`{decl.name}` escapes the closure body here"
        found.label((decl.lo, decl.hi), f"`{decl.name}` is a reference that is only valid in the closure body")
    elif outside:
        found.help(f"`{kept.root.name}` is declared outside the closure, so any data borrowed inside the closure cannot be stored into it")
    return found


def may_not_live(ctx, where, sup, sub, category):
    (one, labels), (two, more) = ctx.names.name(sup), ctx.names.name(sub)
    return error("", "lifetime may not live long enough", where,
                 f"{CATEGORIES.get(category, '')}requires that `{one or chr(39) + '1'}` must outlive `{two or chr(39) + '2'}`", labels + more)
