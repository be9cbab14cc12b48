"""Short constructors that the phases' `errors.py` use to state a diagnostic."""

from . import Diagnostic, Label


def span_of(where):
    """(lo, hi) of a node, a pair, or one token index."""
    if type(where) is tuple:
        return where
    if type(where) is int:
        return (where, where)
    return (where.lo, where.hi)


def error(code, message, where, label="", also=(), notes=(), helps=(), why=None):
    """An error with its primary span and label; `also`: (where, text) pairs for secondary labels."""
    lo, hi = span_of(where)
    spans = [Label(lo, hi, label, True)]
    for other, text in also:
        lo, hi = span_of(other)
        spans.append(Label(lo, hi, text, False))
    children = [("note", note, []) for note in notes] + [("help", text, []) for text in helps]
    return Diagnostic("error", code, message, spans, children, why)


def unsupported(code, feature, where):
    """The diagnostic for a construct of Rust that mini-Rust does not support yet."""
    return error(code, f"{feature} is not supported by mini-Rust", where, "not supported yet")
