"""`mr2py check --fix`: apply the suggestions that are certain to be meant, as rustfix does."""

import sys

from .diagnostics import MACHINE_APPLICABLE
from .diagnostics.render import edit_place, usable

ROUNDS = 8      # a fix may bring another error to light


def fix_files(files, edition, form, color, lints=()):
    """Fix each file in place and check it; the exit code of the last checks. Files that cannot be read or written are told."""
    from .cli import check_files
    for name in files:
        count = fix_file(name, edition, lints)
        if count:
            print(f"fixed: {name} ({count} fix{'' if count == 1 else 'es'})", file=sys.stderr)
    return check_files(files, edition, form, color, lints)


def fix_file(name, edition=None, lints=()):
    """Apply the fixes of one program, also in the files of its modules, until none is left; returns their number."""
    from .cli import read_source
    from .driver import check
    from .output import write_whole
    total = 0
    for _ in range(ROUNDS):
        text = read_source(name)
        if text is None:
            break
        changed, count = fixed_texts(check(name, text, edition, warnings=True, lint_options=lints))
        try:
            for source, new in changed.items():
                write_whole(source.name, ("\ufeff" if source.cut else "") + new)
        except OSError as problem:
            print(f"error: couldn't write `{name}`: {problem.strerror}", file=sys.stderr)
            break
        total += count
        if not count:
            break
    return total


def fixed_texts(session):
    """({Source: its text with the fixes}, number of fixes) of a checked program."""
    tokens, taken, count = session.tokens, {}, 0
    for diagnostic in session.diags:
        for suggestion in diagnostic.suggestions:
            if suggestion.applicability != MACHINE_APPLICABLE or len(suggestion.alternatives) != 1 or not usable(tokens, suggestion):
                continue
            edits = [(*edit_place(tokens, edit), edit[2]) for edit in suggestion.alternatives[0]]
            if any(clashes(edit, taken.get(edit[0], ())) for edit in edits):
                continue
            for file, start, end, text in edits:
                taken.setdefault(file, []).append((start, end, text))
            count += 1
    return {tokens.sources[file]: replaced(tokens.sources[file].text, edits) for file, edits in taken.items()}, count


def clashes(edit, taken):
    """Whether an edit (file, start, end, text) touches the text of one that was taken, or inserts at the same place."""
    _, start, end, _ = edit
    return any(start < other_end and other_start < end or start == other_start for other_start, other_end, _ in taken)


def replaced(text, edits):
    """The text with edits [(start, end, new)] that do not overlap."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]
