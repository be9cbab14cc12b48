"""Type checking of bodies: inference, methods, coercions, patterns (rustc_hir_typeck)."""
