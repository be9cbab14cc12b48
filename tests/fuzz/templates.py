"""Programs from templates: text with holes that are filled at random.

    «a ¦ b»      one of the texts
    ⟪a ¦ b⟫      some of the statements, in any order, each alone or inside of an `if`, a loop, a block, a `match`
    @name        a variable of its own: the same name wherever the template says `@name`

The templates of statements and of items stand in idioms.txt, one after each line `---`.
"""

import re
from pathlib import Path

HOLE = {"«": "»", "⟪": "⟫"}
WRAPPERS = ("if c() {\n§\n}", "{\n§\n}", "while c() {\n§\n}", "loop {\n§\nbreak;\n}", "for _ in 0..num() {\n§\n}", "if c() {\n§\nreturn;\n}",
            "match num() {\n0 => {\n§\n}\n_ => {}\n}", "loop {\nif c() { break; }\n§\n}", "if c() {\n§\n} else {\n§\n}", "let Some(_) = Some(1) else {\n§\nreturn;\n};",
            "if c() {\n} else {\n§\n}", "while c() {\nif c() { continue; }\n§\nif c() { break; }\n}")
BODY, ITEM = "body", "item"


def load():
    """{"body": [template], "item": [template]} of idioms.txt."""
    found = {BODY: [], ITEM: []}
    for part in (Path(__file__).parent / "idioms.txt").read_text(encoding="utf-8").split("\n---")[1:]:
        kind, _, text = part.partition("\n")
        found[kind.strip()].append(text.strip("\n"))
    return found


class Filler:
    """Fills templates; `count` makes variables unique in one program."""

    def __init__(self, rng, returns=""):
        self.rng, self.returns, self.count = rng, returns, 0

    def fill(self, template):
        """The text of a template with every hole filled."""
        text, at = self.parts(template, 0, "")
        self.count += 1
        suffix = str(self.count)
        text = re.sub(r"@(\w+)", lambda found: found.group(1) + suffix, text)
        text = re.sub(r"\bmut(?=\w)|'(?:[ab_]|static)(?=[A-Z])|'[ab_](?=mut)", lambda found: found.group() + " ", text)       # holes lose spaces at their ends
        lines = [line.strip() for line in text.split("\n")]
        return "\n".join(line for line in lines if line)

    def parts(self, text, at, end):
        """(filled text, index behind it) of a template from `at` up to the character `end`."""
        out = []
        while at < len(text) and text[at] != end:
            char = text[at]
            if char in HOLE:
                options, at = self.options(text, at + 1, HOLE[char])
                chosen, _ = self.chosen(char, options)
                out.append(chosen)
            else:
                out.append(char)
                at += 1
        return "".join(out), at + 1

    def chosen(self, kind, options):
        if kind == "«":
            return self.parts(self.rng.pick(options), 0, "")
        actions = [self.rng.pick(options) for _ in range(self.rng.between(1, 4))]
        return "\n".join(self.wrapped(self.parts(action, 0, "")[0].strip()) for action in actions), 0

    def options(self, text, at, end):
        """([unfilled text of each option], index behind the hole)."""
        depth, start, out = 0, at, []
        while True:
            char = text[at]
            if depth == 0 and char in ("¦", end):
                out.append(text[start:at].strip(" "))
                start = at + 1
                if char == end:
                    return out, at + 1
            elif char in HOLE:
                depth += 1
            elif char in HOLE.values():
                depth -= 1
            at += 1

    def wrapped(self, statement):
        """A statement alone or inside of some control flow."""
        if not self.rng.chance(0.4) or not statement:
            return statement
        return self.rng.pick(WRAPPERS).replace("§", statement).replace("return;", f"return{self.returns};")
