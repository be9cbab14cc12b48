"""Lints and errors of lint attributes themselves: E0453, `unknown_lints`, `unfulfilled_lint_expectations` (rustc_lint::levels)."""

import os.path      # not pathlib: it loads `re` and more at every check

from ..diagnostics import MAYBE_INCORRECT
from ..diagnostics.build import error
from .levels import GROUPS, WARNINGS


def check_attributes(lints):
    """What attributes name: lints that rustc does not have, and such as an outer `forbid` fixed."""
    told = set()
    for scope, lint, setting in lints.levels.attributes():
        if setting.name == lint and lint not in WARNINGS and setting.token not in told:
            told.add(setting.token)
            check_known(lints, setting)
        if setting.level in ("allow", "warn", "expect") and setting.name == lint:
            check_forbidden(lints, scope, lint, setting)


def known_names():
    """The names of rustc's lints and groups."""
    with open(os.path.join(os.path.dirname(__file__), "names.txt"), encoding="utf-8") as file:
        return frozenset(file.read().split())


def check_known(lints, setting):
    names = known_names()
    if setting.name in names or setting.name in GROUPS or setting.name == "warnings":
        return
    told = lints.emit("unknown_lints", f"unknown lint: `{setting.name}`", setting.token)
    if told is not None:
        from ..resolve.similar import best
        meant = best(sorted(names), setting.name)
        if meant is not None:
            told.suggest("did you mean", [(setting.token, setting.token, meant)], MAYBE_INCORRECT, "label")


def check_forbidden(lints, scope, lint, setting):
    """E0453: an outer `forbid` leaves no other level."""
    for outer in lints.levels.around(setting.token):
        forbid = outer.settings.get(lint)
        if outer is not scope and forbid is not None and forbid.level == "forbid" and forbid.name == lint:
            lints.session.diags.add(error("E0453", f"{setting.level}({lint}) incompatible with previous forbid", (setting.token, setting.token),
                                          "overruled by previous forbid", [((forbid.token, forbid.token), "`forbid` level set here")]))
            return


def check_expectations(lints):
    """`unfulfilled_lint_expectations`: an `expect` of a lint that found nothing there."""
    by_token = {}
    for _, lint, setting in lints.levels.attributes():
        if setting.level == "expect":
            by_token.setdefault(setting.token, []).append((lint, setting))
    for token, found in by_token.items():
        if all(lint in WARNINGS and lint != "dead_code" and not setting.used for lint, setting in found):
            lints.emit("unfulfilled_lint_expectations", "this lint expectation is unfulfilled", token)
