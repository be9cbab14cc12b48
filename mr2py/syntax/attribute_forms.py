"""What built-in attributes may say, and on what (rustc_attr_parsing; Reference, "Attributes"). Only items with such an attribute import this."""

from ..diagnostics import Label
from . import ast
from .attribute_arguments import Form, split
from .errors import add

INTEGERS = frozenset("i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize".split())
LAYOUTS = frozenset(("C", "Rust", "packed", "align", "transparent", "simd"))
PREDICATES = frozenset(("all", "any", "not", "target", "version", "accessible"))
DATA = "struct, enum, or union"


def check_item(diags, tokens, item):
    """Report what is wrong with the attributes of an item."""
    forms = [Form(tokens, attribute) for attribute in item.attrs]
    for form in forms:
        checker = CHECKS.get(form.name)
        if checker is not None:
            checker(diags, form, item)
    check_representation(diags, [form for form in forms if form.name == "repr"], item)
    again = [form for form in forms if form.name == "deprecated"][1:]
    for form in again:
        add(diags, "multiple `deprecated` attributes", *form.span)


def malformed(diags, form, code, at, label):
    """An attribute with another form than its own; `at`: the tokens that are wrong."""
    add(diags, f"malformed `{form.name}` attribute input", *form.span, code=code, also=[(at[0], at[-1], label)])


# --- one attribute ------------------------------------------------------------------------------------------------

def check_inline(diags, form, item):
    arguments = (form.attribute.lo + 1, form.attribute.hi)
    if form.kind == "list" and len(form.items) != 1:
        malformed(diags, form, "E0805", arguments, "expected a single argument here")
    elif form.kind == "value" or form.kind == "list" and form.words(form.items[0]) not in (["always"], ["never"]):
        malformed(diags, form, "E0539", form.items[0] if form.items else arguments, "valid arguments are `always` or `never`")


def check_deprecated(diags, form, item):
    seen = set()
    for part in form.items:
        words = form.words(part)
        if words[0] not in ("since", "note"):
            malformed(diags, form, "E0539", part, "valid arguments are `since` or `note`")
        elif len(words) != 3 or words[1] != "=":
            malformed(diags, form, "E0539", part, f'expected this to be of the form `{words[0]} = "..."`')
        elif words[0] in seen:
            malformed(diags, form, "E0538", part, f"found `{words[0]}` used as a key more than once")
        else:
            seen.add(words[0])
            continue
        return


def check_stability(diags, form, item):
    add(diags, "stability attributes may not be used outside of the standard library", *form.span, code="E0734")


def check_track_caller(diags, form, item):
    if type(item) is ast.Fn and "extern" in (item.quals or "").split():
        add(diags, "`#[track_caller]` requires Rust ABI", *form.span, code="E0737")


def check_cfg(diags, form, item):
    for part in form.items:
        check_predicate(diags, form, part)


def check_predicate(diags, form, part):
    words = form.words(part)
    if len(words) < 2 or words[1] != "(":
        return
    inner = [one for one, _ in split(form.tokens, part[2:-1]) if one]
    if words[0] not in PREDICATES:
        add(diags, f"invalid predicate `{words[0]}`", part[0], part[-1], code="E0537")
    elif words[0] == "not" and len(inner) != 1:
        malformed(diags, form, "E0805", part[1:], "expected a single argument here")
    else:
        for one in inner:
            check_predicate(diags, form, one)


def check_macro_use(diags, form, item):
    """Macros of a crate are named one by one; std's are those that its macros are looked up among."""
    from .std_macros import MACROS
    for part in form.items if type(item) is ast.ExternCrate else ():
        if len(part) != 1:
            return malformed(diags, form, "E0565", part[1:], "didn't expect any arguments here")
        if form.words(part)[0] not in MACROS:
            add(diags, "imported macro not found", part[0], part[0], code="E0469")


CHECKS = {"macro_use": check_macro_use, "inline": check_inline, "deprecated": check_deprecated, "stable": check_stability, "unstable": check_stability,
          "track_caller": check_track_caller, "cfg": check_cfg}


# --- representations ----------------------------------------------------------------------------------------------

def check_representation(diags, forms, item):
    """`#[repr(…)]`: known hints, on what they fit, that do not conflict."""
    hints = []
    for form in forms:
        if form.kind != "list":
            malformed(diags, form, "E0539", (form.attribute.lo + 1, form.attribute.hi), "expected this to be a list")
            continue
        for part in form.items:
            if form.tokens.kind[part[0]] != "IDENT":
                add(diags, "meta item in `repr` must be an identifier", *form.span, code="E0565")
            elif check_hint(diags, form, part, item):
                hints.append((form.words(part), part))
    if hints:
        check_conflicts(diags, hints, item)


def check_hint(diags, form, part, item):
    """Whether one hint is right by itself."""
    words = form.words(part)
    name = words[0]
    if name not in INTEGERS and name not in LAYOUTS:
        found = add(diags, "unrecognized representation hint", part[0], part[-1], code="E0552")
        found.help("valid reprs are `Rust` (default), `C`, `align`, `packed`, `transparent`, `simd`, `i8`, `u8`, `i16`, `u16`, `i32`, `u32`, `i64`, `u64`, "
                   "`i128`, `u128`, `isize`, `usize`")
        return False
    if name == "align" and not check_alignment(diags, words, part):
        return False
    kind = type(item)
    wanted, fits = ("an enum", kind is ast.Enum) if name in INTEGERS else ("a struct or union", kind in (ast.Struct, ast.Union)) \
        if name in ("packed", "simd") else ("a " + DATA, kind in (ast.Struct, ast.Enum, ast.Union))
    if not fits:
        add(diags, f"attribute should be applied to {wanted}", part[0], part[-1], code="E0517", also=[(item.lo, item.hi, f"not {wanted}")])
    return fits


def check_alignment(diags, words, part):
    if words[1:2] == ["="]:
        add(diags, "incorrect `repr(align)` attribute format", part[0], part[-1], code="E0693").help("use parentheses instead")
        return False
    if len(words) == 1:
        add(diags, "invalid `repr(align)` attribute: `align` needs an argument", part[0], part[-1], code="E0589")
        return False
    digits = words[2].replace("_", "")
    if not digits.isdigit() or int(digits) & int(digits) - 1 or not int(digits):
        why = "not a power of two" if digits.isdigit() else "not an unsuffixed integer"
        add(diags, f"invalid `repr(align)` attribute: {why}", part[2], part[2], code="E0589")
        return False
    return True


def check_conflicts(diags, hints, item):
    names = [words[0] for words, _ in hints]
    integers = [name for name in names if name in INTEGERS]
    if "transparent" in names and len(names) > 1:
        of_all(diags, f"transparent {'enum' if type(item) is ast.Enum else 'struct'} cannot have other repr hints", hints, "E0692")
    elif len(integers) > 1 or "Rust" in names and len(names) > 1 or \
            integers and "C" in names and type(item) is ast.Enum and not any(getattr(variant, "fields", None) for variant in item.variants):
        of_all(diags, "conflicting representation hints", hints, "E0566")
    packed = {tuple(words[1:]) for words, _ in hints if words[0] == "packed"}
    if packed and "align" in names:
        add(diags, "type has conflicting packed and align representation hints", item.name_tok - 1, item.name_tok, code="E0587")
    elif len(packed) > 1:
        add(diags, "type has conflicting packed representation hints", item.name_tok - 1, item.name_tok, code="E0634")


def of_all(diags, message, hints, code):
    """An error of several hints."""
    (_, first), *rest = hints
    found = add(diags, message, first[0], first[-1], code=code)
    found.spans.extend(Label(part[0], part[-1], "", True) for _, part in rest)
