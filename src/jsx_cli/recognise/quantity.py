"""Quantities: 2至3名工作人员, 不少于40天, 1万多个, 近2亿人次, 500人口以上, 26个省(区、市), 近73万失独老人."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jsx_cli.lexicon import Row, words
from jsx_cli.model import Mention, Quantity, Span
from jsx_cli.numerals import reading
from jsx_cli.patterns import late
from jsx_cli.recognise.amount import NONE, Amount, amounts, made
from jsx_cli.recognise.change import changed
from jsx_cli.recognise.per import stated
from jsx_cli.recognise.scan import Numeral, Scan
from jsx_cli.recognise.words import lookup

NOUN = late(r"[一-鿿]{0,8}")
SCALES = "万亿多余"
LENGTHS = ("米", "公里", "千米", "海里", "里")  # 500米内 is a bound, 3家内资企业 none
NOT_HALF = late(r"半[年月天径数自小]")
MANY = late(r"数以(?P<scale>[十百千万亿]{1,2})计")


def recognise(scan: Scan) -> Iterator[Mention]:
    """Every quantity of the text."""
    for amount in amounts(scan, read):
        yield mention(scan.text, amount)
    for found in MANY.finditer(scan.text):  # 数以万计 says at least ten thousand
        scale = reading(found["scale"])
        if scale:
            where = Span(*found.span())
            yield Mention(
                "quantity", where, Quantity(value=scale.low, comparator=">="), "quantity", (("amount", where),), where
            )


def read(scan: Scan, index: int) -> Amount | None:
    """The quantity whose number is the numeral at `index`."""
    text, numeral = scan.text, scan.numerals[index]
    end = numeral.end
    row = lookup("units").at(text, end)
    if row and _counts(text, numeral, row):
        end += len(row["word"])
        half = row["word"] == "个" and text.startswith("半", end) and not NOT_HALF.match(text, end)
        return made(scan, index, end + half, row["unit"], plus=Decimal("0.5") if half else NONE)
    noun = _noun(text, numeral)
    return None if noun is None else made(scan, index, end + len(noun), noun)


def _counts(text: str, numeral: Numeral, row: Row) -> bool:
    """Whether the numeral counts the unit: 三名 and 3级 do, 一线 and 万元 as a table's unit do not."""
    start = numeral.start
    before = text[start - 1 : start]
    if before and (before in "第之" or (before.isascii() and before.isalnum() and before not in "xX")):
        return False
    if numeral.bare and numeral.hedge == "=":
        return before != "" and before in "近超逾达过" and text[start - 2 : start] not in ("通过", "经过")
    if row["word"] == "级" and text[numeral.end - 1] in "十百千万亿":
        return False  # 百亿级企业
    word, end = row["word"], numeral.end + len(row["word"])
    if word[-1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
        return False
    if numeral.digit and row["han"] != "yes":
        return before in ("近", "足", "于", "过", "少", "约", "多", "达") and before != ""
    return True


def _noun(text: str, numeral: Numeral) -> str | None:
    """近73万失独老人, 6000多万家庭: a noun straight behind a large number, None where there is none."""
    if numeral.digit or numeral.bare or numeral.end >= len(text):
        return None
    if text[numeral.end - 1] not in SCALES or lookup("currencies").at(text, numeral.end):
        return None
    found = NOUN.match(text, numeral.end)
    stretch = found[0] if found else ""
    nouns = lookup("units")
    for at in range(min(len(stretch), 5)):
        if stretch[at] in "的和与及以、":
            break
        row = nouns.at(text, numeral.end + at)
        if row and row["kind"] == "noun":
            return stretch[:at] + row["word"]
    if stretch:
        return "" if stretch[0] not in "元年月日" else None
    return "" if text[numeral.end] in "，。；、！）)," else None


def mention(text: str, amount: Amount) -> Mention:
    """The quantity with its bounds and what it is reckoned by."""
    said = stated(text, amount, "length" if amount.unit in LENGTHS else "quantity")
    exact = amount.low == amount.high
    unit, end = amount.unit, said.end
    if not unit and end > amount.end and (row := lookup("units").at(text, end)):
        unit, end = row["unit"], end + len(row["word"])  # 60万以上人口: the unit stands behind the bound
    per = "" if unit in words("age_units") else said.per  # 每千人口3岁以下婴幼儿托位数
    value = Quantity(
        value=amount.low if exact else None, low=None if exact else amount.low, high=None if exact else amount.high,
        comparator=said.comparator, unit=unit, per=per, kind="change" if changed(text, said.start) else "",
    )  # fmt: skip
    return Mention("quantity", Span(said.start, end), value, "quantity", said.parts, Span(amount.start, amount.end))
