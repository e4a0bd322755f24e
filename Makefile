# `make` lists the targets. `demo` and `test` set everything up by themselves.
.DEFAULT_GOAL := help
.PHONY: help setup tools demo serve codes pictures test check read measured others lint types imports bench attacks golden cases conformance docs lock clean
PY := .venv/bin/python
# Where Python is told to keep no compiled code, each process that the tests start compiles all of
# ours again, and each worker rewrites all tests: that is a good part of the whole.
unexport PYTHONDONTWRITEBYTECODE
WORKERS ?= 3
TESTS := -m pytest -n $(WORKERS) --dist worksteal
# The tests that have to come upon every branch of the three packages that have to be right. To
# measure it takes as long again as to run, so that the others run by themselves; and who reads the
# code for style and types goes one thing after the other, and leaves a processor to the tests.
MEASURING := tests/aggregates tests/ledger tests/signing tests/conforming/test_suite.py \
  tests/house/test_exhaustive.py tests/api/cli/test_fsck.py tests/api/http/test_annexes.py
MEASURED := --cov=aggregates --cov=ledger --cov=signing --cov-branch

help:  ## Show this list
	@awk 'BEGIN{FS=":.*## "} /^[a-z-]+:.*## /{printf "  make %-11s %s\n",$$1,$$2}' Makefile

setup:  ## Make .venv with everything that requirements.lock pins
	@.ci/setup

tools:  ## Install (as root on Debian) or name the tools that check what we make from outside
	@.ci/tools

demo: setup  ## Play a joint venture from letter of intent to signed PDF, into demo-out/
	@.venv/bin/counterseal demo --out demo-out

serve: setup  ## Serve a fair of invented people on this machine, for looking at; stops with Ctrl-C
	@export COUNTERSEAL_DATA_DIRECTORY=.counterseal/fair COUNTERSEAL_WALL=live; \
	  .venv/bin/counterseal demo --fair small && exec .venv/bin/counterseal serve

codes: setup  ## Say how the people of that fair sign in now
	@COUNTERSEAL_DATA_DIRECTORY=.counterseal/fair .venv/bin/counterseal demo --fair small

pictures: setup tools  ## Make the pictures of the tutorial again, by the test that does what it tells
	@COUNTERSEAL_SHOTS=docs/tutorials/pictures PYTHONPATH=tests $(PY) -m pytest -q tests/web/test_three_windows.py

test: setup tools  ## Run the tests; T=path runs one file, folder or test
	@$(PY) $(if $(T),-m pytest "$(T)",$(TESTS))

check:  ## Everything that has to hold before a change is taken
	@$(MAKE) --no-print-directory --jobs=2 setup tools
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target read measured
	@$(MAKE) --no-print-directory others

read: lint types imports

measured:
	@$(PY) $(TESTS) $(MEASURING) $(MEASURED) --cov-report=term:skip-covered --cov-fail-under=100

others:
	@$(PY) $(TESTS) $(MEASURING:%=--ignore=%)

lint: setup  ## Style
	@$(PY) -m ruff format --check . && $(PY) -m ruff check .

types: setup  ## Types, read by mypy and by basedpyright
	@$(PY) -m mypy && $(PY) -m basedpyright

imports: setup  ## Which package may import which
	@.venv/bin/lint-imports

bench: setup  ## Measure; one JSON line a figure; B=name runs one
	@PYTHONPATH=tests $(PY) -m bench $(B)

attacks: setup tools  ## Forge papers in every way we know, and write down who accepts which
	@PYTHONPATH=tests $(PY) -m forgery

golden: setup  ## Write the golden file of each event that has none; never changes one
	@PYTHONPATH=tests $(PY) -m house.golden

cases: setup  ## Write each case for verifiers of bundles that is missing; never changes one
	@PYTHONPATH=tests $(PY) -m conforming.make

conformance: setup  ## Judge a verifier of bundles by all cases; V="command" names one of your own
	@$(PY) conformance/run.py $(or $(V),.venv/bin/counterseal verify)

docs: setup  ## Write anew what docs/ takes from the code
	@PYTHONPATH=tests $(PY) -m house.generated

lock: setup  ## Pin the newest versions that pyproject.toml allows, with their digests
	@.ci/lock

clean:  ## Remove what the targets above made, but for demo-out/
	@rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov
