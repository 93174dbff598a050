# Two commands for a fresh machine: `make demo` and `make test`. Both install what they need.
UV_VERSION := 0.13.9
PYTHON ?= python3
BIN := .venv/bin
# What WeasyPrint draws with, and a font with the widths of Times New Roman and all Vietnamese letters.
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore
STAMP := .venv/.locked

.PHONY: setup demo test test-httpx2 lint format lock docs fuzz mutants
.PHONY: bench-accuracy bench-content bench-dns bench-estate bench-fleet bench-kills bench-kills-workers bench-memory bench-observatory bench-size bench-suites bench-tls bench-urgent bench-writers
.PHONY: packages-demo packages-test packages-bench

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
	$(BIN)/uv pip compile pyproject.toml --extra postgresql --extra pictures --group dev --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

packages-demo:
	scripts/packages.sh nmap

packages-test:
	scripts/packages.sh nmap nginx-light openssl chromium knot postgresql systemd $(PDF_PACKAGES) \
		libreoffice-writer-nogui poppler-utils iproute2 unbound postfix
	scripts/node.sh

packages-bench:
	scripts/packages.sh nmap nginx-light openssl iproute2 knot unbound sslscan testssl.sh
	scripts/node.sh

# The pages of docs/checks and docs/commands, generated from the program; a test fails when one is out of date.
docs: setup
	$(BIN)/python scripts/docs.py

demo: setup packages-demo
	$(BIN)/capdo demo --output build/demo

# Compiled files are kept, whatever the shell says: else each worker compiles all tests, and each process that
# a test starts what was changed since the setup.
test: setup packages-test
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder

# The tests of what speaks HTTP, with httpx2 in httpx's place. It is no dependency.
HTTPX2_TESTS := tests/scanner/probes/http tests/scanner/probes/tls/certificates/revocation
test-httpx2: setup
	scripts/packages.sh openssl
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target build/httpx2 httpx2
	PYTHONPATH=build/httpx2:scripts $(BIN)/pytest -p httpx2_instead $(HTTPX2_TESTS)

# Peak memory of a scan of the 31 sample systems, against the bar of 400 MB.
bench-memory: setup packages-demo
	$(BIN)/python -m benchmarks.memory

# The commands of every day over 5,000 systems with 50 events each and 30 runs, against their bars.
bench-size: setup
	$(BIN)/python -m benchmarks.database_size

bench-estate: setup
	$(BIN)/python -m benchmarks.estate

# Kills of scan, import and record at random moments: nothing may be lost or doubled, or told in a traceback.
# For example: make bench-kills KILLS="30 --seed 7"
bench-kills: setup
	$(BIN)/python -m benchmarks.kills $(KILLS)

# Kills of workers, the daemon and PostgreSQL in a run of 300 endpoints: each one result, no message twice.
bench-kills-workers: setup
	scripts/packages.sh postgresql
	$(BIN)/python -m benchmarks.kills.of_workers $(KILLS)

# How soon an audit begins while workers are busy with a full run: make bench-urgent URGENT="40 --seed 7"
bench-urgent: setup
	$(BIN)/python -m benchmarks.urgent $(URGENT)

# What processes that record at once wait for each other, with SQLite and with PostgreSQL.
bench-writers: setup
	scripts/packages.sh postgresql
	$(BIN)/python -m benchmarks.writers

# Endpoints a minute of one machine, near and 50 ms away, beside sslyze with httpx; a few minutes. Its memory over
# many endpoints, for an hour: make bench-fleet FLEET="--names 2000 10000"
bench-fleet: setup packages-bench
	$(BIN)/python -m benchmarks.rate $(FLEET)

# The DNS, mail and IPv6 facts of 1,000 domains through a validating Unbound on loopback, beside dnspython's own
# resolver. For example: make bench-dns NAMES="--domains 100"
bench-dns: setup packages-bench
	$(BIN)/python -m benchmarks.names $(NAMES)

# Fuzz the TLS parsers for a minute; `make fuzz FUZZ_SECONDS=3600` for longer. atheris is no dependency.
FUZZ_SECONDS ?= 60
fuzz: setup
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target build/atheris atheris
	PYTHONPATH=build/atheris:. $(BIN)/python scripts/fuzz.py -max_total_time=$(FUZZ_SECONDS)

# Which share of small changes to the rules the tests notice, a few minutes for these files; others by name:
# make mutants MUTANTS="checks/judging.py inventory/law/working_days.py". mutmut is no dependency.
MUTANTS ?= inventory/approvals/expected_dates.py inventory/targets/counting.py inventory/targets/evaluation.py \
	inventory/targets/forecast.py $(wildcard inventory/targets/indicators/[a-z]*.py) \
	scanner/planning/permission.py scanner/waivers/matching.py
mutants: setup
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target build/mutmut --constraint requirements.lock mutmut
	PYTHONPATH=$(CURDIR)/build/mutmut $(BIN)/python scripts/mutants.py $(MUTANTS)

# What a TLS scan costs and finds beside its peers. For example: make bench-tls BENCH="--quick"
# or BENCH="--only modern,capdo-lean,sslyze"; --help tells more.
bench-tls: setup packages-bench
	$(BIN)/python -m benchmarks.tls $(BENCH)

# Test suites that others wrote, beside the code that a scan judges with; docs/contributing.md tells of --sources.
# For example: make bench-suites SUITES="--only bettertls,limbo --sources DIR"
bench-suites: setup
	$(BIN)/python -m benchmarks.suites $(SUITES)

# The MDN HTTP Observatory's own code (npm's package, into build/) beside capdo on the same answers: all must be equal.
# For example: make bench-observatory OBSERVATORY="--seed 7 --combinations 1000"
bench-observatory: setup
	command -v npm >/dev/null || scripts/packages.sh npm
	$(BIN)/python -m benchmarks.observatory $(OBSERVATORY)

# Generated sites, tampered with in every known way and clean with difficult words: recall and precision by
# technique. For example: make bench-content CONTENT="--seed 7 --each 3 --clean 200 --list"
bench-content: setup
	$(BIN)/python -m benchmarks.content $(CONTENT)

# Whether capdo tells what is so of hosts whose faults are known, every time, beside sslyze and testssl.sh.
# For example: make bench-accuracy ACCURACY="--runs 5 --seed 7 --only dates,one-of-3-over" or ACCURACY="--quick"
bench-accuracy: setup packages-bench
	$(BIN)/python -m benchmarks.accuracy $(ACCURACY)
