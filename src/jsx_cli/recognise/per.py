"""What a rate is reckoned by: 每人每月 in 每人每月600元, 吨 in 120元/吨, 平方米·月 in 3元/平方米·月."""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.model import Span

AFTER = re.compile(
    r"[/／](?P<unit>(?:[一-鿿a-zA-Z²³㎡]{1,5})(?:[·./／•][一-鿿]{1,4}){0,2})|每(?P<each>[平立]方米|公里|[吨亩人月年日天次户千斤度]|公斤|公顷)(?![0-9一-鿿])"
)
_NUMBER = "[0-9一二两三四五六七八九十]{0,3}"


@cache
def _before() -> re.Pattern[str]:
    every = pattern("every_units")
    return re.compile(
        rf"(?:{pattern('per_words')}|(?:平均)?(?:(?:每|按){_NUMBER}(?:{every}|[一-鿿]{{1,3}}?)){{1,3}})"
        rf"(?:给予|补助|补贴|奖励|资助|发放|享受|缴纳|标准为|收费|收取|不|最高|最低|增加|安排|支付|为)?\Z"
    )


def per_before(text: str, start: int) -> tuple[int, str, tuple[tuple[str, Span], ...]]:
    """The 每… that ends at `start`: where the whole begins, what it says, and its part."""
    window = max(0, start - 14)
    piece = text[window:start]
    at = piece.rfind("每")
    if at < 0:
        if piece[-1:] != "均":
            return start, "", ()
        at = len(piece) - 2
    while at > 0 and (other := piece.rfind("每", max(0, at - 5), at)) >= 0:
        at = other
    if at < 0:
        return start, "", ()
    found = _before().match(piece, at)
    if not found:
        return start, "", ()
    said = re.sub(
        r"(?:给予|补助|补贴|奖励|资助|发放|享受|缴纳|标准为|收费|收取|不|最高|最低|增加|安排|支付|为)\Z", "", found[0]
    )
    where = Span(window + at, window + at + len(said))
    return window + at, said, (("per", where),)


def per_after(text: str, end: int) -> tuple[int, str, tuple[tuple[str, Span], ...]]:
    """The /吨 that begins at `end`."""
    if end >= len(text) or text[end] not in "/／每":
        return end, "", ()
    found = AFTER.match(text, end)
    if not found:
        return end, "", ()
    return found.end(), found["unit"] or "每" + found["each"], (("per", Span(*found.span())),)
