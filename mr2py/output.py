"""Output files: whole or not at all."""

import os


def write_whole(path, data):
    """Write `data` (str or bytes) to `path`; a reader sees the old file or the new one, nothing between.

    What is no regular file (a pipe, a terminal) is written directly. Raises OSError.
    """
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            file.write(data)
        return
    folder, base = os.path.split(os.path.realpath(path))
    temporary = os.path.join(folder, f".{base}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, os.path.join(folder, base))
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def module_name(path):
    """The name of the Python module made of a source file: a valid identifier, no keyword."""
    from keyword import iskeyword
    stem = os.path.splitext(os.path.basename(path))[0]
    name = "".join([char if char == "_" or char.isascii() and char.isalnum() else "_" for char in stem])
    if not name or name[0].isdigit():
        name = "_" + name
    return name + "_" if iskeyword(name) else name
