"""What a rate is reckoned by: 每人每月 in 每人每月600元, 吨 in 120元/吨, 平方米·月 in 3元/平方米·月."""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.model import Comparator, Span
from jsx_cli.patterns import compiled, late
from jsx_cli.recognise.amount import Amount, bounds, outside
from jsx_cli.records import dataclass, replace

AFTER = late(
    r"[/／](?P<unit>(?:(?![的给补奖按标以计收执]|生产)[一-鿿a-zA-Z²³㎡]){1,5}(?:[·./／•][一-鿿]{1,4}){0,2})"
    r"|每(?P<each>[平立]方米|公里|[吨亩人月年日天次户千斤度]|公斤|公顷)(?![0-9一-鿿])"
)
WINDOW, DISTANCE = 24, 20
CLAUSE = late(r"[，。；：！？、\n,;:0-9]")
EACH = late(
    r"每(?:[十百千万]{1,2}(?:名?常住人口|名?户籍人口|人口|人|户|名[一-鿿]{2})|个(?:行政村|乡镇|街道|社区|县区?|县（市、区）|学校|村|镇|乡|市)"
    r"|[村县镇乡校户亩](?![年月次]))"
)


@cache
def _before() -> re.Pattern[str]:
    """每人每月, 每亩, 人均, 每户补助: the words of the rate, then at most a verb of giving."""
    number = "[0-9一二两三四五六七八九十]{0,3}"
    one = rf"每{number}(?:{pattern('every_units')}|{pattern('each_units')})"
    return compiled(rf"(?P<said>{pattern('per_words')}|(?:{one}){{1,3}}){pattern('giving_verbs')}?\Z")


def per_before(text: str, start: int) -> tuple[int, str, tuple[tuple[str, Span], ...]]:
    """The 每… that ends at `start`: where the whole begins, what it says, and its part."""
    floor = max(0, start - WINDOW)
    at = text.rfind("每", floor, start)
    if at < 0:
        at = text.rfind("均", floor, start) - 1
        if at < floor:
            return start, "", ()
    else:
        while (other := text.rfind("每", max(floor, at - 6), at)) >= 0:
            at = other
    found = _before().match(text, at, start)
    while not found and (at := text.find("每", at + 1, start)) > 0:
        found = _before().match(text, at, start)
    return (at, found["said"], (("per", Span(*found.span("said"))),)) if found else (start, "", ())


def per_after(text: str, end: int) -> tuple[int, str, tuple[tuple[str, Span], ...]]:
    """The /吨 that begins at `end`."""
    if end >= len(text) or text[end] not in "/／每":
        return end, "", ()
    found = AFTER.match(text, end)
    if not found:
        return end, "", ()
    return found.end(), found["unit"] or "每" + found["each"], (("per", Span(*found.span())),)


def _distant(text: str, start: int) -> tuple[str, tuple[tuple[str, Span], ...]]:
    """每万人 of 每万人有效发明专利拥有量达到17.8件, each 个乡镇 of 每个乡镇至少配备1名: in the same clause."""
    at = text.rfind("每", max(0, start - DISTANCE), start)
    if at < 0 or CLAUSE.search(text, at, start):
        return "", ()
    found = EACH.match(text, at, start)
    return (found[0], (("per", Span(*found.span())),)) if found else ("", ())


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount with all the words around it: 不超过每亩500元, 至少每年一次, 50元/吨以上."""

    start: int
    end: int
    comparator: Comparator
    per: str
    parts: tuple[tuple[str, Span], ...]


def stated(text: str, amount: Amount, kind: str) -> Stated:
    """The amount with its bounds on both sides and what it is reckoned by."""
    end, rate, behind = per_after(text, amount.end)
    found = bounds(text, replace(amount, end=end), kind)
    if not rate and found.end > amount.end:
        end, rate, behind = per_after(text, found.end)
    end = max(end, found.end)
    start, per, parts = per_before(text, found.start)
    comparator = found.comparator
    if not (per or rate):
        per, parts = _distant(text, start)
    elif per:
        start, comparator = outside(text, start, kind, comparator)
    return Stated(start, end, comparator, per or rate, (*parts, *found.parts, *behind))
