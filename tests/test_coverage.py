"""The test programs cover what the language of mini-Rust promises, and docs/tests.md says so."""

from tests.tools import count, error_codes

REQUIRED = ("E0382 E0505 E0507 E0381 E0384 E0499 E0502 E0506 E0597 E0515 E0716 E0596 E0594 E0106 E0621 E0204 E0277 E0308 E0369 "
            "E0425 E0599 E0004").split()


def test_page_is_current():
    assert count.PAGE.read_text(encoding="utf-8") == count.page(), "run python tests/tools/count.py"


def test_each_code_has_two_programs():
    found = count.codes([text for text in count.programs("tests/ui") + count.programs("samples") if "//~" in text])
    assert [code for code in REQUIRED if found.get(code, 0) < 2] == []
    assert found["lifetime may not live long enough"] >= 2


def test_each_feature_has_two_programs():
    rows = [line.strip("| ").split(" | ") for line in count.page().splitlines() if line.startswith("| ") and " | " in line]
    counts = {row[0]: int(row[1]) for row in rows if row[1].strip().isdigit()}
    assert [feature for feature in count.FEATURES if counts[feature] < 2] == []


def test_page_of_error_codes_is_current():
    assert error_codes.PAGE.read_text(encoding="utf-8") == error_codes.page(), "run python tests/tools/error_codes.py"
