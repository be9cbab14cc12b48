"""Write mr2py/std/known.txt: the names that Rust's own standard library has, from its installed documentation.

    python tests/tools/std_names.py [DOC_DIR]

The type checker reads the file only to tell "not in mini-Rust's std yet" (an `MR` diagnostic) from "not in
Rust at all" (rustc's own error). One line for each item: its path, where it is unstable its feature and issue (`!feature:issue`), then its methods and
associated items, then its impls (`+Trait:argument`). Modules of which nothing more is kept are told by `*`.
"""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

TARGET = Path(__file__).parents[2] / "mr2py" / "std" / "known.txt"
UNDOCUMENTED = ("primitive",)        # modules without a page
SKIPPED = ("arch", "os", "simd", "intrinsics", "core_arch", "core_simd", "autodiff", "assert_matches", "bstr")
PAGE = re.compile(r"(struct|enum|trait|primitive|union|fn|constant|type|macro)\.(\w+)\.html")
MEMBER = re.compile(r'id="(?:ty|)method\.(\w+)"|id="associatedconstant\.(\w+)"')
FEATURE = re.compile(r'class="stab unstable">.{0,120}nightly-only experimental API\. \(<code>(\w+)</code>(?:&nbsp;<a[^>]*>#(\d+)</a>)?')
UNSTABLE = re.compile(r"nightly-only experimental API")


def doc_dir():
    sysroot = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(sysroot) / "share" / "doc" / "rust" / "html"


def members(text):
    """The stable methods and constants on a page: those whose section is not marked as unstable."""
    found = {}
    for section in re.split(r'(?=<(?:section|details|h4|summary)[^>]*><?[^>]*(?:id="(?:ty)?method\.|id="associatedconstant\.))', text)[1:]:
        match = MEMBER.search(section[:400])
        if match and not UNSTABLE.search(section[:3000].split("</div>")[0]):
            found[match.group(1) or match.group(2)] = True
    return list(found)


def implemented(text):
    """The traits that the page's type implements, with the head of their first argument: `+FromIterator:char`; those that an
    `impl !Trait` rules out are left out."""
    found = {}
    for name, argument, rest in re.findall(r'id="impl-(\w+)([^"]*)-for-(?=([^\n]{,600}))', text):
        if re.search(r"<h3[^>]*>impl(?:&lt;.*?&gt;)? !<a", rest.split("</section>")[0]):
            continue
        heads = re.findall(r"[A-Za-z_]\w*", re.sub(r"'\w+", "", unquote(argument)).replace("mut ", "").replace("dyn ", ""))
        shape = "[" if "[" in unquote(argument)[:4] else "(" if "(" in unquote(argument)[:3] else ""
        found[f"+{name}:{shape or (heads[0] if heads else '')}"] = True
    return list(found)


def unstable(text):
    """[`!feature:issue`] of an item that is unstable as a whole, else []."""
    found = FEATURE.search(text.split('class="toggle top-doc"')[0].split('id="implementors')[0])
    return [f"!{found.group(1)}:{found.group(2) or ''}"] if found else []


def lines(root):
    yield from (f"mod {name} *" for name in UNDOCUMENTED)
    for path in sorted((root / "std").rglob("*.html")):
        relative = path.relative_to(root / "std")
        if path.name == "index.html" and len(relative.parts) > 1 and (relative.parts[0] not in SKIPPED or len(relative.parts) == 2):
            mark = ["*"] if relative.parts[0] in SKIPPED else []
            yield " ".join(["mod", "::".join(relative.parts[:-1]), *unstable(path.read_text(encoding="utf-8")), *mark])
        match = PAGE.fullmatch(path.name)
        if match is None or relative.parts[0] in SKIPPED:
            continue
        kind, name = match.groups()
        where = "::".join(relative.parts[:-1] + (name,))
        text = path.read_text(encoding="utf-8")
        full = kind in ("struct", "enum", "trait", "primitive")
        names = unstable(text) + (members(text) if full else []) + (implemented(text) if full and kind != "trait" else [])
        yield f"{kind} {where} {' '.join(names)}".rstrip()


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else doc_dir()
    TARGET.write_text("\n".join(lines(root)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
