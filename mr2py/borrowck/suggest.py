"""What rustc offers beside the errors of moves and borrows: notes on what took a value, and changes of the text.

Which of them is given when: rustc_borrowck's `diagnostics` (`suggest_ref_or_clone`, `explain_captures`, `suggest_cloning`).
"""

from ..diagnostics import MACHINE_APPLICABLE, MAYBE_INCORRECT, Label
from ..mir import body as m
from ..syntax import ast
from ..syntax.find import expression, trail
from ..syntax.visit import walk
from ..ty import types as t
from ..ty.defs import TraitRef
from ..ty.instances import erased_env
from ..ty.solve import Solver

CLONE = "consider cloning the value if the performance cost is acceptable"
COUNTED = "clone the value to increment its reference count"
CONSUME = "you can `clone` the value and consume it, but this might not be your desired behavior"
LOOPS = (ast.For, ast.While, ast.Loop)


def erased(ty):
    return t.erase_regions(t.fold(ty, lambda part: t.ERASED if type(part) is t.Region else part))


def implements(ctx, ty, name):
    """Whether a type implements std's lang trait `name`."""
    trait = ctx.tcx.lang(name)
    return trait is not None and Solver(ctx.tcx, erased_env(ctx.tcx.param_env(ctx.body.definition))).holds(TraitRef(trait, (erased(ty),)))


def body_node(ctx):
    """The syntax of the function or closure."""
    definition = ctx.body.definition
    return definition.memo["closure"].node if definition.kind == "closure" else definition.node


def syntax_at(ctx, span):
    """(expression, nodes above it) at a span of the body, or (None, [])."""
    nodes = trail(body_node(ctx), *span)
    return expression(nodes) if nodes else (None, [])


def parent_of(above):
    """The node around an expression, statements of their own left out."""
    return above[-1] if above else None


# --- moves -----------------------------------------------------------------------------------------------

def pattern_takes(ctx, place, leaf):
    from .pattern_moves import scrutinee
    return scrutinee(ctx, place, leaf) is not None


def moved(ctx, diagnostic, path, sites, node, looped):
    """Add to an E0382 what tells how the value came to be moved, and what could be done instead; `sites`: the moving nodes,
    `looped` those of them that are met again in a loop."""
    binders, told = [], set()
    for site in sites:
        leaf = ctx.cfg.info[site]
        span = (leaf.lo, leaf.hi)
        if site in looped:
            loops_around(ctx, diagnostic, path, span)
        call = ctx.call_of(site)
        if call is not None and call[1] == 0 and call[0].origin in ("method", "for_into_iter"):
            taken_by_method(ctx, diagnostic, path, leaf, call[0], told)
        elif call is not None and call[1] == 0 and call[0].origin == "fn_trait":
            taken_by_call(ctx, diagnostic, erased(ctx.check.place_ty(path.place)), call[0], span)
        elif type(leaf) is m.Assign and ctx.body.locals[leaf.place.local].kind == "var" and leaf.place.proj == () and pattern_takes(ctx, path.place, leaf):
            binders.append(ctx.body.locals[leaf.place.local])
        elif type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate and leaf.rvalue.ty.kind == "closure":
            into_closure(ctx, diagnostic, path, leaf, site in looped)
        elif type(leaf) is not m.If and not path.place.proj:
            taken_by_value(ctx, diagnostic, path, site, span)
    if binders:
        several = len(binders) > 1
        diagnostic.suggest(f"borrow {'these bindings' if several else 'this binding'} in the pattern to avoid moving the value",
                           [(decl.lo, decl.lo - 1, "ref ") for decl in binders], MACHINE_APPLICABLE)


def loops_around(ctx, diagnostic, path, span):
    """A label for each loop around the move that the variable's declaration is outside of."""
    above = [node for node in walk(body_node(ctx)) if isinstance(node, LOOPS) and node.body.lo <= span[0] and span[1] <= node.body.hi]
    decl = ctx.body.locals[path.place.local]
    for node in above:
        if isinstance(node, LOOPS) and not node.lo <= decl.lo <= node.hi:
            diagnostic.label(loop_head(node), "inside of this loop")


def loop_head(node):
    """The part of a loop that rustc points at: without its body."""
    return (node.lo, node.body.lo - 1)


def taken_by_method(ctx, diagnostic, path, leaf, call, told):
    """Notes and suggestions for a value that a method with `self` took (also the hidden `into_iter` of a `for`)."""
    callee = call.func.ty.a if call.func.ty.kind == "fndef" else None
    place = diagnostic_name(ctx, path)
    if callee is not None and callee.node.self_param is not None and callee not in told:
        told.add(callee)
        receiver = callee.node.self_param.hi
        diagnostic.note(f"`{callee_path(ctx, callee)}` takes ownership of the receiver `self`, which moves {place}", [Label(receiver, receiver, "", True)])
    ty = erased(ctx.check.place_ty(path.place))
    if call.origin == "for_into_iter":
        borrow_iterated(ctx, diagnostic, ty, leaf)
        return
    if ty.kind == "adt" and ty.a.lang in ("Option", "Result") and not ty.b[0].kind == "ref":
        diagnostic.label((leaf.lo, leaf.hi), "help: consider calling `.as_ref()` or `.as_mut()` to borrow the type's contents")
    if implements(ctx, ty, "Clone"):
        text = COUNTED if ty.kind == "adt" and ty.a.name in ("Rc", "Arc") else CONSUME
        diagnostic.suggest(text, [(leaf.hi, None, ".clone()")], MAYBE_INCORRECT if text is CONSUME else MACHINE_APPLICABLE)


def borrow_iterated(ctx, diagnostic, ty, leaf):
    """`for x in v` takes `v`; `&v` can be iterated, too."""
    if ty.kind == "ref":
        if ty.c:
            name = ctx.tcx.tokens.snippet(leaf.lo, leaf.hi)
            diagnostic.suggest(f"consider creating a fresh reborrow of `{name}` here", [(leaf.lo, leaf.lo - 1, "&mut *")], MACHINE_APPLICABLE)
        return
    into = ctx.tcx.lang("IntoIterator")
    if into is not None and Solver(ctx.tcx, ctx.tcx.param_env(ctx.body.definition)).holds(TraitRef(into, (t.ref(ty),))):
        diagnostic.suggest(f"consider iterating over a slice of the `{ty}`'s content to avoid moving into the `for` loop",
                           [(leaf.lo, leaf.lo - 1, "&")])


def diagnostic_name(ctx, path):
    from .describe import describe
    name = describe(ctx, path.place)
    return f"`{name}`" if name is not None else "value"


def callee_path(ctx, member):
    """A method as rustc's messages print it: `Type::name`, `Option::<T>::name`; of std's traits only its name."""
    owner = member.parent
    if owner.kind == "trait":
        return member.name if owner.krate == "std" else f"{owner.name}::{member.name}"
    if owner.kind == "impl" and owner.node.trait_path is None:
        text = str(erased(ctx.tcx.type_of(owner)))
        name, bracket, rest = text.partition("<")
        return f"{name}::{bracket}{rest}::{member.name}" if bracket else f"{text}::{member.name}"
    return member.name


def into_closure(ctx, diagnostic, path, leaf, again):
    """A closure with `move` (or one that gives the value away) took the variable."""
    use = capture_use(ctx, leaf, path.place.local)
    if use is not None and not again:
        diagnostic.label(use, f"variable {'partially ' if ' part' in diagnostic.message else ''}moved due to use in closure")
    ty = erased(ctx.check.place_ty(path.place))
    if use is None or path.place.proj or not implements(ctx, ty, "Clone"):
        return
    closure = next((node for node in walk(body_node(ctx)) if isinstance(node, ast.Closure) and node.lo == leaf.lo), None)
    above = trail(body_node(ctx), closure.lo, closure.hi) if closure is not None else []
    statement = next((node for node in reversed(above) if isinstance(node, (ast.Let, ast.ExprStmt))), None)
    name = ctx.body.locals[path.place.local].name
    if statement is None or closure is None:
        return
    uses = [(node.lo, node.hi) for node in walk(closure.body) if isinstance(node, ast.PathExpr) and names(node, name)]
    edits = [(statement.lo, statement.lo - 1, f"let value = {name}.clone();\n{indent_of(ctx, statement.lo)}")]
    edits += [(lo, hi, "value") for lo, hi in uses]
    diagnostic.suggest("consider cloning the value before moving it into the closure", edits, MACHINE_APPLICABLE)


def names(node, name):
    """Whether a path is the variable of that name."""
    return len(node.path.segments) == 1 and node.path.segments[0].name.split("#")[0] == name


def indent_of(ctx, token):
    """The white space that the line of a token begins with."""
    tokens = ctx.tcx.tokens
    source = tokens.sources[tokens.file[token]]
    line = source.line_text(source.line_column(tokens.start[token])[0])
    return line[:len(line) - len(line.lstrip())]


def capture_use(ctx, leaf, local):
    """The use in a closure that makes it take a variable."""
    made = leaf.rvalue.ty.a
    for capture in made.memo["closure"].captures:
        if capture.root.name == ctx.body.locals[local].name:
            return place_used(ctx, capture.span)
    return None


def taken_by_value(ctx, diagnostic, path, site, span):
    """An argument, operand or initialiser took the value: a note on the parameter, and an offer to clone."""
    node, above = syntax_at(ctx, span)
    ty = erased(ctx.check.place_ty(path.place))
    if node is None:
        return
    if ty.kind == "closure":
        closure_moved(ctx, diagnostic, ty)
    call = parent_of(above)
    found = ctx.call_of(site)
    if found is not None:
        parameter_note(diagnostic, *found)
    if ty.kind == "ref":
        return
    if ty.kind == "closure" or isinstance(call, ast.Call) and call.func is node:
        return
    offer_clone(ctx, diagnostic, ty, node)


def closure_moved(ctx, diagnostic, ty):
    """Why a closure is moved where it is passed on: a variable that it moves or changes."""
    captures = ty.a.memo["closure"].captures
    blamed = next((capture for capture in captures if capture.kind != "shared"), None)
    if blamed is not None:
        diagnostic.note(f"closure cannot be moved more than once as it is not `Copy` due to moving the variable `{blamed.root.name}` out of its environment",
                        [Label(*place_used(ctx, blamed.span), "", True)])


def taken_by_call(ctx, diagnostic, ty, call, span):
    """A closure or generic callable that is consumed by being called."""
    if ty.kind == "closure":
        blamed = next((capture for capture in ty.a.memo["closure"].captures if capture.kind == "value"), None)
        if blamed is not None:
            diagnostic.note(f"closure cannot be invoked more than once because it moves the variable `{blamed.root.name}` out of its environment", [Label(*blamed.span, "", True)])
    diagnostic.note("this value implements `FnOnce`, which causes it to be moved when called", [Label(*span, "", True)])


def parameter_note(diagnostic, call, index):
    """The parameter of a function of the user's that takes the argument `index` by value."""
    callee = call.func.ty.a if call.func.ty.kind == "fndef" else None
    if callee is None or callee.krate != "user" or callee.kind not in ("fn", "assoc_fn"):
        return
    node = callee.node
    at = index if node.self_param is None else index - 1
    if not 0 <= at < len(node.params):
        return
    word = "function" if callee.kind == "fn" else "method"
    ty = node.params[at].ty
    diagnostic.note(f"consider changing this parameter type in {word} `{callee.name}` to borrow instead if owning the value isn't necessary",
                    [Label(ty.lo, ty.hi, "this parameter takes ownership of the value", True), Label(node.name_tok, node.name_tok, f"in this {word}")])


def offer_clone(ctx, diagnostic, ty, node):
    """`.clone()` behind an expression whose type can be cloned; else a note on the type that could be made so."""
    if implements(ctx, ty, "Clone"):
        counted = ty.kind == "adt" and ty.a.name in ("Rc", "Arc")
        diagnostic.suggest(COUNTED if counted else CLONE, [(node.hi, None, ".clone()")], MACHINE_APPLICABLE)
        return
    could_clone(ctx, diagnostic, ty, (node.lo, node.hi))


def could_clone(ctx, diagnostic, ty, span):
    """"if `T` implemented `Clone`, you could clone the value", for the type itself or what it holds; returns that type or None."""
    if ty.kind == "adt" and ty.a.krate != "user":
        ty = next((part for part in t.walk(ty) if type(part) is t.Ty and part.kind == "adt" and part.a.krate == "user" and not implements(ctx, part, "Clone")), ty)
    if ty.kind == "adt" and ty.a.krate == "user":
        head = item_head(ty.a.node)
        diagnostic.note(f"if `{ty}` implemented `Clone`, you could clone the value",
                        [Label(*head, "consider implementing `Clone` for this type", True), Label(*span, "you could clone this value")])
        return ty
    if ty.kind == "param":
        node = parameter_node(ctx, ty)
        if node is not None:
            diagnostic.help(f"if `{ty}` implemented `Clone`, you could clone the value",
                            [Label(node.lo, node.lo, "consider constraining this type parameter with `Clone`", True), Label(*span, "you could clone this value")])
            return ty
    return None


def bound_parameter(ctx, diagnostic, ty, trait):
    """Offer the bound `trait` for a type parameter."""
    node = parameter_node(ctx, ty)
    if node is None or implements_fn(ctx, ty):
        return
    bounds = [bound for bound in node.bounds if isinstance(bound, ast.TraitBound)]
    text, edit = (f" + {trait}", (bounds[-1].hi, None)) if bounds else (f": {trait}", (node.lo, None))
    diagnostic.suggest(f"consider {'further ' if bounds else ''}restricting type parameter `{ty}` with trait `{trait.split('::')[-1]}`", [(*edit, text)], MACHINE_APPLICABLE)


def implements_fn(ctx, ty):
    """Whether a type parameter is bound by one of the traits of calls."""
    env = ctx.tcx.param_env(ctx.body.definition)
    return any(ref.args[0] is ty for trait, refs in env.traits.items() if trait.lang in ("Fn", "FnMut", "FnOnce") for ref in refs)


def parameter_node(ctx, ty):
    """The declaration of a type parameter."""
    for parameter in ctx.tcx.generics_of(ctx.body.definition).params:
        if parameter.name == str(ty):
            return parameter.node
    return None


def item_head(node):
    """The span of a type's definition that rustc shows: from its visibility to its generics."""
    start = node.vis.lo if getattr(node, "vis", None) is not None and node.vis.hi >= node.vis.lo and node.vis.kind else node.name_tok - 1
    generics = node.generics
    end = generics.hi if generics is not None and generics.params else node.name_tok
    return start, end


# --- mutability -----------------------------------------------------------------------------------------------

def make_mutable(diagnostic, decl, text="consider changing this to be mutable"):
    """`mut` before a binding."""
    return diagnostic.suggest(text, [(decl.lo, decl.lo - 1, "mut ")], MACHINE_APPLICABLE)


def first_assignment(ctx, place, decl):
    """Where a variable first got its value: its declaration, if that has an initialiser, else the assignment."""
    let = next((part for part in reversed(trail(body_node(ctx), decl.lo, decl.hi)) if isinstance(part, ast.Let)), None)
    if let is None or let.init is not None:
        return decl.lo, decl.hi
    first = next((leaf for leaf in ctx.body.leaves if place.local in (getattr(getattr(leaf, "place", None), "local", None), getattr(getattr(leaf, "dest", None), "local", None))
                  and type(leaf) in (m.Assign, m.Call, m.Drop)), None)
    node = next((part for part in walk(body_node(ctx)) if isinstance(part, ast.Assign) and isinstance(part.left, ast.PathExpr) and names(part.left, decl.name)), None)
    return (node.lo, node.hi) if node is not None else (first.lo, first.hi)


def calls_changing_closure(ctx, diagnostic, decl):
    """A closure in a variable without `mut`: what it changes makes its call need a mutable binding."""
    if decl.ty.kind != "closure":
        return diagnostic
    blamed = next((capture for capture in decl.ty.a.memo["closure"].captures if capture.kind in ("mut", "unique")), None)
    if blamed is not None:
        diagnostic.label(place_used(ctx, blamed.span), f"calling `{decl.name}` requires mutable binding due to mutable borrow of `{blamed.root.name}`")
    return diagnostic


def needs_deref_mut(ctx, diagnostic, place):
    """Changing what is behind an `Rc` and the like: there is no `DerefMut`."""
    for leaf in ctx.body.leaves:
        if type(leaf) is m.Call and leaf.dest.local == place.local and not leaf.dest.proj and leaf.origin in ("deref", "index"):
            ty, index = erased(leaf.func.ty.b[0]), leaf.origin == "index"
            trait, how = ("IndexMut", "modify indexed content") if index else ("DerefMut", "modify through a dereference")
            diagnostic.help(f"trait `{trait}` is required to {how}, but it is not implemented for `{ty}`")
            break
    return diagnostic


def make_reference_mutable(ctx, diagnostic, decl):
    """`&mut` where a parameter's or variable's reference was declared or made `&`."""
    text = "consider changing this to be a mutable reference"
    node = body_node(ctx)
    receiver = getattr(node, "self_param", None)
    if receiver is not None and decl.name == "self":
        if receiver.ty is None:
            in_impl = " in the `impl` method and the `trait` definition" if ctx.body.definition.parent.kind == "impl" and ctx.body.definition.parent.node.trait_path is not None else ""
            diagnostic.suggest(text + in_impl, [(receiver.hi, receiver.hi - 1, "mut ")], MACHINE_APPLICABLE)
        return diagnostic
    if decl.kind == "arg" and isinstance(node, ast.Fn):
        param = next((param for param in node.params if isinstance(param.pat, ast.PatIdent) and param.pat.name.split("#")[0] == decl.name), None)
        if param is not None and isinstance(param.ty, ast.TyRef):
            diagnostic.suggest(text, [(param.ty.ty.lo, param.ty.ty.lo - 1, "mut ")], MACHINE_APPLICABLE)
        return diagnostic
    let = next((part for part in trail(node, decl.lo, decl.hi) if isinstance(part, ast.Let)), None)
    if let is not None and let.ty is None and isinstance(let.init, ast.AddrOf) and not let.init.mut:
        diagnostic.suggest(text, [(let.init.expr.lo, let.init.expr.lo - 1, "mut ")], MACHINE_APPLICABLE)
    elif let is not None and isinstance(let.ty, ast.TyRef) and not let.ty.mut:
        diagnostic.suggest(text, [(let.ty.ty.lo, let.ty.ty.lo - 1, "mut ")])
    return diagnostic


# --- lifetimes ------------------------------------------------------------------------------------------------------

def place_used(ctx, span):
    """The place that is captured, of the span of what uses it: an assignment to it, or a borrow."""
    for node in walk(ctx.body.definition.node if ctx.body.definition.kind != "closure" else body_node(ctx)):
        if isinstance(node, (ast.Assign, ast.AssignOp, ast.AddrOf)) and (node.lo, node.hi) == tuple(span):
            place = node.expr if isinstance(node, ast.AddrOf) else node.left
            return place.lo, place.hi
    return span


def mentioned(ctx, leaf, name):
    """The span of a variable's first mention inside of a leaf, else of the leaf."""
    for node in trail(body_node(ctx), leaf.lo, leaf.hi)[-1:]:
        for part in walk(node):
            if isinstance(part, ast.PathExpr) and part.path.segments[-1].name.split("#")[0] == name:
                return part.lo, part.hi
    return leaf.lo, leaf.hi


def bind_temporary(ctx, diagnostic, span, mutable=False):
    """`let binding = …;` before the statement whose temporary value dies too early, where that is one of the body's own block."""
    text = "consider using a `let` binding to create a longer lived value"
    body, tokens = body_node(ctx).body, ctx.tcx.tokens
    statement = next((stmt for stmt in getattr(body, "stmts", ()) if stmt.lo <= span[0] and span[1] <= stmt.hi), None)
    nested = statement is None or any(isinstance(node, ast.Block) and node is not body for node in trail(body, *span))
    if nested or tokens.exp[span[0]]:
        return diagnostic.note(text)
    made = f"let {'mut ' if mutable else ''}binding = {tokens.snippet(*span)};\n{indent_of(ctx, statement.lo)}"
    return diagnostic.suggest(text, [(statement.lo, statement.lo - 1, made), (*span, "binding")])


def closure_at(ctx, span):
    return next((node for node in walk(body_node(ctx)) if isinstance(node, ast.Closure) and node.lo == span[0]), None)


def where_required(ctx, diagnostic, loan, span):
    """Why a closure may outlive the function whose variables it borrows."""
    category, leaf = ctx.escape_of(loan)
    if category == "return":
        found = returned_with(ctx, closure_at(ctx, span))
        if found is not None:
            diagnostic.note("closure is returned here", [Label(*found, "", True)])
    elif leaf is not None:
        end = ctx.escape_region(loan)
        diagnostic.note(f"function requires argument type to outlive `{end}`", [Label(leaf.lo, leaf.hi, "", True)])


def force_move(ctx, diagnostic, span, name):
    """`move` before a closure."""
    closure = closure_at(ctx, span)
    if closure is None:
        return diagnostic
    return diagnostic.suggest(f"to force the closure to take ownership of `{name}` (and any other referenced variables), use the `move` keyword",
                              [(closure.lo, closure.lo - 1, "move ")], MACHINE_APPLICABLE)


def returned_with(ctx, closure):
    """The span of the expression that is returned and holds a closure."""
    if closure is None:
        return None
    above = trail(body_node(ctx), closure.lo, closure.hi)
    for node in above:
        if isinstance(node, ast.Return) and node.expr is not None:
            return node.expr.lo, node.expr.hi
    tail = next((node.expr for node in reversed(above) if isinstance(node, ast.Block) and node.expr in above), closure)
    return tail.lo, tail.hi


def clone_borrowed(ctx, diagnostic, loan, leaf, place, node):
    """A value is moved while it is borrowed: it, or what the reference is made of, could be cloned."""
    from .describe import describe
    ty = erased(ctx.check.place_ty(loan.place))
    made = next((part for part in trail(body_node(ctx), loan.leaf.lo, loan.leaf.hi) if (part.lo, part.hi) == (loan.leaf.lo, loan.leaf.hi)), None)
    borrowed = made.expr if isinstance(made, ast.AddrOf) else made
    if isinstance(made, ast.AddrOf) and implements(ctx, ty, "Clone") and describe(ctx, loan.place) is not None:
        diagnostic.suggest(CLONE, [(borrowed.hi, None, ".clone()")], MACHINE_APPLICABLE)
    elif borrowed is not None and not implements(ctx, ty, "Clone"):
        could_clone(ctx, diagnostic, ty, (borrowed.lo, borrowed.hi))
    return diagnostic


def split_slices(ctx, loan, leaf):
    """rustc's help where two elements of one array or vector are borrowed."""
    def indexed(part):
        node, above = syntax_at(ctx, (part.lo, part.hi))
        around = parent_of(above)
        return isinstance(around, ast.Index) and around.expr is node and not isinstance(around.index, ast.Range)
    both = indexed(loan.leaf) and indexed(leaf)
    return ["use `.split_at_mut(position)` to obtain two mutable non-overlapping sub-slices"] if both else []


# --- moves out of borrowed content -----------------------------------------------------------------------------------

def behind_reference(ctx, diagnostic, place, leaf, ty, shown):
    """A value is moved out of what is only borrowed: by a method, or as it stands."""
    call = ctx.call_of(leaf.pt)
    span = (leaf.lo, leaf.hi)
    if call is not None and call[1] == 0 and call[0].origin in ("method", "for_into_iter"):
        return taken_from_borrowed(ctx, diagnostic, leaf, call[0], ty, shown)
    node, _ = syntax_at(ctx, span)
    if node is None:
        return diagnostic
    if isinstance(node, ast.Unary) and node.op == "*":
        inner = node.expr
        let = parent_of(trail(body_node(ctx), node.lo, node.hi)[:-1])
        if isinstance(let, ast.Let) and ctx.call_source(place) is None:
            diagnostic.suggest("consider removing the dereference here", [(node.lo, inner.lo - 1, "")])
        if implements(ctx, ty, "Clone"):
            diagnostic.suggest(CLONE, [(node.lo, inner.lo - 1, ""), (inner.hi, None, ".clone()")], MACHINE_APPLICABLE)
        else:
            could_clone(ctx, diagnostic, ty, (inner.lo, inner.hi))
        return diagnostic
    above = trail(body_node(ctx), *span)
    if len(above) > 1 and isinstance(above[-2], ast.Let) and above[-2].init is node:
        diagnostic.suggest("consider borrowing here", [(node.lo, node.lo - 1, "&")])
    offer_clone(ctx, diagnostic, ty, node)
    return diagnostic


def taken_from_borrowed(ctx, diagnostic, leaf, call, ty, shown):
    """A method with `self` is called on borrowed content."""
    name = f"`{shown}`" if shown is not None else "value"
    if call.origin == "for_into_iter":
        diagnostic.label((leaf.lo, leaf.hi), f"{name} moved due to this implicit call to `.into_iter()`")
        diagnostic.spans[-1].primary = True
    else:
        diagnostic.label((call.fn_lo, call.hi), f"{name} moved due to this method call")
    if ty.kind == "adt" and ty.a.lang in ("Option", "Result"):
        diagnostic.spans.insert(0, Label(leaf.lo, leaf.hi, "help: consider calling `.as_ref()` or `.as_mut()` to borrow the type's contents", True))
    callee = call.func.ty.a if call.func.ty.kind == "fndef" else None
    if callee is not None and callee.node.self_param is not None:
        receiver = callee.node.self_param.hi
        diagnostic.note(f"`{callee_path(ctx, callee)}` takes ownership of the receiver `self`, which moves {name}", [Label(receiver, receiver, "", True)])
    if call.origin == "for_into_iter":
        diagnostic.suggest(f"consider iterating over a slice of the `{ty}`'s content to avoid moving into the `for` loop", [(leaf.lo, leaf.lo - 1, "&")])
        return diagnostic
    if implements(ctx, ty, "Clone"):
        diagnostic.suggest(CONSUME, [(leaf.lo, leaf.lo - 1, f"<{ty} as Clone>::clone(&"), (leaf.hi, None, ")")])
        diagnostic.suggest(CLONE, [(leaf.hi, None, ".clone()")], MACHINE_APPLICABLE)
    else:
        lacking = could_clone(ctx, diagnostic, ty, (leaf.lo, leaf.hi))
        if lacking is not None and lacking is not ty:
            diagnostic.suggest(f"you could `clone` the value and consume it, if the `{lacking}: Clone` trait bound could be satisfied",
                               [(leaf.lo, leaf.lo - 1, f"<{ty} as Clone>::clone(&"), (leaf.hi, None, ")")])
    return diagnostic
