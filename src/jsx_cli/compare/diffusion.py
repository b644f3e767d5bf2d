"""What one document took from another: copied text, the longest passages, who came first, who names whom.

Boilerplate does not count: phrases of a list (经市政府同意), and, among many documents, what stands in more than
half of them. A stretch of 以市场主体获得感为评价标准 that two documents share is copied from the earlier one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from jsx_cli.compare.paper import Paper
from jsx_cli.lexicon import pattern
from jsx_cli.model import Fact, Span
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass

RUN = 13  # characters that must agree in a row, marks not counted
COMMON, FEW = 0.5, 6  # text in more than half of at least six documents is boilerplate
LONGEST = 5
LETTER = late(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that two documents share, as the later has it: how many letters, marks not counted, and where in each."""

    text: str
    length: int
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Flow:
    """What two documents share. `source` is the earlier where dates tell (`directed`).

    `share` is the part of the target's text that stands in the source, `back` the part of the source's in the target.
    """

    source: str
    target: str
    directed: bool
    share: float
    back: float
    characters: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """A document that is named: by whom, how often, and which of the compared ones it is ("" for none)."""

    source: str
    target: str
    title: str
    number: str
    facts: tuple[Fact, ...]


class Letters:
    """The letters of a paper without marks, each with its place; boilerplate of the list is told apart."""

    def __init__(self, paper: Paper) -> None:
        found = [(mark[0], mark.start()) for mark in LETTER.finditer(paper.text)]
        self.source = paper.text
        self.text = "".join(letter for letter, _ in found)
        self.places = [place for _, place in found]
        self.plain = bytearray(b"\x01" * len(self.text))
        for phrase in boilerplate().finditer(self.text):
            self.plain[phrase.start() : phrase.end()] = bytes(phrase.end() - phrase.start())

    def span(self, start: int, end: int) -> Span:
        """Where letters stand in the normalised text."""
        return Span(self.places[start], self.places[end - 1] + 1)


@cache
def boilerplate() -> re.Pattern[str]:
    """The phrases of the list, without their marks."""
    return compiled(re.sub(r"[^\u4e00-\u9fffA-Za-z0-9|():?]|\\", "", pattern("compare_boilerplate")))


def flows(some: Sequence[Paper]) -> tuple[Flow, ...]:
    """Each pair of documents that share text, the largest shares first."""
    letters = [Letters(paper) for paper in some]
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, own in enumerate(letters):
        for where in range(len(own.text) - RUN + 1):
            if own.plain[where] and own.plain[where + RUN - 1]:
                index[own.text[where : where + RUN]].append((at, where))
    most = COMMON * len(some) if len(some) >= FEW else len(some)
    shared = {run: places for run, places in index.items() if 2 <= len({at for at, _ in places}) <= most}
    del index
    covers: list[dict[int, list[list[int]]]] = [defaultdict(list) for _ in some]
    size = [0] * len(some)
    for at, own in enumerate(letters):
        size[at] = sum(own.plain)
        for where in range(len(own.text) - RUN + 1):
            places = shared.get(own.text[where : where + RUN])
            if not places:
                continue
            for other in {place[0] for place in places}:
                if other != at:
                    extend(covers[at][other], where, where + RUN)
    found = []
    for one in range(len(some)):
        for other in sorted(covers[one]):
            if other > one:
                found.append(flow(some, letters, shared, covers, size, one, other))
    found.sort(key=lambda flow: (-flow.share, flow.source, flow.target))
    return tuple(found)


def extend(stretches: list[list[int]], start: int, end: int) -> None:
    """The stretch joins the last one where they touch."""
    if stretches and stretches[-1][1] >= start:
        stretches[-1][1] = end
    else:
        stretches.append([start, end])


def flow(
    some: Sequence[Paper],
    letters: Sequence[Letters],
    shared: dict[str, list[tuple[int, int]]],
    covers: Sequence[dict[int, list[list[int]]]],
    size: Sequence[int],
    one: int,
    other: int,
) -> Flow:
    """What two documents share, from the earlier to the later."""
    dates = some[one].date, some[other].date
    directed = bool(dates[0] and dates[1] and dates[0] != dates[1])
    if directed and dates[1] < dates[0]:
        one, other = other, one
    taken, given = covers[other][one], covers[one][other]
    passages = longest(letters[one], letters[other], shared, one, taken)
    characters = sum(end - start for start, end in taken)
    return Flow(
        some[one].id, some[other].id, directed, round(characters / (size[other] or 1), 4),
        round(sum(end - start for start, end in given) / (size[one] or 1), 4), characters, passages,
    )  # fmt: skip


def longest(
    source: Letters, target: Letters, shared: dict[str, list[tuple[int, int]]], source_at: int, taken: list[list[int]]
) -> tuple[Passage, ...]:
    """The longest passages that stand in both word for word, in the order of their length."""
    found: list[tuple[int, int, int]] = []
    for start, end in sorted(taken, key=lambda stretch: (stretch[0] - stretch[1], stretch[0]))[: 2 * LONGEST]:
        best, where = (0, 0, 0), start
        while where + RUN <= end:
            length = 0
            for at, place in shared.get(target.text[where : where + RUN], ()):
                if at != source_at:
                    continue
                run = RUN
                while (where + run < end and place + run < len(source.text)
                       and source.text[place + run] == target.text[where + run]):  # fmt: skip
                    run += 1
                if run > length:
                    length = run
                    best = max(best, (run, -where, place))
            where += max(1, length - RUN + 1)
        if best[0]:
            found.append(best)
    found.sort(key=lambda passage: (-passage[0], -passage[1]))
    return tuple(
        Passage(target.span(-at, -at + run).of(target.source), run,
                source.span(place, place + run), target.span(-at, -at + run))
        for run, at, place in found[:LONGEST]
    )  # fmt: skip


def citations(some: Sequence[Paper]) -> tuple[Cite, ...]:
    """Who names which document; those of the comparison first, then the others by how many name them."""
    by_number = {bare(paper.element("doc_number")): paper.id for paper in some if paper.element("doc_number")}
    titles = {paper.id: names(paper) for paper in some}
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    known: dict[tuple[str, str], str] = {}
    for paper in some:
        for fact in paper.result.facts:
            if fact.type != "citation":
                continue
            title, number = str(fact.get("title") or ""), str(fact.get("number") or "")
            target = by_number.get(bare(number), "") if number else ""
            target = target or next(
                (name for name in sorted(titles) if bare(title) in titles[name] and bare(title)), ""
            )
            if target == paper.id:
                continue
            key = (paper.id, target or bare(title) or bare(number))
            found[key].append(fact)
            known[key] = target
    cites = []
    for (source, _), facts in found.items():
        first = min(facts, key=lambda fact: (fact.evidence.span, fact.id))
        cites.append(
            Cite(source, known[source, _], str(first.get("title") or ""), str(first.get("number") or ""), tuple(facts))
        )
    counts: dict[str, int] = defaultdict(int)
    for cite in cites:
        counts[bare(cite.title or cite.number)] += 1
    cites.sort(key=lambda one: (not one.target, -counts[bare(one.title or one.number)], bare(one.title), one.source))
    return tuple(cites)


def names(paper: Paper) -> frozenset[str]:
    """Under which titles a paper may be named."""
    title = paper.element("title")
    inner = re.findall("《([^《》]+)》", title)
    after = re.split(f"关于{pattern('promulgate_verbs')}|印发", title)
    bare_after = re.sub("的(?:通知|公告|函|决定)$", "", after[-1]) if len(after) > 1 else ""
    return frozenset(bare(name) for name in (title, paper.element("attached"), bare_after, *inner) if name)


def bare(text: str) -> str:
    """The letters of a title or number."""
    return "".join(LETTER.findall(text))
