# Commands for working on perfeval. `make setup` makes the environment in .venv that all others use.

PYTHON = python3
BIN = .venv/bin

.PHONY: check setup test test-slow coverage lint types format docs site bench

check: lint types test

setup:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -e '.[all,dev]'

test:
	$(BIN)/pytest

# the tests that start other programs too; then those on Spark (Java 17), with PySpark 3.5 and 4.0 in turn
test-slow:
	$(BIN)/pytest --slow
	for version in 3.5 4.0; do \
	  $(BIN)/pip install "pyspark==$$version.*" && $(BIN)/pytest --slow tests/test_batch_spark.py || exit 1; \
	done

# the modules that every score passes through: each line and branch
coverage:
	$(BIN)/pytest --cov --cov-report=
	$(BIN)/coverage report --fail-under=100 --include='*/perfeval/rules/*,*/perfeval/values/figures.py,*/perfeval/values/quantities.py,*/perfeval/scoring/score.py'

lint:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types:
	$(BIN)/mypy

format:
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# the pages that are written from the code: docs/rules.md, docs/profiles.md and docs/audit/
docs:
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/audit/pages.py

# docs/ as a site, in site/
site: docs
	$(BIN)/zensical build -f mkdocs.yml --strict

bench:
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/forms.py
