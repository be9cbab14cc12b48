"""The index of std: its collected items in one file, so that no start parses the `.mrs` sources.

The file holds, in marshal's format (the same on all Pythons): a table of definitions whose syntax is bytes,
decoded when a phase first asks for it (`Def.node`); the tables of modules and members; for each impl its
trait and the key of its Self type; and the places of std's tokens, which are read only where a position in std is
shown. `build` writes it with the package; `load` builds it again where it is missing or its inputs have changed.
"""

import marshal
import os

HERE = os.path.dirname(os.path.abspath(__file__))
INDEX = os.path.join(HERE, "index.bin")
SYNTAX = os.path.join(os.path.dirname(HERE), "syntax")
RESOLVE = os.path.join(os.path.dirname(HERE), "resolve")
MAGIC = b"mr2py-4\n"        # changes with the format
_loaded = []


def load():
    """The index as a dict; built, and written if possible, where the file is missing or stale."""
    if not _loaded:
        _loaded.append(read() or build(INDEX))
    return _loaded[0]


def places(index):
    """The columns of the token places: they stand behind the rest of the file, and few sessions need them."""
    if "places" not in index:
        with open(INDEX, "rb") as file:
            file.seek(len(MAGIC))
            file.seek(int.from_bytes(file.read(8), "little"), os.SEEK_CUR)
            index["places"] = marshal.loads(file.read())
    return index["places"]


def read():
    """The index of the file, or None where it is missing, damaged, or made of other inputs."""
    try:
        with open(INDEX, "rb") as file:
            made = os.fstat(file.fileno()).st_mtime_ns
            if file.read(len(MAGIC)) != MAGIC:
                return None
            index = marshal.loads(file.read(int.from_bytes(file.read(8), "little")))
    except (OSError, EOFError, ValueError, TypeError):
        return None
    newest = max([os.stat(path).st_mtime_ns for path in inputs()])
    return index if newest <= made or index["checksum"] == checksum() else None


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
    """The bytes of the file: magic, the length of the first part, the first part, the places."""
    first = marshal.dumps({name: value for name, value in index.items() if name != "places"}, 4)
    return MAGIC + len(first).to_bytes(8, "little") + first + marshal.dumps(index["places"], 4)
