"""The program as Python text: astor prints, with the `.mrs` line as a comment behind statements.

Printing is also when the positions of subscripts become known (`INDEX_SITES`, for the panic of an
index out of bounds) and the line map is made.
"""

import ast

from . import runtime_names
from .needed import needed
from .tree import walk


def print_module(program, user, std, filename):
    """The finished Module: header, classes, user code, a divider, std instances, sites, `main` guard."""
    from .module import Module

    constants = constants_of(program, "user")
    shared = constants_of(program, "std")
    functions = classes_of(program, "user") + constants + user
    library = needed(functions, classes_of(program, "std") + shared + std + program.glue_nodes + program.table_nodes)
    constants += [node for node in shared if node in library]
    aliases = rename_runtime(program, functions + library)
    ordered = dependencies_first(functions, constants, library)
    comments = Comments(program)
    lines = header(program, aliases)
    for node in ordered[0]:
        lines += ["", ""]
        lines += comments.text(node, len(lines))
    if ordered[1]:
        lines += ["", "", "# " + "-" * 30 + " standard library " + "-" * 30]
        for node in ordered[1]:
            lines += ["", ""]
            lines += comments.text(node, len(lines))
    source = "\n".join(lines) + "\n"
    sites = index_sites(source, functions + library)
    source += footer(program, sites)
    return Module(source, filename, comments.map, program.main, sites)


def classes_of(program, krate):
    """The classes of structs that a crate declares."""
    return [class_node(program, definition, name, ty) for definition, name, ty in program.class_nodes if definition.krate == krate]


def constants_of(program, krate):
    return [part for owner, node, shared in program.constant_nodes if owner == krate for part in constant(node, shared)]


def dependencies_first(functions, constants, library):
    """(first part, second part): constants are evaluated when the module loads, so functions stand before them
    and their values at the end of what they need."""
    values = [node for node in constants if isinstance(node, ast.Assign)]
    if any(not is_literal(node.value) for node in values):
        return [node for node in functions if node not in values], library + values
    return values + [node for node in functions if node not in values], library


def is_literal(node):
    return all(isinstance(part, (ast.Constant, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop, ast.Tuple, ast.expr_context))
               for part in walk(node))


def constant(node, shared):
    """A `const` or `static`: its value where it can be shared, else a function that makes it."""
    if not shared:
        return [node]
    if len(node.body) == 1 and isinstance(node.body[0], ast.Return):
        return [_marked(ast.Assign([ast.Name(node.name, ast.Store())], node.body[0].value, lineno=0), node)]
    maker = "make_" + node.name
    value = ast.Assign([ast.Name(node.name, ast.Store())], ast.Call(ast.Name(maker, ast.Load()), [], []), lineno=0)
    node.name = maker
    return [node, _marked(value, node)]


def _marked(new, old):
    new.mrs = getattr(old, "mrs", None)
    return new


def header(program, aliases):
    lines = ['"""Made by mr2py. `python` this file to run it."""', "", "import mr2py_runtime as rt"]
    lines += [f"{short} = {target}" for short, target in sorted(aliases.items())]
    return lines + shadow_tables(program)


def shadow_tables(program):
    """What the shadow of a run knows of the program."""
    if not program.enforce:
        return []
    types = []
    if program.types is not None:
        types = ["TYPES = [", *[f"    {entry!r}," for entry in program.types.entries], "]"]
    return ["", "STEPS = [", *[f"    {step!r}," for step in program.steps], "]", "FUNCTIONS = [",
            *[f"    {entry!r}," for entry in program.shadow_functions], "]", *types,
            "rt.shadow.start(STEPS, FUNCTIONS, TYPES)" if types else "rt.shadow.start(STEPS, FUNCTIONS)"]


def rename_runtime(program, nodes):
    """Give the runtime's names short ones that nobody else has; returns {short: what it stands for}."""
    chosen, aliases = {}, {}
    for node in nodes:
        for part in walk(node):
            if isinstance(part, ast.Name) and part.id.startswith("rt_"):
                new = chosen.get(part.id)
                if new is None:
                    short, target = runtime_names.target(part.id)
                    new = chosen[part.id] = program.scope.new(short)
                    aliases[new] = target
                part.id = new
    return aliases


def class_node(program, definition, name, ty):
    """The slotted class of a struct."""
    if definition.kind == "closure":
        slots = [f"c{i}" for i in range(len(program.capture_types(ty)))]
    else:
        slots = [program.field_name(ty, i) for i in range(len(definition.fields))]
    body = [ast.Assign([ast.Name("__slots__", ast.Store())], ast.Tuple([ast.Constant(slot) for slot in slots], ast.Load()), lineno=0)]
    if slots:
        body.append(initializer(slots))
    if definition in program.contents:
        body += contents_methods(name, slots)
    node = ast.ClassDef(name, [], [], body, [], lineno=0)
    node.mrs = None
    return node


def initializer(slots):
    arguments = ast.arguments([], [ast.arg(part) for part in ["self", *slots]], None, [], [], None, [])
    stores = [ast.Assign([ast.Attribute(ast.Name("self", ast.Load()), slot, ast.Store())], ast.Name(slot, ast.Load()), lineno=0)
              for slot in slots]
    return ast.FunctionDef("__init__", arguments, stores, [], lineno=0)


def contents_methods(name, slots):
    """`assign` (`*r = v`) and `taken` (what `mem::replace` returns)."""
    other = [f"self.{slot} = other.{slot}" for slot in slots] or ["pass"]
    text = ("def assign(self, other):\n    " + "\n    ".join(other)
            + f"\ndef taken(self):\n    return {name}({', '.join('self.' + slot for slot in slots)})\n")
    return ast.parse(text).body


class Comments:
    """Prints nodes with the source lines of their statements as comments."""

    def __init__(self, program):
        self.tokens = program.tcx.tokens
        self.sources, self.map, self.base = {}, {}, 0        # map: Python line → (file, line)
        self.last = None            # the line that was shown last

    def text(self, node, base):
        """Lines of one top-level node, which begins after `base` lines; statements made for a `.mrs` line carry it."""
        lines, self.base = [], base
        self.block([node], "", lines)
        return lines

    def block(self, nodes, indent, lines):
        for node in nodes:
            here = self.place(node)
            note = ""
            if here is not None:
                self.map[self.base + len(lines) + 1] = here[:2]
            if here is not None and isinstance(node, ast.FunctionDef) and indent == "":
                lines.append(f"# {here[0]}:{here[1]}")
            elif here is not None and here != self.last and here[2].strip("}; "):
                note = "  # " + here[2]
                self.last = here
            self.statement(node, unparse_head(node), note, indent, lines)

    def statement(self, node, printed, note, indent, lines):
        first = len(lines)
        for line in printed.split("\n"):
            lines.append(indent + line)
        lines[first] += note
        for keyword, body in bodies(node):
            if keyword:
                lines.append(indent + keyword)
            self.block(body, indent + "    ", lines)

    def place(self, node):
        """(file, line, text) of the `.mrs` line that a statement comes from, or None."""
        lo = getattr(node, "mrs", None)
        if lo is None:
            return None
        file, line, _ = self.tokens.location(lo)
        return file, line, self.source(file).line_text(line).strip()

    def source(self, file):
        """The Source of that name."""
        found = self.sources.get(file)
        if found is None:
            self.sources.update({source.name: source for source in self.tokens.sources})
            found = self.sources[file]
        return found


def unparse_head(node):
    """The first line(s) of a statement, without its blocks."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.If, ast.While, ast.For, ast.Try)):
        hollow = type(node)(**{name: ([ast.Pass()] if name == "body" else [] if name in ("orelse", "handlers", "finalbody") else value)
                               for name, value in ast.iter_fields(node)})
        if isinstance(node, ast.Try):
            return "try:"
        ast.fix_missing_locations(hollow)
        return to_source(hollow).rsplit("\n", 1)[0]
    ast.fix_missing_locations(node)
    return to_source(node)


def to_source(node):
    """Python text of one statement or expression."""
    from .astor_printer import print_node
    return print_node(node)


def bodies(node):
    """(keyword line or None, statements) of the blocks of a compound statement."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [(None, node.body)]
    if isinstance(node, (ast.For, ast.While)):
        return [(None, node.body)]
    if isinstance(node, ast.Try):
        return [(None, node.body)] + [(f"except {to_source(handler.type)} as {handler.name}:", handler.body) for handler in node.handlers]
    if isinstance(node, ast.If):
        found = [(None, node.body)]
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            found.append(("el" + unparse_head(node), node.body))
        if node.orelse:
            found.append(("else:", node.orelse))
        return found
    return []


def footer(program, sites):
    """The table of subscripts and the guard."""
    lines = ["", ""] + site_table(program) + ["INDEX_SITES = {" + ", ".join(f"{key!r}: {value!r}" for key, value in sites.items()) + "}",
             "", 'if __name__ == "__main__":', f"    raise SystemExit(rt.run_module({program.main}, {'SITES' if program.sites else '()'}, {program.level!r}))", ""]
    return "\n".join(lines)


def site_table(program):
    """The table of event sites: (kind, function, line within it, line, facts)."""
    if not program.sites:
        return []
    return ["SITES = [", *[f"    {site!r}," for site in program.sites], "]", ""]


def index_sites(source, nodes):
    """{(line, column, end column): location} of the subscripts in the text, found by walking text and nodes together."""
    by_name = {node.name: node for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    found = {}
    if not any(has_site(node) for node in by_name.values()):
        return found
    for printed in ast.parse(source).body:
        made = by_name.get(getattr(printed, "name", None))
        if made is not None and has_site(made):
            for a, b in zip(subscripts(printed), subscripts(made), strict=True):
                if getattr(b, "site", None) is not None:
                    found[a.lineno, a.col_offset, a.end_col_offset] = b.site
    return found


def subscripts(node):
    """All subscripts of a tree, in a fixed order."""
    return [part for part in walk(node) if isinstance(part, ast.Subscript)]


def has_site(node):
    return any(getattr(part, "site", None) is not None for part in walk(node))
