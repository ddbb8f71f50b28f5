# Needs make and Python 3.11 or newer, nothing else.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
THREADS ?= 4
WORKERS ?= 2

BIN := .venv/bin
RUNTIME := .venv/runtime-installed
DEVELOPMENT := .venv/development-installed

.PHONY: run test lint format

run: $(RUNTIME)
ifneq ($(HOST),127.0.0.1)
run: export AFOOT_ALLOWED_HOSTS ?= *
endif
run:
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py demo --address http://$(HOST):$(PORT)
	$(BIN)/python manage.py deliver >deliver.log 2>&1 & worker=$$!; trap "kill $$worker" EXIT; \
	$(BIN)/granian --interface wsgi --no-ws --blocking-threads $(THREADS) \
		--host $(HOST) --port $(PORT) clinic.wsgi:application

test: $(DEVELOPMENT)
	$(BIN)/pytest --numprocesses $(WORKERS) --database sqlite
	$(BIN)/pytest --numprocesses $(WORKERS) --database postgresql

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	AFOOT_DATABASE=sqlite:///:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest tests/test_floors.py

format: $(DEVELOPMENT)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(RUNTIME): requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Afoot needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
