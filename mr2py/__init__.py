"""mr2py: mini-Rust checked as rustc does, compiled to readable Python, run and traced."""

__version__ = "0.1.0"
