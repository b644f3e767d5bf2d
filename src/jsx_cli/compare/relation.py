"""How a lower item stands to the upper one that it answers to, and why.

In goes a `Pair`, out comes `partial` with 缺3/10项：… where more than about a third of it has no answer, `stronger`
or `weaker` with 30%→40%, 2023-06-30→2023-12-31 or 应当→可以, `weaker` too where less is left out, and `same` where
nothing of this is found. What the upper body keeps for itself (打造本市统一平台) is no loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from jsx_cli.compare.align import Match, Pair, before_name, place_name
from jsx_cli.compare.paper import Clause, Item, Task
from jsx_cli.compare.values import amount, days, stepped
from jsx_cli.compare.words import grams
from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Fact
from jsx_cli.patterns import compiled

Relation = Literal["same", "stronger", "weaker", "partial", "missing", "added"]

# A task of which less than the first agrees is not carried out, one of which the second does is wholly.
NOTHING, ALL = 0.25, 0.5
# The share of the tasks that may be left out: up to the first it is the same, up to the second weaker.
SLIGHT, PART = 0.05, 0.36
# Clauses as near as this are compared word by word.
NEAR = 0.5
COPIED, RUN = 0.5, 5


def relation(pair: Pair) -> tuple[Relation, tuple[str, ...]]:
    """What the lower item is to the upper one, with the reasons."""
    done = {match.upper: degree(match) for match in pair.matches}
    left = [task for task in pair.upper.tasks if done.get(task, 0.0) < 0.5]
    kept = [task for task in left if own_affair(task, pair.lower)]
    left = [task for task in left if task not in kept]
    half = [task for task in pair.upper.tasks if 0.5 <= done.get(task, 0.0) < 1]
    loss = lost([task for task in pair.upper.tasks if task not in kept], done)
    carried = [match for match in pair.matches if answers(match)]
    tighter, looser = changes(pair, carried)
    firmer, softer = tone(carried, pair.lower)
    reasons: list[str] = []
    if left:
        reasons.append(f"缺{len(left)}/{len(pair.upper.tasks)}项：{listed(left)}")
    if half and loss > SLIGHT:
        reasons.append(f"{len(half)}项不全：{listed(half)}")
    if kept:
        reasons.append(f"{len(kept)}项属上级自办：{listed(kept)}")
    reasons += [*tighter, *looser, *firmer, *softer]
    if loss > PART:
        return "partial", tuple(reasons)
    if len(tighter) != len(looser):
        return ("stronger" if len(tighter) > len(looser) else "weaker"), tuple(reasons)
    if loss > SLIGHT or len(softer) > len(firmer):
        return "weaker", tuple(reasons)
    return ("stronger" if len(firmer) > len(softer) else "same"), tuple(reasons)


def together(upper: Item, lowers: Sequence[Item], matches: Iterable[Match]) -> Relation:
    """What several lower items are to an upper one together, by how much of it they carry out."""
    done: dict[Task, float] = {}
    for match in matches:
        done[match.upper] = max(done.get(match.upper, 0.0), degree(match))
    counted = [
        task for task in upper.tasks
        if done.get(task, 0.0) >= 0.5 or not all(own_affair(task, lower) for lower in lowers)
    ]  # fmt: skip
    loss = lost(counted, done)
    return "partial" if loss > PART else "weaker" if loss > SLIGHT else "same"


def lost(tasks: Sequence[Task], done: Mapping[Task, float]) -> float:
    """The share of the tasks that is not carried out; all of it where none counts."""
    return sum(1 - done.get(task, 0.0) for task in tasks) / len(tasks) if tasks else 1.0


def degree(match: Match) -> float:
    """How far the upper task is carried out, 0 to 1."""
    return min(1.0, max(0.0, (max(match.score, match.spread) - NOTHING) / (ALL - NOTHING)))


def answers(match: Match) -> bool:
    """True where more than half of the upper task is carried out."""
    return degree(match) >= 0.5


@cache
def kept_words() -> re.Pattern[str]:
    """Words of a task that the upper body keeps for itself or gives to others: 全市统一, 省级."""
    return compiled(pattern("compare_kept"))


def own_affair(task: Task, lower: Item) -> bool:
    """True for a task that is not the lower body's: one of the upper body itself, or of a place that it never names."""
    if kept_words().search(task.text):
        return True
    found = place_name().match(before_name().sub("", task.text))
    name = found[0][:2] if found else ""
    return bool(name) and name not in lower.heading and all(name not in one.text for one in lower.tasks)


def listed(tasks: Sequence[Task], most: int = 4) -> str:
    """The beginnings of some tasks."""
    return "、".join(short(task.text) for task in tasks[:most]) + ("…" if len(tasks) > most else "")


def changes(pair: Pair, carried: Iterable[Match]) -> tuple[list[str], list[str]]:
    """Numbers and deadlines that the lower item sets tighter, and those that it sets looser."""
    tighter: list[str] = []
    looser: list[str] = []
    for match in carried:
        theirs = demands(facts_in(pair.upper, match.upper))
        ours = demands(facts_in(pair.lower, match.lower))
        for fact in theirs:
            other = counterpart(fact, ours) or counterpart(fact, demands(pair.lower.facts), ELSEWHERE)
            if other is None:
                if fact.type != "deadline" and match.score >= NEAR and not ours:
                    looser.append(f"{shown(fact)}→（未提）")
                continue
            change = compared(fact, other)
            if change:
                side = stepped(shown(fact), shown(other))
                (tighter if change > 0 else looser).append(side)
    return list(dict.fromkeys(tighter)), list(dict.fromkeys(looser))


def facts_in(item: Item, task: Task) -> list[Fact]:
    """The numbers and deadlines of a task."""
    kinds = ("ratio", "quantity", "deadline")
    return [fact for fact in item.facts if fact.type in kinds and task.span.covers(fact.evidence.span)]


def demands(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that set something to be reached; thresholds and reports set nothing."""
    return [fact for fact in facts if fact.get("status") not in ("condition", "actual")]


# How much of a subject must agree: in a task that answers, and in another sentence of the item.
HERE, ELSEWHERE = 0.3, 0.7


def counterpart(fact: Fact, others: Iterable[Fact], least: float = HERE) -> Fact | None:
    """The fact that says the same thing of the same object, perhaps with another value."""
    about = grams(str(fact.get("subject") or ""))
    same: list[tuple[float, int, Fact]] = []
    for at, other in enumerate(others):
        if other.type != fact.type or other.get("unit") != fact.get("unit") or other.get("kind") != fact.get("kind"):
            continue
        if fact.type == "deadline":
            if least == HERE:
                same.append((0.0, at, other))
            continue
        if opposite(fact, other):
            continue
        against = grams(str(other.get("subject") or ""))
        shared = len(about & against) / (min(len(about), len(against)) or 1)
        if shared >= least or (least == HERE and (not about or not against)):
            same.append((-shared, at, other))
    return min(same)[2] if same else None


FLOORS, CEILINGS = (">=", ">"), ("<=", "<")


def opposite(one: Fact, other: Fact) -> bool:
    """A floor and a ceiling are never the same demand."""
    signs = (one.get("comparator"), other.get("comparator"))
    return any(a in FLOORS and b in CEILINGS for a, b in (signs, signs[::-1]))


def compared(upper: Fact, lower: Fact) -> int:
    """1 where the lower fact is tighter, -1 where it is looser, 0 where nothing can be said."""
    if upper.type == "deadline":
        if "by" not in (upper.get("kind"), lower.get("kind")):
            return 0
        one, other = str(upper.get("end") or ""), str(lower.get("end") or "")
        return 0 if not one or not other or one == other else 1 if other < one else -1
    one_value, other_value = figure(upper), figure(lower)
    if one_value is None or other_value is None or one_value == other_value:
        return 0
    return 1 if (other_value < one_value) == less_is_tighter(upper) else -1


def less_is_tighter(fact: Fact) -> bool:
    """True for 不超过5个工作日 and 担保费率降至1%, not for 不少于40天."""
    if fact.get("comparator") in CEILINGS:
        return True
    if fact.get("comparator") in FLOORS or fact.get("kind") == "change":
        return False
    unit, subject = str(fact.get("unit") or ""), str(fact.get("subject") or "")
    return unit in words("compare_less", kind="unit") or any(
        word in subject for word in words("compare_less", kind="subject")
    )


def figure(fact: Fact) -> Decimal | None:
    """The number of a fact: of a range, its lower end."""
    for name in ("value", "low", "high"):
        value = fact.get(name)
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return Decimal(value)
    return None


def shown(fact: Fact) -> str:
    """The value in a few signs, with what is measured."""
    return days(fact) if fact.type == "deadline" else amount(fact)


def tone(carried: Iterable[Match], lower: Item) -> tuple[list[str], list[str]]:
    """Clauses that the lower item puts more firmly, and those that it puts more softly."""
    firmer: list[str] = []
    softer: list[str] = []
    below = [clause for task in lower.tasks for clause in task.clauses]
    for match in carried:
        for clause in match.upper.clauses:
            other = nearest(clause, below)
            if other is None:
                continue
            if only := everywhere(clause.text, other.text):
                softer.append(f"{only}→（未提）：{short(clause.text)}")
            elif only := everywhere(other.text, clause.text):
                firmer.append(f"（未提）→{only}：{short(clause.text)}")
            if only or clause.rank == other.rank:
                continue
            said = f"{clause.word or '（直述）'}→{other.word or '（直述）'}：{short(clause.text)}"
            (firmer if other.rank > clause.rank else softer).append(said)
    return firmer, softer


@cache
def whole() -> re.Pattern[str]:
    """What is done everywhere at once: 全面推开, and by which verb."""
    return compiled(f"全面({pattern('compare_strength', where='whole')})")


def everywhere(one: str, other: str) -> str:
    """全面推开, where only the one clause says so and the other has another verb; 全面推行→推行 drops a mere adverb."""
    wide = whole().search(one)
    return wide[0] if wide and not whole().search(other) and wide[1] not in other else ""


def nearest(clause: Clause, others: Iterable[Clause]) -> Clause | None:
    """The clause that says the same thing; none where none is near."""
    best, where = NEAR, None
    for other in others:
        likeness = len(clause.grams & other.grams) / max(len(clause.grams), len(other.grams))
        if likeness > best or (likeness == best and where is None):
            best, where = likeness, other
    return where


def short(text: str, most: int = 14) -> str:
    """The beginning of a sentence."""
    return text if len(text) <= most else text[:most] + "…"


def copied(pair: Pair, upper_text: str) -> float:
    """The share of the lower item's tasks that stands word for word in the upper item."""
    above = pair.upper.span.of(upper_text)
    length = sum(len(task.text) for task in pair.lower.tasks)
    return sum(standing(task.text, above) * len(task.text) for task in pair.lower.tasks) / length


def standing(text: str, other: str, run: int = RUN) -> float:
    """The share of `text` in runs of at least `run` characters that `other` has as well."""
    known = {other[at : at + run] for at in range(len(other) - run + 1)}
    covered = end = 0
    for at in range(len(text) - run + 1):
        if text[at : at + run] in known:
            covered += at + run - max(at, end)
            end = at + run
    return covered / len(text) if text else 0.0
