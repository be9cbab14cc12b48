"""std's macros, each a function (expander, call, tokens of its arguments, Maker) → expression.

They build nodes directly (no macro_rules to parse at start-up). Names that an expansion binds
carry a hygiene mark; paths begin with `$crate`, which means std.
"""

from . import ast
from .format_spec import FormatError, Placeholder, Resolver, flatten, fold_literals, split_pieces
from .literals import raw_body


def literal_text(expr):
    """The text that a literal argument of `{}` is folded to, or None (rustc's `inline_literals`)."""
    while isinstance(expr, ast.AddrOf) and not expr.mut and not expr.raw:
        expr = expr.expr
    if isinstance(expr, ast.Lit):
        if expr.kind == "str":
            return expr.value
        if expr.kind == "int":
            return str(expr.value)
    return None


def nested_format(expr):
    """The pieces and arguments of a `format_args!` that is an argument, or None."""
    while isinstance(expr, ast.AddrOf) and not expr.mut and not expr.raw:
        expr = expr.expr
    return (expr.pieces, expr.args) if isinstance(expr, ast.FormatArgs) else None


def offsets(tokens, token):
    """The offset inside the literal's token for each character of its value (and its end)."""
    from .literals import ESCAPE
    text = tokens.text[token]
    if tokens.kind[token] == "RAWSTR":
        first = text.index('"') + 1
        return range(first, first + len(raw_body(text)) + 1)
    out, at = [], 1
    while at < len(text) - 1:
        found = ESCAPE.match(text, at) if text[at] == "\\" else None
        if found is None:
            out.append(at)
            at += 1
        else:
            if found.group(3) is None:
                out.append(at)
            at = found.end()
    out.append(at)
    return out


class Format:
    """One format_args!-like call: parses its arguments and its string."""

    def __init__(self, expander, call, toks, newline=False):
        self.expander, self.tokens, self.diags = expander, expander.tokens, expander.diags
        self.call, self.newline = call, newline
        self.parts = expander.split_commas(toks)
        self.args, self.names, self.places = [], {}, []
        self.map = self.string = None
        self.displays = False

    def error(self, message, lo, hi=None, label=""):
        self.diags.error("", message, lo, hi, label)
        return ast.ErrorExpr(self.call.lo, self.call.hi)

    def build_message(self):
        """The same for a panic's message: `"{}"` with one argument is shown by `panic_display`, for which nothing is folded."""
        self.displays = len(self.parts) == 2
        return self.build()

    def build(self):
        """The FormatArgs node, or an ErrorExpr after a reported error."""
        if not self.parts:
            return self.error("requires at least a format string argument", self.call.lo, self.call.hi)
        first = self.parts[0]
        if len(first) > 1 and self.tokens.kind[first[0]] in ("STR", "RAWSTR") and self.tokens.kind[first[1]] not in AFTER_STRING:
            from .errors import shown
            return self.error(f"expected `,`, found {shown(self.tokens, first[1], self.tokens.kind[first[1]])}", first[1], first[1], "expected `,`")
        literal = self.expander.literal_string(first)
        if literal is None:
            return ast.ErrorExpr(self.call.lo, self.call.hi)
        text, self.string = literal
        if not self.arguments(self.parts[1:]):
            return ast.ErrorExpr(self.call.lo, self.call.hi)
        return self.pieces(text + "\n" if self.newline else text)

    def arguments(self, parts):
        kinds, text = self.tokens.kind, self.tokens.text
        for part in parts:
            name = None
            if len(part) > 2 and kinds[part[1]] == "=" and (kinds[part[0]] == "IDENT" or kinds[part[0]].islower()):
                name, part = part[0], part[2:]
            expr = self.expander.expression(part)
            if expr is None:
                return False
            if name is not None:
                if text[name] in self.names:
                    self.error(f"duplicate argument named `{text[name]}`", name, name, "duplicate argument")
                    return False
                self.names[text[name]] = len(self.args)
            elif self.names:
                from .format_errors import positional_behind_named
                self.diags.add(positional_behind_named(self, part, parts))
                return False
            self.args.append(expr)
        return True

    def token_at(self, start, end, kind="STRPART"):
        """A synthetic token for characters of the string's value."""
        if len(self.tokens.text[self.string]) < 2 or self.tokens.kind[self.string] not in ("STR", "RAWSTR"):
            return self.string
        if self.map is None:
            self.map = offsets(self.tokens, self.string)
        last = len(self.map) - 1
        return self.tokens.sub(self.string, self.map[min(start, last)], self.map[min(end, last)], kind)

    def capture(self, name, start, end):
        token = self.token_at(start, end, "IDENT")
        path = ast.Path(False, None, 0, [ast.PathSegment(name, None, token, token)], token, token)
        self.args.append(ast.PathExpr(path, token, token))
        mark = self.tokens.mark[self.string]
        if mark:
            path.segments[0].name = f"{name}#{mark}"
        return len(self.args) - 1

    def pieces(self, text):
        explicit = len(self.args)
        resolver = Resolver(explicit, dict(self.names), self.capture)
        pieces = []
        try:
            for piece in split_pieces(text):
                if isinstance(piece, str):
                    pieces.append(piece)
                else:
                    start, end, inside = piece
                    pieces.append(resolver.placeholder(start, end, inside, self.token_at(start, end)))
        except FormatError as problem:
            message, start, end, label = problem.args
            token = self.token_at(start, min(end, len(text) - self.newline))
            return self.error(message, token, token, label)
        unused = [index for index in range(explicit) if index not in resolver.used]
        if resolver.out_of_range or resolver.unknown_traits or unused:
            from .format_errors import tell
            pieces = tell(self, resolver, explicit, unused, pieces)
        # what a macro makes of an argument may be a literal or a format_args!
        self.args = [self.expanded(arg) for arg in self.args]
        if self.displays and text == "{}":
            return ast.FormatArgs(pieces, self.args, self.string, self.string)
        pieces, args = fold_literals(*flatten(pieces, self.args, nested_format), literal_text)
        return ast.FormatArgs(pieces, args, self.string, self.string)

    def expanded(self, arg):
        if isinstance(arg, ast.MacroCall):
            return self.expander.expr(arg)
        if isinstance(arg, ast.AddrOf):
            arg.expr = self.expanded(arg.expr)
        return arg


AFTER_STRING = frozenset((".", "[", "?", "+", "as"))            # what goes on with an expression


def text_args(text, lo):
    return ast.FormatArgs([text] if text else [], [], lo, lo)


def format_args(x, call, toks, make):
    return Format(x, call, toks).build()


def printer(function, newline):
    def expand(x, call, toks, make):
        if newline and not toks:
            return make.call(f"$crate::io::{function}", text_args("\n", make.lo))
        return make.call(f"$crate::io::{function}", Format(x, call, toks, newline).build())
    return expand


def format_(x, call, toks, make):
    """The temporaries of the arguments die inside of the macro, before the string is used."""
    return make.scoped(make.call("$crate::fmt::format", Format(x, call, toks).build()))


def panic(x, call, toks, make):
    if not toks:
        return make.call("$crate::rt::panic_str", make.str("explicit panic"))
    return make.call("$crate::rt::panic_fmt", Format(x, call, toks).build_message())


def prefixed(bare, prefix):
    """`todo!`, `unimplemented!`, `unreachable!`: a text of their own, then the caller's."""
    def expand(x, call, toks, make):
        if not toks:
            return make.call("$crate::rt::panic_str", make.str(bare))
        inner = Format(x, call, toks).build()
        if isinstance(inner, ast.FormatArgs):
            if inner.pieces and isinstance(inner.pieces[0], str):
                inner.pieces[0] = prefix + inner.pieces[0]
            else:
                inner.pieces.insert(0, prefix)
        return make.call("$crate::rt::panic_fmt", inner)
    return expand


def writer(newline):
    def expand(x, call, toks, make):
        comma = x.find(toks, ",")
        parts = [toks, []] if comma is None else [toks[:comma], toks[comma + 1:]]
        target = x.whole_fragment(parts[0]) if comma is not None or newline else None
        if target is None and (comma is None or not parts[0]):
            word = "writeln" if newline else "write"
            text = f'requires a destination and format arguments, like `{word}!(dest, "format string", args...)`'
            x.diags.error("", text, call.lo, call.hi)
        if target is None:
            target = x.expression(parts[0]) if comma is not None and parts[0] else None
        if target is None:
            return ast.ErrorExpr(call.lo, call.hi)
        if newline and not parts[1]:
            return make.method(target, "write_fmt", text_args("\n", make.lo))
        return make.method(target, "write_fmt", Format(x, call, parts[1], newline).build())
    return expand


def assert_(x, call, toks, make):
    parts = x.split_commas(toks)
    cond = x.expression(parts[0]) if parts else None
    if cond is None:
        if not parts:
            x.diags.error("", "macro requires a boolean expression as an argument", call.lo, call.hi, "boolean expression required")
        return ast.ErrorExpr(call.lo, call.hi)
    if len(parts) > 1:
        failure = make.call("$crate::rt::panic_fmt", Format(x, call, x.join_commas(parts[1:], toks)).build_message())
    else:
        from .pretty import stringify_expr
        failure = make.call("$crate::rt::panic_str", make.str("assertion failed: " + stringify_expr(x.tokens, parts[0])))
    negated = ast.Unary("!", cond, cond.lo, cond.hi)
    return make.if_(negated, make.block([make.stmt(failure)]))


def assert_compare(op):
    def expand(x, call, toks, make):
        parts = x.split_commas(toks)
        if len(parts) < 2:
            if not parts or x.whole_fragment(parts[0]) is not None:
                x.bad_arguments(call)
            else:
                x.first_misfit(parts[0])
            return ast.ErrorExpr(call.lo, call.hi)
        left = x.fragment(call, parts[0])
        right = x.fragment(call, parts[1]) if left is not None else None
        if left is None or right is None:
            return ast.ErrorExpr(call.lo, call.hi)
        none = make.name("$crate::option::Option::None")
        message = none
        if len(parts) > 2:
            message = make.call("$crate::option::Option::Some", Format(x, call, x.join_commas(parts[2:], toks)).build())
        mark = x.new_mark()
        names = f"left_val#{mark}", f"right_val#{mark}"
        values = [make.deref(make.name(name)) for name in names]
        test = make.binary("==", *values)
        test = make.negate(test) if op == "==" else test
        shown = [make.ref(make.deref(make.name(name))) for name in names]
        failure = make.call("$crate::rt::assert_failed", make.str(op), *shown, message)
        body = make.block([], make.if_(test, make.block([make.stmt(failure)])))
        return make.match(make.tuple(make.ref(left), make.ref(right)), make.arm(make.pat_tuple(*map(make.bind, names)), body))
    return expand


def vec(x, call, toks, make):
    if not toks:
        return make.call("$crate::vec::Vec::new")
    semi = x.find(toks, ";")
    if semi is not None:
        elem = x.fragment(call, toks[:semi])
        count = x.fragment(call, toks[semi + 1:]) if elem is not None else None
        if elem is None or count is None:
            return ast.ErrorExpr(call.lo, call.hi)
        return make.call("$crate::vec::from_elem", elem, count)
    elems = x.fragments(toks)
    if elems is None:
        return ast.ErrorExpr(call.lo, call.hi)
    return make.call("$crate::vec::init_boxed_array", make.call("$crate::vec::new_boxed_array"), ast.Array(elems, make.lo, make.hi))


def matches(x, call, toks, make):
    comma = x.find(toks, ",")
    if comma is None:
        x.bad_arguments(call)
        return ast.ErrorExpr(call.lo, call.hi)
    expr, rest = x.expression(toks[:comma]), toks[comma + 1:]
    if rest and x.tokens.kind[rest[-1]] == ",":
        rest = rest[:-1]
    split = x.find(rest, "if")
    pat = x.parse("pat_start", rest if split is None else rest[:split])
    guard = x.expression(rest[split + 1:]) if split is not None else None
    if expr is None or pat is None:
        return ast.ErrorExpr(call.lo, call.hi)
    return make.match(expr, make.arm(pat, make.bool(True), guard), make.arm(make.wild(), make.bool(False)))


def dbg(x, call, toks, make):
    """`dbg!(e)` prints place, text and value, and returns the value."""
    parts = x.split_commas(toks)
    if not parts:
        return make.call("$crate::io::_eprint", text_args(f"[{x.place(call)}]\n", make.lo))
    values = [dbg_one(x, call, part, make) for part in parts]
    return values[0] if len(values) == 1 else make.tuple(*values)


def dbg_one(x, call, part, make):
    from .pretty import stringify_expr
    value = x.fragment(call, part)
    if value is None:
        return ast.ErrorExpr(call.lo, call.hi)
    name = f"tmp#{x.new_mark()}"
    shown = Placeholder(0, "Debug", make.lo)
    shown.alternate = True
    pieces = [f"[{x.place(call)}] {stringify_expr(x.tokens, part)} = ", shown, "\n"]
    show = make.call("$crate::io::_eprint", ast.FormatArgs(pieces, [make.ref(make.name(name))], make.lo, make.hi))
    return make.match(value, make.arm(make.bind(name), make.block([make.stmt(show)], make.name(name))))


def concat(x, call, toks, make):
    text = x.concat_text(x.split_commas(toks))
    return ast.ErrorExpr(call.lo, call.hi) if text is None else make.str(text)


def pin(x, call, toks, make):
    """`pin!(e)`: a literal, so that the value lives as long as what it is bound to."""
    value = x.expression(toks)
    if value is None:
        return ast.ErrorExpr(call.lo, call.hi)
    place = make.ref(make.block([], value), True)
    return ast.StructLit(make.path("$crate::pin::Pin"), [ast.FieldInit("pointer", make.lo, place, False, make.lo, make.hi)], None, False, make.lo, make.hi)


def stringify(x, call, toks, make):
    from .pretty import stringify_tokens
    return make.str(stringify_tokens(x.tokens, toks))


def line(x, call, toks, make):
    return make.int(x.tokens.line(call.lo), "u32")


def column(x, call, toks, make):
    file, start, _ = x.tokens.span(call.lo, call.lo, True)
    return make.int(x.tokens.sources[file].line_column(start)[1], "u32")


def file_(x, call, toks, make):
    return make.str(x.tokens.sources[x.tokens.file[call.lo]].name)


def module_path(x, call, toks, make):
    return make.str("::".join(x.modules))


def cfg(x, call, toks, make):
    from .cfg import holds
    return make.bool(holds(x.tokens, toks))


def compile_error(x, call, toks, make):
    literal = x.literal_string(toks)
    x.diags.error("", literal[0] if literal else "compile_error! takes 1 argument", call.lo, call.hi)
    return ast.ErrorExpr(call.lo, call.hi)


def thread_local(x, call, toks):
    """The items of `thread_local! { static NAME: T = value; … }`: statics of type `LocalKey<T>`, which make the value when a
    thread first asks for it."""
    from .make import Maker

    items = x.parse("items", toks if x.tokens.kind[toks[-1]] == ";" else [*toks, x.tokens.sub(toks[-1], 0, 1, ";", ";")]) if toks else []
    for item in items or []:
        if not isinstance(item, ast.Static):
            x.diags.error("", "no rules expected this token in macro call", item.lo, item.lo)
            return []
        make = Maker(item.lo, item.hi)
        value = ast.Closure(False, False, [], None, item.value, item.value.lo, item.value.hi)
        item.ty = ast.TyPath(make.path("$crate::thread::LocalKey", [item.ty]), item.ty.lo, item.ty.hi)
        item.value = make.call("$crate::thread::LocalKey::new", value)
    return items or []


ITEM_MACROS = {"thread_local": thread_local}
MACROS = {
    "format_args": format_args, "print": printer("_print", False), "println": printer("_print", True),
    "eprint": printer("_eprint", False), "eprintln": printer("_eprint", True), "format": format_, "panic": panic,
    "todo": prefixed("not yet implemented", "not yet implemented: "),
    "unimplemented": prefixed("not implemented", "not implemented: "),
    "unreachable": prefixed("internal error: entered unreachable code", "internal error: entered unreachable code: "),
    "write": writer(False), "writeln": writer(True), "assert": assert_, "debug_assert": assert_,
    "assert_eq": assert_compare("=="), "debug_assert_eq": assert_compare("=="),
    "assert_ne": assert_compare("!="), "debug_assert_ne": assert_compare("!="),
    "vec": vec, "matches": matches, "dbg": dbg, "concat": concat, "stringify": stringify, "pin": pin,
    "line": line, "column": column, "file": file_, "module_path": module_path, "cfg": cfg, "compile_error": compile_error,
}
LITERAL_MACROS = frozenset(("concat", "stringify", "line", "column", "file", "module_path"))      # those that are patterns, too
UNSUPPORTED = frozenset(("include_str", "include_bytes", "include", "env", "option_env", "is_x86_feature_detected",
                         "global_asm", "asm", "addr_of", "ready", "try"))
