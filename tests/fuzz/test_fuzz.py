"""Generated programs: recorded verdicts, a few fresh ones where rustc is there, mutated sources."""

import pytest

from tests.fuzz import mutate, oracle, rules, sample
from tests.fuzz.programs import MEMORY, TYPES, program
from tests.fuzz.reduce import candidates, without


def test_programs_are_the_same_for_a_seed():
    for kind in (MEMORY, TYPES):
        assert program(3, 7, kind) == program(3, 7, kind) != program(3, 8, kind)


def test_recorded_verdicts():
    entries = sample.recorded()
    assert len(entries) > 200
    for start in range(0, len(entries), 100):
        part = entries[start:start + 100]
        found = oracle.ask_mr2py([entry["text"] for entry in part])
        for entry, verdict in zip(part, found):
            assert verdict == entry["errors"], entry["text"]


def test_recorded_verdicts_are_of_both_kinds():
    rejected = sum(bool(entry["errors"]) for entry in sample.recorded())
    assert 0.3 < rejected / len(sample.recorded()) < 0.9


@pytest.mark.skipif(not oracle.have_rustc(), reason="there is no rustc to compare with")
def test_fresh_programs_agree_in_their_verdict():
    texts = [program(11, number) for number in range(40)]
    for text, theirs, ours in zip(texts, oracle.ask_rustc(texts), oracle.ask_mr2py(texts)):
        assert bool(theirs) == bool(ours), text


def test_a_disabled_rule_shows_in_the_recorded_verdicts():
    entries = [entry for entry in sample.recorded() if any(code == "E0382" for _, code in entry["errors"])][:20]
    with rules.Disabled("moves_make_uninitialised"):
        found = oracle.ask_mr2py([entry["text"] for entry in entries])
    assert found != [entry["errors"] for entry in entries]
    assert oracle.ask_mr2py([entry["text"] for entry in entries]) == [entry["errors"] for entry in entries]


def test_mutated_sources_get_a_proper_answer():
    for number in range(150):
        text = mutate.mutated(5, number)
        assert mutate.problem_of(text) is None, text


def test_reducing_drops_lines_and_blocks():
    lines = ["fn f() {", "a();", "if c() {", "b();", "}", "}"]
    left = ["\n".join(without(lines, piece)) for piece in candidates(lines)]
    assert "fn f() {\na();\n}" in left and "fn f() {\na();\nb();\n}" in left
