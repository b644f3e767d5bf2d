"""Dates and what ties them: 2022年底前 (by), “十四五”期间 (in), 自2019年1月1日起 (from), 有效期至2025年 (until),
每年3月底前 (recurring). Terms that are counted from an event (收到申请后15日内) are in `term`.

In come a text and the reference date, out come `date` mentions. What the words leave open (6月底前 of which year?) is
taken from a full date earlier in the sentence or paragraph, then from the reference date, never from today; `resolved`
names the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from jsx_cli.lexicon import pattern, words
from jsx_cli.model import Mention, Recurrence, Span, When
from jsx_cli.numerals import read
from jsx_cli.patterns import late
from jsx_cli.recognise import days
from jsx_cli.recognise.days import Stretch
from jsx_cli.recognise.point import Point, Reference, point, stretch
from jsx_cli.recognise.seek import Seek
from jsx_cli.records import dataclass, replace

JOINT = late(r"[—–－―~～〜∼-]{1,2}|至|到")
BARE = late(r"(?P<n>(?:19|20)[0-9]{2}|[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[—–－―~～〜∼-]{1,2}|至|到)")
LEFT = late(
    r"(?:(?P<until>有效期(?:限)?为?(?:截?至|到)|(?:执行|实施|延长|延续|延期|顺延|推迟|适用|保留|有效|试行)(?:期限?)?(?:截?至|到))|"
    r"(?P<asof>截至到?|截止(?:到|至)?)|(?P<to>(?:力争|争取|确保|直|待)?[到至]|最迟|最晚|不晚于|不迟于)|(?P<since>自从?|从|由)|(?P<at>[在于]))\Z"
)
RIGHT = late(
    r"(?P<before>及(?:之|以)前)|(?P<upto>(?:之|以)?前(?!期|沿|提(?:下|条件|是|[，。]|\Z)|后|列(?![入出支编])|往|台(?![账帐])|(?<![日号底末旬]前)[0-9一二两三四五六七八九十]|景|述|款|瞻|端|三季|两季))|(?P<since>(?:以|之)?来(?!源|自|年|信|宾|电|访|函|华|说|看))|"
    r"(?P<on>及(?:以|之)后)|(?P<start>起始|起(?!草|步|点|诉|到|来|着|重|因|伏|义|飞|码|始|源|降|用|作|居|底|跑|搏|哄|立|名|草)|开始)|(?P<past>(?:以|之)后|后(?!期|续|半|勤|备|台|方|[0-9一二两三四五六七八九十]|者|代|来))|"
    r"(?P<end>为止|止(?!损|步|痛))|(?P<during>期间|之?间(?!接|隔|谍|断|作|距|伐)|时期|以内|之内|内(?!部|容|设|外|地|需|资|涵|生|科|控|陆))"
)
SINCE_ACT = late(r"(?P<since>[一-鿿]{1,8}?以来)(?=[，,。、])")  # 2018年印发以来
STOP = late(r"[。！？\n]")
YEAR_ALONE = late(r"(?:19|20)[0-9]{2}(?![0-9.%年万亿个元人])")
LEFT_WINDOW = 10
EVERY_THEN = late(r"的?(?:首月|末月|首个?季度|最后一个?月|第[一二三123]个?月|每月)?(?:的|中|上旬|中旬|下旬)?")
SENTENCE = "。！？；\n"


@cache
def _start() -> Seek:
    """Where a point of time may begin."""
    firsts = "".join(sorted({word[0] for name in ("time_words", "period_parts") for word in words(name)}))
    return Seek(
        rf"0-9公〇零○一二三四五六七八九十年月季“\"‘「『本上{re.escape(firsts)}",
        r"(?<![0-9A-Za-z])(?:[0-9]{4}(?=年|[-./－．—–~～至到]|[0-9]{4}(?![0-9]))|[0-9]{1,2}(?=[年月日号季—–~～至到-]))|公元|"
        r"(?<![〇零一二三四五六七八九十])[〇零○一二三四五六七八九十]{1,4}(?=[年月日号至到—])|"
        rf"{pattern('time_words')}|{pattern('period_parts')}|年内|月内|季度?末|[“\"‘「『]?(?:十[一二三四五六七八九]?|二十|[一二三四六七八九])五(?=[”\"’」』规计期时末初前后以，。及和])|"
        r"(?:本|上|[12][0-9]|二十一?)世纪|\A十?[一二三四六七八九]?五\Z",
    )


def recognise(text: str, today: date | None = None, recurrences: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Every date of the text, in order of position; `recurrences` are those of the text (每年3月底前)."""
    near: tuple[int, int] | None = None  # the year of the last full date, and where it ends
    repeats: dict[int, Mention] = {}
    for repeat in recurrences:
        repeats[repeat.span.end] = repeat
        if text[repeat.span.end - 1] in "年月":
            repeats[repeat.span.end - 1] = repeat  # 每月底前, 每年底
        then = EVERY_THEN.match(text, repeat.span.end)
        if then:
            repeats[then.end()] = repeat
    cycle: tuple[str, int] | None = None  # what the last date in the sentence comes again with, and where it ends
    search = _start().search
    at = 0
    while found := search(text, at):
        at = found.start()
        first = _first(text, at)
        if first is None:
            at = found.end() if found.end() > at else at + 1
            continue
        if cycle and first.month and first.year is None and first.shift is None and not STOP.search(text, cycle[1], at):
            # 每年3月、9月, 每年1月底前申报，3月底前审核: what follows in the sentence comes again as well
            here = Mention("recurrence", Span(at, at), Recurrence(cycle[0]), "recurrence")
            repeats.setdefault(at, here)
        mention, end = _tied(text, first, today, near, repeats)
        if mention is None:
            at = max(end, at + 1)
            continue
        year = first.year
        if year is not None:
            near = (year, first.end)
        if isinstance(mention.value, When) and mention.value.end and first.year is not None:
            near = (mention.value.end.year, first.end)
        yield mention
        at = max(end, at + 1)
        if isinstance(mention.value, When) and mention.value.every:
            cycle = (mention.value.every, end)


def _bare_year(text: str, at: int, other: int) -> Point | None:
    """The second year of （2021—2025）, where neither has its 年."""
    found = YEAR_ALONE.match(text, at)
    return Point(at, at + 4, year=int(found[0]), grain="year") if found and 1900 < other < int(found[0]) else None


def _first(text: str, at: int) -> Point | None:
    """The point at `at`, or the bare figure of 2018—2020年 and 1—3月, which takes its unit from the second."""
    found = point(text, at)
    if found:
        return found
    bare = BARE.match(text, at)
    if not bare:
        return None
    value = read(bare["n"])
    if value is None:
        return None
    number = int(value)
    other = point(text, bare.end()) or _bare_year(text, bare.end(), number)
    if other is None:
        return None
    if len(bare["n"]) == 4 and other.year and other.month is None and number < other.year:
        return Point(at, at + 4, year=number, grain="year")
    if other.year is None and other.month and number <= 12 and number < other.month and other.grain != "day":
        return Point(at, at + len(bare["n"]), month=number, grain="month")
    if other.year is None and other.month is None and other.day and number < other.day:
        return Point(at, at + len(bare["n"]), day=number, grain="day")
    return None


@dataclass(frozen=True, slots=True)
class Tie:
    """A point or range with the words around it, before its days are worked out."""

    first: Point
    last: Point
    start: int  # of the first word that ties it
    end: int  # of the last
    stop: int  # of the bare date
    lead: str
    tail: str
    parts: tuple[tuple[str, Span], ...]


def _tie(text: str, first: Point) -> Tie:
    """The point with its words: 自|2019年1月1日|起, 2022年5月30日至2025年底, 2025年底|前."""
    left = LEFT.search(text, max(0, first.start - LEFT_WINDOW), first.start)
    lead = (left.lastgroup or "") if left else ""
    if left and len(left[0]) == 1 and text[left.start() - 1 : left.start()] in _PART_OF_A_WORD:
        lead = ""
    last, stop = first, first.end
    joint = JOINT.match(text, stop)
    if joint:
        second = point(text, joint.end())
        second = _completed(first, second) if second else _bare_year(text, joint.end(), first.year or 0)
        if second:
            last, stop = second, second.end
        elif joint[0] == "至" and text.startswith("今", joint.end()):
            lead, stop = "since", joint.end() + 1
    right = RIGHT.match(text, stop) or SINCE_ACT.match(text, stop)
    tail = (right.lastgroup or "") if right else ""
    start, end = first.start, right.end() if right else stop
    parts: list[tuple[str, Span]] = []
    if left and lead and lead != "at" and left.end() == first.start:
        start = left.start()
        parts.append((lead, Span(start, first.start)))
    parts.append(("date", Span(first.start, stop)))
    if right:
        parts.append((tail, Span(*right.span())))
    return Tie(first, last, start, end, stop, lead, tail, tuple(parts))


_PART_OF_A_WORD = frozenset("达直甚乃不处基位用关对等属由源来")


def _tied(
    text: str, first: Point, today: date | None, near: tuple[int, int] | None, repeats: dict[int, Mention]
) -> tuple[Mention | None, int]:
    """The mention of a point with the words that tie it, and where to go on."""
    before = text[first.start - 1 : first.start]
    if before and (before == "第" or (before.isascii() and before.isalnum())):
        return None, first.end
    tie = _tie(text, first)
    last = tie.last
    repeat = repeats.get(first.start)
    if first.day and first.month is None and first.shift is None and last is first and repeat is None:
        alone = not before or before in "，。；、：\n（(于在"
        if not (alone and tie.tail == "upto"):  # 15日前报送 is a day of the month, 提前15日 a length of time
            return None, first.end
    reference = _reference(text, first, today, near)
    opening, rule = stretch(first, reference)
    closing, closing_rule = opening, rule
    if last is not first:
        year = (opening.first.year, first.end) if opening and first.year is not None else near
        closing, closing_rule = stretch(last, _reference(text, last, today, year))
    if (opening is None and rule != "open") or (closing is None and closing_rule != "open"):
        return None, tie.stop  # no such day: 2月30日
    if opening and closing and opening.first > closing.last:
        tie = replace(
            tie, last=first, stop=first.end, end=first.end, tail="", parts=(("date", Span(first.start, first.end)),)
        )
        closing = opening
    value = _when(tie, opening, closing, rule or closing_rule)
    where, parts = Span(tie.start, tie.end), tie.parts
    if repeat is not None and first.year is None and first.shift in (None, ("year", 0), ("month", 0)):
        assert isinstance(repeat.value, Recurrence)
        value = When(bound="recurring", every=repeat.value.every)
        parts = (("every", repeat.span), *parts)
        where = Span(repeat.span.start, tie.end)
    elif first.word in words("next_words") and reference.rule in ("", "reference year"):
        value = replace(
            value, bound="recurring", every="P1M" if first.grain == "month" or "月" in first.word else "P1Y"
        )
    return Mention("date", where, value, "date", parts, Span(first.start, tie.stop)), tie.end


def _completed(first: Point, second: Point) -> Point | None:
    """The year and month that the second point of a range leaves to the first: 2022年5月至8月, 5月1日至10日."""
    if second.year is None and second.shift is None and second.fixed is None:
        if second.month is None and second.day:
            if first.month is None and first.day is None:
                return None
            return replace(
                second, year=first.year, month=first.month, shift=first.shift if first.month is None else None
            )
        return replace(second, year=first.year)
    if (
        second.shift == ("year", 0)
        and second.word == ""
        and first.year is not None
        and second.part
        and second.year is None
    ):
        return replace(second, year=first.year, shift=None)
    return second


def _reference(text: str, first: Point, today: date | None, near: tuple[int, int] | None) -> Reference:
    """What supplies the year of a point without one: a date earlier in the sentence or paragraph, or the reference."""
    needs = first.year is None and first.fixed is None
    if not needs or near is None:
        return Reference(today)
    year, end = near
    word = first.word
    if first.shift and first.shift[0] != "year":
        return Reference(today)
    if word and word not in words("year_words"):
        return Reference(today)
    between = text[end : first.start] if first.start - end < 400 else "\n"
    if "\n" in between or (today is not None and year < today.year):
        return Reference(today)
    if first.shift == ("year", 0) and not word and first.part is None:
        return Reference(today)
    if not any(mark in between for mark in SENTENCE):
        return Reference(today, year, "year in the sentence")
    if today is None or year >= today.year:
        return Reference(today, year, "year in the paragraph")
    return Reference(today)


def _when(tie: Tie, opening: Stretch | None, closing: Stretch | None, rule: str) -> When:
    """The days and the bound that the words give. 前 excludes a month or year and includes a named day: 6月前 ends with
    May, 6月30日前 with that day; 底 and 末 name a last day, which 前 includes."""
    begin, finish = (opening.first if opening else None), (closing.last if closing else None)
    lead, tail, last = tie.lead, tie.tail, tie.last
    if last is not tie.first:
        return When(begin, finish, "until" if lead == "until" else "in", resolved=rule)
    if tail == "upto":
        if last.floor or last.grain == "day":
            return When(None, finish, "by", resolved=rule)
        return When(None, days.before(begin) if begin else None, "by", resolved=rule)
    if lead == "until" or tail == "end":
        return When(None, finish, "until", resolved=rule)
    if tail == "past":
        return When(days.behind(finish) if finish else None, None, "from", resolved=rule)
    if tail in ("start", "since", "on") or lead == "since":
        return When(begin, None, "from", resolved=rule)
    if tail == "before" or lead in ("to", "asof"):
        return When(None, finish, "by", resolved=rule)
    return When(begin, finish, "in", resolved=rule)
