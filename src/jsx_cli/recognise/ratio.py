"""Shares, rates, relative changes, multiples: 30%, 百分之零点九, 三分之二强, 七成五, 过半, 翻两番, 1.8倍, 5个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jsx_cli.model import Comparator, Mention, Ratio, Span
from jsx_cli.numerals import reading
from jsx_cli.patterns import late
from jsx_cli.recognise.amount import NONE, Amount, amounts, bounds, made
from jsx_cli.recognise.change import changed
from jsx_cli.recognise.scan import RUN, Scan
from jsx_cli.recognise.seek import Seek
from jsx_cli.typed import Literal

TENTH, HUNDREDTH, THOUSANDTH = Decimal("0.1"), Decimal("0.01"), Decimal("0.001")
SIGNS = {"%": HUNDREDTH, "％": HUNDREDTH, "﹪": HUNDREDTH, "‰": THOUSANDTH, "‱": Decimal("0.0001")}
POINTS = late(r"个?(?P<hundred>百分点)|个?(?P<basis>基点)(?!站)")
TENTHS = late(
    r"成(?!都|立|员|为|果|功|本|效|品|份|绩|交|长|熟|就|套|人|语|因|分[^之]|像|型|片|对|群|批|家|全|渝|县|市)(?P<more>[零〇一二三四五六七八九半](?![年个月]))?"
)
DISCOUNT = late(r"折(?!叠|扇|页|旧|合|算|价率|股|返|射|线|腾|现|子)")
TIMES = late(r"(?P<half>半)?倍(?!增|率|数|频|速|加|感|受|体)")
OVER = late(r"分之")
JOINT = late("[至到—－-]")
CHANGED_BY = late(
    r"(?:增长|增加|提高|提升|扩大|上升|上涨|增幅|高出|高|多|多出|翻|超出|超|快|降低|减少|下降)了?(?:约|近|超过|超|逾)?\Z"
)
WORDS = Seek(
    "过超半大多近约一对减百翻",
    r"(?P<more>过半数?|超半数?|超过半数|半数以上|大半|多半)(?![年天小月个])|(?P<near>近半数?|约半数)(?![年天小月个])|"
    r"(?P<half>一半(?!天|年)|半数|对半|减半(?!年))|"
    r"(?P<whole>百分百|百分之百)|"
    r"翻(?:了|上)?(?P<times>[一二两三四五六七八九十]|[0-9]{1,2}|几)?番|翻(?:了)?(?P<fold>[一二两三四五六七八九十]|[0-9]{1,2}(?:\.[0-9])?)倍"
)  # fmt: skip
COUNT = {
    char: value
    for value, chars in enumerate(("", "一1", "二两2", "三3", "四4", "五5", "六6", "七7", "八8", "九9", "十"))
    for char in chars
}


def recognise(scan: Scan) -> Iterator[Mention]:
    """Every ratio of the text."""
    for amount in amounts(scan, read):
        yield mention(scan.text, amount)
    for found in WORDS.finditer(scan.text):
        word = _word(scan.text, found)
        if word:
            yield word


def read(scan: Scan, index: int) -> Amount | None:
    """The ratio whose first number is the numeral at `index`."""
    text, numeral = scan.text, scan.numerals[index]
    at, hedge = numeral.end, numeral.hedge
    if at < len(text) and text[at] in "多余" and hedge == "=":
        at, hedge = at + 1, ">"
    mark = text[at] if at < len(text) else " "
    if mark in SIGNS:
        return made(scan, index, at + 1, mark, factor=SIGNS[mark], hedge=hedge)
    if mark in "个百基" and (found := POINTS.match(text, at)):
        unit, factor = ("点", HUNDREDTH) if found["hundred"] else ("基点", Decimal("0.0001"))
        return made(scan, index, found.end(), unit, factor=factor, hedge=hedge, kind="change")
    if mark == "分" and text.startswith("分之", at):
        return _fraction(scan, index)
    if mark == "分" and text[numeral.start - 1 : numeral.start] == "又":
        return _fraction(scan, index)
    if mark == "/":
        return _slash(scan, index)
    if numeral.bare and numeral.hedge == "=":
        return None
    if mark == "成" and numeral.high <= 10 and (found := TENTHS.match(text, at)):
        return made(scan, index, found.end(), "成", factor=TENTH, plus=_hundredths(found["more"]), hedge=hedge)
    if mark == "折" and 0 < numeral.high < 100 and (found := DISCOUNT.match(text, at)):
        return made(scan, index, found.end(), "折", factor=TENTH if numeral.high <= 10 else HUNDREDTH, hedge=hedge)
    if mark in "倍半" and (found := TIMES.match(text, at)):
        half = Decimal("0.5") if found["half"] else NONE
        return made(scan, index, found.end(), "倍", plus=half, hedge=hedge, kind="multiple")
    return None


def _hundredths(more: str | None) -> Decimal:
    """The 五 of 三成五 and the 半 of 三成半."""
    if more is None:
        return NONE
    said = reading(more)
    return Decimal("0.05") if said is None else said.low * HUNDREDTH


def _fraction(scan: Scan, index: int) -> Amount | None:
    """百分之五, 4分之3, 百万分之五, 百分之五至八, 一又二分之一."""
    text, numeral = scan.text, scan.numerals[index]
    run = RUN.match(text, numeral.end + (2 if text.startswith("分之", numeral.end) else 1))
    if not run or (numeral.low <= 0 and text[numeral.start] not in "负-"):
        return None
    end = run.end()
    said = reading(run[0])
    while said is None and end > run.start() + 1:
        end -= 1
        said = reading(text[run.start() : end])
    if said is None:
        return None
    below, sign = numeral.low, Decimal(1)
    if below < 0:
        below, sign = -below, Decimal(-1)
    start = numeral.start
    if text[max(0, start - 2) : start] == "负的":
        start, sign = start - 2, Decimal(-1)
    whole = Decimal(0)
    if start >= 2 and text[start - 1] == "又" and (other := scan.at_end.get(start - 1)) is not None:
        whole, start = scan.numerals[other].low, scan.numerals[other].start
    low, high = whole + sign * said.low / below, whole + sign * said.high / below
    comparator: Comparator = said.hedge
    last = scan.at_start.get(run.start(), index)
    joint = JOINT.match(text, end)
    if (
        joint
        and (further := RUN.match(text, joint.end()))
        and not OVER.match(text, further.end())
        and comparator == "="
    ):
        second = reading(further[0])
        if second and second.low / below > low and below >= 10:
            high, comparator, end = second.high / below, "range", further.end()
            last = scan.at_start.get(further.start(), last)
    return Amount(start, end, low, high, comparator, f"{below}分之", index, last, Span(start, end))


def _slash(scan: Scan, index: int) -> Amount | None:
    """1/3, 六十/一百二十: below one, and no part of a date or a path."""
    text, numeral = scan.text, scan.numerals[index]
    other = scan.at_start.get(numeral.end + 1)
    if other is None:
        return None
    second = scan.numerals[other]
    if (
        not 0 < numeral.low < second.low
        or second.low > 1000
        or text[second.end : second.end + 1] in ("/", "-", "月", "号", "日")
    ):
        return None
    if text[numeral.start - 1 : numeral.start] in ("/", "-", "."):
        return None
    if second.high != second.low or numeral.low != numeral.high:
        return None
    return Amount(
        numeral.start,
        second.end,
        numeral.low / second.low,
        numeral.low / second.low,
        "=",
        "/",
        index,
        other,
        Span(numeral.start, second.end),
    )


def _word(text: str, found: re.Match[str]) -> Mention | None:
    """一半, 过半, 百分百, 翻两番."""
    start, end = found.span()
    kind: Literal["share", "change", "multiple"] = "share"
    comparator: Comparator = "="
    value = Decimal("0.5")
    if found["more"]:
        comparator = ">=" if found["more"] == "半数以上" else ">"
        if found["more"] == "过半" and text[start - 1 : start] in ("超", "不", "通", "经"):
            return None
    elif found["near"]:
        comparator = "~"
    elif found["whole"]:
        value = Decimal(1)
    elif not found["half"]:
        if found["times"] == "几":
            return None
        times = found["times"] or "一"
        if found["fold"]:
            kind = "change"
            value = Decimal(COUNT[found["fold"]]) if found["fold"] in COUNT else Decimal(found["fold"])
        else:
            kind = "multiple"
            value = Decimal(2) ** (COUNT[times] if times in COUNT else int(times))
    where = Span(start, end)
    amount = Amount(start, end, value, value, comparator, "", 0, 0, where, kind)
    found_bounds = bounds(text, amount, "ratio")
    return Mention(
        "ratio", Span(found_bounds.start, found_bounds.end),
        Ratio(value=value, comparator=found_bounds.comparator, kind=kind), "ratio", found_bounds.parts, where,
    )  # fmt: skip


def mention(text: str, amount: Amount) -> Mention:
    """The ratio with its bounds; a verb of change in front makes it a change."""
    found = bounds(text, amount, "ratio")
    kind: Literal["share", "change", "multiple"] = "share"
    if amount.unit == "倍":
        window = text[max(0, found.start - 8) : found.start]
        kind = "change" if CHANGED_BY.search(window) else "multiple"
    elif amount.kind == "change" or changed(text, found.start):
        kind = "change"
    exact = amount.low == amount.high
    value = Ratio(
        value=amount.low if exact else None, low=None if exact else amount.low, high=None if exact else amount.high,
        comparator=found.comparator, kind=kind,
    )  # fmt: skip
    return Mention("ratio", Span(found.start, found.end), value, "ratio", found.parts, Span(amount.start, amount.end))
