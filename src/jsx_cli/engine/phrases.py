"""Phrase kinds: runs of names that no list could hold, found by how a name ends.

`市财政局、各县（市、区）人民政府和有关单位` is the phrase `bodies` with three items, because 局, 政府 and 单位 end the name
of a body. What ends a name, what separates names and what never stands inside one is data (phrases.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jsx_cli.model import Span

_OPEN = {"（": "）", "“": "”", "［": "］", "《": "》", "〈": "〉"}
_STOP = frozenset("，；。！？：\n、）”］》 ")
MAX_ITEMS = 60
MAX_WAYS = 64


@dataclass(frozen=True, slots=True)
class PhraseKind:
    """How a phrase is read.

    An item has `least` to `most` characters, holds none of `breaks`, and ends with one of `ends` (with any
    character where `ends` is empty). `inner` are separators that may also stand inside an item
    (分管人口计生和卫生健康工作的负责人); `trailing` words are left out of the list (等, 分别).
    """

    name: str
    ends: tuple[str, ...]
    separators: tuple[str, ...]
    breaks: tuple[str, ...] = ()
    starts_not: tuple[str, ...] = ()
    ends_not: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()
    inner: frozenset[str] = frozenset()
    least: int = 2
    most: int = 30
    single: bool = False
    _by_last: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_last: dict[str, list[str]] = {}
        for end in self.ends:
            by_last.setdefault(end[-1], []).append(end)
        self._by_last.update({last: tuple(words) for last, words in by_last.items()})


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
    ends = list(_item_ends(kind, text, start, limit))
    for end in reversed(ends):
        item = Span(start, end)
        if not kind.single and depth < MAX_ITEMS:
            for separator in kind.separators:
                if text.startswith(separator, end):
                    after = end + len(separator)
                    for far, items in _lists(kind, text, after, limit, depth + 1):
                        yield far, (item, *items)
        for word in kind.trailing:
            if text.startswith(word, end):
                yield end + len(word), (item,)
        yield end, (item,)


def _item_ends(kind: PhraseKind, text: str, start: int, limit: int) -> Iterator[int]:
    """Where an item that begins at `start` may end, from near to far."""
    if any(text.startswith(word, start) for word in kind.starts_not):
        return
    closing: list[str] = []
    at = start
    far = min(limit, start + kind.most)
    while at < far:
        sign = text[at]
        if closing:
            if sign == closing[-1]:
                closing.pop()
            elif sign in _OPEN:
                closing.append(_OPEN[sign])
            elif sign in "。；\n":
                return
        elif sign in _OPEN:
            if at == start and sign == "（":
                return
            closing.append(_OPEN[sign])
        elif (sign in _STOP and sign not in kind.inner) or any(text.startswith(word, at) for word in kind.breaks):
            return
        at += 1
        if not closing and at - start >= kind.least and _ends(kind, text, start, at):
            yield at


def _ends(kind: PhraseKind, text: str, start: int, at: int) -> bool:
    if any(text.endswith(word, start, at) for word in kind.ends_not):
        return False
    if not kind.ends:
        return True
    if text[at - 1] == "）":
        # 镇卫生院负责人（村医）: the bracket belongs to the name before it.
        opening = text.rfind("（", start, at)
        return opening > start and _ends(kind, text, start, opening)
    words = kind._by_last.get(text[at - 1], ())
    return any(text.endswith(word, start, at) for word in words)
