"""Regular expressions that need no `re` at a start: importing it and compiling ours takes a tenth of a cold check.

`patterns.VERSION.bin` keeps the codes that `re` compiled, for one version of Python; where the file is missing or of another
engine, `re` compiles the expressions, and the file is written anew.
"""

import marshal
import os
import sys

import _sre  # type: ignore[import-not-found]

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"patterns.{sys.implementation.cache_tag}.bin")
EXTENDED, DOT_ALL = 64, 16          # re.X, re.S
VERSION = (_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT)
_known = []


def compiled(text, flags=0):
    """`re.compile(text, flags)`."""
    if not _known:
        _known.append(read())
    arguments = _known[0].get((text, flags))
    if arguments is None:
        arguments = _known[0][text, flags] = compile_afresh(text, flags)
        write()
    actual, code, groups, names, indexes = arguments
    return _sre.compile(text, actual, code, groups, names, indexes)


def compile_afresh(text, flags):
    """(flags, code, number of groups, {name: group}, names by group): what `re` gives its engine."""
    from re import _compiler, _parser
    parsed = _parser.parse(text, flags)
    names = parsed.state.groupdict
    indexes = [None] * parsed.state.groups
    for name, index in names.items():
        indexes[index] = name
    return int(flags | parsed.state.flags), [int(part) for part in _compiler._code(parsed, flags)], parsed.state.groups - 1, dict(names), tuple(indexes)


def read():
    try:
        with open(FILE, "rb") as file:
            version, known = marshal.load(file)
        return known if version == VERSION else {}
    except (OSError, EOFError, ValueError, TypeError):
        return {}


def write():
    """Write the file whole or not at all; a read-only installation goes without."""
    temporary = f"{FILE}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(marshal.dumps((VERSION, _known[0]), 2))
        os.replace(temporary, FILE)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            pass
