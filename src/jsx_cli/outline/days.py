"""Days as heads and signatures write them: 2022年5月25日, 二〇二二年五月二十五日, 2013.08.15, Sat, 20 Nov 2021.

In goes a text, out come the days and where they stand. Nothing is completed: 2022年5月 is no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jsx_cli.model import Span
from jsx_cli.outline.markers import numeral
from jsx_cli.patterns import late

CHINESE = "〇○零一二三四五六七八九OＯ0０"
DAY = late(
    r"(?P<y1>(?:19|20)\d{2}) ?年 ?(?P<m1>\d{1,2}) ?月 ?(?P<d1>\d{1,2}) ?日?|"
    rf"(?P<y2>[二一][{CHINESE}]{{3}}) ?年 ?(?P<m2>[一二三四五六七八九十元正]{{1,3}}) ?月 ?"
    r"(?P<d2>[一二三四五六七八九十廿]{1,3}) ?日|"
    r"(?P<y3>(?:19|20)\d{2})[-./](?P<m3>\d{1,2})[-./](?P<d3>\d{1,2})(?!\d)|"
    r"(?P<d4>\d{1,2}) (?P<m4>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} (?P<y4>(?:19|20)\d{2})|"
    r"(?<!\d)(?P<y5>20\d{2})(?P<m5>0[1-9]|1[0-2])(?P<d5>[0-3]\d)(?!\d)"
)
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}
FOLD = str.maketrans("○零OＯ0０", "〇〇〇〇〇〇")


def days(text: str) -> Iterator[tuple[Span, date]]:
    """Every full date of the text."""
    for found in DAY.finditer(text):
        day = _day(found)
        if day is not None:
            yield Span(*found.span()), day


def first_day(text: str) -> tuple[Span, date] | None:
    """The first full date of the text."""
    return next(days(text), None)


def only_day(text: str) -> date | None:
    """The date of a text that holds nothing else."""
    found = DAY.fullmatch(text.strip())
    return _day(found) if found is not None else None


def _day(found: re.Match[str]) -> date | None:
    if found["y1"]:
        year, month, day = int(found["y1"]), int(found["m1"]), int(found["d1"])
    elif found["y2"]:
        written = found["y2"].translate(FOLD)
        year = int("".join(str("〇一二三四五六七八九".index(mark)) for mark in written))
        month = numeral(found["m2"].replace("元", "一").replace("正", "一")) or 0
        day = numeral(found["d2"].replace("廿", "二十")) or 0
    elif found["y3"]:
        year, month, day = int(found["y3"]), int(found["m3"]), int(found["d3"])
    elif found["y4"]:
        year, month, day = int(found["y4"]), MONTHS[found["m4"]], int(found["d4"])
    else:
        year, month, day = int(found["y5"]), int(found["m5"]), int(found["d5"])
    try:
        return date(year, month, day)
    except ValueError:  # 2月30日
        return None
