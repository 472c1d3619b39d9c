# Two commands do everything on a machine with Python 3.11 or newer and make: `make demo` and `make test`.
# Each sets up what it needs in .venv first; the other commands use the same environment.

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin

.PHONY: demo test setup check lint format types coverage test-long test-slow test-floors fuzz mutants exact docs site bench page test-page test-wasm

# the example: one project of a Wuhan district, scored, as its official table with its 总分
demo: $(VENV)/perfeval-demo
	$(BIN)/perfeval score examples/jiangan-2023/project.toml

# all tests, on as many cores as there are
test: setup
	$(BIN)/pytest -n auto

setup: $(VENV)/perfeval-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "perfeval needs Python 3.11 or newer; name one: make demo PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/perfeval-demo: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet -e .
	@touch $@

$(VENV)/perfeval-dev: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet -e ".[all,dev]"
	@touch $@ $(VENV)/perfeval-demo

check: lint types test

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: setup
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# src/ and what a user writes against it (tests/typing/), by two checkers
types: setup
	$(BIN)/mypy
	$(BIN)/basedpyright

# the tests with coverage: each line and branch of what every score and finding passes through
coverage: setup
	$(BIN)/pytest -n auto --cov --cov-report=
	$(BIN)/python tests/coverage_gate.py

# the tests that start other programs too; then those on Spark (Java 17), with PySpark 3.5 and 4.0 in turn
test-slow: setup
	$(BIN)/pytest --slow
	for version in 3.5 4.0; do \
	  $(BIN)/pip install "pyspark==$$version.*" && $(BIN)/pytest --slow tests/batch/test_spark.py || exit 1; \
	done

# the properties on thousands of random tables each: hours
test-long: setup
	$(BIN)/pytest -n auto --hypothesis-profile=long

# strange inputs of every kind for as long as it is told, such as make fuzz SECONDS=600; what goes wrong is kept in .fuzz/
SECONDS = 60
fuzz: setup
	$(BIN)/python -m tests.fuzz.run $(SECONDS) --keep .fuzz

# small changes in what gives scores, each held against the tests: an hour and more
MUTANTS = 1200
mutants: setup
	$(BIN)/python -m tests.mutants.run $(MUTANTS) --out .mutants

# a hundred million rows by column against whole numbers of 128 bits
exact: setup
	$(BIN)/python benchmarks/exact.py

# the tests with the oldest versions that pyproject.toml allows, in an environment of their own
test-floors:
	$(PYTHON) -m venv $(VENV)-floors
	$(VENV)-floors/bin/pip install --quiet --upgrade pip  # knows --group from 25.1 on
	$(PYTHON) tests/floors.py > $(VENV)-floors/floors.txt
	$(VENV)-floors/bin/pip install --quiet -e '.[all]' --group test -c $(VENV)-floors/floors.txt
	$(VENV)-floors/bin/pytest -n auto

# the pages that are written from the code: docs/rules.md, docs/profiles.md and docs/audit/
docs: setup
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/audit/pages.py

# docs/ as a site, in site/
site: docs
	$(BIN)/zensical build -f mkdocs.yml --strict

bench: setup
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/forms.py

# the page that needs no installation, one HTML file (page/dist/); wants node 20 or newer and npm
page: page/node_modules/.made page/work/wheels/.made
	node page/build.mjs

page/node_modules/.made: page/package.json page/package-lock.json page/.npmrc
	cd page && npm ci --silent
	@touch $@

page/work/wheels/.made: page/wheels.txt | $(BIN)/python
	rm -rf page/work/wheels
	$(BIN)/pip download --quiet --no-deps --require-hashes --only-binary :all: --python-version 3.14 \
	  --platform pyemscripten_2026_0_wasm32 --platform manylinux2014_x86_64 --platform any -d page/work/wheels -r page/wheels.txt
	@touch $@

# the page's own tests, in Chromium too where there is one, and its answers held to those of this Python, byte for byte
test-page: page setup
	cd page && npm test
	$(BIN)/pytest --slow tests/page/test_wasm.py

# the tests of perfeval itself, in wasm under Node: all that need no process
test-wasm: page/node_modules/.made page/work/wheels/.made page/work/wheels-test/.made
	cd page && node engine/tests.mjs

page/work/wheels-test/.made: page/wheels-test.txt | $(BIN)/python
	rm -rf page/work/wheels-test
	$(BIN)/pip download --quiet --no-deps --require-hashes --only-binary :all: --python-version 3.14 \
	  --platform pyemscripten_2026_0_wasm32 --platform any -d page/work/wheels-test -r page/wheels-test.txt
	@touch $@
