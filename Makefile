# Needs make and Python 3.11 or newer with venv, nothing else.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
THREADS ?= 4
WORKERS ?= 2
SCALE ?= full

BIN := .venv/bin
RUNTIME := .venv/runtime-installed
DEVELOPMENT := .venv/development-installed

.PHONY: run test test-long bench lint format pins audit sbom

run: $(RUNTIME)
ifneq ($(HOST),127.0.0.1)
run: export AFOOT_ALLOWED_HOSTS ?= *
endif
run:
	@$(BIN)/python -c 'import socket; socket.create_server(("$(HOST)", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) of $(HOST) is taken or cannot be had. Name another one: make run PORT=8001" >&2; exit 1; }
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py demo --address http://$(HOST):$(PORT)
	$(BIN)/python manage.py deliver >deliver.log 2>&1 & workers=$$!; \
	$(BIN)/python manage.py seal >seal.log 2>&1 & workers="$$workers $$!"; \
	$(BIN)/python manage.py reconcile >reconcile.log 2>&1 & trap "kill $$workers $$!" EXIT; \
	$(BIN)/granian --interface wsgi --no-ws --blocking-threads $(THREADS) --workers-kill-timeout 3 \
		--host $(HOST) --port $(PORT) clinic.wsgi:application

test: $(DEVELOPMENT)
	@command -v chromium >/dev/null || echo "Without Chromium the tests in a browser are left out: apt-get install chromium"
	$(BIN)/pytest --numprocesses $(WORKERS) --database sqlite
	$(BIN)/pytest --numprocesses $(WORKERS) --database postgresql

# One at a time, on their own: they kill servers, time restores and need the disk for themselves.
test-long: $(DEVELOPMENT)
	$(BIN)/pytest -m long --database sqlite
	$(BIN)/pytest -m long --database postgresql

# On a quiet machine. SCALE=small is a quick look; PARTS="filing judging" measures these alone.
bench: $(DEVELOPMENT)
	$(BIN)/python -m tests.benchmarks --scale $(SCALE) $(PARTS)

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	AFOOT_DATABASE=sqlite:///:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest tests/test_floors.py

format: $(DEVELOPMENT)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Compile requirements*.in anew, after a change there.
pins: $(DEVELOPMENT)
	.ci/pins

# 1: something is known against a package; 2: nothing could be looked up, which is not the same as nothing known.
audit: $(DEVELOPMENT)
	$(BIN)/python .ci/audit.py

sbom: $(RUNTIME)
	$(BIN)/python .ci/sbom.py > sbom.json

$(RUNTIME): requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Afoot needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
