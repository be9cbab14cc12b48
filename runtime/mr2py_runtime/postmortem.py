"""What index met what length: asked after a subscript in generated code raised IndexError.

Generated code evaluates nothing impure inside a subscript, so its two parts can be evaluated again in
the frame that failed. The module's table `INDEX_SITES` maps the position of each subscript in the
generated text, (line, column), to the place in the `.mrs` file.
"""

import linecache


def explain_index_error(error):
    """(message, location) of the panic that this IndexError stands for. A defect of ours is raised again."""
    trace = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    if "INDEX_SITES" not in trace.tb_frame.f_globals and trace.tb_frame.f_back is not None:
        trace = _generated(error.__traceback__)
    if error.args and type(error.args[0]) is tuple:         # raised by a `Slice`
        length, index = error.args[0]
    else:
        length, index = _evaluate(trace)
    return f"index out of bounds: the len is {length} but the index is {index}", _location(trace)


def _generated(trace):
    """The innermost frame that is generated code."""
    found = trace
    while trace is not None:
        if "INDEX_SITES" in trace.tb_frame.f_globals:
            found = trace
        trace = trace.tb_next
    return found


def _position(trace):
    positions = list(trace.tb_frame.f_code.co_positions())
    return positions[trace.tb_lasti // 2]


def _location(trace):
    line, end_line, column, end_column = _position(trace)
    sites = trace.tb_frame.f_globals.get("INDEX_SITES", {})
    return sites.get((line, column, end_column)) or sites.get(line) or "unknown"


def _evaluate(trace):
    import ast

    frame = trace.tb_frame
    line, end_line, column, end_column = _position(trace)
    text = "".join(linecache.getlines(frame.f_code.co_filename, frame.f_globals)[line - 1:end_line])
    source = text.encode()[column:len(text.encode()) if line != end_line else end_column].decode()
    node = ast.parse(source.strip(), mode="eval").body
    if not isinstance(node, ast.Subscript):
        raise SystemError("an IndexError outside of a subscript: " + source)

    def value(part):
        return eval(compile(ast.Expression(part), "<index>", "eval"), frame.f_globals, frame.f_locals)
    return len(value(node.value)), value(node.slice)
