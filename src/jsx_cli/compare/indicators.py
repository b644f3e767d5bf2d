"""What is measured in several places: indicators as rows, documents as columns.

In come papers, out go indicators with a cell for each document. 基层一线人员在理事会中的比例 in one plan and
理事会中基层代表占比 in another are one row. The object, the unit and the direction of the bound decide before any
likeness of words: 民生支出占比不低于80% and 行政经费占比不高于8% never are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from jsx_cli.compare.link import groups
from jsx_cli.compare.paper import Paper
from jsx_cli.compare.relation import figure, opposite
from jsx_cli.compare.words import Grams, Weights, folded, grams
from jsx_cli.lexicon import lexicon, pattern, words
from jsx_cli.model import Fact
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass

# Two objects are one from the first on; groups of them are joined by average, which counts from the second on.
SAME, LEAST = 0.52, 0.26
# A subject of so many characters is a name by itself: 粮食产量, not 投资.
NAME = 4
# A clause of fewer characters is not enough to call a number by.
SHORT = 8
# So many values more would have none of the pairs of characters that these have.
CALM = 50
# A pair of characters that so many values have is looked up, however many rarer ones a value has.
FEW = 60
# What the same number adds where a clause has to tell what it is about, and what the same words behind it add.
EQUAL = 0.15
# Of a subject that stands in a longer one, this much must.
WITHIN = 0.75
# A subject of fewer pairs of characters than this says too little by itself: 比例, 响应.
TELLING = 3
DIGIT = late(r"[0-9](?:%|[\u4e00-\u9fff])|百分之|[一二三四五六七八九]成|[一二三四五六七八九十百千]+(?:名|家|人|元)")
MARKER = late(r"^\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）).、．]|第[^，。条]{1,8}条|[①-⑳])\s?")
ARTICLE = late("第[（(]?[一二三四五六七八九十百零〇0-9、]+[）)]?[条款项]")
CLAUSES = late("[，,：:]")
CELL = Literal["value", "absent", "not parsed"]


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A number of a document: its fact, the deadline of its sentence, and what it is about.

    `weak` where the words before the number do not name what is measured (养犬人应当在十五日内补办): then `subject` is
    the clause, and what stands `around` the number decides.
    """

    paper: Paper
    fact: Fact
    deadline: Fact | None
    subject: str
    about: Grams
    head: str
    weak: bool
    around: Grams
    behind: str
    party: str
    sides: Mapping[str, str]
    name: str


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


@cache
def linked() -> re.Pattern[str]:
    """Words between a subject and its number, or a time: 降至, 到2025年."""
    return compiled(rf"(?:(?:到|至)?\d{{4}}年.{{0,6}}|{pattern('subject_tails')}+)$")


@cache
def tail() -> re.Pattern[str]:
    """What is measured where it follows the number: 90%解决率."""
    return compiled(f"[\u4e00-\u9fff]{{0,4}}?(?P<head>{pattern('compare_heads')})(?![\u4e00-\u9fff]{{3}})")


@cache
def form() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A clause that only orders or punishes, and the words of orders and penalties."""
    return compiled(pattern("compare_penal", opens="yes")), compiled(pattern("compare_penal"))


@cache
def cited() -> re.Pattern[str]:
    """What is left of an article that is cited at the head of a clause: 违反本条例规定."""
    return compiled(f"^(?:[的、，]|{pattern('compare_penal', cites='yes')})+")


@cache
def ahead() -> re.Pattern[str]:
    """Words that point to what comes after: 有下列行为之一的."""
    return compiled(pattern("compare_penal", ahead="yes"))


@cache
def by_whom() -> re.Pattern[str]:
    """The body that orders or punishes: 由城市管理部门 before 处."""
    return compiled(rf"由[^，,。；]{{2,24}}?(?={pattern('compare_penal', opens='yes')})")


@cache
def usual() -> str:
    """Whom a number is meant for where nobody is named."""
    return words("compare_parties", usual="yes")[0]


@cache
def party() -> re.Pattern[str]:
    """Who a number is meant for."""
    return compiled(pattern("compare_parties"))


def bare(subject: str) -> str:
    """The subject without the words at its head that say nothing of what is measured: 全市地区生产总值."""
    rest = opener().sub("", subject)
    return rest if len(rest) > 1 else subject


@cache
def opener() -> re.Pattern[str]:
    """Those words."""
    return compiled(f"^{pattern('compare_openers')}+")


@cache
def qualifier() -> re.Pattern[str]:
    """Words that make another indicator of the same object."""
    return compiled(pattern("compare_qualifiers"))


@cache
def must() -> frozenset[str]:
    """The groups of which both or neither of two values must have a word."""
    return frozenset(row["group"] for row in lexicon("compare_qualifiers") if row["both"])


def sides(text: str) -> dict[str, str]:
    """Of each group the side that the text takes: 人均地区生产总值 is 人均, 新增市场主体 is new."""
    rows = {row["word"]: row for row in lexicon("compare_qualifiers")}
    found = [rows[word[0]] for word in qualifier().finditer(text)]
    return {row["group"]: row["side"] for row in reversed(found)}


@cache
def unfinished() -> re.Pattern[str]:
    """The end of a phrase that does not say what is measured."""
    return compiled(f"{pattern('compare_unfinished')}$")


# A list of numbers: what comes before the last of them is about another.
LISTED = late("^.*[0-9一二三四五六七八九十百千万亿][^、，,]{0,8}[、，,]")
# Words between two objects, and the time that a subject may end with.
SPLIT = late(r"[^\u4e00-\u9fffA-Za-z0-9]+|[的中在对和与及占]")


def pairs_of(text: str) -> Grams:
    """All pairs of characters of a text that is about one object."""
    return frozenset(part[at : at + 2] for part in SPLIT.split(text) for at in range(len(part) - 1))


def indicators(some: Sequence[Paper], inside: frozenset[str] | None = None) -> tuple[Indicator, ...]:
    """The indicators of the papers, those of most documents first. `inside` holds the ids of the facts that count."""
    values = [value for paper in some for value in values_of(paper) if inside is None or value.fact.id in inside]
    weights = Weights((value.about for value in values), CALM)
    nearby = Weights((value.around for value in values), CALM)
    index: dict[str, list[int]] = defaultdict(list)
    edges: dict[tuple[int, int], float] = {}
    for at, value in enumerate(values):
        shared: set[int] = set()
        # The rarest pairs of characters lead to all that can be alike; the commonest to thousands that are not.
        rare = sorted(value.about, key=lambda gram: (weights.counts[gram], gram))
        for place, gram in enumerate(rare):
            if place < max(3, (len(rare) + 1) // 2) or weights.counts[gram] <= FEW:
                shared.update(index[gram])
        for gram in rare:
            index[gram].append(at)
        for other in sorted(shared):
            likeness = alike(values[other], value, nearby, weights)
            if likeness >= LEAST and comparable(values[other], value):
                edges[other, at] = likeness

    named = [folded(bare(value.subject)) for value in values]

    def apart(one: list[int], other: list[int]) -> bool:
        return any(
            not comparable(values[a], values[b]) or (values[a].paper is values[b].paper and named[a] != named[b])
            for a in one for b in other
        )  # fmt: skip

    rows = [[values[at] for at in group] for group in groups(len(values), edges, SAME - 1e-9, apart)]
    found = [indicator(row, some) for row in rows]
    found.sort(key=lambda row: (-row.documents, row.subject, row.unit, row.id))
    return tuple(found)


def alike(one: Value, other: Value, nearby: Weights, weights: Weights) -> float:
    """How much two objects agree. The same number of an object that is in the other, or said in the same words, is more
    than words alone: 连接服务满意率98% and 互联网连接服务满意率98%.
    """
    equal = figure(one.fact) == figure(other.fact) and one.fact.get("comparator") == other.fact.get("comparator")
    if one.name and one.name == other.name:
        return 1.0
    if one.weak or other.weak:
        if min(len(one.around), len(other.around)) < TELLING + 1:
            return 0.0  # 处二百元罚款 says nothing of what for
        common = nearby.of(sorted(one.around & other.around))
        both = nearby.of(sorted(one.around)) + nearby.of(sorted(other.around))
        return (
            2 * common / (both or 1) + (EQUAL if equal else 0.0) + (EQUAL if equal and same_behind(one, other) else 0.0)
        )
    shared = weights.of(sorted(one.about & other.about))
    sizes = [weights.of(sorted(value.about)) for value in (one, other)]
    likeness = 2 * shared / (sum(sizes) or 1)
    return max(likeness, SAME) if equal and shared >= WITHIN * min(sizes) else likeness


def same_behind(one: Value, other: Value) -> bool:
    """True where the same words follow both numbers: 90%解决率."""
    return one.behind == other.behind and len(one.behind) > 1


def values_of(paper: Paper) -> list[Value]:
    """The numbers of a paper that demand, report or condition something."""
    facts = paper.result.facts
    deadlines = [fact for fact in facts if fact.type == "deadline"]
    found = []
    for fact in sorted(facts, key=lambda fact: (fact.evidence.span, fact.id)):
        if fact.type not in ("ratio", "quantity"):
            continue
        span = fact.evidence.span
        before = context(paper.text[max(0, span.start - 240) : span.start])
        after = re.split("[，,。；;、：:\n]", paper.text[span.end : span.end + 24])[0]
        subject = linked().sub("", MARKER.sub("", LISTED.sub("", str(fact.get("subject") or ""))))
        told = folded(bare(subject))
        name = "" if len(told) < NAME or re.search("[0-9]", told) or unfinished().search(told) else told
        head = ending().search(told)
        about = pairs_of(told[: head.start()] if head else told)
        weak = (
            not about
            or (len(about) < TELLING and not head)
            or bool(re.search("[0-9]|^的", subject) or unfinished().search(subject))
            or (str(fact.get("unit") or "") in words("compare_less", kind="unit") and not head)
        )
        addressed = next((word[0] for word in reversed(list(party().finditer(CLAUSES.split(before)[-1])))), "")
        behind = tail().match(after)
        counted = head[0] if head else behind["head"] if behind else ""
        if weak:
            near = nearest(before, subject)
            about |= pairs_of(folded(near))
            subject = labelled(near, after)
            subject += f"（{addressed}）" if addressed and addressed not in subject else ""
        sentence = fact.evidence.sentence
        due = next((one for one in deadlines if one.evidence.sentence == sentence), None)
        around = grams(told_of(before)) | grams(told_of(after))
        plain = re.sub("[，的内]", "", told_of(after))
        found.append(
            Value(
                paper,
                fact,
                due,
                subject,
                about,
                counted,
                weak,
                around,
                plain,
                addressed,
                sides(subject + "，" + LISTED.sub("", CLAUSES.split(before)[-1])),
                name,
            )
        )
    return found


def context(text: str) -> str:
    """The sentence before a number, with the ones before it as long as they only order: 拒不改正的，处五十元.

    Where what is meant comes after (有下列行为之一的), nothing before it is added.
    """
    parts = [MARKER.sub("", part) for part in re.split("[。；;]", text.rsplit("\n", 1)[-1])]
    at = len(parts) - 1
    while at and len(grams(told_of(parts[at]))) < TELLING and not ahead().search(parts[at]):
        at -= 1
    return "，".join(parts[at:])


def nearest(before: str, subject: str) -> str:
    """The clause before a number that says what it is about, with the one before it where it is short."""
    clauses = [
        cited().sub("", ARTICLE.sub("", by_whom().sub("", linked().sub("", LISTED.sub("", part)))))
        for part in CLAUSES.split(before)
    ]
    telling = [
        part for part in map(str.strip, clauses)
        if len(part) > 3 and not form()[0].match(part) and not DIGIT.search(part) and len(grams(told_of(part))) > 1
    ]  # fmt: skip
    near = "，".join(telling[-2:] if telling and len(telling[-1]) < SHORT else telling[-1:])
    return near or subject


def labelled(near: str, after: str) -> str:
    """What a number is called that has no subject: 养犬登记证遗失的，养犬人应当在…日内补办."""
    after = after.lstrip("的")
    if not near or near in after:
        return after or near
    return f"{near}…{after}" if after else near


def told_of(text: str) -> str:
    """The text without the words of orders and penalties."""
    return form()[1].sub("，", by_whom().sub("，", ARTICLE.sub("", text)))


def comparable(one: Value, other: Value) -> bool:
    """True where nothing but the words keeps the two from being the same indicator."""
    a, b = one.fact, other.fact
    if a.type != b.type or unit(a) != unit(b) or a.get("kind") != b.get("kind") or a.get("per") != b.get("per"):
        return False
    if opposite(a, b):
        return False
    if one.head and other.head and one.head != other.head:
        return False
    if any(
        one.sides.get(group) != other.sides.get(group) for group in must() & (one.sides.keys() | other.sides.keys())
    ):
        return False
    if any(side != other.sides.get(group, side) for group, side in one.sides.items()):
        return False
    if one.weak and other.weak and (one.party or usual()) != (other.party or usual()):
        return False
    return bool(one.about & other.about)


UNITS = {"人": "名", "位": "名", "日": "天", "户": "家"}


def unit(fact: Fact) -> str:
    """The unit, one for those that count the same things."""
    own = str(fact.get("unit") or "")
    return UNITS.get(own, own)


def indicator(row: list[Value], some: Sequence[Paper]) -> Indicator:
    """A row with its cells."""
    shown = min(
        row,
        key=lambda value: (value.weak and not value.name, len(value.subject) < 4, len(value.subject), value.subject),
    )
    subject = shown.subject if shown.weak and not shown.name else bare(shown.subject)
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
def numbers_of(paper: Paper) -> tuple[tuple[str, Grams, Grams], ...]:
    """The clauses with a figure that no fact stands for: their sentence, and what they are about alone and with the
    clause before.
    """
    read = {fact.evidence.sentence for fact in paper.result.facts if fact.type in ("ratio", "quantity")}
    found = []
    for sentence in paper.result.document.sentences:
        text = sentence.span.of(paper.text)
        if text in read:
            continue
        parts = CLAUSES.split(MARKER.sub("", text))
        for before, part in zip(["", *parts], parts, strict=False):
            if DIGIT.search(part):
                about = pairs_of(folded(part))
                found.append((text, about, about | pairs_of(folded(before))))
    return tuple(found)


def spoken_of(paper: Paper, about: Grams) -> str:
    """The sentence with a figure that speaks of nearly all that the indicator is about, and gave no number.

    An object of few characters (专项行动) must stand in the clause of the figure itself.
    """
    if len(about) < TELLING:
        return ""
    for text, own, both in numbers_of(paper):
        if 4 * len(about & (own if len(about) < 2 * TELLING else both)) >= 3 * len(about):
            return text
    return ""
