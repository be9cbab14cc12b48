"""`use<…>` among the bounds of an `impl Trait` (Reference, "Precise capturing"): what it must and may name.

Loaded where a program has one.
"""

from ..diagnostics import Label
from ..diagnostics.build import error
from ..resolve import similar
from ..resolve.errors import WORDS
from ..syntax import ast, visit

NOTE = "currently, all type parameters are required to be mentioned in the precise captures list"


def not_allowed(bound, where):
    return error("", f"`use<...>` precise capturing syntax not allowed in {where}", bound)


def check(lowerer, node):
    """Report what is wrong with the `use<…>` of the opaque type that `node` (an ast.TyImpl) writes."""
    lists = [bound for bound in node.bounds if type(bound) is ast.UseBound]
    if len(lists) > 1:
        found = error("", "duplicate `use<...>` precise capturing syntax", lists[0], "", [(lists[1], "second `use<...>` here")])
        lowerer.report(found)
    Captures(lowerer, node, lists[0]).check()


class Captures:
    """One list. `entries`: [(name, its token, whether it is a lifetime)]."""

    def __init__(self, lowerer, node, bound):
        self.lowerer, self.node, self.bound, self.owner = lowerer, node, bound, lowerer.owner
        self.params = lowerer.extra.params
        text = lowerer.tcx.tokens.text
        self.entries = [(name, bound.lo + 2 + 2 * index, text[bound.lo + 2 + 2 * index].startswith("'")) for index, name in enumerate(bound.names)]

    def report(self, found):
        self.lowerer.report(found)

    def check(self):
        named, others = {}, None
        for name, token, lifetime in self.entries:
            shown = f"'{name}" if lifetime else name
            if (lifetime, name) in named:
                first = named[lifetime, name]
                self.report(error("", f"cannot capture parameter `{shown}` twice", (first, first), "", [((token, token), "parameter captured again here")]))
            elif lifetime and others is not None:
                self.report(error("", f"lifetime parameter `{shown}` must be listed before non-lifetime parameters", (token, token), "",
                                  [((others, others), "move the lifetime before this parameter")]))
            elif lifetime:
                self.lifetime(name, token)
            else:
                self.parameter(name, token)
            others = token if not lifetime and others is None else others
            named.setdefault((lifetime, name), token)
        for param in self.params:
            if param.kind != "lifetime" and (False, param.name) not in named:
                self.report(self.unmentioned(param))

        self.mentioned({name for lifetime, name in named if lifetime})

    def mentioned(self, names):
        """The other bounds mention no lifetime parameter that the list does not name."""
        for part in visit.walk([bound for bound in self.node.bounds if type(bound) is ast.TraitBound]):
            if type(part) is ast.Lifetime and part.name != "_":
                param = next((one for one in self.params if one.kind == "lifetime" and one.name == part.name), None)
                if param is not None and part.name not in names:
                    self.report(self.captured(part, (param.node.lo, param.node.lo)))
            elif "_" not in names and (type(part) is ast.Lifetime or type(part) is ast.TyRef and part.lifetime is None):
                source = self.elided_from()
                if source is not None:
                    self.report(self.captured(part if type(part) is ast.Lifetime else (part.lo, None), source))

    def elided_from(self):
        """The place of the elided lifetime of a parameter that an output's elided ones mean (Reference, "Lifetime elision"), or None."""
        node = self.owner.node
        receiver = getattr(node, "self_param", None)
        parts = visit.walk([receiver]) if receiver is not None else visit.walk([param.ty for param in getattr(node, "params", ())])
        if receiver is not None and receiver.ty is None:
            return (receiver.lo, receiver.lo)
        found = [part for part in parts if type(part) is ast.TyRef and part.lifetime is None]
        return (found[0].lo, found[0].lo) if len(found) == 1 else None

    def captured(self, where, param):
        return error("", "`impl Trait` captures lifetime parameter, but it is not mentioned in `use<...>` precise captures list", where, "",
                     [(self.node, "lifetime captured due to being mentioned in the bounds of the `impl Trait`"), (param, "this lifetime parameter is captured")])

    def lifetime(self, name, token):
        if name == "static":
            self.report(error("", "expected lifetime parameter in `use<...>` precise captures list, found `'static`", (token, token)))
        elif name != "_" and not any(param.kind == "lifetime" and param.name == name for param in self.params):
            self.lowerer.lifetime(ast.Lifetime(name, token, token))               # tells that nothing declares it

    def parameter(self, name, token):
        """A name that is no lifetime is a parameter, or `Self` in a trait (E0411, E0799, E0800)."""
        if any(param.kind != "lifetime" and param.name == name for param in self.params):
            return
        where, lowerer = (token, token), self.lowerer
        holder = self.owner.parent
        if name == "Self":
            if holder is not None and holder.kind == "impl":
                head = (holder.node.lo, holder.node.self_ty.hi)
                self.report(error("E0799", "`Self` can't be captured in `use<...>` precise captures list, since it is an alias", where, "",
                                  [(head, "`Self` is not a generic argument, but an alias to the type of the implementation")]))
            else:
                self.report(error("E0411", "cannot find type or const parameter `Self` in this scope", where, "`Self` is only available in impls, traits, and type definitions",
                                  [(self.owner.node.name_tok, "`Self` not allowed in a function")]))
            return
        for namespace in ("types", "values"):
            found = lowerer.tcx.resolver.lexical(lowerer.module, name, namespace)
            if found is not None:
                word = "builtin type" if isinstance(found, tuple) else WORDS.get(found.kind, found.kind)
                self.report(error("E0799", f"expected type or const parameter, found {word} `{name}`", where, "not a type or const parameter"))
                return
        found = error("E0800", f"cannot find type or const parameter `{name}` in this scope", where, "not found in this scope")
        close = similar.best([param.name for param in self.params if param.kind != "lifetime"], name)
        if close is not None:
            found.primary.text = ""
            at = next(param.node.lo for param in self.params if param.name == close)
            found.label((at, at), f"similarly named type parameter `{close}` defined here")
            found.suggest("a type parameter with a similar name exists", [(token, token, close)])
        self.report(found)

    def unmentioned(self, param):
        if param.name == "Self":
            found = error("", "`impl Trait` must mention the `Self` type of the trait in `use<...>`", self.node)
            trait = self.owner.parent.node
            found.spans.append(Label(trait.name_tok - 1, trait.name_tok, "`Self` type parameter is implicitly captured by this `impl Trait`"))
        else:
            word = "const" if param.kind == "const" else "type"
            found = error("", f"`impl Trait` must mention all {word} parameters in scope in `use<...>`", self.node)
            start = param.node.lo - (word == "const" and not isinstance(param.node, ast.TyImpl))          # with its `const`
            at = (start, param.node.hi if word == "const" or isinstance(param.node, ast.TyImpl) else param.node.lo)
            found.spans.append(Label(*at, f"{word} parameter is implicitly captured by this `impl Trait`"))
        return found.note(NOTE if param.kind != "const" else NOTE.replace("type", "const"))
