# Needs python3 (3.11 or later), pip and make; everything else is installed into
# .venv. The stamps in .venv make a second run install nothing; a change of
# pyproject.toml installs again.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet
CASE   ?= cases/in.it_act.s69a/twitter-2021.yaml

# Where it is set, each of the hundreds of processes that tests start compiles all anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := check
.PHONY: demo check check-spark lint types rooms docs test slow laws accept bench tables clean

# --- what to run ---------------------------------------------------------------

demo: $(VENV)/.installed ## evaluate the 2021 case
	@$(BIN)/lexcheck evaluate $(CASE)

# What looks at the text, two at a time; then the tests. The first failure ends the run.
check: $(VENV)/.installed-dev ## everything that must hold before a change goes in
	@$(MAKE) --no-print-directory -j 2 --output-sync=target lint types rooms docs
	@$(MAKE) --no-print-directory test
	@echo "== check: all good"

lint: $(VENV)/.installed-dev
	@echo "== lint: ruff check, ruff format --check"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	@echo "== types: mypy --strict"
	@$(BIN)/mypy

rooms: $(VENV)/.installed-dev
	@echo "== rooms: import contracts"
	@$(BIN)/lint-imports

test: $(VENV)/.installed-dev
	@echo "== test: pytest"
	@$(BIN)/python -m pytest tests -n 2 --dist worksteal -m "not slow and not spark"

slow: $(VENV)/.installed-dev ## the tests that take minutes: coverage and mutants of the larger rulesets
	@$(BIN)/python -m pytest tests -n 2 -m slow

check-spark: $(VENV)/.installed-spark ## all that Spark does, against DuckDB and the case evaluator
	@java -version >/dev/null 2>&1 || { echo "Spark needs Java 17 or later" >&2; exit 1; }
	@echo "== check-spark: pytest"
	@$(BIN)/python -m pytest tests/differential/test_spark.py tests/differential/test_parts.py \
	  tests/unit/bulk/test_spread.py

laws: $(VENV)/.installed-dev ## the properties on fresh and many more examples; takes an hour
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest tests/properties tests/differential -n 2

docs: $(VENV)/.installed-dev ## the manual, into build/site
	@echo "== docs: mkdocs build --strict"
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

accept: $(VENV)/.installed ## rewrite the expected blocks, and print the difference
	@$(BIN)/lexcheck test cases --update

# With Spark installed, W1=<tables of blocking orders> BY_HAND=<PySpark to measure against> adds it.
bench: $(VENV)/.installed-dev ## how fast; not part of check
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.tables
	@if [ -n "$(W1)" ] && $(BIN)/python -c 'import pyspark' 2>/dev/null; then \
	  $(BIN)/python -m benchmarks.spark $(W1) $(BY_HAND); fi

tables: $(VENV)/.installed-dev ## write the parser tables again after a change of the grammar
	@$(BIN)/python -m lexcheck.syntax.make_tables

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
	  .hypothesis .benchmarks
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what it needs -------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "lexcheck needs Python 3.11 or later; try: make PYTHON=python3.11" >&2; exit 1; }
	@echo "== creating $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "== installing lexcheck"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "== installing lexcheck with its development tools"
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/.installed $@

$(VENV)/.installed-spark: $(VENV)/.installed-dev
	@echo "== installing lexcheck with Spark"
	@$(PIP) --editable '.[dev,spark]'
	@touch $@
