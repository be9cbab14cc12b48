"""Conditional compilation (Reference, "Conditional compilation"): a debug build of no test."""

WORDS = frozenset(("debug_assertions", "unix", "panic", "overflow_checks"))
VALUES = {"target_os": "linux", "target_arch": "x86_64", "target_family": "unix", "target_pointer_width": "64",
          "target_endian": "little", "panic": "unwind", "target_env": "gnu", "target_vendor": "unknown"}


def holds(tokens, toks):
    """Whether the predicate in `toks` (token indexes) is true."""
    text = [tokens.text[token] for token in toks if tokens.text[token] != ","]
    return Predicate(text).value()


class Predicate:
    """A cursor over the predicate's words."""

    def __init__(self, words):
        self.words, self.at = words, 0

    def take(self):
        word = self.words[self.at] if self.at < len(self.words) else ""
        self.at += 1
        return word

    def value(self):
        word = self.take()
        following = self.words[self.at] if self.at < len(self.words) else ""
        if following == "(":
            self.at += 1
            inner = []
            while self.at < len(self.words) and self.words[self.at] != ")":
                inner.append(self.value())
            self.at += 1
            return not inner[0] if word == "not" and inner else all(inner) if word == "all" else any(inner)
        if following == "=":
            self.at += 1
            return VALUES.get(word) == self.take().strip('"')
        return word == "true" or word in WORDS


def enabled(tokens, attrs):
    """Whether no `#[cfg(…)]` among the attributes is false, and none marks a test."""
    for attr in attrs:
        if attr.path == "cfg" and not holds(tokens, attr.toks) or attr.path in ("test", "bench"):
            return False
    return True
