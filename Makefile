SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON_IN := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export USE_TF := 0
export TF_CPP_MIN_LOG_LEVEL := 3
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

# Tests run side by side, a file at a time: one process for each core, at most four.
TESTERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 4 ] && n=4; echo $$n)
ALONE := not model and not browser and not slow and not server
SMALL := tests/actions tests/bench tests/bot tests/knowledge tests/test_docs.py tests/test_languages.py

.PHONY: help run test quick check train bench evaluate fuzz environment encoder lock audit sbom clean

help: ## show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: train ## start Kanaalcheck on http://localhost:8080
	@exec $(PYTHON_IN) -m bot run

train: encoder ## train the language model, if something it is made from changed
	@$(PYTHON_IN) -m bot train

encoder: environment
	@$(PYTHON_IN) -m knowledge.encoder build --to var/encoder

environment:
	@.make/environment.sh run

check: ## style, types, layers and the register: the gate before every commit
	@.make/environment.sh test
	@$(PYTHON_IN) -m ruff format --check .
	@$(PYTHON_IN) -m ruff check .
	@$(PYTHON_IN) -m mypy
	@.venv/bin/lint-imports
	@.make/commits.sh
	@$(PYTHON_IN) -m knowledge lint

test: check ## everything above, then every test
	@.make/test-servers.sh
	@$(MAKE) --no-print-directory train
	@$(PYTHON_IN) -m pytest -n $(TESTERS) --dist loadfile

quick: environment ## the tests that need neither model, browser nor server
	@.make/environment.sh test
	@$(PYTHON_IN) -m pytest -q -n $(TESTERS) --dist loadfile -m "$(ALONE)" $(SMALL)

evaluate: train ## how well it understands, finds and judges, beside simple baselines
	@$(PYTHON_IN) -m bot evaluate

bench: train ## how fast it is, beside Rasa's own starter bot
	@.make/environment.sh test
	@$(PYTHON_IN) -m bench

SECONDS_EACH ?= 60
fuzz: environment ## look for bytes that break something, a minute for each of five targets (SECONDS_EACH)
	@.make/environment.sh test
	@nice $(PYTHON_IN) -m tests.fuzz --seconds $(SECONDS_EACH)

lock: ## write the hashes of every pinned package anew, after a change of requirements*.lock
	@.make/lock.sh

audit: environment ## known advisories on the pinned packages, by PyPI
	@.make/audit.sh

sbom: environment ## what this is made of, as CycloneDX: var/sbom.json
	@$(PYTHON_IN) -m bot sbom >var/sbom.json && echo var/sbom.json

clean: ## remove everything that was made here
	rm -rf .venv var models .rasa .mypy_cache .ruff_cache .pytest_cache
