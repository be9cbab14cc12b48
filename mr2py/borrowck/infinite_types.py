"""Types whose drop nobody can finish looking at, in bodies that own such a value. rustc ends the body there.

Of types that hold themselves without indirection (E0072), whether they need drop and what their drop looks at are questions that come
back to themselves (E0391); rustc asks each once.
"""

from ..diagnostics import Label
from ..diagnostics.build import error
from ..ty import types as t
from ..ty.type_names import type_name

NEEDS_DROP, DROPCK = "when `{}` needs drop", "drop-check constraints for `{}`"


class Cycle(Exception):
    """A question came back to itself, or to one that did; the body is not looked at further."""


class InfiniteTypes:
    """rustc's queries `adt_drop_tys` and `adt_dropck_constraint`, as far as their cycles go."""

    def __init__(self, tcx):
        self.tcx = tcx
        self.infinite = tcx.caches.get("infinite") or ()
        self.answers = {}               # (question, ADT) → its answer, or Cycle
        self.asked = []                 # the questions that are being answered

    def check_body(self, body):
        """Whether a body may be borrow-checked; otherwise what rustc says of it was told."""
        if not self.infinite:
            if self.tcx.caches.get("polymorphic"):
                from .endless_drop import report
                return not report(self.tcx, body)
            return True
        try:
            for decl in body.locals:
                if decl.kind != "return":
                    self.needs_drop(t.erase_regions(decl.ty))
            for decl in body.locals:
                self.dropck(t.erase_regions(decl.ty))
        except Cycle:
            return False
        return True

    def ask(self, question, adt, root, answer):
        """The answer to a question about an ADT; `root` is the type that it was first asked of."""
        key = (question, adt)
        found = self.answers.get(key)
        if key in self.asked:
            cycle = [other for _, other in self.asked[self.asked.index(key):]]
            self.tcx.diags.add(cycle_error(self.tcx, question, cycle, root))
            self.answers.update(dict.fromkeys(self.asked, Cycle))
            raise Cycle
        if found is Cycle:
            raise Cycle
        if found is None:
            self.asked.append(key)
            try:
                found = self.answers[key] = answer(adt, root)
            finally:
                self.asked.pop()
        return found

    # --- whether a drop is needed ---------------------------------------------------------------------

    def needs_drop(self, ty):
        """Ask whether a value of the type needs drop."""
        self.open_types(ty, ty)

    def drop_types(self, adt, root):
        """The query: the types that decide whether any value of an ADT needs drop."""
        return self.open_types(self.tcx.type_of(adt), root)

    def open_types(self, ty, root):
        """The types without a definition on which it depends whether `ty` needs drop; None if it does in any case."""
        work, out, seen = [ty], [], set()
        while work:
            ty = t.erase_regions(work.pop())
            if ty in seen:
                continue
            seen.add(ty)
            if ty.kind == "tuple":
                work += ty.b
            elif ty.kind in ("array", "slice"):
                work.append(ty.a)
            elif ty.kind == "closure":
                work.append(ty.b[-1])
            elif ty.kind == "adt":
                parts = self.components(ty, root)
                if parts is None:
                    return None
                work += parts
            elif ty.kind in ("param", "alias", "dyn"):
                out.append(ty)
        return out

    def components(self, ty, root):
        """What of an ADT may need drop: types that are no ADTs; None where some part certainly needs it."""
        if ty.a.lang == "ManuallyDrop":
            return []
        if ty.a.krate == "std" or self.tcx.has_drop_impl(ty.a):
            return self.std_components(ty, root)
        out = []
        for field in fields(ty.a):
            part = t.erase_regions(self.tcx.field_ty(field, ty.b))
            if part.kind != "adt":
                out.append(part)
                continue
            found = self.ask(NEEDS_DROP, part.a, root, self.drop_types) if part.a.krate == "user" else self.std_components(part, root)
            if found is None:
                return None
            out += [t.subst(inner, part.b) for inner in found] if part.a.krate == "user" else found
        return out

    def std_components(self, ty, root):
        """Of a type that rustc does not ask about again: a part that is an ADT is one level deeper."""
        if self.tcx.has_drop_impl(ty.a) or ty.a.lang in ALWAYS_DROP:
            return None
        return [t.erase_regions(self.tcx.field_ty(field, ty.b)) for field in fields(ty.a)] if ty.a.fields or ty.a.variants else []

    # --- what a drop looks at ---------------------------------------------------------------------------

    def dropck(self, ty):
        """Ask what the drop of a value of the type looks at."""
        work, seen = [ty], set()
        while work:
            for part in self.dropck_parts(work.pop(), ty):
                if part not in seen and part.kind != "param":
                    seen.add(part)
                    work.append(part)

    def dropck_parts(self, ty, root):
        """The types that the drop of `ty` drops, where these depend on a parameter."""
        kind = ty.kind
        if kind in ("array", "slice"):
            return self.dropck_parts(ty.a, root)
        if kind == "tuple":
            return [part for elem in ty.b for part in self.dropck_parts(elem, root)]
        if kind == "closure":
            return self.dropck_parts(ty.b[-1], root)
        if kind == "adt":
            return [t.subst(part, ty.b) for part in self.ask(DROPCK, ty.a, root, self.dropck_constraint)]
        return [ty] if kind in ("param", "alias") else []

    def dropck_constraint(self, adt, root):
        if adt.lang in ("ManuallyDrop", "PhantomData") or adt.krate == "std" and self.tcx.has_drop_impl(adt):
            return [] if adt.lang == "ManuallyDrop" else [arg for arg in self.tcx.type_of(adt).b if type(arg) is t.Ty]
        return [part for field in fields(adt) for part in self.dropck_parts(t.erase_regions(self.tcx.type_of(field)), root)]


ALWAYS_DROP = frozenset(("Box",))


def fields(adt):
    return [field for variant in adt.variants or () for field in variant.fields]


def cycle_error(tcx, question, cycle, root):
    """E0391: `cycle` holds the ADTs, each of which needs the answer for the next."""
    def head(adt):
        token = adt.node.name_tok
        return Label(token - 1, token, "", True)

    name = cycle[0].path()
    first = head(cycle[0])
    found = error("E0391", "cycle detected when computing " + question.format(name), (first.lo, first.hi))
    for adt in cycle[1:]:
        found.note(f"...which requires computing {question.format(adt.path())}...", [head(adt)])
    again = question.format(name)
    found.note(f"...which immediately requires computing {again} again" if len(cycle) == 1 else f"...which again requires computing {again}, completing the cycle")
    used = f"whether `{type_name(root, '')}` needs drop" if question == NEEDS_DROP else f"dropck types for `{type_name(root, '')}`"
    found.note(f"cycle used when computing {used.replace('`::', '`').replace('<::', '<')}")
    return found.note("see https://rustc-dev-guide.rust-lang.org/overview.html#queries and https://rustc-dev-guide.rust-lang.org/query.html for more information")
