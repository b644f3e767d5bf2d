"""Terms counted from a day or an event: 收到申请后15日内, 自印发之日起30日内, 三年内, 有效期五年, 今后五年, 近三年.

In come a `Scan`, the dates already read and the reference date; out come `date` mentions. A term after an event is
`within` and has a `duration`; one of years or months without an event counts from the reference date and is `by`; the
validity of a document is `until`. 自印发之日起 and its like begin on the document's own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from jsx_cli.lexicon import pattern
from jsx_cli.model import Bound, Mention, Span, When
from jsx_cli.patterns import compiled, late
from jsx_cli.recognise import days, duration
from jsx_cli.recognise.amount import Amount, Bounds, amounts, bounds
from jsx_cli.recognise.scan import Scan

INSIDE = late(r"(?:的?时间)?(?:之内|以内|内(?![部容设外地需资涵生科控陆]))")
CLAUSE = late(r"[，。；：、！？\n,;:（(“]")
SENTENCE = late(r"[。！？；\n]")
SELF = r"[自从](?![然主治身己动行愿觉助由来业事严而此前])"
EVENT_END = late(
    r"(?:之日起|之日后|之日|次日起|日起|起|之后|以后|后)(?:的|计算)?(?:[，,]?(?:应当|应|须)?[在于])?(?:最长|最多)?\Z"
)
EVENT_ALONE = late(rf"{SELF}[^，。；：、\n]{{2,40}}?(?:之日起|之日|日起(?![草]))")
VALIDITY = late(r"(?:有效期限?|试行期限?|执行期限?|实施期限?|暂定执行|试行|有效)(?:为|是|：|:|暂定)?\Z")
NEXT = late(r"(?:今后|未来|接下来|往后|此后|下)的?\Z")
LAST = late(r"(?:最近|过去|以往|(?<![附邻就靠临远亲毗将接相])近|此前|(?<![一-鿿])[前上])的?\Z")
AWAY = late(r"(?P<word>(?:以|之)?(?P<way>[前后]))(?![期续半勤备台方者代来述款])")
TOLD = late(r"(?:[一-鿿]{0,12}(?:应当|应|须|必须|要|需|可以|可))?[在于]?(?:最长|最多|不超过|不得超过)?")
MODAL = late(r"[在于须应要可将]|应当|必须")
OWN = late(r"(?:本[一-鿿]{1,6}|[，。；：、\n]|\A)\Z")  # 本措施印发之日起, not 函审通知下发之日起
DESIGNATORS = {"年": "Y", "月": "M", "周": "W", "天": "D", "日": "D", "自然日": "D", "日历天": "D"}
WINDOW = 40


def recognise(scan: Scan, dates: Sequence[Mention], today: date | None = None) -> Iterator[Mention]:
    """Every term of the text."""
    for amount in amounts(scan, duration.read):
        mention = _term(scan.text, amount, dates, today)
        if mention:
            yield mention
    for found in EVENT_ALONE.finditer(scan.text):
        own = _of_issue(found[0])
        start = max((mark for mark in map(found[0].rfind, "自从") if mark >= 0), default=0) if not own else 0
        where = Span(found.start() + start, found.end())
        value = When(today if own else None, None, "from", resolved="day of issue" if own and today else "open")
        yield Mention("date", where, value, "term", (("event", where),), where)


def _term(text: str, amount: Amount, dates: Sequence[Mention], today: date | None) -> Mention | None:
    """The term that the length of time belongs to, None for a length that stands for itself."""
    said = bounds(text, amount, "duration")
    inside = INSIDE.match(text, amount.end)
    after = _after(text, amount, today)
    if after:
        return after
    if valid := VALIDITY.search(text, max(0, amount.start - 8), amount.start):
        return None if inside else _validity(text, amount, valid.start(), dates, today)
    floor = max(0, said.start - WINDOW)
    clause = max((found.end() for found in CLAUSE.finditer(text, floor, said.start)), default=floor)
    if inside:
        return _within(text, amount, said, Span(clause, inside.end()), today)
    away = AWAY.match(text, amount.end)
    if away and clause == amount.start and amount.unit in DESIGNATORS and (amount.unit != "日" or away["way"] == "后"):
        return _away(amount, away, today)
    return None


def _mention(
    amount: Amount, where: Span, bound: Bound, stretch: tuple[date | None, date | None], rule: str,
    parts: tuple[tuple[str, Span], ...] = (),
) -> Mention:  # fmt: skip
    """A term of that length; `open` where the day it counts from is not known."""
    core = Span(amount.start, amount.end)
    length = duration.value_of(amount, "=")
    known = stretch[0] is not None or stretch[1] is not None
    value = When(
        *stretch, bound, length.duration or length.high, resolved=rule if known else "open", count=length.value,
        unit=length.unit,
    )  # fmt: skip
    return Mention("date", where, value, "term", (*parts, ("length", core)), core)


def _after(text: str, amount: Amount, today: date | None) -> Mention | None:
    """今后五年, 未来三年, 近三年, 前两年: forwards or backwards from the reference."""
    if amount.unit not in DESIGNATORS or amount.kind:
        return None
    start, end = max(0, amount.start - 5), amount.end
    inside = INSIDE.match(text, end)
    forwards, backwards = NEXT.search(text, start, amount.start), LAST.search(text, start, amount.start)
    found = forwards or backwards
    if not found:
        return None
    if inside:
        end = inside.end()
    elif text.startswith(("间", "来"), end):
        end += 1
    designator, whole = DESIGNATORS[amount.unit], found[0][0] in "前上下"
    stretch: tuple[date | None, date | None] = (None, None)
    if today is not None and whole and designator == "Y":  # 前两年: the two calendar years before this one
        first, last = (1, int(amount.high)) if forwards else (-int(amount.high), -1)
        stretch = days.day(today.year + first, 1, 1), days.day(today.year + last, 12, 31)
    elif today is not None and forwards:
        stretch = today, days.shifted(today, amount.high, designator)
    elif today is not None:
        stretch = days.shifted(today, -amount.high, designator), today
    word = Span(found.start(), amount.start)
    return _mention(
        amount, Span(word.start, end), "in", stretch, "reference day", (("ahead" if forwards else "back", word),)
    )


def _validity(text: str, amount: Amount, start: int, dates: Sequence[Mention], today: date | None) -> Mention:
    """有效期五年: from the day that the sentence names before it, else from the day of issue."""
    opening, rule = today, "day of issue"
    for mention in reversed(dates):
        if mention.span.end <= start and isinstance(mention.value, When):
            near = start - mention.span.end <= WINDOW and not SENTENCE.search(text, mention.span.end, start)
            if near and mention.value.bound == "from" and mention.value.start:
                opening, rule = mention.value.start, "start of validity"
            break
    last = _end(opening, amount)
    if rule == "start of validity" and last:
        last = days.before(last)
    word = Span(start, amount.start)
    return _mention(amount, Span(start, amount.end), "until", (None, last), rule, (("validity", word),))


def _within(text: str, amount: Amount, said: Bounds, clause: Span, today: date | None) -> Mention | None:
    """收到申请后15日内 is counted from the event, 三年内 from the reference; 15日内 alone is a length of time."""
    found = EVENT_END.search(text, max(clause.start, said.start - 12), said.start)
    if not found and (before := _clause_before(text, clause.start, said.start)):
        return _mention(amount, Span(before.start, clause.end), "within", (None, None), "open", (("event", before),))
    if found and found.start() > clause.start:
        start = _event_start(text, clause.start, found.start())
        event = Span(start, found.end())
        own = _of_issue(event.of(text)) and (
            text[start] in "自从" or start == clause.start or OWN.search(text, clause.start, start) is not None
        )
        last = _end(today, amount) if own else None
        return _mention(amount, Span(start, clause.end), "within", (None, last), "day of issue", (("event", event),))
    if (
        amount.unit in ("年", "月")
        and said.comparator in ("=", "<=", "range")
        and text[said.start - 1 : said.start] not in ("每", "第")
    ):
        where = Span(said.start, clause.end)
        return _mention(amount, where, "by", (None, _end(today, amount)), "reference day")
    return None


def _clause_before(text: str, clause: int, start: int) -> Span | None:
    """The event of the clause before: 接到事项后，须在1小时内反馈, 收到申请，应当在5日内答复."""
    if text[clause - 1 : clause] not in ("，", ",") or not TOLD.fullmatch(text, clause, start):
        return None
    floor = max(0, clause - 1 - WINDOW)
    begin = max((found.end() for found in CLAUSE.finditer(text, floor, clause - 1)), default=floor)
    if EVENT_END.search(text, begin, clause - 1):
        return Span(_event_start(text, begin, clause - 2), clause - 1)
    received = [found.start() for found in _receipts().finditer(text, begin, clause - 1)]
    return Span(received[-1], clause - 1) if received else None


def _away(amount: Amount, away: re.Match[str], today: date | None) -> Mention:
    """五年前, 三个月后: the year, month or day so far from the reference."""
    forwards = away["way"] == "后"
    stretch: tuple[date | None, date | None] = (None, None)
    there = (
        _end(today, amount)
        if forwards or today is None
        else days.shifted(today, -amount.high, DESIGNATORS[amount.unit])
    )
    if there and amount.unit == "年":
        stretch = days.day(there.year, 1, 1), days.day(there.year, 12, 31)
    elif there and amount.unit == "月":
        stretch = there.replace(day=1), days.month_end(there.year, there.month)
    elif there:
        stretch = there, there
    word = Span(*away.span("word"))
    return _mention(
        amount, Span(amount.start, word.end), "in", stretch, "reference day", (("ahead" if forwards else "back", word),)
    )


def _end(today: date | None, amount: Amount) -> date | None:
    if today is None or amount.kind or amount.unit not in DESIGNATORS:
        return None
    return days.shifted(today, amount.high, DESIGNATORS[amount.unit])


def _event_start(text: str, clause: int, end: int) -> int:
    """Where the event begins: at its 自, or at the first verb that names it, or with the clause."""
    own = [found.start() for found in compiled(SELF).finditer(text, clause, end)]
    if own:
        return own[-1]
    verb = _events().search(text, max(clause, end - 16), end)
    if verb:
        return verb.start()
    modal = [found.end() for found in MODAL.finditer(text, clause, end)]
    return modal[-1] if modal and modal[-1] < end - 1 else max(clause, end - 10)


@cache
def _events() -> re.Pattern[str]:
    return compiled(pattern("event_verbs"))


@cache
def _receipts() -> re.Pattern[str]:
    return compiled(pattern("receipt_verbs"))


def _of_issue(event: str) -> bool:
    """True for 自印发之日起 and 自本办法发布之日起: the event is the document's own."""
    return _issue().fullmatch(event) is not None


@cache
def _issue() -> re.Pattern[str]:
    issue = pattern("issue_verbs")
    return compiled(
        rf"[自从]?(?:本[一-鿿]{{1,6}}|正式)?{issue}(?:之日|的?当日)?起?(?:的|计算)?(?:[，,]?(?:应当|应|须)?[在于])?"
    )
