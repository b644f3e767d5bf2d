"""Which item of a lower plan answers to which of an upper one.

In come two papers, out go pairs of items with the tasks that agree. 一/(三) 优化公共基础设施报装 answers to
二/(三) 市政公共基础设施报装 because 落实水电气联合报装机制 is 完善水电气联合报装机制; one item may answer to
several and several to one. Only the text of the two papers decides: neither their order nor that of their items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache

from jsx_cli.compare.paper import Item, Paper, Task
from jsx_cli.compare.words import MARKS, Grams, Weights, grams
from jsx_cli.lexicon import pattern
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass, replace

LETTERS = late(MARKS)
# What two tasks must share at least, in weights of a pair of characters that stands only once.
SHARED = 2.2
# How much of a short lower task in a long upper one counts: 质押融资 alone does not carry out all of an item.
SHORT_IN_LONG = 0.6
# A pair of items stands from here on.
PAIR = 0.33
# A weaker pair than this stands where it is the best of one of its items or a second task agrees as well.
FIRM, SECOND, SAME_HEADING = 0.45, 0.25, 0.3
# Where one task alone agrees and not closely, this many characters in a row must, marks not counted.
CLOSE, RUN = 0.6, 11
# Two clauses are one phrase where so much of both agrees, and it is so rare, in weights as above.
PHRASE, TOLD = 0.55, 3.0
# What a heading adds where it is about the same.
HEADING = 0.15
# A pair that is the best one of both its items may be a little weaker.
MUTUAL = 0.24
# An item meant for a place that the other never names.
ELSEWHERE = 0.35


@dataclass(frozen=True, slots=True)
class Match:
    """An upper task, the lower task that answers to it best, and how well: 0 not at all, 1 wholly.

    `spread` is how much of the upper task stands anywhere in the lower item: one sentence may be carried out in two.
    """

    upper: Task
    lower: Task
    score: float
    spread: float = 0.0


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
    """The words before the name of a place: 支持临港新片区, 持续推进浦东新区."""
    return compiled(f"^(?:{pattern('compare_light', kind='verb')}|{pattern('compare_light', kind='adverb')})+")


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
            if second or pair.heading >= SAME_HEADING or pair.score >= CLOSE:
                return pair.score >= FIRM or best > 0 or second
            return longest_run(pair) >= RUN
        return pair.score >= MUTUAL and best == 2 and (second or pair.heading >= SAME_HEADING)

    told = phrases(upper, lower)
    found = [
        spread(pair, weights) for pair in scored
        if stands(pair) or ((pair.upper, pair.lower) in told and not elsewhere(pair.upper, pair.lower, lower))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda pair: (pair.upper.key, pair.lower.key)))


def phrases(upper: Paper, lower: Paper) -> set[tuple[Item, Item]]:
    """Pairs of items that share one clause nearly whole, of words that are rare in both papers: 推动“AI+政务服务”."""
    above, below = ([(item, clause) for item in paper.items for task in item.tasks for clause in task.clauses]
                    for paper in (upper, lower))  # fmt: skip
    weights = Weights(clause.grams for _, clause in (*above, *below))
    places: dict[str, list[int]] = defaultdict(list)
    for at, (_, clause) in enumerate(below):
        for gram in clause.grams:
            places[gram].append(at)
    sums = [weights.of(sorted(clause.grams)) for _, clause in below]
    found: set[tuple[Item, Item]] = set()
    for item, clause in above:
        shared: dict[int, list[str]] = defaultdict(list)
        for gram in sorted(clause.grams):
            for at in places.get(gram, ()):
                shared[at].append(gram)
        whole = weights.of(sorted(clause.grams))
        for at, common in shared.items():
            weight = weights.of(common)
            if len(common) >= 3 and weight >= TOLD * weights.most and 2 * weight >= PHRASE * (whole + sums[at]):
                found.add((item, below[at][0]))
    return found


def longest_run(pair: Pair) -> int:
    """The most characters in a row that the two tasks share that agree best, marks not counted."""
    best = max(pair.matches, key=lambda match: match.score)
    one, other = (LETTERS.sub("", task.text) for task in (best.upper, best.lower))
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return found.size


def spread(pair: Pair, weights: Weights) -> Pair:
    """The pair with how much of each upper task stands anywhere in the lower item."""
    below = frozenset[str]().union(*(task.grams for task in pair.lower.tasks))

    def part(match: Match) -> float:
        return weights.of(sorted(match.upper.grams & below)) / (weights.of(sorted(match.upper.grams)) or 1)

    return replace(pair, matches=tuple(replace(match, spread=part(match)) for match in pair.matches))


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
