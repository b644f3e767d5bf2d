"""A comparison as plain values, in the form that `schema/jsx-compare-1.json` describes.

Positions count the characters of each file, as in the output of `jsx extract`; numbers are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jsx_cli.compare import relation as relations
from jsx_cli.compare.comparison import Alignment, Comparison, counts, parameters
from jsx_cli.compare.indicators import Cell, Value
from jsx_cli.compare.paper import Paper
from jsx_cli.compare.values import amount
from jsx_cli.model import Fact, Span

SCHEMA = "jsx-compare/1"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as a dict whose keys always come in the same order."""
    return {
        "schema": SCHEMA,
        "documents": [document(comparison, paper) for paper in comparison.papers],
        "indicators": [
            {"id": row.id, "subject": row.subject, "type": row.type, "unit": row.unit, "documents": row.documents,
             "cells": [cell(one) for one in row.cells]}
            for row in comparison.indicators
        ],
        "measures": [
            {"id": cluster.id, "heading": cluster.heading, "topic": cluster.topic or None,
             "documents": len(cluster.documents),
             "members": [{"document": item.document, "path": item.path, "heading": item.heading}
                         for item in cluster.members]}
            for cluster in comparison.clusters
        ],
        "alignment": [alignment(comparison, row) for row in comparison.alignment],
        "owners": [
            {"body": one.body, "name": one.name, "role": one.role, "document": one.document, "path": one.item,
             "task": one.task, "fact": one.fact.id, **evidence(one.fact)}
            for one in comparison.charges
        ],
        "posts": [
            {"org": one.org or None, "role": one.role or None, "holder": one.holder, "holder_kind": one.holder_kind,
             "document": one.document, "fact": one.fact.id, **evidence(one.fact)}
            for one in comparison.posts
        ],
        "deadlines": [
            {"document": one.document, "path": one.item, "kind": one.kind, "start": one.start or None,
             "end": one.end or None, "action": one.action, "fact": one.fact.id, **evidence(one.fact)}
            for one in comparison.deadlines
        ],
        "diffusion": [
            {"source": one.source, "target": one.target, "directed": one.directed, "share": exact(one.share),
             "share_of_source": exact(one.back), "characters": one.characters,
             "passages": [
                 {"text": passage.text, "length": passage.length,
                  "source": place(comparison.paper(one.source), passage.source),
                  "target": place(comparison.paper(one.target), passage.target)}
                 for passage in one.passages
             ]}
            for one in comparison.flows
        ],
        "citations": [
            {"source": one.source, "target": one.target or None, "title": one.title or None,
             "number": one.number or None, "times": len(one.facts), "facts": [fact.id for fact in one.facts]}
            for one in comparison.citations
        ],
        "counts": counts(comparison),
        "parameters": {
            name: exact(value) if isinstance(value, float) else value for name, value in parameters(comparison).items()
        },
    }  # fmt: skip


def exact(value: float) -> Decimal:
    """A share with four digits at most."""
    return Decimal(str(round(value, 4)))


def document(comparison: Comparison, paper: Paper) -> dict[str, Any]:
    """What is known of a document."""
    source = paper.result.document.aligned.source
    return {
        "id": paper.id, "path": source.name, "sha256": source.sha256, "title": paper.element("title") or None,
        "date": paper.date or None, "issuers": list(paper.issuers), "region": paper.element("region") or None,
        "level": paper.element("level") or None, "group": comparison.group(paper) or None,
        "measures": len(paper.items), "facts": len(paper.result.facts), "upper": paper.id == comparison.upper,
    }  # fmt: skip


def cell(one: Cell) -> dict[str, Any]:
    """What a document says of an indicator."""
    found: dict[str, Any] = {
        "document": one.document, "status": one.status, "facts": [value.fact.id for value in one.values],
    }  # fmt: skip
    if one.values:
        found["values"] = [value_of(value) for value in one.values]
    if one.hint:
        found["sentence"] = one.hint
    return found


def value_of(value: Value) -> dict[str, Any]:
    """A number with all that qualifies it."""
    names = ("value", "low", "high", "comparator", "unit", "per", "kind", "status", "strength")
    fields = {name: value.fact.get(name) for name in names}
    due = value.deadline
    return {
        "text": amount(value.fact), "subject": value.subject,
        **{name: field for name, field in fields.items() if field is not None},
        **({"deadline": due.get("end") or due.evidence.exact} if due else {}),
        **evidence(value.fact),
    }  # fmt: skip


def evidence(fact: Fact) -> dict[str, Any]:
    """The words, and where they stand in the file."""
    own = fact.evidence
    return {"exact": own.exact, "start": own.raw.start, "end": own.raw.end, "sentence": own.sentence}


def place(paper: Paper, span: Span) -> dict[str, int]:
    """Where a stretch stands in the file."""
    start, end = paper.quoted(span)
    return {"start": start, "end": end}


def alignment(comparison: Comparison, row: Alignment) -> dict[str, Any]:
    """A row of the alignment; `tasks` are the sentences that agree."""
    found: dict[str, Any] = {
        "document": row.document,
        "upper": row.upper.path if row.upper else None,
        "lower": row.lower.path if row.lower else None,
        "relation": row.relation,
        "reasons": list(row.reasons),
        "copied": row.copied,
        "score": exact(row.score),
        "upper_heading": row.upper.heading if row.upper else None,
        "lower_heading": row.lower.heading if row.lower else None,
    }
    upper, lower = comparison.paper(comparison.upper), comparison.paper(row.document)
    if row.matches:
        found["tasks"] = [
            {"score": exact(match.score), "upper": place(upper, match.upper.span),
             "lower": place(lower, match.lower.span)}
            for match in row.matches if relations.answers(match)
        ]  # fmt: skip
    return found


def fact_ids(facts: Iterable[Fact]) -> list[str]:
    """The ids, in order."""
    return [fact.id for fact in facts]
