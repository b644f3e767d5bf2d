"""Dates and what ties them: 2022年底前 (by), “十四五”期间 (in), 自2019年1月1日起 (from), 有效期至2025年 (until),
收到申请后15日内 (within), 每年3月底前 (recurring).

In come a text and the reference date, out come `date` mentions. What the words leave open (6月底前 of which year?) is
taken from a full date earlier in the sentence or paragraph, then from the reference date, never from today; `resolved`
names the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.model import Bound, Duration, Mention, Span, When
from jsx_cli.recognise import days, duration
from jsx_cli.recognise.amount import Amount, amounts, bounds
from jsx_cli.recognise.days import Stretch
from jsx_cli.recognise.point import Point, Reference, point, stretch
from jsx_cli.recognise.recurrence import every
from jsx_cli.recognise.recurrence import recognise as recurrences
from jsx_cli.recognise.scan import Scan

JOINT = re.compile(r"[—–－―~～〜∼-]{1,2}|至|到")
BARE = re.compile(r"(?P<n>(?:19|20)[0-9]{2}|[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[—–－―~～〜∼-]{1,2}|至|到)")
BEFORE = re.compile(
    r"(?P<until>有效期(?:限)?(?:为)?(?:截?至|到)|(?:执行|实施|延长|延续|延期|顺延|推迟|适用|保留|有效)(?:期限)?(?:至|到)|(?:执行|实施|试行|有效)期(?:限)?(?:截?至|到))|"
    r"(?P<asof>截至到?|截止(?:到|至)?)|(?P<to>(?:力争|争取|确保|最迟|最晚|直|待|等)?(?:到|至)|最迟|最晚|不晚于|不迟于|于?(?=\Z))|(?P<since>自从?|从|由)|(?P<at>在|于)"
)
LEFT = re.compile(
    r"(?:(?P<until>有效期(?:限)?为?(?:截?至|到)|(?:执行|实施|延长|延续|延期|顺延|推迟|适用|保留|有效|试行)(?:期限?)?(?:截?至|到))|"
    r"(?P<asof>截至到?|截止(?:到|至)?)|(?P<to>(?:力争|争取|确保|直|待)?[到至]|最迟|最晚|不晚于|不迟于)|(?P<since>自从?|从|由)|(?P<at>[在于]))\Z"
)
RIGHT = re.compile(
    r"(?P<before>及(?:之|以)前)|(?P<upto>(?:之|以)?前(?!期|沿|提|后|列|往|台|[0-9一二两三四五六七八九十]|景|述|款|瞻|端|三季|两季))|(?P<since>(?:以|之)?来(?!源|自|年|信|宾|电|访|函|华|说|看))|"
    r"(?P<on>及(?:以|之)后)|(?P<start>起始|起(?!草|步|点|诉|到|来|着|重|因|伏|义|飞|码|始|源|降|用|作|居|底|跑|搏|哄|立|名|草)|开始)|(?P<past>(?:以|之)后|后(?!期|续|半|勤|备|台|方|[0-9一二两三四五六七八九十]|者|代|来))|"
    r"(?P<end>为止|止(?!损|步|痛))|(?P<during>期间|之?间(?!接|隔|谍|断|作|距|伐)|时期|以内|之内|内(?!部|容|设|外|地|需|资|涵|生|科|控|陆))"
)
LEFT_WINDOW = 10
EVERY_THEN = re.compile(r"(?:的|末|初|首月|末月|第[一二三]个月|结束后|终了后)?")
SENTENCE = "。！？；\n"
INSIDE = re.compile(r"之内|以内|内(?!部|容|设|外|地|需|资|涵|生|科|控|陆)")
EVENT_END = re.compile(
    r"(?:之日起|之日后|之日|次日起|起|之后|以后|后)(?:的|计算)?(?:[，,]?(?:应当|应|须)?(?:在|于))?\Z"
)
CLAUSE = re.compile(r"[，。；：、！？\n,;:（(“]")
SELF = re.compile(r"[自从](?![然主治身己动行愿觉助由来业事严而此前])")
VALIDITY = re.compile(r"(?:有效期限?|试行期限?|执行期限?|实施期限?|暂定执行|试行)(?:为|是|：|:|暂定)?\Z")
AHEAD = re.compile(
    r"(?P<next>今后|未来|接下来|往后|此后|下一步)的?\Z|(?P<last>(?:最|过去|以往|近)近?|过去的|近|此前|上一?|前)\Z"
)
FROM_EVENT = re.compile(
    r"[自从](?![然主治身己动行愿觉助由来业事严而此前])[^，。；：、\n]{2,40}?(?P<word>之日起|之日|起(?![草步点诉到来着重因伏义飞码始源降用作居底跑]))"
)
NUMBERED_DAY = re.compile(r"(?<![0-9月])(?P<n>[0-9]{1,2})(?=[—–至到-][0-9]{1,2}[日月])")


@cache
def _start() -> re.Pattern[str]:
    """Where a point of time may begin."""
    return re.compile(
        r"(?<![0-9A-Za-z.])(?:[0-9]{4}(?=年|[-./－．—–~～至到]|[0-9]{4}(?![0-9]))|[0-9]{1,2}(?=[年月日号季—–~～至到-]))|公元|"
        r"(?<![〇零一二三四五六七八九十])[〇零○一二三四五六七八九十]{1,4}(?=[年月日号至到—])|"
        rf"{pattern('time_words')}|{pattern('period_parts')}|年内|月内|季度?末|[“\"‘「『]?(?:十[一二三四五六七八九]?|二十|[一二三四六七八九])五(?=[”\"’」』规计期时末初前后以，。及和])|"
        r"(?:本|上|[12][0-9]|二十一?)世纪|\A十?[一二三四六七八九]?五\Z"
    )


def recognise(scan: Scan, today: date | None = None) -> Iterator[Mention]:
    """Every date of the text, in order of position but for the terms, which come last."""
    text = scan.text
    near: tuple[int, int] | None = None  # the year of the last full date, and where it ends
    repeats = {mention.span.end: mention for mention in recurrences(text)}
    search = _start().search
    at = 0
    while found := search(text, at):
        at = found.start()
        first = _first(text, at)
        if first is None:
            at = found.end() if found.end() > at else at + 1
            continue
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
    yield from _terms(scan, today)


def _first(text: str, at: int) -> Point | None:
    """The point at `at`, or the bare figure of 2018—2020年 and 1—3月, which takes its unit from the second."""
    found = point(text, at)
    if found:
        return found
    bare = BARE.match(text, at)
    if not bare:
        return None
    other = point(text, bare.end())
    if other is None or other.start != bare.end():
        return None
    from jsx_cli.numerals import read

    value = read(bare["n"])
    if value is None:
        return None
    number = int(value)
    if len(bare["n"]) == 4 and other.year and other.month is None and number < other.year:
        return Point(at, at + 4, year=number, grain="year")
    if other.year is None and other.month and number <= 12 and number < other.month and other.grain != "day":
        return Point(at, at + len(bare["n"]), month=number, grain="month")
    if other.year is None and other.month is None and other.day and number < other.day:
        return Point(at, at + len(bare["n"]), day=number, grain="day")
    return None


def _tied(
    text: str, first: Point, today: date | None, near: tuple[int, int] | None, repeats: dict[int, Mention]
) -> tuple[Mention | None, int]:
    """The mention of a point with the words that tie it, and where to go on."""
    start, end = first.start, first.end
    left = LEFT.search(text, max(0, start - LEFT_WINDOW), start)
    lead = left.lastgroup if left else None
    before = text[start - 1 : start]
    if before and (before == "第" or before.isascii() and before.isalnum()):
        return None, end
    if (
        lead in ("to", "at", "since")
        and left
        and len(left[0]) == 1
        and text[left.start() - 1 : left.start()] in tuple("达直甚乃不处基位用关对等属由源来")
    ):
        left, lead = None, None
    # 10月 is October, but a day without a month needs a sign that it is one
    reference = _reference(text, first, today, near)
    last = first
    joint = JOINT.match(text, end)
    second: Point | None = None
    if joint:
        second = point(text, joint.end())
        if second is not None:
            second = _completed(first, second)
        elif text.startswith("今", joint.end()) and joint[0] == "至":
            lead, end = "since", joint.end() + 1
    if first.day and first.month is None and first.shift is None and second is None:
        repeat = repeats.get(start)
        if repeat is None:
            return None, end
    if second is not None:
        last, end = second, second.end
    opening, rule = stretch(first, reference)
    closing, closing_rule = (
        (opening, rule)
        if last is first
        else stretch(
            last,
            _reference(
                text, last, today, (opening.first.year, first.end) if opening and first.year is not None else near
            ),
        )
    )
    rule = rule or closing_rule
    if opening is None and rule != "open" or closing is None and closing_rule != "open":
        return None, end  # no such day
    if opening and closing and opening.first > closing.last:
        last, closing, end = first, opening, first.end
    right = RIGHT.match(text, end)
    tail = right.lastgroup if right else None
    parts: list[tuple[str, Span]] = []
    begin = start
    if left and lead:
        begin = left.start()
        if lead == "at":
            begin = start
        else:
            parts.append(("since" if lead == "since" else lead, Span(begin, start)))
    parts.append(("date", Span(start, end)))
    stop = end
    if right and tail:
        stop = right.end()
        parts.append((tail, Span(*right.span())))
    value = _when(first, last, opening, closing, lead, tail, rule)
    repeat = repeats.get(begin) or repeats.get(start)
    if first.year is None and first.shift in (None, ("year", 0), ("month", 0)) and repeat is not None:
        value = When(bound="recurring", every=repeat.value.every)  # type: ignore[union-attr]
        parts.insert(0, ("every", repeat.span))
        begin = repeat.span.start
    elif first.word in (
        "次年",
        "次年度",
        "翌年",
        "第二年",
        "下一年度",
        "下年度",
        "下一年",
        "次月",
        "下月",
    ) and reference.rule in ("", "reference year"):
        value = replace(value, bound="recurring", every="P1M" if first.word in ("次月", "下月") else "P1Y")
    return Mention("date", Span(begin, stop), value, "date", tuple(parts), Span(start, end)), stop


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
    """What supplies the year of a point that has none: a date before it in its sentence or paragraph, or the reference."""
    needs = first.year is None and first.fixed is None
    if not needs or near is None:
        return Reference(today)
    year, end = near
    word = first.word
    if first.shift and first.shift[0] != "year":
        return Reference(today)
    if word and word not in ("当年", "次年", "翌年", "次年度", "第二年", "当年度", "同年"):
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


def _when(
    first: Point,
    last: Point,
    opening: Stretch | None,
    closing: Stretch | None,
    lead: str | None,
    tail: str | None,
    rule: str,
) -> When:
    ranged = last is not first
    begin, finish = (opening.first if opening else None), (closing.last if closing else None)
    if ranged:
        if lead == "until":
            return When(begin, finish, "until", resolved=rule)
        return When(begin, finish, "in", resolved=rule)
    if tail == "upto":
        if last.floor or last.grain == "day":
            return When(None, finish, "by", resolved=rule)
        return When(None, days.before(begin) if begin else None, "by", resolved=rule)
    if tail == "before":
        return When(None, finish, "by", resolved=rule)
    if lead == "until":
        return When(None, finish, "until", resolved=rule)
    if tail == "end":
        return When(None, finish, "until", resolved=rule)
    if tail in ("start", "since", "on") or lead == "since":
        if tail == "past":
            return When(days.behind(finish) if finish else None, None, "from", resolved=rule)
        return When(begin, None, "from", resolved=rule)
    if tail == "past":
        return When(days.behind(finish) if finish else None, None, "from", resolved=rule)
    if lead in ("to", "asof"):
        return When(None, finish, "by", resolved=rule)
    return When(begin, finish, "in", resolved=rule)


def _terms(scan: Scan, today: date | None) -> Iterator[Mention]:
    """收到申请后15日内, 自印发之日起30日内, 三年内, 有效期五年, 今后五年, 近三年; and 自发布之日起 alone."""
    text = scan.text
    for amount in amounts(scan, duration.read):
        mention = _term(text, amount, today)
        if mention:
            yield mention
    for found in FROM_EVENT.finditer(text):
        value = When(today if _of_issue(found[0]) else None, None, "from", resolved=_issue_rule(found[0], today))
        yield Mention(
            "date", Span(*found.span()), value, "date", (("event", Span(*found.span())),), Span(*found.span())
        )


def _of_issue(event: str) -> bool:
    """True for 自印发之日起 and 自本办法发布之日起: the event is the document's own."""
    return _issue().fullmatch(event) is not None


@cache
def _issue() -> re.Pattern[str]:
    return re.compile(
        rf"[自从](?:本?[一-鿿]{{0,6}})?{pattern('issue_verbs')}(?:之日|的?当日)?起?(?:的|计算)?(?:在|于)?"
    )


def _issue_rule(event: str, today: date | None) -> str:
    return ("day of issue" if today else "open") if _of_issue(event) else "open"


def _term(text: str, amount: Amount, today: date | None) -> Mention | None:
    start, end = amount.start, amount.end
    inside = INSIDE.match(text, end)
    clause = max(
        (found.end() for found in CLAUSE.finditer(text, max(0, start - 40), start)), default=max(0, start - 40)
    )
    said = bounds(text, amount, "duration")
    length = duration.value_of(amount, said.comparator)
    spell = length.duration or length.high
    head = text[clause:start]
    core = Span(start, end)
    ahead = AHEAD.search(text, max(0, start - 5), start)
    if ahead and amount.unit in ("年", "月", "周", "天", "日") and not amount.kind:
        return _ahead(text, amount, ahead, inside, today, spell)
    valid = VALIDITY.search(text, max(0, start - 8), start)
    if valid and not inside and spell:
        finish = _after(today, amount)
        where = Span(valid.start(), end)
        return Mention(
            "date",
            where,
            When(None, finish, "until", spell, resolved="day of issue" if finish else "open"),
            "date",
            (("validity", Span(valid.start(), start)), ("length", core)),
            core,
        )
    if not inside:
        return None
    begin = said.start
    event_end = EVENT_END.search(text, max(clause, said.start - 12), said.start)
    if event_end and event_end.start() > clause:
        begin = _event_start(text, clause, event_end.start())
        event = text[begin : event_end.end()]
        finish = _after(today, amount) if _of_issue(event) else None
        value = When(None, finish, "within", spell, resolved="day of issue" if finish else "open")
        return Mention(
            "date",
            Span(begin, inside.end()),
            value,
            "date",
            (("event", Span(begin, event_end.end())), ("length", core)),
            core,
        )
    if amount.unit in ("年", "月") and not head.endswith(("每", "第")) and said.comparator in ("=", "<="):
        finish = _after(today, amount)
        value = When(None, finish, "by", spell, resolved="reference day" if finish else "open")
        return Mention("date", Span(begin, inside.end()), value, "date", (("length", core),), core)
    return None


def _ahead(
    text: str, amount: Amount, ahead: re.Match[str], inside: re.Match[str] | None, today: date | None, spell: str
) -> Mention | None:
    """今后五年, 近三年, 前两年: counted from the reference, forwards or backwards."""
    start, core = ahead.start(), Span(amount.start, amount.end)
    if ahead["last"] in ("前", "上", "上一") and text[start - 1 : start] not in ("", "，", "。", "\n", "在"):
        return None
    end = inside.end() if inside else amount.end
    if text.startswith("来", end) and not inside:
        end += 1
    designator = {"年": "Y", "月": "M", "周": "W"}.get(amount.unit, "D")
    value = When(None, None, "in", spell, resolved="open")
    if today is not None:
        if ahead["next"]:
            value = When(today, days.shifted(today, amount.high, designator), "in", spell, resolved="reference day")
        elif ahead["last"] in ("前", "上", "上一") and designator == "Y":
            first, last = days.day(today.year - int(amount.high), 1, 1), days.day(today.year - 1, 12, 31)
            value = When(first, last, "in", spell, resolved="reference year")
        else:
            value = When(days.shifted(today, -amount.high, designator), today, "in", spell, resolved="reference day")
    return Mention(
        "date",
        Span(start, end),
        value,
        "date",
        (("ahead" if ahead["next"] else "back", Span(start, amount.start)), ("length", core)),
        core,
    )


def _after(today: date | None, amount: Amount) -> date | None:
    if today is None or amount.kind or amount.unit not in ("年", "月", "周", "天", "日", "自然日", "日历天"):
        return None
    return days.shifted(today, amount.high, {"年": "Y", "月": "M", "周": "W"}.get(amount.unit, "D"))


def _event_start(text: str, clause: int, end: int) -> int:
    """Where the event of a term begins: at its 自, or at the first verb that names it, or with the clause."""
    own = [found.start() for found in SELF.finditer(text, clause, end)]
    if own:
        return own[-1]
    verb = _events().search(text, max(clause, end - 16), end)
    if verb:
        return verb.start()
    return max(clause, end - 10)


@cache
def _events() -> re.Pattern[str]:
    return re.compile(pattern("event_verbs"))
