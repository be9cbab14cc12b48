"""The parser's actions: generics, paths and types (see build.py)."""

from . import ast, errors
from .build import actions, attributes


# --- generics ------------------------------------------------------------------------------

def a_no_generics(b, v, lo, hi):
    return ast.Generics([], [], lo, lo)


def a_generics(b, v, lo, hi):
    errors.check_parameter_order(b.diags, v[1])
    return ast.Generics(v[1], [], lo, hi)


def a_lifetime(b, v, lo, hi):
    errors.check_lifetime(b, lo)
    return ast.Lifetime(b.text[v[0]][1:], lo, hi)


def a_lifetime_param(b, v, lo, hi):
    errors.check_lifetime(b, v[1])
    return ast.LifetimeParam(attributes(b, v[0]), b.text[v[1]][1:], v[3] if len(v) > 2 else [], v[1], hi)


def a_type_param(b, v, lo, hi):
    return ast.TypeParam(attributes(b, v[0]), b.text[v[1]], v[2], v[3], v[1], hi)


def a_const_param(b, v, lo, hi):
    default = v[6].value if len(v) > 5 else None
    return ast.ConstParam(attributes(b, v[0]), b.text[v[2]], v[4], default, v[2], hi)


def a_lifetime_bound(b, v, lo, hi):
    return ast.LifetimeBound(v[0], lo, hi)


def a_trait_bound(b, v, lo, hi):
    return ast.TraitBound([], "", v[0], lo, hi)


def a_trait_bound_maybe(b, v, lo, hi):
    return ast.TraitBound([], "?", v[1], lo, hi)


def a_trait_bound_for(b, v, lo, hi):
    return ast.TraitBound(v[0], "", v[1], lo, hi)


def a_use_bound(b, v, lo, hi):
    return ast.UseBound([b.text[token].lstrip("'") for token in v[2]], lo, hi)


def a_where_pred(b, v, lo, hi):
    return ast.WherePred([], v[0], v[2], lo, hi)


def a_where_for(b, v, lo, hi):
    return ast.WherePred(v[0], v[1], v[3], lo, hi)


def a_where_for_path(b, v, lo, hi):
    return ast.WherePred(v[0], ast.TyPath(v[1], v[1].lo, v[1].hi), v[3], lo, hi)


def a_where_region(b, v, lo, hi):
    return ast.WhereRegion(v[0], v[2], lo, hi)


# --- paths ---------------------------------------------------------------------------------

def a_seg(b, v, lo, hi):
    return ast.PathSegment(b.text[v[0]], None, lo, hi)


def generic_args(items, lo, hi):
    """GenericArgs of a list in which AssocConstraints stand among the arguments."""
    args = [item for item in items if not isinstance(item, ast.AssocConstraint)]
    constraints = [item for item in items if isinstance(item, ast.AssocConstraint)]
    return ast.GenericArgs(args, constraints, False, [], None, lo, hi)


def a_seg_args(b, v, lo, hi):
    return ast.PathSegment(b.text[v[0]], generic_args(v[2], v[1], hi), lo, hi)


def a_seg_paren(b, v, lo, hi):
    output = v[5] if len(v) > 4 else None
    return ast.PathSegment(b.text[v[0]], ast.GenericArgs([], [], True, v[2], output, v[1], hi), lo, hi)


def a_path(b, v, lo, hi):
    return ast.Path(False, None, 0, [v[0]], lo, hi)


def a_path_global(b, v, lo, hi):
    return ast.Path(True, None, 0, [v[1]], lo, hi)


def a_qself(b, v, lo, hi):
    return v[1], None


def a_qself_as(b, v, lo, hi):
    return v[1], v[3]


def a_path_qself(b, v, lo, hi):
    ty, trait = v[0]
    if trait is None:
        return ast.Path(False, ty, 0, [v[2]], lo, hi)
    return ast.Path(trait.global_, ty, len(trait.segments), trait.segments + [v[2]], lo, hi)


def a_path_next(b, v, lo, hi):
    path = v[0]
    path.segments.append(v[2])
    path.hi = hi
    return path


def a_path_args(b, v, lo, hi):
    path = v[0]
    last = path.segments[-1]
    if last.args is not None:
        errors.second_generic_args(b.diags, v[2], hi)
    last.args = generic_args(v[3], v[2], hi)
    path.hi = last.hi = hi
    return path


def a_nt_path(b, v, lo, hi):
    return b.group(v[0], "path_start")


def a_epath(b, v, lo, hi):
    return ast.Path(False, None, 0, [ast.PathSegment(b.text[v[0]], None, lo, hi)], lo, hi)


def a_epath_global(b, v, lo, hi):
    return ast.Path(True, None, 0, [ast.PathSegment(b.text[v[1]], None, v[1], v[1])], lo, hi)


def a_epath_qself(b, v, lo, hi):
    return a_path_qself(b, [v[0], v[1], ast.PathSegment(b.text[v[2]], None, v[2], v[2])], lo, hi)


def a_epath_next(b, v, lo, hi):
    path = v[0]
    path.segments.append(ast.PathSegment(b.text[v[2]], None, v[2], v[2]))
    path.hi = hi
    return path


def a_epath_nt(b, v, lo, hi):
    ty = b.group(v[0], "type_start")
    segment = ast.PathSegment(b.text[v[2]], None, v[2], v[2])
    if isinstance(ty, ast.TyPath) and ty.path.qself is None:
        ty.path.segments.append(segment)
        return ty.path
    return ast.Path(False, ty, 0, [segment], lo, hi)


def constraint_name(b, node):
    """(name, args) of the type that stands left of `=` or `:` among generic arguments."""
    if isinstance(node, ast.TyPath) and len(node.path.segments) == 1 and node.path.qself is None:
        segment = node.path.segments[0]
        return segment.name, segment.args
    errors.expected_assoc_name(b.diags, node)
    return "_", None


def a_assoc_eq(b, v, lo, hi):
    name, args = constraint_name(b, v[0])
    if isinstance(v[2], ast.ConstArg):
        return ast.AssocConstraint(name, args, None, v[2].value, [], lo, hi)
    return ast.AssocConstraint(name, args, v[2], None, [], lo, hi)


def a_assoc_bounds(b, v, lo, hi):
    name, args = constraint_name(b, v[0])
    return ast.AssocConstraint(name, args, None, None, v[2], lo, hi)


def a_const_arg(b, v, lo, hi):
    return ast.ConstArg(v[0], lo, hi)


def a_const_neg(b, v, lo, hi):
    return ast.ConstArg(ast.Unary("-", v[1], lo, hi), lo, hi)


# --- types ---------------------------------------------------------------------------------

def a_ty_impl(b, v, lo, hi):
    b.tokens.has_impl_types = True
    return ast.TyImpl(v[1], lo, hi)


def a_ty_dyn(b, v, lo, hi):
    return ast.TyDyn(v[1], False, lo, hi)


def a_ty_sum(b, v, lo, hi):
    """`Trait + Send`, a trait object without its `dyn`."""
    first = ast.TraitBound([], "", v[0], v[0].lo, v[0].hi)
    return ast.TyDyn([first, *v[2]], True, lo, hi)


def check_plus(b, lo, hi):
    """`impl A` or `dyn A` where only one bound may stand, and a `+` follows: rustc does not guess what it belongs to."""
    if hi + 1 < b.behind and b.tokens.kind[hi + 1] == "+":
        errors.ambiguous_plus(b.diags, lo, hi + 2)


def a_ty_impl1(b, v, lo, hi):
    check_plus(b, lo, hi)
    b.tokens.has_impl_types = True
    return ast.TyImpl([v[1]], lo, hi)


def a_ty_dyn1(b, v, lo, hi):
    check_plus(b, lo, hi)
    return ast.TyDyn([v[1]], False, lo, hi)


def a_ty_ref(b, v, lo, hi):
    return ast.TyRef(None, False, v[1], lo, hi)


def a_ty_ref_mut(b, v, lo, hi):
    return ast.TyRef(None, True, v[2], lo, hi)


def a_ty_ref_lt(b, v, lo, hi):
    return ast.TyRef(v[1], False, v[2], lo, hi)


def a_ty_ref_lt_mut(b, v, lo, hi):
    return ast.TyRef(v[1], True, v[3], lo, hi)


def a_ty_path(b, v, lo, hi):
    return ast.TyPath(v[0], lo, hi)


def a_ty_macro(b, v, lo, hi):
    delim, toks = v[1]
    return ast.TyMacro(ast.MacroCall(v[0], delim, toks, lo, hi), lo, hi)


def a_ty_ptr(b, v, lo, hi):
    return ast.TyPtr(False, v[2], lo, hi)


def a_ty_ptr_mut(b, v, lo, hi):
    return ast.TyPtr(True, v[2], lo, hi)


def a_ty_slice(b, v, lo, hi):
    return ast.TySlice(v[1], lo, hi)


def a_ty_array(b, v, lo, hi):
    return ast.TyArray(v[1], v[3], lo, hi)


def a_ty_unit(b, v, lo, hi):
    return ast.TyTuple([], lo, hi)


def a_ty_tuple(b, v, lo, hi):
    return ast.TyTuple([v[1], *v[3]], lo, hi)


def a_ty_never(b, v, lo, hi):
    return ast.TyNever(lo, hi)


def a_ty_infer(b, v, lo, hi):
    return ast.TyInfer(lo, hi)


def a_ty_fn(b, v, lo, hi):
    words = v[0].split()
    abi = "C" if "extern" in words else None
    return ast.TyFn([], "unsafe" in words, abi, v[2], v[5] if len(v) > 4 else None, lo, hi)


def a_ty_fn_for(b, v, lo, hi):
    v[1].lifetimes, v[1].lo = v[0], lo
    return v[1]


def a_error_ty(b, v, lo, hi):
    return ast.ErrorTy(lo, hi)


def a_fn_ptr_param(b, v, lo, hi):
    """`name: T` among the parameters of a function pointer type; the name was read as a type."""
    name = v[0]
    simple = isinstance(name, ast.TyPath) and len(name.path.segments) == 1 and name.path.segments[0].args is None
    if not simple and not isinstance(name, ast.TyInfer):
        borrowed = isinstance(name, ast.TyRef) and not name.mut and name.lifetime is None and isinstance(name.ty, ast.TyPath)
        errors.pattern_in_fn_pointer(b.diags, name, "E0561" if borrowed else "E0642")
    return v[2]


def a_fn_ptr_pattern(b, v, lo, hi):
    errors.pattern_in_fn_pointer(b.diags, ast.PatWild(lo, v[1]), "E0561")
    return v[3]


def a_nt_type(b, v, lo, hi):
    return b.group(v[0], "type_start")


ACTIONS = actions(globals())
