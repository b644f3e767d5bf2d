"""A document as it is compared: its items, each with its tasks, and where they stand.

In comes a `DocumentResult`, out goes a `Paper`. An item is a measure of the document (二/(一) 市场准入退出); its tasks
are its sentences (全面推行企业名称申报承诺制，提高一次核准率), without the brackets that only name who is in charge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath

from jsx_cli.compare.words import Grams, grams, rank
from jsx_cli.lexicon import pattern
from jsx_cli.model import DocumentResult, Fact, Section, Span
from jsx_cli.patterns import late
from jsx_cli.records import dataclass

SENTENCE = late(r"[^。；！？;\n]+")
# A comma after 流程中, 批复后 parts no clause: what follows is when or where it is done.
COMMA = late(r"(?<![中上下时后前内])[，,：:]")
OPENS, CLOSES, WHOLE, LABELS, ENDS = (
    pattern("compare_duties", **{part: "yes"}) for part in ("opens", "closes", "whole", "labels", "ends")
)
CHARGE = late(
    rf"[（(]{OPENS}[^（）()]{{0,300}}[）)]"
    rf"|[（(][^（）()。\n]{{0,300}}{CLOSES}[^（）()。\n]{{0,12}}[）)]"
    rf"|[（(][^（）()。\n]{{0,120}}{WHOLE}[^（）()。\n]{{0,80}}[）)]"
    rf"|{LABELS}(?:单位|部门|领导)\s?[：:][^\n]{{0,300}}"
)
# What only names who is in charge: 责任单位：…, 市发展改革委牵头. 由税务部门核定 is what is to be done.
BODIES = late(rf"^{LABELS}|{ENDS}[）)]?$")
SHORTEST = 6


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A clause of a task: what it is about, and how firmly it is put. 探索建立评价标准 is softer than 建立评价标准."""

    text: str
    grams: Grams
    rank: int
    word: str


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A sentence of an item, and what it is about."""

    span: Span
    text: str
    grams: Grams

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are about anything."""
        return clauses_of(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A measure with its tasks and the facts that stand in it."""

    document: str
    path: str
    heading: str
    span: Span
    tasks: tuple[Task, ...]
    facts: tuple[Fact, ...]
    topic: str = ""
    strength: str = ""

    @property
    def key(self) -> tuple[int, str]:
        """Items in the order of the text."""
        return (self.span.start, self.path)


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A document under a short name, with its items."""

    id: str
    result: DocumentResult
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.result.document.text

    def element(self, name: str) -> str:
        """One of the document's own data, "" where it is not known."""
        return self.result.document.element(name) or ""

    @property
    def title(self) -> str:
        """The title, or the name of the file."""
        return self.element("title") or self.id

    @property
    def place(self) -> str:
        """The name that tables have for it: the region, or the title of a paper without one."""
        return self.element("region") or self.title

    @property
    def date(self) -> str:
        """The day of the paper, or that of its publication."""
        return self.element("date") or self.element("published")

    @property
    def issuers(self) -> tuple[str, ...]:
        """Who issued it."""
        return tuple(element.value for element in self.result.document.elements if element.name == "issuers")

    def quoted(self, span: Span) -> tuple[int, int]:
        """Where a stretch stands in the file."""
        raw = self.result.document.aligned.to_raw(span)
        return raw.start, raw.end


def papers(results: Iterable[DocumentResult]) -> tuple[Paper, ...]:
    """The documents in the order of their names, whatever the order in which they came."""
    some = sorted(results, key=lambda one: (one.document.aligned.source.name, one.document.aligned.source.sha256))
    names = identifiers([one.document.aligned.source.name for one in some])
    return tuple(Paper(name, one, items(one, name)) for name, one in zip(names, some, strict=True))


def identifiers(paths: Sequence[str]) -> list[str]:
    """The name of each file without its ending; where two are the same, with the folders that tell them apart."""
    parts = [PurePath(path.replace("\\", "/")).with_suffix("").parts or (path,) for path in paths]
    found: list[str] = []
    for at, own in enumerate(parts):
        others = [other for where, other in enumerate(parts) if where != at]
        depth = next((n for n in range(1, len(own)) if all(other[-n:] != own[-n:] for other in others)), len(own))
        name = "/".join(part for part in own[-depth:] if part != "/")
        twins = sum(other == own for other in parts[:at])
        found.append(f"{name}-{twins + 1}" if twins else name)
    return found


def items(result: DocumentResult, name: str = "") -> tuple[Item, ...]:
    """The measures of the document, in the order of the text."""
    document = result.document
    sections: dict[str, list[Section]] = {}
    for section in document.sections():
        sections.setdefault(section.path, []).append(section)
    facts = sorted(result.facts, key=lambda fact: (fact.evidence.span.start, fact.evidence.span.end, fact.id))
    found: dict[Span, Item] = {}
    for fact in facts:
        if fact.type != "measure":
            continue
        path, at = str(fact.get("path") or fact.section), fact.evidence.span
        own = next((one for one in sections.get(path, ()) if one.span.covers(at)), None)
        span = own.span if own and fact.get("kind") != "prose" else sentence_around(document.text, at)
        heading = str(fact.get("heading") or (own.heading if own else "") or fact.evidence.exact)
        if span not in found:
            within = tuple(one for one in facts if one.type != "measure" and span.covers(one.evidence.span))
            body = Span(body_start(document.text, own) if own and span == own.span else span.start, span.end)
            charged = [one.evidence.span for one in within if one.type == "responsibility"]
            found[span] = Item(
                name, path, heading, span, tasks(document.text, body, charged, heading, span), within,
                str(fact.get("topic") or ""), str(fact.get("strength") or ""),
            )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda item: item.key))


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that holds the span."""
    start = max(text.rfind(mark, 0, span.start) for mark in "。；！？\n") + 1
    ends = [at for mark in "。；！？\n" if (at := text.find(mark, span.end)) >= 0]
    return Span(start, min(ends, default=len(text)))


def body_start(text: str, section: Section) -> int:
    """Where the tasks begin: after the heading, or with it where that is the first sentence or its beginning."""
    if text[section.lead.end : section.lead.end + 1] in ("，", ",", "、", "；", ";") or "，" in section.lead.of(text):
        return section.lead.start + len(section.marker)
    return section.lead.end


def tasks(text: str, body: Span, charged: Sequence[Span], heading: str, whole: Span) -> tuple[Task, ...]:
    """The sentences of the body; the heading where there is nothing below it."""
    blank = body.of(text)
    for span in charged:
        if span.start >= body.start and BODIES.search(span.of(text)):
            blank = blank[: span.start - body.start] + " " * len(span) + blank[span.end - body.start :]
    blank = CHARGE.sub(lambda found: " " * len(found[0]), blank)
    found = []
    for sentence in SENTENCE.finditer(blank):
        words = sentence[0].strip()
        if len(words) >= SHORTEST and (known := grams(words)):
            start = body.start + sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            found.append(Task(Span(start, start + len(words)), words, known))
    return tuple(found) or (Task(whole, heading, grams(heading)),)


@lru_cache(maxsize=20_000)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence that are about anything."""
    parts = (part.strip() for part in COMMA.split(text))
    return tuple(Clause(part, known, *rank(part)) for part in parts if (known := grams(part)))
