"""Phrase kinds: runs of names that no list could hold, found by how a name ends.

`市财政局、各县（市、区）人民政府和有关单位` is the phrase `bodies` with three items, because 局, 政府 and 单位 end
the name of a body. What ends a name, what separates names and what never stands inside one is data (phrases.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jsx_cli.model import Span
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass, field

# The words that hold a character, each with its place in them.
Covering = dict[str, tuple[tuple[str, int], ...]]

_OPEN = {"（": "）", "“": "”", "［": "］", "《": "》", "〈": "〉"}
_STOP = frozenset("，；。！？：\n、）”］》 ")
# A bracket that says something of the list and is no part of its last name: （逗号前为牵头单位，下同）.
_REMARK = late(r"（[^（）\n]{0,60}?(?:[，。；]|下同|牵头|负责)[^（）\n]{0,60}）")
MAX_ITEMS = 60
MAX_WAYS = 64


@dataclass(frozen=True, slots=True)
class PhraseKind:
    """How a phrase is read.

    An item has `least` to `most` characters, holds none of `breaks`, and ends with one of `ends`. Where `ends` is
    empty an item runs up to the next stop: a mark, a break, or a word of `soft` (和) behind a word of `soft_ends`, so
    that 教育部门和财政部门 are two and 文化和旅游部 is one. `inner` are separators that may also stand inside an item
    (分管人口计生和卫生健康工作的负责人). A word of `cut` ends the item, and the class noun behind it is passed over
    (A、B等部门 is A and B; one of `must_cut`, where given, must stand there) unless it is part of a word of `cut_not`
    (高等学校); `breaks_not` does the same for breaks. `levels` are the words of each level of government from the top
    down, those of one level in one text: a bare level goes on over 、 to another, for they share one noun
    (各市、县（区）人民政府 is one name, 各县、市教育局 two).
    """

    name: str
    ends: tuple[str, ...]
    separators: tuple[str, ...]
    breaks: tuple[str, ...] = ()
    breaks_not: tuple[str, ...] = ()
    starts_not: tuple[str, ...] = ()
    ends_not: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    cut_not: tuple[str, ...] = ()
    must_cut: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    soft_ends: tuple[str, ...] = ()
    inner: frozenset[str] = frozenset()
    least: int = 2
    most: int = 30
    single: bool = False
    levels: tuple[str, ...] = ()
    _signs: list[_Signs] = field(init=False, default_factory=list, compare=False, repr=False)

    @property
    def signs(self) -> _Signs:
        """The words by their characters, made when somebody first reads such a phrase."""
        if not self._signs:
            self._signs.append(_signs(self))
        return self._signs[0]


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a character may be in an item: a mark that ends it, the beginning or the end of certain words."""

    stops: bool
    breaks: tuple[str, ...]
    cut: tuple[str, ...]
    soft: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Signs:
    """The words of a phrase kind by the characters they begin or end with; a character that is in none is plain."""

    of: dict[str, _Sign]
    joints: tuple[str, ...]
    breaks_not: Covering
    cut_not: Covering


def _signs(kind: PhraseKind) -> _Signs:
    breaks, cut, soft, last = _by(kind.breaks, 0), _by(kind.cut, 0), _by(kind.soft, 0), _by(kind.ends, -1)
    stops = _STOP - kind.inner
    of = {
        sign: _Sign(sign in stops, breaks.get(sign, ()), cut.get(sign, ()), soft.get(sign, ()), last.get(sign, ()))
        for sign in {*_OPEN, "）", *stops, *breaks, *cut, *soft, *last}
    }
    return _Signs(of, (*kind.separators, *kind.soft), covering(kind.breaks_not), covering(kind.cut_not))


def _by(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """The words by the character at that place."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[place], []).append(word)
    return {sign: tuple(same) for sign, same in found.items()}


def covering(words: Iterable[str]) -> Covering:
    """For each character the words that hold it, with its place in them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for word in words:
        for place, sign in enumerate(word):
            found.setdefault(sign, []).append((word, place))
    return {sign: tuple(same) for sign, same in found.items()}


Items = tuple[Span, ...]


def read_phrase(kind: PhraseKind, text: str, start: int, limit: int) -> Iterator[tuple[int, Items]]:
    """Every way to read the phrase at `start`, the longest list first: where it ends, and its items.

    At most `MAX_WAYS` ways are given, so that a hostile text costs no more than a plain one.
    """
    for count, way in enumerate(_lists(kind, text, start, limit, 0), 1):
        yield way
        if count >= MAX_WAYS:
            return


def _lists(kind: PhraseKind, text: str, start: int, limit: int, depth: int) -> Iterator[tuple[int, Items]]:
    ends = _item_ends(kind, text, start, limit)
    joints = kind.signs.joints
    for item_end, end, whole in reversed(ends):
        item = Span(start, item_end)
        if not kind.single and depth < MAX_ITEMS and text.startswith(joints, end):
            for separator in joints:
                if text.startswith(separator, end):
                    after = end + len(separator)
                    for far, items in _lists(kind, text, after, limit, depth + 1):
                        yield far, (item, *items)
        if whole:
            yield end, (item,)


def _item_ends(kind: PhraseKind, text: str, start: int, limit: int) -> list[tuple[int, int, bool]]:
    """Where an item that begins at `start` may end, from near to far.

    With each end goes where the reading goes on behind it, and whether the list may end there.
    """
    found: list[tuple[int, int, bool]] = []
    if text.startswith(kind.starts_not, start) and not part_of(kind.signs.breaks_not, text, start):
        return found
    if kind.ends and _breaks(kind, text, start):
        return found
    signs, ends, nearest, levels = kind.signs.of, kind.ends, start + kind.least, kind.levels
    closing: list[str] = []
    at = start
    far = min(limit, start + kind.most)
    while at < far:
        sign = text[at]
        what = signs.get(sign)
        if what is None and not closing:
            at += 1
            continue
        if closing:
            if sign == closing[-1]:
                closing.pop()
            elif sign in _OPEN:
                closing.append(_OPEN[sign])
            elif sign in "。；\n":
                return found
        elif sign in _OPEN:
            if at == start and sign == "（":
                return found
            if not ends and _REMARK.match(text, at):
                break
            closing.append(_OPEN[sign])
        elif what is not None:
            if sign == "、" and levels and _goes_down(levels, text, start, at):
                at += 1
                continue
            if what.stops or (at > start and what.breaks and _breaks(kind, text, at)):
                break
            if what.cut and _cuts(kind, text, at):
                if at >= nearest and (not ends or _ends(kind, text, start, at)):
                    behind = _behind_cut(kind, text, at, min(limit, at + kind.most))
                    if behind:
                        found.append((at, behind, True))
                return found
            if what.soft and text.startswith(what.soft, at) and _soft(kind, text, start, at):
                break
        at += 1
        if what is None or not ends or closing or at < nearest or not (what.ends or sign == "）"):
            continue
        if _allowed(kind, text, start, at):
            if levels and text.startswith("、", at) and _goes_down(levels, text, start, at):
                continue
            found.append((at, at, True))
            if text.startswith(kind.separators, at):
                return found  # a name is complete here: what follows is the next one
    else:
        if at < limit:
            return found  # longer than any name
    if not ends and not closing and at >= nearest and _allowed(kind, text, start, at):
        found.append((at, at, not kind.must_cut))
    return found


def _goes_down(levels: tuple[str, ...], text: str, start: int, at: int) -> bool:
    """True where 各市 stands before 、 and 县（区）人民政府 behind it."""
    piece, below = _level_patterns(levels)
    above = piece.fullmatch(text, start, at)
    under = below.match(text, at + 1) if above else None
    if above is None or under is None:
        return False
    last = max(levels.index(level) for level in levels if above["last"] in level.split())
    return any(under["word"] in level.split() for level in levels[last:])


@lru_cache(maxsize=16)
def _level_patterns(levels: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name that is a level and no more (各市、县（市）), and a level that begins a longer name, not 市直各部门."""
    known = {word for level in levels for word in level.split()}
    words = "|".join(map(re.escape, sorted(known, key=lambda word: (-len(word), word))))
    one = f"(?:{words})(?:（[^（）]{{1,8}}）)?"
    return (
        compiled(f"各?(?:{one}、?){{0,4}}(?P<last>{words})(?:（[^（）]{{1,8}}）)?"),
        compiled(f"(?P<word>{words})(?![直属委纪管办部有相])"),
    )


def _cuts(kind: PhraseKind, text: str, at: int) -> bool:
    """True where 等 ends a list, and is not part of a word such as 高等."""
    return text.startswith(kind.cut, at) and not part_of(kind.signs.cut_not, text, at)


def _breaks(kind: PhraseKind, text: str, at: int) -> bool:
    """True where a word stands that no name holds, and is not part of a word such as 应急 or 组织部."""
    what = kind.signs.of.get(text[at : at + 1])
    return what is not None and text.startswith(what.breaks, at) and not part_of(kind.signs.breaks_not, text, at)


def part_of(words: Covering, text: str, at: int) -> bool:
    """True where one of the words covers the character at `at`."""
    return any(back <= at and text.startswith(word, at - back) for word, back in words.get(text[at], ()))


def _behind_cut(kind: PhraseKind, text: str, at: int, far: int) -> int:
    """Behind 等 and the class noun that goes with it, 等有关部门; 0 where a class noun must stand and none does."""
    if kind.must_cut:
        after = at + len(next(word for word in kind.cut if text.startswith(word, at)))
        nouns = [word for word in kind.must_cut if text.startswith(word, after) and after + len(word) <= far]
        return after + max(map(len, nouns)) if nouns else 0
    end = at
    while end < far and text[end] not in _STOP and not _breaks(kind, text, end):
        if end > at and text.startswith(kind.soft, end):
            break
        closing = text.find("）", end, far) if text[end] == "（" else -1
        end = closing + 1 if closing > 0 else end + 1  # 等市直（驻市）进驻单位
    return end


def _allowed(kind: PhraseKind, text: str, start: int, at: int) -> bool:
    return not text.endswith(kind.ends_not, start, at) and _ends(kind, text, start, at)


def _ends(kind: PhraseKind, text: str, start: int, at: int) -> bool:
    """True where the item ends with one of its words (with anything, where there are none)."""
    if not kind.ends:
        return True
    if text[at - 1] == "）":
        # 镇卫生院负责人（村医）: the bracket belongs to the name before it.
        opening = text.rfind("（", start, at)
        return opening > start and _ends(kind, text, start, opening)
    what = kind.signs.of.get(text[at - 1])
    return what is not None and text.endswith(what.ends, start, at)


def _soft(kind: PhraseKind, text: str, start: int, at: int) -> bool:
    """True where a word of `soft` parts the items: one of `soft_ends` ends before it, or there are none."""
    if not kind.soft_ends:
        return True
    if text[at - 1] == "）":
        opening = text.rfind("（", start, at)
        return opening > start and _soft(kind, text, start, opening)
    return text.endswith(kind.soft_ends, start, at)
