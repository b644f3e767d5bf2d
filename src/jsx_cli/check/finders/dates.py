"""Dates: 2025年03月05日, 二〇二五年三月五日, 2025年3月 for a signature, 2025年2月30日, and times before the paper
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from jsx_cli.check.paper import Paper
from jsx_cli.check.rule import Check, Hit
from jsx_cli.lexicon import pattern
from jsx_cli.model import Span
from jsx_cli.outline.bodies import is_body
from jsx_cli.outline.markers import numeral
from jsx_cli.patterns import late

FULL = late(r"(?<!\d)(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
SHORT = late(r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
MONTH = late(r"(?<!\d)(?P<year>\d{4})年(?P<month>\d{1,2})月(?!\d)")
CHINESE = late(
    r"(?P<year>[一二][〇○零oO0一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十元]{1,3})月(?P<day>[一二三四五六七八九十廿]{1,3})日"
)
ONLY_MONTH = late(r"(?P<year>\d{4})年(?P<month>\d{1,2})月$")
IN_FORCE = late(
    r"自(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日起(?:正式|开始)?"
    rf"{pattern('check_in_force')}"
)
DATED = frozenset(("date", "signature", "copy_to"))
BY = late(
    r"(?<!\d)(?P<year>20\d{2})年(?:(?P<month>\d{1,2})月(?P<day>\d{1,2})日|(?P<m2>\d{1,2})月|)(?P<end>底|末)?(?:之?前|以前)"
)


def padded(paper: Paper, _: Check) -> Iterator[Hit]:
    """2025年03月05日 under a paper."""
    for match in FULL.finditer(paper.text):
        month, day = match["month"], match["day"]
        paragraph = paper.paragraph_at(match.start())
        span = Span(*match.span())
        if not (month.startswith("0") or day.startswith("0")) or paragraph is None:
            continue
        if paragraph.kind not in DATED and paragraph.span != span:
            continue
        right = f"{match['year']}年{int(month)}月{int(day)}日"
        yield Hit(span, {"right": right}, ((span, right),))


def in_chinese(paper: Paper, check: Check) -> Iterator[Hit]:
    """二〇二五年三月五日 under a paper of 2012-07 and later."""
    for match in CHINESE.finditer(paper.text):
        paragraph = paper.paragraph_at(match.start())
        if paragraph is None or paragraph.kind not in DATED:
            continue
        if paper.text[match.end() : match.end() + 1] in ("在", "于", "经"):
            continue  # 二〇二一年一月三十日在…会议上: the day of a speech
        year = "".join("0" if sign in "〇○零oO0" else str("〇一二三四五六七八九".index(sign)) for sign in match["year"])
        month, day = _numeral(match["month"]), _numeral(match["day"])
        if month is None or day is None:
            continue
        try:
            if check.since is not None and date(int(year), month, day) < check.since:
                continue
        except ValueError:
            continue
        span = Span(*match.span())
        right = f"{int(year)}年{month}月{day}日"
        yield Hit(span, {"right": right}, ((span, right),))


def _numeral(written: str) -> int | None:
    return numeral(written.replace("元", "一").replace("廿", "二十"))


def wrong_zero(paper: Paper, _: Check) -> Iterator[Hit]:
    """二O二五年, 二○二五年: the zero of a year in Chinese numerals is 〇."""
    for match in ZERO.finditer(paper.written):
        span = Span(*match.span())
        right = re.sub("[○OoＯｏ0０零]", "〇", match.group())
        yield Hit(span, {"year": match.group(), "right": right}, ((span, right),))


ZERO = late(
    "[一二](?=[〇○OoＯｏ0０零一二三四五六七八九]{0,2}[○OoＯｏ0０零])[〇○OoＯｏ0０零一二三四五六七八九]{3}(?=年)"
)


def without_day(paper: Paper, _: Check) -> Iterator[Hit]:
    """2025年3月 where a body has signed."""
    paragraphs = paper.paragraphs
    if not any(paragraph.kind in ("addressees", "doc_number") for paragraph in paragraphs):
        return  # the cover of a study or a page of the press
    for above, paragraph in pairwise(paragraphs):
        text = paragraph.span.of(paper.text)
        if ONLY_MONTH.match(text) is None or paragraph.kind not in ("body", "date", "signature"):
            continue
        if above.kind in ("title", "table", "heading") or not is_body(above.span.of(paper.text)):
            continue
        yield Hit(paragraph.span)


def impossible(paper: Paper, _: Check) -> Iterator[Hit]:
    """2025年2月30日, 13月."""
    taken: list[Span] = []
    for match in FULL.finditer(paper.text):
        taken.append(Span(*match.span()))
        if not _is_day(int(match["year"]), int(match["month"]), int(match["day"])):
            yield Hit(taken[-1])
    for match in SHORT.finditer(paper.text):
        if not _is_day(2024, int(match["month"]), int(match["day"])):
            yield Hit(Span(*match.span()))
    for match in MONTH.finditer(paper.text):
        if not 1 <= int(match["month"]) <= 12:
            yield Hit(Span(*match.span()))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def in_force_early(paper: Paper, _: Check) -> Iterator[Hit]:
    """自2025年1月1日起施行 in a paper of 2025年3月5日."""
    own = paper.document.element("date")
    if own is None:
        return
    if re.search(pattern("check_amended"), paper.text[:800]):
        return  # a law as amended keeps the day on which it first came into force
    signed = date.fromisoformat(own)
    for match in IN_FORCE.finditer(paper.text):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        before = paper.text[max(0, match.start() - 12) : match.start()].rsplit("\n", 1)[-1]
        if not _is_day(year, month, day) or date(year, month, day) >= signed or "》" in before or "规定" in before:
            continue
        yield Hit(Span(*match.span()), {"signed": own})


def past_deadline(paper: Paper, _: Check) -> Iterator[Hit]:
    """2024年6月底前完成 in a paper of 2025: the end of the period lies before the paper's own date."""
    own = paper.document.element("date")
    if own is None:
        return
    signed = date.fromisoformat(own)
    for match in BY.finditer(paper.text):
        paragraph = paper.paragraph_at(match.start())
        if paragraph is None or paragraph.kind not in ("body", "heading"):
            continue
        section = paper.view.section_at(match.start())
        if section is None or section.role not in ("measures", "goals", "implementation"):
            continue
        year = int(match["year"])
        month = int(match["month"] or match["m2"] or 12)
        last = (
            date(year, month, int(match["day"])) if match["day"] and _is_day(year, month, int(match["day"])) else None
        )
        if last is None:
            if not 1 <= month <= 12:
                continue
            if not match["month"] and not match["m2"] and not match["end"]:
                continue  # 2024年前 is what was built or registered before
            last = date(year + month // 12, month % 12 + 1, 1)
        clause = _clause(paper.text, match.end())
        if last < signed and year >= signed.year - 1 and DUE.match(clause) and not PAST.search(clause):
            yield Hit(Span(*match.span()), {"signed": own})


DUE = late(rf"[，,]?(?:{pattern('check_due_adverbs')}|各[^，。]{{0,12}}要)?{pattern('check_due_verbs')}")
PAST = late(r"了|已|过|的")


def _clause(text: str, at: int) -> str:
    end = at
    while end < len(text) and text[end] not in "，。；\n" and end - at < 40:
        end += 1
    return text[at : end + 20].split("。")[0][:40]


FINDERS = {
    "wrong-zero": wrong_zero,
    "date-padded": padded,
    "date-in-chinese": in_chinese,
    "date-without-day": without_day,
    "date-impossible": impossible,
    "in-force-early": in_force_early,
    "past-deadline": past_deadline,
}
