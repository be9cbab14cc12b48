"""Build hook: makes the parser's tables, the compiled expressions and the index of std."""

import importlib.util
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Runs before a wheel (also an editable one) is put together."""

    def initialize(self, version, build_data):
        root = Path(self.root)
        sys.path[:0] = [str(root), str(root / "runtime")]
        from mr2py.syntax import format_spec, lexer, literals, tables       # importing these compiles their expressions
        assert format_spec.SPEC and lexer.MASTER and literals.NUMBER
        tables.load()
        if importlib.util.find_spec("mr2py.std.build_index") is not None:
            from mr2py.std import build_index
            build_index.build(root / "mr2py" / "std" / "index.bin")
