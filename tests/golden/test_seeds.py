"""The four seed documents and all that is found in them.

Each golden file was read against its document before it was accepted. `just golden` writes them anew; the difference
is read like code.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jsx_cli import api
from jsx_cli.model import DocumentResult
from jsx_cli.normalise import normalise
from jsx_cli.report import dumps, to_dict

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parents[1] / "data" / "seeds").glob("*.txt"))
NAMES = [path.stem for path in SEEDS]


@pytest.fixture(scope="module")
def results() -> dict[str, DocumentResult]:
    return {path.stem: api.analyze(path) for path in SEEDS}


def golden(result: DocumentResult) -> str:
    """What is compared: all but the path and the digest, which change with the place and with every rule."""
    told: dict[str, Any] = to_dict(result)
    told["source"].pop("path")
    told.pop("engine")
    return dumps(told, indent=1) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_as_it_was_read(name: str, results: dict[str, DocumentResult]) -> None:
    path = HERE / f"{name}.json"
    wanted, got = json.loads(path.read_text(encoding="utf-8")), json.loads(golden(results[name]))
    for key in wanted:
        assert got[key] == wanted[key], f"{key}: write it anew with `just golden` and read the difference"
    assert got == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_quotes_the_file(name: str, results: dict[str, DocumentResult]) -> None:
    text = (HERE.parents[1] / "data" / "seeds" / f"{name}.txt").read_bytes().decode("utf-8")
    for fact in results[name].facts:
        raw = fact.evidence.raw
        assert text[raw.start : raw.end] == fact.evidence.quote


@pytest.mark.parametrize("name", NAMES)
def test_the_raw_characters_alone_give_the_exact_words(name: str, results: dict[str, DocumentResult]) -> None:
    source = results[name].document.aligned.source
    for fact in results[name].facts:
        alone = normalise(replace(source, text=fact.evidence.quote, blocks=()))
        assert alone.aligned.text == fact.evidence.exact


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_says_the_same(name: str, results: dict[str, DocumentResult]) -> None:
    path = next(path for path in SEEDS if path.stem == name)
    assert golden(api.analyze(path)) == golden(results[name])


if __name__ == "__main__":
    for seed in SEEDS:
        (HERE / f"{seed.stem}.json").write_text(golden(api.analyze(seed)), encoding="utf-8")
