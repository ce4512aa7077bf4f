# Needs only make and python3 (3.11 to 3.13). Another interpreter: make PYTHON=python3.12 ...
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run screenshots setup test test-soak test-llm check eval bench constraints clean

# Set up, index the sample policies, and start the service (port 8000) and the chat page (port 8501); Ctrl-C stops both.
# With CLAUSEWISE_API_URL only the page is started, over that service.
run: setup
	@if [ -z "$$CLAUSEWISE_API_URL" ]; then $(BIN)/clausewise ingest corpus; fi
	@$(BIN)/clausewise run

# A second time both steps find their work done: the first by its stamp, the second by the files' checksums.
setup: $(VENV)/.installed
	@$(BIN)/clausewise models install

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# Tests start processes of ours: without the compiled files each would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

# All tests but those that take minutes; .ci/run narrows them to those that `make check` has not run.
MARKED := not soak and not llm
test: setup
	$(BIN)/pytest -n 2 --dist worksteal -m "$(MARKED)"

# What takes minutes, and every property with 1,000 examples; needs the network once, to install the wheel's dependencies into an empty environment.
test-soak: setup
	$(BIN)/pytest -m soak
	$(BIN)/pytest -n 2 -m "hypothesis and not soak and not slow" --hypothesis-profile=soak

# A real small language model in this process: llama.cpp is compiled, 1.1 GB of weights fetched, and 20 questions asked.
# The real policies must be there, see tests/real_corpus.py; 4 to 60 s a question.
test-llm: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[local]'
	$(BIN)/clausewise models install --chat
	CLAUSEWISE_REQUIRE_REAL_CORPUS=1 $(BIN)/pytest -m llm -s tests/llm

# Seconds: style, types, import rules, and the tests that need neither the model nor another process.
check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal -m "not soak and not llm and not model and not slow"

# Fails where answers got worse than evals/baseline.json; build/eval.html shows what changed.
eval: setup
	@mkdir -p build
	$(BIN)/clausewise eval --write build/eval.html --write build/eval.xml

bench: setup
	$(BIN)/python -m bench.bench

# Pictures of every state of the chat page, into docs/img; needs Chromium.
screenshots: setup
	$(BIN)/python -m tests.ui.screenshots docs/img

# Pin what a fresh environment resolves to: names and versions only.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check '.[dev]'
	build/constraints/bin/python -m pip freeze --all --exclude pip --exclude clausewise > constraints.txt
	rm -rf build/constraints

clean:
	rm -rf $(VENV) build dist .clausewise *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .grimp_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
