"""Sources with something wrong in them: cut off, with tokens dropped, doubled, exchanged or replaced. Each must end in an exit code, within the
time, without an exception (MR999 stands for one) and with diagnostics that can be shown."""

import re
import time
from pathlib import Path

from mr2py.diagnostics.json import render_json
from mr2py.diagnostics.render import render_all
from mr2py.driver import check

from .oracle import LIMIT, TooLong, limited
from .programs import program
from .rng import Rng

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = re.compile(r"\s+|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'\w+'?|\w+|[^\w\s]")
WORDS = ["{", "}", "(", ")", "[", "]", "<", ">", "&", "&mut ", "'a ", "|", "||", "->", "=>", "=", ";", ",", ":", "::", "..", "..=", "?", "#", "!", "@", "*", "-", "_", "\"", "'", "\\", "\0", "é",
         "0", "1e", "0x", "1u9", "fn ", "let ", "mut ", "match ", "if ", "else ", "impl ", "trait ", "struct ", "enum ", "for ", "where ", "self", "Self", "super::", "crate::", "dyn ", "move ",
         "ref ", "return ", "break ", "loop ", "async ", "unsafe ", "macro_rules! m { () => {} } ", "m!()", "println!(\"{}\")", "vec![", "r#\"", "b'", "//", "/*", "*/", "String", "x", "()", "$x", "static ",
         "const ", "type ", "use ", "pub ", "mod ", "as ", "in ", "while ", "box ", "union ", "yield ", "i32", "T", "<T>", "'static ", "99999999999999999999999999999999999999999", "1.0f32", "..x", "#[derive(", "]]"]


def sources(rng):
    """The text of some program to change."""
    if rng.chance(0.5):
        return "use std::rc::Rc;\nfn main() {}\n" + program(rng.below(1000), rng.below(1000))
    paths = sorted((ROOT / "tests" / "ui").glob("*.mrs")) + sorted((ROOT / "samples").glob("*.mrs")) + sorted((ROOT / "tests" / "run").glob("*.mrs"))
    text = rng.pick(paths).read_text(encoding="utf-8")
    lines = text.split("\n")
    start = rng.below(len(lines))
    return "\n".join(lines[:80]) if rng.chance(0.5) else "\n".join(lines[start:start + 60])


def mutated(seed, number):
    """A source of a seed and a number."""
    rng = Rng(seed + 77, number)
    tokens = TOKEN.findall(sources(rng)) or [""]
    for _ in range(rng.pick((1, 1, 1, 2, 3, 8))):
        at = rng.below(len(tokens))
        way = rng.below(7)
        if way == 0:
            del tokens[at:at + rng.pick((1, 1, 2, 5, 20))]
        elif way == 1:
            tokens.insert(at, tokens[rng.below(len(tokens))])
        elif way == 2:
            other = rng.below(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif way == 3:
            tokens[at] = rng.pick(WORDS)
        elif way == 4:
            tokens.insert(at, rng.pick(WORDS))
        elif way == 5:
            tokens = tokens[:at + 1]
        else:
            tokens[at] = tokens[rng.below(len(tokens))]
        tokens = tokens or [""]
    return "".join(tokens)


def problem_of(text):
    """What is wrong with our answer to a source, or None."""
    try:
        session = limited(LIMIT, check, "mutated.mrs", text)
        render_all(session.diags, session.tokens)
        render_json(session.diags, session.tokens)
    except TooLong as late:
        return str(late)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    for diagnostic in session.diags:
        if diagnostic.code == "MR999":
            return diagnostic.message
    return None


def run(seed, count, seconds):
    """Judge `count` sources (0: as many as the time allows); exit code 1 where one gets no proper answer."""
    end, number, bad = time.monotonic() + seconds, 0, {}
    while time.monotonic() < end and (not count or number < count):
        text = mutated(seed, number)
        problem = problem_of(text)
        if problem is not None:
            key = re.sub(r"\d+|`[^`]*`|'[^']*'", "_", problem)
            if bad.setdefault(key, 0) == 0:
                print(f"--- source {number}: {problem}\n{smaller(text, key)}", flush=True)
            bad[key] += 1
        number += 1
    print(f"{number} mutated sources of seed {seed}: {sum(bad.values())} without a proper answer, of {len(bad)} kinds")
    return 1 if bad else 0


def smaller(text, key):
    """Fewer lines with the same problem."""
    lines = text.split("\n")
    at = 0
    while at < len(lines) and len(lines) < 200:
        rest = lines[:at] + lines[at + 1:]
        problem = problem_of("\n".join(rest))
        if problem is not None and re.sub(r"\d+|`[^`]*`|'[^']*'", "_", problem) == key:
            lines = rest
        else:
            at += 1
    return "\n".join(lines)
