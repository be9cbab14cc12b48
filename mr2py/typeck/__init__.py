"""Type checking of bodies: inference, methods, coercions, patterns (rustc_hir_typeck)."""

from ..late import Late

errors, item_errors, pat_errors, closure_errors = (
    Late(f"mr2py.typeck.{name}") for name in ("errors", "item_errors", "pat_errors", "closure_errors"))
