# Everything a person types. Each target makes the virtual environment that it needs (infra/local/venv.py), once.
PYTHON ?= python3
ARGS   ?=
BIN    := .venv/bin

.PHONY: run test check bench package locks venv-run venv-dev venv-engine venv-bench

run: venv-run venv-engine
	@exec $(BIN)/python -m infra.local $(ARGS)

test: venv-dev venv-engine
	$(BIN)/python -m pytest $(ARGS)

check: venv-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python -m infra.check_pages

bench: venv-dev venv-engine venv-bench
	$(BIN)/python -m tests.benchmarks $(ARGS)

package: venv-dev
	$(BIN)/python -m infra.package $(ARGS)

venv-%:
	@command -v $(PYTHON) >/dev/null || { echo "hyperpanel: $(PYTHON) not found: Python 3.11 or newer is needed" >&2; exit 1; }
	@$(PYTHON) infra/local/venv.py $*

# The locks are made from pyproject.toml by uv; CONTRIBUTING.md says when.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make locks" $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 \
          --generate-hashes --no-emit-index-url --no-emit-find-links $(ARGS)
locks: venv-dev
	$(COMPILE) pyproject.toml --extra run -o requirements.txt
	$(COMPILE) pyproject.toml -c requirements.txt -o infra/requirements-lambda.txt
	$(COMPILE) pyproject.toml --extra run --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) pyproject.toml --extra run --extra bench -c requirements-dev.txt -o tests/benchmarks/requirements.txt
	$(COMPILE) infra/local/engine.in -o infra/local/requirements-engine.txt
