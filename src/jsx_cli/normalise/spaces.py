"""White space that says nothing goes: 2023 年6 月 is 2023年6月, 30 % is 30%, 索 引 号 is 索引号.

Between two Chinese characters it separates (李明　国务委员) and stays as one ordinary space, except where it only
pads a word: 王　湛, 附　件, 总　　则 are single characters set apart. After 。 or ） it may stand for a line end and
stays likewise; beside any other punctuation, and between Chinese and digits or letters, it goes.

A tab sets the cells of a row apart (高血压病⇥200元/月⇥50元/月) and stays, one for each border, so that no cell runs
into the next. After a numeral or a colon (一、⇥总则, 附件：⇥名单) it is white space like any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Edit, Span
from jsx_cli.normalise.draft import Draft
from jsx_cli.patterns import late

BLANK = r"[^\S\n]"
GAP = late(r"\s++")
# 一 二 三 and 甲 乙 are items, not a word set wide.
ITEMS = tuple(
    map(
        frozenset,
        ("一二三四五六七八九十百", "甲乙丙丁戊己庚辛", "男女", "是否", "有无", "上中下", "大中小", "东西南北"),
    )
)
OPENING = "（([〔【［｛{《〈「『“‘"
CLOSING = "）)]〕】］｝}》〉」』”’"
STOPS = "。！？；!?;）)"
PUNCTUATION = "，、：,:·—…～~-–/|。！？；!?;％%‰"
LATIN_ENDS = "\u0250"
# What a tab only indents where it opens a line or follows a colon: 一、⇥总则, 第三条⇥…, 1.⇥…, 附件：⇥…
LABELS = "：:、"
MARKER = late(
    r"第[一二三四五六七八九十百零〇\d]{1,6}[编章节条款项部]|[（(]?[一二三四五六七八九十百\d]{1,4}[)）.．]|[①-⑳㈠-㈩⒈-⒛●■◆▲★※·•]"
)
LONGEST_MARKER = 8
NUMERAL = late(rf"[（(]{BLANK}{{0,3}}[一二三四五六七八九十百\d]{{1,4}}{BLANK}{{0,3}}[)）]$")


def spaces(draft: Draft) -> Iterator[Edit]:
    """Trim every line, drop blank ones, and leave at most one space where one is wanted."""
    text = draft.text
    gaps = [found.span() for found in GAP.finditer(text)]
    within = padded(text, gaps)
    for start, end in gaps:
        if start == 0 or end == len(text):
            yield Edit(Span(start, end), "")
        elif "\n" in text[start:end]:
            if end - start > 1:
                yield from _keep_one(text, start, end, "\n")
        elif _border(text, start, end):
            if end - start > 1:
                yield from _keep_one(text, start, end, "\t")
        elif start in within or not _separates(text, start, end):
            yield Edit(Span(start, end), "")
        elif end - start > 1 or text[start] != " ":
            yield from _keep_one(text, start, end, " ")


def _border(text: str, start: int, end: int) -> bool:
    """True for the gap between two cells of a row."""
    if "\t" not in text[start:end]:
        return False
    if text[start - 1] in LABELS:
        return False
    line = text.rfind("\n", max(0, start - LONGEST_MARKER - 1), start) + 1
    opens = line > 0 or start <= LONGEST_MARKER
    return not (opens and MARKER.fullmatch(text, line, start))


def is_han(sign: str) -> bool:
    """True for a Chinese character, 〇 and 々 included."""
    return (
        "\u3400" <= sign <= "\u9fff"
        or sign in "〇々〆"
        or "\uf900" <= sign <= "\ufaff"
        or "\U00020000" <= sign <= "\U0003ffff"
    )


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
    if before < LATIN_ENDS and after < LATIN_ENDS:
        return after not in "%,.;:!?)]" and before not in "([]"
    han_before, han_after = is_han(before), is_han(after)
    if before in STOPS:
        if before in "）)" and NUMERAL.search(text, max(0, start - 12), start):
            return False
        return han_after or after in "（("
    if before in "年月" and after not in "年月" and text[max(0, start - 4) : start - 1].rstrip()[-1:].isdecimal():
        return False  # 2025 年 底前; after 25 日 a signature may follow
    return han_before and han_after


def padded(text: str, gaps: list[tuple[int, int]]) -> set[int]:
    """Where the gaps begin that only pad a word: single characters set apart, by the narrowest gap among them."""
    found: set[int] = set()
    chain: list[tuple[int, int]] = []
    for gap in [*gaps, (-1, -1)]:
        if chain and gap[0] == chain[-1][1] + 1 and _amid_singles(text, *gap):
            chain.append(gap)
            continue
        if chain:
            letters = {text[start - 1] for start, _ in chain} | {text[chain[-1][1]]}
            if not any(letters <= items for items in ITEMS):
                narrow = min(end - start for start, end in chain)
                found.update(start for start, end in chain if end - start == narrow)
        chain = [gap] if gap[0] > 0 and _amid_singles(text, *gap) else []
    return found


def _amid_singles(text: str, start: int, end: int) -> bool:
    """True for a gap between two Chinese characters that each stand alone: 附　件, 王　湛."""
    if "\n" in text[start:end] or "\t" in text[start:end]:
        return False
    if not (start and is_han(text[start - 1]) and end < len(text) and is_han(text[end])):
        return False
    if start >= 2 and (is_han(text[start - 2]) or text[start - 2].isalnum()):
        return False  # 28日 一、
    return end + 1 >= len(text) or not (is_han(text[end + 1]) or text[end + 1] == "、")
