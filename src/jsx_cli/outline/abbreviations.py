"""Short names that a document gives itself: 嘉峪关市计划生育协会(以下简称市计生协).

In goes the text, out come the short names with what they stand for. The full name is what stands before the
bracket, back to the last mark of punctuation; of 《…办法》（以下简称《办法》） both keep their words without 《》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.model import Abbreviation, Span

SHORT = re.compile(
    r"[（(](?:以下|下文|下)?(?:统|合|均|并)?(?:简)?称(?:为|作)?[:：]?[“\"‘《]?(?P<short>[^，,。；;：:“”\"‘’《》（）()]{1,30})[”\"’》]?"
    r"(?:[，,]\s?下同|[，,；;][^（）()]{0,40})?[）)]"
)
TITLE_BEFORE = re.compile(
    r"《(?P<title>[^《》]{2,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,2})》(?:[（(][^（）()]{1,40}[）)])?$"
)
NAME_BEFORE = re.compile(r"[^，,。；;：:！!？?、\s“”\"（）()《》]{2,40}$")
QUOTED_BEFORE = re.compile(r"[“\"](?P<name>[^“”\"]{2,60})[”\"]$")
WINDOW = 260
LEADS = re.compile(
    r"^.{0,12}?(?:对|将|由|在|和|与|及|为|是|按照|根据|依据|依托|贯彻|落实|成立|建设|推进|推动|加强|开展|印发|设立|组建|建立)(?=[^一-鿿]|[一-鿿]{4})"
)


def abbreviations(text: str) -> Iterator[Abbreviation]:
    """Every （以下简称…） of the text, in order."""
    for found in SHORT.finditer(text):
        before = text[max(0, found.start() - WINDOW) : found.start()]
        full = _full(before.rsplit("\n", 1)[-1], found["short"])
        if full:
            yield Abbreviation(found["short"].strip(), full, Span(*found.span()))


def _full(before: str, short: str) -> str:
    named = TITLE_BEFORE.search(before)
    if named is not None:
        return named["title"]
    quoted = QUOTED_BEFORE.search(before)
    if quoted is not None:
        return quoted["name"]
    name = NAME_BEFORE.search(before)
    return _trim(name.group(), short) if name is not None else ""


def _trim(name: str, short: str) -> str:
    """The full name without the verb that leads to it: 成立市推进改革领导小组 begins at 市."""
    at = name.find(short[0])
    if len(name) > len(short) + 12 and at > 0:
        cut = LEADS.match(name)
        if cut is not None and cut.end() <= at:
            return name[cut.end() :]
    return name
