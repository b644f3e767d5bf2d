"""Pinyin that a scraper put after characters goes: 嘉峪關(guān)市 is 嘉峪關市, 中國(guo) is 中國.

A bracket is pinyin only when it holds one syllable in small letters that the character before it is read with, so that
认证（AEO）, 公顷(ha) and 附表(a) stay. With a tone mark any sound syllable will do, and a bracket that lost one of its
halves (關(guān市, 關guān)市) is mended too; without one the reading has to fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

TONES = dict(zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ", "aaaaeeeeiiiioooouuuuüüüünnnm", strict=True))
TONED = "".join(TONES)
ASCII_SYLLABLE = late(r"[(（][ ]?[a-z]{1,6}[ ]?[)）]")
HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# What stands before is looked at behind the first character, so that the search runs from bracket to bracket.
BRACKET = late(
    rf"[(（](?<={HAN}.)(?:[ ]?(?P<inside>[a-zü{TONED}]{{1,6}})[ ]?[)）]"
    rf"|(?P<open>[a-zü]{{0,5}}[{TONED}][a-zü]{{0,4}})(?={HAN}|[，。、；：,]))"
)
# The first half of the bracket is lost.
HALF = late(rf"[a-zü{TONED}](?<={HAN}.)[a-zü{TONED}]{{0,9}}[)）]")
CLOSE = late(rf"(?P<close>[a-zü]{{0,5}}[{TONED}][a-zü]{{0,4}})[)）]")


def pinyin(draft: Draft) -> Iterator[Edit]:
    """Drop the brackets whose syllable the character before them is read with."""
    text = draft.text
    if draft.used.isdisjoint(TONED) and not ASCII_SYLLABLE.search(text):
        return
    for start, end, syllable in _brackets(text, draft.used):
        toned, readings = _read(syllable)
        if readings is not None and (toned or text[start - 1] in readings):
            yield Edit(Span(start, end), "")


def _brackets(text: str, used: frozenset[str]) -> list[tuple[int, int, str]]:
    """The brackets behind a character that may hold pinyin, those without their first half too."""
    found = [(*one.span(), one["inside"] or one["open"]) for one in BRACKET.finditer(text)]
    if used.isdisjoint(TONED):
        return found
    halves = []
    for start in (one.start() for one in HALF.finditer(text)):
        half = CLOSE.match(text, start)
        if half:
            halves.append((*half.span(), half["close"]))
    return sorted([*found, *halves]) if halves else found


@lru_cache(maxsize=4096)
def _read(syllable: str) -> tuple[bool, str | None]:
    """Whether it has a tone mark, and the characters that are read so."""
    plain = "".join(TONES.get(letter, letter) for letter in syllable)
    return plain != syllable, _readings().get(plain) or _readings().get(plain.replace("ü", "u"))


@cache
def _readings() -> dict[str, str]:
    return {row["word"]: row["characters"] for row in lexicon("pinyin")}
