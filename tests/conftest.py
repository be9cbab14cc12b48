"""Shared by all tests: the two packages importable from a checkout."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
for folder in (ROOT, ROOT / "runtime", Path(__file__).parent / "tools"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
