"""All recognisers on one text, in the order of their claims."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from jsx_cli.model import Mention, Span
from jsx_cli.recognise import date as dates
from jsx_cli.recognise import (
    docnumber,
    duration,
    money,
    number,
    quantity,
    ratio,
    recurrence,
    silent,
    term,
    title,
)  # fmt: skip
from jsx_cli.recognise.combine import combined
from jsx_cli.recognise.scan import scan
from jsx_cli.recognise.settle import settle


def mentions(
    text: str, date: datetime.date | None = None, blocked: Sequence[Span] = (), *, keep_silent: bool = False
) -> tuple[Mention, ...]:
    """Every settled mention of a normalised text, in order, none overlapping another.

    `date` is the document's own date, against which relative dates are worked out; `blocked` spans (the markers of
    the outline) are not read. Silent claims stay inside unless `keep_silent`.
    """
    taken = bytearray(len(text))
    for span in blocked:
        end = min(span.end, len(text))
        if span.start < end:
            taken[span.start : end] = b"\x01" * (end - span.start)
    claims = settle([*docnumber.recognise(text), *title.recognise(text)], taken)
    claims += settle(silent.recognise(text), taken)
    numerals = scan(text)
    repeats = list(recurrence.recognise(text))
    days = list(dates.recognise(text, date, repeats))
    read = settle(
        [
            *days, *term.recognise(numerals, days, date), *repeats, *ratio.recognise(numerals),
            *money.recognise(numerals), *duration.recognise(numerals), *quantity.recognise(numerals),
        ],
        taken,
    )  # fmt: skip
    read += settle(number.recognise(numerals), taken)
    found = [*claims, *combined(text, sorted(read, key=lambda mention: mention.span))]
    found.sort(key=lambda mention: mention.span)
    return tuple(mention for mention in found if keep_silent or mention.kind != "silent")
