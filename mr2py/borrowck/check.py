"""Borrow-check all bodies: the order of the analyses of one body, and what they share."""

from ..bits import bits
from ..dataflow.init import InitResults
from ..mir import body as m
from ..mir.cfg import build_cfg
from ..ty import types as t
from . import errors
from .access import AccessCheck
from .closures import Requirement, split_errors
from .const_bodies import check_const_body
from .guards import check_guards
from .infinite_types import InfiniteTypes
from .lifetimes import STATIC
from .liveness import constrain, live_locals, node_uses
from .loans import collect_loans, find_activations, loans_in_scope
from .moves import MoveCheck
from .region_names import RegionNames, mentions, written_name
from .regions import Regions
from .type_check import TypeCheck


# How much a kind of constraint tells a reader: the least number is blamed ("object": a coercion to a box of a trait object, before the others
# where it asks for 'static, as the type may not show that).
INTEREST = {"return": 0, "object": 2, "cast": 2, "call": 2, "ascribe": 2, "assign": 2, "bound": 4, "opaque": 4, "aggregate": 5, "reborrow": 5, "boring": 5, "inherited": 7}


def check_bodies(tcx, bodies):
    """Report the borrow checker's errors of all bodies; returns {Def: BodyCheck}, or None where rustc ends after it."""
    checked = {}
    tcx.borrowck_closure = checked.get               # closures stand before the bodies that create them
    infinite, ended = InfiniteTypes(tcx), set()
    for definition, body in bodies.items():
        if owner_of(definition) in ended or not infinite.check_body(body):
            ended.add(owner_of(definition))
            continue
        checked[definition] = ctx = BodyCheck(tcx, body)
        ctx.run()
    return None if ended else checked


def owner_of(definition):
    """The function or constant that a closure stands in."""
    while definition.kind == "closure":
        definition = definition.parent
    return definition


class BodyCheck:
    """The analyses of one body and their results; later emission of events reads `loans` and `in_scope`."""

    def __init__(self, tcx, body):
        self.tcx, self.body = tcx, body
        self.cfg = body.memo["cfg"] = build_cfg(body)
        self.init = body.memo["init"] = InitResults(tcx, body, self.cfg)
        self.regions = Regions(tcx, body.definition, len(self.cfg.succ))
        self.check = TypeCheck(tcx, body, self.regions)
        self.seen, self.found, self.names = set(), [], RegionNames(self)
        self.requirements = []              # of a closure: what its creator must show
        self.live_regions = None            # see `explain`
        self.taken_apart = {}               # see `pattern_moves`

    def run(self):
        self.check.run()
        self.uses = [node_uses(info) for info in self.cfg.info]
        self.live, self.dropped = live_locals(self.cfg, self.uses, self.init)
        constrain(self.tcx, self.cfg, self.check, self.regions, self.live, self.dropped)
        self.regions.solve()
        self.choose_members()
        self.loans = collect_loans(self.body, self.check)
        find_activations(self.loans, self.uses, self.cfg)
        self.in_scope = loans_in_scope(self.cfg, self.body, self.loans, self.regions)
        moves = MoveCheck(self)
        AccessCheck(self, moves).run()
        self.ever = moves.ever
        moves.run()
        self.lifetimes()
        check_guards(self)
        check_const_body(self)
        for diagnostic in sorted(self.found, key=lambda diagnostic: self.tcx.tokens.span(diagnostic.primary.lo, diagnostic.primary.lo)[:2]):     # as rustc does
            self.tcx.diags.add(diagnostic)
        self.body.memo["loan_ends"] = self.loan_ends()
        self.body.memo["loan_scope"] = [loan.node for loan in self.loans], self.in_scope

    def choose_members(self):
        """Each region of a hidden type becomes the least one that it may be; E0700 where none of them is enough."""
        self.uncaptured = []
        for region, choices in self.check.members:
            self.regions.values[region] |= self.regions.every
            lower, upper = self.regions.ends_in(region), self.regions.universal_above(region)
            fits = [choice for choice in choices if self.regions.between(upper, choice, lower)]
            if not fits:
                self.uncaptured.append((region, (upper + lower)[0]))
                continue
            least = [choice for choice in fits if all((other, choice) in self.regions.known for other in fits)]
            made = t.region("var", (least or fits)[0])
            self.regions.outlives(t.region("var", region), made, self.body.leaves[-1], "opaque")
        if self.check.members:
            self.regions.solve()

    def loan_ends(self):
        """{point: [points of the borrows that end there]}: leaves that use a loan's reference for the last time."""
        ends = {}
        leaves = len(self.body.leaves)
        for node in self.cfg.order:
            mine = self.in_scope[node]
            if node >= leaves or not mine:
                continue
            after = 0
            for successor in self.cfg.succ[node]:
                after |= self.in_scope[successor]
            for index in bits(mine & ~after):
                ends.setdefault(node, []).append(self.loans[index].node)
        return ends

    def add(self, diagnostic):
        """Report, once for each message and place; all of a body's errors come in the order of their places."""
        label = diagnostic.primary
        key = (diagnostic.code, diagnostic.message, label.lo, label.hi)
        if key not in self.seen:
            self.seen |= {key, (diagnostic.code, label.lo, label.hi)}
            self.found.append(diagnostic)

    def told(self, code, leaf):
        """Whether an error with this code was reported at the place of a leaf."""
        return (code, *self.span(leaf)) in self.seen

    # --- lifetimes --------------------------------------------------------------------------------

    def lifetimes(self):
        found = self.regions.universal_errors()
        if self.regions.env is not None:
            found, handed = split_errors(self.regions, found)
            for sup, sub, outer_sup, outer_sub in handed:
                blame = self.blame(self.regions.path(sup, sub))
                self.requirements.append(Requirement(outer_sup, outer_sub, blame.leaf if blame else None, blame.category if blame else "assign"))
        found = self.regions.first_of_each(found)
        if self.body.definition.kind != "closure":
            self.type_tests()
        for leaf, trait in self.check.not_general:
            self.add(errors.not_general_enough(self, leaf, trait))
        for region, name in self.uncaptured[:1] if not found else ():
            self.add(errors.uncaptured_lifetime(self, self.regions.path(name, region), name))
        for sup, sub in found:
            path = self.regions.path(sup, sub)
            self.add(errors.lifetime_error(self, sup, sub, path))

    def type_tests(self):
        """E0309, E0310: a type parameter must outlive a universal region, and no bound says so."""
        for ty, region, leaf in self.check.type_tests:
            bounds = [bound.a for known, bound in self.check.param_bounds if known is ty]
            for end in self.regions.ends_in(region):
                if not any(self.reaches(bound, end) for bound in bounds):
                    from .outlives_errors import type_may_not_live
                    self.add(type_may_not_live(self, ty, end, leaf))
                    break

    def reaches(self, region, end):
        """Whether a universal region outlives another by what the body asks of it, shown or not (rustc's `eval_outlives`): where it was not
        shown, that is told already."""
        return any((other, end) in self.regions.known for other in (region, *self.regions.ends_in(region)))

    def blame(self, path):
        """The constraint on a path that a reader can do something about (rustc's `best_blame_constraint`): the most interesting one, of
        equal ones the last; where a value is returned as an opaque type, what asks for that."""
        told = path and path[-1].sub == STATIC and all(constraint.category != "ascribe" for constraint in path)
        last = min(reversed(path), key=lambda constraint: 1 if told and constraint.category == "object" else INTEREST[constraint.category], default=None)
        if last is not None and last.category == "return":
            return next((constraint for constraint in reversed(path) if constraint.category == "opaque"), last)
        return last

    def anonymous_param(self, region):
        """(number, LocalDecl) of the parameter whose type has this universal region, or None."""
        for number in range(1 if self.regions.env is None else 2, self.body.arg_count + 1):       # a closure's first is its environment
            if mentions(self.check.locals[number], region):
                return number, self.body.locals[number]
        return None

    # --- questions of the error constructors -------------------------------------------------------

    def span(self, leaf):
        return (leaf.lo, leaf.hi)

    def line(self, token):
        """The line of a token, for our own sentences."""
        return self.tcx.tokens.line(token)

    def holder_name(self, loan, leaf):
        """The variable that holds a loan's reference and is used by a leaf, or None."""
        from .liveness import node_uses
        if leaf is None:
            return None
        held = self.holders(loan)
        used = node_uses(leaf)
        for local, decl in enumerate(self.body.locals):
            if (used.uses | used.drops) & held >> local & 1 and decl.name is not None:
                return decl.name
        named = [decl.name for local, decl in enumerate(self.body.locals) if held >> local & 1 and decl.kind == "var" and decl.name is not None]
        return named[0] if len(named) == 1 else None

    def move_span(self, node):
        leaf = self.cfg.info[node]
        return (leaf.lo, leaf.hi)

    def move_span_of(self, leaf, place):
        return (leaf.lo, leaf.hi)

    def call_source(self, place):
        """The call that made the nameless reference at the root of a place, or None."""
        return next((leaf for leaf in self.body.leaves if type(leaf) is m.Call and leaf.dest == m.Place(place.local)), None)

    def temp_source(self, place, article=False):
        """What a nameless reference came from: "an `Rc`", "index of `Vec<String>`" (`article`: "an index of …"), "a `&` reference"."""
        for leaf in self.body.leaves:
            if type(leaf) is m.Call and leaf.dest.local == place.local and not leaf.dest.proj:
                if leaf.origin == "index":
                    ty = leaf.func.ty.b[0]
                    return f"{'an ' if article else ''}index of `{ty}`"
                if leaf.origin == "deref":
                    ty = leaf.func.ty.b[0]
                    return f"an `{ty.a.name}`" if ty.kind == "adt" and ty.a.name in ("Rc", "Arc") else f"dereference of `{ty}`"
        return "a shared reference"

    def target(self, leaf):
        return leaf.place.local if type(leaf) is m.Assign else leaf.dest.local if type(leaf) is m.Call else 0

    def returned_by(self, loan):
        """The leaf that returns the loan's reference, if its region must outlive a universal one."""
        for index in self.regions.ends_in(loan.region):
            path = self.regions.path(loan.region, index)
            blame = self.blame(path)
            if blame is not None and blame.category == "opaque":
                continue
            for constraint in path:
                if constraint.category == "return" and self.is_own(constraint):
                    return constraint.leaf
        return None

    def escapes(self, loan):
        """Whether a loan's reference is returned, or handed to a call that wants it to outlive the function."""
        for index in self.regions.ends_in(loan.region):
            path = self.regions.path(loan.region, index)
            blame = self.blame(path)
            if blame is not None and blame.category in ("opaque", "return", "call") and all(map(self.is_own, path)):
                return True
        return False

    def escape_of(self, loan):
        """(category, leaf) of the constraint by which a loan's reference leaves the function, or (None, None)."""
        for index in self.regions.ends_in(loan.region):
            blame = self.blame(self.regions.path(loan.region, index))
            if blame is not None and blame.category in ("opaque", "return", "call"):
                return ("call", blame.leaf) if blame.category == "call" else ("return", None)
        return None, None

    def escape_region(self, loan):
        """The name of the region that a loan's reference must outlive."""
        ends = self.regions.ends_in(loan.region)
        return written_name(self, ends[0]) or "'static" if ends else "'static"

    def is_own(self, constraint):
        """Whether a constraint comes from this body (not from a closure that it creates)."""
        leaf = constraint.leaf
        return leaf is not None and leaf.pt < len(self.body.leaves) and self.body.leaves[leaf.pt] is leaf

    def capture_of(self, leaf):
        """The Capture that a leaf makes for a closure: of a borrow, or the first that an aggregate moves; else None."""
        if type(leaf) is m.Assign and type(leaf.rvalue) is m.Ref and leaf.rvalue.origin == "capture":
            return self.body.locals[leaf.place.local].extra
        return None

    def lifetime_span(self, region):
        """Where a named lifetime parameter is declared, or None."""
        for parameter in self.tcx.generics_of(self.body.definition).params:
            if parameter.kind == "lifetime" and parameter.node is not None and self.regions.names[region] == t.region("param", parameter.index, parameter.name):
                return (parameter.node.lo, parameter.node.lo)
        return None

    def call_of(self, site):
        """The Call that takes the temporary which the leaf at `site` moved into, as (leaf, argument index), or None."""
        leaf = self.cfg.info[site]
        if type(leaf) is m.Assign and self.body.locals[leaf.place.local].kind == "temp":
            for other in self.body.leaves[site + 1:]:
                if type(other) is m.Call:
                    for index, arg in enumerate(other.args):
                        if type(arg) is m.Move and arg.place == leaf.place:
                            return other, index
        return None

    def holders(self, loan):
        """The locals (bits) whose type has a region that includes the loan's uses."""
        reach, work = {loan.region}, [loan.region]
        universal = range(len(self.regions.names))          # what must outlive these is told otherwise
        by_sup = {}
        for constraint in self.regions.constraints:
            by_sup.setdefault(constraint.sup, []).append(constraint.sub)
        for region in work:
            for sub in by_sup.get(region, ()):
                if sub not in reach and sub not in universal:
                    reach.add(sub)
                    work.append(sub)
        out = 0
        for local, ty in enumerate(self.check.locals):
            if any(type(part) is t.Region and part.kind == "var" and part.a in reach for part in t.walk(ty)):
                out |= 1 << local
        return out
