# Everything a developer types. `make run` is all a fresh clone needs.
#
# PORT=8001 changes the port, DATA_DIR the folder of what is written at run time, VENV that of the Python packages.

PORT ?= 8000
VENV ?= .venv
PYTHON ?= python3
export PORT

BIN := $(VENV)/bin
# What is installed is remembered by content: a new clone or checkout of the same list installs nothing.
INSTALLED := $(VENV)/.installed-$(shell cksum < requirements.txt | cut -d' ' -f1)
INSTALLED_TESTS := $(INSTALLED)-$(shell cksum < tests/requirements.txt | cut -d' ' -f1)
PY := $(BIN)/python
DATA := $(or $(DATA_DIR),var)
# What a database has seen is remembered per database.
MARK := $(DATA)/.$(shell printf %s "$$DATABASE_URL" | cksum | cut -d' ' -f1)
PIP := $(PY) -m pip install -qq --disable-pip-version-check --require-hashes
SOURCES := $(wildcard alliance events strategy) static requirements.txt
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run dev test test-fast lint audit bench lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

define venv
test -x $(PY) || { $(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 oder neuer fehlt.')" \
	&& $(PYTHON) -m venv $(VENV); }
endef

$(INSTALLED):
	@echo "Pakete werden installiert (einmal, etwa eine Minute) …"
	@$(venv)
	@$(PIP) -r requirements.txt
	@touch $@

$(INSTALLED_TESTS):
	@echo "Pakete der Tests werden installiert …"
	@$(venv)
	@$(PIP) -r requirements.txt -r tests/requirements.txt
	@touch $@ $(INSTALLED)

# The database is gone, or a migration, a static file or a package is newer than what was last prepared.
define prepare
mkdir -p "$(DATA)"; \
if [ -z "$$DATABASE_URL" ] && [ ! -e "$(DATA)/alliance.sqlite3" ]; then rm -f "$(MARK)-ready" "$(MARK)-demo"; fi; \
if [ ! -e "$(MARK)-ready" ] || [ ! -d "$(DATA)/static" ] \
	|| [ -n "$$(find $(SOURCES) -type f ! -name '*.pyc' -newer "$(MARK)-ready" \
		\( -path '*/migrations/*' -o -path '*static/*' -o -name requirements.txt \) -print | head -1)" ]; then \
	$(PY) manage.py migrate --verbosity 0 && $(PY) manage.py createcachetable --verbosity 0 \
	&& $(PY) manage.py collectstatic --noinput --clear --verbosity 0 && touch "$(MARK)-ready" || exit 1; \
fi; \
if [ ! -e "$(MARK)-demo" ]; then $(PY) manage.py demo && touch "$(MARK)-demo" || exit 1; fi
endef

run: export MODE = demo
run: $(INSTALLED) ## the portal with demo data on 127.0.0.1:$PORT, as in production but for HTTPS
	@$(prepare)
	@exec $(PY) -m gunicorn -c alliance/gunicorn.py alliance.wsgi

dev: $(INSTALLED) ## the same data with Django's development server, DEBUG and reload
	@export MODE=demo; $(prepare)
	@MODE=development exec $(PY) manage.py runserver "127.0.0.1:$(PORT)"

test: $(INSTALLED_TESTS) ## all tests on SQLite (with the browser), then on PostgreSQL
	@exec $(PY) -m tests.run

test-fast: $(INSTALLED_TESTS) ## the quick tests on SQLite
	@exec $(PY) -m pytest -n 2 -m "not browser and not slow"

lint: $(INSTALLED_TESTS) ## all static checks
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check
	MODE=development $(PY) manage.py makemigrations --check --dry-run --verbosity 1

audit: $(INSTALLED_TESTS) ## known weaknesses of the packages (asks the network)
	$(PY) -m pip_audit --disable-pip --require-hashes -r requirements.txt

bench: $(INSTALLED_TESTS) ## benchmarks, printed as a table
	@exec $(PY) -m tests.benchmarks

lock: $(INSTALLED_TESTS) ## resolve the dependencies anew
	$(LOCK) --upgrade pyproject.toml -o requirements.txt
	$(LOCK) --upgrade --group dev -c requirements.txt -o tests/requirements.txt

clean: ## remove packages, data and caches: everything git ignores
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache
	find $(SOURCES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
