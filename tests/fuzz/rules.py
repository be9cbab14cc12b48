"""Is each rule of the borrow checker needed by the generated programs? Each is disabled in turn, and the first difference is counted.

A rule here is a function that replaces one place of the code by one that lets everything pass.
"""

import time

from mr2py.borrowck import access, check, conflicts, liveness, loans, moves, obligations, regions, type_check
from mr2py.borrowck.closures import ClosureCheck
from mr2py.dataflow import init

from . import oracle
from .programs import program

RULES = {}


def rule(function):
    """Declare a rule by a function that yields (owner, attribute, replacement)."""
    RULES[function.__name__] = function
    return function


def nothing(*args):
    """In place of a check: it finds nothing."""


def off(name, *places):
    """Declare rules whose functions are replaced by `nothing`."""
    RULES[name] = lambda: [(owner, attribute, nothing) for owner, attribute in places]


off("uses_of_moved_values", (moves.MoveCheck, "use"))
off("moves_out_of_borrows_indexes_drops", (moves.MoveCheck, "legal_move"))
off("assigning_twice_and_parts", (moves.MoveCheck, "assigned"))
off("mutable_borrows_of_immutable", (moves.MoveCheck, "mutable_borrow"))
off("reads_against_loans", (access.AccessCheck, "read"))
off("writes_against_loans", (access.AccessCheck, "write"))
off("drops_against_loans", (access.AccessCheck, "leaf_Drop"))
off("storage_dead_against_loans", (access.AccessCheck, "leaf_StorageDead"), (access.AccessCheck, "leaf_Return"))
off("activations_of_two_phase_borrows", (access.AccessCheck, "activations"))
off("assignments_against_loans", (access.AccessCheck, "virtual"))
off("liveness_of_uses", (liveness, "collect"))
off("reborrow_constraints", (type_check.TypeCheck, "reborrow"))
off("where_clauses_of_calls", (obligations.Obligations, "where_clauses"))
off("calls", (type_check.TypeCheck, "call"))
off("aggregates", (type_check.TypeCheck, "aggregate"))
off("casts", (type_check.TypeCheck, "cast"))
off("closure_requirements", (ClosureCheck, "closure_made"))
off("lifetimes_of_signatures", (check.BodyCheck, "lifetimes"))
off("parameters_outlive", (check.BodyCheck, "type_tests"))
off("members_of_hidden_types", (check.BodyCheck, "choose_members"))
off("types_outlive", (type_check.TypeCheck, "type_outlives"))
off("solving", (regions.Regions, "solve"))


@rule
def kills_of_assigned_references():
    yield loans, "killed", lambda info, loans: 0


@rule
def implied_bounds():
    yield type_check.TypeCheck, "implied", nothing


@rule
def known_bounds():
    yield type_check.TypeCheck, "know", nothing


@rule
def disjoint_fields():
    yield conflicts, "disjoint", lambda one, other, ty: False


@rule
def two_phase_borrows():
    yield access.AccessCheck, "active", lambda self, loan: True


@rule
def shared_loans_allow_reads():
    yield loans.Loan, "mutable", True


@rule
def loans_behind_shared_references():
    yield loans, "behind_shared", lambda check, place: False


@rule
def variance():
    yield type_check, "modes", lambda term, own: [3] * len(own)


@rule
def invariance():
    yield type_check, "modes", lambda term, own: [1] * len(own)


@rule
def drops_may_dangle():
    yield liveness, "impl_regions", lambda tcx, check, ty, impl, seen: [part for part in liveness.t.walk(ty) if type(part) is liveness.t.Region]


@rule
def drops_use_references():
    yield liveness, "drop_regions", lambda tcx, check, ty, seen: []


@rule
def drops_of_moved_values():
    yield liveness, "initialised_locals", lambda init, node, known: -1


@rule
def shallow_accesses():
    yield access, "SHALLOW", conflicts.DEEP


@rule
def moves_make_uninitialised():
    yield init, "moved_places", lambda info: ()


@rule
def writes_initialise():
    yield init, "written", lambda paths, place: 0


@rule
def escaping_closures_by_e0373():
    yield check.BodyCheck, "escapes", lambda self, loan: False


@rule
def higher_ranked_closures():
    yield obligations.Obligations, "check_generality", nothing


@rule
def longest_prefix_of_drop_types():
    yield conflicts, "DROP", conflicts.DEEP


class Disabled:
    """A rule is off inside of a `with`."""

    def __init__(self, name):
        self.places = list(RULES[name]())

    def __enter__(self):
        self.saved = []
        for owner, attribute, replacement in self.places:
            old = vars(owner).get(attribute) if attribute in vars(owner) else getattr(owner, attribute)
            self.saved.append((owner, attribute, old))
            setattr(owner, attribute, replacement)

    def __exit__(self, *problem):
        for owner, attribute, old in reversed(self.saved):
            setattr(owner, attribute, old)


def first_difference(name, seed, count, batch):
    """The number of the first program that is judged otherwise than rustc judges it and than we do with all rules; None: none of `count`."""
    for first in range(0, count, batch):
        texts = [program(seed, number) for number in range(first, min(first + batch, count))]
        right = oracle.ask_mr2py(texts)
        with Disabled(name):
            wrong = oracle.ask_mr2py(texts)
        changed = [place for place in range(len(texts)) if right[place] != wrong[place]]
        if changed:
            theirs = oracle.ask_rustc([texts[place] for place in changed])
            for place, verdict in zip(changed, theirs):
                if verdict == right[place]:
                    return first + place
    return None


def run(seed, names, count, batch):
    """Tell of each rule after how many programs its absence shows; exit code 1 where one is not found."""
    missed = 0
    for name in names or sorted(RULES):
        if name not in RULES:
            print(f"fuzz: no rule {name}; there are: {' '.join(sorted(RULES))}")
            return 2
        start = time.monotonic()
        found = first_difference(name, seed, count, batch)
        missed += found is None
        place = f"found by program {found}" if found is not None else f"NOT found by {count} programs"
        print(f"{name}: {place} ({time.monotonic() - start:.0f} s)", flush=True)
    return 1 if missed else 0
