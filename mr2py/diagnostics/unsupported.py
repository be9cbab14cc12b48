"""The table of `MR…` codes of the front end: constructs of Rust that mini-Rust does not support (yet)."""

FEATURES = {
    "MR010": "a program nested this deeply",
    "MR011": "a C-variadic parameter",
    "MR012": "`macro_rules!`",
    "MR013": "this macro",
    "MR014": "deriving this trait",
    "MR015": "`mod` in another file",
}
