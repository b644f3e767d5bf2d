"""How a lower item stands to the upper one that it answers to, and why.

In goes a `Pair`, out comes `partial` with 缺3/10项：… where more than a quarter of its tasks has no answer, `stronger`
or `weaker` with 30%→40%, 2023-06-30→2023-12-31 or 应当→可以, and `same` where nothing of this is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from jsx_cli.compare.align import CARRIED, Match, Pair
from jsx_cli.compare.paper import Item, Task
from jsx_cli.compare.values import amount, days
from jsx_cli.compare.words import grams
from jsx_cli.model import Fact

Relation = Literal["same", "stronger", "weaker", "partial", "missing", "added"]

# Below this share of tasks carried out an item is carried out in part; from the second on, wholly.
PART, WHOLE = 0.66, 0.82
# Where the tasks that agree do so only from afar, a part of each is carried out.
CLOSE = 0.5
# Tasks as near as this are compared word by word.
NEAR = 0.45
COPIED, RUN = 0.5, 5


def relation(pair: Pair) -> tuple[Relation, tuple[str, ...]]:
    """What the lower item is to the upper one, with the reasons."""
    carried = [match for match in pair.matches if match.score >= CARRIED]
    share = len(carried) / len(pair.upper.tasks)
    reasons: list[str] = []
    left = [task for task in pair.upper.tasks if all(match.upper is not task for match in carried)]
    if left:
        shown = "、".join(short(task.text) for task in left[:4]) + ("…" if len(left) > 4 else "")
        reasons.append(f"缺{len(left)}/{len(pair.upper.tasks)}项：{shown}")
    tighter, looser = changes(pair, carried)
    firmer, softer = tone(carried)
    reasons += [*tighter, *looser, *firmer, *softer]
    if share < PART or sum(match.score for match in carried) < CLOSE * len(carried):
        return "partial", tuple(reasons)
    if len(tighter) != len(looser):
        return ("stronger" if len(tighter) > len(looser) else "weaker"), tuple(reasons)
    if len(firmer) > len(softer) and share >= WHOLE:
        return "stronger", tuple(reasons)
    if share < WHOLE or len(softer) > len(firmer) + 1:
        return "weaker", tuple(reasons)
    return "same", tuple(reasons)


def changes(pair: Pair, carried: Iterable[Match]) -> tuple[list[str], list[str]]:
    """Numbers and deadlines that the lower item sets tighter, and those that it sets looser."""
    tighter: list[str] = []
    looser: list[str] = []
    for match in carried:
        theirs = facts_in(pair.upper, match.upper)
        ours = facts_in(pair.lower, match.lower)
        for fact in theirs:
            other = counterpart(fact, ours)
            if other is None:
                continue
            change = compared(fact, other)
            if change:
                side = f"{shown(fact)}→{shown(other)}"
                (tighter if change > 0 else looser).append(side)
    return list(dict.fromkeys(tighter)), list(dict.fromkeys(looser))


def facts_in(item: Item, task: Task) -> list[Fact]:
    """The numbers and deadlines of a task."""
    kinds = ("ratio", "quantity", "deadline")
    return [fact for fact in item.facts if fact.type in kinds and task.span.covers(fact.evidence.span)]


def counterpart(fact: Fact, others: Iterable[Fact]) -> Fact | None:
    """The fact that says the same thing of the same object, perhaps with another value."""
    about = grams(str(fact.get("subject") or ""))
    same: list[tuple[float, int, Fact]] = []
    for at, other in enumerate(others):
        if other.type != fact.type or other.get("unit") != fact.get("unit") or other.get("kind") != fact.get("kind"):
            continue
        if fact.type == "deadline":
            same.append((0.0, at, other))
            continue
        if opposite(fact, other):
            continue
        against = grams(str(other.get("subject") or ""))
        shared = len(about & against) / (min(len(about), len(against)) or 1)
        if shared >= 0.3 or not about or not against:
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
    less_is_tighter = upper.get("comparator") in CEILINGS or str(upper.get("unit") or "") in TIMES
    return 1 if (other_value < one_value) == less_is_tighter else -1


# A task done in fewer of these is done better.
TIMES = ("分钟", "小时", "秒", "工作日", "天", "日")


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


def tone(carried: Iterable[Match]) -> tuple[list[str], list[str]]:
    """Tasks that the lower item puts more firmly, and those that it puts more softly."""
    firmer: list[str] = []
    softer: list[str] = []
    for match in carried:
        if match.score < NEAR or match.upper.rank == match.lower.rank:
            continue
        said = f"{match.upper.word or '（直述）'}→{match.lower.word or '（直述）'}：{short(match.upper.text)}"
        (firmer if match.lower.rank > match.upper.rank else softer).append(said)
    return firmer, softer


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
