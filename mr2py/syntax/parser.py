"""The LALR driver: token indexes → syntax tree, with lark's tables and the actions of build.py.

`fold` first makes one terminal of each macro call's token tree and each attribute; `Parser.run` is
the usual automaton, which splits a compound operator (`>>`, `&&` …) where only its first character
fits. No recursion: nesting is limited by the later phases only.
"""

from . import tables
from .build import ACTIONS as ITEM_ACTIONS, Builder
from .build_expr import ACTIONS as EXPR_ACTIONS
from .build_literals import ACTIONS as LITERAL_ACTIONS
from .build_types import ACTIONS as TYPE_ACTIONS
from .lexer import OPEN, lex

TREE_KINDS = {"(": "MACRO_PAREN", "[": "MACRO_BRACKET", "{": "MACRO_BRACE"}
CLOSERS = frozenset(")]}")
FOLDED = frozenset(("!", "#", "union", "auto", "raw", "safe", "macro_rules", "pub"))
SPLIT = {">>": (">", ">"), "<<": ("<", "<"), "&&": ("&", "&"), "||": ("|", "|"), ">=": (">", "="), ">>=": (">", ">="),
         "<<=": ("<", "<="), "&=": ("&", "="), "|=": ("|", "="), "..=": ("..", "="), "*=": ("*", "="), "+=": ("+", "=")}
ACTIONS = ITEM_ACTIONS | TYPE_ACTIONS | EXPR_ACTIONS | LITERAL_ACTIONS
LOADED = []
AGAIN = object()        # what Parser.attempt returns when it must be made once more


def loaded():
    """The tables, with the actions bound: (states, rules, starts, ends)."""
    if not LOADED:
        states, rules, starts, ends = tables.load()
        bound = [(name, length, ACTIONS[action] if action else None) for name, length, action in rules]
        LOADED.extend((states, bound, starts, ends))
    return LOADED


def match_delimiters(tokens, indexes, diags, end_of_file=None):
    """Fill `tokens.match` for a token list; False after an error."""
    stack, match, kinds = [], tokens.match, tokens.kind
    for index in indexes:
        kind = kinds[index]
        if kind in OPEN:
            stack.append(index)
        elif kind in CLOSERS:
            if not stack or OPEN[kinds[stack[-1]]] != kind:
                break
            match[stack.pop()] = index
    else:
        if not stack:
            return True
    from .delimiters import tell
    tell(tokens, indexes, diags, end_of_file)
    return False


def fold(tokens, indexes):
    """(kinds, values, los, his) of the terminals the grammar sees for a list of token indexes."""
    all_kinds = tokens.kind
    kinds = [all_kinds[index] for index in indexes]
    if FOLDED.isdisjoint(map(tokens.text.__getitem__, indexes)):
        return kinds, list(indexes), list(indexes), list(indexes)
    return Fold(tokens, indexes, kinds).run()


class Fold:
    """The folding of one token list."""

    def __init__(self, tokens, indexes, kinds):
        self.tokens, self.indexes, self.kinds = tokens, indexes, kinds
        self.places = None

    def run(self):
        tokens, indexes, kinds = self.tokens, self.indexes, self.kinds
        out_kinds, values, los, his = [], [], [], []
        at, count, texts = 0, len(indexes), tokens.text
        while at < count:
            index, kind = indexes[at], kinds[at]
            value, hi, behind = index, index, at + 1
            if texts[index] in FOLDED and (folded := self.special(at, kind)):
                kind, value, behind = folded
                hi = indexes[behind - 1]
            out_kinds.append(kind)
            values.append(value)
            los.append(index)
            his.append(hi)
            at = behind
        return out_kinds, values, los, his

    def kind(self, at):
        return self.kinds[at] if at < len(self.kinds) else ""

    def tree(self, at):
        """The position behind the delimited tree that begins at position `at`."""
        closing = self.tokens.match[self.indexes[at]]
        if self.indexes[-1] - self.indexes[0] == len(self.indexes) - 1:
            return closing - self.indexes[0] + 1
        if self.places is None:
            self.places = {index: place for place, index in enumerate(self.indexes)}
        return self.places[closing] + 1

    def special(self, at, kind):
        """(kind, value, behind) where the token at position `at` begins something special."""
        text = self.tokens.text[self.indexes[at]]
        following = self.kind(at + 1)
        if kind == "!":
            if following in TREE_KINDS and at and self.kinds[at - 1] == "IDENT":
                behind = self.tree(at + 1)
                return TREE_KINDS[following], (following, self.indexes[at + 2:behind - 1]), behind
            return None
        if kind == "#":
            inner = following == "!" and self.kind(at + 2) == "["
            if inner or following == "[":
                behind = self.tree(at + 2 if inner else at + 1)
                content = self.indexes[at + (3 if inner else 2):behind - 1]
                return ("INNER_ATTR" if inner else "ATTR"), content or self.indexes[behind - 1:behind], behind
            return None
        if kind == "pub":
            if following == "(" and (self.kind(at + 2) == "in" or self.kind(at + 3) == ")" and self.kind(at + 2) in ("crate", "self", "super")):
                return "PUB_IN", self.indexes[at], at + 1
            return None
        return self.word(at, text, following) if kind == "IDENT" else None

    def word(self, at, text, following):
        """The words that are keywords only in their place (Reference, "Weak keywords")."""
        if text == "macro_rules" and following == "!" and self.kind(at + 2) == "IDENT" and self.kind(at + 3) in TREE_KINDS:
            behind = self.tree(at + 3)
            value = (self.indexes[at + 2], self.indexes[at + 4:behind - 1])
            if self.kind(at + 3) != "{" and self.kind(behind) == ";":
                behind += 1
            return "MACRO_RULES", value, behind
        if text == "union" and following == "IDENT" or text == "auto" and following == "trait" \
                or text == "safe" and following in ("fn", "extern") \
                or text == "raw" and following in ("const", "mut") and at and self.kinds[at - 1] == "&":
            return text, self.indexes[at], at + 1
        return None


class Parser:
    """Parses token lists of one session. `edition` 2021 or 2024."""

    def __init__(self, tokens, edition, diags):
        self.tokens, self.edition, self.diags = tokens, edition, diags
        self.builder = Builder(self)
        self.mistakes = 0

    def parse(self, start, indexes, end_token=None):
        """Parse `indexes` from the start symbol `start`; returns its value, or None after a mistake that ends parsing.

        `end_token` is where a premature end is reported (default: the last token).
        """
        if end_token is None:
            end_token = indexes[-1] if indexes else 0
        folded = fold(self.tokens, indexes)
        self.builder.behind = end_token
        result = self.run(start, folded, end_token)
        self.builder.finish()
        return result

    def prefix(self, start, indexes):
        """(value, tokens taken) of the longest prefix of `indexes` that `start` matches, or None."""
        folded = fold(self.tokens, indexes)
        kinds, _, los, _ = folded
        mark = self.diags.mark()
        value = self.run(start, folded, indexes[-1], True)
        self.builder.lets.clear()
        if value is None or self.diags.errors_since(mark):
            return None
        stop = kinds.index("$END")
        return value, indexes.index(los[stop]) if stop < len(kinds) - 1 else len(indexes)

    def run(self, start, folded, end_token, prefix=False):
        kinds, values, los, his = folded
        kinds.append("$END")
        values.append(end_token)
        los.append(end_token)
        his.append(end_token)
        while (result := self.attempt(start, folded, prefix)) is AGAIN:
            self.builder.lets.clear()
        return result

    def attempt(self, start, folded, prefix):
        """One run over the terminals; AGAIN where a mistake was mended before what is already read."""
        kinds, values, los, his = folded
        states, rules, starts, ends = loaded()
        builder, final = self.builder, ends[start]
        state = starts[start]
        stack, vals, lo_stack = [state], [], []
        at, last = 0, los[0]
        kind = kinds[0]
        while True:
            action = states[state].get(kind)
            if action is None:
                if kind in SPLIT and SPLIT[kind][0] in states[state]:
                    self.split(folded, at)
                    kind = kinds[at]
                    continue
                if prefix and kind != "$END":
                    kind = kinds[at] = "$END"
                    continue
                at = None if prefix else self.recover(folded, at, (stack, vals, lo_stack))
                if at is None or at is AGAIN:
                    return at
                kind, state = kinds[at], stack[-1]
                last = his[at - 1] if at else last
                continue
            if action > 0:
                stack.append(action)
                vals.append(values[at])
                lo_stack.append(los[at])
                last = his[at]
                at += 1
                kind = kinds[at]
                state = action
                continue
            name, length, function = rules[-action - 1]
            if length:
                if function is not None:
                    lo = lo_stack[-length]
                    value = function(builder, vals[-length:], lo, last)
                    del vals[-length:], stack[-length:], lo_stack[-length:]
                    vals.append(value)
                    lo_stack.append(lo)
                else:
                    stack.pop()
            else:
                vals.append(function(builder, (), los[at], last))
                lo_stack.append(los[at])
            state = states[stack[-1]][name]
            if state == final and kind == "$END":
                return vals[-1]
            stack.append(state)

    def recover(self, folded, at, stacks):
        """Where to go on after the mistake at `at`, or None (recover.py)."""
        from .recover import recover
        return recover(self, loaded()[:2], folded, at, stacks)

    def split(self, folded, at):
        """Replace the compound operator at position `at` by its two parts."""
        kinds, values, los, his = folded
        first, second = SPLIT[kinds[at]]
        left = self.tokens.sub(values[at], 0, len(first))
        right = self.tokens.sub(values[at], len(first), len(first) + len(second))
        kinds[at:at + 1] = (first, second)
        for column in (values, los, his):
            column[at:at + 1] = (left, right)


def parse_file(tokens, source, edition, diags):
    """Lex and parse a file; returns an ast.Crate, or None where `diags` tells why not.

    `tokens` is the session's TokenTable, `source` a Source (added to the table here).
    """
    tokens.add_source(source)
    extent = lex(tokens, source, edition, diags)
    if extent is None:
        return None
    first, behind = extent
    end = len(source.text)
    end_token = tokens.add("$END", "", source.index, max(0, end - 1), max(0, end - 1) if not source.text else end)
    if not match_delimiters(tokens, range(first, behind), diags, end_token):
        return None
    crate = Parser(tokens, edition, diags).parse("crate", list(range(first, behind)), end_token)
    if source.docs and crate is not None:
        from .docs import check
        if check(tokens, source, first, end_token, crate, diags):
            return None
    return crate


def parse_tokens(start, indexes, tokens, edition, diags, end_token=None):
    """Parse a list of token indexes (a macro's result) from one of tables.STARTS."""
    return Parser(tokens, edition, diags).parse(start, indexes, end_token)
