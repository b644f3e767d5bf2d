"""How far two annotators agree on the same documents.

In come two sets of gold, out go for each type F1 (one annotator against the other; it does not matter which) and
Krippendorff's alpha: over the characters of the text, each marked as part of a fact or not, and over the categories
(comparator, kind, status) that the two gave to the facts which both marked. 1 is perfect, 0 what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jsx_cli.errors import JsxError
from jsx_cli.evaluate.gold import GoldDocument
from jsx_cli.evaluate.score import CORE, Mark, Tally, gold_marks, match, rates, skeleton
from jsx_cli.evaluate.summary import figure
from jsx_cli.model import FACT_TYPES

SCHEMA = "jsx-agreement/1"
CATEGORIES = {
    "ratio": ("comparator", "kind", "status"),
    "quantity": ("comparator", "kind", "status"),
    "deadline": ("kind",),
    "leadership": ("relation",),
}


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for categories: one unit is what each annotator said of one thing, None for nothing.

    None where no two annotators said anything of the same thing, or where everything was always said to be the same.
    """
    return alpha_of_counts(Counter(tuple(unit) for unit in units))


def alpha_of_counts(units: Mapping[tuple[Hashable | None, ...], int]) -> float | None:
    """The same for units that are counted already."""
    totals: Counter[Hashable] = Counter()
    weights: dict[tuple[Hashable, Hashable], Decimal] = {}
    for unit, times in units.items():
        said = [value for value in unit if value is not None]
        if len(said) < 2:
            continue
        for at, one in enumerate(said):
            totals[one] += times
            for other in (*said[:at], *said[at + 1 :]):
                weights[one, other] = weights.get((one, other), Decimal(0)) + Decimal(times) / (len(said) - 1)
    count = sum(totals.values())
    expected = count * count - sum(total * total for total in totals.values())
    if count < 2 or not expected:
        return None
    observed = sum((weight for (one, other), weight in weights.items() if one != other), Decimal(0))
    return float(1 - Decimal(count - 1) * observed / Decimal(expected))


def agree(ones: Sequence[GoldDocument], others: Sequence[GoldDocument]) -> dict[str, Any]:
    """Agreement by type, as plain values. Documents are paired by name and must have the same text."""
    pairs = paired(ones, others)
    types: dict[str, Any] = {}
    total = Tally()
    for kind in FACT_TYPES:
        tally, characters = Tally(), Counter[tuple[Hashable | None, ...]]()
        categories: dict[str, list[tuple[Any, Any]]] = {name: [] for name in CATEGORIES.get(kind, ())}
        for one, other in pairs:
            mine, theirs = marks(one, kind), marks(other, kind)
            found = match(theirs, mine, CORE[kind])
            tally += Tally(len(mine), len(theirs), len(found), sum(pair.agree for pair in found))
            characters += by_character(mine, theirs, len(skeleton(one.text)))
            for pair in found:
                for name, said in categories.items():
                    said.append((mine[pair.gold].fields.get(name), theirs[pair.found].fields.get(name)))
        total += tally
        if tally.gold or tally.predicted:
            types[kind] = summarised(tally) | {
                "alpha": {
                    key: figure(value)
                    for key, value in {
                        "characters": alpha_of_counts(characters),
                        **{name: alpha(said) for name, said in categories.items()},
                    }.items()
                    if value is not None
                }
            }
    return {
        "schema": SCHEMA,
        "documents": [one.name for one, _ in pairs],
        "types": types,
        "all": summarised(total),
    }


def paired(ones: Sequence[GoldDocument], others: Sequence[GoldDocument]) -> list[tuple[GoldDocument, GoldDocument]]:
    """The documents that both annotated."""
    named = {document.name: document for document in others}
    pairs = [(one, named[one.name]) for one in ones if one.name in named]
    if not pairs:
        raise JsxError("the two annotators have no document of the same name")
    for one, other in pairs:
        if skeleton(one.text) != skeleton(other.text):
            raise JsxError(f"{one.name}: the two annotators had different texts of this document")
    return pairs


def marks(document: GoldDocument, kind: str) -> list[Mark]:
    """The facts of a type with their places."""
    return [mark for mark in gold_marks(document) if mark.type == kind]


def by_character(mine: Iterable[Mark], theirs: Iterable[Mark], length: int) -> Counter[tuple[Hashable | None, ...]]:
    """How many characters both, one or none of the two marked."""
    flags = [bytearray(length), bytearray(length)]
    for flag, marked in zip(flags, (mine, theirs), strict=True):
        for mark in marked:
            if mark.place:
                start, end = mark.place
                flag[start:end] = b"\1" * (min(end, length) - start)
    return Counter(zip(*flags, strict=True))


def summarised(tally: Tally) -> dict[str, Any]:
    """Counts and F1 of both levels."""
    return {
        "one": tally.gold,
        "other": tally.predicted,
        "both": tally.detect,
        "same_fields": tally.strict,
        "detect_f1": figure(rates(tally.detect, tally.predicted, tally.gold).f1),
        "strict_f1": figure(rates(tally.strict, tally.predicted, tally.gold).f1),
    }
