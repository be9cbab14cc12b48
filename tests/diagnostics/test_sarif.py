"""The shape of SARIF 2.1.0 that readers rely on."""

import json
import subprocess
import sys

from mr2py.diagnostics.sarif import document
from mr2py.driver import check

PROGRAM = "fn main() {\n    let s = String::from(\"日😀\"); drop(s);\n    println!(\"{s}\");\n}\n"


def run_of(*texts):
    sessions = [check(f"p{number}.mrs", text) for number, text in enumerate(texts)]
    whole = document(sessions)
    assert whole["version"] == "2.1.0" and whole["$schema"].endswith("sarif-2.1.0.json") and len(whole["runs"]) == 1
    return whole["runs"][0]


def test_required_properties():
    run = run_of(PROGRAM, "fn main() { x }\n", "fn main() {}\n")
    driver = run["tool"]["driver"]
    assert driver["name"] == "mr2py" and run["columnKind"] == "utf16CodeUnits"
    assert {rule["id"] for rule in driver["rules"]} == {"E0382", "E0425"}
    for rule in driver["rules"]:
        assert rule["help"]["text"] and rule["shortDescription"]["text"]
    assert len(run["results"]) == 2
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "error" and result["message"]["text"]
        for place in result["locations"] + result["relatedLocations"]:
            region = place["physicalLocation"]["region"]
            assert place["physicalLocation"]["artifactLocation"]["uri"].endswith(".mrs")
            assert (1, 1) <= (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_columns_are_utf16_units_and_fixes_carry_the_text():
    (result,) = run_of(PROGRAM)["results"]
    assert "why: " in result["message"]["text"]
    moved = next(place for place in result["relatedLocations"] if place.get("message", {}).get("text") == "value moved here")
    assert moved["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 39, "endLine": 2, "endColumn": 40}
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": {"startLine": 2, "startColumn": 40, "endLine": 2, "endColumn": 40},
                                       "insertedContent": {"text": ".clone()"}}]


def test_command_writes_one_document_for_all_files(tmp_path):
    names = []
    for number, text in enumerate((PROGRAM, "fn main() { x }\n")):
        names.append(tmp_path / f"a b{number}.mrs")
        names[-1].write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "mr2py", "check", "--error-format", "sarif", *map(str, names)], capture_output=True, check=False)
    assert done.returncode == 1 and done.stdout == b""
    results = json.loads(done.stderr)["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["E0382", "E0425"]
    assert all("%20" in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results)


def test_accepted_programs_give_an_empty_document():
    run = run_of("fn main() {}\n")
    assert run["results"] == [] and run["tool"]["driver"]["rules"] == []
