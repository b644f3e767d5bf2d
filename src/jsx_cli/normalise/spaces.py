"""White space that says nothing goes: 2023 年6 月 is 2023年6月, 30 % is 30%, 索 引 号 is 索引号.

Between two Chinese characters it separates (李明　国务委员) and stays as one ordinary space, except where it only pads a
word: 王　湛, 附　件, 总　　则 are single characters set apart. After 。 or ） it may stand for a line end and stays
likewise; beside any other punctuation, and between Chinese and digits or letters, it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft

BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
GAP = re.compile(rf"{BLANK}*+\n[\s]*+|{BLANK}++")
HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SINGLE = re.compile(rf"(?<![\u3400-\u9fff])[\u3400-\u9fff](?:{BLANK}++[\u3400-\u9fff](?![\u3400-\u9fff]))++")
# 一 二 三 and 甲 乙 are items, not a word set wide.
ITEMS = re.compile(
    r"(?:[一二三四五六七八九十百]|[甲乙丙丁戊己庚辛]|[男女]|[是否]|[有无]|[上中下]|[大中小]|[东西南北])+"
)
OPENING = "（([〔【［｛{《〈「『“‘"
CLOSING = "）)]〕】］｝}》〉」』”’"
STOPS = "。！？；!?;）)"
PUNCTUATION = "，、：,:·—…～~-–/|。！？；!?;％%‰"
NUMERAL = re.compile(rf"[（(]{BLANK}{{0,3}}[一二三四五六七八九十百\d]{{1,4}}{BLANK}{{0,3}}[)）]$")


def spaces(draft: Draft) -> Iterator[Edit]:
    """Trim every line, drop blank ones, and leave at most one space where one is wanted."""
    text = draft.text
    within = padded(text)
    for found in GAP.finditer(text):
        start, end = found.span()
        if start == 0 or end == len(text):
            yield Edit(Span(start, end), "")
        elif "\n" in found[0]:
            if end - start > 1:
                yield from _keep_one(text, start, end, "\n")
        elif start in within or not _separates(text, start, end):
            yield Edit(Span(start, end), "")
        elif end - start > 1 or text[start] != " ":
            yield from _keep_one(text, start, end, " ")


def _keep_one(text: str, start: int, end: int, wanted: str) -> Iterator[Edit]:
    """Delete around one character of the gap, so that what stays has one origin of one character."""
    at = text.find(wanted, start, end)
    if at < 0:
        yield Edit(Span(start, start + 1), wanted)
        if start + 1 < end:
            yield Edit(Span(start + 1, end), "")
        return
    if start < at:
        yield Edit(Span(start, at), "")
    if at + 1 < end:
        yield Edit(Span(at + 1, end), "")


def _separates(text: str, start: int, end: int) -> bool:
    """True where a space between these neighbours means something."""
    before, after = text[start - 1], text[end]
    if before == "\n" or after == "\n":
        return False
    if before in OPENING or after in CLOSING:
        return False
    if before.isascii() and after.isascii():
        if after in "%,.;:!?)]" or before in "([]":
            return False
        return True
    han_before, han_after = HAN.match(before) is not None, HAN.match(after) is not None
    if before in STOPS:
        if before in "）)" and NUMERAL.search(text, max(0, start - 12), start):
            return False
        return han_after or after in "（("
    return han_before and han_after


def padded(text: str, first: int = 0, last: int | None = None) -> set[int]:
    """Where the gaps begin that only pad a word: single characters set apart, by the narrowest gap among them."""
    found: set[int] = set()
    for run in SINGLE.finditer(text, first, len(text) if last is None else last):
        gaps = list(re.finditer(rf"{BLANK}++", run[0]))
        letters = re.sub(rf"{BLANK}", "", run[0])
        if ITEMS.fullmatch(letters):
            continue
        narrow = min(len(gap[0]) for gap in gaps)
        found.update(run.start() + gap.start() for gap in gaps if len(gap[0]) == narrow or len(gaps) == 1)
    return found
