"""Numerals: every way of writing a number, read exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jsx_cli.numerals import HAN, Hedge, Reading, read, reading

DIGITS = "零一二三四五六七八九"
FINANCIAL = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))


def spelt(number: int) -> str:
    """The number in Chinese, as a clerk writes it: 10040 is 一万零四十."""
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        if text and (group < 1000 or (place + 1 < len(groups) and not groups[place + 1])):
            text += "零"
        text += section(group) + ("", "万", "亿", "万亿")[place]
    return text.replace("零零", "零")


def section(group: int) -> str:
    """A number below 10,000."""
    text, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // value % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.integers(0, 10**12 - 1))
def test_reads_back_what_a_clerk_writes(number: int) -> None:
    text = spelt(number)
    assert read(text) == number
    assert read("".join(FINANCIAL.get(char, char) for char in text)) == number
    assert read("负" + text) == -number


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 999))
def test_reads_arabic_figures(whole: int, thousandths: int) -> None:
    value = Decimal(f"{whole}.{thousandths:03}")
    assert read(f"{whole}.{thousandths:03}") == value
    assert read(f"{whole:,}") == whole
    assert read(f"{whole}.{thousandths:03}万") == value * 10_000


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(alphabet=HAN + "0123456789.,点多余几来数-负", max_size=50))
def test_never_raises(text: str) -> None:
    said = reading(text)
    assert said is None or said.low <= said.high
    assert read(text) is None or isinstance(read(text), Decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两百五", "250"), ("三万五", "35000"), ("一百二十万三", "1203000"), ("1.2万亿", "1200000000000"),
        ("1百01", "101"),
        ("100万三千", "1003000"), ("一百点123", "100.123"), ("〇", "0"), ("一七二零", "1720"),
        ("廿二", "22"),
        ("一千亿零一", "100000000001"), ("四万万", "400000000"), (".77", "0.77"), ("十", "10"),
        ("壹拾万零叁仟", "103000"),
    ],
)  # fmt: skip
def test_reads(text: str, value: str) -> None:
    assert read(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "亿万", "十百", "三百五千", "1.2.3", "多", "一点", "点五", "1,23", "abc", "1" * 41]
)
def test_refuses(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "hedge"),
    [
        ("二十多万", 200_000, 200_000, ">"), ("十余", 10, 10, ">"), ("三四十", 30, 40, "range"),
        ("十五六", 15, 16, "range"),
        ("十几", 11, 19, "range"), ("数十", 10, 10, ">="), ("十来", 10, 10, "~"), ("三五", 3, 5, "range"),
        ("一二三", 123, 123, "="),
    ],
)  # fmt: skip
def test_keeps_the_hedge(text: str, low: int, high: int, hedge: Hedge) -> None:
    said = reading(text)
    assert said is not None
    assert said == Reading(Decimal(low), Decimal(high), hedge)
