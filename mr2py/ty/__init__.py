"""Types, facts about definitions, and the trait solver."""

from ..late import Late

errors = Late("mr2py.ty.errors")
