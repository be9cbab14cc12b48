"""The diagnostics of patterns and of their exhaustiveness."""

from ..diagnostics import HAS_PLACEHOLDERS, Label
from ..diagnostics.build import error
from ..resolve.errors import WORDS
from ..syntax import ast
from ..syntax.visit import walk
from ..ty.errors import plural
from .errors import listed, mismatch_label
from .suggest import expected_found


def pattern_mismatch(fcx, pat, expected, found):
    also = []
    if fcx.pat_source is not None:
        also = [(fcx.pat_source, f"this expression has type `{fcx.resolve(fcx.results.types.get(fcx.pat_source, expected))}`")]
    return error("E0308", "mismatched types", pat, mismatch_label(fcx.resolve(found), fcx.resolve(expected)), also,
                 expected_found(fcx.resolve(found), fcx.resolve(expected)))


def rest_in_this_position(pat):
    return error(None, "`..` patterns are not allowed here", pat, notes=["only allowed in tuple, tuple struct, and slice patterns"])


def two_rests(pat):
    return error(None, "`..` can only be used once per pattern", pat, "can only be used once per pattern")


def object_dereferenced(pat, ty):
    return error("E0033", f"type `{ty}` cannot be dereferenced", pat, f"type `{ty}` cannot be dereferenced")


def bound_twice(pat, name):
    return error("E0416", f"identifier `{name}` is bound more than once in the same pattern", pat, "used in a pattern more than once")


def bound_twice_in_params(pat, name):
    return error("E0415", f"identifier `{name}` is bound more than once in this parameter list", pat, "used as parameter more than once")


def cannot_shadow(pat, found, origin):
    word = {"static": "static", "struct": "tuple struct", "variant": "tuple variant"}[found.kind]
    what = {"let": "let bindings", "let else": "let bindings", "match": "match bindings", "arg": "function parameters", "for": "`for` loop bindings"}.get(origin, "pattern bindings")
    return error("E0530", f"{what} cannot shadow {word}s", pat, f"cannot be named the same as a {word}")


def range_pattern_type(fcx, pat, ty):
    return error("E0029", "only `char` and numeric types are allowed in range patterns", pat, f"this is of type `{ty}` but it should be `char` or numeric")


def slice_pattern_type(fcx, pat, ty):
    return error("E0529", f"expected an array or slice, found `{ty}`", pat, f"pattern cannot match with input type `{ty}`")


def array_pattern_length(fcx, pat, wanted, size, has_rest):
    if has_rest:
        return error("E0528", f"pattern requires at least {plural(wanted, 'element')} but array has {size}", pat,
                     f"pattern cannot match array of {plural(size, 'element')}")
    return error("E0527", f"pattern requires {plural(wanted, 'element')} but array has {size}", pat, f"expected {plural(size, 'element')}")


def generic_constant(pat):
    return error("E0158", "constant pattern cannot depend on generic parameters", pat, "`const` depends on a generic parameter")


def bound_differently(pat, name, first):
    return error("E0409", f"variable `{name}` is bound inconsistently across alternatives separated by `|`", pat, "bound in different ways",
                 [(first, "first binding")])


def tuple_variant_as_struct(pat, variant):
    name = "::".join(segment.name for segment in pat.path.segments)
    word = "variant" if variant.kind == "variant" else "struct"
    return error("E0769", f"tuple {word} `{name}` written as struct {word}", pat,
                 helps=[f"use the tuple {word} pattern syntax instead: `{name}({', '.join('_' for _ in variant.fields)})`"])


def expected_unit_pattern(pat, definition):
    word = WORDS.get(getattr(definition, "kind", ""), "item")
    if word == "variant":
        word = "tuple variant" if definition.ctor == "fn" else "struct variant"
    elif word == "struct":
        word = "tuple struct"
    name = "::".join(segment.name for segment in pat.path.segments)
    code = "E0533" if getattr(definition, "kind", "") == "assoc_fn" else "E0532"
    return error(code, f"expected unit struct, unit variant or constant, found {word} `{name}`", pat, "not a unit struct, unit variant or constant")


def tuple_pattern_not_found(segment):
    return error("E0531", f"cannot find tuple struct or tuple variant `{segment.name}` in this scope", segment, "not found in this scope")


def expected_tuple_pattern(pat, definition, through_type=False):
    word = "builtin type" if isinstance(definition, tuple) else WORDS.get(getattr(definition, "kind", ""), "local variable")
    if word == "variant":
        word = "unit variant" if definition.ctor == "const" else "struct variant"
    elif word == "struct":
        word = "unit struct" if definition.ctor == "const" else "struct"
    name = "::".join(segment.name for segment in pat.path.segments)
    code = "E0164" if through_type and getattr(definition, "kind", "").startswith("assoc") else "E0532"
    if word == "struct variant":
        code = "E0164"
    return error(code, f"expected tuple struct or tuple variant, found {word} `{name}`", pat, "not a tuple struct or tuple variant")


def wrong_field_count(pat, definition, given, total):
    word = "variant" if definition.kind == "variant" else "struct"
    have = f"{plural(total, 'field')}"
    if not pat.pats:
        where = pat
    else:
        where = pat.pats[-1]
    found = error("E0023", f"this pattern has {plural(given, 'field')}, but the corresponding tuple {word} has {have}", where,
                  f"expected {have}, found {given}")
    found.spans[:0] = [Label(part.lo, part.hi, "", True) for part in pat.pats[:-1]]
    fields = [field.node for field in definition.fields or ()] if definition.krate == "user" else []
    for place, field in enumerate(fields):
        found.label((field.lo, field.hi), f"tuple {word} has {have}" if place + 1 == len(fields) else "")
    if pat.pats and given < total:
        found.suggest("use `_` to explicitly ignore each field", [(pat.pats[-1].hi, None, ", _" * (total - given))])
    return found


def no_such_pattern_field(variant, field, ty):
    word = "variant" if variant.kind == "variant" else "struct"
    name = f"{variant.parent.name}::{variant.name}" if variant.kind == "variant" else variant.name
    return error("E0026", f"{word} `{name}` does not have a field named `{field.name}`", field, f"{word} `{name}` does not have this field")


def pattern_field_twice(field, first):
    return error("E0025", f"field `{field.name}` bound multiple times in the pattern", field, f"multiple uses of `{field.name}` in pattern",
                 [(first, f"first use of `{field.name}`")])


def pattern_missing_fields(pat, names):
    word = "field" if len(names) == 1 else "fields"
    return error("E0027", f"pattern does not mention {word} {listed(names)}", pat, f"missing {word} {listed(names)}")


def not_bound_in_all(pat, alternative, name, local):
    name = name.split("#")[0]
    return error("E0408", f"variable `{name}` is not bound in all patterns", alternative, f"pattern doesn't bind `{name}`",
                 [(local.node, "variable not in all patterns")])


def binding_named_as_variant(pat, variant):
    return error("E0170", f"pattern binding `{variant.name}` is named the same as one of the variants of the type `{variant.parent.name}`", pat,
                 helps=[f"to match on the variant, qualify the path: `{variant.parent.name}::{variant.name}`"])


# --- exhaustiveness ----------------------------------------------------------------------------------

def non_exhaustive(tcx, node, ty, witnesses, missing):
    """E0004 of the match `node`; `witnesses` as text, `missing` the variants among them that have definitions."""
    names = [f"`{w}`" for w in witnesses]
    if len(names) > 3:
        text = ", ".join(names[:3]) + f" and {len(names) - 3} more"
    else:
        text = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    word = "pattern" if len(names) == 1 else "patterns"
    found = error("E0004", f"non-exhaustive patterns: {text} not covered", node.expr, f"{word} {text} not covered")
    base = ty
    while base.kind == "ref":
        base = base.a
    if base.kind == "adt":
        labels = [Label(base.a.node.name_tok, base.a.node.name_tok, "", True)]
        labels += [Label(variant.node.name_tok, variant.node.name_tok, "not covered") for variant in missing[:4]]
        found.note(f"`{base}` defined here", labels)
    found.note(f"the matched value is of type `{ty}`")
    if base.kind == "str":
        found.note(f"`{ty}` cannot be matched exhaustively, so a wildcard `_` is necessary")
    more = " or an explicit pattern as shown" if len(names) == 1 else ", a match arm with multiple or-patterns as shown, or multiple match arms" \
        if len(names) <= 3 else " as shown, or multiple match arms"
    return add_arm(tcx, found, node, f"ensure that all possible cases are being handled by adding a match arm with a wildcard pattern{more}", witnesses)


def add_arm(tcx, found, node, text, witnesses):
    """The arm for what is not covered, behind the last one."""
    tokens = tcx.tokens
    pattern = " | ".join(witnesses) if len(witnesses) < 4 else "_"
    if not node.arms:
        return found.help(text)
    last = node.arms[-1]
    line = tokens.line(last.lo)
    end = last.hi - 1 if tokens.kind[last.hi] == "," else last.hi
    if line == tokens.line(node.lo):
        return found.suggest(text, [(end, None, f", {pattern} => todo!()")], HAS_PLACEHOLDERS)
    written = tokens.sources[tokens.file[last.lo]].line_text(line)
    indent = written[:len(written) - len(written.lstrip())]
    return found.suggest(text, [(end, None, f",\n{indent}{pattern} => todo!()")], HAS_PLACEHOLDERS)


def empty_range(pat, inclusive):
    if inclusive:
        return error("E0030", "lower bound for range pattern must be less than or equal to upper bound", pat,
                     "lower bound larger than upper bound")
    return error("E0579", "lower bound for range pattern must be less than upper bound", pat)


IRREFUTABLE = ("`let` bindings require an \"irrefutable pattern\", like a `struct` or an `enum` with only one variant",
               "for more information, visit https://doc.rust-lang.org/book/ch19-02-refutability.html")


def refutable_pattern(node, where, ty, witnesses, missing):
    """E0005; `node`: the `let`, `for` or parameter, `missing`: the variants that are not covered and have definitions."""
    pat, names, is_let = node.pat, [f"`{w}`" for w in witnesses], isinstance(node, ast.Let)
    several = len(names) > 1
    text = ", ".join(names[:3]) + f" and {len(names) - 3} more" if len(names) > 3 else names[0] if not several else ", ".join(names[:-1]) + " and " + names[-1]
    found = error("E0005", f"refutable pattern in {where}", pat, f"pattern{'s' * several} {text} not covered", notes=IRREFUTABLE if is_let else ())
    base = ty
    while base.kind == "ref":
        base = base.a
    if base.kind == "adt" and base.a.krate == "user" and missing:
        labels = [Label(base.a.node.name_tok, base.a.node.name_tok, "", True)]
        found.note(f"`{base}` defined here", labels + [Label(variant.node.name_tok, variant.node.name_tok, "not covered") for variant in missing[:4]])
    found.note(f"the matched value is of type `{ty}`")
    if not is_let or node.init is None or isinstance(pat, (ast.PatLit, ast.PatRange)):
        return found
    handled = f"the variant{'s' * several} that {'are' if several else 'is'}n't matched"
    if any(isinstance(part, ast.PatIdent) for part in walk(pat)):
        return found.suggest(f"you might want to use `let...else` to handle {handled}", [(node.init.hi, None, " else { todo!() }")], HAS_PLACEHOLDERS)
    return found.suggest(f"you might want to use `if let` to ignore {handled}", [(node.lo, node.lo - 1, "if "), (node.init.hi, None, " { todo!() }")], HAS_PLACEHOLDERS)


def unfixed_array(pat):
    return error("E0730", "cannot pattern-match on an array without a fixed length", pat)
