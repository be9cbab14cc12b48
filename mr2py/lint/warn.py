"""The lints that warn: which passes run when, and how what they find is told (rustc_lint, rustc_passes).

As in rustc, three kinds: early ones look at syntax and imports and come in any case; those of a body come where that body has no
error of types; late ones only where the program has no error (that is no lint itself).
"""

from ..diagnostics import Diagnostic, Label
from ..diagnostics.build import span_of
from ..syntax import ast
from .levels import Levels, WARNINGS


class Lints:
    """What the passes share: `emit` tells what one found, if its lint is on there."""

    def __init__(self, session):
        self.session, self.tokens = session, session.tokens
        self.tcx = session.results["collect"]
        self.crate = session.results["expand"]
        self.levels = Levels(self.tokens, self.crate, session.lint_options)
        self.errors = [one for one in session.diags if one.level == "error"]
        self.found = []
        self.by_kind = None

    def emit(self, lint, message, where, label="", also=()):
        """The Diagnostic of a lint at `where` (or a list of places), for the caller to add to; None where the lint is allowed."""
        places = [span_of(place) for place in (where if type(where) is list else [where])]
        level, setting = self.levels.setting(lint, places[0][0])
        if setting is not None:
            setting.used = True
        if level in ("allow", "expect") or level == "warn" and not self.session.warnings:
            return None
        spans = [Label(lo, hi, label, True) for lo, hi in places] + [Label(*span_of(place), text) for place, text in also]
        diagnostic = Diagnostic("warning" if level == "warn" else "error", lint, message, spans)
        self.found.append((diagnostic, lint, level, setting))
        return diagnostic

    def nodes(self, kind):
        """All nodes of one kind that the user wrote or a macro made (not a derive)."""
        if self.by_kind is None:
            self.by_kind = {}
            for node in written(self.crate):
                self.by_kind.setdefault(type(node), []).append(node)
        return self.by_kind.get(kind, ())

    def is_own(self, token):
        """Whether a token stands in the program's text, outside of macros' bodies."""
        return not self.tokens.exp[token]

    def constants(self):
        """The definitions of the user's crate that have bodies, those in blocks too."""
        return self.tcx.typeck_results

    def flush(self, by_place=False):
        """The diagnostics found since the last time, with the notes on their levels, into the session's; `by_place`: in the order of
        the text, for what rustc finds in one walk."""
        if by_place:
            place = self.tokens.outermost
            self.found.sort(key=lambda entry: place(entry[0].primary.lo, entry[0].primary.hi)[0])
        for diagnostic, lint, level, setting in self.found:
            own = Diagnostic("", "", "")
            self.levels.explain(own, lint, level, setting)
            diagnostic.children += own.children
            self.session.diags.add(diagnostic)
        self.found = []


def written(crate):
    """Yield all nodes but those of derives, from left to right."""
    stack = [crate]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Node):
            if type(part) is ast.Impl and any(attr.path == "automatically_derived" for attr in part.attrs):
                continue
            yield part
            stack.extend([getattr(part, name) for name in reversed(part.FIELDS)])
        elif type(part) is list:
            stack.extend(reversed(part))


def wanted(session):
    """Whether any lint could be told: warnings are shown, or an attribute makes errors of them."""
    return session.warnings or not {"deny", "forbid"}.isdisjoint(session.tokens.text)


def check(session):
    """Run all passes; their diagnostics stand in the session, the early ones before all others."""
    if not wanted(session):
        return
    failed = any(one.level == "error" and one.code not in LINT_ERRORS for one in session.diags)
    lints = Lints(session)
    before, session.diags.all = session.diags.all, []
    early(lints)
    lints.flush(True)
    failed = failed or any(one.level == "error" and one.code not in LINT_ERRORS for one in session.diags)
    session.before_borrowck += len(session.diags.all)
    session.diags.all += before
    bodies(lints)
    lints.flush()
    if not failed:
        late(lints)
        lints.flush(True)


LINT_ERRORS = WARNINGS | {"arithmetic_overflow", "unconditional_panic", "overflowing_literals"}


def early(lints):
    """Lints of syntax and imports."""
    if lints.levels.scopes:
        from .attributes import check_attributes
        check_attributes(lints)
    from .delimiters import check_delimiters
    from .imports import check_imports
    from .statements import check_labels, check_loops, check_semicolons
    from .style import check_types
    check_imports(lints)
    check_labels(lints)
    lints.flush()
    check_delimiters(lints)
    check_loops(lints)
    check_semicolons(lints)
    check_types(lints)


def bodies(lints):
    """Lints of the bodies that type-checked, in their order."""
    from .liveness import check_body
    from .mutability import check_mutability
    from .patterns import check_patterns
    from .reach import check_reachable
    from .recursion import check_recursion
    check_reachable(lints)
    check_patterns(lints)
    checks = lints.session.results["borrowck"]
    changed = {}
    wrong = [one for one in lints.session.diags.all[:lints.session.before_borrowck] if one.level == "error" and one.primary is not None]
    for definition, ctx in checks.items():
        if derived(definition) or any(spoils(one, definition.node) for one in wrong):
            continue
        check_recursion(lints, definition, ctx)
        check_mutability(lints, definition, ctx, changed)
        check_body(lints, definition, ctx, checks)


def spoils(one, node):
    """Whether an error makes a body one that rustc does not look at, although it type-checked here: a part of it could not be read,
    or a parameter has no size."""
    place, block = one.primary.lo, getattr(node, "body", None)
    return node.lo <= place <= node.hi and (one.code in ("", "E0586") or one.code == "E0277" and block is not None and place < block.lo)


def derived(definition):
    """Whether a body stands in an impl that a derive wrote."""
    while definition is not None and definition.kind != "impl":
        definition = definition.parent
    return definition is not None and any(attr.path == "automatically_derived" for attr in definition.attrs)


def late(lints):
    """Lints of the whole program."""
    from .dead_code import check_dead_code
    from .comparisons import check_comparisons
    from .must_use import check_statements
    from .style import check_names
    check_dead_code(lints)
    lints.flush()
    check_statements(lints)
    check_comparisons(lints)
    check_names(lints)
    if lints.levels.scopes:
        from .attributes import check_expectations
        check_expectations(lints)
