"""The diagnostics of the borrow checker, one constructor for each situation (rustc's words).

Detecting is apart from explaining: `explain` finds the later use, `why` is our own sentence.
"""

from ..diagnostics import Label
from ..diagnostics.build import error
from ..mir import body as m
from ..ty import types as t
from . import closure_errors, initial_values, lifetimes, pattern_moves, suggest
from .describe import describe, quoted
from .explain import CATEGORIES, find_use, later_use, move_text, object_default, span_of_leaf
from .lifetimes import STATIC
from .region_names import written_name


def erased(ty):
    return t.erase_regions(t.fold(ty, lambda part: t.ERASED if type(part) is t.Region else part))


# --- moves and initialisation ------------------------------------------------------------------------

VERBS = {"move": "value used here after {}move", "copy": "value used here after {}move", "borrow": "value borrowed here after {}move",
         "use": "value used here after {}move", "assign": "value partially assigned here after {}move"}


def use_after_move(ctx, path, place, leaf, kind, sites, node, looped):
    """E0382; `looped`: those of the moving `sites` that lie on the way round a loop."""
    moved = describe(ctx, path.place)
    below = len(path.place.proj) > len(place.proj)
    name = describe(ctx, place) if below else moved
    if kind == "assign" and any(elem[0] == "*" for elem in place.proj):
        kind = "use"
    partial = any(elem[0] != "*" for elem in path.place.proj[len(place.proj):])
    word = {"borrow": "borrow of", "assign": "assign to part of", "move": "use of", "copy": "use of", "use": "use of"}[kind]
    local = ctx.body.locals[place.local]
    what = f"{'partially ' if partial else ''}moved value"
    also = []
    if not partial and local.name is not None:
        ty = erased(ctx.check.place_ty(path.place))
        if not path.place.proj and ty.kind != "closure":
            also.append(((local.lo, local.hi), f"move occurs because {quoted(name)} has type `{ty}`, which does not implement the `Copy` trait"))
    looping = node in sites and len(sites) == 1
    for site in sorted(sites):
        if not looping:
            also.append(moved_here(ctx, site, moved, partial, site in looped))
    title = f"{word} {what}: {quoted(name)}" if name and not any(elem[0] == "as" for elem in place.proj) else f"{word} {what}"
    label = "value moved here, in previous iteration of loop" if looping else VERBS[kind].format("partial " if partial else "")
    if looping:
        why = f"each pass of the loop would move {quoted(moved)} again, but a value can be moved only once"
    else:
        line = ctx.line(ctx.cfg.info[min(sites)].lo)
        why = f"{quoted(moved)} gave its value away at line {line} and is used again at line {ctx.line(leaf.lo)}, where it owns nothing any more"
    found = error("E0382", title, span_of_leaf(ctx, leaf), label, also, why=why)
    suggest.moved(ctx, found, path, sites, node, looped)
    if partial or path.place.proj:
        ty = erased(ctx.check.place_ty(path.place))
        shown = None if any(elem[0] == "as" for elem in path.place.proj) else moved
        found.note(f"{'partial ' if partial else ''}move occurs because {quoted(shown)} has type `{ty}`, which does not implement the `Copy` trait")
    moved_ty = erased(ctx.check.place_ty(path.place))
    if moved_ty.kind == "param":
        suggest.bound_parameter(ctx, found, moved_ty, "Copy")
    return found


def moved_here(ctx, site, moved, partial, again):
    """The label of a place that moves a value away."""
    where = ctx.move_span(site)
    found = ctx.call_of(site)
    if found is not None and found[1] == 0 and found[0].origin == "method":
        where = (found[0].fn_lo, found[0].fn_hi)
    elif found is not None and found[1] == 0 and found[0].origin == "fn_trait":
        where = (found[0].lo, found[0].hi)
    return where, move_text(ctx, site, moved, partial) + (", in previous iteration of loop" if again else "")


def uninitialised(ctx, path, place, leaf, kind, node):
    """E0381 (rustc's `report_use_of_uninitialized`)"""
    decl = ctx.body.locals[place.local]
    name, span = describe(ctx, path.place) or decl.name, span_of_leaf(ctx, leaf)
    inits = initial_values.assignments(ctx, path.place)
    ways = initial_values.ways_without_value(ctx, name, inits)
    later = any(way.lo > span[0] for way in ways)
    some = not later and any(not contains(init, span) for init in inits)
    state = "is possibly-uninitialized" if some else "isn't initialized"
    message, label = f"used binding `{name}` {state}", f"`{describe(ctx, place) or name}` used here but it {state}"
    if kind == "assign":
        message = f"partially assigned binding `{decl.name}` isn't fully initialized"
        label = f"`{decl.name}` partially assigned here but it isn't fully initialized"
    found = error("E0381", message, span, label, [((decl.lo, decl.hi), "binding declared here but left uninitialized")],
                  why=f"nothing gives `{decl.name}` a value on {'some way' if inits else 'the way'} from line {ctx.line(decl.lo)} to line {ctx.line(leaf.lo)}")
    before = [way for way in ways if (way.lo if way.hi is None else way.hi) < span[0]]
    found.spans += before or [Label(*init, "binding initialized here in some conditions") for init in inits if init[1] < span[0]]
    return found if some or kind == "assign" else initial_values.assign_value(ctx, found, decl)


def contains(outer, inner):
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def assigned_twice(ctx, place, leaf, node):
    """E0384"""
    decl = ctx.body.locals[place.local]
    if decl.kind == "arg":
        found = error("E0384", f"cannot assign to immutable argument `{decl.name}`", ctx.span(leaf), "cannot assign to immutable argument")
    else:
        found = error("E0384", f"cannot assign twice to immutable variable `{decl.name}`", ctx.span(leaf), "cannot assign twice to immutable variable",
                      [(suggest.first_assignment(ctx, place, decl), f"first assignment to `{decl.name}`")])
    found.why = f"`{decl.name}` is not declared `mut`, so the value that it has at line {ctx.line(decl.lo)} stays"
    return suggest.make_mutable(found, decl, "consider making this binding mutable")


GUARD_BINDINGS = "variables bound in patterns are immutable until the end of the pattern guard"


def cannot_assign(ctx, place, blocker, leaf):
    """E0594"""
    name = describe(ctx, place)
    decl = ctx.body.locals[place.local]
    if blocker[0] in ("upvar", "env"):
        return closure_errors.captured_immutable(ctx, "E0594", f"cannot assign to {quoted(name)}", "cannot assign", place, blocker, leaf)
    if blocker[0] == "guard":
        return error("E0594", f"cannot assign to {quoted(name)}, as it is immutable for the pattern guard", ctx.span(leaf), "cannot assign",
                     notes=[GUARD_BINDINGS])
    if blocker[0] == "local":
        what = "it" if not place.proj else f"`{decl.name}`"
        found = error("E0594", f"cannot assign to `{name}`, as {what} is not declared as mutable", ctx.span(leaf), "cannot assign",
                      why=f"`{decl.name}` is declared at line {ctx.line(decl.lo)} without `mut`: neither it nor its parts change")
        return suggest.make_mutable(found, decl)
    base = describe(ctx, m.Place(place.local, place.proj[:blocker[1]]))
    if base is None:
        return suggest.needs_deref_mut(ctx, error("E0594", f"cannot assign to data in {ctx.temp_source(place, True)}", ctx.span(leaf), "cannot assign"), place)
    found = error("E0594", f"cannot assign to {quoted(name)}, which is behind a `&` reference", ctx.span(leaf),
                  f"`{base}` is a `&` reference, so it cannot be written to", why=f"`{base}` is a shared reference: it can be read through, not written through")
    return suggest.make_reference_mutable(ctx, found, decl)


def cannot_borrow_mut(ctx, place, blocker, leaf):
    """E0596"""
    name = describe(ctx, place)
    decl = ctx.body.locals[place.local]
    if blocker[0] in ("upvar", "env"):
        return closure_errors.captured_immutable(ctx, "E0596", f"cannot borrow {quoted(name)} as mutable", "cannot borrow as mutable", place, blocker, leaf)
    if blocker[0] == "guard":
        return error("E0596", f"cannot borrow {quoted(name)} as mutable, as it is immutable for the pattern guard", ctx.span(leaf),
                     "cannot borrow as mutable", notes=[GUARD_BINDINGS])
    if blocker[0] == "local":
        what = "it" if not place.proj else f"`{decl.name}`"
        found = error("E0596", f"cannot borrow {quoted(name)} as mutable, as {what} is not declared as mutable",
                      ctx.span(leaf), "cannot borrow as mutable",
                      why=f"`{decl.name}` is declared at line {ctx.line(decl.lo)} without `mut`, so there is no `&mut` to it")
        return suggest.make_mutable(suggest.calls_changing_closure(ctx, found, decl), decl)
    base = describe(ctx, m.Place(place.local, place.proj[:blocker[1]]))
    if base is None:
        found = error("E0596", f"cannot borrow data in {ctx.temp_source(place, True)} as mutable", ctx.span(leaf), "cannot borrow as mutable")
        return suggest.needs_deref_mut(ctx, found, place)
    found = error("E0596", f"cannot borrow {quoted(name)} as mutable, as it is behind a `&` reference", ctx.span(leaf),
                  f"`{base}` is a `&` reference, so it cannot be borrowed as mutable",
                  why=f"`{base}` is a shared reference: no `&mut` comes out of what it lends")
    capture = ctx.capture_of(leaf)
    if capture is not None:
        found.label(suggest.place_used(ctx, capture.span), f"mutable borrow occurs due to use of {quoted(name)} in closure")
    return suggest.make_reference_mutable(ctx, found, decl)


def borrowed_often(decl, found):
    """E0596 of several borrows of one variable: the place to mend is its declaration."""
    first = found[0]
    also = [label for diagnostic in found for label in diagnostic.spans if label.primary]
    merged = error("E0596", first.message, (decl.lo, decl.hi), "not mutable", [((label.lo, label.hi), label.text) for label in also], why=first.why)
    merged.spans += [label for label in first.spans if not label.primary]
    return suggest.make_mutable(merged, decl)


# --- moves out of places that cannot give up their content ----------------------------------------------

def move_behind_reference(ctx, place, index, ty, leaf):
    """E0507"""
    target = erased(ctx.check.place_ty(m.Place(place.local, place.proj[:index + 1])))
    if target.kind in ("slice", "array"):
        return move_out_of_index(ctx, place, index + 1, target, leaf)
    base = describe(ctx, m.Place(place.local, place.proj[:index]))
    moved = erased(ctx.check.place_ty(place))
    kind = "mutable" if ty.c else "shared"
    why = f"what is behind a {kind} reference belongs to somebody else, and moving it out would leave a hole there"
    taken = pattern_moves.scrutinee(ctx, place, leaf)
    if taken is not None:
        title = ctx.temp_source(place) if base is None else f"`{pattern_moves.named(ctx, place)}` which is behind a {kind} reference"
        found = error("E0507", f"cannot move out of {title}", taken[0], why=why)
        return pattern_moves.bindings(ctx, found, leaf, moved, *taken)
    shown = describe(ctx, place) if base is not None else None
    guard = index == 0 and ctx.body.locals[place.local].guard_of is not None
    title = ctx.temp_source(place) if base is None else f"`{shown}` in pattern guard" if guard else f"`{shown}` which is behind a {kind} reference"
    found = error("E0507", f"cannot move out of {title}", ctx.span(leaf),
                  f"move occurs because {quoted(shown)} has type `{moved}`, which does not implement the `Copy` trait", why=why,
                  notes=["variables bound in patterns cannot be moved from until after the end of the pattern guard"] if guard else ())
    return suggest.behind_reference(ctx, found, place, leaf, moved, shown)


def move_out_of_index(ctx, place, index, ty, leaf):
    """E0508"""
    word = "array" if ty.kind == "array" else "slice"
    return part_moves(ctx, "E0508", f"cannot move out of type `{erased(ty)}`, a non-copy {word}", place, leaf,
                      f"an {word} whose elements have an index each cannot lose one of them" if word == "array" else "a slice is only lent, and its elements with it")


def move_out_of_drop(ctx, place, index, ty, leaf):
    """E0509"""
    return part_moves(ctx, "E0509", f"cannot move out of type `{erased(ty)}`, which implements the `Drop` trait", place, leaf,
                      f"the `drop` of `{erased(ty)}` needs the whole value, so no part of it can be taken away")


def part_moves(ctx, code, message, place, leaf, why):
    """Something is moved out of a place that must stay whole."""
    moved, taken = erased(ctx.check.place_ty(place)), pattern_moves.scrutinee(ctx, place, leaf)
    where = ctx.span(leaf) if taken is None else taken[0]
    found = error(code, message, where, "cannot move out of here", why=why)
    if taken is not None:
        return pattern_moves.bindings(ctx, found, leaf, moved, *taken)
    shown = describe(ctx, place)
    found.label(where, f"move occurs because {quoted(shown)} has type `{moved}`, which does not implement the `Copy` trait")
    found.spans[-1].primary = True
    return suggest.behind_reference(ctx, found, place, leaf, moved, shown)


# --- conflicts with loans --------------------------------------------------------------------------------

def conflict(ctx, kind, place, loan, leaf, node):
    """The diagnostic for an access of `kind` that meets a loan."""
    if kind in ("dead", "drop"):
        return does_not_live(ctx, kind, place, loan, leaf, node)
    return closure_errors.with_uses(ctx, CONFLICTS[kind](ctx, place, loan, leaf, node), loan, leaf, kind)


def why_conflict(ctx, loan, leaf, node, verb):
    """Our sentence for an access that meets a loan: who holds it since when, and for what it is needed again."""
    first = quoted(loan_name(ctx, loan), "the value")
    how = "mutably " if loan.mutable else ""
    found = find_use(ctx, loan, node)
    info = ctx.cfg.info[found[0]] if found is not None else None
    info = info[1] if type(info) is tuple else info
    last = f" and is used again at line {ctx.line(info.lo)}" if hasattr(info, "lo") else " and is still needed"
    holder = ctx.holder_name(loan, info)
    who = f"`{holder}` borrows {first} {how}at line {ctx.line(loan.leaf.lo)}" if holder else f"{first} is borrowed {how}at line {ctx.line(loan.leaf.lo)}"
    if not holder:
        last = last.replace(" and is used again", " and the reference is used again").replace(" and is still", " and the reference is still")
    return f"{who}{last}, so line {ctx.line(leaf.lo)} may not {verb.format('it')}"


def loan_name(ctx, loan):
    return describe(ctx, loan.place)


def borrowed_use(ctx, place, loan, leaf, node):
    """E0503"""
    name = describe(ctx, place) or loan_name(ctx, loan)
    return error("E0503", f"cannot use {quoted(name)} because it was mutably borrowed", ctx.span(leaf), f"use of borrowed {quoted(loan_name(ctx, loan))}",
                 [(loan.leaf, f"{quoted(loan_name(ctx, loan))} is borrowed here")] + later_use(ctx, loan, node),
                 why=why_conflict(ctx, loan, leaf, node, "use {}"))


def shared_while_mutable(ctx, place, loan, leaf, node):
    """E0502"""
    name = describe(ctx, place)
    if loan.kind == "unique":
        return closure_errors.needs_unique(ctx, place, loan, leaf, node)
    return error("E0502", f"cannot borrow {quoted(name)} as immutable because it is also borrowed as mutable", ctx.span(leaf), "immutable borrow occurs here",
                 [(loan.leaf, "mutable borrow occurs here")] + later_use(ctx, loan, node, "mutable borrow"),
                 why=why_conflict(ctx, loan, leaf, node, "look at {}"))


def mutable_conflict(ctx, place, loan, leaf, node):
    """E0499, or E0502 against a shared loan."""
    name = describe(ctx, place)
    if loan.leaf is not leaf and (loan.kind == "unique" or closure_errors.borrows_uniquely(leaf)):
        return closure_errors.needs_unique(ctx, place, loan, leaf, node)
    if loan.mutable:
        if loan.leaf is leaf or loan.node == node:
            return error("E0499", f"cannot borrow {quoted(name)} as mutable more than once at a time", ctx.span(leaf),
                         f"{quoted(name)} was mutably borrowed here in the previous iteration of the loop",
                         why=why_conflict(ctx, loan, leaf, node, "lend {} again"))
        return error("E0499", f"cannot borrow {quoted(name)} as mutable more than once at a time", ctx.span(leaf), "second mutable borrow occurs here",
                     [(loan.leaf, "first mutable borrow occurs here")] + later_use(ctx, loan, node, "first borrow"),
                     helps=suggest.split_slices(ctx, loan, leaf),
                     why=why_conflict(ctx, loan, leaf, node, "lend {} again"))
    return error("E0502", f"cannot borrow {quoted(name)} as mutable because it is also borrowed as immutable", ctx.span(leaf), "mutable borrow occurs here",
                 [(loan.leaf, "immutable borrow occurs here")] + later_use(ctx, loan, node, "immutable borrow"),
                 why=why_conflict(ctx, loan, leaf, node, "change {}"))


def assign_borrowed(ctx, place, loan, leaf, node):
    """E0506"""
    name = describe(ctx, place) or loan_name(ctx, loan)
    return error("E0506", f"cannot assign to {quoted(name)} because it is borrowed", ctx.span(leaf), f"{quoted(name)} is assigned to here but it was already borrowed",
                 [(loan.leaf, f"{quoted(loan_name(ctx, loan))} is borrowed here")] + later_use(ctx, loan, node),
                 why=why_conflict(ctx, loan, leaf, node, "assign to {}"))


def move_borrowed(ctx, place, loan, leaf, node):
    """E0505"""
    name, borrowed = describe(ctx, place), loan_name(ctx, loan)
    decl = ctx.body.locals[place.local]
    also = [(loan.leaf, f"borrow of {quoted(borrowed)} occurs here")]
    if decl.name is not None and ctx.capture_of(loan.leaf) is None and find_use(ctx, loan, node) is not None:
        also.insert(0, ((decl.lo, decl.hi), f"binding `{decl.name}` declared here"))
    found = error("E0505", f"cannot move out of {quoted(name)} because it is borrowed", ctx.move_span_of(leaf, place), f"move out of {quoted(name)} occurs here",
                  also + later_use(ctx, loan, node, hidden=ctx.span(loan.leaf)), why=why_conflict(ctx, loan, leaf, node, "move {} away"))
    use = suggest.capture_use(ctx, leaf, place.local) if is_closure(leaf) else None
    if use is not None:
        found.label(use, "move occurs due to use in closure")
    return suggest.clone_borrowed(ctx, found, loan, leaf, place, node)


def is_closure(leaf):
    """Whether a leaf makes a closure."""
    return type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate and leaf.rvalue.ty.kind == "closure"


CONFLICTS = {"copy": borrowed_use, "use": borrowed_use, "borrow": shared_while_mutable, "borrow_mut": mutable_conflict,
             "reserve": mutable_conflict, "assign": assign_borrowed, "move": move_borrowed}


def does_not_live(ctx, kind, place, loan, leaf, node):
    """E0597, E0515, E0716, E0713: storage or value goes while it is borrowed."""
    decl = ctx.body.locals[loan.place.local]
    if kind == "drop" and inside_destructor(ctx, loan.place) and loan.place.proj != place.proj[:len(loan.place.proj)]:
        return error("E0713", "borrow may still be in use when destructor runs", ctx.span(loan.leaf), "",
                     [((leaf.lo, leaf.hi), f"here, drop of {quoted(describe(ctx, place))} needs exclusive access to {quoted(describe(ctx, loan.place))}, "
                       f"because the type `{erased(ctx.check.place_ty(place))}` implements the `Drop` trait")])
    returned = ctx.returned_by(loan)
    capture = ctx.capture_of(loan.leaf)
    owned = decl.name is not None or ctx.body.upvars is not None and loan.place.local == 1      # by a variable, or by the closure itself
    if capture is not None and owned and ctx.escapes(loan):
        return closure_errors.may_outlive(ctx, loan, capture)
    kept = closure_variable(ctx, loan, node) if capture is not None and decl.name is not None else None
    if kept is not None:
        return closure_errors.may_outlive_block(ctx, loan, capture, kept)
    if returned is not None:
        return returns_local(ctx, loan, decl, returned)
    if decl.name is None:
        later = later_use(ctx, loan, node)
        found = error("E0716", "temporary value dropped while borrowed", (decl.lo, decl.hi), "creates a temporary value which is freed while still in use",
                      [((leaf.hi, leaf.hi), "temporary value is freed at the end of this statement")] + later,
                      why=f"nothing owns the value made at line {ctx.line(decl.lo)}, so it is freed where its statement ends, before its reference is used")
        object_default(ctx, found, loan, node)
        return suggest.bind_temporary(ctx, found, (decl.lo, decl.hi), loan.mutable) if find_use(ctx, loan, node) is not None else found
    name = describe(ctx, loan.place) or decl.name
    also = [((decl.lo, decl.hi), f"binding `{decl.name}` declared here"), ((leaf.lo, leaf.hi), f"`{name}` dropped here while still borrowed")]
    if capture is not None:
        also.insert(1, (ctx.span(loan.leaf), "value captured here"))
    found = error("E0597", f"`{name}` does not live long enough", ctx.span(loan.leaf) if capture is None else suggest.place_used(ctx, capture.span), "borrowed value does not live long enough", also + later_use(ctx, loan, node, hidden=ctx.span(loan.leaf)),
                  why=f"`{decl.name}` is freed at line {ctx.line(leaf.lo)}, and its reference of line {ctx.line(loan.leaf.lo)} is needed for longer")
    return object_default(ctx, found, loan, node)


def closure_variable(ctx, loan, node):
    """The FakeRead of the variable that keeps a closure, where that is the next use of what the closure borrows (rustc's
    `LaterUseKind::ClosureCapture`); else None."""
    found = find_use(ctx, loan, node)
    info = ctx.cfg.info[found[0]] if found is not None else None
    return info if type(info) is m.FakeRead and info.kind in ("variable", "let") and ctx.check.place_ty(info.place).kind == "closure" else None


def inside_destructor(ctx, place):
    """Whether a place is reached through a field of a type with a Drop impl."""
    ty, variant = ctx.check.locals[place.local], None
    for elem in place.proj:
        if elem[0] == "." and ty.kind == "adt" and ctx.tcx.has_drop_impl(ty.a):
            return True
        ty, variant = ctx.check.project_ty(ty, variant, elem)
    return False


def returns_local(ctx, loan, decl, returned):
    """E0515 (rustc's `try_report_cannot_return_reference_to_local`)"""
    where, place = (returned.lo, returned.hi), describe(ctx, loan.place)
    why = "the function frees what it owns when it returns, so the reference would dangle"
    if decl.name is None:
        thing = "temporary value"
    elif loan.place.proj and place is not None:
        thing = f"local data `{place}`"
    else:
        thing = f"{'function parameter' if decl.kind == 'arg' else 'local variable'} `{decl.name}`"
    if ctx.span(loan.leaf) == where:
        return error("E0515", f"cannot return reference to {thing}", where, "returns a reference to data owned by the current function", why=why)
    also = (ctx.span(loan.leaf), f"`{place or decl.name}` is borrowed here") if decl.name else ((decl.lo, decl.hi), "temporary value created here")
    return error("E0515", f"cannot return value referencing {thing}", where, "returns a value referencing data owned by the current function", [also], why=why)


# --- lifetimes -------------------------------------------------------------------------------------------

def lifetime_error(ctx, sup, sub, path):
    """A universal region must outlive another, and nothing says so (rustc's `report_region_error`)."""
    blame = ctx.blame(path)
    if ctx.regions.env is not None:
        return closure_errors.lifetime_error(ctx, sup, sub, blame, path)
    where = ctx.span(blame.leaf) if blame is not None else (ctx.body.lo, ctx.body.lo)
    found = named_and_anonymous(ctx, sup, sub, where) or named_and_anonymous(ctx, sub, sup, where)
    if found is not None:
        return found
    category, named = blame.category if blame is not None else "assign", ctx.anonymous_param(sup)
    if category == "call" and sub == STATIC and named is not None:
        found = escapes(ctx, where, sup, *named)
    else:
        found = may_not_live(ctx, sup, sub, where, category)
    lifetimes.invariance(found, blame)
    return found if found.code else lifetimes.name_parameters(ctx, lifetimes.bound_object(ctx, found, sup, sub), sup, sub)


def named_and_anonymous(ctx, anonymous, named, where):
    """E0621: a lifetime of a parameter that has no name must outlive, or be outlived by, one that has; None where that is not so."""
    name, param = written_name(ctx, named), ctx.anonymous_param(anonymous)
    if written_name(ctx, anonymous) is not None or name is None or named == STATIC or param is None or param[1].name is None or is_self(ctx, param[0]):
        return None
    found = error("E0621", f"explicit lifetime required in the type of `{param[1].name}`", where, f"lifetime `{name}` required")
    return lifetimes.name_parameter(ctx, found, anonymous, param[1].name, name)


def may_not_live(ctx, sup, sub, where, category):
    """rustc's `report_general_error`."""
    (one, labels), (two, more) = ctx.names.name(sup), ctx.names.name(sub)
    one, two = one or "'1", two or "'2"
    if category == "return" and sub != STATIC:
        text = f"{described(ctx)} was supposed to return data with lifetime `{two}` but it is returning data with lifetime `{one}`"
    else:
        text = f"{CATEGORIES.get(category, 'argument ')}requires that `{one}` must outlive `{two}`"
    found = error("", "lifetime may not live long enough", where, text, labels + more)
    return add_bound(found, written_name(ctx, sup), written_name(ctx, sub))


def described(ctx):
    """What the body is of, in rustc's words."""
    definition = ctx.body.definition
    return "function" if definition.kind == "fn" else "method" if definition.node.self_param is not None else "associated function"


def escapes(ctx, where, sup, number, decl):
    """E0521: a parameter's reference is handed to something that keeps it for ever."""
    (one, labels), word = ctx.names.name(sup), described(ctx)
    found = error("E0521", f"borrowed data escapes outside of {word}", where, f"`{decl.name}` escapes the {word} body here",
                  [((decl.lo, decl.hi), f"`{decl.name}` is a reference that is only valid in the {word} body"), *labels],
                  why=f"the caller lends `{decl.name}` only for this call, and what happens here keeps it for 'static")
    if one is not None:
        found.spans.append(Label(*where, f"argument requires that `{one}` must outlive `'static`", True))
    return found


def add_bound(found, first, second):
    """rustc's help where both lifetimes have names."""
    if first is not None and second is not None and second != "'static":
        found.help(f"consider adding the following bound: `{first}: {second}`")
    return found


def is_self(ctx, number):
    """Whether a parameter is `self`, whose type nobody is told to annotate."""
    node = ctx.body.definition.node
    return number == 1 and getattr(node, "self_param", None) is not None


def uncaptured_lifetime(ctx, path, end):
    """E0700"""
    blame = ctx.blame(path)
    where = ctx.span(blame.leaf) if blame is not None else (ctx.body.lo, ctx.body.hi)
    ty = next(part for part in t.walk(ctx.tcx.fn_sig(ctx.body.definition).output) if type(part) is t.Ty and part.kind == "opaque")
    name = written_name(ctx, end)
    span = ctx.lifetime_span(end) if name is not None else None
    also = [((ty.a.node.lo, ty.a.node.hi), "opaque type defined here")]
    if span is not None:
        also.insert(0, (span, f"hidden type `{ctx.body.locals[0].ty}` captures the lifetime `{name}` as defined here"))
    return error("E0700", f"hidden type for `{erased(ty)}` captures lifetime that does not appear in bounds", where, "", also)


def not_general_enough(ctx, leaf, trait):
    return error("", f"implementation of `{trait}` is not general enough", ctx.span(leaf), f"implementation of `{trait}` is not general enough")


def moves_unsized(ctx, place, leaf, ty):
    """E0161"""
    return error("E0161", f"cannot move a value of type `{ty}`", (leaf.lo, leaf.fn_lo - 2) if leaf.origin == "method" else ctx.span(leaf), f"the size of `{ty}` cannot be statically determined")
