"""Numbered items that lost their line end: …解决机制。36.建立… are two lines where 35. stands above and 37. below.

In go the lines of a document, out come the same with each such item set apart. A numeral inside a line opens an item
only where the count proves it: it is missing between two items, or it comes next and stands behind a full stop.
提供以下材料：1.合同；2.证明 within one paragraph stays as it is, and so do the rows of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jsx_cli.outline.line import Line
from jsx_cli.outline.markers import RANKS, Marker, marker, written
from jsx_cli.patterns import compiled, late

PASSES = 4  # what is set apart may show what is glued to it
MISSING = 20  # so many items in a row may have lost their lines
SEARCHED = 8_000  # characters in which they are looked for
NUMERALS = "一二三四五六七八九十百零〇"
ENDS = "。；;！？!?：:”）)"
CHAPTER = rf"第[{NUMERALS}]{{1,5}}[章节][ 　]?[^\s，。；：、第]{{1,16}}"
ARTICLE = rf"第[{NUMERALS}]{{1,6}}条(?:[ 　【]|(?![的之、，。；和至或款项规所第例])\S)"
# 第一章总则第一条为了…: a chapter has no text of its own
STRUCTURE = late(
    rf"(?<=[。；）)])(?={CHAPTER}{ARTICLE})|(?:^|(?<=[。；）)])){CHAPTER}(?={ARTICLE})"
    r"|(?<=[。；）)])(?=第一条[ 　]?(?:【|为|根据|依据))"
)
# 一、改造管网（一）更新管道。…（二）建设泵站。…
OPENED = late(
    rf"(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)])[^，。；：（）]{{2,30}}?"
    r"(?P<first>(?P<bracketed>[（(]一[）)])|1[.．](?!\d))"
)
SECOND = late(r"[。；](?:(?P<bracketed>[（(]二[）)])|2[.．](?!\d))")


def unglue(lines: Sequence[Line]) -> list[Line]:
    """The lines with every glued item on one of its own."""
    found = list(lines)
    for _ in range(PASSES):
        cuts = _cuts(found)
        if not cuts:
            break
        found = [piece for index, line in enumerate(found) for piece in _pieces(line, cuts.get(index, []))]
    return found


def _cuts(lines: Sequence[Line]) -> dict[int, list[int]]:
    """For each line the places where an item begins inside it."""
    cuts: dict[int, list[int]] = {}
    marked = [(index, mark) for index, line in enumerate(lines) if (mark := _mark(line)) is not None]
    open_items: list[tuple[int, Marker]] = []
    counted: dict[str, tuple[int, int]] = {}
    for position, (index, mark) in enumerate(marked):
        before: tuple[int, int] | None = None
        while open_items and RANKS[open_items[-1][1].style] >= RANKS[mark.style]:
            at, item = open_items.pop()
            before = (at, item.number) if item.style == mark.style else None
        above = open_items[-1][0] if open_items else -1
        open_items.append((index, mark))
        last = counted.get(mark.style)
        counted[mark.style] = (index, mark.number)
        for at, offset in _missing(lines, index, mark, before, above, last):
            cuts.setdefault(at, []).append(offset)
        until = marked[position + 1] if position + 1 < len(marked) else (len(lines), None)
        for at, offset in _next(lines, index, mark, *until):
            cuts.setdefault(at, []).append(offset)
    for index, line in enumerate(lines):
        opened = OPENED.match(line.text) if "\t" not in line.text else None
        second = SECOND.search(line.text, opened.end(), opened.end() + SEARCHED) if opened is not None else None
        if opened is not None and second is not None and bool(opened["bracketed"]) == bool(second["bracketed"]):
            cuts.setdefault(index, []).append(opened.start("first"))
        if ("条" in line.text and "第一" in line.text) or "章" in line.text:
            cuts.setdefault(index, []).extend(place.end() for place in STRUCTURE.finditer(line.text))
    return {index: sorted(set(places) - {0}) for index, places in cuts.items() if set(places) - {0}}


def _mark(line: Line) -> Marker | None:
    return marker(line.text[:16]) if "\t" not in line.text else None


def _missing(
    lines: Sequence[Line], index: int, mark: Marker,
    before: tuple[int, int] | None, above: int, last: tuple[int, int] | None,
) -> list[tuple[int, int]]:  # fmt: skip
    """Where the items stand that are missing above this one: after the one before it, or from 1 on."""
    if before is not None:
        starts = [before] if mark.number > before[1] + 1 else []
    elif mark.number == 1 or (last is not None and mark.number == last[1] + 1):
        starts = []
    else:
        starts = [(above, 0)] if above >= 0 else []
        if last is not None and mark.number > last[1] + 1:
            starts.append(last)
    for first, number in starts:
        if mark.number - number - 1 <= MISSING:
            places = _chain(lines, first, index, mark.style, number + 1, mark.number)
            if len(places) == mark.number - number - 1:
                return places
    return []


def _next(
    lines: Sequence[Line], index: int, mark: Marker, until: int, following: Marker | None
) -> list[tuple[int, int]]:
    """Where the items stand that come next behind a full stop, before the next item of any kind."""
    if following is not None and following.style == mark.style and following.number == mark.number + 1:
        return []
    if following is not None and following.style == mark.style and following.number > mark.number:
        return []  # a gap, and no business of this rule's
    opened = _chain(lines, index, index + 1, mark.style, 1, 2)
    if opened:
        return []  # a list of its own inside the item
    return _chain(lines, index, until, mark.style, mark.number + 1, mark.number + MISSING, strict=True)


def _chain(
    lines: Sequence[Line], first: int, last: int, style: str, number: int, end: int, *, strict: bool = False
) -> list[tuple[int, int]]:
    """The places of the numbers from `number` up to `end`, one behind the other, as far as they are there."""
    found: list[tuple[int, int]] = []
    at, offset, searched = first, 1, 0
    while number < end and at < last and searched < SEARCHED:
        text = lines[at].text
        place = _item(text, offset, style, number, strict) if "\t" not in text else None
        if place is None:
            searched += len(text)
            at, offset = at + 1, 1
            continue
        found.append((at, place.start()))
        offset = place.end()
        number += 1
    return found


def _item(text: str, offset: int, style: str, number: int, strict: bool) -> re.Match[str] | None:
    """The first item of that number inside a line; `strict` behind the end of a sentence only."""
    wanted = _numerals(number)
    return next((found for found in _items(style, strict).finditer(text, offset) if found["number"] in wanted), None)


# What stands behind the numeral of an item, and before it.
SHAPES = {
    "article": rf"第(?P<number>[{NUMERALS}]{{1,6}}|[0-9]{{1,4}})条(?![的之、，。；和至或款项规所第例])",
    "chinese": rf"(?P<number>[{NUMERALS}]{{1,6}})[、．](?![{NUMERALS}]{{1,2}}[、类级线号期])",
    "bracketed": rf"[（(] ?(?P<number>[{NUMERALS}]{{1,6}}) ?[）)](?![项款目条中、至和或])",
    "arabic": r"(?P<number>[0-9]{1,4}) ?[．、.]",
    "bracketed-arabic": r"[（(] ?(?P<number>[0-9]{1,4}) ?[）)](?![项款目条中、至和或])",
}
LOOSE = ("bracketed", "bracketed-arabic")  # these may also follow a word


@cache
def _items(style: str, strict: bool) -> re.Pattern[str]:
    """The items of a style inside a line."""
    shape = SHAPES.get(style, r"(?P<number>(?!))")
    if strict and style == "arabic":
        shape += r"(?!\d)"  # not so between 22. and 24., where 23.2023年4月1日以后… is no decimal
    behind = "。；;！？!?" if strict else ENDS
    loose = r"|(?<=[\u4e00-\u9fff])(?<![第条款项和至或及])" if style in LOOSE and not strict else ""
    return compiled(rf"(?:(?<=[{behind}]){loose})[ 　]?{shape}(?=.)")


@cache
def _numerals(number: int) -> frozenset[str]:
    """The number as it may be written: 36, 三十六, 一百零五."""
    return frozenset((str(number), *_chinese(number)))


def _chinese(number: int) -> tuple[str, ...]:
    if number < 100:
        return (written(number),)
    hundreds, rest = divmod(number, 100)
    head = "一二三四五六七八九"[hundreds % 10 - 1] + "百"
    if not rest:
        return (head,)
    if rest < 10:
        return tuple(f"{head}{nought}{written(rest)}" for nought in "零〇")
    return (head + ("一" if rest < 20 else "") + written(rest),)


def _pieces(line: Line, places: Sequence[int]) -> Iterator[Line]:
    for start, end in zip([0, *places], [*places, len(line.text)], strict=True):
        text = line.text[start:end]
        bare = text.strip()
        if bare:
            at = line.start + start + len(text) - len(text.lstrip())
            yield Line(at, at + len(bare), bare)
