# Two commands do everything: `make run` and `make test`.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
BIN = .venv/bin

.PHONY: run setup test lint lock messages bench

run: setup
	@$(BIN)/python manage.py prepare
	@echo "Look at:    http://$(HOST):$(PORT)/   administration: http://$(HOST):$(PORT)/admin/"
	@EVALSITE_HOSTS="$${EVALSITE_HOSTS:-localhost,127.0.0.1,[::1],$(HOST)}" $(BIN)/gunicorn \
		--bind $(HOST):$(PORT) --workers $(WORKERS) --log-level warning evalsite.wsgi

setup: .venv/.installed

.venv/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "evalsite needs Python 3.11 or later; say PYTHON=python3.12 or the like."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked dependencies …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

test: .venv/.installed-dev
	$(BIN)/pytest -n auto $(ARGS)

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/deptry .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py makemigrations --check --dry-run

lock:
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements-dev.lock

# Needs xgettext and msgfmt (Debian: gettext); their results are kept with the sources.
messages: .venv/.installed
	$(BIN)/python manage.py makemessages --locale fr --locale es --no-obsolete --no-wrap \
		--add-location file $(addprefix --ignore=,.venv var tests bench admin desk reading)
	$(BIN)/python manage.py compilemessages --ignore .venv

bench: .venv/.installed-dev
	$(BIN)/python bench/record.py
	$(BIN)/python bench/desk.py
	$(BIN)/python bench/versions.py
	$(BIN)/python bench/publishing.py
	$(BIN)/python bench/worddiff.py

LONG = editors kills restores opening publish_editors publish_kills import_kills \
	import_document_kills fuzz ieval pages stale search lists
.PHONY: $(LONG) leakwalk facets

$(LONG): .venv/.installed-dev
	$(BIN)/python bench/$@.py $(ARGS)

leakwalk: .venv/.installed-dev
	EVALSITE_LEAKWALK=all $(BIN)/pytest -n auto tests/test_leakwalk.py tests/test_leakwalk_holes.py \
		tests/test_holes.py $(ARGS)

facets: .venv/.installed-dev
	EVALSITE_LONG=1 $(BIN)/pytest -n auto tests/test_facets.py $(ARGS)
