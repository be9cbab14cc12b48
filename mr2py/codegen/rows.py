"""The leaves of std as templates: one row for each intrinsic.

A row is a template over the arguments A, B, C, D and

    NAME  integer type of the impl      SIZE ALIGN  layout of the first type argument      LOC  location of the call

Its first character says what it does: "!" an effect, "~" reads what stores may change, " " neither, "#" a word of `intrinsics.WORDS`.
`UNTRACKED` overrides rows where neither the level nor the program looks at capacities.
"""

from . import collection_rows

ROWS = {
    **collection_rows.ROWS,
    # Vec
    "vec_new": "!rt_Vec([])", "vec_with_capacity": "!rt_vec_with_capacity(A, SIZE, ALIGN)",
    "vec_push": "!rt_vec_push(A, B, SIZE, ALIGN)", "vec_len": "~len(A.a)", "vec_is_empty": "~not A.a",
    "vec_capacity": "~rt_vec_capacity(A, SIZE)", "vec_as_slice": "~A.a", "vec_reserve": "!rt_vec_reserve(A, B, SIZE, ALIGN)",
    "vec_reserve_exact": "!rt_vec_reserve_exact(A, B, SIZE, ALIGN)", "vec_shrink_to_fit": "!rt_vec_shrink_to_fit(A, SIZE, ALIGN)",
    "check_insertion": "!rt_check_insertion(A, B, LOC)", "vec_insert": "!rt_vec_insert(A, B, C, SIZE, ALIGN)", "vec_remove": "!rt_vec_remove(A, B, LOC)",
    "vec_swap_remove": "!rt_vec_swap_remove(A, B, LOC)", "vec_append": "!rt_vec_append(A, B, SIZE, ALIGN)",
    "vec_take_elem": "!rt_vec_take(A, B)", "vec_set_len": "!rt_vec_set_len(A, B)", "vec_min_non_zero_cap": " rt_min_cap(SIZE)",
    "vec_shrink_to": "!rt_vec_shrink_to(A, B, SIZE, ALIGN)", "vec_move_elem": "!rt_vec_move(A, B, C)", "vec_split_tail": "!rt_vec_split_tail(A, B)",
    "vec_raw_push": "!A.a.append(B)", "vec_raw_append": "!rt_vec_append_plain(A, B)", "vec_leak": "!A.a",
    "vec_reserve_behind": "!rt_vec_reserve_behind(A, B, C, SIZE, ALIGN)", "vec_into_boxed_slice": "!rt_vec_into_boxed_slice(A, SIZE, ALIGN)",
    "vec_into_flattened": "!rt_vec_into_flattened(A, COUNT)", "slice_from_ref": " [A]",
    "boxed_slice_into_vec": "!rt_Vec(A.v, len(A.v), A.b)", "slice_rotate": "!rt_rotate(A, B)", "slice_permute": "!rt_permute(A, B)",
    "slice_as_flattened": "~rt_flattened(A)", "slice_chunk_list": "~rt_chunk_list(A, B, C, COUNT)", "slice_first_chunk": "~rt_list_of(rt_subslice(A, B, B + COUNT))",
    "slice_chunk_mut": "~rt_ArrayPart(A, B, COUNT)", "slice_chunks_mut": "~rt_ArraysOf(A, B, C, COUNT)", "slice_flattened_mut": "~rt_Flattened(A, COUNT)",
    "box_array_into_vec": "!rt_vec_of(A, SIZE, ALIGN)", "init_boxed_array": "!rt_Vec(B, len(B), A.b)",
    "new_boxed_array": "!rt_Uninit(rt_alloc(SIZE * COUNT, ALIGN))",
    "vec_from_elem": "!rt_vec_of([A] * B, SIZE, ALIGN)", "vec_clone": "!rt_vec_of(A.a[:], SIZE, ALIGN)",
    "slice_to_vec": "!rt_vec_of(rt_list_of(A), SIZE, ALIGN)",
    # slices and arrays
    "slice_len": "~len(A)", "slice_sub": "~rt_subslice(A, B, C)", "check_range": "!rt_check_range(A, B, C, LOC)",
    "check_from": "!rt_check_from(A, B, LOC)", "slice_swap": "!rt_swap_items(A, B, C, LOC)", "slice_reverse": "!rt_reverse(A)",
    "raw_array_new": "!rt_Vec([])", "raw_array_push": "!A.a.append(B)", "raw_array_finish": "~A.a", "array_take_elem": "!rt_take_item(A, B)",
    # Box
    "box_new": "!rt_Box(A, rt_alloc(SIZE, ALIGN))", "new_uninit_box": "!rt_Uninit(rt_alloc(SIZE, ALIGN))", "init_box": "!rt_Box(B, A.b)",
    # String and str
    "string_new": "!rt_String('')", "string_with_capacity": "!rt_string_with_capacity(A)", "string_push_str": "!rt_push_str(A, B)",
    "string_push": "!rt_push_str(A, B)", "string_len": "~rt_byte_len(A.s())", "string_is_empty": "~not A.s()",
    "string_capacity": "~A.c", "string_as_str": "~A.s()", "string_as_mut_str": "!rt_MutStr(A)", "str_part_mut": "!rt_PartStr(A, B, C)", "bytes_as_mut_str": "!rt_BytesStr(A)", "string_clear": "!rt_string_clear(A)",
    "string_truncate": "!rt_string_truncate(A, B, LOC)", "string_reserve": "!rt_string_reserve(A, B)",
    "string_insert": "!rt_string_insert(A, B, C, LOC)", "string_insert_str": "!rt_string_insert(A, B, C, LOC)",
    "string_remove": "!rt_string_remove(A, B, LOC)", "string_into_bytes": "!rt_string_into_bytes(A)", "string_from_str": "!rt_from_str(A)",
    "string_clone": "!rt_string_clone(A)", "string_from_char": "!rt_from_str(A)",
    "str_len": " rt_byte_len(A)", "str_as_bytes": " rt_bytes(A)", "str_to_uppercase": "!rt_recased(A, A.upper())",
    "str_to_lowercase": "!rt_recased(A, A.lower())", "str_repeat": "!rt_from_str(A * B)", "str_trim": " A.strip(rt_WHITESPACE)",
    "str_trim_start": " A.lstrip(rt_WHITESPACE)", "str_trim_end": " A.rstrip(rt_WHITESPACE)", "str_starts_with": " A.startswith(B)",
    "str_ends_with": " A.endswith(B)", "char_as_text": " A", "str_replace": "!rt_str_replace(A, B, C)", "str_contains": " B in A",
    "str_find_from": " rt_find_from(A, B, C)", "str_rfind_to": " rt_rfind_to(A, B, C)", "str_word_start": " rt_word_start(A)",
    "str_chars_between": " A[B:C]", "str_eq_ignore_ascii_case": " rt_ascii_lower(A) == rt_ascii_lower(B)",
    "str_trim_ascii_start": " A.lstrip(' \\t\\n\\r\\x0c')", "str_trim_ascii_end": " A.rstrip(' \\t\\n\\r\\x0c')",
    "boxed_str_into_string": "!rt_boxed_str_into_string(A)", "utf8_valid": " rt_utf8_valid(A)", "utf8_error_len": " rt_utf8_error_len(A, B)",
    "utf8_text": " bytes(A).decode()", "utf8_lossy": " bytes(A).decode('utf-8', 'replace')", "str_escape_debug": " rt_escape_debug(A)", "str_escape_default": " rt_escape_default(A)",
    "str_escape_unicode": " rt_escape_unicode(A)", "string_reserve_exact": "!rt_string_reserve_exact(A, B)", "string_shrink_to": "!rt_string_shrink_to(A, B)",
    "vec_into_string": "!rt_vec_into_string(A)", "string_set_chars": "!rt_string_set_text(A, ''.join(B.a))", "forget_borrow": " A",
    "string_splice": "!rt_string_splice(A, B, C, D, LOC)", "string_into_boxed_str": "!rt_string_into_boxed_str(A)",
    "char_upper": " A.upper()", "char_lower": " A.lower()",
    "char_escape_debug": " rt_escape_char(A)", "char_is_control": " A < ' ' or '\\x7f' <= A < '\\xa0'",
    "str_char_count": " len(A)", "str_char_at": " A[B]", "str_sub": "!rt_substring(A, B, C, LOC)", "str_eq": " A == B",
    "str_cmp": "#compare", "str_lt": " A < B", "str_le": " A <= B", "str_gt": " A > B", "str_ge": " A >= B", "str_is_char_boundary": " rt_is_char_boundary(A, B)", "str_word_end": " rt_word_end(A)",
    "str_bytes_between": " rt_byte_len(A[B:C])", "str_to_ascii_lowercase": "!rt_from_str(rt_ascii_lower(A))",
    "str_ascii_upper": " rt_ascii_upper(A)", "str_ascii_lower": " rt_ascii_lower(A)", "str_to_ascii_uppercase": "!rt_from_str(rt_ascii_upper(A))",
    # char
    "char_len_utf8": " rt_byte_len(A)", "char_is_alphabetic": " A.isalpha()", "char_is_numeric": " A.isnumeric()",
    "char_is_alphanumeric": " A.isalnum()", "char_is_whitespace": " A in rt_WHITESPACE", "char_is_uppercase": " A.isupper()",
    "char_is_lowercase": " A.islower()", "char_is_ascii_punctuation": " A in rt_PUNCTUATION", "char_to_ascii_uppercase": " rt_ascii_upper(A)",
    "char_to_ascii_lowercase": " rt_ascii_lower(A)", "char_digit": " rt_digit(A)", "char_from_u32": " chr(A)",
    # mem, process, panics
    "dyn_ref": " A.v", "dyn_unbox": "!rt_Box(A.v, A.b)", "mem_forget": "!A", "size_of": " SIZE", "align_of": " ALIGN", "process_exit": "!rt_exit_process(A)", "process_abort": "!rt_abort()",
    "panic_str": "!rt_panic(A, LOC)", "fmt_format": "#format", "io_print": "#print",
    "io_eprint": "!rt_print_error_args(A)",
    # formatting
    "fmt_write_str": "!A.out(B)", "fmt_write_char": "!A.out(rt_Char(B))", "fmt_write_fmt": "!rt_write_parts(A.out, B.parts)", "fmt_pad": "!rt_pad(B, A)",
    "fmt_pad_integral": "!rt_pad_integral(A, B, C, D)", "fmt_alternate": " A.spec.alternate", "fmt_fill": " A.spec.fill",
    "fmt_width": "#option A.spec.width", "fmt_precision": "#option A.spec.precision", "fmt_sign_plus": " A.spec.sign == '+'",
    "fmt_sign_minus": " A.spec.sign == '-'", "fmt_zero": " A.spec.zero", "fmt_align": " ' <>^'.index(A.spec.align or ' ')",
    "fmt_debug_struct": "!rt_debug_struct(A, B)", "fmt_debug_tuple": "!rt_debug_tuple(A, B)", "fmt_debug_list": "!rt_debug_list(A)",
    "fmt_debug_set": "!rt_debug_set(A)", "fmt_debug_map": "!rt_debug_map(A)", "debug_finish": "!rt_finish(A)",
    "debug_finish_non_exhaustive": "!rt_finish_non_exhaustive(A)",
    "fmt_int": "!rt_fmt_int(A, B)", "fmt_int_debug": "!rt_fmt_int_debug(A, B, NAME)", "fmt_lower_hex": "!rt_fmt_radix(A, B, NAME, 'x', '0x')",
    "fmt_upper_hex": "!rt_fmt_radix(A, B, NAME, 'X', '0x')", "fmt_octal": "!rt_fmt_radix(A, B, NAME, 'o', '0o')",
    "fmt_binary": "!rt_fmt_radix(A, B, NAME, 'b', '0b')", "fmt_int_lower_exp": "!rt_fmt_int_exp(A, B, 'e')",
    "fmt_int_upper_exp": "!rt_fmt_int_exp(A, B, 'E')", "fmt_float": "!rt_fmt_float(A, B, SINGLE)",
    "fmt_float_debug": "!rt_fmt_float_debug(A, B, SINGLE)", "fmt_float_lower_exp": "!rt_fmt_float_exp(A, B, SINGLE, 'e')",
    "fmt_float_upper_exp": "!rt_fmt_float_exp(A, B, SINGLE, 'E')", "fmt_str": "!rt_pad(A, B)", "fmt_str_debug": "!rt_fmt_str_debug(A, B)",
    "fmt_bool": "!rt_fmt_bool(A, B)", "fmt_char": "!rt_fmt_char(A, B)", "fmt_char_debug": "!rt_fmt_char_debug(A, B)",
    "fmt_arguments": "!rt_fmt_arguments(A, B)",
    # integers
    "int_wrapping_add": "#wrap A + B", "int_wrapping_sub": "#wrap A - B", "int_wrapping_mul": "#wrap A * B", "int_wrapping_neg": "#wrap -A",
    "int_wrapping_shl": " rt_wrap(A << B % BITS, NAME)", "int_wrapping_shr": " A >> B % BITS", "int_add_fits": " rt_fits(A + B, NAME)",
    "int_sub_fits": " rt_fits(A - B, NAME)", "int_mul_fits": " rt_fits(A * B, NAME)", "int_saturating_add": " rt_saturate(A + B, NAME)",
    "int_saturating_sub": " rt_saturate(A - B, NAME)", "int_saturating_mul": " rt_saturate(A * B, NAME)",
    "int_pow": "!rt_power(A, B, NAME, LOC)", "int_pow_fits": " rt_power_fits(A, B, NAME)", "int_wrapping_pow": " rt_wrapping_power(A, B, NAME)",
    "int_is_zero": " A == 0", "int_count_ones": " rt_count_ones(A, NAME)", "int_leading_zeros": " rt_leading_zeros(A, NAME)",
    "int_trailing_zeros": " rt_trailing_zeros(A, NAME)", "int_rotate_left": " rt_rotate_left(A, B, NAME)",
    "int_rotate_right": " rt_rotate_right(A, B, NAME)", "int_swap_bytes": " rt_swap_bytes(A, NAME)",
    "int_rem_euclid": "!rt_rem_euclid(A, B, NAME, LOC)", "int_div_euclid": "!rt_div_euclid(A, B, NAME, LOC)",
    "int_abs": "!rt_absolute(A, NAME, LOC)", "int_unsigned_abs": " abs(A)", "int_parse_kind": " rt_parse_kind(A, B, C, D)",
    "int_parse_value": " int(A, B)", "int_reverse_bits": " rt_reverse_bits(A, NAME)", "int_isqrt": "!rt_isqrt(A, LOC)", "int_ilog": " rt_ilog(A, B)",
    "int_to_be_bytes": " rt_int_to_bytes(A, NAME, 'big')", "int_to_le_bytes": " rt_int_to_bytes(A, NAME, 'little')",
    "int_from_be_bytes": " rt_wrap(int.from_bytes(A, 'big'), NAME)", "int_from_le_bytes": " rt_wrap(int.from_bytes(A, 'little'), NAME)",
    "int_midpoint": " rt_midpoint(A, B)", "int_wide_low": "#wrap A * B + C + D", "int_wide_high": " A * B + C + D >> BITS",
    # floats
    "float_is_infinite": " A - A != 0.0 and A == A", "float_is_finite": " A - A == 0.0", "float_is_sign_negative": " rt_copysign(1.0, A) < 0",
    "float_to_bits": " rt_to_bits(A, SINGLE)", "float_from_bits": " rt_from_bits(A, SINGLE)", "float_mul_add": "#f32 rt_mul_add(A, B, C)",
    "float_parse_ok": " rt_parse_float(A) is not None", "float_parse_value": "#f32 rt_parse_float(A)",
}
UNTRACKED = {
    **collection_rows.UNTRACKED,
    "vec_from_elem": "!rt_Vec([A] * B)", "vec_clone": "!rt_Vec(A.a[:])", "slice_to_vec": "!rt_Vec(rt_list_of(A))",
    "vec_with_capacity": "!rt_Vec([])", "vec_push": "!A.a.append(B)", "vec_reserve": "#nothing", "vec_reserve_exact": "#nothing",
    "vec_shrink_to_fit": "#nothing", "box_array_into_vec": "!rt_Vec(A)", "init_boxed_array": "!rt_Vec(B)", "new_boxed_array": " None",
    "vec_capacity": "~len(A.a)", "box_new": "!rt_Box(A)", "new_uninit_box": " None", "init_box": "!rt_Box(B)",
    "string_with_capacity": "!rt_String('')", "string_push_str": "!A.p.append(B)", "string_push": "!A.p.append(B)",
    "string_reserve": "#nothing", "string_reserve_exact": "#nothing", "string_shrink_to": "#nothing", "string_from_str": "!rt_String(A)", "string_clone": "!rt_String(A.s())", "string_from_char": "!rt_String(A)",
    "vec_shrink_to": "#nothing", "vec_reserve_behind": "#nothing", "vec_into_boxed_slice": "!rt_Box(A.a)",
}
