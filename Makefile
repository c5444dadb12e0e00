# One command for everything; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.bench-ready
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format eval bench load nightly secrets audit lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make the environment in .venv (done once; a second run needs no network)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "krutham needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is missing; on Debian or Ubuntu: sudo apt-get install python3-venv"; exit 2; }

# --no-deps: the lock is complete, and older pips otherwise refuse it once a newer release of an extra's package is out.
$(READY): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## Start the bot (without LINE credentials: a page to try it on, on this machine only)
	$(BIN)/krutham serve

test: lint ## Every check, as CI runs it
	$(BIN)/python -m pytest -m "not nightly" --cov --cov-report=term

lint: setup ## Format, lint, types and the import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Put the code into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: setup ## Quality figures on the project's own question sets
	$(BIN)/krutham eval $(wildcard tests/eval/*.jsonl)

bench: $(BENCH_READY) ## Quality and speed beside other search engines, in one run (BENCH=--quick, BENCH=--write)
	$(BIN)/python -m tools.bench $(BENCH)

$(BENCH_READY): $(READY) requirements-bench.lock
	$(PIP) install --quiet --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

load: setup ## The load table: one process on SQLite, two replicas on PostgreSQL, a bare Flask app
	$(BIN)/python -m tools.load

nightly: audit ## The long checks: fuzz, crash, replicas, soak, audit
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -m nightly

secrets: setup ## No secret in the tree (known false alarms are in .secrets.baseline)
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline

audit: setup ## Known faults of the locked dependencies
	$(BIN)/pip-audit --require-hashes --disable-pip --progress-spinner off -r requirements.lock

lock: $(BIN)/python ## Resolve requirements.lock and requirements-bench.lock again from the ranges in pyproject.toml
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

clean: ## Remove the environment and all caches
	rm -rf $(VENV) build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.*
