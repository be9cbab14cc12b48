"""The index of std: its collected items in one file, so that no start parses the `.mrs` sources.

The file holds, in marshal's format (the same on all Pythons): a table of definitions with the places of their syntax; the
tables of modules and members; for each impl its trait and the key of its Self type. Behind these stand the pieces, read and
decoded one by one when a phase asks for some item's syntax (`Def.node`) or for the members of an impl, and the places of
std's tokens, which are read only where a position in std is shown. `build` writes it with the package; `load` builds it again where it is missing or its inputs have changed.
"""

import marshal
import os

HERE = os.path.dirname(os.path.abspath(__file__))
INDEX = os.path.join(HERE, "index.bin")
SYNTAX = os.path.join(os.path.dirname(HERE), "syntax")
RESOLVE = os.path.join(os.path.dirname(HERE), "resolve")
MAGIC = b"mr2py-10\n"        # changes with the format
START = len(MAGIC) + 16
_loaded = []


def load():
    """The index as a dict; built, and written if possible, where the file is missing or stale."""
    if not _loaded:
        _loaded.append(read() or build(INDEX))
    return _loaded[0]


def places(index):
    """The columns of the token places: they stand at the end of the file, and few sessions need them."""
    if "places" not in index:
        index["places"] = marshal.loads(read_at(index["start"] + index["size"]))
    return index["places"]


def piece(place):
    """The object at a place among the pieces (see encode_index.Encoder.piece)."""
    index = load()
    offset, length = place >> 20, place & 0xFFFFF
    if "pieces" in index:
        return marshal.loads(index["pieces"][offset:offset + length])
    return marshal.loads(read_at(index["start"] + offset, length))


def read_at(offset, length=None):
    """Bytes of the index file (`length` None: to its end). A position of its own, as forked processes share the file's."""
    file = _loaded[0]["file"]
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), os.fstat(file.fileno()).st_size - offset if length is None else length, offset)
    file.seek(offset)
    return file.read() if length is None else file.read(length)


def read():
    """The index of the file, or None where it is missing, damaged, or made of other inputs."""
    try:
        file = open(INDEX, "rb", buffering=0)       # stays open: pieces are read from it
        status, head = os.fstat(file.fileno()), file.read(START)
        if head[:len(MAGIC)] != MAGIC or int.from_bytes(head[-8:], "little") != status.st_size:
            return None
        first = int.from_bytes(head[-16:-8], "little")
        index = marshal.loads(file.read(first))
        index["file"], index["start"] = file, START + first
    except (OSError, EOFError, ValueError, TypeError):
        return None
    newest = max([os.stat(path).st_mtime_ns for path in inputs()])
    return index if newest <= status.st_mtime_ns or index["checksum"] == checksum() else None


def inputs():
    """The files that the index is made of: std, and the front end that reads it."""
    found = [entry.path for folder, ends in ((HERE, (".mrs",)), (SYNTAX, (".py", ".lark")), (RESOLVE, ("collect.py",)))
             for entry in os.scandir(folder) if entry.name.endswith(ends)]
    return sorted(found) + [os.path.abspath(__file__)]


def checksum():
    from zlib import crc32
    total = 0
    for path in inputs():
        with open(path, "rb") as file:
            total = crc32(file.read(), total)
    return total


def build(target):
    """Make the index of the `.mrs` sources, write it to `target` whole or not at all, and return it."""
    from .encode_index import encode_std
    index = {"checksum": checksum(), **encode_std()}
    temporary = f"{target}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(contents(index))
        os.replace(temporary, target)
    except OSError:             # a read-only installation goes without
        if os.path.exists(temporary):
            os.unlink(temporary)
    return index


def contents(index):
    """The bytes of the file: magic, the lengths of the first part and of the file, the first part, the pieces, the places."""
    pieces, columns = index["pieces"], marshal.dumps(index["places"], 4)
    first = marshal.dumps({**{name: value for name, value in index.items() if name not in ("places", "pieces")}, "size": len(pieces)}, 4)
    total = START + len(first) + len(pieces) + len(columns)
    return b"".join((MAGIC, len(first).to_bytes(8, "little"), total.to_bytes(8, "little"), first, pieces, columns))
