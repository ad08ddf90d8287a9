# dwexport: two commands do everything, including set-up: make demo, make test.
# Works with GNU make 3.81, which macOS has.

BIN := .venv/bin
BOOK := out/dwexport-samples.epub
PRINT := out/dwexport-samples.pdf

# The Python for .venv; empty: the first suitable one.
PYTHON ?=
export PYTHON

# What to do about system packages that are missing: install or skip.
SYSTEM ?= install
need = @test "$(SYSTEM)" = skip || tools/system-packages

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check lint coverage lock clean

help:
	@echo 'make demo     set up, and make books of samples/: $(BOOK) and .pdf'
	@echo 'make test     set up, and run every check: format, lint, types, tests'
	@echo 'make check    the same, of the tests only the fast ones'
	@echo 'make lint     format, lint and types alone'
	@echo 'make coverage all tests, and which lines none of them runs: twice as slow'
	@echo 'make lock     renew the locks from pyproject.toml (UPGRADE=1: newest releases)'
	@echo 'make clean    remove all that make has made, .venv included'
	@echo
	@echo 'Variables:    ARGS="-k epub"    more arguments for pytest'
	@echo '              PYTHON=python3.12 the Python that .venv is made with'
	@echo '              SYSTEM=skip       install no system packages'

# $(call make_book,COMMAND,FILE) makes a book of the samples with their own pictures.
make_book = $(BIN)/dwexport $(1) --archive samples --image-mirror samples/images \
    --offline --since 2024-05 -o $(2) >/dev/null || test $$? -eq 3

demo:
	$(need) python fonts pango
	@tools/set-up run
	@mkdir -p $(dir $(BOOK))
	@$(call make_book,epub,$(BOOK))
	@$(call make_book,pdf,$(PRINT))
	@echo
	@echo 'A problem or two are there on purpose: the samples name a picture that does'
	@echo 'not exist, and a character no font has, to show what becomes of them.'
	@echo
	@echo 'The book, for any e-reader:  $(BOOK)'
	@echo 'The same, to be printed:     $(PRINT)'

lint:
	$(need) python
	@tools/set-up dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# pytest comes last, so that its count of passed tests closes the output.
check:
	$(need) python fonts pango
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -m 'not slow' $(ARGS)

test:
	$(need) python fonts pango java
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -ra $(ARGS)

coverage: override ARGS += --cov
coverage: test

# The three locks are resolved together, so that they have the same releases.
# Extras stay in the locks.  Otherwise pip would take a newer release for `name[extra]`,
# find no hash for it, and stop.
compile = build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-strip-extras --custom-compile-command 'make lock' \
    $(if $(UPGRADE),--upgrade)

lock:
	$(need) python
	@test -x build/uv/bin/uv || { \
	    python=$$(tools/find-python) && "$$python" -m venv build/uv && \
	    build/uv/bin/python -m pip --disable-pip-version-check install -q uv; }
	$(compile) pyproject.toml -o requirements.lock
	$(compile) pyproject.toml --extra dev --group build -c requirements.lock \
	    -o requirements-dev.lock
	$(compile) --group build -c requirements-dev.lock -o requirements-build.lock

clean:
	rm -rf .venv build dist out .coverage .pytest_cache .mypy_cache .ruff_cache \
	    .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
