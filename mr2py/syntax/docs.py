"""Doc comments that document nothing (Reference, "Doc comments"): they are no tokens here, so their places are checked
by what stands around them."""

from . import ast
from .errors import add
from .visit import walk

ITEMS = (ast.Trait, ast.Impl, ast.ForeignMod)
UNDOCUMENTED = "found a documentation comment that doesn't document anything"


def check(tokens, source, first, end_token, crate, diags):
    """Tell the doc comments of a file that stand before nothing, or (the inner ones) behind something.

    `first` is the file's first token, `end_token` the one that stands for its end; `crate` its tree. Returns whether
    rustc's parser gives up at one of them.
    """
    params = closers = None
    fatal = False
    for place, (following, start, end) in enumerate(source.docs):
        inner = source.text[start + 2] == "!"
        if inner and opens(tokens, following, first):
            continue
        token = tokens.add("DOC", "", source.index, start, end)
        if inner:
            add(diags, "expected outer doc comment", token, token, code="E0753")
        if source.docs[place + 1:place + 2] and source.docs[place + 1][0] == following:
            continue            # the last of several is told
        if following >= end_token:
            add(diags, "expected item after doc comment", token, token, "this doc comment doesn't document anything")
            fatal = True
        elif tokens.kind[following] == "}":
            closers = closers or closing(crate)
            before_brace(diags, token, following, closers.get(following))
            fatal = fatal or isinstance(closers.get(following), (ast.Enum, ast.Mod))
        elif tokens.kind[following - 1] in ("(", ","):
            if params is None:
                params = {node.lo for node in walk(crate) if isinstance(node, ast.Fn) for node in node.params}
            if following in params:
                add(diags, "documentation comments cannot be applied to function parameters", token, token, "doc comments are not allowed here")
    return fatal


def opens(tokens, following, first):
    """Whether nothing but attributes stands between a token and the beginning of its block or file."""
    at = following - 1
    while at > first and tokens.kind[at] == "]":
        while at > first and tokens.kind[at] != "#":
            at -= 1
        at -= 1
    return at < first or tokens.kind[at] == "{"


def closing(crate):
    """{closing brace: the node that it ends}."""
    kinds = (*ITEMS, ast.Struct, ast.Enum, ast.Union, ast.Variant, ast.Block, ast.Match, ast.Mod, ast.StructLit)
    return {node.hi: node for node in walk(crate) if isinstance(node, kinds)}


def before_brace(diags, token, brace, owner):
    """A doc comment before the closing brace of `owner`."""
    if isinstance(owner, ast.Match):
        add(diags, "expected pattern, found `}`", brace, brace, "expected pattern")
    elif isinstance(owner, ast.Mod):
        add(diags, "expected item after doc comment", token, token, "this doc comment doesn't document anything")
    else:
        add(diags, UNDOCUMENTED, token, token, code="E0584" if isinstance(owner, ITEMS) else "E0585")
