"""Parquet: three tables that join, with a column for every field."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from pyarrow import parquet

from jsx_cli import api
from jsx_cli.batch.item import Row
from jsx_cli.batch.tables import FACTS, RENAMED, tables
from jsx_cli.engine.rule import FACT_FIELDS
from jsx_cli.report import dumps, to_dict

SEED = next((Path(__file__).parents[2] / "data/seeds").glob("003*.txt"))


def read(found: dict[str, Any], **row: Any) -> dict[str, list[dict[str, Any]]]:
    line = dumps(found, indent=None).encode()
    made = tables([Row("x", found["source"]["sha256"], line, len(found["facts"]), len(found["notices"]), **row)])
    return {name: parquet.read_table(io.BytesIO(data)).to_pylist() for name, data in made.items()}


def test_every_field_has_its_column() -> None:
    fields = {RENAMED.get(name, name) for names in FACT_FIELDS.values() for name in names}
    assert not fields - set(FACTS)


def test_a_document_as_tables() -> None:
    result = api.analyze(SEED)
    found = json.loads(dumps(to_dict(result)))
    made = read(found, meta='{"a":1}')
    (document,) = made["documents"]
    assert document["doc_number"] == "嘉政办发〔2022〕46号"
    assert document["issuers"] == ["嘉峪关市人民政府办公室"]
    assert (document["facts"], document["status"], document["metadata"]) == (len(found["facts"]), "done", '{"a":1}')
    assert len(made["facts"]) == len(found["facts"])
    for row, fact in zip(made["facts"], found["facts"], strict=True):
        assert row["raw_start"] == fact["evidence"]["start"]
        for name, value in fact.items():
            if name != "evidence":
                assert row[RENAMED.get(name, name)] == value, name


def test_nothing_that_is_odd_is_lost() -> None:
    found: dict[str, Any] = {
        "source": {"path": "x", "sha256": "0"},
        "document": {"title": "通知", "colour": "红"},
        "facts": [{"id": "1", "evidence": {"start": 1, "end": 2}, "value": "many", "new": [1]}],
        "notices": [{"code": "c", "severity": "info", "message": "m"}],
        "engine": {"version": "1", "rules": "2"},
    }
    made = read(found, error="timeout")
    assert made["documents"][0]["other"] == '{"colour": "红"}'
    assert made["documents"][0]["error"] == "timeout"
    assert json.loads(made["facts"][0]["other"]) == {"value": "many", "new": [1]}
    assert made["notices"][0]["raw_start"] is None
