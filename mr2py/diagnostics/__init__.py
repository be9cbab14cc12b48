"""Diagnostics as data: what is wrong, where, and what the reader is told beside it.

A phase makes `Diagnostic`s (through its own `errors.py`, one constructor for each code) and adds
them to the session's `Diagnostics`. Rendering is elsewhere: `render` (rustc's human form),
`short` and `json`. A code that begins with `MR` marks a construct that mini-Rust does not support.

Invariant: nothing here knows the syntax tree; a place is a pair of token indexes (lo, hi).
"""


class Label:
    """A span with its text: tokens `lo` to `hi` inclusive; `text` may be empty."""

    __slots__ = ("lo", "hi", "text", "primary")

    def __init__(self, lo, hi, text="", primary=False):
        self.lo, self.hi, self.text, self.primary = lo, hi, text, primary


MACHINE_APPLICABLE, MAYBE_INCORRECT, HAS_PLACEHOLDERS, UNSPECIFIED = "MachineApplicable", "MaybeIncorrect", "HasPlaceholders", "Unspecified"


class Suggestion:
    """A change of the text that is offered: `alternatives`, each a list of edits that belong together.

    An edit is (lo, hi, text): tokens `lo` to `hi` become `text`; `hi` = `lo` - 1 inserts before `lo`, `hi` None behind it.
    `applicability` is one of rustc's four. `style`: "code" shows the changed lines, "label" tells a short one in a label
    instead ("word": without its code), "text" shows only the message, "hidden" is for tools alone.
    """

    __slots__ = ("message", "alternatives", "applicability", "style")

    def __init__(self, message, alternatives, applicability=MAYBE_INCORRECT, style="code"):
        self.message, self.alternatives, self.applicability, self.style = message, alternatives, applicability, style

    @property
    def fits_in_label(self):
        """Whether the suggestion is told in a label (rustc: one short edit, at most ten words)."""
        return self.style in ("label", "word") and len(self.alternatives) == 1 and len(self.alternatives[0]) == 1 \
            and len(self.message.split()) < 10 and "\n" not in self.alternatives[0][0][2]


class Diagnostic:
    """One message. `level` is "error" or "warning"; `code` "E0382", a lint's name, "MR001" or "".

    `spans` are Labels. `children` are (level, message, Labels) with level "note" or "help"; `suggestions` are Suggestions,
    shown behind them. `why` is our own sentence about the reason, or None.
    """

    __slots__ = ("level", "code", "message", "spans", "children", "suggestions", "why")

    def __init__(self, level, code, message, spans=(), children=(), why=None):
        self.level, self.code, self.message = level, code or "", message
        self.spans, self.children, self.suggestions, self.why = list(spans), list(children), [], why

    @property
    def primary(self):
        """The primary Label, or the first one, or None."""
        for label in self.spans:
            if label.primary:
                return label
        return self.spans[0] if self.spans else None

    @property
    def unsupported(self):
        """Whether this is a limit of mini-Rust and no error of the program."""
        return self.code.startswith("MR")

    def note(self, message, spans=()):
        """Append a note, where given with Labels; returns self."""
        self.children.append(("note", message, list(spans)))
        return self

    def help(self, message, spans=()):
        """Append a help, where given with Labels; returns self."""
        self.children.append(("help", message, list(spans)))
        return self

    def label(self, where, text=""):
        """Append a secondary label at (lo, hi); returns self."""
        self.spans.append(Label(where[0], where[1], text))
        return self

    def suggest(self, message, edits, applicability=MAYBE_INCORRECT, style="code"):
        """Append a Suggestion of one alternative; returns self."""
        self.suggestions.append(Suggestion(message, [edits], applicability, style))
        return self

    def __repr__(self):
        place = self.primary
        where = f" at tokens {place.lo}..{place.hi}" if place else ""
        return f"<{self.level}[{self.code}] {self.message!r}{where}>"


class Diagnostics:
    """The diagnostics of one session, in the order of their detection, without repetitions."""

    def __init__(self):
        self.all = []
        self.seen = set()

    def add(self, diagnostic):
        """Add `diagnostic`, unless the same message was given at the same place (as rustc does)."""
        key = (diagnostic.level, diagnostic.code, diagnostic.message,
               tuple((label.lo, label.hi, label.text, label.primary) for label in diagnostic.spans))
        if key in self.seen:
            return False
        self.seen.add(key)
        self.all.append(diagnostic)
        return True

    def error(self, code, message, lo, hi=None, label="", **more):
        """Add an error with one primary span (`hi` None: one token) and return it.

        `more` may hold `also`: ((lo, hi), text) secondary labels, and `why`.
        """
        hi = lo if hi is None else hi
        spans = [Label(lo, hi, label, True)]
        spans.extend(Label(place[0], place[1], text) for place, text in more.get("also", ()))
        diagnostic = Diagnostic("error", code, message, spans, (), more.get("why"))
        self.add(diagnostic)
        return diagnostic

    def mark(self):
        """A mark for `errors_since`."""
        return len(self.all)

    def keep(self, mark, codes):
        """Of what was added after `mark`, keep what has one of some codes."""
        self.all[mark:] = [diagnostic for diagnostic in self.all[mark:] if diagnostic.code in codes or diagnostic.code.startswith("MR")]

    def errors_since(self, mark):
        """Whether an error was added after `mark`: the result of that piece of work is tainted."""
        return any(diagnostic.level == "error" for diagnostic in self.all[mark:])

    @property
    def has_errors(self):
        """Whether there is any error, unsupported constructs included."""
        return any(diagnostic.level == "error" for diagnostic in self.all)

    @property
    def has_unsupported(self):
        return any(diagnostic.unsupported for diagnostic in self.all)

    @property
    def has_certain_errors(self):
        """Whether there is an error that is no mere limit of mini-Rust."""
        return any(diagnostic.level == "error" and not diagnostic.unsupported for diagnostic in self.all)

    def __iter__(self):
        return iter(self.all)

    def __len__(self):
        return len(self.all)
