# Two commands for a fresh machine: `make demo` and `make test`. Both install what they need.
UV_VERSION := 0.13.9
PYTHON ?= python3
BIN := .venv/bin
# What WeasyPrint draws with, and a font with the widths of Times New Roman and all Vietnamese letters.
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore
STAMP := .venv/.locked

.PHONY: setup demo test lint format lock docs packages-demo packages-test

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml scripts/setup.sh
	UV_VERSION=$(UV_VERSION) PYTHON=$(PYTHON) scripts/setup.sh
	touch $@

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The lock names versions and hashes, and no registry: it installs from whichever one a machine is set up for.
lock: setup
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

packages-demo:
	scripts/packages.sh nmap

packages-test:
	scripts/packages.sh nmap nginx-light openssl chromium knot $(PDF_PACKAGES) libreoffice-writer-nogui poppler-utils

# The checks' documentation, generated from the checks; a test fails when it is out of date.
docs: setup
	$(BIN)/python -m checks.docs docs/checks

demo: setup packages-demo
	$(BIN)/capdo demo --output build/demo

test: setup packages-test
	$(BIN)/pytest -n 2 --dist worksteal
