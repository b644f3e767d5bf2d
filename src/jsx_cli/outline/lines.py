"""Paragraphs of the clean text: a line each, and the lines of a page that was scraped into one.

In goes the normalised text, out come its lines. A scrape that holds a whole document on one line (… 一、总体目标 在全区
建立… 二、主要任务 （一）…) is cut where a space stood for a line break.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli import docnumbers
from jsx_cli.outline import titles
from jsx_cli.outline.line import Line
from jsx_cli.outline.shapes import addressees_before
from jsx_cli.patterns import compiled, late

SCRAPED = 3  # so many numbered items behind a space make a line a scrape
LONG = 200
# …的通知（2023年3月31日）各县、区人民政府：
DATED = late(r"(?<=[\w》）)])[（(]\d{4}年\d{1,2}月\d{1,2}日[）)](?=[\w《])")
# 公告（第18号）《…条例》已于…通过
PROCLAIMED = late(r"(?:公\s?告|令)?\s?[（(]?第\s?\d{1,4}\s?号[）)]?(?=《)")
PUBLIC = late(r"[（(](?:此件|本件)[^（）()]{2,8}[）)](?=\S)")  # and the title of the document inside
HEAD = 30  # lines among which a title stands

SPACE = late(r" ")


def lines(text: str) -> list[Line]:
    """The paragraphs of `text`; together they hold all of it but the white space between them."""
    found: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        if len(piece) > LONG and _scraped(piece):
            found.extend(_cut(piece, start))
        elif (public := PUBLIC.match(piece)) is not None:
            _add(found, start, public.group())
            _add(found, start + public.end(), piece[public.end() :])
        elif len(found) < HEAD:
            at = 0
            while (cut := _glued(piece[at:])) is not None:
                _add(found, start + at, piece[at : at + cut])
                at += cut
            _add(found, start + at, piece[at:])
        else:
            _add(found, start, piece)
        start += len(piece) + 1
    return found


def _glued(piece: str) -> int | None:
    """Where a line of the head should have been broken: behind a dated title, before a number, behind addressees."""
    dated = DATED.search(piece[:200])
    if dated is not None and "。" not in piece[: dated.end()]:
        return dated.end()
    proclaimed = PROCLAIMED.match(piece)
    if proclaimed is not None:
        return proclaimed.end()
    return _number_behind(piece) or addressees_before(piece)


def _number_behind(piece: str) -> int | None:
    """Where the document number begins that stands behind a title on its line (…的通知 黄府办发〔2023〕2号)."""
    if "号" not in piece[-3:] or len(piece) > LONG or "。" in piece:
        return None
    for span, number in docnumbers.find(piece):
        before = piece[: span.start].rstrip()
        behind = not piece[span.end :].strip(" ）)") and number.prefix
        if behind and (titles.complete(before) or titles.DATE_IN_BRACKETS.search(before)):
            return span.start
    return None


@cache
def _break() -> re.Pattern[str]:
    """A space where a line broke before an item."""
    return compiled(
        r"(?<=[^\s，、,]) (?=(?:第[一二三四五六七八九十百零〇]{1,5}[编章节条]|"
        r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,4}[）)]))"
    )


@cache
def _no_break() -> re.Pattern[str]:
    """An item that follows with no space at all: …工程设施1.加快…, …主要任务（一）确定…, …人民政府：为贯彻…"""
    return compiled(
        r"(?<=[一-鿿。；）)!！])(?=\d{1,2}[.．、][一-鿿“《])|"
        r"(?<=[一-鿿。；）)!！])(?=[（(][一二三四五六七八九十]{1,4}[）)](?![项款条目中])[一-鿿“《])|"
        r"(?<=[。；）)!！])(?=[一二三四五六七八九十]{1,3}、[一-鿿“《])|"
        r"(?<=[府门位委局厅会校][：:])(?=为|根据|按照|现将|经|《|近)"
    )


def _scraped(piece: str) -> bool:
    return any(count == SCRAPED for count, _ in enumerate(_break().finditer(piece), 1))


def _cut(piece: str, start: int) -> list[Line]:
    """A scraped line at its spaces, and where a numbered item follows a stop without one."""
    cuts = sorted(
        {match.end() for match in SPACE.finditer(piece)} | {match.start() for match in _no_break().finditer(piece)}
    )
    found: list[Line] = []
    at = 0
    for cut in [*cuts, len(piece)]:
        _add(found, start + at, piece[at:cut])
        at = cut
    return found


def _add(found: list[Line], start: int, piece: str) -> None:
    text = piece.strip()
    if text:
        start += len(piece) - len(piece.lstrip())
        found.append(Line(start, start + len(text), text))
