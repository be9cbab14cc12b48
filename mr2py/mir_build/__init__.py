"""Typed syntax → structured MIR: places, temporaries and their scopes, moves and copies, drops, storage.

Public: `build.build_body(tcx, results)`.
"""
