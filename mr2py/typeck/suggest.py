"""What rustc offers beside E0308: notes on both types and on the callee, and changes of the text (rustc_hir_typeck's
`demand` and `fn_ctxt/suggestions`, rustc_trait_selection's `note_type_err`)."""

from ..diagnostics import HAS_PLACEHOLDERS, MACHINE_APPLICABLE, MAYBE_INCORRECT, Label
from ..syntax import ast
from ..syntax.find import trail
from ..ty import types as t
from ..ty.defs import TraitRef

TIGHT = (ast.PathExpr, ast.Lit, ast.Call, ast.MethodCall, ast.Field, ast.Index, ast.MacroCall, ast.Tuple, ast.Array, ast.Try, ast.StructLit, ast.Block, ast.If, ast.Match, ast.FormatArgs)


# --- both types --------------------------------------------------------------------------------------------------

def is_simple(ty):
    """Whether a type says enough in the label (rustc's `is_simple_text`)."""
    if ty.kind == "adt":
        return not any(type(arg) is t.Ty or type(arg) is t.Const for arg in ty.b)
    if ty.kind == "ref":
        return is_simple(ty.a)
    return ty.kind in ("bool", "char", "str", "int", "uint", "float") or ty is t.UNIT or ty.kind == "infer" and ty.b in ("int", "float")


def prefix(ty):
    """What a type is called before its name (rustc's `prefix_string`)."""
    if ty.kind == "adt":
        return ty.a.kind
    if ty.kind == "ref":
        return "mutable reference" if ty.c else "reference"
    if ty.kind == "fndef":
        return {"struct": "struct constructor", "variant": "enum constructor"}.get(ty.a.kind, "fn item")
    words = {"array": "array", "slice": "slice", "fnptr": "fn pointer", "dyn": "trait object", "closure": "closure", "param": "type parameter",
             "alias": "associated type", "opaque": "opaque type", "ptr": "raw pointer"}
    if ty.kind == "tuple":
        return "tuple" if ty.b else "unit type"
    return words.get(ty.kind, "type")


def compared(one, other):
    """Both types as text, with `_` for parts that are the same."""
    if one is other and one.kind != "infer":
        return "_", "_"
    if one.kind == other.kind == "adt" and one.a is other.a and any(type(arg) is t.Ty for arg in one.b):
        pairs = [compared(a, b) for a, b in zip(one.b, other.b) if type(a) is t.Ty and type(b) is t.Ty]
        name = one.a.name
        return tuple(f"{name}<{', '.join(pair[side] for pair in pairs)}>" for side in (0, 1))
    if one.kind == other.kind == "ref" and one.a is not other.a:
        inner = compared(one.a, other.a) if one.a.kind == other.a.kind == "adt" else (str(one.a), str(other.a))
        return tuple(("&mut " if ref.c else "&") + text for ref, text in zip((one, other), inner))
    if one.kind == other.kind == "ref":
        return ("&mut _" if one.c else "&_"), ("&mut _" if other.c else "&_")
    if one.kind == "ref" and one.a is other:
        return ("&mut " if one.c else "&") + elided(other), elided(other)
    if other.kind == "ref" and other.a is one:
        return elided(one), ("&mut " if other.c else "&") + elided(one)
    if one.kind == other.kind == "tuple" and len(one.b) == len(other.b) > 1:
        pairs = [compared(a, b) for a, b in zip(one.b, other.b)]
        return tuple(f"({', '.join(pair[side] for pair in pairs)})" for side in (0, 1))
    return str(one), str(other)


def elided(ty):
    """A type whose arguments do not matter."""
    if ty.kind == "adt" and any(type(arg) is t.Ty for arg in ty.b):
        return f"{ty.a.name}<{', '.join('_' for arg in ty.b if type(arg) is t.Ty)}>"
    return "_" if ty.kind == "param" else str(ty)


def expected_found(actual, expected):
    """rustc's note with both types, where the label does not say enough; a list of messages."""
    told = expected.kind == actual.kind == "ref" and expected.c and not actual.c or expected.kind == actual.kind == "tuple" and len(expected.b) != len(actual.b)
    if not told and is_simple(expected) and is_simple(actual):
        return []
    left, right = "expected " + prefix(expected), "found " + prefix(actual)
    width = max(len(left), len(right))
    one, other = compared(expected, actual)
    notes = [f"{left.rjust(width)} `{one}`\n{right.rjust(width)} `{other}`"]
    if expected.kind == "fnptr" and not expected.c and t.is_unsafe_fn(actual):
        notes.append("unsafe functions cannot be coerced into safe function pointers")
    return notes


# --- the callee ----------------------------------------------------------------------------------------------------

CALLEES = {"fn": "function", "struct": "tuple struct", "variant": "tuple variant"}


def callee_note(diagnostic, definition, indexes, as_path=False):
    """"function defined here", with a mark at each of the parameters that the arguments at `indexes` are for; `as_path`: called
    as a function, with the receiver among the arguments."""
    if definition is None or definition.node is None or definition.kind not in ("fn", "assoc_fn", "struct", "variant"):
        return diagnostic
    node = definition.node
    word = CALLEES.get(definition.kind) or ("method" if node.self_param is not None else "associated function")
    labels = [Label(node.name_tok, node.name_tok, "", True)]
    if as_path and getattr(node, "self_param", None) is not None:
        indexes = [index - 1 for index in indexes]
    if definition.kind in ("fn", "assoc_fn"):
        for index in indexes:
            if 0 <= index < len(node.params):
                labels.append(Label(node.params[index].lo, node.params[index].hi))
            elif index == -1 and node.self_param is not None:
                labels.append(Label(node.self_param.lo, node.self_param.hi))
    return diagnostic.note(f"{word} defined here", labels)


def argument_decides(fcx, diagnostic, call, definition, index, actual):
    """A help where a generic argument would give the whole call another type."""
    if definition is None or definition.kind not in ("fn", "assoc_fn", "struct", "variant") or index >= len(call.args):
        return
    inputs, output = fcx.tcx.callable_signature(t.mk("fndef", definition, tuple(identity_args(fcx, definition))))
    inputs = inputs[len(inputs) - len(call.args):] if isinstance(call, ast.MethodCall) else inputs
    formal = inputs[index] if index < len(inputs) else None
    if formal is None or formal.kind != "param" or not any(part is formal for part in t.walk(output)):
        return
    arg = call.args[index]
    name = "&'static str" if actual is t.ref(t.STR) and isinstance(arg, ast.Lit) else actual
    built = definition.kind in ("struct", "variant")
    text = f"the type constructed contains `{name}`" if built else f"the return type of this call is `{name}`"
    callee = call.seg.name if isinstance(call, ast.MethodCall) else fcx.tcx.tokens.snippet(call.func.lo, call.func.hi)
    diagnostic.help(f"{text} due to the type of the argument passed",
                    [Label(call.lo, call.hi, "", True), Label(arg.lo, arg.hi, f"this argument influences the {'type' if built else 'return type'} of `{callee}`")])


def identity_args(fcx, definition):
    """The generic arguments that stand for a definition's own parameters."""
    return fcx.tcx.identity_args(definition)


# --- changes of the text -------------------------------------------------------------------------------------------

def wrapped(node, before, after):
    """The edits that put text around an expression, with parentheses where it binds less tightly."""
    if isinstance(node, TIGHT):
        return [edit for edit in ((node.lo, node.lo - 1, before), (node.hi, None, after)) if edit[2]]
    return [(node.lo, node.lo - 1, before + "("), (node.hi, None, ")" + after)]


def for_mismatch(fcx, diagnostic, node, actual, expected, cause):
    """Append the suggestions for an expression of type `actual` where `expected` is wanted."""
    if cause and cause[0] == "operator":          # another error tells of the operator
        return diagnostic
    if not isinstance(node, ast.Node) or isinstance(node, (ast.ErrorExpr, ast.Let)):
        return diagnostic
    if isinstance(node, ast.Assign) and expected is t.BOOL:
        sides = [fcx.resolve(fcx.results.types.get(side, t.ERROR)) for side in (node.left, node.right)]
        if fcx.icx.can_unify(*sides) or fcx.icx.can_unify(*map(peeled, sides)):
            diagnostic.suggest("you might have meant to compare for equality", [(node.left.hi + 1, None, "=")])
        return diagnostic
    if expected is t.UNIT or actual is t.UNIT:
        from . import suggest_tails
        suggest_tails.for_tail(fcx, diagnostic, node, actual, expected, cause)
    for offer in (dereference_or_convert, wrap_in_variant, unwrap, other_quotes, convert_number, box_it):
        if offer(fcx, diagnostic, node, actual, expected, cause):
            break
    return diagnostic


def dereference_or_convert(fcx, diagnostic, node, actual, expected, cause):
    """`&`, `*` or a conversion method."""
    if expected.kind == "ref" and not (cause and cause[0] == "operand") and can_coerce(fcx, t.ref(actual, expected.c), expected):
        word, sign = ("mutably borrowing", "&mut ") if expected.c else ("borrowing", "&")
        diagnostic.suggest(f"consider {word} here", wrapped(node, sign, ""), MACHINE_APPLICABLE)
        return True
    if actual.kind == "ref" and fcx.icx.can_unify(actual.a, expected) and expected.kind != "infer":
        return without_reference(fcx, diagnostic, node, actual, expected)
    if is_string(expected) and actual.kind != "infer" and fcx.icx.holds(TraitRef(fcx.tcx.lang("Display"), (peeled(actual),))) and not is_string(actual):
        diagnostic.suggest("try using a conversion method", wrapped(node, "", ".to_string()"))
        return True
    return False


def without_reference(fcx, diagnostic, node, actual, expected):
    """A reference where the value itself is wanted."""
    if isinstance(node, ast.AddrOf):
        diagnostic.suggest("consider removing the borrow", [(node.lo, node.expr.lo - 1, "")], MACHINE_APPLICABLE)
    elif fcx.is_copy(expected):
        diagnostic.suggest("consider dereferencing the borrow", [(node.lo, node.lo - 1, "*")], MACHINE_APPLICABLE)
    elif is_string(expected):
        diagnostic.suggest("try using a conversion method", wrapped(node, "", ".to_string()"))
    elif expected.kind == "adt" and expected.a.lang == "Vec":
        diagnostic.suggest("try using a conversion method", wrapped(node, "", ".to_vec()"))
    elif fcx.icx.holds(TraitRef(fcx.tcx.lang("Clone"), (expected,))):
        diagnostic.suggest("consider using clone here", wrapped(node, "", ".clone()"), MACHINE_APPLICABLE)
    else:
        return False
    return True


def is_string(ty):
    return ty.kind == "adt" and ty.a.name == "String" and ty.a.krate == "std"


def peeled(ty):
    while ty.kind == "ref":
        ty = ty.a
    return ty


def can_coerce(fcx, ty, target):
    """Whether a `ty` unifies with or derefs to the target reference."""
    if fcx.icx.can_unify(ty, target):
        return True
    inner = peeled(ty)
    pairs = {"str": "String", "slice": "Vec"}
    wanted = pairs.get(target.a.kind)
    if wanted is not None and inner.kind == "adt" and inner.a.name == wanted:
        return target.a.kind == "str" or fcx.icx.can_unify(t.slice_of(inner.b[0]), target.a)
    return inner.kind == "array" and target.a.kind == "slice" and fcx.icx.can_unify(t.slice_of(inner.a), target.a)


def wrap_in_variant(fcx, diagnostic, node, actual, expected, cause):
    """`Some(…)`, `Ok(…)` or another variant with one field that fits."""
    if expected.kind != "adt" or expected.a.kind != "enum" or actual.kind == "infer" and actual.b == "ty":
        return False
    if actual is t.UNIT and not isinstance(node, (ast.Tuple, ast.PathExpr)):
        return False
    fitting = []
    for variant in expected.a.variants:
        if len(variant.fields) == 1 and variant.node.kind == "tuple" and fcx.icx.can_unify(fcx.tcx.field_ty(variant.fields[0], expected.b), actual):
            fitting.append(variant)
    std = expected.a.lang in ("Option", "Result")
    if len(fitting) == 1:
        name = fitting[0].name if std else f"{expected.a.name}::{fitting[0].name}"
        diagnostic.suggest(f"try wrapping the expression in `{name}`", [(node.lo, node.lo - 1, f"{name}("), (node.hi, None, ")")], MAYBE_INCORRECT)
    return bool(fitting)


def unwrap(fcx, diagnostic, node, actual, expected, cause):
    """`.expect(…)` where the content of an Option or Result is wanted."""
    if actual.kind != "adt" or actual.a.lang not in ("Option", "Result") or not fcx.icx.can_unify(actual.b[0], expected):
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.PathExpr) and fcx.results.res.get(node.func, ("",))[0] == "ctor":
        return False
    name, other = actual.a.name, {"Option": "an `Option::None`", "Result": "a `Result::Err`"}[actual.a.name]
    diagnostic.suggest(f"consider using `{name}::expect` to unwrap the `{actual}` value, panicking if the value is {other}",
                       wrapped(node, "", ".expect(\"REASON\")"), HAS_PLACEHOLDERS)
    return True


def other_quotes(fcx, diagnostic, node, actual, expected, cause):
    """A literal with the quotes of the other kind."""
    if not isinstance(node, ast.Lit):
        return False
    written = fcx.tcx.tokens.snippet(node.lo, node.hi)
    if node.kind == "char" and peeled(expected) is t.STR:
        diagnostic.suggest("if you meant to write a string literal, use double quotes", [(node.lo, node.hi, f'"{written[1:-1]}"')], MACHINE_APPLICABLE)
        return True
    if node.kind == "str" and expected is t.CHAR and len(node.value) == 1:
        diagnostic.suggest("if you meant to write a `char` literal, use single quotes", [(node.lo, node.hi, f"'{written[1:-1]}'")], MACHINE_APPLICABLE)
        return True
    return False


def box_it(fcx, diagnostic, node, actual, expected, cause):
    """A value where its Box is wanted."""
    if expected.kind != "adt" or expected.a.lang != "Box" or not fcx.icx.can_unify(expected.b[0], actual):
        return False
    diagnostic.note("for more on the distinction between the stack and the heap, read https://doc.rust-lang.org/book/ch15-01-box.html, "
                    "https://doc.rust-lang.org/rust-by-example/std/box.html, and https://doc.rust-lang.org/std/boxed/index.html")
    diagnostic.suggest("store this in the heap by calling `Box::new`", [(node.lo, node.lo - 1, "Box::new("), (node.hi, None, ")")], MACHINE_APPLICABLE)
    return True


# --- numbers ---------------------------------------------------------------------------------------------------------

WIDTHS = {"8": 8, "16": 16, "32": 32, "64": 64, "128": 128}


def number(ty):
    """("i" | "u" | "f", bits; `size` has 64 and stands apart) of a primitive number, or None."""
    name = str(ty)
    if name[:1] in "iuf" and (name[1:] in WIDTHS or name[1:] == "size"):
        return name[:1], 64 if name[1:] == "size" else WIDTHS[name[1:]], name[1:] == "size"
    return None


def article(ty):
    return "an" if str(ty)[:1] in "if" else "a"


def lossless(source, target):
    """Whether `target: From<source>` among the integers."""
    (kind, bits, size), (wanted, room, wide) = source, target
    if size:
        return False
    if wide:
        return kind == wanted and bits <= 16 or kind == "u" and bits == 8
    return kind == wanted and bits < room or kind == "u" and wanted == "i" and bits < room


def convert_number(fcx, diagnostic, node, actual, expected, cause):
    """Another width of number: a literal's suffix, `.into()` or `.try_into().unwrap()`."""
    if actual.kind == "infer" and actual.b == "int" and expected.kind == "float" and isinstance(node, ast.Lit):
        diagnostic.suggest("use a float literal", [(node.hi, None, ".0")], MACHINE_APPLICABLE)
        return True
    source, target = number(actual), number(expected)
    if source is None or target is None:
        return False
    if isinstance(node, ast.Lit):
        if node.suffix:
            written = fcx.tcx.tokens.snippet(node.lo, node.hi)
            diagnostic.suggest(f"change the type of the numeric literal from `{actual}` to `{expected}`",
                               [(node.lo, node.hi, written.removesuffix(node.suffix) + str(expected))], MACHINE_APPLICABLE)
        return bool(node.suffix)
    return convert_value(fcx, diagnostic, node, actual, expected, source, target, cause)


def convert_value(fcx, diagnostic, node, actual, expected, source, target, cause):
    if source[0] == "f" or target[0] == "f":
        if source[0] == target[0] == "f" and source[1] < target[1]:
            diagnostic.suggest(f"you can convert an `{actual}` to an `{expected}`", wrapped(node, "", ".into()"), MACHINE_APPLICABLE)
            return True
        if target[0] == "f" and source[0] != "f" and not source[2] and source[1] < (53 if target[1] == 64 else 24):
            diagnostic.suggest(f"you can convert {article(actual)} `{actual}` to an `{expected}`, producing the floating point representation of the integer",
                               [(node.lo, node.lo - 1, f"{expected}::from("), (node.hi, None, ")")], MACHINE_APPLICABLE)
            return True
        if target[0] == "f" and source[0] != "f":
            diagnostic.suggest(f"you can cast {article(actual)} `{actual}` to an `{expected}`, producing the floating point representation of the integer, rounded if necessary",
                               wrapped(node, "", f" as {expected}"), MACHINE_APPLICABLE)
            return True
        return False
    if cause and cause[0] == "operand" and isinstance(cause[1], ast.Node) and lossless(target, source) and not isinstance(cause[1], ast.Lit):
        left, right = (fcx.tcx.tokens.snippet(part.lo, part.hi) for part in (cause[1], node))
        diagnostic.suggest(f"you can convert `{left}` from `{expected}` to `{actual}`, matching the type of `{right}`",
                           [(cause[1].lo, cause[1].lo - 1, f"{actual}::from("), (cause[1].hi, None, ")")], MACHINE_APPLICABLE)
        return True
    text = f"you can convert {article(actual)} `{actual}` to {article(expected)} `{expected}`"
    if lossless(source, target):
        diagnostic.suggest(text, wrapped(node, "", ".into()"), MACHINE_APPLICABLE)
    else:
        diagnostic.suggest(f"{text} and panic if the converted value doesn't fit", wrapped(node, "", ".try_into().unwrap()"), MACHINE_APPLICABLE)
    return True


# --- missing values ----------------------------------------------------------------------------------------------------

def remove_semicolon(fcx, diagnostic, block, target):
    """The last statement of a block would be its value, were it not for the `;`."""
    last = block.stmts[-1] if block.stmts else None
    if not isinstance(last, ast.ExprStmt) or not last.semi:
        return diagnostic
    ty = fcx.results.types.get(last.expr)
    if ty is not None and fcx.resolve(ty).kind != "error" and fcx.icx.can_unify(ty, target):
        diagnostic.suggest("remove this semicolon to return this value", [(last.hi, last.hi, "")], MACHINE_APPLICABLE, "word")
    return diagnostic


def numeric_type(fcx, found, receiver, ty):
    """The type that a number needs before a method is called on it: behind the literal, or of the variable."""
    name = "i32" if ty.b == "int" else "f32"
    if isinstance(receiver, ast.Lit) and receiver.lo == receiver.hi:
        return found.suggest(f"you must specify a concrete type for this numeric value, like `{name}`", [(receiver.hi, None, f"_{name}")])
    local = fcx.results.res.get(receiver, (None, None))[1] if isinstance(receiver, ast.PathExpr) else None
    binding = getattr(local, "node", None)
    if not isinstance(binding, ast.PatIdent):
        return found
    text, around = f"you must specify a type for this binding, like `{name}`", trail(fcx.owner.node, binding.lo, binding.hi)
    if any(isinstance(part, ast.Let) and part.pat is binding and part.ty is None for part in around):
        return found.suggest(text, [(binding.hi, None, f": {name}")])
    return found.label((binding.lo, binding.hi), text)
