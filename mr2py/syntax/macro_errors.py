"""What rustc says beside a call that fits no rule of its macro."""

from ..diagnostics import Label


def explain(found, rules, wanted, tokens):
    """Add to `found` the macro that is called, and `wanted`: the part of a rule (see `macro_rules`) at which it did not go on."""
    if not tokens.exp[rules.head]:
        found.label((rules.head - 2, rules.head), "when calling this macro")
    if wanted is None:
        return
    kind = wanted[0]
    if kind == "tok":
        found.note(f"while trying to match `{tokens.text[wanted[1]]}`", [Label(wanted[1], wanted[1], "", True)])
    elif kind == "frag":
        found.note(f"while trying to match meta-variable `${wanted[1]}:{wanted[2]}`", [Label(wanted[3], wanted[4], "", True)])
    else:
        found.note(f"while trying to match {'sequence start' if kind == 'rep' else wanted[1]}")


def similar_macro(expander, found, name):
    """Offer a macro with a similar name, as rustc does."""
    from ..resolve.similar import best
    from .std_macros import ITEM_MACROS, MACROS
    table, scope = dict.fromkeys((*MACROS, *ITEM_MACROS)), expander.scope
    while scope is not None:
        table.update(scope.names)
        scope = scope.parent
    close = best(table, name)
    if close is not None:
        where = found.primary.lo
        if table[close] is not None:
            head = table[close].head
            found.label((head - 2, head), f"similarly named macro `{close}` defined here")
        found.suggest("a macro with a similar name exists", [(where, where, close)])
    return found
