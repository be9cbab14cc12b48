"""User macros: `macro_rules!` (Reference, "Macros by example").

A matcher becomes a list of tuples: ("tok", token), ("frag", name, specifier, first token, last token) and ("rep",
matchers, separator, operator, names, (first token, last token)); delimiters are plain tokens, so that nesting needs no tree. A
fragment is bound to a list of tokens: itself, or one token of kind NT_… that stands for a group
which the parser reads again wherever it is used. What the macro's own text brings is copied to
tokens of the expansion with a fresh hygiene mark.
"""

from . import ast
from .lexer import OPEN
from .macro_check import MatcherCheck

GROUPS = {"expr": ("NT_EXPR", "expr_start"), "expr_2021": ("NT_EXPR", "expr_start"), "ty": ("NT_TYPE", "type_start"),
          "pat": ("NT_PAT", "pat_start"), "pat_param": ("NT_PAT", "pat_nt_start"), "stmt": ("NT_STMT", "stmt_start"),
          "block": ("NT_BLOCK", "block_start"), "item": ("NT_ITEM", "item_start"), "path": ("NT_PATH", "path_start"),
          "vis": ("NT_VIS", "vis_start")}
LITERALS = frozenset("INT FLOAT STR RAWSTR CHAR BYTE BYTESTR RAWBYTESTR CSTR RAWCSTR true false NT_LIT".split())
OPERATORS = ("*", "+", "?")


class MacroScope:
    """The macros visible here by textual scope; `parent` is the scope around."""

    def __init__(self, expander, parent):
        self.expander, self.parent, self.names = expander, parent, {}

    def inner(self):
        return MacroScope(self.expander, self)

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None

    def define(self, item):
        """Read the rules of a MacroRules item; errors are reported at its tokens."""
        self.names[item.name] = Rules(self.expander, item)
        if any(attr.path == "macro_export" for attr in item.attrs):
            scope = self
            while scope.parent is not None:
                scope = scope.parent
            scope.names.setdefault(item.name, self.names[item.name])


class Rules:
    """The rules of one macro: [(matchers, transcriber)]."""

    def __init__(self, expander, item):
        self.tokens, self.name, self.rules = expander.tokens, item.name, []
        self.head, self.diags = item.name_tok, expander.diags
        self.scope = expander.scope
        self.valid = self.read(expander, item)

    def read(self, expander, item):
        """Read the rules; whether nothing is wrong with them, which is reported."""
        kinds, text, toks, at, mark = self.tokens.kind, self.tokens.text, item.toks, 0, expander.diags.mark()

        def wrong(message, lo, hi=None):
            expander.diags.error("", message, lo, lo if hi is None else hi)
            return False

        if not toks:
            return wrong("macros must contain at least one rule", item.lo, item.hi)
        while at < len(toks):
            end = self.tree_end(toks, at)
            if end is None:
                wrong("invalid macro matcher; matchers must be contained in balanced delimiters", toks[at])
                at, end = at + (kinds[toks[at]] == "$"), at + 1
            if end >= len(toks) or kinds[toks[end]] != "=>":
                return wrong(f"expected `=>`, found `{text[toks[end]]}`" if end < len(toks) else "expected `=>`, found end of macro arguments", toks[min(end, len(toks) - 1)])
            if end + 1 >= len(toks):
                return wrong("macro rule without a right side", toks[end])
            behind = self.tree_end(toks, end + 1)
            if behind is None:
                return wrong("macro rhs must be delimited", toks[end + 1])
            pattern, _ = self.compile(toks[at + 1:end - 1])
            check = MatcherCheck(expander)
            check.run(pattern)
            body, _ = self.compile(toks[end + 2:behind - 1], True)
            self.rules.append((pattern, body))
            if behind < len(toks) and kinds[toks[behind]] != ";":
                return wrong(f"expected `;`, found `{text[toks[behind]]}`", toks[behind])
            at = behind + 1
        return not expander.diags.errors_since(mark)

    def tree_end(self, toks, at):
        """The position behind the delimited tree at `at`, or None."""
        kinds, depth = self.tokens.kind, 0
        if kinds[toks[at]] not in OPEN:
            return None
        for place in range(at, len(toks)):
            kind = kinds[toks[place]]
            depth += (kind in OPEN) - (kind in (")", "]", "}"))
            if depth == 0:
                return place + 1
        return None

    def compile(self, toks, body=False):
        """Matchers (or, of a body, the pieces to write) of a token list, and the names they bind."""
        kinds, text, out, names, at = self.tokens.kind, self.tokens.text, [], [], 0
        while at < len(toks):
            token = toks[at]
            following = kinds[toks[at + 1]] if at + 1 < len(toks) else ""
            if kinds[token] == "$" and following == "(":
                end = self.tree_end(toks, at + 1)
                inner, bound = self.compile(toks[at + 2:end - 1], body)
                whole = toks[at + 1], toks[end - 1]
                separator = None
                if end < len(toks) and text[toks[end]] not in OPERATORS or \
                        end + 1 < len(toks) and text[toks[end + 1]] in OPERATORS and text[toks[end]] in ("+",):
                    separator, end = toks[end], end + 1
                operator = text[toks[end]] if end < len(toks) else None
                if operator not in OPERATORS:
                    lo, hi = (toks[end], toks[end]) if operator is not None else (separator, separator) if separator is not None else whole
                    self.diags.error("", "expected one of: `*`, `+`, or `?`", lo, hi)
                    operator = "*"
                out.append(("rep", inner, separator, operator, bound, whole))
                names.extend(bound)
                at = end + 1
            elif kinds[token] == "$" and text[toks[at + 1]] == "crate":
                out.append(("tok", toks[at + 1]))
                at += 2
            elif kinds[token] == "$" and (following == "IDENT" or following.islower()):
                name = text[toks[at + 1]]
                names.append(name)
                if body:
                    out.append(("var", name, toks[at + 1], token))
                    at += 2
                elif at + 3 < len(toks) and kinds[toks[at + 2]] == ":":
                    out.append(("frag", name, text[toks[at + 3]], token, toks[at + 3]))
                    at += 4
                else:
                    out.append(("frag", name, None, token, toks[at + 1]))
                    at += 2
            else:
                out.append(("tok", token))
                at += 1
        return out, names

    def expand(self, expander, call, start):
        """The result of `call`, parsed from the start symbol `start`; an ErrorExpr after a report."""
        if not self.valid:
            return ast.ErrorExpr(call.lo, call.hi)
        matcher = Matcher(expander, call.toks)
        for pattern, body in self.rules:
            bindings = matcher.match(pattern)
            if bindings is not None:
                exp = expander.tokens.add_expansion(call.lo, call.hi, self.name, expander.modules[0] != "std")
                writer = Writer(expander, bindings, exp, expander.new_mark())
                toks = writer.write(body)
                if toks is None:
                    return ast.ErrorExpr(call.lo, call.hi)
                return self.parsed(expander, call, start, toks)
        self.no_match(expander, call, matcher)
        return ast.ErrorExpr(call.lo, call.hi)

    def parsed(self, expander, call, start, toks):
        if not toks and start in ("items", "body"):
            return [] if start == "items" else ast.Block(None, "", [], None, call.lo, call.hi)
        if start == "expr_start" and toks and any(expander.tokens.kind[token] == ";" for token in toks):
            from .macro_tail import first_expression
            toks = first_expression(expander, toks)
            if toks is None:
                return ast.ErrorExpr(call.lo, call.hi)
        if not toks:
            expander.diags.error("", "expected expression, found end of macro arguments", call.lo, call.hi)
        result = expander.parse(start, toks) if toks else None
        return ast.ErrorExpr(call.lo, call.hi) if result is None else result

    def no_match(self, expander, call, matcher):
        """Tell at which token no rule goes on, and what of the first rule that came so far does not fit."""
        from .macro_errors import explain
        found = expander.bad_arguments(call) if matcher.furthest >= len(call.toks) else expander.no_rule(call.toks[matcher.furthest])
        explain(found, self, matcher.wanted, expander.tokens)


class Matcher:
    """Matches one call's tokens against patterns, with backtracking over repetitions."""

    def __init__(self, expander, toks):
        self.tokens, self.toks, self.expander = expander.tokens, list(toks), expander
        self.furthest, self.wanted = 0, None            # how far a rule came, and what of the first such did not fit there
        self.memo, self.tried = {}, {}

    def match(self, pattern):
        """{name: bound tokens, or list of such for a repetition}, or None."""
        bindings, before, self.tried = {}, self.furthest, {}
        end = self.sequence(pattern, 0, 0, bindings, lambda at: at == len(self.toks))
        if self.tried and (self.furthest > before or self.wanted is None):
            self.wanted = self.tried[max(self.tried)]
        return bindings if end else None

    def sequence(self, pattern, place, at, bindings, goal):
        """Match pattern[place:] at `at`, then `goal`; every path sets `bindings` before its goal."""
        if place == len(pattern):
            self.furthest = max(self.furthest, at)
            return goal(at)
        part = pattern[place]
        self.tried.setdefault(at, part)
        if part[0] == "tok":
            if at < len(self.toks) and self.same(part[1], self.toks[at]):
                return self.sequence(pattern, place + 1, at + 1, bindings, goal)
            self.furthest = max(self.furthest, at)
            return False
        if part[0] == "frag":
            found = self.fragment(part[2], at)
            if found is None:
                self.furthest = max(self.furthest, at)
                return False
            value, behind = found
            bindings[part[1]] = value
            return self.sequence(pattern, place + 1, behind, bindings, goal)
        return self.repetition(part, pattern, place, at, bindings, goal)

    def repetition(self, part, pattern, place, at, bindings, goal):
        _, inner, separator, operator, names, _ = part

        def rest(here, turns):
            for name in names:      # before the goal, which may read them as part of an outer turn
                bindings[name] = [turn[name] for turn in turns]
            return self.sequence(pattern, place + 1, here, bindings, goal)

        def turn(here, turns):
            start = here
            if turns and separator is not None:
                if here >= len(self.toks) or not self.same(separator, self.toks[here]):
                    return False
                start = here + 1
            own = {}
            return self.sequence(inner, 0, start, own, lambda behind: behind > here and after(behind, [*turns, own]))

        def after(here, turns):
            self.tried.setdefault(here, ("end", "sequence end" if separator is None else "sequence separator"))
            if operator != "?" and here < len(self.toks) and turn(here, turns):
                return True
            return rest(here, turns)

        if at < len(self.toks) and turn(at, []):
            return True
        return operator != "+" and rest(at, [])

    def same(self, pattern, token):
        tokens = self.tokens
        return tokens.kind[pattern] == tokens.kind[token] and tokens.text[pattern] == tokens.text[token]

    def fragment(self, spec, at):
        """(tokens, position behind) of a fragment at `at`, or None."""
        key = spec, at
        if key not in self.memo:
            self.memo[key] = self.read_fragment(spec, at)
        return self.memo[key]

    def read_fragment(self, spec, at):
        toks, kinds = self.toks, self.tokens.kind
        kind = kinds[toks[at]] if at < len(toks) else ""
        if spec == "vis" and kind not in ("pub", "NT_VIS"):
            return self.group("NT_VIS", toks[at:at], at), at
        if not kind:
            return None
        if spec == "ident":
            word = kind == "IDENT" or kind.isalpha() and kind.islower() or kind == "RESERVED"
            return ([toks[at]], at + 1) if word else None
        if spec == "lifetime":
            return ([toks[at]], at + 1) if kind == "LIFETIME" else None
        if spec == "literal":
            sign = kind == "-" and at + 1 < len(toks)
            end = at + 1 + sign
            return (self.group("NT_LIT", toks[at:end], at), end) if kinds[toks[end - 1]] in LITERALS else None
        if spec == "tt":
            end = self.tree(at)
            return (toks[at:end], end) if end else None
        if spec == "meta":
            return self.meta(at)
        return self.parsed(spec, at)

    def meta(self, at):
        end = at
        while end < len(self.toks) and self.tokens.kind[self.toks[end]] not in (",", "]", ")"):
            end = self.tree(end) or end + 1
        return (self.toks[at:end], end) if end > at else None

    def tree(self, at):
        kinds, depth = self.tokens.kind, 0
        for place in range(at, len(self.toks)):
            kind = kinds[self.toks[place]]
            depth += (kind in OPEN) - (kind in (")", "]", "}"))
            if depth == 0:
                return place + 1
            if depth < 0:
                return None
        return None

    def parsed(self, spec, at):
        from .parser import Parser
        if spec not in GROUPS:
            return None
        kind, start = GROUPS[spec]
        toks = self.toks[at:]
        if spec == "expr" and self.tokens.kind[toks[0]] in ("=>", ",", ";"):
            return None
        quiet = Quiet()
        found = Parser(self.tokens, self.expander.edition, quiet).prefix(start, toks)
        if found is None or found[1] == 0:
            return None
        end = at + found[1]
        if spec == "stmt" and self.tokens.kind[self.toks[end - 1]] == ";" and end - at > 1:
            end -= 1
        return self.group(kind, self.toks[at:end], at), end

    def group(self, kind, toks, at):
        """One token that stands for the fragment's tokens."""
        tokens = self.tokens
        if len(toks) == 1 and tokens.kind[toks[0]].startswith("NT_"):
            return list(toks)
        first = toks[0] if toks else self.toks[min(at, len(self.toks) - 1)] if self.toks else 0
        last = toks[-1] if toks else first
        file, start, end = tokens.span(first, last) if toks else (tokens.file[first], tokens.start[first], tokens.start[first])
        token = tokens.add(kind, tokens.text[first] if len(toks) == 1 else "", file, start, end, tokens.exp[first], tokens.mark[first])
        tokens.groups[token] = list(toks)
        return [token]


class Quiet:
    """Diagnostics that are thrown away: a fragment that does not parse is no match."""

    def __init__(self):
        self.failed = 0

    def add(self, diagnostic):
        self.failed += 1
        return True

    def error(self, *args, **more):
        self.failed += 1

    def mark(self):
        return self.failed

    def errors_since(self, mark):
        return self.failed > mark


class Writer:
    """Writes a rule's right side with its bindings."""

    def __init__(self, expander, bindings, exp, mark):
        self.expander, self.tokens, self.bindings = expander, expander.tokens, bindings
        self.exp, self.mark = exp, mark

    def write(self, body):
        """The token list, or None after a report."""
        out = []
        return out if self.pieces(body, self.bindings, out) else None

    def pieces(self, body, bindings, out):
        for piece in body:
            if piece[0] == "tok":
                out.append(self.tokens.copy(piece[1], self.exp, self.mark))
            elif piece[0] == "var":
                if not self.variable(piece, bindings, out):
                    return False
            elif not self.repeat(piece, bindings, out):
                return False
        return True

    def variable(self, piece, bindings, out):
        _, name, token, dollar = piece
        if name not in bindings:
            out.append(self.tokens.copy(dollar, self.exp, self.mark))
            out.append(self.tokens.copy(token, self.exp, self.mark))
            return True
        value = bindings[name]
        if value and isinstance(value[0], list):
            self.expander.diags.error("", f"variable `{name}` is still repeating at this depth", token, token)
            return False
        out.extend(value)
        return True

    def repeat(self, piece, bindings, out):
        _, inner, separator, operator, names, _ = piece
        counts = {name: len(bindings[name]) for name in names
                  if name in bindings and (not bindings[name] or isinstance(bindings[name][0], list))}
        if not counts:
            token = inner[0][1] if inner and inner[0][0] == "tok" else self.expander.tokens.expansions[self.exp][0]
            self.expander.diags.error("", "attempted to repeat an expression containing no syntax variables matched as repeating at this depth",
                                      token, token)
            return False
        if len(set(counts.values())) > 1:
            (first, a), (second, b) = list(counts.items())[:2]
            lo, hi = self.tokens.expansions[self.exp][:2]
            self.expander.diags.error("", f"meta-variable `{first}` repeats {a} time{'s' * (a != 1)}, but `{second}` repeats {b} time{'s' * (b != 1)}", lo, hi)
            return False
        for turn in range(next(iter(counts.values()))):
            if turn and separator is not None:
                out.append(self.tokens.copy(separator, self.exp, self.mark))
            own = {**bindings, **{name: bindings[name][turn] for name in counts}}
            if not self.pieces(inner, own, out):
                return False
        return True
