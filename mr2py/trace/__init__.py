"""Recorded events → readable text and JSON lines. Reads traces, never compiler internals."""

from mr2py_runtime.decode import VERSION, decode       # noqa: F401
