"""The trait solver: selection, projection, pending obligations (rustc_trait_selection).

`select` finds the one way in which a trait ref can hold: a where-clause, an impl, or a rule of the
language; `normalize` replaces projections; `Fulfillment` keeps what cannot be decided yet.
"""

from . import builtin
from . import types as t
from .context import subst_predicate
from .impls import head_key
from .defs import TraitRef
from .infer import InferCtxt
from .knowable import stranger

YES, MAYBE, NO = "yes", builtin.MAYBE, "no"
DEPTH = 64              # of nested proofs, and
LIMIT = 128             # of obligations that come out of each other (rustc's recursion limit)
UNSIZED = frozenset(("str", "slice", "dyn"))


def unsized_part(tcx, ty, is_free):
    """The part of a type that has no size (rustc's `sized_constraint`): a struct has none if its last field has none, a tuple likewise; else
    None. `is_free`: whether a type parameter need not be Sized."""
    seen = set()
    while ty not in seen:
        if ty.kind in UNSIZED or ty.kind == "param" and is_free(ty):
            return ty
        seen.add(ty)
        if ty.kind == "adt" and ty.a.kind == "struct" and ty.a.fields and may_be_unsized(tcx, ty.a):
            ty = tcx.field_ty(ty.a.fields[-1], ty.b)
        elif ty.kind == "tuple" and ty.b:
            ty = ty.b[-1]
        else:
            return None
    return None


def may_be_unsized(tcx, definition):
    """Whether a struct's last field could have no size, whatever its arguments are."""
    known = definition.memo.get("maybe unsized")
    if known is None:
        definition.memo["maybe unsized"] = False                # of a struct that holds itself
        last = tcx.type_of(definition.fields[-1])
        known = last.kind in ("str", "slice", "dyn", "alias", "tuple") or last.kind == "param" and last.a not in tcx.sized_params(definition) \
            or last.kind == "adt" and last.a.kind == "struct" and bool(last.a.fields) and may_be_unsized(tcx, last.a)
        definition.memo["maybe unsized"] = known
    return known
RIGID = frozenset(("int", "float", "bool", "char", "str", "adt", "ref", "ptr", "slice", "array", "tuple"))        # equal to their own kind only


class Candidate:
    """kind: "env" (a where-clause: `data` its TraitRef), "impl" (`data` the impl Def, `args` its arguments),
    "builtin" (`nested`: predicates that remain; `data`: {assoc name: Ty} that it fixes), "object"."""

    __slots__ = ("kind", "data", "args", "nested")

    def __init__(self, kind, data=None, args=(), nested=()):
        self.kind, self.data, self.args, self.nested = kind, data, args, nested


def numbered(ref):
    """A trait ref with its variables numbered in the order in which they come, so that it equals others that differ in them only."""
    seen = {}

    def leaf(part):
        if part.kind != "infer":
            return part
        number = seen.setdefault(part, -1 - len(seen))
        return t.mk("infer", number, part.b) if type(part) is t.Ty else t.const("infer", number)
    return TraitRef(ref.definition, tuple([t.fold(arg, leaf, t.HAS_INFER) for arg in ref.args]))


def variables(term):
    """The inference variables in a term."""
    return {part for part in t.walk(term) if part.kind == "infer"} if term.flags & t.HAS_INFER else set()


class Solver(InferCtxt):
    """Inference plus trait solving inside one ParamEnv."""

    def __init__(self, tcx, env):
        super().__init__(tcx)
        self.env = env
        self.depth = 0
        self.auto = []                      # the auto trait refs that are being evaluated
        self.open = []                      # the trait refs with variables that are being evaluated, as `numbered` has them
        self.pending_projections = []       # ("proj", alias, var) made by normalize
        self.shown = set()                  # the trait refs without variables that hold
        self.projected = {}                 # {(associated type, arguments): what `project` found}, where they alone tell it
        self.unprojectable = None           # the last trait ref that failed where a projection needed it
        self.overflow = None                # the last trait ref at which a proof grew too deep
        self.intercrate = None              # a list where what another crate may add counts as possible (coherence): what that was

    # --- selection ----------------------------------------------------------------------------

    def select(self, ref):
        """(YES, Candidate), (MAYBE, None) or (NO, None); on YES inference is updated by what it implies,
        and the candidate's `nested` predicates remain to be shown."""
        if self.depth > DEPTH:
            self.overflow = ref
            return NO, None
        ref = TraitRef(ref.definition, self.resolve_all(ref.args))
        if any(arg.flags & t.HAS_ERROR for arg in ref.args):
            return YES, Candidate("builtin")
        self_ty = ref.args[0]
        if self_ty.kind == "infer" and self_ty.b == "ty":
            return MAYBE, None
        if self.intercrate is not None and (who := stranger(self, ref)) is not None:
            self.intercrate.append((who, ref))
            return MAYBE, None
        found = self.env_candidates(ref)
        if not found:
            found = self.other_candidates(ref)
            if found == MAYBE:
                return MAYBE, None
        if len(found) > 1:
            found = self.winnow(ref, found)
        if len(found) > 1:
            return MAYBE, None
        if not found:
            return NO, None
        return YES, self.confirm(ref, found[0])

    def env_candidates(self, ref):
        out = [Candidate("env", known) for known in self.env.traits.get(ref.definition, ())
               if self.matches(known.args, ref.args)]
        if len(out) > 1:
            exact = [c for c in out if t.erase_regions(t.tuple_of(x for x in c.data.args if type(x) is t.Ty))
                     is t.erase_regions(t.tuple_of(x for x in ref.args if type(x) is t.Ty))]
            return exact[:1] or out
        if not out and ref.args[0].kind in ("alias", "opaque"):
            out = [Candidate("env", pred[1]) for pred in self.alias_bounds(ref.args[0])
                   if pred[0] == "trait" and pred[1].definition is ref.definition and self.matches(pred[1].args, ref.args)]
        return out[:1] if len(out) > 1 and out[0].data.args == out[1].data.args else out

    def alias_bounds(self, alias):
        """The predicates that the trait states of an associated type, or `impl Trait` of an opaque one, supertraits included."""
        env = type(self.env)()
        if alias.kind == "opaque":
            stated = [self.erased(pred) for pred in self.tcx.opaque_bounds(alias) if pred[0] != "outlives"]
        else:
            stated = [subst_predicate(pred, alias.b) for pred, _ in self.tcx.item_bounds(alias.a)]
        self.tcx.elaborate(env, stated)
        return [("trait", ref) for refs in env.traits.values() for ref in refs] + env.projections

    def matches(self, known, wanted):
        mark = self.snapshot()
        done = self.unify_args(known, wanted)
        self.rollback(mark)
        return done

    def other_candidates(self, ref):
        rule = builtin.rule_for(self.tcx, ref.definition)
        if rule is not None:
            found = rule(self, ref)
            if found is not None:
                return found
        if ref.args[0].kind == "dyn":
            found = builtin.object_candidate(self, ref)
            if found is not None:
                return [found]
        return self.impl_candidates(ref)

    def impl_candidates(self, ref):
        self_ty = ref.args[0]
        key = head_key(self_ty)
        var = self_ty.b if self_ty.kind == "infer" else None
        out = []
        for impl in self.impls_for(ref.definition, key, var):
            if impl.node.negative:
                continue
            mark = self.snapshot()
            if self.unify_impl(impl, ref) is not None:
                out.append(Candidate("impl", impl))
            self.rollback(mark)
        return out

    def impls_for(self, trait, key, var):
        """The impls of a trait whose Self may be a type of this head key (`var`: the kind of the variable that it is)."""
        impls_at = self.tcx.impls_at
        if var:
            return [impl for mine in self.tcx.impl_keys(trait) if mine is None or mine == key or self.var_fits(var, mine) for impl in impls_at(trait, mine)]
        return impls_at(trait, key) + impls_at(trait, None) if key is not None else impls_at(trait, None)

    def var_fits(self, kind, key):
        return key in (t.INTS if kind == "int" else t.FLOATS)

    def unify_impl(self, impl, ref):
        header = self.tcx.impl_trait_ref(impl)
        if header is None or not all(map(self.may_be, header.args, ref.args)):
            return None
        args = self.fresh_args(impl)
        for mine, wanted in zip(header.args, ref.args):
            if type(mine) is t.Region:
                continue
            if not self.unify_arg(self.normalize_header(t.erase_regions(t.subst(mine, args))), wanted):
                return None
        for index in self.tcx.sized_params(impl):
            if self.shallow(args[index]).kind in UNSIZED:
                return None
        return args

    def may_be(self, pattern, term):
        """Whether an argument of an impl's header can be equal to one of a trait ref: a look at the outermost constructors, before
        anything is made for it (rustc's DeepRejectCtxt)."""
        if type(pattern) is not t.Ty or pattern.kind not in RIGID:
            return True
        term = self.shallow(term)
        kind = term.b if term.kind == "infer" else term.kind
        if kind not in RIGID:
            return True
        return kind == pattern.kind and (kind != "adt" or term.a is pattern.a)

    def normalize_header(self, term):
        return self.normalize(term) if term.flags & t.HAS_ALIAS else term

    def winnow(self, ref, found):
        kept = []
        for candidate in found:
            mark, pending = self.snapshot(), len(self.pending_projections)
            if self.evaluate_candidate(ref, candidate) != NO:
                kept.append(candidate)
            self.rollback(mark)
            del self.pending_projections[pending:]
        return kept

    def evaluate_candidate(self, ref, candidate):
        first = len(self.pending_projections)
        return self.evaluate_all(self.confirm(ref, candidate).nested, first)

    def evaluate_all(self, preds, first):
        """YES, MAYBE or NO for predicates that all must hold, and for the projections that are pending from index
        `first` on. One that cannot be told yet is asked again when another one has told more."""
        work = list(preds) + self.take_pending(first)
        while work:
            left, settled = [], False
            for pred in work:
                answer = self.evaluate(pred)
                if answer == NO:
                    return NO
                new = self.take_pending(first)
                if answer == MAYBE:
                    left.append(pred)
                else:
                    settled = True
                    left += new
            if not settled:
                return MAYBE
            work = left
        return YES

    def take_pending(self, first):
        new = self.pending_projections[first:]
        del self.pending_projections[first:]
        return new

    def evaluate(self, pred):
        """YES, MAYBE or NO for a predicate and all that it needs (bindings are kept: wrap in a snapshot)."""
        if pred[0] == "outlives":
            return YES
        if pred[0] == "trait" and pred[1].definition.lang in builtin.AUTO:
            key = TraitRef(pred[1].definition, self.resolve_all(pred[1].args))
            if key in self.auto:                   # auto traits are coinductive: a type inside itself adds nothing
                return YES
            self.auto.append(key)
            try:
                return self.evaluate_nested(pred)
            finally:
                self.auto.pop()
        return self.evaluate_nested(pred)

    def evaluate_nested(self, pred):
        self.depth += 1
        try:
            if pred[0] == "proj":
                return self.evaluate_projection(pred)
            ref = TraitRef(pred[1].definition, self.resolve_all(pred[1].args))
            if ref.args[0].kind == "infer":
                return self.evaluate_selected(ref)
            if not any(arg.flags & t.HAS_INFER for arg in ref.args):
                return self.evaluate_known(ref)
            ref_key = numbered(ref)
            if ref_key in self.open:               # it needs itself with other variables: `&_: Sub<&_>`, where an impl is for `&Matrix<T>` with `&T: Sub<&T>`
                return MAYBE
            self.open.append(ref_key)
            try:
                return self.evaluate_selected(ref)
            finally:
                self.open.pop()
        finally:
            self.depth -= 1

    def evaluate_known(self, ref):
        """`evaluate_selected` of a trait ref without variables: that it holds in this environment is remembered, but where that
        rests on an auto trait still being shown, or coherence asks."""
        if ref in self.shown:
            return YES
        answer = self.evaluate_selected(ref)
        if answer == YES and not self.auto and self.intercrate is None:
            self.shown.add(ref)
        return answer

    def evaluate_selected(self, ref):
        first = len(self.pending_projections)
        answer, candidate = self.select(ref)
        return answer if answer != YES else self.evaluate_all(candidate.nested, first)

    def evaluate_projection(self, pred):
        value = self.project(self.resolve(pred[1]))
        if value is None:
            return MAYBE
        return YES if self.unify(value, pred[2]) else NO

    def solution(self, ref, var):
        """What `var` must be if `ref` has exactly one way to hold; None otherwise. Leaves no trace."""
        mark, pending = self.snapshot(), len(self.pending_projections)
        answer, candidate = self.select(ref)
        for pred in candidate.nested if answer == YES else ():
            if pred[0] == "trait" and any(self.resolve(arg).flags & t.HAS_INFER for arg in pred[1].args):
                self.select(pred[1])                      # which may have one way to hold itself: `&A < &B` is `A < B`
        value = self.resolve(var)
        if answer == YES and any(self.evaluate(pred) == NO for pred in candidate.nested):
            answer = NO
        self.rollback(mark)
        del self.pending_projections[pending:]
        return value if answer == YES and value.kind != "infer" else None

    def holds(self, ref):
        """Whether a trait ref can hold, leaving no trace (MAYBE counts as yes)."""
        return self.probe_evaluate(("trait", ref)) != NO

    def definitely_holds(self, ref):
        return self.probe_evaluate(("trait", ref)) == YES

    def probe_evaluate(self, pred):
        """YES, MAYBE or NO, leaving no trace. What mentions no variable and no parameter is remembered for good."""
        ref = pred[1]
        if pred[0] != "trait" or any(arg.flags & (t.HAS_INFER | t.HAS_PARAM) for arg in ref.args):
            return self.probe(pred)
        table = self.tcx.caches.setdefault("evaluated", {})
        if ref not in table:
            table[ref] = self.probe(pred)
        return table[ref]

    def probe(self, pred):
        mark, pending = self.snapshot(), len(self.pending_projections)
        answer = self.evaluate(pred)
        self.rollback(mark)
        del self.pending_projections[pending:]
        return answer

    def confirm(self, ref, candidate):
        if candidate.kind == "env":
            self.unify_args(candidate.data.args, ref.args)
            return candidate
        if candidate.kind == "impl":
            args = self.unify_impl(candidate.data, ref)
            nested = [self.normalize_predicate(self.erased(subst_predicate(pred, args)))
                      for pred, _ in self.tcx.predicates_of(candidate.data) if pred[0] != "outlives"]
            return Candidate("impl", candidate.data, args, nested)
        return candidate

    def erased(self, pred):
        if pred[0] == "trait":
            return ("trait", TraitRef(pred[1].definition, tuple([t.erase_regions(a) for a in pred[1].args])))
        return (pred[0], t.erase_regions(pred[1]), t.erase_regions(pred[2]))

    # --- projection ------------------------------------------------------------------------------

    def normalize(self, term):
        """`term` with its projections replaced; an ambiguous one becomes a variable with a pending predicate."""
        if not term.flags & t.HAS_ALIAS:
            return term

        def leaf(part):
            if part.kind == "opaque" and self.tcx.reveal:
                return self.normalize(t.erase_regions(self.tcx.hidden_type(part)))
            if part.kind != "alias":
                return part
            value = self.project(part)
            if value is None:
                var = self.fresh("ty")
                self.pending_projections.append(("proj", part, var))
                return var
            return value
        return t.fold(term, leaf, t.HAS_ALIAS)

    def normalize_predicate(self, pred):
        if pred[0] == "trait":
            return ("trait", TraitRef(pred[1].definition, tuple([self.normalize(a) for a in pred[1].args])))
        return (pred[0], pred[1], self.normalize(pred[2]))

    def project(self, alias):
        """The type that an alias stands for; the alias itself where it is opaque here (`T::Item`);
        None where it cannot be told yet."""
        assoc, args = alias.a, tuple([self.normalize(arg) for arg in self.resolve_all(alias.b)])
        count = len(self.tcx.generics_of(assoc.parent).params)
        if args[0].kind == "infer" and args[0].b == "ty":
            return None                          # before where-clauses are tried: any of them would fit
        for pred in self.env.projections:
            if pred[1].a is assoc and self.matches(pred[1].b, args):
                self.unify_args(pred[1].b, args)
                return t.erase_regions(pred[2])
        if any(arg.flags & t.HAS_ERROR for arg in args):
            return t.ERROR
        key, pending = (assoc, args), len(self.pending_projections)
        if key in self.projected:
            return self.projected[key]
        self.depth += 1
        try:
            value = self.project_selected(assoc, args, count) if self.depth <= DEPTH else t.ERROR
        finally:
            self.depth -= 1
        if value is not None and self.intercrate is None and len(self.pending_projections) == pending and self.told_by(args, value):
            self.projected[key] = value
        return value

    def told_by(self, args, value):
        """Whether a projection's arguments alone say its value: nothing was bound on the way, and it has no variables but theirs."""
        if value.flags & (t.HAS_ERROR | t.HAS_ALIAS) or self.resolve_all(args) != args:
            return False
        return not value.flags & t.HAS_INFER or variables(value) <= set().union(*map(variables, args))

    def project_selected(self, assoc, args, count):
        """`project`, by the impl or bound that there is."""
        ref = TraitRef(assoc.parent, args[:count])
        answer, candidate = self.select(ref)
        if answer == MAYBE:
            return None
        if answer == NO:
            self.unprojectable = ref
            return t.ERROR
        return self.project_candidate(candidate, assoc, args, count)

    def project_candidate(self, candidate, assoc, args, count):
        if candidate.kind == "impl":
            value = self.tcx.assoc_value(candidate.data, assoc, candidate.args, args)
            if value is None:
                return t.ERROR
            for pred in candidate.nested:
                if pred[0] == "proj":
                    self.evaluate_projection(pred)
            return self.normalize(t.erase_regions(self.resolve(value)))
        if candidate.kind in ("builtin", "object"):
            value = candidate.data.get(assoc.name) if candidate.data else None
            return t.ERROR if value is None else self.normalize(value)
        alias = t.mk("alias", assoc, args)
        for pred in self.alias_bounds(args[0]) if args[0].kind in ("alias", "opaque") else ():
            if pred[0] == "proj" and pred[1].a is assoc and self.matches(pred[1].b, args):
                return self.normalize(t.erase_regions(pred[2]))
        return alias


class Obligation:
    """A predicate to be shown, where it comes from (`node`) and why (`cause`: None or a tuple)."""

    __slots__ = ("pred", "node", "cause", "parent", "depth")

    def __init__(self, pred, node, cause=None, parent=None):
        self.pred, self.node, self.cause, self.parent = pred, node, cause, parent
        self.depth = parent.depth + 1 if parent is not None else 0


class Fulfillment:
    """The pending obligations of one body."""

    def __init__(self, solver):
        self.solver = solver
        self.pending = []
        self.errors = []

    def register(self, obligation):
        self.pending.append(obligation)

    def take_projections(self, node):
        solver = self.solver
        if solver.pending_projections:
            new, solver.pending_projections = solver.pending_projections, []
            self.pending += [Obligation(pred, node) for pred in new]

    def select_where_possible(self):
        """Work on the pending obligations until nothing changes; failures go to `errors`."""
        progress = True
        while progress and self.pending:
            progress = False
            work, self.pending = self.pending, []
            for obligation in work:
                before = len(self.solver.pending_projections)
                if self.process(obligation):
                    progress = True
                else:                            # it will be tried again, and leave the same then
                    del self.solver.pending_projections[before:]
                self.take_projections(obligation.node)

    def repeats(self, obligation):
        """Whether an obligation of an auto trait comes out of itself: these are coinductive."""
        args = self.solver.resolve_all(obligation.pred[1].args)
        above = obligation.parent
        while above is not None:
            if above.pred[0] == "trait" and above.pred[1].definition is obligation.pred[1].definition \
                    and self.solver.resolve_all(above.pred[1].args) == args:
                return True
            above = above.parent
        return False

    def process(self, obligation):
        """Try one obligation; True if it was settled (or failed), its nested ones being registered."""
        solver, pred = self.solver, obligation.pred
        if pred[0] == "outlives":
            return True
        if pred[0] == "proj":
            value = solver.project(solver.resolve(pred[1]))
            if value is None:
                self.pending.append(obligation)
                return False
            if not solver.try_unify(value, pred[2]):
                self.errors.append((obligation, value))
            return True
        if pred[1].definition.lang in builtin.AUTO and self.repeats(obligation):
            return True
        if obligation.depth > LIMIT:
            solver.overflow = pred[1]
            self.errors.append((obligation, None))
            return True
        answer, candidate = solver.select(pred[1])
        if answer == MAYBE:
            self.pending.append(obligation)
            return False
        if answer == NO:
            self.errors.append((obligation, None))
            return True
        self.pending += [Obligation(nested, obligation.node, obligation.cause, obligation) for nested in candidate.nested]
        return True
