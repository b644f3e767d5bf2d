"""The rows of a shard as Parquet: one table of documents, one of facts, one of notices.

A fact of 46号.txt becomes a row with its `path`, `sha256` and `id`, so that tables join. Lists stay lists; numbers are
binary floating point (the JSON has the exact ones). `end` is a word that programs keep for themselves: positions are
`raw_start` and `raw_end`, the days of a deadline `date_start` and `date_end`, the path
of a measure `measure_path`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jsx_cli.batch.item import Row
from jsx_cli.engine.rule import FACT_FIELDS, LIST_FIELDS

TEXT, WHOLE, REAL, TEXTS, FLAG = "string", "int64", "double", "texts", "bool"

DOCUMENTS = {
    "path": TEXT, "sha256": TEXT, "status": TEXT, "error": TEXT, "media_type": TEXT, "encoding": TEXT, "chars": WHOLE,
    "title": TEXT, "doc_number": TEXT, "issuers": TEXTS, "date": TEXT, "published": TEXT, "doc_type": TEXT,
    "addressees": TEXT, "attached": TEXT, "index_number": TEXT, "region": TEXT, "level": TEXT, "other": TEXT,
    "facts": WHOLE, "notices": WHOLE, "metadata": TEXT, "version": TEXT, "rules": TEXT,
}  # fmt: skip
RENAMED = {"start": "date_start", "end": "date_end", "path": "measure_path"}
NUMBERS = frozenset(("value", "low", "high"))
FACTS = {
    "path": TEXT, "sha256": TEXT, "id": TEXT, "type": TEXT, "rule": TEXT, "section": TEXT, "exact": TEXT,
    "prefix": TEXT, "suffix": TEXT, "raw_start": WHOLE, "raw_end": WHOLE, "raw": TEXT, "sentence": TEXT, "page": WHOLE,
    "block": WHOLE,
    **{
        RENAMED.get(name, name): REAL if name in NUMBERS else TEXTS if name in LIST_FIELDS else TEXT
        for names in FACT_FIELDS.values()
        for name in names
    },
    "other": TEXT,
}  # fmt: skip
NOTICES = {
    "path": TEXT, "sha256": TEXT, "code": TEXT, "severity": TEXT, "message": TEXT, "raw_start": WHOLE, "raw_end": WHOLE,
}  # fmt: skip


def tables(rows: Sequence[Row]) -> dict[str, bytes]:
    """The three tables as Parquet files."""
    documents: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    for row in rows:
        found = json.loads(row.line)
        source = found["source"]
        key = {"path": source["path"], "sha256": source["sha256"]}
        documents.append(_document(found, row))
        facts.extend(_fact(fact, key) for fact in found["facts"])
        notices.extend(
            {**key, **{RAW.get(name, name): value for name, value in notice.items()}} for notice in found["notices"]
        )
    return {
        "documents": parquet(documents, DOCUMENTS),
        "facts": parquet(facts, FACTS),
        "notices": parquet(notices, NOTICES),
    }


RAW = {"start": "raw_start", "end": "raw_end"}


def _document(found: dict[str, Any], row: Row) -> dict[str, Any]:
    source, engine = found["source"], found["engine"]
    own = {
        **{name: source.get(name) for name in ("path", "sha256", "media_type", "encoding", "chars")},
        "status": "failed" if row.error else "done",
        "error": row.error or None,
        "facts": row.facts,
        "notices": row.notices,
        "metadata": row.meta or None,
        "version": engine["version"],
        "rules": engine["rules"],
    }
    return _placed(found["document"], DOCUMENTS, own)


def _fact(fact: dict[str, Any], key: dict[str, str]) -> dict[str, Any]:
    evidence = {RAW.get(name, name): value for name, value in fact["evidence"].items()}
    fields = {RENAMED.get(name, name): value for name, value in fact.items() if name != "evidence"}
    return _placed(fields, FACTS, {**key, **evidence})


def _placed(fields: dict[str, Any], columns: dict[str, str], own: dict[str, Any]) -> dict[str, Any]:
    """The fields in their columns; one that has none, or has another type than its column, goes to `other`."""
    other = {}
    for name, value in fields.items():
        if name in columns and name not in own and _fits(value, columns[name]):
            own[name] = value
        else:
            other[name] = value
    if other:
        own["other"] = json.dumps(other, ensure_ascii=False, sort_keys=True)
    return own


def _fits(value: Any, kind: str) -> bool:
    if kind == REAL:
        return isinstance(value, int | float) and abs(value) < 1e300
    return isinstance(value, {TEXT: str, WHOLE: int, TEXTS: list, FLAG: bool}[kind])


def parquet(records: list[dict[str, Any]], columns: dict[str, str]) -> bytes:
    """A Parquet file with these columns, whether or not there are records."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    kinds = {TEXT: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), TEXTS: pa.list_(pa.string()), FLAG: pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    arrays = [
        pa.array([_clean(record.get(name), kind) for record in records], type=kinds[kind])
        for name, kind in columns.items()
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _clean(value: Any, kind: str) -> Any:
    """Arrow takes no halves of surrogate pairs, which stand for bytes of a name that is no UTF-8."""
    if kind == REAL and value is not None:
        return float(value)
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
