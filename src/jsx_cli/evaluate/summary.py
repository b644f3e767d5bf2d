"""A score as plain values, ready for JSON: counts, rates with their intervals, every difference.

{"schema": "jsx-evaluation/1", "types": {"ratio": {"gold": 40, "predicted": 38, "strict": {"precision": …}}}}.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jsx_cli.evaluate.bootstrap import LEVELS, Interval, f1
from jsx_cli.evaluate.score import Difference, Score, Tally, rates

SCHEMA = "jsx-evaluation/1"


def summary(
    score: Score, intervals: Mapping[str, Interval], parameters: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Everything about a score. Rates have six digits after the point; `low` and `high` are the interval of F1."""
    return {
        "schema": SCHEMA,
        "documents": [document.name for document in score.documents],
        "absent": list(score.absent),
        "types": {kind: counts(kind, tally, intervals) for kind, tally in score.types.items()},
        "micro": counts("micro", score.micro, intervals),
        "macro": {"strict": {"f1": figure(score.macro), **bounds("macro.strict", intervals)}},
        "metadata": {
            "right": score.meta_right,
            "all": score.meta_all,
            **({"accuracy": figure(score.meta_right / score.meta_all)} if score.meta_all else {}),
        },
        "by_document": {
            document.name: {
                "gold": sum(tally.gold for tally in document.types.values()),
                "predicted": sum(tally.predicted for tally in document.types.values()),
                "detect": sum(tally.detect for tally in document.types.values()),
                "strict": sum(tally.strict for tally in document.types.values()),
                "metadata_right": document.meta_right,
                "metadata_all": document.meta_all,
            }
            for document in score.documents
        },
        "differences": [difference(one) for one in score.differences],
        "parameters": dict(parameters or {}),
    }


def counts(name: str, tally: Tally, intervals: Mapping[str, Interval]) -> dict[str, Any]:
    """Counts and rates of one type."""
    found: dict[str, Any] = {"gold": tally.gold, "predicted": tally.predicted}
    for level in LEVELS:
        hits = tally.detect if level == "detect" else tally.strict
        one = rates(hits, tally.predicted, tally.gold)
        found[level] = {
            "hits": hits,
            "precision": figure(one.precision),
            "recall": figure(one.recall),
            "f1": figure(one.f1),
            **bounds(f"{name}.{level}", intervals),
        }
    return found


def bounds(name: str, intervals: Mapping[str, Interval]) -> dict[str, Decimal]:
    """The interval of a figure, where there is one."""
    found = intervals.get(name)
    return {"low": figure(found.low), "high": figure(found.high)} if found else {}


def figure(value: float) -> Decimal:
    """Six digits after the point, exact in JSON."""
    return Decimal(f"{value:.6f}")


def difference(one: Difference) -> dict[str, Any]:
    """A difference without what it does not have."""
    found: dict[str, Any] = {"document": one.document, "type": one.type, "what": one.what}
    if one.line is not None:
        found["line"] = one.line
    found["words"] = one.words
    for name, value in (("prefix", one.prefix), ("suffix", one.suffix), ("rule", one.rule)):
        if value:
            found[name] = value
    found["gold"], found["found"] = plain(one.gold), plain(one.found)
    if one.disagree:
        found["disagree"] = list(one.disagree)
    return found


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers as Decimals, since JSON of ours has no floats."""
    return {name: Decimal(str(value)) if isinstance(value, float) else value for name, value in fields.items()}


def compared(old: Score, new: Score, intervals: Mapping[str, Interval]) -> dict[str, Any]:
    """What became better and worse from `old` to `new`: the change of F1 with its interval, and every difference
    that only one of the two has.
    """
    before, after = {key(one): one for one in old.differences}, {key(one): one for one in new.differences}
    found: dict[str, Any] = {}
    for level in LEVELS:
        for kind in (*old.types, "micro"):
            one, two = (score.micro if kind == "micro" else score.types[kind] for score in (old, new))
            if one.gold or one.predicted or two.predicted:
                change = f1(two, level) - f1(one, level)
                found.setdefault(kind, {})[level] = {"f1": figure(change), **bounds(f"{kind}.{level}", intervals)}
    found["macro"] = {"strict": {"f1": figure(new.macro - old.macro), **bounds("macro.strict", intervals)}}
    return {
        "change": found,
        "mended": [difference(one) for name, one in before.items() if name not in after],
        "broken": [difference(one) for name, one in after.items() if name not in before],
    }


def key(one: Difference) -> tuple[Any, ...]:
    """What makes two differences of two runs the same."""
    found = tuple(sorted((name, str(value)) for name, value in one.found.items()))
    return (one.document, one.type, one.what, one.line, one.prefix, one.words, one.suffix, found)
