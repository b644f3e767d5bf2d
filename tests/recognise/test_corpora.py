"""Every line of the corpora: a value and the ways to say it, and what must stay silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from jsx_cli.recognise import recognise_phrase

CORPORA = Path(__file__).parents[1] / "corpora"
KINDS = ("number", "ratio", "money", "quantity", "date", "duration", "recurrence", "docnumber", "silent")
TODAY = date(2022, 5, 25)


def entries(kind: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((CORPORA / f"{kind}.yaml").read_text(encoding="utf-8"))
    return loaded


SAID = [(kind, entry["value"], text) for kind in KINDS for entry in entries(kind) for text in entry.get("says", ())]
SILENT = [(kind, text) for kind in KINDS for entry in entries(kind) for text in entry.get("silent", ())]


@pytest.mark.parametrize(("kind", "value", "text"), SAID, ids=lambda item: str(item))
def test_says(kind: str, value: dict[str, Any], text: str) -> None:
    found = recognise_phrase(text, TODAY)
    assert [item["kind"] for item in found] == [kind]
    said = found[0]["value"]
    wanted = {key: item.isoformat() if isinstance(item, date) else item for key, item in value.items()}
    given = {key: float(said[key]) if isinstance(said.get(key), Decimal) else said.get(key) for key in wanted}
    assert given == pytest.approx(wanted)
    assert found[0]["text"] == text[found[0]["start"] : found[0]["end"]]


@pytest.mark.parametrize(("kind", "text"), SILENT, ids=lambda item: str(item))
def test_is_silent(kind: str, text: str) -> None:
    found = recognise_phrase(text, TODAY)
    if kind != "silent":
        found = [item for item in found if item["kind"] == kind]
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_has_forty_lines(kind: str) -> None:
    lines = sum(len(entry.get("says", ())) + len(entry.get("silent", ())) for entry in entries(kind))
    assert lines >= 40
