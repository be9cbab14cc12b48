"""Arguments of format strings that are missing or too many, and unknown traits: the string goes on without what is wrong."""

from ..diagnostics import Label
from ..diagnostics.build import error
from . import ast
from .format_spec import TRAITS, Placeholder, uses


def tell(form, resolver, explicit, unused, pieces):
    """Report what `resolver` met in the string of `form` (a Format), whose first `explicit` arguments are written; returns the pieces that are right."""
    for name, start, end in resolver.unknown_traits:
        traits = [f"- `{sign}`, which uses the `{trait}` trait" for sign, trait in TRAITS.items() if len(sign) < 2]
        note = "\n".join(["the only appropriate formatting traits are:", *sorted(traits, key=lambda line: ORDER.index(line[3:4]))])
        form.diags.error("", f"unknown format trait `{name}`", form.token_at(start, end)).note(note)
    if resolver.out_of_range:
        out_of_range(form, resolver, explicit, pieces)
    if unused and not resolver.unknown_traits:
        form.diags.add(redundant(form, resolver, unused, explicit) or never_used(form, unused))
    return [piece for piece in pieces if isinstance(piece, str) or all(index < len(form.args) for index in uses(piece))]


ORDER = "`?eEopbxX"


def out_of_range(form, resolver, count, pieces):
    there = "no arguments were given" if count == 0 else "there is 1 argument" if count == 1 else f"there are {count} arguments"
    if any(entry[1] == "" for entry in resolver.out_of_range):
        wanted = resolver.next
        places = [piece.lo for piece in pieces if isinstance(piece, Placeholder)]
        form.error(f"{wanted} positional argument{'s' * (wanted != 1)} in format string, but {there}", places[0] if places else form.string)
        return
    index, _, start, end = resolver.out_of_range[0]
    form.diags.error("", f"invalid reference to positional argument {index} ({there})", form.token_at(start, end)).note("positional arguments are zero-based")


def redundant(form, resolver, unused, explicit):
    """The error of unnamed arguments that the string captures by itself, or None where there are none."""
    names = {index: form.args[index].path.segments[0].name for index in unused
             if index not in form.names.values() and isinstance(form.args[index], ast.PathExpr) and len(form.args[index].path.segments) == 1}
    captured = {name: form.args[index] for name, index in resolver.names.items() if index >= explicit}
    indexes = [index for index in reversed(unused) if names.get(index) in captured]
    if not indexes:
        return None
    several = len(indexes) > 1
    found = error("", f"redundant argument{'s' * several}", form.args[indexes[0]])
    found.spans.extend(Label(form.args[index].lo, form.args[index].hi, "", True) for index in indexes[1:])
    places = dict.fromkeys(captured[names[index]].lo for index in indexes)
    found.note("the formatting specifiers are referencing the bindings already" if len(places) > 1
               else "the formatting specifier is referencing the binding already", [Label(lo, lo, "", True) for lo in places])
    if not form.names:
        edits = [(form.args[index].lo, form.args[index].hi if index + 1 == explicit else form.args[index + 1].lo - 1, "") for index in indexes]
        found.suggest("these can be removed" if several else "this can be removed", edits, style="code" if several else "label")
    return found


def never_used(form, unused):
    if len(unused) > 1:
        found = error("", "multiple unused formatting arguments", form.args[unused[0]], "argument never used")
        found.spans.extend(Label(form.args[index].lo, form.args[index].hi, "argument never used", True) for index in unused[1:])
        found.spans.append(Label(form.string, form.string, "multiple missing formatting specifiers"))
        return found
    message = "named argument never used" if unused[0] in form.names.values() else "argument never used"
    return error("", message, form.args[unused[0]], message, [(form.string, "formatting specifier missing")])


def positional_behind_named(form, part, parts):
    """An argument without a name behind those with one, which are shown."""
    found = error("", "positional arguments cannot follow named arguments", (part[0], part[-1]), "positional arguments must be before named arguments")
    kinds = form.tokens.kind
    for named in parts[:parts.index(part)]:
        if len(named) > 2 and kinds[named[1]] == "=":
            found.label((named[0], named[-1]), "named argument")
    return found
