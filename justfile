# What one does every day. `just` alone runs what must be green before a commit.

python := ".venv/bin/python"

all: format test

# An environment with everything, in the versions that CI uses.
setup:
    python3 -m venv .venv
    .venv/bin/pip install -q -c constraints.txt -e '.[dev]'

format:
    {{python}} -m ruff check --fix
    {{python}} -m ruff format

# Lint, types and layers are tests too.
test *args:
    {{python}} -m pytest {{args}}

# What is found in the seeds, written anew; read the difference before it is committed.
golden:
    {{python}} tests/golden/test_seeds.py

# The same as CI, in fresh environments.
ci:
    bash .ci/run
