"""Paragraphs of the clean text: a line each, and the lines of a page that was scraped into one.

In goes the normalised text, out come its lines. A scrape that holds a whole document on one line (… 一、总体目标 在全区
建立… 二、主要任务 （一）…) is cut where a space stood for a line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jsx_cli.model import Span

SCRAPED = 3  # so many numbered items behind a space make a line a scrape
LONG = 200

BREAK = re.compile(
    r"(?<=[^\s，、,]) (?=(?:第[一二三四五六七八九十百零〇]{1,5}[编章节条]|"
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,4}[）)]))"
)
SPACE = re.compile(r" ")
AFTER_STOP = re.compile(
    r"(?<=[。；）)!！])(?=\d{1,2}[.．、][一-鿿“《]|[（(][一二三四五六七八九十]{1,4}[）)][一-鿿“《]|[一二三四五六七八九十]{1,3}、[一-鿿“《])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and where it stands."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The whole line."""
        return Span(self.start, self.end)


def lines(text: str) -> list[Line]:
    """The paragraphs of `text`; together they hold all of it but the white space between them."""
    found: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        if len(piece) > LONG and _scraped(piece):
            found.extend(_cut(piece, start))
        else:
            _add(found, start, piece)
        start += len(piece) + 1
    return found


def _scraped(piece: str) -> bool:
    return any(count == SCRAPED for count, _ in enumerate(BREAK.finditer(piece), 1))


def _cut(piece: str, start: int) -> list[Line]:
    """A scraped line at its spaces, and where a numbered item follows a stop without one."""
    cuts = sorted(
        {match.end() for match in SPACE.finditer(piece)} | {match.start() for match in AFTER_STOP.finditer(piece)}
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
