"""MIR → Python. Public: `generate(tcx, entry, level) -> Module`."""

from .module import Module, Unsupported, generate        # noqa: F401
