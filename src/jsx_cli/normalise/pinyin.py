"""Pinyin that a scraper put after characters goes: 嘉峪關(guān)市 is 嘉峪關市, 中國(guo) is 中國.

A bracket is pinyin only when it holds one syllable in small letters that the character before it is read with, so that
认证（AEO）, 公顷(ha) and 附表(a) stay. With a tone mark any sound syllable will do, and a bracket that lost one of its
halves (關(guān市, 關guān)市) is mended too; without one the reading has to fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

TONES = dict(zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ", "aaaaeeeeiiiioooouuuuüüüünnnm", strict=True))
TONED = "".join(TONES)
ASCII_SYLLABLE = late(r"[(（][ ]?[a-z]{1,6}[ ]?[)）]")
HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
BRACKET = late(
    rf"(?<={HAN})[(（][ ]?(?P<inside>[a-zü{TONED}]{{1,6}})[ ]?[)）]"
    rf"|(?<={HAN})[(（](?P<open>[a-zü]{{0,5}}[{TONED}][a-zü]{{0,4}})(?={HAN}|[，。、；：,])"
    rf"|(?<={HAN})(?P<close>[a-zü]{{0,5}}[{TONED}][a-zü]{{0,4}})[)）]"
)


def pinyin(draft: Draft) -> Iterator[Edit]:
    """Drop the brackets whose syllable the character before them is read with."""
    text = draft.text
    if draft.used.isdisjoint(TONED) and not ASCII_SYLLABLE.search(text):
        return
    for found in BRACKET.finditer(text):
        syllable = found["inside"] or found["open"] or found["close"]
        plain = "".join(TONES.get(letter, letter) for letter in syllable)
        toned = plain != syllable
        readings = _readings().get(plain) or _readings().get(plain.replace("ü", "u"))
        if readings is not None and (toned or text[found.start() - 1] in readings):
            yield Edit(Span(*found.span()), "")


@cache
def _readings() -> dict[str, str]:
    return {row["word"]: row["characters"] for row in lexicon("pinyin")}
