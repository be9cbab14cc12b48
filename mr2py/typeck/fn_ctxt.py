"""The context in which one body is checked, and its life: check, solve, fall back, write back."""

from ..resolve.collect import Collector, new_module
from ..syntax import ast
from ..syntax.visit import walk as ast_walk
from ..ty import types as t
from ..ty.context import subst_predicate
from ..ty.defs import TraitRef
from ..ty.instances import erased_env
from ..ty.lower import TypeLowerer
from ..ty.lower_terms import replace_type
from ..ty.solve import UNSIZED, Fulfillment, Obligation, Solver
from . import errors
from .calls import Calls
from .closures import Closures
from .dyn_compat import check_dyn_uses, not_an_object
from .dyn_uses import Uses, without_objects
from .wfcheck import SELF, subject, unsized_part_in
from .coercion import Coercion
from .control import Control
from .expr import Expressions
from .methods import Methods
from .operators import Operators
from .pat import Patterns
from .paths import Paths
from .report import Reports
from .results import Local, TypeckResults
from .writeback import write_back


HAVE_NO_SIZE = frozenset(("adt", "param", "tuple", *UNSIZED))       # what may


class FnCtxt(Expressions, Control, Operators, Calls, Closures, Methods, Paths, Patterns, Coercion, Reports):
    def __init__(self, tcx, owner):
        self.tcx, self.owner = tcx, owner
        self.icx = Solver(tcx, erased_env(tcx.param_env(owner)))
        self.fulfill = Fulfillment(self.icx)
        self.results = TypeckResults(owner)
        module = owner.memo.get("module", owner)
        while module.kind != "mod":
            module = module.parent
        self.module = module
        self.ribs, self.loops = [{}], []
        self.ret_ty, self.ret_coercion, self.diverges = None, self.merge_start(None), False
        self.argument = None
        self.parameter_types, self.tail_nodes, self.expected_regions = None, None, {}        # see `regional`
        self.diverging = []                 # what `!` was coerced to
        self.deferred_casts, self.deferred_calls, self.unanalysed = [], [], []
        self.reported_vars, self.wrong_arity = False, set()      # the latter: closures whose number of parameters was reported
        self.type_uses = []           # what the types written in the body name (see TypeLowerer.note_use)
        self.negations = []           # (type, node) of each `-` before a number of which nothing is known yet
        self.late_tries = None        # in a closure: (node, type, payload) of each `?` met before what it returns was known
        self.returned_tries = []      # (node, type, what is returned, the closure) of each `?` whose payload a closure returns
        self.casting = ()             # (pointer, the pointer it becomes) of the last unsizing that was tried
        self.implied = set()          # (node, type) of types that a trait which was told to be missing there asks to be Sized
        self.sized_checks = []        # (type argument, node, cause): what must be Sized in the end
        self.hidden = {}              # opaque Def that this function defines → (variable for its type, the opaque type)
        self.mode_errors = []         # (see `borrowing`, pattern that the default binding mode forbids, how): told where all types are right
        self.borrowing = None         # (pattern that meets a reference without saying so, the binding mode from there on), while it is checked
        self.closures = []            # (number of ribs outside of it, its ClosureInfo) of the closures around, outermost first

    # --- small services -------------------------------------------------------------------------

    def error(self, diagnostic, *about):
        """Report an error; the body counts as tainted. Nothing is said `about` types whose own mistake was reported."""
        self.results.tainted = True
        if not any(self.resolve(ty).flags & t.ERRONEOUS for ty in about):
            self.tcx.diags.add(diagnostic)
        return t.ERROR

    def late_error(self, diagnostic):
        """An error that rustc looks for only where nothing else is wrong (privacy of fields in literals)."""
        self.tcx.late.append(diagnostic)

    def fresh(self, kind="ty", origin=None):
        return self.icx.fresh(kind, origin)

    def resolve(self, term):
        return self.icx.resolve(term)

    def structurally(self, ty):
        """`ty` with its outermost constructor known, if pending obligations can tell it."""
        ty = self.icx.shallow(ty)
        if ty.kind == "infer" and ty.b == "ty" and self.fulfill.pending:
            self.fulfill.select_where_possible()
            ty = self.icx.shallow(ty)
        return ty

    def known(self, ty, node):
        """`ty` structurally resolved; reports E0282 where it must be known and is not."""
        ty = self.structurally(ty)
        if ty.kind == "infer" and ty.b == "ty":
            if not self.results.tainted:
                self.error(errors.annotations_needed(self, ty, node))
            self.icx.unify(ty, t.ERROR)
            return t.ERROR
        return ty

    def normalize(self, term, node):
        out = self.icx.normalize(term)
        self.fulfill.take_projections(node)
        return out

    def register(self, pred, node, cause=None):
        self.fulfill.register(Obligation(pred, node, cause))

    def require(self, trait, args, node, cause=None):
        """Register `args[0]: trait<args[1:]>`."""
        self.register(("trait", TraitRef(trait, tuple(args))), node, cause)

    def register_predicates(self, definition, args, node, cause=None):
        for index in self.tcx.sized_params(definition):
            self.sized_checks.append((args[index], node, cause or ("bound", definition, None, index)))
        for pred, where in self.tcx.predicates_of(definition):
            if pred[0] == "outlives":
                continue
            if pred[0] == "trait" and where is pred[1].definition.node or definition.kind == "trait" and subject(pred) is SELF:
                continue                     # a trait's own `Self: Trait`: registered where the item was found
            new = subst_predicate(pred, args)
            if new[0] == "trait":
                new = ("trait", TraitRef(new[1].definition, tuple([self.normalize(t.erase_regions(a), node) for a in new[1].args])))
            else:
                new = ("proj", t.erase_regions(new[1]), self.normalize(t.erase_regions(new[2]), node))
            self.register(new, node, cause or ("bound", definition, where))
        if definition.parent is not None and definition.parent in self.tcx.caches.get("incomplete traits", ()):
            self.register_supertraits(definition.parent, args, node, cause)

    def register_supertraits(self, trait, args, node, cause):
        """What a trait's method asks of its Self beside the trait: only where some impl lacks it, as else it holds of itself."""
        for pred, where in self.tcx.super_predicates(trait):
            if pred[0] == "trait":
                new = subst_predicate(pred, args)[1]
                self.require(new.definition, [self.normalize(t.erase_regions(arg), node) for arg in new.args], node, cause or ("bound", trait, where))

    def lower_type(self, node):
        """(type with erased regions, type as written) of a type written in the body."""
        written = self.lowerer().lower(node)
        if check_dyn_uses(self.tcx, True):
            written = without_objects(self.tcx, written)
        if written.flags & t.HAS_ERROR:
            self.results.tainted = True
        return self.normalize(t.erase_regions(written), node), written

    def lowerer(self):
        lowerer = TypeLowerer(self.tcx, self.owner, "erased", self.fresh, self.module)
        if lowerer.uses is not None:
            lowerer.uses = self.type_uses
            lowerer.local_named = self.lookup_local
        return lowerer

    def register_uses(self):
        """What the types that the body names must satisfy."""
        for _, definition, args, node in self.type_uses:
            if definition is None:
                self.sized_checks += [(ty, node, None) for ty in args]
            else:
                self.register_predicates(definition, args, node)
        self.type_uses = []

    def is_copy(self, ty):
        return self.icx.holds(TraitRef(self.tcx.lang("Copy"), (ty,)))

    # --- scopes -----------------------------------------------------------------------------------

    def lookup_local(self, name):
        """The variable of that name; a hygiene mark that nothing binds is taken off."""
        while True:
            for depth in range(len(self.ribs) - 1, -1, -1):
                found = self.ribs[depth].get(name)
                if found is not None:
                    for floor, info in self.closures:
                        info.mentions = info.mentions or depth < floor
                    return found
            cut = name.rfind("#")
            if cut < 0:
                return None
            name = name[:cut]

    def declare(self, name, ty, mut, node, origin):
        local = Local(name.split("#")[0], ty, mut, node, origin)
        self.ribs[-1][name] = local
        if origin != "arg":
            self.sized_checks.append((ty, node, ("local",)))
        self.results.locals.append(local)
        return local

    def enter_block_items(self, block):
        """The items declared in a block: an anonymous module around its statements."""
        items = [stmt.item for stmt in block.stmts if type(stmt) is ast.ItemStmt]
        if not items:
            return None
        module = new_module("{block}", self.module, block, self.owner.krate)
        module.memo["owner"] = self.owner
        module.memo["locals"] = self.names_before(block)
        collector = Collector(self.owner.krate, self.tcx.diags)
        collector.items(items, module)
        self.tcx.add_crate(collector)
        self.tcx.nested.append(collector)
        return module

    def names_before(self, block):
        """{name of a variable that an item in the block cannot use: the token from which on it is in scope}."""
        names = {name.split("#")[0]: 0 for rib in self.ribs for name in rib}
        for stmt in block.stmts:
            if type(stmt) is ast.Let:
                for node in ast_walk(stmt.pat):
                    if type(node) is ast.PatIdent:
                        names.setdefault(node.name.split("#")[0], stmt.hi)
        return names

    # --- the life of a body ------------------------------------------------------------------------

    def check_fn(self):
        node = self.owner.node
        sig = self.tcx.fn_sig(self.owner)
        if any(part.kind == "error" or not_an_object(self.tcx, part) for ty in (*sig.inputs, sig.output) for part in t.walk(ty)):
            self.results.tainted = True
        broken = any(part.flags & t.ERRONEOUS for pred, _ in self.tcx.predicates_of(self.owner) if pred[0] == "outlives" for part in pred[1:3])
        if broken or self.owner.memo.get("broken"):
            self.results.tainted = True               # no borrow checker looks at what has no signature
        inputs = [self.normalize(t.erase_regions(ty), node) for ty in sig.inputs]
        unknown = any(type(part) is t.Region and part.kind == "error" for part in t.walk(sig.output))
        output = t.ERROR if unknown or sig.output.kind in ("dyn", "str", "slice") else self.hide(self.normalize(t.erase_regions(self.tcx.own_outputs(self.owner, sig.output)), node), node)
        self.results.sig = (inputs, output)
        self.ret_ty = output
        rest = inputs
        if node.self_param is not None:
            self.results.self_local = self.declare("self", inputs[0], node.self_param.mut and not node.self_param.ref,
                                                   node.self_param, "self")
            rest = inputs[1:]
        names = {}
        for param, ty in zip(node.params, rest):
            self.check_top_pat(param.pat, ty, "arg", names)
            self.results.pattern_checks.append(("arg", param, ty))
            self.results.params.append(param)
        self.check_body(node.body, output)
        return self.finish()

    def check_sized(self):
        """E0277 of type arguments that turned out to be unsized where nothing says `?Sized`, of variables and arguments."""
        sized, told = self.tcx.lang("Sized"), set()
        for ty, node, cause in self.sized_checks:
            ty = self.icx.shallow(ty)
            if ty.kind in HAVE_NO_SIZE:
                part, new = unsized_part_in(self.tcx, self.owner, self.resolve(ty)), self.is_new(ty, told)
                if part is None or cause in (("argument_type",), ("return_type",)) and not new:
                    continue
                self.fulfill.errors.append((Obligation(("trait", TraitRef(sized, (part,))), node, cause), None))

    def is_new(self, ty, told):
        """Whether that a type is not Sized was not told before: rustc's obligations are equal where no lifetime differs."""
        ty = self.resolve(ty)
        if ty in told or ty.flags & t.HAS_INFER and self.results.tainted:
            return False
        if not any(type(part) is t.Region or type(part) is t.Ty and part.kind == "ref" for part in t.walk(ty)):
            told.add(ty)
        return True

    def hide(self, output, node):
        """The output with a variable for each opaque type that this function defines; its bounds must hold of what it becomes."""
        if not output.flags & t.HAS_ALIAS:
            return output

        def leaf(part):
            if type(part) is not t.Ty or part.kind != "opaque" or part.a.parent is not self.owner:
                return part
            if part.a not in self.hidden:
                self.hidden[part.a] = (self.fresh("ty", node.ret), t.erase_regions(part))
            return self.hidden[part.a][0]
        output = t.fold(output, leaf)
        for definition, (var, ty) in list(self.hidden.items()):
            for pred, where in definition.memo["opaque_bounds"]:
                if pred[0] != "outlives":
                    pred = replace_type(self.icx.erased(pred), ty, var)
                    pred = (pred[0], pred[1], t.fold(pred[2], leaf)) if pred[0] == "proj" else pred
                    self.register(self.icx.normalize_predicate(pred), node.ret, ("bound", self.owner, where))
        return output

    def check_const(self):
        node = self.owner.node
        ty = self.normalize(t.erase_regions(self.tcx.type_of(self.owner)), node)
        self.results.sig = ([], ty)
        self.check_coerce(node.value, ty)
        return self.finish()

    def check_body(self, block, output):
        self.check_return_value(block, output)

    def finish(self):
        self.register_uses()
        self.fulfill.select_where_possible()
        self.check_casts()
        self.report_failed()
        self.fallback()
        for node, ty, ret, closure in self.returned_tries if not self.results.tainted else ():
            self.closures.append(closure)
            self.error(errors.try_in_wrong_fn(self, node, ty, ret))
            self.closures.pop()
        self.fulfill.select_where_possible()
        self.analyse_closures()
        self.fulfill.select_where_possible()
        self.check_sized()
        self.check_negations()
        if "no objects" in self.tcx.caches and self.owner.krate == "user":
            Uses(self, self.owner.node).report()
        self.report_errors()
        if not self.results.tainted:
            self.report_ambiguities()
        if self.mode_errors and not self.results.tainted:
            from .binding_modes import report
            report(self)                            # told late, which keeps nobody from checking borrows
        write_back(self)
        for definition, (var, _) in self.hidden.items():
            hidden = definition.memo["hidden"] = self.resolve(var)
            if self.owner.krate == "user" and any(part.kind == "opaque" for part in t.walk(hidden)):
                self.tcx.caches.setdefault("opaques of opaques", []).append(definition)
        return self.results

    def check_negations(self):
        """E0277 where a negated number turned out to be of an unsigned type."""
        for ty, node in self.negations:
            ty = self.resolve(ty)
            if ty.kind == "int" and ty.a[0] == "u":
                self.error(errors.unsigned_negation(node, ty))

    def fallback(self):
        """Integer variables become i32, float variables f64 (Reference, "Integer literal expressions");
        a variable of a diverging expression becomes (), or `!` in edition 2024."""
        values = self.icx.values
        kinds = self.icx.origins
        for index in range(len(values)):
            if values[index] is None and kinds[index] == "int":
                self.icx.set(index, t.I32)
            elif values[index] is None and kinds[index] == "float":
                self.icx.set(index, t.F64)
        for definition in self.icx.recursive:
            self.diverging_opaque(definition)
        if self.diverging:
            self.fulfill.select_where_possible()
        for var in self.diverging:
            var = self.icx.shallow(var)
            if var.kind == "infer" and var.b == "ty":
                self.icx.try_unify(var, t.ERROR if self.results.tainted else t.NEVER if self.tcx.edition >= 2024 else t.UNIT)

    def diverging_opaque(self, definition):
        """An opaque type of which only calls of the function itself tell something hides ()."""
        var = self.icx.shallow(self.hidden[definition][0])
        if var.kind == "infer" and var.b == "ty":
            self.icx.unify(var, t.UNIT)

    def int_var(self):
        return self.fresh("int", "int")

    def float_var(self):
        return self.fresh("float", "float")


def check_body(tcx, owner):
    """TypeckResults of a function, constant or static that has a body."""
    fcx = FnCtxt(tcx, owner)
    if owner.kind in ("fn", "assoc_fn"):
        return fcx.check_fn()
    return fcx.check_const()
