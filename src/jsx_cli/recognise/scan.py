"""The one cheap scan of a text: where numerals stand, and what they say.

In goes a normalised text, out comes a `Scan` that all recognisers of amounts share: 选派20多名干部 has one numeral,
20多 (more than 20). Single Chinese digits that make words (统一, 一些, 十分) are passed over here already, because they
are the bulk of them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from jsx_cli.lexicon import lexicon
from jsx_cli.numerals import ARABIC, DIGITS, HAN, LARGE, LONGEST, SMALL, TENS, Hedge, reading
from jsx_cli.patterns import compiled, late
from jsx_cli.records import dataclass, field

HANZI = "一-鿿〇"
_MULTIPLIERS = "".join([*SMALL, *LARGE])
RUN = late(
    rf"(?:{ARABIC}|[{HAN}])(?:{ARABIC}|[{HAN}])*"
    rf"(?:点[0-9{''.join(DIGITS)}]{{1,20}}[{''.join(LARGE)}]{{0,2}})?"
    rf"(?:[多余几来][{_MULTIPLIERS}]{{1,3}})?(?:[多余几来])?"
)
_ITEM = late(r"([0-9]{1,2}\.)(?:19|20)[0-9]{2}")
_DASH = late(rf"({ARABIC})一({ARABIC})")
_AFTER_MULTIPLIER = {"千": "瓦米克卡伏帕赫焦牛字伏安", "百": "帕"}
_BARE = frozenset(_MULTIPLIERS) - {"十", "拾"}
_FINANCIAL = "壹贰叁参肆伍陆柒捌玖拾佰仟弌弍弎參貳陸"
_BORDER = late(rf"[{_FINANCIAL}]")
_PART_OF_A_WORD = frozenset("逐唯任统同惟单专合划归齐")  # 逐一处理, 任一单位


class Numeral:
    """A numeral of the text. `digit` is true for a single Chinese digit, `bare` for multipliers alone (百, 万亿)."""

    __slots__ = ("bare", "digit", "end", "hedge", "high", "low", "start")

    def __init__(
        self, start: int, end: int, low: Decimal, high: Decimal, hedge: Hedge, digit: bool, bare: bool
    ) -> None:
        self.start, self.end, self.low, self.high, self.hedge = start, end, low, high, hedge
        self.digit, self.bare = digit, bare


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with its numerals in order, and where each begins and ends."""

    text: str
    numerals: tuple[Numeral, ...]
    at_start: dict[int, int] = field(repr=False)
    at_end: dict[int, int] = field(repr=False)


@cache
def _candidate() -> re.Pattern[str]:
    """Where a numeral may begin: any Arabic digit, two numerals in a row, or one with something to count behind it."""
    follow = {row["word"][0] for name in ("units", "time_units", "currencies") for row in lexicon(name)}
    follow |= set("成折倍番分半多余几来点又第号至到以者") | {row["word"][0] for row in lexicon("comparators")}
    han = re.escape(HAN)
    return compiled(  # one set of characters first: that is what a search runs through fastest
        rf"[0-9{han}](?:(?<=[0-9])|(?=[0-9{han}]|[{re.escape(''.join(sorted(follow)))}]|[^{HANZI}]|\Z)"
        rf"|(?<=第.)|(?<![{HANZI}].))"
    )


def scan(text: str) -> Scan:
    """Every numeral of the text; linear in its length."""
    numerals: list[Numeral] = []
    search = _candidate().search
    match = RUN.match
    at = 0
    while found := search(text, at):
        start = found.start()
        run = match(text, start)
        at = run.end() if run else start + 1
        if run:
            at = _add(text, start, at, numerals)
    at_start = {numeral.start: index for index, numeral in enumerate(numerals)}
    at_end = {numeral.end: index for index, numeral in enumerate(numerals)}
    return Scan(text, tuple(numerals), at_start, at_end)


def _add(text: str, start: int, end: int, numerals: list[Numeral]) -> int:
    """Append the numeral at `start`–`end`, if it is one; where to go on looking."""
    if end - start > LONGEST:
        return end
    written = text[start:end]
    if written[0] not in _FINANCIAL and (cut := _BORDER.search(written)):
        end = start + cut.start()  # 任一参与方: the 参 is no three here
        written = text[start:end]
    if text.startswith("年", end) and (item := _ITEM.fullmatch(written)):
        return start + item.end(1)  # 1.2023年工作要点 is item 1 of a list
    if written[-1] in "多余几来" and not _hedged(text, start, end):
        end -= 1
        written = written[:-1]
    if (
        written[-1] in "千百"
        and end < len(text)
        and (text[end] in _AFTER_MULTIPLIER[written[-1]] or (written[-1] == "百" and text.startswith("分点", end)))
    ):
        end -= 1  # 5000万千瓦, 3千米, 5百分点: the multiplier belongs to the unit
        written = written[:-1]
        if not written:
            return start + 1
    first = written[0]
    if end - start == 1 and not (first.isascii() and text[start - 1 : start] == "."):
        if first in _FINANCIAL and not _alone(text, start, end):
            return end
        if not ("0" <= first <= "9"):
            _single(text, start, end, numerals)
            return end
    elif first in _FINANCIAL and not _financial(text, start, written):
        return start + 1
    prefix = text[start - 1] if start else ""
    before = start
    if prefix in "数几上" and prefix and first in _MULTIPLIERS and not _inside(text, start - 1, prefix):
        before, written = start - 1, prefix + written
    if prefix == "." and written.isdigit() and not _joins(text[start - 2 : start - 1]):
        before, written = start - 1, prefix + written  # .77
    value = reading(written)
    if value is None:
        dash = _DASH.fullmatch(written)  # 10一20: the character 一 set for a dash
        if dash:
            _append(numerals, start, start + dash.end(1), dash[1])
            _append(numerals, start + dash.start(2), end, dash[2])
            return end
        return _shorter(text, start, end, numerals)
    low, high = value.low, value.high
    signed = prefix in "-−－负" and prefix != "" and before == start and (start < 2 or not _joins(text[start - 2]))
    if prefix == "下" and text[start - 2 : start] == "零下" and before == start:
        before, low, high = start - 2, -value.high, -value.low  # 零下5摄氏度
    elif signed:
        before, low, high = start - 1, -value.high, -value.low
    bare = before == start and set(written) <= _BARE
    numerals.append(Numeral(before, end, low, high, value.hedge, False, bare))
    return end


def _shorter(text: str, start: int, end: int, numerals: list[Numeral]) -> int:
    """A run that is no numeral as a whole (二十一一二): its longest beginning that is one."""
    for stop in range(end - 1, start, -1):
        if reading(text[start:stop]) is not None:
            if stop - start == 1 and text[start] in HAN:
                _single(text, start, stop, numerals)
            else:
                _append(numerals, start, stop, text[start:stop])
            return stop
    return end


def _append(numerals: list[Numeral], start: int, end: int, written: str) -> None:
    value = reading(written)
    if value is not None:
        numerals.append(Numeral(start, end, value.low, value.high, value.hedge, False, False))


_ONE = {char: Decimal(value) for char, value in {**DIGITS, **TENS, **SMALL, **LARGE}.items()}


def _single(text: str, start: int, end: int, numerals: list[Numeral]) -> None:
    char = text[start]
    before = text[start - 1] if start else ""
    if char == "一" and before in _PART_OF_A_WORD:
        return
    value = _ONE[char]
    if char in _MULTIPLIERS and before and before in "数几上" and not _inside(text, start - 1, before):
        numerals.append(Numeral(start - 1, end, value, value, ">=", False, False))
    elif before and before in "负-−":
        numerals.append(Numeral(start - 1, end, -value, -value, "=", char in DIGITS, False))
    else:
        numerals.append(Numeral(start, end, value, value, "=", char in DIGITS, char in "百千万亿佰仟萬億"))


def _hedged(text: str, start: int, end: int) -> bool:
    """True where 多, 余, 几 or 来 belongs to the numeral: 20多个, 十余家, 十几年; not 5来源, 三余."""
    mark, base, behind = text[end - 1], text[end - 2], text[end : end + 1]
    if mark == "几":
        return base in "十拾廿卅"
    if mark == "来":
        return base in "十百千万0" and behind != "" and behind in "个人年天岁名家米里条项斤次位户万亿吨"
    if base in "十百千万亿拾佰仟":
        return True
    return base.isdigit() and (end - start > 2) and text[start] != "0"


def _inside(text: str, at: int, prefix: str) -> bool:
    """True where 数, 几 or 上 belongs to the word in front: 人数百万, 以上百分之, 线上千家."""
    before = text[at - 1] if at else ""
    if prefix == "数":
        return before != "" and before in "人次总户指系参函基倍小分约少多代度度位级"
    if prefix == "上":
        return before != "" and before in "以线网之向晚早马身路地车船海会"
    return False


def _financial(text: str, start: int, written: str) -> bool:
    """True for 壹佰万 and 伍仟; not for the 陆 of 大陆三家 nor the 伍 of 队伍一支."""
    if written[1] not in "拾佰仟百千万亿":
        return all(char in _FINANCIAL or char in "零点" for char in written)
    before = text[start - 1 : start]
    return not before or before not in "大登着内水上收队掇入行退"


def _alone(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not _joins(before) and (not _joins(behind) or behind in "元圆万亿角")


def _joins(char: str) -> bool:
    return char.isalnum()
