"""Modules that are imported when first used: an accepted program needs none that only words diagnostics."""

import sys


class Late:
    """Stands for the module `name`. A package that sets `errors = Late(…)` gives this to `from . import errors`;
    `from .errors import …` imports the module itself, as ever."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, attribute):
        """Called for what is not here yet: an attribute of the module, kept for the next time."""
        if self._name not in sys.modules:
            __import__(self._name)
        value = getattr(sys.modules[self._name], attribute)
        setattr(self, attribute, value)
        return value
