"""E0038: why a trait has no objects, and what could be done (rustc_trait_selection's `report_dyn_incompatibility`)."""

from ..diagnostics import Label
from ..diagnostics.build import error
from . import dyn_compat

NOTE = "for a trait to be dyn compatible it needs to allow building a vtable"
VISIT = "for more information, visit <https://doc.rust-lang.org/reference/items/traits.html#dyn-compatibility>"


def not_compatible(tcx, trait, node, bound):
    """The error of a trait object type; `node`: the type, `bound`: the trait in it. What a type cannot even name is told at the bound."""
    reasons = Reasons(tcx)
    early = reasons.early(trait)
    if early:
        return told(tcx, trait, bound, early, False)
    return told(tcx, trait, node, reasons.all(trait), True)


def told(tcx, trait, node, reasons, offer):
    found = error("E0038", f"the trait `{trait.name}` is not dyn compatible", node, f"`{trait.name}` is not dyn compatible")
    own = [reason for reason in reasons if reason.where is not None]
    if trait.krate != "user" or not own:
        return found.note(NOTE)
    labels = [Label(*reason.where, reason.label, True) for reason in own]
    found.note(f"{NOTE}\n{VISIT}", [*labels, Label(trait.node.name_tok, trait.node.name_tok, "this trait is not dyn compatible...")])
    for name in dict.fromkeys(reason.moved for reason in own if reason.moved):
        found.help(f"consider moving `{name}` to another trait")
    if offer:
        implementors(tcx, found, trait)
    for reason in own:
        if reason.static is not None:
            offer_receiver(found, reason.static)
    return found


def implementors(tcx, found, trait):
    """The types that could stand for the object, where they are all known."""
    types = []
    for impl in tcx.impls_of(trait):
        ref = tcx.impl_trait_ref(impl)
        if ref is None or ref.args[0].kind in ("param", "alias"):
            return
        types.append(str(ref.args[0]))
    if len(types) == 1:
        found.help(f"only type `{types[0]}` implements `{trait.name}`; consider using it directly instead.")
    elif 1 < len(types) < 10:
        lines = "".join(f"\n  {ty}" for ty in types)
        found.help(f"the following types implement `{trait.name}`:{lines}\nconsider defining an enum where each variant holds one of these types,\n"
                   f"implementing `{trait.name}` for this new enum and using it instead")


def offer_receiver(found, node):
    """A function without `self`: it could have one, or not be the objects'."""
    opening = node.params[0].lo - 1 if node.params else node.generics.hi + 1 if node.generics.params else node.name_tok + 1
    found.suggest(f"consider turning `{node.name}` into a method by giving it a `&self` argument", [(opening, None, "&self, " if node.params else "&self")])
    behind = node.generics.where[-1].hi if node.generics.where else node.ret.hi if node.ret is not None else node.params[-1].hi + 1 if node.params else opening + 1
    text = ", Self: Sized" if node.generics.where else " where Self: Sized"
    found.suggest(f"alternatively, consider constraining `{node.name}` so it does not apply to trait objects", [(behind, None, text)])


class Reason:
    """`where`: (lo, hi) or None; `moved`: the item that could be moved away, or None; `static`: the ast.Fn without receiver, or None."""

    def __init__(self, where, label, moved=None, static=None):
        self.where, self.label, self.moved, self.static = where, label, moved, static


class Reasons:
    """What stands in the way of objects of a trait and its supertraits."""

    def __init__(self, tcx):
        self.tcx = tcx

    def early(self, trait):
        """Supertraits that name `Self`, and generic associated types."""
        found = []
        for one in self.family(trait):
            found += [Reason(self.place(one, node), "...because it uses `Self` as a type parameter") for node in self.naming_self(one)]
            found += [Reason(self.place(one, member.node.name_tok), f"...because it contains generic associated type `{member.name}`", member.name)
                      for member in one.members.values() if member.kind == "assoc_ty" and getattr(member.node.generics, "params", None)
                      and not dyn_compat.requires_sized_self(self.tcx, member)]
        return found

    def all(self, trait):
        found = []
        for one in self.family(trait):
            found += self.sized(one)
            for member in one.members.values():
                if dyn_compat.requires_sized_self(self.tcx, member):
                    continue
                if member.kind == "assoc_const":
                    found.append(Reason(self.place(one, member.node.name_tok), f"...because it contains this associated `const` `{member.name}`", member.name))
                elif member.kind == "assoc_fn":
                    found += self.of_method(one, member)
        return found

    def family(self, trait):
        """The trait and its supertraits of the user's, each once."""
        found, work = [], [trait]
        while work:
            one = work.pop(0)
            if one not in found:
                found.append(one)
                work += [pred[1].definition for pred, _ in self.tcx.super_predicates(one) if pred[0] == "trait" and pred[1].definition.krate == "user"]
        return found

    def place(self, trait, where):
        if trait.krate != "user":
            return None
        return (where, where) if isinstance(where, int) else (where.lo, where.hi)

    def naming_self(self, trait):
        for pred, node in self.tcx.super_predicates(trait):
            if pred[0] == "trait" and pred[1].args[0] is dyn_compat.SELF and any(dyn_compat.mentions_self(self.tcx, trait, arg) for arg in pred[1].args[1:]):
                yield node

    def sized(self, trait):
        """A bound that asks Self to be Sized, by a supertrait too."""
        for pred, node in self.tcx.super_predicates(trait) + [entry for entry in self.tcx.predicates_of(trait) if entry[1] is not trait.node]:
            if pred[0] == "trait" and pred[1].args[0] is dyn_compat.SELF and pred[1].definition.krate == "std":
                env = dyn_compat.ParamEnv()
                self.tcx.elaborate(env, [pred])
                if any(ref.args[0] is dyn_compat.SELF for ref in env.traits.get(self.tcx.lang("Sized"), ())):
                    yield Reason(self.place(trait, node), "...because it requires `Self: Sized`")

    def of_method(self, trait, member):
        label = dyn_compat.method_violation(self.tcx, trait, member)
        if label is None:
            return []
        node, name = member.node, member.name
        at = self.place(trait, node.name_tok)
        if node.self_param is None:
            return [Reason(at, label, None, node)]
        if "async" in (node.quals or "").split():
            return [Reason(at, f"...because method `{name}` is `async`", name)]
        if "in this parameter" in label:
            types = self.tcx.fn_sig(member).inputs[1:]
            return [Reason(self.place(trait, param.ty), label, name) for param, ty in zip(node.params, types) if dyn_compat.mentions_self(self.tcx, trait, ty)]
        if "return type" in label:
            return [Reason(self.place(trait, node.ret), label, name)]
        if "dispatched" in label and node.self_param.ty is not None:
            return [Reason(self.place(trait, node.self_param.ty), label)]
        return [Reason(at, label, name)]
