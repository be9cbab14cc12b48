"""Types as the typed generator knows them: tuples of a name and arguments, and what makes values of them.

`("ref", T)` is `&T`, `("mut", T)` is `&mut T`, `("T",)` stands for any type in the tables below.
"""

I32, BOOL, STRING, ITEM, LOUD, PT, SHAPE, VIEW, SLOT, GUARD, ANY = (
    (name,) for name in ("i32", "bool", "String", "Item", "Loud", "Pt", "Shape", "View", "Slot", "Guard", "T"))
COPY = {"i32", "bool", "Pt", "View", "ref", "usize"}
DROP = {"Loud", "Guard"}
HOLDS = {"View": "'_", "Slot": "'_", "Guard": "'_"}          # types with a lifetime


def ref(ty):
    return ("ref", ty)


def mut(ty):
    return ("mut", ty)


def vec(ty):
    return ("Vec", ty)


def option(ty):
    return ("Option", ty)


def box(ty):
    return ("Box", ty)


def pair(ty):
    return ("Pair", ty)


def text(ty, life=""):
    """Rust's text of a type; `life` is written for each of its lifetimes ("" leaves them out)."""
    name, args = ty[0], ty[1:]
    if name in ("ref", "mut"):
        return "&" + (life + " " if life else "") + ("mut " if name == "mut" else "") + text(args[0], life)
    if name in HOLDS:
        return f"{name}<{life}>" if life else name
    if name == "tuple":
        return "(" + ", ".join(text(arg, life) for arg in args) + ")"
    return name + ("<" + ", ".join(text(arg, life) for arg in args) + ">" if args else "")


def has_lifetime(ty):
    return ty[0] in ("ref", "mut") or ty[0] in HOLDS or any(has_lifetime(arg) for arg in ty[1:])


def fields(ty):
    """[(name, type)] of the fields that can be named in a type."""
    if ty[0] == "Pair":
        return [("a", ty[1]), ("b", ty[1])]
    if ty[0] == "tuple":
        return [(str(index), arg) for index, arg in enumerate(ty[1:])]
    return FIELDS.get(ty[0], [])


FIELDS = {
    "Pt": [("x", I32), ("y", I32)],
    "Item": [("name", STRING), ("tags", vec(STRING)), ("pos", PT)],
    "Loud": [("id", STRING), ("n", I32)],
    "View": [("text", ref(STRING)), ("n", I32)],
    "Slot": [("r", mut(STRING)), ("n", I32)],
    "Guard": [("r", ref(STRING)), ("n", I32)],
}

# name → texts of new values; `{}` are further values of the types behind the text
NEW = {
    "i32": [("num()",), ("{} + 1", I32)],
    "bool": [("c()",), ("{} > 1", I32)],
    "String": [("string()",), ("String::from(\"k\")",), ("{} + \"z\"", STRING)],
    "Item": [("item()",), ("Item {{ name: {}, tags: {}, pos: {} }}", STRING, vec(STRING), PT), ("Item {{ name: {}, ..item() }}", STRING)],
    "Loud": [("Loud::new(\"l\")",), ("Loud {{ id: {}, n: {} }}", STRING, I32)],
    "Pt": [("Pt {{ x: {}, y: {} }}", I32, I32), ("Pt {{ x: 1, y: 2 }}",)],
    "Shape": [("Shape::Dot",), ("shape()",), ("Shape::Named {{ name: {}, inner: {} }}", STRING, box(SHAPE)), ("Shape::Line({}, {})", PT, box(PT))],
    "View": [("View {{ text: {}, n: 1 }}", ref(STRING)), ("view({})", ref(STRING)), ("View::new({})", ref(STRING))],
    "Slot": [("Slot {{ r: {}, n: 1 }}", mut(STRING)), ("Slot::new({})", mut(STRING))],
    "Guard": [("guard({})", ref(STRING)), ("Guard {{ r: {}, n: 2 }}", ref(STRING))],
}
NEW_OF = {
    "Vec": [("Vec::<{}>::new()",), ("vec![{}]", ANY), ("vec![{}, {}]", ANY, ANY)],
    "Option": [("Some({})", ANY), ("Some({})", ANY), ("None::<{}>",)],
    "Box": [("Box::new({})", ANY)],
    "Pair": [("Pair {{ a: {}, b: {} }}", ANY, ANY), ("Pair::new({}, {})", ANY, ANY)],
}

# (text, types of the holes, result): what comes out may hold what went in where both have lifetimes.
# A hole of type ("recv", "&", T) is a place of type T that the method borrows by itself.


def recv(kind, ty):
    return ("recv", kind, ty)


CALLS = [
    ("pick({}, {})", (ref(ANY), ref(ANY)), ref(ANY)), ("left({}, {})", (ref(ANY), ref(STRING)), ref(ANY)),
    ("pick_mut({}, {})", (mut(ANY), mut(ANY)), mut(ANY)), ("same({})", (ANY,), ANY), ("mem::take({})", (mut(STRING),), STRING),
    ("mem::replace({}, {})", (mut(ANY), ANY), ANY), ("{}.clone()", (recv("&", STRING),), STRING), ("{}.clone()", (recv("&", ITEM),), ITEM),
    ("{}.name()", (recv("&", ITEM),), ref(STRING)), ("{}.tags_mut()", (recv("&mut", ITEM),), mut(vec(STRING))), ("{}.into_tags()", (recv("", ITEM),), vec(STRING)),
    ("{}.with({})", (recv("", ITEM), STRING), ITEM), ("{}.both().0", (recv("&mut", ITEM),), mut(STRING)),
    ("{}.id()", (recv("&", LOUD),), ref(STRING)), ("{}.id_mut()", (recv("&mut", LOUD),), mut(STRING)), ("{}.sum()", (recv("", PT),), I32), ("{}.x_mut()", (recv("&mut", PT),), mut(I32)),
    ("{}.text()", (recv("&", VIEW),), ref(STRING)), ("{}.short()", (recv("&", VIEW),), ref(STRING)), ("{}.get()", (recv("&mut", SLOT),), mut(STRING)),
    ("{}.release()", (recv("", SLOT),), mut(STRING)), ("{}.peek()", (recv("&", SLOT),), ref(STRING)), ("{}.a()", (recv("&", pair(ANY)),), ref(ANY)),
    ("{}.b_mut()", (recv("&mut", pair(ANY)),), mut(ANY)), ("{}.split().0", (recv("", pair(ANY)),), ANY), ("{}.name()", (recv("&", SHAPE),), option(ref(STRING))),
    ("{}.inner_mut()", (recv("&mut", SHAPE),), option(mut(SHAPE))), ("{}.pop()", (recv("&mut", vec(ANY)),), option(ANY)), ("{}.first()", (recv("&", vec(ANY)),), option(ref(ANY))),
    ("{}.last_mut()", (recv("&mut", vec(ANY)),), option(mut(ANY))), ("{}.remove(0)", (recv("&mut", vec(ANY)),), ANY), ("{}.iter().max()", (recv("&", vec(STRING)),), option(ref(STRING))),
    ("longest({})", (ref(vec(STRING)),), option(ref(STRING))), ("{}.take()", (recv("&mut", option(ANY)),), option(ANY)), ("{}.as_ref()", (recv("&", option(ANY)),), option(ref(ANY))),
    ("{}.as_mut()", (recv("&mut", option(ANY)),), option(mut(ANY))), ("{}.unwrap()", (recv("", option(ANY)),), ANY), ("{}.unwrap_or({})", (recv("", option(ANY)), ANY), ANY),
    ("{}.is_some()", (recv("&", option(ANY)),), BOOL), ("{}.is_empty()", (recv("&", STRING),), BOOL), ("{}.look()", (recv("&", STRING),), ref(STRING)), ("{}.eat()", (recv("", ITEM),), STRING),
    ("{}.change()", (recv("&mut", LOUD),), mut(STRING)), ("{}.into_iter().next()", (recv("", vec(ANY)),), option(ANY)), ("{}.map(|k| k.clone())", (option(ref(STRING)),), option(STRING)),
]
EFFECTS = [
    ("{}.push('x');", (recv("&mut", STRING),)), ("{}.clear();", (recv("&mut", STRING),)), ("{}.push({});", (recv("&mut", vec(ANY)), ANY)), ("{}.clear();", (recv("&mut", vec(ANY)),)),
    ("touch({});", (mut(ANY),)), ("show({});", (ref(ANY),)), ("show({});", (ref(ANY),)), ("eat({});", (ANY,)), ("drop({});", (ANY,)), ("mem::swap({}, {});", (mut(ANY), mut(ANY))),
    ("{}.swap();", (recv("&mut", pair(ANY)),)), ("{}.push_str({});", (recv("&mut", STRING), ref(STRING))), ("{}.insert({});", (recv("&mut", option(ANY)), ANY)), ("println!(\"{{:?}}\", {});", (ref(ANY),)),
    ("store({}, {});", (mut(vec(ref(STRING))), ref(STRING))), ("put({}, {});", (mut(option(ref(STRING))), ref(STRING))), ("eat(({}, {}));", (ref(ANY), mut(ANY))),
]
ROOTS = [I32, STRING, STRING, ITEM, ITEM, LOUD, PT, SHAPE, vec(STRING), vec(ITEM), option(STRING), option(ITEM), box(ITEM), box(STRING), pair(STRING), pair(ITEM), option(box(ITEM)),
         ("tuple", STRING, ITEM), ref(STRING), ref(ITEM), mut(STRING), mut(ITEM), mut(vec(STRING)), VIEW, SLOT, GUARD, option(ref(STRING)), vec(ref(STRING)), ref(I32), mut(I32), pair(ref(STRING)),
         option(mut(ITEM)), ref(ref(STRING)), box(ref(STRING)), mut(LOUD), ref(LOUD), mut(option(STRING)), mut(VIEW), mut(SLOT), vec(mut(STRING)), option(VIEW), mut(PT), vec(LOUD), vec(VIEW)]


def match(pattern, ty):
    """What "T" stands for if `pattern` is the type `ty` ((): it does not occur), else None."""
    if pattern == ANY:
        return ty
    if pattern[0] != ty[0] or len(pattern) != len(ty):
        return None
    found = ()
    for one, other in zip(pattern[1:], ty[1:]):
        inner = match(one, other)
        if inner is None:
            return None
        found = inner or found
    return found


def put(pattern, any_type):
    """`pattern` with a type for "T"."""
    if pattern == ANY:
        return any_type
    return tuple([put(part, any_type) if type(part) is tuple else part for part in pattern])
