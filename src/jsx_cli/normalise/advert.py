"""Advertising that a site prints between the lines of a text goes: 稿子汇 www.…, 公文汇,办公文档之家.

Only at the end of a line or on a line of its own, and only where the lexicon knows the site or the slogan, or where
the same short line with an address comes again and again; an address inside a sentence (登录www.…) is the document's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import compiled, late

ADDRESS = r"(?:https?://)?(?:www\.|m\.|wap\.)?[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,20}){0,3}\.(?:com|cn|net|org|cc|vip|top)(?:/[\w./?=&%-]{0,200})?"
URL_LINE = late(
    r"^[ \t\u3000\xa0]*(?P<line>[^\n:：]{0,8}(?:www\.|https?://)[^\s，。；]{3,200}[^\n]{0,8}?)[ \t\u3000\xa0]*$",
    re.M,
)


@cache
def _advert() -> re.Pattern[str]:
    word = rf"(?:{pattern('advert')}|{ADDRESS})"
    return compiled(
        rf"(?:^|(?<=[。！？；：”）)])|[ \t\u3000\xa0])[ \t\u3000\xa0]{{0,8}}[【\[（(—-]{{0,4}}"
        rf"(?P<first>{word})(?:[,，:：|｜。.! \t\u3000\xa0—-]{{0,4}}{word}){{0,5}}"
        rf"[】\]）)。.—-]{{0,4}}[ \t\u3000\xa0]{{0,8}}$",
        re.MULTILINE,
    )


def advert(draft: Draft) -> Iterator[Edit]:
    """Drop the advertising at the ends of lines and the lines that are nothing else."""
    text = draft.text
    used = draft.used
    named = any(signs <= used and name in text for name, signs in _signs())
    if not named and "www." not in text and "http" not in text:
        return
    edits: dict[int, int] = {}
    if named:
        for start, end in _lines_with_a_name(text):
            for found in _advert().finditer(text, start, end):
                if _names().search(found[0]):  # an address alone proves nothing: a contact line may end in one
                    edits[found.start()] = found.end()
    if "www." in text or "http" in text:
        lines = list(URL_LINE.finditer(text))
        often = Counter(line["line"] for line in lines)
        for line in lines:
            if often[line["line"]] >= 3:
                edits.setdefault(line.start(), line.end())
    at = 0
    for start, end in sorted(edits.items()):
        if start >= at:
            yield Edit(Span(start, end), "")
            at = end


def _lines_with_a_name(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for found in _names().finditer(text):
        if found.start() >= end:
            stop = text.find("\n", found.end())
            end = len(text) if stop < 0 else stop
            yield text.rfind("\n", 0, found.start()) + 1, end


@cache
def _signs() -> tuple[tuple[str, frozenset[str]], ...]:
    """The sites and slogans with their characters: few texts hold all of those of one."""
    return tuple((name, frozenset(name)) for name in words("advert"))


@cache
def _names() -> re.Pattern[str]:
    return compiled(pattern("advert"))
