"""Whether the matchers of a macro may stand as they are (Reference, "Follow-set ambiguity restrictions"; rustc's
`check_matcher_core`). `a $x:expr b` is refused, since a later Rust may let an expression go on with `b`.
"""

from .lexer import OPEN

FRAGMENTS = frozenset("block expr expr_2021 ident item lifetime literal meta pat pat_param path stmt tt ty vis".split())
ANY_FOLLOWS = frozenset("block ident item lifetime literal meta tt".split())
EXPRESSION, TYPE = frozenset(("=>", ",", ";")), frozenset(("{", "[", "=>", ",", ">", ">>", "=", ":", ";", "|", "as", "where"))
FOLLOW = {"expr": EXPRESSION, "expr_2021": EXPRESSION, "stmt": EXPRESSION, "ty": TYPE, "path": TYPE,
          "pat": frozenset(("=>", ",", "=", "if", "in")), "pat_param": frozenset(("=>", ",", "=", "|", "if", "in"))}
CLOSE = frozenset((")", "]", "}"))
BEGIN_TYPE = frozenset("( [ ! * & && ? LIFETIME < << :: for impl fn unsafe extern typeof dyn Self self super crate _ $".split())


class MatcherCheck:
    """The check of one rule's matchers; `failed` tells whether something was reported."""

    def __init__(self, expander):
        self.tokens, self.diags, self.failed = expander.tokens, expander.diags, False

    def error(self, message, lo, hi):
        self.failed = True
        self.diags.error("", message, lo, hi)

    def run(self, pattern):
        self.fragments(pattern)
        if not self.failed:
            self.names(pattern, {})
            self.empty(pattern)
        if not self.failed:
            self.core(pattern, [], True)

    def fragments(self, pattern):
        for part in pattern:
            if part[0] == "rep":
                self.fragments(part[1])
            elif part[0] == "frag" and part[2] is None:
                self.error("missing fragment specifier", part[3], part[4])
            elif part[0] == "frag" and part[2] not in FRAGMENTS:
                self.error(f"invalid fragment specifier `{part[2]}`", part[3], part[4])

    def names(self, pattern, seen):
        for part in pattern:
            if part[0] == "rep":
                self.names(part[1], seen)
            elif part[0] == "frag":
                if part[1] in seen:
                    self.error("duplicate matcher binding", part[3], part[4])
                seen[part[1]] = part

    def empty(self, pattern):
        """A repetition must match something each time."""
        for part in pattern:
            if part[0] == "rep":
                if part[2] is None and all(inner[0] == "frag" and inner[2] == "vis" or inner[0] == "rep" and inner[3] != "+" for inner in part[1]):
                    self.error("repetition matches empty token tree", *part[5])
                    return
                self.empty(part[1])

    # --- follow sets ---------------------------------------------------------------------------------

    def first(self, pattern, follow, maybe_empty):
        """(parts that may come first, whether all may be missing) of matchers that `follow` follow."""
        out = []
        for part in pattern:
            if part[0] != "rep":
                return out + [part], False
            inner, missing = self.first(part[1], [], True)
            out += [entry for entry in inner if entry not in out]
            if missing and part[2] is not None:
                out.append(("tok", part[2]))
            if not missing and part[3] == "+":
                return out, False
        return out + [entry for entry in follow if entry not in out], maybe_empty

    def core(self, pattern, follow, maybe_empty):
        """Check matchers that `follow` may follow; (parts that may come last, whether all may be missing)."""
        last, missing, place = [], True, 0
        while place < len(pattern):
            part = pattern[place]
            if part[0] == "tok" and self.tokens.kind[part[1]] in OPEN:
                end = self.closing(pattern, place)
                self.core(pattern[place + 1:end], [pattern[end]], False)
                last, missing, place = [], False, end + 1
                continue
            place += 1
            suffix, open_ended = self.first(pattern[place:], follow, maybe_empty)
            if part[0] == "rep":
                mine = suffix if part[2] is None else [*suffix, ("tok", part[2])]
                ends, absent = self.core(part[1], mine, open_ended)
                absent = absent or part[3] != "+"
                last, missing = (last + ends, missing) if absent else (ends, False)
                continue
            missing = False
            if part[0] == "tok" or part[2] in ANY_FOLLOWS:
                last = []
                continue
            last = [part]
            self.follows(last, suffix)
        return last, missing

    def closing(self, pattern, place):
        depth = 0
        for end in range(place, len(pattern)):
            kind = self.tokens.kind[pattern[end][1]] if pattern[end][0] == "tok" else ""
            depth += (kind in OPEN) - (kind in CLOSE)
            if depth == 0:
                return end
        return len(pattern) - 1

    def follows(self, last, suffix):
        for part in last:
            for after in suffix:
                if not self.may_follow(part[2], after):
                    may = "is" if len(last) == 1 and len(suffix) == 1 else "may be"
                    lo, hi = (after[1], after[1]) if after[0] == "tok" else after[3:5]
                    shown = self.tokens.text[lo] if after[0] == "tok" else f"${after[1]}:{after[2]}"
                    self.error(f"`${part[1]}:{part[2]}` {may} followed by `{shown}`, which is not allowed for `{part[2]}` fragments", lo, hi)

    def may_follow(self, spec, after):
        if after[0] == "frag":
            return spec in ("ty", "path") and after[2] == "block" or spec == "vis" and after[2] in ("ident", "ty", "path")
        kind, text = self.tokens.kind[after[1]], self.tokens.text[after[1]]
        if kind in CLOSE:
            return True
        if spec == "vis":
            return kind == "," or kind == "IDENT" or kind in BEGIN_TYPE or kind.isalpha() and kind.islower() and text != "priv"
        return text in FOLLOW[spec]
