"""Closures: their signature from what is expected and what is written, their body, their captures and kind
(rustc_hir_typeck's `closure` and `upvar`)."""

from ..diagnostics.build import unsupported
from ..source import LIBRARY
from ..syntax import ast
from ..ty import types as t
from ..ty.builtin import CLOSURE_KINDS
from ..ty.defs import Def, TraitRef
from . import closure_errors
from .writeback import write_back, write_back_within
from .regional import expect, written_output


class ClosureInfo:
    """What is known of a closure. `kind` "Fn", "FnMut", "FnOnce" (None until its body was analysed); `captures` the list
    of `mir_build.captures.Capture`; `upvars` the variable for the tuple of their types; `results` of the body that holds
    it; `shown` the token span of `|…|`, what messages point at."""

    __slots__ = ("node", "kind", "expected", "captures", "upvars", "results", "sig", "shown", "blame", "mentions")

    def __init__(self, node, kind, upvars, results, shown):
        self.node, self.kind, self.upvars, self.results, self.shown = node, kind, upvars, results, shown
        self.expected = kind is not None          # the kind is what a bound asks for
        self.captures, self.sig, self.blame = [], None, None
        self.mentions = False                     # whether the body mentions a variable of its environment


class Closures:
    """Part of FnCtxt."""

    def expr_Closure(self, node, hint):
        if node.async_:
            return self.error(unsupported("MR018", "an async closure", node))
        signature, kind = self.expected_signature(hint) if hint is not None else (None, None)
        if signature is not None and len(signature.a) != len(node.params):
            self.error(closure_errors.wrong_parameter_count(self, node, signature))
            self.wrong_arity.add(node)
            signature = None
            self.results.tainted = True
        inputs, output = self.closure_signature(node, signature)
        definition = Def("closure", "{closure#%d}" % len(self.results.closures), self.owner, node, self.owner.krate)
        info = ClosureInfo(node, kind, self.fresh(), self.results, closure_head(self.tcx.tokens, node))
        definition.memo["closure"] = info
        self.results.closures[node] = definition
        sig = t.fnptr(inputs, output)
        info.sig = sig
        args = tuple([t.erase_regions(arg) for arg in self.tcx.identity_args(self.owner)])
        self.closures.append((len(self.ribs), info))
        expect(self.expected_regions, node.body, written_output(self, node, hint))
        self.check_closure_body(node, [t.erase_escaping(ty) for ty in inputs], t.erase_escaping(output))
        self.closures.pop()
        self.unanalysed.append(definition)
        return t.mk("closure", definition, args + (sig, info.upvars))

    def check_closure_body(self, node, inputs, output):
        saved = self.ret_ty, self.ret_coercion, self.loops, self.diverges
        self.ret_ty, self.ret_coercion, self.loops, self.diverges = output, self.merge_start(None), self.loops + [None], False
        tries, self.late_tries = self.late_tries, []
        self.ribs.append({})
        names = {}
        for param, ty in zip(node.params, inputs):
            self.check_top_pat(param.pat, ty, "arg", names)
            if param.ty is not None:
                self.sized_checks.append((ty, param.ty, ("argument_type",)))
            self.results.pattern_checks.append(("closure", param, ty))
        if type(node.body) is ast.Block and node.body.label is None and node.body.kind == "":
            self.check_coerce_block(node.body, output, ("closure", node))
        else:
            self.check_coerce(node.body, output, ("closure", node))
        for late in self.late_tries:
            self.try_returns(*late[:2], self.structurally(output), late[2])
        self.late_tries = tries
        self.ribs.pop()
        self.ret_ty, self.ret_coercion, self.loops, self.diverges = saved

    # --- the signature ------------------------------------------------------------------------------

    def closure_signature(self, node, expected):
        """(inputs, output): what is written, filled up by what is expected; bound regions are kept."""
        lowerer = self.lowerer()
        inputs = []
        for index, param in enumerate(node.params):
            wanted = expected.a[index] if expected is not None else None
            if type(param.ty) is ast.TyInfer:
                inputs.append(wanted if wanted is not None else self.fresh("ty", param.pat))
                continue
            lowerer.elided = "bound"
            ty = self.normalize(lowerer.lower(param.ty), param.ty)
            if ty.flags & t.HAS_ERROR:
                self.results.tainted = True
            if wanted is not None and self.icx.try_unify(wanted, ty):
                ty = wanted
            inputs.append(ty)
        lowerer.elided = "erased"
        if node.ret is None:
            output = expected.b if expected is not None else self.fresh("ty", node)
        else:
            output = self.normalize(lowerer.returned(node.ret), node.ret)
            if expected is not None and self.icx.try_unify(expected.b, output):
                output = expected.b
        return inputs, output

    def expected_signature(self, hint):
        """(fnptr type or None, kind or None) that the expected type tells of a closure."""
        ty = self.structurally(hint)
        if ty.kind == "infer":
            return self.signature_from(self.predicates_about(ty))
        if ty.kind == "fnptr":
            return ty, None
        if ty.kind == "dyn":
            return self.signature_from(self.object_predicates(ty))
        if ty.kind == "opaque":
            return self.signature_from(self.icx.alias_bounds(ty))
        return None, None

    def predicates_about(self, var):
        """The pending predicates whose Self is the inference variable `var`, supertraits included."""
        found = []
        for obligation in self.fulfill.pending:
            pred = obligation.pred
            subject = pred[1].args[0] if pred[0] == "trait" else pred[1].b[0]
            if pred[0] != "outlives" and self.icx.shallow(subject) is var:
                found.append(pred)
        if any(pred[0] == "trait" and pred[1].definition.krate == "user" for pred in found):
            env = type(self.icx.env)()
            self.tcx.elaborate(env, found)
            return [("trait", ref) for refs in env.traits.values() for ref in refs] + env.projections
        return found

    def object_predicates(self, ty):
        out = []
        for definition, args, assoc in ty.a:
            out.append(("trait", TraitRef(definition, (ty,) + args)))
            out += [("proj", t.mk("alias", name, (ty,) + args), value) for name, value in assoc]
        return out

    def signature_from(self, predicates):
        output, inputs, kinds = None, None, []
        for pred in predicates:
            if pred[0] == "proj":
                if pred[1].a.parent is self.tcx.lang("FnOnce"):
                    inputs, output = self.icx.shallow(pred[1].b[1]), pred[2]
            elif pred[1].definition.lang in CLOSURE_KINDS:
                kinds.append(CLOSURE_KINDS.index(pred[1].definition.lang))
                inputs = inputs or self.icx.shallow(pred[1].args[1])
        kind = CLOSURE_KINDS[min(kinds)] if kinds else None
        if inputs is None or inputs.kind != "tuple":
            return None, kind
        output = self.fresh() if output is None else self.normalize(self.icx.resolve(output), self.owner.node)
        return t.fnptr([self.normalize(self.icx.resolve(ty), self.owner.node) for ty in inputs.b], output), kind

    def closure_sig(self, ty):
        """(inputs, output) of a closure type, its bound regions erased."""
        signature = self.icx.shallow(ty.b[-2])
        return [t.erase_escaping(part) for part in signature.a], t.erase_escaping(signature.b)

    # --- calls ------------------------------------------------------------------------------------------

    def call_closure(self, node, ty, steps, hint):
        """A call of a closure: its signature is known, the trait that it goes through only with its kind."""
        inputs, output = self.closure_sig(ty)
        inputs = [self.normalize(i, node) for i in inputs]
        self.deferred_calls.append((node, ty, steps, t.tuple_of(inputs)))
        if self.resolve(output).flags & t.HAS_ERROR:         # the closure itself is wrong: of its arguments nothing more is said
            for arg, formal in zip(node.args, inputs):
                self.check_expr(arg, formal)
            return t.ERROR
        self.check_args(node, node.args, inputs, output, hint, None, node.func)
        return output

    def settle_calls(self):
        """Calls of closures whose kind is known by now go through its trait."""
        waiting = []
        for entry in self.deferred_calls:
            node, ty, steps, inputs = entry
            kind = ty.a.memo["closure"].kind
            if kind is None:
                waiting.append(entry)
                continue
            self.call_through(node, kind, ty, steps, inputs)
        self.deferred_calls = waiting

    # --- captures ---------------------------------------------------------------------------------------

    def analyse_closures(self):
        """Captures and kinds of the body's closures, inner ones first. With an error in the body they stay open."""
        if not self.unanalysed:
            return
        if self.results.tainted or self.fulfill.errors or self.undetermined():
            for definition in self.unanalysed:
                info = definition.memo["closure"]
                info.kind = info.kind or "Fn"
                self.icx.unify(info.upvars, t.UNIT)
            self.settle_calls()
            return
        write_back(self)
        for definition in self.unanalysed:
            write_back_within(self, definition.node)
            info = definition.memo["closure"]
            info.captures, kind = self.tcx.analyse_closure(self.tcx, self.results, definition)
            info.kind = info.kind or kind
            self.icx.unify(info.upvars, t.tuple_of([capture.ty for capture in info.captures]))
            self.settle_calls()

    def undetermined(self):
        """Whether the type of some expression is still unknown, apart from what closures capture."""
        open_ = {definition.memo["closure"].upvars for definition in self.unanalysed}
        for ty in self.results.types.values():
            if ty.flags & t.HAS_INFER:
                ty = self.resolve(ty)
                if ty.flags & t.HAS_INFER and any(part.kind == "infer" and part not in open_ for part in t.walk(ty)):
                    return True
        return False


def closure_head(tokens, node):
    """The token span of a closure up to its parameters' closing bar, or to its return type."""
    if node.ret is not None:
        return node.lo, node.ret.hi
    if node.lo >= LIBRARY:                       # of std, whose tokens are not read: nothing points at it
        return node.lo, node.lo
    token = node.lo
    text = tokens.text
    if token >= len(text) or node.body.lo == token:      # std's, whose closures no diagnostic shows, or made by a macro, without bars
        return node.lo, node.hi
    if node.params and node.params[-1].hi < node.hi:         # a mended one has a token of its own
        token = node.params[-1].hi + 1
        while text[token] != "|":
            token += 1
        # parentheses that a macro put around the closure stand elsewhere in the table
        return (node.lo if node.lo <= token else node.params[0].lo - 1), token
    while token < len(text) and text[token] not in ("|", "||"):
        token += 1
    if token == len(text):
        return node.lo, node.lo
    return node.lo, token + (text[token] == "|")
