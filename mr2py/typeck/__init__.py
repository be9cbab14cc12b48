"""Type checking of bodies: inference, methods, coercions, patterns (rustc_hir_typeck)."""

from ..late import Late

errors, item_errors, pat_errors = Late("mr2py.typeck.errors"), Late("mr2py.typeck.item_errors"), Late("mr2py.typeck.pat_errors")
