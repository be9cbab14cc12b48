"""astor's `SourceGenerator`, with what newer Pythons need delegated to `ast.unparse`."""

import ast
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)          # astor names node classes that Python is retiring
    from astor.code_gen import SourceGenerator, to_source


class Generator(SourceGenerator):
    """Prints f-strings and constants as `ast.unparse` does; astor fails on them on some versions."""

    def visit_JoinedStr(self, node):
        self.write(ast.unparse(node))

    def visit_Constant(self, node):
        self.write(ast.unparse(node))


def print_node(node):
    """The text of a statement or expression, without a line's end."""
    return to_source(node, source_generator_class=Generator, pretty_source="".join, pretty_string=repr).rstrip("\n")
