"""Everything that `jsx compare` knows of several documents, under one roof.

In come results, out goes a `Comparison`: indicators, alignment or clusters, owners, posts, deadlines, diffusion,
citations, with the parameters of the method and counts. Nothing in it depends on the order in which documents came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from jsx_cli.compare import align, clusters, diffusion, indicators, owners
from jsx_cli.compare import relation as relations
from jsx_cli.compare.align import Match
from jsx_cli.compare.paper import Item, Paper, papers
from jsx_cli.errors import JsxError
from jsx_cli.model import DocumentResult
from jsx_cli.records import dataclass

By = Literal["document", "region", "level", "year", "issuer"]
KINDS: tuple[relations.Relation, ...] = ("same", "stronger", "weaker", "partial", "missing", "added")
LEVELS = ("central", "province", "city", "county", "township")


@dataclass(frozen=True, slots=True)
class Alignment:
    """An upper item and the lower one that answers to it; one side is missing where nothing does.

    `copied` where half of the lower item's text or more stands in the upper one; `score` how sure the pair is.
    """

    document: str
    upper: Item | None
    lower: Item | None
    relation: relations.Relation
    reasons: tuple[str, ...]
    copied: bool
    score: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the items of a document are to an upper item together: how many of its tasks they carry out."""

    document: str
    upper: Item
    relation: relations.Relation
    done: int
    tasks: int
    rows: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All views of the same papers. `upper` is the name of the upper plan, "" without one."""

    papers: tuple[Paper, ...]
    upper: str
    by: By
    topic: str
    indicators: tuple[indicators.Indicator, ...]
    clusters: tuple[clusters.Cluster, ...]
    alignment: tuple[Alignment, ...]
    charges: tuple[owners.Charge, ...]
    posts: tuple[owners.Post, ...]
    deadlines: tuple[owners.Due, ...]
    flows: tuple[diffusion.Flow, ...]
    citations: tuple[diffusion.Cite, ...]

    def paper(self, name: str) -> Paper:
        """The paper of that name."""
        return by_name(self.papers)[name]

    def lowers(self) -> tuple[Paper, ...]:
        """All papers but the upper plan."""
        return tuple(paper for paper in self.papers if paper.id != self.upper)

    def answers(self) -> tuple[Answer, ...]:
        """Each upper item in each lower document, in the order of the items and then of the documents."""
        if not self.upper:
            return ()
        rows: dict[tuple[Item, str], list[Alignment]] = {}
        for row in self.alignment:
            if row.upper:
                rows.setdefault((row.upper, row.document), []).append(row)
        return tuple(
            answer(item, paper.id, rows[item, paper.id])
            for item in self.paper(self.upper).items for paper in self.lowers() if (item, paper.id) in rows
        )  # fmt: skip

    def groups(self) -> tuple[tuple[str, tuple[Paper, ...]], ...]:
        """The columns of the tables: each paper, or all of a region, level, year or issuer."""
        found: dict[str, list[Paper]] = {}
        for paper in self.papers:
            found.setdefault(self.group(paper), []).append(paper)
        first = (lambda name: (LEVELS.index(name) if name in LEVELS else 9, name)) if self.by == "level" else None
        names = list(found) if self.by == "document" else sorted(found, key=first)
        return tuple((name, tuple(found[name])) for name in names)

    def group(self, paper: Paper) -> str:
        """The column that a paper belongs to; "" where its document does not say."""
        match self.by:
            case "document":
                return paper.id
            case "year":
                return paper.date[:4]
            case "issuer":
                return "、".join(paper.issuers)
            case _:
                return paper.element(self.by)


@lru_cache(maxsize=4)
def by_name(some: tuple[Paper, ...]) -> dict[str, Paper]:
    """The papers by their names."""
    return {paper.id: paper for paper in some}


def answer(upper: Item, document: str, rows: Sequence[Alignment]) -> Answer:
    """What several rows are together: as the best of them, or by what they carry out one beside the other."""
    best = min(rows, key=lambda row: (KINDS.index(row.relation), -row.score))
    lowers = [row.lower for row in rows if row.lower]
    done = {match.upper for row in rows for match in row.matches if relations.answers(match)}
    kind = best.relation
    if len(lowers) > 1 and kind == "partial":
        kind = relations.together(upper, lowers, (match for row in rows for match in row.matches))
    return Answer(document, upper, kind, len(done), len(upper.tasks), tuple(rows))


def compare(
    results: Iterable[DocumentResult],
    *,
    upper: DocumentResult | None = None,
    by: By = "document",
    topic: str = "",
) -> Comparison:
    """The comparison of several documents; with `upper`, of each against it; with `topic`, of its measures only.

    What carries out a measure of the topic may be filed under another: pairs and clusters are found among all measures.
    """
    every = list(results)
    if upper is not None:
        every = [one for one in every if not same(one, upper)]
    if len(every) + (upper is not None) < 2:
        raise JsxError("there is nothing to compare; name at least two different documents")
    some = papers([*every, upper] if upper is not None else every)
    above = next((paper for paper in some if paper.result is upper), None)
    if above is not None:
        some = (above, *(paper for paper in some if paper is not above))
    rows = tuple(row for paper in some if above is not None and paper is not above for row in aligned(above, paper))
    alike = clusters.clusters(some) if above is None else ()
    inside: frozenset[str] | None = None
    if topic:
        some = about(some, topic)
        rows = tuple(row for row in rows if (one := row.upper or row.lower) and one.topic == topic)
        alike = tuple(cluster for cluster in alike if any(item.topic == topic for item in cluster.members))
        inside = frozenset(fact.id for paper in some for item in paper.items for fact in item.facts)
    return Comparison(
        some, above.id if above else "", by, topic,
        indicators.indicators(some, inside),
        alike,
        rows,
        owners.charges(some, inside), owners.posts(some, inside), owners.deadlines(some, inside),
        diffusion.flows(some), diffusion.citations(some),
    )  # fmt: skip


def about(some: Sequence[Paper], topic: str) -> tuple[Paper, ...]:
    """The papers with their measures of a topic only. Raises `JsxError` where none has any."""
    topics = sorted({item.topic for paper in some for item in paper.items if item.topic})
    if topic not in topics:
        known = "、".join(topics) or "none"
        raise JsxError(f"no measure of these documents has the topic {topic}; their topics are: {known}")
    return tuple(Paper(one.id, one.result, tuple(item for item in one.items if item.topic == topic)) for one in some)


def same(one: DocumentResult, other: DocumentResult) -> bool:
    """True for one and the same file."""
    a, b = one.document.aligned.source, other.document.aligned.source
    return one is other or (a.name == b.name and a.sha256 == b.sha256)


def against(upper: DocumentResult, lower: DocumentResult) -> tuple[Alignment, ...]:
    """How the items of a lower plan stand to those of an upper one.

    Pairs and what is missing come in the order of the upper plan, what is added in that of the lower.
    """
    return aligned(*(papers([one])[0] for one in (upper, lower)))


def aligned(upper: Paper, lower: Paper) -> tuple[Alignment, ...]:
    """The same for papers."""
    found = align.pairs(upper, lower)
    rows = []
    for item in upper.items:
        own = [pair for pair in found if pair.upper is item]
        for pair in own:
            kind, reasons = relations.relation(pair)
            share = relations.copied(pair, upper.text)
            rows.append(
                Alignment(lower.id, item, pair.lower, kind, reasons, share >= relations.COPIED,
                          min(1.0, pair.score), pair.matches)
            )  # fmt: skip
        if not own:
            rows.append(Alignment(lower.id, item, None, "missing", ("无对应条目",), False, 0.0, ()))
    answered = {id(pair.lower) for pair in found}
    rows.extend(
        Alignment(lower.id, None, item, "added", ("上级无对应条目",), False, 0.0, ())
        for item in lower.items
        if id(item) not in answered
    )
    return tuple(rows)


def parameters(comparison: Comparison) -> dict[str, object]:
    """What the method was told, so that the run can be repeated."""
    engine: Sequence[DocumentResult] = [paper.result for paper in comparison.papers]
    return {
        "upper": comparison.upper or None,
        "by": comparison.by,
        "topic": comparison.topic or None,
        "pair_threshold": align.PAIR,
        "pair_threshold_mutual": align.MUTUAL,
        "phrase_threshold": align.PHRASE,
        "task_from": relations.NOTHING,
        "task_whole_from": relations.ALL,
        "weaker_above": relations.SLIGHT,
        "partial_above": relations.PART,
        "clause_threshold": relations.NEAR,
        "copied_from": relations.COPIED,
        "indicator_threshold": indicators.SAME,
        "cluster_threshold": clusters.ALIKE,
        "copied_run": diffusion.RUN,
        "common_share": diffusion.COMMON,
        "version": engine[0].engine.version,
        "rules": engine[0].engine.rules,
    }


def counts(comparison: Comparison) -> dict[str, object]:
    """How much of everything there is, and how much is missing."""
    cells = [cell for row in comparison.indicators for cell in row.cells]
    found: dict[str, object] = {
        "documents": len(comparison.papers),
        "measures": sum(len(paper.items) for paper in comparison.papers),
        "indicators": len(comparison.indicators),
        "indicators_shared": sum(row.documents > 1 for row in comparison.indicators),
        "cells": {kind: sum(cell.status == kind for cell in cells) for kind in ("value", "absent", "not parsed")},
        "responsibilities": len(comparison.charges),
        "posts": len(comparison.posts),
        "deadlines": len(comparison.deadlines),
        "deadlines_without_date": sum(not due.start and not due.end for due in comparison.deadlines),
        "pairs_with_copied_text": len(comparison.flows),
        "citations": len(comparison.citations),
        "documents_without_date": sum(not paper.date for paper in comparison.papers),
        "documents_without_region": sum(not paper.element("region") for paper in comparison.papers),
        "documents_without_measures": sum(not paper.items for paper in comparison.papers),
    }
    if comparison.upper:
        answers = comparison.answers()
        found["alignment"] = {kind: sum(row.relation == kind for row in comparison.alignment) for kind in KINDS}
        found["upper_items"] = {kind: sum(one.relation == kind for one in answers) for kind in KINDS[:5]}
        found["upper_tasks"] = {"all": sum(one.tasks for one in answers), "done": sum(one.done for one in answers)}
    else:
        found["clusters"] = len(comparison.clusters)
        found["clusters_shared"] = sum(len(cluster.documents) > 1 for cluster in comparison.clusters)
    return found
