"""`format_args!`: primitive arguments become part of an f-string, others (function, value, spec)."""

import ast

from . import pyast as p
from .tree import walk

def format_args(fb, leaf, value):
    """The Expr of an `Arguments` object; its `parts` (a list of text Expr and tuple nodes) hang on the node."""
    order = [piece.arg for piece in value.pieces if not isinstance(piece, str)]
    plain = order == sorted(set(order)) and not any(isinstance(piece.width, tuple) or isinstance(piece.precision, tuple)
                                                    for piece in value.pieces if not isinstance(piece, str))
    operands = [fb.operand(op) if plain else fb.keep_order(op) for op in value.operands]
    parts, texts, placeholder = [], [], 0
    pieces = []                     # the same, one part for each literal and argument
    for piece in value.pieces:
        if isinstance(piece, str):
            texts.append(ast.Constant(piece))
            pieces.append(texts[-1])
            continue
        callee = value.callees[placeholder]
        placeholder += 1
        argument = operands[piece.arg]
        ty = fb.operand_ty(value.operands[piece.arg])
        if is_plain(fb, piece, callee):
            argument = operands[piece.arg] = fit_for_fstring(fb, argument)
        plain = plain_text(fb, piece, callee, argument, ty)
        if plain is not None:
            texts.append(plain)
            if fb.module.by_pieces and by_pieces(fb, callee, ty):
                pieces.append(p.tuple_of([callee_function(fb, leaf, callee), argument.node, p.name("rt_PLAIN")]))
            else:
                pieces.append(joined([plain]))
            continue
        if texts:
            parts.append(joined(texts))
            texts = []
        parts.append(p.tuple_of([callee_function(fb, leaf, callee), argument.node, spec_node(piece, operands)]))
        pieces.append(parts[-1])
    if texts:
        parts.append(joined(texts))
    # What grows a String piece by piece shows in its capacity.
    capacity = estimated_capacity(value.pieces)
    if fb.module.tracked and capacity is not None:
        made = p.call("rt_SizedArguments", p.constant(capacity), *pieces)
    elif fb.module.by_pieces and capacity is not None:
        made = p.call("rt_Arguments", *pieces)
    else:
        made = p.call("rt_Arguments" if capacity is not None else "rt_LiteralArguments", *parts)
    expr = p.combine(made, *operands, effect=True)
    expr.node.format_parts, expr.node.format_pieces, expr.node.capacity = parts, pieces, capacity
    return expr


def estimated_capacity(pieces):
    """What `format!` reserves (fmt::Arguments::estimated_capacity); None: the text is literal."""
    literal = sum(len(piece.encode()) for piece in pieces if isinstance(piece, str))
    if all(isinstance(piece, str) for piece in pieces):
        return None
    if not isinstance(pieces[0], str) and literal < 16:
        return 0
    return literal * 2


def joined(texts):
    """One string node of texts and f-string fields."""
    merged = []
    for text in texts:
        if merged and isinstance(text, ast.Constant) and isinstance(merged[-1], ast.Constant):
            merged[-1] = ast.Constant(merged[-1].value + text.value)
        else:
            merged.append(text)
    if all(isinstance(text, ast.Constant) for text in merged):
        return merged[0] if merged else ast.Constant("")
    if len(merged) == 1 and is_text(merged[0]):
        return merged[0].value
    return ast.JoinedStr(merged)


def is_text(field):
    """Whether an f-string field is a str as it stands."""
    return isinstance(field, ast.FormattedValue) and field.format_spec is None and getattr(field, "is_str", False)


def resolve(fb, callee):
    definition, args = callee
    return fb.resolve(definition, args)


TEXT = {"fmt_int", "fmt_int_debug", "fmt_str", "fmt_char", "fmt_bool", "fmt_float", "fmt_str_debug", "fmt_char_debug"}


def formatter(fb, callee):
    """The formatting function behind references."""
    definition, args = resolve(fb, callee)
    while definition.intrinsic is None and args and forwards(fb, definition):
        definition, args = forwards(fb, definition, args)
    return definition


def is_plain(fb, piece, callee):
    """Whether an argument can be an f-string field: a primitive formatted without options."""
    definition = formatter(fb, callee)
    return not has_options(piece) and (definition.intrinsic in TEXT or fb.module.is_string_display(definition))


def through_places(fb, callee, argument, ty):
    """The argument behind the place references that its formatting looks through."""
    definition, args = resolve(fb, callee)
    shown = ty.a if ty.kind == "ref" else ty
    while definition.intrinsic is None and args and forwards(fb, definition):
        definition, args = forwards(fb, definition, args)
        if fb.rep.is_place_ref(shown):
            argument = p.fill("A.v", A=argument, heap=True)
        shown = shown.a
    return argument


def plain_text(fb, piece, callee, argument, ty):
    """The f-string field of a primitive formatted without options, or None."""
    if not is_plain(fb, piece, callee):
        return None
    definition = formatter(fb, callee)
    argument = through_places(fb, callee, argument, ty)
    name = definition.intrinsic
    if fb.module.is_string_display(definition):
        node = p.template("A.s()", A=argument.node)
        return field(node, True)
    if name == "fmt_int" or name == "fmt_int_debug":
        return field(argument.node, False)
    if name in ("fmt_str", "fmt_char"):
        return field(argument.node, True)
    if name == "fmt_bool":
        return field(p.template("'true' if A else 'false'", A=argument.node), True)
    if name == "fmt_float":
        single = "_f32" if definition.parent and fb.module.self_type(definition).a == "f32" else ""
        return field(p.call("rt_display" + single, argument.node), True)
    if name == "fmt_str_debug":
        return field(p.call("rt_debug_str", argument.node), True)
    return field(p.call("rt_debug_char", argument.node), True)


def by_pieces(fb, callee, ty):
    """Whether a value without options is written in several pieces: sign and digits, quotes and text."""
    name = formatter(fb, callee).intrinsic
    while ty.kind == "ref":
        ty = ty.a
    return name in ("fmt_str_debug", "fmt_char_debug", "fmt_char") or ty.kind == "float" or ty.kind == "int" and ty.a[0] == "i"


def fit_for_fstring(fb, expr):
    """`expr` as an f-string of Python 3.11 can hold it: no quote or backslash inside."""
    for part in walk(expr.node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and not part.value.isalnum() or isinstance(part, ast.JoinedStr):
            name = fb.scope.new("text")
            fb.emit(p.assign(p.name(name), expr.node))
            return p.Expr(p.name(name), frozenset((name,)))
    return expr


def forwards(fb, definition, args=None):
    """`impl Display for &T` and the like: the same trait for T. Without `args`: whether it is one."""
    target = fb.module.reference_impl(definition)
    if args is None:
        return target
    return fb.resolve(target, (args[0],)) if target else None


def field(node, is_str):
    new = ast.FormattedValue(node, -1, None)
    new.is_str = is_str
    return new


def has_options(piece):
    return bool(piece.width is not None or piece.precision is not None or piece.sign or piece.alternate
                or piece.zero or piece.debug_hex)


def callee_function(fb, leaf, callee):
    definition, args = resolve(fb, callee)
    return fb.module.function_value(definition, args, leaf)


def spec_node(piece, operands):
    """The Spec of a placeholder."""
    if not has_options(piece) and not piece.align:
        return p.name("rt_PLAIN")
    keywords = []

    def option(name, value):
        if value is not None and value is not False:
            keywords.append(ast.keyword(name, value if isinstance(value, ast.AST) else p.constant(value)))
    if piece.fill and piece.fill != " ":
        option("fill", piece.fill)
    option("align", piece.align or None)
    option("sign", piece.sign or None)
    option("alternate", bool(piece.alternate))
    option("zero", bool(piece.zero))
    option("width", count_node(piece.width, operands))
    option("precision", count_node(piece.precision, operands))
    option("hex", {"lower": "x", "upper": "X"}.get(piece.debug_hex, piece.debug_hex) or None)
    return ast.Call(p.name("rt_Spec"), [], keywords)


def count_node(count, operands):
    """A width or precision: an int, or an argument."""
    if isinstance(count, tuple):
        return operands[count[1]].node
    return count
