"""Traditional to simplified by OpenCC, for documents in traditional script only: 嘉峪關市 is 嘉峪关市.

What is simplified passes untouched, whatever a table might say of 什么, 乾安县, 著作, 于是 or 瞭望: a document is
traditional when it has more characters that simplified text never uses (關, 發) than characters that traditional text
never uses (关, 发). Taiwanese (裡) and Hong Kong (説) variants choose tw2s or hk2s. Never the phrase tables: they
reword law.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late
from jsx_cli.records import replace

IDEOGRAPHS = late(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
FEW = 30
CONFIGS = ("t2s", "tw2s", "hk2s")


@cache
def _traditional() -> frozenset[str]:
    return frozenset("".join(row["word"] for row in lexicon("traditional_only")))


@cache
def _variants(config: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("script_variants") if row["config"] == config)


def script(text: str) -> str | None:
    """The configuration of OpenCC that a text needs; None for simplified text."""
    return _script(text, frozenset(text))


def _script(text: str, used: frozenset[str]) -> str | None:
    odd = used & _traditional()
    if not odd:
        return None
    if len(odd) < FEW:  # simplified text with a 於 in it: not everything need be counted
        traditional = sum(map(text.count, odd))
        common = (sign for sign in text if sign not in odd and _is_simplified(sign))
        if sum(1 for _ in islice(common, traditional)) == traditional:
            return None
    counts = Counter(text)
    traditional = sum(counts[sign] for sign in odd)
    simplified = sum(counts[sign] for sign in filter(_is_simplified, used - odd))
    if simplified >= traditional:
        return None
    taiwan, hongkong = (sum(counts[sign] for sign in used & _variants(config)) for config in ("tw2s", "hk2s"))
    return "t2s" if taiwan == hongkong else "tw2s" if taiwan > hongkong else "hk2s"


@lru_cache(maxsize=40_000)
def _is_simplified(sign: str) -> bool:
    """True for what Big5 lacks and OpenCC would leave alone: 关, 发, 这."""
    return IDEOGRAPHS.match(sign) is not None and sign.encode("big5", "replace") == b"?"


def to_simplified(text: str, config: str) -> str:
    """The text in simplified characters by one of OpenCC's tables (t2s, tw2s, hk2s)."""
    if config not in CONFIGS:
        raise ValueError(f"{config!r} is none of {', '.join(CONFIGS)}: the phrase tables reword the law")
    return str(_converter(config).convert(text))


@cache
def _converter(config: str):  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC(config)


def simplify(draft: Draft) -> Iterator[Edit]:
    """Convert a traditional document: one edit that keeps the length, so that every character keeps its place."""
    text = draft.text
    config = _script(text, draft.used)
    if config is None:
        return
    new = to_simplified(text, config)
    if len(new) != len(text):
        # No table of these three does that today; a character that it lengthens stays as it is.
        new = "".join(one if len(one) == 1 else old for old in text for one in (to_simplified(old, config),))
    draft.fields = [replace(field, value=to_simplified(field.value, config)) for field in draft.fields]
    if new != text:
        yield Edit(Span(0, len(text)), new)
