"""Generated files are what their generators write."""

from pathlib import Path

import pytest

from mr2py.std import gen_chunks, gen_convert, gen_nonzero, gen_num, gen_saturating, gen_tuple
from mr2py.syntax import gen_nodes

PACKAGE = Path(gen_nodes.__file__).parents[1]


@pytest.mark.parametrize("made, file", [
    (gen_tuple.generate, "std/tuple.mrs"),
    (gen_convert.generate, "std/conversions.mrs"),
    (gen_num.text, "std/num.mrs"),
    (gen_nonzero.text, "std/nonzero.mrs"),
    (gen_saturating.text, "std/saturating.mrs"),
    (gen_chunks.generate, "std/slice_chunks.mrs"),
    (lambda: gen_nodes.generate((PACKAGE / "syntax" / "nodes.spec").read_text()), "syntax/ast.py"),
])
def test_file_is_up_to_date(made, file):
    assert (PACKAGE / file).read_text(encoding="utf-8") == made()
