"""Document numbers (发文字号) in any text: 国发〔2019〕4号, 衢委办[2006]101号, 山西省人民政府令第264号.

In goes a text, out come `(Span, DocNumber)` in order of position. The span covers the number as it is written, the
`canonical` form has 〔〕 and no white space: 豫政办 [2023] 第11号 is 豫政办〔2023〕11号. Three kinds are known: 字号
(国发〔2019〕4号), 令 (国务院令第706号) and 公告 (税务总局公告2023年第12号).

Where the words in front name no agency (其他〔2022〕99号, or nothing at all) the number comes with an empty `prefix`:
its characters are taken, so that nobody reads 〔2022〕 as a year, but it is nobody's number. `damaged` finds what was a
number once (国发〔2019〕号, 渝府发2021〕14号, 皖政202412号); it is for a notice, never for a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jsx_cli.lexicon import pattern, words
from jsx_cli.model import DocNumber, Span
from jsx_cli.patterns import compiled, late
from jsx_cli.typed import Literal

OPEN = "〔\\[(（【［﹝〖„"
CLOSE = "〕\\])）】］﹞〗‟"
DIGIT = "[0-9０-９]"
YEAR = rf"(?P<year>(?:19|20|１９|２０){DIGIT}{{2}}|[一二][〇○零九０0][〇○零一二三四五六七八九]{{2}})"
COUNT = rf"(?P<count>{DIGIT}(?:[ \t　]?{DIGIT}){{0,4}}|[一二三四五六七八九十百〇○零]{{1,7}})"
GAP = r"[ \t　\u200b]{0,2}"
WRAP = r"[ \t　\u200b]{0,2}\n?[ \t　\u200b]{0,2}"

BRACKETED = late(rf"[{OPEN}]{GAP}{YEAR}{GAP}年?{GAP}[{CLOSE}]{WRAP}第?{GAP}{COUNT}{GAP}号")

SQUASHED = r"(?:19|20)[0-9]{2}(?:年第?|第|[-—])?[0-9]{1,4}号(?![楼院令线])"  # 皖政202412号 has lost its 〔〕
UNBRACKETED = late(rf"(?<=[发函字办规政府])(?:{SQUASHED})")

HAN_RUN = late(r"[一-鿿〇]*\Z")
ALONE = "\n（(【[〔：:\u200b"
LONGEST_PREFIX = 12  # 上海市食品药品监管类 reach eight; more is running text
LONGEST_BODY = 24
SHORT_PREFIX = 9
WINDOW = 40

FOLD = str.maketrans("０１２３４５６７８９○零", "0123456789〇〇")
CHINESE_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")}


def find(text: str) -> Iterator[tuple[Span, DocNumber]]:
    """Every document number of `text`, in order of position; linear in its length."""
    found = [*_bracketed(text), *_orders(text)]
    found.sort(key=lambda pair: pair[0])
    at = 0
    for span, number in found:
        if span.start >= at:
            yield span, number
            at = span.end


def damaged(text: str) -> Iterator[Span]:
    """What was a document number before something was lost: 国发〔2019〕号, 渝府发2021〕14号."""
    for match in _damaged().finditer(text):
        yield Span(*match.span())


def unbracketed(text: str) -> Iterator[Span]:
    """The figures of document numbers that have lost their 〔〕: 202412号 of 皖政202412号."""
    if "号" in text:
        yield from (Span(*match.span()) for match in UNBRACKETED.finditer(text))


def _bracketed(text: str) -> Iterator[tuple[Span, DocNumber]]:
    for match in BRACKETED.finditer(text):
        year, count = _integer(match["year"]), _integer(match["count"])
        if year is None or count is None:
            continue
        start, prefix = _prefix(text, match.start())
        yield Span(start, match.end()), DocNumber(prefix, year, count, "字号", f"{prefix}〔{year}〕{count}号")


def _orders(text: str) -> Iterator[tuple[Span, DocNumber]]:
    if not any(kind in text for kind in ("令", "公告", "通告")):
        return
    for match in _order().finditer(text):
        count = _integer(match["count"])
        if count is None:
            continue
        year = _integer(match["year"]) if match["year"] else None
        start, body = _body(text, match.start())
        if not match["nth"] and len(body) < 3:
            continue  # 国务院令722号 is a number, 指令3号 none
        prefix = body + match["kind"]
        session = f"〔{match['session']}〕" if match["session"] else ""  # 公告〔十三届〕第75号
        canonical = f"{prefix}{year}年第{count}号" if year else f"{prefix}{session}第{count}号"
        kind: Literal["令", "公告"] = "令" if match["kind"] == "令" else "公告"
        if not body:
            prefix = ""
        yield Span(start, match.end()), DocNumber(prefix, year, count, kind, canonical)


def _prefix(text: str, end: int) -> tuple[int, str]:
    """Where the prefix of the bracket at `end` begins, and the prefix: ("", `end`) where there is none."""
    floor = max(0, end - WINDOW)
    tight = text[floor:end].rstrip(" \t　\u200b\n")
    match = HAN_RUN.search(tight)
    run = match.group() if match else ""
    before = tight[len(tight) - len(run) - 1 : len(tight) - len(run)]
    alone = not before or before in ALONE
    if floor + len(tight) < end and not alone and len(run) > LONGEST_PREFIX:
        return end, ""  # across a gap only a word of its own is a prefix, not the end of a sentence
    prefix = _cut(run, alone)
    return (floor + len(tight) - len(prefix), prefix) if prefix else (end, "")


def _cut(run: str, alone: bool) -> str:
    """The prefix at the end of a run of Chinese characters: 根据国发 gives 国发, 其他 gives nothing.

    A short run that stands alone keeps cues inside it: 发改办法规 has no 办法, and 和政发 is of 和政县.
    """
    if run in words("docnumber_cues", place="none"):
        return ""
    borders = [match.end() for match in _cues("before").finditer(run)]
    if borders:
        run, alone = run[borders[-1] :], True
    if alone and len(run) <= SHORT_PREFIX:
        while (lead := _cues("any", "body").match(run)) is not None and len(lead.group()) > 1:
            run = run[lead.end() :]
    else:
        cuts = [match.end() for match in _cues("any", "body").finditer(run) if len(run) - match.end() >= 2]
        run = run[cuts[-1] :] if cuts else run
    if len(run) > LONGEST_PREFIX:
        starts = [match.start() for match in _starts().finditer(run) if 2 <= len(run) - match.start() <= LONGEST_PREFIX]
        run = run[starts[0] :] if starts else ""
    return run if len(run) >= 2 and run not in words("docnumber_cues", place="none") else ""


def _body(text: str, end: int) -> tuple[int, str]:
    """The body that gives the order: 山西省人民政府 of 山西省人民政府令第264号."""
    before = text[max(0, end - WINDOW) : end]
    match = HAN_RUN.search(before)
    run = (match.group() if match else "")[-LONGEST_BODY:]
    cuts = [match.end() for match in _cues("before", "any").finditer(run) if len(match.group()) > 1]
    run = run[cuts[-1] :] if cuts else run
    return end - len(run), run if run not in words("docnumber_cues", place="none") else ""


def _integer(written: str) -> int | None:
    """46, ４６, 二〇二二, 一百二十三 as a number."""
    folded = "".join(written.split()).translate(FOLD)
    if folded.isascii():
        return int(folded)
    if not set(folded) & set("十百"):
        digits = [CHINESE_DIGITS.get(mark, int(mark) if mark.isascii() else -1) for mark in folded]
        return None if -1 in digits else int("".join(map(str, digits)))
    total, unit = 0, 0
    for mark in folded:
        if mark == "十":
            total, unit = total + max(unit, 1) * 10, 0
        elif mark == "百":
            total, unit = total + max(unit, 1) * 100, 0
        elif mark in CHINESE_DIGITS:
            unit = CHINESE_DIGITS[mark]
    return total + unit or None


@cache
def _order() -> re.Pattern[str]:
    return compiled(
        rf"(?P<kind>令|公告|通告){GAP}[{OPEN}]?{GAP}(?:{YEAR}{GAP}年?{GAP}[{CLOSE}]?)?"
        rf"(?:[{OPEN}]?(?P<session>[一二三四五六七八九十]{{1,3}}届)[{CLOSE}]?)?{GAP}(?:(?P<nth>第)|(?<=令)){GAP}{COUNT}{GAP}号(?:{GAP}[{CLOSE}])?"
    )


@cache
def _damaged() -> re.Pattern[str]:
    return compiled(
        rf"[一-鿿]{{1,10}}[发函字办规政府]{GAP}(?:"
        rf"[{OPEN}]{GAP}{DIGIT}{{0,4}}{GAP}[{CLOSE}]{GAP}"
        rf"(?:{DIGIT}{{1,5}}{GAP}(?![0-9０-９ 号])|[xX×*＊]{{0,4}}{GAP}号)|"
        rf"{DIGIT}{{4}}{GAP}[{CLOSE}]{GAP}{DIGIT}{{1,5}}{GAP}号|"
        rf"[{OPEN}]{GAP}{DIGIT}{{4}}{GAP}{DIGIT}{{1,5}}{GAP}号|"
        rf"{SQUASHED})"
    )


@cache
def _cues(*places: str) -> re.Pattern[str]:
    return compiled("|".join(pattern("docnumber_cues", place=place) for place in places))


@cache
def _starts() -> re.Pattern[str]:
    return compiled(pattern("agency_prefix"))
