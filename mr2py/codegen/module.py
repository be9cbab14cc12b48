"""A whole program: instances reached from `main`, their classes, drop glue and constants, as one Python module."""

import ast
import keyword

from ..ty import types as t
from ..ty.freeze import Cells
from ..ty.pretty import bare
from ..transform.inline import Inliner, call_position
from . import collect, copyout, dynamic, facts, glue, printer, pyast as p
from .described import Types
from .errors import Unsupported
from .flat import nests_deep, too_deep
from .function import FunctionBuilder
from .names import RESERVED, Scope, clean, type_suffix
from .representation import Representation


class Module:
    """`source` the Python text, `code` its code object, `line_map` {Python line: (file, line)}, `index_sites` the subscripts' places."""

    def __init__(self, source, filename, line_map, main="main", index_sites=None):
        self.source, self.filename, self.line_map, self.main = source, filename, line_map, main
        self.index_sites = index_sites or {}
        self._code = self.namespace = None

    @property
    def code(self):
        if self._code is None:
            self._code = compile(self.source, self.filename, "exec")
        return self._code

    def run(self):
        """Execute the module in this process; returns the exit code of the program."""
        namespace = self.namespace = self.executed("mr2py_program")
        return namespace["rt"].run_main(namespace[self.main], namespace.get("SITES", ()))


    def value(self):
        """What the entry of a module without `main`, a constant, evaluates to. Panics are raised, and print nothing; their
        `where` is (file, line, column)."""
        from mr2py_runtime.panic import State, index_panic

        State.hook = lambda error, *where: setattr(error, "where", where)
        try:
            return self.executed("mr2py_constant")[self.main]()
        except IndexError as problem:
            raise index_panic(problem).with_traceback(problem.__traceback__) from None
        finally:
            State.hook, State.unwinding = None, 0

    def executed(self, name):
        """The namespace of the module, executed under a name; what explains panics may read its text."""
        import linecache

        linecache.cache[self.filename] = (len(self.source), None, self.source.splitlines(True), self.filename)
        namespace = {"__name__": name, "INDEX_SITES": self.index_sites}     # the text sets them last, after it made constants
        exec(self.code, namespace)
        return namespace


def generate(tcx, entry, level="off", filename="<mr2py>", enforce=False, plain=False, faults=()):
    """The Module of the program whose `main` is the Def `entry`, at a trace level. `enforce`: its memory rules are checked while it
    runs; `plain`: std's bodies are called, iterators asked, as they are written (`enforce` implies both). `faults` are left out of what the user's functions do, to show that enforcement notices: "drop" (no drops),
    "move" (moved values count as still there), "borrow" (references are made of nothing). Raises Unsupported."""
    tcx.reveal_all()
    module = assemble(tcx, (entry, ()), filename, level, enforce, plain, faults)
    try:
        module.code
    except SyntaxError as error:                 # CPython's limits: nested blocks, indentation
        raise Unsupported(tcx.mir_of(entry), f"blocks nested this deep ({error.msg})") from None
    return module


def assemble(tcx, entry, filename, *how):
    """The Module of what the instance `entry`, (Def, args), reaches; `how` as for `ProgramBuilder`. Some calls show only when code is written (those of drop glue, of
    closures that an intrinsic runs): where they say more about the whole program than was known, it is written again with them."""
    also = []
    while True:
        builder = ProgramBuilder(tcx, *how)
        module = builder.build(entry, filename, also)
        overlooked = builder.overlooked()
        if not overlooked:
            return module
        also += overlooked


class ProgramBuilder:
    """Everything that the functions of one program share."""

    def __init__(self, tcx, level, enforce=False, plain=False, faults=()):
        self.faults = faults
        enforce = enforce or level == "full"          # whose values the shadow knows the places of
        self.tcx, self.level, self.enforce, self.plain = tcx, level, enforce, plain or enforce
        self.traced = level in ("ownership", "full")
        self.heap = level != "off" or enforce
        self.rep = Representation(tcx)
        self.inliner = Inliner(tcx, self.plain)
        self.scope = Scope()
        self.instances, self.queue = {}, []           # (def, args) → name; those to be written
        self.reached = set()
        self.classes, self.glues, self.copies, self.constants = {}, {}, {}, {}
        self.class_nodes, self.glue_nodes, self.constant_nodes, self.table_nodes = [], [], [], []
        self.type_ids = {}
        self.tables, self.slots, self.slot_scope = {}, {}, Scope(None, RESERVED | {"size", "align", "type", "drop", "place"})
        self.contents = set()
        self.images, self.imaged = {}, {}             # see `images`
        self.sites, self.steps, self.shadow_functions = [], [], []
        self.types = Types(self) if level == "full" else None
        self._observable, self._fields, self.panicking = {}, {}, {}
        self.cells, self.list_keepers = Cells(tcx), {}         # see `hoisting`
        self.copied_out = {}                          # (def, args) → see `copyout.parameter`

    def facts_of(self, reached):
        """What is asked of the whole program: (capacities tracked, formatted by pieces, types changed in place, functions used as values)."""
        tracked = self.heap or facts.looks_at_capacity(reached)
        return tracked, tracked or facts.writes_formatted(reached), facts.mutated_types(self, reached), copyout.function_values(reached)

    def overlooked(self):
        """The instances, [(Def, args)], that the facts were found without and that would change them."""
        known = {(definition, args) for definition, args, _ in self.foreseen}
        late = [key for key in self.instances if key in self.reached and key not in known]
        more = [instance for instance in collect.reachable(self, late) if instance[:2] not in known]
        return late if late and self.would_differ(*self.facts_of(self.foreseen + more)) else []

    def would_differ(self, tracked, by_pieces, mutated, function_values):
        """Whether other facts would have changed an answer that was given while the code was written."""
        if (tracked, by_pieces) != (self.tracked, self.by_pieces) or self.rep.would_differ(mutated):
            return True
        return any(local is not None and definition in function_values for (definition, _), local in self.copied_out.items())

    def build(self, entry, filename, also=()):
        """The Module of the instance `entry`; `also`: further instances, [(Def, args)], that the program reaches."""
        self.foreseen = reached = collect.reachable(self, [*self.entries(entry), *also])
        self.facts = self.facts_of(reached)
        self.tracked, self.by_pieces, self.rep.mutated, self.function_values = self.facts
        report = self.report_of(entry[0])
        self.main = self.scope.new("main") if report is not None else None
        for definition, args, body in reached:       # the user's functions get the best names
            if body is not None and definition.krate == "user" and definition.kind in ("fn", "assoc_fn"):
                self.instances[definition, args] = self.scope.new(self.name_of(definition, args))
        self.main = self.main or self.reach(*entry)
        for needed in self.entries(entry):
            self.reach(*needed)
        user, std = [], []
        while self.queue:
            definition, args = self.queue.pop(0)
            node = self.function(definition, args)
            (user if definition.krate == "user" else std).append(node)
        if report is not None:
            user.append(self.reporting_main(entry, report))
        return printer.print_module(self, user, std, filename)

    # --- the entry ---------------------------------------------------------------------------

    def report_of(self, entry):
        """(Def, arguments) of `Termination::report` for what `main` returns; None where that is nothing."""
        if entry.kind not in ("fn", "assoc_fn"):
            return None                              # a constant that is evaluated
        output = self.tcx.normalize(self.tcx.fn_sig(entry).output)
        if output is t.UNIT or output is t.NEVER:
            return None
        return self.tcx.resolve_instance(self.tcx.lang("Termination").members["report"], (output,))

    def entries(self, entry):
        report = self.report_of(entry[0])
        return [entry] + ([report] if report is not None else [])

    def reporting_main(self, entry, report):
        """`def main(): return report(user's main()).code`"""
        value = p.call(self.reach(*entry))
        call = p.call(self.reach(*report), p.call("rt_main_returned", value) if self.heap else value)
        node = ast.FunctionDef(self.main, ast.arguments([], [], None, [], [], None, []), [ast.Return(p.attribute(call, "code"))], [], lineno=0)
        node.mrs = None
        return node

    def function(self, definition, args):
        """The FunctionDef of an instance, as a loop over states where CPython could not take its nesting."""
        sites = len(self.sites)
        builder = FunctionBuilder(self, definition, args)
        node = builder.build(flat=nests_deep(builder.body.root))
        if too_deep(node):
            del self.sites[sites:]
            node = FunctionBuilder(self, definition, args).build(flat=True)
        return node

    # --- instances -------------------------------------------------------------------------

    def reach(self, definition, args):
        """The Python name of an instance, which will be written."""
        key = (definition, args)
        name = self.instances.get(key)
        if name is None:
            name = self.instances[key] = self.scope.new(self.name_of(definition, args))
        if key not in self.reached:
            self.reached.add(key)
            self.queue.append(key)
        return name

    def instance_name(self, definition, args):
        return self.instances[definition, args]

    def name_of(self, definition, args):
        """A readable name: `area`, `Point_new`, `largest_i32`."""
        owner = definition.parent
        if definition.kind == "closure":
            return clean(f"{owner.name}_{definition.name}".replace("{", "").replace("}", "").replace("#", "_"))
        parts = []
        if definition.kind == "assoc_fn":
            self_ty = self.tcx.type_of(owner) if owner.kind == "impl" else None
            parts.append(type_suffix(self_ty) if self_ty is not None else owner.name)
        parts.append(definition.name)
        types = [arg for arg in args if type(arg) is t.Ty]
        if types and definition.krate == "user" and len(types) < 3:
            parts += map(type_suffix, types)
        return clean("_".join(parts))[:60]

    def function_value(self, definition, args, leaf):
        """A Python callable for a function used as a value."""
        if definition.kind in ("struct", "variant"):
            return self.constructor_value(definition, args)
        if self.tcx.is_virtual(definition, args):
            return dynamic.function_value(self, definition)
        from .intrinsics import prefers_body

        if definition.intrinsic is None or prefers_body(self, definition, args):
            return p.name(self.reach(definition, args))
        return self.intrinsic_value(definition, args, leaf)

    def constructor_value(self, definition, args):
        from .rvalues import build

        owner = definition.parent if definition.kind == "variant" else definition
        names = [f"a{i}" for i in range(len(definition.fields))]
        parts = [p.Expr(p.name(name)) for name in names]
        value = build(self, self.tcx.normalize(t.adt(owner, args)), definition.index if definition.kind == "variant" else 0, parts)
        signature = ast.arguments([], [ast.arg(name) for name in names], None, [], [], None, [])
        return ast.Lambda(signature, value.node)

    def intrinsic_value(self, definition, args, leaf):
        """A lambda around an intrinsic (formatting functions of primitives, mostly)."""
        from . import intrinsics

        count = len(self.tcx.fn_sig(definition).inputs)
        names = ["x", "f", "y", "z"][:count]
        site = intrinsics.Site(_ValueBuilder(self, definition), leaf, definition, args, ())
        site.values = [p.Expr(p.name(name), frozenset((name,))) for name in names]
        expr = intrinsics.evaluate(site, definition.intrinsic)
        if isinstance(expr.node, ast.Call) and [getattr(arg, "id", None) for arg in expr.node.args] == names:
            return expr.node.func
        return ast.Lambda(ast.arguments([], [ast.arg(name) for name in names], None, [], [], None, []), expr.node)

    def is_track_caller(self, definition):
        """Whether panics in a function name its caller; an impl's function takes it from its trait's (`Index::index`)."""
        if definition.kind == "closure":
            return False
        if any(attribute.path == "track_caller" for attribute in definition.attrs or ()):
            return True
        parent = definition.parent
        ref = self.tcx.impl_trait_ref(parent) if parent is not None and parent.kind == "impl" else None
        declared = ref.definition.members.get(definition.name) if ref is not None else None
        return declared is not None and any(attribute.path == "track_caller" for attribute in declared.attrs or ())

    # --- types -----------------------------------------------------------------------------

    def observable(self, ty):
        """Whether dropping a value of `ty` can be noticed at this level."""
        answer = self._observable.get(ty)
        if answer is None:
            self._observable[ty] = False                # a type inside itself adds nothing
            answer = self._observable[ty] = self._is_observable(ty)
        return answer

    def _is_observable(self, ty):
        kind = ty.kind
        if kind == "tuple":
            return any(map(self.observable, ty.b))
        if kind in ("array", "slice"):
            return self.observable(ty.a)
        if kind == "closure":
            return any(map(self.observable, self.capture_types(ty)))
        if kind == "dyn":
            return True
        if kind != "adt":
            return False
        found = self.tcx.drop_impl(ty)
        if found is not None:
            if found[0].krate == "user" or self.heap or has_effect(found[0]):
                return True
            if any(self.observable(arg) for arg in ty.b if type(arg) is t.Ty):
                return True
        if ty.a.lang in glue.LANG or ty.a.lang == "PhantomData":
            return any(self.observable(arg) for arg in ty.b if type(arg) is t.Ty) if ty.a.lang in glue.LANG else False
        return any(self.observable(field) for i in range(len(ty.a.variants)) for field in self.rep.field_types(ty, i))

    def drop_call(self, ty, node, open_=False):
        """The call that drops the value `node`; `open_`: parts of it may have been moved out."""
        name = self.glues.get((ty, open_))
        if name is None:
            name = self.glues[ty, open_] = self.scope.new(("drop_rest_of_" if open_ else "drop_") + type_suffix(ty))
            self.glue_nodes.append(glue.function(self, ty, name, open_))
        return p.call(name, node)

    def capture_types(self, ty):
        return [self.tcx.normalize(part) for part in self.tcx.capture_types(ty)]

    def layout(self, ty):
        """(size, align) of a type."""
        from .layout import layout_of
        found = layout_of(self.tcx, ty)
        return found.size, found.align

    def type_name(self, ty):
        """A type as the trace names it; heap blocks that are still being filled are what they will be."""
        if ty.kind == "adt" and ty.a.lang in ("UninitBox", "UninitArray"):
            return f"Box<{bare(ty.b[0])}>" if ty.a.lang == "UninitBox" else f"Box<[{bare(ty.b[0])}; {ty.b[1].a}]>"
        return bare(ty)

    def class_of(self, ty):
        """The Python class of a struct (one for all its instances), as a name."""
        definition = ty.a
        name = self.classes.get(definition)
        if name is None:
            name = self.classes[definition] = self.scope.new(definition.name if ty.kind == "adt" else "Closure")
            self.class_nodes.append((definition, name, ty))
        return name

    def slots_of_classes(self):
        """{name of a struct's class: its slots, in the order of its arguments}, of those met so far."""
        return {name: tuple([self.field_name(ty, i) for i in range(len(definition.fields))]) for definition, name, ty in self.class_nodes if definition.kind != "closure"}

    def field_name(self, ty, index):
        """The slot of field `index` of a struct."""
        names = self._fields.get(ty.a)
        if names is None:
            scope = Scope(None, frozenset(keyword.kwlist) | {"assign", "taken"})
            fields = ty.a.fields
            names = self._fields[ty.a] = [scope.new(field.name if not field.name[0].isdigit() else "f" + field.name) for field in fields]
        return names[index]

    def slot(self, member):
        """The name of a trait's method in method tables."""
        if member not in self.slots:
            self.slots[member] = self.slot_scope.new(member.name)
        return self.slots[member]

    def need_contents(self, ty):
        """Contents of objects of a type are moved: their class has the methods for it."""
        if ty.kind in ("adt", "closure"):
            self.contents.add(ty.a)

    def is_string_display(self, definition):
        """Whether a formatting function is String's Display."""
        owner = definition.parent
        if definition.krate != "std" or owner is None or owner.kind != "impl" or definition.name != "fmt":
            return False
        return self.rep.is_lang(self.tcx.type_of(owner), "String") and self.tcx.impl_trait_ref(owner).definition.name == "Display"

    def self_type(self, definition, args=()):
        """The Self type of the impl that a method belongs to."""
        return self.tcx.normalize(t.subst(self.tcx.type_of(definition.parent), args))

    def reference_impl(self, definition):
        """For the formatting function of `&T`: the trait's item, to be resolved for T; else None."""
        owner = definition.parent
        if definition.krate != "std" or owner is None or owner.kind != "impl" or self.tcx.type_of(owner).kind != "ref":
            return None
        trait = self.tcx.impl_trait_ref(owner).definition
        return trait.members["fmt"] if trait.name != "Pointer" else None          # which tells of the reference itself

    # --- values ----------------------------------------------------------------------------

    def copy_expr(self, ty, expr):
        """A copy of a Copy value that holds objects."""
        if ty.kind == "array" and not self.rep.needs_copy(ty.a):
            return p.fill("A[:]", A=expr, effect=True)
        return p.combine(p.call(self.copy_function(ty), expr.node), expr, effect=True)

    def copy_function(self, ty):
        name = self.copies.get(ty)
        if name is None:
            name = self.copies[ty] = self.scope.new("copy_" + type_suffix(ty))
            signature = ast.arguments([], [ast.arg("x")], None, [], [], None, [])
            self.glue_nodes.append(ast.FunctionDef(name, signature, facts.copy_statements(self, ty), [], lineno=0))
        return name

    def constant_item(self, fb, item, ty):
        """The Expr of a use of a `const` or `static`."""
        definition, args = fb.resolve(item.definition, item.args)
        key = (definition, args)
        name = self.constants.get(key)
        if name is None:
            name = self.constants[key] = self.scope.new(definition.name)
            self.instances[key] = name
            node = self.function(definition, args)
            shared = definition.kind == "static" or self.rep.is_value(ty) and not self.observable(ty)
            self.constant_nodes.append((definition.krate, node, shared))
            self.constants[key] = name = (name, shared)
        name, shared = name
        return p.Expr(p.name(name)) if shared else p.combine(p.call(name), effect=True)

    # --- positions -------------------------------------------------------------------------

    def location(self, lo):
        """`FILE:LINE:COLUMN` of a token."""
        file, line, column = self.tcx.tokens.location(lo)
        return f"{file}:{line}:{column}"

    def site(self, leaf):
        """What a subscript in the emitted text stands for: its location, kept on the node."""
        return self.location(call_position(leaf, self.tcx.tokens) if hasattr(leaf, "fn_lo") else leaf.lo)

    def line(self, lo):
        return self.tcx.tokens.location(lo)[1]

    def display_name(self, definition):
        """A function as the trace names it: `main`, `Point::new`."""
        owner = definition.parent
        if definition.kind == "closure":
            return f"{self.display_name(owner)}::{definition.name}"
        if definition.kind == "assoc_fn" and owner.kind == "impl":
            ty = self.tcx.type_of(owner)
            return f"{ty.a.name if ty.kind == 'adt' else ty}::{definition.name}"
        return f"{owner.name}::{definition.name}" if definition.kind == "assoc_fn" else definition.name

    def new_site(self, kind, function, first, lo, facts):
        """The number of a site in the module's table."""
        line = self.line(lo)
        self.sites.append((kind, function, line - first + 1, line, facts))
        return len(self.sites) - 1

    def field_site(self, name, ty):
        """The number of the site of a field's drop, in whatever function that happens."""
        self.sites.append(("drop_field", None, 0, 0, {"place": name, "type": self.type_name(ty)}))
        return len(self.sites) - 1

    def unsupported(self, leaf, feature):
        raise Unsupported(leaf, feature)


def has_effect(drop):
    """Whether a `drop` of std does more than free blocks and drop what is left: guards give a borrow back or put a
    tail where it belongs, counts go down. Those with a body do unless they are marked."""
    marks = {attribute.path for attribute in drop.attrs or ()}
    return "has_effect" in marks or drop.intrinsic is None and "only_frees" not in marks


class _ValueBuilder:
    """Stands for a FunctionBuilder where an intrinsic becomes a lambda."""

    def __init__(self, module, definition):
        self.module, self.rep, self.tcx = module, module.rep, module.tcx
        self.definition, self.track_caller = definition, False
        self.aliases = {}

    def keep(self, expr):
        return expr

    def emit_effect(self, expr):
        pass

    def followed_by(self, expr, effects):
        """No statement can stand in a lambda: the value is the first of a tuple that the effects complete."""
        if not effects:
            return expr
        parts = ast.Tuple([expr.node, *[effect.value for effect in effects]], ast.Load())
        return p.combine(ast.Subscript(parts, p.constant(0), ast.Load()), expr, effect=True)

    def location(self, leaf):
        return self.module.location(leaf.lo)

    def resolve(self, definition, args):
        return self.tcx.resolve_instance(definition, args)
