"""Names → definitions: the tree of modules, imports, and the resolution of paths."""

from ..late import Late

errors = Late("mr2py.resolve.errors")
