"""From failed obligations and mismatches to diagnostics."""

from ..diagnostics.build import unsupported
from ..syntax import ast
from ..ty import types as t
from ..ty.builtin import CLOSURE_KINDS
from ..ty.context import ParamEnv
from ..ty.defs import TraitRef
from ..ty.solve import UNSIZED, Obligation
from . import closure_errors, errors


class Reports:
    """Part of FnCtxt."""

    def mismatch(self, node, actual, expected, cause=None):
        if (self.resolve(actual).flags | self.resolve(expected).flags) & t.ERRONEOUS:      # its cause was reported
            self.results.tainted = True
            return t.ERROR
        return self.error(self.mismatch_diagnostic(node, actual, expected, cause))

    def mismatch_diagnostic(self, node, actual, expected, cause=None):
        outer, node = node, self.blame(node)
        also = []
        if type(outer) is ast.Block and cause and cause[0] == "let":
            cause = None                          # it is the block's own value that is wrong
        if cause is None and isinstance(self.owner.node, ast.Fn) and node in tails(self.owner.node.body):
            cause = ("return",)
        if cause and cause[0] == "let" and cause[1].ty is not None:
            also = [(cause[1].ty, "expected due to this")]
        elif cause and cause[0] == "argument":
            call = cause[1]
            where = call.name_tok if isinstance(call, ast.MethodCall) else call.func
            word = "method" if isinstance(call, ast.MethodCall) else "function"
            if cause[2] is not None and cause[2].kind in ("struct", "variant"):
                word = "struct" if cause[2].kind == "struct" else "enum variant"
            also = [(where, f"arguments to this {word} are incorrect")]
        elif cause and cause[0] == "return" and isinstance(self.owner.node, ast.Fn) and self.owner.node.ret is not None:
            also = [(self.owner.node.ret, f"expected `{self.tcx.fn_sig(self.owner).output}` because of return type")]
        elif cause and cause[0] == "operand":
            also = [(cause[1], f"expected because this is `{self.resolve(cause[2])}`")]
        found = errors.mismatched(self, node, actual, expected, also=also, cause=cause)
        return errors.remove_semicolon(self, found, node, expected) if type(node) is ast.Block and node.expr is None else found

    def blame(self, node):
        """rustc points at the tail of a block, not at the block."""
        while type(node) is ast.Block and node.expr is not None:
            node = node.expr
        return node

    @property
    def callee_nodes(self):
        return self.results.callee_nodes

    def report_errors(self):
        """E0277 and E0271 for what could not be shown; only first causes."""
        self.report_failed()
        self.report_unprojectable()

    def report_failed(self):
        """The errors that solving has met; also before numbers take their default types, which messages do not show."""
        seen = set()
        for obligation, found in self.not_implied(self.fulfill.errors):
            pred = obligation.pred
            if pred[0] == "proj":
                self.error(errors.projection_mismatch(self, obligation, found))
                continue
            if is_group(pred[1].definition) and obligation.parent is not None:
                obligation = obligation.parent          # the primitives of std's group impls: the trait is what is missing
                pred = obligation.pred
            ref = pred[1]
            subject = self.resolve(ref.args[0])
            if subject.kind == "closure" and ref.definition.lang in CLOSURE_KINDS:
                if subject.a.memo["closure"].node not in self.wrong_arity:
                    self.error(self.closure_diagnostic(subject, ref, obligation))
                continue
            if any(self.resolve(arg).flags & t.ERRONEOUS for arg in ref.args if type(arg) is t.Ty) or self.has_broken_impl(subject):
                self.results.tainted = True
                continue
            if subject.kind in ("fndef", "fnptr") and not t.is_unsafe_fn(subject) and ref.definition.lang in CLOSURE_KINDS and self.resolve(ref.args[1]).kind == "tuple":
                inputs, _ = self.tcx.callable_signature(subject)
                self.error(closure_errors.function_mismatch(self, subject, inputs, self.resolve(ref.args[1]).b, obligation.node))
                continue
            together = obligation.cause[3] if obligation.cause and obligation.cause[0] == "format" else obligation.node       # told once of all arguments
            key = (together, ref.definition, self.resolve(ref.args[0]))
            if key not in seen:
                seen.add(key)
                gap = self.impl_gap(ref)
                self.error(unsupported_gap(gap, self.blame_node(obligation)) if gap is not None
                           else errors.unsatisfied(self, obligation, ref))
        self.fulfill.errors = []

    def not_implied(self, failed):
        """The failed obligations without those that a Sized type is asked for by a trait whose impl is missing at the same place."""
        sized = self.tcx.lang("Sized")
        for one, _ in failed:
            if one.pred[0] == "trait" and one.pred[1].definition is not sized and asks_sized(self.tcx, one.pred[1].definition):
                self.implied.add((place_of(one), self.resolve(one.pred[1].args[0])))
        for one, found in failed:
            if one.pred[0] != "trait" or one.pred[1].definition is not sized or (place_of(one), self.resolve(one.pred[1].args[0])) not in self.implied:
                yield one, found

    def closure_diagnostic(self, closure, ref, obligation):
        """Why a closure does not satisfy an Fn bound: its kind, or its signature."""
        inputs = t.tuple_of(self.closure_sig(closure)[0])
        if self.icx.can_unify(inputs, ref.args[1]):
            return closure_errors.wrong_kind(self, closure.a, ref.definition.lang, obligation.node)
        return closure_errors.signature_mismatch(self, closure.a, ref.args[1], obligation.node)

    def header_of(self, ty):
        """(lo, hi) of the head of the user's function that a type is of, else None."""
        if ty.kind != "fndef" or ty.a.krate != "user" or ty.a.kind not in ("fn", "assoc_fn"):
            return None
        node = ty.a.node
        return (node.lo, node.body.lo - 1 if node.body is not None else node.hi)

    def report_unprojectable(self):
        """A projection that failed left an error type: if nothing else was reported, its trait bound is the error."""
        ref = self.icx.unprojectable
        if ref is None or self.results.tainted or self.owner.krate == "std":
            return
        for node, ty in self.results.types.items():
            if self.resolve(ty).flags & t.ERRONEOUS:
                self.error(errors.unsatisfied(self, Obligation(("trait", ref), node), ref))
                return

    def blame_node(self, obligation):
        node = obligation.node
        return node.name_tok if isinstance(node, ast.MethodCall) else node

    def impl_gap(self, ref):
        """`Trait for Type` if Rust's std may implement the trait for the std type where ours does not, else None."""
        return std_gap(self.tcx, self.icx, ref)

    def ambiguity(self, obligation):
        """E0283, or E0790 where a trait's own item is named (`Trait::item`) and no type says whose."""
        node = obligation.node
        if self.names_trait_item(obligation):
            return errors.no_implementing_type(node, obligation.pred[1].definition.members[node.path.segments[-1].name])
        return errors.trait_ambiguous(node, "E0283", self, obligation.pred[1])

    def names_trait_item(self, obligation):
        """Whether an obligation comes from a path `Trait::item`."""
        node, trait = obligation.node, obligation.pred[1].definition
        if obligation.cause is None or obligation.cause[0] != "path" or type(node) is not ast.PathExpr or node.path.qself is not None:
            return False
        names = [segment.name for segment in node.path.segments[-2:]]
        return names[0] == trait.name and names[-1] in trait.members

    def of_own_output(self, obligation):
        """Whether it is the output of this function that asks: what its body says comes first."""
        return bool(obligation.cause) and obligation.cause[0] == "bound" and obligation.cause[1] is self.owner

    def unknown_argument(self, variable, obligation):
        """E0282 where what is unknown is an argument of an ADT (`None`, `Vec::new()`), of which a bound was only asked on the way: that it
        must be `Sized` comes first then. None where the variable is another one."""
        if self.names_trait_item(obligation):
            return None
        own = obligation.node if obligation.cause and obligation.cause[0] == "path" else None
        where = next((origin[1] for origin in self.origins_of(variable) if origin[0].owner.kind in ("enum", "struct", "impl")
                      and isinstance(origin[1], ast.PathExpr) and origin[1] is not own), None)
        if where is None:
            return None
        for local in self.results.locals:
            ty = self.resolve(local.ty)
            if ty.kind == "adt" and variable in t.walk(ty):
                return errors.annotations_needed_for(local.node, ty, self)
        return errors.unknown_parameter(*next(origin for origin in self.origins_of(variable) if origin[1] is where))

    def converts_otherwise(self, ref):
        """Whether several impls (blanket ones do not count) make something of the error that a `?` meets: rustc names them, too."""
        source = self.resolve(ref.args[1])
        headers = [self.tcx.impl_trait_ref(impl).args[1] for impl in self.tcx.impls_of(ref.definition)]
        return sum(header.kind == source.kind and header.a is source.a and header.kind != "param" for header in headers) > 1

    def origins_of(self, variable):
        """(parameter, node) of the paths that made the variable, or one that was found to be the same."""
        for index, origin in enumerate(self.icx.origins):
            if isinstance(origin, tuple) and origin[0].kind == "type" and self.icx.shallow(t.mk("infer", index, "ty")) is variable:
                yield origin

    def unknown_constants(self):
        """E0284 of const arguments that nothing tells; whether there are some."""
        found = [(index, origin) for index, origin in enumerate(self.icx.origins)
                 if isinstance(origin, tuple) and origin[0].kind == "const" and isinstance(origin[1], ast.Node) and self.icx.values[index] is None]
        for index, (parameter, node) in found:
            self.error(errors.unknown_constant(self, t.const("infer", index), parameter, node))
        return bool(found)

    def report_ambiguities(self):
        """E0282 to E0284: types and constants that nothing determines."""
        if self.unknown_constants():
            return
        for obligation in sorted(self.fulfill.pending, key=self.of_own_output):
            pred = obligation.pred
            ref = pred[1]
            if pred[0] == "trait" and ref.definition.krate == "user" and self.tcx.diags.has_errors and not self.names_trait_item(obligation):
                continue                     # its impls may be what is wrong
            if pred[0] == "trait" and self.resolve(ref.args[0]).kind == "infer" and ref.definition.lang != "Sized":
                first = self.unknown_argument(self.resolve(ref.args[0]), obligation)
                self.error(first or self.ambiguity(obligation))
                if first is not None and obligation.cause and obligation.cause[0] == "question" and self.converts_otherwise(ref):
                    self.error(errors.trait_ambiguous((first.primary.lo, first.primary.hi), "E0283"))
                return
            if pred[0] == "proj" and self.resolve(ref.b[0]).kind == "infer" or pred[0] == "trait" and self.output_unknown(obligation):
                self.error(errors.trait_ambiguous(obligation.node, "E0284"))
                return
            if pred[0] == "trait" and ref.definition.lang != "Sized" and self.has_unknown(ref.args[1:]) and not self.has_unknown(ref.args[:1]):
                self.error(errors.trait_ambiguous(place_of(obligation), "E0283", self, ref))
                return
        for local in self.results.locals:
            ty = self.resolve(local.ty)
            if ty.flags & t.HAS_INFER:
                self.error(errors.annotations_needed_for(local.node, ty, self))
                return
        for node, ty in self.results.types.items():
            ty = self.resolve(ty)
            if ty.flags & t.HAS_INFER:
                variable = next(part for part in t.walk(ty) if part.kind == "infer")
                self.error(errors.annotations_needed(self, variable, node))
                return
        if self.fulfill.pending and not self.tcx.diags.has_errors:
            self.error(errors.trait_ambiguous(self.fulfill.pending[0].node, "E0283"))

    def has_unknown(self, args):
        return any(part.kind == "infer" and part.b == "ty" for arg in args if type(arg) is t.Ty for part in t.walk(self.resolve(arg)) if type(part) is t.Ty)

    def output_unknown(self, obligation):
        """Whether an operator's trait waits for its right side: what rustc asks for first is the output."""
        ref = obligation.pred[1]
        return isinstance(obligation.node, (ast.Binary, ast.AssignOp)) and "Output" in ref.definition.members and self.has_unknown(ref.args[1:2])


def tails(node):
    """The expressions that give a body its value: tails of blocks, branches and arms."""
    out, work = [], [node]
    while work:
        node = work.pop()
        if isinstance(node, ast.Block):
            work.append(node.expr)
        elif isinstance(node, ast.If):
            work += [node.then, node.els]
        elif isinstance(node, ast.Match):
            work += [arm.body for arm in node.arms]
        elif node is not None:
            out.append(node)
    return out


def place_of(obligation):
    """The node that an obligation is about: for a method's trait, the call."""
    return obligation.cause[1] if obligation.cause and obligation.cause[0] == "method" else obligation.node


def is_group(trait):
    """Whether a trait is one of std's groups of primitives (`NumPrim` …), which Rust does not have."""
    return trait.lang is not None and trait.lang.endswith("Prim")


def std_gap(tcx, solver, ref):
    """`Trait for Type` if Rust's std may implement the trait for the std type where ours does not, else None."""
    from ..std.known import head, may_implement
    from ..ty.impls import head_key

    ty, trait = solver.resolve(ref.args[0]), ref.definition
    if trait.krate != "std" or ty.kind == "param" or trait.lang == "Sized" or solver.impl_candidates(ref) or ty.kind in UNSIZED and asks_sized(tcx, trait):
        return None                              # an impl of ours is there, its bounds are what is missing
    args = [solver.resolve(arg) for arg in ref.args[1:] if type(arg) is t.Ty]
    mine, blanket = ([impl for impl in tcx.impls_at(trait, key) if impl.krate == "std"] for key in (head_key(ty), None))
    if ty.kind == "adt":                         # types are listed by name, which several have (`Iter`)
        mine = [impl for impl in mine if tcx.impl_trait_ref(impl).args[0].a is ty.a]
    if ty.kind not in GROUPED:
        blanket = [impl for impl in blanket if not any(pred[0] == "trait" and is_group(pred[1].definition) for pred, _ in tcx.predicates_of(impl))]
    ours = {head(tcx.impl_trait_ref(impl).args[1]) for impl in mine if args}
    return f"{trait.name} for {ty}" if may_implement(ty, trait.name, args, bool(mine or blanket), ours) else None


GROUPED = ("int", "float", "infer", "bool", "char")      # what std's groups of primitives hold


def asks_sized(tcx, trait):
    """Whether only sized types can implement a trait."""
    env = ParamEnv()
    tcx.elaborate(env, [("trait", TraitRef(trait, tcx.identity_args(trait)))])
    return any(tcx.is_lang(one, "Sized") for one in env.traits)


def unsupported_gap(gap, node):
    return unsupported("MR031", f"std's impl of `{gap}`", node)
