"""The parser's actions: items (generics, paths and types are in build_types.py). Each is called at its rule's reduction.

An action takes (builder, values of the right side, lo, hi) and returns the rule's value: an AST
node, a list, or (for a terminal) its token index. Its name is the rule's `-> name` in grammar.lark.
"""

from ..diagnostics.build import unsupported
from . import ast, errors
from .cfg import enabled
from .literals import string_value


class Builder:
    """What actions share: the token table, the parser (for macro fragments) and pending checks."""

    def __init__(self, parser):
        self.parser, self.tokens, self.diags = parser, parser.tokens, parser.diags
        self.text, self.marks = parser.tokens.text, parser.tokens.mark
        self.edition = parser.edition
        self.behind = 0         # the token that stands for the end of what is parsed
        self.attributed = {}    # id → (expression, the tokens of attributes before it): those that no list has claimed
        self.given_up = []      # tokens behind which nothing more of the block is looked at
        self.lets = {}          # `let` conditions not yet claimed by an if, while or guard

    def name(self, token):
        """A local name: with its hygiene mark where a macro introduced it."""
        mark = self.marks[token]
        return f"{self.text[token]}#{mark}" if mark else self.text[token]

    def group(self, token, start):
        """Parse the macro fragment behind `token` (afresh, so that no node occurs twice)."""
        from .parser import fold
        return self.parser.run(start, fold(self.tokens, list(self.tokens.groups[token])), token)

    def finish(self):
        for node in self.lets.values():
            errors.let_not_allowed(self.diags, node)
        self.lets.clear()
        if self.attributed:
            from .unstable import expression_attributes
            expression_attributes(self, self.attributed.values())
            self.attributed.clear()

    def elements(self, nodes):
        """The elements of a list of expressions, where attributes are allowed, without those that `cfg` takes away."""
        if not self.attributed:
            return nodes
        out = []
        for node in nodes:
            found = self.attributed.pop(id(node), None)
            if found is None or enabled(self.tokens, attributes(self, found[1])):
                out.append(node)
        return out


# --- helpers -------------------------------------------------------------------------------

def a_nil(b, v, lo, hi):
    return []


def a_none(b, v, lo, hi):
    return None


def a_one(b, v, lo, hi):
    return [v[0]]


def a_push(b, v, lo, hi):
    v[0].append(v[1])
    return v[0]


def a_push_sep(b, v, lo, hi):
    v[0].append(v[2])
    return v[0]


def a_first(b, v, lo, hi):
    return v[0]


def a_second(b, v, lo, hi):
    return v[1]


def a_third(b, v, lo, hi):
    return v[2]


def a_paren(b, v, lo, hi):
    node = v[1]
    if b.lets.pop(id(node), None) is not None:
        errors.let_not_allowed(b.diags, node)
    node.lo, node.hi = lo, hi
    return node


def a_kw(b, v, lo, hi):
    return ""


def a_kw_unsafe(b, v, lo, hi):
    return "unsafe"


def a_words(b, v, lo, hi):
    return " ".join(b.text[token] for token in v)


UNSAFE_ATTRIBUTES = frozenset(("no_mangle", "export_name", "link_section"))
ATTRIBUTE_STARTS = frozenset(("IDENT", "unsafe", "::", "crate", "self", "super", "$crate"))


# --- crate and items -----------------------------------------------------------------------

def attributes(b, raw):
    return [item if isinstance(item, ast.Attr) else make_attr(b, item) for item in raw]


def make_attr(b, tokens):
    """An Attr of the tokens between the brackets (Reference, "Attributes")."""
    text, kinds = b.text, b.tokens.kind
    wrapped = len(tokens) > 3 and text[tokens[0]] == "unsafe" and text[tokens[1]] == "("
    if wrapped:
        tokens = tokens[2:-1]
    split = 0
    while split < len(tokens) and kinds[tokens[split]] not in ("(", "[", "{", "="):
        split += 1
    path = "".join(text[token] for token in tokens[:split])
    if path in UNSAFE_ATTRIBUTES and b.edition >= 2024 and not wrapped:
        errors.attribute_without_unsafe(b.diags, path, tokens[0], tokens[-1])
    if not split or kinds[tokens[0]] not in ATTRIBUTE_STARTS:
        errors.empty_attribute(b.diags, b.tokens, tokens)
    rest = tokens[split + 1:]
    if split < len(tokens) and kinds[tokens[split]] != "=":
        rest = rest[:-1]
    args = b.tokens.snippet(rest[0], rest[-1]) if rest else ""
    lo, hi = (tokens[0], tokens[-1]) if tokens else (0, 0)
    return ast.Attr(path, args, rest, lo, hi)


def a_crate(b, v, lo, hi):
    return ast.Crate(attributes(b, v[0]), v[1], lo, hi)


def a_body(b, v, lo, hi):
    from .build_expr import split_stmts
    stmts, expr = split_stmts(v[0])
    return ast.Block(None, "", stmts, expr, lo, hi)


def no_vis(lo):
    return ast.Vis("", None, lo, lo)


def a_item(b, v, lo, hi):
    node = v[1]
    node.attrs = attributes(b, v[0]) + node.attrs if v[0] else node.attrs
    return node


def a_item_vis(b, v, lo, hi):
    node = with_vis(b, v[2], v[1])
    node.attrs = attributes(b, v[0]) + node.attrs if v[0] else node.attrs
    return node


def with_vis(b, node, vis):
    """`node` with its visibility, which some items cannot have (E0449)."""
    if type(node) is ast.MacroRules:
        errors.qualified_macro_rules(b.diags, vis, b.tokens.snippet(vis.lo, vis.hi))
    elif "vis" in node.FIELDS:
        node.vis, node.lo = vis, vis.lo
    else:
        errors.visibility(b.diags, vis)
    return node


def a_nt_item(b, v, lo, hi):
    node = b.group(v[1], "item_start")
    node.attrs = attributes(b, v[0]) + node.attrs
    return node


def a_macro_item(b, v, lo, hi):
    delim, toks = v[2]
    mac = ast.MacroCall(v[1], delim, toks, v[1].lo, hi)
    return ast.MacroItem(attributes(b, v[0]), mac, v[1].lo, hi)


def a_vis(b, v, lo, hi):
    return ast.Vis("pub", None, lo, hi)


def a_vis_in(b, v, lo, hi):
    return ast.Vis(b.text[v[2]], None, lo, hi)


def a_vis_path(b, v, lo, hi):
    return ast.Vis("in", v[3], lo, hi)


def a_nt_vis(b, v, lo, hi):
    if not b.tokens.groups[v[0]]:
        return no_vis(lo)
    return b.group(v[0], "vis_start")


def a_abi(b, v, lo, hi):
    return "C"


def a_abi_str(b, v, lo, hi):
    return string_value(b, v[1])


def a_fn_kw(b, v, lo, hi):
    """The qualifiers before `fn`, blank separated; an ABI counts as the word extern."""
    return " ".join("extern" if isinstance(part, str) else b.text[part] for part in v[:-1])


def with_where(generics, where):
    generics.where = where
    return generics


def a_fn(b, v, lo, hi):
    quals, name, generics, _, params, _, ret, where, body = v
    self_param = None
    if params and isinstance(params[0], ast.SelfParam):
        self_param = params.pop(0)
    for param in params:
        if isinstance(param, ast.SelfParam):
            errors.misplaced_self(b.diags, param)
    return ast.Fn([], no_vis(lo), b.text[name], name, with_where(generics, where), self_param,
                  [param for param in params if not isinstance(param, ast.SelfParam)], ret, body, quals, lo, hi)


def is_self(node):
    return isinstance(node, ast.PatPath) and len(node.path.segments) == 1 and node.path.segments[0].name.partition("#")[0] == "self"


def self_param(pat, ty, lo, hi):
    """The SelfParam that a parameter's pattern spells, or None."""
    if isinstance(pat, ast.SelfParam):
        pat.ty = ty
        return pat
    if is_self(pat):
        return ast.SelfParam(False, None, False, ty, lo, hi)
    if isinstance(pat, ast.PatRef) and is_self(pat.pat) and ty is None:
        return ast.SelfParam(True, None, pat.mut, None, lo, hi)
    return None


def a_param(b, v, lo, hi):
    found = self_param(v[1], v[3], v[1].lo, hi)
    return found or ast.Param(attributes(b, v[0]), v[1], v[3], v[1].lo, hi)


def a_param_self(b, v, lo, hi):
    found = self_param(v[1], None, v[1].lo, hi)
    if found is None:
        errors.param_without_type(b.diags, v[1])
        found = ast.Param([], v[1], ast.ErrorTy(hi, hi), lo, hi)
    return found


def a_error_param(b, v, lo, hi):
    """A parameter that could not be read."""
    return ast.Param([], ast.PatWild(hi, hi), ast.ErrorTy(hi, hi), hi, hi)


def a_variadic(b, v, lo, hi):
    b.diags.add(unsupported("MR011", "a C-variadic parameter", (lo, hi)))
    return ast.Param([], ast.PatWild(lo, hi), ast.ErrorTy(lo, hi), lo, hi)


def adt(b, v, lo, hi, kind, fields, where):
    return ast.Struct([], no_vis(lo), b.text[v[1]], v[1], with_where(v[2], where), kind, fields, lo, hi)


def a_struct_named(b, v, lo, hi):
    return adt(b, v, lo, hi, "named", v[5], v[3])


class Partial(list):
    """The fields of a struct whose others could not be read: an unknown one is no error."""


def a_no_fields(b, v, lo, hi):
    return Partial()


def a_some_fields(b, v, lo, hi):
    return Partial(v[0])


def number_fields(fields):
    for index, field in enumerate(fields):
        field.name = str(index)
    return fields


def a_struct_tuple(b, v, lo, hi):
    return adt(b, v, lo, hi, "tuple", number_fields(v[4]), v[6])


def a_struct_unit(b, v, lo, hi):
    return adt(b, v, lo, hi, "unit", [], v[3])


def a_enum(b, v, lo, hi):
    return ast.Enum([], no_vis(lo), b.text[v[1]], v[1], with_where(v[2], v[3]), v[5], lo, hi)


def a_union(b, v, lo, hi):
    return ast.Union([], no_vis(lo), b.text[v[1]], v[1], with_where(v[2], v[3]), v[5], lo, hi)


def a_field_def(b, v, lo, hi):
    return ast.FieldDef(attributes(b, v[0]), no_vis(v[1]), b.text[v[1]], v[1], v[3], v[1], hi)


def a_field_def_vis(b, v, lo, hi):
    return ast.FieldDef(attributes(b, v[0]), v[1], b.text[v[2]], v[2], v[4], v[1].lo, hi)


def a_tuple_field(b, v, lo, hi):
    return ast.FieldDef(attributes(b, v[0]), no_vis(v[1].lo), "", v[1].lo, v[1], v[1].lo, hi)


def a_tuple_field_vis(b, v, lo, hi):
    return ast.FieldDef(attributes(b, v[0]), v[1], "", v[2].lo, v[2], v[1].lo, hi)


def a_variant(b, v, lo, hi):
    v[-1].attrs = attributes(b, v[0])
    for field in v[-1].fields:
        if field.vis.kind:
            errors.visibility(b.diags, field.vis)
    return v[-1]


def a_variant_vis(b, v, lo, hi):
    errors.visibility(b.diags, v[1])
    return a_variant(b, v, lo, hi)


def a_variant_unit(b, v, lo, hi):
    return ast.Variant([], b.text[v[0]], v[0], "unit", [], v[1], lo, hi)


def a_variant_tuple(b, v, lo, hi):
    return ast.Variant([], b.text[v[0]], v[0], "tuple", number_fields(v[2]), v[4], lo, hi)


def a_variant_named(b, v, lo, hi):
    return ast.Variant([], b.text[v[0]], v[0], "named", v[2], v[4], lo, hi)


def a_impl_inherent(b, v, lo, hi):
    return None, False, v[0]


def trait_of(b, node):
    """The path of the trait in `impl TRAIT for`, which was read as a type."""
    if isinstance(node, ast.TyPath):
        return node.path
    errors.expected_trait(b.diags, node)
    return ast.Path(False, None, 0, [ast.PathSegment("_", None, node.lo, node.hi)], node.lo, node.hi)


def a_impl_trait(b, v, lo, hi):
    return trait_of(b, v[0]), False, v[2]


def a_impl_negative(b, v, lo, hi):
    return v[1], True, v[3]


MEMBERS = (ast.Fn, ast.Const, ast.TypeAlias, ast.MacroItem)


def members(b, items):
    """The items of a trait or impl; those that cannot stand there are told and left out."""
    for item in items:
        if not isinstance(item, MEMBERS):
            errors.no_member(b.diags, item)
    return [item for item in items if isinstance(item, MEMBERS)]


def a_impl(b, v, lo, hi):
    path, negative, ty = v[2]
    return ast.Impl(attributes(b, v[5]), with_where(v[1], v[3]), path, negative, ty, members(b, v[6]), v[0] == "unsafe", lo, hi)


def a_trait(b, v, lo, hi):
    words = v[0].split()
    return ast.Trait(attributes(b, v[6]), no_vis(lo), b.text[v[1]], v[1], with_where(v[2], v[4]), v[3], members(b, v[7]),
                     "unsafe" in words, "auto" in words, lo, hi)


def a_type_decl(b, v, lo, hi):
    return ast.TypeAlias([], no_vis(lo), b.text[v[1]], v[1], with_where(v[2], v[4]), v[3], None, lo, hi)


def a_type_alias(b, v, lo, hi):
    return ast.TypeAlias([], no_vis(lo), b.text[v[1]], v[1], with_where(v[2], v[4] + v[7]), v[3], v[6], lo, hi)


def item_type(b, ty, name, kind):
    """The type of a constant, which must be written."""
    if ty is None:
        errors.missing_item_type(b.diags, b.tokens, name, kind)
        return ast.ErrorTy(name, name)
    return ty


def a_const(b, v, lo, hi):
    return ast.Const([], no_vis(lo), b.text[v[1]], v[1], with_where(v[2], v[5]), item_type(b, v[3], v[1], "const"), v[4], lo, hi)


def a_static(b, v, lo, hi):
    return ast.Static([], no_vis(lo), b.text[v[1]], v[1], False, item_type(b, v[2], v[1], "static"), v[3], lo, hi)


def a_static_mut(b, v, lo, hi):
    return ast.Static([], no_vis(lo), b.text[v[2]], v[2], True, item_type(b, v[3], v[2], "static mut"), v[4], lo, hi)


def a_mod_file(b, v, lo, hi):
    return ast.Mod([], no_vis(lo), b.text[v[1]], v[1], None, lo, hi)


def a_mod(b, v, lo, hi):
    return ast.Mod(attributes(b, v[3]), no_vis(lo), b.text[v[1]], v[1], v[4], lo, hi)


def a_use(b, v, lo, hi):
    return ast.Use([], no_vis(lo), v[1], lo, hi)


def use_tree(path, kind, rename, rename_tok, children, lo, hi):
    global_, segments = path
    return ast.UseTree(global_, segments, kind, rename, rename_tok, children, lo, hi)


def a_use_simple(b, v, lo, hi):
    return use_tree(v[0], "simple", None, hi, [], lo, hi)


def a_use_as(b, v, lo, hi):
    return use_tree(v[0], "simple", b.text[v[2]], v[2], [], lo, hi)


def a_use_glob(b, v, lo, hi):
    return use_tree(v[0], "glob", None, hi, [], lo, hi)


def a_use_group(b, v, lo, hi):
    return use_tree(v[0], "group", None, hi, v[3], lo, hi)


def a_use_glob0(b, v, lo, hi):
    return use_tree((len(v) == 2, []), "glob", None, hi, [], lo, hi)


def a_use_group0(b, v, lo, hi):
    return use_tree((len(v) == 4, []), "group", None, hi, v[-2], lo, hi)


def a_use_first(b, v, lo, hi):
    return False, [ast.PathSegment(b.text[v[0]], None, v[0], v[0])]


def a_use_first_global(b, v, lo, hi):
    return True, [ast.PathSegment(b.text[v[1]], None, v[1], v[1])]


def a_use_next(b, v, lo, hi):
    v[0][1].append(ast.PathSegment(b.text[v[2]], None, v[2], v[2]))
    return v[0]


def a_extern_crate(b, v, lo, hi):
    return ast.ExternCrate([], no_vis(lo), b.text[v[2]], v[2], None, lo, hi)


def a_extern_crate_as(b, v, lo, hi):
    return ast.ExternCrate([], no_vis(lo), b.text[v[2]], v[2], b.text[v[4]], lo, hi)


def a_foreign_mod(b, v, lo, hi):
    return ast.ForeignMod(attributes(b, v[2]), v[0], v[3], lo, hi)


def a_unsafe_foreign_mod(b, v, lo, hi):
    return ast.ForeignMod(attributes(b, v[3]), v[1], v[4], lo, hi)


def a_macro_rules(b, v, lo, hi):
    name, toks = v[0]
    return ast.MacroRules([], b.text[name], name, toks, lo, hi)


def actions(namespace):
    """The actions of a module: its functions a_NAME by NAME."""
    return {name[2:]: value for name, value in namespace.items() if name.startswith("a_")}


ACTIONS = actions(globals())
