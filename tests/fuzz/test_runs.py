"""The generator of programs that run: a few fresh ones where rustc is there, and how parts of a crate's run are told apart."""

import pytest

from mr2py.driver import check
from mr2py.verify.native import Native
from tests.fuzz import oracle
from tests.fuzz.runs import differences
from tests.fuzz.runs.crate import Builder, Crate, split_heap, split_stdout
from tests.fuzz.runs.statements import program


def test_programs_are_the_same_for_a_seed():
    assert program(3, 7) == program(3, 7) != program(3, 8)


def test_generated_programs_are_accepted():
    session = check("crate.mrs", Crate([program(5, number) for number in range(12)]).text, 2024)
    assert [(one.code, one.message) for one in session.diags if one.level == "error"] == []


def test_parts_of_a_run():
    assert split_stdout("before\n## 0\na\n## 1\n## 2\n") == {0: ["a"], 1: [], 2: [""]}
    heap = ["alloc 1 1000000 1", "dealloc 1 1000000 1", "alloc 2 8 8", "alloc 3 4 4", "dealloc 2 8 8", "alloc 4 1000001 1", "dealloc 4 1000001 1", "realloc 5 8 16 1"]
    assert split_heap(heap) == {0: ["alloc 1 8 8", "alloc 2 4 4", "dealloc 1 8 8"], 1: ["realloc 1 8 16 1"]}


@pytest.mark.parametrize("result, kind", [
    ({"rejected": ["E0382 in line 3: x"]}, None),
    ({"native": (["a"], ["alloc 1 8 8"]), "off": (["a"], []), "heap": (["a"], ["alloc 1 8 8"])}, None),
    ({"native": (["a"], []), "off": (["b"], [])}, "stdout at level off"),
    ({"native": (["a"], ["alloc 1 8 8"]), "heap": (["a"], [])}, "heap log at level heap"),
    ({"native": (["a"], []), "heap": None}, "no end at level heap"),
    ({"native": (["a"], []), "refused": ["E0308 in line 104: x"]}, "refused: E0308")])
def test_kinds_of_differences(result, kind):
    assert differences.kind_of(result) == kind


WRONG = 'pub fn run() {\n    let kept = d(1);\n    let gone = d(2);\n    println!("{}", 3);\n}'


@pytest.mark.skipif(not oracle.have_rustc(), reason="there is no rustc to compare with")
def test_fresh_programs_run_as_natively():
    with Native() as native:
        for edition in (2021, 2024):
            texts = [program(17, number) for number in range(15)]
            for text, result in zip(texts, Builder(native, edition).judge(texts)):
                assert "rejected" not in result and differences.kind_of(result) is None, text


@pytest.mark.skipif(not oracle.have_rustc(), reason="there is no rustc to compare with")
def test_a_difference_is_found_and_made_smaller(monkeypatch):
    sort = Crate.sort

    def wrong(crate, stdout, heap):
        """Whoever drops `d(2)` forgets it, on our side (which is asked level by level)."""
        return sort(crate, stdout if wrong.native else stdout.replace("drop 2\n", ""), heap)
    build, run = Builder.build_native, Builder.run_here

    def native_first(builder, crate):
        wrong.native = True
        return build(builder, crate)

    def then_here(builder, crate):
        wrong.native = False
        return run(builder, crate)
    monkeypatch.setattr(Crate, "sort", wrong)
    monkeypatch.setattr(Builder, "build_native", native_first)
    monkeypatch.setattr(Builder, "run_here", then_here)
    with Native() as native:
        builder = Builder(native, 2024, ("heap",))
        kind = differences.kind_of(builder.judge([WRONG])[0])
        assert kind == "stdout at level heap"
        assert differences.reduce(builder, WRONG, kind) == "pub fn run() {\n    let gone = d(2);\n}"
