"""What is told of methods whose lifetimes do not fit their trait's."""

from ..diagnostics.build import error


def header(definition):
    """The tokens of a function from `fn` to before its body."""
    node = definition.node
    return (node.lo, node.body.lo - 1 if node.body is not None else node.hi)


def incompatible(mine):
    return error("E0308", "method not compatible with trait", header(mine), "lifetime mismatch")


def does_not_match(mine):
    return error("", "`impl` item signature doesn't match `trait` item signature", header(mine), "the lifetimes of its references differ")
