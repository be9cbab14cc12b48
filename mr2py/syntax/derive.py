"""`#[derive(…)]`: the impl items that rustc's built-in derives write.

Nodes stand at the trait's name in the attribute; what concerns one field stands at that field, where
rustc reports a missing impl of the field's type.
"""

from . import ast
from .make import Maker

PATHS = {"Clone": "$crate::clone::Clone", "Copy": "$crate::marker::Copy", "Debug": "$crate::fmt::Debug",
         "PartialEq": "$crate::cmp::PartialEq", "Eq": "$crate::cmp::Eq", "PartialOrd": "$crate::cmp::PartialOrd",
         "Ord": "$crate::cmp::Ord", "Hash": "$crate::hash::Hash", "Default": "$crate::default::Default"}
EQUAL = "$crate::cmp::Ordering::Equal"


def derive_impls(expander, item):
    """The Impl nodes for all derive attributes of a struct, enum or union."""
    tokens, out, wanted = expander.tokens, [], []
    for attr in item.attrs:
        if attr.path == "derive":
            for part in expander.split_commas(attr.toks, "identifier"):
                strange = next((token for before, token in zip(part, part[1:]) if "::" not in (tokens.kind[before], tokens.kind[token])), None)
                if strange is not None:
                    expander.diags.error("", f"expected one of `(`, `,`, `::`, or `=`, found `{tokens.text[strange]}`", strange, strange)
                    return []
                if part:
                    wanted.append((tokens.text[part[-1]], part))
    names = {name for name, _ in wanted}
    for name, part in wanted:
        if tokens.kind[part[-1]] not in ("IDENT", "crate", "self", "super"):
            expander.diags.error("E0777", "expected path to a trait, found literal", part[0], part[-1], "not a trait")
            continue
        if name not in PATHS:
            expander.diags.error("", f"cannot find derive macro `{name}` in this scope", part[-1], part[-1])
            continue
        impl = Derive(expander, item, name, part, names).build()
        if impl is not None:
            out.append(impl)
    return out


def copied(node):
    """A deep copy of a node or list, so that no node stands in the tree twice."""
    if isinstance(node, list):
        return [copied(part) for part in node]
    if not isinstance(node, ast.Node):
        return node
    return type(node)(*[copied(getattr(node, field)) for field in node.FIELDS], node.lo, node.hi)


class Derive:
    """One derive of one item."""

    def __init__(self, expander, item, name, part, names):
        self.expander, self.item, self.name, self.names = expander, item, name, names
        self.make = Maker(part[0], part[-1])
        self.params = [param for param in item.generics.params if isinstance(param, ast.TypeParam)]

    def build(self):
        item = self.item
        if isinstance(item, ast.Enum):
            self.variants = item.variants
        elif isinstance(item, ast.Struct):
            self.variants = [item]
        else:
            self.variants = []
        methods = getattr(self, "derive_" + self.name)()
        if methods is None:
            return None
        make = self.make
        attr = ast.Attr("automatically_derived", "", [], make.lo, make.hi)
        return ast.Impl([attr], self.generics(), make.path(PATHS[self.name]), False, self.self_ty(), methods, False, make.lo, make.hi)

    # --- the head ------------------------------------------------------------------------------

    def generics(self):
        """The item's generics, each type parameter bounded by the trait (and projections of it); an enum's default has no fields and needs nothing."""
        make, generics = self.make, copied(self.item.generics)
        for param in generics.params:
            param.attrs = []
            if isinstance(param, (ast.TypeParam, ast.ConstParam)):
                param.default = None
            if isinstance(param, ast.TypeParam) and not (self.name == "Default" and self.is_enum):
                param.bounds.append(self.bound())
        for ty in self.projections():
            generics.where.append(ast.WherePred([], copied(ty), [self.bound()], make.lo, make.hi))
        return generics

    def bound(self):
        make = self.make
        return ast.TraitBound([], "", make.path(PATHS[self.name]), make.lo, make.hi)

    def projections(self):
        """Field types such as `T::Item`, which need the trait too."""
        names = {param.name for param in self.params}
        found = []
        for variant in self.variants:
            for field in variant.fields:
                collect_projections(field.ty, names, found)
        return found

    def self_ty(self):
        """The item's type; rustc reports at the item's name what the type lacks for the impl."""
        make, args = Maker(self.item.name_tok, self.item.name_tok), []
        for param in self.item.generics.params:
            if isinstance(param, ast.LifetimeParam):
                args.append(ast.Lifetime(param.name, make.lo, make.hi))
            else:
                args.append(make.ty(param.name))
        return make.ty(self.item.name, args)

    # --- pieces --------------------------------------------------------------------------------

    def at(self, field):
        """A Maker at a field: rustc points there when its type lacks the trait."""
        if field.name.isdigit():
            return Maker(field.ty.lo, field.ty.hi)
        return Maker(field.lo, field.hi)

    def path_of(self, variant):
        return self.item.name + "::" + variant.name if variant is not self.item else self.item.name

    def pattern(self, variant, prefix):
        """A pattern for `variant` that binds its fields to prefix0, prefix1 …"""
        make, path = self.make, self.path_of(variant)
        if variant.kind == "unit":
            return make.pat_path(path)
        names = [f"{prefix}{index}" for index in range(len(variant.fields))]
        if variant.kind == "tuple":
            return ast.PatTupleStruct(make.path(path), list(map(make.bind, names)), make.lo, make.hi)
        fields = [ast.FieldPat(field.name, make.bind(name), False, make.lo, make.hi) for field, name in zip(variant.fields, names)]
        return ast.PatStruct(make.path(path), fields, False, make.lo, make.hi)

    def construct(self, variant, values):
        make, path = self.make, self.path_of(variant)
        if variant.kind == "unit":
            return make.name(path)
        if variant.kind == "tuple":
            return make.call(path, *values)
        inits = [ast.FieldInit(field.name, make.lo, value, False, make.lo, make.hi) for field, value in zip(variant.fields, values)]
        return ast.StructLit(make.path(path), inits, None, False, make.lo, make.hi)

    @property
    def is_enum(self):
        return isinstance(self.item, ast.Enum)

    def refs(self, variant, owner, prefix):
        """Expressions of type `&Field`: `&self.x` in a struct, the bound name in an enum's arm."""
        if self.is_enum:
            return [self.at(field).name(f"{prefix}{index}") for index, field in enumerate(variant.fields)]
        out = []
        for field in variant.fields:
            make = self.at(field)
            out.append(make.ref(make.field(make.name(owner), field.name)))
        return out

    def each_variant(self, body):
        """`body(variant)` for a struct; a match over `self` with one arm a variant for an enum."""
        make = self.make
        if not self.is_enum:
            return body(self.item)
        if not self.variants:
            return make.match(make.deref(make.name("self")))
        return make.match(make.name("self"), *[make.arm(self.pattern(variant, "a"), body(variant)) for variant in self.variants])

    def assertions(self, wrapper):
        """`let _: Wrapper<FieldType>;` for each field; types of one word once, as rustc does."""
        stmts, seen = [], set()
        for variant in self.variants:
            for field in variant.fields:
                word = single_word(field.ty)
                if word is not None and word in seen:
                    continue
                seen.add(word)
                make = self.at(field)
                stmts.append(ast.Let([], make.wild(), make.ty(wrapper, [copied(field.ty)]), None, None, make.lo, make.hi))
        return stmts

    def method(self, name, params, ret, expr, stmts=(), receiver=True):
        make = self.make
        body = make.block(list(stmts), expr)
        return make.fn(name, receiver, params, ret, body)

    def other(self):
        return [("other", self.make.ref_ty(self.make.ty("Self")))]

    # --- the traits ----------------------------------------------------------------------------

    def derive_Copy(self):
        return []

    def derive_Clone(self):
        make = self.make
        if isinstance(self.item, ast.Union) or "Copy" in self.names and not self.params:
            body = make.deref(make.name("self"))
            return [self.method("clone", [], make.ty("Self"), body, self.assertions("$crate::clone::AssertParamIsClone"))]

        def body(variant):
            values = [self.at(field).call(PATHS["Clone"] + "::clone", ref)
                      for field, ref in zip(variant.fields, self.refs(variant, "self", "a"))]
            return self.construct(variant, values)
        return [self.method("clone", [], make.ty("Self"), self.each_variant(body))]

    def derive_Debug(self):
        make = self.make

        def body(variant):
            if variant.kind == "unit":
                return make.call("$crate::fmt::Formatter::write_str", make.name("f"), make.str(variant.name))
            word = "debug_tuple" if variant.kind == "tuple" else "debug_struct"
            chain = make.call(f"$crate::fmt::Formatter::{word}", make.name("f"), make.str(variant.name))
            for field, ref in zip(variant.fields, self.refs(variant, "self", "a")):
                at = self.at(field)
                args = [ref] if variant.kind == "tuple" else [at.str(field.name), ref]
                chain = at.method(chain, "field", *args)
            return make.method(chain, "finish")
        formatter = make.ref_ty(make.ty("$crate::fmt::Formatter"), True)
        return [self.method("fmt", [("f", formatter)], make.ty("$crate::fmt::Result"), self.each_variant(body))]

    def derive_PartialEq(self):
        make = self.make

        def equal(variant):
            tests = []
            for field, left, right in zip(variant.fields, self.refs(variant, "self", "a"), self.refs(variant, "other", "b")):
                at = self.at(field)
                tests.append(at.binary("==", strip(at, left), strip(at, right)))
            result = tests[0] if tests else make.bool(True)
            for test in tests[1:]:
                result = make.binary("&&", result, test)
            return result
        return [self.method("eq", self.other(), make.ty("bool"), self.both(equal, lambda: make.bool(False)))]

    def both(self, body, differ):
        """`body(variant)` where self and other are of one variant, else `differ()`."""
        make = self.make
        if not self.is_enum:
            return body(self.item)
        if not self.variants:
            return make.match(make.deref(make.name("self")))
        arms = [make.arm(make.pat_tuple(self.pattern(variant, "a"), self.pattern(variant, "b")), body(variant))
                for variant in self.variants]
        if len(self.variants) > 1:
            arms.append(make.arm(make.wild(), differ()))
        return make.match(make.tuple(make.name("self"), make.name("other")), *arms)

    def derive_Eq(self):
        stmts = self.assertions("$crate::cmp::AssertParamIsEq")
        return [self.method("assert_receiver_is_total_eq", [], None, None, stmts)]

    def discriminants(self):
        make = self.make
        return [make.ref(make.call("$crate::intrinsics::discriminant_value", make.name(name))) for name in ("self", "other")]

    def compare(self, function, equal, wrap):
        """The chain of comparisons field by field; `equal` is the path of the result "equal"."""
        make = self.make

        def body(variant):
            pairs = list(zip(variant.fields, self.refs(variant, "self", "a"), self.refs(variant, "other", "b")))
            if not pairs:
                return wrap(make, make.name(EQUAL))
            result = None
            for field, left, right in reversed(pairs):
                at = self.at(field)
                here = at.call(function, left, right)
                if result is None:
                    result = here
                else:
                    result = make.match(here, make.arm(equal(make), result), make.arm(make.bind("cmp"), make.name("cmp")))
            return result
        return self.both(body, lambda: make.call(function, *self.discriminants()))

    def derive_PartialOrd(self):
        make = self.make
        some = "$crate::option::Option::Some"
        ret = make.ty("$crate::option::Option", [make.ty("$crate::cmp::Ordering")])
        body = self.compare(PATHS["PartialOrd"] + "::partial_cmp",
                            lambda make: ast.PatTupleStruct(make.path(some), [make.pat_path(EQUAL)], make.lo, make.hi),
                            lambda make, value: make.call(some, value))
        return [self.method("partial_cmp", self.other(), ret, body)]

    def derive_Ord(self):
        body = self.compare(PATHS["Ord"] + "::cmp", lambda make: make.pat_path(EQUAL), lambda make, value: value)
        return [self.method("cmp", self.other(), self.make.ty("$crate::cmp::Ordering"), body)]

    def derive_Hash(self):
        make = self.make
        function = PATHS["Hash"] + "::hash"

        def body(variant):
            calls = [self.at(field).call(function, ref, self.at(field).name("state"))
                     for field, ref in zip(variant.fields, self.refs(variant, "self", "a"))]
            return make.block([make.stmt(call) for call in calls])
        stmts = []
        if self.is_enum and len(self.variants) > 1:
            stmts.append(make.stmt(make.call(function, self.discriminants()[0], make.name("state"))))
        method = self.method("hash", [("state", make.ref_ty(make.ty("__H"), True))], None, self.each_variant(body), stmts)
        bound = ast.TraitBound([], "", make.path("$crate::hash::Hasher"), make.lo, make.hi)
        method.generics.params.append(ast.TypeParam([], "__H", [bound], None, make.lo, make.hi))
        return [method]

    def derive_Default(self):
        make, variant = self.make, self.item
        if self.is_enum:
            marked = [variant for variant in self.variants if any(attr.path == "default" for attr in variant.attrs)]
            if len(marked) != 1:
                self.no_default(marked)
                return [self.method("default", [], make.ty("Self"), ast.ErrorExpr(make.lo, make.hi), receiver=None)]
            variant = marked[0]
        values = [self.at(field).call(PATHS["Default"] + "::default") for field in variant.fields]
        return [self.method("default", [], make.ty("Self"), self.construct(variant, values), receiver=None)]

    def no_default(self, marked):
        diags, make = self.expander.diags, self.make
        if marked:
            diags.error("", "multiple declared defaults", make.lo, make.hi)
        else:
            diags.error("E0665", "`#[derive(Default)]` on enum with no `#[default]`", make.lo, make.hi)


def strip(make, ref):
    """The place behind a reference expression: `self.x` of `&self.x`, `*a0` of `a0`."""
    return ref.expr if isinstance(ref, ast.AddrOf) else make.deref(ref)


def single_word(ty):
    """The name that is all of a type's path, or None."""
    path = ty.path if isinstance(ty, ast.TyPath) else None
    fits = path is not None and path.qself is None and not path.global_ and len(path.segments) == 1 and path.segments[0].args is None
    return path.segments[0].name if fits else None


def collect_projections(ty, names, found):
    """Append the type paths in `ty` that begin with a type parameter and go on."""
    if isinstance(ty, ast.TyPath):
        path = ty.path
        if path.qself is None and len(path.segments) > 1 and path.segments[0].name in names:
            found.append(ty)
    for field in getattr(ty, "FIELDS", ()):
        value = getattr(ty, field)
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, ast.Node):
                collect_projections(part, names, found)
