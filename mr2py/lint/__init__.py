"""Lints that are errors by default: what the compiler proves will go wrong."""
