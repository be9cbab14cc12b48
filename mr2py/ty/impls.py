"""The impls of one crate, found by trait and by the head key of their Self type (`head_key`; None: any type)."""


class CrateImpls:
    """Of the impls of a user's crate, which may name traits and types by other names than their own: each is resolved."""

    def __init__(self, tcx, impls):
        self.tcx, self.impls = tcx, impls
        self.by_trait, self.by_key = None, {}

    def of_trait(self, trait):
        """{head key: [impl]} of a trait; of inherent impls where `trait` is None."""
        if self.by_trait is None:
            self.by_trait = {}
            for impl in self.impls:
                found = None if impl.node.trait_path is None else self.tcx.trait_of_impl(impl)
                if found is not None or impl.node.trait_path is None:
                    self.by_trait.setdefault(found, []).append(impl)
        if trait not in self.by_key:
            table = self.by_key[trait] = {}
            for impl in self.by_trait.get(trait, ()):
                if trait is not None or self.is_nominal(impl):
                    table.setdefault(self.key_of(impl), []).append(impl)
        return self.by_key[trait]

    def is_nominal(self, impl):
        """Whether an inherent impl is of a type of this crate; the items of others (E0116, E0118, E0390) are not found."""
        ty = self.tcx.type_of(impl)
        return ty is None or ty.kind == "error" or ty.kind == "adt" and ty.a.krate == impl.krate or ty.kind == "dyn"

    def key_of(self, impl):
        ty = self.tcx.type_of(impl)
        return None if ty is None or ty.kind in ("param", "alias", "error") else head_key(ty)


class Impls:
    """Part of TyCtxt: the impls of all crates."""

    def impls_of(self, trait):
        """All impls of a trait."""
        return [impl for key in self.impl_keys(trait) for impl in self.impls_at(trait, key)]

    def impl_keys(self, trait):
        """The head keys that the impls of a trait have."""
        return dict.fromkeys(key for table in self.impl_tables for key in table.of_trait(trait))

    def impls_at(self, trait, key):
        """The impls of a trait (None: the inherent ones) that have the head key; blocks may add some while bodies are checked."""
        tables = len(self.impl_tables)
        known = self.impl_lists.get((trait, key))
        if known is None or known[0] != tables:
            known = self.impl_lists[trait, key] = tables, [impl for table in self.impl_tables for impl in table.of_trait(trait).get(key, ())]
        return known[1]

    def trait_of_impl(self, definition):
        """The trait that an impl block names, or None."""
        def compute(d):
            path = d.node.trait_path
            found = self.resolver.resolve_segments(d.parent, path.global_, path.segments, "types")
            return found if not isinstance(found, tuple) and found is not None and found.kind == "trait" else None
        return self.query("trait", definition, compute)


def head_key(ty):
    """The key of a type; std's impls have theirs from the syntax (`resolve.collect.head_key_of_node`)."""
    kind = ty.kind
    if kind == "adt":
        return ty.a.name
    if kind in ("int", "float"):
        return ty.a
    return {"ref": "&", "slice": "[]", "array": "[;]", "tuple": "()", "dyn": "dyn", "ptr": "*",
            "never": "!", "fnptr": "fn"}.get(kind, kind)
