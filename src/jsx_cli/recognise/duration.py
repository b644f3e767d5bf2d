"""Lengths of time: 15个工作日, 一个半月, 1年零6个月, 2—3年, 半年, 24小时, 不少于3个月, 满三年."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jsx_cli.lexicon import lexicon
from jsx_cli.model import Comparator, Duration, Mention, Span
from jsx_cli.patterns import late
from jsx_cli.recognise.amount import Amount, amounts
from jsx_cli.recognise.per import stated
from jsx_cli.recognise.scan import Scan
from jsx_cli.recognise.words import lookup
from jsx_cli.records import replace

HALF = late(r"(?<![大过一])半(?:个(?=月|小时|世纪|学期))?(?P<unit>年|月|小时|天|日|世纪)(?![份谈])")
FURTHER = late(r"[零又加和、]?")
YEARLIKE = late(r"(?:1[89]|20|21)[0-9]{2}")


def recognise(scan: Scan) -> Iterator[Mention]:
    """Every length of time of the text."""
    for amount in amounts(scan, read):
        yield mention(scan.text, amount)
    for found in HALF.finditer(scan.text):
        start, value, before = found.start(), Decimal("0.5"), scan.text[found.start() - 1 : found.start()]
        if start in scan.at_end or before in ("上", "下", "前", "后", "每", "多"):
            continue
        if before == "个":  # 个半月 is one and a half, 三个半月 has been read already
            if start - 1 in scan.at_end or found["unit"] not in ("月", "小时"):
                continue
            start, value = start - 1, Decimal("1.5")
        amount = Amount(start, found.end(), value, value, "=", found["unit"], 0, 0, Span(start, found.end()))
        yield mention(scan.text, amount)


def read(scan: Scan, index: int) -> Amount | None:
    """The length of time whose first number is the numeral at `index`."""
    text, numeral = scan.text, scan.numerals[index]
    if numeral.bare and numeral.hedge == "=":
        return None
    before = text[numeral.start - 1 : numeral.start]
    if before and before in "第之":
        return None
    piece = unit(text, numeral.end)
    if piece is None:
        return None
    name, end, half = piece
    written = text[numeral.start : numeral.end]
    if name in ("年", "学年") and YEARLIKE.fullmatch(written):
        return None
    if text[end - 1] in "日年" and before and before in "月年":
        return None
    low, high = numeral.low + half, numeral.high + half
    last = index
    kind = iso(low, name)
    following = _following(scan, end)
    while following is not None and numeral.low == numeral.high and name in ("年", "月", "天", "小时", "分钟", "周"):
        more = unit(text, scan.numerals[following].end)
        if more is None or not _finer(more[0], name):
            break
        kind = _sum(kind, iso(scan.numerals[following].low + more[2], more[0]))
        last, end, name = following, more[1], more[0]
        following = _following(scan, end)
    compound = kind if last != index else ""
    return Amount(
        numeral.start, end, low, high, numeral.hedge, name if not compound else "", index, last,
        Span(numeral.start, scan.numerals[last].end), compound,
    )  # fmt: skip


def _following(scan: Scan, end: int) -> int | None:
    """The numeral of the next piece of 1年零6个月; its 零 may count as part of the numeral."""
    if (index := scan.at_start.get(end)) is not None:
        return index
    joint = FURTHER.match(scan.text, end)
    return scan.at_start.get(joint.end()) if joint else None


def unit(text: str, at: int) -> tuple[str, int, Decimal] | None:
    """The unit of time at `at`: its name, its end, and 0.5 for the 半 of 一个半月 and 两年半."""
    half = Decimal(0)
    if text.startswith("个半", at):
        row = lookup("time_units").at(text, at + 2)
        if text.startswith("月", at + 2):
            return "月", at + 3, Decimal("0.5")
        if row and row["word"] in ("小时", "学年", "学期", "钟头"):
            return row["unit"], at + 2 + len(row["word"]), Decimal("0.5")
        return None
    row = lookup("time_units").at(text, at)
    if row is None:
        return None
    word, end = row["word"], at + len(row["word"])
    if word == "年" and text.startswith(("级", "轻", "龄", "货", "度", "代", "鉴", "报"), end):
        return None
    if word.endswith("周") and text.startswith(("期", "边", "围", "年", "转", "密", "报", "岁", "长", "到", "全"), end):
        return None
    if word in ("天", "日") and text.startswith(("然", "均", "常", "照", "元", "本", "报", "程", "历"), end):
        return None
    if (
        text.startswith("半", end)
        and word in ("年", "天", "周", "小时", "学年")
        and not text.startswith(("半数", "半年", "半以"), end)
    ):
        return row["unit"], end + 1, Decimal("0.5")
    return row["unit"], end, half


def _finer(name: str, than: str) -> bool:
    order = ("年", "季度", "月", "周", "天", "小时", "分钟", "秒")
    return name in order and than in order and order.index(name) > order.index(than)


def _sum(left: str, right: str) -> str:
    """P1Y and P6M are P1Y6M, P1Y and PT3H are P1YT3H."""
    date, _, clock = left[1:].partition("T")
    more, _, further = right[1:].partition("T")
    clock += further
    return f"P{date}{more}" + (f"T{clock}" if clock else "")


def iso(value: Decimal, name: str) -> str:
    """ISO 8601 of so many of a unit: 0.5 years are P6M, 1.5 months P1.5M, 3 quarters P9M."""
    row = next(row for row in lexicon("time_units") if row["unit"] == name)
    amount, designator = value * Decimal(row["each"]), row["iso"]
    whole = amount.to_integral_value()
    if designator == "Y" and amount != whole:
        months = amount * 12
        years, rest = divmod(months, 12)
        if rest == rest.to_integral_value():
            return "P" + (f"{_plain(years)}Y" if years else "") + f"{_plain(rest)}M"
    if designator == "D" and amount != whole and row["unit"] == "天":
        days, hours = divmod(amount * 24, 24)
        return "P" + (f"{_plain(days)}D" if days else "") + f"T{_plain(hours)}H"
    if designator == "TH" and amount != whole:
        hours, minutes = divmod(amount * 60, 60)
        return "PT" + (f"{_plain(hours)}H" if hours else "") + f"{_plain(minutes)}M"
    return f"PT{_plain(amount)}{designator[1]}" if designator[0] == "T" else f"P{_plain(amount)}{designator}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def mention(text: str, amount: Amount) -> Mention:
    """The length of time with its bounds and what it is reckoned by."""
    said = stated(text, amount, "duration")
    value = replace(value_of(amount, said.comparator), per=said.per)
    return Mention(
        "duration", Span(said.start, said.end), value, "duration", said.parts, Span(amount.start, amount.end)
    )


def value_of(amount: Amount, comparator: Comparator) -> Duration:
    """What the length says, in ISO 8601 and as a number of its unit."""
    if amount.kind:
        return Duration(duration=amount.kind, comparator=comparator)
    if amount.low != amount.high:
        low, high = iso(amount.low, amount.unit), iso(amount.high, amount.unit)
        return Duration(low=low, high=high, comparator="range", unit=amount.unit)
    return Duration(duration=iso(amount.low, amount.unit), comparator=comparator, value=amount.low, unit=amount.unit)
