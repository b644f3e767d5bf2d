"""Short names that a document gives itself: 嘉峪关市计划生育协会(以下简称市计生协).

In goes the text, out come the short names with what they stand for. The full name is what stands before the bracket,
back to the last mark of punctuation and without the verb that leads to it; of 《…办法》（以下简称《办法》） both keep
their words without 《》. Where the characters of the short name do not come from the full one, nothing is said:
国家机关、事业单位、团体组织（以下简称采购人） names more than its last member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.model import Abbreviation, Span
from jsx_cli.outline.markers import marker
from jsx_cli.patterns import compiled, late

SHORT = late(
    r"[（(](?:以下|下文|下)?(?:统|合|均|并)?(?:简)?称(?:为|作)?[:：]?[“\"‘《]?"
    r"(?P<short>[^，,。；;：:“”\"‘’《》（）()]{1,30})[”\"’》]?(?:[，,]\s?下同|[，,；;][^（）()]{0,40})?[）)]"
)
TITLE_BEFORE = late(
    r"《(?P<title>[^《》]{2,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,2})》(?:[（(][^（）()]{1,40}[）)])?$"
)
QUOTED_BEFORE = late(r"[“\"](?P<name>[^“”\"]{2,60})[”\"]$")
NAME_BEFORE = late(
    r"(?:[^，,。；;：:！!？?、\s“”\"（）()《》]{1,40}[（(][^（）()]{1,10}[）)])?[^，,。；;：:！!？?、\s“”\"（）()《》]{2,50}$"
)
WINDOW = 260


def abbreviations(text: str) -> Iterator[Abbreviation]:
    """Every （以下简称…） of the text, in order."""
    for found in SHORT.finditer(text):
        before = text[max(0, found.start() - WINDOW) : found.start()].rsplit("\n", 1)[-1]
        short = found["short"].strip()
        full = _full(before, short)
        if short and full:
            yield Abbreviation(short, full, Span(*found.span()))


def _full(before: str, short: str) -> str:
    named = TITLE_BEFORE.search(before)
    if named is not None:
        return named["title"]
    quoted = QUOTED_BEFORE.search(before)
    if quoted is not None:
        return quoted["name"]
    name = NAME_BEFORE.search(before)
    return _trimmed(name.group(), short) if name is not None else ""


def _trimmed(name: str, short: str) -> str:
    """The full name without what leads to it; "" where the short name is not made of it."""
    first = _first_of(short, name)
    if first is None:
        return ""
    item = marker(name)
    start = item.end if item is not None and item.end <= first else 0
    owner = name.rfind("的", start, first)
    start = owner + 1 if owner >= 0 else start
    while (lead := _borders().match(name, start)) is not None and lead.end() <= first:
        start = lead.end()
    return name[start:]


def _first_of(short: str, name: str) -> int | None:
    """Where the characters of `short` begin in `name`, each as late as possible; None where they are not all there."""
    at = len(name)
    for mark in reversed(short):
        at = name.rfind(mark, 0, at)
        if at < 0:
            return None
    return at


@cache
def _borders() -> re.Pattern[str]:
    return compiled(pattern("name_borders"))
