"""Impls of `Fn`, `FnMut` and `FnOnce`, which stable Rust does not let a program write (E0183, E0658). Loaded where one is written."""

from ..diagnostics.build import error
from ..resolve.similar import head

ISSUE = "see issue #29625 <https://github.com/rust-lang/rust/issues/29625> for more information"


def report(tcx, definition, trait):
    """Tell of the impl `definition` of `trait` all that is unstable in it."""
    path, tokens = definition.node.trait_path, tcx.tokens
    last = path.segments[-1]
    gated = [("the extern \"rust-call\" ABI is experimental and subject to change", (token, token)) for member in definition.members.values()
             if member.kind == "assoc_fn" for token in range(member.node.lo, member.node.name_tok) if tokens.text[token] == '"rust-call"']
    gated += [("use of unstable library feature `fn_traits`", (member.node.lo, head(member)[1])) for member in definition.members.values() if member.kind == "assoc_fn"]
    if last.args is not None and tokens.text[last.lo + 1] == "<":
        gated.append(("the precise format of `Fn`-family traits' type parameters is subject to change", path))
    for message, where in gated:
        tcx.diags.add(error("E0658", message, where, notes=[ISSUE]))
    tcx.diags.add(error("E0183", f"manual implementations of `{trait.name}` are experimental", path, f"manual implementations of `{trait.name}` are experimental",
                        helps=["add `#![feature(unboxed_closures)]` to the crate attributes to enable"]))
