"""What the parser does at a token that fits no rule, as rustc's parser does it.

First the edits: where rustc takes a frequent slip for what was meant (a missing `;` at the end of a line, `->` for
`=>`, a keyword as a name …) the tokens are mended and parsing goes on. Otherwise the mistake is told, and the
innermost construct that rustc gives up as a whole (the rest of a block, of a match, of an argument list …) is closed
by an error terminal: the grammar's `ERR_…` alternatives say where such a terminal may stand. Where there is none (an
item of the crate) parsing ends.
"""

from . import errors, slips
from .lexer import OPEN

CLOSERS = frozenset(")]}")
# the error terminals, and whether what they stand for ends at a `,` too
ERRORS = {"ERR_BLOCK": False, "ERR_ARMS": False, "ERR_ITEMS": False, "ERR_ARGS": False, "ERR_FIELDS": False,
          "ERR_PARAM": True, "ERR_INIT": True}
END = object()          # what a slip returns after which parsing ends
LIMIT = 200             # after so many mistakes the rest is not worth reading


class Recovery:
    """One mistake: the automaton's stacks and the terminals, at the position that did not fit."""

    def __init__(self, parser, tables, folded, at, stacks):
        self.parser, self.tokens, self.diags = parser, parser.tokens, parser.diags
        self.states, self.rules = tables
        self.kinds, self.values, self.los, self.his = self.folded = folded
        self.at = at
        self.stack, self.vals, self.lo_stack = stacks

    # --- looking ahead ------------------------------------------------------------------------

    def shifted(self, kinds, height=None):
        """How many of `kinds` would be shifted from here (or from the lower part of the stack)."""
        from .parser import SPLIT
        states, rules = self.states, self.rules
        stack, todo, count = self.stack[:height], list(reversed(kinds)), 0
        while todo:
            row, kind = states[stack[-1]], todo[-1]
            action = row.get(kind)
            if action is None:
                if kind in SPLIT and SPLIT[kind][0] in row:
                    todo[-1:] = reversed(SPLIT[kind])
                    continue
                return count
            if action > 0:
                stack.append(action)
                todo.pop()
                count += 1
                continue
            name, length, _ = rules[-action - 1]
            if length:
                del stack[-length:]
            goto = states[stack[-1]].get(name)
            if goto is None:
                return count
            stack.append(goto)
        return count

    def fits(self, *kinds):
        """Whether all of `kinds` can follow here."""
        return self.shifted(kinds) == len(kinds)

    def expected(self):
        """The terminals that can really stand here (the row alone also has those of other contexts)."""
        return {kind for kind in self.states[self.stack[-1]] if (kind[0] != "<" or not kind.endswith(">")) and self.fits(kind)}

    def works(self, inserted, skipped=0, ahead=4):
        """Whether parsing gets on with the terminals `inserted` in the place of the next `skipped` ones."""
        rest = self.kinds[self.at + skipped:self.at + skipped + ahead]
        wanted = len(inserted) + min(len(rest), 1)
        return self.shifted(list(inserted) + rest) >= wanted

    # --- what stands around ---------------------------------------------------------------------

    def kind(self, offset=0):
        at = self.at + offset
        return self.kinds[at] if 0 <= at < len(self.kinds) else ""

    def text(self, offset=0):
        at = self.at + offset
        return self.tokens.text[self.los[at]] if 0 <= at < len(self.kinds) - 1 else ""

    def token(self, offset=0):
        return self.los[self.at + offset]

    def previous(self):
        """The last token before the mistake."""
        return self.his[self.at - 1] if self.at else self.los[self.at]

    def find(self, *stops):
        """The position of the first of `stops` outside of delimiters (or of the delimiter or the end that comes before)."""
        place, depth = self.at, 0
        while place < len(self.kinds) - 1 and (depth or self.kinds[place] not in stops):
            depth += (self.kinds[place] in OPEN) - (self.kinds[place] in CLOSERS)
            if depth < 0:
                break
            place += 1
        return place

    def adjacent(self, offset=0):
        """Whether no blank separates the token at `offset` from the next one."""
        tokens = self.tokens
        return tokens.end[self.his[self.at + offset]] == tokens.start[self.los[self.at + offset + 1]]

    # --- mending ----------------------------------------------------------------------------------

    def replace(self, count, *kinds):
        """Put terminals of `kinds` in the place of the next `count`; each stands where the first of these stood."""
        at, token = self.at, self.los[self.at]
        made = [self.tokens.copy(token, self.tokens.exp[token], 0, kind, kind) for kind in kinds]
        self.kinds[at:at + count] = kinds
        for column in (self.values, self.los, self.his):
            column[at:at + count] = made
        return True

    def rename(self, kind="IDENT", offset=0):
        """Take a token for one of another kind."""
        at = self.at + offset
        token = self.tokens.copy(self.los[at], self.tokens.exp[self.los[at]], self.tokens.mark[self.los[at]], kind)
        self.kinds[at] = kind
        self.values[at] = self.los[at] = self.his[at] = token
        return True

    def again(self):
        """What a slip returns that mended something before the position: parsing starts anew."""
        from .parser import AGAIN
        return AGAIN

    def end(self):
        """What a slip returns that was told, where no construct can be given up: parsing ends."""
        return END

    def insert(self, place, kind):
        """Put a terminal before position `place`."""
        token = self.los[place]
        made = self.tokens.copy(token, self.tokens.exp[token], 0, kind, kind)
        self.kinds.insert(place, kind)
        for column in (self.values, self.los, self.his):
            column.insert(place, made)
        return made

    def partner(self, place):
        """The position of the delimiter that closes the one at `place`, or the end."""
        closing = self.tokens.match.get(self.los[place])
        return self.los.index(closing, place) if closing in self.los[place:] else len(self.los) - 1

    def pop(self):
        """Take the last shifted terminal back (it is dropped)."""
        self.cut(len(self.stack) - 1)

    def cut(self, height):
        """Take everything above `height` of the stack back."""
        del self.stack[height:], self.vals[height - 1:], self.lo_stack[height - 1:]

    def unexpected(self):
        """Tell that the next token does not fit."""
        errors.unexpected(self)

    # --- giving up a construct ------------------------------------------------------------------

    def give_up(self):
        """Close the innermost construct that has an error alternative; False where there is none."""
        for height in range(len(self.stack), 0, -1):
            row = self.states[self.stack[height - 1]]
            if height < len(self.stack) and self.tokens.kind[self.lo_stack[height - 1]] == "else":
                continue                    # the `if` before it belongs to what is given up
            for name, comma in ERRORS.items():
                if name in row and self.shifted([name], height) and self.close(name, comma, height):
                    return True
        return False

    def close(self, name, comma, height):
        """Drop the stacks above `height` and skip to the end of the construct, where the terminal `name` is put."""
        begin, end = self.at, self.end_of(comma, height)
        if end is None:
            return False
        if height < len(self.stack) and self.lo_stack[height - 1] in self.los:
            begin = self.los.index(self.lo_stack[height - 1])
        if height < len(self.stack):
            self.forget_lets(self.lo_stack[height - 1])
        self.cut(height)
        token = self.los[self.at]
        for column, value in zip(self.folded, (name, token, token, token)):
            column[begin:end] = [value]
        self.at = begin
        return True

    def end_of(self, comma, height):
        """The position of the delimiter (or, with `comma`, of the next comma) that ends the construct."""
        opener = self.opener(height)
        if opener is None:
            return None
        kinds, depth = self.kinds, 0
        closing = self.tokens.match.get(self.los[opener])
        for place in range(opener + 1, len(kinds)):
            if self.los[place] == closing:
                return place if place >= self.at else None
            depth += (kinds[place] in OPEN) - (kinds[place] in CLOSERS)
            if comma and not depth and kinds[place] == "," and place >= self.at:
                return place
        return None

    def opener(self, height):
        """The position of the delimiter that is open at `height` of the stack."""
        begin = self.los[self.at] if height >= len(self.stack) else self.lo_stack[height - 1]
        place, depth = self.at - 1, 0
        try:
            place = self.los.index(begin) - 1
        except ValueError:
            pass
        while place >= 0:
            if self.kinds[place] in OPEN:
                if not depth:
                    return place
                depth -= 1
            elif self.kinds[place] in CLOSERS:
                depth += 1
            place -= 1
        return None

    def forget_lets(self, lo):
        """`let` conditions in what is given up are not told any more."""
        lets = self.parser.builder.lets
        for key in [key for key, node in lets.items() if node.lo >= lo]:
            del lets[key]


def recover(parser, tables, folded, at, stacks):
    """Tell the mistake at position `at` and mend it; returns where to go on, None where parsing must end.

    `tables` is (states, rules); `folded` the parser's terminals, changed here; `stacks` its (states, values, first
    tokens), changed here too.
    """
    parser.mistakes += 1
    here = Recovery(parser, tables, folded, at, stacks)
    if parser.mistakes > LIMIT:
        return None
    for slip in slips.SLIPS:
        done = slip(here)
        if done:
            return here.at if done is True else None if done is END else done
    errors.unexpected(here)
    return here.at if here.give_up() else None
