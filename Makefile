# Every target sets up what it needs: see tools/setup.sh. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo docs gallery pages desk-css test soak lint format bench lock clean run-ready dev-ready

BIN := .venv/bin
# Files stay with one process, so that what a file builds once is built once, and keep the order in which
# tests/conftest.py puts them: the dear ones first. Two processes more than the machine has processors: two fifths
# of their time tests wait for a server, another process or a lease.
PROCESSES ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 2)))
PYTEST := $(BIN)/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 8 --dist loadfile \
	--no-loadscope-reorder
PIP_COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --all-build-deps --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
EXAMPLE := panel-paper 2025-11
EXAMPLE_FOLDER := output/panel-paper/2025-11

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run-ready:
	@tools/setup.sh run

dev-ready:
	@tools/setup.sh dev

demo: run-ready ## build the worked example: annual report, newsletter, news page and Panel paper; the last line is the paper's path
	@$(BIN)/python -m tools.afresh
	@$(BIN)/reckoner build annual-report 2023-24
	@$(BIN)/reckoner build newsletter 2026-02
	@$(BIN)/reckoner build news 2026-02
	@said=$$($(BIN)/reckoner build $(EXAMPLE)); printf '%s\n' "$$said"; \
	draft=$$(grep -oE '$(EXAMPLE_FOLDER)/draft-[0-9]+' <<<"$$said" | tail -n 1 || true); \
	draft=$${draft:-$$(ls -d $(EXAMPLE_FOLDER)/draft-* | sort -V | tail -n 1)}; \
	echo "To read, write and approve in a browser: $(BIN)/reckoner desk try"; \
	ls "$$draft/panel-paper.pdf"

gallery: dev-ready ## every kind of chart on one page, in colour, in grey, as colour-blind people see it
	@$(BIN)/python -m tools.gallery output/gallery

pages: dev-ready ## build the worked example and lay its pages out as pictures in output/pages
	@$(BIN)/reckoner build $(EXAMPLE)
	@$(BIN)/python tools/pages.py

docs: dev-ready ## build the pages of docs/ as a site in build/site, without a network
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo build/site/index.html

test: dev-ready ## run the tests but the slow ones; ARGS="tests/periods -k leap": those, RECKONER_NO_SKIPS=1: every one
	@$(PYTEST) $(ARGS)

soak: dev-ready ## run every test with every drawn case, ten times as many or more
	@RECKONER_SOAK=1 $(PYTEST) $(ARGS)

lint: dev-ready ## style, types and the permitted imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: dev-ready ## put the code into its usual form
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: dev-ready ## run each benchmarks/bench_*.py, beside what is used instead (three quarters of an hour, 5 GB in BENCH_FOLDER)
	@$(BIN)/python -m pip install --quiet typst papermill nbconvert ipykernel pandas
	@shopt -s nullglob; for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

desk-css: dev-ready ## build the desk's stylesheet from reports/desk/styles
	@npm run --prefix tests/web --silent desk-css > reports/desk/static/desk.css

lock: dev-ready ## bring requirements/ into line with pyproject.toml (ARGS=--upgrade takes newer versions)
	@$(PIP_COMPILE) $(ARGS) --output-file requirements/run.txt pyproject.toml
	@$(PIP_COMPILE) $(ARGS) --extra dev --extra postgresql --constraint requirements/run.txt \
		--output-file requirements/dev.txt pyproject.toml
	@! grep -nE 'https?://|file://|--(extra-)?index-url|--find-links' requirements/*.txt

clean: ## remove the environment, caches and builds; drafts in output/ stay
	rm -rf .venv tests/web/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find reports charts tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
