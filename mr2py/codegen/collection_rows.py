"""The leaves of cells, Rc, hashing, collections, standard streams and clocks: rows as those of `intrinsics`."""

from ..ty import types as t
from . import images, pyast as p

ROWS = {
    # cells
    "same_object": "!A is B", "address_of": "!id(A)", "hex_text": " hex(A)", "fmt_pointer_zeros": " format(A, '#018x')",
    # Rc and Weak
    "rc_new": "!rt_Rc(A, COUNTED, COUNTALIGN)", "rc_uninit": "!rt_rc_uninit(COUNTED, COUNTALIGN)", "rc_init": "!rt_rc_init(A, B)", "rc_slice_init": "!rt_rc_init(A, B.a)",
    "rc_value": "~A.v", "rc_take": "!rt_rc_take(A)", "rc_clone": "!rt_rc_clone(A)", "rc_downgrade": "!rt_rc_downgrade(A)",
    "rc_strong_count": "~A.strong", "rc_weak_count": "~A.weak - 1", "weak_weak_count": "~rt_weak_weak_count(A)", "weak_new": " rt_DANGLING",
    "arc_no_text": "!rt_rc_clone(rt_NO_TEXT)", "arc_no_items": "!rt_rc_clone(rt_NO_ITEMS)",
    "weak_upgrade": "!rt_weak_upgrade(A)", "rc_unset": " rt_MOVED", "rc_from_vec": "!rt_rc_from_vec(A, SIZE, ALIGN)",
    "rc_slice_uninit": "!rt_rc_uninit(rt_counted_size(A * SIZE, ALIGN), max(ALIGN, 8))", "rc_str": "!rt_Rc(A, rt_counted_size(rt_byte_len(A)))",
    # hashing
    "hasher_new": "!rt_Hasher(b'')", "hasher_clone": "!rt_Hasher(A.bytes)", "hasher_finish": "~rt_sip_hash(A.bytes)", "hasher_write": "!A.write(B)",
    "hasher_str": "!A.write_str(B)", "hasher_int": "!A.write_int(B, BYTES)", "int_bytes": " rt_int_bytes(A, SIZE)",
    # hash tables
    "table_buckets_for": " rt_buckets_for(A, PAIR)", "table_len": "~len(A.d)", "table_capacity": "~rt_table_capacity(A)",
    "table_reserve": "!rt_table_reserve(A, B, PAIR)", "table_shrink": "!rt_table_shrink(A, B, PAIR)", "table_entries": "!rt_table_entries(A)",
    "table_take_items": "!rt_table_take_items(A)", "table_start": "!rt_table_start(A)", "table_pop": "!rt_table_pop(A)",
    "table_rest": "~len(A.rest)", "table_left": "~A.rest", "table_like": "!rt_table_like(A, PAIR)", "table_candidates": "!rt_table_candidates(A, B)",
    "table_grow": "!rt_table_grow(A, B, PAIR)", "table_retreat": "!rt_table_retreat(A, B, PAIR)", "table_unplaced": "!rt_table_unplaced(A)", "table_place": "!rt_table_place(A, B)",
    # VecDeque
    "deque_new": "!rt_Deque([])", "deque_with_capacity": "!rt_deque_with_capacity(A, SIZE, ALIGN)",
    "deque_push_back": "!rt_deque_push_back(A, B, SIZE, ALIGN)", "deque_push_front": "!rt_deque_push_front(A, B, SIZE, ALIGN)",
    "deque_len": "~rt_deque_len(A)", "deque_capacity": "~rt_deque_capacity(A, SIZE)", "deque_reserve": "!rt_deque_reserve(A, B, SIZE, ALIGN)",
    "deque_reserve_exact": "!rt_deque_reserve_exact(A, B, SIZE, ALIGN)", "deque_shrink_to": "!rt_deque_shrink_to(A, B, SIZE, ALIGN)",
    "deque_slice": "~rt_deque_slice(A)", "deque_insert": "!rt_deque_insert(A, B, C, SIZE, ALIGN)", "deque_rotate": "!rt_deque_rotate(A, B)",
    "deque_take_range": "!rt_deque_take_range(A, B, C)", "deque_move_range": "!rt_deque_move_range(A, B, C)",
    "deque_from_vec": "!rt_deque_from_vec(A)", "vec_from_deque": "!rt_vec_from_deque(A)",
    # BTreeMap
    "tree_entries": "~A.e", "tree_remove": "!rt_tree_remove(A, B)", "tree_list": "!rt_Tree()", "tree_push": "!A.e.append(B)",
    "tree_take": "!rt_tree_take(A)", "tree_split": "!rt_tree_split(A, B)", "tree_start": "!rt_tree_start(A)", "tree_pop": "!rt_tree_pop(A)", "tree_pop_back": "!rt_tree_pop_back(A)",
    "tree_like": "!rt_tree_like(A)", "tree_seed": "!rt_tree_seed(A)", "tree_settle": "!rt_tree_settle(A)", "tree_step": "!rt_tree_step(A)", "tree_put": "!rt_tree_put(A, B, C)",
    "links_push_back": "!A.a.append(B)", "links_push_front": "!rt_deque_push_front(A, B)",
    # standard input and output
    "stdin_open": "!rt_open_stdin()", "stdin_line": "!rt_read_line()", "stdin_rest": "!rt_read_rest()", "stdin_fill": "!rt_fill_stdin()", "stdin_consume": "!rt_consume_stdin(A)",
    "stdout_bytes": "!rt_write_bytes(A)", "stdout_flush": "!rt_stdout_flush()", "stderr_bytes": "!rt_write_error_bytes(A)", "is_terminal": " rt_is_terminal(A)",
    # threads (see the runtime's `threads`); panics that are caught
    "thread_wait": "!rt_thread_wait(A)", "thread_wait_for": "!rt_thread_wait_for(A, B)", "thread_wake": "!rt_thread_wake(A, B)",
    "thread_sleep": "!rt_thread_sleep(A)", "thread_give_way": "!rt_thread_give_way()", "thread_panicking": "!rt_thread_panicking()",
    "thread_spin": "!rt_thread_spin()", "thread_has_handle": "!rt_thread_has_handle()", "thread_handle": "!rt_thread_handle()",
    "thread_set_handle": "!rt_thread_set_handle(A, B)", "thread_quiet": "!rt_thread_quiet()", "thread_loud": "!rt_thread_loud(A)",
    "thread_has_local": "!rt_thread_has_local(A)", "thread_local": "!rt_thread_local(A)", "thread_put_local": "!rt_thread_put_local(A, B, C, D)", "thread_local_destroyed": "!rt_thread_local_destroyed(A)",
    "thread_blocks": "!(rt_alloc_kept((47 + SIZE) // 8 * 8, max(ALIGN, 8)), rt_alloc_kept(24, 8))", "heap_alloc": "!rt_alloc(A, B)", "heap_dealloc": "!rt_dealloc(A, B, C)",
    "caught_kind": "~rt_caught_kind(A)", "caught_text": "~A.message", "caught_string": "!rt_caught_string(A)", "caught_payload": "~A.payload",
    "unlogged_box": "!rt_Uninit(0)", "set_panic_hook": "!rt_set_panic_hook(A)", "default_panic_hook": "!rt_set_panic_hook(None)", "print_panic": "!rt_print_panic(A, B, C, D)", "panic_with": "!rt_resume_unwind(A)", "panic_any": "!rt_panic_any(A, LOC)",
    "caller_file": " LOC.rsplit(':', 2)[0]", "caller_line": " int(LOC.rsplit(':', 2)[1])", "caller_column": " int(LOC.rsplit(':', 2)[2])",
    # files and folders
    **{name: f"!rt_{name}({', '.join('ABC'[:count])})" for name, count in (
        ("file_open", 2), ("file_close", 1), ("file_read", 2), ("file_error", 0), ("file_write", 2), ("file_seek", 3), ("file_set_len", 2), ("file_copy", 1),
        ("file_status", 2), ("file_status_of", 1), ("file_status_part", 1), ("file_action", 3), ("file_names", 1), ("file_real_path", 1),
        ("os_message", 1), ("current_dir", 0), ("set_current_dir", 1))},
    "retyped": " A",
    # time and environment
    "process_id": "!rt_process_id()",
    "env_count": "!rt_env_count()", "env_text": "!rt_env_text(A)", "env_find": "!rt_env_find(A)", "env_set": "!rt_env_set(A, B)", "env_remove": "!rt_env_remove(A)",
    "fmt_duration": "!rt_fmt_duration(A, B, C)", "system_nanos": "!rt_system_nanos()", "clock_nanos": "!rt_clock_nanos()", "arg_count": "!rt_arg_count()", "arg_text": "!rt_arg_text(A)",
}
UNTRACKED = {
    "thread_blocks": "#nothing", "heap_alloc": " 0", "heap_dealloc": "#nothing",
    "deque_with_capacity": "!rt_Deque([])", "deque_push_back": "!A.a.append(B)", "deque_push_front": "!rt_deque_push_front(A, B)",
    "deque_reserve": "#nothing", "deque_reserve_exact": "#nothing", "deque_shrink_to": "#nothing", "deque_capacity": "~rt_deque_len(A)",
    "table_reserve": "#nothing", "table_shrink": "#nothing", "table_like": "!rt_table_like(A)",
    "rc_new": "!rt_Rc(A)", "rc_uninit": "!rt_rc_uninit()", "rc_from_vec": "!rt_Rc(A.a)",
    "rc_slice_uninit": "!rt_rc_uninit()", "rc_str": "!rt_Rc(A)",
}


def deque_pop(text):
    """An element of a deque that may be empty, as an Option."""
    def build(site):
        deque = site.fb.keep(site.values[0])
        whole = f"({text},)" if site.fb.rep.can_be_none(site.args[0]) else text
        return p.fill(whole + " if len(A.a) > A.h else None", A=deque, effect=True, heap=True)
    return build


def rc_value_mut(site):
    """The place of the value behind the only handle."""
    from . import intrinsics
    from .places import Attr

    handle = intrinsics.place_or_reference(site, 0).stable(site.fb.keep)
    place = Attr(handle.read(), "v")
    if site.fb.rep.is_object(site.args[0]):
        return place.read()
    expr = p.combine(p.placeholder(), place.read()) if site.fb.place_only(site.leaf) else place.reference()
    expr = p.combine(expr.node, expr)
    expr.place = place
    return expr


def rc_store(site):
    from . import intrinsics
    from .places import Attr

    place = Attr(intrinsics.place_or_reference(site, 0).stable(site.fb.keep).read(), "v")
    site.fb.emit(*place.write(site.values[1]))
    return p.const_expr(())


def table_new(site):
    """A table, for keys that the program hashes or for images."""
    hashed = not images.keys_have_images(site.fb.module, (site.args[0], site.args[2]))
    if not site.fb.module.tracked and not hashed:
        return p.Expr(p.call("rt_HashTable", p.constant(False)), effect=True)
    size = p.constant(site.fb.module.layout(t.tuple_of(site.args[:2]))[0])
    return p.fill("rt_HashTable(H, A, S)", A=site.values[0], H=p.Expr(p.constant(hashed)), S=p.Expr(size), effect=True)


def calling(name, with_unit):
    """A function of the runtime that calls the closure that is its first argument."""
    def build(site):
        from . import calls
        from .representation import unit_like

        fb, ty = site.fb, site.args[0]
        member = fb.tcx.lang("FnOnce").members["call_once"]
        function = calls.spreading(fb, site.leaf, member, (ty, t.UNIT))
        nodes = [function, *[value.node for value in site.values]]
        if with_unit:
            nodes.append(p.constant(unit_like(site.args[1])))
        return p.combine(p.call(name, *nodes), *site.values, effect=True)
    return build


def panic_fmt(site):
    """`panic!`: a literal message is the payload as `&str`, one that something was put into as `String`."""
    from .calls import location_node

    value, location = site.values[0], location_node(site.fb, site.leaf)
    parts = getattr(value.node, "format_parts", None)
    if parts is not None and value.node.capacity is None:
        return p.combine(p.call("rt_panic", parts[0] if parts else p.constant(""), location), value, effect=True)
    return p.combine(p.call("rt_panic_fmt", value.node, location), value, effect=True)


def str_store(site):
    """Another text of the same length in the place of a `&mut str`."""
    from . import intrinsics

    site.fb.emit(*intrinsics.place_or_reference(site, 0).stable(site.fb.keep).write(site.values[1]))
    return p.const_expr(())


def slice_from_mut(site):
    """A slice of the one element that a `&mut` refers to."""
    held = site.fb.rep.is_object(site.args[0])
    if held:
        site.fb.module.need_contents(site.args[0])
    return p.fill("rt_Single(A, H)", A=site.values[0], H=p.Expr(p.constant(held)), effect=True)


SPECIAL = {"slice_from_mut": slice_from_mut, "str_store": str_store, "panic_fmt": panic_fmt, "thread_start": calling("rt_thread_spawn", False), "catch_panic": calling("rt_catch_panic", True), "deque_pop_front": deque_pop("rt_deque_pop_front(A)"), "deque_pop_back": deque_pop("A.a.pop()"), "table_new": table_new,
           "rc_value_mut": rc_value_mut, "rc_store": rc_store}
