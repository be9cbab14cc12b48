"""What type checking a body yields: side tables over its syntax (rustc's TypeckResults)."""


class Local:
    """A variable: `name` without hygiene mark, its type, whether `mut`, and its pattern node."""

    __slots__ = ("name", "ty", "mut", "node", "origin")

    def __init__(self, name, ty, mut, node, origin):
        self.name, self.ty, self.mut, self.node, self.origin = name, ty, mut, node, origin


class TypeckResults:
    """All tables are keyed by syntax node.

    types        expression or pattern → Ty
    adjustments  expression → [(kind, resulting Ty, extra)], kind "deref", "overloaded_deref" (extra: mutable?),
                 "borrow" (extra: "shared", "mut", "two_phase"), "unsize", "reify", "never"
    callees      MethodCall, operator, Index, `*x`, Field… → (Def, args) where a function is called
    res          path of an expression, pattern or struct literal → ("local", Local) ("fn", Def, args) ("const", Def, args)
                 ("static", Def) ("ctor", variant Def, args) ("const_param", Const)
    pat_derefs   pattern → [types of the references that it looks through], outermost first
    bindings     PatIdent → (Local, "move" | "ref" | "ref mut")
    fields       Field, FieldInit, FieldPat → field index
    casts        Cast → kind
    fors         For → (into_iter args, iterator Ty, item Ty)
    user_types   Let, Cast, PathExpr → the type as written, with its regions
    closures     Closure → its Def
    pattern_checks   [("let" | "for" | "match" | "arg" | "closure", node, Ty)]: what exhaustiveness checking must look at
    format_callees   Placeholder → (trait method, Self type args);  tries: Try → (operand Ty, return Ty)
    desugared    Assign that takes a value apart → the Block that stands for it
    reborrowed   expressions of type `&T` that are coerced to `&T`, without an adjustment
    unsupported  whether the body has no MIR, as it uses raw pointers, mutable statics or unions
    blocks       Block → anonymous module of its items;  diverging: blocks without a tail that never end
    """

    __slots__ = ("owner", "types", "adjustments", "callees", "res", "pat_derefs", "bindings", "fields", "casts", "fors",
                 "user_types", "closures", "tainted", "locals", "sig", "params", "self_local", "format_callees", "tries",
                 "blocks", "diverging", "pattern_checks", "callee_nodes", "desugared", "unsupported", "reborrowed")

    def __init__(self, owner):
        self.owner, self.tainted, self.sig, self.self_local = owner, False, None, None
        self.unsupported, self.reborrowed = False, set()
        self.types, self.adjustments, self.callees, self.res, self.pat_derefs = {}, {}, {}, {}, {}
        self.bindings, self.fields, self.casts, self.fors, self.user_types = {}, {}, {}, {}, {}
        self.closures, self.locals, self.params, self.format_callees, self.tries, self.blocks = {}, [], [], {}, {}, {}
        self.diverging, self.pattern_checks, self.callee_nodes, self.desugared = set(), [], set(), {}
