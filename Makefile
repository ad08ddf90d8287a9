# dwexport: two commands do everything, set-up included: make demo, make test.
# Plain enough for the GNU make 3.81 of macOS.

BIN := .venv/bin
BOOK := out/dwexport-samples.epub

# The Python that .venv is made with; empty: the first that fits.
PYTHON ?=
export PYTHON

# What to do about system packages that are missing: install or skip.
SYSTEM ?= install
need = @test "$(SYSTEM)" = skip || tools/system-packages

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check lock clean

help:
	@echo 'make demo     set up, and make a book of samples/: $(BOOK)'
	@echo 'make test     set up, and run every check: format, lint, types, tests'
	@echo 'make check    the same without the tests'
	@echo 'make lock     renew the locks from pyproject.toml (UPGRADE=1: newest releases)'
	@echo 'make clean    remove all that make has made, .venv included'
	@echo
	@echo 'Variables:    ARGS="-k epub"    more arguments for pytest'
	@echo '              PYTHON=python3.12 the Python that .venv is made with'
	@echo '              SYSTEM=skip       install no system packages'

demo:
	$(need) python fonts
	@tools/set-up run
	@mkdir -p $(dir $(BOOK))
	@status=0; \
	$(BIN)/dwexport epub --archive samples --image-mirror samples/images \
	    --offline --since 2024-05 -o $(BOOK) >/dev/null || status=$$?; \
	case $$status in \
	0) ;; \
	3) echo 'Exit code 3 means: made, with problems. One is there on purpose: the'; \
	   echo 'samples name a picture that does not exist, to show what becomes of it.';; \
	*) exit $$status;; \
	esac; \
	echo; \
	echo 'The book, for any e-reader:  $(BOOK)'

check:
	$(need) python
	@tools/set-up dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# pytest comes last, so that its count of passed tests closes the output.
test:
	$(need) python fonts java
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -ra --cov $(ARGS)

# One resolution for three lists: what two of them name has the same release.
compile = build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

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
