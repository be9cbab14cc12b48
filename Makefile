PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test enforce bench bless docs lint coverage fuzz clean

demo: $(STAMP)
	$(BIN)/mr2py check samples/owner_move.mrs
	$(BIN)/mr2py emit python samples/owner_move.mrs
	$(BIN)/mr2py run samples/owner_move.mrs
	$(BIN)/mr2py trace samples/owner_move.mrs
	@echo "--- a rejected program (exit code 1):"
	$(BIN)/mr2py check samples/use_after_move.mrs; test $$? -eq 1

test: $(STAMP)
	$(BIN)/python -m pytest -q -n auto

# all accepted programs under enforcement (`make test` takes every third)
enforce: $(STAMP)
	MR2PY_ENFORCE=all $(BIN)/python -m pytest -q -n auto tests/enforce

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

# programs at random, compared with rustc, and mutated sources: `make fuzz SECONDS=600 SEED=7` (skipped where there is no rustc)
SEED ?= 1
SECONDS ?= 60
fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz --seed $(SEED) --seconds $(SECONDS)
	$(BIN)/python -m tests.fuzz --seed $(SEED) --seconds $(SECONDS) --kind types
	$(BIN)/python -m tests.fuzz --seed $(SEED) --seconds $(SECONDS) --mutate
	$(BIN)/python -m tests.fuzz.runs --seed $(SEED) --seconds $(SECONDS)

bless: $(STAMP)
	$(BIN)/python -m pytest -q --mrs-bless

# the generated pages: counts of the tests, std's items, error codes
docs: $(STAMP)
	$(BIN)/python tests/tools/count.py
	$(BIN)/python tests/tools/std_table.py
	$(BIN)/python tests/tools/error_codes.py

lint: $(STAMP)
	$(BIN)/python -m pip install -q -e ".[lint]"
	$(BIN)/ruff check mr2py runtime tests
	$(BIN)/mypy mr2py

coverage: $(STAMP)
	$(BIN)/python -m pip install -q -e ".[coverage]"
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report

$(STAMP): pyproject.toml hatch_build.py mr2py/syntax/grammar.lark
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e ".[test]"
	touch $(STAMP)

clean:
	rm -rf $(VENV) mr2py/syntax/tables.bin mr2py/syntax/patterns.*.bin mr2py/std/index.bin
