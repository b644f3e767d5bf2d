"""What is measured in several places: indicators as rows, documents as columns.

In come papers, out go indicators with a cell for each document. 基层一线人员在理事会中的比例 in one plan and
理事会中基层代表占比 in another are one row. The object, the unit and the direction of the bound decide before any
likeness of words: 民生支出占比不低于80% and 行政经费占比不高于8% never are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Literal

from jsx_cli.compare.link import groups
from jsx_cli.compare.paper import Paper
from jsx_cli.compare.relation import figure, opposite
from jsx_cli.compare.words import Grams, Weights, folded, grams
from jsx_cli.lexicon import pattern
from jsx_cli.model import Fact
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass

SAME = 0.52
# Of a subject that stands in a longer one, this much must.
WITHIN = 0.75
# A subject of fewer pairs of characters than this says too little by itself: 比例, 响应.
TELLING = 3
DIGIT = late(r"[0-9](?:%|[\u4e00-\u9fff])|百分之|[一二三四五六七八九]成|[一二三四五六七八九十百]+(?:名|家|人)")
# What an article begins with before it speaks of its object.
FORM = late("(?:对?违反|第.{1,6}条|对?有下列|由|拒不改正|逾期|处|经)[^，,。]{0,40}")
MARKER = late(r"^[（(]?\d{1,3}[）).、．]\s?")
CELL = Literal["value", "absent", "not parsed"]


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A number of a document: its fact, the deadline of its sentence, and what it is about."""

    paper: Paper
    fact: Fact
    deadline: Fact | None
    subject: str
    about: Grams
    head: str
    weak: bool
    around: Grams


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says of an indicator. `hint` is the sentence that speaks of it where no number was read."""

    document: str
    status: CELL
    values: tuple[Value, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, in the shortest words of the documents, and a cell for each document."""

    id: str
    subject: str
    type: str
    unit: str
    cells: tuple[Cell, ...]

    @property
    def documents(self) -> int:
        """How many documents give a value."""
        return sum(cell.status == "value" for cell in self.cells)


@cache
def ending() -> re.Pattern[str]:
    """The words at the end of a subject that say how it is counted."""
    return compiled(f"{pattern('compare_heads')}$")


# Words between two objects, and the time that a subject may end with.
SPLIT = late(r"[^\u4e00-\u9fffA-Za-z0-9]+|[的中在对和与及占]")
TIME = late(r"(?:到|至)?\d{4}年.{0,6}$|(?:要|须|达到|达)$")


def pairs_of(text: str) -> Grams:
    """All pairs of characters of a text that is about one object."""
    return frozenset(part[at : at + 2] for part in SPLIT.split(text) for at in range(len(part) - 1))


def indicators(some: Sequence[Paper], inside: frozenset[str] | None = None) -> tuple[Indicator, ...]:
    """The indicators of the papers, those of most documents first. `inside` holds the ids of the facts that count."""
    values = [value for paper in some for value in values_of(paper) if inside is None or value.fact.id in inside]
    weights = Weights(value.about for value in values)
    nearby = Weights(value.around for value in values)
    index: dict[str, list[int]] = defaultdict(list)
    edges: dict[tuple[int, int], float] = {}
    for at, value in enumerate(values):
        shared: set[int] = set()
        # The rarest pairs of characters lead to all that can be alike; the commonest to thousands that are not.
        rare = sorted(value.about, key=lambda gram: (weights.counts[gram], gram))
        for gram in rare[: max(3, (len(rare) + 1) // 2)]:
            shared.update(index[gram])
        for gram in rare:
            index[gram].append(at)
        for other in sorted(shared):
            likeness = alike(values[other], value, nearby)
            if likeness >= SAME / 2 and comparable(values[other], value):
                edges[other, at] = likeness

    def apart(one: list[int], other: list[int]) -> bool:
        return any(
            not comparable(values[a], values[b]) or (
                values[a].paper.id == values[b].paper.id and values[a].subject != values[b].subject)
            for a in one for b in other
        )  # fmt: skip

    rows = [[values[at] for at in group] for group in groups(len(values), edges, SAME, apart)]
    found = [indicator(row, some) for row in rows]
    found.sort(key=lambda row: (-row.documents, row.subject, row.unit, row.id))
    return tuple(found)


def alike(one: Value, other: Value, nearby: Weights) -> float:
    """How much two objects agree. The same number of an object that is in the other, or said in the same words, is more
    than words alone: 连接服务满意率98% and 互联网连接服务满意率98%.
    """
    equal = figure(one.fact) == figure(other.fact) and one.fact.get("comparator") == other.fact.get("comparator")
    if one.weak or other.weak:
        if min(len(one.around), len(other.around)) < TELLING + 1:
            return 0.0  # 处二百元罚款 says nothing of what for
        common = nearby.of(sorted(one.around & other.around))
        both = nearby.of(sorted(one.around)) + nearby.of(sorted(other.around))
        return 2 * common / (both or 1) + (0.15 if equal else 0.0)
    shared, sizes = len(one.about & other.about), (len(one.about), len(other.about))
    likeness = 2 * shared / (sum(sizes) or 1)
    return max(likeness, SAME) if equal and shared >= WITHIN * min(sizes) else likeness


def values_of(paper: Paper) -> list[Value]:
    """The numbers of a paper that demand, report or condition something."""
    facts = paper.result.facts
    deadlines = [fact for fact in facts if fact.type == "deadline"]
    found = []
    for fact in sorted(facts, key=lambda fact: (fact.evidence.span, fact.id)):
        if fact.type not in ("ratio", "quantity"):
            continue
        subject = str(fact.get("subject") or "")
        subject = TIME.sub("", MARKER.sub("", subject))
        told = folded(subject)
        head = ending().search(told)
        about = pairs_of(told[: head.start()] if head else told)
        span = fact.evidence.span
        before = re.split("[。；\n]", paper.text[max(0, span.start - 160) : span.start])[-1]
        weak = len(about) < TELLING or bool(re.search("[0-9]|^的", subject))
        if weak:
            about |= pairs_of(folded(before[-24:]))
            clauses = [clause for clause in re.split("[，,]", MARKER.sub("", before)) if not FORM.match(clause)]
            subject = next((TIME.sub("", clause) for clause in clauses if len(clause) > 3), subject)
        sentence = fact.evidence.sentence
        due = next((one for one in deadlines if one.evidence.sentence == sentence), None)
        around = grams(FORM.sub("", before)) | grams(re.split("[，。；\n]", paper.text[span.end : span.end + 16])[0])
        found.append(Value(paper, fact, due, subject, about, head[0] if head else "", weak, around))
    return found


def comparable(one: Value, other: Value) -> bool:
    """True where nothing but the words keeps the two from being the same indicator."""
    a, b = one.fact, other.fact
    if a.type != b.type or unit(a) != unit(b) or a.get("kind") != b.get("kind") or a.get("per") != b.get("per"):
        return False
    if opposite(a, b):
        return False
    if one.head and other.head and one.head != other.head:
        return False
    return bool(one.about & other.about)


UNITS = {"人": "名", "位": "名", "日": "天", "户": "家"}


def unit(fact: Fact) -> str:
    """The unit, one for those that count the same things."""
    own = str(fact.get("unit") or "")
    return UNITS.get(own, own)


def indicator(row: list[Value], some: Sequence[Paper]) -> Indicator:
    """A row with its cells."""
    subject = min(
        row, key=lambda value: (value.weak, len(value.subject) < 4, len(value.subject), value.subject)
    ).subject
    first = min(row, key=lambda value: (value.paper.id, value.fact.evidence.span, value.fact.id))
    about = frozenset[str]().union(*(value.about for value in row)) if len(row) == 1 else common(row)
    cells = []
    for paper in some:
        own = tuple(value for value in row if value.paper.id == paper.id)
        hint = "" if own else spoken_of(paper, about)
        cells.append(Cell(paper.id, "value" if own else "not parsed" if hint else "absent", own, hint))
    fact = first.fact
    sort = "percent" if fact.type == "ratio" and fact.get("kind") == "share" else str(fact.get("kind") or "")
    return Indicator(
        f"{first.paper.id}:{fact.id}", subject, fact.type, str(fact.get("unit") or "") or sort, tuple(cells)
    )


def common(row: list[Value]) -> Grams:
    """What at least half of the values are about."""
    counts: dict[str, int] = defaultdict(int)
    for value in row:
        for gram in value.about:
            counts[gram] += 1
    return frozenset(gram for gram, count in counts.items() if 2 * count >= len(row))


@cache
def numbers_of(paper: Paper) -> tuple[tuple[str, Grams], ...]:
    """The sentences with a figure that no fact stands for, and what they are about."""
    read = {fact.evidence.sentence for fact in paper.result.facts if fact.type in ("ratio", "quantity")}
    texts = (sentence.span.of(paper.text) for sentence in paper.result.document.sentences)
    return tuple(
        (text, pairs_of(folded(text))) for text in texts if text not in read and DIGIT.search(MARKER.sub("", text))
    )


def spoken_of(paper: Paper, about: Grams) -> str:
    """The sentence with a figure that speaks of nearly all that the indicator is about, and gave no number."""
    if len(about) < TELLING:
        return ""
    for text, known in numbers_of(paper):
        if 4 * len(about & known) >= 3 * len(about):
            return text
    return ""
