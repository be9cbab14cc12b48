"""The shadow of a run: what every place holds and what every reference points to, beside the real values (`--enforce`).

Generated code tells each step of the MIR to its `machine.Frame` before it does it. The shadow knows nothing of the static checker: it
checks for itself that what is read was initialised and not moved, that what a reference points to is still there and still its to
use (Tree Borrows without protectors), and that every value is dropped once. `memory` holds places, `borrows` the rights of references,
`machine` carries out the steps, `violation` names what was broken.
"""

from .machine import enter, start        # noqa: F401
from .violation import Violation         # noqa: F401
