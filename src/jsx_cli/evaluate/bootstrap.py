"""How sure the figures are: 95 % intervals by drawing the documents again, with replacement.

In comes a `Score`, out go intervals such as strict F1 of ratio 0.62–0.81. Documents are drawn and not facts, because
the facts of one document stand and fall together. The draws come from a seed: the same gold gives the same intervals.
With fewer than five documents there is nothing to draw from, and no interval is given.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from jsx_cli.evaluate.score import DocumentScore, Score, Tally, macro, rates, summed
from jsx_cli.model import FACT_TYPES
from jsx_cli.records import dataclass

DRAWS = 1000
SEED = 20250101
FEWEST = 5
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the draws."""

    low: float
    high: float


Figure = Callable[[dict[str, Tally]], float | None]


def figures() -> dict[str, Figure]:
    """The figures that get an interval, by name: `ratio.strict`, `micro.detect`, `macro.strict` …"""

    def of_type(kind: str, level: str) -> Figure:
        def figure(types: dict[str, Tally]) -> float | None:
            tally = types[kind]
            return f1(tally, level) if tally.gold or tally.predicted else None

        return figure

    found: dict[str, Figure] = {f"{kind}.{level}": of_type(kind, level) for kind in FACT_TYPES for level in LEVELS}
    for level in LEVELS:
        found[f"micro.{level}"] = lambda types, level=level: f1(sum(types.values(), Tally()), level)  # type: ignore[misc]
    found["macro.strict"] = macro
    return found


LEVELS = ("detect", "strict")


def f1(tally: Tally, level: str) -> float:
    """F1 at the level `detect` or `strict`."""
    return rates(tally.detect if level == "detect" else tally.strict, tally.predicted, tally.gold).f1


def intervals(score: Score, draws: int = DRAWS, seed: int = SEED) -> dict[str, Interval]:
    """The interval of each figure; {} where there are too few documents or no draws are wanted."""
    return {name: interval(values) for name, values in drawn(score.documents, draws, seed).items() if values}


def drawn(documents: Sequence[DocumentScore], draws: int, seed: int) -> dict[str, list[float]]:
    """What each figure came to in each draw."""
    if len(documents) < FEWEST or draws < 1:
        return {}
    wanted = figures()
    found: dict[str, list[float]] = {name: [] for name in wanted}
    for sample in samples(len(documents), draws, seed):
        types = summed([documents[number] for number in sample])
        for name, figure in wanted.items():
            value = figure(types)
            if value is not None:
                found[name].append(value)
    return found


def samples(count: int, draws: int, seed: int) -> list[list[int]]:
    """`draws` lists of `count` numbers below `count`; the same for the same seed on every machine."""
    source = random.Random(seed)  # only random() keeps its promise of the same numbers in every version of Python
    return [[int(source.random() * count) for _ in range(count)] for _ in range(draws)]


def changes(old: Score, new: Score, draws: int = DRAWS, seed: int = SEED) -> dict[str, Interval]:
    """Intervals of `new` minus `old`; both are drawn the same documents, so that what is hard is hard for both."""
    before, after = drawn(old.documents, draws, seed), drawn(new.documents, draws, seed)
    found: dict[str, Interval] = {}
    for name, values in before.items():
        if len(values) == len(after.get(name, ())) and values:
            found[name] = interval([b - a for a, b in zip(values, after[name], strict=True)])
    return found


def interval(values: Sequence[float]) -> Interval:
    """From the value with 2.5 % below it to the one with 2.5 % above."""
    ranked = sorted(values)
    last = len(ranked) - 1
    return Interval(ranked[round(LOW * last)], ranked[round(HIGH * last)])
