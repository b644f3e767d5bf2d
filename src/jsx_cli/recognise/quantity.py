"""Quantities: 2至3名工作人员, 不少于40天, 1万多个, 近2亿人次, 500人口以上, 26个省(区、市), 近73万失独老人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from jsx_cli.lexicon import Row
from jsx_cli.model import Mention, Quantity, Span
from jsx_cli.recognise.amount import Amount, amounts, bounds
from jsx_cli.recognise.change import changed
from jsx_cli.recognise.per import per_after, per_before
from jsx_cli.recognise.scan import Numeral, Scan
from jsx_cli.recognise.words import lookup

NOUN = re.compile(r"[一-鿿]{0,5}")
SCALES = "万亿多余"


def recognise(scan: Scan) -> Iterator[Mention]:
    """Every quantity of the text."""
    for amount in amounts(scan, read):
        yield mention(scan.text, amount)


def read(scan: Scan, index: int) -> Amount | None:
    """The quantity whose number is the numeral at `index`."""
    text, numeral = scan.text, scan.numerals[index]
    end = numeral.end
    row = lookup("units").at(text, end)
    if row and _counts(text, numeral, row):
        end += len(row["word"])
        unit = row["unit"]
        if (
            row["word"] == "个"
            and text.startswith("半", end)
            and not text.startswith(("半年", "半月", "半小时", "半径"), end)
        ):
            half = Decimal("0.5")
            return Amount(
                numeral.start,
                end + 1,
                numeral.low + half,
                numeral.high + half,
                numeral.hedge,
                unit,
                index,
                index,
                Span(numeral.start, numeral.end),
            )
        return Amount(
            numeral.start,
            end,
            numeral.low,
            numeral.high,
            numeral.hedge,
            unit,
            index,
            index,
            Span(numeral.start, numeral.end),
        )
    noun = _noun(text, numeral)
    if noun is None:
        return None
    return Amount(
        numeral.start,
        end + len(noun),
        numeral.low,
        numeral.high,
        numeral.hedge,
        noun,
        index,
        index,
        Span(numeral.start, numeral.end),
    )


def _counts(text: str, numeral: Numeral, row: Row) -> bool:
    """Whether the numeral counts the unit: 三名 and 3级 do, 一线 and 万元 as a table's unit do not."""
    start = numeral.start
    before = text[start - 1 : start]
    if before and (before in "第之" or before.isascii() and before.isalnum()):
        return False
    if numeral.bare and numeral.hedge == "=":
        return before != "" and before in "近超逾达过" and text[start - 2 : start] not in ("通过", "经过")
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
    if text[numeral.end - 1] not in SCALES:
        return None
    found = NOUN.match(text, numeral.end)
    stretch = found[0] if found else ""
    nouns = lookup("units")
    for at in range(len(stretch)):
        row = nouns.at(text, numeral.end + at)
        if row and row["kind"] == "noun":
            return stretch[:at] + row["word"] if at + len(row["word"]) <= 8 else ""
    return "" if not stretch or stretch[0] not in "元年月日" else None


def mention(text: str, amount: Amount) -> Mention:
    """The quantity with its bounds and what it is reckoned by."""
    found = bounds(text, amount, "length" if amount.unit in ("米", "公里", "千米", "海里", "里") else "quantity")
    start, per, parts = per_before(text, found.start)
    end, rate, behind = per_after(text, found.end)
    exact = amount.low == amount.high
    kind: Literal["", "change"] = "change" if changed(text, found.start) else ""
    value = Quantity(
        value=amount.low if exact else None, low=None if exact else amount.low, high=None if exact else amount.high,
        comparator=found.comparator, unit=amount.unit, per=per or rate, kind=kind,
    )  # fmt: skip
    return Mention(
        "quantity", Span(start, end), value, "quantity", (*parts, *found.parts, *behind), Span(amount.start, amount.end)
    )
