"""The run time of generated modules: standard library only, importable alone."""

from . import btrees, containers, counted, deques, events, floats, formatting, hashing, heap, integers, panic, stdio, strings, system, tables, text      # noqa: F401
from .containers import MOVED, Box, Cell, ItemRef, PartRef, Slice, Vec, field_ref               # noqa: F401
from .events import recording                                                                   # noqa: F401
from .panic import PANICS, Panic, run_main, run_module                                          # noqa: F401
from .strings import String                                                                     # noqa: F401


def __getattr__(name):
    """Threads, views, files and the shadow cost nothing where there are none."""
    if name in ("threads", "shadow", "views", "files"):
        from importlib import import_module
        return import_module("." + name, __name__)
    raise AttributeError(name)
