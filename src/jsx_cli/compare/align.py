"""Which item of a lower plan answers to which of an upper one.

In come two papers, out go pairs of items with the tasks that agree. 一/(三) 优化公共基础设施报装 answers to
二/(三) 市政公共基础设施报装 because 落实水电气联合报装机制 is 完善水电气联合报装机制; one item may answer to
several and several to one. Only the text of the two papers decides: neither their order nor that of their items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from jsx_cli.compare.paper import Item, Paper, Task
from jsx_cli.compare.words import Grams, Weights, grams
from jsx_cli.lexicon import pattern
from jsx_cli.patterns import compiled
from jsx_cli.records import dataclass

# What two tasks must share at least, in weights of a pair of characters that stands only once.
SHARED = 2.2
# How much of a short lower task in a long upper one counts: 质押融资 alone does not carry out all of an item.
SHORT_IN_LONG = 0.6
# A task is carried out from here on; a pair of items stands from here on.
CARRIED = 0.3
PAIR = 0.33
# A weaker pair than this stands where it is the best of one of its items or a second task agrees as well.
FIRM, SECOND = 0.45, 0.25
# What a heading adds where it is about the same.
HEADING = 0.15
# A pair that is the best one of both its items may be a little weaker.
MUTUAL = 0.24
# An item meant for a place that the other never names.
ELSEWHERE = 0.35


@dataclass(frozen=True, slots=True)
class Match:
    """An upper task, the lower task that answers to it best, and how well: 0 not at all, 1 wholly."""

    upper: Task
    lower: Task
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """An upper item and a lower one with the matches of their tasks, in the order of the upper."""

    upper: Item
    lower: Item
    matches: tuple[Match, ...]
    heading: float
    score: float


@cache
def place_name() -> re.Pattern[str]:
    """临港新片区, a name before an ending of places, or 曲靖市 before a verb at the head of a heading."""
    verb = pattern("compare_light", kind="verb")
    return compiled(
        rf"[\u4e00-\u9fff]{{2,8}}?{pattern('compare_places')}|^{verb}?[\u4e00-\u9fff]{{2,3}}[市县区州盟](?={verb})"
    )


@cache
def before_name() -> re.Pattern[str]:
    """The verbs before the name of a place: 支持临港新片区."""
    return compiled(f"^{pattern('compare_light', kind='verb')}+")


def pairs(upper: Paper, lower: Paper) -> tuple[Pair, ...]:
    """The pairs of items that agree, in the order of the upper paper and then of the lower."""
    every = [task.grams for paper in (upper, lower) for item in paper.items for task in item.tasks]
    weights = Weights(every)
    scored = [
        scored_pair(one, other, matches, weights, lower) for one, other, matches in candidates(upper, lower, weights)
    ]
    best_upper: dict[int, float] = defaultdict(float)
    best_lower: dict[int, float] = defaultdict(float)
    for pair in scored:
        best_upper[id(pair.upper)] = max(best_upper[id(pair.upper)], pair.score)
        best_lower[id(pair.lower)] = max(best_lower[id(pair.lower)], pair.score)

    def stands(pair: Pair) -> bool:
        best = (pair.score == best_upper[id(pair.upper)]) + (pair.score == best_lower[id(pair.lower)])
        second = sum(match.score >= SECOND for match in pair.matches) > 1
        if pair.score >= PAIR:
            return pair.score >= FIRM or best > 0 or second
        return pair.score >= MUTUAL and best == 2 and (second or pair.heading >= SECOND)

    found = [pair for pair in scored if stands(pair)]
    return tuple(sorted(found, key=lambda pair: (pair.upper.key, pair.lower.key)))


def candidates(upper: Paper, lower: Paper, weights: Weights) -> list[tuple[Item, Item, dict[Task, Match]]]:
    """Pairs of items with tasks that share anything; found by an index, not by trying all."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, item in enumerate(lower.items):
        for where, task in enumerate(item.tasks):
            for gram in task.grams:
                places[gram].append((at, where))
    sums = [[weights.of(sorted(task.grams)) for task in item.tasks] for item in lower.items]
    found: list[tuple[Item, Item, dict[Task, Match]]] = []
    for item in upper.items:
        best: dict[int, dict[Task, Match]] = defaultdict(dict)
        for task in item.tasks:
            shared: dict[tuple[int, int], float] = defaultdict(float)
            for gram in sorted(task.grams):
                for place in places.get(gram, ()):
                    shared[place] += weights.table[gram]
            whole = weights.of(sorted(task.grams))
            for (at, where), weight in sorted(shared.items()):
                score = likeness(weight, whole, sums[at][where], weights.most)
                other = lower.items[at].tasks[where]
                before = best[at].get(task)
                if before is None or score > before.score:
                    best[at][task] = Match(task, other, score)
        found.extend((item, lower.items[at], matches) for at, matches in sorted(best.items()))
    return found


def likeness(shared: float, upper: float, lower: float, most: float) -> float:
    """How far a task that weighs `upper` stands in one that weighs `lower`, of which they share `shared`."""
    if shared < SHARED * most:
        return shared / (upper + 4 * most)
    return max(shared / (upper or 1), SHORT_IN_LONG * shared / (lower or 1))


def scored_pair(upper: Item, lower: Item, matches: dict[Task, Match], weights: Weights, paper: Paper) -> Pair:
    """The pair with what its tasks and headings say for it."""
    about = heading_likeness(grams(upper.heading), grams(lower.heading), weights)
    in_order = tuple(matches[task] for task in upper.tasks if task in matches)
    scores = sorted((match.score for match in in_order), reverse=True)
    best = scores[0] if scores else 0.0
    score = best + HEADING * about * min(1.0, best / 0.15)
    if elsewhere(upper, lower, paper):
        score *= ELSEWHERE
    return Pair(upper, lower, in_order, about, round(score, 6))


def heading_likeness(one: Grams, other: Grams, weights: Weights) -> float:
    """How much of the shorter heading stands in the longer."""
    least = min(weights.of(sorted(one)), weights.of(sorted(other)))
    return weights.of(sorted(one & other)) / least if least else 0.0


def elsewhere(upper: Item, lower: Item, paper: Paper) -> bool:
    """True where the heading of the upper item names a place that is neither its own nor in the lower item."""
    found = place_name().search(upper.heading)
    if not found:
        return False
    name = before_name().sub("", found[0])[:2]
    if name in paper.element("region") or name in lower.heading:
        return False
    return not any(name in task.text for task in lower.tasks)
