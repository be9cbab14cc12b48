"""All modules that a command loads, in one file: one read instead of a search, an open and a read for each of a hundred.

The file stands among the byte code of the package, for one version of Python, and holds what the `.pyc` files hold. A module
whose source has changed since is loaded as ever, and the file is written anew at the end of the command.
"""

import marshal
import os
import sys

import _frozen_importlib_external as importing

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "__pycache__", f"modules.{sys.implementation.cache_tag}.bin")
HEADER = 16             # bytes before the code in a `.pyc` file
ModuleSpec = type(sys.__spec__)


class Pack:
    """Finder and loader. `modules`: {name: (source file, its time of change in ns, its size in bytes, whether it is a
    package, marshalled code)}."""

    def __init__(self, modules):
        self.modules, self.before = modules, set(sys.modules)

    def find_spec(self, name, path=None, target=None):
        entry = self.modules.get(name)
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
        exec(marshal.loads(self.modules[module.__name__][4]), module.__dict__)

    def missing(self):
        """The specs of the modules of this package that were loaded from elsewhere."""
        specs = [sys.modules[name].__spec__ for name in sys.modules.keys() - self.before if name.startswith("mr2py.")]
        return [spec for spec in specs if spec.loader is not self and spec.cached and os.path.exists(spec.cached)]

    def save(self):
        """Add the modules that were loaded from elsewhere; the file is written whole or not at all."""
        missing = [] if sys.dont_write_bytecode else self.missing()
        for spec in missing:
            with open(spec.cached, "rb") as file:
                data = file.read()
            if data[:4] == importing.MAGIC_NUMBER:
                self.modules[spec.name] = (spec.origin, *stamp(spec.origin), spec.submodule_search_locations is not None, data[HEADER:])
        if missing:
            temporary = f"{FILE}.{os.getpid()}"
            with open(temporary, "wb") as file:
                file.write(importing.MAGIC_NUMBER + marshal.dumps(self.modules, 4))
            os.replace(temporary, FILE)


def stamp(path):
    """(time of change, size) of a source file; of a missing one what no file has."""
    try:
        status = os.stat(path)
    except OSError:
        return -1, -1
    return status.st_mtime_ns, status.st_size


def install():
    """Load the modules of this package from the file from now on; returns the Pack."""
    try:
        with open(FILE, "rb") as file:
            data = file.read()
        modules = marshal.loads(memoryview(data)[4:]) if data[:4] == importing.MAGIC_NUMBER else {}
    except (OSError, EOFError, ValueError, TypeError):
        modules = {}
    pack = Pack(modules)
    sys.meta_path.insert(0, pack)
    return pack
