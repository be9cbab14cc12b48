"""Lint levels (The rustc book, "Lints"): what a lint is at a place, by the command line, attributes and its default.

`GROUPS` are rustc's groups, as far as their lints are ours. A level is "allow", "expect", "warn", "deny" or "forbid".
"""

GROUPS = {
    "unused": ("unused_imports", "unused_variables", "unused_assignments", "dead_code", "unused_mut", "unreachable_code", "unreachable_patterns",
               "unused_must_use", "unused_unsafe", "path_statements", "unused_attributes", "unused_macros", "unused_macro_rules", "unused_allocation",
               "unused_doc_comments", "unused_extern_crates", "unused_features", "unused_labels", "unused_parens", "unused_braces",
               "redundant_semicolons", "map_unit_fn"),
    "nonstandard_style": ("non_camel_case_types", "non_snake_case", "non_upper_case_globals"),
}
GROUPS["bad_style"] = GROUPS["nonstandard_style"]
LONE = ("unused_comparisons", "while_true", "unconditional_recursion", "irrefutable_let_patterns")
GROUP_OF = {lint: group for group in ("unused", "nonstandard_style") for lint in GROUPS[group]}
WARNINGS = frozenset(GROUP_OF) | frozenset(LONE)
ATTRIBUTES = frozenset(("allow", "expect", "warn", "deny", "forbid"))


class Setting:
    """One lint or group that an attribute (`token`: its name there) or the command line (`token` None) sets."""

    __slots__ = ("name", "level", "token", "used")

    def __init__(self, name, level, token):
        self.name, self.level, self.token, self.used = name, level, token, False


class Scope:
    """The tokens from `lo` to `hi`, for which `settings` {lint or group: Setting} hold."""

    __slots__ = ("lo", "hi", "settings")

    def __init__(self, lo, hi, settings):
        self.lo, self.hi, self.settings = lo, hi, settings



def expand(name):
    """The lints that a name in an attribute or option stands for."""
    return GROUPS.get(name, (name,))


def settings_of(tokens, attrs):
    """{lint: Setting} of the attributes of one node; a later one wins, but not over `forbid`."""
    found = {}
    for attr in attrs:
        if attr.path not in ATTRIBUTES:
            continue
        for name, token in names_in(tokens, attr.toks):
            for lint in expand(name):
                if lint not in found or found[lint].level != "forbid":
                    found[lint] = Setting(name, attr.path, token)
    return found


def names_in(tokens, toks):
    """(name, token) of each lint that an attribute lists; those of tools (`clippy::…`) and `reason = "…"` are left out."""
    kinds = [tokens.kind[token] for token in toks]
    for place, token in enumerate(toks):
        before, behind = kinds[place - 1:place], kinds[place + 1:place + 2]
        if before in ([], [","]) and behind in ([], [","]):
            yield tokens.text[token], token


class Levels:
    """The levels of one program. `options`: [(level, name)] of the command line, in order."""

    def __init__(self, tokens, crate, options):
        self.tokens, self.options, self.scopes, self.told = tokens, options, [], set()
        self.collect(crate)

    def collect(self, crate):
        if ATTRIBUTES.isdisjoint(self.tokens.text):
            return
        from ..syntax.visit import walk
        for node in walk(crate):
            attrs = getattr(node, "attrs", None)
            if attrs:
                settings = settings_of(self.tokens, attrs)
                if settings:
                    lo, hi = min([node.lo] + [attr.lo for attr in attrs]), node.hi
                    self.scopes.append(Scope(lo, hi, settings) if node is not crate else Scope(0, 1 << 60, settings))

    def attributes(self):
        """[(Scope, lint, Setting)] of all that attributes say."""
        return [(scope, lint, setting) for scope in self.scopes for lint, setting in scope.settings.items()]

    def around(self, token):
        """The Scopes around a token, the innermost first; those inside of the macro that it comes from before those around the call."""
        found = []
        while True:
            found += sorted([scope for scope in self.scopes if scope.lo <= token <= scope.hi and scope not in found],
                            key=lambda scope: scope.hi - scope.lo)
            if not self.tokens.exp[token]:
                return found
            token = self.tokens.expansions[self.tokens.exp[token]][0]

    def setting(self, lint, token):
        """(level, Setting or None) of a lint at a token."""
        scopes = self.around(token) if self.scopes else ()
        found = None
        for scope in scopes:
            one = scope.settings.get(lint)
            if one is not None and (found is None or one.level == "forbid"):
                found = one
        if found is None:
            for level, name in self.options:
                if lint in expand(name):
                    found = Setting(name, level, None)
        level = found.level if found is not None else "warn"
        if level == "warn":
            warnings = next((one for one in (scope.settings.get("warnings") for scope in scopes) if one is not None), None)
            if warnings is None:
                warnings = next((Setting(name, level, None) for level, name in reversed(self.options) if name == "warnings"), None)
            if warnings is not None:
                return warnings.level, warnings
        return level, found

    def explain(self, diagnostic, lint, level, setting):
        """Append the note that tells why a lint is what it is; each once."""
        notes = diagnostic.children
        if setting is None:
            group = GROUP_OF.get(lint)
            part = f" (part of `#[warn({group})]`)" if group else ""
            text = f"`#[warn({lint})]`{part} on by default"
            if text not in self.told:
                self.told.add(text)
                notes.append(("note", text, []))
            return
        if setting.token is None:
            flag = f"{'-' + level[0].upper()} {setting.name.replace('_', '-')}"
            key, text, labels = flag, f"requested on the command line with `{flag}`", []
        else:
            key, text, labels = setting.token, "the lint level is defined here", [self.label(setting.token)]
        if key not in self.told:
            self.told.add(key)
            notes.append(("note", text, labels))
        if setting.name != lint:
            implied = f"`#[{level}({lint})]` implied by `#[{level}({setting.name})]`" if setting.token is not None \
                else f"`{level_flag(level)} {lint.replace('_', '-')}` implied by `{flag}`"
            if (implied, key) not in self.told:
                self.told.add((implied, key))
                notes.append(("note", implied, []))

    def label(self, token):
        from ..diagnostics import Label
        return Label(token, token, "", True)


def level_flag(level):
    return "-" + level[0].upper()
