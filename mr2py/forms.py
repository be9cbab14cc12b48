"""The forms that `mr2py emit` prints: {name: (the phase that makes it, function of the session → text)}."""

from .driver import compile_program


def show_ast(session):
    from .syntax.dump import dump
    return dump(session.results["parse"], session.tokens)


def show_types(session):
    """Each body's variables with their types, and the functions that its method calls and operators name."""
    lines = []
    for definition, results in session.results["typeck"].items():
        lines.append(f"{definition.path()}:{'   (has errors)' if results.tainted else ''}")
        entries = [(local.node.lo, f"{local.name}: {local.ty}") for local in results.locals]
        entries += [(node.lo, f"{type(node).__name__.lower()} → {callee[0].path()}") for node, callee in results.callees.items()]
        for token, text in sorted(entries):
            lines.append(f"    {session.tokens.line(token):4}  {text}")
    return "\n".join(lines) + "\n"


def show_bodies(print_body):
    """A printer of all user bodies, by a function of (tcx, body, tokens)."""
    def show(session):
        bodies = session.results["mir"]
        return "\n".join(print_body(body, session.tokens) for body in bodies.values())
    return show


def show_mir(body, tokens):
    from .mir.pretty import body_text
    return body_text(body, tokens)


def show_cfg(body, tokens):
    from .mir.pretty import cfg_text
    return cfg_text(body, tokens)


def show_borrowck(session):
    from .borrowck.pretty import facts_text
    return "\n".join(facts_text(check, session.tokens) for check in session.results["borrowck"].values())


def show_python(session):
    if session.exit_code:
        return ""
    module = compile_program(session)
    return "" if module is None else module.source


FORMS = {
    "ast": ("parse", show_ast),
    "types": ("typeck", show_types),
    "mir": ("mir", show_bodies(show_mir)),
    "cfg": ("mir", show_bodies(show_cfg)),
    "borrowck": ("borrowck", show_borrowck),
    "drops": ("drops", show_bodies(show_mir)),
    "python": ("drops", show_python),
}
