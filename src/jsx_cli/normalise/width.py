"""Full-width letters, digits and signs become ASCII by table: ２０２５年３０％ is 2025年30%, ＡＢ is AB.

Chinese punctuation stays as written （，。；：（）！？）, for it is not a wide ASCII but the right character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

# Not NFKC: it turns the list mark in "①20万元" into a digit (120万元) and （ into a half-width bracket.
PUNCTUATION = frozenset("，：；！？（）［］｛｝～")
RARE = "﹪﹢﹣−"
SIGNS = "＃＄％＆＊＋－／＜＝＞＠＼＾＿｀｜"
FOLD = {
    **{ord(sign): chr(ord(sign) - 0xFEE0) for sign in SIGNS},
    **{code: chr(code - 0xFEE0) for low, high in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
       for code in range(low, high + 1)},
    ord("﹪"): "%", ord("﹢"): "+", ord("﹣"): "-", ord("−"): "-", ord("．"): ".",
}  # fmt: skip

WIDE = late(rf"[０-９Ａ-Ｚａ-ｚ{re.escape(SIGNS)}﹪﹢﹣−]+|(?<=[0-9０-９])．(?=[0-9０-９])")

FOLDABLE = frozenset(
    chr(code)
    for low, high in ((0xFF03, 0xFF5F), (0x2E80, 0x2FD5), (0xF900, 0xFAFF))
    for code in range(low, high + 1)
) - PUNCTUATION | set(RARE)  # fmt: skip

# ⼀ (a Kangxi radical) and 更 (a compatibility ideograph) are what some PDF fonts give for 一 and 更.
TWIN = late("[\u2e80-\u2fd5\uf900-\ufaff]")


def width(draft: Draft) -> Iterator[Edit]:
    """Fold full-width letters, digits and signs, and the twins of ideographs: one edit that keeps the length."""
    text = draft.text
    if draft.used.isdisjoint(FOLDABLE):
        return
    first = min((found.start() for pattern in (WIDE, TWIN) if (found := pattern.search(text))), default=-1)
    if first < 0:
        return
    new = WIDE.sub(lambda found: found[0].translate(FOLD), text[first:] if first else text)
    new = TWIN.sub(_plain, new)
    if new != text[first:]:
        yield Edit(Span(first, len(text)), new)


def _plain(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", found[0])
    return plain if len(plain) == 1 else found[0]
