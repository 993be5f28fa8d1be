# Everything a person types. Each target makes the virtual environment that it needs (infra/local/venv.py), once.
PYTHON ?= python3
ARGS   ?=
BIN    := .venv/bin

.PHONY: run test check shots bench package locks

run: venvs-run-engine
	@exec $(BIN)/python -m infra.local $(ARGS)

test: venvs-dev-engine
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: venvs-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python -m infra.check_pages

# Pictures of every page, to be looked at, in out/shots.
shots: venvs-dev
	$(BIN)/python -m tests.e2e.shots $(ARGS)

bench: venvs-dev-engine-bench
	$(BIN)/python -m tests.benchmarks $(ARGS)

package: venvs-run
	$(BIN)/python -m infra.package $(ARGS)

venvs-%:
	@command -v $(PYTHON) >/dev/null || { echo "hyperpanel: $(PYTHON) not found: Python 3.11 or newer is needed" >&2; exit 1; }
	@$(PYTHON) infra/local/venv.py $(subst -, ,$*)

# The locks are made from pyproject.toml by uv; CONTRIBUTING.md says when.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make locks" $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 \
          --generate-hashes --no-emit-index-url --no-emit-find-links $(ARGS)
locks: venvs-dev
	$(COMPILE) pyproject.toml --extra run -o requirements.txt
	$(COMPILE) pyproject.toml -c requirements.txt -o infra/requirements-lambda.txt
	$(COMPILE) pyproject.toml --extra run --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) pyproject.toml --extra run --extra bench -c requirements-dev.txt -o tests/benchmarks/requirements.txt
	$(COMPILE) infra/local/engine.in -o infra/local/requirements-engine.txt
