"""Text → tokens → syntax tree; macros."""

from ..late import Late

errors = Late("mr2py.syntax.errors")
