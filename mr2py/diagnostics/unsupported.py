"""The table of `MR…` codes: what mini-Rust does not support (yet)."""

FEATURES = {
    "MR010": "a program nested this deeply",
    "MR011": "a C-variadic parameter",
    "MR012": "`macro_rules!`",
    "MR013": "this macro",
    "MR014": "deriving this trait",
    "MR015": "`mod` in another file",
    "MR020": "this construct in a compiled program",
    "MR021": "this level of a trace",
}
