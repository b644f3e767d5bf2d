"""Hand-marked documents: what people say a document states, to hold against what jsx says.

In comes a folder of `NAME.jsonl` with `NAME.txt` beside it (or in `plain/`), one fact a line:
`{"type": "ratio", "line": 61, "quote": "不低于30%", "value": 0.3, "comparator": ">="}`. Out go `GoldDocument`s
whose facts know where they stand. Other programs' forms are in `jsx_cli.evaluate.exchange`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jsx_cli.errors import JsxError
from jsx_cli.model import FACT_TYPES, Span
from jsx_cli.records import dataclass


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact as an annotator marked it: `span` counts the characters of the annotated text."""

    type: str
    span: Span
    fields: Mapping[str, Any]
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document as an annotator saw it, its facts in the order of the file, and its own data (`meta`)."""

    name: str
    text: str
    facts: tuple[GoldFact, ...]
    meta: Mapping[str, Any]


PLACES = ("type", "line", "quote", "nth")


def read_own(file: Path) -> GoldDocument:
    """The document of one `NAME.jsonl`."""
    beside = (file.with_suffix(".txt"), file.parent / "plain" / f"{file.stem}.txt")
    plain = next((place for place in beside if place.is_file()), None)
    if plain is None:
        raise JsxError(f"{file}: the annotated text is missing; put it into {beside[0].name}, or into {beside[1]}")
    return gold_document(file.stem, read_text(plain), _records(file), where=str(file))


def gold_document(name: str, text: str, records: Sequence[Mapping[str, Any]], where: str = "") -> GoldDocument:
    """The gold of one document from its records. A record whose quote does not stand on its line is an error."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    facts: list[GoldFact] = []
    meta: Mapping[str, Any] = {}
    problems: list[str] = []
    for number, record in enumerate(records, 1):
        if record.get("type") == "meta":
            meta = meta or {key: value for key, value in record.items() if key not in PLACES}
        elif record.get("type") in FACT_TYPES:
            at = _find(lines, record)
            if at is None:
                problems.append(
                    f"{where or name}:{number}: {record.get('quote')!r} is not on line {record.get('line')}"
                )
                continue
            start = starts[record["line"] - 1] + at
            fields = {key: value for key, value in record.items() if key not in PLACES}
            span = Span(start, start + len(record["quote"]))
            facts.append(GoldFact(record["type"], span, fields, record["line"], record["quote"]))
        else:
            problems.append(f"{where or name}:{number}: unknown type {record.get('type')!r}")
    if problems:
        raise JsxError(problems[0], problems=tuple(problems[1:]))
    return GoldDocument(name, text, tuple(facts), meta)


def from_spans(
    name: str, text: str, spans: Iterable[tuple[str, Span, Mapping[str, Any]]], meta: Mapping[str, Any]
) -> GoldDocument:
    """A document from what other programs say of it: type, place and fields of each fact."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    facts = [
        GoldFact(kind, span, dict(fields), bisect_right(starts, span.start), span.of(text))
        for kind, span, fields in spans
    ]
    return GoldDocument(name, text, tuple(facts), dict(meta))


def _find(lines: Sequence[str], record: Mapping[str, Any]) -> int | None:
    """Where on its line the quote stands, for the n-th time where the record says `nth`."""
    line, quote, nth = record.get("line"), record.get("quote"), record.get("nth", 1)
    if not isinstance(line, int) or not isinstance(quote, str) or not quote or not 1 <= line <= len(lines):
        return None
    at = -1
    for _ in range(nth if isinstance(nth, int) else 1):
        at = lines[line - 1].find(quote, at + 1)
        if at < 0:
            return None
    return at


def records(document: GoldDocument) -> list[dict[str, Any]]:
    """The document as records of the project's own form; `gold_document` reads them back as they were.

    A fact on several lines is cut to its first, since a record points at one line.
    """
    lines = document.text.split("\n")
    found: list[dict[str, Any]] = []
    if document.meta:
        found.append({"type": "meta", "line": 1, "quote": lines[0], **document.meta})
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for fact in document.facts:
        number, quote = fact.line, fact.quote.partition("\n")[0]
        at, nth, seen = fact.span.start - starts[number - 1], 1, lines[number - 1].find(quote)
        while 0 <= seen < at:
            nth, seen = nth + 1, lines[number - 1].find(quote, seen + 1)
        place = {"type": fact.type, "line": number, "quote": quote, **({"nth": nth} if nth > 1 else {})}
        found.append({**place, **fact.fields})
    return found


def read_text(path: Path) -> str:
    """The characters of a UTF-8 file, line ends as they are."""
    try:
        # Not read_text, which would turn \r\n into \n and shift every position.
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise JsxError(f"{path}: cannot be read ({error})") from error


def _records(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line, parse_float=Decimal)
            except ValueError as error:
                raise JsxError(f"{path}:{number}: not a line of JSON ({error})") from error
            if not isinstance(record, dict):
                raise JsxError(f"{path}:{number}: a line of gold is an object with a type, a line and a quote")
            found.append(record)
    return found
