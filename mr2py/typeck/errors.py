"""The diagnostics of type checking, one constructor for each situation (rustc's words)."""

from ..diagnostics import HAS_PLACEHOLDERS, Label
from ..diagnostics.build import error
from ..resolve import similar
from ..resolve.errors import WORDS, undeclared_label as _undeclared_label
from ..source import LIBRARY
from ..syntax import ast
from ..ty import types as t
from ..ty.errors import plural
from ..ty.pretty import without_paths
from . import suggest, suggest_bindings, suggest_calls
from .ambiguity_errors import annotations_needed, annotations_needed_for, no_implementing_type, trait_ambiguous, unknown_constant, unknown_parameter  # noqa: F401
from .method_errors import declared, declared_here, field_not_method, no_method  # noqa: F401
from .operator_errors import binary_not_supported, cannot_compare, compound_mismatch, compound_not_supported, literal_type, operand_mismatch  # noqa: F401
from .trait_errors import projection_mismatch, unsatisfied  # noqa: F401

ARTICLE = {"enum": "an", "associated function": "an", "integer": "an"}


def sort_of(ty):
    """A type as the label of E0308 names it."""
    if ty.kind == "infer":
        return {"int": "integer", "float": "floating-point number"}.get(ty.b, "type")
    if ty.kind == "fndef":
        if ty.a.kind in ("struct", "variant"):
            return f"{'enum' if ty.a.kind == 'variant' else 'struct'} constructor"
        return "fn item"
    if ty.kind == "fnptr":
        return "fn pointer"
    if ty.kind == "closure":
        return "closure"
    if ty.kind == "param":
        return f"type parameter `{ty}`"
    if ty.kind == "alias":
        return "associated type"
    return f"`{ty}`"


def kind_word(ty):
    """What a type is: "struct", "enum", "type parameter" …"""
    if ty.kind == "adt":
        return WORDS.get(ty.a.kind, ty.a.kind)
    return {"ref": "reference", "param": "type parameter", "array": "array", "tuple": "tuple", "slice": "slice",
            "alias": "associated type", "dyn": "trait object"}.get(ty.kind, "type")


def mismatched(fcx, node, actual, expected, notes=(), also=(), cause=None):
    actual, expected = fcx.resolve(actual), fcx.resolve(expected)
    compared = expected is t.BOOL and actual is t.UNIT and isinstance(node, ast.Assign)
    found = error("E0308", "mismatched types", node, mismatch_label(actual, expected), also=() if compared else also,
                  notes=list(notes) or suggest.expected_found(actual, expected))
    if compared:
        suggest_bindings.compare_instead(fcx, found, node)
        return found
    if cause and cause[0] == "assign" and node is cause[1].right:
        suggest_bindings.due_to_binding(fcx, found, cause[1])
    if cause and cause[0] == "argument" and cause[2] is None:
        suggest_bindings.closure_parameter(fcx, found, cause[1], cause[3])
    if cause and cause[0] == "argument" and cause[2] is not None:
        suggest.argument_decides(fcx, found, cause[1], cause[2], cause[3], actual)
        suggest.callee_note(found, cause[2], [cause[3]], isinstance(cause[1], ast.Call))
    return suggest.for_mismatch(fcx, found, node, actual, expected, cause)


def mismatch_label(actual, expected):
    if expected.kind == "ref" and actual.kind == "ref" and expected.c and not actual.c:
        return "types differ in mutability"
    if expected.kind == "tuple" and actual.kind == "tuple" and len(expected.b) != len(actual.b) and expected.b and actual.b:
        return f"expected a tuple with {plural(len(expected.b), 'element')}, found one with {plural(len(actual.b), 'element')}"
    if expected.kind == "array" and actual.kind == "array" and expected.b is not actual.b and expected.b.kind == actual.b.kind == "value":
        return f"expected an array with a size of {expected.b.a}, found one with a size of {actual.b.a}"
    if expected.kind == "fnptr" and not expected.c and t.is_unsafe_fn(actual):
        return "expected safe fn, found unsafe fn"
    wanted, found = sort_of(expected), sort_of(actual)
    shorter, other = without_paths(wanted), without_paths(found)
    return f"expected {wanted}, found {found}" if shorter == other else f"expected {shorter}, found {other}"


def arguments_incorrect(word, callee, problems, definition):
    """Several arguments of one call do not fit: one error, a label for each."""
    also = [((label.lo, label.hi), label.text) for label in (problem.primary for problem in problems)]
    found = error("E0308", f"arguments to this {word} are incorrect", callee, "", also)
    if definition is not None and definition.node is not None:
        suggest.callee_note(found, definition, [])
    return found


def cannot_negate(fcx, node, ty):
    return error("E0600", f"cannot apply unary operator `-` to type `{ty}`", node, "cannot apply unary operator `-`",
                 notes=["unsigned values cannot be negated"])


def cannot_apply_unary(fcx, node, ty):
    return error("E0600", f"cannot apply unary operator `{node.op}` to type `{literal_type(node.expr, ty)}`", node, f"cannot apply unary operator `{node.op}`")


def cannot_deref(fcx, node, ty):
    return error("E0614", f"type `{fcx.resolve(ty)}` cannot be dereferenced", node, "can't be dereferenced")


def private_field(fcx, node, owner):
    return error("E0616", f"field `{node.name}` of {kind_word(owner)} `{owner.a.name}` is private", node.name_tok, "private field")


def no_field(fcx, node, ty):
    base = ty
    while base.kind == "ref":
        base = base.a
    if ty is base and (base.kind in ("int", "float", "bool", "char", "str") or base.kind == "infer" and base.b != "ty"):
        return error("E0610", f"`{base}` is a primitive type and therefore doesn't have fields", node.name_tok)
    probe = fcx.probe(ty, node.name)
    if probe is not None:
        return error("E0615", f"attempted to take value of method `{node.name}` on type `{ty}`", node.name_tok, "method, not a field")
    found = error("E0609", f"no field `{node.name}` on type `{ty}`", node.name_tok, "unknown field")
    if base.kind == "tuple" and base.b:
        return found.note(f"available field{' is' if len(base.b) == 1 else 's are'}: {available([str(index) for index in range(len(base.b))])}")
    if base.kind == "adt" and base.a.kind == "struct" and base.a.fields:
        names = [field.name for field in base.a.fields if fcx.tcx.resolver.visible(field, fcx.module)]
        close = similar.best(names, node.name)
        if close is not None:
            return found.suggest("a field with a similar name exists", [(node.name_tok, node.name_tok, close)])
        if names:
            found.note(f"available field{' is' if len(names) == 1 else 's are'}: {available(names)}")
    return found


def available(names):
    """The fields that there are, five at most."""
    shown = ", ".join(f"`{name}`" for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} ... and {len(names) - 5} others"


def cannot_index(fcx, node, base, index):
    return error("E0608", f"cannot index into a value of type `{base}`", (node.expr.hi + 1, node.hi))


def no_such_field(variant, init, ty, given=()):
    """E0560, E0559; `given`: the names of the fields that the literal has."""
    word = "variant" if variant.kind == "variant" else "struct"
    name = f"{variant.parent.name}::{variant.name}" if variant.kind == "variant" else variant.name
    code = "E0560" if variant.kind == "struct" else "E0559"
    found = error(code, f"{word} `{name}` has no field named `{init.name}`", init.name_tok, f"`{name}` does not have this field")
    left = [field.name for field in variant.fields if field.name not in given]
    close = similar.best(left, init.name)
    if close is not None:
        found.primary.text = "unknown field"
        return found.suggest("a field with a similar name exists", [(init.name_tok, init.name_tok, close)])
    if variant.kind == "struct" or variant.fields:
        if left:
            found.note(f"available fields are: {available(left)}")
        elif variant.fields:
            found.note(f"all {word} fields are already assigned")
    return found


def field_twice(init, first):
    return error("E0062", f"field `{init.name}` specified more than once", init, "used more than once",
                 [(first, f"first use of `{init.name}`")])


def listed(names):
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > 3:
        rest = len(quoted) - 3
        return ", ".join(quoted[:3]) + f" and {rest} other field{'' if rest == 1 else 's'}"
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]


def missing_fields(node, ty, names):
    word = "field" if len(names) == 1 else "fields"
    return error("E0063", f"missing {word} {listed(names)} in initializer of `{ty}`", node.path, f"missing {listed(names)}")


def base_needs_struct(node):
    return error("E0436", "functional record update syntax requires a struct", node)


def private_field_in_literal(init, field):
    return error("E0451", f"field `{field.name}` of struct `{field.parent.name}` is private", init, "private field")


def invalid_cast(fcx, node, source, target):
    if target is t.CHAR and t.is_numeric(source):
        return error("E0604", f"only `u8` can be cast as `char`, not `{source}`", node, "invalid cast")
    if target is t.BOOL and t.is_numeric(source):
        return error("E0054", f"cannot cast `{source}` as `bool`", node)
    if source.kind in ("bool", "char", "float", "int", "infer") and (t.is_numeric(target) or target.kind in ("bool", "char")):
        return error("E0606", f"casting `{source}` as `{target}` is invalid", node)
    if source.kind == "ref" and t.is_numeric(target):
        return error("E0606", f"casting `{literal_type(node.expr, source)}` as `{target}` is invalid", node)
    if target.kind in ("str", "slice", "dyn"):
        return error("E0620", f"cast to unsized type: `{source}` as `{target}`", node)
    return error("E0605", f"non-primitive cast: `{literal_type(node.expr, source)}` as `{target}`", node,
                 "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object")


# --- control flow ------------------------------------------------------------------------------

def missing_tail(fcx, node, target, cause):
    target = fcx.resolve(target)
    owner = fcx.owner.node
    if cause and cause[0] == "return" and isinstance(owner, ast.Fn) and node is owner.body and owner.ret is not None:
        found = error("E0308", "mismatched types", owner.ret, f"expected {sort_of(target)}, found `()`",
                     [(owner.name_tok, "implicitly returns `()` as its body has no tail or `return` expression")],
                     notes=suggest.expected_found(t.UNIT, target))
    else:
        found = error("E0308", "mismatched types", node, f"expected {sort_of(target)}, found `()`", notes=suggest.expected_found(t.UNIT, target))
    return suggest.remove_semicolon(fcx, found, node, target)


def remove_semicolon(fcx, found, block, target):
    return suggest.remove_semicolon(fcx, found, block, target)


def let_else_falls_through(fcx, node, ty):
    return error("E0308", "`else` clause of `let...else` does not diverge", node, f"expected `!`, found {sort_of(fcx.resolve(ty))}",
                 notes=suggest.expected_found(fcx.resolve(ty), t.NEVER) or [f"expected type `!`\n   found {suggest.prefix(fcx.resolve(ty))} `{fcx.resolve(ty)}`"],
                 helps=["try adding a diverging expression, such as `return` or `panic!(..)`", "...or use `match` instead of `let...else`"])


def let_in_this_position(node):
    return error(None, "expected expression, found `let` statement", node)


def if_without_else(fcx, node, ty):
    tail = node.then.expr
    also = [(fcx.innermost_tail(tail), "found here")] if tail is not None else []
    return error("E0317", "`if` may be missing an `else` clause", node, f"expected {sort_of(fcx.resolve(ty))}, found `()`", also,
              notes=["`if` expressions without `else` evaluate to `()`"], helps=["consider adding an `else` block that evaluates to the expected type"])


def value_place(node):
    """(lo, hi) of what gives a branch or an arm its value (rustc's `find_block_span`): its tail, or the last statement, whose `;` may be wrong."""
    while type(node) is ast.Block and node.expr is not None:
        node = node.expr
    if type(node) is ast.Block and node.stmts:
        node = node.stmts[-1]
    return node.lo, node.hi


def if_else_mismatch(fcx, node, want, got):
    want, got = fcx.resolve(want), fcx.resolve(got)
    line = fcx.tcx.tokens.line
    also = [(value_place(node.then), "expected because of this")]
    if line(node.lo) != line(node.hi):
        empty = type(node.els) is ast.Block and node.els.expr is None and not node.els.stmts
        also.append(((node.lo, node.cond.hi) if empty else node, "`if` and `else` have incompatible types"))
    found = error("E0308", "`if` and `else` have incompatible types", value_place(node.els), f"expected {sort_of(want)}, found {sort_of(got)}",
                  also, notes=suggest.expected_found(got, want))
    return branch_suggestions(fcx, found, node.then, node.els, want, got)


def branch_suggestions(fcx, found, earlier, branch, want, got):
    """What the types of an earlier branch and a later one, `want` and `got`, suggest."""
    if got is t.UNIT or want is t.UNIT:
        from . import suggest_tails
        one, other = (branch, want) if got is t.UNIT else (earlier, got)
        suggest_tails.semicolon_in_branch(found, fcx, one, other)
    if found.suggestions:
        return found
    return suggest.for_mismatch(fcx, found, fcx.innermost_tail(branch), got, want, None)


def match_span(fcx, node, values):
    """What rustc marks of a `match`: its head, or all of it where it takes several lines and the values of its arms do not."""
    line = fcx.tcx.tokens.line
    if line(node.lo) == line(node.hi) or any(line(lo) != line(hi) for lo, hi in values):
        return node.lo, node.expr.hi
    return node.lo, node.hi


def match_arms_mismatch(fcx, node, arm, want, got, nodes):
    want, got = fcx.resolve(want), fcx.resolve(got)
    earlier = [value_place(one) for one in nodes if fcx.resolve(fcx.results.types.get(one, t.ERROR)) is not t.NEVER]
    also = [(place, f"this is found to be of type `{want}`") for place in earlier]
    if len(earlier) > 4:
        also = [(earlier[-1], f"this and all prior arms are found to be of type `{want}`")]
    also.append((match_span(fcx, node, [*earlier, value_place(arm.body)]), "`match` arms have incompatible types"))
    found = error("E0308", "`match` arms have incompatible types", value_place(arm.body), f"expected {sort_of(want)}, found {sort_of(got)}",
                  also, notes=suggest.expected_found(got, want))
    return branch_suggestions(fcx, found, nodes[-1], arm.body, want, got)


def outside_loop(node, word, in_closure):
    if in_closure:
        return error("E0267", f"`{word}` inside of a closure", node, f"cannot `{word}` inside of a closure")
    where = "outside of a loop or labeled block" if word == "break" else "outside of a loop"
    return error("E0268", f"`{word}` {where}", node, f"cannot `{word}` {where}")


def unlabeled_in_block(node, word):
    return error("E0695", f"unlabeled `{word}` inside of a labeled block", node,
                 f"`{word}` statements that would diverge to or through a labeled block need to bear a label")


def unlabeled_in_condition(node):
    return error("E0590", "`break` or `continue` with no label in the condition of a `while` loop", node,
                 "unlabeled `break` or `continue` in the condition of a `while` loop")


def unreachable_label(node, label, scope):
    return error("E0767", f"use of unreachable label `'{label.split('#')[0]}`", (node.lo + 1, node.lo + 1), "unreachable label",
                 [(scope.node.lo, "unreachable label defined here")], ["labels are unreachable through functions, closures, async blocks and modules"])


def undeclared_label(node, label):
    return _undeclared_label(label.split("#")[0], (node.lo + 1, node.lo + 1))


def continue_to_block(node, label):
    return error("E0696", "`continue` pointing to a labeled block", node, "labeled blocks cannot be `continue`'d")


def break_with_value(node, scope):
    return error("E0571", f"`break` with value from a `{'while' if scope.kind == 'condition' else scope.kind}` loop", node,
                 "can only break with a value inside `loop` or breakable block", [(scope.node.lo, f"you can't `break` with a value in a `{scope.kind}` loop")])


def return_outside_fn(node):
    return error("E0572", "return statement outside of function body", node)


def return_without_value(fcx, node, ty):
    return error("E0069", "`return;` in a function whose return type is not `()`", node, "return type is not `()`")


def not_an_iterator(fcx, node, ty):
    found = error("E0277", f"`{ty}` is not an iterator", node, f"`{ty}` is not an iterator")
    if ty.kind == "adt" and ty.a.krate == "user":
        found.help(f"the trait `Iterator` is not implemented for `{ty}`", [Label(*similar.head(ty.a), "", True)])
    else:
        found.help(f"the trait `Iterator` is not implemented for `{ty}`")
    if t.is_integral(ty):
        found.note("if you want to iterate between `start` until a value `end`, use the exclusive range syntax `start..end` or the inclusive range syntax `start..=end`")
    return found.note(f"required for `{ty}` to implement `IntoIterator`")


def try_on_other(fcx, node, ty):
    return error("E0277", "the `?` operator can only be applied to values that implement `Try`", node,
                 f"the `?` operator cannot be applied to type `{fcx.resolve(ty)}`")


def head_of_body(fcx):
    """The head of the innermost closure, else of the function, or None."""
    return fcx.closures[-1][1].shown if fcx.closures else similar.head(fcx.owner) if isinstance(fcx.owner.node, ast.Fn) else None


def returns(fcx, what):
    """The label on the head of a function that tells what it returns."""
    head = head_of_body(fcx)
    return [(head, f"this function returns {what}")] if head is not None else []


def try_in_wrong_fn(fcx, node, ty, ret):
    ret, word = fcx.resolve(ret), "closure" if fcx.closures else "method" if fcx.owner.kind == "assoc_fn" else "function"
    if ret.kind == "adt" and ret.a.lang == "Option":
        return error("E0277", f"the `?` operator can only be used on `Option`s, not `Result`s, in a {word} that returns `Option`", node.hi,
                     f"use `.ok()?` if you want to discard the `Result<Infallible, {fcx.resolve(ty.b[1])}>` error information", returns(fcx, "an `Option`"))
    if ret.kind == "adt" and ret.a.lang == "Result":
        return error("E0277", f"the `?` operator can only be used on `Result`s, not `Option`s, in a {word} that returns `Result`", node.hi,
                     f"use `.ok_or(...)?` to provide an error compatible with `{ret}`", returns(fcx, "a `Result`"))
    found = error("E0277", f"the `?` operator can only be used in a {word} that returns `Result` or `Option` (or another type that implements `FromResidual`)",
                  node.hi, f"cannot use the `?` operator in a {word} that returns `{ret}`")
    owner, head = fcx.owner.node, head_of_body(fcx)
    if head is not None:
        found.label(head, "this function should return `Result` or `Option` to accept `?`")
        block = getattr(owner, "body", None)
        if not fcx.closures and ret is t.UNIT and owner.ret is None and block.expr is None and fcx.resolve(ty).kind == "adt" and fcx.resolve(ty).a.lang == "Result":
            indent = " " * (fcx.tcx.tokens.location(block.stmts[-1].lo)[2] - 1) if block.stmts else "    "
            closing = " " * (fcx.tcx.tokens.location(block.hi)[2] - 1)
            found.suggest("consider adding return type", [(block.lo - 1, None, " -> Result<(), Box<dyn std::error::Error>>"),
                                                          (block.hi, block.hi, f"{indent[len(closing):]}Ok(())\n{closing}}}")])
    return found


def invalid_left_side(node, left, code):
    where = left.hi + 1 if code == "E0070" else node.op_tok
    return error(code, "invalid left-hand side of assignment", where, "", [(left, "cannot assign to this expression")])


# --- calls and methods ---------------------------------------------------------------------------

def underscore(node):
    return error("", "in expressions, `_` can only be used on the left-hand side of an assignment", node, "`_` not allowed here")


def not_callable(fcx, node, ty):
    return error("E0618", f"expected function, found `{ty}`", node.func, "", [(node, "call expression requires function")])


def wrong_arg_count(fcx, node, args, inputs, definition, callee_node, receiver):
    what = "function" if definition is None else {"struct": "struct", "variant": "enum variant"}.get(definition.kind, "function")
    if receiver:
        what, where = "method", node.name_tok
    else:
        where = callee_node
        if definition is not None and definition.kind == "assoc_fn":
            what = "function"
    were = "was" if len(args) == 1 else "were"
    code = "E0057" if definition is None and called_by_trait(fcx, callee_node) else "E0061"
    found = error(code, f"this {what} takes {plural(len(inputs), 'argument')} but {plural(len(args), 'argument')} {were} supplied", where)
    return suggest_calls.wrong_count(fcx, found, node, args, inputs, definition, receiver)


def called_by_trait(fcx, callee):
    """Whether a call of a value goes through `Fn`, `FnMut` or `FnOnce`, which take the arguments as one tuple."""
    ty = fcx.resolve(fcx.results.types.get(callee, t.ERROR))
    return not any(step.kind == "fnptr" for step, _ in fcx.autoderef(ty))


def private_method(node, member):
    return error("E0624", f"method `{member.name}` is private", node.name_tok, "private method")


def private_associated(member, segment):
    word = WORDS.get(member.kind, "item")
    return error("E0624", f"{word} `{member.name}` is private", segment, f"private {word}")


def not_on_objects(fcx, node, bound, receiver, other):
    """A method that asks its receiver to be Sized, called on a trait object; `other`: the reference on which it could be called, or None."""
    if other is not None:
        found = error("", f"the `{node.seg.name}` method cannot be invoked on `{receiver}`", node.name_tok)
        found.children.append(("help", f"you need `{other}` instead of `{receiver}`", []))
        return found
    also = [(bound, "this has a `Sized` requirement")] if bound.lo < LIBRARY else []
    return error("", f"the `{node.seg.name}` method cannot be invoked on a trait object", node.name_tok, "", also)


def wrong_method_generics(definition, node, wanted, given):
    return error("E0107", f"method takes {plural(wanted, 'generic argument')} but {plural(given, 'generic argument')} "
                 f"{'was' if given == 1 else 'were'} supplied", node.seg, f"expected {plural(wanted, 'generic argument')}")


# --- paths -----------------------------------------------------------------------------------------

def value_word(fcx, node):
    if isinstance(node, (ast.PatTupleStruct,)):
        return "tuple struct or tuple variant"
    if isinstance(node, ast.PatPath):
        return "unit struct, unit variant or constant"
    return "function" if node in fcx.callee_nodes else "value"


def unknown_value(fcx, found, name, segment, node):
    """What a name that nothing has may stand for: a variable, an item, or one that could be imported."""
    resolver = fcx.tcx.resolver
    if similar.offer_import(resolver, found, fcx.module, name, "values", ("fn", "const", "static", "struct", "variant")):
        return found
    table = similar.visible_names(resolver, fcx.module, "values")
    if node in fcx.callee_nodes:
        table = {key: value for key, value in table.items() if value.kind in ("fn", "struct", "variant")}
    locals_ = [key.split("#")[0] for rib in reversed(fcx.ribs) for key in rib]
    similar.offer_definition(found, segment.lo, name, table, locals_)
    return found


def unknown_prefix(fcx, found, name, segment, index):
    """What the first part of a path may stand for."""
    if index == 0:
        return unknown_type(fcx, found, name, segment, ("struct", "enum", "trait", "mod", "tyalias"))
    return found


def unknown_type(fcx, found, name, segment, kinds=("struct", "enum", "tyalias", "trait")):
    """What the name of a type may stand for."""
    resolver = fcx.tcx.resolver
    if not similar.offer_import(resolver, found, fcx.module, name, "types", kinds):
        table = {key: value for key, value in similar.visible_names(resolver, fcx.module, "types").items() if value.kind in kinds}
        similar.offer_definition(found, segment.lo, name, table)
    return found


def expected_value(fcx, name, found, node):
    word = "builtin type" if isinstance(found, tuple) else WORDS.get(found.kind, found.kind)
    expected = "function, tuple struct or tuple variant" if node in fcx.callee_nodes else "value"
    return error("E0423", f"expected {expected}, found {word} `{name}`", node, "not a value" if expected == "value" else "")


def private_constructor(fcx, definition, path, node):
    """A tuple struct with private fields in a place that constructs or matches it."""
    name = path.segments[-1].name
    if len(path.segments) > 1:
        return error("E0603", f"tuple struct constructor `{name}` is private", path.segments[-1], "private tuple struct constructor")
    if isinstance(node, ast.PathExpr) and node not in fcx.callee_nodes:
        return error("E0423", f"expected value, found struct `{name}`", node, "constructor is not visible here due to private fields")
    if isinstance(node, ast.PathExpr):
        return error("E0423", "cannot initialize a tuple struct which contains private fields", node)
    return error("E0532", "cannot match against a tuple struct which contains private fields", path)


def constant_cycle(definition):
    return error("E0391", "cycle detected when evaluating type-level constant", definition.node.ty)


def captured_by_item(segment):
    return error("E0434", "can't capture dynamic environment in a fn item", segment, helps=["use the `|| { ... }` closure form instead"])


def found_macro(fcx, name, node):
    expected = "function" if node in fcx.callee_nodes else "value"
    found = error("E0423", f"expected {expected}, found macro `{name}`", node, f"not a {expected}")
    return found.suggest("use `!` to invoke the macro", [(node.hi, None, "!")])


def self_without_receiver(node):
    return error("E0424", "expected value, found module `self`", node, "`self` value is a keyword only available in methods with a `self` parameter")


def struct_variant_as_value(node, variant):
    name = f"{variant.parent.name}::{variant.name}"
    return error("E0533", f"expected value, found struct variant `{name}`", node, "not a value")


def explicit_drop(node):
    return error("E0040", "explicit use of destructor method", node.name_tok, "explicit destructor calls not allowed",
                 helps=["consider using `drop` function"])


def self_not_constructor(node):
    return error("E0423", "the `Self` constructor must be used with unit or tuple struct", node)


def no_assoc_item_in_trait(segment, trait):
    return error("E0576", f"cannot find associated item `{segment.name}` in trait `{trait.name}`", segment, f"not found in trait `{trait.name}`")


def no_associated(fcx, ty, segment, node):
    ty = fcx.resolve(ty)
    word = WORDS.get(ty.a.kind, "type") if ty.kind == "adt" else "type parameter" if ty.kind == "param" else "type"
    what = "variant or associated item" if word == "enum" else "function or associated item" if word != "type" or node in fcx.callee_nodes \
        else "associated item"
    if word in ("struct", "type parameter") and node not in fcx.callee_nodes:
        what = "associated item"
    return error("E0599", f"no {what} named `{segment.name}` found for {word} `{declared(fcx, ty, node, segment.name)}` in the current scope", segment,
                 f"{what} not found in `{ty}`", declared_here(ty, f"{what} `{segment.name}`"))


def struct_not_found(segment, module=None):
    where = "this scope" if module is None else f"`{module}`"
    return error("E0422", f"cannot find struct, variant or union type `{segment.name}` in {'' if module is None else 'module '}{where}", segment,
                 f"not found in {where}")


def several_items(where, name, members):
    also = [(member.node.name_tok, f"candidate #{index} is defined in the trait `{member.parent.name}`")
            for index, member in enumerate(members, 1) if member.krate == "user" and member.parent.kind == "trait"]
    return error("E0034", "multiple applicable items in scope", where, f"multiple `{name}` found", also)


def struct_of_other_type(path, ty):
    return error("E0071", f"expected struct, variant or union type, found `{ty}`", path, "not a struct")


def expected_struct(path, node, word=""):
    return error("E0574", f"expected struct, variant or union type, found {word}`{path.segments[-1].name}`", path, "not a struct, variant or union type")


def no_variant(segment, ty, enum=None):
    also = declared_here(t.adt(enum, ()), f"variant `{segment.name}`") if enum is not None else []
    return error("E0599", f"no variant named `{segment.name}` found for enum `{ty}`", segment, f"variant not found in `{ty}`", also)


def await_outside(fcx, node):
    """E0728; the head of the function that is not `async` is shown, or the closure's."""
    return error("E0728", "`await` is only allowed inside `async` functions and blocks", (node.hi, node.hi),
                 "only allowed inside `async` functions and blocks", [(not_async(fcx), "this is not `async`")])


def not_async(fcx):
    if fcx.closures:
        node = fcx.closures[-1][1].node
        return node.lo, node.hi
    node = fcx.owner.node
    return node.lo, node.body.lo - 1 if getattr(node, "body", None) is not None else node.hi


def union_of_fields(node):
    return error("E0784", "union expressions should have exactly one field", node)


def base_required(node):
    """E0797; the place is behind the `..`."""
    found = error("E0797", "base expression required after `..`", (node.hi - 1, None))
    return found.suggest("add a base expression here", [(node.hi, node.hi - 1, "/* expr */")], HAS_PLACEHOLDERS)


def base_in_destructuring(node):
    return error("", "functional record updates are not allowed in destructuring assignments", node)


def unsigned_negation(node, ty):
    """A number that is negated, and only later known to be unsigned."""
    found = error("E0277", f"the trait bound `{ty}: Neg` is not satisfied", node, f"the trait `Neg` is not implemented for `{ty}`")
    if isinstance(node, ast.Unary) and isinstance(node.expr, ast.Lit) and not node.expr.suffix:
        found.suggest("consider specifying an integer type that can be negative", [(node.expr.hi, None, f"i{str(ty)[1:]}")])
    return found


def negative_index(node, ty):
    return error("", f"negative integers cannot be used to index on a `{ty}`", node.index, f"cannot use a negative integer for indexing on `{ty}`")
