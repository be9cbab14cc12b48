"""The syntax tree. Generated from nodes.spec by gen_nodes.py: change it there."""

class Node:
    __slots__ = ("lo", "hi")
    FIELDS = ()


class Crate(Node):
    __slots__ = FIELDS = ("attrs", "items")

    def __init__(self, attrs, items, lo, hi):
        self.attrs = attrs
        self.items = items
        self.lo = lo
        self.hi = hi


class Attr(Node):
    __slots__ = FIELDS = ("path", "args", "toks")

    def __init__(self, path, args, toks, lo, hi):
        self.path = path
        self.args = args
        self.toks = toks
        self.lo = lo
        self.hi = hi


class Vis(Node):
    __slots__ = FIELDS = ("kind", "path")

    def __init__(self, kind, path, lo, hi):
        self.kind = kind
        self.path = path
        self.lo = lo
        self.hi = hi


class Fn(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "self_param", "params", "ret", "body", "quals")

    def __init__(self, attrs, vis, name, name_tok, generics, self_param, params, ret, body, quals, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.self_param = self_param
        self.params = params
        self.ret = ret
        self.body = body
        self.quals = quals
        self.lo = lo
        self.hi = hi


class SelfParam(Node):
    __slots__ = FIELDS = ("ref", "lifetime", "mut", "ty")

    def __init__(self, ref, lifetime, mut, ty, lo, hi):
        self.ref = ref
        self.lifetime = lifetime
        self.mut = mut
        self.ty = ty
        self.lo = lo
        self.hi = hi


class Param(Node):
    __slots__ = FIELDS = ("attrs", "pat", "ty")

    def __init__(self, attrs, pat, ty, lo, hi):
        self.attrs = attrs
        self.pat = pat
        self.ty = ty
        self.lo = lo
        self.hi = hi


class Struct(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "kind", "fields")

    def __init__(self, attrs, vis, name, name_tok, generics, kind, fields, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.kind = kind
        self.fields = fields
        self.lo = lo
        self.hi = hi


class FieldDef(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "ty")

    def __init__(self, attrs, vis, name, name_tok, ty, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.ty = ty
        self.lo = lo
        self.hi = hi


class Enum(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "variants")

    def __init__(self, attrs, vis, name, name_tok, generics, variants, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.variants = variants
        self.lo = lo
        self.hi = hi


class Variant(Node):
    __slots__ = FIELDS = ("attrs", "name", "name_tok", "kind", "fields", "discr")

    def __init__(self, attrs, name, name_tok, kind, fields, discr, lo, hi):
        self.attrs = attrs
        self.name = name
        self.name_tok = name_tok
        self.kind = kind
        self.fields = fields
        self.discr = discr
        self.lo = lo
        self.hi = hi


class Union(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "fields")

    def __init__(self, attrs, vis, name, name_tok, generics, fields, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.fields = fields
        self.lo = lo
        self.hi = hi


class Impl(Node):
    __slots__ = FIELDS = ("attrs", "generics", "trait_path", "negative", "self_ty", "items", "unsafe")

    def __init__(self, attrs, generics, trait_path, negative, self_ty, items, unsafe, lo, hi):
        self.attrs = attrs
        self.generics = generics
        self.trait_path = trait_path
        self.negative = negative
        self.self_ty = self_ty
        self.items = items
        self.unsafe = unsafe
        self.lo = lo
        self.hi = hi


class Trait(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "supers", "items", "unsafe", "auto")

    def __init__(self, attrs, vis, name, name_tok, generics, supers, items, unsafe, auto, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.supers = supers
        self.items = items
        self.unsafe = unsafe
        self.auto = auto
        self.lo = lo
        self.hi = hi


class TypeAlias(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "bounds", "ty")

    def __init__(self, attrs, vis, name, name_tok, generics, bounds, ty, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.bounds = bounds
        self.ty = ty
        self.lo = lo
        self.hi = hi


class Const(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "generics", "ty", "value")

    def __init__(self, attrs, vis, name, name_tok, generics, ty, value, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.generics = generics
        self.ty = ty
        self.value = value
        self.lo = lo
        self.hi = hi


class Static(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "mut", "ty", "value")

    def __init__(self, attrs, vis, name, name_tok, mut, ty, value, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.mut = mut
        self.ty = ty
        self.value = value
        self.lo = lo
        self.hi = hi


class Mod(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "items")

    def __init__(self, attrs, vis, name, name_tok, items, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.items = items
        self.lo = lo
        self.hi = hi


class Use(Node):
    __slots__ = FIELDS = ("attrs", "vis", "tree")

    def __init__(self, attrs, vis, tree, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.tree = tree
        self.lo = lo
        self.hi = hi


class UseTree(Node):
    __slots__ = FIELDS = ("global_", "segments", "kind", "rename", "rename_tok", "children")

    def __init__(self, global_, segments, kind, rename, rename_tok, children, lo, hi):
        self.global_ = global_
        self.segments = segments
        self.kind = kind
        self.rename = rename
        self.rename_tok = rename_tok
        self.children = children
        self.lo = lo
        self.hi = hi


class ExternCrate(Node):
    __slots__ = FIELDS = ("attrs", "vis", "name", "name_tok", "rename")

    def __init__(self, attrs, vis, name, name_tok, rename, lo, hi):
        self.attrs = attrs
        self.vis = vis
        self.name = name
        self.name_tok = name_tok
        self.rename = rename
        self.lo = lo
        self.hi = hi


class ForeignMod(Node):
    __slots__ = FIELDS = ("attrs", "abi", "items")

    def __init__(self, attrs, abi, items, lo, hi):
        self.attrs = attrs
        self.abi = abi
        self.items = items
        self.lo = lo
        self.hi = hi


class MacroRules(Node):
    __slots__ = FIELDS = ("attrs", "name", "name_tok", "toks")

    def __init__(self, attrs, name, name_tok, toks, lo, hi):
        self.attrs = attrs
        self.name = name
        self.name_tok = name_tok
        self.toks = toks
        self.lo = lo
        self.hi = hi


class MacroItem(Node):
    __slots__ = FIELDS = ("attrs", "mac")

    def __init__(self, attrs, mac, lo, hi):
        self.attrs = attrs
        self.mac = mac
        self.lo = lo
        self.hi = hi


class Generics(Node):
    __slots__ = FIELDS = ("params", "where")

    def __init__(self, params, where, lo, hi):
        self.params = params
        self.where = where
        self.lo = lo
        self.hi = hi


class LifetimeParam(Node):
    __slots__ = FIELDS = ("attrs", "name", "bounds")

    def __init__(self, attrs, name, bounds, lo, hi):
        self.attrs = attrs
        self.name = name
        self.bounds = bounds
        self.lo = lo
        self.hi = hi


class TypeParam(Node):
    __slots__ = FIELDS = ("attrs", "name", "bounds", "default")

    def __init__(self, attrs, name, bounds, default, lo, hi):
        self.attrs = attrs
        self.name = name
        self.bounds = bounds
        self.default = default
        self.lo = lo
        self.hi = hi


class ConstParam(Node):
    __slots__ = FIELDS = ("attrs", "name", "ty", "default")

    def __init__(self, attrs, name, ty, default, lo, hi):
        self.attrs = attrs
        self.name = name
        self.ty = ty
        self.default = default
        self.lo = lo
        self.hi = hi


class WherePred(Node):
    __slots__ = FIELDS = ("lifetimes", "ty", "bounds")

    def __init__(self, lifetimes, ty, bounds, lo, hi):
        self.lifetimes = lifetimes
        self.ty = ty
        self.bounds = bounds
        self.lo = lo
        self.hi = hi


class WhereRegion(Node):
    __slots__ = FIELDS = ("lifetime", "bounds")

    def __init__(self, lifetime, bounds, lo, hi):
        self.lifetime = lifetime
        self.bounds = bounds
        self.lo = lo
        self.hi = hi


class TraitBound(Node):
    __slots__ = FIELDS = ("lifetimes", "modifier", "path")

    def __init__(self, lifetimes, modifier, path, lo, hi):
        self.lifetimes = lifetimes
        self.modifier = modifier
        self.path = path
        self.lo = lo
        self.hi = hi


class LifetimeBound(Node):
    __slots__ = FIELDS = ("lifetime",)

    def __init__(self, lifetime, lo, hi):
        self.lifetime = lifetime
        self.lo = lo
        self.hi = hi


class UseBound(Node):
    __slots__ = FIELDS = ("names",)

    def __init__(self, names, lo, hi):
        self.names = names
        self.lo = lo
        self.hi = hi


class Lifetime(Node):
    __slots__ = FIELDS = ("name",)

    def __init__(self, name, lo, hi):
        self.name = name
        self.lo = lo
        self.hi = hi


class Path(Node):
    __slots__ = FIELDS = ("global_", "qself", "qtrait_len", "segments")

    def __init__(self, global_, qself, qtrait_len, segments, lo, hi):
        self.global_ = global_
        self.qself = qself
        self.qtrait_len = qtrait_len
        self.segments = segments
        self.lo = lo
        self.hi = hi


class PathSegment(Node):
    __slots__ = FIELDS = ("name", "args")

    def __init__(self, name, args, lo, hi):
        self.name = name
        self.args = args
        self.lo = lo
        self.hi = hi


class GenericArgs(Node):
    __slots__ = FIELDS = ("args", "constraints", "paren", "inputs", "output")

    def __init__(self, args, constraints, paren, inputs, output, lo, hi):
        self.args = args
        self.constraints = constraints
        self.paren = paren
        self.inputs = inputs
        self.output = output
        self.lo = lo
        self.hi = hi


class ConstArg(Node):
    __slots__ = FIELDS = ("value",)

    def __init__(self, value, lo, hi):
        self.value = value
        self.lo = lo
        self.hi = hi


class AssocConstraint(Node):
    __slots__ = FIELDS = ("name", "args", "ty", "const", "bounds")

    def __init__(self, name, args, ty, const, bounds, lo, hi):
        self.name = name
        self.args = args
        self.ty = ty
        self.const = const
        self.bounds = bounds
        self.lo = lo
        self.hi = hi


class TyPath(Node):
    __slots__ = FIELDS = ("path",)

    def __init__(self, path, lo, hi):
        self.path = path
        self.lo = lo
        self.hi = hi


class TyRef(Node):
    __slots__ = FIELDS = ("lifetime", "mut", "ty")

    def __init__(self, lifetime, mut, ty, lo, hi):
        self.lifetime = lifetime
        self.mut = mut
        self.ty = ty
        self.lo = lo
        self.hi = hi


class TyPtr(Node):
    __slots__ = FIELDS = ("mut", "ty")

    def __init__(self, mut, ty, lo, hi):
        self.mut = mut
        self.ty = ty
        self.lo = lo
        self.hi = hi


class TySlice(Node):
    __slots__ = FIELDS = ("ty",)

    def __init__(self, ty, lo, hi):
        self.ty = ty
        self.lo = lo
        self.hi = hi


class TyArray(Node):
    __slots__ = FIELDS = ("ty", "len")

    def __init__(self, ty, len, lo, hi):
        self.ty = ty
        self.len = len
        self.lo = lo
        self.hi = hi


class TyTuple(Node):
    __slots__ = FIELDS = ("elems",)

    def __init__(self, elems, lo, hi):
        self.elems = elems
        self.lo = lo
        self.hi = hi


class TyNever(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi


class TyInfer(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi


class TyFn(Node):
    __slots__ = FIELDS = ("lifetimes", "unsafe", "abi", "params", "ret")

    def __init__(self, lifetimes, unsafe, abi, params, ret, lo, hi):
        self.lifetimes = lifetimes
        self.unsafe = unsafe
        self.abi = abi
        self.params = params
        self.ret = ret
        self.lo = lo
        self.hi = hi


class TyImpl(Node):
    __slots__ = FIELDS = ("bounds",)

    def __init__(self, bounds, lo, hi):
        self.bounds = bounds
        self.lo = lo
        self.hi = hi


class TyDyn(Node):
    __slots__ = FIELDS = ("bounds", "bare")

    def __init__(self, bounds, bare, lo, hi):
        self.bounds = bounds
        self.bare = bare
        self.lo = lo
        self.hi = hi


class TyMacro(Node):
    __slots__ = FIELDS = ("mac",)

    def __init__(self, mac, lo, hi):
        self.mac = mac
        self.lo = lo
        self.hi = hi


class ErrorTy(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi


class PatWild(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi


class PatRest(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi


class PatIdent(Node):
    __slots__ = FIELDS = ("by_ref", "mut", "name", "sub")

    def __init__(self, by_ref, mut, name, sub, lo, hi):
        self.by_ref = by_ref
        self.mut = mut
        self.name = name
        self.sub = sub
        self.lo = lo
        self.hi = hi


class PatLit(Node):
    __slots__ = FIELDS = ("expr",)

    def __init__(self, expr, lo, hi):
        self.expr = expr
        self.lo = lo
        self.hi = hi


class PatRange(Node):
    __slots__ = FIELDS = ("start", "end", "inclusive")

    def __init__(self, start, end, inclusive, lo, hi):
        self.start = start
        self.end = end
        self.inclusive = inclusive
        self.lo = lo
        self.hi = hi


class PatRef(Node):
    __slots__ = FIELDS = ("mut", "pat")

    def __init__(self, mut, pat, lo, hi):
        self.mut = mut
        self.pat = pat
        self.lo = lo
        self.hi = hi


class PatTuple(Node):
    __slots__ = FIELDS = ("pats",)

    def __init__(self, pats, lo, hi):
        self.pats = pats
        self.lo = lo
        self.hi = hi


class PatSlice(Node):
    __slots__ = FIELDS = ("pats",)

    def __init__(self, pats, lo, hi):
        self.pats = pats
        self.lo = lo
        self.hi = hi


class PatPath(Node):
    __slots__ = FIELDS = ("path",)

    def __init__(self, path, lo, hi):
        self.path = path
        self.lo = lo
        self.hi = hi


class PatTupleStruct(Node):
    __slots__ = FIELDS = ("path", "pats")

    def __init__(self, path, pats, lo, hi):
        self.path = path
        self.pats = pats
        self.lo = lo
        self.hi = hi


class PatStruct(Node):
    __slots__ = FIELDS = ("path", "fields", "rest")

    def __init__(self, path, fields, rest, lo, hi):
        self.path = path
        self.fields = fields
        self.rest = rest
        self.lo = lo
        self.hi = hi


class FieldPat(Node):
    __slots__ = FIELDS = ("name", "pat", "shorthand")

    def __init__(self, name, pat, shorthand, lo, hi):
        self.name = name
        self.pat = pat
        self.shorthand = shorthand
        self.lo = lo
        self.hi = hi


class PatOr(Node):
    __slots__ = FIELDS = ("pats",)

    def __init__(self, pats, lo, hi):
        self.pats = pats
        self.lo = lo
        self.hi = hi


class PatMacro(Node):
    __slots__ = FIELDS = ("mac",)

    def __init__(self, mac, lo, hi):
        self.mac = mac
        self.lo = lo
        self.hi = hi


class PatConstBlock(Node):
    __slots__ = FIELDS = ("block",)

    def __init__(self, block, lo, hi):
        self.block = block
        self.lo = lo
        self.hi = hi


class Let(Node):
    __slots__ = FIELDS = ("attrs", "pat", "ty", "init", "els")

    def __init__(self, attrs, pat, ty, init, els, lo, hi):
        self.attrs = attrs
        self.pat = pat
        self.ty = ty
        self.init = init
        self.els = els
        self.lo = lo
        self.hi = hi


class ExprStmt(Node):
    __slots__ = FIELDS = ("attrs", "expr", "semi")

    def __init__(self, attrs, expr, semi, lo, hi):
        self.attrs = attrs
        self.expr = expr
        self.semi = semi
        self.lo = lo
        self.hi = hi


class ItemStmt(Node):
    __slots__ = FIELDS = ("item",)

    def __init__(self, item, lo, hi):
        self.item = item
        self.lo = lo
        self.hi = hi


class Lit(Node):
    __slots__ = FIELDS = ("kind", "value", "suffix")

    def __init__(self, kind, value, suffix, lo, hi):
        self.kind = kind
        self.value = value
        self.suffix = suffix
        self.lo = lo
        self.hi = hi


class PathExpr(Node):
    __slots__ = FIELDS = ("path",)

    def __init__(self, path, lo, hi):
        self.path = path
        self.lo = lo
        self.hi = hi


class Unary(Node):
    __slots__ = FIELDS = ("op", "expr")

    def __init__(self, op, expr, lo, hi):
        self.op = op
        self.expr = expr
        self.lo = lo
        self.hi = hi


class Binary(Node):
    __slots__ = FIELDS = ("op", "left", "right", "op_tok")

    def __init__(self, op, left, right, op_tok, lo, hi):
        self.op = op
        self.left = left
        self.right = right
        self.op_tok = op_tok
        self.lo = lo
        self.hi = hi


class Assign(Node):
    __slots__ = FIELDS = ("left", "right")

    def __init__(self, left, right, lo, hi):
        self.left = left
        self.right = right
        self.lo = lo
        self.hi = hi


class AssignOp(Node):
    __slots__ = FIELDS = ("op", "left", "right", "op_tok")

    def __init__(self, op, left, right, op_tok, lo, hi):
        self.op = op
        self.left = left
        self.right = right
        self.op_tok = op_tok
        self.lo = lo
        self.hi = hi


class AddrOf(Node):
    __slots__ = FIELDS = ("mut", "expr", "raw")

    def __init__(self, mut, expr, raw, lo, hi):
        self.mut = mut
        self.expr = expr
        self.raw = raw
        self.lo = lo
        self.hi = hi


class Call(Node):
    __slots__ = FIELDS = ("func", "args")

    def __init__(self, func, args, lo, hi):
        self.func = func
        self.args = args
        self.lo = lo
        self.hi = hi


class MethodCall(Node):
    __slots__ = FIELDS = ("recv", "seg", "args", "name_tok")

    def __init__(self, recv, seg, args, name_tok, lo, hi):
        self.recv = recv
        self.seg = seg
        self.args = args
        self.name_tok = name_tok
        self.lo = lo
        self.hi = hi


class Field(Node):
    __slots__ = FIELDS = ("expr", "name", "name_tok")

    def __init__(self, expr, name, name_tok, lo, hi):
        self.expr = expr
        self.name = name
        self.name_tok = name_tok
        self.lo = lo
        self.hi = hi


class Index(Node):
    __slots__ = FIELDS = ("expr", "index")

    def __init__(self, expr, index, lo, hi):
        self.expr = expr
        self.index = index
        self.lo = lo
        self.hi = hi


class Range(Node):
    __slots__ = FIELDS = ("start", "end", "inclusive")

    def __init__(self, start, end, inclusive, lo, hi):
        self.start = start
        self.end = end
        self.inclusive = inclusive
        self.lo = lo
        self.hi = hi


class Cast(Node):
    __slots__ = FIELDS = ("expr", "ty")

    def __init__(self, expr, ty, lo, hi):
        self.expr = expr
        self.ty = ty
        self.lo = lo
        self.hi = hi


class Tuple(Node):
    __slots__ = FIELDS = ("elems",)

    def __init__(self, elems, lo, hi):
        self.elems = elems
        self.lo = lo
        self.hi = hi


class Array(Node):
    __slots__ = FIELDS = ("elems",)

    def __init__(self, elems, lo, hi):
        self.elems = elems
        self.lo = lo
        self.hi = hi


class Repeat(Node):
    __slots__ = FIELDS = ("elem", "len")

    def __init__(self, elem, len, lo, hi):
        self.elem = elem
        self.len = len
        self.lo = lo
        self.hi = hi


class StructLit(Node):
    __slots__ = FIELDS = ("path", "fields", "base", "rest")

    def __init__(self, path, fields, base, rest, lo, hi):
        self.path = path
        self.fields = fields
        self.base = base
        self.rest = rest
        self.lo = lo
        self.hi = hi


class FieldInit(Node):
    __slots__ = FIELDS = ("name", "name_tok", "expr", "shorthand")

    def __init__(self, name, name_tok, expr, shorthand, lo, hi):
        self.name = name
        self.name_tok = name_tok
        self.expr = expr
        self.shorthand = shorthand
        self.lo = lo
        self.hi = hi


class Block(Node):
    __slots__ = FIELDS = ("label", "kind", "stmts", "expr")

    def __init__(self, label, kind, stmts, expr, lo, hi):
        self.label = label
        self.kind = kind
        self.stmts = stmts
        self.expr = expr
        self.lo = lo
        self.hi = hi


class If(Node):
    __slots__ = FIELDS = ("cond", "then", "els")

    def __init__(self, cond, then, els, lo, hi):
        self.cond = cond
        self.then = then
        self.els = els
        self.lo = lo
        self.hi = hi


class LetCond(Node):
    __slots__ = FIELDS = ("pat", "expr")

    def __init__(self, pat, expr, lo, hi):
        self.pat = pat
        self.expr = expr
        self.lo = lo
        self.hi = hi


class While(Node):
    __slots__ = FIELDS = ("label", "cond", "body")

    def __init__(self, label, cond, body, lo, hi):
        self.label = label
        self.cond = cond
        self.body = body
        self.lo = lo
        self.hi = hi


class Loop(Node):
    __slots__ = FIELDS = ("label", "body")

    def __init__(self, label, body, lo, hi):
        self.label = label
        self.body = body
        self.lo = lo
        self.hi = hi


class For(Node):
    __slots__ = FIELDS = ("label", "pat", "iter", "body")

    def __init__(self, label, pat, iter, body, lo, hi):
        self.label = label
        self.pat = pat
        self.iter = iter
        self.body = body
        self.lo = lo
        self.hi = hi


class Match(Node):
    __slots__ = FIELDS = ("expr", "arms")

    def __init__(self, expr, arms, lo, hi):
        self.expr = expr
        self.arms = arms
        self.lo = lo
        self.hi = hi


class Arm(Node):
    __slots__ = FIELDS = ("attrs", "pat", "guard", "body")

    def __init__(self, attrs, pat, guard, body, lo, hi):
        self.attrs = attrs
        self.pat = pat
        self.guard = guard
        self.body = body
        self.lo = lo
        self.hi = hi


class Closure(Node):
    __slots__ = FIELDS = ("move", "async_", "params", "ret", "body")

    def __init__(self, move, async_, params, ret, body, lo, hi):
        self.move = move
        self.async_ = async_
        self.params = params
        self.ret = ret
        self.body = body
        self.lo = lo
        self.hi = hi


class Return(Node):
    __slots__ = FIELDS = ("expr",)

    def __init__(self, expr, lo, hi):
        self.expr = expr
        self.lo = lo
        self.hi = hi


class Break(Node):
    __slots__ = FIELDS = ("label", "expr")

    def __init__(self, label, expr, lo, hi):
        self.label = label
        self.expr = expr
        self.lo = lo
        self.hi = hi


class Continue(Node):
    __slots__ = FIELDS = ("label",)

    def __init__(self, label, lo, hi):
        self.label = label
        self.lo = lo
        self.hi = hi


class Try(Node):
    __slots__ = FIELDS = ("expr",)

    def __init__(self, expr, lo, hi):
        self.expr = expr
        self.lo = lo
        self.hi = hi


class Await(Node):
    __slots__ = FIELDS = ("expr",)

    def __init__(self, expr, lo, hi):
        self.expr = expr
        self.lo = lo
        self.hi = hi


class Underscore(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi


class MacroCall(Node):
    __slots__ = FIELDS = ("path", "delim", "toks")

    def __init__(self, path, delim, toks, lo, hi):
        self.path = path
        self.delim = delim
        self.toks = toks
        self.lo = lo
        self.hi = hi


class FormatArgs(Node):
    __slots__ = FIELDS = ("pieces", "args")

    def __init__(self, pieces, args, lo, hi):
        self.pieces = pieces
        self.args = args
        self.lo = lo
        self.hi = hi


class ErrorExpr(Node):
    __slots__ = FIELDS = ()

    def __init__(self, lo, hi):
        self.lo = lo
        self.hi = hi
