"""Make `ast.py` of `nodes.spec`: one slotted class a line, with an `__init__` written out.

Written out, because a class statement with a plain `__init__` is what CPython imports and
calls fastest; generated, because ninety of them by hand would drift from their description.
Run as a script (`python -m mr2py.syntax.gen_nodes`); a test compares the result.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
LINE = re.compile(r"(\w+)\((.*?)\)\s*(?:#\s*(.*))?$")


def parse_spec(text):
    """Return [(class name, [field names], meaning)] for the text of nodes.spec."""
    nodes = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, fields, meaning = LINE.match(line).groups()
            names = [field.split(":")[0].strip() for field in fields.split(",") if field.strip()]
            nodes.append((name, names, meaning))
    return nodes


def generate(text):
    """Return the Python source of ast.py for the text of nodes.spec."""
    out = ['"""The syntax tree. Generated from nodes.spec by gen_nodes.py: change it there."""\n']
    out.append("\nclass Node:\n    __slots__ = (\"lo\", \"hi\")\n    FIELDS = ()\n")
    for name, fields, _ in parse_spec(text):
        slots = ", ".join(f'"{field}"' for field in fields)
        comma = "," if len(fields) == 1 else ""
        out.append(f"\n\nclass {name}(Node):\n    __slots__ = FIELDS = ({slots}{comma})\n")
        args = "".join(f", {field}" for field in fields)
        out.append(f"\n    def __init__(self{args}, lo, hi):\n")
        out.extend(f"        self.{field} = {field}\n" for field in fields)
        out.append("        self.lo = lo\n        self.hi = hi\n")
    return "".join(out)


def main():
    target = HERE / "ast.py"
    target.write_text(generate((HERE / "nodes.spec").read_text()))


if __name__ == "__main__":
    main()
