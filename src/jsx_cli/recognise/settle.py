"""Which of several readings of the same characters stands.

The order is stated: what claims comes first (document numbers, titles, silent names), for its digits are nobody
else's; then the longest, then the earliest, then the kind in the order of `PRIORITY`. 三分之二 is never a time,
〔2018〕25号 never a year, 2018—2020年 a date and not a length of time.
"""

from __future__ import annotations

from collections.abc import Iterable

from jsx_cli.model import Mention

CLAIMS = ("blocked", "docnumber", "title", "silent")
PRIORITY = ("date", "recurrence", "ratio", "money", "duration", "quantity", "number")
_RANK = {kind: rank for rank, kind in enumerate((*CLAIMS, *PRIORITY))}


def settle(found: Iterable[Mention], taken: bytearray) -> list[Mention]:
    """The mentions that stand, in order of position; their characters are marked in `taken`."""
    kept: list[Mention] = []
    for mention in sorted(found, key=_order):
        start, end = mention.span.start, mention.span.end
        if 1 not in taken[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(mention)
    kept.sort(key=lambda mention: mention.span)
    return kept


def _order(mention: Mention) -> tuple[int, int, int]:
    span = mention.span
    return span.start - span.end, span.start, _RANK.get(mention.kind, len(_RANK))
