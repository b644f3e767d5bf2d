"""What the recognisers see in a phrase, as plain values.

不低于30% is {"kind": "ratio", "start": 0, "end": 6, "text": "不低于30%", "value": {"value": 0.3, "comparator": ">="}}.
Positions count the characters of the phrase as it was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jsx_cli.model import (
    AlignedText,
    DocNumber,
    Duration,
    Mention,
    Money,
    Name,
    Number,
    Quantity,
    Ratio,
    Recurrence,
    Value,
    When,
)

# Names of documents are looked for so that nothing else is read in them; they are no value of a phrase.
ASIDE = ("title", "silent")


def to_list(mentions: Iterable[Mention], aligned: AlignedText) -> list[dict[str, Any]]:
    """The mentions in the order of the phrase."""
    found = []
    for mention in mentions:
        if mention.kind not in ASIDE:
            raw = aligned.to_raw(mention.span)
            found.append({
                "kind": mention.kind,
                "start": raw.start,
                "end": raw.end,
                "text": raw.of(aligned.source.text),
                "value": value(mention.value),
            })  # fmt: skip
    return found


def value(said: Value) -> dict[str, Any]:
    """What is said, without what is not."""
    match said:
        case Ratio():
            return amount(said)
        case Number():
            return amount(said) | ({"ordinal": True} if said.ordinal else {})
        case Quantity() | Money():
            return amount(said) | {"unit": said.unit} | ({"per": said.per} if said.per else {})
        case When():
            days: dict[str, Any] = {
                "start": said.start.isoformat() if said.start else None,
                "end": said.end.isoformat() if said.end else None,
                "bound": said.bound,
            }
            extras = {"duration": said.duration, "every": said.every}
            return days | {name: one for name, one in extras.items() if one}
        case Duration():
            given = {"duration": said.duration, "low": said.low, "high": said.high}
            return {name: one for name, one in given.items() if one} | {"comparator": said.comparator}
        case Recurrence():
            return {"every": said.every}
        case DocNumber():
            return {
                "prefix": said.prefix,
                "year": said.year,
                "number": said.number,
                "kind": said.kind,
                "canonical": said.canonical,
            }
        case Name():
            return {"text": said.text}


def amount(said: Number | Ratio | Quantity | Money) -> dict[str, Any]:
    """The numbers and their comparator."""
    numbers = {"value": said.value, "low": said.low, "high": said.high}
    return {name: exact(one) for name, one in numbers.items() if one is not None} | {"comparator": said.comparator}


def exact(number: Decimal) -> int | Decimal:
    """Whole numbers as `int`."""
    if number == number.to_integral_value() and number.adjusted() < 4000:
        return int(number)
    return number.normalize()
