"""Syntax trees as bytes and back: how the index of std keeps items that nobody has asked for yet.

A node becomes the tuple (number of its class, field …, lo, hi), a tuple (-1, item …); lists, strings and
numbers stay what they are. Invariant: `decode(encode(node))` equals `node` field by field.
"""

import marshal

from . import ast
from .format_spec import Placeholder

CLASSES = [value for value in vars(ast).values() if type(value) is type] + [Placeholder]
SLOTS = [getattr(cls, "FIELDS", getattr(cls, "__slots__", ())) + (("lo", "hi") if issubclass(cls, ast.Node) else ()) for cls in CLASSES]
NUMBERS = {cls: number for number, cls in enumerate(CLASSES)}
PLAIN = (str, int, float, bool, bytes, type(None))


def encode(node):
    """The bytes of a node (or of a list of nodes). Raises TypeError for an unknown part."""
    return marshal.dumps(pack(node), 4)


def pack(value):
    kind = type(value)
    if kind is list:
        return [pack(item) for item in value]
    if kind is tuple:
        return (-1, *[pack(item) for item in value])
    if kind in NUMBERS:
        number = NUMBERS[kind]
        return (number, *[pack(getattr(value, slot)) for slot in SLOTS[number]])
    if kind in PLAIN:
        return value
    raise TypeError(f"{kind.__name__} cannot stand in a syntax tree")


def decode(data):
    """The node (or list) of what `encode` made."""
    return unpack(marshal.loads(data))


def unpack(value):
    if type(value) is list:
        return [unpack(item) if type(item) in (list, tuple) else item for item in value]
    if type(value) is not tuple:
        return value
    parts = [unpack(item) if type(item) in (list, tuple) else item for item in value[1:]]
    if value[0] < 0:
        return tuple(parts)
    cls = CLASSES[value[0]]
    if cls is not Placeholder:
        return cls(*parts)
    node = cls.__new__(cls)
    for slot, part in zip(SLOTS[value[0]], parts):
        setattr(node, slot, part)
    return node
