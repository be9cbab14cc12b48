"""The names of attributes (Reference, "Attributes"): the language's own, those of tools, and helpers of derives."""

BUILTIN = frozenset("""cfg cfg_attr test ignore should_panic bench derive automatically_derived macro_export macro_use proc_macro proc_macro_derive
proc_macro_attribute allow warn deny forbid expect deprecated must_use link link_name link_ordinal no_link repr crate_type no_main export_name
link_section no_mangle used crate_name inline cold no_builtins target_feature track_caller instruction_set doc no_std no_core no_implicit_prelude path
recursion_limit type_length_limit panic_handler global_allocator windows_subsystem feature non_exhaustive debugger_visualizer ffi_const ffi_pure
naked coverage optimize type_const marker thread_local allow_internal_unstable allow_internal_unsafe fundamental may_dangle unsafe
test_case rustc_dummy global_allocator cfg_eval derive_const cfg_accessible define_opaque pin_v2 const_trait do_not_recommend lang intrinsic
stable unstable""".split())
LINT_LEVELS = frozenset(("allow", "expect", "warn", "deny", "forbid"))
TOOLS = frozenset(("rustfmt", "clippy", "diagnostic", "miri", "rust_analyzer"))
CRATES = frozenset(("std", "core", "alloc", "crate", "self", "super"))
HELPERS = {"default": "Default"}               # helper attribute → the derive that knows it


def unknown(path, derives):
    """The diagnostic (code, message, label) for an attribute `path` that nobody knows, else None. `derives`: names of the derives of the
    item that it stands in."""
    first, *rest = path.split("::")
    if rest:
        if first in TOOLS or first in CRATES:
            return None
        return "E0433", f"cannot find module or crate `{first}` in this scope", f"use of unresolved module or unlinked crate `{first}`"
    if not path or path in BUILTIN or HELPERS.get(path) in derives and path in HELPERS:
        return None
    return "", f"cannot find attribute `{path}` in this scope", None


def derived(attrs, tokens):
    """The names of the derives among the attributes of an item."""
    return {tokens.text[token] for attr in attrs if attr.path == "derive" for token in attr.toks}
