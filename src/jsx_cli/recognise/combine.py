"""What settled mentions say together.

20以上30以下 is one range; 50%、40%以上 bounds both; 100人以上 set against 100人及以下 excludes the hundred; 每年…40天 is
reckoned by the year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jsx_cli.model import Mention, Money, Number, Quantity, Ratio, Span

Amounts = (Number, Ratio, Money, Quantity)
PAIR = re.compile(r"[、]?(?:且|并|但|到|至)?")
LIST = re.compile(r"[、和及与]|以及")
LOWER, UPPER = (">=", ">"), ("<=", "<")


def combined(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text, with those joined that make one."""
    joined: list[Mention] = []
    for mention in found:
        other = _pair(text, joined[-1], mention) if joined else None
        if other:
            joined[-1] = other
        else:
            joined.append(mention)
    _lists(text, joined)
    return joined


def _pair(text: str, left: Mention, right: Mention) -> Mention | None:
    """5000元以上1万元以下, 不低于20、不高于30: one range from the lower to the upper bound."""
    if left.kind != right.kind or not isinstance(left.value, Amounts) or not isinstance(right.value, Amounts):
        return None
    if left.value.comparator not in LOWER or right.value.comparator not in UPPER:
        return None
    if getattr(left.value, "unit", "") != getattr(right.value, "unit", ""):
        return None
    if not PAIR.fullmatch(text, left.span.end, right.span.start):
        return None
    low, high = left.value.value, right.value.value
    if low is None or high is None or low >= high:
        return None
    value = replace(right.value, value=None, low=low, high=high, comparator="range")
    if hasattr(left.value, "per") and left.value.per and hasattr(value, "per"):
        value = replace(value, per=left.value.per)  # type: ignore[call-arg]
    core = Span((left.core or left.span).start, (right.core or right.span).end)
    return replace(
        left, span=Span(left.span.start, right.span.end), value=value, parts=(*left.parts, *right.parts), core=core
    )


def _lists(text: str, found: list[Mention]) -> None:
    """A bound at either end of a list governs its members: 50%、40%以上; 分别不低于30%、20%."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        said = _bare(left) and _listed(text, left, right) and _suffixed(text, right)
        if said:
            found[index] = _with(left, right)
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if _bare(right) and _listed(text, left, right) and _prefixed(left):
            found[index] = _with(right, left)


def _bare(mention: Mention) -> bool:
    return isinstance(mention.value, Amounts) and mention.value.comparator == "=" and mention.core == mention.span


def _listed(text: str, left: Mention, right: Mention) -> bool:
    if left.kind != right.kind or not isinstance(left.value, Amounts) or left.kind == "number":
        return False
    if getattr(left.value, "unit", "") != getattr(right.value, "unit", ""):
        return False
    gap = right.span.start - left.span.end
    return 1 <= gap <= 2 and LIST.fullmatch(text, left.span.end, right.span.start) is not None


def _suffixed(text: str, mention: Mention) -> bool:
    return (
        isinstance(mention.value, Amounts)
        and mention.core is not None
        and mention.core.start == mention.span.start
        and mention.span.end > mention.core.end
        and mention.value.comparator in (*LOWER, *UPPER)
    )


def _prefixed(mention: Mention) -> bool:
    return (
        isinstance(mention.value, Amounts)
        and mention.value.comparator in (*LOWER, *UPPER)
        and (mention.core is None or mention.core.end == mention.span.end)
    )


def _with(mention: Mention, other: Mention) -> Mention:
    value = replace(mention.value, comparator=other.value.comparator)  # type: ignore[union-attr, call-arg]
    return replace(mention, value=value, parts=(*mention.parts, ("list", other.span)))
