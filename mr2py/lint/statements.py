"""Lints of loops and statements that need no types: `while_true`, `unused_labels`, `redundant_semicolons` (rustc_lint, rustc_resolve)."""

from ..diagnostics import MACHINE_APPLICABLE
from ..syntax import ast
from ..syntax.visit import walk


def check_loops(lints):
    """`while_true`, and labels that nothing breaks to."""
    for node in lints.nodes(ast.While):
        if type(node.cond) is ast.Lit and node.cond.value is True and lints.is_own(node.lo):
            tokens = lints.tokens
            lo = node.lo + 2 if node.label is not None else node.lo
            told = lints.emit("while_true", "denote infinite loops with `loop { ... }`", (node.lo, node.body.lo - 1))
            if told is not None:
                told.suggest("use `loop`", [(node.lo, node.body.lo - 1, tokens.snippet(node.lo, node.lo) + ": loop" if lo != node.lo else "loop")],
                             MACHINE_APPLICABLE, "word")


def check_labels(lints):
    """`unused_labels`: no `break` or `continue` names the label."""
    for kind in (ast.While, ast.Loop, ast.For, ast.Block):
        for node in lints.nodes(kind):
            if node.label is not None and not node.label.startswith("_") and lints.is_own(node.lo):
                if not any(type(part) in (ast.Break, ast.Continue) and part.label == node.label for part in walk(node)):
                    lints.emit("unused_labels", "unused label", node.lo)


def check_semicolons(lints):
    """`redundant_semicolons`: a `;` behind another, or at the beginning of a block."""
    kinds = lints.tokens.kind
    found = [token for token in range(2, len(kinds)) if kinds[token] == ";" and kinds[token - 1] in (";", "{") and lints.is_own(token)]
    if not found:
        return
    inside = set()
    for block in lints.nodes(ast.Block):
        covered = [(part.lo, part.hi) for part in (*block.stmts, block.expr) if part is not None]
        inside |= {token for token in found if block.lo < token < block.hi and not any(lo <= token <= hi for lo, hi in covered)}
    runs = []
    for token in sorted(inside):
        if runs and runs[-1][1] == token - 1:
            runs[-1][1] = token
        else:
            runs.append([token, token])
    for lo, hi in runs:
        several = "s" if hi > lo else ""
        told = lints.emit("redundant_semicolons", f"unnecessary trailing semicolon{several}", (lo, hi))
        if told is not None:
            told.suggest(f"remove {'these' if several else 'this'} semicolon{several}", [(lo, hi, "")], MACHINE_APPLICABLE, "label")
