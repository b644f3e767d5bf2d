"""Numbers without a unit: 一百二十三, 3.5万, 负三, 第十二, 不低于20; and bare digits that are nobody's name."""

from __future__ import annotations

from collections.abc import Iterator

from jsx_cli.model import Mention, Number, Span
from jsx_cli.recognise.amount import Amount, amounts, bounds
from jsx_cli.recognise.amount import before as bound_before
from jsx_cli.recognise.scan import Scan


def recognise(scan: Scan) -> Iterator[Mention]:
    """Every number of the text that stands for itself."""
    for amount in amounts(scan, read):
        yield mention(scan.text, amount)


def read(scan: Scan, index: int) -> Amount | None:
    """The numeral at `index` as a number. Chinese numerals inside words (统一, 万一) are none."""
    text, numeral = scan.text, scan.numerals[index]
    before, behind = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
    where = Span(numeral.start, numeral.end)
    amount = Amount(numeral.start, numeral.end, numeral.low, numeral.high, numeral.hedge, "", index, index, where)
    if before == "第":
        return Amount(numeral.start - 1, numeral.end, numeral.low, numeral.high, "=", "第", index, index, where)
    if (before.isascii() and before.isalnum()) or (behind.isascii() and behind.isalpha()):
        return None
    if behind == "级" and text[numeral.end - 1] in "百千万亿":
        return None
    if _listed(before, behind):
        return None
    if not (numeral.digit or numeral.bare):
        return amount
    bounded = numeral.bare and bound_before(text, numeral.start, "number") is not None  # 逾百
    return None if behind.isalnum() or (before.isalnum() and not bounded) else amount


def _listed(before: str, behind: str) -> bool:
    """True for the numeral of a list: （一）, and 一、 1. at the head of a line or sentence."""
    if before and behind and before in "（(" and behind in "）)":
        return True
    return before in ("", "\n", "。", "；", " ", "：") and behind != "" and behind in "、.．）)"


def mention(text: str, amount: Amount) -> Mention:
    """The number with its bounds."""
    found = bounds(text, amount, "number")
    exact = amount.low == amount.high
    value = Number(
        value=amount.low if exact else None, low=None if exact else amount.low, high=None if exact else amount.high,
        comparator=found.comparator, ordinal=amount.unit == "第",
    )  # fmt: skip
    return Mention("number", Span(found.start, found.end), value, "number", found.parts, Span(amount.start, amount.end))
