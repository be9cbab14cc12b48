"""Where in the runtime each `rt_…` name of the templates lives; emitted as an alias at the module's head."""

MODULES = {
    "containers": "Cell ItemRef item_refs PartRef Slice subslice same list_of as_list check_range check_from swap_items reverse Vec min_cap vec_with_capacity "
                  "vec_of vec_push vec_reserve vec_reserve_exact vec_shrink_to_fit vec_capacity vec_insert check_insertion vec_remove vec_swap_remove "
                  "vec_append vec_append_plain vec_take vec_shrink_to vec_move vec_split_tail vec_reserve_behind vec_into_boxed_slice vec_into_flattened "
                  "vec_take_block vec_set_len vec_grown vec_free rotate permute flattened chunk_list take_item sort sort_strings Box Dyn dyn_box Table content_of free_dyn_box Uninit swap_contents replace_contents MOVED",
    "strings": "String MutStr PartStr BytesStr format_arguments recased lines words find_from rfind_to word_start boxed_str_into_string utf8_valid utf8_error_len vec_into_string byte_len push_str from_str is_char_boundary word_end substring ascii_lower ascii_upper WHITESPACE PUNCTUATION digit char_step char_steps",
    "views": "ArrayPart ArraysOf Flattened Single",
    "counted": "Rc DANGLING NO_TEXT NO_ITEMS counted_size rc_clone rc_downgrade weak_upgrade weak_weak_count rc_uninit rc_init rc_take weak_free rc_from_vec dyn_clone dyn_downgrade dyn_upgrade",
    "hashing": "Hasher sip_hash int_bytes",
    "tables": "HashTable table_capacity table_reserve table_shrink table_free table_like table_entries table_items table_take_items table_start "
              "table_pop table_add table_put_like table_erase table_grow table_retreat table_unplaced table_place table_candidates buckets_for",
    "deques": "Deque deque_with_capacity deque_slice deque_items deque_len deque_capacity deque_reserve deque_reserve_exact deque_shrink_to "
              "deque_push_back deque_push_front deque_pop_front deque_insert deque_take_range deque_move_range deque_rotate deque_from_vec "
              "vec_from_deque deque_free",
    "btrees": "Tree Shape tree_search tree_insert tree_remove tree_build tree_take tree_split tree_like tree_step tree_put tree_start tree_pop "
              "tree_pop_back tree_dying tree_seed tree_append tree_settle",
    "system": "fmt_duration clock_nanos system_nanos arg_count arg_text process_id env_count env_text env_find env_set env_remove",
    "files": "file_open file_close file_read file_error file_write file_seek file_set_len file_copy file_status file_status_of file_status_part file_action file_names "
             "file_real_path os_message current_dir set_current_dir",
    "panic": "panic call_freeing unwind resume PANICS abort exit_process run_main panic_fmt panic_any resume_unwind catch_panic caught_kind caught_string set_panic_hook print_panic",
    "integers": "overflow checked divide remainder wrap saturate fits shift_left shift_right power power_fits wrapping_power count_ones "
                "leading_zeros trailing_zeros rotate_left rotate_right swap_bytes rem_euclid div_euclid absolute float_to_int parse_kind negate "
                "reverse_bits isqrt ilog int_to_bytes midpoint",
    "floats": "to_f32 mul_add to_bits from_bits total_cmp display display_f32 copysign",
    "formatting": "Spec PLAIN Arguments LiteralArguments SizedArguments write_parts to_text print_args print_error_args pad pad_integral fmt_int fmt_radix fmt_int_debug "
                  "fmt_int_exp fmt_float fmt_float_debug fmt_float_exp fmt_str_debug fmt_bool fmt_char_debug fmt_arguments debug_struct "
                  "debug_tuple debug_list debug_set debug_map entry map_entry map_key map_value finish finish_non_exhaustive fmt_char Char writer",
    "text": "debug_str debug_char escape_debug escape_default escape_unicode escape_char",
    "stdio": "write is_terminal open_stdin read_line read_rest fill_stdin consume_stdin write_bytes write_error_bytes",
    "heap": "alloc alloc_kept realloc dealloc main_returned",
    "events": "log",
}
OTHER = {
    "rt_stdout_flush": "rt.stdio.flush",
    "rt_bytes": "rt.strings.bytes_of", "rt_shadow_enter": "rt.shadow.enter",
    "rt_fdivide": "rt.floats.divide", "rt_fremainder": "rt.floats.remainder", "rt_parse_float": "rt.floats.parse",
    "rt_string_with_capacity": "rt.strings.with_capacity", "rt_string_clear": "rt.strings.clear", "rt_string_truncate": "rt.strings.truncate",
    "rt_string_reserve": "rt.strings.reserve", "rt_string_insert": "rt.strings.insert", "rt_string_remove": "rt.strings.remove",
    "rt_string_into_bytes": "rt.strings.into_bytes", "rt_string_clone": "rt.strings.clone", "rt_str_replace": "rt.strings.replace",
    "rt_string_reserve_exact": "rt.strings.reserve_exact", "rt_string_shrink_to": "rt.strings.shrink_to",
    "rt_string_set_text": "rt.strings.set_text", "rt_string_splice": "rt.strings.splice", "rt_string_into_boxed_str": "rt.strings.into_boxed_str",
    "rt_string_free": "rt.strings.free", "rt_string_pop": "rt.strings.pop",
    "rt_string_out": "rt.strings.writer", "rt_int_to_string": "rt.strings.int_to_string", "rt_format": "rt.strings.format_parts",
}
THREADS = {f"rt_thread_{name}": f"rt.threads.{name}" for name in "spawn wait wait_for wake sleep give_way panicking spin has_handle handle "
           "set_handle quiet loud has_local local put_local local_destroyed".split()}
ALIASES = {f"rt_{name}": f"rt.{module}.{name}" for module, names in MODULES.items() for name in names.split()} | OTHER | THREADS


def target(name):
    """(short name, what it stands for) of an `rt_…` name."""
    if name.startswith("rt_Ref_"):
        return name[3:], f"rt.field_ref({name[7:]!r})"
    if name.startswith("rt_f32_"):
        return name[3:], f"rt.floats.SINGLE[{name[7:]!r}]"
    if name.startswith("rt_float_") and name not in ALIASES:
        word = name[9:]
        from mr2py_runtime import floats
        table = "UNARY" if word in floats.UNARY else "BINARY"
        return "float_" + word, f"rt.floats.{table}[{word!r}]"
    return name[3:], ALIASES[name]
