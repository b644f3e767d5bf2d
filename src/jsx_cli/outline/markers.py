"""The numeral that opens a paragraph: 一、 （二） 3. （4） ⑤ 第六条 第七章 —— 一是 附件1.

In goes the text of a paragraph, out comes its `Marker` or nothing. 一、二类疫苗, 1.5倍 and 一是一，二是二 open nothing.
"""

from __future__ import annotations

import re
from functools import cache

from jsx_cli.patterns import late
from jsx_cli.records import dataclass

CHINESE = "一二三四五六七八九十百零〇○"
# From the top down; a dash stands under whatever it finds, so its rank is the lowest
RANKS = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "article": 4, "chinese": 5, "bracketed": 6, "arabic": 7,
    "decimal-2": 8, "decimal-3": 9, "decimal-4": 10, "bracketed-arabic": 11, "half-bracketed": 12, "circled": 13,
    "ordinal": 14, "dash": 15,
}  # fmt: skip

MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", late(rf"(?P<label>第(?P<number>[{CHINESE}\d]{{1,6}})编)(?![制写])[ 　]?")),
    (
        "part",
        # 第一部分 总体要求, and not 第一部分由市水务局负责
        late(
            rf"(?P<label>第(?P<number>[{CHINESE}]{{1,3}})部分)"
            r"(?:[ 　：:、]{1,2}|(?=[^，,。；;由的是为和与及]{0,20}$))"
        ),
    ),
    ("chapter", late(rf"(?P<label>第(?P<number>[{CHINESE}\d]{{1,6}})章)[ 　]?")),
    ("section", late(rf"(?P<label>第(?P<number>[{CHINESE}\d]{{1,6}})节)[ 　]?")),
    (
        "article",
        late(rf"(?P<label>第(?P<number>[{CHINESE}\d]{{1,6}})条)(?P<of>之[{CHINESE}]{{1,3}})?(?!例)[ 　:：]?"),
    ),
    ("ordinal", late(rf"(?P<label>(?P<number>[{CHINESE}]{{1,3}}))(?:是|要(?=[^求素点闻]))[，,：:]?")),
    ("ordinal", late(rf"(?P<label>第(?P<number>[{CHINESE}]{{1,3}}))[，,]")),
    (
        "chinese",
        late(rf"(?P<label>(?P<number>[{CHINESE}]{{1,4}})) ?[、．.](?![{CHINESE}]{{1,2}}[、类级线号期])[ 　]?"),
    ),
    ("bracketed", late(rf"[（(〔] ?(?P<label>(?P<number>[{CHINESE}]{{1,4}})) ?[）)〕][、．.]?[ 　]?")),
    ("arabic", late(r"(?P<label>(?P<number>\d{1,3})) ?(?:[．、]|[.](?!\d))[ 　]?")),
    ("bracketed-arabic", late(r"[（(] ?(?P<label>(?P<number>\d{1,3})) ?[）)][、．.]?[ 　]?")),
    ("half-bracketed", late(r"(?P<label>(?P<number>\d{1,3}))[）)][、．.]?[ 　]?")),
    ("dash", late(r"(?P<label>——|--|－－|―― ?|──|[●•■◆▪★※]|[-－·] (?=\S))[ 　]?")),
)
CIRCLED = late("[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿➀-➉]、?[ 　]?")
ENCLOSED = (
    ("①", "circled"),
    ("❶", "circled"),
    ("➀", "circled"),
    ("⑴", "bracketed-arabic"),
    ("⒈", "arabic"),
    ("㈠", "bracketed"),
)
BEFORE_DIGITS = late(r"(?P<number>\d{1,3})[.．](?=\d)")
OPENS = frozenset(CHINESE + "第（(〔0123456789—-－―─●•■◆▪★※·")


@dataclass(frozen=True, slots=True)
class Marker:
    """`label` is what stands in a path (四, (三), 2, ①), `end` how many characters of the paragraph it takes."""

    style: str
    number: int
    label: str
    text: str
    end: int


def marker(text: str) -> Marker | None:
    """The marker that opens `text`, None where it opens with words."""
    if not text:
        return None
    if (found := CIRCLED.match(text)) is not None:
        return _circled(found)
    if text[0] not in OPENS:
        return None
    for style, pattern in MARKS:
        found = pattern.match(text)
        if found is None:
            continue
        if style == "dash":
            return Marker(style, 0, "—", found.group().rstrip(), found.end())
        number = numeral(found["number"])
        if number is None or number == 0:
            return None
        return Marker(style, number, _label(style, number, found), found.group().rstrip(), found.end())
    return None


DECIMAL = late(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})[ 　.、]?[ 　]?(?=[一-鿿“《])")
BARE = late(r"(?P<label>\d{1,2})[ 　]?(?=[一-鿿“][^，。；：、\d]{1,24}$)")


def decimal(text: str) -> Marker | None:
    """2.1 of 2.1 编制目的: a marker only where 2.1, 2.2 … count on, which the caller has to see."""
    found = DECIMAL.match(text)
    if found is None:
        return None
    numbers = found["label"].split(".")
    return Marker(f"decimal-{len(numbers)}", int(numbers[-1]), found["label"], found["label"], found.end())


def bare(text: str) -> Marker | None:
    """2 of 2 组织体系: a marker only above 2.1."""
    found = BARE.match(text)
    return Marker("arabic", int(found["label"]), found["label"], found["label"], found.end()) if found else None


def before_digits(text: str) -> Marker | None:
    """35. of 35.5个地级市要组团开展…: a marker only where 34. and 36. stand around it, which the caller has to see."""
    found = BEFORE_DIGITS.match(text)
    if found is None or int(found["number"]) == 0:
        return None
    return Marker("arabic", int(found["number"]), found["number"], found.group(), found.end())


def _label(style: str, number: int, found: re.Match[str]) -> str:
    if style == "article":
        return f"{number}{found['of'] or ''}"
    if style in ("part", "chapter", "section"):
        return found["label"]
    if style in ("bracketed", "bracketed-arabic"):
        return f"({found['label']})"
    if style == "half-bracketed":
        return f"{found['label']})"
    if style == "ordinal":
        return found.group().rstrip("，,：: 　")
    return found["label"]


def _circled(found: re.Match[str]) -> Marker:
    mark = found.group()[0]
    style, number = next(
        (style, ord(mark) - ord(first) + 1) for first, style in ENCLOSED if 0 <= ord(mark) - ord(first) < 20
    )
    label = mark
    if style == "bracketed-arabic":
        label = f"({number})"
    elif style == "arabic":
        label = str(number)
    elif style == "bracketed":
        label = f"({written(number)})"
    return Marker(style, number, label, found.group().rstrip(), found.end())


@cache
def numeral(text: str) -> int | None:
    """一百二十三, 二〇, 12 as a number; None for what is none (十百)."""
    if text.isdigit() and text.isascii():
        return int(text)
    total = unit = 0
    last = 1000
    digits = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
    if not set(text) & set("十百"):
        return int("".join(str(digits[mark]) for mark in text)) if all(mark in digits for mark in text) else None
    for mark in text:
        if mark in "十百":
            weight = 10 if mark == "十" else 100
            if weight >= last:
                return None
            total, unit, last = total + (unit or 1) * weight, 0, weight
        elif mark in digits:
            unit = digits[mark]
        else:
            return None
    return total + unit


def written(number: int) -> str:
    """12 as 十二, up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else "一二三四五六七八九"[tens - 1] + "十")
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")
