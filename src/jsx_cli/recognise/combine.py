"""What settled mentions say together.

20以上30以下 is one range; 50%、40%以上 bounds both; 100人以上 set against 100人及以下 leaves the hundred out;
每年开展2次 is reckoned by the year.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from decimal import Decimal

from jsx_cli.model import Comparator, Duration, Mention, Money, Number, Quantity, Ratio, Recurrence, Span, Value, When
from jsx_cli.patterns import compiled, late
from jsx_cli.records import replace

PAIR = late(r"、?(?:且|并|但|到|至)?")
LIST = late(r"[、和及与]|以及")
BREAK = late(r"[，。；：！？\n,;:]")
INCLUSIVE = late(r"(?:及|或)以[上下]")
LOWER, UPPER = (">=", ">"), ("<=", "<")
BARE = late(r"(?P<digits>[0-9]{1,9}(?:\.[0-9]{1,4})?)[万亿]?")
ADDRESS_UNITS = ("号", "线", "路")
RATE_WINDOW, TIMES_WINDOW = 16, 6
Amount = Number | Ratio | Money | Quantity


def combined(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text, with those joined that make one."""
    joined: list[Mention] = []
    for mention in found:
        other = None
        if joined:
            other = _pair(text, joined[-1], mention) or _rated(text, joined[-1], mention)
        if other:
            joined[-1] = other
        else:
            joined.append(mention)
    _share_units(text, joined)
    _lists(text, joined)
    return _opposed(text, joined)


def _pair(text: str, left: Mention, right: Mention) -> Mention | None:
    """5000元以上1万元以下, 不低于20、不高于30: one range from the lower to the upper bound."""
    one, two = left.value, right.value
    if isinstance(one, When) and isinstance(two, When):
        return _running(text, left, one, right, two)
    if left.kind != right.kind or not PAIR.fullmatch(text, left.span.end, right.span.start):
        return None
    value = _between(one, two)
    if value is None:
        return None
    core = Span((left.core or left.span).start, (right.core or right.span).end)
    return replace(
        left, span=Span(left.span.start, right.span.end), value=value, parts=(*left.parts, *right.parts), core=core
    )


def _running(text: str, left: Mention, one: When, right: Mention, two: When) -> Mention | None:
    """自2023年1月16日起至12月31日: what begins on a day runs to another."""
    if left.span.end != right.span.start or text[right.span.start] not in "至到":
        return None
    if one.bound != "from" or one.start is None or two.end is None or two.bound not in ("by", "until", "in"):
        return None
    value = replace(one, end=two.end, bound="until")
    return replace(left, span=Span(left.span.start, right.span.end), value=value, parts=(*left.parts, *right.parts))


def _between(one: Value, two: Value) -> Value | None:
    """The range between a lower and an upper bound of the same unit."""
    if isinstance(one, Duration) and isinstance(two, Duration):
        if (
            one.comparator in LOWER
            and two.comparator in UPPER
            and one.unit == two.unit
            and one.duration
            and two.duration
        ):
            return replace(two, duration="", low=one.duration, high=two.duration, comparator="range", value=None)
        return None
    if not isinstance(one, Amount) or not isinstance(two, Amount) or _unit(one) != _unit(two):
        return None
    if one.comparator not in LOWER or two.comparator not in UPPER:
        return None
    if one.value is None or two.value is None or one.value >= two.value:
        return None
    between = replace(two, value=None, low=one.value, high=two.value, comparator="range")
    if isinstance(one, (Money, Quantity)) and isinstance(between, (Money, Quantity)) and one.per:
        return replace(between, per=one.per)
    return between


def _rated(text: str, left: Mention, right: Mention) -> Mention | None:
    """每年开展2次: the amount takes the recurrence in front as what it is reckoned by, and the recurrence is gone."""
    if (
        not isinstance(left.value, Recurrence)
        or not isinstance(right.value, (Money, Quantity, Duration))
        or right.value.per
    ):
        return None
    gap = Span(left.span.end, right.span.start)
    if len(gap) > RATE_WINDOW or BREAK.search(text, gap.start, gap.end):
        return None
    if isinstance(right.value, Duration) and right.value.comparator == "=" and len(gap):
        return None  # 每年用3年左右… is a length, 每年不少于3个月 a rate
    if (
        text.startswith(("以上", "以下", "以内"), _core(right).end)
        and "一" <= text[right.span.end : right.span.end + 1] <= "鿿"
    ):
        return None  # 每年引进5亿元以上企业5家: the sum tells which, not how many a year
    times = right.value.unit == "次" and len(gap) <= TIMES_WINDOW
    start = left.span.start if times or not len(gap) else right.span.start
    said = text[left.span.start : left.span.end]
    parts = (("per", left.span), *right.parts)
    return replace(right, span=Span(start, right.span.end), value=replace(right.value, per=said), parts=parts)


def _share_units(text: str, found: list[Mention]) -> None:
    """The unit at the end of a list is that of all its numbers: 500、1000、2000元, 2.46、7.33个百分点."""
    end = len(found) - 1
    while end > 0:
        first = end
        while first > 0 and _lends(text, found[first - 1], found[first]):
            first -= 1
        if first < end and not text.startswith("、", found[first].span.start - 1):  # 附件1、2、3个 begins elsewhere
            for index in range(first, end):
                found[index] = _with_unit(text, found[index], found[end])
        end = first - 1 if first < end else end - 1


def _lends(text: str, left: Mention, right: Mention) -> bool:
    """True where a bare number stands before another number of its list."""
    if not isinstance(left.value, (Number, Quantity)) or text[left.span.end : right.span.start] != "、":
        return False
    if not isinstance(right.value, (Number, Ratio, Money, Quantity)) or left.value.value is None:
        return False
    if isinstance(right.value, Quantity) and right.value.unit in ADDRESS_UNITS:
        return False  # 7、8、11号线, 145、147号
    if right.value.value is None or right.value.value == left.value.value + 1 < 10:
        return False  # 1、2名 is one or two
    said = left.value.unit if isinstance(left.value, Quantity) else left.value.ordinal
    return not said and BARE.fullmatch(text, _core(left).start, _core(left).end) is not None


def _with_unit(text: str, mention: Mention, last: Mention) -> Mention:
    """The number as an amount of the last one's unit; 35 of 35、20万元 counts in 万 as well, 500万 by itself."""
    value, model = mention.value, last.value
    if not isinstance(value, (Number, Quantity)) or not isinstance(model, (Ratio, Money, Quantity)):
        return mention
    written = BARE.match(text, _core(last).start)
    if value.value is None or model.value is None or not written or not Decimal(written["digits"]):
        return mention
    whole = Decimal(1) if isinstance(model, (Money, Quantity)) else model.value / Decimal(written["digits"])
    scaled = model.value / Decimal(written["digits"]) if text[mention.span.end - 1] not in "万亿" else whole
    exact = Decimal(f"{(value.value * scaled).normalize():f}")
    amount = replace(model, value=exact, comparator=value.comparator)
    return replace(mention, kind=last.kind, value=amount, by=last.by)


def _lists(text: str, found: list[Mention]) -> None:
    """A bound at either end of a list governs its members: 50%、40%以上; 分别不低于30%、20%."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if _bare(left) and _bounded(right) and _listed(text, left, right) and _core(right).start == right.span.start:
            found[index] = _with(left, right)
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if _changed(left) and not _changed(right) and _listed(text, left, right):
            found[index] = right = _growing(right)  # 分别增长8.7%、10.5%
        if _bare(right) and _bounded(left) and _listed(text, left, right) and _core(left).end == left.span.end:
            found[index] = _with(right, left)


def _opposed(text: str, found: list[Mention]) -> list[Mention]:
    """以上 set against 及以下 of the same number in the same paragraph excludes it, and 以下 against 及以上."""
    lines = [mark.start() for mark in compiled("\n").finditer(text)]
    marked: dict[tuple[int, str, Decimal | None, Comparator], Span] = {}
    for mention in found:
        if isinstance(mention.value, Amount) and INCLUSIVE.search(text, _core(mention).end, mention.span.end):
            value = mention.value
            marked[bisect(lines, mention.span.start), _unit(value), value.value, value.comparator] = mention.span
    if not marked:
        return found
    return [_excluded(text, mention, bisect(lines, mention.span.start), marked) for mention in found]


def _excluded(
    text: str, mention: Mention, paragraph: int, marked: dict[tuple[int, str, Decimal | None, Comparator], Span]
) -> Mention:
    value = mention.value
    if not isinstance(value, Amount) or value.comparator not in ("<=", ">="):
        return mention
    opposite: Comparator = ">=" if value.comparator == "<=" else "<="
    rival = marked.get((paragraph, _unit(value), value.value, opposite))
    if rival is None or not text.startswith(("以上", "以下"), _core(mention).end):
        return mention
    strict: Comparator = "<" if value.comparator == "<=" else ">"
    return replace(mention, value=replace(value, comparator=strict), parts=(*mention.parts, ("against", rival)))


def _unit(value: Amount) -> str:
    return value.unit if isinstance(value, (Money, Quantity)) else ""


def _core(mention: Mention) -> Span:
    return mention.core or mention.span


def _changed(mention: Mention) -> bool:
    return isinstance(mention.value, (Ratio, Money, Quantity)) and mention.value.kind == "change"


def _growing(mention: Mention) -> Mention:
    if not isinstance(mention.value, (Ratio, Money, Quantity)):
        return mention
    return replace(mention, value=replace(mention.value, kind="change"))


def _bare(mention: Mention) -> bool:
    return isinstance(mention.value, Amount) and mention.value.comparator == "=" and mention.core == mention.span


def _bounded(mention: Mention) -> bool:
    return isinstance(mention.value, Amount) and mention.value.comparator in (*LOWER, *UPPER)


def _listed(text: str, left: Mention, right: Mention) -> bool:
    if left.kind != right.kind or left.kind == "number":
        return False
    if (
        not isinstance(left.value, Amount)
        or not isinstance(right.value, Amount)
        or _unit(left.value) != _unit(right.value)
    ):
        return False
    gap = right.span.start - left.span.end
    return 1 <= gap <= 2 and LIST.fullmatch(text, left.span.end, right.span.start) is not None


def _with(mention: Mention, other: Mention) -> Mention:
    if not isinstance(mention.value, Amount) or not isinstance(other.value, Amount):
        return mention
    value = replace(mention.value, comparator=other.value.comparator)
    return replace(mention, value=value, parts=(*mention.parts, ("list", other.span)))
