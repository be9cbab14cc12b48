"""The borrow checker: NLL (RFC 2094, rustc_borrowck) over the CFG view of MIR.

`check.check_bodies` is the entry; `moves` initialisation and moves, `type_check` region constraints,
`signatures` methods of impls against their trait's, `liveness`, `regions` their solution, `loans` what is borrowed where, `conflicts` accesses against loans.
"""

from ..late import Late

errors, closure_errors = Late("mr2py.borrowck.errors"), Late("mr2py.borrowck.closure_errors")
signature_errors = Late("mr2py.borrowck.signature_errors")
