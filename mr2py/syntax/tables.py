"""The parser's tables: computed by lark from grammar.lark, kept as `tables.bin` beside it.

`load()` returns (states, rules, starts, ends): `states[s]` maps a terminal's kind to n > 0 (shift
to state n), -n (reduce by rule n - 1) and a nonterminal, as `<name>`, to the state to go to; `rules[r]` is
(nonterminal, length, action or ""); `starts` and `ends` map a start symbol to its first and accepting state.
A parse visits few of the thousand states, so the file holds them packed (equal rows once), and `Rows`
makes a state's dict when it is first visited.
"""

import marshal
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
GRAMMAR = os.path.join(HERE, "grammar.lark")
TABLES = os.path.join(HERE, "tables.bin")
VERSION = (3, sys.byteorder)
STARTS = ("crate", "items", "body", "exprs", "expr_start", "type_start", "pat_start", "pat_nt_start",
          "stmt_start", "item_start", "path_start", "vis_start", "block_start")


class Rows(dict):
    """{state: its row}, of rows that are made when asked for."""

    def __init__(self, symbols, ends, places, cells):
        """Row n is the pairs (index into `symbols`, value) of the 16-bit `cells` between `ends[n]` and `ends[n + 1]`;
        `places[s]` is the number of the row of state s."""
        self.symbols, self.ends, self.places, self.cells = symbols, ends, places, memoryview(cells).cast("h")

    def __missing__(self, state):
        row, symbols = self.places[state], self.symbols
        cells = self.cells[self.ends[row]:self.ends[row + 1]].tolist()
        made = self[state] = dict(zip([symbols[symbol] for symbol in cells[::2]], cells[1::2]))
        # Behind the path of a type `<<` begins generic arguments (`Option<<T as Trait>::Item>`), it is no shift.
        if made.get("<<", 0) < 0 < made.get("<", 0):
            del made["<<"]
        return made

    def __len__(self):
        return len(self.places)


def pack(states):
    """The arguments of `Rows` for a list of rows (the first, of no state, is None)."""
    from array import array
    symbols, numbers, ends, places, cells = {}, {}, [0], [], array("h")
    for row in states:
        pairs = tuple((row or {}).items())
        if pairs not in numbers:
            numbers[pairs] = len(numbers)
            for symbol, value in pairs:
                cells.extend((symbols.setdefault(symbol, len(symbols)), value))
            ends.append(len(cells))
        places.append(numbers[pairs])
    return list(symbols), ends, places, cells.tobytes()


def load():
    """The tables, built afresh by lark where the file is missing, damaged or older than the grammar."""
    try:
        with open(TABLES, "rb") as file:
            data = file.read()
        if os.path.getmtime(TABLES) >= os.path.getmtime(GRAMMAR):
            version, tables = marshal.loads(data)
            if version == VERSION:
                packed, *others = tables
                return Rows(*packed), *others
    except (OSError, EOFError, ValueError, TypeError):
        pass
    states, *others = build()
    write((pack(states), *others))
    return Rows(*pack(states)), *others


def write(tables, path=TABLES):
    """Write the tables whole or not at all; a read-only installation just goes without."""
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(marshal.dumps((VERSION, tables), 2))
        os.replace(temporary, path)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            pass


def make_lark(**options):
    """lark over our grammar; the lexer is never used (tokens are ours)."""
    from lark import Lark
    with open(GRAMMAR, encoding="utf-8") as file:
        text = file.read()
    return Lark(text, parser="lalr", lexer="basic", start=list(STARTS), keep_all_tokens=True, **options)


def terminal_kinds(lark):
    """{lark's terminal name: our kind}: the text itself for quoted terminals."""
    return {terminal.name: str(terminal.pattern.value) for terminal in lark.terminals if terminal.pattern is not None}


def build():
    """Let lark compute the tables."""
    from lark.parsers.lalr_analysis import Shift
    lark = make_lark()
    table = lark.parser.parser._parse_table
    kinds = terminal_kinds(lark)
    numbers, rules, states = {}, [], [None] * len(table.states)
    order = {state: index for index, state in enumerate(table.states)}
    for state, actions in table.states.items():
        row = {}
        for name, (action, argument) in actions.items():
            if action is Shift:
                row[kinds.get(name) or (str(name) if name.isupper() or name == "$END" else f"<{name}>")] = order[argument] + 1
                continue
            if argument not in numbers:
                numbers[argument] = len(rules)
                rules.append((f"<{argument.origin.name}>", len(argument.expansion), str(argument.alias or "")))
            row[kinds.get(name) or str(name)] = -numbers[argument] - 1
        states[order[state]] = row
    starts = {str(name): order[state] + 1 for name, state in table.start_states.items()}
    ends = {str(name): order[state] + 1 for name, state in table.end_states.items()}
    return [None, *states], rules, starts, ends
