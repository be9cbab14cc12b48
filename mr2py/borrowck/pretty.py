"""The borrow checker's findings as text (`emit borrowck`): loans, and the nodes where each is in scope."""


def facts_text(check, tokens):
    """The loans of one BodyCheck, with lines; then, for each node of the CFG, the loans in scope."""
    lines = [f"fn {check.body.definition.path()} {{"]
    for loan in check.loans:
        kind = "&mut " if loan.mutable else "&"
        name = check.body.locals[loan.place.local].name or f"_{loan.place.local}"
        note = "" if loan.activation is None else f", two-phase, activated at {loan.activation}"
        lines.append(f"    loan {loan.index}: {kind}{loan.place} ({name}) by point {loan.node}, line {tokens.line(loan.leaf.lo)}{note}")
    for node in sorted(check.cfg.order):
        scope = check.in_scope[node]
        if scope:
            inside = [str(loan.index) for loan in check.loans if scope >> loan.index & 1]
            lines.append(f"    at {node:3}: loans {' '.join(inside)}")
    return "\n".join(lines) + "\n}\n"
