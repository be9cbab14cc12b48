"""Write docs/tests.md: which features and which error codes the test programs cover, counted from the programs themselves.

`python tests/tools/count.py` rewrites the file; a test compares it.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "tests.md"
ERROR = re.compile(r"//~[\^v|?]*\s*ERROR\s+(E\d{4})?\s*(.*)")

# feature → what a program that uses it has in its text
FEATURES = {
    "`let`, `let mut`": r"\blet (mut )?\w",
    "shadowing": r"let (\w+) = .*\n(?:.*\n)*?\s*let \1 = .*\b\1\b",
    "signed integers": r"\b(i8|i16|i32|i64|i128|isize)\b",
    "unsigned integers": r"\b(u8|u16|u32|u64|u128|usize)\b",
    "128-bit integers": r"\b[iu]128\b",
    "floats": r"\bf(32|64)\b",
    "`bool`": r"\b(true|false|bool)\b",
    "`char`": r"'(\\?.)'|\bchar\b",
    "`&str`": r"&('\w+ )?str\b",
    "`String`": r"\bString\b",
    "tuples": r"\(\w+, \w+\)",
    "arrays": r"= \[[^\]\n]+\]|\[\w+; ?\w+\]",
    "slices": r"&(mut )?\[\w+\]|\[\w*\.\.=?\w*\]",
    "`Vec`": r"\bVec\b|vec!",
    "`Box`": r"\bBox\b",
    "`Option`": r"\bSome\(",
    "`Result`": r"\bResult<",
    "`?`": r"\)\?",
    "structs": r"struct \w+(<.*>)? \{",
    "tuple structs": r"struct \w+(<.*>)?\(",
    "unit structs": r"struct \w+;",
    "enums": r"enum \w+",
    "methods": r"fn \w+(<.*>)?\(&?(mut )?self",
    "associated functions": r"\b[A-Z]\w*::[a-z]\w*\(",
    "associated constants": r"[A-Z]\w*::[A-Z][A-Z_]+\b",
    "generic functions": r"fn \w+<[^'>]",
    "generic types": r"(struct|enum) \w+<[A-Z]",
    "traits": r"^\s*(pub )?trait \w+",
    "default methods": r"trait \w+(.*\n)+?.*fn \w+\(.*\) (-> .*)?\{",
    "derive Clone, Copy": r"derive\(.*Copy",
    "derive Debug": r"derive\(.*Debug",
    "derive PartialEq, Eq": r"derive\(.*PartialEq",
    "derive PartialOrd, Ord": r"derive\(.*PartialOrd",
    "derive Hash": r"derive\(.*Hash",
    "derive Default": r"derive\(.*Default",
    "impl Drop": r"impl(<.*>)? Drop for",
    "impl Clone": r"impl(<.*>)? Clone for",
    "impl ToOwned, Borrow": r"impl ToOwned for",
    "impl Deref": r"impl(<.*>)? Deref for",
    "impl DerefMut": r"impl(<.*>)? DerefMut for",
    "impl Display": r"impl(<.*>)? (fmt::)?Display for",
    "shared references": r"&\w",
    "mutable references": r"&mut \w",
    "reborrows": r"&mut \*",
    "lifetimes in functions": r"fn \w+<'",
    "lifetimes in structs and impls": r"(struct|impl)\s?\w*<'",
    "`const`": r"^\s*const \w",
    "`static`": r"^static \w",
    "`match`": r"\bmatch\b",
    "guards": r"\bif .* =>",
    "range patterns": r"\d\.\.=\d+ ",
    "slice patterns": r"\[\w*, ?(\.\.|\w+ @)",
    "bindings with `@`": r"\w @ ",
    "or-patterns": r"^\s*[^|\n]+ \| [^|\n]+ (=>|if)",
    "`if let`": r"if let ",
    "`let else`": r"let .* else \{",
    "`while`": r"while [^l]",
    "`while let`": r"while let",
    "`loop`": r"\bloop \{",
    "`for` over ranges": r"for \w+ in [\w().]+\.\.",
    "`for` over collections": r"for \S+ in &?(mut )?[a-z_.]+(\.iter\(\)|\.iter_mut\(\))? \{",
    "labels": r"'\w+: (for|loop|while|\{)",
    "`break` with a value": r"break ('\w+ )?\w+;",
    "blocks as expressions": r"= \{",
    "`print!`": r"\bprint!",
    "`eprintln!`": r"\beprintln!",
    "`format!`": r"\bformat!",
    "`assert!`, `assert_eq!`": r"\bassert(_eq)?!",
    "format options": r"\{[^}\n]*:[^?}\n][^}\n]*\}",
    "panics": r"exit: 101",
    "`process::exit`, `main` with an error": r"exit: (1|3)$",
    "`mem::swap`, `replace`, `take`, `forget`, `size_of`": r"mem::(swap|replace|take|forget|size_of)",
    "edition 2021": r"edition: 2021",
}


def programs(folder):
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob("*.mrs"))]


def page():
    """The text of docs/tests.md."""
    accepted, rejected = programs("tests/run") + programs("samples"), programs("tests/ui") + programs("samples")
    accepted = [text for text in accepted if "//~" not in text]
    rejected = [text for text in rejected if "//~" in text]
    lines = ["# What the test programs cover", "", "Made by `tests/tools/count.py` from tests/run, tests/ui and samples; each program was judged by rustc 1.95.", "",
             f"{len(accepted)} accepted programs (stdout, exit code and heap log recorded from rustc), median {median(accepted)} lines; "
             f"{len(rejected)} rejected ones, median {median(rejected)} lines.", "", "| feature | accepted programs |", "|---|---|"]
    for feature, pattern in FEATURES.items():
        lines.append(f"| {feature} | {sum(bool(re.search(pattern, text, re.M)) for text in accepted)} |")
    lines += ["", "| code | rejected programs |", "|---|---|"]
    lines += [f"| {code} | {count} |" for code, count in sorted(codes(rejected).items())]
    return "\n".join(lines) + "\n"


def median(texts):
    sizes = sorted(text.count("\n") for text in texts)
    return sizes[len(sizes) // 2]


def codes(texts):
    """{code, or message of an error without one: number of programs}."""
    found = {}
    for text in texts:
        for name in {code or " ".join(message.split()[:6]) for code, message in ERROR.findall(text)}:
            found[name] = found.get(name, 0) + 1
    return found


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
