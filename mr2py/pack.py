"""All modules that a command loads, in one file: one search, one open, and one read for each of a hundred.

The file stands among the byte code of the package, for one version of Python: the magic number, the length of the table in
bytes, the table (marshalled), and behind it the code of each module where its entry says. A module whose source has changed
since is loaded as ever, and the file is written anew at the end of the command.
"""

import marshal
import os
import sys

import _frozen_importlib_external as importing

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "__pycache__", f"modules.{sys.implementation.cache_tag}.pack")
HEADER = 16             # bytes before the code in a `.pyc` file
START = 8               # bytes before the table
ModuleSpec = type(sys.__spec__)


class Pack:
    """Finder and loader. `table`: {name: (source file, its time of change in ns, its size in bytes, whether it is a package,
    position and length of its marshalled code behind the table, in bytes)}; `start`: where that is; `file`: the descriptor."""

    def __init__(self, table, start, file):
        self.table, self.start, self.file, self.before = table, start, file, set(sys.modules)

    def find_spec(self, name, path=None, target=None):
        entry = self.table.get(name)
        if entry is None or stamp(entry[0]) != entry[1:3]:
            return None
        spec = ModuleSpec(name, self, origin=entry[0], is_package=entry[3])
        spec.has_location = True
        spec.cached = importing.cache_from_source(entry[0])
        if entry[3]:
            spec.submodule_search_locations.append(os.path.dirname(entry[0]))
        return spec

    def create_module(self, spec):
        """None: the usual one."""

    def exec_module(self, module):
        exec(marshal.loads(self.code(module.__name__)), module.__dict__)

    def code(self, name):
        """The marshalled code of a module of the table."""
        at, length = self.table[name][4:]
        return read(self.file, self.start + at, length)

    def missing(self):
        """The specs of the modules of this package that were loaded from elsewhere."""
        specs = [sys.modules[name].__spec__ for name in sys.modules.keys() - self.before if name.startswith("mr2py.")]
        return [spec for spec in specs if spec.loader is not self and spec.cached and os.path.exists(spec.cached)]

    def save(self):
        """Add the modules that were loaded from elsewhere; the file is written whole or not at all."""
        missing = [] if sys.dont_write_bytecode else self.missing()
        if not missing:
            return
        modules = {name: (entry[:4], self.code(name)) for name, entry in self.table.items()}
        for spec in missing:
            with open(spec.cached, "rb") as file:
                data = file.read()
            if data[:4] == importing.MAGIC_NUMBER:
                modules[spec.name] = (spec.origin, *stamp(spec.origin), spec.submodule_search_locations is not None), data[HEADER:]
        temporary = f"{FILE}.{os.getpid()}"
        with open(temporary, "wb") as file:
            file.writelines(content(modules))
        os.replace(temporary, FILE)


def content(modules):
    """The file's parts, of {name: (the first four of an entry, marshalled code)}."""
    table, at = {}, 0
    for name, (facts, code) in modules.items():
        table[name] = (*facts, at, len(code))
        at += len(code)
    written = marshal.dumps(table)
    return [importing.MAGIC_NUMBER, len(written).to_bytes(4, "little"), written, *(code for _, code in modules.values())]


def read(file, at, length):
    """`length` bytes of a descriptor at a position; not by the position that forked processes share, where the system can."""
    if hasattr(os, "pread"):
        return os.pread(file, length, at)
    os.lseek(file, at, os.SEEK_SET)
    return os.read(file, length)


def stamp(path):
    """(time of change, size) of a source file; of a missing one what no file has."""
    try:
        status = os.stat(path)
    except OSError:
        return -1, -1
    return status.st_mtime_ns, status.st_size


def install():
    """Load the modules of this package from the file from now on; returns the Pack."""
    pack = Pack(*opened())
    sys.meta_path.insert(0, pack)
    return pack


def opened():
    """The table of the file, its end and the file's descriptor; ({}, 0, None) where there is none of this version."""
    try:
        file = os.open(FILE, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        head = read(file, 0, START)
        if head[:4] == importing.MAGIC_NUMBER:
            length = int.from_bytes(head[4:], "little")
            return marshal.loads(read(file, START, length)), START + length, file
    except (OSError, EOFError, ValueError, TypeError):
        pass
    return {}, 0, None
