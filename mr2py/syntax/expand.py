"""Macro expansion: every MacroCall of a crate is replaced, derives add their impls, cfg is applied.

`expand` walks the tree in place. A macro's result is walked again (its arguments may hold calls).
Diagnostics about an argument stand at the argument; what a macro itself makes stands at tokens of an
expansion, which the token table maps to the call.
"""

import sys

from ..diagnostics.build import error
from . import ast, cfg
from .attributes import BUILTIN, LINT_LEVELS, derived, unknown
from .lexer import OPEN
from .make import Maker
from .macro_imports import MacroImports
from .module_files import ModuleFiles
from .parser import Parser, match_delimiters, parse_tokens
from .std_macros import ITEM_MACROS, LITERAL_MACROS, MACROS, UNSUPPORTED

DEPTH = 20_000      # Python frames: enough for 128 nested expansions and a thousand nested blocks


def expand(crate, tokens, diags, edition=2024, name="main", file="", root=""):
    """Expand all macros, derives and cfg attributes of `crate` in place, with the modules that stand in files beside `file` (a name
    relative to the folder `root`), and return it; None where rustc ends after it, as a call fits no rule of its macro."""
    from .macro_rules import MacroScope
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEPTH))
    expander = Expander(tokens, diags, edition, name, file, root)
    expander.scope = MacroScope(expander, None)
    try:
        if any(attr.path in FORMS for attr in crate.attrs) and name != "std":
            from .attribute_forms import check_item
            check_item(diags, tokens, crate)
        expander.imports = MacroImports(crate.items)
        expander.list(crate.attrs)
        crate.items = expander.items(crate.items)
    except RecursionError:
        diags.error("MR010", "a program nested this deeply is not supported by mini-Rust", crate.lo, crate.hi, "not supported yet")
    if tokens.has_impl_types and name != "std":
        from .impl_positions import check
        check(crate, diags)
    return None if expander.unmatched else told_at_end(expander, crate)


def in_crate(path, name):
    """Whether a path names a macro of the crate that it begins with: std has all, core not those that need more."""
    first = path.segments[0].name
    return len(path.segments) == 2 and (first in ("std", "$crate") or first == "core" and name not in BEYOND_CORE)


BEYOND_CORE = frozenset(("print", "println", "eprint", "eprintln", "dbg", "vec", "format", "thread_local"))


def told_at_end(expander, crate):
    """Tell the macros that were not found, as rustc does behind the expansion: not at all where it ends there."""
    expander.imports.mark(expander.diags)
    for found in expander.not_found:
        if isinstance(found, tuple):
            from .macro_paths import not_found
            found = not_found(crate, expander.tokens, *found)
        expander.diags.add(found)
    return crate


CLOSING = frozenset(")]}")
OPEN_ANGLES = ("<", "<<")
ANGLES = {"<": 1, "<<": 2, ">": -1, ">>": -2}


FORMS = frozenset(("repr", "inline", "deprecated", "stable", "unstable", "track_caller", "cfg", "macro_use"))
BODIES = {ast.Fn: "body", ast.Const: "value", ast.Static: "value", ast.TypeAlias: "ty"}      # what an item outside of a trait must have


class Expander:
    """The walk; also what the macros of std_macros.py use to read their arguments."""

    def __init__(self, tokens, diags, edition, name, file, root):
        self.tokens, self.diags, self.edition = tokens, diags, edition
        self.modules, self.files = [name], ModuleFiles(file, root)
        self.derives, self.unknown_attributes = (), set()      # of the item that is looked at; tokens of those told
        self.marks, self.depth, self.scope = 0, 0, None
        self.imports, self.read_rules = None, {}         # macros by path; the Rules of those found
        self.holder = None                  # ast.Impl or ast.Trait where its items are looked at
        self.told_semicolon = False         # whether the lint of a macro's last `;` was explained
        self.unmatched = False              # whether a call fits no rule of its macro
        self.not_found = []                 # of macros that no name leads to: a diagnostic, or (path, names of the modules around)

    # --- for the macros ----------------------------------------------------------------------

    def new_mark(self):
        self.marks += 1
        return self.marks

    def parse(self, start, toks):
        """Parse a token list; None after a reported error. Calls inside are expanded later."""
        if not match_delimiters(self.tokens, toks, self.diags):
            return None
        return parse_tokens(start, list(toks), self.tokens, self.edition, self.diags)

    def expression(self, toks):
        if not toks:
            return None
        return self.parse("expr_start", toks)

    def expressions(self, toks):
        return self.parse("exprs", toks)

    def fragments(self, toks):
        """The expressions of `$($x:expr),*` with or without a comma at the end; None after a report."""
        from .macro_rules import Quiet
        loud, self.diags = self.diags, Quiet()
        try:
            found = self.expressions(toks) if toks else []
        finally:
            self.diags = loud
        if found is None:
            self.first_misfit(toks)
        return found

    def whole_fragment(self, toks):
        """The expression that all of `toks` are, or None."""
        from .macro_rules import Quiet
        loud, self.diags = self.diags, Quiet()
        try:
            return self.expression(toks)
        finally:
            self.diags = loud

    def fragment(self, call, toks):
        """The expression of one `$x:expr` that ends with `toks`; None after a report."""
        if not toks:
            self.bad_arguments(call)
            return None
        found = self.fragments(toks)
        if found and (len(found) > 1 or self.tokens.kind[toks[-1]] == ","):
            self.no_rule(toks[self.find(toks, ",")])
            return None
        return found[0] if found else None

    def first_misfit(self, toks):
        """Report the token at which expressions between commas end, as no rule of a macro goes on with it; or the mistake in one."""
        from .macro_rules import Quiet
        at, kinds = 0, self.tokens.kind
        while at < len(toks):
            taken = None
            if kinds[toks[at]] not in (",", "let"):
                found = Parser(self.tokens, self.edition, Quiet()).prefix("expr_start", toks[at:])
                if found is None or not found[1]:
                    comma = self.find(toks[at:], ",")
                    self.expression(toks[at:] if comma is None else toks[at:at + comma + 1])
                    return
                taken = at + found[1]
            if taken is None or taken < len(toks) and kinds[toks[taken]] != ",":
                self.no_rule(toks[at if taken is None else taken])
                return
            at = taken + 1

    def no_rule(self, token):
        """No rule of the macro goes on with a token: rustc ends after the expansion."""
        self.unmatched = True
        word = "keyword " if self.tokens.kind[token] == self.tokens.text[token] and self.tokens.text[token].isalpha() else ""
        return self.diags.error("", f"no rules expected {word}`{self.tokens.text[token]}`", token, token, "no rules expected this token in macro call")

    def find(self, toks, kind):
        """The position of the first `kind` outside of delimiters, or None."""
        depth, kinds = 0, self.tokens.kind
        for place, token in enumerate(toks):
            here = kinds[token]
            if here == kind and depth == 0:
                return place
            if here in OPEN:
                depth += 1
            elif here in ")]}":
                depth -= 1
        return None

    def split_commas(self, toks, what="expression"):
        """The parts between top-level commas; a trailing comma makes no part, an empty one (no `what`) is told. Generic
        arguments behind `::` belong together."""
        parts, part, depth, angles, kinds, last = [], [], 0, 0, self.tokens.kind, None
        for token in toks:
            here = kinds[token]
            if here == "," and depth == 0 and angles == 0:
                if not part:
                    self.diags.error("", f"expected {what}, found `,`", token, token, f"expected {what}")
                parts.append(part)
                part = []
                last = here
                continue
            part.append(token)
            if here in OPEN:
                depth += 1
            elif here in CLOSING:
                depth -= 1
            elif depth == 0 and here in ANGLES and (angles or last == "::" and here in OPEN_ANGLES):
                angles += ANGLES[here]
            last = here
        return parts + [part] if part else parts

    def join_commas(self, parts, toks):
        """The tokens of `toks` from the first of `parts` on."""
        return list(toks)[list(toks).index(parts[0][0]):] if parts and parts[0] else []

    def bad_arguments(self, call):
        self.unmatched = True
        return self.diags.error("", "unexpected end of macro invocation", call.lo, call.hi, "missing tokens in macro arguments")

    def literal_string(self, toks):
        """(text, token) of a string literal or a call that makes one; None after a report."""
        expr = self.expression(toks)
        if expr is None:
            return None
        if isinstance(expr, ast.MacroCall):
            expr = self.expr(expr)
        if isinstance(expr, ast.Lit) and expr.kind == "str":
            return expr.value, expr.lo
        if not isinstance(expr, ast.ErrorExpr):
            diagnostic = self.diags.error("", "format argument must be a string literal", expr.lo, expr.hi)
            diagnostic.suggest("you might be missing a string literal to format with", [(expr.lo, expr.lo - 1, self.placeholders(expr, toks))])
        return None

    def placeholders(self, expr, toks):
        """What shows an expression in the place of a format string, and the arguments behind it as rustc offers it."""
        unit = isinstance(expr, ast.Tuple) and not expr.elems or isinstance(expr, ast.Block)
        return '""' if unit else '"{}", '

    def concat_text(self, parts):
        """The text of concat!'s arguments, or None after a report."""
        out = []
        for part in parts:
            expr = self.expression(part)
            expr = self.expr(expr) if isinstance(expr, ast.MacroCall) else expr
            sign = ""
            if isinstance(expr, ast.Unary) and expr.op == "-":
                expr, sign = expr.expr, "-"
            if not isinstance(expr, ast.Lit):
                if expr is not None and not isinstance(expr, ast.ErrorExpr):
                    self.diags.error("", "expected a literal", expr.lo, expr.hi)
                return None
            value = expr.value
            out.append(sign + (("false", "true")[value] if expr.kind == "bool" else str(value)))
        return "".join(out)

    def place(self, call):
        file, start, _ = self.tokens.span(call.lo, call.lo, True)
        source = self.tokens.sources[file]
        return "{}:{}:{}".format(source.name, *source.line_column(start))

    # --- macro calls -------------------------------------------------------------------------

    def rules_of(self, path):
        """The Rules of the user's macro that a path names, or None."""
        names = [segment.name.split("#")[0] for segment in path.segments]
        found = self.scope.find(names[0]) if len(names) == 1 else None
        if found is not None or self.modules[0] == "std":
            return found
        item = self.imports.find(self.imports.module(self.modules[1:]), names)
        if item is None:
            return None
        if item not in self.read_rules:
            from .macro_rules import Rules
            self.read_rules[item] = Rules(self, item)
        return self.read_rules[item]

    def maker(self, call, name):
        """A Maker at tokens of a new expansion of `call`."""
        exp = self.tokens.add_expansion(call.lo, call.hi, name)
        lo = self.tokens.copy(call.lo, exp)
        hi = lo if call.hi == call.lo else self.tokens.copy(call.hi, exp)
        return Maker(lo, hi)

    def call(self, call):
        """The expression (or, of a user's macro, the list of statements) that `call` stands for."""
        name = call.path.segments[-1].name.split("#")[0]
        rules = self.rules_of(call.path)
        if rules is not None:
            return rules.expand(self, call, "expr_start")
        if name in MACROS and (len(call.path.segments) == 1 or in_crate(call.path, name)):
            return MACROS[name](self, call, call.toks, self.maker(call, name))
        return self.unknown(call, name)

    def unknown(self, call, name):
        here = self.imports.module(self.modules[1:])
        if len(call.path.segments) == 1 and self.imports.imports(here, name):
            return ast.ErrorExpr(call.lo, call.hi)
        if len(call.path.segments) > 1 and self.imports.find(here, [segment.name.split("#")[0] for segment in call.path.segments], True) is not None:
            self.not_found.append(error("E0603", f"macro import `{name}` is private", call.path.segments[-1], "private macro import"))
            return ast.ErrorExpr(call.lo, call.hi)
        if len(call.path.segments) > 1 or call.path.global_:
            self.not_found.append((call.path, list(self.modules[1:])))
            return ast.ErrorExpr(call.lo, call.hi)
        if name in UNSUPPORTED:
            self.diags.error("MR013", f"the macro `{name}!` is not supported by mini-Rust", call.lo, call.hi, "not supported yet")
        else:
            from .macro_errors import similar_macro
            token = call.path.segments[-1].lo
            self.not_found.append(similar_macro(self, error("", f"cannot find macro `{name}` in this scope", (token, token)), name))
        return ast.ErrorExpr(call.lo, call.hi)

    def expr(self, call):
        """Expand a call in expression position, completely."""
        if self.too_deep(call):
            return ast.ErrorExpr(call.lo, call.hi)
        self.depth += 1
        result = self.call(call)
        if isinstance(result, ast.MacroCall):
            result = self.expr(result)
        else:
            self.node(result)
        self.depth -= 1
        return result

    def too_deep(self, call):
        """Whether the expansion limit is reached (Reference, `recursion_limit`); reports it."""
        if self.depth < 128:
            return False
        lo, hi = self.tokens.outermost(call.lo, call.hi)
        self.diags.error("", f"recursion limit reached while expanding `{call.path.segments[-1].name}!`", lo, hi)
        return True

    # --- the walk ----------------------------------------------------------------------------

    def node(self, node):
        """Expand what is below `node`."""
        kind = type(node)
        special = SPECIAL.get(kind)
        if special is not None:
            return special(self, node)
        for field in kind.FIELDS:
            value = getattr(node, field)
            if type(value) is list:
                self.list(value)
            elif isinstance(value, ast.Node):
                new = self.replace(value)
                if new is not value:
                    setattr(node, field, new)
        return None

    def list(self, values):
        for place, value in enumerate(values):
            if isinstance(value, ast.Node):
                new = self.replace(value)
                if new is not value:
                    values[place] = new

    def replace(self, node):
        """`node`, or what replaces it, with everything below expanded."""
        kind = type(node)
        if kind is ast.MacroCall:
            return self.expr(node)
        if kind is ast.TyMacro or kind is ast.PatMacro:
            return self.in_place(node, "type_start" if kind is ast.TyMacro else "pat_start")
        self.node(node)
        return node

    def in_place(self, node, start):
        name = node.mac.path.segments[-1].name
        rules = self.rules_of(node.mac.path)
        if rules is None and start == "pat_start" and name in LITERAL_MACROS:
            literal = self.expr(node.mac)
            return ast.PatLit(literal, node.lo, node.hi) if isinstance(literal, ast.Lit) else ast.PatWild(node.lo, node.hi)
        result = rules.expand(self, node.mac, start) if rules is not None else self.unknown(node.mac, name)
        if isinstance(result, ast.ErrorExpr):
            return ast.TyInfer(node.lo, node.hi) if start == "type_start" else ast.PatWild(node.lo, node.hi)
        return self.replace(result)

    def items(self, items):
        """The items of a module, impl or trait, with those of macros and derives."""
        out = []
        for item in items:
            out.extend(self.item(item))
        return out

    def item(self, item):
        if item.attrs and self.modules[0] != "std" and any(attr.path in FORMS for attr in item.attrs):
            from .attribute_forms import check_item
            check_item(self.diags, self.tokens, item)
        if not cfg.enabled(self.tokens, item.attrs):
            return []
        if isinstance(item, ast.MacroRules):
            self.scope.define(item)
            return []
        if isinstance(item, ast.MacroItem):
            return self.macro_item(item)
        self.validate(item)
        self.node(item)
        if isinstance(item, (ast.Struct, ast.Enum, ast.Union)):
            from .derive import derive_impls
            return [item, *derive_impls(self, item)]
        self.no_derive(item)
        return [item]

    def validate(self, item):
        """What the grammar takes and the language does not."""
        field = BODIES.get(type(item))
        if field is not None and getattr(item, field) is None and self.holder is not ast.Trait and self.modules[0] != "std":
            from .validate import without_body
            without_body(self.diags, item, self.holder is ast.Impl)
        elif type(item) is ast.Fn and "extern" in (item.quals or ""):
            from .validate import check_abi
            check_abi(self.diags, self.tokens, item)
        elif type(item) is ast.Impl and item.unsafe and item.trait_path is None:
            from .validate import unsafe_inherent_impl
            unsafe_inherent_impl(self.diags, item)
        elif type(item) is ast.Const and (item.generics.params or item.generics.where):
            from .validate import generic_constant
            generic_constant(self.diags, item)

    def no_derive(self, node):
        """Only types take a `derive` (E0774)."""
        for attr in getattr(node, "attrs", None) or ():
            if attr.path == "derive":
                self.diags.error("E0774", "`derive` may only be applied to `struct`s, `enum`s and `union`s", attr.lo, attr.hi, "not applicable here")

    def macro_item(self, item):
        name = item.mac.path.segments[-1].name
        rules = self.rules_of(item.mac.path)
        if rules is not None and self.too_deep(item.mac):
            return []
        result = rules.expand(self, item.mac, "items") if rules is not None else \
            ITEM_MACROS[name](self, item.mac, item.mac.toks) if name in ITEM_MACROS else \
            [] if name == "compile_error" and MACROS[name](self, item.mac, item.mac.toks, None) else self.unknown(item.mac, name)
        self.depth += 1
        items = self.items(result) if isinstance(result, list) else []
        self.depth -= 1
        return items

    def module(self, node):
        crate_read = node.items is None
        if crate_read:
            crate, before = self.files.read(node, self)
            if crate is not None:
                node.items = crate.items
                node.attrs = node.attrs + crate.attrs
        else:
            before = self.files.enter(node)
        self.list(node.attrs)
        outer = self.scope
        self.scope = outer.inner() if not any(attr.path == "macro_use" for attr in node.attrs) else outer
        self.modules.append(node.name)
        if crate_read and self.modules[0] != "std":
            self.imports.read(node.items, self.imports.module(self.modules[1:]) or self.imports.root)
        if node.items is not None:              # None: the file could not be read
            node.items = self.items(node.items)
        self.modules.pop()
        self.scope = outer
        self.files.leave(before)

    def container(self, node):
        """An impl or a trait."""
        outer, self.holder = self.holder, type(node)
        for field in type(node).FIELDS:
            value = getattr(node, field)
            if field == "items":
                node.items = self.items(value)
            elif type(value) is list:
                self.list(value)
            elif isinstance(value, ast.Node):
                setattr(node, field, self.replace(value))
        self.holder = outer

    def variants(self, node):
        self.derives = derived(node.attrs, self.tokens)
        self.list(node.attrs)
        node.variants = [variant for variant in node.variants if cfg.enabled(self.tokens, variant.attrs)]
        self.node(node.generics)
        for variant in node.variants:
            self.node(variant)
        self.derives = ()

    def fields(self, node):
        node.fields[:] = [field for field in node.fields if cfg.enabled(self.tokens, getattr(field, "attrs", ()))]
        for field in type(node).FIELDS:
            value = getattr(node, field)
            if type(value) is list:
                self.list(value)
            elif isinstance(value, ast.Node):
                setattr(node, field, self.replace(value))

    def block(self, node):
        outer, holder = self.scope, self.holder
        self.scope, self.holder = outer.inner(), None
        stmts = []
        for stmt in node.stmts:
            stmts.extend(self.stmt(stmt))
        if node.expr is None and stmts and self.configured(node.stmts[-1]) and type(stmts[-1]) is ast.ExprStmt and not stmts[-1].semi:
            node.expr = stmts.pop().expr              # the last one that is not configured away is the block's value
        node.stmts = stmts
        if node.expr is not None:
            self.tail(node)
        self.scope, self.holder = outer, holder

    def configured(self, stmt):
        return type(stmt) is ast.ExprStmt and not stmt.semi and any(attr.path == "cfg" for attr in stmt.attrs)

    def removed(self, stmt):
        return type(stmt) is not ast.ItemStmt and stmt.attrs and not cfg.enabled(self.tokens, stmt.attrs)

    def stmt(self, stmt):
        """The statements that `stmt` becomes."""
        kind = type(stmt)
        if kind is ast.ItemStmt:
            return [ast.ItemStmt(item, item.lo, item.hi) for item in self.item(stmt.item)]
        if self.removed(stmt):
            return []
        self.no_derive(stmt)
        if kind is ast.ExprStmt and type(stmt.expr) is ast.MacroCall:
            return self.macro_stmt(stmt)
        self.node(stmt)
        return [stmt]

    def macro_stmt(self, stmt):
        rules = self.rules_of(stmt.expr.path)
        if rules is None:
            stmt.expr = self.expr(stmt.expr)
            stmt.semi = stmt.semi or stmt.expr is not None
            return [stmt]
        body = ast.ErrorExpr(stmt.lo, stmt.hi) if self.too_deep(stmt.expr) else rules.expand(self, stmt.expr, "body")
        if isinstance(body, ast.ErrorExpr):
            stmt.expr = body
            return [stmt]
        out = []
        self.depth += 1
        for inner in body.stmts:
            out.extend(self.stmt(inner))
        if body.expr is not None:
            last = ast.ExprStmt([], body.expr, stmt.semi, stmt.lo, stmt.hi)
            out.extend(self.stmt(last))
        self.depth -= 1
        return out

    def tail(self, node, expanded=False):
        """A block's last expression. A user's macro there may bring statements if it is written with braces or (`expanded`) ends what another
        one became."""
        expr = node.expr
        rules = self.rules_of(expr.path) if type(expr) is ast.MacroCall else None
        if rules is None or expr.delim != "{" and not expanded:
            node.expr = self.replace(expr)
            return
        body = ast.ErrorExpr(expr.lo, expr.hi) if self.too_deep(expr) else rules.expand(self, expr, "body")
        if isinstance(body, ast.ErrorExpr):
            node.expr = body
            return
        self.depth += 1
        for inner in body.stmts:
            node.stmts.extend(self.stmt(inner))
        node.expr = body.expr
        if body.expr is not None:
            self.tail(node, True)
        self.depth -= 1

    def format_args(self, node):
        self.list(node.args)

    def skip(self, node):
        return None

    def attribute(self, node):
        """An attribute must be known; one that a macro repeats is told once."""
        if self.modules[0] == "std":             # whose marks are ours
            return
        if node.path == "feature":
            from .unstable import feature_attribute
            feature_attribute(self.diags, node)
        if node.path in BUILTIN:
            if node.path in LINT_LEVELS and node.lo not in self.unknown_attributes:
                from .lint_attributes import check
                self.unknown_attributes.add(node.lo)
                check(node, self.tokens, self.diags)
            return
        problem = unknown(node.path, self.derives)
        if problem is not None and node.lo not in self.unknown_attributes:
            self.unknown_attributes.add(node.lo)
            code, message, label = problem
            if node.path.startswith("rustc"):
                self.diags.error("", "attributes starting with `rustc` are reserved for use by the `rustc` compiler", node.lo, node.lo)
            self.diags.error(code, message, node.lo, node.lo, label or "")


SPECIAL = {ast.Mod: Expander.module, ast.Impl: Expander.container, ast.Trait: Expander.container, ast.Block: Expander.block,
           ast.Enum: Expander.variants, ast.Struct: Expander.fields, ast.Union: Expander.fields, ast.StructLit: Expander.fields,
           ast.FormatArgs: Expander.format_args, ast.PathExpr: Expander.skip, ast.Lit: Expander.skip, ast.Attr: Expander.attribute,
           ast.Vis: Expander.skip, ast.Use: Expander.skip}
