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
        elif type(leaf) is m.Assign and ctx.body.locals[leaf.place.local].kind == "var" and leaf.place.proj == () and ctx.pattern_read(path.place, leaf):
            binders.append(ctx.body.locals[leaf.place.local])
        elif type(leaf) is m.Assign and type(leaf.rvalue) is m.Aggregate and leaf.rvalue.ty.kind == "closure":
            into_closure(ctx, diagnostic, path, leaf)
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


def into_closure(ctx, diagnostic, path, leaf):
    """A closure with `move` (or one that gives the value away) took the variable."""
    use = capture_use(ctx, leaf, path)
    if use is not None:
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
    diagnostic.suggest("consider cloning the value before moving it into the closure", edits)


def names(node, name):
    """Whether a path is the variable of that name."""
    return len(node.path.segments) == 1 and node.path.segments[0].name.split("#")[0] == name


def indent_of(ctx, token):
    """The white space that the line of a token begins with."""
    tokens = ctx.tcx.tokens
    source = tokens.sources[tokens.file[token]]
    line = source.line_text(source.line_column(tokens.start[token])[0])
    return line[:len(line) - len(line.lstrip())]


def capture_use(ctx, leaf, path):
    """The use in a closure that makes it take the variable of a path."""
    made = leaf.rvalue.ty.a
    for capture in made.memo["closure"].captures:
        if capture.root.name == ctx.body.locals[path.place.local].name:
            return capture.span
    return None


def taken_by_value(ctx, diagnostic, path, site, span):
    """An argument, operand or initialiser took the value: a note on the parameter, and an offer to clone."""
    node, above = syntax_at(ctx, span)
    ty = erased(ctx.check.place_ty(path.place))
    if node is None:
        return
    if ty.kind == "closure":
        closure_moved(ctx, diagnostic, ty)
        return
    call = parent_of(above)
    found = ctx.call_of(site)
    if found is not None:
        parameter_note(diagnostic, *found)
    if ty.kind == "ref":
        return
    if isinstance(call, ast.Call) and call.func is node:
        return
    offer_clone(ctx, diagnostic, ty, node)


def closure_moved(ctx, diagnostic, ty):
    """Why a closure is not `Copy`: a variable that it moves or changes."""
    captures = ty.a.memo["closure"].captures
    blamed = next((capture for capture in captures if capture.kind != "shared"), None)
    if blamed is not None:
        diagnostic.note(f"closure cannot be moved more than once as it is not `Copy` due to moving the variable `{blamed.root.name}` out of its environment",
                        [Label(*blamed.span, "", True)])


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
    """"if `T` implemented `Clone`, you could clone the value"."""
    if ty.kind == "adt" and ty.a.krate == "user":
        head = item_head(ty.a.node)
        diagnostic.note(f"if `{ty}` implemented `Clone`, you could clone the value",
                        [Label(*head, "consider implementing `Clone` for this type", True), Label(*span, "you could clone this value")])
    elif ty.kind == "param":
        node = parameter_node(ctx, ty)
        if node is not None:
            diagnostic.help(f"if `{ty}` implemented `Clone`, you could clone the value",
                            [Label(node.lo, node.lo, "consider constraining this type parameter with `Clone`", True), Label(*span, "you could clone this value")])


def bound_parameter(ctx, diagnostic, ty, trait):
    """Offer the bound `trait` for a type parameter."""
    node = parameter_node(ctx, ty)
    if node is None:
        return
    bounds = [bound for bound in node.bounds if isinstance(bound, ast.TraitBound)]
    text, edit = (f" + {trait}", (bounds[-1].hi, None)) if bounds else (f": {trait}", (node.lo, None))
    diagnostic.suggest(f"consider {'further ' if bounds else ''}restricting type parameter `{ty}` with trait `{trait.split('::')[-1]}`", [(*edit, text)], MACHINE_APPLICABLE)


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

def make_mutable(ctx, diagnostic, decl):
    """`mut` before a binding."""
    if decl.origin == "self":
        diagnostic.suggest("consider changing this to be mutable", [(decl.lo, decl.lo - 1, "mut ")], MACHINE_APPLICABLE)
        return diagnostic
    return diagnostic.suggest("consider changing this to be mutable", [(decl.lo, decl.lo - 1, "mut ")], MACHINE_APPLICABLE)


def make_reference_mutable(ctx, diagnostic, decl):
    """`&mut` where a parameter's or variable's reference was declared or made `&`."""
    text = "consider changing this to be a mutable reference"
    node = body_node(ctx)
    receiver = getattr(node, "self_param", None)
    if receiver is not None and decl.name == "self":
        if receiver.ty is None:
            in_impl = " in the `impl` method and the `trait` definition" if ctx.body.definition.parent.kind == "impl" and ctx.body.definition.parent.node.trait_path is not None else ""
            diagnostic.suggest(text + in_impl, [(receiver.hi, receiver.hi - 1, "mut ")])
        return diagnostic
    if decl.kind == "arg" and isinstance(node, ast.Fn):
        param = next((param for param in node.params if isinstance(param.pat, ast.PatIdent) and param.pat.name.split("#")[0] == decl.name), None)
        if param is not None and isinstance(param.ty, ast.TyRef):
            diagnostic.suggest(text, [(param.ty.ty.lo, param.ty.ty.lo - 1, "mut ")])
        return diagnostic
    let = next((part for part in trail(node, decl.lo, decl.hi) if isinstance(part, ast.Let)), None)
    if let is not None and let.ty is None and isinstance(let.init, ast.AddrOf) and not let.init.mut:
        diagnostic.suggest(text, [(let.init.expr.lo, let.init.expr.lo - 1, "mut ")])
    elif let is not None and isinstance(let.ty, ast.TyRef) and not let.ty.mut:
        diagnostic.suggest(text, [(let.ty.ty.lo, let.ty.ty.lo - 1, "mut ")])
    return diagnostic
