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

# the tests that start other programs too; those on Spark where Java 17 is. The PySpark that is installed is tested: for another,
# `.venv/bin/pip install 'pyspark==3.5.*'` (or 'pyspark==4.0.*') first
test-slow:
	$(BIN)/pytest --slow

# the modules that every score passes through: each line and branch
coverage:
	$(BIN)/pytest --cov --cov-report=
	$(BIN)/coverage report --fail-under=100 --include='*/perfeval/rules.py,*/perfeval/figures.py,*/perfeval/targets.py,*/perfeval/score.py'

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
